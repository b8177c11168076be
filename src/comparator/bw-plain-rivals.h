/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-beat-set.h"
#include "comparator/bw-evaluation-score.h"

G_BEGIN_DECLS

/* What a comparator has to beat to be worth anything: rules that need no net, that know nothing of the
 * day, and that take published beats (bw-beat-windows.h) as they are. */
typedef enum {
  BW_PLAIN_MAJORITY,    /* always the label that most training recordings have */
  BW_PLAIN_HEART_RATE,  /* logistic regression on a beat's RR interval */
  BW_PLAIN_LOGISTIC,    /* logistic regression on its 383 samples, each scaled to the training beats'
                         * mean 0 and deviation 1; C = 1 */
  BW_PLAIN_NEAREST,     /* the label of the training beat whose 383 samples are nearest */
  BW_N_PLAIN_RIVALS,
} BwPlainRival;

const char *bw_plain_rival_get_name (BwPlainRival rival);  /* BW_SCORE_…; not translated */

/**
 * bw_plain_rival_judge:
 * @guesses: (out caller-allocates) (array length=recordings of @set): those of the recordings with
 *   beats on @days are filled in
 * @training_days: (element-type guint32): its labelled recordings are learnt from
 * @days: (element-type guint32): that are judged
 *
 * Trains the rule and applies it. A recording's probability is the mean over its beats, for the
 * nearest beat the share of its votes; such a rule is always sure.
 *
 * Errors: %BW_ERROR_TOO_FEW where there are no beats of either label to learn from;
 * %G_IO_ERROR_CANCELLED.
 */
gboolean bw_plain_rival_judge (BwPlainRival      rival,
                               BwGuess          *guesses,
                               const BwBeatSet  *set,
                               const GArray     *training_days,
                               const GArray     *days,
                               GCancellable     *cancellable,
                               GError          **error);

G_END_DECLS
