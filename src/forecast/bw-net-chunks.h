/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-features.h"
#include "forecast/bw-forecast-net.h"
#include "forecast/bw-net-level.h"

G_BEGIN_DECLS

#define BW_NET_HALF 168              /* steps of a chunk that have a loss, the last ones */
#define BW_NET_CHUNK (BW_NET_BACK + BW_NET_HALF - 1) /* the first of them has looked back enough */

/* Chunks of hours to train the default preset on, many-to-many. What is to be learnt at a step and
 * horizon is by how much the outcome lies off the level forecast as it stood at that step: the step
 * after the hour before the origin. */
typedef struct
{
  guint n;
  GArray *x;        /* (element-type float): n × CHUNK × features */
  GArray *targets;  /* (element-type BwNetTarget): of all chunks, one after the other */
  GArray *first;    /* (element-type guint): n: a chunk's first in them; the next one's ends it */
  BwNetLevel *level;
} BwNetChunks;

/* Most hours have no reading, so only those that have are kept. */
typedef struct
{
  guint16 at;       /* step with a loss × 24 + horizon from 0 */
  float z;          /* outcome − level */
} BwNetTarget;

BwNetChunks *bw_net_chunks_new (void);
void bw_net_chunks_free (BwNetChunks *self);

/**
 * bw_net_chunks_add:
 * @middle: the first target of the chunk, an hour of the series; its baseline is the chunk's
 * @from: targets count from this hour on
 * @end: and before this one; nothing from it on is looked at
 *
 * Adds the chunk whose steps with a loss are the hours from @middle − 1 on, where the baseline is
 * past its calibration and there is any target.
 */
void bw_net_chunks_add (BwNetChunks          *self,
                        const BwSeries       *series,
                        const BwFeatureScale *scale,
                        guint                 middle,
                        guint                 from,
                        guint                 end);

/* Copies chunk @from to the @to-th place of the blocks of a batch: x is CHUNK × features a place,
 * target and mask are HALF × 24 × 3, each three times for the three quantiles. */
void bw_net_chunks_copy (const BwNetChunks *self,
                         guint              from,
                         guint              to,
                         float             *x,
                         float             *target,
                         float             *mask);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwNetChunks, bw_net_chunks_free)

G_END_DECLS
