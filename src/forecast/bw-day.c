/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-day.h"

#include "base/bw-time.h"

#include <math.h>

#define RECENT_MS (36 * BW_TIME_HOUR)
#define MIN_VALUES 14
#define LARGEST_Z 4.0
#define PSEUDO_DAYS 10.0

/* Floors of the spreads: a resting heart rate is rounded to 1/min, an efficiency is a share. */
#define RESTING_FLOOR 0.5
#define EFFICIENCY_FLOOR 0.01

/* A value a day of one term; as z, high is fresh. */
typedef struct
{
  gint64 time_ms;
  double value;
} Daily;

/* Fills @newest and its @z where there are enough values and it is recent, and turns all of them
 * into z of the same baseline, times @sign. */
static gboolean
standardise (GArray      *values,
             gint64       at_ms,
             double       floor,
             double       sign,
             BwTermValue *newest,
             double      *z)
{
  double total = 0, sum = 0, squares = 0, mean, sd;

  if (values->len < MIN_VALUES
      || at_ms - g_array_index (values, Daily, values->len - 1).time_ms > RECENT_MS)
    return FALSE;
  for (guint i = 0; i < values->len; i++)
    {
      const Daily *v = &g_array_index (values, Daily, i);
      double age = (double) (at_ms - v->time_ms) / BW_TIME_DAY;
      double w = exp2 (-age / BW_BASELINE_HALF_LIFE_DAYS);

      total += w;
      sum += w * v->value;
    }
  mean = sum / total;
  for (guint i = 0; i < values->len; i++)
    {
      const Daily *v = &g_array_index (values, Daily, i);
      double age = (double) (at_ms - v->time_ms) / BW_TIME_DAY;

      squares += exp2 (-age / BW_BASELINE_HALF_LIFE_DAYS) * (v->value - mean) * (v->value - mean);
    }
  sd = MAX (sqrt (squares / total), floor);
  *newest = (BwTermValue){
    .time_ms = g_array_index (values, Daily, values->len - 1).time_ms,
    .value = g_array_index (values, Daily, values->len - 1).value,
    .mean = mean,
    .sd = sd,
  };
  for (guint i = 0; i < values->len; i++)
    {
      Daily *v = &g_array_index (values, Daily, i);

      v->value = CLAMP (sign * (v->value - mean) / sd, -LARGEST_Z, LARGEST_Z);
    }
  *z = g_array_index (values, Daily, values->len - 1).value;
  return TRUE;
}

/* The level as it was known at the time of each value of @like. */
static GArray *
levels_at (const BwOrigin *origin,
           const BwSeries *series,
           GArray         *like)
{
  GArray *levels = g_array_new (FALSE, FALSE, sizeof (Daily));
  guint n = origin->n_readings - origin->first_reading, r = 0;
  const gint64 *time_ms = series->reading_ms + origin->first_reading;
  g_autofree double *z = g_new (double, n);
  BwLevelState state;

  bw_origin_residuals (origin, series, origin->first_reading, z);
  bw_level_state_init (&state, &origin->level, time_ms[0]);
  for (guint i = 0; i < like->len; i++)
    {
      Daily level = { g_array_index (like, Daily, i).time_ms, 0 };
      double mean, variance;

      for (; r < n && time_ms[r] < level.time_ms; r++)
        bw_level_state_update (&state, &origin->level, time_ms[r], z[r]);
      if (r == 0)
        level.time_ms = G_MININT64;
      else
        {
          bw_level_state_predict (&state, &origin->level, level.time_ms, &mean, &variance);
          level.value = bw_score_level_z (mean, origin->sigma);
        }
      g_array_append_val (levels, level);
    }
  return levels;
}

