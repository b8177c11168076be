/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-random.h"
#include "base/bw-time.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-gate.h"
#include "forecast/bw-issue.h"

#include <math.h>
#include <string.h>

static BwForecast *
issue (BwHourly   *hourly,
       gint64      at_ms,
       const char *model)
{
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  BwIssueOptions options = { .model = model };
  g_autoptr (GError) error = NULL;
  BwForecast *forecast = bw_issue (series, at_ms, &options, NULL, NULL, &error);

  g_assert_no_error (error);
  return forecast;
}

static gint64
end_of (BwHourly *hourly)
{
  return g_array_index (hourly->hours, BwHour, hourly->hours->len - 1).start_ms + BW_TIME_HOUR;
}

static BwHourly *
simulate (guint days)
{
  BwSimulateOptions options;

  bw_simulate_options_init (&options, 4);
  options.days = days;
  return bw_test_hourly_simulate (&options);
}

/* Bands, scores, zones and probabilities agree with each other, for every model. */
static void
test_models (void)
{
  static const char *const models[] = { "best", "persistence", "seasonal", "median", "profile",
                                        "damped", "level", "ridge", "average" };
  g_autoptr (BwHourly) hourly = simulate (100);

  for (guint m = 0; m < G_N_ELEMENTS (models); m++)
    {
      g_autoptr (BwForecast) forecast = issue (hourly, end_of (hourly), models[m]);

      if (m > 0)
        g_assert_cmpstr (forecast->model, ==, models[m]);
      g_assert_cmpuint (forecast->n_hours, ==, 24);
      g_assert_true (forecast->has_score);
      g_assert_false (forecast->calibrating);
      g_assert_cmpint (forecast->zone_now, ==, bw_zone_from_score (forecast->score_now));
      g_assert_cmpint (forecast->issued_ms, ==, forecast->hours[0].time_ms);
      for (guint k = 0; k < 24; k++)
        {
          const BwForecastHour *hour = &forecast->hours[k];

          g_assert_cmpint (hour->time_ms, ==, forecast->issued_ms + k * BW_TIME_HOUR);
          g_assert_true (5 < hour->low_ms && hour->low_ms < hour->median_ms
                         && hour->median_ms < hour->high_ms && hour->high_ms < 300);
          g_assert_true (0 <= hour->score_low && hour->score_low <= hour->score
                         && hour->score <= hour->score_high && hour->score_high <= 100);
          g_assert_cmpint (hour->zone, ==, bw_zone_from_score (hour->score));
          bw_assert_near (hour->p_green + hour->p_yellow + hour->p_red, 1, 1e-12);
        }
    }
}

/* With no other term, the score now is the forecast's own at horizon zero: the same level. */
static void
test_consistent (void)
{
  g_autoptr (BwHourly) hourly = simulate (100);
  g_autoptr (BwForecast) forecast = issue (hourly, end_of (hourly), "level");

  g_assert_cmpuint (forecast->pushes->len, ==, 1);
  bw_assert_near (forecast->score_now, forecast->hours[0].score, 2);
  bw_assert_near (((BwPush *) g_ptr_array_index (forecast->pushes, 0))->push,
                  forecast->score_now - 100 / (1 + exp (-1.473)), 1e-9);
}

