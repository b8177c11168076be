/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-hard-life.h"
#include "bw-test.h"
#include "forecast/bw-backtest.h"
#include "forecast/bw-baseline.h"
#include "forecast/bw-forecast.h"
#include "forecast/bw-hourly.h"
#include "forecast/bw-trend.h"

#include <math.h>

static BwHardLife *life;
static BwTestLibrary *test; /* all of it */

static BwForecast *
run_in (BwTestLibrary *library,
        gint64         at_ms,
        const char    *model)
{
  g_autoptr (GError) error = NULL;
  BwForecast *forecast = bw_forecast_run (library->library, BW_MEASURE_AUTO, at_ms, model, FALSE,
                                          NULL, NULL, &error);

  g_assert_no_error (error);
  return forecast;
}

static BwForecast *
run (gint64 at_ms)
{
  return run_in (test, at_ms, "best");
}

/* Whether one of the notes begins with @start. */
static gboolean
has_note (const BwForecast *forecast,
          const char       *start)
{
  for (guint i = 0; i < forecast->notes->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (forecast->notes, i), start))
      return TRUE;
  return FALSE;
}

/* What holds for each forecast, wherever it stands. */
static void
assert_whole (const BwForecast *forecast)
{
  g_assert_cmpuint (forecast->n_hours, ==, BW_FORECAST_HOURS);
  g_assert_cmpint (forecast->calibrating, ==,
                   forecast->baseline_days < BW_BASELINE_CALIBRATION_DAYS);
  g_assert_false (forecast->calibrating && forecast->has_score);
  g_assert_true (forecast->reliability >= 0 && forecast->reliability <= 1);
  for (guint k = 0; k < BW_FORECAST_HOURS; k++)
    {
      const BwForecastHour *hour = &forecast->hours[k];

      g_assert_cmpint (hour->time_ms, ==, forecast->hours[0].time_ms + k * BW_TIME_HOUR);
      g_assert_cmpint (hour->offset_min, ==, bw_time_offset (life->zone, hour->time_ms));
      g_assert_true (5 < hour->low_ms && hour->low_ms < hour->median_ms
                     && hour->median_ms < hour->high_ms && hour->high_ms < 400);
      if (forecast->has_score)
        bw_assert_near (hour->p_green + hour->p_yellow + hour->p_red, 1, 1e-9);
    }
}

/* Every civil hour is there once, those without a record are empty, and no reading is lost. */
static void
test_hours (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwHourly) hourly = bw_hourly_new (test->library, BW_MEASURE_RMSSD, life->first_ms,
                                               life->end_ms, NULL, &error);
  guint spring = 0, autumn = 0, twos = 0, n = 0, recorded = 0, unworn = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (hourly->hours->len, ==, (life->end_ms - life->first_ms) / BW_TIME_HOUR);
  for (guint i = 0; i < hourly->hours->len; i++)
    {
      const BwHour *hour = &g_array_index (hourly->hours, BwHour, i);
      gint64 day = bw_time_local_day (life->zone, hour->start_ms);
      gboolean in_spring = day == bw_time_local_day (life->zone, life->spring_ms);
      gboolean in_autumn = day == bw_time_local_day (life->zone, life->autumn_ms);

      g_assert_cmpint (hour->start_ms, ==, life->first_ms + i * BW_TIME_HOUR);
      g_assert_cmpint (hour->hour, ==, bw_time_local_hour (life->zone, hour->start_ms));
      g_assert_cmpint (hour->weekday, ==, bw_time_weekday_from_days (day));
      spring += in_spring;
      autumn += in_autumn;
      twos += in_autumn && hour->hour == 2;
      g_assert_false (in_spring && hour->hour == 2);
      if (!bw_hard_life_is_recorded (life, hour->start_ms))
        {
          gboolean silent = hour->start_ms > life->hole_ms + 2 * BW_TIME_DAY;

          g_assert_cmpuint (hour->n, ==, 0);
          g_assert_false (hour->has_hr);
          g_assert_false (hour->has_resting_hr);
          /* For some hours no record still means none: nobody walked, nobody slept. */
          g_assert_false (silent && (hour->has_steps || hour->has_energy || hour->has_sleep));
        }
      else if (!g_array_index (life->life->hours, BwSimulatedHour, i).worn)
        {
          unworn++;
          g_assert_true (hour->n == 0 && !hour->has_hr);
        }
      n += hour->n;
    }
  g_assert_cmpuint (spring, ==, 23);
  g_assert_cmpuint (autumn, ==, 25);
  g_assert_cmpuint (twos, ==, 2);
  g_assert_cmpuint (unworn, >, 10 * 24);
  for (guint i = 0; i < life->life->readings->len; i++)
    {
      const BwSimulatedReading *reading
          = &g_array_index (life->life->readings, BwSimulatedReading, i);
      double ms = exp (reading->ln_rmssd + (reading->time_ms < life->watch_ms ? 0 : BW_HARD_SHIFT));

      recorded += bw_hard_life_is_recorded (life, reading->time_ms) && ms >= 5 && ms <= 250;
    }
  g_assert_cmpuint (n, ==, recorded);
}

