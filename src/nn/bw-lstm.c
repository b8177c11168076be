/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-lstm-private.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

void
bw_lstm_init (BwLstm     *self,
              BwParams   *params,
              const char *prefix,
              guint       n_inputs,
              guint       n_hidden,
              guint       n_layers)
{
  const gint64 gates = 4 * (gint64) n_hidden;

  g_return_if_fail (n_inputs > 0 && n_hidden > 0);
  g_return_if_fail (n_layers > 0 && n_layers <= BW_LSTM_MAX_LAYERS);

  self->n_inputs = n_inputs;
  self->n_hidden = n_hidden;
  self->n_layers = n_layers;
  for (guint l = 0; l < n_layers; l++)
    {
      gint64 n = l == 0 ? n_inputs : n_hidden;

      self->layers[l].weight_ih = bw_params_add (params, prefix, "weight_ih_l", l, 2,
                                                 (gint64[]) { gates, n });
      self->layers[l].weight_hh = bw_params_add (params, prefix, "weight_hh_l", l, 2,
                                                 (gint64[]) { gates, n_hidden });
      self->layers[l].bias_ih = bw_params_add (params, prefix, "bias_ih_l", l, 1, &gates);
      self->layers[l].bias_hh = bw_params_add (params, prefix, "bias_hh_l", l, 1, &gates);
    }
}

void
bw_lstm_reset (const BwLstm *self,
               float        *values,
               GRand        *rand)
{
  const gsize gates = 4 * (gsize) self->n_hidden;
  float bound = 1 / sqrtf ((float) self->n_hidden);

  for (guint l = 0; l < self->n_layers; l++)
    {
      gsize n = l == 0 ? self->n_inputs : self->n_hidden;

      bw_floats_fill_uniform (values + self->layers[l].weight_ih, gates * n, bound, rand);
      bw_floats_fill_uniform (values + self->layers[l].weight_hh, gates * self->n_hidden, bound,
                              rand);
      bw_floats_fill_uniform (values + self->layers[l].bias_ih, gates, bound, rand);
      bw_floats_fill_uniform (values + self->layers[l].bias_hh, gates, bound, rand);
    }
}

/* Step @t of an array of @width floats a row; without training only two steps are kept. */
static float *
at_step (const BwLstmWorkspace *ws,
         const BwLstmPart      *part,
         float                 *array,
         guint                  t,
         gsize                  width)
{
  guint slot = ws->mode == BW_LSTM_TRAIN ? t : t % 2;

  return array + (gsize) slot * part->rows * width;
}

/* The inputs of a layer at one step: x, or the outputs of the layer below. */
static float *
inputs_at (const BwLstmWorkspace *ws,
           const BwLstmPart      *part,
           guint                  layer,
           guint                  t)
{
  if (layer == 0)
    return part->x + (gsize) t * part->rows * ws->lstm.n_inputs;
  return at_step (ws, part, part->layers[layer - 1].h, t, ws->units);
}

/* (rows, steps, n) of the caller into (steps, rows, n) of the part. */
static void
gather_inputs (BwLstmWorkspace *ws,
               BwLstmPart      *part)
{
  const gsize n = ws->lstm.n_inputs;

  for (guint r = 0; r < part->rows; r++)
    {
      const float *from = ws->x_in + (gsize) (part->first + r) * ws->steps * n;

      for (guint t = 0; t < ws->steps; t++)
        memcpy (part->x + ((gsize) t * part->rows + r) * n, from + t * n, n * sizeof (float));
    }
}

