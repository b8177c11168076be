/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "base/bw-time.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-ridge-private.h"

#include <math.h>
#include <string.h>

#define DAY0 20000
#define FROM_MS (DAY0 * BW_TIME_DAY)

/* scikit-learn 1.2.1, Ridge (alpha, solver="cholesky") on the same numbers: the weights and the
 * constant. */
static const struct
{
  double alpha;
  double expected[6];
} sklearn[] = {
  { 0.1, { 0.796478544638415, 0.0142388376264931, -0.0144249937938161, -0.29600460784054,
           -0.00116303563394602, 0.505690945133514 } },
  { 2, { 0.718838523931742, 0.0138023955477853, -0.0148978413668113, -0.256756249071775,
         -0.00111302449322654, 0.494690155426512 } },
  { 50, { 0.21080107151542, 0.0054415519508877, -0.00764433591154738, -0.0523692199330045,
          0.000538651969522745, 0.436441397190286 } },
};

static void
test_solve (void)
{
  enum { M = 5, SIZE = M + 1 };
  double gram[SIZE * SIZE] = { 0 }, moment[SIZE] = { 0 };

  for (int i = 0; i < 40; i++)
    {
      double x[SIZE], y;

      for (int j = 0; j < M; j++)
        x[j] = sin (1.3 * i * (j + 1) + 0.7 * j) + 0.1 * j;
      x[M] = 1;
      y = 0.5 + 0.8 * x[0] - 0.3 * x[3] + 0.2 * cos (2.1 * i);
      for (int j = 0; j < SIZE; j++)
        {
          moment[j] += x[j] * y;
          for (int k = 0; k <= j; k++)
            gram[j * SIZE + k] += x[j] * x[k];
        }
    }
  for (guint a = 0; a < G_N_ELEMENTS (sklearn); a++)
    {
      double weight[SIZE];

      bw_ridge_solve (weight, gram, moment, M, sklearn[a].alpha);
      for (int j = 0; j < SIZE; j++)
        bw_assert_near (weight[j], sklearn[a].expected[j], 1e-12);
    }
}

/* A reading every few hours, sound or bad nights that tell of the day after, and all else. */
static BwHourly *
make (GTimeZone *zone,
      guint      days)
{
  BwHourly *hourly = bw_test_hourly_new (zone, FROM_MS, FROM_MS + days * BW_TIME_DAY);
  GRand *rand = bw_random_new (5, "ridge");
  gboolean sound = FALSE;

  for (guint i = 0; i < hourly->hours->len; i++)
    {
      BwHour *hour = &g_array_index (hourly->hours, BwHour, i);

      if (hour->hour == 0)
        sound = g_rand_boolean (rand);
      hour->has_sleep = 1;
      hour->asleep_min = hour->hour < 6 ? (sound ? 60 : 20) : 0;
      hour->has_hr = i % 3 != 0;
      hour->hr_bpm = 60 + hour->hour;
      hour->has_energy = i % 5 != 0;
      hour->active_kcal = 10 * hour->hour;
      hour->has_steps = 1;
      hour->steps = 100 * hour->hour;
      if (hour->hour == 7)
        {
          BwHourlyResting resting = { hour->start_ms, sound ? 52 : 58 };

          g_array_append_val (hourly->resting, resting);
        }
      if (hour->hour >= 6 && hour->hour % 4 == 0)
        bw_test_hourly_add (hourly, hour->start_ms + 20 * BW_TIME_MINUTE,
                            exp (4 + (sound ? 0.4 : -0.4) + 0.1 * bw_random_normal (rand)), 1);
    }
  g_rand_free (rand);
  return hourly;
}

static double
mean_auxiliary (const BwSeries *series,
                gint64          at_ms,
                int             window_h,
                int             which)
{
  double sum = 0, n = 0;

  for (guint i = 0; i < series->n_hours; i++)
    {
      const BwHour *hour = &series->hours[i];
      const double value[3] = { hour->hr_bpm, hour->asleep_min, hour->steps };
      const gboolean has[3] = { hour->has_hr, hour->has_sleep, hour->has_steps };

      if (hour->start_ms < at_ms - window_h * BW_TIME_HOUR || hour->start_ms >= at_ms
          || !has[which])
        continue;
      sum += value[which];
      n++;
    }
  return sum / n;
}

