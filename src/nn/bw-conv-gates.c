/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-conv-private.h"

#include <string.h>

/* Squeeze-and-excitation of a tile: gates = σ (W₂ silu (W₁ mean over time + b₁) + b₂). Each lane has
 * its own, so that the linear layers are convolutions of one step. */

void
bw_conv_gate (float                 *signal,
              const BwConvWorkspace *self,
              guint                  u,
              guint                  task)
{
  const BwConvUnit *unit = &self->chain->units[u];
  const BwConvTrace *trace = &self->traces[u];
  const BwConvKernels *kernels = self->kernels->conv;
  const guint n = unit->n_out, m = unit->squeeze.n_outputs, step = bw_conv_strip_length (n);
  const gsize row = (gsize) n * BLOCK;
  float *hidden = bw_conv_get_scratch (self)->dx;
  float *pooled = trace->pooled + (gsize) task * n * BLOCK;
  float *squeezed = trace->squeezed + (gsize) task * m * BLOCK;
  float *gates = trace->gates + (gsize) task * n * BLOCK;
  float packed[BW_CONV_MAX_CHANNELS * BW_CONV_MAX_CHANNELS];
  BwConvUnit linear;

  memset (pooled, 0, (gsize) n * BLOCK * sizeof (float));
  for (guint t = 0; t < trace->length; t += step)
    {
      guint times = MIN (step, trace->length - t);

      bw_conv_read_rows (signal + t * row, NULL, self, (int) u, task, (int) t, times);
      kernels->pool (pooled, signal + t * row, n, times);
    }
  for (gsize i = 0; i < (gsize) n * BLOCK; i++)
    pooled[i] /= (float) trace->length;

  linear = (BwConvUnit) { .n_in = n, .n_out = m, .width = 1, .weight = unit->squeeze.weight };
  bw_conv_pack (packed, &linear, self->values, NULL);
  kernels->conv (squeezed, pooled, packed, self->values + unit->squeeze.bias, NULL, n, m, 1,
                 1, FALSE);
  self->kernels->sigmoid (hidden, squeezed, (gsize) m * BLOCK);
  for (gsize i = 0; i < (gsize) m * BLOCK; i++)
    hidden[i] *= squeezed[i];
  linear = (BwConvUnit) { .n_in = m, .n_out = n, .width = 1, .weight = unit->excite.weight };
  bw_conv_pack (packed, &linear, self->values, NULL);
  kernels->conv (gates, hidden, packed, self->values + unit->excite.bias, NULL, m, n, 1, 1,
                 FALSE);
  self->kernels->sigmoid (gates, gates, (gsize) n * BLOCK);
  for (guint t = 0; t < trace->length; t += step)
    kernels->gate (signal + t * row, gates, NULL, n, MIN (step, trace->length - t));
}

void
bw_conv_gate_backward (const BwConvWorkspace *self,
                       guint                  u,
                       guint                  task,
                       float                 *d_gates,
                       float                 *d_squeeze,
                       float                 *d_excite)
{
  const BwConvUnit *unit = &self->chain->units[u];
  const BwConvTrace *trace = &self->traces[u];
  const BwConvKernels *kernels = self->kernels->conv;
  const guint n = unit->n_out, m = unit->squeeze.n_outputs;
  const gsize row = (gsize) n * BLOCK;
  const float *pooled = trace->pooled + (gsize) task * row;
  const float *squeezed = trace->squeezed + (gsize) task * m * BLOCK;
  const float *gates = trace->gates + (gsize) task * row;
  const guint step = bw_conv_strip_length (n);
  const float *slope = bw_conv_get_scratch (self)->signal;
  float *dv = bw_conv_get_dv (self, u, task, 0);
  float curve[BW_CONV_MAX_CHANNELS * BLOCK], hidden[BW_CONV_MAX_CHANNELS * BLOCK];
  float d_hidden[BW_CONV_MAX_CHANNELS * BLOCK], d_pooled[BW_CONV_MAX_CHANNELS * BLOCK];
  float packed[BW_CONV_MAX_CHANNELS * BW_CONV_MAX_CHANNELS];
  BwConvUnit linear;

  for (gsize i = 0; i < row; i++)
    d_gates[i] *= gates[i] * (1 - gates[i]);
  self->kernels->sigmoid (curve, squeezed, (gsize) m * BLOCK);
  for (gsize i = 0; i < (gsize) m * BLOCK; i++)
    hidden[i] = squeezed[i] * curve[i];

  self->kernels->conv_backward->conv_weights (d_excite, d_gates, hidden, m, n, 1, 1);
  memcpy (d_excite + (gsize) n * m * BLOCK, d_gates, row * sizeof (float));
  linear = (BwConvUnit) { .n_in = m, .n_out = n, .width = 1, .weight = unit->excite.weight };
  bw_conv_pack_transposed (packed, &linear, self->values);
  kernels->conv (d_hidden, d_gates, packed, NULL, NULL, n, m, 1, 1, FALSE);
  for (gsize i = 0; i < (gsize) m * BLOCK; i++)
    d_hidden[i] *= curve[i] + hidden[i] * (1 - curve[i]);

  self->kernels->conv_backward->conv_weights (d_squeeze, d_hidden, pooled, n, m, 1, 1);
  memcpy (d_squeeze + (gsize) n * m * BLOCK, d_hidden, (gsize) m * BLOCK * sizeof (float));
  linear = (BwConvUnit) { .n_in = n, .n_out = m, .width = 1, .weight = unit->squeeze.weight };
  bw_conv_pack_transposed (packed, &linear, self->values);
  kernels->conv (d_pooled, d_hidden, packed, NULL, NULL, m, n, 1, 1, FALSE);
  for (gsize i = 0; i < row; i++)
    d_pooled[i] /= (float) trace->length;

  for (guint t = 0; t < trace->length; t += step)
    {
      guint times = MIN (step, trace->length - t);

      kernels->gate (dv + t * row, gates, d_pooled, n, times);
      bw_conv_backward_activation (self, u, task, t, times, dv + t * row, slope + t * row);
    }
}
