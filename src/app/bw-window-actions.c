/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-window-private.h"

#include "app/bw-export-dialog.h"
#include "app/bw-format.h"
#include "app/bw-last-folder.h"
#include "app/bw-preferences.h"
#include "compat/bw-compat-about.h"
#include "compat/bw-compat-file-dialog.h"
#include "compat/bw-compat-message-dialog.h"
#include "compat/bw-compat-shortcuts.h"

#include <glib/gi18n-lib.h>

/* The person `beatwise-cli sample` makes up when no other is asked for. */
#define SAMPLE_SEED 0

/* --- Files ----------------------------------------------------------------------------------- */

static void
on_files_chosen (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (BwWindow) self = user_data;
  g_autoptr (GListModel) files = bw_file_dialog_run_finish (result, NULL);
  g_autoptr (GFile) first = NULL;

  if (files == NULL || self->closing)
    return;
  first = g_list_model_get_item (files, 0);
  bw_last_folder_remember (self->settings, first);
  bw_window_import (self, files);
}

static void
import_file (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);
  const BwFileDialogFilter filters[] = {
    { _("Health exports, ECGs, RR intervals and tables"),
      "*.zip;*.xml;*.csv;*.tsv;*.edf;*.txt;*.hrm;*.rr;*.ibi;*.lp;*.line" },
    { _("All files"), "*" },
  };
  g_autoptr (GFile) folder = bw_last_folder_get (self->settings);

  bw_file_dialog_run (GTK_WINDOW (self), BW_FILE_DIALOG_OPEN, _("Import"), _("_Import"), NULL, folder,
                      filters, G_N_ELEMENTS (filters), NULL, on_files_chosen, g_object_ref (self));
}

static void
import_folder (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);
  g_autoptr (GFile) folder = bw_last_folder_get (self->settings);

  bw_file_dialog_run (GTK_WINDOW (self), BW_FILE_DIALOG_FOLDER, _("Import Folder"), _("_Import"),
                      NULL, folder, NULL, 0, NULL, on_files_chosen, g_object_ref (self));
}

static void
import_sample (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  bw_session_import_sample (BW_WINDOW (widget)->session, 0, SAMPLE_SEED);
}

/* Opens the Export dialog, on what is given by its parameter if there is any. */
static void
export (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);
  g_autoptr (GArray) selected = bw_ecg_page_list_several (self->ecg_page);
  BwExportDialog *dialog = bw_export_dialog_new (GTK_WINDOW (self), self->session, selected);
  int kind = BW_EXPORT_ANYTHING;
  gint64 id = 0;

  if (parameter != NULL)
    g_variant_get (parameter, "(ix)", &kind, &id);
  if (kind > BW_EXPORT_ANYTHING && kind < BW_EXPORT_N_KINDS)
    bw_export_dialog_show (dialog, (BwExportKind) kind, id);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Care of the library --------------------------------------------------------------------- */

static void
on_back_up_chosen (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (BwWindow) self = user_data;
  g_autoptr (GFile) file = bw_file_dialog_run_finish_one (result, NULL);
  g_autofree char *path = NULL;

  if (file == NULL || self->closing)
    return;
  path = g_file_get_path (file);
  if (path == NULL)
    {
      bw_window_add_toast (self, _("Only files on this computer can be written"));
      return;
    }
  bw_last_folder_remember (self->settings, file);
  bw_session_back_up (self->session, path);
}

static void
back_up (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);
  const BwFileDialogFilter filters[] = { { _("Beatwise libraries"), "*" BW_LIBRARY_SUFFIX } };
  g_autoptr (GFile) folder = bw_last_folder_get (self->settings);
  g_autofree char *day = bw_format_today ();
  /* Translators: a file name; %s is a day such as 2026-11-21. */
  g_autofree char *suggested = g_strdup_printf (_("Beatwise back-up %s.beatwise"), day);

  bw_file_dialog_run (GTK_WINDOW (self), BW_FILE_DIALOG_SAVE, _("Back Up Library"), _("_Back Up"),
                      suggested, folder, filters, G_N_ELEMENTS (filters), NULL, on_back_up_chosen,
                      g_object_ref (self));
}

static void
check (GtkWidget  *widget,
       const char *name,
       GVariant   *parameter)
{
  bw_session_check (BW_WINDOW (widget)->session);
}

static void
on_erase_answered (const char *answer,
                   gpointer    user_data)
{
  BwWindow *self = user_data;

  if (self->closing)
    return;
  if (g_str_equal (answer, "back-up"))
    back_up (GTK_WIDGET (self), NULL, NULL);
  else if (g_str_equal (answer, "erase"))
    bw_session_erase (self->session);
}