/* Each feature against its definition, written out anew. */
static void
test_features (void)
{
  static const double half_life_h[] = { 3, 8, 24, 72, 168, 336 };
  static const int window_h[] = { 3, 24, 72 };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (BwHourly) hourly = make (utc, 50);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  gint64 at_ms = FROM_MS + 45 * BW_TIME_DAY + 10 * BW_TIME_HOUR;
  double x[BW_RIDGE_FEATURES], mean[6], last_z = 0, last_h = 0, sum = 0, n = 0, k = 5;
  BwBaseline baseline;
  BwRidgeView view;
  guint64 has;

  g_assert_true (bw_baseline_fit (&baseline, series->observations, series->n_observations,
                                  G_MININT64, at_ms));
  bw_ridge_view_init (&view, series, &baseline, G_MININT64, at_ms, TRUE);
  has = bw_ridge_features (x, &view, &baseline, 0.25, k, 14);
  g_assert_true (has == (G_GUINT64_CONSTANT (1) << BW_RIDGE_FEATURES) - 1);

  for (int j = 0; j < 6; j++)
    {
      double weights = 1, value = 0;

      for (guint i = 0; i < series->n_observations; i++)
        {
          const BwObservation *o = &series->observations[i];
          double hours = (double) (at_ms - o->time_ms) / BW_TIME_HOUR - 0.5;
          double z = bw_baseline_to_z (&baseline, o->hour, o->x);

          if (o->time_ms >= at_ms)
            break;
          last_z = z;
          last_h = hours;
          weights += exp2 (-hours / half_life_h[j]);
          value += z * exp2 (-hours / half_life_h[j]);
        }
      mean[j] = value / weights;
      bw_assert_near (x[3 + j], mean[j], 1e-9);
    }
  bw_assert_near (last_h, 1.5, 1e-12);
  bw_assert_near (x[0], baseline.mean[14] - view.median[1], 1e-12);
  bw_assert_near (x[1], view.median[0] - view.median[1], 1e-12);
  bw_assert_near (x[2], 0.25, 1e-12);
  bw_assert_near (x[9], last_z * exp (-last_h / 6) * exp (-k / 6), 1e-9);
  bw_assert_near (x[10], last_z * exp (-(last_h + k) / 24), 1e-9);
  bw_assert_near (x[11], mean[1] * exp (-k / 6), 1e-9);
  bw_assert_near (x[12], mean[2] * exp (-k / 12), 1e-9);
  bw_assert_near (x[13], sin (2 * G_PI * 14 / 24), 1e-12);
  bw_assert_near (x[14], cos (2 * G_PI * 14 / 24), 1e-12);
  bw_assert_near (x[15], sin (4 * G_PI * 14 / 24), 1e-12);
  bw_assert_near (x[16], cos (4 * G_PI * 14 / 24), 1e-12);
  for (int a = 0; a < 3; a++)
    {
      for (int w = 0; w < 3; w++)
        bw_assert_near (x[17 + 4 * a + w], mean_auxiliary (series, at_ms, window_h[w], a), 1e-9);
      bw_assert_near (x[17 + 4 * a + 3], x[17 + 4 * a] * exp (-k / 6), 1e-9);
    }

  /* Resting heart rate: of this morning and the last; of this one and the two before. */
  for (guint i = hourly->resting->len; i > 0; i--)
    {
      const BwHourlyResting *day = &g_array_index (hourly->resting, BwHourlyResting, i - 1);

      if (day->end_ms > at_ms || day->end_ms < at_ms - 36 * BW_TIME_HOUR)
        continue;
      sum += day->bpm;
      n++;
    }
  g_assert_cmpfloat (n, ==, 2);
  bw_assert_near (x[29], sum / n, 1e-12);

  /* The medians: half of the readings on either side. */
  for (int m = 0; m < 2; m++)
    {
      guint below = 0, above = 0;

      for (guint i = 0; i < series->n_observations; i++)
        {
          const BwObservation *o = &series->observations[i];

          if (o->time_ms >= at_ms || o->time_ms < at_ms - (m ? 60 : 14) * BW_TIME_DAY)
            continue;
          below += o->x < view.median[m];
          above += o->x > view.median[m];
        }
      g_assert_cmpuint (below + above, >, 50);
      g_assert_cmpint (ABS ((int) below - (int) above), <=, 1);
    }
}

