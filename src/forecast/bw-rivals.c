/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-rivals.h"

#include "base/bw-time.h"
#include "forecast/bw-score.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define REFIT_MS (7 * BW_TIME_DAY)
#define MEDIAN_MS (14 * BW_TIME_DAY)

/* Of the score's unit: as sure as any expectation of it is. */
#define LEAST_SD 0.3

static const struct
{
  const char *id;
  const char *name;
} rivals[BW_N_RIVALS] = {
  [BW_RIVAL_PERSISTENCE] = { "persistence", N_("your last reading") },
  [BW_RIVAL_SEASONAL] = { "seasonal", N_("your last reading at this hour") },
  [BW_RIVAL_MEDIAN] = { "median", N_("your 14-day median") },
  [BW_RIVAL_PROFILE] = { "profile", N_("your usual day") },
  [BW_RIVAL_DAMPED] = { "damped", N_("your fading last reading") },
  [BW_RIVAL_LEVEL] = { "level", N_("your recent level") },
  [BW_RIVAL_RIDGE] = { "ridge", N_("a linear rule on your last days") },
  [BW_RIVAL_AVERAGE] = { "average", N_("the average of three plain forecasts") },
};

const char *
bw_rival_get_id (BwRival rival)
{
  return rivals[rival].id;
}

const char *
bw_rival_get_name (BwRival rival)
{
  return _(rivals[rival].name);
}

gboolean
bw_rival_from_id (const char *id,
                  BwRival    *rival)
{
  for (guint i = 0; i < BW_N_RIVALS; i++)
    if (g_strcmp0 (id, rivals[i].id) == 0)
      {
        *rival = (BwRival) i;
        return TRUE;
      }
  return FALSE;
}

void
bw_origin_residuals (const BwOrigin *self,
                     const BwSeries *series,
                     guint           first,
                     double         *z)
{
  for (guint i = first; i < self->n_readings; i++)
    z[i - first] = bw_baseline_to_z (&self->baseline, series->reading_hour[i],
                                     series->reading_x[i]);
}

static double
damping_loss (double        tau_h,
              const gint64 *time_ms,
              const double *z,
              guint         n)
{
  double sum = 0;

  for (guint i = 1; i < n; i++)
    {
      double hours = (double) (time_ms[i] - time_ms[i - 1]) / BW_TIME_HOUR;
      double e = z[i] - exp (-hours / tau_h) * z[i - 1];

      sum += e * e;
    }
  return sum;
}

/* Least squares over the successive readings. The loss may have several minima: a grid over
 * log τ, and a golden section around its best point. */
