/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-faults.h"

#include <unistd.h>

#include "store/bw-library-private.h"

/* So many that they do not fit on a page or two. */
#define N_RECORDINGS 2000

#define LONG_NOTE \
  "Lying, after twenty minutes of rest, left wrist, the right forefinger on the crown; coughed once."

static gboolean
label_all (BwLibrary  *library,
           const char *reader,
           GError    **error)
{
  g_autofree BwLabelState *states = g_new0 (BwLabelState, N_RECORDINGS);

  for (guint i = 0; i < N_RECORDINGS; i++)
    states[i] = (BwLabelState) {
      .recording_id = i + 1,
      .label = i % 2 == 0 ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING,
      .who = (char *) "somebody with quite a long name",
      .time_ms = FIRST_MS,
    };
  if (reader != NULL)
    return bw_library_set_reader_labels (library, reader, states, N_RECORDINGS, error);
  return bw_library_set_labels (library, states, N_RECORDINGS, error);
}

/* All that is ever written about recordings, at once. Runs in a child process too: no assertions,
 * and a result instead. */
static gboolean
change_all (BwLibrary  *library,
            GError    **error)
{
  const BwRecordingAnalysis analysis = { 1, 30, TRUE, 61.5, 0.5 };
  gboolean done;

  if (!bw_library_begin (library, error))
    return FALSE;
  done = label_all (library, NULL, error) && label_all (library, "Ada", error);
  for (gint64 id = 1; done && id <= N_RECORDINGS; id++)
    done = bw_library_set_analysis (library, id, &analysis, error)
           && bw_library_set_note (library, id, LONG_NOTE, error);
  if (done)
    return bw_library_commit (library, error);
  bw_library_rollback (library);
  return FALSE;
}

static gboolean
label_only (BwLibrary  *library,
            GError    **error)
{
  return label_all (library, NULL, error);
}

static gboolean
label_as_reader (BwLibrary  *library,
                 GError    **error)
{
  return label_all (library, "Ada", error);
}

/* Each in a transaction of its own, and all of them in one. */
static gboolean (*const changes[]) (BwLibrary  *library,
                                    GError    **error) = { label_only, label_as_reader, change_all };

static void
test_disk_full (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_add_recordings (fixture, N_RECORDINGS);
  before = fixture_dump (fixture->path);
  faults_fill_disk (fixture, 64 * 1024, 64 * 1024, change_all);
  after = fixture_dump (fixture->path);
  g_assert_cmpstr (after, !=, before);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM reader_label"), ==,
                   N_RECORDINGS);
}

/* The same as SQLite tells it by itself: within a part of a transaction too it takes all back. */
static void
test_no_page_left (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *before = NULL;

  fixture_add_recordings (fixture, N_RECORDINGS);
  before = fixture_dump (fixture->path);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      /* No smaller than it is: every page more is one too many. */
      sqlite3_exec (fixture->library->db, "PRAGMA max_page_count = 1", NULL, NULL, NULL);
      g_assert_false (changes[i](fixture->library, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_NO_SPACE);
      g_clear_error (&error);
      after = fixture_dump (fixture->path);
      g_assert_cmpstr (after, ==, before);
      g_assert_false (fixture->library->in_transaction);

      sqlite3_exec (fixture->library->db, "PRAGMA max_page_count = 100000", NULL, NULL, NULL);
      g_assert_true (bw_library_begin (fixture->library, &error));
      g_assert_true (label_all (fixture->library, "Ada", &error));
      bw_library_rollback (fixture->library);
    }
  g_assert_true (change_all (fixture->library, NULL));
  fixture_check (fixture->library, NULL);
}

/* Interrupted at any instruction. */
static int
on_progress (gpointer user_data)
{
  return --*(int *) user_data <= 0;
}

static void
test_interrupted (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *before = NULL;

  fixture_add_recordings (fixture, N_RECORDINGS);
  before = fixture_dump (fixture->path);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      gboolean done = FALSE;
      guint failures = 0;

      for (int budget = 1; !done; budget *= 3)
        {
          g_autofree char *after = NULL;
          g_autoptr (GError) error = NULL;
          int left = budget;

          sqlite3_progress_handler (fixture->library->db, 7, on_progress, &left);
          done = changes[i](fixture->library, &error);
          sqlite3_progress_handler (fixture->library->db, 0, NULL, NULL);
          if (done)
            break;
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          g_assert_false (fixture->library->in_transaction);
          after = fixture_dump (fixture->path);
          g_assert_cmpstr (after, ==, before);
          failures++;
        }
      g_assert_cmpuint (failures, >, 3);
      fixture_check (fixture->library, NULL);
      fixture_sql (fixture->path, "UPDATE recording SET label = NULL, labelled_by = NULL,"
                                  " labelled_ms = NULL, note = '',"
                                  " analysis_version = NULL, n_beats = NULL, hr_bpm = NULL,"
                                  " quality = NULL; DELETE FROM reader_label");
    }
}

/* Labels with much of it in the log. */
static void
label_on (BwLibrary *library,
          int        fd)
{
  sqlite3_exec (library->db, "PRAGMA cache_size = 5", NULL, NULL, NULL);
  bw_library_begin (library, NULL);
  for (guint i = 0;; i++)
    if (!label_all (library, i % 2 == 0 ? NULL : "Ada", NULL)
        || (i == 2 && write (fd, "x", 1) != 1))
      return;
}

static void
test_kill (Fixture       *fixture,
           gconstpointer  data)
{
  fixture_add_recordings (fixture, N_RECORDINGS);
  faults_kill (fixture, label_on);
}

static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (BwLibrary) other = NULL;
  g_autoptr (GError) error = NULL;

  fixture_add_recordings (fixture, N_RECORDINGS);
  other = bw_library_open (fixture->path, BW_LIBRARY_WRITE, &error);
  g_assert_no_error (error);
  sqlite3_busy_timeout (other->db, 20);
  bw_library_begin (fixture->library, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_assert_false (changes[i](other, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_BUSY);
      g_clear_error (&error);
    }
  g_assert_false (bw_library_set_note (other, 1, "no", &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (bw_library_set_label (other, 1, BW_LABEL_FASTING, "me", &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_BUSY);
  g_clear_error (&error);
  bw_library_rollback (fixture->library);
  g_assert_true (change_all (other, &error));
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_add_recordings (fixture, N_RECORDINGS);
  fixture_reopen (fixture, BW_LIBRARY_READ);
  before = fixture_dump (fixture->path);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (changes[i](fixture->library, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY);
    }
  after = fixture_dump (fixture->path);
  g_assert_cmpstr (after, ==, before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/label-faults/disk-full", test_disk_full);
  fixture_add ("/store/label-faults/no-page-left", test_no_page_left);
  fixture_add ("/store/label-faults/interrupted", test_interrupted);
  fixture_add ("/store/label-faults/kill", test_kill);
  fixture_add ("/store/label-faults/busy", test_busy);
  fixture_add ("/store/label-faults/read-only", test_read_only);
  return g_test_run ();
}
