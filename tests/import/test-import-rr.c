/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-test.h"

#include "base/bw-time.h"
#include "signal/bw-hrv.h"
#include "store/bw-rr-recordings.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <utime.h>

#define UNREADABLE "Lines that are no RR interval"
#define NO_DAY "Files that do not tell when"

/* A breathing heart, a line an interval. */
static char *
make_list (guint n,
           guint shift)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%d\n", 820 + (int) (40 * sin ((i + shift) * 0.7)));
  return g_string_free (text, FALSE);
}

static GArray *
list (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GArray *rows = bw_library_list_rr_recordings (f->library, &error);

  g_assert_no_error (error);
  return rows;
}

static const BwRrRecording *
row (GArray *rows,
     guint   i)
{
  g_assert_cmpuint (i, <, rows->len);
  return &g_array_index (rows, BwRrRecording, i);
}

/* What is kept is what the file held, with the numbers that signal/ makes of it; the same file twice is
 * one recording. */
static void
test_file (void)
{
  g_auto (Fixture) f = { 0 };
  g_autofree char *text = make_list (200, 0);
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) second = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (BwRrIntervals) intervals = NULL;
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwHrv) hrv = NULL;
  g_autoptr (GError) error = NULL;
  const BwImport *import;

  fixture_open (&f);
  first = fixture_import_text (&f, "2023-01-05 07-31-22.txt", text, NULL);
  import = g_ptr_array_index (first->files, 0);
  g_assert_cmpstr (import->format, ==, "rr");
  g_assert_cmpuint (import->rr_recordings, ==, 1);
  g_assert_cmpuint (first->total->rr_recordings, ==, 1);
  g_assert_cmpuint (import->problems->len, ==, 0);
  g_assert_cmpuint (import->ecgs, ==, 0);
  g_assert_cmpuint (import->records, ==, 0);
  second = fixture_import_text (&f, "again/2023-01-05 07-31-22.txt", text, NULL);
  g_assert_cmpuint (second->total->rr_recordings, ==, 1);

  rows = list (&f);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (row (rows, 0)->name, ==, "2023-01-05 07-31-22.txt");
  g_assert_cmpuint (row (rows, 0)->n_intervals, ==, 200);
  g_assert_cmpuint (row (rows, 0)->n_beats, ==, 201);
  g_assert_true (row (rows, 0)->time_known);
  intervals = bw_library_read_rr_intervals (f.library, row (rows, 0)->id, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (intervals->ms[3], ==, 820 + (int) (40 * sin (2.1)));

  rr = bw_rr_from_intervals (intervals);
  hrv = bw_hrv_compute (rr, NULL);
  g_assert_true (hrv->time.has_rmssd);
  bw_assert_near (row (rows, 0)->rmssd_ms, hrv->time.rmssd_ms, 1e-9);
  g_assert_cmpuint (row (rows, 0)->n_artefacts, ==, hrv->n_artefacts);
}

/* That an RMSSD cannot be had is no reason not to keep it. */
static void
test_short (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GArray) rows = NULL;

  fixture_open (&f);
  result = fixture_import_text (&f, "a.txt", "RR [ms]\n800\n9000\n810\n", NULL);
  rows = list (&f);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpuint (row (rows, 0)->n_intervals, ==, 3);
  g_assert_cmpuint (row (rows, 0)->n_beats, ==, 4);
  g_assert_cmpfloat (row (rows, 0)->rmssd_ms, ==, -1);
}

