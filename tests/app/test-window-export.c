/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"

#include "app/bw-lstm-dialog.h"
#include "app/bw-session-export.h"
#include "app/bw-window.h"

#include <string.h>

/* Exports in the window itself: from its actions to the dialog, and what is told in the end, and where. */

static BwApplication *application;

typedef struct
{
  ExportFixture export;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  export_fixture_set_up (&fixture->export, data);
  fixture->window = GTK_WIDGET (bw_window_new (application, fixture->export.session));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
  export_fixture_settle (&fixture->export);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_wait (gtk_application_get_windows (GTK_APPLICATION (application)) == NULL);
  export_fixture_tear_down (&fixture->export, data);
}

/* The Export dialog that is open. Returns: (transfer none) (nullable) */
static BwExportDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (BW_IS_EXPORT_DIALOG (window) && gtk_widget_get_mapped (window))
        return BW_EXPORT_DIALOG (window);
    }
  return NULL;
}

static void
close_dialog (void)
{
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  app_wait (find_dialog () == NULL);
}

static GFile *
make_file (Fixture    *fixture,
           const char *name)
{
  g_autofree char *path = g_build_filename (fixture->export.folder, name, NULL);

  return g_file_new_for_path (path);
}

/* --- From the window to the dialog ---------------------------------------------------------------- */

/* Of an empty library there is nothing to export. */
static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_false (gtk_widget_activate_action (fixture->window, "win.nothing", NULL));
  gtk_widget_activate_action (fixture->window, "win.export", NULL);
  app_spin (50);
  g_assert_null (find_dialog ());
}

static void
test_actions (Fixture       *fixture,
              gconstpointer  data)
{
  BwExportDialog *dialog;
  GtkWidget *page, *button;

  gtk_widget_activate_action (fixture->window, "win.page", "s", "library");
  app_spin (50);
  button = app_find_action (app_find (fixture->window, "BwLibraryPage"), "win.export");
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  app_wait ((dialog = find_dialog ()) != NULL);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog)) == GTK_WINDOW (fixture->window));
  g_assert_cmpint (bw_export_dialog_get_shown (dialog), ==, BW_EXPORT_ANYTHING);
  close_dialog ();

  /* From a model's menu to that model. */
  page = app_find (fixture->window, "BwModelList");
  g_assert_true (gtk_widget_activate_action (
    page, "models.export", "x", bw_session_get_glucose (fixture->export.session)->model_id));
  app_wait ((dialog = find_dialog ()) != NULL);
  g_assert_cmpint (bw_export_dialog_get_shown (dialog), ==, BW_EXPORT_COMPARATOR);
  close_dialog ();

  /* Several recordings that are selected are what is meant. */
  page = app_find (fixture->window, "BwEcgPage");
  gtk_widget_activate_action (page, "ecg.select-all", NULL);
  app_spin (50);
  g_assert_true (gtk_widget_activate_action (page, "ecg.export", NULL));
  app_wait ((dialog = find_dialog ()) != NULL);
  g_assert_cmpint (bw_export_dialog_get_shown (dialog), ==, BW_EXPORT_RECORDINGS);
  app_wait (app_shows (GTK_WIDGET (dialog), "Selected ("));
  close_dialog ();
}

/* --- What is told --------------------------------------------------------------------------------- */

static void
test_told (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GFile) file = make_file (fixture, "first.edf"), nowhere = make_file (fixture, "no/such.edf");
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->export.folder);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  bw_session_export_recording (fixture->export.session, 1, file, TRUE, FALSE);
  app_wait (app_shows (fixture->window, "“first.edf” exported"));
  g_assert_true (app_shows (fixture->window, "Show in Folder"));

  bw_session_export_recording (fixture->export.session, 1, nowhere, TRUE, FALSE);
  app_answer ("_Close");

  /* So many that it is not over before. */
  for (gint64 id = 1; id <= 50; id++)
    g_array_append_val (ids, id);
  bw_job_cancel (bw_session_export_recordings (fixture->export.session, ids, folder, TRUE, FALSE));
  app_wait (app_shows (fixture->window, "Export cancelled; nothing was written"));
}

/* What is told while a dialog is open over the window is told there: below it nobody would see it. */
static void
test_told_above (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GFile) file = make_file (fixture, "first.csv");
  BwLstmDialog *dialog = bw_lstm_dialog_new (GTK_WINDOW (fixture->window), fixture->export.session,
                                             "Model: Average", "The mean");

  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  export_fixture_settle (&fixture->export);
  bw_session_export_recording (fixture->export.session, 1, file, FALSE, FALSE);
  app_wait (app_shows (GTK_WIDGET (dialog), "“first.csv” exported"));
  g_assert_false (app_shows (fixture->window, "“first.csv” exported"));
  gtk_window_close (GTK_WINDOW (dialog));
  app_spin (50);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  application = bw_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
#define ADD(name, data, function)                                                                  \
  g_test_add ("/window-export/" name, Fixture, data, set_up, function, tear_down)
  ADD ("empty", "empty", test_empty);
  ADD ("actions", NULL, test_actions);
  ADD ("told", NULL, test_told);
  ADD ("told-above", NULL, test_told_above);
#undef ADD
  status = g_test_run ();
  export_fixture_forget ();
  g_object_unref (application);
  return status;
}
