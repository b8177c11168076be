/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "nn/bw-kernels.h"
#include "nn/bw-params.h"

#include <math.h>

/* Every set of kernels this machine can run, against libm and plain loops. The cells are tested
 * with each set in test-lstm.c. */

static void
test_curves (void)
{
  const float special[] = { 0, -0.0f, 1e-30f, -1e-30f, 1e-8f, 1e-4f, -1e-4f, 88, -88, 1000, -1000,
                            INFINITY, -INFINITY, FLT_MAX, -FLT_MAX };
  const guint n = 40001;
  g_autofree float *x = g_new (float, n), *y = g_new (float, n);
  const BwKernels *kernels;

  for (guint i = 0; i < n; i++)
    x[i] = ((float) i - 20000) / 1000; /* −20 … 20 */
  for (guint i = 0; i < G_N_ELEMENTS (special); i++)
    x[i] = special[i];

  for (guint k = 0; (kernels = bw_kernels_get_nth (k)); k++)
    {
      double worst = 0, worst_relative = 0;

      kernels->sigmoid (y, x, n);
      for (guint i = 0; i < n; i++)
        {
          double exact = 1 / (1 + exp (-(double) x[i]));

          bw_assert_near ((double) y[i], exact, 2e-7);
          worst = MAX (worst, fabs ((double) y[i] - exact));
          if (x[i] > -80) /* also far out on the low side, where a gate is nearly shut */
            bw_assert_near ((double) y[i] / exact, 1, 1e-6);
        }
      kernels->tanh (y, x, n);
      for (guint i = 0; i < n; i++)
        {
          double exact = tanh ((double) x[i]);

          bw_assert_near ((double) y[i], exact, 4e-7);
          g_assert_cmpfloat (fabsf (y[i]), <=, 1);
          if (exact != 0)
            worst_relative = MAX (worst_relative, fabs ((double) y[i] / exact - 1));
        }
      g_test_message ("%s: sigmoid to %.2g, tanh to %.2g of its value", kernels->name, worst,
                      worst_relative);
      g_assert_cmpfloat (worst_relative, <, 1e-6);
      x[0] = NAN;
      kernels->sigmoid (y, x, 3);
      g_assert_true (isnan (y[0]) && isfinite (y[1]));
      kernels->tanh (y, x, 3);
      g_assert_true (isnan (y[0]) && isfinite (y[1]));
      x[0] = 0;
    }
}

static void
test_product (void)
{
  const BwKernels *kernels;
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (guint rows = 1; rows <= 14; rows++)
    for (guint columns = 16; columns <= 144; columns += 32)
      {
        guint inner = 1 + rows * 7 % 23;
        g_autoptr (BwFloats) a = bw_floats_new (rows * inner);
        g_autoptr (BwFloats) b = bw_floats_new (inner * columns);
        g_autoptr (BwFloats) out = bw_floats_new (rows * columns);

        bw_floats_fill_uniform (a, rows * inner, 1, rand);
        bw_floats_fill_uniform (b, inner * columns, 1, rand);
        for (guint k = 0; (kernels = bw_kernels_get_nth (k)); k++)
          {
            kernels->product (out, a, b, rows, inner, columns);
            for (guint r = 0; r < rows; r++)
              for (guint c = 0; c < columns; c++)
                {
                  double sum = 0;

                  for (guint i = 0; i < inner; i++)
                    sum += (double) a[r * inner + i] * (double) b[i * columns + c];
                  bw_assert_near ((double) out[r * columns + c], sum, 2e-6);
                }
          }
      }
}

static void
test_sets (void)
{
  guint n = 0;

  while (bw_kernels_get_nth (n))
    n++;
  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpstr (bw_kernels_get_nth (0)->name, ==, "generic");
  g_assert_true (bw_kernels_get () == bw_kernels_get_nth (n - 1));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nn/kernels/sets", test_sets);
  g_test_add_func ("/nn/kernels/curves", test_curves);
  g_test_add_func ("/nn/kernels/product", test_product);
  return g_test_run ();
}
