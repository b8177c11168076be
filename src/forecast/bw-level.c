/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-level.h"

#include "base/bw-time.h"

#include <glib/gi18n-lib.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>
#include <math.h>

#define N_PARAMETERS 5
#define MAX_ITERATIONS 400
#define SIMPLEX_SIZE 1e-2
#define VARIANCE_PRIOR_SD 1.5
#define MIN_RESIDUALS 10

static const double prior_tau_h[2] = { 4, 240 };
static const double start_share[3] = { 0.3, 0.1, 0.6 };

void
bw_level_parameters_init (BwLevelParameters *self,
                          double             variance)
{
  for (int i = 0; i < 2; i++)
    {
      self->variance[i] = start_share[i] * variance;
      self->tau_h[i] = prior_tau_h[i];
    }
  self->noise = start_share[2] * variance;
}

double
bw_level_variance (const BwLevelParameters *self)
{
  return self->variance[0] + self->variance[1];
}

void
bw_level_state_init (BwLevelState            *self,
                     const BwLevelParameters *parameters,
                     gint64                   time_ms)
{
  self->time_ms = time_ms;
  self->mean[0] = self->mean[1] = 0;
  self->cov[0] = parameters->variance[0];
  self->cov[1] = 0;
  self->cov[2] = parameters->variance[1];
}

static void
advance (BwLevelState            *self,
         const BwLevelParameters *parameters,
         gint64                   time_ms)
{
  double hours = (double) MAX (0, time_ms - self->time_ms) / BW_TIME_HOUR;
  double a = exp (-hours / parameters->tau_h[0]);
  double b = exp (-hours / parameters->tau_h[1]);

  self->mean[0] *= a;
  self->mean[1] *= b;
  self->cov[0] = a * a * self->cov[0] + (1 - a * a) * parameters->variance[0];
  self->cov[1] *= a * b;
  self->cov[2] = b * b * self->cov[2] + (1 - b * b) * parameters->variance[1];
  self->time_ms = MAX (self->time_ms, time_ms);
}

/* Returns the log density of @z as it was expected. */
static double
update (BwLevelState            *self,
        const BwLevelParameters *parameters,
        gint64                   time_ms,
        double                   z)
{
  double g0, g1, s, e;

  advance (self, parameters, time_ms);
  g0 = self->cov[0] + self->cov[1];
  g1 = self->cov[1] + self->cov[2];
  s = g0 + g1 + parameters->noise;
  e = z - self->mean[0] - self->mean[1];
  self->mean[0] += g0 / s * e;
  self->mean[1] += g1 / s * e;
  self->cov[0] -= g0 * g0 / s;
  self->cov[1] -= g0 * g1 / s;
  self->cov[2] -= g1 * g1 / s;
  return -0.5 * (log (2 * G_PI * s) + e * e / s);
}

void
bw_level_state_update (BwLevelState            *self,
                       const BwLevelParameters *parameters,
                       gint64                   time_ms,
                       double                   z)
{
  update (self, parameters, time_ms, z);
}

void
bw_level_state_predict (const BwLevelState      *self,
                        const BwLevelParameters *parameters,
                        gint64                   time_ms,
                        double                  *mean,
                        double                  *variance)
{
  BwLevelState then = *self;

  advance (&then, parameters, time_ms);
  *mean = then.mean[0] + then.mean[1];
  *variance = MAX (0, then.cov[0] + 2 * then.cov[1] + then.cov[2]);
}

double
bw_level_log_likelihood (const BwLevelParameters *self,
                         const gint64            *time_ms,
                         const double            *z,
                         guint                    n)
{
  BwLevelState state;
  double sum = 0;

  if (n == 0)
    return 0;
  bw_level_state_init (&state, self, time_ms[0]);
  for (guint i = 0; i < n; i++)
    sum += update (&state, self, time_ms[i], z[i]);
  return sum;
}

