/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "nn/bw-conv-folded.h"
#include "nn/bw-conv-workspace.h"
#include "nn/bw-kernels.h"

#include <math.h>
#include <string.h>

/* Chains of convolutions against a plain forward in double, written for nothing but to be read; the
 * gradients against its finite differences, which in double are good to 1e-7. */

#define BLOCK BW_KERNEL_BLOCK
#define CHANNELS BW_CONV_MAX_CHANNELS
#define MAX_ROWS 21
#define MAX_LENGTH 40

typedef struct
{
  BwParams *params, *statistics;
  BwConvChain chain;
  BwFloats *values, *running;
  guint length, n_groups, n_rows;
  double *input;   /* group, row, n_in, length */
  double *d_out;   /* group, row, n_out, length out: the loss is Σ d_out out */
} Fixture;

/* Signals of one group: unit, row, channel, time. */
typedef double Signals[BW_CONV_MAX_UNITS][MAX_ROWS][CHANNELS][MAX_LENGTH];

static void
plain_conv (const BwConvUnit *unit,
            const double     *values,
            double            out[CHANNELS][MAX_LENGTH],
            double            in[CHANNELS][MAX_LENGTH],
            int               length_in,
            int               length)
{
  const int stride = unit->kind == BW_CONV_DEPTHWISE ? 2 : 1;

  for (guint o = 0; o < unit->n_out; o++)
    for (int t = 0; t < length; t++)
      {
        double sum = 0;

        if (unit->kind == BW_CONV_NORM)
          sum = in[o][t];
        else
          for (guint i = 0; i < (unit->kind == BW_CONV_DENSE ? unit->n_in : 1); i++)
            for (int k = 0; k < (int) unit->width; k++)
              {
                int from = t * stride + k - (int) unit->width / 2;
                guint n = unit->kind == BW_CONV_DENSE ? unit->n_in : 1;

                if (from >= 0 && from < length_in)
                  sum += values[unit->weight + (o * n + i) * unit->width + (guint) k]
                         * in[unit->kind == BW_CONV_DENSE ? i : o][from];
              }
        out[o][t] = sum;
      }
}

static void
plain_gates (const BwConvUnit *unit,
             const double     *values,
             double            x[CHANNELS][MAX_LENGTH],
             int               length)
{
  double hidden[CHANNELS], mean[CHANNELS] = { 0 };

  for (guint c = 0; c < unit->n_out; c++)
    for (int t = 0; t < length; t++)
      mean[c] += x[c][t] / length;
  for (guint h = 0; h < unit->squeeze.n_outputs; h++)
    {
      double v = values[unit->squeeze.bias + h];

      for (guint c = 0; c < unit->n_out; c++)
        v += values[unit->squeeze.weight + h * unit->n_out + c] * mean[c];
      hidden[h] = v / (1 + exp (-v));
    }
  for (guint c = 0; c < unit->n_out; c++)
    {
      double v = values[unit->excite.bias + c];

      for (guint h = 0; h < unit->squeeze.n_outputs; h++)
        v += values[unit->excite.weight + c * unit->squeeze.n_outputs + h] * hidden[h];
      for (int t = 0; t < length; t++)
        x[c][t] /= 1 + exp (-v);
    }
}

