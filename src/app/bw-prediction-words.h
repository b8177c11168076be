/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-predictions.h"

G_BEGIN_DECLS

/* What a model says of a recording, as people read it. */

/* What a prediction comes to. */
typedef enum {
  BW_PREDICTED_NOTHING,     /* no beats to go by */
  BW_PREDICTED_REFERENCE,   /* it is itself what others of its day are held against */
  BW_PREDICTED_UNSURE,
  BW_PREDICTED_FASTING,
  BW_PREDICTED_GLUCOSE,
} BwPredicted;

BwPredicted bw_prediction_get_predicted (const BwPredictionRow *row);

/* Whether it answers, and not what the label says. Of a recording without a label, or without an
 * answer, %FALSE. One of a day that the model was trained on counts: that it differs all the same is
 * worth a look. */
gboolean bw_prediction_differs (const BwPredictionRow *row,
                                BwLabel                label);

/* Beside the label's own chip: "▲ After glucose 93 %"; with "≠" before it where @label differs, and
 * "learnt" for the figure where the model was trained on the day; "? Not sure"; "" where it says
 * nothing. Returns: (transfer full) */
char *bw_prediction_words_chip (const BwPredictionRow *row,
                                BwLabel                label);

/* The same for those who hear it: "predicted after glucose, 93 %, unlike the label".
 * Returns: (transfer full) */
char *bw_prediction_words_spoken (const BwPredictionRow *row,
                                  BwLabel                label);

/* What a search finds it by: "predicted after glucose", "prediction not sure". Translated. */
const char *bw_prediction_words_get_search (const BwPredictionRow *row);

/* What it rests on: "27 of 30 beats say so · the model has not seen this day".
 * Returns: (transfer full) */
char *bw_prediction_words_basis (const BwPredictionRow *row);

/* What is to be known before one believes it, a sentence a line; %NULL where there is nothing.
 * Returns: (transfer full) (nullable) */
char *bw_prediction_words_caveats (const BwPredictionRow *row,
                                   BwLabel                label);

/* Of several at once: "Predicted: 4 fasting · 5 after glucose · 1 not sure"; %NULL where nothing is.
 * Returns: (transfer full) (nullable) */
char *bw_prediction_words_several (guint n_fasting,
                                   guint n_glucose,
                                   guint n_unsure);

G_END_DECLS
