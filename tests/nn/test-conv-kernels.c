/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "nn/bw-kernels.h"
#include "nn/bw-params.h"

#include <math.h>
#include <string.h>

/* Every set of convolution kernels this machine can run, against plain loops in double, for all
 * small numbers of steps. */

#define BLOCK BW_KERNEL_BLOCK
#define MAX_CHANNELS 32
#define MAX_TIMES 7
#define SIZE ((2 * MAX_TIMES + 3) * MAX_CHANNELS * BLOCK)

typedef struct
{
  BwFloats *x, *z, *added, *y, *other, *weights, *packed, *a, *b;
  double sums[MAX_CHANNELS * BLOCK], products[MAX_CHANNELS * BLOCK];
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  f->x = bw_floats_new (SIZE);
  f->z = bw_floats_new (SIZE);
  f->added = bw_floats_new (SIZE);
  f->y = bw_floats_new (SIZE);
  f->other = bw_floats_new (SIZE);
  f->weights = bw_floats_new (MAX_CHANNELS * MAX_CHANNELS * 3 * BLOCK);
  f->packed = bw_floats_new (MAX_CHANNELS * MAX_CHANNELS * 3);
  f->a = bw_floats_new (MAX_CHANNELS * BLOCK);
  f->b = bw_floats_new (MAX_CHANNELS * BLOCK);
  bw_floats_fill_uniform (f->x, SIZE, 2, rand);
  bw_floats_fill_uniform (f->z, SIZE, 2, rand);
  bw_floats_fill_uniform (f->added, SIZE, 1, rand);
  bw_floats_fill_uniform (f->weights, MAX_CHANNELS * MAX_CHANNELS * 3, 1, rand);
  bw_floats_fill_uniform (f->a, MAX_CHANNELS * BLOCK, 1, rand);
  bw_floats_fill_uniform (f->b, MAX_CHANNELS * BLOCK, 1, rand);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  bw_floats_free (f->x);
  bw_floats_free (f->z);
  bw_floats_free (f->added);
  bw_floats_free (f->y);
  bw_floats_free (f->other);
  bw_floats_free (f->weights);
  bw_floats_free (f->packed);
  bw_floats_free (f->a);
  bw_floats_free (f->b);
}

/* Element of a signal of so many channels. */
static double
at (const float *x,
    gsize        t,
    gsize        c,
    gsize        lane,
    gsize        channels)
{
  return (double) x[(t * channels + c) * BLOCK + lane];
}

static double
silu (double v)
{
  return v / (1 + exp (-v));
}

static double
silu_slope (double v)
{
  double s = 1 / (1 + exp (-v));

  return s + v * s * (1 - s);
}

#define EACH_OUTPUT(times, channels)                                                           \
  for (gsize t = 0; t < (times); t++)                                                          \
    for (gsize c = 0; c < (channels); c++)                                                     \
      for (gsize lane = 0; lane < BLOCK; lane++)

static void
check_conv (Fixture             *f,
            const BwConvKernels *kernels,
            gsize                n_in,
            gsize                n_out,
            gsize                width,
            gsize                times,
            guint                ending)
{
  const gsize block = BW_CONV_BLOCK (n_out);
  const float *bias = ending & 1 ? f->a : NULL, *added = ending & 2 ? f->added : NULL;

  for (gsize o = 0; o < n_out; o++)
    for (gsize i = 0; i < n_in; i++)
      for (gsize k = 0; k < width; k++)
        f->packed[((o / block * n_in + i) * width + k) * block + o % block] =
          f->weights[(o * n_in + i) * width + k];
  f->y[times * n_out * BLOCK] = 77;
  kernels->conv (f->y, f->x, f->packed, bias, added, n_in, n_out, width, times, ending & 4);
  g_assert_cmpfloat (f->y[times * n_out * BLOCK], ==, 77);
  EACH_OUTPUT (times, n_out)
  {
    double sum = bias ? (double) bias[c] : 0;

    for (gsize i = 0; i < n_in; i++)
      for (gsize k = 0; k < width; k++)
        sum += (double) f->weights[(c * n_in + i) * width + k] * at (f->x, t + k, i, lane, n_in);
    if (ending & 4)
      sum = silu (sum);
    if (added)
      sum += at (added, t, c, lane, n_out);
    bw_assert_near (at (f->y, t, c, lane, n_out), sum, 2e-5);
  }
}

static void
test_conv (Fixture      *f,
           gconstpointer data)
{
  const gsize numbers[] = { 1, 8, 16, 32 };
  const BwKernels *kernels;

  for (guint s = 0; (kernels = bw_kernels_get_nth (s)); s++)
    for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
      for (guint o = 0; o < G_N_ELEMENTS (numbers); o++)
        for (gsize width = 1; width <= 3; width += 2)
          for (gsize times = 1; times <= MAX_TIMES; times += 2)
            check_conv (f, kernels->conv, numbers[i], numbers[o], width, times,
                        (guint) (i + 4 * o + times) % 8);
}

