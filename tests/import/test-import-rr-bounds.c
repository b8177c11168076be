/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-test.h"

#include "import/bw-import-source-private.h"
#include "import/bw-name-time.h"
#include "import/bw-rr-file.h"

#include <string.h>

/* What is no file of RR intervals, or one of more than there can be; and the published ones. */

#define HRM "[Params]\r\nVersion=106\r\nDate=20230105\r\nStartTime=07:31:22.0\r\n"

/* What is none, and what is said of it. */
static void
test_refuse (void)
{
  static const struct
  {
    const char *text;
    const char *why;
  } wrong[] = {
    { "", "*no RR intervals*" },
    { "\n\n\n", "*no RR intervals*" },
    { "words only\nand more\n", "*no RR intervals*" },
    { "PK\x03\x04", "*no RR intervals*" },
    { HRM "Interval=5\r\n[HRData]\r\n70\r\n71\r\n", "*it holds heart rates*" },
    { HRM "Interval=238\r\n", "*no RR intervals*" },
    { "time,hr\n0,70\n1,71\n2,70\n3,72\n4,71\n5,71\n6,70\n7,70\n8,71\n9,71\n", "*every 1 s*" },
    { "time,hr\n0,70\n9,71\n13,70\n24,72\n40,71\n44,71\n61,70\n71,70\n78,71\n99,71\n", "*now and then*" },
    { "time,glucose\n07:00,95\n07:05,99\n07:10,98\n07:15,97\n07:20,95\n07:25,93\n", "*no RR*" },
    { "RR\n800\nx\ny\n810\n", "*2 of 4 lines*line 3*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wrong[i].text);
      g_assert_null (bw_rr_file_parse (wrong[i].text, strlen (wrong[i].text), "a.txt", NULL, NULL,
                                       &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      g_assert_true (g_pattern_match_simple (wrong[i].why, error->message));
      g_assert_false (bw_rr_file_sniff (wrong[i].text, strlen (wrong[i].text), NULL, NULL));
    }
}

/* Lists that a person may open as intervals, and that are not taken for such unasked. */
static void
test_not_unasked (void)
{
  static const char *const lists[] = {
    "800\n810\n805\n",                                                   /* too few */
    "20\n21\n22\n21\n20\n21\n22\n20\n21\n",                              /* degrees */
    "weight\n70\n71\n70\n71\n70\n71\n70\n71\n70\n",                      /* named something else */
    "300\n4500\n250\n3000\n400\n2500\n310\n4800\n220\n",                 /* no rhythm */
    "a, b\n1, 800\n2, 810\n3, 805\n4, 800\n5, 800\n6, 805\n7, 805\n8, 805\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (BwRrFile) file = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", lists[i]);
      g_assert_false (bw_rr_file_sniff (lists[i], strlen (lists[i]), NULL, NULL));
      file = bw_rr_file_parse (lists[i], strlen (lists[i]), "a.txt", NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
test_bounds (void)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BwRrFile) file = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append (many, "800\n");
  file = bw_rr_file_parse (many->str, many->len, "a.txt", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (file->intervals->n, ==, 1000000);
  g_assert_null (bw_rr_file_parse (many->str, many->len, "a.txt", NULL,
                                   (g_cancellable_cancel (cancellable), cancellable), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_string_append (many, "800\n");
  g_assert_null (bw_rr_file_parse (many->str, many->len, "a.txt", NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_clear_error (&error);
  /* All on one line. */
  for (gsize i = 0; i < many->len; i++)
    if (many->str[i] == '\n')
      many->str[i] = ' ';
  g_assert_null (bw_rr_file_parse (many->str, many->len, "a.txt", NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
}

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    BwMomentSort sort;
    const char *time;
  } names[] = {
    { "2023-01-05 07-31-22.txt", BW_MOMENT_INSTANT, "2023-01-05T07:31:22Z" },
    { "Polar_H10_RR_20230105_073122.txt", BW_MOMENT_INSTANT, "2023-01-05T07:31:22Z" },
    { "20230105073122.csv", BW_MOMENT_INSTANT, "2023-01-05T07:31:22Z" },
    { "rr-2023-01-05T07.31.22Z.csv", BW_MOMENT_INSTANT, "2023-01-05T07:31:22Z" },
    { "2023_01_05_07h31.txt", BW_MOMENT_INSTANT, "2023-01-05T07:31:00Z" },
    { "2023.01.05.txt", BW_MOMENT_DAY, "2023-01-05T12:00:00Z" },
    { "rr_20230105.txt", BW_MOMENT_DAY, "2023-01-05T12:00:00Z" },
    { "ecg_2023-01-05_4.csv", BW_MOMENT_DAY, "2023-01-05T12:00:00Z" },
    { "2023-01-05_99-31-22.txt", BW_MOMENT_DAY, "2023-01-05T12:00:00Z" },
    { "2023-02-30.txt", BW_MOMENT_NONE, NULL },
    { "202301059988776655.txt", BW_MOMENT_NONE, NULL },
    { "nsr001_rr_s.txt", BW_MOMENT_NONE, NULL },
    { "12345678.txt", BW_MOMENT_NONE, NULL },
    { "", BW_MOMENT_NONE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gint64 time_ms;
      int offset_min;

      g_test_message ("%s", names[i].name);
      g_assert_cmpint (bw_name_find_time (names[i].name, NULL, &time_ms, &offset_min), ==,
                       names[i].sort);
      if (names[i].sort != BW_MOMENT_NONE)
        g_assert_cmpint (time_ms, ==, at (names[i].time));
    }
}

/* The published records, whole: how many there are and what they sum up to, by Python's sum (). */
static void
test_records (void)
{
  static const struct
  {
    const char *file;
    guint n;
    const char *unit;
    double duration_s;
  } records[] = {
    { "data/hrv/nn_1000.txt", 1000, "ms", 718.248 },
    { "data/hrv/nn_long.txt", 4684, "ms", 3599.365 },
    { "data/hrv/nsr001_rr_s.txt", 106460, "s", 81191.3359375 },
    { "data/hrv/ec57/tp2.txt", 108000, "s", 86330.29338684533 },
    { "data/hrv/ec57/tp3.txt", 86400, "s", 86199.04970290801 },
    { "data/hrv/ec57/tp4.txt", 28800, "s", 86044.45607106072 },
    { "data/hrv/ec57/tp5.txt", 57600, "s", 86021.73625528473 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autofree char *path = bw_test_shared (records[i].file);
      g_autofree char *text = NULL;
      g_autoptr (BwRrFile) file = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      if (path == NULL)
        return;
      g_test_message ("%s", records[i].file);
      file = bw_rr_file_read (path, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (file->intervals->n, ==, records[i].n);
      g_assert_cmpuint (file->intervals->n_gaps, ==, 0);
      g_assert_cmpstr (file->header.unit, ==, records[i].unit);
      bw_assert_near (file->header.duration_ms, records[i].duration_s * 1000, 1e-3);
      g_assert_false (file->day_known);
      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      g_assert_cmpint (bw_source_sniff (text, MIN (length, BW_SOURCE_SNIFF_SIZE), NULL, NULL,
                                        NULL), ==,
                       BW_CONTENT_RR);
    }
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_rr_file_read ("/nowhere/rr.txt", NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (bw_rr_file_read ("/", NULL, NULL, &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/rr-bounds/refuse", test_refuse);
  g_test_add_func ("/import/rr-bounds/not-unasked", test_not_unasked);
  g_test_add_func ("/import/rr-bounds/bounds", test_bounds);
  g_test_add_func ("/import/rr-bounds/names", test_names);
  g_test_add_func ("/import/rr-bounds/records", test_records);
  g_test_add_func ("/import/rr-bounds/missing", test_missing);
  return g_test_run ();
}