static void
erase (GtkWidget  *widget,
       const char *name,
       GVariant   *parameter)
{
  const BwAnswer answers[] = {
    { "cancel", _("_Cancel"), BW_ANSWER_PLAIN },
    { "back-up", _("_Back Up First…"), BW_ANSWER_PLAIN },
    { "erase", _("_Erase"), BW_ANSWER_DESTRUCTIVE },
  };

  bw_message_dialog_ask (GTK_WINDOW (widget), _("Erase Everything?"),
                         _("All records, readings, recordings, labels, notes and models of this library "
                           "are removed from this computer. Files you imported stay where they "
                           "are."),
                         answers, G_N_ELEMENTS (answers), "cancel", on_erase_answered,
                         g_object_ref (widget), g_object_unref);
}

static void
undo_erase (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);

  if (bw_session_can_restore (self->session))
    bw_session_restore (self->session);
}

/* --- Forecast, pages, windows ---------------------------------------------------------------- */

static void
update_forecast (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);

  self->asked_to_train = bw_session_train (self->session);
}

static void
refresh (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  bw_session_refresh (BW_WINDOW (widget)->session);
}

static void
show_page (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  bw_window_show_page (BW_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_page_number (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);
  g_autoptr (GtkSelectionModel) pages = adw_view_stack_get_pages (self->pages);
  g_autoptr (AdwViewStackPage) page
      = g_list_model_get_item (G_LIST_MODEL (pages), (guint) g_variant_get_int32 (parameter) - 1);

  if (page != NULL)
    bw_window_show_page (self, adw_view_stack_page_get_name (page));
}

static void
show_imports (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);

  bw_window_show_page (self, "library");
  bw_library_page_show_newest_import (self->library_page);
}

/* From the Glucose page to what it tells of. */
static void
show_recording (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);

  bw_window_show_page (self, "ecg");
  bw_ecg_page_show_recording (self->ecg_page, g_variant_get_int64 (parameter));
}

static void
show_recordings (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);

  bw_window_show_page (self, "ecg");
  bw_ecg_page_show_filter (self->ecg_page, g_variant_get_string (parameter, NULL));
}

static void
label_by_meal (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);

  bw_window_show_page (self, "ecg");
  gtk_widget_activate_action (GTK_WIDGET (self->ecg_page), "ecg.by-meal", NULL);
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (BwWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error) && self->session != NULL)
    bw_window_add_toast (self, error->message);
}

/* A file that was just written, with the program that is for it. */
static void
open_file (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  g_autoptr (GdkAppLaunchContext) context
    = gdk_display_get_app_launch_context (gtk_widget_get_display (widget));

  g_app_info_launch_default_for_uri_async (g_variant_get_string (parameter, NULL),
                                           G_APP_LAUNCH_CONTEXT (context), NULL, on_opened,
                                           g_object_ref (widget));
}

static void
show_preferences (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);

  gtk_window_present (
      GTK_WINDOW (bw_preferences_new (GTK_WINDOW (self), self->session, self->settings)));
}

