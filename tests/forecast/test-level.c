/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "base/bw-time.h"
#include "bw-test.h"
#include "forecast/bw-level.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

static const BwLevelParameters parameters = {
  .variance = { 0.3, 0.2 },
  .tau_h = { 5, 150 },
  .noise = 0.4,
};

static double
covariance (const BwLevelParameters *p,
            gint64                   a,
            gint64                   b)
{
  double hours = fabs ((double) (a - b)) / BW_TIME_HOUR;

  return p->variance[0] * exp (-hours / p->tau_h[0]) + p->variance[1] * exp (-hours / p->tau_h[1]);
}

#define N 40

static void
make_readings (gint64  time_ms[N],
               double  z[N],
               guint64 seed)
{
  GRand *rand = bw_random_new (seed, "readings");
  gint64 t = 1000 * BW_TIME_DAY;

  for (int i = 0; i < N; i++)
    {
      /* Now and then two at the same time, or a week apart. */
      t += i % 11 == 3   ? 0
           : i % 13 == 5 ? 7 * BW_TIME_DAY
                         : g_rand_int_range (rand, 1, 40) * 20 * BW_TIME_MINUTE;
      time_ms[i] = t;
      z[i] = bw_random_normal (rand);
    }
  g_rand_free (rand);
}

/* The filter against the posterior and the likelihood of the Gaussian process it stands for, with
 * the whole covariance matrix. */
static void
test_gaussian_process (void)
{
  gint64 time_ms[N];
  double z[N], smooth[N], log_likelihood = -0.5 * N * log (2 * G_PI), quadratic;
  gsl_matrix *k = gsl_matrix_alloc (N, N);
  gsl_vector *y = gsl_vector_alloc (N), *alpha = gsl_vector_alloc (N);
  BwLevelState state;

  make_readings (time_ms, z, 3);
  for (int i = 0; i < N; i++)
    {
      gsl_vector_set (y, i, z[i]);
      for (int j = 0; j < N; j++)
        gsl_matrix_set (k, i, j,
                        covariance (&parameters, time_ms[i], time_ms[j])
                            + (i == j ? parameters.noise : 0));
    }
  gsl_linalg_cholesky_decomp1 (k);
  gsl_linalg_cholesky_solve (k, y, alpha);
  gsl_blas_ddot (y, alpha, &quadratic);
  log_likelihood -= 0.5 * quadratic;
  for (int i = 0; i < N; i++)
    log_likelihood -= log (gsl_matrix_get (k, i, i));
  bw_assert_near (bw_level_log_likelihood (&parameters, time_ms, z, N), log_likelihood, 1e-9);

  bw_level_state_init (&state, &parameters, time_ms[0]);
  for (int i = 0; i < N; i++)
    bw_level_state_update (&state, &parameters, time_ms[i], z[i]);
  for (int h = 0; h < 48; h += 5)
    {
      gint64 at = time_ms[N - 1] + h * BW_TIME_HOUR;
      gsl_vector *c = gsl_vector_alloc (N), *v = gsl_vector_alloc (N);
      double mean, variance, gp_mean, gp_variance;

      for (int i = 0; i < N; i++)
        gsl_vector_set (c, i, covariance (&parameters, at, time_ms[i]));
      gsl_linalg_cholesky_solve (k, c, v);
      gsl_blas_ddot (c, alpha, &gp_mean);
      gsl_blas_ddot (c, v, &gp_variance);
      gp_variance = bw_level_variance (&parameters) - gp_variance;
      bw_level_state_predict (&state, &parameters, at, &mean, &variance);
      bw_assert_near (mean, gp_mean, 1e-9);
      bw_assert_near (variance, gp_variance, 1e-9);
      gsl_vector_free (c);
      gsl_vector_free (v);
    }

  /* Looking back, each reading's level in the light of all; and from the middle on, in that of what was
   * known there. */
  for (int from = 0; from < N; from += N / 2)
    {
      bw_level_state_init (&state, &parameters, time_ms[0]);
      for (int i = 0; i < from; i++)
        bw_level_state_update (&state, &parameters, time_ms[i], z[i]);
      bw_level_smooth (&parameters, &state, time_ms + from, z + from, N - (guint) from,
                       smooth + from);
      for (int i = from; i < N; i++)
        {
          double level = 0;

          for (int j = 0; j < N; j++)
            level += covariance (&parameters, time_ms[i], time_ms[j]) * gsl_vector_get (alpha, j);
          bw_assert_near (smooth[i], level, 1e-9);
        }
    }
  gsl_matrix_free (k);
  gsl_vector_free (y);
  gsl_vector_free (alpha);
}

