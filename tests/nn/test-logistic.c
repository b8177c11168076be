/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"

#include <math.h>
#include <string.h>

#include "base/bw-random.h"
#include "nn/bw-logistic.h"

#define N_ROWS 80
#define N_INPUTS 4

static void
make_rows (float  *x,
           guint8 *y,
           double *weight)
{
  for (guint i = 0; i < N_ROWS; i++)
    {
      float *row = x + i * N_INPUTS;

      for (guint j = 0; j < N_INPUTS; j++)
        row[j] = (float) sin (0.7 * i * (j + 1) + j) + 0.01f * (float) (i * i % 11);
      y[i] = (double) row[0] - 0.6 * (double) row[1] + 0.8 * cos (1.9 * i) > 0.2;
      weight[i] = i % 5 == 3 ? 0 : 1 + i % 3;
    }
}

/* scikit-learn 1.2.1, LogisticRegression (C, solver="newton-cholesky", tol=1e-14) on the rows
 * above. */
static void
test_scikit_learn (void)
{
  static const struct
  {
    double c;
    gboolean weighted;
    double weights[N_INPUTS], bias;
  } fits[] = {
    { 0.01,
      FALSE,
      { 0.161445019650, -0.092337455148, -0.016056656951, -0.002439924606 },
      -0.306219306846 },
    { 0.01,
      TRUE,
      { 0.274887309747, -0.136249386708, -0.024775772694, 0.074425713332 },
      -0.402782667447 },
    { 1,
      FALSE,
      { 2.133354421043, -1.338212877390, -0.179427491347, 0.003806613453 },
      -0.353491867069 },
    { 1,
      TRUE,
      { 2.598372472085, -1.512387471125, -0.463377915013, 0.136821650011 },
      -0.727688819545 },
    { 100,
      FALSE,
      { 3.375603818325, -2.442491926681, 0.106674946694, 0.076671339582 },
      -0.082241901951 },
    { 100,
      TRUE,
      { 3.637463577642, -2.511987622735, -0.603604095060, 0.235668205054 },
      -0.798713060672 },
  };
  float x[N_ROWS * N_INPUTS];
  guint8 y[N_ROWS];
  double weight[N_ROWS];
  g_autoptr (BwLogistic) start = bw_logistic_new (N_INPUTS);

  make_rows (x, y, weight);
  for (guint f = 0; f < G_N_ELEMENTS (fits); f++)
    {
      g_autoptr (BwLogistic) logistic = NULL, near = NULL;
      double logit = fits[f].bias;

      logistic = bw_logistic_fit (x, y, fits[f].weighted ? weight : NULL, N_ROWS, N_INPUTS,
                                  fits[f].c, NULL);
      near = bw_logistic_fit_from (start, x, y, fits[f].weighted ? weight : NULL, N_ROWS, fits[f].c,
                                   NULL);
      for (guint i = 0; i < N_INPUTS; i++)
        {
          bw_assert_near (logistic->weights[i], fits[f].weights[i], 1e-7);
          bw_assert_near (near->weights[i], fits[f].weights[i], 1e-7);
          logit += fits[f].weights[i] * (double) x[i];
        }
      bw_assert_near (logistic->bias, fits[f].bias, 1e-7);
      bw_assert_near (bw_logistic_get_logit (logistic, x), logit, 1e-6);
      g_clear_pointer (&start, bw_logistic_free);
      start = bw_logistic_copy (logistic);
    }
}

static void
test_probability (void)
{
  g_assert_cmpfloat (bw_logistic_probability (0), ==, 0.5);
  bw_assert_near (bw_logistic_probability (log (3)), 0.75, 1e-15);
  g_assert_cmpfloat (bw_logistic_probability (1e4), ==, 1);
  g_assert_cmpfloat (bw_logistic_probability (-1e4), ==, 0);
}

/* Classes that a line parts, columns that are alike, a column without any change, more columns than
 * rows, values from 1e-3 to 1e4: the gradient is 0 where it ends. */
static void
test_hard (void)
{
  GRand *rand = bw_random_new (3, "logistic");

  for (guint round = 0; round < 20; round++)
    {
      const guint n = round % 2 == 0 ? 40 : 700, n_inputs = 60;
      const double c = pow (10, (int) (round % 7) - 3), scale = pow (10, (int) (round % 8) - 3);
      g_autofree float *x = g_new (float, n *n_inputs);
      g_autofree guint8 *y = g_new (guint8, n);
      g_autofree double *gradient = g_new0 (double, n_inputs + 1);
      g_autoptr (BwLogistic) logistic = NULL, again = NULL;
      double largest = 0;

      for (guint r = 0; r < n; r++)
        {
          float *row = x + r * n_inputs;

          for (guint i = 0; i < n_inputs; i++)
            row[i] = (float) (scale * bw_random_normal (rand));
          y[r] = r == 0 || (r > 1 && row[0] + row[1] > 0);
          row[5] = row[4];
          row[6] = (float) scale;
        }
      logistic = bw_logistic_fit (x, y, NULL, n, n_inputs, c, NULL);
      again = bw_logistic_fit (x, y, NULL, n, n_inputs, c, NULL);
      g_assert_cmpmem (logistic->weights, n_inputs * sizeof (double), again->weights,
                       n_inputs * sizeof (double));
      for (guint r = 0; r < n; r++)
        {
          const float *row = x + r * n_inputs;
          double residual = bw_logistic_probability (bw_logistic_get_logit (logistic, row)) - y[r];

          for (guint i = 0; i < n_inputs; i++)
            {
              gradient[i] += residual * (double) row[i];
              largest = MAX (largest, fabs ((double) row[i]));
            }
          gradient[n_inputs] += residual;
        }
      for (guint i = 0; i < n_inputs; i++)
        bw_assert_near ((gradient[i] + logistic->weights[i] / c) / MAX (1, largest), 0, 1e-5);
      bw_assert_near (gradient[n_inputs], 0, 1e-5);
    }
  g_rand_free (rand);
}

static void
test_nothing (void)
{
  const float x[] = { 1, 2, 3, 4, 5, 6 };
  const guint8 y[] = { 1, 1, 0 };
  const double without_last[] = { 1, 1, 0 };
  g_autoptr (BwLogistic) one_class = bw_logistic_fit (x, y, without_last, 3, 2, 1, NULL);
  g_autoptr (BwLogistic) empty = bw_logistic_fit (NULL, NULL, NULL, 0, 2, 1, NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_assert_cmpfloat (one_class->weights[0], ==, 0);
  bw_assert_near (one_class->bias, log (5), 1e-15);
  g_assert_cmpfloat (empty->bias, ==, 0);
  g_cancellable_cancel (cancelled);
  g_assert_null (bw_logistic_fit (x, y, NULL, 3, 2, 1, cancelled));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nn/logistic/scikit-learn", test_scikit_learn);
  g_test_add_func ("/nn/logistic/probability", test_probability);
  g_test_add_func ("/nn/logistic/hard", test_hard);
  g_test_add_func ("/nn/logistic/nothing", test_nothing);
  return g_test_run ();
}
