/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-beat-net.h"
#include "comparator/bw-beat-windows.h"
#include "comparator/bw-comparator-model.h"
#include "comparator/bw-same-day.h"
#include "nn/bw-logistic.h"

G_BEGIN_DECLS

/* What the published logistic regression reads of a wave: all but the RR interval. */
#define BW_PUBLISHED_INPUTS (BW_BEAT_SAMPLES - 1)

struct _BwComparatorModel
{
  gatomicrefcount ref_count;
  BwComparatorInfo *info;
  char *fingerprint;        /* of the data it saw, or of the file it came from */
  gint64 from_ms, to_ms;    /* training span; 0 where it is not known */

  /* Rules; those that info->decisions tells are there */
  BwBeatNet *net;           /* (nullable): comparator or classifier */
  BwLogistic *logistic;     /* (nullable) */

  /* References of the training days, as the net reads its waves: BW_BEAT_SAMPLES in published mode,
   * BW_SAME_DAY_SAMPLES in default mode, where there are only fasting ones */
  float *fasting, *glucose; /* (nullable) */
  guint n_fasting, n_glucose;
  float *fasting_mean;      /* (nullable) (array length=BW_SAME_DAY_SAMPLES): default mode */
};

/* Empty. @info: (transfer full) */
BwComparatorModel *bw_comparator_model_new (BwComparatorInfo *info);

/* Samples of a wave as the nets of @mode read it. */
guint bw_comparator_model_samples (BwComparatorMode mode);

/* Replaces the references. @fasting, @glucose: (transfer full) (nullable) */
void bw_comparator_model_set_references (BwComparatorModel *self,
                                         float             *fasting,
                                         guint              n_fasting,
                                         float             *glucose,
                                         guint              n_glucose);

G_END_DECLS