static double
fit_damping (const gint64 *time_ms,
             const double *z,
             guint         n)
{
  const double low = log (0.25), step = log (2.0) / 2;
  const double ratio = (sqrt (5) - 1) / 2;
  double best = low, best_loss = INFINITY, a, b;

  if (n < 10)
    return 12;
  for (int i = 0; i <= 24; i++)
    {
      double loss = damping_loss (exp (low + i * step), time_ms, z, n);

      if (loss < best_loss)
        {
          best_loss = loss;
          best = low + i * step;
        }
    }
  a = best - step;
  b = best + step;
  for (int i = 0; i < 16; i++)
    {
      double c = b - ratio * (b - a), d = a + ratio * (b - a);

      if (damping_loss (exp (c), time_ms, z, n) < damping_loss (exp (d), time_ms, z, n))
        b = d;
      else
        a = c;
    }
  return exp ((a + b) / 2);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The plain median of the observed hours of the last 14 days, or of the 14 days up to the last
 * observed hour where those are empty. */
static double
recent_median (const BwOrigin *self,
               const BwSeries *series)
{
  guint end = bw_series_observations_before (series, self->at_ms), begin, n;
  g_autofree double *x = NULL;
  gint64 from_ms;

  if (end == 0)
    return self->baseline.overall;
  from_ms = MIN (self->at_ms, series->observations[end - 1].time_ms + BW_TIME_HOUR) - MEDIAN_MS;
  from_ms = MAX (from_ms, self->era_ms);
  begin = bw_series_observations_before (series, from_ms);
  n = end - begin;
  if (n == 0)
    return self->baseline.overall;
  x = g_new (double, n);
  for (guint i = 0; i < n; i++)
    x[i] = series->observations[begin + i].x;
  qsort (x, n, sizeof *x, compare_doubles);
  return n % 2 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
}

static void
find_seasonal (BwOrigin       *self,
               const BwSeries *series)
{
  guint end = bw_series_observations_before (series, self->at_ms);

  self->seasonal_has = 0;
  for (guint i = end; i > 0 && self->seasonal_has != 0xffffff; i--)
    {
      const BwObservation *o = &series->observations[i - 1];

      if (o->time_ms < self->at_ms - BW_BASELINE_MAX_DAYS * BW_TIME_DAY
          || o->time_ms < self->era_ms)
        break;
      if (self->seasonal_has & (1u << o->hour))
        continue;
      self->seasonal_has |= 1u << o->hour;
      self->seasonal_z[o->hour] = bw_baseline_to_z (&self->baseline, o->hour, o->x);
    }
}

/* What a score is measured in, with the reliability of the last two months: the readings that @self's
 * level was fitted on, from the @first-th on, span but days where a band has one every few minutes. */
static double
get_sigma (const BwOrigin *self,
           const BwSeries *series,
           guint           first)
{
  gint64 from_ms = MAX (self->at_ms - BW_BASELINE_HALF_LIFE_DAYS * BW_TIME_DAY, self->era_ms);
  g_autofree double *z = NULL;

  first = MIN (first, MAX (bw_series_readings_before (series, from_ms), self->first_reading));
  z = g_new (double, self->n_readings - first);
  bw_origin_residuals (self, series, first, z);
  return bw_score_sigma (sqrt (bw_level_variance (&self->level)),
                         bw_level_reliability (&self->level, series->reading_ms + first, z,
                                               self->n_readings - first, from_ms, self->at_ms));
}

gboolean
bw_origin_init (BwOrigin       *self,
                const BwSeries *series,
                gint64          at_ms,
                const BwOrigin *earlier)
{
  BwLevelParameters level = { 0 };
  BwRidge ridge = { 0 };
  double damping_tau_h = 0, sigma = 0;
  gint64 fitted_ms = 0, era_ms = 0;
  gboolean fitted = FALSE;
  g_autofree double *z = NULL;
  const gint64 *time_ms;
  guint n, first;

  if (earlier != NULL)
    {
      level = earlier->level;
      ridge = earlier->ridge;
      sigma = earlier->sigma;
      damping_tau_h = earlier->damping_tau_h;
      fitted_ms = earlier->fitted_ms;
      era_ms = earlier->era_ms;
      fitted = fitted_ms <= at_ms;
    }

  self->at_ms = at_ms;
  self->n_readings = bw_series_readings_before (series, at_ms);
  if (self->n_readings == 0)
    return FALSE;
  if (!bw_series_get_baseline (series, at_ms, &self->baseline, &self->era_ms))
    return FALSE;
  if (self->era_ms != era_ms)
    fitted = FALSE;  /* a new era starts from nothing */
  first = bw_series_readings_before (series, MAX (self->era_ms, at_ms - BW_BASELINE_MAX_DAYS
                                                                            * BW_TIME_DAY));
  self->first_reading = MIN (first, self->n_readings - 1);

  first = self->first_reading;
  if (self->n_readings - first > BW_LEVEL_FIT_RESIDUALS)
    first = self->n_readings - BW_LEVEL_FIT_RESIDUALS;
  n = self->n_readings - first;
  time_ms = series->reading_ms + first;
  z = g_new (double, n);
  bw_origin_residuals (self, series, first, z);

  if (fitted && at_ms - fitted_ms < REFIT_MS)
    {
      self->level = level;
      self->ridge = ridge;
      self->sigma = sigma;
      self->damping_tau_h = damping_tau_h;
      self->fitted_ms = fitted_ms;
    }
  else
    {
      bw_level_fit (&self->level, time_ms, z, n, fitted ? &level : NULL);
      self->sigma = get_sigma (self, series, first);
      self->damping_tau_h = fit_damping (time_ms, z, n);
      bw_ridge_fit (&self->ridge, series, self->era_ms, at_ms, &self->level);
      self->fitted_ms = at_ms;
    }

  bw_level_state_init (&self->state, &self->level, time_ms[0]);
  for (guint i = 0; i < n; i++)
    bw_level_state_update (&self->state, &self->level, time_ms[i], z[i]);
  self->last_z = z[n - 1];
  self->last_ms = time_ms[n - 1];
  self->median_x = recent_median (self, series);
  find_seasonal (self, series);
  bw_ridge_view_init (&self->view, series, &self->baseline, self->era_ms, at_ms, self->ridge.steps);
  return TRUE;
}

void
bw_origin_predict_level (const BwOrigin *self,
                         gint64          start_ms,
                         double         *mean,
                         double         *variance)
{
  bw_level_state_predict (&self->state, &self->level, start_ms + BW_TIME_HOUR / 2, mean, variance);
}

double
bw_origin_predict (const BwOrigin *self,
                   BwRival         rival,
                   gint64          start_ms,
                   int             hour)
{
  double mean, variance, hours;

  switch (rival)
    {
    case BW_RIVAL_PERSISTENCE:
      return self->last_z;
    case BW_RIVAL_SEASONAL:
      return self->seasonal_has & (1u << hour) ? self->seasonal_z[hour] : 0;
    case BW_RIVAL_MEDIAN:
      return bw_baseline_to_z (&self->baseline, hour, self->median_x);
    case BW_RIVAL_PROFILE:
      return 0;
    case BW_RIVAL_DAMPED:
      hours = (double) MAX (0, start_ms + BW_TIME_HOUR / 2 - self->last_ms) / BW_TIME_HOUR;
      return exp (-hours / self->damping_tau_h) * self->last_z;
    case BW_RIVAL_LEVEL:
      bw_origin_predict_level (self, start_ms, &mean, &variance);
      return mean;
    case BW_RIVAL_RIDGE:
      bw_origin_predict_level (self, start_ms, &mean, &variance);
      hours = (double) (start_ms - self->at_ms) / BW_TIME_HOUR + 1;
      return bw_ridge_predict (&self->ridge, &self->view, &self->baseline, mean, hours, hour);
    case BW_RIVAL_AVERAGE:
      return (bw_origin_predict (self, BW_RIVAL_PROFILE, start_ms, hour)
              + bw_origin_predict (self, BW_RIVAL_LEVEL, start_ms, hour)
              + bw_origin_predict (self, BW_RIVAL_RIDGE, start_ms, hour))
             / 3;
    case BW_N_RIVALS:
    default:
      g_return_val_if_reached (0);
    }
}

double
bw_origin_expect_level (const BwOrigin *self,
                        BwRival         rival,
                        gint64          start_ms,
                        int             hour)
{
  if (rival != BW_RIVAL_AVERAGE)
    return bw_origin_predict (self, rival, start_ms, hour);
  return (bw_origin_predict (self, BW_RIVAL_LEVEL, start_ms, hour)
          + bw_origin_predict (self, BW_RIVAL_RIDGE, start_ms, hour))
         / 2;
}

double
bw_origin_score_sd (const BwOrigin *self,
                    double          variance)
{
  double unknown = bw_level_variance (&self->level) - self->sigma * self->sigma;

  return MAX (sqrt (MAX (variance - unknown, 0)), LEAST_SD * self->sigma);
}

double
bw_target_expect_level (const BwTarget *self,
                        BwRival         rival)
{
  if (rival != BW_RIVAL_AVERAGE)
    return self->rival[rival];
  return (self->rival[BW_RIVAL_LEVEL] + self->rival[BW_RIVAL_RIDGE]) / 2;
}
