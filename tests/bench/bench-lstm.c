/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-adam.h"
#include "nn/bw-kernels.h"
#include "nn/bw-linear.h"
#include "nn/bw-loss.h"
#include "nn/bw-lstm.h"

#include <stdlib.h>
#include <string.h>

/* Prints how long a training step and one forecast take, beside PyTorch 1.13's best of one and two
 * threads on the same kind of machine: hidden 64, two layers, a linear layer on the last steps. */

#define HIDDEN 64
#define LAYERS 2

typedef struct
{
  guint steps, features, outputs, origins; /* origins: steps at the end that have a loss */
  double torch_step_ms, torch_forecast_ms;
} Case;

static const Case cases[] = {
  { 24, 1, 1, 1, 12.0, 0.56 },
  { 168, 12, 72, 1, 93, 3.8 },
  { 336, 13, 72, 168, 0, 0 }, /* many-to-many; no reference figure */
};

static int
compare (const void *a,
         const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *x,
        guint   n)
{
  qsort (x, n, sizeof *x, compare);
  return x[n / 2];
}

static void
fill (float *x,
      gsize  n,
      GRand *rand)
{
  bw_floats_fill_uniform (x, n, 1, rand);
}

/* Milliseconds: forward, backward and the whole step with clipping and Adam; medians. */
static void
bench (const Case *c,
       guint       batch,
       gboolean    train,
       guint       n_threads,
       guint       repeats,
       double      ms[3])
{
  const guint rows = batch * c->origins;
  g_autoptr (BwParams) params = bw_params_new ();
  g_autoptr (BwPool) pool = bw_pool_new (n_threads);
  g_autoptr (BwLstmWorkspace) ws = NULL;
  g_autoptr (BwAdam) adam = NULL;
  g_autoptr (BwFloats) values = NULL, gradients = NULL;
  g_autoptr (BwFloats) x = bw_floats_new ((gsize) batch * c->steps * c->features);
  g_autoptr (BwFloats) h = bw_floats_new (rows * HIDDEN), dh = bw_floats_new (rows * HIDDEN);
  g_autoptr (BwFloats) y = bw_floats_new (rows * c->outputs);
  g_autoptr (BwFloats) dy = bw_floats_new (rows * c->outputs);
  g_autoptr (BwFloats) target = bw_floats_new (rows * c->outputs);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree double *times = g_new (double, 3 * repeats);
  BwLstm lstm;
  BwLinear head;

  bw_lstm_init (&lstm, params, "lstm", c->features, HIDDEN, LAYERS);
  bw_linear_init (&head, params, "fc", HIDDEN, c->outputs);
  values = bw_floats_new (params->length);
  gradients = bw_floats_new (params->length);
  adam = bw_adam_new (params->length, 1e-3);
  ws = bw_lstm_workspace_new (&lstm, batch, c->steps, train ? BW_LSTM_TRAIN : BW_LSTM_PREDICT,
                              pool);
  bw_lstm_reset (&lstm, values, rand);
  bw_linear_reset (&head, values, rand);
  fill (x, (gsize) batch * c->steps * c->features, rand);
  fill (target, rows * c->outputs, rand);

  for (guint i = 0; i < repeats; i++)
    {
      gint64 start = g_get_monotonic_time (), mid, end;

      bw_lstm_forward (h, x, values, batch, c->steps, c->steps - c->origins, ws);
      mid = g_get_monotonic_time ();
      bw_linear_forward (y, h, values, &head, rows);
      if (!train)
        {
          times[2 * repeats + i] = (double) (g_get_monotonic_time () - start) / 1e3;
          times[i] = times[repeats + i] = 0;
          continue;
        }
      bw_loss_mse (dy, y, target, NULL, rows * c->outputs);
      memset (gradients, 0, params->length * sizeof (float));
      bw_linear_backward (gradients, dh, dy, h, values, &head, rows);
      bw_lstm_backward (gradients, NULL, dh, ws);
      end = g_get_monotonic_time ();
      bw_clip_norm (gradients, params->length, 1);
      bw_adam_step (adam, values, gradients);
      times[i] = (double) (mid - start) / 1e3;
      times[repeats + i] = (double) (end - mid) / 1e3;
      times[2 * repeats + i] = (double) (g_get_monotonic_time () - start) / 1e3;
    }
  for (int i = 0; i < 3; i++)
    ms[i] = median (times + i * repeats, repeats);
}

static void
print_ratio (double torch_ms,
             double ms)
{
  if (torch_ms > 0)
    g_print ("   PyTorch %.2f: %.1f times", torch_ms, torch_ms / ms);
  g_print ("\n");
}

int
main (void)
{
  double ms[3];

  g_print ("LSTM, hidden %d, %d layers; medians in ms; kernels: %s\n", HIDDEN, LAYERS,
           bw_kernels_get ()->name);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];

      for (guint threads = 1; threads <= 2; threads++)
        {
          bench (c, 64, TRUE, threads, c->steps > 100 ? 61 : 301, ms);
          g_print ("training step, batch 64, %3u x %2u, %3u origin%s %u thread%s %7.3f "
                   "(forward %.3f, backward %.3f)",
                   c->steps, c->features, c->origins, c->origins == 1 ? ", " : "s,", threads,
                   threads == 1 ? ": " : "s:", ms[2], ms[0], ms[1]);
          print_ratio (c->torch_step_ms, ms[2]);
        }
      bench (c, 1, FALSE, 1, 301, ms);
      g_print ("forecast,      batch  1, %3u x %2u, %3u origin%s 1 thread:  %7.3f", c->steps,
               c->features, c->origins, c->origins == 1 ? ", " : "s,", ms[2]);
      print_ratio (c->torch_forecast_ms, ms[2]);
    }
  return 0;
}
