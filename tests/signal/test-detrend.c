/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "rr-files.h"
#include "signal/bw-detrend.h"

#include <gsl/gsl_linalg.h>
#include <math.h>

/* The banded solver against the matrix of the paper, written out and solved whole. */
static void
test_against_dense (void)
{
  static const guint sizes[] = { 1, 2, 3, 4, 5, 8, 60 };
  GRand *rand = bw_random_new (1, "detrend");

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      const guint n = sizes[s];
      double z[60], trend[60], scratch[180];
      gsl_matrix *d2 = gsl_matrix_calloc (MAX (n, 3) - 2, n);
      gsl_matrix *a = gsl_matrix_calloc (n, n);
      gsl_vector *x = gsl_vector_calloc (n);
      gsl_vector_view right = gsl_vector_view_array (z, n);
      const double lambda = 20;

      for (guint i = 0; i < n; i++)
        z[i] = 800 + i + 30 * bw_random_normal (rand);
      for (guint i = 0; i + 2 < n; i++)
        {
          gsl_matrix_set (d2, i, i, 1);
          gsl_matrix_set (d2, i, i + 1, -2);
          gsl_matrix_set (d2, i, i + 2, 1);
        }
      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++)
          {
            double sum = i == j;

            for (guint k = 0; k + 2 < n; k++)
              sum += lambda * lambda * gsl_matrix_get (d2, k, i) * gsl_matrix_get (d2, k, j);
            gsl_matrix_set (a, i, j, sum);
          }
      gsl_linalg_cholesky_decomp1 (a);
      gsl_linalg_cholesky_solve (a, &right.vector, x);
      bw_detrend_get_trend (trend, z, scratch, n, lambda);
      for (guint i = 0; i < n; i++)
        bw_assert_near (trend[i], gsl_vector_get (x, i), 1e-7);
      bw_detrend_get_trend (z, z, scratch, n, lambda); /* in place */
      for (guint i = 0; i < n; i++)
        bw_assert_near (z[i], trend[i], 0);
      gsl_matrix_free (d2);
      gsl_matrix_free (a);
      gsl_vector_free (x);
    }
  g_rand_free (rand);
}

/* The paper gives 0.035 Hz as where λ = 500 at 4 Hz lets pass half the power. */
static void
test_cut_off (void)
{
  enum { N = 12000 };
  static const double hz[] = { 0.005, 0.035, 0.1, 0.3 };
  g_autofree double *z = g_new (double, N);
  g_autofree double *trend = g_new (double, N);
  g_autofree double *scratch = g_new (double, 3 * N);

  for (guint f = 0; f < G_N_ELEMENTS (hz); f++)
    {
      double left = 0, all = 0, w = 2 * G_PI * hz[f] / 4;

      for (guint i = 0; i < N; i++)
        z[i] = 50 * sin (w * i);
      bw_detrend_get_trend (trend, z, scratch, N, BW_DETREND_LAMBDA);
      for (guint i = N / 4; i < 3 * N / 4; i++)
        {
          left += (z[i] - trend[i]) * (z[i] - trend[i]);
          all += z[i] * z[i];
        }
      if (f == 1)
        bw_assert_near (left / all, 0.5, 0.02);
      bw_assert_near (sqrt (left / all), 1 - 1 / (1 + 250000 * pow (2 * sin (w / 2), 4)), 1e-3);
    }
}

/* A straight line and a slow wave go, breathing stays, gaps and means too. */
static void
test_intervals (void)
{
  double ms[600];
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwRr) flat = NULL;
  g_autoptr (BwRr) one = rr_from_ms ((double[]){ 800 }, 1);
  g_autoptr (BwRr) same = bw_rr_detrend (one, BW_DETREND_LAMBDA);
  double mean = 0, mean_flat = 0;

  bw_assert_near (same->rr_ms[0], 800, 0);
  for (guint i = 0; i < 600; i++)
    ms[i] = 800 + 0.3 * i + 30 * sin (i * 1.5);
  rr = rr_from_ms (ms, 600);
  for (guint i = 300; i < 600; i++)
    {
      rr->segment[i] = 1;
      rr->end_ms[i] += 60000;
    }
  flat = bw_rr_detrend (rr, BW_DETREND_LAMBDA);
  for (guint i = 0; i < 600; i++)
    {
      mean += ms[i] / 600;
      mean_flat += flat->rr_ms[i] / 600;
    }
  bw_assert_near (mean_flat, mean, 1);
  g_assert_cmpuint (flat->segment[300], ==, 1);
  bw_assert_near (flat->end_ms[599], rr->end_ms[599], 0);
  for (guint i = 10; i < 590; i++)
    if (ABS ((int) i - 300) > 10)
      bw_assert_near (flat->rr_ms[i], mean + 30 * sin (i * 1.5), 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/detrend/against-dense", test_against_dense);
  g_test_add_func ("/signal/detrend/cut-off", test_cut_off);
  g_test_add_func ("/signal/detrend/intervals", test_intervals);
  return g_test_run ();
}
