/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-conv-private.h"

#include <math.h>
#include <string.h>

/* Rows of the output of @unit, for those that will add it. */
static void
keep (const BwConvWorkspace *self,
      guint                  unit,
      guint                  task,
      guint                  from,
      guint                  n,
      const float           *x)
{
  const BwConvTrace *trace = &self->traces[unit];
  const gsize row = (gsize) self->chain->units[unit].n_out * BLOCK;

  memcpy (trace->kept + ((gsize) task * trace->length + from) * row, x, n * row * sizeof (float));
}

static void
forward_task (BwConvWorkspace *self,
              guint            task)
{
  const guint u = self->unit;
  const BwConvUnit *unit = &self->chain->units[u];
  const BwConvUnit *before = u > 0 ? unit - 1 : NULL;
  const BwConvTrace *trace = &self->traces[u];
  const BwConvKernels *kernels = self->kernels->conv;
  const gsize row = (gsize) unit->n_out * BLOCK;
  const guint stride = unit->kind == BW_CONV_DEPTHWISE ? 2 : 1;
  const guint step = bw_conv_strip_length (unit->n_in * stride);
  const BwConvScratch *scratch = bw_conv_get_scratch (self);
  float *x = scratch->x, *z = trace->z + (gsize) task * trace->length * row;
  double *sums = trace->moments + (gsize) task * 2 * row;
  float mask[BLOCK];

  if (before && before->gated)
    bw_conv_gate (scratch->signal, self, u - 1, task);
  bw_conv_get_mask (mask, self, task);
  memset (sums, 0, 2 * row * sizeof (double));
  for (guint t = 0; t < trace->length; t += step)
    {
      guint times = MIN (step, trace->length - t);

      if (unit->kind == BW_CONV_NORM)
        {
          kernels->moments (sums, sums + row, z + t * row, mask, unit->n_out, times);
          continue;
        }
      if (before && before->gated)
        x = scratch->signal + (gsize) t * unit->n_in * BLOCK;
      else
        bw_conv_read_rows (x, NULL, self, (int) u - 1, task,
                           (int) (t * stride) - (int) (unit->width / 2),
                           stride * (times - 1) + unit->width);
      if (before && self->traces[u - 1].kept)
        keep (self, u - 1, task, t, times, x + (gsize) (unit->width / 2) * unit->n_in * BLOCK);
      if (unit->kind == BW_CONV_DENSE)
        kernels->conv (z + t * row, x, trace->packed, NULL, NULL, unit->n_in, unit->n_out,
                       unit->width, times, FALSE);
      else
        kernels->depthwise (z + t * row, x, self->values + unit->weight, NULL, unit->n_out, times,
                            FALSE);
      kernels->moments (sums, sums + row, z + t * row, mask, unit->n_out, times);
    }
  bw_conv_add_moments (self, u, task);
}

/* The scale and shift of the group's norm, from its moments; then the running statistics. */
static void
finish_norm (BwConvWorkspace *self,
             float           *statistics)
{
  const guint u = self->unit;
  const BwConvUnit *unit = &self->chain->units[u];
  const BwConvTrace *trace = &self->traces[u];
  const float *gamma = self->values + unit->gamma, *beta = self->values + unit->beta;
  const double n = bw_conv_count (self, u);

  for (guint c = 0; c < unit->n_out; c++)
    {
      double mean = bw_conv_sum_moments (self, u, self->group, 0, c) / n;
      double square = bw_conv_sum_moments (self, u, self->group, 1, c) / n;
      double variance = MAX (square - mean * mean, 0);
      double inverse = 1 / sqrt (variance + BW_NORM_EPSILON);
      gsize at = (gsize) self->group * unit->n_out + c;

      trace->mean[at] = mean;
      trace->inverse[at] = inverse;
      trace->scale[at] = (float) ((double) gamma[c] * inverse);
      trace->shift[at] = (float) ((double) beta[c] - mean * inverse * (double) gamma[c]);
      if (statistics)
        {
          float *running = statistics + unit->mean + c;

          *running += (float) (BW_NORM_MOMENTUM * (mean - (double) *running));
          running = statistics + unit->variance + c;
          if (n > 1)
            *running += (float) (BW_NORM_MOMENTUM * (variance * n / (n - 1) - (double) *running));
        }
    }
}

void
bw_conv_workspace_forward (BwConvWorkspace *self,
                           const float     *values,
                           float           *statistics)
{
  g_return_if_fail (self->n_rows > 0);

  self->values = values;
  for (guint u = 0; u < self->chain->n_units; u++)
    if (self->chain->units[u].kind == BW_CONV_DENSE)
      {
        bw_conv_pack (self->traces[u].packed, &self->chain->units[u], values, NULL);
        bw_conv_pack_transposed (self->traces[u].transposed, &self->chain->units[u], values);
      }
  for (self->group = 0; self->group < self->n_groups; self->group++)
    for (self->unit = 0; self->unit < self->chain->n_units; self->unit++)
      {
        self->n_kept = self->unit > 0 ? self->unit - 1 : 0;
        bw_conv_run (self, forward_task);
        finish_norm (self, statistics);
      }
  self->n_kept = self->chain->n_units;
}
