/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "base/bw-time.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-rivals.h"
#include "forecast/bw-score.h"

#include <math.h>

#define DAY0 20000

/* 40 days, a reading at 3, 9, 15 and 21 o'clock. */
static BwHourly *
make (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 from_ms = DAY0 * BW_TIME_DAY;
  BwHourly *hourly = bw_test_hourly_new (utc, from_ms, from_ms + 40 * BW_TIME_DAY);
  GRand *rand = bw_random_new (1, "rivals");

  for (guint i = 3; i < 40 * 24; i += 6)
    bw_test_hourly_add (hourly, from_ms + i * BW_TIME_HOUR + 20 * BW_TIME_MINUTE,
                        exp (4 + 0.3 * bw_random_normal (rand)), 1);
  g_rand_free (rand);
  return hourly;
}

/* Each rival against its definition, written out anew. */
static void
test_definitions (void)
{
  g_autoptr (BwHourly) hourly = make ();
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  gint64 at_ms = (DAY0 + 30) * BW_TIME_DAY + 11 * BW_TIME_HOUR;
  gint64 target_ms = at_ms + 4 * BW_TIME_HOUR;
  BwOrigin origin;
  double x[56], last, mean, variance, median = 0;
  guint n = 0;

  g_assert_true (bw_origin_init (&origin, series, at_ms, NULL));
  g_assert_cmpuint (origin.baseline.days, ==, 31);
  g_assert_cmpuint (origin.n_readings, ==, 30 * 4 + 2);

  /* The last is that of 9:20. */
  last = bw_baseline_to_z (&origin.baseline, 9, series->reading_x[origin.n_readings - 1]);
  bw_assert_near (bw_origin_predict (&origin, BW_RIVAL_PERSISTENCE, target_ms, 15), last, 1e-12);
  /* What is noise alone is damped to nothing: of another person, then. */
  origin.damping_tau_h = 10;
  bw_assert_near (bw_origin_predict (&origin, BW_RIVAL_DAMPED, target_ms, 15),
                  last * exp (-(6 + 1.0 / 6) / origin.damping_tau_h), 1e-12);

  /* 15 o'clock was last seen on the day before; 16 never. */
  bw_assert_near (bw_origin_predict (&origin, BW_RIVAL_SEASONAL, target_ms, 15),
                  bw_baseline_to_z (&origin.baseline, 15, series->reading_x[29 * 4 + 2]), 1e-12);
  g_assert_cmpfloat (bw_origin_predict (&origin, BW_RIVAL_SEASONAL, target_ms, 16), ==, 0);
  g_assert_cmpfloat (bw_origin_predict (&origin, BW_RIVAL_PROFILE, target_ms, 15), ==, 0);

  for (guint i = 0; i < series->n_observations; i++)
    if (series->observations[i].time_ms < at_ms
        && series->observations[i].time_ms >= at_ms - 14 * BW_TIME_DAY)
      x[n++] = series->observations[i].x;
  g_assert_cmpuint (n, ==, 56);
  for (guint i = 0; i < n; i++)
    {
      guint below = 0;

      for (guint j = 0; j < n; j++)
        below += x[j] < x[i];
      if (below == n / 2 - 1 || below == n / 2)
        median += x[i] / 2;
    }
  bw_assert_near (origin.median_x, median, 1e-12);
  bw_assert_near (bw_baseline_to_x (&origin.baseline, 15,
                                    bw_origin_predict (&origin, BW_RIVAL_MEDIAN, target_ms, 15)),
                  origin.median_x, 1e-12);

  bw_origin_predict_level (&origin, target_ms, &mean, &variance);
  g_assert_cmpfloat (bw_origin_predict (&origin, BW_RIVAL_LEVEL, target_ms, 15), ==, mean);
  g_assert_cmpfloat (variance, <=, bw_level_variance (&origin.level));
  g_assert_true (origin.ridge.fitted);
  bw_assert_near (bw_origin_predict (&origin, BW_RIVAL_RIDGE, target_ms, 15),
                  bw_ridge_predict (&origin.ridge, &origin.view, &origin.baseline, mean, 5, 15),
                  1e-12);
  bw_assert_near (bw_origin_predict (&origin, BW_RIVAL_AVERAGE, target_ms, 15),
                  (mean + bw_origin_predict (&origin, BW_RIVAL_RIDGE, target_ms, 15)) / 3, 1e-12);

  /* A score of the average's stands on the two of its parts that follow the readings. */
  bw_assert_near (bw_origin_expect_level (&origin, BW_RIVAL_AVERAGE, target_ms, 15),
                  1.5 * bw_origin_predict (&origin, BW_RIVAL_AVERAGE, target_ms, 15), 1e-12);
  g_assert_cmpfloat (bw_origin_expect_level (&origin, BW_RIVAL_LEVEL, target_ms, 15), ==, mean);
  g_assert_cmpfloat (bw_origin_expect_level (&origin, BW_RIVAL_PROFILE, target_ms, 15), ==, 0);
}