/* What is not known stands at the mean of what is. */
static void
test_missing (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (BwHourly) hourly = bw_test_hourly_new (utc, FROM_MS, FROM_MS + 10 * BW_TIME_DAY);
  g_autoptr (BwSeries) series = NULL;
  double x[BW_RIDGE_FEATURES];
  BwBaseline baseline;
  BwRidgeView view;
  guint64 has;

  bw_test_hourly_add (hourly, FROM_MS, 50, 1);
  series = bw_series_new (hourly);
  g_assert_true (bw_baseline_fit (&baseline, series->observations, 1, G_MININT64,
                                  FROM_MS + 9 * BW_TIME_DAY));
  bw_ridge_view_init (&view, series, &baseline, G_MININT64, FROM_MS + 9 * BW_TIME_DAY, FALSE);
  has = bw_ridge_features (x, &view, &baseline, 0, 1, 0);
  g_assert_true (has == (G_GUINT64_CONSTANT (1) << 17) - 1);
  for (int j = 0; j < BW_RIDGE_FEATURES; j++)
    g_assert_true (isfinite (x[j]));

  /* Of another era, that reading is none. */
  bw_ridge_view_init (&view, series, &baseline, FROM_MS + BW_TIME_DAY, FROM_MS + 9 * BW_TIME_DAY,
                      FALSE);
  has = bw_ridge_features (x, &view, &baseline, 0, 1, 0);
  g_assert_true (has == (G_GUINT64_CONSTANT (1) << 17) - 4);
  g_assert_cmpfloat (x[3], ==, 0);
  g_assert_cmpfloat (x[9], ==, 0);
}

static void
fit (BwRidge        *ridge,
     const BwSeries *series,
     gint64          era_ms,
     gint64          at_ms)
{
  BwLevelParameters level;

  bw_level_parameters_init (&level, 1);
  bw_ridge_fit (ridge, series, era_ms, at_ms, &level);
}

/* It learns what the level cannot know: that a sound night makes a good day. */
static void
test_learns (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (BwHourly) hourly = make (utc, 120);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  gint64 until_ms = FROM_MS + 90 * BW_TIME_DAY;
  double error = 0, without = 0;
  guint n = 0;
  BwBaseline baseline;
  BwRidge ridge;

  fit (&ridge, series, G_MININT64 / 2, until_ms);
  g_assert_true (ridge.fitted);
  g_assert_true (ridge.steps);
  g_assert_cmpuint (ridge.n_rows, >, 1200);
  bw_baseline_fit (&baseline, series->observations, series->n_observations, G_MININT64, until_ms);
  for (gint64 at_ms = until_ms + 6 * BW_TIME_HOUR; at_ms < FROM_MS + 119 * BW_TIME_DAY;
       at_ms += BW_TIME_DAY)
    {
      BwRidgeView view;
      guint i = bw_series_hours_before (series, at_ms);

      bw_ridge_view_init (&view, series, &baseline, G_MININT64, at_ms, ridge.steps);
      for (guint k = 1; k <= 12; k++)
        {
          const BwHour *hour = &series->hours[i + k - 1];
          double z;

          if (hour->n == 0)
            continue;
          z = bw_baseline_to_z (&baseline, hour->hour, hour->ln_mean);
          without += z * z;
          z -= bw_ridge_predict (&ridge, &view, &baseline, 0, k, hour->hour);
          error += z * z;
          n++;
        }
    }
  g_test_message ("%u outcomes: %.3f of their variance is left, penalty %g", n, error / without,
                  ridge.penalty);
  g_assert_cmpuint (n, >, 60);
  g_assert_cmpfloat (error / without, <, 0.3);
}

/* Other hours, readings and resting heart rates after the issue time change no bit of the rule or of
 * the view, though those before it do. */
static void
test_no_peeking (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (BwHourly) hourly = make (utc, 80);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  gint64 at_ms = FROM_MS + 60 * BW_TIME_DAY;

  for (int early = 0; early < 2; early++)
    {
      g_autoptr (BwHourly) other = make (utc, 80);
      g_autoptr (BwSeries) series2 = NULL;
      gint64 from_ms = at_ms - early * 20 * BW_TIME_DAY;
      BwBaseline baseline;
      BwRidgeView view, view2;
      BwRidge ridge, ridge2;

      for (guint i = 0; i < other->hours->len; i++)
        {
          BwHour *hour = &g_array_index (other->hours, BwHour, i);

          if (hour->start_ms < from_ms)
            continue;
          hour->ln_mean = 1;
          hour->hr_bpm = 120 + hour->weekday;
          hour->asleep_min = 7 * hour->weekday;
          hour->steps = hour->active_kcal = 500 * hour->weekday;
        }
      for (guint i = 0; i < other->readings->len; i++)
        if (g_array_index (other->readings, BwHourlyReading, i).time_ms >= from_ms)
          g_array_index (other->readings, BwHourlyReading, i).value_ms = 5;
      for (guint i = 0; i < other->resting->len; i++)
        if (g_array_index (other->resting, BwHourlyResting, i).end_ms > from_ms)
          g_array_index (other->resting, BwHourlyResting, i).bpm = 99;
      series2 = bw_series_new (other);
      bw_baseline_fit (&baseline, series->observations, series->n_observations, G_MININT64, at_ms);
      fit (&ridge, series, G_MININT64 / 2, at_ms);
      fit (&ridge2, series2, G_MININT64 / 2, at_ms);
      bw_ridge_view_init (&view, series, &baseline, G_MININT64, at_ms, ridge.steps);
      bw_ridge_view_init (&view2, series2, &baseline, G_MININT64, at_ms, ridge.steps);
      g_assert_true (ridge.fitted);
      g_assert_cmpint (memcmp (&ridge, &ridge2, sizeof ridge) == 0, ==, !early);
      g_assert_cmpint (memcmp (&view, &view2, sizeof view) == 0, ==, !early);
    }
}

