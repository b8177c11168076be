/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"
#include "today-fixture.h"

#include "app/bw-moment-row.h"
#include "app/bw-session-export.h"
#include "base/bw-time.h"

#include <glib/gstdio.h>
#include <string.h>

/* The Export dialog: from the list to each of its pages, what they offer, and what is then in the files. */

static void
assert_exported (ExportFixture *fixture,
                 BwJob         *job,
                 const char    *text)
{
  const BwExported *exported = bw_job_get_result (job);

  g_assert_no_error (bw_job_get_error (job));
  g_assert_nonnull (exported);
  g_assert_cmpstr (exported->text, ==, text);
  g_assert_true (g_file_query_exists (exported->file, NULL));
}

/* Returns: (transfer full) */
static char *
read_file (ExportFixture *fixture,
           const char    *name,
           gsize         *length)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  char *data;

  g_assert_true (g_file_get_contents (path, &data, length, NULL));
  return data;
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static gboolean
may_go (ExportFixture *fixture)
{
  GtkWidget *go = app_find_action (GTK_WIDGET (fixture->dialog), "export.go");

  return gtk_widget_get_visible (go) && gtk_widget_is_sensitive (go);
}

static void
select_item (ExportFixture *fixture,
             const char    *row,
             const char    *item)
{
  AdwComboRow *combo = export_fixture_get_row (fixture, row);
  GtkStringList *items = GTK_STRING_LIST (adw_combo_row_get_model (combo));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (items)); i++)
    if (g_str_equal (gtk_string_list_get_string (items, i), item))
      {
        adw_combo_row_set_selected (combo, i);
        export_fixture_settle (fixture);
        return;
      }
  g_error ("“%s” does not offer “%s”", row, item);
}

static const char *
get_item (ExportFixture *fixture,
          const char    *row)
{
  return gtk_string_object_get_string (
    adw_combo_row_get_selected_item (export_fixture_get_row (fixture, row)));
}

static void
switch_on (ExportFixture *fixture,
           const char    *row)
{
  gtk_switch_set_active (GTK_SWITCH (app_find (export_fixture_get_row (fixture, row), "GtkSwitch")),
                         TRUE);
  export_fixture_settle (fixture);
}

static GtkCheckButton *
get_check (ExportFixture *fixture,
           const char    *row)
{
  return GTK_CHECK_BUTTON (app_find (export_fixture_get_row (fixture, row), "GtkCheckButton"));
}

static void
choose (ExportFixture *fixture,
        const char    *row)
{
  gtk_check_button_set_active (get_check (fixture, row), TRUE);
}

/* --- The list ------------------------------------------------------------------------------------ */

/* Of an empty library nothing can be exported, and each says why. */
static void
test_empty (ExportFixture *fixture,
            gconstpointer  data)
{
  static const char *const titles[] = { "Model of the forecast", "Model of the Glucose page", "Tables",
                                        "Time series", "ECG recordings",
                                        "Recordings with their labels" };

  export_fixture_open (fixture, NULL, BW_EXPORT_ANYTHING, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_assert_false (gtk_widget_is_sensitive (export_fixture_get_row (fixture, titles[i])));
  g_assert_true (app_shows (GTK_WIDGET (fixture->dialog), "None trained yet"));
  g_assert_true (app_shows (GTK_WIDGET (fixture->dialog), "None imported yet"));
  g_assert_true (app_shows (GTK_WIDGET (fixture->dialog), "Nothing imported yet"));
  g_assert_false (may_go (fixture));
}

/* By keys into a page and back, and away. */
static void
test_keys (ExportFixture *fixture,
           gconstpointer  data)
{
  GtkWidget *row;

  export_fixture_open (fixture, NULL, BW_EXPORT_ANYTHING, NULL);
  row = export_fixture_get_row (fixture, "Tables");
  g_assert_true (gtk_widget_is_sensitive (row));
  g_assert_false (gtk_widget_is_sensitive (export_fixture_get_row (fixture, "Model of the forecast")));
  g_assert_true (gtk_widget_grab_focus (row));
  g_signal_emit_by_name (row, "activated");
  app_spin (50);
  g_assert_cmpint (bw_export_dialog_get_shown (fixture->dialog), ==, BW_EXPORT_TABLES);
  g_assert_true (may_go (fixture));
  g_assert_true (gtk_window_get_default_widget (GTK_WINDOW (fixture->dialog))
                 == app_find_action (GTK_WIDGET (fixture->dialog), "export.go"));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->dialog)),
                                         export_fixture_get_page (fixture)));

  g_assert_true (today_press (GTK_WIDGET (fixture->dialog), GDK_KEY_Left, GDK_ALT_MASK));
  app_spin (50);
  g_assert_cmpint (bw_export_dialog_get_shown (fixture->dialog), ==, BW_EXPORT_ANYTHING);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->dialog)) == row);
  g_assert_false (may_go (fixture));
  bw_export_dialog_show (fixture->dialog, BW_EXPORT_SERIES, 0);
  g_assert_true (today_press (GTK_WIDGET (fixture->dialog), GDK_KEY_Escape, 0));
  g_assert_cmpint (bw_export_dialog_get_shown (fixture->dialog), ==, BW_EXPORT_ANYTHING);
  g_assert_true (today_press (GTK_WIDGET (fixture->dialog), GDK_KEY_Escape, 0));
  app_wait (fixture->dialog == NULL);
}

