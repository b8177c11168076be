/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test-library.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-came.h"
#include "forecast/bw-past.h"
#include "forecast/bw-score.h"

#include <math.h>

/* 2026-01-05 00:00 UTC, a Monday. */
#define BEGIN_MS G_GINT64_CONSTANT (1767571200000)

typedef struct
{
  BwHourly *hourly;
  BwSeries *series;
  BwPastNormal normal;
  GArray *hours, *readings, *eras;
} Fixture;

static double
value_at (guint i)
{
  return exp (3.9 + 0.2 * sin (i / 7.0) + 0.1 * ((i * 7919) % 11 / 5.0 - 1));
}

/* A reading every four hours; another watch from day @new_watch on, that shows 1.6 times as much. */
static BwHourly *
live (guint days,
      guint new_watch)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  BwHourly *hourly = bw_test_hourly_new (zone, BEGIN_MS, BEGIN_MS + days * BW_TIME_DAY);

  for (guint i = 0; i < days * 6; i++)
    {
      gboolean is_new = i >= new_watch * 6;

      bw_test_hourly_add (hourly, BEGIN_MS + i * 4 * BW_TIME_HOUR + 90 * BW_TIME_MINUTE,
                          value_at (i) * (is_new ? 1.6 : 1), is_new ? 2 : 1);
    }
  return hourly;
}

/* What is shown at the beginning of day @at; scores move with the dynamics of @level, if given. */
static void
set_up (Fixture            *self,
        BwHourly           *hourly,
        guint               at,
        const BwPastNormal *dynamics)
{
  self->hourly = hourly;
  self->series = bw_series_new (hourly);
  g_assert_true (bw_past_normal_fit (&self->normal, self->series, BEGIN_MS + at * BW_TIME_DAY));
  if (dynamics != NULL)
    {
      self->normal.level = dynamics->level;
      self->normal.sigma = dynamics->sigma;
    }
  self->hours = g_array_new (FALSE, FALSE, sizeof (BwPastHour));
  self->readings = g_array_new (FALSE, FALSE, sizeof (BwPastReading));
  self->eras = g_array_new (FALSE, FALSE, sizeof (BwPastEra));
  bw_past_fill_all (self->hours, self->readings, self->eras, self->series, &self->normal,
                    G_MININT64);
}

static void
tear_down (Fixture *self)
{
  g_array_unref (self->hours);
  g_array_unref (self->readings);
  g_array_unref (self->eras);
  bw_series_free (self->series);
  bw_hourly_free (self->hourly);
}

static const BwPastHour *
hour_at (const Fixture *self,
         guint          i)
{
  return &g_array_index (self->hours, BwPastHour, i);
}

/* Every hour once, in order; nothing before the baseline is calibrated, everything after. */
static void
test_whole (void)
{
  Fixture f;

  set_up (&f, live (60, 60), 60, NULL);
  g_assert_cmpuint (f.hours->len, ==, 60 * 24);
  g_assert_cmpuint (f.eras->len, ==, 0);
  for (guint i = 0; i < f.hours->len; i++)
    {
      const BwPastHour *hour = hour_at (&f, i);

      g_assert_cmpint (hour->time_ms, ==, BEGIN_MS + i * BW_TIME_HOUR);
      if (i < 14 * 24)
        g_assert_false (hour->has_level);
      if (i >= 21 * 24)
        g_assert_true (hour->has_level && hour->level_score > 0 && hour->level_score < 100);
    }
  for (guint i = 1; i < f.readings->len; i++)
    g_assert_cmpint (g_array_index (f.readings, BwPastReading, i).time_ms, ==,
                     g_array_index (f.readings, BwPastReading, i - 1).time_ms + 4 * BW_TIME_HOUR);
  g_assert_cmpuint (f.readings->len, >=, 39 * 6);
  tear_down (&f);
}

/* The newest week ends where the forecast begins: at the level of the origin itself. */
static void
test_meets_the_forecast (void)
{
  Fixture f;
  BwOrigin origin;
  double mean, variance;

  set_up (&f, live (60, 60), 60, NULL);
  g_assert_true (bw_origin_init (&origin, f.series, f.normal.at_ms, NULL));
  bw_past_normal_from_origin (&f.normal, &origin);
  g_array_set_size (f.hours, 0);
  bw_past_fill_all (f.hours, f.readings, f.eras, f.series, &f.normal, G_MININT64);
  /* The last hour began before no reading of its own. */
  bw_level_state_predict (&origin.state, &origin.level, f.normal.at_ms - BW_TIME_HOUR, &mean,
                          &variance);
  bw_assert_near (hour_at (&f, f.hours->len - 1)->level_score,
                  bw_score_from_z (bw_score_level_z (mean, origin.sigma)), 1e-9);
  tear_down (&f);
}

/* What came later changes nothing of the weeks before, but the one that is looked back on from now. */
static void
test_no_hindsight (void)
{
  Fixture early, late;

  set_up (&late, live (95, 95), 95, NULL);
  set_up (&early, live (67, 67), 67, &late.normal);
  for (guint i = 0; i < 60 * 24; i++)
    {
      g_assert_true (hour_at (&early, i)->has_level == hour_at (&late, i)->has_level);
      if (hour_at (&early, i)->has_level)
        g_assert_true (hour_at (&early, i)->level_score == hour_at (&late, i)->level_score);
    }
  tear_down (&early);
  tear_down (&late);
}