/* A file that tells no time is put at the day of its last change; told the time later, it gets it. */
static void
test_time (void)
{
  g_auto (Fixture) f = { 0 };
  const BwImportOptions options = { .has_time = TRUE, .time_ms = 1672903882000, .offset_min = 60 };
  g_autofree char *text = make_list (50, 0);
  g_autofree char *path = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) later = NULL;
  struct utimbuf times = { 0, 0 };

  fixture_open (&f);
  path = fixture_write (&f, "rr.txt", text, strlen (text));
  times.modtime = 86400 * 400 + 3600 * 15;
  g_assert_cmpint (g_utime (path, &times), ==, 0);
  result = fixture_import (&f, path, NULL);
  g_assert_cmpint (problem_count (result->total, NO_DAY), ==, 1);
  rows = list (&f);
  g_assert_cmpint (row (rows, 0)->start_ms, ==, 400 * BW_TIME_DAY + 12 * BW_TIME_HOUR);
  g_assert_false (row (rows, 0)->time_known);
  bw_import_result_free (g_steal_pointer (&result));

  /* Copied meanwhile. */
  times.modtime += 86400 * 5;
  g_assert_cmpint (g_utime (path, &times), ==, 0);
  result = fixture_import (&f, path, NULL);
  bw_import_result_free (g_steal_pointer (&result));
  result = fixture_import (&f, path, &options);
  g_assert_cmpint (problem_count (result->total, NO_DAY), ==, 0);
  later = list (&f);
  g_assert_cmpuint (later->len, ==, 1);
  g_assert_cmpint (row (later, 0)->start_ms, ==, options.time_ms);
  g_assert_cmpint (row (later, 0)->offset_min, ==, 60);
  g_assert_true (row (later, 0)->time_known);
}

static void
test_problems (void)
{
  g_auto (Fixture) f = { 0 };
  g_autofree char *text = make_list (50, 0);
  g_autofree char *broken = g_strconcat (text, "oops\n-1\n", text, NULL);
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (BwRrIntervals) intervals = NULL;
  g_autoptr (GError) error = NULL;

  fixture_open (&f);
  result = fixture_import_text (&f, "2023-01-05.txt", broken, NULL);
  g_assert_cmpint (problem_count (result->total, UNREADABLE), ==, 2);
  g_assert_cmpint (problem_line (result->total, UNREADABLE), ==, 51);
  rows = list (&f);
  intervals = bw_library_read_rr_intervals (f.library, row (rows, 0)->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (intervals->n, ==, 100);
  g_assert_cmpuint (intervals->n_gaps, ==, 1);
  g_assert_cmpuint (intervals->gaps[0].before, ==, 50);
}

/* Of a folder, text that is something else is left alone; what seems to hold intervals and holds heart
 * rates is told. */
static void
test_folder (void)
{
  g_auto (Fixture) f = { 0 };
  g_autofree char *one = make_list (60, 0);
  g_autofree char *two = make_list (60, 1);
  g_autofree char *three = make_list (60, 2);
  g_autofree char *table = g_strconcat ("rr\n", three, NULL);
  g_autofree char *folder = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GArray) rows = NULL;
  static const char rates[] = "[Params]\nDate=20230105\nInterval=5\n[HRData]\n70\n71\n70\n";
  static const struct
  {
    const char *name;
    const char *text;
  } others[] = {
    { "in/README.txt", "All 12 files of 3 people.\n1 2 3\n" },
    { "in/ecg_2023-01-05.csv", "1.5\n-2\n3\n-4\n5\n-6\n7\n-8\n9\n-10\n" },
    { "in/rates.hrm", rates },
    { "in/rmssd.csv", "time,rmssd\n2023-01-05 07:00:00,40\n" },
  };

  fixture_open (&f);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_free (fixture_write (&f, others[i].name, others[i].text, strlen (others[i].text)));
  g_free (fixture_write (&f, "in/2023-01-05.txt", one, strlen (one)));
  g_free (fixture_write (&f, "in/deep/2023-01-06.rr", two, strlen (two)));
  g_free (fixture_write (&f, "in/2023-01-07.csv", table, strlen (table)));
  folder = g_build_filename (f.folder, "in", NULL);
  result = fixture_import (&f, folder, NULL);
  g_assert_cmpuint (result->total->rr_recordings, ==, 3);
  g_assert_cmpuint (result->total->ecgs, ==, 1);
  g_assert_cmpuint (result->total->n_new, ==, 1);
  g_assert_cmpuint (result->total->problems->len, ==, 2); /* the sample rate; the rates */
  g_assert_cmpint (problem_count (result->total, "“in/rates.hrm” is no file of RR intervals"), ==, 1);
  rows = list (&f);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (row (rows, 2)->name, ==, "2023-01-07.csv");
}

static void
add_to_zip (struct archive *zip,
            const char     *name,
            const char     *text,
            time_t          changed)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) strlen (text));
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_mtime (entry, changed, 0);
  g_assert_cmpint (archive_write_header (zip, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (zip, text, strlen (text)), ==, (int) strlen (text));
  archive_entry_free (entry);
}

