/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat/bw-compat-shortcuts.h"

#include <adwaita.h>

#if ADW_CHECK_VERSION(1, 8, 0)

void
bw_shortcuts_present (GtkWindow        *parent,
                      const BwShortcut *shortcuts,
                      guint             n_shortcuts)
{
  AdwShortcutsDialog *dialog = ADW_SHORTCUTS_DIALOG (adw_shortcuts_dialog_new ());
  AdwShortcutsSection *section = NULL;

  for (guint i = 0; i < n_shortcuts; i++)
    {
      if (shortcuts[i].keys == NULL)
        {
          if (section != NULL)
            adw_shortcuts_dialog_add (dialog, section);
          section = adw_shortcuts_section_new (shortcuts[i].title);
        }
      else if (section != NULL)
        {
          adw_shortcuts_section_add (
              section, adw_shortcuts_item_new (shortcuts[i].title, shortcuts[i].keys));
        }
    }
  if (section != NULL)
    adw_shortcuts_dialog_add (dialog, section);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (parent));
}

#else

/* GtkShortcutsWindow can be filled from a description only (until GTK 4.14). */
void
bw_shortcuts_present (GtkWindow        *parent,
                      const BwShortcut *shortcuts,
                      guint             n_shortcuts)
{
  g_autoptr (GString) xml = g_string_new (
      "<interface><object class='GtkShortcutsWindow' id='window'>"
      "<property name='modal'>1</property><child><object class='GtkShortcutsSection' id='section'>"
      "<property name='section-name'>all</property><property name='max-height'>10000</property>");
  g_autoptr (GtkBuilder) builder = NULL;
  gboolean in_group = FALSE;
  GtkWindow *window;

  for (guint i = 0; i < n_shortcuts; i++)
    {
      g_autofree char *title = g_markup_escape_text (shortcuts[i].title, -1);
      g_autofree char *keys
          = shortcuts[i].keys != NULL ? g_markup_escape_text (shortcuts[i].keys, -1) : NULL;

      if (keys == NULL)
        {
          if (in_group)
            g_string_append (xml, "</object></child>");
          g_string_append_printf (xml,
                                  "<child><object class='GtkShortcutsGroup'>"
                                  "<property name='title'>%s</property>",
                                  title);
          in_group = TRUE;
        }
      else
        {
          g_string_append_printf (xml,
                                  "<child><object class='GtkShortcutsShortcut'>"
                                  "<property name='title'>%s</property>"
                                  "<property name='accelerator'>%s</property></object></child>",
                                  title, keys);
        }
    }
  if (in_group)
    g_string_append (xml, "</object></child>");
  g_string_append (xml, "</object></child></object></interface>");

  builder = gtk_builder_new_from_string (xml->str, (gssize) xml->len);
  window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));
  /* Set in pages once: with each group that comes it would be, and shuffle those that are there. */
  g_object_set (gtk_builder_get_object (builder, "section"), "max-height", 16, NULL);
  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}

#endif