/* What a score is measured in, and how far one of an hour to come may lie from what is expected. */
static void
test_score (void)
{
  g_autoptr (BwHourly) hourly = NULL;
  g_autoptr (BwSeries) series = NULL;
  BwSimulateOptions options;
  BwOrigin origin;
  double total, mean, variance, before = 0;
  gint64 at_ms;

  bw_simulate_options_init (&options, 31);
  options.days = 120;
  hourly = bw_test_hourly_simulate (&options);
  series = bw_series_new (hourly);
  at_ms = series->hours[series->n_hours - 1].start_ms;
  g_assert_true (bw_origin_init (&origin, series, at_ms, NULL));
  total = bw_level_variance (&origin.level);
  g_assert_cmpfloat (origin.sigma, <, sqrt (total));
  g_assert_cmpfloat (origin.sigma, >=, sqrt (BW_SCORE_RELIABILITY_FLOOR * total) - 1e-12);

  /* It grows with the hours, from little to all that a score ever moves. */
  for (int k = 0; k < 24 * 400; k += 24)
    {
      double sd;

      bw_origin_predict_level (&origin, at_ms + k * BW_TIME_HOUR, &mean, &variance);
      sd = bw_origin_score_sd (&origin, variance);
      g_assert_cmpfloat (sd, >=, before - 1e-9);
      g_assert_cmpfloat (sd, >=, 0.3 * origin.sigma - 1e-12);
      before = sd;
    }
  bw_assert_near (before, origin.sigma, 1e-3);
  g_assert_cmpfloat (bw_origin_score_sd (&origin, 0), ==, 0.3 * origin.sigma);
}

/* Where a band has a reading every half an hour, those of a fit span but days. What a score is measured in
 * goes by the reliability of two months all the same. */
static void
test_dense (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 from_ms = DAY0 * BW_TIME_DAY, end_ms = from_ms + 70 * BW_TIME_DAY;
  g_autoptr (BwHourly) hourly = bw_test_hourly_new (utc, from_ms, end_ms);
  g_autoptr (BwSeries) series = NULL;
  g_autofree double *z = NULL;
  GRand *rand = bw_random_new (3, "dense");
  const double a = exp (-0.5 / 30);
  double level = 0, reliability;
  BwOrigin origin;

  for (gint64 time_ms = from_ms; time_ms < end_ms; time_ms += BW_TIME_HOUR / 2)
    {
      level = a * level + 0.2 * sqrt (1 - a * a) * bw_random_normal (rand);
      bw_test_hourly_add (hourly, time_ms, exp (4 + level + 0.3 * bw_random_normal (rand)), 1);
    }
  g_rand_free (rand);
  series = bw_series_new (hourly);
  g_assert_true (bw_origin_init (&origin, series, end_ms, NULL));
  g_assert_cmpuint (origin.n_readings, >, 3 * BW_LEVEL_FIT_RESIDUALS);
  z = g_new (double, origin.n_readings);
  bw_origin_residuals (&origin, series, 0, z);
  reliability = bw_level_reliability (&origin.level, series->reading_ms, z, origin.n_readings,
                                      end_ms - BW_BASELINE_HALF_LIFE_DAYS * BW_TIME_DAY, end_ms);
  g_assert_cmpfloat (reliability, >, BW_SCORE_RELIABILITY_FLOOR + 0.1);
  bw_assert_near (origin.sigma, sqrt (reliability * bw_level_variance (&origin.level)),
                  0.01 * origin.sigma);
}

