/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "base/bw-time.h"
#include "store/bw-imports.h"
#include "store/bw-recordings.h"
#include "store/bw-samples.h"

#include <stdlib.h>
#include <sys/resource.h>

/* Heart-rate-like rows over a year: how fast they are kept, met again, and read by the hour; and
 * thousands of ECGs: how fast their headers are read, and all of them labelled.
 * bench-store [ROWS [SPREAD]]: see insert() for the spread. */

#define BATCH 8192
#define N_RECORDINGS 5000
#define ECG_SAMPLES 15360
#define FIRST_MS G_GINT64_CONSTANT (1672531200000) /* 2023-01-01 */

static double
seconds_since (gint64 start_us)
{
  return (double) (g_get_monotonic_time () - start_us) / G_USEC_PER_SEC;
}

/* Of this process, so that other work on the machine does not count. */
static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

/* @spread: rows that change places, at random, with one up to that many rows away; 0 for sorted */
static double
insert (BwLibrary *library,
        gsize      n,
        gsize      spread,
        guint64   *n_new)
{
  g_autofree BwSample *batch = g_new0 (BwSample, BATCH);
  g_autoptr (BwSampleWriter) writer = NULL;
  g_autoptr (BwImport) import = bw_import_new ();
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  gint64 step_ms = 365 * BW_TIME_DAY / (gint64) n;
  guint32 state = 1;
  guint64 records = 0;
  gint64 id;
  gint32 kind, source;

  bw_library_begin (library, &error);
  g_assert_no_error (error);
  id = bw_library_begin_import (library, "bench", "apple-health", &error);
  kind = bw_library_intern_kind (library, BW_KIND_HEART_RATE, "count/min", FALSE, &error);
  source = bw_library_intern_source (library, "Watch", "10", "Apple Watch", &error);
  writer = bw_sample_writer_new (library, id);
  for (gsize from = 0; from < n; from += BATCH)
    {
      gsize part = MIN (BATCH, n - from);

      for (gsize i = 0; i < part; i++)
        {
          gsize place = from + i;

          state = state * 1664525 + 1013904223;
          if (spread > 0)
            place = place / spread * spread + (place * 7919 + 13) % spread;
          batch[i].start_ms = FIRST_MS + (gint64) place * step_ms / 1000 * 1000;
          batch[i].end_ms = batch[i].start_ms;
          batch[i].value = 50 + (state >> 24) % 80;
          batch[i].kind = kind;
          batch[i].source = source;
          batch[i].offset_min = 60;
        }
      bw_sample_writer_add (writer, batch, part, &records, n_new, &error);
      g_assert_no_error (error);
    }
  bw_sample_writer_finish (writer, &error);
  g_assert_no_error (error);
  import->records = records;
  bw_library_finish_import (library, id, import, &error);
  bw_library_commit (library, &error);
  g_assert_no_error (error);
  return seconds_since (start_us);
}