/* One reading, thirteen days of them, fourteen. */
static void
test_few (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 from_ms = 20000 * BW_TIME_DAY;

  for (guint days = 0; days <= 14; days++)
    {
      g_autoptr (BwHourly) hourly = bw_test_hourly_new (utc, from_ms, from_ms + 20 * BW_TIME_DAY);
      g_autoptr (BwForecast) forecast = NULL;

      if (days == 0)
        {
          g_autoptr (BwSeries) series = bw_series_new (hourly);
          BwIssueOptions options = { .model = "best" };
          g_autoptr (GError) error = NULL;

          g_assert_null (bw_issue (series, from_ms, &options, NULL, NULL, &error));
          g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
          continue;
        }
      for (guint d = 0; d < days; d++)
        bw_test_hourly_add (hourly, from_ms + d * BW_TIME_DAY + 8 * BW_TIME_HOUR, 45 + d, 1);
      forecast = issue (hourly, from_ms + (days + 1) * BW_TIME_DAY, "best");
      g_assert_cmpint (forecast->baseline_days, ==, days);
      g_assert_cmpint (forecast->calibrating, ==, days < 14);
      g_assert_cmpint (forecast->has_score, ==, days >= 14);
      g_assert_cmpuint (forecast->n_hours, ==, 24);
      for (guint k = 0; k < 24; k++)
        {
          bw_assert_near (forecast->hours[k].median_ms, 45 + days / 2.0, days < 14 ? 4 : 6);
          g_assert_cmpfloat (forecast->hours[k].low_ms, <, 0.85 * forecast->hours[k].median_ms);
          g_assert_cmpfloat (forecast->hours[k].high_ms, >, 1.15 * forecast->hours[k].median_ms);
        }
    }
}

/* The clock goes forward and back within the 24 hours. */
static void
test_summer_time (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 start_ms[BW_FORECAST_HOURS];
  gint8 hour[BW_FORECAST_HOURS];

  if (berlin == NULL)
    {
      g_test_skip ("no time zone data");
      return;
    }
  /* 2024-03-31 00:00 +0100: 2 o'clock does not exist. */
  bw_issue_hours (berlin, bw_time_days_from_civil (2024, 3, 31) * BW_TIME_DAY - BW_TIME_HOUR,
                  start_ms, hour);
  for (int k = 0; k < BW_FORECAST_HOURS; k++)
    {
      g_assert_cmpint (hour[k], ==, (k < 2 ? k : k + 1) % 24);
      g_assert_cmpint (start_ms[k], ==, start_ms[0] + k * BW_TIME_HOUR);
    }
  /* 2024-10-27 00:20 +0200: from 1 o'clock on, and 2 o'clock comes twice. */
  bw_issue_hours (berlin,
                  bw_time_days_from_civil (2024, 10, 27) * BW_TIME_DAY - 2 * BW_TIME_HOUR
                      + 20 * BW_TIME_MINUTE,
                  start_ms, hour);
  g_assert_cmpint (hour[0], ==, 1);
  g_assert_cmpint (hour[1], ==, 2);
  g_assert_cmpint (hour[2], ==, 2);
  g_assert_cmpint (hour[3], ==, 3);
  g_assert_cmpint (hour[23], ==, 23);
}

/* The bands of a simulated year hold what they promise, and the best rival beats the median. */
static void
test_track (void)
{
  g_autoptr (BwHourly) hourly = simulate (200);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  BwIssueOptions options = { .model = "best" };
  BwIssue made = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwForecast) forecast
      = bw_issue (series, end_of (hourly), &options, &made, NULL, &error);
  g_autofree BwBand *bands = NULL, *median = NULL;
  BwTrackRecord track;
  guint first = 0;

  g_assert_no_error (error);
  g_assert_true (made.track.known);
  bw_assert_near (made.track.coverage80, 0.8, 0.04);
  g_assert_cmpfloat (made.track.skill_percent, >, 0);
  /* Hours, not forecasts of them: about five a day of 90 days hold a reading. */
  g_assert_cmpuint (made.track.n_hours, >, 300);
  g_assert_cmpuint (made.track.n_hours, <, 600);
  /* Those of the last 90 days and no others. */
  bands = bw_issue_rival_bands (made.targets, BW_RIVAL_AVERAGE, NULL);
  median = bw_issue_rival_bands (made.targets, BW_RIVAL_MEDIAN, NULL);
  while (g_array_index (made.targets, BwTarget, first).issued_ms
         < forecast->issued_ms - 90 * BW_TIME_DAY)
    first++;
  g_assert_cmpuint (first, >, 100);
  bw_gate_track (&track, made.targets, bands, median, first);
  g_assert_cmpuint (made.track.n_hours, ==, track.n_hours);
  g_assert_cmpfloat (made.track.coverage80, ==, track.coverage80);
  g_assert_cmpfloat (made.track.skill_percent, ==, track.skill_percent);
  g_assert_cmpfloat (made.track.skill_low, <=, made.track.skill_percent);
  g_assert_cmpfloat (made.track.skill_high, >=, made.track.skill_percent);
  bw_issue_clear (&made);
}

