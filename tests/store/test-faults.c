/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-faults.h"

#include <unistd.h>

#include "store/bw-library-private.h"

#define STEP_MS 5000

/* Runs in a child process and on threads too: no assertions, and a result instead. */
static gboolean
import (BwLibrary  *library,
        gint64      start_ms,
        gsize       n,
        GError    **error)
{
  g_autofree BwSample *samples = NULL;
  g_autoptr (BwSampleWriter) writer = NULL;
  guint64 records = 0, n_new = 0;
  gint32 kind, source;
  gint64 id;

  if (!bw_library_begin (library, error))
    return FALSE;
  id = bw_library_begin_import (library, "export.zip", "apple-health", error);
  kind = id == 0 ? 0
                 : bw_library_intern_kind (library, BW_KIND_HEART_RATE, "count/min", FALSE, error);
  source = kind == 0 ? 0 : bw_library_intern_source (library, "Watch", "1", "", error);
  if (source == 0)
    {
      bw_library_rollback (library);
      return FALSE;
    }

  writer = bw_sample_writer_new (library, id);
  samples = fixture_make_samples (kind, source, start_ms, STEP_MS, n);
  if (bw_sample_writer_add (writer, samples, n, &records, &n_new, error)
      && bw_sample_writer_finish (writer, error))
    return bw_library_commit (library, error);
  bw_library_rollback (library);
  return FALSE;
}

static void
fill (Fixture *fixture,
      gsize    n)
{
  g_autoptr (GError) error = NULL;

  import (fixture->library, FIRST_MS, n, &error);
  g_assert_no_error (error);
}

/* An import that writes far more than the page cache holds. */
static void
import_on (BwLibrary *library,
           int        fd)
{
  BwSampleWriter *writer;
  guint64 records = 0, n_new = 0;

  /* Small, so that much is spilled into the log in a short test. */
  sqlite3_exec (library->db, "PRAGMA cache_size = 20", NULL, NULL, NULL);
  bw_library_begin (library, NULL);
  writer = bw_sample_writer_new (library, bw_library_begin_import (library, "x", "rr", NULL));
  for (gint64 i = 0;; i++)
    {
      BwSample *samples = fixture_make_samples (1, 1, FIRST_MS + i * 4096, STEP_MS, 4096);

      bw_sample_writer_add (writer, samples, 4096, &records, &n_new, NULL);
      if (i == 20 && write (fd, "x", 1) != 1)
        return;
    }
}

static void
test_kill (Fixture       *fixture,
           gconstpointer  data)
{
  fill (fixture, 5000);
  faults_kill (fixture, import_on);

  /* And it goes on as if nothing had been. */
  fill (fixture, 6000);
  fixture_check (fixture->library, NULL);
}

static gboolean
import_much (BwLibrary  *library,
             GError    **error)
{
  return import (library, FIRST_MS + 1000, 30000, error);
}

static void
test_disk_full (Fixture       *fixture,
                gconstpointer  data)
{
  fill (fixture, 5000);
  faults_fill_disk (fixture, 160 * 1024, 96 * 1024, import_much);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM sample"), ==, 35000);
}

/* The same as SQLite tells it by itself. */
static void
test_no_page_left (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture, 5000);
  before = fixture_dump (fixture->path);
  sqlite3_exec (fixture->library->db, "PRAGMA max_page_count = 60", NULL, NULL, NULL);
  g_assert_false (import (fixture->library, FIRST_MS + 1, 50000, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NO_SPACE);
  after = fixture_dump (fixture->path);
  g_assert_cmpstr (after, ==, before);
  g_clear_error (&error);
  sqlite3_exec (fixture->library->db, "PRAGMA max_page_count = 100000", NULL, NULL, NULL);
  g_assert_true (import (fixture->library, FIRST_MS + 1, 50000, &error));
  fixture_check (fixture->library, NULL);
}