/* One group. With @running as the statistics, or those of the batch where it is NULL. */
static void
plain_forward (const Fixture *f,
               Signals       *signals,
               const double  *values,
               const double  *input,
               const float   *running)
{
  for (guint u = 0; u < f->chain.n_units; u++)
    {
      const BwConvUnit *unit = &f->chain.units[u];
      int length_in = (int) bw_conv_chain_get_length (&f->chain, (int) u - 1, f->length);
      int length = (int) bw_conv_chain_get_length (&f->chain, (int) u, f->length);

      for (guint r = 0; r < f->n_rows; r++)
        {
          double first[CHANNELS][MAX_LENGTH];

          for (guint c = 0; u == 0 && c < unit->n_in; c++)
            memcpy (first[c], input + (r * unit->n_in + c) * f->length, f->length * sizeof (double));
          plain_conv (unit, values, (*signals)[u][r], u > 0 ? (*signals)[u - 1][r] : first,
                      length_in, length);
        }
      for (guint c = 0; c < unit->n_out; c++)
        {
          double mean = 0, variance = 0, n = f->n_rows * (double) length;

          for (guint r = 0; r < f->n_rows; r++)
            for (int t = 0; t < length; t++)
              mean += (*signals)[u][r][c][t] / n;
          for (guint r = 0; r < f->n_rows; r++)
            for (int t = 0; t < length; t++)
              variance += pow ((*signals)[u][r][c][t] - mean, 2) / n;
          if (running)
            {
              mean = (double) running[unit->mean + c];
              variance = (double) running[unit->variance + c];
            }
          for (guint r = 0; r < f->n_rows; r++)
            for (int t = 0; t < length; t++)
              {
                double v = ((*signals)[u][r][c][t] - mean) / sqrt (variance + BW_NORM_EPSILON)
                             * values[unit->gamma + c] + values[unit->beta + c];

                (*signals)[u][r][c][t] = unit->silu ? v / (1 + exp (-v)) : v;
              }
        }
      for (guint r = 0; r < f->n_rows; r++)
        {
          if (unit->gated)
            plain_gates (unit, values, (*signals)[u][r], length);
          for (guint c = 0; unit->added >= 0 && c < unit->n_out; c++)
            for (int t = 0; t < length; t++)
              (*signals)[u][r][c][t] += (*signals)[unit->added][r][c][t];
        }
    }
}

static double
plain_loss (const Fixture *f,
            Signals       *signals,
            const double  *values,
            const double  *input)
{
  const guint last = f->chain.n_units - 1, n_out = f->chain.units[last].n_out;
  const guint n_in = f->chain.units[0].n_in;
  const guint length = bw_conv_chain_get_length (&f->chain, (int) last, f->length);
  double loss = 0;

  for (guint g = 0; g < f->n_groups; g++)
    {
      plain_forward (f, signals, values, input + g * f->n_rows * n_in * f->length, NULL);
      for (guint r = 0; r < f->n_rows; r++)
        for (guint c = 0; c < n_out; c++)
          for (guint t = 0; t < length; t++)
            loss += (*signals)[last][r][c][t]
                    * f->d_out[((g * f->n_rows + r) * n_out + c) * length + t];
    }
  return loss;
}

static void
set_up (Fixture *f,
        gboolean norm_first,
        guint    length,
        guint    n_groups,
        guint    n_rows,
        guint32  seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  gsize n;

  f->params = bw_params_new ();
  f->statistics = bw_params_new ();
  bw_conv_chain_init (&f->chain, f->params, f->statistics);
  if (norm_first)
    {
      bw_conv_chain_add_norm (&f->chain, "norm", 1);
      bw_conv_chain_add_conv (&f->chain, "stem", 1, 8, 3);
    }
  else
    {
      bw_conv_chain_add_conv (&f->chain, "stem", 16, 8, 1);
    }
  bw_conv_chain_add_fused (&f->chain, "fused", 8, 16);
  bw_conv_chain_add_fused (&f->chain, "second", 8, 8);
  bw_conv_chain_add_bottleneck (&f->chain, "neck", 8, 16, 8);
  bw_conv_chain_add_conv (&f->chain, "last", 8, 16, 1);

  f->length = length;
  f->n_groups = n_groups;
  f->n_rows = n_rows;
  f->values = bw_floats_new (f->params->length);
  f->running = bw_floats_new (f->statistics->length);
  bw_conv_chain_reset (&f->chain, f->values, rand);
  for (guint i = 0; i < f->params->items->len; i++)
    {
      const BwParam *param = &g_array_index (f->params->items, BwParam, i);

      for (gsize k = 0; k < param->length; k++)
        f->values[param->offset + k] += (float) g_rand_double_range (rand, -0.3, 0.3);
    }
  for (gsize i = 0; i < f->statistics->length; i++)
    f->running[i] = (float) g_rand_double_range (rand, 0.3, 1);
  n = (gsize) n_groups * n_rows * f->chain.units[0].n_in * length;
  f->input = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    f->input[i] = (double) (float) g_rand_double_range (rand, -1, 3);
  n = (gsize) n_groups * n_rows * bw_conv_chain_get_n_out (&f->chain) * length;
  f->d_out = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    f->d_out[i] = (double) (float) g_rand_double_range (rand, -1, 1);
}