static void
test_forward (Fixture      *f,
              gconstpointer data)
{
  const gsize n = 8;
  const BwKernels *set;

  for (guint s = 0; (set = bw_kernels_get_nth (s)); s++)
    for (gsize times = 1; times <= MAX_TIMES; times++)
      for (guint ending = 0; ending < 4; ending++)
        {
          const BwConvKernels *kernels = set->conv;
          const float *added = ending & 2 ? f->added : NULL;

          kernels->depthwise (f->y, f->x, f->weights, f->a, n, times, ending & 1);
          EACH_OUTPUT (times, n)
          {
            double v = (double) f->a[c];

            for (gsize k = 0; k < 3; k++)
              v += (double) f->weights[c * 3 + k] * at (f->x, 2 * t + k, c, lane, n);
            bw_assert_near (at (f->y, t, c, lane, n), ending & 1 ? silu (v) : v, 2e-6);
          }

          kernels->normalise (f->y, f->x, f->a, f->b, added, n, times, ending & 1);
          EACH_OUTPUT (times, n)
          {
            double v = (double) f->a[c] * at (f->x, t, c, lane, n) + (double) f->b[c];

            v = (ending & 1 ? silu (v) : v) + (added ? at (added, t, c, lane, n) : 0);
            bw_assert_near (at (f->y, t, c, lane, n), v, 1e-6);
          }

          kernels->join (f->y, f->x, f->added, times * n);
          EACH_OUTPUT (times, n)
          {
            double v = at (f->x, t, c, lane, n) + (double) f->added[t * n + c];

            bw_assert_near (at (f->y, t, c, lane, n), silu (v), 1e-6);
          }
        }
}

/* What runs over lanes of its own: gates, sums. */
static void
test_lanes (Fixture      *f,
            gconstpointer data)
{
  const gsize n = 8;
  const BwKernels *set;

  for (guint s = 0; (set = bw_kernels_get_nth (s)); s++)
    for (gsize times = 1; times <= MAX_TIMES; times++)
      {
        float mask[BLOCK], pooled[MAX_CHANNELS * BLOCK], d_gates[MAX_CHANNELS * BLOCK];

        for (guint lane = 0; lane < BLOCK; lane++)
          mask[lane] = lane < 5;
        for (guint ending = 0; ending < 2; ending++)
          {
            memcpy (f->y, f->x, SIZE * sizeof (float));
            set->conv->gate (f->y, f->a, ending ? f->b : NULL, n, times);
            EACH_OUTPUT (times, n)
            bw_assert_near (at (f->y, t, c, lane, n),
                            at (f->x, t, c, lane, n) * (double) f->a[c * BLOCK + lane]
                              + (ending ? (double) f->b[c * BLOCK + lane] : 0), 1e-6);
          }

        for (gsize i = 0; i < n * BLOCK; i++)
          f->sums[i] = f->products[i] = pooled[i] = d_gates[i] = 1;
        set->conv->pool (pooled, f->x, n, times);
        set->conv->moments (f->sums, f->products, f->x, mask, n, times);
        set->conv_backward->gate (d_gates, f->x, f->z, n, times);
        for (gsize c = 0; c < n; c++)
          for (gsize lane = 0; lane < BLOCK; lane++)
            {
              double sum = 0, square = 0, product = 0;

              for (gsize t = 0; t < times; t++)
                {
                  double v = at (f->x, t, c, lane, n);

                  sum += v;
                  square += v * v;
                  product += v * at (f->z, t, c, lane, n);
                }
              bw_assert_near ((double) pooled[c * BLOCK + lane], 1 + sum, 1e-5);
              bw_assert_near (f->sums[c * BLOCK + lane], 1 + sum * (lane < 5), 1e-5);
              bw_assert_near (f->products[c * BLOCK + lane], 1 + square * (lane < 5), 1e-5);
              bw_assert_near ((double) d_gates[c * BLOCK + lane], 1 + product, 1e-5);
            }
      }
}