typedef struct
{
  const gint64 *time_ms;
  const double *z;
  guint n;
  double log_start[3];  /* centres of the priors on the log variances */
} Fit;

static void
from_vector (BwLevelParameters *self,
             const gsl_vector  *v)
{
  self->variance[0] = exp (gsl_vector_get (v, 0));
  self->variance[1] = exp (gsl_vector_get (v, 1));
  self->noise = exp (gsl_vector_get (v, 2));
  self->tau_h[0] = exp (gsl_vector_get (v, 3));
  self->tau_h[1] = exp (gsl_vector_get (v, 4));
}

static double
minus_log_posterior (const gsl_vector *v,
                     void             *data)
{
  const Fit *fit = data;
  BwLevelParameters parameters;
  double sum = 0;

  for (int i = 0; i < N_PARAMETERS; i++)
    if (!(fabs (gsl_vector_get (v, i)) < 30))
      return 1e300;
  from_vector (&parameters, v);
  for (int i = 0; i < 3; i++)
    {
      double d = (gsl_vector_get (v, i) - fit->log_start[i]) / VARIANCE_PRIOR_SD;

      sum += 0.5 * d * d;
    }
  for (int i = 0; i < 2; i++)
    {
      double d = gsl_vector_get (v, 3 + i) - log (prior_tau_h[i]);

      sum += 0.5 * d * d;
    }
  sum -= bw_level_log_likelihood (&parameters, fit->time_ms, fit->z, fit->n);
  return isfinite (sum) ? sum : 1e300;
}

void
bw_level_fit (BwLevelParameters       *self,
              const gint64            *time_ms,
              const double            *z,
              guint                    n,
              const BwLevelParameters *start)
{
  guint skip = n > BW_LEVEL_FIT_RESIDUALS ? n - BW_LEVEL_FIT_RESIDUALS : 0;
  Fit fit = { time_ms + skip, z + skip, n - skip, { 0 } };
  gsl_multimin_function function = { minus_log_posterior, N_PARAMETERS, &fit };
  gsl_multimin_fminimizer *minimiser;
  gsl_vector *x, *step;
  BwLevelParameters begin;
  double squares = 0;

  for (guint i = 0; i < fit.n; i++)
    squares += fit.z[i] * fit.z[i];
  bw_level_parameters_init (&begin, fit.n >= MIN_RESIDUALS ? MAX (squares / fit.n, 1e-4) : 1);
  if (fit.n < MIN_RESIDUALS)
    {
      *self = begin;
      return;
    }
  fit.log_start[0] = log (begin.variance[0]);
  fit.log_start[1] = log (begin.variance[1]);
  fit.log_start[2] = log (begin.noise);
  if (start != NULL)
    begin = *start;

  x = gsl_vector_alloc (N_PARAMETERS);
  step = gsl_vector_alloc (N_PARAMETERS);
  gsl_vector_set (x, 0, log (begin.variance[0]));
  gsl_vector_set (x, 1, log (begin.variance[1]));
  gsl_vector_set (x, 2, log (begin.noise));
  gsl_vector_set (x, 3, log (begin.tau_h[0]));
  gsl_vector_set (x, 4, log (begin.tau_h[1]));
  gsl_vector_set_all (step, start != NULL ? 0.3 : 0.7);

  minimiser = gsl_multimin_fminimizer_alloc (gsl_multimin_fminimizer_nmsimplex2, N_PARAMETERS);
  gsl_multimin_fminimizer_set (minimiser, &function, x, step);
  for (int i = 0; i < MAX_ITERATIONS; i++)
    {
      if (gsl_multimin_fminimizer_iterate (minimiser) != GSL_SUCCESS)
        break;
      if (gsl_multimin_fminimizer_size (minimiser) < SIMPLEX_SIZE)
        break;
    }
  from_vector (self, gsl_multimin_fminimizer_x (minimiser));
  gsl_multimin_fminimizer_free (minimiser);
  gsl_vector_free (step);
  gsl_vector_free (x);
}

