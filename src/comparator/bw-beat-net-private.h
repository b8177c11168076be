/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-beat-net.h"

G_BEGIN_DECLS

/* Channels of an encoded beat, and of what the last linear layer reads. */
#define BW_BEAT_FEATURES 8
#define BW_BEAT_HEAD_FEATURES 16

struct _BwBeatNet
{
  BwBeatNetKind kind;
  guint n_samples;

  BwParams *params, *statistics;  /* owned */
  BwConvChain encoder;            /* comparator only: n_samples × 1 → encoded */
  BwConvChain head;               /* encoded pair, or beat → 16 channels, averaged over time */
  BwLinear linear;                /* their mean → logit */

  BwFloats *values;               /* owned, by params */
  BwFloats *running;              /* owned, by statistics */
  gint64 *batches;                /* owned: seen by each norm, two entries of statistics each */
  gboolean averaged;
};

struct _BwBeatFeatures
{
  guint n, length;
  BwFloats *tiles; /* owned: tile, length, BW_BEAT_FEATURES, 16 */
};

/* One more batch for all norms of @chain. */
void bw_beat_net_count_batch (BwBeatNet         *self,
                              const BwConvChain *chain);

G_END_DECLS
