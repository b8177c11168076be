/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-conv-folded.h"

#include "nn/bw-kernels.h"

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
  BwConvChain chain; /* its params and statistics are not ours to look at */
  guint length;
  FoldedUnit folded[BW_CONV_MAX_UNITS];
  guint lengths[BW_CONV_MAX_UNITS]; /* of outputs */
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

/* Channels × steps of time of a strip, which then stays in the nearest cache. */
#define STRIP 384

/* scale W x + shift = (scale W) x + bias. */
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
  bw_conv_fold_norm (scale, folded->bias, unit, values, statistics);
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

  self->chain = *chain;
  self->length = length;
  self->kernels = bw_kernels_get ();
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
  return self->lengths[self->chain.n_units - 1];
}

/* Of the signal between two blocks: the longest, and a step beyond each end. */
static gsize
get_signal_size (const BwConvFolded *self)
{
  gsize largest = (gsize) (self->length + 2) * self->chain.units[0].n_in;

  for (guint u = 0; u < self->chain.n_units; u += bw_conv_chain_get_block (&self->chain, u))
    {
      guint last = u + bw_conv_chain_get_block (&self->chain, u) - 1;

      largest = MAX (largest, (gsize) (self->lengths[last] + 2) * self->chain.units[last].n_out);
    }
  return largest * BLOCK;
}

/* Of the signal a bottleneck's gates need whole. */
static gsize
get_gated_size (const BwConvFolded *self)
{
  gsize largest = 0;

  for (guint u = 0; u < self->chain.n_units; u++)
    if (self->chain.units[u].gated)
      largest = MAX (largest, (gsize) self->lengths[u] * self->chain.units[u].n_out);
  return largest * BLOCK;
}

/* Steps of expanded channels, and one more of a depthwise convolution. */
static gsize
get_strip_size (void)
{
  return (STRIP + 3 * BW_CONV_MAX_CHANNELS) * BLOCK;
}

gsize
bw_conv_folded_get_scratch (const BwConvFolded *self)
{
  return 2 * get_signal_size (self) + get_gated_size (self) + get_strip_size ();
}

/* Signals lie with a step of room before and after them; what a convolution of width 3 reads there
 * is zero. */
static void
clear_ends (float *x,
            gsize  row,
            gsize  length)
{
  memset (x, 0, row * sizeof (float));
  memset (x + (length + 1) * row, 0, row * sizeof (float));
}

static void
run_single (const BwConvFolded *self,
            guint               u,
            float              *to,
            float              *from)
{
  const BwConvUnit *unit = &self->chain.units[u];
  const FoldedUnit *folded = &self->folded[u];
  const gsize in = (gsize) unit->n_in * BLOCK, out = (gsize) unit->n_out * BLOCK;
  const guint length = self->lengths[u];

  clear_ends (from, in, length);
  if (unit->kind == BW_CONV_NORM)
    self->kernels->conv->normalise (to + out, from + in, folded->weights, folded->bias, NULL,
                                    unit->n_out, length, unit->silu);
  else
    self->kernels->conv->conv (to + out, unit->width == 1 ? from + in : from, folded->weights,
                               folded->bias, NULL, unit->n_in, unit->n_out, unit->width, length,
                               unit->silu);
}

/* Both convolutions strip by strip. */
static void
run_fused (const BwConvFolded *self,
           guint               u,
           float              *to,
           float              *from,
           float              *strip)
{
  const BwConvUnit *expand = &self->chain.units[u], *project = expand + 1;
  const BwConvKernels *kernels = self->kernels->conv;
  const gsize row = (gsize) expand->n_in * BLOCK;
  const guint length = self->lengths[u], step = STRIP / expand->n_out;

  clear_ends (from, row, length);
  for (guint t = 0; t < length; t += step)
    {
      guint times = MIN (step, length - t);

      kernels->conv (strip, from + t * row, self->folded[u].weights, self->folded[u].bias, NULL,
                     expand->n_in, expand->n_out, expand->width, times, TRUE);
      kernels->conv (to + (t + 1) * row, strip, self->folded[u + 1].weights,
                     self->folded[u + 1].bias, from + (t + 1) * row, project->n_in, project->n_out,
                     project->width, times, FALSE);
    }
}