static void
forward_part (guint    task,
              gpointer data)
{
  BwLstmWorkspace *ws = data;
  BwLstmPart *part = &ws->parts[task];
  const gsize units = ws->units, hidden = ws->lstm.n_hidden;
  const guint outputs = ws->steps - ws->from;

  gather_inputs (ws, part);
  for (guint t = 0; t < ws->steps; t++)
    {
      const float *top;

      for (guint l = 0; l < ws->lstm.n_layers; l++)
        {
          BwLstmTrace *trace = &part->layers[l];
          const BwLstmPacked *packed = &ws->packed[l];

          ws->kernels->lstm_cell (at_step (ws, part, trace->gates, t, 4 * units),
                                  at_step (ws, part, trace->c, t, units),
                                  at_step (ws, part, trace->tanh_c, t, units),
                                  at_step (ws, part, trace->h, t, units),
                                  packed->panels, packed->bias,
                                  inputs_at (ws, part, l, t), packed->n_inputs,
                                  t ? at_step (ws, part, trace->h, t - 1, units) : NULL,
                                  t ? at_step (ws, part, trace->c, t - 1, units) : NULL,
                                  part->rows, units);
        }
      if (t < ws->from)
        continue;
      top = at_step (ws, part, part->layers[ws->lstm.n_layers - 1].h, t, units);
      for (guint r = 0; r < part->rows; r++)
        memcpy (ws->y + ((gsize) (part->first + r) * outputs + (t - ws->from)) * hidden,
                top + r * units, hidden * sizeof (float));
    }
}

void
bw_lstm_forward (float           *y,
                 const float     *x,
                 const float     *values,
                 guint            batch,
                 guint            steps,
                 guint            from,
                 BwLstmWorkspace *ws)
{
  g_return_if_fail (batch > 0 && batch <= ws->max_batch);
  g_return_if_fail (steps > 0 && steps <= ws->max_steps);
  g_return_if_fail (from < steps);

  ws->batch = batch;
  ws->steps = steps;
  ws->from = from;
  ws->x_in = x;
  ws->y = y;
  ws->n_parts = bw_lstm_count_parts (batch);
  for (guint p = 0; p < ws->n_parts; p++)
    {
      guint first = (guint) ((guint64) batch * p / ws->n_parts);

      ws->parts[p].first = first;
      ws->parts[p].rows = (guint) ((guint64) batch * (p + 1) / ws->n_parts) - first;
    }
  bw_lstm_workspace_pack (ws, values);
  bw_pool_run (ws->pool, ws->n_parts, forward_part, ws);
  ws->kept_forward = ws->mode == BW_LSTM_TRAIN;
}

/* The caller's gradients of steps @begin … @end − 1 of the top layer, (rows, steps, hidden), as
 * (steps, rows, units). */
static void
gather_output_gradients (float                 *above,
                         const BwLstmWorkspace *ws,
                         const BwLstmPart      *part,
                         guint                  begin,
                         guint                  end)
{
  const gsize hidden = ws->lstm.n_hidden, units = ws->units;
  const guint outputs = ws->steps - ws->from;

  for (guint t = MAX (begin, ws->from); t < end; t++)
    for (guint r = 0; r < part->rows; r++)
      {
        float *to = above + ((gsize) (t - begin) * part->rows + r) * units;

        memcpy (to, ws->dy + ((gsize) (part->first + r) * outputs + (t - ws->from)) * hidden,
                hidden * sizeof (float));
        memset (to + hidden, 0, (units - hidden) * sizeof (float));
      }
}

/* Gradients of the weights over a chunk of steps, two products each over all its rows. */
static void
add_weight_gradients (const BwLstmWorkspace *ws,
                      BwLstmPart            *part,
                      guint                  layer,
                      guint                  begin,
                      guint                  end)
{
  BwLstmTrace *trace = &part->layers[layer];
  const guint units = ws->units, gates = 4 * units, n = ws->packed[layer].n_inputs;
  guint recurrent = MAX (begin, 1);

  cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, gates, n, (end - begin) * part->rows, 1,
               at_step (ws, part, trace->gates, begin, gates), gates,
               inputs_at (ws, part, layer, begin), n, 1, trace->gradients.weight_ih, n);
  if (end > recurrent)
    cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, gates, units,
                 (end - recurrent) * part->rows, 1,
                 at_step (ws, part, trace->gates, recurrent, gates), gates,
                 at_step (ws, part, trace->h, recurrent - 1, units), units, 1,
                 trace->gradients.weight_hh, units);
}

