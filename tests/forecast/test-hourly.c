/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "bw-test-library.h"
#include "bw-test.h"
#include "forecast/bw-hourly.h"
#include "forecast/bw-intervals.h"

#include <math.h>

#define WATCH "Sam’s Apple Watch"
#define PHONE "iPhone"
#define HOUR BW_TIME_HOUR
#define MINUTE BW_TIME_MINUTE

/* 2024-05-06, a Monday, in Berlin. */
static gint64
monday (void)
{
  return bw_time_days_from_civil (2024, 5, 6) * BW_TIME_DAY - 2 * HOUR;
}

static BwHourly *
load (BwTestLibrary *test,
      gint64         from_ms,
      gint64         to_ms)
{
  g_autoptr (GError) error = NULL;
  BwHourly *hourly = bw_hourly_new (test->library, BW_MEASURE_AUTO, from_ms, to_ms, NULL, &error);

  g_assert_no_error (error);
  return hourly;
}

static const BwHour *
hour_at (BwHourly *hourly,
         gint64    time_ms)
{
  for (guint i = 0; i < hourly->hours->len; i++)
    if (g_array_index (hourly->hours, BwHour, i).start_ms == time_ms)
      return &g_array_index (hourly->hours, BwHour, i);
  g_assert_not_reached ();
}

static void
test_readings (void)
{
  g_autoptr (BwTestLibrary) test = bw_test_library_new ("Europe/Berlin");
  g_autoptr (BwHourly) hourly = NULL;
  gint64 t = monday ();
  const BwHour *hour;

  bw_test_library_begin (test);
  bw_test_library_add_reading (test, WATCH, t + 7 * HOUR + 5 * MINUTE, 20, TRUE);
  bw_test_library_add_reading (test, WATCH, t + 7 * HOUR + 35 * MINUTE, 45, TRUE);
  bw_test_library_add_reading (test, WATCH, t + 7 * HOUR + 45 * MINUTE, 90, FALSE);
  bw_test_library_add_reading (test, WATCH, t + 9 * HOUR, 30, TRUE);
  bw_test_library_add (test, BW_KIND_HEART_RATE, "count/min", WATCH, t + 7 * HOUR, t + 7 * HOUR,
                       60);
  bw_test_library_add (test, BW_KIND_HEART_RATE, "count/min", WATCH, t + 8 * HOUR - 1,
                       t + 8 * HOUR - 1, 70);
  bw_test_library_add (test, BW_KIND_RESTING_HEART_RATE, "count/min", WATCH, t, t + 8 * HOUR, 52);
  bw_test_library_add (test, BW_KIND_RESTING_HEART_RATE, "count/min", WATCH, t, t + 20 * HOUR, 55);
  bw_test_library_end (test);

  hourly = load (test, t, t + 12 * HOUR);
  g_assert_cmpint (hourly->measure, ==, BW_MEASURE_RMSSD);
  g_assert_cmpuint (hourly->hours->len, ==, 12);
  g_assert_cmpuint (hourly->readings->len, ==, 3);
  hour = hour_at (hourly, t + 7 * HOUR);
  g_assert_cmpint (hour->hour, ==, 7);
  g_assert_cmpint (hour->weekday, ==, 1);
  g_assert_cmpuint (hour->n, ==, 2);
  bw_assert_near (hour->mean_ms, 32.5, 1e-9);
  bw_assert_near (hour->ln_mean, log (30), 1e-9);
  g_assert_cmpfloat (hour->min_ms, ==, 20);
  g_assert_cmpfloat (hour->max_ms, ==, 45);
  g_assert_true (hour->has_hr);
  bw_assert_near (hour->hr_bpm, 65, 1e-9);

  /* Empty stays empty. */
  hour = hour_at (hourly, t + 8 * HOUR);
  g_assert_cmpuint (hour->n, ==, 0);
  g_assert_false (hour->has_hr);
  g_assert_false (hour->has_steps || hour->has_energy || hour->has_sleep);

  /* Of the two resting rates one ended after the series. */
  g_assert_true (hour->has_resting_hr);
  bw_assert_near (hour->resting_hr_bpm, 52, 1e-9);
  g_assert_cmpuint (hourly->resting->len, ==, 1);
}