/* Twenty-four civil hours across both changes; an hour that comes twice is expected alike. */
static void
test_clock (void)
{
  const gint64 days[] = { life->spring_ms, life->autumn_ms };

  for (guint d = 0; d < G_N_ELEMENTS (days); d++)
    {
      g_autoptr (BwForecast) forecast
          = run_in (test, days[d] - 3 * BW_TIME_HOUR, "profile");
      double at_two = 0;
      guint twos = 0;

      assert_whole (forecast);
      g_assert_true (forecast->has_score);
      g_assert_cmpint (forecast->hours[0].offset_min, !=, forecast->hours[23].offset_min);
      for (guint k = 0; k < BW_FORECAST_HOURS; k++)
        {
          const BwForecastHour *hour = &forecast->hours[k];

          if (bw_time_local_hour (life->zone, hour->time_ms) != 2)
            continue;
          if (twos++ > 0)
            bw_assert_near (hour->median_ms, at_two, 1e-9);
          at_two = hour->median_ms;
        }
      g_assert_cmpuint (twos, ==, d == 0 ? 0 : 2);
    }
}

/* Different days with readings in [from_ms, to_ms). */
static int
count_days (gint64 from_ms,
            gint64 to_ms)
{
  gint64 last = -1;
  int n = 0;

  for (guint i = 0; i < life->life->readings->len; i++)
    {
      const BwSimulatedReading *reading
          = &g_array_index (life->life->readings, BwSimulatedReading, i);
      gint64 day = bw_time_local_day (life->zone, reading->time_ms);

      if (reading->time_ms < from_ms || reading->time_ms >= to_ms || day == last
          || !bw_hard_life_is_recorded (life, reading->time_ms))
        continue;
      last = day;
      n++;
    }
  return n;
}

/* Before, in and after the fortnight without a record: the forecast goes on, widens to what is usual
 * and says why; there is no score of a level that is too old; and what was known before counts again. */
static void
test_hole (void)
{
  gint64 after_ms = bw_hard_life_add_days (life, life->hole_end_ms, 2);
  g_autoptr (BwForecast) before = run (life->hole_ms);
  g_autoptr (BwForecast) early = run (bw_hard_life_add_days (life, life->hole_ms, 1));
  g_autoptr (BwForecast) later = run (bw_hard_life_add_days (life, life->hole_ms, 6));
  g_autoptr (BwForecast) last = run (life->hole_end_ms);
  g_autoptr (BwForecast) after = run (after_ms);
  const BwForecast *const all[] = { before, early, later, last, after };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      assert_whole (all[i]);
      g_assert_cmpint (all[i]->has_score, ==, all[i] != last);
      g_assert_cmpint (has_note (all[i], "The last reading is"), ==, all[i] == later || all[i] == last);
      g_assert_false (has_note (all[i], "Readings before"));
      g_assert_false (all[i]->calibrating);
    }
  g_assert_true (has_note (later, "The last reading is 6 days")
                 || has_note (later, "The last reading is 5 days"));
  g_assert_true (has_note (last, "The last reading is 14 days"));

  /* The level fades: what is expected tends to the usual, which scores 81. */
  bw_assert_near (later->hours[12].score, 81, 8);
  g_assert_cmpint (after->baseline_days, ==, count_days (life->first_ms, after_ms));
}

/* Mean ln of what was recorded in [from_ms, to_ms). */
static double
mean_reading (gint64 from_ms,
              gint64 to_ms)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < life->life->readings->len; i++)
    {
      const BwSimulatedReading *reading
          = &g_array_index (life->life->readings, BwSimulatedReading, i);

      if (reading->time_ms < from_ms || reading->time_ms >= to_ms
          || !bw_hard_life_is_recorded (life, reading->time_ms))
        continue;
      sum += reading->ln_rmssd + (reading->time_ms < life->watch_ms ? 0 : BW_HARD_SHIFT);
      n++;
    }
  return n > 0 ? sum / n : 0;
}

/* A new watch reads higher: the old readings count no more, there is no score until fourteen days
 * have some, and then the higher level is the usual one. */
static void
test_watch (void)
{
  static const int days[] = { 1, 8, 13, 16, 22 };
  g_autoptr (BwForecast) before = run (life->watch_ms);
  gboolean scored = FALSE;

  assert_whole (before);
  g_assert_true (before->has_score);
  g_assert_false (has_note (before, "Readings before"));
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      gint64 at_ms = bw_hard_life_add_days (life, life->watch_ms, days[i]);
      g_autoptr (BwForecast) forecast = run (at_ms);

      assert_whole (forecast);
      g_assert_true (has_note (forecast, "Readings before 2024-11-20 came from another watch"));
      g_assert_cmpint (forecast->baseline_days, ==, count_days (life->watch_ms, at_ms));
      g_assert_cmpint (forecast->has_score, ==,
                       forecast->baseline_days >= BW_BASELINE_CALIBRATION_DAYS);
      scored |= forecast->has_score;
    }
  g_assert_true (scored);

  /* Weeks on, the usual is what the new watch measured, and not half way from the old. */
  {
    gint64 at_ms = bw_hard_life_add_days (life, life->watch_ms, 45);
    g_autoptr (BwForecast) forecast = run_in (test, at_ms, "profile");
    double usual = 0;

    for (guint k = 0; k < BW_FORECAST_HOURS; k++)
      usual += log (forecast->hours[k].median_ms) / BW_FORECAST_HOURS;
    bw_assert_near (usual, mean_reading (life->watch_ms, at_ms), 0.08);
    g_assert_true (forecast->has_score);
  }
}