static void
scatter_input_gradients (const BwLstmWorkspace *ws,
                         const BwLstmPart      *part,
                         guint                  begin,
                         guint                  end)
{
  const gsize n = ws->lstm.n_inputs;

  for (guint t = begin; t < end; t++)
    for (guint r = 0; r < part->rows; r++)
      memcpy (ws->dx + ((gsize) (part->first + r) * ws->steps + t) * n,
              part->dx + ((gsize) (t - begin) * part->rows + r) * n, n * sizeof (float));
}

/* One chunk of steps of one layer. @above: gradient of its outputs; @below: of its inputs, or
 * NULL. */
static void
backward_chunk (const BwLstmWorkspace *ws,
                BwLstmPart            *part,
                guint                  layer,
                guint                  begin,
                guint                  end,
                const float           *above,
                float                 *below)
{
  BwLstmTrace *trace = &part->layers[layer];
  const BwLstmPacked *packed = &ws->packed[layer];
  const guint units = ws->units, gates = 4 * units;
  const gboolean top = layer + 1 == ws->lstm.n_layers;

  for (guint t = end; t-- > begin;)
    {
      float *d_gates = at_step (ws, part, trace->gates, t, gates);
      const float *dh = above + (gsize) (t - begin) * part->rows * units;

      ws->kernels->lstm_cell_backward (d_gates, trace->dc, trace->gradients.bias,
                                       t + 1 < ws->steps ? trace->dh : NULL,
                                       top && t < ws->from ? NULL : dh,
                                       t ? at_step (ws, part, trace->c, t - 1, units) : NULL,
                                       at_step (ws, part, trace->tanh_c, t, units),
                                       part->rows, units);
      if (t > 0)
        ws->kernels->product (trace->dh, d_gates, packed->weight_hh, part->rows, gates, units);
    }
  add_weight_gradients (ws, part, layer, begin, end);
  if (below)
    cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (end - begin) * part->rows,
                 packed->n_inputs, gates, 1, at_step (ws, part, trace->gates, begin, gates), gates,
                 packed->weight_ih, packed->n_inputs, 0, below, packed->n_inputs);
}

static void
backward_part (guint    task,
               gpointer data)
{
  BwLstmWorkspace *ws = data;
  BwLstmPart *part = &ws->parts[task];
  const guint chunk = MAX (1, BW_LSTM_CHUNK_ROWS / part->rows);
  guint begin;

  memset (part->gradients, 0, ws->gradients_length * sizeof (float));
  for (guint l = 0; l < ws->lstm.n_layers; l++)
    memset (part->layers[l].dc, 0, (gsize) part->rows * ws->units * sizeof (float));

  for (guint end = ws->steps; end > 0; end = begin)
    {
      float *above = part->above[0], *below = part->above[1];

      begin = end > chunk ? end - chunk : 0;
      gather_output_gradients (above, ws, part, begin, end);
      for (guint l = ws->lstm.n_layers; l-- > 0;)
        {
          float *swap = above;

          if (l == 0)
            below = ws->dx ? part->dx : NULL;
          backward_chunk (ws, part, l, begin, end, above, below);
          above = below;
          below = swap;
        }
      if (ws->dx)
        scatter_input_gradients (ws, part, begin, end);
    }
}

void
bw_lstm_backward (float           *d_values,
                  float           *dx,
                  const float     *dy,
                  BwLstmWorkspace *ws)
{
  g_return_if_fail (ws->kept_forward);

  ws->dx = dx;
  ws->dy = dy;
  bw_pool_run (ws->pool, ws->n_parts, backward_part, ws);
  bw_lstm_workspace_unpack_gradients (d_values, ws);
  ws->kept_forward = FALSE;
}
