/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"

#include <locale.h>
#include <string.h>

static GTimeZone *
zone_new (const char *id)
{
  GTimeZone *zone = g_time_zone_new_identifier (id);

  g_assert_nonnull (zone);
  return zone;
}

static gint64
at (const char *text)
{
  gint64 ms;

  g_assert_true (bw_time_parse (text, strlen (text), &ms, NULL));
  return ms;
}

/* Every day of 700 years against GLib's own calendar. */
static void
test_civil (void)
{
  g_autoptr (GDate) date = g_date_new_dmy (1, 1, 1600);
  gint64 first = bw_time_days_from_civil (1600, 1, 1);

  for (gint64 d = first; d < first + 255669; d++)
    {
      int year, month, day;

      bw_time_civil_from_days (d, &year, &month, &day);
      g_assert_cmpint (year, ==, g_date_get_year (date));
      g_assert_cmpint (month, ==, (int) g_date_get_month (date));
      g_assert_cmpint (day, ==, g_date_get_day (date));
      g_assert_cmpint (bw_time_days_from_civil (year, month, day), ==, d);
      g_assert_cmpint (bw_time_weekday_from_days (d), ==, (int) g_date_get_weekday (date));
      g_date_add_days (date, 1);
    }
  g_assert_cmpint (bw_time_days_from_civil (1970, 1, 1), ==, 0);
}

static void
test_first_weekday (void)
{
  /* As the C library's own locales have it: "locale -k first_weekday week-1stday". */
  g_assert_cmpint (bw_time_first_weekday (), ==, 7);
  if (setlocale (LC_TIME, "de_DE.UTF-8") == NULL)
    g_test_skip ("no German locale");
  else
    g_assert_cmpint (bw_time_first_weekday (), ==, 1);
  setlocale (LC_TIME, "C");
}

static void
test_parse (void)
{
  gint64 ms;
  int offset;

  g_assert_true (bw_time_parse ("2018-10-29 10:17:16 -0800", 25, &ms, &offset));
  g_assert_cmpint (ms, ==, G_GINT64_CONSTANT (1540837036000));
  g_assert_cmpint (offset, ==, -480);
  g_assert_cmpint (at ("2018-10-29T18:17:16Z"), ==, ms);
  g_assert_cmpint (at ("2018-10-29T18:17:16.250+00:00"), ==, ms + 250);
  g_assert_cmpint (at ("2018-10-29T23:47:16,5+05:30"), ==, ms + 500);
  g_assert_cmpint (at ("2018-10-29 18:17:16"), ==, ms);
  g_assert_cmpint (at ("1969-12-31 23:59:59 +0000"), ==, -1000);
  g_assert_cmpint (at ("2024-02-29 00:00 +00"), ==, G_GINT64_CONSTANT (1709164800000));
}

static void
test_parse_refuses (void)
{
  static const char *const bad[] = {
    "", "2018-10-29", "2018-10-29 ", "2018-13-01 10:00:00 +0000", "2018-00-01 10:00:00 +0000",
    "2023-02-29 10:00:00 +0000", "1900-02-29 10:00:00 +0000", "2018-10-29 24:00:00 +0000",
    "2018-10-29 10:60:00 +0000", "2018-10-29 10:17:61 +0000", "2018-10-29 10:17:16 +1900",
    "2018-10-29 10:17:16 0800", "2018-10-29 10:17:16 -080", "2018-10-29 10:17:16 -0800 ",
    "2018-10-29 10:17:16. -0800", " name:Apple Watch", "2018-1-29 10:17:16 -0800",
    "0000-01-01 00:00:00 +0000", "2018-10-29 10:17:16 -08:6", "2018-10-29 10:17:16 +0060",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      gint64 ms;

      if (bw_time_parse (bad[i], strlen (bad[i]), &ms, NULL))
        g_error ("“%s” was taken for a time", bad[i]);
    }
}

/* What is written reads back, for every quarter-hour offset, before and after the epoch. */
static void
test_round_trip (void)
{
  for (int offset = -12 * 60; offset <= 14 * 60; offset += 15)
    for (gint64 ms = -G_GINT64_CONSTANT (5000000000007); ms < G_GINT64_CONSTANT (5000000000000);
         ms += G_GINT64_CONSTANT (333333333331))
      {
        g_autofree char *text = bw_time_format (ms, offset);
        gint64 back;
        int back_offset;

        g_assert_true (bw_time_parse (text, strlen (text), &back, &back_offset));
        g_assert_cmpint (back, ==, ms);
        g_assert_cmpint (back_offset, ==, offset);
      }
}

