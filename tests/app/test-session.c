/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"
#include "ecg-library.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "import/bw-import-look.h"
#include "store/bw-forecasts.h"

#include <glib/gstdio.h>

#define DAYS 30
#define SEED 7

typedef struct
{
  char *folder;
  char *path;
  BwSession *session;
  GPtrArray *finished;  /* (element-type BwJob) */
} Fixture;

static void
on_finished (BwSession *session,
             BwJob     *job,
             GPtrArray *finished)
{
  g_ptr_array_add (finished, g_object_ref (job));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = bw_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  fixture->session = app_session_new (fixture->folder);
  fixture->finished = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->session, "job-finished", G_CALLBACK (on_finished), fixture->finished);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  bw_session_drain (fixture->session);
  app_spin (20);
  app_assert_gone (fixture->session);
  g_ptr_array_unref (fixture->finished);
  g_free (fixture->path);
  bw_test_remove_folder (fixture->folder);
}

static void
wait_idle (Fixture *fixture)
{
  app_wait (!bw_session_is_active (fixture->session));
}

static BwJob *
last_of (Fixture   *fixture,
         BwJobKind  kind)
{
  for (guint i = fixture->finished->len; i > 0; i--)
    if (bw_job_get_kind (g_ptr_array_index (fixture->finished, i - 1)) == kind)
      return g_ptr_array_index (fixture->finished, i - 1);
  return NULL;
}

static gint64
count_records (Fixture *fixture)
{
  const BwSummary *summary = bw_session_get_summary (fixture->session);

  g_assert_nonnull (summary);
  return summary->counts.records;
}

static void
fill (Fixture *fixture)
{
  bw_session_import_sample (fixture->session, DAYS, SEED);
  wait_idle (fixture);
  g_assert_cmpint (bw_job_get_state (last_of (fixture, BW_JOB_SAMPLE)), ==, BW_JOB_DONE);
  g_assert_cmpint (count_records (fixture), >, 1000);
}

/* Nothing is made just by looking. */
static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  BwOutlook *outlook;

  bw_session_refresh (fixture->session);
  wait_idle (fixture);
  g_assert_true (bw_summary_is_empty (bw_session_get_summary (fixture->session)));
  g_assert_no_error (bw_session_get_summary_error (fixture->session));
  g_assert_no_error (bw_session_get_outlook_error (fixture->session));
  g_assert_true (bw_session_take_outlook (fixture->session, &outlook));
  g_assert_null (outlook);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* ECGs alone have no forecast, and that is no failure. */
static void
test_ecgs_alone (Fixture       *fixture,
                 gconstpointer  data)
{
  BwOutlook *outlook;

  ecg_library_make (fixture->path, 2);
  bw_session_refresh (fixture->session);
  wait_idle (fixture);
  g_assert_false (bw_summary_is_empty (bw_session_get_summary (fixture->session)));
  g_assert_true (bw_session_take_outlook (fixture->session, &outlook));
  g_assert_null (outlook);
  g_assert_no_error (bw_session_get_outlook_error (fixture->session));
}

static void
test_sample (Fixture       *fixture,
             gconstpointer  data)
{
  const BwSummary *summary;
  const BwImportResult *result;
  BwOutlook *outlook;
  BwOutlook *again;
  g_autoptr (GDir) cache = NULL;
  g_autofree char *cache_path = g_build_filename (g_get_user_cache_dir (), "beatwise", NULL);

  fill (fixture);
  summary = bw_session_get_summary (fixture->session);
  result = bw_job_get_result (last_of (fixture, BW_JOB_SAMPLE));
  g_assert_cmpint (summary->counts.records, ==, (gint64) result->total->n_new);
  g_assert_cmpint (summary->counts.readings, ==, (gint64) result->total->readings);
  g_assert_cmpuint (summary->imports->len, ==, 1);
  g_assert_cmpint (summary->readings_first_ms, >=, summary->counts.first_ms);
  g_assert_cmpint (summary->readings_last_ms, <=, summary->counts.last_ms);
  g_assert_cmpint (summary->readings_first_ms, <, summary->readings_last_ms);
  /* What the app runs on comes before the rest. */
  g_assert_cmpstr (((BwKindInfo *) g_ptr_array_index (summary->kinds, 0))->name, ==, BW_KIND_SDNN);

  g_assert_no_error (bw_session_get_outlook_error (fixture->session));
  g_assert_true (bw_session_take_outlook (fixture->session, &outlook));
  g_assert_nonnull (outlook);
  g_assert_cmpuint (outlook->forecast->n_hours, ==, BW_FORECAST_HOURS);
  g_assert_true (outlook->forecast->has_score);
  bw_outlook_free (outlook);
  g_assert_false (bw_session_take_outlook (fixture->session, &again));

  /* The made-up export is gone. */
  cache = g_dir_open (cache_path, 0, NULL);
  g_assert_nonnull (cache);
  g_assert_null (g_dir_read_name (cache));
}

