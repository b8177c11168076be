/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-beat-set.h"
#include "comparator/bw-comparator-model.h"
#include "nn/bw-pool.h"

G_BEGIN_DECLS

/* What a rule says of one recording. */
typedef struct
{
  guint recording;        /* index in the set */
  guint n_beats;          /* 0: nothing can be said */
  guint votes;            /* of these, beats that say "after glucose" */
  double probability;     /* of "after glucose", 0 … 1; 0.5 without beats */
  BwLabel answer;         /* BW_LABEL_NONE: unsure, or no beats */
  BwLabel leaning;        /* which side of the threshold it lies on, unsure or not; BW_LABEL_NONE
                           * without beats */
  gboolean outside;       /* the day's fasting heart rate is not within that of the training days */
  gboolean same_day;      /* held against references of its own day; else of the training days, or
                           * the rule takes none */
  gboolean is_reference;  /* is itself a same-day reference: not to be scored */
} BwAnswer;

/**
 * bw_apply:
 * @rule: BW_RULE_BEST for the one that @model uses, or another that it has
 * @days: (element-type guint32) (nullable): %NULL for all
 * @pool: (nullable)
 * @progress: (nullable): updated from 0 to 1 within its current stage; pausable
 *
 * All recordings of these days, labelled or not. Labels are looked at for the same-day references
 * only. The same bits with any number of threads.
 *
 * Errors: %BW_ERROR_INVALID where @model lacks references that it needs, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (element-type BwAnswer): in the order of the set
 */
GArray *bw_apply (const BwComparatorModel  *model,
                  BwRule                    rule,
                  const BwBeatSet          *set,
                  const GArray             *days,
                  BwReferenceKind           reference,
                  BwPool                   *pool,
                  BwProgress               *progress,
                  GCancellable             *cancellable,
                  GError                  **error);

G_END_DECLS
