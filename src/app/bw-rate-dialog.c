/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rate-dialog.h"

#include "app/bw-format.h"
#include "app/bw-live-spin.h"

#include <glib/gi18n-lib.h>

struct _BwRateDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  GtkLabel *text;
  GtkSpinButton *rate;
  GtkWidget *import;

  /* Owned. */
  BwRateChosen chosen;
  gpointer chosen_data;
  GDestroyNotify free_chosen_data;
};

G_DEFINE_FINAL_TYPE (BwRateDialog, bw_rate_dialog, ADW_TYPE_WINDOW)

/* Nothing is imported at a rate that does not stand there. */
static void
on_rate (BwRateDialog *self)
{
  gboolean valid = bw_live_spin_is_valid (self->rate);

  bw_live_spin_set_wrong (self->rate, !valid);
  gtk_widget_set_sensitive (self->import, valid);
}

static void
on_import (BwRateDialog *self)
{
  if (self->chosen != NULL)
    self->chosen (bw_live_spin_get_value (self->rate), self->chosen_data);
  gtk_window_close (GTK_WINDOW (self));
}

static void
bw_rate_dialog_dispose (GObject *object)
{
  bw_rate_dialog_set_callback (BW_RATE_DIALOG (object), NULL, NULL, NULL);
  G_OBJECT_CLASS (bw_rate_dialog_parent_class)->dispose (object);
}

static void
bw_rate_dialog_class_init (BwRateDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_rate_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/beatwise/Beatwise/ui/"
                                                             "bw-rate-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwRateDialog, text);
  gtk_widget_class_bind_template_child (widget_class, BwRateDialog, rate);
  gtk_widget_class_bind_template_child (widget_class, BwRateDialog, import);
  gtk_widget_class_bind_template_callback (widget_class, on_import);
  gtk_widget_class_bind_template_callback (widget_class, bw_live_spin_show_plain);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_rate_dialog_init (BwRateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bw_live_spin_connect (self->rate, G_CALLBACK (on_rate), self);
}

/* Returns: (transfer full) */
static char *
format_text (guint n_without_rate,
             guint n_recordings)
{
  g_autofree char *n = bw_format_count (n_without_rate);
  g_autofree char *all = bw_format_count (n_recordings);
  g_autofree char *count = NULL;

  if (n_without_rate < n_recordings)
    /* Translators: both %s are numbers: "12 of 227 recordings do not tell …". */
    count = g_strdup_printf (ngettext ("%s of %s recordings does not tell its sample rate.",
                                       "%s of %s recordings do not tell their sample rate.",
                                       n_without_rate),
                             n, all);
  else
    /* Translators: %s is a number. */
    count = g_strdup_printf (ngettext ("%s recording does not tell its sample rate.",
                                       "%s recordings do not tell their sample rate.",
                                       n_without_rate),
                             n);
  /* Translators: %s is a whole sentence: "227 recordings do not tell their sample rate." */
  return g_strdup_printf (_("%s Apple Watch records 512 samples a second."), count);
}

BwRateDialog *
bw_rate_dialog_new (GtkWindow *parent,
                    guint      n_without_rate,
                    guint      n_recordings,
                    double     rate_hz)
{
  BwRateDialog *self = g_object_new (BW_TYPE_RATE_DIALOG, "transient-for", parent, NULL);
  int width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  g_autofree char *text = format_text (n_without_rate, n_recordings);

  if (width > 0 && width < 400)
    gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
  gtk_label_set_label (self->text, text);
  gtk_spin_button_set_value (self->rate, rate_hz);
  gtk_widget_grab_focus (GTK_WIDGET (self->rate));
  return self;
}

void
bw_rate_dialog_set_callback (BwRateDialog   *self,
                             BwRateChosen    chosen,
                             gpointer        user_data,
                             GDestroyNotify  free_data)
{
  g_return_if_fail (BW_IS_RATE_DIALOG (self));

  if (self->free_chosen_data != NULL)
    self->free_chosen_data (self->chosen_data);
  self->chosen = chosen;
  self->chosen_data = user_data;
  self->free_chosen_data = free_data;
}