static void
test_norm (Fixture      *f,
           gconstpointer data)
{
  const gsize numbers[] = { 1, 8, 32 };
  const BwKernels *set;

  for (guint s = 0; (set = bw_kernels_get_nth (s)); s++)
    for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
      for (gsize times = 1; times <= MAX_TIMES; times++)
        {
          const gsize n = numbers[i];
          const BwConvBackwardKernels *kernels = set->conv_backward;
          float mask[BLOCK];

          for (guint lane = 0; lane < BLOCK; lane++)
            mask[lane] = lane != 3;
          kernels->norm (f->y, f->x, f->z, f->a, f->b, f->added, mask, n, times);
          EACH_OUTPUT (times, n)
          bw_assert_near (at (f->y, t, c, lane, n),
                          (at (f->x, t, c, lane, n) * (double) f->a[c]
                           + at (f->z, t, c, lane, n) * (double) f->b[c] + (double) f->added[c])
                            * (lane != 3), 2e-6);

          kernels->activate (f->y, f->other, f->z, f->a, f->b, n, times);
          EACH_OUTPUT (times, n)
          {
            double v = at (f->z, t, c, lane, n) * (double) f->a[c] + (double) f->b[c];

            bw_assert_near (at (f->y, t, c, lane, n), silu (v), 1e-6);
            bw_assert_near (at (f->other, t, c, lane, n), silu_slope (v), 1e-6);
          }

          for (guint curved = 0; curved < 2; curved++)
            {
              memset (f->sums, 0, sizeof f->sums);
              memset (f->products, 0, sizeof f->products);
              kernels->activation (f->y, f->sums, f->products, f->x, curved ? f->other : NULL, f->z,
                                   n, times);
              for (gsize c = 0; c < n; c++)
                for (gsize lane = 0; lane < BLOCK; lane++)
                  {
                    double sum = 0, product = 0;

                    for (gsize t = 0; t < times; t++)
                      {
                        double d = at (f->x, t, c, lane, n)
                                   * (curved ? at (f->other, t, c, lane, n) : 1);

                        bw_assert_near (at (f->y, t, c, lane, n), d, 1e-6);
                        sum += d;
                        product += d * at (f->z, t, c, lane, n);
                      }
                    bw_assert_near (f->sums[c * BLOCK + lane], sum, 1e-5);
                    bw_assert_near (f->products[c * BLOCK + lane], product, 1e-5);
                  }
            }
        }
}

static void
check_weights (Fixture                     *f,
               const BwConvBackwardKernels *kernels,
               gsize                        n_in,
               gsize                        n_out,
               gsize                        width,
               gsize                        times)
{
  const gsize n = n_out * n_in * width;

  for (gsize i = 0; i < n * BLOCK; i++)
    f->weights[i] = 0.5f;
  kernels->conv_weights (f->weights, f->z, f->x, n_in, n_out, width, times);
  for (gsize i = 0; i < n; i++)
    for (gsize lane = 0; lane < BLOCK; lane++)
      {
        double sum = 0.5;

        for (gsize t = 0; t < times; t++)
          sum += at (f->z, t, i / width / n_in, lane, n_out)
                 * at (f->x, t + i % width, i / width % n_in, lane, n_in);
        bw_assert_near ((double) f->weights[i * BLOCK + lane], sum, 1e-5);
      }
}

static void
test_weights (Fixture      *f,
              gconstpointer data)
{
  const gsize numbers[] = { 1, 8, 32 };
  const BwKernels *set;

  for (guint s = 0; (set = bw_kernels_get_nth (s)); s++)
    for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
      for (guint o = 0; o < G_N_ELEMENTS (numbers); o++)
        for (gsize width = 1; width <= 3; width += 2)
          for (gsize times = 1; times <= MAX_TIMES; times += 3)
            check_weights (f, set->conv_backward, numbers[i], numbers[o], width, times);
}

static void
test_depthwise (Fixture      *f,
                gconstpointer data)
{
  const gsize n = 8;
  const BwKernels *set;

  for (guint s = 0; (set = bw_kernels_get_nth (s)); s++)
    for (gsize times = 1; times <= MAX_TIMES; times++)
      {
        float d_weights[8 * 3 * BLOCK] = { 0 };

        set->conv_backward->depthwise_data (f->y, f->z, f->a, n, times);
        EACH_OUTPUT (2 * times, n)
        {
          const float *w = f->a + c * 3;
          double d = at (f->z, t / 2, c, lane, n), after = at (f->z, t / 2 + 1, c, lane, n);
          double even = d * (double) w[1], odd = d * (double) w[2] + after * (double) w[0];

          bw_assert_near (at (f->y, t, c, lane, n), t & 1 ? odd : even, 1e-6);
        }

        set->conv_backward->depthwise_weights (d_weights, f->z, f->x, n, times);
        EACH_OUTPUT (3, n)
        {
          double sum = 0;

          for (gsize i = 0; i < times; i++)
            sum += at (f->z, i, c, lane, n) * at (f->x, 2 * i + t, c, lane, n);
          bw_assert_near ((double) d_weights[(c * 3 + t) * BLOCK + lane], sum, 1e-5);
        }
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/nn/conv-kernels/conv", Fixture, NULL, set_up, test_conv, tear_down);
  g_test_add ("/nn/conv-kernels/forward", Fixture, NULL, set_up, test_forward, tear_down);
  g_test_add ("/nn/conv-kernels/lanes", Fixture, NULL, set_up, test_lanes, tear_down);
  g_test_add ("/nn/conv-kernels/norm", Fixture, NULL, set_up, test_norm, tear_down);
  g_test_add ("/nn/conv-kernels/weights", Fixture, NULL, set_up, test_weights, tear_down);
  g_test_add ("/nn/conv-kernels/depthwise", Fixture, NULL, set_up, test_depthwise, tear_down);
  return g_test_run ();
}