/* Each hour's band is what is expected of it and the margins of its block of horizons. */
static void
test_margins (void)
{
  g_autoptr (BwHourly) hourly = simulate (200);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  BwIssueOptions options = { .model = "average" };
  BwIssue made = { 0 };
  g_autoptr (BwForecast) forecast = bw_issue (series, end_of (hourly), &options, &made, NULL, NULL);
  g_autoptr (BwConformal) conformal = NULL;
  g_autofree BwBand *bands = bw_issue_rival_bands (made.targets, BW_RIVAL_AVERAGE, &conformal);
  double above[BW_CONFORMAL_BLOCKS];

  for (int k = 0; k < BW_FORECAST_HOURS; k++)
    {
      const BwForecastHour *hour = &forecast->hours[k];
      int local = bw_time_local_hour (hourly->zone, hour->time_ms);
      int block = k < 6 ? 0 : k < 12 ? 1 : 2;
      double z = bw_origin_predict (&made.origin, BW_RIVAL_AVERAGE, hour->time_ms, local), below;

      bw_conformal_margins (conformal, block, made.origin.baseline.days, FALSE, &below, &above[block]);
      bw_assert_near (log (hour->median_ms), bw_baseline_to_x (&made.origin.baseline, local, z), 1e-9);
      bw_assert_near (log (hour->low_ms),
                      bw_baseline_to_x (&made.origin.baseline, local, z - below), 1e-9);
      bw_assert_near (log (hour->high_ms),
                      bw_baseline_to_x (&made.origin.baseline, local, z + above[block]), 1e-9);
    }
  g_assert_true (above[0] != above[1] && above[1] != above[2]);
  bw_issue_clear (&made);
}

/* Readings that are nothing but noise: the usual range is shown, and the notes say so. */
static void
test_no_signal (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 from_ms = 20000 * BW_TIME_DAY;
  g_autoptr (BwHourly) hourly = bw_test_hourly_new (utc, from_ms, from_ms + 60 * BW_TIME_DAY);
  g_autoptr (BwForecast) forecast = NULL;
  GRand *rand = bw_random_new (8, "noise");
  gboolean said = FALSE;

  for (guint i = 0; i < 60 * 24; i += 6)
    bw_test_hourly_add (hourly, from_ms + i * BW_TIME_HOUR, 45 * exp (0.4 * bw_random_normal (rand)),
                        1);
  g_rand_free (rand);
  forecast = issue (hourly, end_of (hourly), "best");
  g_assert_cmpfloat (forecast->reliability, <, BW_LEVEL_RELIABLE_FROM);
  g_assert_cmpstr (forecast->model, ==, "profile");
  for (guint k = 0; k < 24; k++)
    g_assert_cmpint (bw_zone_shown_score (forecast->hours[k].score), ==, 81);
  for (guint i = 0; i < forecast->notes->len; i++)
    said |= g_str_equal (g_ptr_array_index (forecast->notes, i), bw_level_reliability_get_text (0.1));
  g_assert_true (said);

  /* Another model by name is not the usual range, and no note says it is. */
  g_clear_pointer (&forecast, bw_forecast_free);
  forecast = issue (hourly, end_of (hourly), "persistence");
  for (guint i = 0; i < forecast->notes->len; i++)
    g_assert_null (strstr (g_ptr_array_index (forecast->notes, i), "usual range is shown"));
}

/* The note on another watch names the day of its first reading, also where that comes just after
 * midnight. */
