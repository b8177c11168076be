/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-test.h"

#include "base/bw-time.h"
#include "import/bw-rmssd-csv.h"
#include "store/bw-samples.h"

#include <glib/gstdio.h>
#include <string.h>

#define NO_NUMBER "Values that are no number"
#define ZERO "Values of 0"
#define BELOW "Values below 0"
#define TOO_HIGH "Values too high"
#define NO_TIME "Lines without a readable time"
#define FEWER "Lines with fewer fields"
#define MORE "Lines with more fields"
#define DAYS "Values of a day without a time"
#define SAYS_HRV "The values of a column that says"
#define SECONDS "The values are so small"

/* All RMSSD values by time: "2021-01-02T03:04:05+00:00 42.5 source|". */
static char *
dump (Fixture *f)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = bw_library_read_samples (f->library, BW_KIND_RMSSD, G_MININT64 / 2,
                                                     G_MAXINT64 / 2, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwSampleRow *row = &g_array_index (rows, BwSampleRow, i);
      g_autofree char *time = bw_time_format (row->start_ms, row->offset_min);

      g_assert_cmpstr (row->unit, ==, "ms");
      g_assert_cmpint (row->end_ms, ==, row->start_ms);
      g_string_append_printf (text, "%s %.7g %s|", time, row->value, row->source);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
write_text (Fixture    *f,
            const char *name,
            const char *text)
{
  return fixture_write (f, name, text, strlen (text));
}

static void
set_zone (Fixture    *f,
          const char *zone)
{
  g_autoptr (GError) error = NULL;

  bw_library_set_setting (f->library, "zone", zone, &error);
  g_assert_no_error (error);
}

/* The tables of the apps we know, and what is near them; in a zone of their own, two hours east. */
static void
test_wordings (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } files[] = {
    { "time,rmssd\n2021-07-02 03:04:05,42.5\n", "2021-07-02T03:04:05+02:00 42.5 CSV file|" },
    { "timestamp;RMSSD (ms)\n2021-07-02T03:04:05Z;42,5\n",
      "2021-07-02T03:04:05+00:00 42.5 CSV file|" },
    { "date\thrv\n2021-07-02 03:04\t42\n", "2021-07-02T03:04:00+02:00 42 CSV file|" },
    { "person,time_utc,rmssd_ms,state\nu1,2019-10-22 11:55:00+00:00,55.2677,awake\n",
      "2019-10-22T11:55:00+00:00 55.2677 CSV file|" },
    { "time_utc,rmssd_ms\n2019-10-22 11:55:00,55\n", "2019-10-22T11:55:00+00:00 55 CSV file|" },
    { "person,date,rmssd_ms,nremhr,resting_hr\n1,2021-05-24,89.603,57.432,62\n",
      "2021-05-24T04:00:00+02:00 89.603 CSV file|" },
    /* Elite HRV: its HRV is a score. */
    { "Date,HRV,Morning Readiness,HRV CV,HR,lnRmssd,Rmssd,Nn50,Sdnn\n"
      "2017-07-01 06:34:12,58,7,1,55,3.8,44.7,30,60\n",
      "2017-07-01T06:34:12+02:00 44.7 CSV file|" },
    /* HRV4Training */
    { "date,timestamp_measurement,HR,AVNN,SDNN,rMSSD,pNN50\n"
      "2021-01-05, 2021-01-05 06:59:01 +0100,55,1080,70,61.25,40\n",
      "2021-01-05T06:59:01+01:00 61.25 CSV file|" },
    /* Oura */
    { "id,average_breath,average_heart_rate,average_hrv,day,bedtime_start,timestamp\n"
      "a1,14,52,66,2022-03-01,x,2022-03-01T06:00:00.000-05:00\n",
      "2022-03-01T06:00:00-05:00 66 CSV file|" },
    /* Whoop */
    { "Cycle start time,Cycle end time,Cycle timezone,Heart rate variability (ms)\n"
      "2023-07-20 23:15:12,2023-07-21 22:58:01,UTC+02:00,71\n",
      "2023-07-20T23:15:12+02:00 71 CSV file|" },
    /* Fitbit */
    { "timestamp,rmssd,coverage,low_frequency,high_frequency\n"
      "2021-07-24T00:45:00,38.25,0.98,901,500\n", "2021-07-24T00:45:00+02:00 38.25 CSV file|" },
    { "Date,Time,rMSSD [ms]\n24.07.2021,06:45,38.25\n",
      "2021-07-24T06:45:00+02:00 38.25 CSV file|" },
    { "day,clock time,rmssd\n2021-07-24,x,38\n", "2021-07-24T04:00:00+02:00 38 CSV file|" },
    { "\"Date/Time\",\"RMSSD\",\"Device\"\n\"7/24/2021 6:45:10 PM\",\"38,5\",\"Polar, H10\"\n",
      "2021-07-24T18:45:10+02:00 38.5 Polar, H10|" },
    { "Datum;Zeit;RMSSD;Sensor\n24.07.2021;12:15:00 AM;38,5;\n",
      "2021-07-24T00:15:00+02:00 38.5 CSV file|" },
    { "time,rmssd_s\n1627109100,0.0385\n", "2021-07-24T08:45:00+02:00 38.5 CSV file|" },
    { "unix time (ms),rmssd ms\n1627109100500,38.5\n", "2021-07-24T08:45:00.500+02:00 38.5 CSV file|" },
    { "timestamp,rmssd\n1627109100500000,38.5\n", "2021-07-24T08:45:00.500+02:00 38.5 CSV file|" },
    { "timestamp,rmssd\n1627109100500000000,38.5\n",
      "2021-07-24T08:45:00.500+02:00 38.5 CSV file|" },
    { "timestamp,rmssd\n1627109100.25,38.5\n", "2021-07-24T08:45:00.250+02:00 38.5 CSV file|" },
    { "\n# made by hand\n\ntime,rmssd\n\n20210724,38.5\n# done\n",
      "2021-07-24T04:00:00+02:00 38.5 CSV file|" },
    { "\xef\xbb\xbftime,rmssd\r\n2021-07-02 03:04:05 UTC,42.5\r\n",
      "2021-07-02T03:04:05+00:00 42.5 CSV file|" },
    /* The last line without an end, an empty field at the end, blanks. */
    { "time , rmssd\n 2021/07/02 3:04:05 ,  42.5 ,", "2021-07-02T03:04:05+02:00 42.5 CSV file|" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_auto (Fixture) f = { 0 };
      g_autoptr (BwImportResult) result = NULL;
      g_autofree char *found = NULL;

      g_test_message ("%s", files[i].text);
      fixture_open (&f);
      set_zone (&f, "Europe/Berlin");
      result = fixture_import_text (&f, "values.csv", files[i].text, NULL);
      found = dump (&f);
      g_assert_cmpstr (found, ==, files[i].expected);
      g_assert_cmpuint (result->total->records, ==, 1);
      g_assert_cmpuint (result->total->n_new, ==, 1);
      g_assert_cmpuint (result->total->skipped, ==, 0);
      g_assert_cmpstr (((BwImport *) g_ptr_array_index (result->files, 0))->format, ==,
                       "rmssd-csv");
    }
}

/* What is no table of RMSSD values is not taken for one. */
static void
test_not_taken (void)
{
  static const char *const headings[] = {
    "time,hr\n1,2\n",
    "rmssd\n42\n",
    "time,ln rmssd\n2021-07-02 03:04:05,3.4\n",
    "date,hrv score\n2021-07-02,60\n",
    "end time,rmssd\n2021-07-02 03:04:05,42\n",
    "time zone,rmssd\nUTC,42\n",
    "Name,A\nRecorded Date,2025-03-01 10:15:00 +0100\n1\n2\n3\n",
    "time,note,rmssd\r2025-03-01T00:00Z,x,40\r",
    "note,rmssd,time\r\r",
    "rmssd,time,x\r40,2025-03-01T00:00Z,x\r",
    "",
    "\n\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    g_assert_false (bw_rmssd_csv_sniff (headings[i], strlen (headings[i])));
  g_assert_false (bw_rmssd_csv_sniff ("time,\0rmssd\n", 12));
  g_assert_true (bw_rmssd_csv_sniff ("time,rmssd", 10));
}

/* Each sort of thing that cannot be is counted, with the line of the first, and left out. */
static void
test_problems (void)
{
  static const char text[] = "time,rmssd\n"
                             "2021-07-02 03:00:00+00:00,40\n"
                             "2021-07-02 03:01:00+00:00,0\n"
                             "2021-07-02 03:02:00+00:00,-7\n"
                             "2021-07-02 03:03:00+00:00,NaN\n"
                             "2021-07-02 03:04:00+00:00,\n"
                             "2021-07-02 03:05:00+00:00,1000.5\n"
                             "2021-07-02 03:06:00+00:00,0.0\n"
                             "yesterday,40\n"
                             "2021-02-30 03:00:00,40\n"
                             "2021-07-02 25:00:00,40\n"
                             "12345,40\n"
                             "2021-07-02 03:07:00+00:00,55,26\n"
                             "2021-07-02 03:08:00+00:00,41\n"
                             "2021-07-02 03:09";
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (BwImportResult) again = NULL;
  g_autofree char *found = NULL;

  fixture_open (&f);
  result = fixture_import_text (&f, "values.csv", text, NULL);
  found = dump (&f);
  g_assert_cmpstr (found, ==, "2021-07-02T03:00:00+00:00 40 CSV file|"
                              "2021-07-02T03:08:00+00:00 41 CSV file|");
  g_assert_cmpuint (result->total->records, ==, 2);
  g_assert_cmpuint (result->total->skipped, ==, 12);
  g_assert_cmpint (problem_count (result->total, ZERO), ==, 2);
  g_assert_cmpint (problem_line (result->total, ZERO), ==, 3);
  g_assert_cmpint (problem_count (result->total, BELOW), ==, 1);
  g_assert_cmpint (problem_line (result->total, BELOW), ==, 4);
  g_assert_cmpint (problem_count (result->total, NO_NUMBER), ==, 2);
  g_assert_cmpint (problem_line (result->total, NO_NUMBER), ==, 5);
  g_assert_cmpint (problem_count (result->total, TOO_HIGH), ==, 1);
  g_assert_cmpint (problem_line (result->total, TOO_HIGH), ==, 7);
  g_assert_cmpint (problem_count (result->total, NO_TIME), ==, 4);
  g_assert_cmpint (problem_line (result->total, NO_TIME), ==, 9);
  g_assert_cmpint (problem_count (result->total, MORE), ==, 1);
  g_assert_cmpint (problem_line (result->total, MORE), ==, 13);
  g_assert_cmpint (problem_count (result->total, FEWER), ==, 1);
  g_assert_cmpint (problem_line (result->total, FEWER), ==, 15);

  again = fixture_import_text (&f, "values.csv", text, NULL);
  g_assert_cmpuint (again->total->records, ==, 2);
  g_assert_cmpuint (again->total->n_new, ==, 0);
}

/* What was assumed is told, and nothing where it was not. */
static void
test_told (void)
{
  static const struct
  {
    const char *text;
    const char *what;
    gint64 count;
    gint64 line;
  } files[] = {
    { "time,rmssd\n1627109100,0.040\n1627109160,0\n1627109200,1.5\n1627109260,0.03\n", SECONDS, 1,
      1 },
    { "time,rmssd_s\n1627109100,0.040\n", SECONDS, 0, 0 },
    { "time,rmssd_ms\n1627109100,0.9\n", SECONDS, 0, 0 },
    { "time,rmssd\n1627109100,40\n1627109160,0.5\n", SECONDS, 0, 0 },
    { "time,hrv\n1627109100,40\n", SAYS_HRV, 1, 1 },
    { "time,rmssd\n1627109100,40\n", SAYS_HRV, 0, 0 },
    { "date,rmssd\n2021-07-02,40\n2021-07-03,41\n2021-07-04,0\n", DAYS, 3, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_auto (Fixture) f = { 0 };
      g_autoptr (BwImportResult) result = NULL;

      g_test_message ("%s", files[i].text);
      fixture_open (&f);
      result = fixture_import_text (&f, "values.csv", files[i].text, NULL);
      g_assert_cmpint (problem_count (result->total, files[i].what), ==, files[i].count);
      g_assert_cmpint (problem_line (result->total, files[i].what), ==, files[i].line);
    }
}

/* Which of day and month comes first is learnt from any date that tells, also a later one. */
static void
test_order (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) day = NULL;
  g_autoptr (BwImportResult) month = NULL;
  g_autoptr (BwImportResult) unclear = NULL;
  g_autofree char *path = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  fixture_open (&f);
  set_zone (&f, "UTC");
  day = fixture_import_text (&f, "a.csv", "date,rmssd\n04/07/2021,40\n24/07/2021,41\n", NULL);
  month = fixture_import_text (&f, "b.csv", "date,rmssd\n08-05-2021,42\n08-25-2021,43\n", NULL);
  found = dump (&f);
  g_assert_cmpstr (found, ==, "2021-07-04T04:00:00+00:00 40 CSV file|"
                              "2021-07-24T04:00:00+00:00 41 CSV file|"
                              "2021-08-05T04:00:00+00:00 42 CSV file|"
                              "2021-08-25T04:00:00+00:00 43 CSV file|");

  path = write_text (&f, "c.csv", "date,rmssd\n04/07/2021,40\n05/07/2021,41\n");
  unclear = fixture_try (&f, path, NULL, &error);
  g_assert_null (unclear);
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "c.csv"));
}

