/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-night.h"

#include <math.h>

#define NIGHTS 180

/* 2024-01-01 */
#define FIRST_DAY 19723

static void
make_rows (BwNightRow *rows)
{
  for (int i = 0; i < NIGHTS; i++)
    {
      gint64 day = 19000 + i + (i > 30 ? 3 : 0);

      rows[i] = (BwNightRow){
        .day = day,
        .origin_ms = day * BW_TIME_DAY + 22 * BW_TIME_HOUR,
        .known_ms = (day + 1) * BW_TIME_DAY + 8 * BW_TIME_HOUR,
        .has_x = i % 11 != 5,
        .x = 3.8 + 0.2 * sin (1.3 * i) + 0.1 * cos (0.31 * i),
        .weight = (1 + i % 4) / (3.0 + i % 4),
        .has_hr = i % 7 != 3,
        .hr_bpm = 60 + 3 * sin (0.9 * i + 1),
      };
    }
}

/* Held against the formulas of bw-night-model.h as numpy computes them, each night from scratch. */
static void
test_numbers (void)
{
  static const struct
  {
    guint row, n_nights;
    double sign[BW_NIGHT_SIGNS];
    double usual, mean, spread, low, median, high, usual_low, usual_high;
  } expected[] = {
    { 8, 7, { -0.147481912724, -0.143880021090, -0.121044244255,
             1.034983337954, -0.400000000000 },
      3.900000000000, 3.874251186936, 0.179012724113, 3.576626879164,
      3.818294056717, 4.059961234270, 3.631480913830, 4.168519086170 },
    { 20, 18, { -0.060019616334, -0.115541361628, -0.108176376518,
             0.100307716251, 1.000000000000 },
      3.795770529525, 3.779404333303, 0.169169721425, 3.549874433374,
      3.778253557298, 4.006632681221, 3.542015947388, 4.049525111663 },
    { 31, 28, { 0.006738542637, 0.009618729646, 0.014432195879,
             0.000000000000, 1.000000000000 },
      3.807959159393, 3.804040464585, 0.170160799228, 3.588259009103,
      3.817976088061, 4.047693167019, 3.552717960550, 4.063200358235 },
    { 60, 55, { 0.506345638412, 0.254400725810, 0.104938654743,
             -1.591042243348, 1.000000000000 },
      3.798287457422, 3.799699528106, 0.168423169895, 3.632440644370,
      3.879672168184, 4.126903691997, 3.548048795380, 4.048526119464 },
    { 179, 163, { -0.308467441170, -0.234087735905, -0.113201627418,
             -1.581178427924, 1.000000000000 },
      3.780974852794, 3.793372840218, 0.160950149210, 3.531401524798,
      3.758204992603, 3.990573353840, 3.556496601513, 4.016126134323 },
  };
  BwNightRow rows[NIGHTS];
  g_autoptr (GArray) steps = NULL;
  guint s = 0;

  make_rows (rows);
  steps = bw_night_model_run (rows, NIGHTS, bw_night_prior);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const BwNightStep *step;

      while (g_array_index (steps, BwNightStep, s).row < expected[i].row)
        s++;
      step = &g_array_index (steps, BwNightStep, s);
      g_assert_cmpuint (step->row, ==, expected[i].row);
      g_assert_cmpuint (step->n_nights, ==, expected[i].n_nights);
      for (int j = 0; j < BW_NIGHT_SIGNS; j++)
        bw_assert_near (step->sign[j], expected[i].sign[j], 1e-9);
      bw_assert_near (step->usual, expected[i].usual, 1e-9);
      bw_assert_near (step->mean, expected[i].mean, 1e-9);
      bw_assert_near (step->spread, expected[i].spread, 1e-9);
      bw_assert_near (step->low, expected[i].low, 1e-9);
      bw_assert_near (step->median, expected[i].median, 1e-9);
      bw_assert_near (step->high, expected[i].high, 1e-9);
      bw_assert_near (step->usual_low, expected[i].usual_low, 1e-9);
      bw_assert_near (step->usual_high, expected[i].usual_high, 1e-9);
    }
}

