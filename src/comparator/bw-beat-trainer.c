/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-beat-trainer.h"

#include "comparator/bw-beat-net-private.h"
#include "nn/bw-adam.h"
#include "nn/bw-conv-workspace.h"
#include "nn/bw-kernels.h"
#include "nn/bw-loss.h"

#include <string.h>

#define BLOCK BW_KERNEL_BLOCK
#define CHANNELS BW_BEAT_HEAD_FEATURES

struct _BwBeatTrainer
{
  BwBeatNet *net; /* borrowed */
  BwPool *pool;   /* borrowed */
  guint max_batch, length_in, length_out; /* lengths of the head's signals */

  /* Owned. */
  BwConvWorkspace *encoder;   /* groups: references, then queries; comparator only */
  BwConvWorkspace *head;
  BwAdam *adam;
  BwFloats *gradients;
  BwFloats *scratch;          /* one part a thread: the longest signal read back */
  BwFloats *pooled, *d_pooled;/* n, CHANNELS */
  BwFloats *logits, *d_logits;/* n */

  /* The batch at hand. */
  guint n;
  const float *waves[2];
};

BwBeatTrainer *
bw_beat_trainer_new (BwBeatNet *net,
                     guint      max_batch,
                     BwPool    *pool)
{
  BwBeatTrainer *self;

  g_return_val_if_fail (max_batch > 0, NULL);

  self = g_new0 (BwBeatTrainer, 1);
  self->net = net;
  self->pool = pool;
  self->max_batch = max_batch;
  self->length_in = net->n_samples;
  if (net->kind == BW_BEAT_NET_COMPARATOR)
    {
      self->encoder = bw_conv_workspace_new (&net->encoder, net->n_samples, 2, max_batch, pool);
      self->length_in = bw_conv_chain_get_length (&net->encoder, (int) net->encoder.n_units - 1,
                                                  net->n_samples);
    }
  self->head = bw_conv_workspace_new (&net->head, self->length_in, 1, max_batch, pool);
  self->length_out = bw_conv_chain_get_length (&net->head, (int) net->head.n_units - 1,
                                               self->length_in);
  self->adam = bw_adam_new (net->params->length, 0);
  self->gradients = bw_floats_new (net->params->length);
  self->scratch = bw_floats_new (bw_pool_get_n_threads (pool) * (gsize) self->length_in * CHANNELS
                                 * BLOCK);
  self->pooled = bw_floats_new ((gsize) max_batch * CHANNELS);
  self->d_pooled = bw_floats_new ((gsize) max_batch * CHANNELS);
  self->logits = bw_floats_new (max_batch);
  self->d_logits = bw_floats_new (max_batch);
  return self;
}

void
bw_beat_trainer_free (BwBeatTrainer *self)
{
  if (!self)
    return;
  bw_floats_free (self->d_logits);
  bw_floats_free (self->logits);
  bw_floats_free (self->d_pooled);
  bw_floats_free (self->pooled);
  bw_floats_free (self->scratch);
  bw_floats_free (self->gradients);
  bw_adam_free (self->adam);
  bw_conv_workspace_free (self->head);
  bw_conv_workspace_free (self->encoder);
  g_free (self);
}

static float *
get_scratch (const BwBeatTrainer *self)
{
  return self->scratch
         + bw_pool_get_thread () * (gsize) self->length_in * CHANNELS * BLOCK;
}

/* Rows of a batch into the tiles the first chain reads. */
static void
fill_task (guint    task,
           gpointer data)
{
  BwBeatTrainer *self = data;
  BwConvWorkspace *ws = self->encoder ? self->encoder : self->head;
  const guint n_tiles = bw_conv_workspace_get_n_tiles (ws);
  const guint group = task / n_tiles, tile = task % n_tiles, samples = self->net->n_samples;

  bw_conv_tile_rows (bw_conv_workspace_get_input (ws, group, tile),
                     self->waves[group] + (gsize) tile * BLOCK * samples,
                     MIN (BLOCK, self->n - tile * BLOCK), samples);
}

/* Both encoded beats side by side, the query first. */
static void
join_task (guint    tile,
           gpointer data)
{
  BwBeatTrainer *self = data;
  const gsize row = BW_BEAT_FEATURES * BLOCK;
  float *to = bw_conv_workspace_get_input (self->head, 0, tile), *from = get_scratch (self);

  for (guint group = 0; group < 2; group++)
    {
      bw_conv_workspace_read_output (from, self->encoder, group, tile);
      for (guint t = 0; t < self->length_in; t++)
        memcpy (to + (2 * t + 1 - group) * row, from + t * row, row * sizeof (float));
    }
}

