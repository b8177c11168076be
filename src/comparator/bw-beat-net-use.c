/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-beat-net-private.h"
#include "nn/bw-conv-folded.h"
#include "nn/bw-kernels.h"

#include <string.h>

/* The nets in use, with the running statistics. Tasks are tiles of 16 beats or pairs. */

#define BLOCK BW_KERNEL_BLOCK

/* Pairs come as tiles of 16 queries, each against so many references a task. */
#define REFERENCES_A_TASK 16

typedef struct
{
  BwConvFolded *chain;  /* owned */
  BwFloats *scratch;    /* owned: one part a thread */
  gsize scratch_length;
  guint n_in, length;   /* of what goes in */
  const float *weights; /* borrowed: of the last linear layer, or NULL */
  float bias;

  /* What the tasks read and write. */
  const float *waves;
  guint n;
  BwBeatFeatures *features;
  float *logits;
  const BwBeatFeatures *queries, *references;
  const guint *query_index, *reference_index;
  GCancellable *cancellable;
} Run;

static void
run_init (Run               *run,
          const BwBeatNet   *net,
          const BwConvChain *chain,
          guint              length,
          BwPool            *pool)
{
  *run = (Run) { .n_in = bw_conv_chain_get_n_in (chain), .length = length };
  run->chain = bw_conv_folded_new (chain, net->values, net->running, length);
  run->scratch_length = (bw_conv_folded_get_scratch (run->chain) + BLOCK - 1) / BLOCK * BLOCK
                        + (gsize) length * run->n_in * BLOCK
                        + bw_conv_folded_get_length_out (run->chain) * BW_BEAT_HEAD_FEATURES * BLOCK;
  run->scratch = bw_floats_new (bw_pool_get_n_threads (pool) * run->scratch_length);
  run->weights = net->values + net->linear.weight;
  run->bias = net->values[net->linear.bias];
}

static void
run_clear (Run *run)
{
  bw_conv_folded_free (run->chain);
  bw_floats_free (run->scratch);
}

/* Of the calling thread: the input of a tile, its output, and scratch for the chain. */
static float *
get_scratch (const Run *run,
             float    **output,
             float    **rest)
{
  float *input = run->scratch + bw_pool_get_thread () * run->scratch_length;

  *output = input + (gsize) run->length * run->n_in * BLOCK;
  *rest = *output
          + (gsize) bw_conv_folded_get_length_out (run->chain) * BW_BEAT_HEAD_FEATURES * BLOCK;
  return input;
}

/* Chain, mean over time, linear layer. */
static void
run_head (const Run   *run,
          float        logits[BLOCK],
          const float *input,
          float       *output,
          float       *rest)
{
  const guint length = bw_conv_folded_get_length_out (run->chain);
  float pooled[BW_BEAT_HEAD_FEATURES * BLOCK] = { 0 };

  bw_conv_folded_run (output, run->chain, input, rest);
  bw_kernels_get ()->conv->pool (pooled, output, BW_BEAT_HEAD_FEATURES, length);
  for (guint lane = 0; lane < BLOCK; lane++)
    {
      float sum = 0;

      for (guint c = 0; c < BW_BEAT_HEAD_FEATURES; c++)
        sum += run->weights[c] * pooled[c * BLOCK + lane];
      logits[lane] = sum / (float) length + run->bias;
    }
}

static void
encode_task (guint    task,
             gpointer data)
{
  const Run *run = data;
  const guint first = task * BLOCK, n = MIN (BLOCK, run->n - first);
  const gsize tile = (gsize) run->features->length * BW_BEAT_FEATURES * BLOCK;
  float *output, *rest, *input = get_scratch (run, &output, &rest);

  bw_conv_tile_rows (input, run->waves + (gsize) first * run->length, n, run->length);
  bw_conv_folded_run (run->features->tiles + task * tile, run->chain, input, rest);
}

BwBeatFeatures *
bw_beat_net_encode (const BwBeatNet *self,
                    const float     *waves,
                    guint            n,
                    BwPool          *pool)
{
  BwBeatFeatures *features;
  const guint n_tiles = (n + BLOCK - 1) / BLOCK;
  Run run;

  g_return_val_if_fail (self->kind == BW_BEAT_NET_COMPARATOR, NULL);

  features = g_new0 (BwBeatFeatures, 1);
  run_init (&run, self, &self->encoder, self->n_samples, pool);
  features->n = n;
  features->length = bw_conv_folded_get_length_out (run.chain);
  features->tiles = bw_floats_new ((gsize) n_tiles * features->length * BW_BEAT_FEATURES * BLOCK);
  run.waves = waves;
  run.n = n;
  run.features = features;
  bw_pool_run (pool, n_tiles, encode_task, &run);
  run_clear (&run);
  return features;
}

void
bw_beat_features_free (BwBeatFeatures *features)
{
  if (!features)
    return;
  bw_floats_free (features->tiles);
  g_free (features);
}

/* One lane of encoded beats. */
static const float *
get_beat (const BwBeatFeatures *features,
          guint                 index)
{
  return features->tiles
         + (gsize) (index / BLOCK) * features->length * BW_BEAT_FEATURES * BLOCK + index % BLOCK;
}

