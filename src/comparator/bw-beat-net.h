/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/bw-conv-chain.h"
#include "nn/bw-pool.h"
#include "nn/bw-safetensors.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The two nets of Jiazxu's ecg_glucose_comparator (reference/comparator.md §1), built of
 * EfficientNetV2's blocks (Tan & Le 2021) in one dimension, every width 8:
 *
 *   comparator   two beats → one encoder for both → joined → head → logit of "of different class"
 *   classifier   one beat → the same layers in a row → logit of "after glucose"
 *
 * A beat is a row of n_samples floats as they are: the first batch norm scales them. */

typedef enum {
  BW_BEAT_NET_COMPARATOR,
  BW_BEAT_NET_CLASSIFIER,
} BwBeatNetKind;

#define BW_BEAT_NET_MIN_SAMPLES 32
#define BW_BEAT_NET_MAX_SAMPLES 1024

/* Parameters, running statistics and their names. Several threads may read it at once. */
typedef struct _BwBeatNet BwBeatNet;

/* Encoded beats: what the comparator's head reads. Immutable. */
typedef struct _BwBeatFeatures BwBeatFeatures;

/* @n_samples: of a beat: 384 as published, 192 at half rate; from 32 to 1024. All weights are 0,
 * all running variances 1, until they are loaded or reset. */
BwBeatNet *bw_beat_net_new (BwBeatNetKind kind,
                            guint         n_samples);
void bw_beat_net_free (BwBeatNet *self);
BwBeatNet *bw_beat_net_copy (const BwBeatNet *self);

BwBeatNetKind bw_beat_net_get_kind (const BwBeatNet *self);

/* What it is made of, for those who take it elsewhere. The head reads encoded beats, the query's
 * channels before the reference's (comparator), or a beat (classifier); the mean over time of
 * what it gives goes through the linear layer to the logit. */
guint bw_beat_net_get_n_samples (const BwBeatNet *self);
const BwConvChain *bw_beat_net_get_encoder (const BwBeatNet *self); /* comparator only */
const BwConvChain *bw_beat_net_get_head (const BwBeatNet *self);
const BwLinear *bw_beat_net_get_linear (const BwBeatNet *self);

/* The blocks of parameters and of running statistics. */
const float *bw_beat_net_get_values (const BwBeatNet *self);
const float *bw_beat_net_get_running (const BwBeatNet *self);

/* Number of parameters: 8,771 of the comparator, 8,419 of the classifier. */
guint bw_beat_net_count (const BwBeatNet *self);

/* Initial weights as published: convolutions from N(0, 2 / (width · n_out)), linear layers from
 * N(0, 0.001²) with bias 0, batch norms 1 and 0; running means 0, variances 1. */
void bw_beat_net_reset (BwBeatNet *self,
                        GRand     *rand);

/* PyTorch's state_dict, num_batches_tracked too, each name after @prefix ("" for none). Weights do
 * not depend on n_samples. Loading fails with %BW_ERROR_FORMAT, and changes nothing, unless all
 * tensors are there with their shapes and finite numbers. */
void bw_beat_net_save (const BwBeatNet *self,
                       BwTensors       *tensors,
                       const char      *prefix);
gboolean bw_beat_net_load (BwBeatNet        *self,
                           const BwTensors  *tensors,
                           const char       *prefix,
                           GError          **error);

/* Which of the nets @tensors hold, by the names. Returns: %FALSE where neither */
gboolean bw_beat_net_recognise (const BwTensors *tensors,
                                const char      *prefix,
                                BwBeatNetKind   *kind);

/* average = decay · average + (1 − decay) · net, weights and running statistics; the first call
 * since @average was made copies. Counts of batches are copied. */
void bw_beat_net_average (BwBeatNet       *average,
                          const BwBeatNet *net,
                          double           decay);

/* What follows uses the running statistics. @pool is nullable; results are the same bits with any
 * number of threads. */

/* Comparator. @n may be 0. */
BwBeatFeatures *bw_beat_net_encode (const BwBeatNet *self,
                                    const float     *waves,  /* n, n_samples */
                                    guint            n,
                                    BwPool          *pool);
void bw_beat_features_free (BwBeatFeatures *features);

/* Comparator: the logit of "of different class" for every query against every reference.
 * Once @cancellable (nullable) is cancelled it returns soon, with only some logits written. */
void bw_beat_net_compare (const BwBeatNet      *self,
                          float                *logits,  /* n queries, n references */
                          const BwBeatFeatures *queries,
                          const BwBeatFeatures *references,
                          BwPool               *pool,
                          GCancellable         *cancellable);

/* Comparator: the same for query query_index[i] against reference reference_index[i] only. */
void bw_beat_net_compare_pairs (const BwBeatNet      *self,
                                float                *logits,           /* n */
                                const BwBeatFeatures *queries,
                                const guint          *query_index,      /* n */
                                const BwBeatFeatures *references,
                                const guint          *reference_index,  /* n */
                                guint                 n,
                                BwPool               *pool);

/* Classifier: the logit of "after glucose". @n may be 0. */
void bw_beat_net_classify (const BwBeatNet *self,
                           float           *logits,  /* n */
                           const float     *waves,   /* n, n_samples */
                           guint            n,
                           BwPool          *pool);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwBeatNet, bw_beat_net_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwBeatFeatures, bw_beat_features_free)

G_END_DECLS