/* Steps that watch and phone both took, and a walk over the turn of the hour. */
static void
test_steps (void)
{
  g_autoptr (BwTestLibrary) test = bw_test_library_new ("Europe/Berlin");
  g_autoptr (BwHourly) hourly = NULL;
  gint64 t = monday ();

  bw_test_library_begin (test);
  bw_test_library_add_reading (test, WATCH, t, 40, TRUE);
  bw_test_library_add (test, BW_KIND_STEPS, "count", WATCH, t + 8 * HOUR,
                       t + 8 * HOUR + 30 * MINUTE, 300);
  bw_test_library_add (test, BW_KIND_STEPS, "count", PHONE, t + 8 * HOUR + 15 * MINUTE,
                       t + 8 * HOUR + 45 * MINUTE, 400);
  bw_test_library_add (test, BW_KIND_STEPS, "count", PHONE, t + 9 * HOUR + 45 * MINUTE,
                       t + 10 * HOUR + 15 * MINUTE, 100);
  bw_test_library_add (test, BW_KIND_ACTIVE_ENERGY, "kJ", WATCH, t + 8 * HOUR,
                       t + 8 * HOUR + 30 * MINUTE, 41.84);
  bw_test_library_end (test);
  hourly = load (test, t, t + 40 * HOUR);
  bw_assert_near (hour_at (hourly, t + 8 * HOUR)->steps, 300 + 200, 1e-9);
  bw_assert_near (hour_at (hourly, t + 9 * HOUR)->steps, 50, 1e-9);
  bw_assert_near (hour_at (hourly, t + 10 * HOUR)->steps, 50, 1e-9);
  bw_assert_near (hour_at (hourly, t + 8 * HOUR)->active_kcal, 10, 1e-9);
  g_assert_false (hour_at (hourly, t + 7 * HOUR)->has_steps);
  g_assert_true (hour_at (hourly, t + 20 * HOUR)->has_steps);
  bw_assert_near (hour_at (hourly, t + 20 * HOUR)->steps, 0, 1e-12);
  g_assert_false (hour_at (hourly, t + 36 * HOUR)->has_steps);
}

/* Fragments of one source are united; the watch is believed before the phone; in bed is not asleep,
 * unless there is nothing else. */
static void
test_sleep (void)
{
  static const char *const asleep = "HKCategoryValueSleepAnalysisAsleepCore";
  static const char *const in_bed = "HKCategoryValueSleepAnalysisInBed";
  g_autoptr (BwTestLibrary) test = bw_test_library_new ("Europe/Berlin");
  g_autoptr (BwHourly) hourly = NULL;
  gint64 t = monday ();
  const BwHourlyNight *night;

  bw_test_library_begin (test);
  bw_test_library_add_reading (test, WATCH, t - 4 * HOUR, 40, TRUE);
  bw_test_library_add_sleep (test, in_bed, PHONE, t - 2 * HOUR, t + 7 * HOUR);
  bw_test_library_add_sleep (test, asleep, PHONE, t - 2 * HOUR, t + 6 * HOUR);
  bw_test_library_add_sleep (test, asleep, WATCH, t - 1 * HOUR, t + 1 * HOUR);
  bw_test_library_add_sleep (test, "HKCategoryValueSleepAnalysisAsleepREM", WATCH,
                             t + 30 * MINUTE, t + 90 * MINUTE);
  bw_test_library_add_sleep (test, "HKCategoryValueSleepAnalysisAwake", WATCH, t + 90 * MINUTE,
                             t + 2 * HOUR);
  bw_test_library_add_sleep (test, asleep, WATCH, t + 2 * HOUR, t + 5 * HOUR);
  /* A nap, and a night known only as time in bed. */
  bw_test_library_add_sleep (test, asleep, WATCH, t + 13 * HOUR, t + 13 * HOUR + 20 * MINUTE);
  bw_test_library_add_sleep (test, in_bed, PHONE, t + 47 * HOUR, t + 55 * HOUR);
  bw_test_library_end (test);

  hourly = load (test, t - 4 * HOUR, t + 100 * HOUR);
  bw_assert_near (hour_at (hourly, t - 2 * HOUR)->asleep_min, 0, 1e-9);
  bw_assert_near (hour_at (hourly, t - 1 * HOUR)->asleep_min, 60, 1e-9);
  bw_assert_near (hour_at (hourly, t)->asleep_min, 60, 1e-9);
  bw_assert_near (hour_at (hourly, t + 1 * HOUR)->asleep_min, 30, 1e-9);
  bw_assert_near (hour_at (hourly, t + 4 * HOUR)->asleep_min, 60, 1e-9);
  bw_assert_near (hour_at (hourly, t + 5 * HOUR)->asleep_min, 0, 1e-9);
  bw_assert_near (hour_at (hourly, t + 13 * HOUR)->asleep_min, 20, 1e-9);
  bw_assert_near (hour_at (hourly, t + 50 * HOUR)->asleep_min, 60, 1e-9);
  g_assert_true (hour_at (hourly, t + 10 * HOUR)->has_sleep);
  g_assert_false (hour_at (hourly, t + 95 * HOUR)->has_sleep);

  g_assert_cmpuint (hourly->nights->len, ==, 3);
  night = &g_array_index (hourly->nights, BwHourlyNight, 0);
  g_assert_cmpint (night->start_ms, ==, t - HOUR);
  g_assert_cmpint (night->end_ms, ==, t + 5 * HOUR);
  bw_assert_near (night->asleep_min, 330, 1e-9);
  bw_assert_near (night->in_bed_min, 360, 1e-9);
}