/* Writes beat @index as lane @lane into channels @channel … of the head's input. */
static void
put_beat (float                *input,
          guint                 channel,
          guint                 lane,
          const BwBeatFeatures *features,
          guint                 index)
{
  const float *from = get_beat (features, index);

  for (guint t = 0; t < features->length; t++)
    for (guint c = 0; c < BW_BEAT_FEATURES; c++)
      input[(t * 2 * BW_BEAT_FEATURES + channel + c) * BLOCK + lane] =
        from[(t * BW_BEAT_FEATURES + c) * BLOCK];
}

static void
compare_task (guint    task,
              gpointer data)
{
  const Run *run = data;
  const guint n_tiles = (run->queries->n + BLOCK - 1) / BLOCK, tile = task % n_tiles;
  const guint first = task / n_tiles * REFERENCES_A_TASK, n = run->references->n;
  const guint n_queries = MIN (BLOCK, run->queries->n - tile * BLOCK);
  float *output, *rest, *input = get_scratch (run, &output, &rest);

  for (guint lane = 0; lane < BLOCK; lane++)
    put_beat (input, 0, lane, run->queries, tile * BLOCK + MIN (lane, n_queries - 1));
  for (guint r = first; r < MIN (first + REFERENCES_A_TASK, n); r++)
    {
      float logits[BLOCK];

      if (g_cancellable_is_cancelled (run->cancellable))
        return;
      for (guint lane = 0; lane < BLOCK; lane++)
        put_beat (input, BW_BEAT_FEATURES, lane, run->references, r);
      run_head (run, logits, input, output, rest);
      for (guint lane = 0; lane < n_queries; lane++)
        run->logits[(gsize) (tile * BLOCK + lane) * n + r] = logits[lane];
    }
}

void
bw_beat_net_compare (const BwBeatNet      *self,
                     float                *logits,
                     const BwBeatFeatures *queries,
                     const BwBeatFeatures *references,
                     BwPool               *pool,
                     GCancellable         *cancellable)
{
  Run run;

  g_return_if_fail (self->kind == BW_BEAT_NET_COMPARATOR);
  g_return_if_fail (queries->length == references->length);

  run_init (&run, self, &self->head, queries->length, pool);
  run.logits = logits;
  run.queries = queries;
  run.references = references;
  run.cancellable = cancellable;
  bw_pool_run (pool,
               (queries->n + BLOCK - 1) / BLOCK
               * ((references->n + REFERENCES_A_TASK - 1) / REFERENCES_A_TASK),
               compare_task, &run);
  run_clear (&run);
}

static void
pairs_task (guint    task,
            gpointer data)
{
  const Run *run = data;
  const guint first = task * BLOCK, n = MIN (BLOCK, run->n - first);
  float *output, *rest, *input = get_scratch (run, &output, &rest);
  float logits[BLOCK];

  for (guint lane = 0; lane < BLOCK; lane++)
    {
      guint pair = first + MIN (lane, n - 1);

      put_beat (input, 0, lane, run->queries, run->query_index[pair]);
      put_beat (input, BW_BEAT_FEATURES, lane, run->references, run->reference_index[pair]);
    }
  run_head (run, logits, input, output, rest);
  memcpy (run->logits + first, logits, n * sizeof (float));
}

void
bw_beat_net_compare_pairs (const BwBeatNet      *self,
                           float                *logits,
                           const BwBeatFeatures *queries,
                           const guint          *query_index,
                           const BwBeatFeatures *references,
                           const guint          *reference_index,
                           guint                 n,
                           BwPool               *pool)
{
  Run run;

  g_return_if_fail (self->kind == BW_BEAT_NET_COMPARATOR);
  g_return_if_fail (queries->length == references->length);

  run_init (&run, self, &self->head, queries->length, pool);
  run.logits = logits;
  run.queries = queries;
  run.references = references;
  run.query_index = query_index;
  run.reference_index = reference_index;
  run.n = n;
  bw_pool_run (pool, (n + BLOCK - 1) / BLOCK, pairs_task, &run);
  run_clear (&run);
}

static void
classify_task (guint    task,
               gpointer data)
{
  const Run *run = data;
  const guint first = task * BLOCK, n = MIN (BLOCK, run->n - first);
  float *output, *rest, *input = get_scratch (run, &output, &rest);
  float logits[BLOCK];

  bw_conv_tile_rows (input, run->waves + (gsize) first * run->length, n, run->length);
  run_head (run, logits, input, output, rest);
  memcpy (run->logits + first, logits, n * sizeof (float));
}

void
bw_beat_net_classify (const BwBeatNet *self,
                      float           *logits,
                      const float     *waves,
                      guint            n,
                      BwPool          *pool)
{
  Run run;

  g_return_if_fail (self->kind == BW_BEAT_NET_CLASSIFIER);

  run_init (&run, self, &self->head, self->n_samples, pool);
  run.logits = logits;
  run.waves = waves;
  run.n = n;
  bw_pool_run (pool, (n + BLOCK - 1) / BLOCK, classify_task, &run);
  run_clear (&run);
}
