/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-beat-net-private.h"
#include "nn/bw-conv-folded.h"
#include "nn/bw-kernels.h"

#include <string.h>

/* The nets in use, with the running statistics. Tasks are tiles of 16 beats or pairs. */

#define BLOCK BW_KERNEL_BLOCK
#define WIDTH BW_BEAT_FEATURES

/* A tile of one side of a comparison meets so many beats of the other in a task. */
#define OTHERS_A_TASK 16

typedef struct
{
  BwConvFolded *chain;  /* owned */
  BwFloats *scratch;    /* owned: one part a thread */
  gsize scratch_length;
  guint n_in, length;   /* of what goes in */
  const float *weights; /* borrowed: of the last linear layer */
  float bias;

  /* What the tasks read and write. */
  const float *waves;
  guint n;
  BwBeatFeatures *features;
  float *logits;
} Run;

static void
run_init (Run               *run,
          const BwBeatNet   *net,
          const BwConvChain *chain,
          guint              length,
          BwPool            *pool)
{
  gsize output;

  *run = (Run) { .n_in = bw_conv_chain_get_n_in (chain), .length = length };
  run->chain = bw_conv_folded_new (chain, net->values, net->running, length);
  output = (gsize) bw_conv_folded_get_length_out (run->chain) * bw_conv_chain_get_n_out (chain);
  run->scratch_length = bw_conv_folded_get_scratch (run->chain)
                        + (2 * (gsize) length * run->n_in + output) * BLOCK;
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

/* Of the calling thread: room for a tile that goes in; @second: for another one; @rest: for the
 * chain and what comes out. */
static float *
get_scratch (const Run *run,
             float    **second,
             float    **rest)
{
  float *input = run->scratch + bw_pool_get_thread () * run->scratch_length;

  *second = input + (gsize) run->length * run->n_in * BLOCK;
  *rest = *second + (gsize) run->length * run->n_in * BLOCK;
  return input;
}

/* Chain, mean over time, linear layer. */
static void
run_head (const Run   *run,
          float        logits[BLOCK],
          const float *input,
          float       *rest)
{
  const guint length = bw_conv_folded_get_length_out (run->chain);
  float *output = rest + bw_conv_folded_get_scratch (run->chain);
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
  const gsize tile = (gsize) run->features->length * WIDTH * BLOCK;
  float *second, *rest, *input = get_scratch (run, &second, &rest);

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
  features->tiles = bw_floats_new ((gsize) n_tiles * features->length * WIDTH * BLOCK);
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

static void
classify_task (guint    task,
               gpointer data)
{
  const Run *run = data;
  const guint first = task * BLOCK, n = MIN (BLOCK, run->n - first);
  float *second, *rest, *input = get_scratch (run, &second, &rest);
  float logits[BLOCK];

  bw_conv_tile_rows (input, run->waves + (gsize) first * run->length, n, run->length);
  run_head (run, logits, input, rest);
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

/* Pairs.
 *
 * The head's first layer is linear in both beats: silu ((W_q query + b) + W_r reference). Either
 * part is computed once for each beat, in tiles of 16; in a comparison of all with all one side
 * stays in tiles and the other goes in one beat at a time, the same for all lanes. */

typedef struct
{
  const BwBeatFeatures *features;
  BwFloats *packed;  /* owned: W_q or W_r, for the conv kernel */
  BwFloats *bias;    /* owned: b, or NULL */
  BwFloats *numbers; /* owned: n, length, WIDTH: its part; where it goes in beat by beat */
  const guint *index;
} Side;

typedef struct
{
  Run run;
  Side sides[2];        /* queries, references */
  BwFloats *zeros;      /* owned: length, WIDTH */
  guint tiled;          /* the side that stays in tiles */
  guint n_tiles;        /* of it */
  GCancellable *cancellable;
} Comparison;

static void
comparison_init (Comparison           *c,
                 const BwBeatNet      *net,
                 const BwBeatFeatures *queries,
                 const BwBeatFeatures *references,
                 BwPool               *pool)
{
  const BwConvUnit *first = &net->head.units[0];
  BwConvChain rest;
  float scale[WIDTH];

  *c = (Comparison) { .sides = { { .features = queries }, { .features = references } } };
  bw_conv_chain_get_part (&net->head, 1, net->head.n_units, &rest);
  run_init (&c->run, net, &rest, queries->length, pool);
  c->zeros = bw_floats_new ((gsize) queries->length * WIDTH);
  c->sides[0].bias = bw_floats_new (WIDTH);
  bw_conv_fold_norm (scale, c->sides[0].bias, first, net->values, net->running);
  for (guint s = 0; s < 2; s++)
    {
      const BwConvUnit half = { .n_in = WIDTH, .n_out = WIDTH, .width = 1 };
      float weights[WIDTH * WIDTH];

      for (guint i = 0; i < WIDTH * WIDTH; i++)
        weights[i] = net->values[first->weight + i / WIDTH * 2 * WIDTH + s * WIDTH + i % WIDTH];
      c->sides[s].packed = bw_floats_new (WIDTH * WIDTH);
      bw_conv_pack (c->sides[s].packed, &half, weights, scale);
    }
}

static void
comparison_clear (Comparison *c)
{
  for (guint s = 0; s < 2; s++)
    {
      bw_floats_free (c->sides[s].packed);
      bw_floats_free (c->sides[s].bias);
      bw_floats_free (c->sides[s].numbers);
    }
  bw_floats_free (c->zeros);
  run_clear (&c->run);
}

/* The part of one side's tile in the first layer. */
static void
project (const Side  *side,
         float       *part,  /* length, WIDTH, 16 */
         const float *tile,
         const float *added)
{
  bw_kernels_get ()->conv->conv (part, tile, side->packed, side->bias, added, WIDTH, WIDTH, 1,
                                 side->features->length, FALSE);
}

static void
numbers_task (guint    tile,
              gpointer data)
{
  Comparison *c = data;
  Side *side = &c->sides[1 - c->tiled];
  const gsize beat = (gsize) side->features->length * WIDTH;
  const guint n = MIN (BLOCK, side->features->n - tile * BLOCK);
  float *second, *rest, *part = get_scratch (&c->run, &second, &rest);
  float *numbers = side->numbers + tile * BLOCK * beat;

  project (side, part, side->features->tiles + tile * beat * BLOCK, NULL);
  for (guint lane = 0; lane < n; lane++)
    for (gsize i = 0; i < beat; i++)
      numbers[lane * beat + i] = part[i * BLOCK + lane];
}

static void
compare_task (guint    task,
              gpointer data)
{
  const Comparison *c = data;
  const Side *tiled = &c->sides[c->tiled], *other = &c->sides[1 - c->tiled];
  const guint tile = task % c->n_tiles, first = task / c->n_tiles * OTHERS_A_TASK;
  const guint n_lanes = MIN (BLOCK, tiled->features->n - tile * BLOCK);
  const gsize beat = (gsize) tiled->features->length * WIDTH;
  const guint n_references = c->sides[1].features->n;
  float *part, *rest, *input = get_scratch (&c->run, &part, &rest);

  project (tiled, part, tiled->features->tiles + tile * beat * BLOCK, NULL);
  for (guint i = first; i < MIN (first + OTHERS_A_TASK, other->features->n); i++)
    {
      float logits[BLOCK];

      if (g_cancellable_is_cancelled (c->cancellable))
        return;
      bw_kernels_get ()->conv->join (input, part, other->numbers + i * beat, beat);
      run_head (&c->run, logits, input, rest);
      for (guint lane = 0; lane < n_lanes; lane++)
        {
          guint j = tile * BLOCK + lane;

          if (c->tiled == 0)
            c->run.logits[(gsize) j * n_references + i] = logits[lane];
          else
            c->run.logits[(gsize) i * n_references + j] = logits[lane];
        }
    }
}

static guint
count_tiles (const BwBeatFeatures *features)
{
  return (features->n + BLOCK - 1) / BLOCK;
}

void
bw_beat_net_compare (const BwBeatNet      *self,
                     float                *logits,
                     const BwBeatFeatures *queries,
                     const BwBeatFeatures *references,
                     BwPool               *pool,
                     GCancellable         *cancellable)
{
  const BwBeatFeatures *others;
  Comparison c;

  g_return_if_fail (self->kind == BW_BEAT_NET_COMPARATOR);
  g_return_if_fail (queries->length == references->length);

  comparison_init (&c, self, queries, references, pool);
  /* The side whose tiles leave fewer lanes empty. */
  c.tiled = (guint64) count_tiles (queries) * references->n
            > (guint64) count_tiles (references) * queries->n;
  c.n_tiles = count_tiles (c.sides[c.tiled].features);
  c.run.logits = logits;
  c.cancellable = cancellable;
  others = c.sides[1 - c.tiled].features;
  c.sides[1 - c.tiled].numbers = bw_floats_new ((gsize) others->n * others->length * WIDTH);
  bw_pool_run (pool, count_tiles (others), numbers_task, &c);
  bw_pool_run (pool, c.n_tiles * ((others->n + OTHERS_A_TASK - 1) / OTHERS_A_TASK), compare_task,
               &c);
  comparison_clear (&c);
}

/* Lane @lane of @tile: beat @index. */
static void
gather (float                *tile,
        guint                 lane,
        const BwBeatFeatures *features,
        guint                 index)
{
  const gsize beat = (gsize) features->length * WIDTH;
  const float *from = features->tiles + index / BLOCK * beat * BLOCK + index % BLOCK;

  for (gsize i = 0; i < beat; i++)
    tile[i * BLOCK + lane] = from[i * BLOCK];
}

static void
pairs_task (guint    task,
            gpointer data)
{
  const Comparison *c = data;
  const guint first = task * BLOCK, n = MIN (BLOCK, c->run.n - first);
  float *tile, *rest, *input = get_scratch (&c->run, &tile, &rest);
  float logits[BLOCK];

  for (guint s = 0; s < 2; s++)
    {
      const Side *side = &c->sides[s];

      for (guint lane = 0; lane < BLOCK; lane++)
        gather (tile, lane, side->features, side->index[first + MIN (lane, n - 1)]);
      project (side, input, tile, s > 0 ? input : NULL);
    }
  bw_kernels_get ()->conv->join (input, input, c->zeros, (gsize) c->run.length * WIDTH);
  run_head (&c->run, logits, input, rest);
  memcpy (c->run.logits + first, logits, n * sizeof (float));
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
  Comparison c;

  g_return_if_fail (self->kind == BW_BEAT_NET_COMPARATOR);
  g_return_if_fail (queries->length == references->length);

  comparison_init (&c, self, queries, references, pool);
  c.sides[0].index = query_index;
  c.sides[1].index = reference_index;
  c.run.logits = logits;
  c.run.n = n;
  bw_pool_run (pool, (n + BLOCK - 1) / BLOCK, pairs_task, &c);
  comparison_clear (&c);
}