/* What is shown is kept, once, and looked back on; of many that are asked for the last is made, and the
 * last few are at hand at once. */
static void
test_look_back (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (BwOutlook) now = NULL, then = NULL, again = NULL, kept = NULL;
  g_autoptr (GError) error = NULL;
  guint n_made = 0;
  gint64 at_ms;

  fill (fixture);
  g_assert_true (bw_session_take_outlook (fixture->session, &now));
  bw_session_refresh (fixture->session);
  wait_idle (fixture);
  library = bw_library_open (fixture->path, BW_LIBRARY_READ, &error);
  g_assert_no_error (error);
  rows = bw_library_list_forecasts (library, 0, G_MAXINT64, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpint (((BwForecastRow *) g_ptr_array_index (rows, 0))->issued_ms, ==,
                   now->forecast->issued_ms);

  at_ms = now->forecast->issued_ms - 3 * BW_TIME_DAY;
  for (int i = 9; i >= 0; i--)
    bw_session_look_back (fixture->session, at_ms - i * BW_TIME_DAY);
  g_assert_true (bw_session_is_looking_back (fixture->session));
  wait_idle (fixture);
  g_assert_false (bw_session_is_looking_back (fixture->session));
  g_assert_no_error (bw_session_get_look_back_error (fixture->session));
  g_assert_true (bw_session_take_look_back (fixture->session, &then));
  g_assert_false (bw_session_take_look_back (fixture->session, &again));
  g_assert_cmpint (then->forecast->issued_ms, ==, at_ms);
  g_assert_cmpuint (then->came->len, >, 0);
  for (guint i = 0; i < fixture->finished->len; i++)
    n_made += bw_job_get_kind (g_ptr_array_index (fixture->finished, i)) == BW_JOB_LOOK_BACK
              && bw_job_get_state (g_ptr_array_index (fixture->finished, i)) == BW_JOB_DONE;
  g_assert_cmpuint (n_made, <=, 2);

  bw_session_look_back (fixture->session, at_ms);
  g_assert_false (bw_session_is_active (fixture->session));
  g_assert_true (bw_session_take_look_back (fixture->session, &again));
  g_assert_true (again == then);

  /* Today itself, looked at as a day of the past. */
  bw_session_look_back (fixture->session, now->forecast->issued_ms);
  wait_idle (fixture);
  g_assert_true (bw_session_take_look_back (fixture->session, &kept));
  g_assert_true (kept->was_kept);

  /* Before the first reading there is nothing, and it is said. */
  bw_session_look_back (fixture->session, at_ms - 900 * BW_TIME_DAY);
  wait_idle (fixture);
  g_clear_pointer (&again, bw_outlook_free);
  g_assert_true (bw_session_take_look_back (fixture->session, &again));
  g_assert_null (again);
  g_assert_error (bw_session_get_look_back_error (fixture->session), BW_ERROR, BW_ERROR_TOO_FEW);
}

static void
test_second_import_adds_nothing (Fixture       *fixture,
                                 gconstpointer  data)
{
  const BwImportResult *result;
  gint64 records;

  fill (fixture);
  records = count_records (fixture);
  fill (fixture);
  result = bw_job_get_result (last_of (fixture, BW_JOB_SAMPLE));
  g_assert_cmpuint (result->total->n_new, ==, 0);
  g_assert_cmpint (count_records (fixture), ==, records);
  g_assert_cmpuint (bw_session_get_summary (fixture->session)->imports->len, ==, 2);
}

static void
test_import_fails (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "export.zip", NULL);
  const char *paths[] = { path, NULL };
  BwJob *job;

  g_assert_true (g_file_set_contents (path, "not a zip", -1, NULL));
  bw_session_import (fixture->session, paths, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (bw_session_get_jobs (fixture->session)), ==, 1);
  wait_idle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (bw_session_get_jobs (fixture->session)), ==, 0);
  job = last_of (fixture, BW_JOB_IMPORT);
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_FAILED);
  g_assert_nonnull (bw_job_get_error (job));
}