/* What is not on this computer is not written, and it says so. */
static void
test_elsewhere (ExportFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (GFile) file = g_file_new_for_uri ("sftp://example.org/file.csv");

  export_fixture_open (fixture, NULL, BW_EXPORT_TABLES, NULL);
  g_assert_null (bw_export_dialog_write (fixture->dialog, file));
  app_wait (app_shows (GTK_WIDGET (fixture->dialog), "Only files on this computer can be written"));
}

/* --- Tables -------------------------------------------------------------------------------------- */

static void
test_table (ExportFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (BwJob) job = NULL, json = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *rows = NULL;

  export_fixture_open (fixture, NULL, BW_EXPORT_TABLES, NULL);
  g_assert_cmpstr (get_item (fixture, "Table"), ==, "All tables");
  g_assert_false (gtk_widget_get_mapped (export_fixture_get_row (fixture, "CSV")));
  select_item (fixture, "Table", "ECG recordings");
  g_assert_true (gtk_widget_get_mapped (export_fixture_get_row (fixture, "CSV")));
  job = export_fixture_write (fixture, "ecgs.csv");
  assert_exported (fixture, job, "“ecgs.csv” exported");
  text = read_file (fixture, "ecgs.csv", NULL);
  lines = g_strsplit (g_strchomp (text), "\n", -1);

  /* As many rows as it said. */
  export_fixture_open (fixture, NULL, BW_EXPORT_TABLES, NULL);
  select_item (fixture, "Table", "ECG recordings");
  rows = g_strdup_printf ("%u rows", g_strv_length (lines) - 1);
  app_wait (app_shows (GTK_WIDGET (fixture->dialog), rows));

  /* Who writes another suffix than that of the form that is chosen means it. */
  json = export_fixture_write (fixture, "ecgs.json");
  assert_exported (fixture, json, "“ecgs.json” exported");
  g_free (text);
  text = read_file (fixture, "ecgs.json", NULL);
  g_assert_cmpint (text[0], ==, '[');
}

static void
test_tables (ExportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (BwJob) job = NULL;
  g_autofree char *zip = NULL;
  gsize length;

  export_fixture_open (fixture, NULL, BW_EXPORT_TABLES, NULL);
  job = export_fixture_write (fixture, "all.zip");
  assert_exported (fixture, job, "“all.zip” exported");
  zip = read_file (fixture, "all.zip", &length);
  g_assert_cmpuint (length, >, 1000);
  g_assert_cmpmem (zip, 2, "PK", 2);
}

/* The form that was chosen is so again the next time. */
static void
test_remembered (ExportFixture *fixture,
                 gconstpointer  data)
{
  export_fixture_open (fixture, NULL, BW_EXPORT_RECORDINGS, NULL);
  g_assert_true (gtk_check_button_get_active (get_check (fixture, "EDF+")));
  choose (fixture, "CSV");
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  app_wait (fixture->dialog == NULL);
  export_fixture_open (fixture, NULL, BW_EXPORT_RECORDINGS, NULL);
  g_assert_true (gtk_check_button_get_active (get_check (fixture, "CSV")));
  app_reset_settings ();
}

/* --- Points in time ------------------------------------------------------------------------------ */