static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (BwLibrary) other = NULL;
  g_autoptr (GError) error = NULL;

  other = bw_library_open (fixture->path, BW_LIBRARY_WRITE, &error);
  g_assert_no_error (error);
  sqlite3_busy_timeout (other->db, 20);
  bw_library_begin (fixture->library, &error);
  g_assert_no_error (error);
  g_assert_false (bw_library_begin (other, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (bw_library_set_setting (other, "zone", "UTC", &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_BUSY);
  g_clear_error (&error);
  bw_library_rollback (fixture->library);
  g_assert_true (bw_library_begin (other, &error));
  bw_library_rollback (other);
}

typedef struct
{
  const char *path;
  gint64 start_ms;
  gint done; /* atomic */
} Job;

static gpointer
write_on_thread (gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (BwLibrary) library = bw_library_open (job->path, BW_LIBRARY_WRITE, NULL);
  gboolean good = library != NULL;

  for (guint i = 0; good && i < 5; i++)
    good = import (library, job->start_ms + (gint64) i * 3000 * STEP_MS, 3000, NULL);
  g_atomic_int_set (&job->done, TRUE);
  return GINT_TO_POINTER (good);
}

/* Both wait for each other, and all that each wrote is there. */
static void
test_two_writers (Fixture       *fixture,
                  gconstpointer  data)
{
  Job jobs[] = { { fixture->path, FIRST_MS, 0 }, { fixture->path, FIRST_MS + 1, 0 } };
  GThread *threads[2];

  for (guint i = 0; i < 2; i++)
    threads[i] = g_thread_new ("writer", write_on_thread, &jobs[i]);
  for (guint i = 0; i < 2; i++)
    g_assert_true (GPOINTER_TO_INT (g_thread_join (threads[i])));
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM sample"), ==, 30000);
  fixture_check (fixture->library, NULL);
}

/* A reader sees whole imports, and its samples and sums always agree. */
static void
test_reader (Fixture       *fixture,
             gconstpointer  data)
{
  Job job = { fixture->path, FIRST_MS, 0 };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (BwLibrary) reader = NULL;
  g_autoptr (GError) error = NULL;
  GThread *writer;
  gint64 last = 0;
  gint64 last_version;

  reader = bw_library_open (fixture->path, BW_LIBRARY_READ, &error);
  g_assert_no_error (error);
  last_version = bw_library_get_version (reader);
  writer = g_thread_new ("writer", write_on_thread, &job);
  for (gboolean done = FALSE; !done;)
    {
      g_autoptr (GArray) hours = NULL;
      gint64 n = 0;
      gint64 version;

      done = g_atomic_int_get (&job.done);
      version = bw_library_get_version (reader);
      hours = bw_library_read_hourly (reader, BW_KIND_HEART_RATE, NULL, zone, FIRST_MS,
                                      FIRST_MS + 2 * BW_TIME_DAY, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < hours->len; i++)
        n += g_array_index (hours, BwHourValue, i).n;
      g_assert_cmpint (n % 3000, ==, 0);
      g_assert_cmpint (n, >=, last);
      if (n > last)
        g_assert_cmpint (bw_library_get_version (reader), !=, last_version);
      last = n;
      last_version = version;
    }
  g_assert_true (GPOINTER_TO_INT (g_thread_join (writer)));
  g_assert_cmpint (last, ==, 15000);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture, 5000);
  before = fixture_dump (fixture->path);
  bw_library_set_cancellable (fixture->library, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_false (import (fixture->library, FIRST_MS + 1, 20000, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  after = fixture_dump (fixture->path);
  g_assert_cmpstr (after, ==, before);

  /* SQLite has taken the transaction back by itself; whoever commits all the same is told. */
  bw_library_set_cancellable (fixture->library, NULL);
  g_assert_true (bw_library_begin (fixture->library, &error));
  sqlite3_exec (fixture->library->db, "ROLLBACK", NULL, NULL, NULL);
  g_assert_false (bw_library_commit (fixture->library, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_true (import (fixture->library, FIRST_MS + 1, 20000, &error));
  fixture_check (fixture->library, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/faults/kill", test_kill);
  fixture_add ("/store/faults/disk-full", test_disk_full);
  fixture_add ("/store/faults/no-page-left", test_no_page_left);
  fixture_add ("/store/faults/busy", test_busy);
  fixture_add ("/store/faults/two-writers", test_two_writers);
  fixture_add ("/store/faults/reader", test_reader);
  fixture_add ("/store/faults/cancel", test_cancel);
  return g_test_run ();
}
