/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-comparator-info.h"
#include "comparator/bw-day-split.h"
#include "comparator/bw-evaluation.h"
#include "store/bw-predictions.h"

G_BEGIN_DECLS

/* What the Glucose page shows of a library: its labelled days, the comparator's models, and what the one
 * in use says. Read on a worker thread, immutable after. A library that does not exist yet has none. */

/* A model without its weights. */
typedef struct
{
  gint64 id;
  char *name;                       /* (nullable): a person's */
  gint64 trained_ms;                /* UTC; 0 where that is unknown */
  BwComparatorInfo *info;
  BwEvaluation *evaluation;         /* (nullable): on its validation and test days */
  BwEvaluation *leave_one_day_out;  /* (nullable): of models made like it */
} BwGlucoseModel;

/* Answers of the model in use, counted. */
typedef struct
{
  guint n_fasting, n_glucose, n_unsure; /* of recordings without a label that have been asked about */
  guint n_outside;                  /* of these, those outside what was learnt */
  guint n_without_beats;            /* recordings without a label that nothing can be said of */
  guint n_differ;                   /* recordings with another label: see bw_prediction_differs() */
  guint n_all_unsure;               /* recordings with a label or without */
} BwGlucoseAnswers;

typedef struct
{
  BwDaySplit *split;                /* kept in the library, or suggested */
  gboolean split_is_kept;
  GPtrArray *models;                /* (element-type BwGlucoseModel): newest first */
  gint64 model_id;                  /* in use; 0 where there is none */
  guint n_recordings, n_fasting, n_glucose, n_unlabelled;
  guint n_days_both;                /* days with recordings of either class */
  gint64 labelled_ms;               /* when the newest label was given, UTC; 0 for none */
  BwGlucoseAnswers answers;
  GArray *due;                      /* (element-type gint64): recordings that the model in use has not
                                     * been asked about, or not since other ones are their day's
                                     * fasting recordings */
  GTimeZone *zone;                  /* the person's */
  gboolean is_writable;             /* whether anything could be kept in it */
} BwGlucose;

/* Errors: those of bw_library_open(), %G_IO_ERROR_CANCELLED. */
BwGlucose *bw_glucose_new (const char    *path,
                           GCancellable  *cancellable,
                           GError       **error);
void bw_glucose_free (BwGlucose *self);

/* Returns: (nullable): %NULL where there is none with that id */
const BwGlucoseModel *bw_glucose_get_model (const BwGlucose *self,
                                            gint64           id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwGlucose, bw_glucose_free)

G_END_DECLS