static void
tear_down (Fixture *f)
{
  g_free (f->d_out);
  g_free (f->input);
  bw_floats_free (f->running);
  bw_floats_free (f->values);
  bw_params_free (f->statistics);
  bw_params_free (f->params);
}

/* Rows of channels of a tile; lanes without a row get @rest. */
static void
fill_tile (const Fixture *f,
           float         *tile,
           const double  *rows,
           guint          n_tile_rows,
           guint          channels,
           guint          length,
           float          rest)
{
  for (guint t = 0; t < length; t++)
    for (guint c = 0; c < channels; c++)
      for (guint lane = 0; lane < BLOCK; lane++)
        tile[(t * channels + c) * BLOCK + lane] =
          lane < n_tile_rows ? (float) rows[(lane * channels + c) * length + t] : rest;
}

static BwConvWorkspace *
run_forward (Fixture *f,
             BwPool  *pool,
             float   *statistics)
{
  const guint n_in = f->chain.units[0].n_in;
  BwConvWorkspace *ws = bw_conv_workspace_new (&f->chain, f->length, f->n_groups, MAX_ROWS, pool);

  bw_conv_workspace_begin (ws, f->n_rows);
  for (guint g = 0; g < f->n_groups; g++)
    for (guint tile = 0; tile < bw_conv_workspace_get_n_tiles (ws); tile++)
      fill_tile (f, bw_conv_workspace_get_input (ws, g, tile),
                 f->input + (g * f->n_rows + tile * BLOCK) * n_in * f->length,
                 MIN (BLOCK, f->n_rows - tile * BLOCK), n_in, f->length, 5);
  bw_conv_workspace_forward (ws, f->values, statistics);
  return ws;
}

static double *
to_doubles (const float *x,
            gsize        n)
{
  double *y = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    y[i] = (double) x[i];
  return y;
}

/* Every unit's output, with the batch's statistics and, folded, with the running ones; how the
 * running ones move. */
static void
check_forward (gboolean norm_first,
               guint    length,
               guint    n_groups,
               guint    n_rows)
{
  Fixture f = { 0 };
  g_autofree Signals *signals = g_new (Signals, 1);
  g_autofree double *values = NULL;
  g_autofree float *moved = NULL;
  g_autoptr (BwConvWorkspace) ws = NULL;
  g_autoptr (BwConvFolded) folded = NULL;
  g_autoptr (BwFloats) y = bw_floats_new (MAX_LENGTH * CHANNELS * BLOCK);
  g_autoptr (BwFloats) scratch = NULL;
  guint last, n_in;

  set_up (&f, norm_first, length, n_groups, n_rows, length);
  values = to_doubles (f.values, f.params->length);
  moved = g_memdup2 (f.running, f.statistics->length * sizeof (float));
  ws = run_forward (&f, NULL, moved);
  folded = bw_conv_folded_new (&f.chain, f.values, f.running, length);
  scratch = bw_floats_new (bw_conv_folded_get_scratch (folded));
  last = f.chain.n_units - 1;
  n_in = f.chain.units[0].n_in;
  for (guint g = 0; g < n_groups; g++)
    {
      const double *input = f.input + g * n_rows * n_in * length;

      plain_forward (&f, signals, values, input, NULL);
      for (guint u = 0; u < f.chain.n_units; u++)
        for (guint tile = 0; tile < bw_conv_workspace_get_n_tiles (ws); tile++)
          {
            guint n = f.chain.units[u].n_out;

            bw_conv_workspace_read_unit (y, ws, u, g, tile);
            for (guint r = 0; r < MIN (BLOCK, n_rows - tile * BLOCK); r++)
              for (guint c = 0; c < n; c++)
                for (guint t = 0; t < bw_conv_chain_get_length (&f.chain, (int) u, length); t++)
                  bw_assert_near ((double) y[(t * n + c) * BLOCK + r],
                                  (*signals)[u][tile * BLOCK + r][c][t], 1e-5);
          }

      plain_forward (&f, signals, values, input, f.running);
      for (guint tile = 0; tile < bw_conv_workspace_get_n_tiles (ws); tile++)
        {
          guint n = bw_conv_chain_get_n_out (&f.chain);

          bw_conv_folded_run (y, folded, bw_conv_workspace_get_input (ws, g, tile), scratch);
          for (guint r = 0; r < MIN (BLOCK, n_rows - tile * BLOCK); r++)
            for (guint c = 0; c < n; c++)
              for (guint t = 0; t < bw_conv_folded_get_length_out (folded); t++)
                bw_assert_near ((double) y[(t * n + c) * BLOCK + r],
                                (*signals)[last][tile * BLOCK + r][c][t], 2e-5);
        }
    }
  if (norm_first && n_groups == 1)
    {
      double n = n_rows * (double) length, mean = 0, variance = 0;
      const BwConvUnit *unit = &f.chain.units[0];

      for (guint i = 0; i < n_rows * length; i++)
        mean += f.input[i] / n;
      for (guint i = 0; i < n_rows * length; i++)
        variance += pow (f.input[i] - mean, 2) / (n - 1);
      bw_assert_near ((double) moved[unit->mean],
                      0.9 * (double) f.running[unit->mean] + 0.1 * mean, 1e-6);
      bw_assert_near ((double) moved[unit->variance],
                      0.9 * (double) f.running[unit->variance] + 0.1 * variance, 1e-6);
    }
  tear_down (&f);
}

