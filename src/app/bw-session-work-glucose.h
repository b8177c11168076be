/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-comparator.h"
#include "comparator/bw-evaluation.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the session's jobs about fasting or after glucose do on their worker threads (see #BwJobWork).
 * Those that take long only read; what they found is kept by a short one that writes. */

typedef struct
{
  char *path;                        /* of the library */
  gint64 model_id;
  BwComparatorTrainOptions options;  /* owned, with its days and log */
  gboolean leave_one_day_out;
  GArray *ids;                       /* (element-type gint64): recordings */
  BwComparatorModel *model;          /* to be kept */
  BwModelRow *row;                   /* to be brought back */
  BwEvaluation *evaluation;          /* to be kept */
  GArray *predictions;               /* (element-type BwPredictionRow): to be kept */
  char *value;                       /* the split as text, or a model's name */
  char *file;                        /* a model comes from */
  gboolean is_inner;                 /* nothing but the Glucose page shows what is kept */
} BwGlucoseInput;

BwGlucoseInput *bw_glucose_input_new (const char *path);
void bw_glucose_input_free (gpointer input);

/* @options is copied. */
void bw_glucose_input_set_options (BwGlucoseInput                 *input,
                                   const BwComparatorTrainOptions *options);

gpointer bw_work_glucose (gconstpointer, BwProgress *, GCancellable *, GError **);   /* BwGlucose */

/* These read. */
gpointer bw_work_learn (gconstpointer, BwProgress *, GCancellable *, GError **);     /* BwComparatorModel */
gpointer bw_work_evaluate (gconstpointer, BwProgress *, GCancellable *, GError **);  /* BwEvaluation */
gpointer bw_work_predict (gconstpointer, BwProgress *, GCancellable *, GError **);   /* GArray */

/* These write. The first three return the id of the model, as gint64 for g_free(). */
gpointer bw_work_keep_model (gconstpointer, BwProgress *, GCancellable *, GError **);
gpointer bw_work_import_model (gconstpointer, BwProgress *, GCancellable *, GError **);
gpointer bw_work_restore_model (gconstpointer, BwProgress *, GCancellable *, GError **);
gpointer bw_work_keep_evaluation (gconstpointer, BwProgress *, GCancellable *, GError **);  /* NULL */
gpointer bw_work_keep_predictions (gconstpointer, BwProgress *, GCancellable *, GError **); /* NULL */
gpointer bw_work_keep_split (gconstpointer, BwProgress *, GCancellable *, GError **);       /* NULL */
gpointer bw_work_use_model (gconstpointer, BwProgress *, GCancellable *, GError **);        /* NULL */
gpointer bw_work_name_model (gconstpointer, BwProgress *, GCancellable *, GError **);       /* NULL */
gpointer bw_work_delete_model (gconstpointer, BwProgress *, GCancellable *, GError **);     /* BwModelRow */

G_END_DECLS
