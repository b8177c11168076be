/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-ecg.h"
#include "signal/bw-ecg-analysis.h"
#include "signal/bw-ecg-beat.h"
#include "signal/bw-filter.h"
#include "store/bw-recordings.h"

G_BEGIN_DECLS

/**
 * BwEcgTrace:
 *
 * A recording loaded to be looked at: its header, samples, analysis and averaged beat, and what it
 * looks like through each filter. Immutable and reference counted; made on a worker thread, for the
 * analysis takes its time, and then read by any.
 */
typedef struct _BwEcgTrace BwEcgTrace;

/* @samples_uv: (element-type double): µV, as many as the recording has and at its rate. Takes
 * references and copies. */
BwEcgTrace *bw_ecg_trace_new (const BwRecording *recording,
                              GArray            *samples_uv);

/* Reads recording @id; %NULL with @error. */
BwEcgTrace *bw_ecg_trace_load (BwLibrary  *library,
                               gint64      id,
                               GError    **error);

BwEcgTrace *bw_ecg_trace_ref (BwEcgTrace *self);
void bw_ecg_trace_unref (BwEcgTrace *self);

const BwRecording *bw_ecg_trace_get_recording (const BwEcgTrace *self);
const double *bw_ecg_trace_get_samples (const BwEcgTrace *self,
                                        guint            *n);
double bw_ecg_trace_get_rate (const BwEcgTrace *self);
double bw_ecg_trace_get_length_s (const BwEcgTrace *self);
const BwEcgAnalysis *bw_ecg_trace_get_analysis (const BwEcgTrace *self);

/* Returns: (nullable): %NULL where too few beats can be averaged */
const BwEcgBeat *bw_ecg_trace_get_beat (const BwEcgTrace *self);

/* All there are at once. */
#define BW_ECG_FILTER_ALL (BW_ECG_FILTER_BASELINE | BW_ECG_FILTER_MAINS_50 | BW_ECG_FILTER_MAINS_60)

/* A recording through one filter. */
typedef struct
{
  const double *samples_uv;        /* (array length=n) */
  guint n;
  const BwPlotMinMax *min_max;     /* of them */
  double level_uv;                 /* the median of what is after the settling: the baseline */
  double low_uv, high_uv;          /* 0.1 % of that lies below, 0.1 % above */
} BwEcgFiltered;

/* Made at the first call for each filter and kept; safe from any thread. A worker may call it
 * beforehand for a filter that is switched on: hours of samples take a while. */
const BwEcgFiltered *bw_ecg_trace_get_filtered (BwEcgTrace  *self,
                                                BwEcgFilter  filter);

/* Appends what is hard to read, as painters take it. @stretches: (element-type BwPlotEcgStretch) */
void bw_ecg_trace_add_stretches (const BwEcgTrace *self,
                                 GArray           *stretches);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwEcgTrace, bw_ecg_trace_unref)

G_END_DECLS