/* From which night on the margins are the person's own, and each side has its own. */
static void
test_borders (void)
{
  BwNightRow rows[NIGHTS];
  g_autoptr (GArray) steps = NULL;

  make_rows (rows);
  steps = bw_night_model_run (rows, NIGHTS, bw_night_prior);
  for (guint i = 0; i < steps->len; i++)
    {
      const BwNightStep *step = &g_array_index (steps, BwNightStep, i);
      double below = (step->median - step->low) / step->spread;
      double above = (step->high - step->median) / step->spread;

      g_assert_cmpint (fabs (below - 1.35) < 1e-9 && fabs (above - 1.35) < 1e-9, ==,
                       step->n_nights < 30);
      g_assert_cmpint (fabs (below - above) < 1e-9, ==, step->n_nights < 120);
    }
}

/* What comes later, and what came but was not over yet, changes nothing. */
static void
test_no_peeking (void)
{
  BwNightRow rows[NIGHTS];
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) after = NULL;

  make_rows (rows);
  before = bw_night_model_run (rows, NIGHTS, bw_night_prior);
  for (int i = 100; i < NIGHTS; i++)
    {
      rows[i].x += 1;
      rows[i].has_x = !rows[i].has_x;
      rows[i].hr_bpm += i > 100 ? 20 : 0;
    }
  after = bw_night_model_run (rows, NIGHTS, bw_night_prior);
  for (guint i = 0; i < before->len && g_array_index (before, BwNightStep, i).row <= 100; i++)
    g_assert_cmpmem (&g_array_index (before, BwNightStep, i), sizeof (BwNightStep),
                     &g_array_index (after, BwNightStep, i), sizeof (BwNightStep));

  /* The night before is not over when this one is forecast. */
  make_rows (rows);
  rows[99].known_ms = rows[100].origin_ms + 1;
  g_array_unref (before);
  before = bw_night_model_run (rows, 101, bw_night_prior);
  rows[99].x -= 2;
  g_array_unref (after);
  after = bw_night_model_run (rows, 101, bw_night_prior);
  g_assert_cmpmem (&g_array_index (before, BwNightStep, before->len - 1), sizeof (BwNightStep),
                   &g_array_index (after, BwNightStep, after->len - 1), sizeof (BwNightStep));
}

/* A person who sleeps from 23 to 7 o'clock, with readings at 1, 3 and 5 and at noon. */
static BwHourly *
make_hourly (GTimeZone *zone,
             guint      days,
             gboolean   sleep,
             guint      empty_from,
             guint      empty_to)
{
  BwHourly *hourly = bw_test_hourly_new (zone, bw_time_from_local (zone, FIRST_DAY * BW_TIME_DAY),
                                         bw_time_from_local (zone, (FIRST_DAY + days)
                                                                       * BW_TIME_DAY));

  for (guint i = 0; i < days; i++)
    {
      gint64 midnight = (FIRST_DAY + i) * BW_TIME_DAY;

      for (int h = 1; h <= 12; h += h < 5 ? 2 : 7)
        if (i < empty_from || i >= empty_to || h == 12)
          bw_test_hourly_add (hourly, bw_time_from_local (zone, midnight + h * BW_TIME_HOUR),
                              (h == 12 ? 20 : 40) * exp (0.3 * sin (i * 1.1)), 1);
      if (sleep && i > 0)
        {
          BwHourlyNight night = {
            bw_time_from_local (zone, midnight - BW_TIME_HOUR),
            bw_time_from_local (zone, midnight + 7 * BW_TIME_HOUR), 450, 480
          };

          g_array_append_val (hourly->nights, night);
        }
    }
  return hourly;
}

static void
forecast_at (BwNightForecast *night,
             const BwHourly  *hourly,
             gint64           at_ms,
             gint64           era_ms)
{
  g_autoptr (BwSeries) series = bw_series_new (hourly);

  bw_night_forecast (night, series, at_ms, era_ms);
}

static void
test_threshold (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  BwNightForecast night;

  for (guint days = 13; days <= 16; days++)
    {
      g_autoptr (BwHourly) hourly = make_hourly (zone, days, TRUE, 0, 0);

      /* Of the first morning no sleep was recorded, so that nights are fewer by one. */
      forecast_at (&night, hourly, bw_time_from_local (zone, (FIRST_DAY + days) * BW_TIME_DAY
                                                                 - 6 * BW_TIME_HOUR), 0);
      if (days == 13)
        g_assert_false (night.known);
      g_assert_cmpuint (night.n_nights, >=, 12);
      if (days < 14)
        continue;
      g_assert_true (night.known);
      g_assert_cmpuint (night.n_nights, ==, days == 14 ? 14 : days - 1);
      g_assert_false (night.track.known);
    }
}

