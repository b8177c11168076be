/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-same-day.h"
#include "nn/bw-logistic.h"
#include "nn/bw-pool.h"

G_BEGIN_DECLS

/* The plain rival of default mode's nets, used where it wins: logistic regression on bw-same-day.h's
 * input. How much of the day's fasting beat is taken away (factor), C and the threshold are chosen
 * inside the training days: each day is left out in turn, and the factor and C are taken with which
 * the recordings left out have the smallest mean squared error of probability (G. W. Brier,
 * Verification of forecasts expressed in terms of probability, Mon. Weather Rev. 78, 1950). */

#define BW_LOGISTIC_RULE_ABSTAIN 0.15   /* no answer nearer to the threshold than this */

/* What was said of a recording by a rule that had not seen its day. */
typedef struct
{
  guint recording;        /* index in the set */
  double probability;     /* of "after glucose" */
} BwHeldOut;

typedef struct
{
  double factor;          /* 0 … 1 */
  double c;               /* of bw_logistic_fit(), for inputs in units of 100 µV */
  double threshold;       /* "after glucose" from this probability on */
  double abstain;
  BwLogistic *logistic;   /* of BW_SAME_DAY_SAMPLES inputs in µV */
  float training_mean[BW_SAME_DAY_SAMPLES]; /* for bw_same_day_input_new() */
  GArray *held_out;       /* (element-type BwHeldOut): the training recordings, but same-day references,
                           * each by the chosen factor and C trained on the other training days */
} BwLogisticRule;

/**
 * bw_logistic_rule_fit:
 * @training_days: (element-type guint32)
 * @pool: (nullable): the same bits with any number of threads
 * @from, @to: the part of the current stage of @progress, 0 … 1
 *
 * Same-day references are not trained on, and other recordings count by their beats. Where there are
 * not two days to leave out in turn, nothing is chosen: the factor is 0.5, C 0.1, the threshold 0.5.
 *
 * Errors: %BW_ERROR_TOO_FEW where the training days lack a label, references apart;
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full)
 */
BwLogisticRule *bw_logistic_rule_fit (const BwBeatSet  *set,
                                      const GArray     *training_days,
                                      BwPool           *pool,
                                      BwProgress       *progress,
                                      double            from,
                                      double            to,
                                      GCancellable     *cancellable,
                                      GError          **error);
void bw_logistic_rule_free (BwLogisticRule *self);

/* The probability of "after glucose" of each beat of @recording. @probabilities: its n_beats;
 * @input: of the set with the rule's factor and training mean.
 * Returns: their mean, the recording's probability; 0.5 without beats */
double bw_logistic_rule_apply (const BwLogisticRule  *self,
                               double                *probabilities,
                               const BwSameDayInput  *input,
                               const BwBeatRecording *recording);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLogisticRule, bw_logistic_rule_free)

G_END_DECLS