/* @mean[2] of the smoothed state at the reading whose filtered state is @now, from the state at the next,
 * which @next expected and @after is smoothed: mean += C (after − expected), C = P A (A P A + Q)⁻¹. */
static void
smooth_back (double                  *mean,
             const BwLevelState      *now,
             const BwLevelState      *next,
             const double            *after,
             const BwLevelParameters *parameters)
{
  double hours = (double) (next->time_ms - now->time_ms) / BW_TIME_HOUR;
  double a = exp (-hours / parameters->tau_h[0]), b = exp (-hours / parameters->tau_h[1]);
  double det = next->cov[0] * next->cov[2] - next->cov[1] * next->cov[1];
  double d0 = after[0] - next->mean[0], d1 = after[1] - next->mean[1], e0, e1;

  mean[0] = now->mean[0];
  mean[1] = now->mean[1];
  if (hours <= 0)
    {
      mean[0] += d0;
      mean[1] += d1;
      return;
    }
  if (!(det > 0))
    return;
  e0 = (next->cov[2] * d0 - next->cov[1] * d1) / det;
  e1 = (next->cov[0] * d1 - next->cov[1] * d0) / det;
  mean[0] += now->cov[0] * a * e0 + now->cov[1] * b * e1;
  mean[1] += now->cov[1] * a * e0 + now->cov[2] * b * e1;
}

void
bw_level_smooth (const BwLevelParameters *parameters,
                 const BwLevelState      *start,
                 const gint64            *time_ms,
                 const double            *z,
                 guint                    n,
                 double                  *level)
{
  g_autofree BwLevelState *expected = g_new (BwLevelState, n + 1);
  g_autofree BwLevelState *known = g_new (BwLevelState, n + 1);
  BwLevelState state = *start;
  double after[2] = { 0, 0 }, mean[2];

  for (guint i = 0; i < n; i++)
    {
      advance (&state, parameters, time_ms[i]);
      expected[i] = state;
      update (&state, parameters, time_ms[i], z[i]);
      known[i] = state;
    }
  for (guint i = n; i > 0; i--)
    {
      if (i == n)
        {
          mean[0] = known[i - 1].mean[0];
          mean[1] = known[i - 1].mean[1];
        }
      else
        smooth_back (mean, &known[i - 1], &expected[i], after, parameters);
      level[i - 1] = mean[0] + mean[1];
      after[0] = mean[0];
      after[1] = mean[1];
    }
}

double
bw_level_reliability (const BwLevelParameters *parameters,
                      const gint64            *time_ms,
                      const double            *z,
                      guint                    n,
                      gint64                   from_ms,
                      gint64                   to_ms)
{
  double total = bw_level_variance (parameters), sum = 0;
  BwLevelState state;
  guint hours = 0, i = 0;

  if (n == 0 || !(total > 0) || from_ms >= to_ms)
    return 0;
  bw_level_state_init (&state, parameters, time_ms[0]);
  for (gint64 t = from_ms; t < to_ms; t += BW_TIME_HOUR)
    {
      double mean, variance = total;

      for (; i < n && time_ms[i] <= t; i++)
        bw_level_state_update (&state, parameters, time_ms[i], z[i]);
      if (i > 0)
        bw_level_state_predict (&state, parameters, t, &mean, &variance);
      sum += 1 - variance / total;
      hours++;
    }
  return CLAMP (sum / hours, 0, 1);
}

const char *
bw_level_reliability_get_text (double reliability)
{
  if (reliability < BW_LEVEL_RELIABLE_FROM)
    return _("Your readings carry no usable day-to-day signal; your usual range is shown.");
  if (reliability < 0.5)
    return _ (
        "Your readings carry a weak day-to-day signal: small changes of the score mean little.");
  return _("Your readings carry a clear day-to-day signal.");
}