static void
test_watch_note (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 from_ms = 20000 * BW_TIME_DAY, watch_ms = from_ms + 20 * BW_TIME_DAY;
  g_autoptr (BwHourly) hourly = bw_test_hourly_new (utc, from_ms, watch_ms + 2 * BW_TIME_DAY);
  g_autoptr (BwForecast) forecast = NULL;
  g_autofree char *day = bw_time_format_day (20020);
  g_autofree char *start = g_strdup_printf ("Readings before %s came from another watch", day);
  gboolean said = FALSE;

  for (guint i = 0; i < 22 * 4; i++)
    bw_test_hourly_add (hourly, from_ms + i * 6 * BW_TIME_HOUR + 20 * BW_TIME_MINUTE, 45 + i % 3,
                        i < 20 * 4 ? 1 : 2);
  forecast = issue (hourly, end_of (hourly), "best");
  for (guint i = 0; i < forecast->notes->len; i++)
    said |= g_str_has_prefix (g_ptr_array_index (forecast->notes, i), start);
  g_assert_true (said);
}

static void
test_unknown_model (void)
{
  static const char *const unknown[] = { "lstm", "magic", "" };
  g_autoptr (BwHourly) hourly = simulate (40);
  g_autoptr (BwSeries) series = bw_series_new (hourly);

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      BwIssueOptions options = { .model = unknown[i] };
      g_autoptr (GError) error = NULL;

      g_assert_null (bw_issue (series, end_of (hourly), &options, NULL, NULL, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
    }
}

/* A net that passed the gate is shown, with its own quantiles and margins; one that did not is
 * shown only by name; while calibrating, never by itself. */
static void
test_net (void)
{
  g_autoptr (BwHourly) hourly = simulate (100);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  BwIssueNet net = { .model_id = 7 };

  for (int k = 0; k < BW_FORECAST_HOURS; k++)
    {
      net.z[k][0] = -1;
      net.z[k][1] = 0.5;
      net.z[k][2] = 1;
    }
  for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    net.margins[b][0] = net.margins[b][1] = 0.25;
  for (int wins = 0; wins < 2; wins++)
    for (int named = 0; named < 2; named++)
      {
        BwIssueOptions options = { .model = named ? "lstm" : "best", .net = &net, .net_wins = wins };
        g_autoptr (GError) error = NULL;
        BwIssue made = { 0 };
        g_autoptr (BwForecast) forecast
            = bw_issue (series, end_of (hourly), &options, &made, NULL, &error);
        const BwForecastHour *hour;

        g_assert_no_error (error);
        /* Its own line is there whoever is shown. */
        g_assert_true (forecast->has_net);
        bw_assert_near (forecast->net_score[3],
                        100 / (1 + exp (-1.473 - 1.252 * 0.5 / made.origin.sigma)), 1e-9);
        bw_issue_clear (&made);
        if (!wins && !named)
          {
            g_assert_cmpstr (forecast->model, ==, "average");
            g_assert_cmpint (forecast->model_id, ==, 0);
            continue;
          }
        g_assert_cmpstr (forecast->model, ==, "lstm");
        g_assert_cmpint (forecast->model_id, ==, 7);
        hour = &forecast->hours[5];
        bw_assert_near (log (hour->median_ms / hour->low_ms)
                            / log (hour->high_ms / hour->median_ms),
                        1.75 / 0.75, 1e-9);
        bw_assert_near (forecast->net_median_ms[5], hour->median_ms, 1e-9);
        bw_assert_near (forecast->net_score[5], hour->score, 1e-9);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/issue/models", test_models);
  g_test_add_func ("/issue/consistent", test_consistent);
  g_test_add_func ("/issue/few", test_few);
  g_test_add_func ("/issue/summer-time", test_summer_time);
  g_test_add_func ("/issue/track", test_track);
  g_test_add_func ("/issue/margins", test_margins);
  g_test_add_func ("/issue/no-signal", test_no_signal);
  g_test_add_func ("/issue/watch-note", test_watch_note);
  g_test_add_func ("/issue/unknown-model", test_unknown_model);
  g_test_add_func ("/issue/net", test_net);
  return g_test_run ();
}
