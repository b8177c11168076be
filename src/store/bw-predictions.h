/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* What a model made of a recording: one row a (recording, model), gone with either, and with the
 * recording's sample rate when that is put right. */

typedef enum {
  BW_PREDICTION_FRESH,    /* the model has not seen the recording's day */
  BW_PREDICTION_HELD_OUT, /* made by a model like it that had not seen the day (leave-one-day-out) */
  BW_PREDICTION_LEARNT,   /* the model was trained on the recording's day */
} BwPredictionOrigin;

/* "fresh", "held-out", "learnt"; never translated. */
const char *bw_prediction_origin_get_id (BwPredictionOrigin origin);
gboolean bw_prediction_origin_from_id (const char         *id,
                                       BwPredictionOrigin *origin);

typedef struct
{
  gint64 recording_id;
  gint64 model_id;
  gint64 made_ms;         /* when, UTC */
  BwLabel answer;         /* BW_LABEL_NONE: it is not sure, or has no beats to go by */
  double probability;     /* of "after glucose", 0 … 1; of no account (read as 0.5) without beats */
  guint votes;            /* beats that say "after glucose" */
  guint n_beats;          /* beats that were asked; 0: none can be used */
  gboolean outside;       /* outside what was learnt: the day's fasting heart rate lies outside the
                           * training range */
  gboolean same_day;      /* references of the same day; else of the training days */
  gboolean is_reference;  /* it is itself a same-day reference, and so not scored */
  BwPredictionOrigin origin;
} BwPredictionRow;

/**
 * bw_library_set_predictions:
 * @rows: (array length=n): their model_id is of no account
 *
 * Replaces those of the model for these recordings, and leaves its others; but what is held out is
 * not replaced by what was learnt, which says less. All or none: in a transaction of its own, or as a
 * part of the one that is open.
 *
 * Errors: %BW_ERROR_NOT_FOUND for a model or a recording that the library does not hold.
 */
gboolean bw_library_set_predictions (BwLibrary              *self,
                                     gint64                  model_id,
                                     const BwPredictionRow  *rows,
                                     guint                   n,
                                     GError                **error);

/* Those of one model, by recording; none where there is no such model.
 * Returns: (transfer full) (element-type BwPredictionRow): %NULL with @error */
GArray *bw_library_read_predictions (BwLibrary  *self,
                                     gint64      model_id,
                                     GError    **error);

G_END_DECLS