/* Another watch: its readings are held against nothing until it has a normal of its own. */
static void
test_new_watch (void)
{
  Fixture f;
  gint64 start_ms = BEGIN_MS + 40 * BW_TIME_DAY + 90 * BW_TIME_MINUTE;

  set_up (&f, live (80, 40), 80, NULL);
  g_assert_cmpuint (f.eras->len, ==, 1);
  g_assert_cmpint (g_array_index (f.eras, BwPastEra, 0).start_ms, ==, start_ms);
  g_assert_true (g_array_index (f.eras, BwPastEra, 0).new_device);
  g_assert_cmpuint (f.hours->len, ==, 80 * 24);
  g_assert_true (hour_at (&f, 40 * 24)->has_level);
  for (guint i = 40 * 24 + 2; i < 54 * 24; i++)
    g_assert_false (hour_at (&f, i)->has_level);
  for (guint i = 62 * 24; i < 80 * 24; i++)
    g_assert_true (hour_at (&f, i)->has_level);
  for (guint i = 0; i < f.readings->len; i++)
    {
      gint64 time_ms = g_array_index (f.readings, BwPastReading, i).time_ms;

      g_assert_true (time_ms < start_ms || time_ms >= start_ms + 13 * BW_TIME_DAY);
    }
  tear_down (&f);
}

/* A hole stays one. */
static void
test_hole (void)
{
  Fixture f;
  BwHourly *hourly = live (60, 60);
  guint n = hourly->readings->len;

  /* From the 40th day to the 49th nobody wore the watch. */
  for (guint i = 0; i < 9 * 24; i++)
    g_array_index (hourly->hours, BwHour, 40 * 24 + i).n = 0;
  for (guint i = n; i > 0; i--)
    {
      gint64 time_ms = g_array_index (hourly->readings, BwHourlyReading, i - 1).time_ms - BEGIN_MS;

      if (time_ms >= 40 * BW_TIME_DAY && time_ms < 49 * BW_TIME_DAY)
        g_array_remove_index (hourly->readings, i - 1);
    }
  set_up (&f, hourly, 60, NULL);
  for (guint i = 36 * 24; i < 60 * 24; i++)
    {
      /* The last reading before came at 21:30 the day before. */
      gboolean silent = i > 40 * 24 + 33 && i <= 49 * 24 + 1;

      g_assert_true (hour_at (&f, i)->has_level != silent);
    }
  g_assert_cmpuint (f.eras->len, ==, 0);
  tear_down (&f);
}

/* Readings of the hours ahead are held against the band of their hour, borders included. */
static void
test_came (void)
{
  g_autoptr (BwTestLibrary) test = bw_test_library_new ("UTC");
  g_autoptr (BwForecast) forecast = bw_forecast_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) none = NULL, came = NULL;
  const struct
  {
    int minute;
    double value_ms;
    gboolean comes, inside;
  } cases[] = {
    { -10, 45, FALSE, FALSE },          { 5, 40, TRUE, TRUE },
    { 65, 45, TRUE, FALSE },            { 130, 42, TRUE, TRUE },
    { 23 * 60 + 59, 63, TRUE, TRUE },   { 24 * 60, 63, FALSE, FALSE },
  };

  forecast->issued_ms = BEGIN_MS;
  forecast->measure = BW_MEASURE_RMSSD;
  none = bw_came_read (test->library, forecast, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);

  /* A band that rises by a millisecond an hour. */
  forecast->n_hours = BW_FORECAST_HOURS;
  for (guint k = 0; k < BW_FORECAST_HOURS; k++)
    {
      forecast->hours[k].time_ms = BEGIN_MS + k * BW_TIME_HOUR;
      forecast->hours[k].low_ms = 40 + k;
      forecast->hours[k].high_ms = 43 + k;
    }
  bw_test_library_begin (test);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    bw_test_library_add_reading (test, "Watch", BEGIN_MS + cases[i].minute * BW_TIME_MINUTE,
                                 cases[i].value_ms, TRUE);
  bw_test_library_end (test);
  came = bw_came_read (test->library, forecast, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (came->len, ==, 4);
  for (guint i = 0, n = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const BwCame *one;

      if (!cases[i].comes)
        continue;
      one = &g_array_index (came, BwCame, n++);
      g_assert_cmpint (one->time_ms, ==, BEGIN_MS + cases[i].minute * BW_TIME_MINUTE);
      g_assert_cmpuint (one->hour, ==, (guint) (cases[i].minute / 60));
      g_assert_true (one->inside == cases[i].inside);
    }
  g_assert_cmpuint (bw_came_count_inside (came), ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/past/whole", test_whole);
  g_test_add_func ("/past/meets-the-forecast", test_meets_the_forecast);
  g_test_add_func ("/past/no-hindsight", test_no_hindsight);
  g_test_add_func ("/past/new-watch", test_new_watch);
  g_test_add_func ("/past/hole", test_hole);
  g_test_add_func ("/past/came", test_came);
  return g_test_run ();
}
