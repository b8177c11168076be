/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-faults.h"

#include <unistd.h>

#include "store/bw-library-private.h"

#define N_RECORDINGS 20
#define N_INTERVALS 5000

/* Runs in a child process too: no assertions, and a result instead. */
static gboolean
add (BwLibrary  *library,
     gint64      start_ms,
     guint       n,
     GError    **error)
{
  BwRrRecording recording = {
    .name = (char *) "rr.txt", .start_ms = start_ms, .time_known = TRUE, .rmssd_ms = 30,
  };
  g_autoptr (BwRrIntervals) intervals = bw_rr_intervals_new (n, 0);
  gint64 id = bw_library_begin_import (library, "rr.txt", "rr", error);

  for (guint i = 0; i < n; i++)
    intervals->ms[i] = 700 + i % 97;
  return id != 0
         && bw_library_add_rr_recording (library, id, &recording, intervals, NULL, error)
         && bw_library_set_edits (library, BW_EDITED_RR_RECORDING, recording.id, "{}", error);
}

static gboolean
add_alone (BwLibrary  *library,
           GError    **error)
{
  if (!bw_library_begin (library, error))
    return FALSE;
  if (add (library, FIRST_MS + 1, 10, error))
    return bw_library_commit (library, error);
  bw_library_rollback (library);
  return FALSE;
}

static gboolean
edit_first (BwLibrary  *library,
            GError    **error)
{
  return bw_library_set_edits (library, BW_EDITED_RR_RECORDING, 1, "{\"n\": 1}", error);
}

static gboolean
number_first (BwLibrary  *library,
              GError    **error)
{
  return bw_library_set_rr_numbers (library, 1, &(BwRrRecording) { .n_beats = 5 }, error);
}

static gboolean
delete_first (BwLibrary  *library,
              GError    **error)
{
  return bw_library_delete_rr_recording (library, 1, error);
}

static const FaultsChange changes[] = { add_alone, edit_first, number_first, delete_first };

static void
fill (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  bw_library_begin (fixture->library, &error);
  add (fixture->library, FIRST_MS, 10, &error);
  g_assert_no_error (error);
  fixture_commit (fixture);
}

static gboolean
add_much (BwLibrary  *library,
          GError    **error)
{
  if (!bw_library_begin (library, error))
    return FALSE;
  for (guint i = 0; i < N_RECORDINGS; i++)
    if (!add (library, FIRST_MS + 1000 + i, N_INTERVALS, error))
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
  fill (fixture);
  faults_fill_disk (fixture, 256 * 1024, 64 * 1024, add_much);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM beat_edit"), ==,
                   N_RECORDINGS + 1);
  fixture_reopen (fixture, BW_LIBRARY_READ);
  fixture_check (fixture->library, NULL);
}

/* Another program has the library for itself, or it may only be read. */
static void
test_no_writing (Fixture       *fixture,
                 gconstpointer  data)
{
  fill (fixture);
  faults_refuse (fixture, changes, G_N_ELEMENTS (changes));
}

/* Writes recordings with much of them in the log. */
static void
add_on (BwLibrary *library,
        int        fd)
{
  sqlite3_exec (library->db, "PRAGMA cache_size = 5", NULL, NULL, NULL);
  bw_library_begin (library, NULL);
  for (guint i = 0;; i++)
    if (!add (library, FIRST_MS + 1000 + i, N_INTERVALS, NULL)
        || (i == N_RECORDINGS && write (fd, "x", 1) != 1))
      return;
}

static void
test_kill (Fixture       *fixture,
           gconstpointer  data)
{
  fill (fixture);
  faults_kill (fixture, add_on);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/rr-faults/disk-full", test_disk_full);
  fixture_add ("/store/rr-faults/kill", test_kill);
  fixture_add ("/store/rr-faults/no-writing", test_no_writing);
  return g_test_run ();
}