/* The time constants and variances a series was made with come back. */
static void
test_recovers (void)
{
  const guint n = BW_LEVEL_FIT_RESIDUALS;
  const BwLevelParameters truth = { { 0.5, 0.5 }, { 5, 200 }, 0.2 };
  g_autofree gint64 *time_ms = g_new (gint64, n);
  g_autofree double *z = g_new (double, n);
  double tau[2] = { 0 }, variance[2] = { 0 }, noise = 0;
  const int series = 6;

  for (int s = 0; s < series; s++)
    {
      GRand *rand = bw_random_new ((guint64) s, "recovers");
      BwLevelParameters fitted;
      double state[2];

      for (int c = 0; c < 2; c++)
        state[c] = sqrt (truth.variance[c]) * bw_random_normal (rand);
      for (guint i = 0; i < n; i++)
        {
          double hours = 0.5 + 4 * g_rand_double (rand);

          time_ms[i] = (i > 0 ? time_ms[i - 1] : 0) + (gint64) (hours * BW_TIME_HOUR);
          for (int c = 0; c < 2; c++)
            {
              double a = exp (-hours / truth.tau_h[c]);

              state[c]
                  = a * state[c] + sqrt ((1 - a * a) * truth.variance[c]) * bw_random_normal (rand);
            }
          z[i] = state[0] + state[1] + sqrt (truth.noise) * bw_random_normal (rand);
        }
      g_rand_free (rand);
      bw_level_fit (&fitted, time_ms, z, n, NULL);
      g_assert_cmpfloat (bw_level_log_likelihood (&fitted, time_ms, z, n), >,
                         bw_level_log_likelihood (&truth, time_ms, z, n) - 2);
      for (int c = 0; c < 2; c++)
        {
          tau[c] += log (fitted.tau_h[c]) / series;
          variance[c] += fitted.variance[c] / series;
        }
      noise += fitted.noise / series;
    }
  bw_assert_near (exp (tau[0]), truth.tau_h[0], 2);
  bw_assert_near (tau[1], log (truth.tau_h[1]), 0.5);
  bw_assert_near (variance[0], truth.variance[0], 0.15);
  bw_assert_near (variance[1], truth.variance[1], 0.25);
  bw_assert_near (noise, truth.noise, 0.06);
}

/* White noise has no level worth the name, and a noiseless one is known exactly. */
static void
test_reliability (void)
{
  const guint n = 400;
  g_autofree gint64 *time_ms = g_new (gint64, n);
  g_autofree double *z = g_new (double, n);
  GRand *rand = bw_random_new (5, "white");
  const BwLevelParameters exact = { { 0.5, 0.5 }, { 50, 200 }, 1e-6 };
  BwLevelParameters fitted;

  for (guint i = 0; i < n; i++)
    {
      time_ms[i] = i * 4 * BW_TIME_HOUR;
      z[i] = bw_random_normal (rand);
    }
  g_rand_free (rand);
  bw_level_fit (&fitted, time_ms, z, n, NULL);
  g_assert_cmpfloat (
      bw_level_reliability (&fitted, time_ms, z, n, time_ms[n / 2], time_ms[n - 1]), <, 0.2);
  g_assert_cmpfloat (
      bw_level_reliability (&exact, time_ms, z, n, time_ms[n / 2], time_ms[n - 1]), >, 0.9);
  g_assert_cmpfloat (bw_level_reliability (&exact, time_ms, z, 0, 0, 10), ==, 0);
  g_assert_cmpstr (bw_level_reliability_get_text (0.19), !=, bw_level_reliability_get_text (0.2));
}

/* Nearly nothing to fit: the priors stand. */
static void
test_few (void)
{
  gint64 time_ms[N];
  double z[N];
  BwLevelParameters fitted;

  make_readings (time_ms, z, 8);
  bw_level_fit (&fitted, time_ms, z, 3, NULL);
  bw_assert_near (fitted.tau_h[0], 4, 1e-9);
  bw_assert_near (fitted.tau_h[1], 240, 1e-9);
  bw_level_fit (&fitted, time_ms, z, 12, NULL);
  g_assert_cmpfloat (fitted.tau_h[0], >, 0.3);
  g_assert_cmpfloat (fitted.tau_h[0], <, 50);
  g_assert_true (isfinite (fitted.noise) && fitted.noise > 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/level/gaussian-process", test_gaussian_process);
  g_test_add_func ("/level/recovers", test_recovers);
  g_test_add_func ("/level/reliability", test_reliability);
  g_test_add_func ("/level/few", test_few);
  return g_test_run ();
}
