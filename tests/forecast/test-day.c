/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-day.h"
#include "forecast/bw-issue.h"

#include <math.h>

/* 2024-01-01 */
#define FIRST_DAY G_GINT64_CONSTANT (19723)
#define DAY_MS(i) ((FIRST_DAY + (i)) * BW_TIME_DAY)

typedef struct
{
  BwHourly *hourly;
  BwSeries *series;
  BwOrigin origin;
} Fixture;

/* @days of six readings a day, a resting heart rate of 55 + 2 sin (0.7 i) at 18 o'clock and a night that
 * ends at 7 with 420 + 25 cos (0.9 i) minutes asleep of 480; the origin is at 20 o'clock of the last. */
static void
set_up (Fixture *self,
        guint    days)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  self->hourly = bw_test_hourly_new (zone, DAY_MS (0), DAY_MS (days));
  for (guint i = 0; i < days; i++)
    {
      BwHourlyResting resting = { DAY_MS (i) + 18 * BW_TIME_HOUR, 55 + 2 * sin (0.7 * i) };
      BwHourlyNight night = { DAY_MS (i) - BW_TIME_HOUR, DAY_MS (i) + 7 * BW_TIME_HOUR,
                              420 + 25 * cos (0.9 * i), 480 };

      for (int h = 1; h < 20; h += 3)
        bw_test_hourly_add (self->hourly, DAY_MS (i) + h * BW_TIME_HOUR,
                            40 * exp (0.2 * sin (0.4 * i) + 0.15 * sin (2.1 * (7 * i + h))), 1);
      g_array_append_val (self->hourly->resting, resting);
      if (i > 0)
        g_array_append_val (self->hourly->nights, night);
    }
  self->series = bw_series_new (self->hourly);
  g_assert_true (bw_origin_init (&self->origin, self->series, DAY_MS (days) - 4 * BW_TIME_HOUR,
                                 NULL));
}

static void
tear_down (Fixture *self)
{
  bw_series_free (self->series);
  bw_hourly_free (self->hourly);
}

/* Every term says what it was made of, and held against numpy: mean and spread with weights that halve
 * every 60 days, and Pearson's correlation of the two over 40 pairs, pulled toward 0 with ten. */
static void
test_terms (void)
{
  const BwScoreWeights usual = bw_score_weights_default ();
  const BwScoreWeights other = { { 1, 3, 0 } };
  Fixture f;
  BwScoreTerms terms;
  double pushes = 0, score;

  set_up (&f, 40);
  g_assert_true (bw_day_score (&terms, &f.origin, f.series, &usual));
  for (int i = 0; i < BW_N_TERMS; i++)
    {
      const BwTermValue *value = &terms.value[i];

      g_assert_true (terms.has[i]);
      bw_assert_near (terms.z[i], (i == BW_TERM_RESTING_HR ? -1 : 1) * (value->value - value->mean)
                                      / value->sd, 1e-9);
      bw_assert_near (terms.weight[i], usual.weight[i], 1e-12);
      pushes += terms.push[i];
    }
  bw_assert_near (pushes, terms.score - bw_score_from_z (0), 1e-9);
  score = terms.score;

  g_assert_cmpint (terms.value[BW_TERM_HRV].time_ms, ==, DAY_MS (39) + 19 * BW_TIME_HOUR);
  g_assert_cmpint (terms.value[BW_TERM_RESTING_HR].time_ms, ==, DAY_MS (39) + 18 * BW_TIME_HOUR);
  bw_assert_near (terms.value[BW_TERM_RESTING_HR].value, 55 + 2 * sin (0.7 * 39), 1e-12);
  bw_assert_near (terms.value[BW_TERM_RESTING_HR].mean, 55.128868349931, 1e-9);
  bw_assert_near (terms.value[BW_TERM_RESTING_HR].sd, 1.417655716982, 1e-9);
  g_assert_cmpint (terms.value[BW_TERM_SLEEP].time_ms, ==, DAY_MS (39) + 7 * BW_TIME_HOUR);
  bw_assert_near (terms.value[BW_TERM_SLEEP].mean, 0.872849445241, 1e-9);
  bw_assert_near (terms.value[BW_TERM_SLEEP].sd, 0.036920026358, 1e-9);
  bw_assert_near (terms.correlation[BW_TERM_RESTING_HR][BW_TERM_SLEEP], 0.105775575435, 1e-9);
  g_assert_cmpfloat (terms.correlation[BW_TERM_SLEEP][BW_TERM_RESTING_HR], ==,
                     terms.correlation[BW_TERM_RESTING_HR][BW_TERM_SLEEP]);
  g_assert_cmpfloat (ABS (terms.correlation[BW_TERM_HRV][BW_TERM_SLEEP]), <, 1);

  g_assert_true (bw_day_score (&terms, &f.origin, f.series, &other));
  g_assert_cmpfloat (terms.score, !=, score);
  bw_assert_near (terms.weight[BW_TERM_RESTING_HR], 0.75, 1e-12);
  bw_assert_near (terms.push[BW_TERM_SLEEP], 0, 1e-12);
  tear_down (&f);
}