static void
test_day (void)
{
  gint64 days;
  g_autofree char *text = NULL;

  g_assert_true (bw_time_parse_day ("2023-09-21", &days));
  g_assert_cmpint (days, ==, bw_time_days_from_civil (2023, 9, 21));
  text = bw_time_format_day (days);
  g_assert_cmpstr (text, ==, "2023-09-21");
  g_assert_false (bw_time_parse_day ("2023-09-31", &days));
  g_assert_false (bw_time_parse_day ("2023-09-21 ", &days));
}

static guint
hours_of_day (GTimeZone  *zone,
              const char *noon)
{
  gint64 start = bw_time_day_start (zone, at (noon));
  gint64 next = bw_time_day_start (zone, at (noon) + BW_TIME_DAY);
  g_autoptr (GArray) hours = bw_time_hours (zone, start, next);

  for (guint i = 0; i < hours->len; i++)
    {
      gint64 hour = g_array_index (hours, gint64, i);

      g_assert_cmpint (bw_time_hour_start (zone, hour), ==, hour);
      g_assert_cmpint (bw_time_local_day (zone, hour), ==, bw_time_local_day (zone, start));
    }
  return hours->len;
}

static void
test_summer_time (void)
{
  g_autoptr (GTimeZone) berlin = zone_new ("Europe/Berlin");

  g_assert_cmpuint (hours_of_day (berlin, "2024-03-31T12:00:00+02:00"), ==, 23);
  g_assert_cmpuint (hours_of_day (berlin, "2024-10-27T12:00:00+01:00"), ==, 25);
  g_assert_cmpuint (hours_of_day (berlin, "2024-07-01T12:00:00+02:00"), ==, 24);
  g_assert_cmpint (bw_time_offset (berlin, at ("2024-07-01T12:00:00Z")), ==, 120);
  g_assert_cmpint (bw_time_local_hour (berlin, at ("2024-07-01T22:30:00Z")), ==, 0);
  g_assert_cmpint (bw_time_local_day (berlin, at ("2024-07-01T22:30:00Z")), ==,
                   bw_time_days_from_civil (2024, 7, 2));
}

static void
test_odd_zones (void)
{
  g_autoptr (GTimeZone) kolkata = zone_new ("Asia/Kolkata");
  g_autoptr (GTimeZone) kathmandu = zone_new ("Asia/Kathmandu");
  g_autoptr (GTimeZone) lord_howe = zone_new ("Australia/Lord_Howe");
  g_autoptr (GTimeZone) sao_paulo = zone_new ("America/Sao_Paulo");
  g_autoptr (GArray) hours = NULL;

  g_assert_cmpint (bw_time_hour_start (kolkata, at ("2024-05-01T10:59:59.999+05:30")), ==,
                   at ("2024-05-01T10:00:00+05:30"));
  g_assert_cmpint (bw_time_hour_start (kathmandu, at ("2024-05-01T10:00:00+05:45")), ==,
                   at ("2024-05-01T10:00:00+05:45"));
  g_assert_cmpuint (hours_of_day (kathmandu, "2024-05-01T12:00:00+05:45"), ==, 24);

  /* The clock goes from 02:00 back to 01:30: the hour of one o'clock comes again, cut in half. */
  hours = bw_time_hours (lord_howe, at ("2024-04-07T00:00:00+11:00"), at ("2024-04-07T04:00:00+10:30"));
  g_assert_cmpuint (hours->len, ==, 5);
  g_assert_cmpint (g_array_index (hours, gint64, 2), ==, at ("2024-04-07T01:30:00+10:30"));
  g_assert_cmpint (g_array_index (hours, gint64, 3), ==, at ("2024-04-07T02:00:00+10:30"));

  /* Midnight itself was skipped: the day began at one o'clock. */
  g_assert_cmpint (bw_time_day_start (sao_paulo, at ("2018-11-04T12:00:00-02:00")), ==,
                   at ("2018-11-04T01:00:00-02:00"));
}

