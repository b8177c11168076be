/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-conv-folded.h"

#include "nn/bw-kernels.h"

#include <math.h>
#include <string.h>

#define BLOCK BW_KERNEL_BLOCK

typedef struct
{
  float *weights;  /* packed, or (channels, 3), or the scale of a norm alone */
  float *bias;     /* n_out */
  float *squeeze, *squeeze_bias;
  float *excite, *excite_bias;
} FoldedUnit;

struct _BwConvFolded
{
  guint n_units, length;
  BwConvUnit units[BW_CONV_MAX_UNITS];
  FoldedUnit folded[BW_CONV_MAX_UNITS];
  guint lengths[BW_CONV_MAX_UNITS];
  BwFloats *memory; /* owned: all that folded points to */
  const BwKernels *kernels;
};

static gsize
count_weights (const BwConvUnit *unit)
{
  if (unit->kind == BW_CONV_NORM)
    return unit->n_out;
  return (gsize) unit->n_out * unit->width * (unit->kind == BW_CONV_DENSE ? unit->n_in : 1);
}

static float *
take (float **at,
      gsize   n)
{
  float *taken = *at;

  *at += (n + BLOCK - 1) / BLOCK * BLOCK;
  return taken;
}

static void
fold_linear (float         **weights,
             float         **bias,
             const BwLinear *linear,
             const float    *values,
             float         **memory)
{
  const BwConvUnit unit = { .n_in = linear->n_inputs, .n_out = linear->n_outputs, .width = 1,
                            .weight = linear->weight };

  *weights = take (memory, (gsize) linear->n_inputs * linear->n_outputs);
  *bias = take (memory, linear->n_outputs);
  bw_conv_pack (*weights, &unit, values, NULL);
  memcpy (*bias, values + linear->bias, linear->n_outputs * sizeof (float));
}

/* v = γ (W x − mean) / √(variance + ε) + β = (scale W) x + bias. */
static void
fold (FoldedUnit       *folded,
      const BwConvUnit *unit,
      const float      *values,
      const float      *statistics,
      float           **memory)
{
  float scale[BW_CONV_MAX_CHANNELS];

  folded->weights = take (memory, count_weights (unit));
  folded->bias = take (memory, unit->n_out);
  for (guint c = 0; c < unit->n_out; c++)
    {
      double factor = (double) values[unit->gamma + c]
                      / sqrt ((double) statistics[unit->variance + c] + BW_NORM_EPSILON);

      scale[c] = (float) factor;
      folded->bias[c] = (float) ((double) values[unit->beta + c]
                                 - (double) statistics[unit->mean + c] * factor);
    }
  if (unit->kind == BW_CONV_DENSE)
    bw_conv_pack (folded->weights, unit, values, scale);
  else if (unit->kind == BW_CONV_NORM)
    memcpy (folded->weights, scale, unit->n_out * sizeof (float));
  else
    for (guint i = 0; i < unit->n_out * unit->width; i++)
      folded->weights[i] = values[unit->weight + i] * scale[i / unit->width];
  if (unit->gated)
    {
      fold_linear (&folded->squeeze, &folded->squeeze_bias, &unit->squeeze, values, memory);
      fold_linear (&folded->excite, &folded->excite_bias, &unit->excite, values, memory);
    }
}

BwConvFolded *
bw_conv_folded_new (const BwConvChain *chain,
                    const float       *values,
                    const float       *statistics,
                    guint              length)
{
  BwConvFolded *self = g_new0 (BwConvFolded, 1);
  gsize floats = 0;
  float *memory;

  self->n_units = chain->n_units;
  self->length = length;
  self->kernels = bw_kernels_get ();
  memcpy (self->units, chain->units, sizeof self->units);
  for (guint u = 0; u < chain->n_units; u++)
    {
      self->lengths[u] = bw_conv_chain_get_length (chain, (int) u, length);
      floats += count_weights (&chain->units[u]) + 2 * BLOCK + chain->units[u].n_out;
      if (chain->units[u].gated)
        floats += 2 * (gsize) chain->units[u].n_out * chain->units[u].squeeze.n_outputs
                  + 2 * BW_CONV_MAX_CHANNELS + 4 * BLOCK;
    }
  memory = self->memory = bw_floats_new (floats);
  for (guint u = 0; u < chain->n_units; u++)
    fold (&self->folded[u], &chain->units[u], values, statistics, &memory);
  return self;
}