/* 23 and 25 hours a day, and every hour with its own. */
static void
test_summer_time (void)
{
  g_autoptr (BwTestLibrary) test = bw_test_library_new ("Europe/Berlin");
  gint64 spring = bw_time_days_from_civil (2024, 3, 31) * BW_TIME_DAY - HOUR;
  gint64 autumn = bw_time_days_from_civil (2024, 10, 27) * BW_TIME_DAY - 2 * HOUR;
  g_autoptr (BwHourly) hourly = NULL;
  g_autoptr (BwHourly) back = NULL;

  bw_test_library_begin (test);
  for (int h = 0; h < 25; h++)
    {
      bw_test_library_add_reading (test, WATCH, spring + h * HOUR + 30 * MINUTE, 30 + h, TRUE);
      bw_test_library_add_reading (test, WATCH, autumn + h * HOUR + 30 * MINUTE, 30 + h, TRUE);
      bw_test_library_add (test, BW_KIND_HEART_RATE, "count/min", WATCH, autumn + h * HOUR,
                           autumn + h * HOUR, 50 + h);
    }
  bw_test_library_end (test);

  hourly = load (test, spring, spring + 23 * HOUR);
  g_assert_cmpuint (hourly->hours->len, ==, 23);
  for (int h = 0; h < 23; h++)
    {
      const BwHour *hour = &g_array_index (hourly->hours, BwHour, h);

      g_assert_cmpint (hour->hour, ==, h < 2 ? h : h + 1);
      g_assert_cmpint (hour->weekday, ==, 7);
      g_assert_cmpfloat (hour->mean_ms, ==, 30 + h);
    }
  back = load (test, autumn, autumn + 25 * HOUR);
  g_assert_cmpuint (back->hours->len, ==, 25);
  for (int h = 0; h < 25; h++)
    {
      const BwHour *hour = &g_array_index (back->hours, BwHour, h);

      g_assert_cmpint (hour->hour, ==, h < 3 ? h : h - 1);
      g_assert_cmpint (hour->weekday, ==, 7);
      g_assert_cmpuint (hour->n, ==, 1);
      g_assert_cmpfloat (hour->mean_ms, ==, 30 + h);
      bw_assert_near (hour->hr_bpm, 50 + h, 1e-9);
    }
}

/* Most readings decide; the setting overrules; nothing later than asked for is counted. */
static void
test_measure (void)
{
  g_autoptr (BwTestLibrary) test = bw_test_library_new ("UTC");
  g_autoptr (GError) error = NULL;
  gint64 t = monday ();

  g_assert_cmpint (bw_hourly_choose_measure (test->library, BW_MEASURE_AUTO, &error), ==,
                   BW_MEASURE_AUTO);
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);

  bw_test_library_begin (test);
  for (int i = 0; i < 10; i++)
    bw_test_library_add (test, BW_KIND_SDNN, "ms", WATCH, t + i * HOUR, t + i * HOUR + MINUTE, 40);
  bw_test_library_end (test);
  g_assert_cmpint (bw_hourly_choose_measure (test->library, BW_MEASURE_AUTO, &error), ==,
                   BW_MEASURE_SDNN);
  g_assert_cmpint (bw_hourly_choose_measure (test->library, BW_MEASURE_RMSSD, &error), ==,
                   BW_MEASURE_AUTO);
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);

  bw_test_library_begin (test);
  for (int i = 0; i < 4; i++)
    bw_test_library_add_reading (test, WATCH, t + i * HOUR, 30, TRUE);
  for (int i = 10; i < 20; i++)
    bw_test_library_add_reading (test, WATCH, t + i * HOUR, 30, TRUE);
  bw_test_library_end (test);
  g_assert_cmpint (bw_hourly_choose_measure (test->library, BW_MEASURE_AUTO, &error), ==,
                   BW_MEASURE_RMSSD);
  g_assert_cmpint (
      bw_hourly_choose_measure_until (test->library, BW_MEASURE_AUTO, t + 10 * HOUR, &error), ==,
      BW_MEASURE_SDNN);

  bw_test_library_begin (test);
  for (int i = 0; i < 60; i++)
    bw_test_library_add (test, BW_KIND_RMSSD, "ms", "Ring", t + i * HOUR, t + i * HOUR, 35);
  bw_test_library_end (test);
  g_assert_cmpint (bw_hourly_choose_measure (test->library, BW_MEASURE_AUTO, &error), ==,
                   BW_MEASURE_RMSSD_IMPORTED);
  bw_library_set_setting (test->library, "measure", "sdnn", NULL);
  g_assert_cmpint (bw_hourly_choose_measure (test->library, BW_MEASURE_AUTO, &error), ==,
                   BW_MEASURE_SDNN);
  g_assert_no_error (error);
}