static void
test_forecast (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (BwHourly) hourly = make_hourly (zone, 200, TRUE, 0, 0);
  g_autoptr (BwHourly) bare = make_hourly (zone, 200, FALSE, 0, 0);
  gint64 evening = (FIRST_DAY + 199) * BW_TIME_DAY;
  gint64 at_ms = bw_time_from_local (zone, evening + 18 * BW_TIME_HOUR);
  BwNightForecast night, again;

  forecast_at (&night, hourly, at_ms, 0);
  g_assert_true (night.known);
  g_assert_cmpuint (night.n_nights, ==, 199);
  g_assert_cmpint (night.from_ms, ==, bw_time_from_local (zone, evening + 23 * BW_TIME_HOUR));
  g_assert_cmpint (night.to_ms, ==, bw_time_from_local (zone, evening + 31 * BW_TIME_HOUR));
  g_assert_cmpint (night.from_offset_min, ==, 120);
  bw_assert_near (night.usual_ms, 40, 2.5);
  g_assert_cmpfloat (night.low_ms, <, night.median_ms);
  g_assert_cmpfloat (night.median_ms, <, night.high_ms);
  g_assert_cmpfloat (night.score_low, <, night.score);
  g_assert_cmpfloat (night.score, <, night.score_high);
  g_assert_cmpint (night.zone, ==, bw_zone_from_score (night.score));
  bw_assert_near (night.p_green + night.p_yellow + night.p_red, 1, 1e-9);
  g_assert_true (night.track.known);
  g_assert_cmpuint (night.track.n_hours, ==, BW_NIGHT_TRACK_NIGHTS);
  g_assert_cmpfloat (night.track.coverage80, >, 0.6);
  g_assert_cmpfloat (night.track.skill_low, <=, night.track.skill_percent);
  g_assert_cmpfloat (night.track.skill_percent, <=, night.track.skill_high);

  /* At two in the morning the night has begun: the next is the one of the evening. */
  forecast_at (&again, hourly, at_ms + 8 * BW_TIME_HOUR, 0);
  g_assert_true (again.known);
  g_assert_cmpint (again.from_ms, ==, night.from_ms + BW_TIME_DAY);

  /* Nothing after the issue time is looked at. */
  for (guint i = 0; i < hourly->readings->len; i++)
    if (g_array_index (hourly->readings, BwHourlyReading, i).time_ms >= at_ms - 40 * BW_TIME_DAY)
      g_array_index (hourly->readings, BwHourlyReading, i).value_ms *= 3;
  forecast_at (&again, hourly, at_ms - 40 * BW_TIME_DAY, 0);
  g_clear_pointer (&hourly, bw_hourly_free);
  hourly = make_hourly (zone, 200, TRUE, 0, 0);
  forecast_at (&night, hourly, at_ms - 40 * BW_TIME_DAY, 0);
  g_assert_cmpmem (&night, sizeof night, &again, sizeof again);

  /* Without recorded sleep the night is from 22 to 8 o'clock, and has the same readings; it is known
   * of the first morning too. */
  forecast_at (&again, bare, at_ms - 40 * BW_TIME_DAY, 0);
  g_assert_true (again.known);
  g_assert_cmpint (again.to_ms - again.from_ms, ==, 10 * BW_TIME_HOUR);
  g_assert_cmpuint (again.n_nights, ==, night.n_nights + 1);
  bw_assert_near (again.usual_ms, night.usual_ms, 1e-9);
  bw_assert_near (again.median_ms, night.median_ms, 0.5);
}

