/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-same-day.h"

G_BEGIN_DECLS

/* What default mode trains on: a beat, the query, and a fasting beat of another recording, its
 * reference. Half of the queries are after glucose; their day, then their recording, then the beat are
 * drawn with equal chances, so that no day counts more for being longer. Half of the references are of
 * the same day, where it has another fasting recording; the others of any training day. */
typedef struct _BwPairSource BwPairSource;

typedef struct
{
  guint query, reference;   /* beats of the set */
  gboolean glucose;         /* whether the query is */
} BwPair;

/**
 * bw_pair_source_new:
 * @days: (element-type guint32): the training days
 * @is_reference: (array): one a recording of @set: those that are no queries, for what is taken away
 *   from a day's beats is made of them; they are queries where there are no others
 *
 * Errors: %BW_ERROR_TOO_FEW where a class has no recording, or there are fewer than two fasting ones.
 *
 * Returns: (transfer full)
 */
BwPairSource *bw_pair_source_new (const BwBeatSet  *set,
                                  const GArray     *days,
                                  const guint8     *is_reference,
                                  GError          **error);
void bw_pair_source_free (BwPairSource *self);

void bw_pair_source_draw (const BwPairSource *self,
                          BwPair             *pair,
                          GRand              *rand);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPairSource, bw_pair_source_free)

G_END_DECLS