/* φ comes back from a series that was made with it. */
static void
test_damping (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 from_ms = DAY0 * BW_TIME_DAY;
  g_autoptr (BwHourly) hourly = bw_test_hourly_new (utc, from_ms, from_ms + 200 * BW_TIME_DAY);
  g_autoptr (BwSeries) series = NULL;
  GRand *rand = bw_random_new (2, "damping");
  double z = 0;
  BwOrigin origin;

  for (guint i = 0; i < 200 * 24; i += 5)
    {
      double a = exp (-5.0 / 18);

      z = a * z + sqrt (1 - a * a) * bw_random_normal (rand);
      bw_test_hourly_add (hourly, from_ms + i * BW_TIME_HOUR, exp (4 + 0.3 * z), 1);
    }
  g_rand_free (rand);
  series = bw_series_new (hourly);
  g_assert_true (bw_origin_init (&origin, series, from_ms + 200 * BW_TIME_DAY, NULL));
  bw_assert_near (log (origin.damping_tau_h), log (18), 0.35);
}

/* The rolling origins: no target before the 14th day, none known before it is due, none beyond the
 * end; and what comes after an issue changes nothing in what was said. */
static void
test_rolling (void)
{
  g_autoptr (BwHourly) hourly = make (), changed = make ();
  g_autoptr (BwSeries) series = bw_series_new (hourly), series2 = NULL;
  gint64 cut_ms = (DAY0 + 34) * BW_TIME_DAY, end_ms = (DAY0 + 38) * BW_TIME_DAY;
  g_autoptr (GArray) targets = bw_rolling (series, 0, end_ms, BW_ROLLING_STRIDE_HOURS, NULL, NULL,
                                           NULL);
  g_autoptr (GArray) targets2 = NULL;
  gboolean differs = FALSE, ruled = FALSE, looked_back = FALSE;

  g_assert_cmpuint (targets->len, >, 300);
  for (guint i = 0; i < targets->len; i++)
    {
      const BwTarget *t = &g_array_index (targets, BwTarget, i);

      g_assert_cmpuint (t->days, >=, 14);
      g_assert_cmpint (t->issued_ms % (6 * BW_TIME_HOUR), ==, 0);
      g_assert_cmpint (t->due_ms, ==, t->issued_ms + t->horizon * BW_TIME_HOUR);
      g_assert_cmpint (t->due_ms, <=, end_ms);
      g_assert_cmpint (series->hours[t->hour_index].hour, ==, t->hour);
    }

  for (guint i = 0; i < changed->hours->len; i++)
    if (g_array_index (changed->hours, BwHour, i).start_ms >= cut_ms)
      g_array_index (changed->hours, BwHour, i).ln_mean = 1;
  for (guint i = 0; i < changed->readings->len; i++)
    if (g_array_index (changed->readings, BwHourlyReading, i).time_ms >= cut_ms)
      g_array_index (changed->readings, BwHourlyReading, i).value_ms = 5;
  series2 = bw_series_new (changed);
  targets2 = bw_rolling (series2, 0, end_ms, BW_ROLLING_STRIDE_HOURS, NULL, NULL, NULL);
  g_assert_cmpuint (targets2->len, ==, targets->len);
  for (guint i = 0; i < targets->len; i++)
    {
      const BwTarget *a = &g_array_index (targets, BwTarget, i);
      const BwTarget *b = &g_array_index (targets2, BwTarget, i);

      ruled |= a->issued_ms <= cut_ms && a->rival[BW_RIVAL_RIDGE] != a->rival[BW_RIVAL_LEVEL];
      if (a->issued_ms <= cut_ms)
        g_assert_cmpmem (a->rival, sizeof a->rival, b->rival, sizeof b->rival);
      else
        differs |= a->rival[BW_RIVAL_PERSISTENCE] != b->rival[BW_RIVAL_PERSISTENCE];

      /* The level is looked back on from two days after the issue. */
      if (a->issued_ms + 2 * BW_TIME_DAY <= cut_ms)
        g_assert_cmpfloat (a->level_after, ==, b->level_after);
      else if (a->issued_ms + BW_TIME_DAY < cut_ms)
        looked_back |= a->level_after != b->level_after;
    }
  g_assert_true (differs && ruled && looked_back);
}