/* The heart rate of a night is that of the 24 whole hours before its forecast, and of none after. */
static void
test_heart_rate (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (BwHourly) hourly = make_hourly (zone, 40, TRUE, 0, 0);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  gint64 at_ms = (FIRST_DAY + 39) * BW_TIME_DAY + 18 * BW_TIME_HOUR + 20 * BW_TIME_MINUTE;
  g_autoptr (GArray) rows = NULL;
  BwUsualNight usual;

  for (guint i = 0; i < hourly->hours->len; i++)
    {
      BwHour *hour = &g_array_index (hourly->hours, BwHour, i);

      /* On one day the band lay in a drawer but for seven hours. */
      hour->has_hr = i / 24 != 20 || i % 24 < 7;
      hour->hr_bpm = 60 + i % 37 + 0.01 * i;
    }
  bw_usual_night_init (&usual, hourly->nights, zone, at_ms);
  rows = bw_nights_get_rows (series, at_ms, 0, &usual);
  g_assert_cmpuint (rows->len, >, 30);
  for (guint r = 0; r < rows->len; r++)
    {
      const BwNightRow *row = &g_array_index (rows, BwNightRow, r);
      double sum = 0;
      guint n = 0;

      g_assert_cmpint (row->origin_ms % BW_TIME_DAY, ==, at_ms % BW_TIME_DAY);
      for (guint i = 0; i < hourly->hours->len; i++)
        {
          const BwHour *hour = &g_array_index (hourly->hours, BwHour, i);

          if (!hour->has_hr || hour->start_ms < row->origin_ms - BW_TIME_DAY
              || hour->start_ms + BW_TIME_HOUR > row->origin_ms)
            continue;
          sum += hour->hr_bpm;
          n++;
        }
      g_assert_cmpint (row->has_hr, ==, n >= 8);
      if (row->has_hr)
        bw_assert_near (row->hr_bpm, sum / n, 1e-9);
    }
}

static void
test_gaps (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (BwHourly) hole = make_hourly (zone, 100, TRUE, 60, 74);
  g_autoptr (BwHourly) off = make_hourly (zone, 100, TRUE, 84, 100);
  BwNightForecast night;

  /* Two weeks without nights are two weeks fewer, and no more. */
  forecast_at (&night, hole, (FIRST_DAY + 99) * BW_TIME_DAY + 18 * BW_TIME_HOUR, 0);
  g_assert_true (night.known);
  g_assert_cmpuint (night.n_nights, ==, 99 - 14);

  /* The last night with readings is too old to go by. */
  forecast_at (&night, off, (FIRST_DAY + 96) * BW_TIME_DAY + 18 * BW_TIME_HOUR, 0);
  g_assert_true (night.known);
  forecast_at (&night, off, (FIRST_DAY + 99) * BW_TIME_DAY + 18 * BW_TIME_HOUR, 0);
  g_assert_false (night.known);
}

/* Nights before a new watch do not count. */
static void
test_era (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (BwHourly) hourly = make_hourly (zone, 100, TRUE, 0, 0);
  gint64 at_ms = (FIRST_DAY + 99) * BW_TIME_DAY + 18 * BW_TIME_HOUR;
  BwNightForecast night;

  forecast_at (&night, hourly, at_ms, (FIRST_DAY + 70) * BW_TIME_DAY + 9 * BW_TIME_HOUR);
  g_assert_true (night.known);
  g_assert_cmpuint (night.n_nights, ==, 29);
  forecast_at (&night, hourly, at_ms, (FIRST_DAY + 86) * BW_TIME_DAY + 9 * BW_TIME_HOUR);
  g_assert_false (night.known);
}

/* Two naps are no night, and an afternoon's nap does not take the place of the night to come. */
static void
test_naps (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (BwHourly) hourly = make_hourly (zone, 40, TRUE, 0, 0);
  gint64 day_ms = (FIRST_DAY + 39) * BW_TIME_DAY;
  BwHourlyNight nap = { day_ms + 13 * BW_TIME_HOUR, day_ms + 15 * BW_TIME_HOUR, 110, 120 };
  BwHourlyNight *night = &g_array_index (hourly->nights, BwHourlyNight, 20);
  BwNightForecast plain, napped;

  forecast_at (&plain, hourly, day_ms + 18 * BW_TIME_HOUR, 0);
  g_assert_cmpuint (plain.n_nights, ==, 39);
  g_array_append_val (hourly->nights, nap);
  forecast_at (&napped, hourly, day_ms + 18 * BW_TIME_HOUR, 0);
  g_assert_cmpuint (napped.n_nights, ==, 39);
  bw_assert_near (napped.median_ms, plain.median_ms, 1e-9);

  /* One night was but a nap of two hours. */
  night = &g_array_index (hourly->nights, BwHourlyNight, 20);
  night->end_ms = night->start_ms + 2 * BW_TIME_HOUR;
  night->asleep_min = 120;
  forecast_at (&napped, hourly, day_ms + 18 * BW_TIME_HOUR, 0);
  g_assert_cmpuint (napped.n_nights, ==, 38);
}