/* Pearson's correlation over the pairs that are less than 18 h apart. */
static double
correlate (GArray *a,
           GArray *b)
{
  double n = 0, sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0, r;
  guint j = 0;

  for (guint i = 0; i < a->len; i++)
    {
      const Daily *x = &g_array_index (a, Daily, i), *y;

      if (x->time_ms == G_MININT64)
        continue;
      while (j + 1 < b->len
             && ABS (g_array_index (b, Daily, j + 1).time_ms - x->time_ms)
                    <= ABS (g_array_index (b, Daily, j).time_ms - x->time_ms))
        j++;
      y = &g_array_index (b, Daily, j);
      if (y->time_ms == G_MININT64 || ABS (y->time_ms - x->time_ms) > 18 * BW_TIME_HOUR)
        continue;
      n++;
      sa += x->value;
      sb += y->value;
      saa += x->value * x->value;
      sbb += y->value * y->value;
      sab += x->value * y->value;
    }
  if (n < 3)
    return 0;
  saa -= sa * sa / n;
  sbb -= sb * sb / n;
  if (!(saa > 1e-9) || !(sbb > 1e-9))
    return 0;
  r = (sab - sa * sb / n) / sqrt (saa * sbb);
  return CLAMP (r, -1, 1) * n / (n + PSEUDO_DAYS);
}

gboolean
bw_day_score (BwScoreTerms         *self,
              const BwOrigin       *origin,
              const BwSeries       *series,
              const BwScoreWeights *weights)
{
  g_autoptr (GArray) resting = g_array_new (FALSE, FALSE, sizeof (Daily));
  g_autoptr (GArray) sleep = g_array_new (FALSE, FALSE, sizeof (Daily));
  GArray *daily[BW_N_TERMS] = { NULL, resting, sleep };
  gint64 from_ms = origin->at_ms - BW_BASELINE_MAX_DAYS * BW_TIME_DAY;
  double mean, variance;
  int hour;

  *self = (BwScoreTerms){ 0 };
  if (origin->baseline.days < BW_BASELINE_CALIBRATION_DAYS)
    return FALSE;

  bw_level_state_predict (&origin->state, &origin->level, origin->at_ms, &mean, &variance);
  self->has[BW_TERM_HRV] = TRUE;
  self->z[BW_TERM_HRV] = bw_score_level_z (mean, origin->sigma);
  hour = bw_time_local_hour (series->hourly->zone, origin->at_ms);
  self->value[BW_TERM_HRV] = (BwTermValue){
    .time_ms = origin->last_ms,
    .value = bw_baseline_to_x (&origin->baseline, hour, mean),
    .mean = origin->baseline.mean[hour],
    .sd = origin->baseline.spread[hour] * MAX (origin->sigma, BW_SCORE_SIGMA_FLOOR),
  };

  for (guint i = 0; i < series->hourly->resting->len; i++)
    {
      const BwHourlyResting *r = &g_array_index (series->hourly->resting, BwHourlyResting, i);
      Daily value = { r->end_ms, r->bpm };

      if (r->end_ms > from_ms && r->end_ms <= origin->at_ms)
        g_array_append_val (resting, value);
    }
  for (guint i = 0; i < series->hourly->nights->len; i++)
    {
      const BwHourlyNight *night = &g_array_index (series->hourly->nights, BwHourlyNight, i);
      Daily value = { night->end_ms, night->asleep_min / MAX (night->in_bed_min, 1) };

      if (night->end_ms > from_ms && night->end_ms <= origin->at_ms)
        g_array_append_val (sleep, value);
    }
  self->has[BW_TERM_RESTING_HR] = standardise (resting, origin->at_ms, RESTING_FLOOR, -1,
                                               &self->value[BW_TERM_RESTING_HR],
                                               &self->z[BW_TERM_RESTING_HR]);
  self->has[BW_TERM_SLEEP] = standardise (sleep, origin->at_ms, EFFICIENCY_FLOOR, 1,
                                          &self->value[BW_TERM_SLEEP],
                                          &self->z[BW_TERM_SLEEP]);

  for (int i = 0; i < BW_N_TERMS; i++)
    self->correlation[i][i] = 1;
  for (int i = BW_TERM_RESTING_HR; i < BW_N_TERMS; i++)
    {
      g_autoptr (GArray) levels = NULL;

      if (!self->has[i])
        continue;
      levels = levels_at (origin, series, daily[i]);
      self->correlation[BW_TERM_HRV][i] = self->correlation[i][BW_TERM_HRV]
          = correlate (levels, daily[i]);
    }
  if (self->has[BW_TERM_RESTING_HR] && self->has[BW_TERM_SLEEP])
    self->correlation[BW_TERM_RESTING_HR][BW_TERM_SLEEP]
        = self->correlation[BW_TERM_SLEEP][BW_TERM_RESTING_HR] = correlate (resting, sleep);
  return bw_score_terms (self, weights);
}
