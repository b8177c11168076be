/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-conv-chain.h"

#include "nn/bw-conv-kernels.h"
#include "nn/bw-kernels.h"

#include <math.h>
#include <string.h>

void
bw_conv_chain_init (BwConvChain *self,
                    BwParams    *params,
                    BwParams    *statistics)
{
  *self = (BwConvChain) { .params = params, .statistics = statistics };
}

static BwConvUnit *
add_unit (BwConvChain *self,
          BwConvKind   kind,
          const char  *prefix,
          guint        conv,
          guint        n_in,
          guint        n_out,
          guint        width)
{
  BwConvUnit *unit = &self->units[self->n_units];
  g_autofree char *conv_name = g_strdup_printf ("%s.%u", prefix, conv);
  g_autofree char *norm_name = NULL;
  gint64 channels[] = { n_out };
  gint64 shape[] = { n_out, kind == BW_CONV_DEPTHWISE ? 1 : n_in, width };

  g_assert (self->n_units < BW_CONV_MAX_UNITS);
  g_assert (n_in <= BW_CONV_MAX_CHANNELS && n_out <= BW_CONV_MAX_CHANNELS);

  *unit = (BwConvUnit) { .kind = kind, .n_in = n_in, .n_out = n_out, .width = width,
                         .silu = TRUE, .added = -1 };
  if (kind == BW_CONV_NORM)
    {
      norm_name = g_strdup (prefix);
      unit->silu = FALSE;
    }
  else
    {
      norm_name = g_strdup_printf ("%s.%u", prefix, conv + 1);
      unit->weight = bw_params_add (self->params, conv_name, "weight", -1, 3, shape);
    }
  unit->gamma = bw_params_add (self->params, norm_name, "weight", -1, 1, channels);
  unit->beta = bw_params_add (self->params, norm_name, "bias", -1, 1, channels);
  unit->mean = bw_params_add (self->statistics, norm_name, "running_mean", -1, 1, channels);
  unit->variance = bw_params_add (self->statistics, norm_name, "running_var", -1, 1, channels);
  self->n_units++;
  return unit;
}

void
bw_conv_chain_add_norm (BwConvChain *self,
                        const char  *prefix,
                        guint        channels)
{
  g_return_if_fail (self->n_units == 0);

  add_unit (self, BW_CONV_NORM, prefix, 0, channels, channels, 1);
}

void
bw_conv_chain_add_conv (BwConvChain *self,
                        const char  *prefix,
                        guint        n_in,
                        guint        n_out,
                        guint        width)
{
  g_return_if_fail (width == 1 || width == 3);

  add_unit (self, BW_CONV_DENSE, prefix, 0, n_in, n_out, width);
}

void
bw_conv_chain_add_fused (BwConvChain *self,
                         const char  *prefix,
                         guint        channels,
                         guint        expanded)
{
  g_autofree char *conv = g_strconcat (prefix, ".conv", NULL);
  BwConvUnit *unit;

  g_return_if_fail (self->n_units > 0);

  add_unit (self, BW_CONV_DENSE, conv, 0, channels, expanded, 3);
  unit = add_unit (self, BW_CONV_DENSE, conv, 3, expanded, channels, 1);
  unit->silu = FALSE;
  unit->added = (int) self->n_units - 3;
}

void
bw_conv_chain_add_bottleneck (BwConvChain *self,
                              const char  *prefix,
                              guint        channels,
                              guint        expanded,
                              guint        squeezed)
{
  g_autofree char *conv = g_strconcat (prefix, ".conv", NULL);
  g_autofree char *squeeze = g_strconcat (conv, ".6.fc.0", NULL);
  g_autofree char *excite = g_strconcat (conv, ".6.fc.2", NULL);
  BwConvUnit *unit;

  add_unit (self, BW_CONV_DENSE, conv, 0, channels, expanded, 1);
  unit = add_unit (self, BW_CONV_DEPTHWISE, conv, 3, expanded, expanded, 3);
  unit->gated = TRUE;
  bw_linear_init (&unit->squeeze, self->params, squeeze, expanded, squeezed);
  bw_linear_init (&unit->excite, self->params, excite, squeezed, expanded);
  unit = add_unit (self, BW_CONV_DENSE, conv, 7, expanded, channels, 1);
  unit->silu = FALSE;
}

void
bw_floats_fill_normal (float *values,
                       gsize  n,
                       double deviation,
                       GRand *rand)
{
  for (gsize i = 0; i < n; i++)
    {
      /* Box & Muller (1958); 1 − u is never 0. */
      double u = g_rand_double (rand), w = g_rand_double (rand);

      values[i] = (float) (deviation * sqrt (-2 * log (1 - u)) * cos (2 * G_PI * w));
    }
}