/* Nothing of the watch before counts; and too few days of the new one make no rule. */
static void
test_era (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (BwHourly) hourly = make (utc, 120), other = make (utc, 120);
  g_autoptr (BwSeries) series = NULL, series2 = NULL;
  gint64 era_ms = FROM_MS + 70 * BW_TIME_DAY, end_ms = FROM_MS + 120 * BW_TIME_DAY;
  BwRidge ridge, ridge2;
  BwRidgeView view = { 0 };
  BwBaseline baseline = { 0 };

  for (guint i = 0; i < other->hours->len; i++)
    if (g_array_index (other->hours, BwHour, i).start_ms < era_ms)
      g_array_index (other->hours, BwHour, i).ln_mean = 2;
  series = bw_series_new (hourly);
  series2 = bw_series_new (other);
  fit (&ridge, series, era_ms, end_ms);
  fit (&ridge2, series2, era_ms, end_ms);
  g_assert_true (ridge.fitted);
  for (int j = 0; j < BW_RIDGE_FEATURES; j++)
    g_assert_true (ridge.weight[j] == ridge2.weight[j]);

  fit (&ridge, series, era_ms, era_ms + 20 * BW_TIME_DAY);
  g_assert_false (ridge.fitted);
  g_assert_cmpfloat (bw_ridge_predict (&ridge, &view, &baseline, 0.75, 1, 3), ==, 0.75);
}

/* Days of 23 and 25 hours: horizons are hours that pass, not hours of the clock. */
static void
test_summer_time (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (BwHourly) hourly = NULL;
  g_autoptr (BwSeries) series = NULL;
  gint64 change_ms = bw_time_days_from_civil (2024, 10, 27) * BW_TIME_DAY + BW_TIME_HOUR;
  BwRidge ridge;

  if (berlin == NULL)
    {
      g_test_skip ("no time zone data");
      return;
    }
  /* DAY0 is 2024-10-04. */
  hourly = make (berlin, 60);
  series = bw_series_new (hourly);
  g_assert_cmpint (series->hours[0].start_ms, <, change_ms);
  for (guint i = 1; i < series->n_hours; i++)
    g_assert_cmpint (series->hours[i].start_ms - series->hours[i - 1].start_ms, ==, BW_TIME_HOUR);
  fit (&ridge, series, G_MININT64 / 2, change_ms + 30 * BW_TIME_DAY);
  g_assert_true (ridge.fitted);
  for (gint64 at_ms = change_ms - BW_TIME_DAY; at_ms < change_ms + BW_TIME_DAY;
       at_ms += BW_TIME_HOUR)
    {
      BwBaseline baseline;
      BwRidgeView view;

      bw_baseline_fit (&baseline, series->observations, series->n_observations, G_MININT64, at_ms);
      bw_ridge_view_init (&view, series, &baseline, G_MININT64, at_ms, TRUE);
      bw_assert_near (view.auxiliary[0][1], mean_auxiliary (series, at_ms, 24, 0), 1e-9);
      g_assert_cmpfloat (fabs (bw_ridge_predict (&ridge, &view, &baseline, 0, 24, 8)), <, 3);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ridge/solve", test_solve);
  g_test_add_func ("/ridge/features", test_features);
  g_test_add_func ("/ridge/missing", test_missing);
  g_test_add_func ("/ridge/learns", test_learns);
  g_test_add_func ("/ridge/no-peeking", test_no_peeking);
  g_test_add_func ("/ridge/era", test_era);
  g_test_add_func ("/ridge/summer-time", test_summer_time);
  return g_test_run ();
}
