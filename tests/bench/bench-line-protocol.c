/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "base/bw-time.h"
#include "export/bw-export-line-protocol.h"
#include "store/bw-imports.h"
#include "store/bw-samples.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* How long a million points of line protocol take to a file, against reading the same rows one by one and
 * leaving them, and against writing as many bytes: the goal is below 2 s. bench-line-protocol [ROWS] */

#define BATCH 8192
#define ROUNDS 5
#define FIRST_MS G_GINT64_CONSTANT (1514764800000) /* 2018-01-01 */
#define DEVICE "name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch7,5, software:11.6>"

typedef struct
{
  double seconds; /* by the clock */
  double cpu;     /* of this process */
} Took;

static Took
now (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (Took) {
    .seconds = (double) g_get_monotonic_time () / G_USEC_PER_SEC,
    .cpu = (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
           + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC,
  };
}

/* The quickest round so far. */
static void
keep_best (Took *best,
           Took  began)
{
  Took ended = now ();

  best->seconds = MIN (best->seconds, ended.seconds - began.seconds);
  best->cpu = MIN (best->cpu, ended.cpu - began.cpu);
}

/* As two watches tell them: most in whole beats, some with a fraction, the times to the second. */
static void
fill (BwLibrary *library,
      gsize      n)
{
  g_autofree BwSample *batch = g_new0 (BwSample, BATCH);
  g_autoptr (BwSampleWriter) writer = NULL;
  g_autoptr (BwImport) import = bw_import_new ();
  g_autoptr (GError) error = NULL;
  guint32 state = 1;
  guint64 records = 0, n_new = 0;
  gint32 kind, sources[2];
  gint64 id;

  bw_library_begin (library, &error);
  id = bw_library_begin_import (library, "bench", "apple-health", &error);
  kind = bw_library_intern_kind (library, BW_KIND_HEART_RATE, "count/min", FALSE, &error);
  sources[0] = bw_library_intern_source (library, "Ann’s Apple Watch", "11.6", DEVICE, &error);
  sources[1] = bw_library_intern_source (library, "Ann’s Apple Watch", "10.2", DEVICE, &error);
  writer = bw_sample_writer_new (library, id);
  for (gsize from = 0; from < n; from += BATCH)
    {
      gsize part = MIN (BATCH, n - from);

      for (gsize i = 0; i < part; i++)
        {
          state = state * 1664525 + 1013904223;
          batch[i] = (BwSample) {
            .start_ms = FIRST_MS + (gint64) (from + i) * 293 * BW_TIME_SECOND,
            .value = 50 + (state >> 24) % 80 + (state % 8 == 0 ? (state >> 12) % 10000 / 1e4 : 0),
            .kind = kind,
            .source = sources[(state >> 20) % 2],
            .offset_min = 120,
            .created_s = 4,
          };
          batch[i].end_ms = batch[i].start_ms;
        }
      bw_sample_writer_add (writer, batch, part, &records, &n_new, &error);
      g_assert_no_error (error);
    }
  bw_sample_writer_finish (writer, &error);
  import->path = g_strdup ("bench");
  import->format = g_strdup ("apple-health");
  bw_library_finish_import (library, id, import, &error);
  bw_library_commit (library, &error);
  g_assert_no_error (error);
}

static gboolean
add_up (const BwSampleRow  *row,
        gpointer            data,
        GError            **error)
{
  double *sum = data;

  *sum += row->value;
  return TRUE;
}

static void
write_plainly (const char *path,
               gsize       length)
{
  g_autofree char *bytes = g_malloc0 (length);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, bytes, (gssize) length,
                            G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &error);
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  gsize n = argc > 1 ? (gsize) g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  char *folder = bw_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "bench.beatwise", NULL);
  g_autofree char *out = g_build_filename (folder, "bench.lp", NULL);
  g_autofree char *plain = g_build_filename (folder, "plain", NULL);
  const BwExportLinesOptions options = { BW_LINE_ALL, G_MININT64, G_MAXINT64, NULL };
  Took read = { G_MAXDOUBLE, G_MAXDOUBLE }, lines = read, bytes = read;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GError) error = NULL;
  BwExportLinesCounts counts;
  GStatBuf status;
  double sum = 0;

  library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  fill (library, n);
  for (guint i = 0; i < ROUNDS; i++)
    {
      Took began = now ();

      bw_library_each_sample (library, BW_KIND_HEART_RATE, G_MININT64, G_MAXINT64, add_up, &sum,
                              &error);
      g_assert_no_error (error);
      keep_best (&read, began);
      began = now ();
      bw_export_line_protocol (library, &options, out, &counts, NULL, NULL, &error);
      g_assert_no_error (error);
      keep_best (&lines, began);
      g_assert_cmpuint (counts.points[BW_LINE_HEART_RATE], ==, n);
      g_assert_cmpint (g_stat (out, &status), ==, 0);
      began = now ();
      write_plainly (plain, (gsize) status.st_size);
      keep_best (&bytes, began);
    }
  g_print ("%" G_GSIZE_FORMAT " points, %.1f MB; the best of %d rounds\n", n,
           (double) status.st_size / 1e6, ROUNDS);
  g_print ("  rows read          %6.3f s (%.3f s of CPU)\n", read.seconds, read.cpu);
  g_print ("  as many bytes      %6.3f s (%.3f s of CPU)\n", bytes.seconds, bytes.cpu);
  g_print ("  line protocol      %6.3f s (%.3f s of CPU): %.1f times the rows, goal 2 s a million\n",
           lines.seconds, lines.cpu, lines.cpu / read.cpu);
  bw_library_close (g_steal_pointer (&library));
  bw_test_remove_folder (folder);
  return 0;
}
