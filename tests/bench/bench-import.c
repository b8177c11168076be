/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-import-series.h"

#include "base/bw-time.h"
#include "import/bw-apple-reader.h"
#include "import/bw-ecg-csv.h"
#include "import/bw-import.h"
#include "import/bw-xml-scanner.h"
#include "store/bw-samples.h"

#include "bw-test.h"

#include <archive.h>
#include <archive_entry.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How fast an export of heart rates comes in, and a million rows of each series from elsewhere:
 * `bench-import [MB of XML]`, 0 for the series alone. Each part runs in a
 * process of its own, so that its peak of memory is its own too. */

#define FIRST_MS G_GINT64_CONSTANT (1514764800000)
#define STEP_MS (5 * BW_TIME_SECOND)

typedef struct
{
  char *folder;
  char *xml;
  char *zip;
  gint64 xml_bytes;
  gint64 zip_bytes;
  guint64 records;
  BenchSeries series; /* of bench_series() */
} Bench;

static void
format_time (char   *text,
             gsize   size,
             gint64  time_ms)
{
  int year, month, day, second = (int) (time_ms % BW_TIME_DAY / 1000);

  bw_time_civil_from_days (time_ms / BW_TIME_DAY, &year, &month, &day);
  g_snprintf (text, size, "%04d-%02d-%02d %02d:%02d:%02d +0000", year, month, day, second / 3600,
              second / 60 % 60, second % 60);
}

/* One record in the shape of a watch's, every five seconds. */
static int
format_record (char    *text,
               gsize    size,
               guint64  i)
{
  char start[64], created[64];
  guint motion = (guint) (i % 3);

  format_time (start, sizeof start, FIRST_MS + (gint64) i * STEP_MS);
  format_time (created, sizeof created, FIRST_MS + (gint64) i * STEP_MS + 7000);
  return g_snprintf (text, size,
                     " <Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"Anna’s"
                     " Apple Watch\" sourceVersion=\"9.4\" device=\"&lt;&lt;HKDevice:"
                     " 0x2813a5b30&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch,"
                     " hardware:Watch6,7, software:9.4&gt;\" unit=\"count/min\" creationDate=\"%s\""
                     " startDate=\"%s\" endDate=\"%s\" value=\"%" G_GUINT64_FORMAT "\">\n"
                     "  <MetadataEntry key=\"HKMetadataKeyHeartRateMotionContext\" value=\"%u\"/>\n"
                     " </Record>\n",
                     created, start, start,
                     55 + i * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) / (G_MAXUINT64 / 70), motion);
}

static void
write_export (Bench  *b,
              gint64  bytes)
{
  static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                             "<HealthData locale=\"en\">\n";
  FILE *out = fopen (b->xml, "w");
  struct archive *a = archive_write_new ();
  struct archive_entry *e = archive_entry_new ();
  char text[1024];

  g_assert_nonnull (out);
  fputs (head, out);
  for (b->xml_bytes = (gint64) strlen (head); b->xml_bytes < bytes; b->records++)
    {
      int n = format_record (text, sizeof text, b->records);

      fwrite (text, 1, (gsize) n, out);
      b->xml_bytes += n;
    }
  fputs ("</HealthData>\n", out);
  fclose (out);

  archive_write_set_format_zip (a);
  archive_write_open_filename (a, b->zip);
  archive_entry_set_pathname (e, "apple_health_export/export.xml");
  archive_entry_set_filetype (e, AE_IFREG);
  archive_write_header (a, e);
  out = fopen (b->xml, "r");
  for (gsize n; (n = fread (text, 1, sizeof text, out)) > 0;)
    archive_write_data (a, text, n);
  fclose (out);
  archive_entry_free (e);
  archive_write_close (a);
  b->zip_bytes = archive_filter_bytes (a, -1);
  archive_write_free (a);
}

static gboolean
on_start (gpointer               user_data,
          BwSlice                name,
          const BwXmlAttribute  *attributes,
          guint                  n,
          GError               **error)
{
  *(guint64 *) user_data += n;
  return TRUE;
}

