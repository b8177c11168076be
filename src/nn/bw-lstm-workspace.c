/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-lstm-private.h"

#include <string.h>

#define BLOCK BW_KERNEL_BLOCK

/* Hands out pieces of one block, each of whole cache lines; without a block it only counts. */
typedef struct
{
  float *memory;
  gsize used;
} Arena;

static float *
take (Arena *arena,
      gsize  n)
{
  float *piece = arena->memory ? arena->memory + arena->used : NULL;

  arena->used += (n + BLOCK - 1) / BLOCK * BLOCK;
  return piece;
}

guint
bw_lstm_count_parts (guint batch)
{
  guint parts = (batch + BW_LSTM_MAX_PART_ROWS - 1) / BW_LSTM_MAX_PART_ROWS;

  if (batch < 8)
    return 1;
  return (parts + 1) / 2 * 2; /* even: two threads share them alike */
}

/* The most rows a part of any batch up to @max_batch has. */
static guint
largest_part (guint max_batch)
{
  return MIN (BW_LSTM_MAX_PART_ROWS, MAX (MIN (max_batch, 7), (max_batch + 1) / 2));
}

static void
take_packed (Arena           *arena,
             BwLstmWorkspace *self)
{
  const gsize units = self->units;

  for (guint l = 0; l < self->lstm.n_layers; l++)
    {
      BwLstmPacked *packed = &self->packed[l];

      packed->n_inputs = l == 0 ? self->lstm.n_inputs : self->units;
      packed->panels = take (arena, (packed->n_inputs + units) * 4 * units);
      packed->bias = take (arena, 4 * units);
      if (self->mode == BW_LSTM_PREDICT)
        continue;
      packed->weight_ih = take (arena, 4 * units * packed->n_inputs);
      packed->weight_hh = take (arena, 4 * units * units);
    }
}

static void
take_part (Arena           *arena,
           BwLstmWorkspace *self,
           BwLstmPart      *part)
{
  const gsize units = self->units, rows = largest_part (self->max_batch);
  const gsize state = self->kept * rows * units;
  const gsize chunk = MAX (BW_LSTM_CHUNK_ROWS, rows);
  const gboolean train = self->mode == BW_LSTM_TRAIN;
  gsize begin;

  part->x = take (arena, (gsize) self->max_steps * rows * self->lstm.n_inputs);
  for (guint l = 0; l < self->lstm.n_layers; l++)
    {
      BwLstmTrace *trace = &part->layers[l];

      trace->gates = take (arena, 4 * state);
      trace->c = take (arena, state);
      trace->tanh_c = take (arena, state);
      trace->h = take (arena, state);
      if (train)
        {
          trace->dh = take (arena, rows * units);
          trace->dc = take (arena, rows * units);
        }
    }
  if (!train)
    return;
  part->above[0] = take (arena, chunk * units);
  part->above[1] = take (arena, chunk * units);
  part->dx = take (arena, chunk * self->lstm.n_inputs);
  begin = arena->used;
  part->gradients = take (arena, 0);
  for (guint l = 0; l < self->lstm.n_layers; l++)
    {
      BwLstmGradients *gradients = &part->layers[l].gradients;

      gradients->bias = take (arena, 4 * units);
      gradients->weight_ih = take (arena, 4 * units * self->packed[l].n_inputs);
      gradients->weight_hh = take (arena, 4 * units * units);
    }
  self->gradients_length = arena->used - begin;
}

static void
take_all (Arena           *arena,
          BwLstmWorkspace *self)
{
  take_packed (arena, self);
  for (guint p = 0; p < bw_lstm_count_parts (self->max_batch); p++)
    take_part (arena, self, &self->parts[p]);
}

BwLstmWorkspace *
bw_lstm_workspace_new (const BwLstm *lstm,
                       guint         max_batch,
                       guint         max_steps,
                       BwLstmMode    mode,
                       BwPool       *pool)
{
  BwLstmWorkspace *self;
  Arena arena = { 0 };

  g_return_val_if_fail (max_batch > 0 && max_steps > 0, NULL);

  bw_kernels_calm_blas ();
  self = g_new0 (BwLstmWorkspace, 1);
  self->lstm = *lstm;
  self->max_batch = max_batch;
  self->max_steps = max_steps;
  self->mode = mode;
  self->pool = pool;
  self->kernels = bw_kernels_get ();
  self->units = (lstm->n_hidden + BLOCK - 1) / BLOCK * BLOCK;
  self->kept = mode == BW_LSTM_TRAIN ? max_steps : MIN (max_steps, 2);
  self->parts = g_new0 (BwLstmPart, bw_lstm_count_parts (max_batch));
  take_all (&arena, self);
  self->memory = bw_floats_new (arena.used);
  arena = (Arena) { .memory = self->memory };
  take_all (&arena, self);
  return self;
}

