/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-conv-private.h"

#include <string.h>

guint
bw_conv_strip_length (guint channels)
{
  return MAX (BW_CONV_STRIP / channels, 3);
}

/* Gives @n floats of @memory, on a boundary of a vector; only counts while @memory is NULL. */
static float *
take (float *memory,
      gsize *used,
      gsize  n)
{
  float *at = memory ? memory + *used : NULL;

  *used += (n + BLOCK - 1) / BLOCK * BLOCK;
  return at;
}

static double *
take_doubles (float *memory,
              gsize *used,
              gsize  n)
{
  return (double *) (void *) take (memory, used, 2 * n);
}

static gboolean
is_added (const BwConvChain *chain,
          guint              u)
{
  for (guint v = u + 1; v < chain->n_units; v++)
    if (chain->units[v].added == (int) u)
      return TRUE;
  return FALSE;
}

static void
lay_out_unit (BwConvWorkspace *self,
              guint            u,
              guint            n_tiles,
              gsize           *used)
{
  const gsize n_tasks = (gsize) self->n_groups * n_tiles;
  const BwConvUnit *unit = &self->chain->units[u];
  BwConvTrace *trace = &self->traces[u];
  float *memory = self->memory;
  gsize tile, weights = (gsize) unit->n_out * unit->n_in * unit->width;
  gsize channels = (gsize) self->n_groups * unit->n_out;

  trace->length_in = bw_conv_chain_get_length (self->chain, (int) u - 1, self->length);
  trace->length = bw_conv_chain_get_length (self->chain, (int) u, self->length);
  tile = (gsize) trace->length * unit->n_out * BLOCK;
  if (unit->kind == BW_CONV_NORM)
    trace->z = self->input;
  else
    trace->z = take (memory, used, n_tasks * tile);
  if (u + 1 == self->chain->n_units)
    trace->dv = take (memory, used, n_tasks * tile);
  else if (unit->added >= 0)
    trace->dv = take (memory, used, n_tiles * tile);
  else
    trace->dv = self->slots[u % 2];
  if (is_added (self->chain, u))
    trace->kept = take (memory, used, n_tasks * tile);
  if (unit->kind == BW_CONV_DENSE)
    {
      trace->packed = take (memory, used, weights);
      trace->transposed = take (memory, used, weights);
    }
  trace->mean = take_doubles (memory, used, channels);
  trace->inverse = take_doubles (memory, used, channels);
  trace->scale = take (memory, used, channels);
  trace->shift = take (memory, used, channels);
  trace->p = take (memory, used, channels);
  trace->q = take (memory, used, channels);
  trace->r = take (memory, used, channels);
  trace->moments = take_doubles (memory, used, n_tasks * 2 * unit->n_out * BLOCK);
  if (unit->gated)
    {
      trace->pooled = take (memory, used, n_tasks * unit->n_out * BLOCK);
      trace->squeezed = take (memory, used,
                              n_tasks * unit->squeeze.n_outputs * BLOCK);
      trace->gates = take (memory, used, n_tasks * unit->n_out * BLOCK);
    }
}

static gsize
lay_out (BwConvWorkspace *self)
{
  const guint n_tiles = (self->max_rows + BLOCK - 1) / BLOCK, n_tasks = self->n_groups * n_tiles;
  const gsize input = (gsize) self->length * bw_conv_chain_get_n_in (self->chain) * BLOCK;
  gsize used = 0, strip = 0, signal = 0, largest = 0;

  self->n_weights = 0;
  for (guint u = 0; u < self->chain->n_units; u++)
    largest = MAX (largest, (gsize) bw_conv_chain_get_length (self->chain, (int) u, self->length)
                            * self->chain->units[u].n_out * BLOCK);
  /* Backward goes from a unit's dv to that of the unit before. */
  for (guint i = 0; i < 2; i++)
    self->slots[i] = take (self->memory, &used, n_tiles * largest);

  self->input = take (self->memory, &used, n_tasks * input);
  self->d_input = take (self->memory, &used, n_tasks * input);
  for (guint u = 0; u < self->chain->n_units; u++)
    {
      const BwConvUnit *unit = &self->chain->units[u];
      guint channels = MAX (unit->n_in, unit->n_out);
      gsize n = (gsize) unit->n_out * unit->n_in * unit->width;

      lay_out_unit (self, u, n_tiles, &used);
      if (unit->gated)
        {
          n += 2 * (gsize) unit->n_out * (unit->squeeze.n_outputs + 1);
          signal = MAX (signal, (gsize) self->traces[u].length * unit->n_out);
        }
      self->n_weights = MAX (self->n_weights, n);
      strip = MAX (strip, (2 * (gsize) bw_conv_strip_length (channels) + 2) * channels);
    }
  self->d_weights = take (self->memory, &used, n_tiles * self->n_weights * BLOCK);
  for (guint i = 0; i < bw_pool_get_n_threads (self->pool); i++)
    {
      BwConvScratch *scratch = &self->scratch[i];

      scratch->x = take (self->memory, &used, strip * BLOCK);
      scratch->slope = take (self->memory, &used, strip * BLOCK);
      scratch->dz = take (self->memory, &used, strip * BLOCK);
      scratch->dx = take (self->memory, &used, strip * BLOCK);
      scratch->signal = take (self->memory, &used, signal * BLOCK);
    }
  return used;
}

