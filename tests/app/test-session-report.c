/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"
#include "rhythm-library.h"

#include "app/bw-session-report.h"
#include "base/bw-error.h"
#include "base/bw-time.h"

#include <string.h>

#define N_DAYS 20

typedef struct
{
  char *folder;
  char *path;
  GFile *file;
  BwSession *session;
  BwRhythm *rhythm;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *out = NULL;

  fixture->folder = bw_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  out = g_build_filename (fixture->folder, "out", NULL);
  fixture->file = g_file_new_for_path (out);
  rhythm_library_make (fixture->path, N_DAYS);
  fixture->rhythm = rhythm_library_load (fixture->path, BW_RHYTHM_READING, 1);
  fixture->session = app_session_new (fixture->folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  bw_session_drain (fixture->session);
  app_spin (20);
  app_assert_gone (fixture->session);
  bw_rhythm_unref (fixture->rhythm);
  g_object_unref (fixture->file);
  g_free (fixture->path);
  bw_test_remove_folder (fixture->folder);
}

static BwJobState
wait (BwJob *job)
{
  app_wait (bw_job_get_state (job) != BW_JOB_WAITING && bw_job_get_state (job) != BW_JOB_RUNNING);
  return bw_job_get_state (job);
}

static gboolean
file_begins (Fixture    *fixture,
             const char *begins)
{
  g_autofree char *data = NULL;
  gsize length;

  return g_file_load_contents (fixture->file, NULL, &data, &length, NULL, NULL)
         && length > strlen (begins) && memcmp (data, begins, strlen (begins)) == 0;
}

/* Of each kind: the file is there, whole, and its name is what comes of the job. */
static void
test_report (Fixture       *fixture,
             gconstpointer  data)
{
  for (int of = BW_REPORT_OF_RHYTHM; of <= BW_REPORT_OF_MONTH; of++)
    {
      const BwReportRequest request = {
        .of = of,
        .rhythm = of == BW_REPORT_OF_RHYTHM ? fixture->rhythm : NULL,
        .to_ms = G_MAXDOUBLE,
        .day = RHYTHM_START_MS / BW_TIME_DAY + 1,
        .paper = BW_PAPER_LETTER,
        .with_person = TRUE,
      };
      g_autoptr (BwJob) job
        = g_object_ref (bw_session_save_report (fixture->session, &request, fixture->file));

      g_assert_cmpint (bw_job_get_kind (job), ==, BW_JOB_REPORT);
      wait (job);
      g_assert_no_error (bw_job_get_error (job));
      g_assert_true (bw_job_get_result (job) == fixture->file);
      g_assert_true (file_begins (fixture, "%PDF"));
      g_file_delete (fixture->file, NULL, NULL);
    }
}

/* Nothing to report of, nothing written; and one that is cancelled leaves nothing either. */
static void
test_report_fails (Fixture       *fixture,
                   gconstpointer  data)
{
  BwReportRequest request = { .of = BW_REPORT_OF_DAY, .day = 10 };
  g_autoptr (BwJob) none
    = g_object_ref (bw_session_save_report (fixture->session, &request, fixture->file));
  g_autoptr (BwJob) cancelled = NULL;

  g_assert_cmpint (wait (none), ==, BW_JOB_FAILED);
  g_assert_error (bw_job_get_error (none), BW_ERROR, BW_ERROR_TOO_FEW);
  request.of = BW_REPORT_OF_MONTH;
  request.day = RHYTHM_START_MS / BW_TIME_DAY;
  cancelled = g_object_ref (bw_session_save_report (fixture->session, &request, fixture->file));
  bw_job_cancel (cancelled);
  g_assert_cmpint (wait (cancelled), ==, BW_JOB_CANCELLED);
  g_assert_false (g_file_query_exists (fixture->file, NULL));
}

static void
test_data (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const begins[] = { "time_s,time,rr_ms", "beat,time_s", "key,group", "time_s,time,mean" };

  for (guint what = 0; what < BW_RHYTHM_N_DATA; what++)
    {
      gboolean has = what != BW_RHYTHM_DATA_TRACK;
      g_autoptr (BwJob) csv = g_object_ref (
        bw_session_save_rhythm_data (fixture->session, fixture->rhythm, 0, has ? G_MAXDOUBLE : 1000, what,
                                     FALSE, fixture->file));
      g_autoptr (BwJob) json = NULL;

      g_assert_cmpint (bw_job_get_kind (csv), ==, BW_JOB_RHYTHM_DATA);
      /* A second of it is too short to be followed. */
      g_assert_cmpint (wait (csv), ==, has ? BW_JOB_DONE : BW_JOB_FAILED);
      g_assert_cmpint (file_begins (fixture, begins[what]), ==, has);
      json = g_object_ref (bw_session_save_rhythm_data (fixture->session, fixture->rhythm, 0,
                                                        has ? G_MAXDOUBLE : 1000, what, TRUE,
                                                        fixture->file));
      wait (json);
      g_assert_cmpint (file_begins (fixture, "{"), ==, has);
      g_file_delete (fixture->file, NULL, NULL);
    }
}

/* After the end nothing begins. */
static void
test_stopped (Fixture       *fixture,
              gconstpointer  data)
{
  const BwReportRequest request = { .of = BW_REPORT_OF_MONTH };

  bw_session_stop (fixture->session);
  g_assert_null (bw_session_save_report (fixture->session, &request, fixture->file));
  g_assert_null (bw_session_save_rhythm_data (fixture->session, fixture->rhythm, 0, G_MAXDOUBLE,
                                              BW_RHYTHM_DATA_BEATS, FALSE, fixture->file));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                         \
  g_test_add ("/app/session-report/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("report", test_report);
  ADD ("report-fails", test_report_fails);
  ADD ("data", test_data);
  ADD ("stopped", test_stopped);
  return g_test_run ();
}