static void
test_forward (void)
{
  for (guint length = 2; length <= MAX_LENGTH; length += 3)
    check_forward (TRUE, length, 1, 2 + length % 3);
  check_forward (TRUE, 33, 2, 17);
  check_forward (FALSE, 21, 1, MAX_ROWS);
}

/* The derivative along one direction of the parameters (or, without one, of the input). */
static double
differ (const Fixture *f,
        Signals       *signals,
        const double  *values,
        const double  *direction)
{
  const double h = 1e-5;
  const gsize n = direction ? f->params->length
                            : (gsize) f->n_groups * f->n_rows * f->chain.units[0].n_in * f->length;
  double loss[2];

  for (int side = 0; side < 2; side++)
    {
      g_autofree double *moved = g_memdup2 (direction ? values : f->input, n * sizeof (double));

      for (gsize i = 0; i < n; i++)
        moved[i] += (side ? h : -h) * (direction ? direction[i] : sin ((double) i));
      loss[side] = direction ? plain_loss (f, signals, moved, f->input)
                             : plain_loss (f, signals, values, moved);
    }
  return (loss[1] - loss[0]) / (2 * h);
}

/* A tensor's gradient against differences along random directions in it. */
static void
check_backward (gboolean norm_first,
                guint    length,
                guint    n_groups,
                guint    n_rows,
                guint    n_threads)
{
  Fixture f = { 0 };
  g_autofree Signals *signals = g_new (Signals, 1);
  g_autofree double *values = NULL;
  g_autoptr (BwFloats) gradients = NULL;
  g_autoptr (BwPool) pool = bw_pool_new (n_threads);
  g_autoptr (BwConvWorkspace) ws = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint length_out, n_out;
  double worst = 0;

  set_up (&f, norm_first, length, n_groups, n_rows, 40 + length);
  values = to_doubles (f.values, f.params->length);
  gradients = bw_floats_new (f.params->length);
  ws = run_forward (&f, pool, NULL);
  n_out = bw_conv_chain_get_n_out (&f.chain);
  length_out = bw_conv_chain_get_length (&f.chain, (int) f.chain.n_units - 1, length);
  for (guint g = 0; g < n_groups; g++)
    for (guint tile = 0; tile < bw_conv_workspace_get_n_tiles (ws); tile++)
      fill_tile (&f, bw_conv_workspace_get_d_output (ws, g, tile),
                 f.d_out + (g * n_rows + tile * BLOCK) * n_out * length_out,
                 MIN (BLOCK, n_rows - tile * BLOCK), n_out, length_out, 0);
  bw_conv_workspace_backward (gradients, ws, f.values);

  for (guint i = 0; i < f.params->items->len; i++)
    {
      const BwParam *param = &g_array_index (f.params->items, BwParam, i);

      for (guint which = 0; which < 3; which++)
        {
          g_autofree double *direction = g_new0 (double, f.params->length);
          double ours = 0, theirs, scale = 0;

          for (gsize k = param->offset; k < param->offset + param->length; k++)
            {
              direction[k] = g_rand_double_range (rand, -1, 1);
              ours += direction[k] * (double) gradients[k];
              scale += fabs (direction[k] * (double) gradients[k]);
            }
          theirs = differ (&f, signals, values, direction);
          worst = MAX (worst, fabs (ours - theirs) / (scale + 1));
          if (!(fabs (ours - theirs) <= 1e-4 * (scale + 1)))
            g_error ("the gradient of %s along a direction is %g, by differences %g", param->name,
                     ours, theirs);
        }
    }
  if (!norm_first)
    {
      const guint n_in = f.chain.units[0].n_in;
      double ours = 0, scale = 0;

      for (guint row = 0; row < n_groups * n_rows; row++)
        {
          guint r = row % n_rows;
          const float *tile = bw_conv_workspace_get_d_input (ws, row / n_rows, r / BLOCK);

          for (guint c = 0; c < n_in; c++)
            for (guint t = 0; t < length; t++)
              {
                double d = sin ((double) ((row * n_in + c) * length + t))
                           * (double) tile[(t * n_in + c) * BLOCK + r % BLOCK];

                ours += d;
                scale += fabs (d);
              }
        }
      bw_assert_near (ours, differ (&f, signals, values, NULL), 1e-4 * (scale + 1));
    }
  g_test_message ("length %u, %u groups of %u: %.2g at worst", length, n_groups, n_rows, worst);
  tear_down (&f);
}