void
bw_conv_folded_free (BwConvFolded *self)
{
  if (!self)
    return;
  bw_floats_free (self->memory);
  g_free (self);
}

guint
bw_conv_folded_get_length_out (const BwConvFolded *self)
{
  return self->lengths[self->n_units - 1];
}

/* Of one of the two buffers: the longest signal and a step beyond each end. */
static gsize
buffer_size (const BwConvFolded *self)
{
  gsize largest = (gsize) (self->length + 2) * self->units[0].n_in;

  for (guint u = 0; u < self->n_units; u++)
    largest = MAX (largest, (gsize) (self->lengths[u] + 2) * self->units[u].n_out);
  return largest * BLOCK;
}

gsize
bw_conv_folded_get_scratch (const BwConvFolded *self)
{
  return 2 * buffer_size (self);
}

static void
apply_gates (const BwConvFolded *self,
             guint               u,
             float              *y)
{
  const BwConvUnit *unit = &self->units[u];
  const FoldedUnit *folded = &self->folded[u];
  const BwConvKernels *kernels = self->kernels->conv;
  const guint n = unit->n_out, m = unit->squeeze.n_outputs;
  float pooled[BW_CONV_MAX_CHANNELS * BLOCK] = { 0 }, hidden[BW_CONV_MAX_CHANNELS * BLOCK];

  kernels->pool (pooled, y, n, self->lengths[u]);
  for (gsize i = 0; i < (gsize) n * BLOCK; i++)
    pooled[i] /= (float) self->lengths[u];
  kernels->conv (hidden, pooled, folded->squeeze, folded->squeeze_bias, NULL, n, m, 1, 1,
                 TRUE);
  kernels->conv (pooled, hidden, folded->excite, folded->excite_bias, NULL, m, n, 1, 1,
                 FALSE);
  self->kernels->sigmoid (pooled, pooled, (gsize) n * BLOCK);
  kernels->gate (y, pooled, NULL, n, self->lengths[u]);
}

/* Two buffers, each with a step of zeros before and after the signal, take turns; a block's last
 * unit is added to the block's input, which lies where its output goes. */
void
bw_conv_folded_run (float              *y,
                    const BwConvFolded *self,
                    const float        *x,
                    float              *scratch)
{
  const BwConvKernels *kernels = self->kernels->conv;
  float *from = scratch, *to = scratch + buffer_size (self);
  gsize n = self->units[0].n_in, length = self->length;

  memcpy (from + n * BLOCK, x, length * n * BLOCK * sizeof (float));
  for (guint u = 0; u < self->n_units; u++)
    {
      const BwConvUnit *unit = &self->units[u];
      const FoldedUnit *folded = &self->folded[u];
      const gsize in = (gsize) unit->n_in * BLOCK, out = (gsize) unit->n_out * BLOCK;
      const float *added = unit->added >= 0 ? to + out : NULL;
      float *swap = from;

      memset (from, 0, in * sizeof (float));
      memset (from + (length + 1) * in, 0, in * sizeof (float));
      if (unit->kind == BW_CONV_NORM)
        kernels->normalise (to + out, from + in, folded->weights, folded->bias, NULL, unit->n_out,
                            length, unit->silu);
      else if (unit->kind == BW_CONV_DEPTHWISE)
        kernels->depthwise (to + out, from, folded->weights, folded->bias, unit->n_out,
                            self->lengths[u], unit->silu);
      else
        kernels->conv (to + out, unit->width == 1 ? from + in : from, folded->weights,
                       folded->bias, added, unit->n_in, unit->n_out, unit->width, length, unit->silu);
      length = self->lengths[u];
      if (unit->gated)
        apply_gates (self, u, to + out);
      from = to;
      to = swap;
    }
  n = self->units[self->n_units - 1].n_out;
  memcpy (y, from + n * BLOCK, length * n * BLOCK * sizeof (float));
}
