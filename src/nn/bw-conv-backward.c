/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-conv-private.h"

#include <string.h>

/* Backward of unit u, task by task: the gradient of its convolution's output (dz, from dv by the
 * norm's derivative), of its weights, and of its input, which becomes the dv of unit u − 1. */

void
bw_conv_backward_activation (const BwConvWorkspace *self,
                             guint                  u,
                             guint                  task,
                             guint                  from,
                             guint                  times,
                             const float           *da,
                             const float           *slope)
{
  const BwConvUnit *unit = &self->chain->units[u];
  const BwConvTrace *trace = &self->traces[u];
  const gsize row = (gsize) unit->n_out * BLOCK, at = ((gsize) task * trace->length + from) * row;
  double *sums = trace->moments + (gsize) task * 2 * row;

  self->kernels->conv_backward->activation (bw_conv_get_dv (self, u, task, from), sums,
                                            sums + row, da, unit->silu ? slope : NULL,
                                            trace->z + at, unit->n_out, times);
}

static void
clear_moments (const BwConvWorkspace *self,
               guint                  u,
               guint                  task)
{
  const gsize row = (gsize) self->chain->units[u].n_out * BLOCK;

  memset (self->traces[u].moments + (gsize) task * 2 * row, 0, 2 * row * sizeof (double));
}

/* Rows of dz; zero beyond both ends. */
static void
read_dz (float                 *dz,
         const BwConvWorkspace *self,
         guint                  u,
         guint                  task,
         int                    from,
         guint                  n,
         const float            mask[BLOCK])
{
  const BwConvTrace *trace = &self->traces[u];
  const guint channels = self->chain->units[u].n_out;
  const gsize row = (gsize) channels * BLOCK, norms = (gsize) (task / self->n_tiles) * channels;
  const int to = from + (int) n, length = (int) trace->length;
  const int first = CLAMP (from, 0, length), last = CLAMP (to, first, length);
  const gsize at = ((gsize) task * trace->length + (gsize) first) * row;

  memset (dz, 0, (gsize) (first - from) * row * sizeof (float));
  self->kernels->conv_backward->norm (dz + (gsize) (first - from) * row,
                                      bw_conv_get_dv (self, u, task, (guint) first),
                                      trace->z + at, trace->p + norms, trace->q + norms,
                                      trace->r + norms, mask, channels, (gsize) (last - first));
  memset (dz + (gsize) (last - from) * row, 0, (gsize) (to - last) * row * sizeof (float));
}

/* dx += the gradient of those units that unit @u's output is added to. */
static void
add_shortcuts (float                 *dx,
               const BwConvWorkspace *self,
               guint                  u,
               guint                  task,
               guint                  from,
               guint                  n)
{
  const gsize row = (gsize) self->chain->units[u].n_out * BLOCK;

  for (guint v = u + 2; v < self->chain->n_units; v++)
    if (self->chain->units[v].added == (int) u)
      {
        const float *dv = bw_conv_get_dv (self, v, task, from);

        for (gsize i = 0; i < n * row; i++)
          dx[i] += dv[i];
      }
}

