/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "export/bw-export-birth.h"

static void
test_understood (void)
{
  static const struct
  {
    const char *text;
    const char *day;
  } cases[] = {
    { "1985-03-14", "1985-03-14" },         { "1990/01/02", "1990-01-02" },
    { "1990/1/2", "1990-01-02" },           { "1990. 1. 2.", "1990-01-02" },
    { "1990年1月2日", "1990-01-02" },       { "1990년 1월 2일", "1990-01-02" },
    { "02.01.1990", "1990-01-02" },         { "2.1.1990", "1990-01-02" },
    { "31.12.1990", "1990-12-31" },         { "31/01/1990", "1990-01-31" },
    { "01/31/1990", "1990-01-31" },         { "31-01-1990", "1990-01-31" },
    { "05/05/1990", "1990-05-05" },         { "Jan 1, 2000", "2000-01-01" },
    { "4 Jan 1992", "1992-01-04" },         { "January 31, 1990", "1990-01-31" },
    { "14-MAR-1985", "1985-03-14" },        { "Sept. 3, 1971", "1971-09-03" },
    { "1. Januar 2000", "2000-01-01" },     { "3. März 1964", "1964-03-03" },
    { "9. Mai 1964", "1964-05-09" },        { "7. Dez. 1964", "1964-12-07" },
    { "2000 Feb 29", "2000-02-29" },        { " 4\302\240Jan\342\200\2571992 ", "1992-01-04" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = NULL;
      gint64 days;

      g_test_message ("%s", cases[i].text);
      g_assert_true (bw_export_parse_birth (cases[i].text, &days));
      found = bw_time_format_day (days);
      g_assert_cmpstr (found, ==, cases[i].day);
    }
}

static void
test_doubtful (void)
{
  static const char *const texts[] = {
    "", " ", "X", "1990", "Jan", "Jan 1990", "1990-01", "01/02/1990", "1/2/1990", "01-02-1990",
    "01/02/90", "1.1.90", "90-01-01", "Jan 1, 90", "1 ma 1990", "1 foo 1990", "1 Jan Feb 1990",
    "1990-13-01", "1990-02-30", "31.02.1990", "Feb 29, 1990", "0.1.1990", "1.0.1990", "13/13/1990",
    "1990-01-01-01", "1990-01-1990", "199-01-01", "01.01.19900", "19900101", "1st Jan 1990",
    "1990-01-01T00:00", "+1990-01-01", "1368/10/11", "2533-01-01", "0001-01-01", "Jan 1, 2000\xff",
    "\331\241\331\271\331\271\331\240/01/01",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *shown = g_strescape (texts[i], NULL);
      gint64 days;

      g_test_message ("%s", shown);
      g_assert_false (bw_export_parse_birth (texts[i], &days));
    }
}

static void
test_age (void)
{
  const gint64 time_ms = bw_time_days_from_civil (2024, 3, 1) * BW_TIME_DAY;

  bw_assert_near (bw_export_get_age ("1984-03-01", time_ms), 40, 0.005);
  bw_assert_near (bw_export_get_age ("29 February 2024", time_ms), 1 / 365.2425, 1e-9);
  g_assert_cmpfloat (bw_export_get_age ("2024-03-02", time_ms), <, 0);
  g_assert_cmpfloat (bw_export_get_age ("01/02/1990", time_ms), <, 0);
  g_assert_cmpfloat (bw_export_get_age (NULL, time_ms), <, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/birth/understood", test_understood);
  g_test_add_func ("/export/birth/doubtful", test_doubtful);
  g_test_add_func ("/export/birth/age", test_age);
  return g_test_run ();
}