/* What is missing, too old or too little drops out, and HRV alone remains. */
static void
test_missing (void)
{
  const BwScoreWeights usual = bw_score_weights_default ();
  Fixture f;
  BwScoreTerms terms;

  set_up (&f, 40);
  g_array_set_size (f.hourly->nights, 13);
  g_array_set_size (f.hourly->resting, 38);
  g_assert_true (bw_day_score (&terms, &f.origin, f.series, &usual));
  g_assert_true (terms.has[BW_TERM_HRV]);
  g_assert_false (terms.has[BW_TERM_RESTING_HR]);
  g_assert_false (terms.has[BW_TERM_SLEEP]);
  bw_assert_near (terms.weight[BW_TERM_HRV], 1, 1e-12);
  bw_assert_near (terms.score, bw_score_from_z (terms.z[BW_TERM_HRV]), 1e-9);
  tear_down (&f);
}

/* A term dated after the origin, which lies in the same arrays, is not looked at. */
static void
test_nothing_later (void)
{
  const BwScoreWeights usual = bw_score_weights_default ();
  Fixture f;
  BwScoreTerms before, after;

  set_up (&f, 40);
  g_assert_true (bw_origin_init (&f.origin, f.series, DAY_MS (30) + 12 * BW_TIME_HOUR, NULL));
  g_assert_true (bw_day_score (&before, &f.origin, f.series, &usual));
  for (guint i = 30; i < 40; i++)
    g_array_index (f.hourly->resting, BwHourlyResting, i).bpm += 30;
  for (guint i = 30; i < 39; i++)
    g_array_index (f.hourly->nights, BwHourlyNight, i).asleep_min = 100;
  g_assert_true (bw_day_score (&after, &f.origin, f.series, &usual));
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
  tear_down (&f);
}

/* Thirteen days are no baseline: no score, no terms, and the days are told. */
static void
test_calibrating (void)
{
  const BwScoreWeights usual = bw_score_weights_default ();

  for (guint days = 13; days <= 14; days++)
    {
      const BwScoreWeights own = { { 0.5, 0.4, 0.1 } };
      BwIssueOptions options = { .model = "best", .weights = &own };
      g_autoptr (BwForecast) forecast = NULL;
      g_autoptr (GError) error = NULL;
      BwScoreTerms terms;
      Fixture f;

      set_up (&f, days);
      g_assert_cmpint (bw_day_score (&terms, &f.origin, f.series, &usual), ==, days == 14);
      forecast = bw_issue (f.series, DAY_MS (days) - 4 * BW_TIME_HOUR, &options, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (forecast->calibrating, ==, days == 13);
      g_assert_cmpint (forecast->has_score, ==, days == 14);
      g_assert_cmpint (forecast->baseline_days, ==, days);
      g_assert_cmpuint (forecast->score_version, ==, BW_SCORE_VERSION);
      g_assert_cmpfloat (forecast->score_weights[BW_TERM_RESTING_HR], ==, 0.4);
      g_assert_cmpuint (forecast->pushes->len, ==, days == 14 ? 2 : 0);
      for (guint i = 0; i < forecast->pushes->len; i++)
        {
          const BwPush *push = g_ptr_array_index (forecast->pushes, i);
          BwTerm term;

          g_assert_true (push->has_value && bw_term_from_id (push->id, &term));
          bw_assert_near (push->z, (term == BW_TERM_RESTING_HR ? -1 : 1)
                                       * (push->value - push->mean) / push->sd, 1e-9);
        }
      tear_down (&f);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/terms", test_terms);
  g_test_add_func ("/day/missing", test_missing);
  g_test_add_func ("/day/nothing-later", test_nothing_later);
  g_test_add_func ("/day/calibrating", test_calibrating);
  return g_test_run ();
}