/* Every stride asked for, progress up to the end, and what a stride skips changes nothing. */
static void
test_stride (void)
{
  g_autoptr (BwHourly) hourly = make ();
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_auto (BwProgressState) state = { 0 };
  gint64 from_ms = (DAY0 + 20) * BW_TIME_DAY, end_ms = (DAY0 + 27) * BW_TIME_DAY;
  g_autoptr (GArray) often = bw_rolling (series, from_ms, end_ms, 6, NULL, NULL, NULL);
  g_autoptr (GArray) seldom = NULL;
  guint n = 0;

  bw_progress_begin_stage (progress, "stage", 1);
  seldom = bw_rolling (series, from_ms, end_ms, 24, progress, NULL, NULL);
  bw_progress_get_state (progress, &state);
  g_assert_cmpfloat (state.fraction, >, 0.8);
  for (guint i = 0; i < often->len; i++)
    {
      const BwTarget *a = &g_array_index (often, BwTarget, i);
      const BwTarget *b = &g_array_index (seldom, BwTarget, n);

      if (n == seldom->len || a->issued_ms != b->issued_ms)
        continue;
      g_assert_cmpint (b->issued_ms % BW_TIME_DAY, ==, 0);
      g_assert_cmpint (a->horizon, ==, b->horizon);
      g_assert_cmpmem (a->rival, sizeof a->rival, b->rival, sizeof b->rival);
      n++;
    }
  g_assert_cmpuint (n, ==, seldom->len);
  g_assert_cmpuint (n, >=, 24);
}

/* A new watch: the baseline begins again, and so does everything that rests on it. */
static void
test_era (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 from_ms = DAY0 * BW_TIME_DAY;
  g_autoptr (BwHourly) hourly = bw_test_hourly_new (utc, from_ms, from_ms + 40 * BW_TIME_DAY);
  g_autoptr (BwSeries) series = NULL;
  BwOrigin origin;

  for (guint i = 3; i < 40 * 24; i += 6)
    bw_test_hourly_add (hourly, from_ms + i * BW_TIME_HOUR, i < 30 * 24 ? 30 : 60,
                        i < 30 * 24 ? 1 : 2);
  series = bw_series_new (hourly);
  g_assert_true (bw_origin_init (&origin, series, from_ms + 40 * BW_TIME_DAY, NULL));
  g_assert_cmpuint (origin.baseline.days, ==, 10);
  bw_assert_near (origin.baseline.overall, log (60), 1e-9);
  bw_assert_near (origin.median_x, log (60), 1e-9);
  g_assert_cmpuint (origin.n_readings - origin.first_reading, ==, 40);
  bw_assert_near (origin.last_z, 0, 1e-9);
  g_assert_true (bw_origin_init (&origin, series, from_ms + 30 * BW_TIME_DAY, NULL));
  g_assert_cmpuint (origin.baseline.days, ==, 30);
  g_assert_false (bw_origin_init (&origin, series, from_ms, NULL));
}

static void
test_ids (void)
{
  for (int i = 0; i < BW_N_RIVALS; i++)
    {
      BwRival rival = BW_N_RIVALS;

      g_assert_true (bw_rival_from_id (bw_rival_get_id ((BwRival) i), &rival));
      g_assert_cmpint (rival, ==, i);
      g_assert_nonnull (bw_rival_get_name (rival));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rivals/definitions", test_definitions);
  g_test_add_func ("/rivals/score", test_score);
  g_test_add_func ("/rivals/dense", test_dense);
  g_test_add_func ("/rivals/damping", test_damping);
  g_test_add_func ("/rivals/rolling", test_rolling);
  g_test_add_func ("/rivals/stride", test_stride);
  g_test_add_func ("/rivals/era", test_era);
  g_test_add_func ("/rivals/ids", test_ids);
  return g_test_run ();
}
