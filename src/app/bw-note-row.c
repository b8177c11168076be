/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-note-row.h"

#include "report/bw-note-words.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
make_row (const BwAnnotation *note,
          GTimeZone          *zone)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("document-edit-symbolic");
  g_autofree char *title = bw_note_format_title (note), *when = bw_note_format_time (note, zone);
  g_autofree char *tags = bw_note_format_tags (note), *subtitle = NULL;
  g_autofree char *title_markup = NULL, *subtitle_markup = NULL;

  /* Of a note without a text the tags are the title. */
  if (tags != NULL && !g_str_equal (tags, title))
    /* Translators: when a note was, and its tags: "12 May 2024, 10:31 · ill, travel" */
    subtitle = g_strdup_printf (_("%s · %s"), when, tags);
  title_markup = g_markup_escape_text (title, -1);
  subtitle_markup = g_markup_escape_text (subtitle != NULL ? subtitle : when, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Edit"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.edit-note");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", note->id);
  return row;
}

guint
bw_note_rows_fill (GtkListBox      *list,
                   const GPtrArray *notes,
                   guint            most,
                   GTimeZone       *zone)
{
  GtkWidget *child;
  guint n = notes != NULL ? notes->len : 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
  for (guint i = n; i > 0 && n - i < most; i--)
    gtk_list_box_append (list, make_row (g_ptr_array_index (notes, i - 1), zone));
  return n;
}
