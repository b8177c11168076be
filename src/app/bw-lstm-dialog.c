/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-lstm-dialog.h"

#include "app/bw-export-dialog.h"
#include "app/bw-format.h"
#include "app/bw-lstm-words.h"
#include "app/bw-spinner.h"
#include "app/bw-table-dialog.h"
#include "app/bw-toasts.h"
#include "compat/bw-compat-file-dialog.h"

#include <glib/gi18n-lib.h>

#define NARROW_BELOW 520
/* So many characters tell two fingerprints apart. */
#define FINGERPRINT_SHOWN 16

struct _BwLstmDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  AdwActionRow *shown;
  GtkStack *states;
  GtkLabel *failed;
  AdwPreferencesGroup *record;
  GtkListBox *figures;
  GtkWidget *losses;
  AdwPreferencesGroup *others_group;
  GtkListBox *others;

  /* Owned. */
  BwSession *session;
  GPtrArray *infos;          /* (element-type BwLstmInfo): newest first */
  BwModelRow *deleted;       /* (nullable): to be brought back */

  /* Borrowed: jobs on their way. */
  BwJob *list_job;
  BwJob *change_job;

  gint64 wanted_id;          /* whose record is shown; 0: the newest */
  const char *change_text;   /* told when the change is done */
};

G_DEFINE_FINAL_TYPE (BwLstmDialog, bw_lstm_dialog, ADW_TYPE_WINDOW)

static void
remove_rows (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

/* A name, and below it what is known; nothing without @text. */
static void
add_figure (GtkListBox *list,
            const char *title,
            const char *text)
{
  GtkWidget *row;
  g_autofree char *escaped = NULL;

  if (text == NULL || *text == '\0')
    return;
  row = adw_action_row_new ();
  escaped = g_markup_escape_text (text, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (list, row);
}

static const BwLstmInfo *
get_wanted (BwLstmDialog *self)
{
  for (guint i = 0; i < self->infos->len; i++)
    if (((const BwLstmInfo *) g_ptr_array_index (self->infos, i))->id == self->wanted_id)
      return g_ptr_array_index (self->infos, i);
  return self->infos->len > 0 ? g_ptr_array_index (self->infos, 0) : NULL;
}

static GTimeZone *
get_zone (BwLstmDialog *self)
{
  const BwSummary *summary = bw_session_get_summary (self->session);

  return summary != NULL ? g_time_zone_new_identifier (summary->zone_in_use)
                         : g_time_zone_new_utc ();
}

static char *
format_span (const BwLstmInfo *info,
             GTimeZone        *zone)
{
  g_autofree char *span = bw_format_span (info->from_ms, info->to_ms, zone);
  g_autofree char *hours = bw_format_count (info->hours_used);

  if (info->hours_used == 0)
    return g_steal_pointer (&span);
  /* Translators: from when to when, and how many hours with readings */
  return g_strdup_printf (ngettext ("%s, %s hour with readings", "%s, %s hours with readings",
                                    info->hours_used),
                          span, hours);
}

static void
show_record (BwLstmDialog *self)
{
  const BwLstmInfo *info = get_wanted (self);
  g_autoptr (GTimeZone) zone = get_zone (self);
  g_autofree char *span = format_span (info, zone), *network = bw_lstm_info_format_network (info);
  g_autofree char *training = bw_lstm_info_format_training (info);
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, info->seed);
  g_autofree char *fingerprint = g_strndup (info->fingerprint != NULL ? info->fingerprint : "",
                                            FINGERPRINT_SHOWN);

  adw_preferences_group_set_title (self->record, info == g_ptr_array_index (self->infos, 0)
                                                   ? _("The newest LSTM")
                                                   : _("An earlier LSTM"));
  remove_rows (self->figures);
  add_figure (self->figures, _("What it is worth"), info->verdict);
  if (info->imported)
    add_figure (self->figures, _("Origin"),
                _("Its weights came from a file. It was not tried on your data, so it is not shown "
                  "until one is trained here."));
  else
    add_figure (self->figures, _("Began from"),
                info->start != NULL ? _("Weights learnt on simulated people, made on this computer")
                                    : _("Nothing: random numbers of its seed"));
  add_figure (self->figures, _("Measure"), bw_measure_get_name (info->measure));
  add_figure (self->figures, _("Trained on"), span);
  add_figure (self->figures, _("Network"), network);
  add_figure (self->figures, _("Training"), training);
  add_figure (self->figures, _("Seed"), seed);
  add_figure (self->figures, _("Fingerprint of its data"), fingerprint);
  gtk_widget_set_visible (self->losses, info->losses != NULL);
}

static void
on_other_activated (BwLstmDialog *self,
                    AdwActionRow *row)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "index"));

  self->wanted_id = ((const BwLstmInfo *) g_ptr_array_index (self->infos, i))->id;
  show_record (self);
}

