/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-comparator-model.h"
#include "comparator/bw-evaluation.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How a comparator is judged: on which days, against what, and whether by one model that is there or
 * by one trained anew for each day. */
typedef struct
{
  const BwComparatorModel *model;  /* that is judged; (nullable) with leave_one_day_out: its mode, what
                                    * was asked for, epochs and seed are then those of the folds */
  gint64 model_id;                 /* it has in the library; 0 for none */
  BwComparatorMode mode;           /* without a model: of the folds */
  BwRule rule;                     /* without a model: of the folds */
  guint epochs;                    /* without a model: of the folds; 0: as many as the mode takes */
  guint64 seed;                    /* without a model: of the folds; with weights out of a file: of
                                    * the draw of references */
  GArray *days;                    /* (element-type guint32) (nullable): that are judged. %NULL: all
                                    * labelled days that the library's split does not leave out and,
                                    * but with leave_one_day_out, the model was not trained on; where
                                    * that is not known, the split's validation and test days */
  BwReferenceKind reference;
  gboolean leave_one_day_out;
  gboolean keep_when_cancelled;    /* leave-one-day-out, cancelled after a day or more: those days are
                                    * the result, marked as stopped; else %G_IO_ERROR_CANCELLED */
  BwTrainLog *log;                 /* (nullable): of the fold that is trained */
} BwEvaluateOptions;

/**
 * bw_comparator_evaluate:
 * @library: for reading
 * @progress: (nullable): the work waits where it is paused
 *
 * Answers of the rule that is used, of the model's other rule where it has both, and of plain rivals
 * that are trained on the same days (see bw-plain-rivals.h; in default mode the logistic rule on the
 * net's own input too), all scored on the same recordings: those that are same-day references are left
 * out for every rule alike.
 *
 * Leave-one-day-out: for each day a model is trained on all other labelled days, so that nothing of it
 * was learnt from, or chosen on, the day it is judged by; days on which the others lack one of the
 * labels are left out.
 *
 * The same library, options and machine give the same figures.
 *
 * Errors: %BW_ERROR_TOO_FEW where there is nothing to judge, or to train on; %BW_ERROR_INVALID for
 * days without labelled recordings; those of the library; %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full)
 */
BwEvaluation *bw_comparator_evaluate (BwLibrary                *library,
                                      const BwEvaluateOptions  *options,
                                      BwProgress               *progress,
                                      GCancellable             *cancellable,
                                      GError                  **error);

G_END_DECLS