BwConvWorkspace *
bw_conv_workspace_new (const BwConvChain *chain,
                       guint              length,
                       guint              n_groups,
                       guint              max_rows,
                       BwPool            *pool)
{
  BwConvWorkspace *self;

  g_return_val_if_fail (chain->n_units > 0, NULL);
  g_return_val_if_fail (length > 0 && n_groups > 0 && max_rows > 0, NULL);

  self = g_new0 (BwConvWorkspace, 1);
  self->chain = chain;
  self->length = length;
  self->n_groups = n_groups;
  self->max_rows = max_rows;
  self->pool = pool;
  self->kernels = bw_kernels_get ();
  self->scratch = g_new0 (BwConvScratch, bw_pool_get_n_threads (pool));
  self->memory = bw_floats_new (lay_out (self));
  lay_out (self);
  return self;
}

void
bw_conv_workspace_free (BwConvWorkspace *self)
{
  if (!self)
    return;
  bw_floats_free (self->memory);
  g_free (self->scratch);
  g_free (self);
}

void
bw_conv_workspace_begin (BwConvWorkspace *self,
                         guint            n_rows)
{
  g_return_if_fail (n_rows > 0 && n_rows <= self->max_rows);

  self->n_rows = n_rows;
  self->n_tiles = (n_rows + BLOCK - 1) / BLOCK;
}

guint
bw_conv_workspace_get_n_tiles (const BwConvWorkspace *self)
{
  return self->n_tiles;
}

static gsize
tile_offset (const BwConvWorkspace *self,
             guint                  group,
             guint                  tile,
             guint                  length,
             guint                  channels)
{
  return (gsize) (group * self->n_tiles + tile) * length * channels * BLOCK;
}

float *
bw_conv_workspace_get_input (BwConvWorkspace *self,
                             guint            group,
                             guint            tile)
{
  return self->input
         + tile_offset (self, group, tile, self->length, bw_conv_chain_get_n_in (self->chain));
}

const float *
bw_conv_workspace_get_d_input (const BwConvWorkspace *self,
                               guint                  group,
                               guint                  tile)
{
  return self->d_input
         + tile_offset (self, group, tile, self->length, bw_conv_chain_get_n_in (self->chain));
}

float *
bw_conv_workspace_get_d_output (BwConvWorkspace *self,
                                guint            group,
                                guint            tile)
{
  return bw_conv_get_dv (self, self->chain->n_units - 1, group * self->n_tiles + tile, 0);
}

typedef struct
{
  BwConvWorkspace *self;
  BwConvFunc func;
} Run;

static void
run_task (guint    tile,
          gpointer data)
{
  const Run *run = data;

  run->func (run->self, run->self->group * run->self->n_tiles + tile);
}

void
bw_conv_run (BwConvWorkspace *self,
             BwConvFunc       func)
{
  Run run = { self, func };

  bw_pool_run (self->pool, self->n_tiles, run_task, &run);
}

const BwConvScratch *
bw_conv_get_scratch (const BwConvWorkspace *self)
{
  return &self->scratch[bw_pool_get_thread ()];
}

float *
bw_conv_get_dv (const BwConvWorkspace *self,
                guint                  unit,
                guint                  task,
                guint                  from)
{
  const BwConvTrace *trace = &self->traces[unit];
  const gsize place = unit + 1 == self->chain->n_units ? task : task % self->n_tiles;

  return trace->dv + (place * trace->length + from) * self->chain->units[unit].n_out * BLOCK;
}

float *
bw_conv_get_d_weights (const BwConvWorkspace *self,
                       guint                  task)
{
  return self->d_weights + task % self->n_tiles * self->n_weights * BLOCK;
}

void
bw_conv_get_mask (float                  mask[BLOCK],
                  const BwConvWorkspace *self,
                  guint                  task)
{
  guint tile = task % self->n_tiles;

  for (guint lane = 0; lane < BLOCK; lane++)
    mask[lane] = tile * BLOCK + lane < self->n_rows ? 1 : 0;
}

void
bw_conv_add_moments (const BwConvWorkspace *self,
                     guint                  unit,
                     guint                  task)
{
  const gsize n = 2 * self->chain->units[unit].n_out;
  double *moments = self->traces[unit].moments + task * n * BLOCK;

  for (gsize i = 0; i < n; i++)
    {
      double quads[4] = { 0 };

      for (guint lane = 0; lane < BLOCK; lane++)
        quads[lane % 4] += moments[i * BLOCK + lane];
      moments[i] = (quads[0] + quads[1]) + (quads[2] + quads[3]);
    }
}

double
bw_conv_sum_moments (const BwConvWorkspace *self,
                     guint                  unit,
                     guint                  group,
                     guint                  which,
                     guint                  channel)
{
  const gsize n = self->chain->units[unit].n_out;
  double sum = 0;

  for (guint task = group * self->n_tiles; task < (group + 1) * self->n_tiles; task++)
    sum += self->traces[unit].moments[task * 2 * n * BLOCK + which * n + channel];
  return sum;
}

double
bw_conv_count (const BwConvWorkspace *self,
               guint                  unit)
{
  return (double) self->n_rows * self->traces[unit].length;
}
