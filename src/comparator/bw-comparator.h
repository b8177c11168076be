/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-comparator-model.h"
#include "store/bw-library.h"

G_BEGIN_DECLS

/* Fasting or after glucose, from one person's ECGs (Jiazxu/ecg_glucose_comparator and what goes beyond
 * it): what the app and the command line call. It tells recordings of this person under this protocol
 * apart; it does not measure glucose. */

typedef struct
{
  BwComparatorMode mode;
  BwRule rule;                /* BW_RULE_BEST is the comparator in published mode */
  guint epochs;               /* 0: as many as the mode takes */
  guint64 seed;
  GArray *training_days;      /* (element-type guint32) (nullable): 20230921; %NULL: as the library's
                               * split has it, or else the suggested one */
  GArray *validation_days;    /* (element-type guint32) (nullable): the same; %NULL with
                               * @training_days given: none */
  gboolean keep_when_cancelled; /* cancelled after an epoch, the best so far is the result, marked as
                               * stopped; else %G_IO_ERROR_CANCELLED */
  BwTrainLog *log;            /* (nullable) */
} BwComparatorTrainOptions;

/**
 * bw_comparator_train:
 * @library: for reading
 * @progress: (nullable): the training waits where it is paused
 *
 * The same data, options and machine give the same weights. The model is not stored: give
 * bw_comparator_model_to_row() to bw_library_add_model(). What `comparator train` prints is in its
 * bw_comparator_model_get_info(), what there is to say about it in bw_comparator_info_get_notes().
 *
 * Errors: %BW_ERROR_TOO_FEW, %BW_ERROR_INVALID for days that make no sense, those of the library,
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full)
 */
BwComparatorModel *bw_comparator_train (BwLibrary                       *library,
                                        const BwComparatorTrainOptions  *options,
                                        BwProgress                      *progress,
                                        GCancellable                    *cancellable,
                                        GError                         **error);

/**
 * bw_comparator_predict:
 * @model_id: goes into the rows; 0 for a model that is not stored
 * @ids: (array length=n_ids): the recordings that are asked about; with @n_ids 0 all
 *
 * A recording of a day without fasting ones is held against the training references, and its row says
 * so; one without usable beats has a row with n_beats 0.
 *
 * Errors: %BW_ERROR_NOT_FOUND for a recording the library does not hold, %BW_ERROR_TOO_FEW where a
 * model without references finds no labelled recordings to draw them from, those of the library,
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (element-type BwPredictionRow): in the order of the recordings
 */
GArray *bw_comparator_predict (BwLibrary                *library,
                               const BwComparatorModel  *model,
                               gint64                    model_id,
                               BwReferenceKind           reference,
                               const gint64             *ids,
                               guint                     n_ids,
                               BwProgress               *progress,
                               GCancellable             *cancellable,
                               GError                  **error);

G_END_DECLS