static void
show_others (BwLstmDialog *self)
{
  g_autoptr (GTimeZone) zone = get_zone (self);

  remove_rows (self->others);
  for (guint i = 0; i < self->infos->len; i++)
    {
      const BwLstmInfo *info = g_ptr_array_index (self->infos, i);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *until = bw_format_day (info->to_ms, zone), *title = NULL, *escaped = NULL;

      /* Translators: %s is a day */
      title = g_strdup_printf (info->imported ? _("From a file, data until %s")
                                              : _("Trained on data until %s"),
                               until);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      escaped = g_markup_escape_text (info->verdict != NULL ? info->verdict : "", -1);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (i));
      g_signal_connect_object (row, "activated", G_CALLBACK (on_other_activated), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_append (self->others, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->others_group), self->infos->len > 1);
}

static void
take_list (BwLstmDialog *self,
           BwJob        *job)
{
  const GPtrArray *rows = bw_job_get_result (job);

  if (bw_job_get_state (job) == BW_JOB_CANCELLED)
    return;
  g_ptr_array_set_size (self->infos, 0);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_ptr_array_add (self->infos, bw_lstm_info_new (g_ptr_array_index (rows, i)));
  if (bw_job_get_error (job) != NULL)
    {
      gtk_label_set_label (self->failed, bw_job_get_error (job)->message);
      gtk_stack_set_visible_child_name (self->states, "failed");
    }
  else if (self->infos->len == 0)
    gtk_stack_set_visible_child_name (self->states, "none");
  else
    {
      show_record (self);
      show_others (self);
      gtk_stack_set_visible_child_name (self->states, "content");
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lstm.export", self->infos->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lstm.delete", self->infos->len > 0);
}

static void
read_list (BwLstmDialog *self)
{
  self->list_job = bw_session_list_lstms (self->session);
}

/* --- Changes ----------------------------------------------------------------------------------- */

static void
tell (BwLstmDialog *self,
      const char   *text,
      GCallback     undo)
{
  bw_toasts_tell (GTK_WIDGET (self->states), text, undo);
}

/* Swapped: called with the stack, whose root this is. */
static void
on_undo_delete (GtkWidget *widget)
{
  BwLstmDialog *self = BW_LSTM_DIALOG (gtk_widget_get_root (widget));

  if (self->deleted == NULL || self->change_job != NULL)
    return;
  self->change_text = _("The model is back");
  self->change_job = bw_session_restore_lstm (self->session, g_steal_pointer (&self->deleted));
}

static void
take_change (BwLstmDialog *self,
             BwJob        *job)
{
  if (bw_job_get_state (job) != BW_JOB_DONE)
    return;  /* the window tells why */
  g_clear_pointer (&self->deleted, bw_model_row_free);
  self->deleted = bw_job_steal_result (job);
  self->wanted_id = 0;
  tell (self, self->change_text, self->deleted != NULL ? G_CALLBACK (on_undo_delete) : NULL);
  read_list (self);
}

static void
on_job_finished (BwLstmDialog *self,
                 BwJob        *job)
{
  if (job == self->list_job)
    {
      self->list_job = NULL;
      take_list (self, job);
    }
  else if (job == self->change_job)
    {
      self->change_job = NULL;
      take_change (self, job);
    }
  else if (bw_job_get_kind (job) == BW_JOB_TRAIN)
    read_list (self);
}

static void
on_delete (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  BwLstmDialog *self = BW_LSTM_DIALOG (widget);
  const BwLstmInfo *info = get_wanted (self);

  if (info == NULL || self->change_job != NULL)
    return;
  self->change_text = _("Model deleted");
  self->change_job = bw_session_delete_lstm (self->session, info->id);
}