static double
check (BwLibrary *library)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();

  bw_library_check (library, &problems, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  return seconds_since (start_us);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* The recordings of a study, with all that a list shows of them. */
static double
insert_recordings (BwLibrary *library)
{
  g_autofree gint32 *samples_nv = g_new0 (gint32, ECG_SAMPLES);
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  gint64 import_id;

  bw_library_begin (library, &error);
  g_assert_no_error (error);
  import_id = bw_library_begin_import (library, "bench", "apple-ecg", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_RECORDINGS; i++)
    {
      g_autofree char *name = g_strdup_printf ("ecg_2023-01-%02u_%u.csv", i % 28 + 1, i);
      const BwRecordingAnalysis analysis = { 1, 30 + i % 20, TRUE, 60 + i % 40, 0.9 };
      BwRecording recording = {
        .name = name,
        .start_ms = FIRST_MS + (gint64) ((i * 7919) % N_RECORDINGS) * BW_TIME_HOUR,
        .time_known = TRUE,
        .rate_hz = 512,
        .n_samples = ECG_SAMPLES,
        .lead = (char *) "Lead I",
        .classification = (char *) "Sinus Rhythm",
        .symptoms = (char *) "None",
        .device = (char *) "Watch6,7",
        .software = (char *) "1.90",
        .label = (BwLabel) (i % 3),
        .labelled_by = (char *) "folder",
        .note = (char *) (i % 10 == 0 ? "after breakfast, sitting" : ""),
      };

      samples_nv[0] = (gint32) i;
      bw_library_add_recording (library, import_id, &recording, samples_nv, NULL, &error);
      g_assert_no_error (error);
      bw_library_set_analysis (library, recording.id, &analysis, &error);
      g_assert_no_error (error);
    }
  bw_library_commit (library, &error);
  g_assert_no_error (error);
  return seconds_since (start_us);
}

static double
label_recordings (BwLibrary *library)
{
  g_autofree BwLabelState *states = g_new0 (BwLabelState, N_RECORDINGS);
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();

  for (guint i = 0; i < N_RECORDINGS; i++)
    states[i] = (BwLabelState) { i + 1, BW_LABEL_FASTING, (char *) "protocol", FIRST_MS };
  bw_library_set_labels (library, states, N_RECORDINGS, &error);
  g_assert_no_error (error);
  return seconds_since (start_us);
}

static void
bench_recordings (const char *path)
{
  g_autoptr (GError) error = NULL;
  BwLibrary *library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  double times_ms[21];
  double insert_s, label_s;

  g_assert_no_error (error);
  insert_s = insert_recordings (library);
  label_s = label_recordings (library);
  bw_library_close (library);

  library = bw_library_open (path, BW_LIBRARY_READ, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (times_ms); i++)
    {
      gint64 start_us = g_get_monotonic_time ();
      g_autoptr (GArray) rows = bw_library_read_recordings (library, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, N_RECORDINGS);
      times_ms[i] = seconds_since (start_us) * 1000;
    }
  bw_library_close (library);

  g_print ("ECGs:       %d kept in %.2f s, labelled in %.1f ms; headers read: first %.2f ms",
           N_RECORDINGS, insert_s, label_s * 1000, times_ms[0]);
  qsort (times_ms, G_N_ELEMENTS (times_ms), sizeof times_ms[0], compare_doubles);
  g_print (", median %.2f ms\n", times_ms[G_N_ELEMENTS (times_ms) / 2]);
}

int
main (int    argc,
      char **argv)
{
  gsize n = argc > 1 ? (gsize) strtoull (argv[1], NULL, 10) : 7000000;
  gsize spread = argc > 2 ? (gsize) strtoull (argv[2], NULL, 10) : 0;
  char *folder = bw_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "bench.beatwise", NULL);
  g_autofree char *recordings_path = g_build_filename (folder, "recordings.beatwise", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GError) error = NULL;
  BwLibrary *library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  BwLibraryCounts counts;
  struct rusage usage;
  double times_ms[21];
  guint64 n_new = 0;
  double seconds, cpu;

  g_assert_no_error (error);
  cpu = cpu_seconds ();
  seconds = insert (library, n, spread, &n_new);
  cpu = cpu_seconds () - cpu;
  bw_library_get_counts (library, &counts, &error);
  g_print ("insert:     %.3f s, %.0f rows/s; %.0f rows/s of CPU time (%" G_GUINT64_FORMAT " new)\n",
           seconds, (double) n / seconds, (double) n / cpu, n_new);
  g_print ("size:       %.1f bytes a row\n", (double) counts.size_bytes / (double) n_new);
  n_new = 0;
  cpu = cpu_seconds ();
  seconds = insert (library, n, spread, &n_new);
  cpu = cpu_seconds () - cpu;
  g_print ("re-import:  %.3f s, %.0f rows/s; %.0f rows/s of CPU time (%" G_GUINT64_FORMAT " new)\n",
           seconds, (double) n / seconds, (double) n / cpu, n_new);
  bw_library_close (library);

  library = bw_library_open (path, BW_LIBRARY_READ, &error);
  for (guint i = 0; i < G_N_ELEMENTS (times_ms); i++)
    {
      gint64 start_us = g_get_monotonic_time ();
      g_autoptr (GArray) hours = NULL;

      hours = bw_library_read_hourly (library, BW_KIND_HEART_RATE, NULL, zone, FIRST_MS,
                                      FIRST_MS + 365 * BW_TIME_DAY, &error);
      g_assert_no_error (error);
      times_ms[i] = seconds_since (start_us) * 1000;
    }
  g_print ("hourly:     first %.2f ms", times_ms[0]);
  qsort (times_ms, G_N_ELEMENTS (times_ms), sizeof times_ms[0], compare_doubles);
  g_print (", median %.2f ms, a year\n", times_ms[G_N_ELEMENTS (times_ms) / 2]);

  seconds = check (library);
  g_print ("check:      %.3f s\n", seconds);
  bw_library_close (library);
  bench_recordings (recordings_path);

  getrusage (RUSAGE_SELF, &usage);
  g_print ("peak RSS:   %.1f MB\n", (double) usage.ru_maxrss / 1024);
  bw_test_remove_folder (folder);
  return 0;
}
