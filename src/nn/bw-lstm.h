/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/bw-params.h"
#include "nn/bw-pool.h"

G_BEGIN_DECLS

/* A long short-term memory net (Hochreiter & Schmidhuber 1997; Gers et al. 2000) as torch.nn.LSTM:
 * gates in the order i, f, g, o, two bias vectors a layer, zero initial state, batch first.
 *
 * A net with an output layer, and one step of its training:
 *
 *   g_autoptr (BwParams) params = bw_params_new ();
 *   BwLstm lstm;
 *   BwLinear head;
 *
 *   bw_lstm_init (&lstm, params, "lstm", n_features, 64, 2);
 *   bw_linear_init (&head, params, "fc", 64, n_outputs);
 *
 *   g_autoptr (BwFloats) values = bw_floats_new (params->length);
 *   g_autoptr (BwFloats) gradients = bw_floats_new (params->length);
 *   g_autoptr (BwAdam) adam = bw_adam_new (params->length, 1e-3);
 *   g_autoptr (BwPool) pool = bw_pool_new (0);
 *   g_autoptr (BwLstmWorkspace) ws =
 *     bw_lstm_workspace_new (&lstm, 64, 168, BW_LSTM_TRAIN, pool);
 *
 *   bw_lstm_reset (&lstm, values, rand);
 *   bw_linear_reset (&head, values, rand);
 *   …
 *   bw_lstm_forward (h, x, values, batch, 168, 167, ws);   // the last step's output
 *   bw_linear_forward (y, h, values, &head, batch);
 *   loss = bw_loss_pinball (dy, y, target, mask, batch * n_outputs, quantiles, 3);
 *   memset (gradients, 0, params->length * sizeof (float));
 *   bw_linear_backward (gradients, dh, dy, h, values, &head, batch);
 *   bw_lstm_backward (gradients, NULL, dh, ws);
 *   bw_clip_norm (gradients, params->length, 1);
 *   bw_adam_step (adam, values, gradients);
 *
 * The same values and inputs give the same bits on the same machine, with any number of threads. */

#define BW_LSTM_MAX_LAYERS 8

typedef struct
{
  guint n_inputs, n_hidden, n_layers;
  struct
  {
    gsize weight_ih;  /* offsets into the block: (4 n_hidden, n_inputs or n_hidden) */
    gsize weight_hh;  /* (4 n_hidden, n_hidden) */
    gsize bias_ih;    /* (4 n_hidden) */
    gsize bias_hh;    /* (4 n_hidden) */
  } layers[BW_LSTM_MAX_LAYERS];
} BwLstm;

/* Whether a workspace keeps what backward needs (28 bytes for each hidden unit, layer, step and row
 * of the batch: four gates and three states) or only two steps of it. */
typedef enum {
  BW_LSTM_PREDICT,
  BW_LSTM_TRAIN,
} BwLstmMode;

/* Memory and threads for one net at a time. Belongs to one thread. */
typedef struct _BwLstmWorkspace BwLstmWorkspace;

/* Adds "@prefix.weight_ih_l0" … to @params. */
void bw_lstm_init (BwLstm     *self,
                   BwParams   *params,
                   const char *prefix,
                   guint       n_inputs,
                   guint       n_hidden,
                   guint       n_layers);

/* Uniform within ±1/√n_hidden, as PyTorch does. */
void bw_lstm_reset (const BwLstm *self,
                    float        *values,
                    GRand        *rand);

/* @max_batch and @max_steps: the largest a forward will be asked for.
 * @pool: (nullable): borrowed, must outlive the workspace; may serve several in turn */
BwLstmWorkspace *bw_lstm_workspace_new (const BwLstm *lstm,
                                        guint         max_batch,
                                        guint         max_steps,
                                        BwLstmMode    mode,
                                        BwPool       *pool);
void bw_lstm_workspace_free (BwLstmWorkspace *self);

/* The top layer's outputs at steps @from … @steps − 1: @steps − 1 for the last alone, 0 for all. */
void bw_lstm_forward (float           *y,       /* batch, steps − from, n_hidden */
                      const float     *x,       /* batch, steps, n_inputs */
                      const float     *values,  /* block */
                      guint            batch,
                      guint            steps,
                      guint            from,
                      BwLstmWorkspace *ws);

/* The gradients of the forward before it, which @ws must have been told to keep; once for each
 * forward. */
void bw_lstm_backward (float           *d_values,  /* block: += */
                       float           *dx,        /* batch, steps, n_inputs; or NULL */
                       const float     *dy,        /* batch, steps − from, n_hidden */
                       BwLstmWorkspace *ws);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLstmWorkspace, bw_lstm_workspace_free)

G_END_DECLS
