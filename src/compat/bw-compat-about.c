/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat/bw-compat-about.h"

#include <adwaita.h>

void
bw_about_present (GtkWindow     *parent,
                  const BwAbout *about)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  AdwDialog *dialog = adw_about_dialog_new ();
  GObject *object = G_OBJECT (dialog);
#else
  GtkWidget *dialog = adw_about_window_new ();
  GObject *object = G_OBJECT (dialog);
#endif

  g_object_set (object,
                "application-name", about->application_name,
                "application-icon", about->application_icon,
                "version", about->version,
                "developer-name", about->developer_name,
                "comments", about->comments,
                "copyright", about->copyright,
                "translator-credits", about->translator_credits,
                "license-type", GTK_LICENSE_GPL_3_0,
                NULL);
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_about_dialog_add_legal_section (ADW_ABOUT_DIALOG (dialog), about->legal_title, NULL,
                                      GTK_LICENSE_CUSTOM, about->legal_text);
  adw_dialog_present (dialog, GTK_WIDGET (parent));
#else
  adw_about_window_add_legal_section (ADW_ABOUT_WINDOW (dialog), about->legal_title, NULL,
                                      GTK_LICENSE_CUSTOM, about->legal_text);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), parent);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
#endif
}