static void
test_zip (void)
{
  g_auto (Fixture) f = { 0 };
  g_autofree char *one = make_list (60, 0);
  g_autofree char *two = make_list (60, 1);
  g_autofree char *path = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GArray) rows = NULL;
  struct archive *zip = archive_write_new ();

  fixture_open (&f);
  path = g_build_filename (f.folder, "readings.zip", NULL);
  archive_write_set_format_zip (zip);
  g_assert_cmpint (archive_write_open_filename (zip, path), ==, ARCHIVE_OK);
  add_to_zip (zip, "elite/2023-01-05 07-31-22.txt", one, 86400 * 500);
  add_to_zip (zip, "elite/untold.txt", two, 86400 * 500);
  add_to_zip (zip, "elite/notes.txt", "slept well\n", 86400 * 500);
  archive_write_close (zip);
  archive_write_free (zip);

  result = fixture_import (&f, path, NULL);
  g_assert_cmpuint (result->total->rr_recordings, ==, 2);
  g_assert_cmpint (problem_count (result->total, NO_DAY), ==, 1);
  rows = list (&f);
  g_assert_cmpstr (row (rows, 0)->name, ==, "untold.txt");
  g_assert_cmpint (row (rows, 0)->start_ms / BW_TIME_DAY, ==, 500);
  g_assert_cmpint (row (rows, 1)->start_ms, ==, at ("2023-01-05T07:31:22Z"));
}

/* What is asked for by name and holds none says why, and nothing lands. */
static void
test_refuse (void)
{
  static const struct
  {
    const char *text;
    const char *pattern;
  } wrong[] = {
    { "time,hr\n0,70\n1,71\n2,70\n3,72\n4,71\n5,71\n6,70\n7,70\n8,71\n9,71\n", "“x.txt” holds a heart rate every 1 s*" },
    { "[Params]\nInterval=5\n[HRData]\n70\n71\n", "“x.txt” is no file*holds heart rates*" },
    { "just words\n", "*neither a health export*nor RR intervals*" },
    { "800\n810\n", "*neither a health export*nor RR intervals*" },
  };
  g_auto (Fixture) f = { 0 };
  g_autoptr (GArray) rows = NULL;

  fixture_open (&f);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *path = fixture_write (&f, "x.txt", wrong[i].text, strlen (wrong[i].text));
      g_autoptr (GError) error = NULL;

      g_assert_null (fixture_try (&f, path, NULL, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      g_test_message ("%s", error->message);
      g_assert_true (g_pattern_match_simple (wrong[i].pattern, error->message));
    }
  rows = list (&f);
  g_assert_cmpuint (rows->len, ==, 0);
}

/* The published records come in as intervals, and the real ECGs stay ECGs. */
static void
test_real (void)
{
  g_auto (Fixture) f = { 0 };
  g_autofree char *hrv = bw_test_shared ("data/hrv");
  g_autofree char *ecgs = bw_test_shared ("data/ecg-glucose");
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) second = NULL;
  BwLibraryCounts counts;
  g_autoptr (GError) error = NULL;

  if (hrv == NULL || ecgs == NULL)
    {
      g_test_skip ("no shared data");
      return;
    }
  fixture_open (&f);
  first = fixture_import (&f, hrv, NULL);
  g_assert_cmpuint (first->total->rr_recordings, ==, 7);
  g_assert_cmpuint (first->total->ecgs, ==, 0);
  g_assert_cmpuint (first->total->records, ==, 0);
  second = fixture_import (&f, ecgs, NULL);
  g_assert_cmpuint (second->total->rr_recordings, ==, 0);
  g_assert_cmpuint (second->total->ecgs, ==, 227);
  bw_library_get_counts (f.library, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (counts.rr_recordings, ==, 7);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/rr/file", test_file);
  g_test_add_func ("/import/rr/short", test_short);
  g_test_add_func ("/import/rr/time", test_time);
  g_test_add_func ("/import/rr/problems", test_problems);
  g_test_add_func ("/import/rr/folder", test_folder);
  g_test_add_func ("/import/rr/zip", test_zip);
  g_test_add_func ("/import/rr/refuse", test_refuse);
  g_test_add_func ("/import/rr/real", test_real);
  return g_test_run ();
}