static void
show_shortcuts (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  const BwShortcut shortcuts[] = {
    { _("Pages"), NULL },
    { _("Today"), "<Control>1" },
    { _("Rhythm"), "<Control>2" },
    { _("ECG"), "<Control>3" },
    { _("Glucose"), "<Control>4" },
    { _("Library"), "<Control>5" },
    { _("Data"), NULL },
    { _("Import"), "<Control>o" },
    { _("Export"), "<Control>e" },
    { _("Update forecast"), "<Control>r" },
    { _("Read the library again"), "F5" },
    { _("Add a note of your own"), "<Control>n" },
    { _("Back to Today, from the trend"), "<Alt>Left Escape" },
    { _("Forecast chart"), NULL },
    { _("An hour back or on"), "Left Right" },
    { _("First or last hour"), "Home End" },
    { _("All about an hour"), "Return" },
    { _("Hours as a table"), "t" },
    { _("A day earlier or later"), "Page_Up Page_Down" },
    { _("Mark a stretch, then Enter for a closer look"), "<Shift>Left <Shift>Right" },
    { _("Closer, farther, all"), "plus minus 0" },
    { _("Back to the time shown before"), "BackSpace" },
    { _("Trend chart"), NULL },
    { _("A day back or on"), "Left Right" },
    { _("A month back or on"), "Page_Up Page_Down" },
    { _("First or last day"), "Home End" },
    { _("Days as a table"), "t" },
    { _("Rhythm"), NULL },
    { _("Next or previous reading"), "j k" },
    { _("Undo"), "<Control>z" },
    { _("Redo"), "<Control><Shift>z" },
    { _("Search"), "<Control>f" },
    { _("Show or hide the list"), "F9" },
    { _("Back to the list, in a narrow window"), "<Alt>Left" },
    { _("Report"), "<Control>p" },
    { _("Compare with another"), "c" },
    { _("Keep to compare, compare with what was kept"), "p <Shift>c" },
    { _("In the trend, from reading to reading, open it"), "Up Down Return" },
    { _("In the calendar, by days, weeks, months"), "Left Right Up Down Page_Up Page_Down" },
    { _("Tachogram"), NULL },
    { _("From beat to beat"), "Left Right" },
    { _("First or last beat"), "Home End" },
    { _("Next or previous artefact"), "n <Shift>n" },
    { _("Select a stretch"), "<Shift>Left <Shift>Right" },
    { _("Move along"), "Page_Up Page_Down <Control>Left <Control>Right" },
    { _("Zoom in, out, all of it"), "plus minus 0" },
    { _("Zoom to what is selected"), "z" },
    { _("Select nothing"), "Escape" },
    { _("Mark as normal, ectopic, missed, extra, long or short"), "1 2 3 4 5" },
    { _("Choose what to mark it as"), "e" },
    { _("Delete a beat, merge its two intervals"), "Delete m" },
    { _("Insert a beat, split its interval"), "i s" },
    { _("Move a beat by 1 or 10 ms"), "<Alt>Left <Alt>Right <Shift><Alt>Left <Shift><Alt>Right" },
    { _("As measured"), "r" },
    { _("Beats as a table"), "t" },
    { _("ECG recordings"), NULL },
    { _("Next or previous recording"), "j k Down Up" },
    { _("Next without a label"), "n" },
    { _("Label fasting, after glucose"), "f g" },
    { _("Remove label"), "u" },
    { _("Write a note"), "e" },
    { _("Undo"), "<Control>z" },
    { _("Redo"), "<Control><Shift>z" },
    { _("Search"), "<Control>f" },
    { _("Select all"), "<Control>a" },
    { _("Show or hide the list"), "F9" },
    { _("Back to the list, in a narrow window"), "<Alt>Left" },
    { _("Print"), "<Control>p" },
    { _("Copy picture"), "<Control><Shift>c" },
    { _("ECG strip"), NULL },
    { _("Move along"), "Left Right" },
    { _("Move by a screen"), "Page_Up Page_Down" },
    { _("Beginning or end"), "Home End" },
    { _("Zoom in, out, back"), "plus minus 0" },
    { _("Higher or lower waves"), "<Alt>plus <Alt>minus" },
    { _("Calipers on or off"), "c" },
    { _("From leg to leg"), "Tab <Shift>Tab" },
    { _("Move a leg, by larger steps"), "Left Right <Shift>Left <Shift>Right" },
    { _("March out the distance"), "m" },
    { _("Calipers off"), "Escape" },
    { _("Days of recordings, on the Glucose page"), NULL },
    { _("From day to day"), "Left Right Home End" },
    { _("Move a day on or back"), "<Control>Right <Control>Left" },
    { _("To training, validation, test, or out"), "t v e u" },
    { _("General"), NULL },
    { _("Main menu"), "F10" },
    { _("Preferences"), "<Control>comma" },
    { _("Keyboard shortcuts"), "<Control>question" },
    { _("Close the window"), "<Control>w" },
    { _("Quit"), "<Control>q" },
  };

  bw_shortcuts_present (GTK_WINDOW (widget), shortcuts, G_N_ELEMENTS (shortcuts));
}

static void
show_about (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  const BwAbout about = {
    .application_name = _("Beatwise"),
    .application_icon = BW_APPLICATION_ID,
    .version = BW_VERSION,
    .developer_name = _("The Beatwise developers"),
    .comments = _("Reads one person’s heart data on this computer, and forecasts the next 24 hours "
                  "of heart rate variability."),
    .copyright = _("© 2026 The Beatwise developers"),
    /* Translators: your names, one a line. */
    .translator_credits = _("translator-credits"),
    .legal_title = _("Not a Medical Device"),
    .legal_text = _("Beatwise is for self-review and research labelling. It does not diagnose, does "
                    "not measure glucose, and is no reason to change a treatment. Nothing you put "
                    "into it leaves this computer."),
  };

  bw_about_present (GTK_WINDOW (widget), &about);
}

static void
on_close_answered (const char *answer,
                   gpointer    user_data)
{
  GtkApplication *application = gtk_window_get_application (user_data);

  if (g_str_equal (answer, "stop"))
    bw_window_close_now (user_data);
  else if (application != NULL)
    bw_unattended_come_back (bw_application_get_unattended (BW_APPLICATION (application)));
}

