/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-apply.h"
#include "comparator/bw-comparator-model-private.h"

G_BEGIN_DECLS

/* Fasting beats of the day that default mode's comparator holds a beat against. */
#define BW_DEFAULT_REFERENCES 16

/* One call of bw_apply(), day by day. */
typedef struct
{
  const BwComparatorModel *model;
  BwRule rule;
  const BwDecision *decision;
  const BwBeatSet *set;
  gboolean same_day;           /* whether a day's own fasting beats are asked for */
  BwPool *pool;
  GCancellable *cancellable;

  BwSameDayInput *input;       /* default mode: all beats as the rule reads them */
  BwBeatFeatures *fasting;     /* comparator: references of the training days */
  BwBeatFeatures *glucose;     /* and in published mode */
} BwApply;

/**
 * bw_apply_day:
 * @own: (element-type guint): beats of the day's own references; empty where those of the training days
 *   are to be used
 * @answers: (array length=end − from): one a recording; votes and probability are filled in
 *
 * What the rule says of the recordings [@from, @end) of the set, a day.
 */
gboolean bw_apply_day (const BwApply  *self,
                       const GArray   *own,
                       BwAnswer       *answers,
                       guint           from,
                       guint           end,
                       GError        **error);

/* @n of @beats, evenly spread over them, some more than once where there are fewer.
 * Returns: (transfer full) (array length=n) */
guint *bw_apply_spread (const guint *beats,
                        guint        n_beats,
                        guint        n);

/* The waves of @beats, one after the other. Returns: (transfer full): n × @n_samples */
float *bw_apply_gather (const float *waves,
                        guint        n_samples,
                        const guint *beats,
                        guint        n);

G_END_DECLS