/* A recording that does not tell its rate is seen by a look, quietly, and imported at one that is told. */
static void
test_look (Fixture       *fixture,
           gconstpointer  data)
{
  const BwImportOptions options = { .rate_hz = 500 };
  g_autofree char *path = g_build_filename (fixture->folder, "ecg_2023-09-21.csv", NULL);
  const char *paths[] = { path, NULL };
  const BwImportLook *look;
  const BwImportResult *result;

  bw_session_look (fixture->session, paths);
  g_assert_cmpuint (g_list_model_get_n_items (bw_session_get_jobs (fixture->session)), ==, 0);
  wait_idle (fixture);
  g_assert_cmpint (bw_job_get_state (last_of (fixture, BW_JOB_LOOK)), ==, BW_JOB_FAILED);

  g_assert_true (g_file_set_contents (path, "1\n-2\n3\n-4\n5\n-6\n7\n-8\n9\n", -1, NULL));
  bw_session_look (fixture->session, paths);
  wait_idle (fixture);
  look = bw_job_get_result (last_of (fixture, BW_JOB_LOOK));
  g_assert_nonnull (look);
  g_assert_cmpuint (look->n_recordings, ==, 1);
  g_assert_cmpuint (look->n_without_rate, ==, 1);
  /* It only looked. */
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));

  bw_session_import (fixture->session, paths, &options);
  wait_idle (fixture);
  result = bw_job_get_result (last_of (fixture, BW_JOB_IMPORT));
  g_assert_nonnull (result);
  g_assert_cmpuint (result->total->ecgs, ==, 1);
  g_assert_cmpuint (result->total->problems->len, ==, 0);
  {
    g_autoptr (BwRecording) recording = ecg_library_read (fixture->path, 1);

    bw_assert_near (recording->rate_hz, 500, 1e-9);
  }

  bw_session_stop (fixture->session);
  g_assert_null (bw_session_look (fixture->session, paths));
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  BwJob *first = bw_session_import_sample (fixture->session, 0, SEED);
  BwJob *second = bw_session_import_sample (fixture->session, DAYS, SEED);

  /* One writes, the other waits its turn. */
  g_assert_cmpint (bw_job_get_state (first), ==, BW_JOB_RUNNING);
  g_assert_cmpint (bw_job_get_state (second), ==, BW_JOB_WAITING);
  bw_job_cancel (second);
  g_assert_cmpuint (g_list_model_get_n_items (bw_session_get_jobs (fixture->session)), ==, 1);
  bw_job_cancel (first);
  wait_idle (fixture);
  g_assert_cmpint (bw_job_get_state (last_of (fixture, BW_JOB_SAMPLE)), ==, BW_JOB_CANCELLED);
  bw_session_refresh (fixture->session);
  wait_idle (fixture);
  g_assert_cmpint (count_records (fixture), ==, 0);
  g_assert_cmpuint (bw_session_get_summary (fixture->session)->imports->len, ==, 0);
}

/* A result that a newer job replaced is dropped: what is shown is told once. */
static void
on_changed (BwSession *session,
            guint     *n)
{
  ++*n;
}