/* σ (W₂ silu (W₁ mean + b₁) + b₂), from the sums over time. */
static void
get_gates (const BwConvFolded *self,
           guint               u,
           float              *gates,
           float              *sums)
{
  const BwConvUnit *unit = &self->chain.units[u];
  const FoldedUnit *folded = &self->folded[u];
  const guint n = unit->n_out, m = unit->squeeze.n_outputs;
  float hidden[BW_CONV_MAX_CHANNELS * BLOCK];

  for (gsize i = 0; i < (gsize) n * BLOCK; i++)
    sums[i] /= (float) self->lengths[u];
  self->kernels->conv->conv (hidden, sums, folded->squeeze, folded->squeeze_bias, NULL, n, m, 1, 1,
                             TRUE);
  self->kernels->conv->conv (gates, hidden, folded->excite, folded->excite_bias, NULL, m, n, 1, 1,
                             FALSE);
  self->kernels->sigmoid (gates, gates, (gsize) n * BLOCK);
}

/* Expansion and depthwise convolution strip by strip into @gated, whose mean over time makes the
 * gates; then gates and projection. */
static void
run_bottleneck (const BwConvFolded *self,
                guint               u,
                float              *to,
                float              *from,
                float              *strip,
                float              *gated)
{
  const BwConvUnit *expand = &self->chain.units[u], *project = expand + 2;
  const FoldedUnit *folded = &self->folded[u];
  const BwConvKernels *kernels = self->kernels->conv;
  const gsize row_in = (gsize) expand->n_in * BLOCK, row = (gsize) expand->n_out * BLOCK;
  const gsize row_out = (gsize) project->n_out * BLOCK;
  const guint length_in = self->lengths[u], length = self->lengths[u + 1], n = expand->n_out;
  float sums[BW_CONV_MAX_CHANNELS * BLOCK] = { 0 }, gates[BW_CONV_MAX_CHANNELS * BLOCK];
  guint step = STRIP / n / 2;

  memset (strip, 0, row * sizeof (float));
  for (guint t = 0; t < length; t += step)
    {
      guint times = MIN (step, length - t), n_in = MIN (2 * times, length_in - 2 * t);

      kernels->conv (strip + row, from + (2 * t + 1) * row_in, folded[0].weights, folded[0].bias,
                     NULL, expand->n_in, n, 1, n_in, TRUE);
      if (n_in < 2 * times)
        memset (strip + 2 * times * row, 0, row * sizeof (float));
      kernels->depthwise (gated + t * row, strip, folded[1].weights, folded[1].bias, n, times,
                          TRUE);
      kernels->pool (sums, gated + t * row, n, times);
      memcpy (strip, strip + 2 * times * row, row * sizeof (float));
    }

  get_gates (self, u + 1, gates, sums);
  step = STRIP / n;
  for (guint t = 0; t < length; t += step)
    {
      guint times = MIN (step, length - t);

      kernels->gate (gated + t * row, gates, NULL, n, times);
      kernels->conv (to + (t + 1) * row_out, gated + t * row, folded[2].weights, folded[2].bias,
                     NULL, n, project->n_out, 1, times, FALSE);
    }
}

void
bw_conv_folded_run (float              *y,
                    const BwConvFolded *self,
                    const float        *x,
                    float              *scratch)
{
  float *from = scratch, *to = from + get_signal_size (self);
  float *strip = to + get_signal_size (self), *gated = strip + get_strip_size ();
  gsize row = (gsize) self->chain.units[0].n_in * BLOCK;
  guint block;

  memcpy (from + row, x, self->length * row * sizeof (float));
  for (guint u = 0; u < self->chain.n_units; u += block)
    {
      float *swap = from;

      block = bw_conv_chain_get_block (&self->chain, u);
      if (block == 1)
        run_single (self, u, to, from);
      else if (block == 2)
        run_fused (self, u, to, from, strip);
      else
        run_bottleneck (self, u, to, from, strip, gated);
      from = to;
      to = swap;
    }
  row = (gsize) bw_conv_chain_get_n_out (&self->chain) * BLOCK;
  memcpy (y, from + row, bw_conv_folded_get_length_out (self) * row * sizeof (float));
}
