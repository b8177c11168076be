/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-conv-private.h"

#include <string.h>

/* What a unit gives is not kept, but made of what its convolution gave where it is read. */

/* act (norm (z)) + the output of the unit that is added. */
static void
read_inside (float                 *x,
             float                 *slope,
             const BwConvWorkspace *self,
             guint                  u,
             guint                  task,
             guint                  from,
             guint                  n)
{
  const BwConvUnit *unit = &self->chain->units[u];
  const BwConvTrace *trace = &self->traces[u];
  const gsize channels = unit->n_out, norms = task / self->n_tiles * channels;
  const gsize at = ((gsize) task * trace->length + from) * channels * BLOCK;
  const float *added = NULL;

  if (unit->added >= 0)
    {
      const BwConvTrace *other = &self->traces[unit->added];

      if ((guint) unit->added < self->n_kept)
        {
          added = other->kept + at;
        }
      else
        {
          read_inside (x, NULL, self, (guint) unit->added, task, from, n);
          added = x;
        }
    }
  if (unit->silu && slope)
    self->kernels->conv_backward->activate (x, slope, trace->z + at, trace->scale + norms,
                                            trace->shift + norms, channels, n);
  else
    self->kernels->conv->normalise (x, trace->z + at, trace->scale + norms, trace->shift + norms,
                                    added, channels, n, unit->silu);
}

void
bw_conv_read_rows (float                 *x,
                   float                 *slope,
                   const BwConvWorkspace *self,
                   int                    unit,
                   guint                  task,
                   int                    from,
                   guint                  n)
{
  const guint length = unit < 0 ? self->length : self->traces[unit].length;
  const gsize channels = unit < 0 ? bw_conv_chain_get_n_in (self->chain)
                                  : self->chain->units[unit].n_out;
  const gsize row = channels * BLOCK;
  const int to = from + (int) n;
  const int first = CLAMP (from, 0, (int) length), last = CLAMP (to, first, (int) length);

  memset (x, 0, (gsize) (first - from) * row * sizeof (float));
  if (last > first)
    {
      float *inside = x + (gsize) (first - from) * row;

      if (unit < 0)
        memcpy (inside, self->input + ((gsize) task * length + (gsize) first) * row,
                (gsize) (last - first) * row * sizeof (float));
      else
        read_inside (inside, slope ? slope + (gsize) (first - from) * row : NULL, self,
                     (guint) unit, task, (guint) first, (guint) (last - first));
    }
  memset (x + (gsize) (last - from) * row, 0, (gsize) (to - last) * row * sizeof (float));
}

void
bw_conv_workspace_read_unit (float                 *y,
                             const BwConvWorkspace *self,
                             guint                  unit,
                             guint                  group,
                             guint                  tile)
{
  guint task = group * self->n_tiles + tile, n = self->chain->units[unit].n_out;

  bw_conv_read_rows (y, NULL, self, (int) unit, task, 0, self->traces[unit].length);
  if (self->chain->units[unit].gated)
    self->kernels->conv->gate (y, self->traces[unit].gates + (gsize) task * n * BLOCK, NULL, n,
                               self->traces[unit].length);
}

void
bw_conv_workspace_read_output (float                 *y,
                               const BwConvWorkspace *self,
                               guint                  group,
                               guint                  tile)
{
  bw_conv_workspace_read_unit (y, self, self->chain->n_units - 1, group, tile);
}
