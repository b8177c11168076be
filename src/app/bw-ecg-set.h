/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-predictions.h"
#include "store/bw-readers.h"
#include "store/bw-recordings.h"
#include "store/bw-samples.h"

G_BEGIN_DECLS

/* What the ECG page shows of a library: its recordings and all that is said of them. Read on a worker
 * thread, immutable after. A library that does not exist yet has none. */
typedef struct
{
  GArray *recordings;      /* (element-type BwRecording): by start */
  GArray *reader_labels;   /* (element-type BwReaderLabel) */
  GArray *predictions;     /* (element-type BwPredictionRow): of the model in use, by recording */
  GArray *glucose;         /* (element-type BwSampleRow): blood glucose, by start */
  GTimeZone *zone;         /* the person's */
  char *person_name;       /* (nullable) */
  char *date_of_birth;     /* (nullable): as the export wrote it */
  guint n_unanalysed;      /* recordings to find R peaks and quality of */
} BwEcgSet;

/* Errors: those of bw_library_open(), %G_IO_ERROR_CANCELLED. */
BwEcgSet *bw_ecg_set_new (const char    *path,
                          GCancellable  *cancellable,
                          GError       **error);
void bw_ecg_set_free (BwEcgSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwEcgSet, bw_ecg_set_free)

G_END_DECLS
