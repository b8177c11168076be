/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-page-private.h"

#include "app/bw-agreement-dialog.h"
#include "app/bw-format.h"
#include "app/bw-glucose-dialog.h"
#include "app/bw-label-file.h"
#include "app/bw-meal-dialog.h"
#include "app/bw-reader-dialog.h"
#include "app/bw-reader-name.h"
#include "compat/bw-compat-file-dialog.h"

#include <glib/gi18n-lib.h>

/* Labels by rule, from and to files, and of several readers. */

static GtkWindow *
get_window (BwEcgPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
tell_count (BwEcgPage *self,
            guint      n)
{
  g_autofree char *count = bw_format_count (n);
  g_autofree char *text
      = g_strdup_printf (ngettext ("Labelled %s recording", "Labelled %s recordings", n), count);

  bw_ecg_page_add_toast (self, text, TRUE);
}

/* What a dialog has decided: one step to undo. Without a "who" it is the person here. */
static void
take_states (BwEcgPage *self,
             GArray    *states)
{
  g_autoptr (BwLabelChange) change = bw_label_change_new ();
  g_autofree char *who = bw_reader_name_get (self->settings);
  gint64 now_ms = g_get_real_time () / 1000;

  for (guint i = 0; i < states->len; i++)
    {
      const BwLabelState *state = &g_array_index (states, BwLabelState, i);

      if (state->label == BW_LABEL_NONE)
        bw_label_change_add_label (change, state->recording_id, BW_LABEL_NONE, NULL, 0);
      else
        bw_label_change_add_label (change, state->recording_id, state->label,
                                   state->who != NULL ? state->who : who,
                                   state->time_ms != 0 ? state->time_ms : now_ms);
    }
  if (!bw_label_change_is_empty (change))
    bw_ecg_page_do (self, change);
}

static void
on_labels_chosen (GArray   *states,
                  gpointer  user_data)
{
  BwEcgPage *self = user_data;

  take_states (self, states);
  if (states->len > 0)
    tell_count (self, states->len);
}

/* --- By rule ------------------------------------------------------------------------------------ */

static gint64
get_near_ms (BwEcgPage *self)
{
  g_autoptr (GPtrArray) selected = bw_ecg_list_get_selected (self->list);

  if (selected->len == 0)
    return g_get_real_time () / 1000;
  return bw_recording_get_shown_ms (bw_ecg_item_get_recording (g_ptr_array_index (selected, 0)),
                                    bw_ecg_page_get_zone (self));
}

static void
on_by_meal (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  BwEcgPage *self = BW_ECG_PAGE (widget);
  g_autoptr (GArray) recordings = bw_ecg_list_copy_recordings (self->list);
  BwMealDialog *dialog = bw_meal_dialog_new (get_window (self), recordings,
                                             bw_ecg_page_get_zone (self), get_near_ms (self));

  bw_meal_dialog_set_callback (dialog, on_labels_chosen, g_object_ref (self), g_object_unref);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_by_glucose (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  BwEcgPage *self = BW_ECG_PAGE (widget);
  g_autoptr (GArray) recordings = bw_ecg_list_copy_recordings (self->list);
  BwGlucoseDialog *dialog
      = bw_glucose_dialog_new (get_window (self), recordings,
                               bw_session_get_recordings (self->session)->glucose,
                               bw_ecg_page_get_zone (self));

  bw_glucose_dialog_set_callback (dialog, on_labels_chosen, g_object_ref (self), g_object_unref);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Files -------------------------------------------------------------------------------------- */

/* What is labelled so already keeps who did it and when. */
static gboolean
is_labelled_so (BwEcgPage          *self,
                const BwLabelState *state)
{
  BwEcgItem *item = bw_ecg_list_find (self->list, state->recording_id);

  return item != NULL && bw_ecg_item_get_recording (item)->label == state->label;
}

static gboolean
is_read_so (BwEcgPage           *self,
            const BwReaderLabel *label)
{
  BwEcgItem *item = bw_ecg_list_find (self->list, label->recording_id);

  return item != NULL
         && bw_ecg_item_get_reader_label (item, label->reader, NULL) == label->label;
}

static gboolean
is_noted_so (BwEcgPage         *self,
             const BwLabelNote *note)
{
  BwEcgItem *item = bw_ecg_list_find (self->list, note->recording_id);
  const char *held = item != NULL ? bw_ecg_item_get_recording (item)->note : NULL;

  return item != NULL && g_str_equal (held != NULL ? held : "", note->note);
}

void
bw_ecg_page_take_list (BwEcgPage         *self,
                       const BwLabelList *list)
{
  g_autoptr (BwLabelChange) change = bw_label_change_new ();

  for (guint i = 0; i < list->states->len; i++)
    {
      const BwLabelState *state = &g_array_index (list->states, BwLabelState, i);

      if (!is_labelled_so (self, state))
        bw_label_change_add_label (change, state->recording_id, state->label, state->who,
                                   state->time_ms != 0 ? state->time_ms
                                                       : g_get_real_time () / 1000);
    }
  for (guint i = 0; i < list->reader_labels->len; i++)
    {
      const BwReaderLabel *label = &g_array_index (list->reader_labels, BwReaderLabel, i);

      if (!is_read_so (self, label))
        bw_label_change_add_reader_label (change, label->recording_id, label->reader, label->label,
                                          label->time_ms);
    }
  for (guint i = 0; i < list->notes->len; i++)
    {
      const BwLabelNote *note = &g_array_index (list->notes, BwLabelNote, i);

      if (!is_noted_so (self, note))
        bw_label_change_add_note (change, note->recording_id, note->note);
    }
  if (bw_label_change_is_empty (change))
    {
      bw_ecg_page_add_toast (self, _("Nothing in this file is new"), FALSE);
      return;
    }
  bw_ecg_page_do (self, change);
  tell_count (self, bw_label_change_count (change));
}

static void
on_labels_read (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (BwEcgPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLabelList) list = bw_label_file_read_finish (result, &error);

  if (self->session == NULL)
    return;
  if (list != NULL)
    bw_ecg_page_take_list (self, list);
  else
    bw_ecg_page_add_toast (self, error->message, FALSE);
}

static void
on_import_chosen (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (BwEcgPage) self = user_data;
  g_autoptr (GFile) file = bw_file_dialog_run_finish_one (result, NULL);
  g_autofree char *who = NULL;

  if (file == NULL || self->session == NULL)
    return;
  who = bw_reader_name_get (self->settings);
  bw_label_file_read (file, bw_ecg_list_copy_recordings (self->list), who, on_labels_read,
                      g_object_ref (self));
}

static void
on_import_labels (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  BwEcgPage *self = BW_ECG_PAGE (widget);
  const BwFileDialogFilter filters[] = {
    { _("Tables (CSV)"), "*.csv;*.txt;*.tsv" },
    { _("All files"), "*" },
  };

  bw_file_dialog_run (get_window (self), BW_FILE_DIALOG_OPEN, _("Import Labels"), _("_Import"), NULL,
                      NULL, filters, G_N_ELEMENTS (filters), NULL, on_import_chosen,
                      g_object_ref (self));
}

static void
on_labels_written (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (BwEcgPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (bw_label_file_write_finish (result, &error))
    bw_ecg_page_add_toast (self, _("Labels exported"), FALSE);
  else
    bw_ecg_page_add_toast (self, error->message, FALSE);
}

static void
on_export_chosen (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (BwEcgPage) self = user_data;
  g_autoptr (GFile) file = bw_file_dialog_run_finish_one (result, NULL);

  if (file == NULL || self->session == NULL)
    return;
  bw_label_file_write (file, bw_ecg_list_copy_recordings (self->list),
                       bw_ecg_list_copy_reader_labels (self->list), on_labels_written,
                       g_object_ref (self));
}

static void
on_export_labels (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  BwEcgPage *self = BW_ECG_PAGE (widget);
  const BwFileDialogFilter filters[] = { { _("Tables (CSV)"), "*.csv" } };

  bw_file_dialog_run (get_window (self), BW_FILE_DIALOG_SAVE, _("Export Labels"), _("_Export"),
                      /* Translators: a file name. */
                      _("Labels.csv"), NULL, filters, G_N_ELEMENTS (filters), NULL,
                      on_export_chosen, g_object_ref (self));
}

/* --- Readers ------------------------------------------------------------------------------------ */

/* Returns: (transfer full) (array zero-terminated=1) */
static char **
list_readers (GArray *labels)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  const char *last = NULL;

  for (guint i = 0; i < labels->len; i++)
    {
      const char *reader = g_array_index (labels, BwReaderLabel, i).reader;

      if (g_strcmp0 (reader, last) != 0)
        g_strv_builder_add (names, reader);
      last = reader;
    }
  return g_strv_builder_end (names);
}

static void
on_reader_chosen (const char *name,
                  gpointer    user_data)
{
  bw_ecg_page_read_blind (user_data, name);
}

static void
on_read_blind (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  BwEcgPage *self = BW_ECG_PAGE (widget);
  g_autoptr (GArray) labels = bw_ecg_list_copy_reader_labels (self->list);
  g_auto (GStrv) names = list_readers (labels);
  g_autofree char *who = bw_reader_name_get (self->settings);
  BwReaderDialog *dialog
      = bw_reader_dialog_new (get_window (self), (const char *const *) names, who);

  bw_reader_dialog_set_callback (dialog, on_reader_chosen, g_object_ref (self), g_object_unref);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_settled (GArray   *states,
            gpointer  user_data)
{
  BwEcgPage *self = user_data;

  take_states (self, states);
  if (states->len > 1)
    tell_count (self, states->len);
}

static void
on_show_recording (BwEcgPage *self,
                   gint64     id)
{
  bw_ecg_page_show_recording (self, id);
}

static void
on_compare_readers (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  BwEcgPage *self = BW_ECG_PAGE (widget);
  g_autoptr (GArray) recordings = NULL;
  g_autoptr (GArray) labels = NULL;
  BwAgreementDialog *dialog;

  if (self->agreement == NULL)
    {
      recordings = bw_ecg_list_copy_recordings (self->list);
      labels = bw_ecg_list_copy_reader_labels (self->list);
      dialog = bw_agreement_dialog_new (get_window (self), recordings, labels,
                                        bw_ecg_page_get_zone (self));
      /* Borrowed: the page takes the dialog with it when it goes. */
      bw_agreement_dialog_set_callback (dialog, on_settled, self, NULL);
      g_signal_connect_object (dialog, "show-recording", G_CALLBACK (on_show_recording), self,
                               G_CONNECT_SWAPPED);
      g_set_weak_pointer (&self->agreement, GTK_WINDOW (dialog));
    }
  gtk_window_present (self->agreement);
}

/* What it compares may have changed by undo, or by hand. */
void
bw_ecg_page_update_dialogs (BwEcgPage *self)
{
  g_autoptr (GArray) recordings = NULL;
  g_autoptr (GArray) labels = NULL;

  if (self->agreement == NULL)
    return;
  recordings = bw_ecg_list_copy_recordings (self->list);
  labels = bw_ecg_list_copy_reader_labels (self->list);
  bw_agreement_dialog_update (BW_AGREEMENT_DIALOG (self->agreement), recordings, labels);
}

void
bw_ecg_page_install_dialog_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "ecg.by-meal", NULL, on_by_meal);
  gtk_widget_class_install_action (widget_class, "ecg.by-glucose", NULL, on_by_glucose);
  gtk_widget_class_install_action (widget_class, "ecg.import-labels", NULL, on_import_labels);
  gtk_widget_class_install_action (widget_class, "ecg.export-labels", NULL, on_export_labels);
  gtk_widget_class_install_action (widget_class, "ecg.read-blind", NULL, on_read_blind);
  gtk_widget_class_install_action (widget_class, "ecg.compare-readers", NULL, on_compare_readers);
}