static void
backward_dense (BwConvWorkspace *self,
                guint            u,
                guint            task)
{
  const BwConvUnit *unit = &self->chain->units[u], *before = u > 0 ? unit - 1 : NULL;
  const BwConvTrace *trace = &self->traces[u];
  const BwConvScratch *scratch = bw_conv_get_scratch (self);
  float *d_weights = bw_conv_get_d_weights (self, task);
  const guint step = bw_conv_strip_length (MAX (unit->n_in, unit->n_out)), half = unit->width / 2;
  const gsize row = (gsize) unit->n_in * BLOCK;
  const gboolean gated = before && before->gated;
  const float *gates = gated ? self->traces[u - 1].gates + (gsize) task * row : NULL;
  float d_gates[BW_CONV_MAX_CHANNELS * BLOCK] = { 0 };
  float mask[BLOCK];

  bw_conv_get_mask (mask, self, task);
  for (guint t = 0; t < trace->length; t += step)
    {
      guint times = MIN (step, trace->length - t);
      float *slope = gated ? scratch->signal + t * row : scratch->slope;

      read_dz (scratch->dz, self, u, task, (int) t - (int) half, times + 2 * half, mask);
      bw_conv_read_rows (scratch->x, slope, self, (int) u - 1, task, (int) t - (int) half,
                         times + 2 * half);
      self->kernels->conv->conv (scratch->dx, scratch->dz, trace->transposed, NULL, NULL,
                                 unit->n_out, unit->n_in, unit->width, times, FALSE);
      if (gated)
        {
          self->kernels->conv_backward->gate (d_gates, scratch->dx, scratch->x, unit->n_in, times);
          self->kernels->conv->gate (scratch->x, gates, NULL, unit->n_in, times);
        }
      self->kernels->conv_backward->conv_weights (d_weights,
                                                  scratch->dz + (gsize) half * unit->n_out * BLOCK,
                                                  scratch->x, unit->n_in, unit->n_out, unit->width,
                                                  times);
      if (before && !gated)
        {
          add_shortcuts (scratch->dx, self, u - 1, task, t, times);
          bw_conv_backward_activation (self, u - 1, task, t, times, scratch->dx,
                                       scratch->slope + half * row);
        }
      else
        {
          float *to = before ? bw_conv_get_dv (self, u - 1, task, t)
                             : self->d_input + ((gsize) task * trace->length_in + t) * row;

          memcpy (to, scratch->dx, times * row * sizeof (float));
        }
    }
  if (gated)
    {
      gsize weights = (gsize) unit->n_out * unit->n_in, m = before->squeeze.n_outputs;
      float *d_squeeze = d_weights + weights * BLOCK;

      bw_conv_gate_backward (self, u - 1, task, d_gates, d_squeeze,
                             d_squeeze + (before->n_out + 1) * m * BLOCK);
    }
}

static void
backward_depthwise (BwConvWorkspace *self,
                    guint            u,
                    guint            task)
{
  const BwConvUnit *unit = &self->chain->units[u];
  const BwConvTrace *trace = &self->traces[u];
  const BwConvScratch *scratch = bw_conv_get_scratch (self);
  float *d_weights = bw_conv_get_d_weights (self, task);
  const guint step = bw_conv_strip_length (2 * unit->n_out);
  float mask[BLOCK];

  bw_conv_get_mask (mask, self, task);
  for (guint t = 0; t < trace->length; t += step)
    {
      guint times = MIN (step, trace->length - t);

      read_dz (scratch->dz, self, u, task, (int) t, times + 1, mask);
      bw_conv_read_rows (scratch->x, scratch->slope, self, (int) u - 1, task, (int) (2 * t) - 1,
                         2 * times + 1);
      self->kernels->conv_backward->depthwise_weights (d_weights, scratch->dz, scratch->x,
                                                       unit->n_out, times);
      self->kernels->conv_backward->depthwise_data (scratch->dx, scratch->dz,
                                                    self->values + unit->weight, unit->n_out,
                                                    times);
      bw_conv_backward_activation (self, u - 1, task, 2 * t,
                                   MIN (2 * times, trace->length_in - 2 * t), scratch->dx,
                                   scratch->slope + (gsize) unit->n_out * BLOCK);
    }
}

/* Lane-sized sums a task makes for the tensors of unit @u. */
static gsize
count_weights (const BwConvWorkspace *self,
               guint                  u)
{
  const BwConvUnit *unit = &self->chain->units[u];
  gsize n = (gsize) unit->n_out * unit->width;

  if (unit->kind == BW_CONV_DENSE)
    n *= unit->n_in;
  if (u > 0 && unit[-1].gated)
    n += 2 * (gsize) unit[-1].n_out * unit[-1].squeeze.n_outputs + unit[-1].n_out
         + unit[-1].squeeze.n_outputs;
  return n;
}

/* What a task summed for each weight, over its lanes, at the front. */
static void
add_lanes (float *sums,
           gsize  n)
{
  for (gsize i = 0; i < n; i++)
    {
      const float *lanes = sums + i * BLOCK;
      float pairs[BLOCK / 2], sum = 0;

      for (guint l = 0; l < BLOCK / 2; l++)
        pairs[l] = lanes[l] + lanes[l + BLOCK / 2];
      for (guint l = 0; l < BLOCK / 2; l++)
        sum += pairs[l];
      sums[i] = sum;
    }
}

static void
backward_task (BwConvWorkspace *self,
               guint            task)
{
  const guint u = self->unit;
  const gsize n_weights = count_weights (self, u);
  float *d_weights = bw_conv_get_d_weights (self, task);

  memset (d_weights, 0, n_weights * BLOCK * sizeof (float));
  if (u > 0)
    clear_moments (self, u - 1, task);
  if (self->chain->units[u].kind == BW_CONV_DENSE)
    backward_dense (self, u, task);
  else
    backward_depthwise (self, u, task);
  add_lanes (d_weights, n_weights);
  if (u > 0)
    bw_conv_add_moments (self, u - 1, task);
}