static void
test_replaced (Fixture       *fixture,
               gconstpointer  data)
{
  guint n = 0;

  g_signal_connect (fixture->session, "summary-changed", G_CALLBACK (on_changed), &n);
  bw_session_refresh (fixture->session);
  bw_session_refresh (fixture->session);
  bw_session_refresh (fixture->session);
  wait_idle (fixture);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_settings (Fixture       *fixture,
               gconstpointer  data)
{
  bw_session_set_setting (fixture->session, "zone", "Asia/Kathmandu");
  bw_session_set_setting (fixture->session, "measure", "sdnn");
  wait_idle (fixture);
  g_assert_cmpstr (bw_session_get_summary (fixture->session)->zone, ==, "Asia/Kathmandu");
  g_assert_cmpstr (bw_session_get_summary (fixture->session)->zone_in_use, ==, "Asia/Kathmandu");
  g_assert_cmpstr (bw_session_get_summary (fixture->session)->measure, ==, "sdnn");
  g_assert_cmpstr (bw_session_get_summary (fixture->session)->preset, ==, "default");
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
test_erase_and_restore (Fixture       *fixture,
                        gconstpointer  data)
{
  gint64 records;

  fill (fixture);
  records = count_records (fixture);
  bw_session_set_setting (fixture->session, "measure", "sdnn");
  wait_idle (fixture);
  g_assert_false (bw_session_can_restore (fixture->session));

  bw_session_erase (fixture->session);
  wait_idle (fixture);
  g_assert_cmpint (bw_job_get_state (last_of (fixture, BW_JOB_ERASE)), ==, BW_JOB_DONE);
  g_assert_cmpint (count_records (fixture), ==, 0);
  g_assert_cmpstr (bw_session_get_summary (fixture->session)->measure, ==, "sdnn");
  g_assert_true (bw_session_can_restore (fixture->session));

  bw_session_restore (fixture->session);
  /* The offer goes as it is taken; what it brings back may not go with it. */
  bw_session_forget_erased (fixture->session);
  wait_idle (fixture);
  g_assert_cmpint (bw_job_get_state (last_of (fixture, BW_JOB_RESTORE)), ==, BW_JOB_DONE);
  g_assert_cmpint (count_records (fixture), ==, records);
  g_assert_false (bw_session_can_restore (fixture->session));
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_erase_for_good (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *aside = g_build_filename (fixture->folder, ".me.beatwise.erased", NULL);

  fill (fixture);
  bw_session_erase (fixture->session);
  wait_idle (fixture);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  bw_session_forget_erased (fixture->session);
  g_assert_false (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_files (fixture), ==, 1);

  /* What a crash left aside is gone with the next start. */
  g_assert_true (g_file_set_contents (aside, "left", -1, NULL));
  {
    g_autoptr (BwSession) next = app_session_new (fixture->folder);

    g_assert_false (bw_session_can_restore (next));
  }
  g_assert_false (g_file_test (aside, G_FILE_TEST_EXISTS));
}

/* Another program's open library is not moved under it. */
static void
test_erase_refused_while_in_use (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  BwLibrary *other;
  gint64 records;

  fill (fixture);
  records = count_records (fixture);
  other = bw_library_open (fixture->path, BW_LIBRARY_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (bw_library_set_setting (other, "zone", "UTC", &error));
  g_assert_no_error (error);
  bw_session_erase (fixture->session);
  wait_idle (fixture);
  g_assert_cmpint (bw_job_get_state (last_of (fixture, BW_JOB_ERASE)), ==, BW_JOB_FAILED);
  g_assert_error (bw_job_get_error (last_of (fixture, BW_JOB_ERASE)), BW_ERROR, BW_ERROR_BUSY);
  bw_library_close (other);
  bw_session_refresh (fixture->session);
  wait_idle (fixture);
  g_assert_cmpint (count_records (fixture), ==, records);
}

static void
test_back_up_and_check (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.beatwise", NULL);
  g_autoptr (BwSummary) summary = NULL;
  g_autoptr (GError) error = NULL;
  const GPtrArray *problems;

  fill (fixture);
  bw_session_back_up (fixture->session, copy);
  bw_session_check (fixture->session);
  wait_idle (fixture);
  problems = bw_job_get_result (last_of (fixture, BW_JOB_CHECK));
  g_assert_nonnull (problems);
  g_assert_cmpuint (problems->len, ==, 0);
  summary = bw_summary_new (copy, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (summary->counts.records, ==, count_records (fixture));
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_true (g_file_set_contents (fixture->path, "no library, but a letter", -1, NULL));
  bw_session_refresh (fixture->session);
  wait_idle (fixture);
  g_assert_null (bw_session_get_summary (fixture->session));
  g_assert_error (bw_session_get_summary_error (fixture->session), BW_ERROR, BW_ERROR_FORMAT);
}

/* Stopped in the middle of everything, nothing is left running or half done. */
static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  bw_session_refresh (fixture->session);
  bw_session_import_sample (fixture->session, 0, SEED);
  bw_session_train (fixture->session);
  bw_session_erase (fixture->session);
  bw_session_drain (fixture->session);
  g_assert_false (bw_session_is_active (fixture->session));
  g_assert_cmpuint (g_list_model_get_n_items (bw_session_get_jobs (fixture->session)), ==, 0);
  /* And refuses more. */
  g_assert_cmpint (bw_job_get_state (bw_session_check (fixture->session)), ==, BW_JOB_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  char *home = bw_test_make_folder ();
  int result;

  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add ("/session/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("empty", test_empty);
  ADD ("ecgs-alone", test_ecgs_alone);
  ADD ("sample", test_sample);
  ADD ("look-back", test_look_back);
  ADD ("second-import-adds-nothing", test_second_import_adds_nothing);
  ADD ("import-fails", test_import_fails);
  ADD ("look", test_look);
  ADD ("cancel", test_cancel);
  ADD ("replaced", test_replaced);
  ADD ("settings", test_settings);
  ADD ("erase-and-restore", test_erase_and_restore);
  ADD ("erase-for-good", test_erase_for_good);
  ADD ("erase-refused-while-in-use", test_erase_refused_while_in_use);
  ADD ("back-up-and-check", test_back_up_and_check);
  ADD ("damaged", test_damaged);
  ADD ("stop", test_stop);
  result = g_test_run ();
  bw_test_remove_folder (home);
  return result;
}