static void
test_series (ExportFixture *fixture,
             gconstpointer  data)
{
  static const char *const titles[] = { "Heart rate", "Resting heart rate", "Sleep", "Activity",
                                        "Fatigue score" };
  g_autoptr (BwJob) all = NULL, job = NULL, month = NULL;
  g_autofree char *text = NULL, *some = NULL;

  export_fixture_open (fixture, NULL, BW_EXPORT_SERIES, NULL);
  g_assert_true (may_go (fixture));
  all = export_fixture_write (fixture, "all.lp");
  g_assert_no_error (bw_job_get_error (all));
  text = read_file (fixture, "all.lp", NULL);
  g_assert_nonnull (strstr (text, "\nheart_rate,"));
  g_assert_nonnull (strstr (text, "\nsleep,"));
  g_assert_null (strstr (text, "person="));
  g_clear_pointer (&text, g_free);

  export_fixture_open (fixture, NULL, BW_EXPORT_SERIES, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    gtk_check_button_set_active (get_check (fixture, titles[i]), FALSE);
  g_assert_true (may_go (fixture));
  switch_on (fixture, "Name on every point");
  job = export_fixture_write (fixture, "hrv.lp");
  g_assert_no_error (bw_job_get_error (job));
  text = read_file (fixture, "hrv.lp", NULL);
  g_assert_true (g_str_has_prefix (text, "hrv,"));
  g_assert_null (strstr (text, "\nheart_rate,"));
  g_assert_nonnull (strstr (text, "person=Sample\\ Person"));

  /* Less of it in a month; none at all is nothing to export. */
  export_fixture_open (fixture, NULL, BW_EXPORT_SERIES, NULL);
  select_item (fixture, "Time", "The last 30 days");
  month = export_fixture_write (fixture, "month.lp");
  g_assert_no_error (bw_job_get_error (month));
  some = read_file (fixture, "month.lp", NULL);
  g_free (text);
  text = read_file (fixture, "all.lp", NULL);
  g_assert_cmpuint (strlen (some), <, strlen (text) * 9 / 10);
  g_assert_cmpuint (strlen (some), >, strlen (text) / 2);

  export_fixture_open (fixture, NULL, BW_EXPORT_SERIES, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    gtk_check_button_set_active (get_check (fixture, titles[i]), FALSE);
  gtk_check_button_set_active (get_check (fixture, "Heart rate variability"), FALSE);
  g_assert_false (may_go (fixture));
}

/* --- Recordings ---------------------------------------------------------------------------------- */

static void
test_recordings (ExportFixture *fixture,
                 gconstpointer  data)
{
  guint n = bw_session_get_recordings (fixture->session)->recordings->len;
  g_autofree char *all = g_strdup_printf ("All (%u)", n);
  g_autofree char *told = g_strdup_printf ("%u recordings exported", n);
  g_autoptr (GArray) selected = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (BwJob) job = NULL, some = NULL, labelled = NULL;
  g_autofree char *first = NULL, *second = NULL;
  const gint64 ids[] = { 3, 1, 99999 };

  export_fixture_open (fixture, NULL, BW_EXPORT_RECORDINGS, NULL);
  g_assert_cmpstr (get_item (fixture, "Recordings"), ==, all);
  job = export_fixture_write (fixture, NULL);
  assert_exported (fixture, job, told);
  first = g_file_get_path (((const BwExported *) bw_job_get_result (job))->file);
  g_assert_cmpuint (count_files (first), ==, n);

  /* Where the next dialog begins. */
  {
    g_autoptr (GSettings) settings = g_settings_new (BW_APPLICATION_ID);
    g_autoptr (GFile) chosen = g_file_new_for_path (fixture->folder);
    g_autofree char *uri = g_file_get_uri (chosen), *kept = g_settings_get_string (settings, "last-folder");

    g_assert_cmpstr (kept, ==, uri);
  }

  /* Those that are selected come first; the folder that is there is left alone. */
  g_array_append_vals (selected, ids, G_N_ELEMENTS (ids));
  export_fixture_open (fixture, NULL, BW_EXPORT_RECORDINGS, selected);
  g_assert_cmpstr (get_item (fixture, "Recordings"), ==, "Selected (2)");
  choose (fixture, "CSV");
  some = export_fixture_write (fixture, NULL);
  assert_exported (fixture, some, "2 recordings exported");
  second = g_file_get_path (((const BwExported *) bw_job_get_result (some))->file);
  g_assert_cmpstr (first, !=, second);
  g_assert_cmpuint (count_files (second), ==, 2);
  g_assert_cmpuint (count_files (first), ==, n);

  export_fixture_open (fixture, NULL, BW_EXPORT_RECORDINGS, NULL);
  select_item (fixture, "Recordings", "With a label (16)");
  labelled = export_fixture_write (fixture, NULL);
  assert_exported (fixture, labelled, "16 recordings exported");
  app_reset_settings ();
}

/* Nothing is left of one that is cancelled, nor of one that fails in the midst. */
static void
test_recordings_fail (ExportFixture *fixture,
                      gconstpointer  data)
{
  g_autofree char *into = g_build_filename (fixture->folder, "into", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "such", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (into), gone = g_file_new_for_path (nowhere);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (BwJob) cancelled = NULL, failed = NULL, unwritable = NULL;
  const gint64 wrong[] = { 1, 2, 99999 };

  g_assert_cmpint (g_mkdir (into, 0700), ==, 0);
  g_array_append_vals (ids, wrong, G_N_ELEMENTS (wrong));
  failed = g_object_ref (bw_session_export_recordings (fixture->session, ids, folder, FALSE, FALSE));
  export_fixture_settle (fixture);
  g_assert_error (bw_job_get_error (failed), BW_ERROR, BW_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_files (into), ==, 0);

  cancelled = g_object_ref (bw_session_export_recordings (fixture->session, ids, folder, TRUE, FALSE));
  bw_job_cancel (cancelled);
  export_fixture_settle (fixture);
  g_assert_cmpint (bw_job_get_state (cancelled), ==, BW_JOB_CANCELLED);
  g_assert_cmpuint (count_files (into), ==, 0);

  unwritable = g_object_ref (bw_session_export_recordings (fixture->session, ids, gone, TRUE, FALSE));
  export_fixture_settle (fixture);
  g_assert_cmpint (bw_job_get_state (unwritable), ==, BW_JOB_FAILED);
}

/* --- Without names ------------------------------------------------------------------------------- */

/* All that will be in it is listed, and what is left off told, before it can be written. */
static void
test_share (ExportFixture *fixture,
            gconstpointer  data)
{
  GtkWidget *dialog;
  g_autoptr (BwJob) job = NULL;
  g_autofree char *zip = NULL;
  gsize length;

  export_fixture_open (fixture, NULL, BW_EXPORT_SHARE, NULL);
  dialog = GTK_WIDGET (fixture->dialog);
  app_wait (may_go (fixture));
  g_assert_cmpstr (get_item (fixture, "Recordings"), ==, "With a label (16)");
  g_assert_true (app_shows (dialog, "fasting/"));
  g_assert_true (app_shows (dialog, "glucose/"));
  g_assert_false (app_shows (dialog, "unlabelled/"));
  g_assert_true (app_shows (dialog, "8 recordings"));
  g_assert_true (app_shows (dialog, "labels.csv"));
  g_assert_true (app_shows (dialog, "Left off as well: notes."));

  switch_on (fixture, "With your notes");
  app_wait (may_go (fixture));
  g_assert_true (app_shows (dialog, "Notes are in it as they were written"));
  job = export_fixture_write (fixture, "share.zip");
  assert_exported (fixture, job, "“share.zip” exported");
  zip = read_file (fixture, "share.zip", &length);
  g_assert_cmpmem (zip, 2, "PK", 2);
  g_assert_null (g_strstr_len (zip, (gssize) length, "Sample Person"));
}

/* Where there is nothing in that time it says so, and nothing can be written. */
static void
test_share_nothing (ExportFixture *fixture,
                    gconstpointer  data)
{
  gint64 last_ms = bw_session_get_summary (fixture->session)->ecgs_last_ms;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  GtkWidget *dialog;

  export_fixture_open (fixture, NULL, BW_EXPORT_SHARE, NULL);
  dialog = GTK_WIDGET (fixture->dialog);
  app_wait (may_go (fixture));
  select_item (fixture, "Time", "From … until …");
  bw_moment_row_set (export_fixture_get_row (fixture, "From"), last_ms + BW_TIME_DAY, zone);
  bw_moment_row_set (export_fixture_get_row (fixture, "Until"), last_ms + 2 * BW_TIME_DAY, zone);
  switch_on (fixture, "With your notes");
  g_assert_false (may_go (fixture));
  g_assert_false (app_shows (dialog, "fasting/"));
  g_assert_false (app_shows (dialog, "What Is Left Off, and What Stays"));
  select_item (fixture, "Time", "The whole time");
  app_wait (may_go (fixture));
  g_assert_true (app_shows (dialog, "fasting/"));

  /* Until before from is no stretch of time at all. */
  bw_moment_row_set (export_fixture_get_row (fixture, "Until"), last_ms, zone);
  select_item (fixture, "Time", "From … until …");
  g_assert_false (may_go (fixture));
  g_assert_true (app_shows (dialog, "There is nothing to share in that time."));
}

/* --- Models -------------------------------------------------------------------------------------- */

static void
test_model (ExportFixture *fixture,
            gconstpointer  data)
{
  static const char *const names[] = { "model.mlmodel", "model.onnx", "model.safetensors" };
  g_autoptr (BwJob) golden = NULL;
  const BwExported *exported;
  g_autofree char *path = NULL, *examples = NULL, *file = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (BwJob) job = NULL;
      g_autofree char *told = g_strdup_printf ("“%s” exported", names[i]);
      g_autofree char *bytes = NULL;
      gsize length;

      export_fixture_open (fixture, NULL, BW_EXPORT_COMPARATOR, NULL);
      g_assert_true (may_go (fixture));
      job = export_fixture_write (fixture, names[i]);
      assert_exported (fixture, job, told);
      bytes = read_file (fixture, names[i], &length);
      g_assert_cmpuint (length, >, 500);
    }

  export_fixture_open (fixture, NULL, BW_EXPORT_COMPARATOR, NULL);
  choose (fixture, "ONNX");
  switch_on (fixture, "With examples to check it by");
  golden = export_fixture_write (fixture, NULL);
  assert_exported (fixture, golden, "Model and examples exported");
  exported = bw_job_get_result (golden);
  path = g_file_get_path (exported->file);
  g_assert_cmpuint (count_files (path), ==, 2);
  file = g_build_filename (path, "model.onnx", NULL);
  examples = g_build_filename (path, "model.onnx.golden.json", NULL);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (examples, G_FILE_TEST_EXISTS));
  app_reset_settings ();
}

/* A model that is no more is nothing to write. */
static void
test_model_gone (ExportFixture *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "gone.onnx", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *into = g_build_filename (fixture->folder, "into", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (into);
  g_autoptr (BwJob) job = g_object_ref (
    bw_session_export_model (fixture->session, 4711, BW_MODEL_FORMAT_ONNX, file));
  g_autoptr (BwJob) golden = NULL;

  g_assert_cmpint (g_mkdir (into, 0700), ==, 0);
  golden = g_object_ref (bw_session_export_model_with_examples (fixture->session, 4711,
                                                                BW_MODEL_FORMAT_COREML, 10, folder));
  export_fixture_settle (fixture);
  g_assert_error (bw_job_get_error (job), BW_ERROR, BW_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_error (bw_job_get_error (golden), BW_ERROR, BW_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_files (into), ==, 0);
}

/* The one that was asked for is shown, also when it is not the one in use. */
static void
test_model_chosen (ExportFixture *fixture,
                   gconstpointer  data)
{
  const BwComparatorTrainOptions options = { .rule = BW_RULE_LOGISTIC, .mode = BW_COMPARATOR_PUBLISHED };
  gint64 first = bw_session_get_glucose (fixture->session)->model_id;
  AdwComboRow *models;

  bw_session_learn (fixture->session, &options);
  export_fixture_settle (fixture);
  g_assert_cmpint (bw_session_get_glucose (fixture->session)->model_id, !=, first);
  export_fixture_open (fixture, NULL, BW_EXPORT_COMPARATOR, NULL);
  models = export_fixture_get_row (fixture, "Model");
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (models)), ==, 2);
  g_assert_cmpuint (adw_combo_row_get_selected (models), ==, 0);
  bw_export_dialog_show (fixture->dialog, BW_EXPORT_COMPARATOR, first);
  g_assert_cmpuint (adw_combo_row_get_selected (models), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  app_load_style ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define ADD(name, data, function)                                                                  \
  g_test_add ("/app/export-dialog/" name, ExportFixture, data, export_fixture_set_up, function,    \
              export_fixture_tear_down)
  ADD ("empty", "empty", test_empty);
  ADD ("keys", NULL, test_keys);
  ADD ("elsewhere", NULL, test_elsewhere);
  ADD ("table", NULL, test_table);
  ADD ("tables", NULL, test_tables);
  ADD ("remembered", NULL, test_remembered);
  ADD ("series", NULL, test_series);
  ADD ("recordings", NULL, test_recordings);
  ADD ("recordings-fail", NULL, test_recordings_fail);
  ADD ("share", NULL, test_share);
  ADD ("share-nothing", NULL, test_share_nothing);
  ADD ("model", NULL, test_model);
  ADD ("model-gone", NULL, test_model_gone);
  ADD ("model-chosen", NULL, test_model_chosen);
#undef ADD
  status = g_test_run ();
  export_fixture_forget ();
  return status;
}