/* The nights in which clocks change begin and end by the clock, and each is one night. */
static void
test_summer_time (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (BwHourly) hourly = make_hourly (zone, 330, TRUE, 0, 0);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  gint64 spring = bw_time_days_from_civil (2024, 3, 30), autumn = bw_time_days_from_civil (2024, 10, 26);
  BwNightForecast night;
  BwUsualNight usual;
  g_autoptr (GArray) rows = NULL;
  gint64 at_ms;

  bw_night_forecast (&night, series, bw_time_from_local (zone, spring * BW_TIME_DAY
                                                                   + 18 * BW_TIME_HOUR), 0);
  g_assert_cmpint (night.to_ms - night.from_ms, ==, 7 * BW_TIME_HOUR);
  g_assert_cmpint (night.from_offset_min, ==, 60);
  g_assert_cmpint (night.to_offset_min, ==, 120);
  bw_night_forecast (&night, series, bw_time_from_local (zone, autumn * BW_TIME_DAY
                                                                   + 18 * BW_TIME_HOUR), 0);
  g_assert_cmpint (night.to_ms - night.from_ms, ==, 9 * BW_TIME_HOUR);

  at_ms = bw_time_from_local (zone, (autumn + 10) * BW_TIME_DAY + 2 * BW_TIME_HOUR
                                        + 30 * BW_TIME_MINUTE);
  bw_usual_night_init (&usual, hourly->nights, zone, at_ms);
  rows = bw_nights_get_rows (series, at_ms, 0, &usual);
  for (guint i = 1; i < rows->len; i++)
    {
      const BwNightRow *row = &g_array_index (rows, BwNightRow, i);

      /* The night that has begun is not over and not to come. */
      g_assert_cmpint (row->day, ==, row[-1].day + (i < rows->len - 1 ? 1 : 2));
      g_assert_cmpint (row->origin_ms, >, row[-1].origin_ms);
      /* Issued at half past two, before the evening of that day. */
      g_assert_cmpint (bw_time_local_day (zone, row->origin_ms), ==, row->day);
      if (i < rows->len - 1)
        g_assert_true (row->has_x);
    }
  g_assert_false (g_array_index (rows, BwNightRow, rows->len - 1).has_x);
}

/* Simulated people: the band holds what it says, and it is worth more than the median of late. */
static void
test_simulated (void)
{
  double loss = 0, rival = 0;
  guint n = 0, inside = 0;

  for (guint64 seed = 50; seed < 56; seed++)
    {
      BwSimulateOptions options;
      g_autoptr (BwHourly) hourly = NULL;
      BwNightForecast night;

      bw_simulate_options_init (&options, seed);
      options.days = 200;
      options.traits.strain_law = seed % 2 ? BW_STRAIN_NONLINEAR : BW_STRAIN_LINEAR;
      hourly = bw_test_hourly_simulate (&options);
      bw_test_hourly_add_nights (hourly, &options);
      forecast_at (&night, hourly, (options.first_day + 199) * BW_TIME_DAY + 20 * BW_TIME_HOUR, 0);
      g_assert_true (night.known && night.track.known);
      n += night.track.n_hours;
      inside += (guint) lround (night.track.coverage80 * night.track.n_hours);
      loss += 1 - night.track.skill_percent / 100;
      rival += 1;
    }
  g_assert_cmpfloat ((double) inside / n, >, 0.74);
  g_assert_cmpfloat ((double) inside / n, <, 0.88);
  g_assert_cmpfloat (loss / rival, <, 0.95);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/night/numbers", test_numbers);
  g_test_add_func ("/night/borders", test_borders);
  g_test_add_func ("/night/no-peeking", test_no_peeking);
  g_test_add_func ("/night/threshold", test_threshold);
  g_test_add_func ("/night/forecast", test_forecast);
  g_test_add_func ("/night/heart-rate", test_heart_rate);
  g_test_add_func ("/night/gaps", test_gaps);
  g_test_add_func ("/night/era", test_era);
  g_test_add_func ("/night/naps", test_naps);
  g_test_add_func ("/night/summer-time", test_summer_time);
  g_test_add_func ("/night/simulated", test_simulated);
  return g_test_run ();
}