static void
reset_linear (const BwLinear *linear,
              float          *values,
              GRand          *rand)
{
  bw_floats_fill_normal (values + linear->weight, (gsize) linear->n_inputs * linear->n_outputs,
                         0.001, rand);
  memset (values + linear->bias, 0, linear->n_outputs * sizeof (float));
}

void
bw_conv_chain_reset (const BwConvChain *self,
                     float             *values,
                     GRand             *rand)
{
  for (guint u = 0; u < self->n_units; u++)
    {
      const BwConvUnit *unit = &self->units[u];
      gsize n = (gsize) unit->n_out * unit->width;

      if (unit->kind == BW_CONV_DENSE)
        n *= unit->n_in;
      if (unit->kind != BW_CONV_NORM)
        bw_floats_fill_normal (values + unit->weight, n, sqrt (2.0 / (unit->width * unit->n_out)),
                               rand);
      for (guint c = 0; c < unit->n_out; c++)
        {
          values[unit->gamma + c] = 1;
          values[unit->beta + c] = 0;
        }
      if (unit->gated)
        {
          reset_linear (&unit->squeeze, values, rand);
          reset_linear (&unit->excite, values, rand);
        }
    }
}

void
bw_conv_chain_get_part (const BwConvChain *self,
                        guint              from,
                        guint              to,
                        BwConvChain       *part)
{
  g_return_if_fail (from < to && to <= self->n_units);

  bw_conv_chain_init (part, self->params, self->statistics);
  for (guint u = from; u < to; u++)
    {
      BwConvUnit *unit = &part->units[part->n_units++];

      *unit = self->units[u];
      if (unit->added >= 0)
        unit->added -= (int) from;
    }
}

guint
bw_conv_chain_get_block (const BwConvChain *self,
                         guint              unit)
{
  if (unit + 2 < self->n_units && self->units[unit + 1].kind == BW_CONV_DEPTHWISE)
    return 3;
  if (unit + 1 < self->n_units && self->units[unit + 1].added >= 0)
    return 2;
  return 1;
}

guint
bw_conv_chain_get_length (const BwConvChain *self,
                          int                unit,
                          guint              length)
{
  for (int u = 0; u <= unit; u++)
    if (self->units[u].kind == BW_CONV_DEPTHWISE)
      length = (length + 1) / 2;
  return length;
}

guint
bw_conv_chain_get_n_in (const BwConvChain *self)
{
  return self->units[0].n_in;
}

guint
bw_conv_chain_get_n_out (const BwConvChain *self)
{
  return self->units[self->n_units - 1].n_out;
}

void
bw_conv_pack (float            *packed,
              const BwConvUnit *unit,
              const float      *values,
              const float      *scale)
{
  const guint block = BW_CONV_BLOCK (unit->n_out), n = unit->n_in * unit->width;

  for (guint o = 0; o < unit->n_out; o++)
    {
      const float *from = values + unit->weight + o * n;
      const float factor = scale ? scale[o] : 1;
      float *to = packed + o / block * n * block + o % block;

      for (guint i = 0; i < n; i++)
        to[i * block] = from[i] * factor;
    }
}

void
bw_conv_pack_transposed (float            *packed,
                         const BwConvUnit *unit,
                         const float      *values)
{
  const guint n_in = unit->n_in, n_out = unit->n_out, width = unit->width;
  const guint block = BW_CONV_BLOCK (n_in);

  for (guint i = 0; i < n_in; i++)
    {
      const float *from = values + unit->weight + i * width;
      float *to = packed + i / block * n_out * width * block + i % block;

      for (guint o = 0; o < n_out; o++)
        for (guint k = 0; k < width; k++)
          to[(o * width + width - 1 - k) * block] = from[o * n_in * width + k];
    }
}

void
bw_conv_fold_norm (float            *scale,
                   float            *shift,
                   const BwConvUnit *unit,
                   const float      *values,
                   const float      *statistics)
{
  for (guint c = 0; c < unit->n_out; c++)
    {
      double factor = (double) values[unit->gamma + c]
                      / sqrt ((double) statistics[unit->variance + c] + BW_NORM_EPSILON);

      scale[c] = (float) factor;
      shift[c] = (float) ((double) values[unit->beta + c]
                          - (double) statistics[unit->mean + c] * factor);
    }
}

void
bw_conv_tile_rows (float       *tile,
                   const float *rows,
                   guint        n_rows,
                   guint        length)
{
  for (guint t = 0; t < length; t++)
    for (guint lane = 0; lane < BW_KERNEL_BLOCK; lane++)
      tile[t * BW_KERNEL_BLOCK + lane] = lane < n_rows ? rows[(gsize) lane * length + t] : 0;
}
