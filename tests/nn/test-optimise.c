/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "nn/bw-adam.h"
#include "nn/bw-linear.h"
#include "nn/bw-loss.h"

#include <math.h>
#include <string.h>

/* Adam by its paper's formulas in double; 1,003 parameters so that vectors have a rest. */
static void
test_adam (void)
{
  const gsize n = 1003;
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (BwAdam) adam = bw_adam_new (n, 1e-2);
  g_autoptr (BwFloats) values = bw_floats_new (n), gradients = bw_floats_new (n);
  g_autofree double *w = g_new (double, n), *m = g_new0 (double, n), *v = g_new0 (double, n);

  bw_floats_fill_uniform (values, n, 1, rand);
  for (gsize i = 0; i < n; i++)
    w[i] = (double) values[i];
  for (int step = 1; step <= 100; step++)
    {
      bw_floats_fill_uniform (gradients, n, 1, rand);
      if (step == 50)
        adam->learning_rate = 1e-3;
      bw_adam_step (adam, values, gradients);
      for (gsize i = 0; i < n; i++)
        {
          double g = (double) gradients[i];

          m[i] = 0.9 * m[i] + 0.1 * g;
          v[i] = 0.999 * v[i] + 0.001 * g * g;
          w[i] -= adam->learning_rate * (m[i] / (1 - pow (0.9, step)))
                  / (sqrt (v[i] / (1 - pow (0.999, step))) + 1e-8);
        }
    }
  g_assert_cmpuint (adam->step, ==, 100);
  for (gsize i = 0; i < n; i++)
    bw_assert_near ((double) values[i], w[i], 3e-6);

  /* The first step after a reset is the learning rate against the sign of the gradient. */
  bw_adam_reset (adam);
  w[0] = (double) values[0];
  bw_adam_step (adam, values, gradients);
  bw_assert_near ((double) values[0], w[0] - copysign (1e-3, (double) gradients[0]), 1e-6);
}

static void
test_clip (void)
{
  const gsize n = 101;
  g_autoptr (BwFloats) gradients = bw_floats_new (n);
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    gradients[i] = i % 2 ? 3 : -3;
  bw_assert_near (bw_clip_norm (gradients, n, 1), 3 * sqrt (n), 1e-9);
  for (gsize i = 0; i < n; i++)
    sum += (double) gradients[i] * (double) gradients[i];
  bw_assert_near (sqrt (sum), 1, 1e-6);
  g_assert_cmpfloat (gradients[0], <, 0);

  /* Below the limit nothing changes. */
  for (gsize i = 0; i < n; i++)
    gradients[i] = 0.01f;
  bw_assert_near (bw_clip_norm (gradients, n, 1), (double) 0.01f * sqrt (n), 1e-9);
  g_assert_cmpfloat (gradients[7], ==, 0.01f);

  gradients[100] = NAN;
  g_assert_true (isnan (bw_clip_norm (gradients, n, 1)));
  gradients[100] = INFINITY;
  g_assert_true (isinf (bw_clip_norm (gradients, n, 1)));
}

static void
test_losses (void)
{
  const float y[] = { 1, 2, 3, 4, 5, 6 }, quantiles[] = { 0.1f, 0.5f, 0.9f };
  const float target[] = { 2, 2, 2, NAN, 7, 3 }, mask[] = { 1, 1, 1, 0, 1, 1 };
  float dy[6];

  /* e² = 1, 0, 1, –, 4, 9 */
  bw_assert_near (bw_loss_mse (dy, y, target, mask, 6), 15 / 5.0, 1e-12);
  bw_assert_near ((double) dy[0], -2 / 5.0, 1e-7);
  bw_assert_near ((double) dy[5], 6 / 5.0, 1e-7);
  g_assert_cmpfloat (dy[3], ==, 0);
  bw_assert_near (bw_loss_mse (NULL, y, target, NULL, 3), 2 / 3.0, 1e-12);

  /* 0.1 · 1, 0, 0.1 · 1, –, 0.5 · 2, 0.1 · 3 */
  bw_assert_near (bw_loss_pinball (dy, y, target, mask, 6, quantiles, 3), 1.5 / 5, 1e-7);
  bw_assert_near ((double) dy[0], -0.1 / 5, 1e-7);
  bw_assert_near ((double) dy[2], 0.1 / 5, 1e-7);
  bw_assert_near ((double) dy[4], -0.5 / 5, 1e-7);
  bw_assert_near ((double) dy[5], 0.1 / 5, 1e-7);
  g_assert_cmpfloat (dy[3], ==, 0);

  /* NaN that counts is not hidden. */
  g_assert_true (isnan (bw_loss_mse (dy, y, target, NULL, 6)));
  g_assert_true (isnan (bw_loss_pinball (dy, y, target, NULL, 6, quantiles, 3)));
  g_assert_true (isnan (dy[3]) && !isnan (dy[2]));

  /* Nothing observed, nothing lost. */
  for (int i = 0; i < 6; i++)
    dy[i] = 9;
  bw_assert_near (bw_loss_mse (dy, y, target, (float[6]) { 0 }, 6), 0, 0);
  bw_assert_near (bw_loss_pinball (dy, y, target, (float[6]) { 0 }, 6, quantiles, 3), 0, 0);
  for (int i = 0; i < 6; i++)
    g_assert_cmpfloat (dy[i], ==, 0);
}