/* Clock times without a zone are the person's, through summer-time changes; dates too. */
static void
test_zone (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) result = NULL;
  g_autofree char *found = NULL;

  fixture_open (&f);
  set_zone (&f, "Europe/Berlin");
  result = fixture_import_text (&f, "a.csv",
                                "time,rmssd\n2021-03-28 01:30:00,40\n2021-03-28 02:30:00,41\n"
                                "2021-03-28 03:30:00,42\n2021-10-31,43\n2021-10-31 02:30:00,44\n",
                                NULL);
  found = dump (&f);
  g_assert_cmpstr (found, ==, "2021-03-28T01:30:00+01:00 40 CSV file|"
                              "2021-03-28T03:30:00+02:00 41 CSV file|"
                              "2021-03-28T03:30:00+02:00 42 CSV file|"
                              "2021-10-31T02:30:00+02:00 44 CSV file|"
                              "2021-10-31T04:00:00+01:00 43 CSV file|");
}

static void
test_people (void)
{
  static const char text[] = "person,time,rmssd\nann,1627109100,40\nbob,1627109160,50\n"
                             "ann,1627109220,41\n,1627109300,60\n";
  g_auto (Fixture) f = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *found = NULL;
  g_autofree char *none = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (BwImportResult) single = NULL;
  g_autoptr (GError) error = NULL;

  fixture_open (&f);
  set_zone (&f, "UTC");
  path = write_text (&f, "all.csv", text);
  g_assert_null (fixture_try (&f, path, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "ann, bob"));
  g_assert_nonnull (strstr (error->message, "--person"));
  g_clear_error (&error);
  g_assert_null (fixture_try (&f, path, &(BwImportOptions) { .person = "cem" }, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "cem"));
  g_clear_error (&error);
  none = dump (&f);
  g_assert_cmpstr (none, ==, "");

  result = fixture_import (&f, path, &(BwImportOptions) { .person = "ann" });
  g_assert_cmpuint (result->total->records, ==, 2);
  g_assert_cmpint (problem_line (result->total, "Lines that do not tell whose"), ==, 5);
  found = dump (&f);
  g_assert_cmpstr (found, ==, "2021-07-24T06:45:00+00:00 40 CSV file|"
                              "2021-07-24T06:47:00+00:00 41 CSV file|");

  /* Two people's tables are not one person's for being in two files. */
  {
    g_autofree char *folder = g_build_filename (f.folder, "in", NULL);
    g_autoptr (BwImportResult) both = NULL;

    g_free (write_text (&f, "bob.csv", "person,time,rmssd\nbob,1627109160,50\n"));
    g_assert_cmpint (g_unlink (path), ==, 0);
    g_free (write_text (&f, "ann.csv", "person,time,rmssd\nann,1627109900,50\n"));
    g_assert_null (fixture_try (&f, folder, NULL, &error));
    g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
    g_clear_error (&error);
    both = fixture_import (&f, folder, &(BwImportOptions) { .person = "ann" });
    g_assert_cmpuint (both->total->n_new, ==, 1);
  }

  /* One person's file is theirs whoever was asked for, where it does not say whose it is. */
  single = fixture_import_text (&f, "one.csv", "time,rmssd\n1627109500,44\n",
                                &(BwImportOptions) { .person = "ann" });
  g_assert_cmpuint (single->total->n_new, ==, 1);
}