void
bw_lstm_workspace_free (BwLstmWorkspace *self)
{
  if (!self)
    return;
  bw_floats_free (self->memory);
  g_free (self->parts);
  g_free (self);
}

/* [4 hidden][n] of the block into column @column of the panels; n ≤ the layer's inputs. */
static void
pack_panels (float       *panels,
             const float *weights,
             guint        hidden,
             guint        n,
             gsize        column,
             gsize        columns)
{
  for (guint j = 0; j < hidden; j++)
    {
      float *panel = panels + ((j / BLOCK) * columns + column) * 4 * BLOCK + j % BLOCK;

      for (guint k = 0; k < n; k++)
        for (guint g = 0; g < 4; g++)
          panel[(k * 4 + g) * BLOCK] = weights[((gsize) g * hidden + j) * n + k];
    }
}

/* [4 hidden][n] of the block into [4][units][columns]. */
static void
pack_rows (float       *rows,
           const float *weights,
           guint        hidden,
           guint        n,
           guint        units,
           guint        columns)
{
  for (guint g = 0; g < 4; g++)
    for (guint j = 0; j < hidden; j++)
      memcpy (rows + ((gsize) g * units + j) * columns, weights + ((gsize) g * hidden + j) * n,
              n * sizeof (float));
}

/* What pads the units was zeroed when the memory was made, and is never written. */
void
bw_lstm_workspace_pack (BwLstmWorkspace *ws,
                        const float     *values)
{
  const guint hidden = ws->lstm.n_hidden, units = ws->units;

  for (guint l = 0; l < ws->lstm.n_layers; l++)
    {
      BwLstmPacked *packed = &ws->packed[l];
      const float *weight_ih = values + ws->lstm.layers[l].weight_ih;
      const float *weight_hh = values + ws->lstm.layers[l].weight_hh;
      const float *bias_ih = values + ws->lstm.layers[l].bias_ih;
      const float *bias_hh = values + ws->lstm.layers[l].bias_hh;
      guint n = l == 0 ? ws->lstm.n_inputs : hidden;
      gsize columns = packed->n_inputs + units;

      pack_panels (packed->panels, weight_ih, hidden, n, 0, columns);
      pack_panels (packed->panels, weight_hh, hidden, hidden, packed->n_inputs, columns);
      for (guint g = 0; g < 4; g++)
        for (guint j = 0; j < hidden; j++)
          packed->bias[g * units + j] = bias_ih[g * hidden + j] + bias_hh[g * hidden + j];
      if (ws->mode == BW_LSTM_PREDICT)
        continue;
      pack_rows (packed->weight_ih, weight_ih, hidden, n, units, packed->n_inputs);
      pack_rows (packed->weight_hh, weight_hh, hidden, hidden, units, units);
    }
}

static void
add_rows (float       *to,
          const float *rows,
          guint        hidden,
          guint        n,
          guint        units,
          guint        columns)
{
  for (guint g = 0; g < 4; g++)
    for (guint j = 0; j < hidden; j++)
      {
        float *a = to + ((gsize) g * hidden + j) * n;
        const float *b = rows + ((gsize) g * units + j) * columns;

        for (guint k = 0; k < n; k++)
          a[k] += b[k];
      }
}

void
bw_lstm_workspace_unpack_gradients (float           *d_values,
                                    BwLstmWorkspace *ws)
{
  const guint hidden = ws->lstm.n_hidden, units = ws->units;

  for (guint p = 0; p < ws->n_parts; p++)
    for (guint l = 0; l < ws->lstm.n_layers; l++)
      {
        const BwLstmGradients *gradients = &ws->parts[p].layers[l].gradients;
        guint columns = ws->packed[l].n_inputs;
        guint n = l == 0 ? ws->lstm.n_inputs : hidden;

        add_rows (d_values + ws->lstm.layers[l].weight_ih, gradients->weight_ih, hidden, n, units,
                  columns);
        add_rows (d_values + ws->lstm.layers[l].weight_hh, gradients->weight_hh, hidden, hidden,
                  units, units);
        add_rows (d_values + ws->lstm.layers[l].bias_ih, gradients->bias, hidden, 1, units, 1);
        add_rows (d_values + ws->lstm.layers[l].bias_hh, gradients->bias, hidden, 1, units, 1);
      }
}