/* The end of the data: an hour after the last of it, but not where only steps go on, nor at a
 * record from the future. */
static void
test_end (void)
{
  g_autoptr (BwTestLibrary) test = bw_test_library_new ("Europe/Berlin");
  g_autoptr (GError) error = NULL;
  gint64 t = monday (), end_ms;

  bw_test_library_begin (test);
  bw_test_library_add_reading (test, WATCH, t + 8 * HOUR + 59 * MINUTE, 30, TRUE);
  bw_test_library_end (test);
  g_assert_true (bw_hourly_find_end (test->library, BW_MEASURE_RMSSD, &end_ms, &error));
  g_assert_cmpint (end_ms, ==, t + 9 * HOUR);

  bw_test_library_begin (test);
  bw_test_library_add (test, BW_KIND_HEART_RATE, "count/min", WATCH, t + 15 * HOUR, t + 15 * HOUR,
                       60);
  bw_test_library_add (test, BW_KIND_STEPS, "count", PHONE, t + 900 * HOUR, t + 901 * HOUR, 60);
  bw_test_library_add_reading (test, WATCH, G_GINT64_CONSTANT (5000000000000), 30, TRUE);
  bw_test_library_end (test);
  g_assert_true (bw_hourly_find_end (test->library, BW_MEASURE_RMSSD, &end_ms, &error));
  g_assert_cmpint (end_ms, ==, t + 16 * HOUR);
  g_assert_no_error (error);
}

/* An instant within an hour cuts everything. */
static void
test_cut (void)
{
  g_autoptr (BwTestLibrary) test = bw_test_library_new ("UTC");
  g_autoptr (BwHourly) hourly = NULL;
  gint64 t = monday ();
  const BwHour *last;

  bw_test_library_begin (test);
  bw_test_library_add_reading (test, WATCH, t + 5 * MINUTE, 30, TRUE);
  bw_test_library_add_reading (test, WATCH, t + 15 * MINUTE, 60, TRUE);
  bw_test_library_add_reading (test, WATCH, t + 29 * MINUTE + 30000, 90, TRUE);
  bw_test_library_add (test, BW_KIND_HEART_RATE, "count/min", WATCH, t + 29 * MINUTE,
                       t + 29 * MINUTE, 50);
  bw_test_library_add (test, BW_KIND_HEART_RATE, "count/min", WATCH, t + 31 * MINUTE,
                       t + 31 * MINUTE, 99);
  bw_test_library_add (test, BW_KIND_STEPS, "count", WATCH, t, t + 20 * MINUTE, 100);
  bw_test_library_add (test, BW_KIND_STEPS, "count", WATCH, t + 20 * MINUTE, t + 40 * MINUTE, 100);
  bw_test_library_end (test);
  hourly = load (test, t, t + 30 * MINUTE);
  g_assert_cmpuint (hourly->hours->len, ==, 1);
  last = &g_array_index (hourly->hours, BwHour, 0);
  g_assert_cmpuint (last->n, ==, 2);
  bw_assert_near (last->hr_bpm, 50, 1e-9);
  bw_assert_near (last->steps, 100, 1e-9);
}

static void
test_intervals (void)
{
  g_autoptr (GArray) a = g_array_new (FALSE, FALSE, sizeof (BwInterval));
  const BwInterval v[]
      = { { 50, 60, 0 }, { 0, 10, 0 }, { 10, 20, 0 }, { 15, 17, 0 }, { 55, 70, 0 } };

  g_array_append_vals (a, v, G_N_ELEMENTS (v));
  bw_intervals_unite (a);
  g_assert_cmpuint (a->len, ==, 2);
  g_assert_cmpint (bw_intervals_covered (a, G_MININT64, G_MAXINT64), ==, 40);
  g_assert_cmpint (bw_intervals_covered (a, 5, 52), ==, 17);
  g_assert_cmpint (bw_intervals_covered (a, 20, 50), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hourly/readings", test_readings);
  g_test_add_func ("/hourly/steps", test_steps);
  g_test_add_func ("/hourly/sleep", test_sleep);
  g_test_add_func ("/hourly/summer-time", test_summer_time);
  g_test_add_func ("/hourly/measure", test_measure);
  g_test_add_func ("/hourly/end", test_end);
  g_test_add_func ("/hourly/cut", test_cut);
  g_test_add_func ("/hourly/intervals", test_intervals);
  return g_test_run ();
}