static void
test_utf16 (void)
{
  g_auto (Fixture) f = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  text = g_convert ("\xef\xbb\xbftime,rmssd\n1627109100,40\n", -1, "UTF-16LE", "UTF-8", NULL,
                    &length, &error);
  g_assert_no_error (error);
  fixture_open (&f);
  path = fixture_write (&f, "wide.csv", text, length);
  g_assert_null (fixture_try (&f, path, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "wide.csv"));
  g_assert_nonnull (strstr (error->message, "UTF-8"));
}

/* A folder's tables beside its recordings; one that cannot be read does not stop the rest. */
static void
test_folder (void)
{
  g_auto (Fixture) f = { 0 };
  g_autofree char *folder = NULL;
  g_autofree char *found = NULL;
  g_autoptr (BwImportResult) result = NULL;

  fixture_open (&f);
  set_zone (&f, "UTC");
  g_free (write_text (&f, "a.csv", "time,rmssd\n1627109100,40\n"));
  g_free (write_text (&f, "b/b.csv", "date,rmssd\n04/07/2021,40\n"));
  g_free (write_text (&f, "b/c.lp", "hrv rmssd=41 1627109200\n"));
  g_free (write_text (&f, "b/d.csv", "what,is,this\n"));
  folder = g_build_filename (f.folder, "in", NULL);
  result = fixture_import (&f, folder, NULL);
  g_assert_cmpuint (result->total->records, ==, 2);
  g_assert_cmpuint (result->total->skipped, ==, 1);
  g_assert_cmpuint (result->total->problems->len, ==, 2);
  g_assert_cmpstr (((BwImport *) g_ptr_array_index (result->files, 0))->format, ==, "rmssd-csv");
  found = dump (&f);
  g_assert_cmpstr (found, ==, "2021-07-24T06:45:00+00:00 40 CSV file|"
                              "2021-07-24T06:46:40+00:00 41 Line protocol|");
}