static void
on_export (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  BwLstmDialog *self = BW_LSTM_DIALOG (widget);
  const BwLstmInfo *info = get_wanted (self);
  BwExportDialog *dialog;

  if (info == NULL)
    return;
  dialog = bw_export_dialog_new (GTK_WINDOW (self), self->session, NULL);
  bw_export_dialog_show (dialog, BW_EXPORT_FORECAST, info->id);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_import_chosen (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (BwLstmDialog) self = user_data;
  g_autoptr (GFile) file = bw_file_dialog_run_finish_one (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path == NULL || self->session == NULL || self->change_job != NULL)
    return;
  self->change_text = _("Model imported; it was not tried on your data");
  self->change_job = bw_session_import_lstm (self->session, path);
}

static void
on_import (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  const BwFileDialogFilter filters[] = { { _("Weights (safetensors)"), "*.safetensors" } };

  bw_file_dialog_run (GTK_WINDOW (widget), BW_FILE_DIALOG_OPEN, _("Import Weights"), _("_Import"), NULL,
                      NULL, filters, G_N_ELEMENTS (filters), NULL, on_import_chosen,
                      g_object_ref (widget));
}

static void
on_losses (BwLstmDialog *self)
{
  const BwLstmInfo *info = get_wanted (self);

  if (info != NULL && info->losses != NULL)
    gtk_window_present (GTK_WINDOW (
        bw_table_dialog_new (GTK_WINDOW (self), _("Losses by Epoch"), info->losses)));
}

static void
on_train (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  /* Its progress is seen in the window. */
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.update-forecast", NULL);
  gtk_window_close (GTK_WINDOW (widget));
}

/* --- Widget ------------------------------------------------------------------------------------ */

static void
bw_lstm_dialog_dispose (GObject *object)
{
  g_clear_object (&BW_LSTM_DIALOG (object)->session);
  G_OBJECT_CLASS (bw_lstm_dialog_parent_class)->dispose (object);
}

static void
bw_lstm_dialog_finalize (GObject *object)
{
  BwLstmDialog *self = BW_LSTM_DIALOG (object);

  g_ptr_array_unref (self->infos);
  g_clear_pointer (&self->deleted, bw_model_row_free);
  G_OBJECT_CLASS (bw_lstm_dialog_parent_class)->finalize (object);
}

static void
bw_lstm_dialog_class_init (BwLstmDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_lstm_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_lstm_dialog_finalize;

  g_type_ensure (BW_TYPE_SPINNER);
  gtk_widget_class_install_action (widget_class, "lstm.export", NULL, on_export);
  gtk_widget_class_install_action (widget_class, "lstm.import", NULL, on_import);
  gtk_widget_class_install_action (widget_class, "lstm.delete", NULL, on_delete);
  gtk_widget_class_install_action (widget_class, "lstm.train", NULL, on_train);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-lstm-dialog.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwLstmDialog, child)
  BIND (shown);
  BIND (states);
  BIND (failed);
  BIND (record);
  BIND (figures);
  BIND (losses);
  BIND (others_group);
  BIND (others);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_losses);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_lstm_dialog_init (BwLstmDialog *self)
{
  self->infos = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_lstm_info_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lstm.export", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lstm.delete", FALSE);
}

BwLstmDialog *
bw_lstm_dialog_new (GtkWindow  *parent,
                    BwSession  *session,
                    const char *model,
                    const char *meaning)
{
  BwLstmDialog *self;
  int width;

  g_return_val_if_fail (BW_IS_SESSION (session), NULL);

  self = g_object_new (BW_TYPE_LSTM_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  if (width > 0 && width < NARROW_BELOW)
    gtk_window_set_default_size (GTK_WINDOW (self), width, 600);
  adw_action_row_set_subtitle (self->shown, meaning);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->shown), model);
  g_signal_connect_object (session, "job-finished", G_CALLBACK (on_job_finished), self,
                           G_CONNECT_SWAPPED);
  read_list (self);
  return self;
}

const char *
bw_lstm_dialog_get_state (BwLstmDialog *self)
{
  g_return_val_if_fail (BW_IS_LSTM_DIALOG (self), NULL);

  return gtk_stack_get_visible_child_name (self->states);
}