static void
test_from_local (void)
{
  static const struct
  {
    const char *zone;
    const char *day;
    int minute;
    const char *expected;
  } cases[] = {
    { "Europe/Berlin", "2023-09-21", 8 * 60 + 10, "2023-09-21 08:10:00 +0200" },
    { "Europe/Berlin", "2023-12-21", 0, "2023-12-21 00:00:00 +0100" },
    { "Europe/Berlin", "2023-03-26", 90, "2023-03-26 01:30:00 +0100" },
    { "Europe/Berlin", "2023-03-26", 150, "2023-03-26 03:30:00 +0200" },      /* skipped */
    { "Europe/Berlin", "2023-03-26", 8 * 60 + 10, "2023-03-26 08:10:00 +0200" },
    { "Europe/Berlin", "2023-10-29", 150, "2023-10-29 02:30:00 +0200" },      /* the first of two */
    { "Europe/Berlin", "2023-10-29", 180, "2023-10-29 03:00:00 +0100" },
    { "Europe/Berlin", "2023-10-29", 8 * 60 + 10, "2023-10-29 08:10:00 +0100" },
    { "Europe/Berlin", "2023-10-29", 24 * 60 - 1, "2023-10-29 23:59:00 +0100" },
    { "Pacific/Kiritimati", "2023-09-21", 0, "2023-09-21 00:00:00 +1400" },
    { "Pacific/Honolulu", "2023-09-21", 1439, "2023-09-21 23:59:00 -1000" },
    { "Australia/Lord_Howe", "2023-10-01", 135, "2023-10-01 02:45:00 +1100" }, /* half an hour */
    { "Australia/Lord_Howe", "2023-04-02", 105, "2023-04-02 01:45:00 +1100" },
    { "America/Santiago", "2023-09-03", 10, "2023-09-03 01:10:00 -0300" }, /* no midnight */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = zone_new (cases[i].zone);
      gint64 day;

      g_assert_true (bw_time_parse_day (cases[i].day, &day));
      g_test_message ("%s", cases[i].expected);
      g_assert_cmpint (bw_time_from_local (zone, day * BW_TIME_DAY
                                                   + cases[i].minute * BW_TIME_MINUTE), ==,
                       at (cases[i].expected));
    }
}

/* A damaged file may hold any number as a time: sums stop at the ends of what there is. */
static void
test_limits (void)
{
  static const gint64 limits[] = { G_MININT64, G_MININT64 + 1, -1, 0, G_MAXINT64 - 1, G_MAXINT64 };
  g_autoptr (GTimeZone) zone = zone_new ("Europe/Berlin");

  g_assert_cmpint (bw_time_add (G_MAXINT64, 1), ==, G_MAXINT64);
  g_assert_cmpint (bw_time_add (G_MAXINT64 - 1, 1), ==, G_MAXINT64);
  g_assert_cmpint (bw_time_add (G_MAXINT64 - 2, 1), ==, G_MAXINT64 - 1);
  g_assert_cmpint (bw_time_add (G_MININT64, -1), ==, G_MININT64);
  g_assert_cmpint (bw_time_add (G_MININT64, G_MAXINT64), ==, -1);
  g_assert_cmpint (bw_time_add (-1, G_MININT64), ==, G_MININT64);
  g_assert_cmpint (bw_time_add (0, G_MININT64), ==, G_MININT64);
  g_assert_cmpint (bw_time_add (5, -7), ==, -2);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      char buffer[BW_TIME_BUFFER_SIZE];

      g_assert_cmpuint (bw_time_write (buffer, limits[i], G_MININT), <, sizeof buffer);
      g_assert_cmpuint (bw_time_write (buffer, limits[i], G_MAXINT), <, sizeof buffer);
      g_assert_cmpint (bw_time_local_hour (zone, limits[i]), >=, 0);
      g_assert_cmpint (bw_time_local_hour (zone, limits[i]), <, 24);
      g_assert_cmpint (ABS (bw_time_local_day (zone, limits[i])), <=, G_MAXINT64 / BW_TIME_DAY + 1);
      g_assert_cmpint (ABS (bw_time_from_local (zone, limits[i]) / 2 - limits[i] / 2), <,
                       BW_TIME_DAY);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time/civil", test_civil);
  g_test_add_func ("/time/first-weekday", test_first_weekday);
  g_test_add_func ("/time/parse", test_parse);
  g_test_add_func ("/time/parse-refuses", test_parse_refuses);
  g_test_add_func ("/time/round-trip", test_round_trip);
  g_test_add_func ("/time/day", test_day);
  g_test_add_func ("/time/summer-time", test_summer_time);
  g_test_add_func ("/time/odd-zones", test_odd_zones);
  g_test_add_func ("/time/from-local", test_from_local);
  g_test_add_func ("/time/limits", test_limits);
  return g_test_run ();
}
