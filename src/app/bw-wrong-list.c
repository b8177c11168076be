/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-wrong-list.h"

#include "app/bw-glucose-words.h"

#include <glib/gi18n-lib.h>

/* Shown before one asks for all of them. */
#define FIRST_WRONG 8

typedef struct
{
  gint64 id;
  char *title;
  char *subtitle;
} Wrong;

struct _BwWrongList
{
  AdwBin parent_instance;

  /* Borrowed. */
  GtkListBox *list;

  /* Owned. */
  GArray *wrong;  /* (element-type Wrong) */
};

G_DEFINE_FINAL_TYPE (BwWrongList, bw_wrong_list, ADW_TYPE_BIN)

static void
wrong_clear (gpointer data)
{
  Wrong *wrong = data;

  g_free (wrong->title);
  g_free (wrong->subtitle);
}

static void
add_row (BwWrongList *self,
         const Wrong *wrong)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), wrong->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), wrong->subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-recording");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", wrong->id);
  gtk_list_box_append (self->list, row);
}

static void
add_more (BwWrongList *self,
          guint        n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("Show %u More", "Show %u More", n), n);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "more");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_list_box_append (self->list, row);
}

static void
show (BwWrongList *self,
      guint        n)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < n; i++)
    add_row (self, &g_array_index (self->wrong, Wrong, i));
  if (n < self->wrong->len)
    add_more (self, self->wrong->len - n);
}

/* The other rows have actions of their own. */
static void
on_activated (BwWrongList   *self,
              GtkListBoxRow *row)
{
  if (gtk_list_box_row_get_index (row) != FIRST_WRONG || ADW_IS_ACTION_ROW (row))
    return;
  show (self, self->wrong->len);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, FIRST_WRONG)));
}

static void
bw_wrong_list_finalize (GObject *object)
{
  g_array_unref (BW_WRONG_LIST (object)->wrong);
  G_OBJECT_CLASS (bw_wrong_list_parent_class)->finalize (object);
}

static void
bw_wrong_list_class_init (BwWrongListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_wrong_list_finalize;
}

static void
bw_wrong_list_init (BwWrongList *self)
{
  self->wrong = g_array_new (FALSE, TRUE, sizeof (Wrong));
  g_array_set_clear_func (self->wrong, wrong_clear);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Wrong answers"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_activated), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

static void
take (BwWrongList            *self,
      const BwRecordingScore *recording)
{
  g_autofree char *day = bw_glucose_words_day (recording->day, TRUE);
  const Wrong wrong = {
    .id = recording->recording_id,
    /* Translators: a recording's name and its day. */
    .title = g_strdup_printf (_("%s · %s"), recording->name, day),
    .subtitle = bw_glucose_words_recording (recording),
  };

  g_array_append_val (self->wrong, wrong);
}

guint
bw_wrong_list_set_evaluation (BwWrongList        *self,
                              const BwEvaluation *evaluation)
{
  g_return_val_if_fail (BW_IS_WRONG_LIST (self), 0);

  g_array_set_size (self->wrong, 0);
  for (guint i = 0; evaluation != NULL && i < evaluation->recordings->len; i++)
    {
      const BwRecordingScore *recording
          = &g_array_index (evaluation->recordings, BwRecordingScore, i);

      if (bw_glucose_words_is_wrong (recording))
        take (self, recording);
    }
  /* One more takes no more room than the row that offers it. */
  show (self, self->wrong->len <= FIRST_WRONG + 1 ? self->wrong->len : FIRST_WRONG);
  return self->wrong->len;
}
