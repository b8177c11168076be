/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-beat-set.h"
#include "comparator/bw-comparator-model.h"

G_BEGIN_DECLS

typedef struct
{
  BwComparatorMode mode;
  BwRule rule;                  /* BW_RULE_BEST is the comparator in published mode */
  guint epochs;                 /* 0: as many as the mode takes */
  guint64 seed;
  guint n_threads;              /* 0: two */
  gboolean keep_when_cancelled; /* the best so far, marked as stopped, instead of the error */
  BwTrainLog *log;              /* (nullable) */
} BwFitOptions;

/* What bw_fit() takes for epochs = 0 where there are @train_beats to train on: more where they are few,
 * so that a net still takes enough steps. The logistic rule has none. */
guint bw_fit_default_epochs (BwComparatorMode mode,
                             BwRule           rule,
                             guint            train_beats);

/**
 * bw_fit:
 * @set: nothing but the labelled recordings of the given days is looked at
 * @training_days: (element-type guint32)
 * @validation_days: (element-type guint32) (nullable): in published mode the epoch that does best on
 *   them is kept; in default mode they are only looked at
 * @stage: (nullable): of @progress; %NULL where the caller has begun one
 *
 * One model. The same set, days and options give the same bits, with any number of threads.
 *
 * Errors: %BW_ERROR_TOO_FEW where one of the classes is missing, or has no beats, on the training days;
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full)
 */
BwComparatorModel *bw_fit (const BwBeatSet     *set,
                           const GArray        *training_days,
                           const GArray        *validation_days,
                           const BwFitOptions  *options,
                           const char          *stage,
                           double               share,
                           BwProgress          *progress,
                           GCancellable        *cancellable,
                           GError             **error);

/**
 * bw_comparator_model_with_references:
 * @days: (element-type guint32): where they are taken from; with labelled recordings
 *
 * A copy of @self whose references are drawn from @days, for weights out of a file. The draw is that of
 * @seed.
 *
 * Errors: %BW_ERROR_TOO_FEW where the labelled recordings of these days are not enough.
 *
 * Returns: (transfer full)
 */
BwComparatorModel *bw_comparator_model_with_references (const BwComparatorModel  *self,
                                                        const BwBeatSet          *set,
                                                        const GArray             *days,
                                                        guint64                   seed,
                                                        GError                  **error);

G_END_DECLS