static void
split_task (guint    tile,
            gpointer data)
{
  BwBeatTrainer *self = data;
  const gsize row = BW_BEAT_FEATURES * BLOCK;
  const float *from = bw_conv_workspace_get_d_input (self->head, 0, tile);

  for (guint group = 0; group < 2; group++)
    {
      float *to = bw_conv_workspace_get_d_output (self->encoder, group, tile);

      for (guint t = 0; t < self->length_in; t++)
        memcpy (to + t * row, from + (2 * t + 1 - group) * row, row * sizeof (float));
    }
}

static void
pool_task (guint    tile,
           gpointer data)
{
  BwBeatTrainer *self = data;
  const guint n = MIN (BLOCK, self->n - tile * BLOCK);
  float *y = get_scratch (self), sums[CHANNELS * BLOCK] = { 0 };

  bw_conv_workspace_read_output (y, self->head, 0, tile);
  bw_kernels_get ()->conv->pool (sums, y, CHANNELS, self->length_out);
  for (guint lane = 0; lane < n; lane++)
    for (guint c = 0; c < CHANNELS; c++)
      self->pooled[(tile * BLOCK + lane) * CHANNELS + c] =
        sums[c * BLOCK + lane] / (float) self->length_out;
}

static void
unpool_task (guint    tile,
             gpointer data)
{
  BwBeatTrainer *self = data;
  const guint n = MIN (BLOCK, self->n - tile * BLOCK);
  float *dy = bw_conv_workspace_get_d_output (self->head, 0, tile);

  for (guint c = 0; c < CHANNELS; c++)
    for (guint lane = 0; lane < BLOCK; lane++)
      dy[c * BLOCK + lane] = lane < n ? self->d_pooled[(tile * BLOCK + lane) * CHANNELS + c]
                                        / (float) self->length_out
                                      : 0;
  for (guint t = 1; t < self->length_out; t++)
    memcpy (dy + t * CHANNELS * BLOCK, dy, CHANNELS * BLOCK * sizeof (float));
}

static void
forward (BwBeatTrainer *self)
{
  BwBeatNet *net = self->net;
  const guint n_tiles = (self->n + BLOCK - 1) / BLOCK;

  if (self->encoder)
    {
      bw_conv_workspace_begin (self->encoder, self->n);
      bw_pool_run (self->pool, 2 * n_tiles, fill_task, self);
      bw_conv_workspace_forward (self->encoder, net->values, net->running);
      bw_beat_net_count_batch (net, &net->encoder);
      bw_beat_net_count_batch (net, &net->encoder);
    }
  bw_conv_workspace_begin (self->head, self->n);
  bw_pool_run (self->pool, n_tiles, self->encoder ? join_task : fill_task, self);
  bw_conv_workspace_forward (self->head, net->values, net->running);
  bw_beat_net_count_batch (net, &net->head);
  bw_pool_run (self->pool, n_tiles, pool_task, self);
  bw_linear_forward (self->logits, self->pooled, net->values, &net->linear, self->n);
}

static void
backward (BwBeatTrainer *self)
{
  const BwBeatNet *net = self->net;
  const guint n_tiles = (self->n + BLOCK - 1) / BLOCK;

  memset (self->gradients, 0, net->params->length * sizeof (float));
  bw_linear_backward (self->gradients, self->d_pooled, self->d_logits, self->pooled, net->values,
                      &net->linear, self->n);
  bw_pool_run (self->pool, n_tiles, unpool_task, self);
  bw_conv_workspace_backward (self->gradients, self->head, net->values);
  if (self->encoder)
    {
      bw_pool_run (self->pool, n_tiles, split_task, self);
      bw_conv_workspace_backward (self->gradients, self->encoder, net->values);
    }
}

const float *
bw_beat_trainer_differentiate (BwBeatTrainer *self,
                               const float   *x,
                               const float   *z,
                               const float   *labels,
                               guint          n,
                               float         *logits,
                               double        *loss)
{
  g_return_val_if_fail (n > 0 && n <= self->max_batch, NULL);
  g_return_val_if_fail ((z != NULL) == (self->encoder != NULL), NULL);

  self->n = n;
  self->waves[0] = z ? z : x;
  self->waves[1] = x;
  forward (self);
  *loss = bw_loss_bce (self->d_logits, self->logits, labels, NULL, n);
  backward (self);
  if (logits)
    memcpy (logits, self->logits, n * sizeof (float));
  return self->gradients;
}

double
bw_beat_trainer_step (BwBeatTrainer *self,
                      const float   *x,
                      const float   *z,
                      const float   *labels,
                      guint          n,
                      double         learning_rate,
                      float         *logits)
{
  double loss = 0;

  bw_beat_trainer_differentiate (self, x, z, labels, n, logits, &loss);
  self->adam->learning_rate = learning_rate;
  bw_adam_step (self->adam, self->net->values, self->gradients);
  return loss;
}
