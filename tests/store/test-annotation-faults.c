/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-faults.h"

#include <unistd.h>

#include "store/bw-library-private.h"

#define N_NOTES 1500

/* Runs in a child process too: no assertions, and a result instead. */
static gboolean
annotate (BwLibrary  *library,
          GError    **error)
{
  BwAnnotation note = {
    .start_ms = FIRST_MS, .end_ms = FIRST_MS + 5, .text = (char *) "Slept badly after a late flight.",
  };

  return bw_library_add_annotation (library, &note, error);
}

static gboolean
change_first (BwLibrary  *library,
              GError    **error)
{
  BwAnnotation note = { .id = 1, .start_ms = FIRST_MS, .end_ms = FIRST_MS, .text = (char *) "Well." };

  return bw_library_set_annotation (library, &note, error);
}

static gboolean
delete_first (BwLibrary  *library,
              GError    **error)
{
  return bw_library_delete_annotation (library, 1, error);
}

static gboolean
keep_backtest (BwLibrary  *library,
               GError    **error)
{
  const BwBacktestRow row = {
    .measure = (char *) "rmssd", .stride_h = 6, .fingerprint = (char *) "", .json = (char *) "{}",
  };

  return bw_library_set_backtest (library, &row, error);
}

static gboolean
keep_forecast (BwLibrary  *library,
               GError    **error)
{
  BwForecastRow row = {
    .issued_ms = FIRST_MS, .model = (char *) "average", .measure = (char *) "rmssd",
    .json = (char *) "{}",
  };

  return bw_library_add_forecast (library, &row, error);
}

static const FaultsChange changes[]
    = { annotate, change_first, delete_first, keep_backtest, keep_forecast };

static gboolean
annotate_much (BwLibrary  *library,
               GError    **error)
{
  if (!bw_library_begin (library, error))
    return FALSE;
  for (guint i = 0; i < N_NOTES; i++)
    if (!annotate (library, error))
      {
        bw_library_rollback (library);
        return FALSE;
      }
  return bw_library_commit (library, error);
}

static void
test_disk_full (Fixture       *fixture,
                gconstpointer  data)
{
  fixture_add_annotation (fixture, FIRST_MS, FIRST_MS, "first", "");
  faults_fill_disk (fixture, 64 * 1024, 16 * 1024, annotate_much);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM annotation"), ==,
                   N_NOTES + 1);
}

/* Another program has the library for itself, or it may only be read. */
static void
test_no_writing (Fixture       *fixture,
                 gconstpointer  data)
{
  fixture_add_annotation (fixture, FIRST_MS, FIRST_MS, "first", "");
  faults_refuse (fixture, changes, G_N_ELEMENTS (changes));
}

/* Writes notes with much of them in the log. */
static void
annotate_on (BwLibrary *library,
             int        fd)
{
  sqlite3_exec (library->db, "PRAGMA cache_size = 5", NULL, NULL, NULL);
  bw_library_begin (library, NULL);
  for (guint i = 0;; i++)
    if (!annotate (library, NULL) || (i == N_NOTES && write (fd, "x", 1) != 1))
      return;
}

static void
test_kill (Fixture       *fixture,
           gconstpointer  data)
{
  fixture_add_annotation (fixture, FIRST_MS, FIRST_MS, "first", "");
  faults_kill (fixture, annotate_on);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/annotation-faults/disk-full", test_disk_full);
  fixture_add ("/store/annotation-faults/kill", test_kill);
  fixture_add ("/store/annotation-faults/no-writing", test_no_writing);
  return g_test_run ();
}