static gboolean
on_end (gpointer   user_data,
        BwSlice    name,
        GError   **error)
{
  return TRUE;
}

/* Time on a core, whatever else the machine does. */
static gint64
cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_TIME_SPAN_SECOND + now.tv_nsec / 1000;
}

/* The same of all threads together. */
static gint64
all_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * G_TIME_SPAN_SECOND + now.tv_nsec / 1000;
}

static void
bench_scanner (const Bench *b)
{
  static const BwXmlHandlers handlers = { on_start, on_end };
  guint64 attributes = 0;
  g_autoptr (BwXmlScanner) scanner = bw_xml_scanner_new (&handlers, &attributes);
  gsize size = 256 * 1024;
  g_autofree char *chunk = g_malloc (size);
  FILE *in = fopen (b->xml, "r");
  gint64 us = 0;

  for (gsize n; (n = fread (chunk, 1, size, in)) > 0;)
    {
      gint64 began = cpu_us ();

      bw_xml_scanner_push (scanner, chunk, n, NULL);
      us += cpu_us () - began;
    }
  fclose (in);
  g_print ("scanner alone      %8.0f MB/s of a core's time\n", (double) b->xml_bytes / (double) us);
}

static BwLibrary *
open_library (const Bench *b,
              const char  *name)
{
  g_autofree char *path = g_build_filename (b->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  BwLibrary *library = bw_library_open (path, BW_LIBRARY_CREATE, &error);

  g_assert_no_error (error);
  return library;
}

/* The reading thread's work by itself: scanner, dates, numbers, names. */
static void
bench_reader (const Bench *b)
{
  g_autoptr (BwRing) ring = bw_ring_new (2);
  g_autoptr (BwCollector) collector = bw_collector_new ();
  g_autoptr (BwAppleReader) reader = bw_apple_reader_new (collector, "export.xml");
  gsize size = 256 * 1024;
  g_autofree char *chunk = g_malloc (size);
  FILE *in = fopen (b->xml, "r");
  gint64 us = 0;

  bw_collector_set_ring (collector, ring);
  for (gsize n; (n = fread (chunk, 1, size, in)) > 0;)
    for (gsize from = 0; from < n; from += 32768)
      {
        gint64 began = cpu_us ();
        gboolean finished;
        BwParcel *parcel;

        bw_apple_reader_push (reader, chunk + from, MIN (32768, n - from), NULL);
        parcel = bw_ring_take_full (ring, 0, &finished);
        if (parcel != NULL)
          bw_ring_put_empty (ring, parcel);
        us += cpu_us () - began;
      }
  fclose (in);
  g_print ("reader alone       %8.0f MB/s of a core's time, %.0f records/s\n",
           (double) b->xml_bytes / (double) us, (double) b->records * 1e6 / (double) us);
}

static void
tell (const Bench *b,
      const char  *what,
      gint64       us)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  g_print ("%s %8.0f records/s  %6.0f MB/s of XML  %6.2f s on cores  peak RSS %4ld MB\n", what,
           (double) b->records * 1e6 / (double) us, (double) b->xml_bytes / (double) us,
           (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
             + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
           usage.ru_maxrss / 1024);
}

/* The store by itself: what an import can reach at most. */
static void
bench_writer (const Bench *b)
{
  g_autoptr (BwLibrary) library = open_library (b, "writer.beatwise");
  g_autofree BwSample *samples = g_new0 (BwSample, 4096);
  guint64 n_records = 0, n_new = 0;
  gint64 began = g_get_monotonic_time (), id;
  BwSampleWriter *writer;
  gint32 kind, source;

  g_assert_true (bw_library_begin (library, NULL));
  id = bw_library_begin_import (library, "x", "apple-health", NULL);
  kind = bw_library_intern_kind (library, BW_KIND_HEART_RATE, "count/min", FALSE, NULL);
  source = bw_library_intern_source (library, "W", "1", "", NULL);
  writer = bw_sample_writer_new (library, id);
  for (guint64 i = 0; i < b->records;)
    {
      gsize n = 0;

      for (; n < 4096 && i < b->records; n++, i++)
        samples[n] = (BwSample) {
          .start_ms = FIRST_MS + (gint64) i * STEP_MS,
          .end_ms = FIRST_MS + (gint64) i * STEP_MS,
          .value = (double) (55 + i % 70),
          .kind = kind,
          .source = source,
        };
      g_assert_true (bw_sample_writer_add (writer, samples, n, &n_records, &n_new, NULL));
    }
  g_assert_true (bw_sample_writer_finish (writer, NULL));
  bw_sample_writer_free (writer);
  g_assert_true (bw_library_commit (library, NULL));
  tell (b, "store writer alone", g_get_monotonic_time () - began);
}

#define ECG_SAMPLES 15360
#define N_ECGS 101

/* A recording of Apple's length, with beats; each is another one. */
static GString *
write_ecg (guint    seed,
           gboolean rows)
{
  GString *text = g_string_new (NULL);
  GRand *rand = g_rand_new_with_seed (seed);
  double period = 512 * g_rand_double_range (rand, 0.6, 1.2);

  g_string_append_printf (text, "Recorded Date,2023-03-04 20:%02u:%02u -0500\n"
                                "Sample Rate,512 hertz\n\nLead,Lead I\nUnit,µV\n\n",
                          seed / 60 % 60, seed % 60);
  for (guint i = 0; i < ECG_SAMPLES; i++)
    {
      double at = fmod (i, period) - period / 2;
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      if (rows)
        g_string_append_printf (text, "%s,", g_ascii_formatd (number, sizeof number, "%.6f",
                                                              i / 512.0));
      g_ascii_formatd (number, sizeof number, "%.3f",
                       900 * exp (-at * at / 60) + 150 * exp (-pow (at - 130, 2) / 1500)
                         + g_rand_double_range (rand, -15, 15));
      g_string_append_printf (text, "%s\n", number);
    }
  g_rand_free (rand);
  return text;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static void
tell_median (const char *what,
             gint64     *us,
             guint       n)
{
  qsort (us, n, sizeof (gint64), compare_times);
  g_print ("%s %7.3f ms, the slowest of %u %.3f ms\n", what, (double) us[n / 2] / 1e3, n,
           (double) us[n - 1] / 1e3);
}

/* The text alone. */
static void
bench_ecg (const Bench *b)
{
  for (int rows = 0; rows < 2; rows++)
    {
      g_autoptr (GString) text = write_ecg (1, rows);
      gint64 us[N_ECGS];

      for (guint i = 0; i < N_ECGS; i++)
        {
          g_auto (BwEcgFile) file = { 0 };
          gint64 began = cpu_us ();

          g_assert_true (bw_ecg_csv_parse (&file, text->str, text->len, "x.csv", NULL, NULL));
          us[i] = cpu_us () - began;
        }
      tell_median (rows ? "ECG of 30 s: parse with times" : "ECG of 30 s: parse           ", us,
                   N_ECGS);
    }
}

/* From its file into the library: parse, R peaks, quality, store. One import each, and then as a
 * folder. */
static void
bench_ecg_import (const Bench *b)
{
  g_autofree char *folder = g_build_filename (b->folder, "ecgs", NULL);
  gint64 us[N_ECGS], core_us[N_ECGS], began, core_began;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (int whole = 0; whole < 2; whole++)
    {
      g_autoptr (BwLibrary) library = open_library (b, whole ? "folder.beatwise" : "ecgs.beatwise");

      for (guint i = 0; i < N_ECGS && !whole; i++)
        {
          g_autoptr (GString) text = write_ecg (i, FALSE);
          g_autofree char *path = g_strdup_printf ("%s/%u.csv", folder, i);
          const char *const paths[] = { path, NULL };
          g_autoptr (BwImportResult) result = NULL;

          g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
          began = g_get_monotonic_time ();
          core_began = all_cpu_us ();
          result = bw_import_paths (library, paths, NULL, NULL, NULL, NULL);
          core_us[i] = all_cpu_us () - core_began;
          us[i] = g_get_monotonic_time () - began;
          g_assert_nonnull (result);
        }
      if (!whole)
        {
          tell_median ("ECG of 30 s: import of a file", us, N_ECGS);
          tell_median ("                     on cores", core_us, N_ECGS);
          continue;
        }

      {
        const char *const paths[] = { folder, NULL };
        g_autoptr (BwImportResult) result = NULL;

        began = g_get_monotonic_time ();
        result = bw_import_paths (library, paths, NULL, NULL, NULL, NULL);
        g_assert_nonnull (result);
        g_print ("ECG of 30 s: in a folder of %u %.3f ms each\n", N_ECGS,
                 (double) (g_get_monotonic_time () - began) / 1e3 / N_ECGS);
      }
    }
}

static void
import (const Bench *b,
        const char  *what,
        const char  *name,
        const char  *path)
{
  g_autoptr (BwLibrary) library = open_library (b, name);
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();

  result = bw_import_paths (library, (const char *[]) { path, NULL }, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  tell (b, what, g_get_monotonic_time () - began);
  g_assert_cmpuint (result->total->records, ==, b->records);
}

static void
bench_xml (const Bench *b)
{
  import (b, "import of the XML ", "xml.beatwise", b->xml);
}

static void
bench_zip (const Bench *b)
{
  import (b, "import of the zip ", "zip.beatwise", b->zip);
}

static void
bench_again (const Bench *b)
{
  import (b, "the same zip again", "zip.beatwise", b->zip);
}

#define DAY_BEATS 110000

/* A day of RR intervals from its file into the library: told apart, read, artefacts, store. */
static void
bench_rr_import (const Bench *b)
{
  g_autoptr (BwLibrary) library = open_library (b, "rr.beatwise");
  g_autofree char *path = g_build_filename (b->folder, "2023-01-05 00-00-00.txt", NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 began, core_began;

  for (guint i = 0; i < DAY_BEATS; i++)
    g_string_append_printf (text, "%d\n", 760 + (int) (i * 7919 % 61) + (int) (i / 300 % 90));
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  began = g_get_monotonic_time ();
  core_began = all_cpu_us ();
  result = bw_import_paths (library, (const char *[]) { path, NULL }, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->total->rr_recordings, ==, 1);
  g_print ("RR of a day: import of %d intervals %.0f ms, on cores %.0f ms\n", DAY_BEATS,
           (double) (g_get_monotonic_time () - began) / 1e3,
           (double) (all_cpu_us () - core_began) / 1e3);
}

#define SERIES_ROWS 1000000

static void
bench_series (const Bench *b)
{
  bench_import_series (b->folder, b->series, SERIES_ROWS);
}

static void
run (const Bench *b,
     void       (*part) (const Bench *))
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      part (b);
      fflush (stdout);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
}

static void
bench_export (Bench  *b,
              gint64  megabytes)
{
  write_export (b, megabytes * 1000000);
  g_print ("%" G_GUINT64_FORMAT " records, %.0f MB of XML, %.1f MB of zip\n", b->records,
           (double) b->xml_bytes / 1e6, (double) b->zip_bytes / 1e6);

  run (b, bench_scanner);
  run (b, bench_reader);
  run (b, bench_ecg);
  run (b, bench_ecg_import);
  run (b, bench_writer);
  run (b, bench_xml);
  run (b, bench_zip);
  run (b, bench_again);
}

int
main (int    argc,
      char **argv)
{
  gint64 megabytes = argc > 1 ? atoi (argv[1]) : 50;
  Bench b = { 0 };

  b.folder = bw_test_make_folder ();
  b.xml = g_build_filename (b.folder, "export.xml", NULL);
  b.zip = g_build_filename (b.folder, "export.zip", NULL);
  if (megabytes > 0)
    bench_export (&b, megabytes);
  run (&b, bench_rr_import);
  for (b.series = 0; b.series < BENCH_N_SERIES; b.series++)
    run (&b, bench_series);

  g_free (b.xml);
  g_free (b.zip);
  bw_test_remove_folder (b.folder);
  return 0;
}