/* The first job that would be lost. What has been measured of recordings stays, and the rest is
 * measured the next time. */
static BwJob *
find_job_to_lose (BwWindow *self)
{
  GListModel *jobs = bw_session_get_jobs (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (BwJob) job = g_list_model_get_item (jobs, i);

      if (bw_job_get_kind (job) != BW_JOB_ANALYSIS)
        return g_steal_pointer (&job);
    }
  return NULL;
}

/* Returns: whether there is something to ask */
gboolean
bw_window_ask_to_close (BwWindow *self)
{
  g_autoptr (BwJob) job = find_job_to_lose (self);
  const BwAnswer answers[] = {
    { "keep", _("_Keep Open"), BW_ANSWER_PLAIN },
    { "stop", _("_Stop and Close"), BW_ANSWER_DESTRUCTIVE },
  };
  g_autofree char *body = NULL;

  if (job == NULL)
    return FALSE;
  /* Translators: %s is what is being done: "Importing “export.zip”". */
  body = g_strdup_printf (_("%s is not finished. If you stop it now, the library stays as it was "
                            "before."),
                          bw_job_get_title (job));
  bw_message_dialog_ask (GTK_WINDOW (self), _("Stop and Close?"), body, answers,
                         G_N_ELEMENTS (answers), "keep", on_close_answered, g_object_ref (self),
                         g_object_unref);
  return TRUE;
}

static gboolean
is_writing (BwWindow *self)
{
  GListModel *jobs = bw_session_get_jobs (self->session);
  gboolean writing = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (BwJob) job = g_list_model_get_item (jobs, i);

      writing |= bw_job_get_access (job) != BW_JOB_READS;
    }
  return writing;
}

void
bw_window_update_actions (BwWindow *self)
{
  const BwSummary *summary = bw_session_get_summary (self->session);
  gboolean filled = summary != NULL && !bw_summary_is_empty (summary);
  gboolean broken = bw_session_get_summary_error (self->session) != NULL;
  gboolean busy = g_list_model_get_n_items (bw_session_get_jobs (self->session)) > 0;
  gboolean writing = is_writing (self);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.import", !broken);
  gtk_widget_action_set_enabled (widget, "win.import-folder", !broken);
  gtk_widget_action_set_enabled (widget, "win.import-sample", !broken && !writing);
  gtk_widget_action_set_enabled (widget, "win.update-forecast", filled && !writing);
  gtk_widget_action_set_enabled (widget, "win.add-note", filled);
  gtk_widget_action_set_enabled (widget, "win.show-trend", filled);
  gtk_widget_action_set_enabled (widget, "win.show-backtest", filled);
  gtk_widget_action_set_enabled (widget, "win.export", filled);
  gtk_widget_action_set_enabled (widget, "win.export-this", filled);
  gtk_widget_action_set_enabled (widget, "win.check", filled);
  gtk_widget_action_set_enabled (widget, "win.back-up", filled);
  gtk_widget_action_set_enabled (widget, "win.erase", filled && !busy);
}

void
bw_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_file);
  gtk_widget_class_install_action (widget_class, "win.import-folder", NULL, import_folder);
  gtk_widget_class_install_action (widget_class, "win.import-sample", NULL, import_sample);
  gtk_widget_class_install_action (widget_class, "win.update-forecast", NULL, update_forecast);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export);
  gtk_widget_class_install_action (widget_class, "win.export-this", "(ix)", export);
  gtk_widget_class_install_action (widget_class, "win.check", NULL, check);
  gtk_widget_class_install_action (widget_class, "win.back-up", NULL, back_up);
  gtk_widget_class_install_action (widget_class, "win.erase", NULL, erase);
  gtk_widget_class_install_action (widget_class, "win.undo-erase", NULL, undo_erase);
  gtk_widget_class_install_action (widget_class, "win.show-imports", NULL, show_imports);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh);
  gtk_widget_class_install_action (widget_class, "win.page", "s", show_page);
  gtk_widget_class_install_action (widget_class, "win.page-number", "i", show_page_number);
  gtk_widget_class_install_action (widget_class, "win.show-recording", "x", show_recording);
  gtk_widget_class_install_action (widget_class, "win.show-recordings", "s", show_recordings);
  gtk_widget_class_install_action (widget_class, "win.label-by-meal", NULL, label_by_meal);
  gtk_widget_class_install_action (widget_class, "win.open-file", "s", open_file);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, show_preferences);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, show_shortcuts);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, show_about);
  bw_window_class_install_forecast_actions (widget_class);
}
