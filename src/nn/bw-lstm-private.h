/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/bw-kernels.h"
#include "nn/bw-lstm.h"

G_BEGIN_DECLS

/* A batch is cut into parts of whole rows, each computed on its own; only their gradients are added
 * up, in order. The cut depends on nothing but the batch, so threads change no bit. */
#define BW_LSTM_MAX_PART_ROWS 32

/* Rows × steps whose gradients are taken at once, while they are in the cache. */
#define BW_LSTM_CHUNK_ROWS 256

/* One layer's weights, with hidden units padded to whole blocks. */
typedef struct
{
  guint n_inputs;    /* of this layer, padded above the first */
  float *panels;     /* [units / 16][n_inputs + units][4][16], for the cell kernel */
  float *bias;       /* 4, units: the sum of both */
  float *weight_ih;  /* 4, units, n_inputs */
  float *weight_hh;  /* 4, units, units */
} BwLstmPacked;

/* Gradients of one layer in the same shapes. */
typedef struct
{
  float *bias;
  float *weight_ih;
  float *weight_hh;
} BwLstmGradients;

/* What one part keeps of one layer. Steps are the slowest dimension. */
typedef struct
{
  float *gates;   /* steps, rows, 4, units: activated, then their gradients */
  float *c;       /* steps, rows, units */
  float *tanh_c;  /* steps, rows, units */
  float *h;       /* steps, rows, units */
  float *dh;      /* rows, units: from the step after */
  float *dc;      /* rows, units */
  BwLstmGradients gradients;
} BwLstmTrace;

typedef struct
{
  guint first, rows;  /* of the batch */
  float *x;           /* steps, rows, n_inputs */
  float *above[2];    /* BW_LSTM_CHUNK_ROWS or rows, units: gradient of h from above; of h below */
  float *dx;          /* the same, n_inputs */
  float *gradients;   /* all layers' */
  BwLstmTrace layers[BW_LSTM_MAX_LAYERS];
} BwLstmPart;

struct _BwLstmWorkspace
{
  BwLstm lstm;
  guint max_batch, max_steps;
  BwLstmMode mode;
  BwPool *pool; /* borrowed */
  const BwKernels *kernels;
  guint units;  /* n_hidden padded */
  guint kept;   /* steps kept: all, or 2 */

  BwFloats *memory; /* owned: all that follows */
  gsize gradients_length;
  BwLstmPacked packed[BW_LSTM_MAX_LAYERS];
  BwLstmPart *parts; /* owned */

  /* The forward at hand. */
  guint n_parts;
  guint batch, steps, from;
  gboolean kept_forward;
  const float *x_in;
  float *y;
  float *dx;
  const float *dy;
};

/* How many parts a batch is cut into. */
guint bw_lstm_count_parts (guint batch);

/* Copies the weights from the block into ws->packed. */
void bw_lstm_workspace_pack (BwLstmWorkspace *ws,
                             const float     *values);

/* d_values += the gradients of all parts, in order. */
void bw_lstm_workspace_unpack_gradients (float           *d_values,
                                         BwLstmWorkspace *ws);

G_END_DECLS