static void
test_bce (void)
{
  const float y[] = { 0, 2, -1, 3, 1000, -1000 }, target[] = { 1, 0, 0.25f, NAN, 1, 1 };
  const float mask[] = { 1, 1, 1, 0, 1, 1 };
  float dy[6];

  /* ln 2; 2 + ln (1 + e⁻²); ln (1 + e⁻¹) + 0.25; –; 0; 1000 */
  bw_assert_near (bw_loss_bce (dy, y, target, mask, 6),
                  (log (2) + 2 + log1p (exp (-2)) + log1p (exp (-1)) + 0.25 + 1000) / 5, 1e-9);
  bw_assert_near ((double) dy[0], -0.5 / 5, 1e-8);
  bw_assert_near ((double) dy[1], 1 / (1 + exp (-2)) / 5, 1e-8);
  bw_assert_near ((double) dy[2], (1 / (1 + exp (1)) - 0.25) / 5, 1e-8);
  g_assert_cmpfloat (dy[3], ==, 0);
  g_assert_cmpfloat (dy[4], ==, 0);
  bw_assert_near ((double) dy[5], -1 / 5.0, 1e-8);
  bw_assert_near (bw_loss_bce (NULL, y, target, NULL, 1), log (2), 1e-12);

  g_assert_true (isnan (bw_loss_bce (dy, y, target, NULL, 6)));
  g_assert_true (isnan (dy[3]) && !isnan (dy[2]));
  bw_assert_near (bw_loss_bce (dy, y, target, (float[6]) { 0 }, 6), 0, 0);
}

/* Against plain loops, with the gradient's sums written out. */
static void
test_linear (void)
{
  const guint rows = 5, n = 7, k = 3;
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autoptr (BwParams) params = bw_params_new ();
  g_autoptr (BwFloats) values = NULL, gradients = NULL;
  g_autoptr (BwFloats) x = bw_floats_new (rows * k), dx = bw_floats_new (rows * k);
  g_autoptr (BwFloats) y = bw_floats_new (rows * n), dy = bw_floats_new (rows * n);
  const float *w, *b, *dw, *db;
  BwLinear linear;

  bw_linear_init (&linear, params, "fc", k, n);
  g_assert_nonnull (bw_params_find (params, "fc.weight"));
  g_assert_nonnull (bw_params_find (params, "fc.bias"));
  values = bw_floats_new (params->length);
  gradients = bw_floats_new (params->length);
  bw_linear_reset (&linear, values, rand);
  w = values + linear.weight;
  b = values + linear.bias;
  dw = gradients + linear.weight;
  db = gradients + linear.bias;
  for (guint i = 0; i < n * k; i++)
    g_assert_cmpfloat (fabsf (w[i]), <=, 0.57736f);
  bw_floats_fill_uniform (x, rows * k, 1, rand);
  bw_floats_fill_uniform (dy, rows * n, 1, rand);
  gradients[linear.bias] = 10; /* gradients add to what is there */

  bw_linear_forward (y, x, values, &linear, rows);
  bw_linear_backward (gradients, dx, dy, x, values, &linear, rows);
  for (guint r = 0; r < rows; r++)
    for (guint j = 0; j < n; j++)
      {
        double sum = (double) b[j];

        for (guint i = 0; i < k; i++)
          sum += (double) w[j * k + i] * (double) x[r * k + i];
        bw_assert_near ((double) y[r * n + j], sum, 1e-6);
      }
  for (guint j = 0; j < n; j++)
    {
      double bias = j == 0 ? 10 : 0;

      for (guint r = 0; r < rows; r++)
        bias += (double) dy[r * n + j];
      bw_assert_near ((double) db[j], bias, 1e-6);
      for (guint i = 0; i < k; i++)
        {
          double sum = 0;

          for (guint r = 0; r < rows; r++)
            sum += (double) dy[r * n + j] * (double) x[r * k + i];
          bw_assert_near ((double) dw[j * k + i], sum, 1e-6);
        }
    }
  for (guint r = 0; r < rows; r++)
    for (guint i = 0; i < k; i++)
      {
        double sum = 0;

        for (guint j = 0; j < n; j++)
          sum += (double) dy[r * n + j] * (double) w[j * k + i];
        bw_assert_near ((double) dx[r * k + i], sum, 1e-6);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nn/optimise/adam", test_adam);
  g_test_add_func ("/nn/optimise/clip", test_clip);
  g_test_add_func ("/nn/optimise/losses", test_losses);
  g_test_add_func ("/nn/optimise/cross-entropy", test_bce);
  g_test_add_func ("/nn/optimise/linear", test_linear);
  return g_test_run ();
}