/* The last unit has its gradient from outside. */
static void
begin_task (BwConvWorkspace *self,
            guint            task)
{
  const guint u = self->chain->n_units - 1, n = self->chain->units[u].n_out;
  const guint step = bw_conv_strip_length (n);
  const BwConvTrace *trace = &self->traces[u];
  const BwConvScratch *scratch = bw_conv_get_scratch (self);

  clear_moments (self, u, task);
  for (guint t = 0; t < trace->length; t += step)
    {
      guint times = MIN (step, trace->length - t);

      bw_conv_read_rows (scratch->x, scratch->slope, self, (int) u, task, (int) t, times);
      bw_conv_backward_activation (self, u, task, t, times, bw_conv_get_dv (self, u, task, t),
                                   scratch->slope);
    }
  bw_conv_add_moments (self, u, task);
}

/* The gradients of a norm, and the constants of its derivative: with ẑ = inverse (z − mean),
 * dz = γ inverse (dv − mean of dv − ẑ · mean of dv ẑ). */
static void
finish_norm (BwConvWorkspace *self,
             float           *d_values)
{
  const guint u = self->unit;
  const BwConvUnit *unit = &self->chain->units[u];
  const BwConvTrace *trace = &self->traces[u];
  const double n = bw_conv_count (self, u);

  for (guint c = 0; c < unit->n_out; c++)
    {
      gsize at = (gsize) self->group * unit->n_out + c;
      double mean = trace->mean[at], inverse = trace->inverse[at];
      double sum = bw_conv_sum_moments (self, u, self->group, 0, c);
      double product = inverse * (bw_conv_sum_moments (self, u, self->group, 1, c) - mean * sum);
      double p = (double) self->values[unit->gamma + c] * inverse;
      double q = -p * inverse * product / n;

      d_values[unit->beta + c] += (float) sum;
      d_values[unit->gamma + c] += (float) product;
      trace->p[at] = (float) p;
      trace->q[at] = (float) q;
      trace->r[at] = (float) (-p * sum / n - q * mean);
    }
}

/* d_weights += the sums of the group's tasks, in order. */
static void
collect (const BwConvWorkspace *self,
         float                 *d_weights,
         gsize                  from,
         gsize                  n)
{
  const guint first = self->group * self->n_tiles;

  for (gsize i = 0; i < n; i++)
    {
      double sum = 0;

      for (guint task = first; task < first + self->n_tiles; task++)
        sum += (double) bw_conv_get_d_weights (self, task)[from + i];
      d_weights[i] += (float) sum;
    }
}

static void
collect_unit (const BwConvWorkspace *self,
              float                 *d_values)
{
  const guint u = self->unit;
  const BwConvUnit *unit = &self->chain->units[u];
  gsize n = (gsize) unit->n_out * unit->width;

  if (unit->kind == BW_CONV_DENSE)
    n *= unit->n_in;
  collect (self, d_values + unit->weight, 0, n);
  if (u > 0 && unit[-1].gated)
    {
      const BwLinear *squeeze = &unit[-1].squeeze, *excite = &unit[-1].excite;
      gsize m = (gsize) squeeze->n_inputs * squeeze->n_outputs;

      collect (self, d_values + squeeze->weight, n, m);
      collect (self, d_values + squeeze->bias, n + m, squeeze->n_outputs);
      n += m + squeeze->n_outputs;
      collect (self, d_values + excite->weight, n, m);
      collect (self, d_values + excite->bias, n + m, excite->n_outputs);
    }
}

/* The last group comes first: the caches still hold some of its forward. */
void
bw_conv_workspace_backward (float           *d_values,
                            BwConvWorkspace *self,
                            const float     *values)
{
  g_return_if_fail (self->values != NULL);

  self->values = values;
  for (self->group = self->n_groups; self->group-- > 0;)
    {
      bw_conv_run (self, begin_task);
      for (self->unit = self->chain->n_units; self->unit-- > 0;)
        {
          finish_norm (self, d_values);
          if (self->chain->units[self->unit].kind == BW_CONV_NORM)
            break;
          bw_conv_run (self, backward_task);
          collect_unit (self, d_values);
        }
    }
  self->values = NULL;
}