/* More than one portion is held back or handed over, long lines and a cancel within. */
static void
test_long (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (GString) text = g_string_new ("time,rmssd,comment\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BwImportResult) result = NULL;
  g_autofree char *path = NULL;
  g_autofree char *noise = g_strnfill (100000, 'x');
  g_autoptr (GError) error = NULL;
  const char *paths[2] = { NULL, NULL };

  for (guint i = 0; i < 20000; i++)
    {
      g_string_append_printf (text, "%u,%u.5,\n", 1600000000 + i * 60, 20 + i % 50);
      if (i == 9000)
        g_string_append_printf (text, "%u,50,%s\n", 1600000000 + i * 60 + 30, noise);
    }
  fixture_open (&f);
  path = fixture_write (&f, "long.csv", text->str, text->len);
  paths[0] = path;
  g_cancellable_cancel (cancellable);
  g_assert_null (bw_import_paths (f.library, paths, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  result = fixture_import (&f, path, NULL);
  g_assert_cmpuint (result->total->n_new, ==, 20000);
  g_assert_cmpint (problem_count (result->total, "Lines that are too long"), ==, 1);
  g_assert_cmpint (problem_line (result->total, "Lines that are too long"), ==, 9003);
}

/* Other people's data: one person of ten, and one of twenty-four with nights alone. */
static void
test_shared (void)
{
  g_auto (Fixture) f = { 0 };
  g_autofree char *band = bw_test_shared ("data/rmssd/biostrap.csv");
  g_autofree char *nights = bw_test_shared ("data/rmssd/lifesnaps-nightly.csv");
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) second = NULL;

  if (band == NULL || nights == NULL)
    return;
  fixture_open (&f);
  first = fixture_import (&f, band, &(BwImportOptions) { .person = "u188" });
  g_assert_cmpuint (first->total->n_new, ==, 1342);
  g_assert_cmpuint (first->total->problems->len, ==, 0);
  second = fixture_import (&f, nights, &(BwImportOptions) { .person = "1" });
  g_assert_cmpuint (second->total->n_new, ==, 62);
  g_assert_cmpint (problem_count (second->total, DAYS), ==, 62);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/rmssd/wordings", test_wordings);
  g_test_add_func ("/import/rmssd/not-taken", test_not_taken);
  g_test_add_func ("/import/rmssd/problems", test_problems);
  g_test_add_func ("/import/rmssd/told", test_told);
  g_test_add_func ("/import/rmssd/order", test_order);
  g_test_add_func ("/import/rmssd/zone", test_zone);
  g_test_add_func ("/import/rmssd/people", test_people);
  g_test_add_func ("/import/rmssd/utf-16", test_utf16);
  g_test_add_func ("/import/rmssd/folder", test_folder);
  g_test_add_func ("/import/rmssd/long", test_long);
  g_test_add_func ("/import/rmssd/shared", test_shared);
  return g_test_run ();
}