static void
test_backward (void)
{
  check_backward (TRUE, 2, 1, 3, 1);
  check_backward (TRUE, 13, 2, 5, 2);
  check_backward (TRUE, MAX_LENGTH, 1, 2, 1);
  check_backward (FALSE, 30, 1, 3, 1);
  check_backward (FALSE, 7, 2, MAX_ROWS, 3);
}

/* A norm over a single value: its bias comes out, and the running variance stays. */
static void
test_single_value (void)
{
  g_autoptr (BwParams) params = bw_params_new (), statistics = bw_params_new ();
  g_autoptr (BwFloats) values = NULL, running = NULL, y = bw_floats_new (BLOCK);
  g_autoptr (BwConvWorkspace) ws = NULL;
  BwConvChain chain;

  bw_conv_chain_init (&chain, params, statistics);
  bw_conv_chain_add_norm (&chain, "norm", 1);
  values = bw_floats_new (params->length);
  running = bw_floats_new (statistics->length);
  values[chain.units[0].gamma] = 2;
  values[chain.units[0].beta] = 3;
  running[chain.units[0].variance] = 4;
  ws = bw_conv_workspace_new (&chain, 1, 1, 1, NULL);
  bw_conv_workspace_begin (ws, 1);
  bw_conv_workspace_get_input (ws, 0, 0)[0] = 10;
  bw_conv_workspace_forward (ws, values, running);
  bw_conv_workspace_read_output (y, ws, 0, 0);
  bw_assert_near ((double) y[0], 3, 1e-3); /* 10 · 2 / √ε less the same */
  bw_assert_near ((double) running[chain.units[0].mean], 1, 1e-6);
  bw_assert_near ((double) running[chain.units[0].variance], 4, 0);
}

static void
test_reset (void)
{
  Fixture f = { 0 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  double square = 0;
  const BwConvUnit *unit;

  set_up (&f, TRUE, 20, 1, 1, 1);
  unit = &f.chain.units[2]; /* 8 → 16, width 3 */
  for (guint round = 0; round < 20; round++)
    {
      bw_conv_chain_reset (&f.chain, f.values, rand);
      for (guint i = 0; i < 8 * 16 * 3; i++)
        square += pow ((double) f.values[unit->weight + i], 2) / (20 * 8 * 16 * 3);
    }
  bw_assert_near (square, 2 / (3.0 * 16), 0.05 * 2 / (3.0 * 16));
  for (guint c = 0; c < 16; c++)
    {
      g_assert_cmpfloat (f.values[unit->gamma + c], ==, 1);
      g_assert_cmpfloat (f.values[unit->beta + c], ==, 0);
    }
  tear_down (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nn/conv-chain/forward", test_forward);
  g_test_add_func ("/nn/conv-chain/backward", test_backward);
  g_test_add_func ("/nn/conv-chain/single-value", test_single_value);
  g_test_add_func ("/nn/conv-chain/reset", test_reset);
  return g_test_run ();
}