/* What comes later changes nothing: the forecast is that of a library that ends there. */
static void
test_nothing_later (void)
{
  const gint64 moments[] = {
    bw_hard_life_add_days (life, life->hole_ms, 3) + 7 * BW_TIME_HOUR,
    bw_hard_life_add_days (life, life->watch_ms, 5) + 7 * BW_TIME_HOUR,
    bw_hard_life_add_days (life, life->watch_ms, 30) + 7 * BW_TIME_HOUR,
  };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autoptr (BwTestLibrary) part = bw_hard_life_record (life, moments[i]);
      g_autoptr (BwForecast) whole = run (moments[i]);
      g_autoptr (BwForecast) own = run_in (part, moments[i], "best");
      g_autoptr (JsonNode) a = bw_forecast_to_json (whole);
      g_autoptr (JsonNode) b = bw_forecast_to_json (own);
      g_autofree char *expected = json_to_string (b, TRUE);
      g_autofree char *found = json_to_string (a, TRUE);

      g_assert_cmpstr (found, ==, expected);
    }
}

/* Every day is there once, with its own length; there is no value and soon no score of the days
 * without a record; the new watch begins anew. */
static void
test_trend (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTrend) trend = bw_trend_new (test->library, BW_MEASURE_AUTO, life->first_ms,
                                            life->end_ms, NULL, &error);
  guint eras = 0, scored = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (trend->days->len, ==, BW_HARD_DAYS);
  for (guint i = 0; i < trend->days->len; i++)
    {
      const BwTrendDay *day = &g_array_index (trend->days, BwTrendDay, i);
      gint64 hours = (day->end_ms - day->start_ms) / BW_TIME_HOUR;
      gboolean after = day->start_ms >= life->watch_ms;

      g_assert_cmpint (day->start_ms, ==, bw_hard_life_add_days (life, life->first_ms, (int) i));
      g_assert_cmpint (hours, ==, day->start_ms == life->spring_ms   ? 23
                                  : day->start_ms == life->autumn_ms ? 25
                                                                     : 24);
      if (!bw_hard_life_is_recorded (life, day->start_ms))
        {
          g_assert_cmpuint (day->n, ==, 0);
          g_assert_false (day->has_score && day->start_ms >= life->hole_ms + 2 * BW_TIME_DAY);
        }
      if (after && day->end_ms <= bw_hard_life_add_days (life, life->watch_ms, 13))
        g_assert_false (day->has_score || day->has_normal);
      eras += day->new_era && day->start_ms > life->first_ms;
      g_assert_false (day->new_era && day->start_ms > life->first_ms
                      && day->start_ms < life->watch_ms);
      scored += day->has_score;
    }
  g_assert_cmpuint (eras, ==, 1);
  g_assert_cmpuint (scored, >, BW_HARD_DAYS / 2);
}

/* Tested across the autumn's change of the clock and the new watch: each model at the same hours, and
 * the bands hold about what they say. */
static void
test_backtest (void)
{
  const BwBacktestOptions options = { .stride_hours = 12 };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBacktest) backtest
      = bw_backtest_run (test->library, &options, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (backtest->from_ms, <, life->autumn_ms);
  g_assert_cmpuint (backtest->n_targets, >, 500);
  for (guint i = 0; i < backtest->models->len; i++)
    {
      const BwBacktestModel *model = g_ptr_array_index (backtest->models, i);

      g_assert_cmpuint (model->all.n, ==, backtest->n_targets);
      g_assert_true (isfinite (model->all.pinball) && model->all.pinball > 0);
    }
  bw_assert_near (bw_backtest_get_model (backtest, "average")->all.coverage80, 0.8, 0.05);
  bw_assert_near (bw_backtest_get_model (backtest, "profile")->all.coverage80, 0.8, 0.05);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  life = bw_hard_life_new ();
  if (life == NULL)
    return 77;
  test = bw_hard_life_record (life, G_MAXINT64);
  g_test_add_func ("/forecast/hard-life/hours", test_hours);
  g_test_add_func ("/forecast/hard-life/clock", test_clock);
  g_test_add_func ("/forecast/hard-life/hole", test_hole);
  g_test_add_func ("/forecast/hard-life/watch", test_watch);
  g_test_add_func ("/forecast/hard-life/nothing-later", test_nothing_later);
  g_test_add_func ("/forecast/hard-life/trend", test_trend);
  g_test_add_func ("/forecast/hard-life/backtest", test_backtest);
  status = g_test_run ();
  bw_test_library_free (test);
  bw_hard_life_free (life);
  return status;
}
