/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rhythm/bw-rhythm-key.h"
#include "signal/bw-ecg-analysis.h"
#include "signal/bw-measured-beats.h"
#include "store/bw-recordings.h"
#include "store/bw-rr-recordings.h"

G_BEGIN_DECLS

/* Resolution of the times in a watch's beat lists. */
#define BW_RHYTHM_WATCH_CLOCK_MS 10.0

/**
 * BwRhythmSource:
 *
 * Where a rhythm comes from, as it was measured. Immutable once made, reference counted.
 */
typedef struct
{
  gatomicrefcount ref_count;
  BwRhythmKey key;
  char *name;             /* (nullable): of the file; %NULL for a reading */
  char *device;           /* (nullable) */
  gint64 start_ms;        /* the first beat, UTC */
  int offset_min;
  gboolean time_known;    /* FALSE: only the day is, or not even that */
  BwMeasuredBeats *beats;
  GPtrArray *notes;       /* (element-type utf8): what is to be told of it, translated sentences */
} BwRhythmSource;

/* A bare one, of no library; the fields that are not given may be set before it is shared.
 * @beats: (transfer full). Returns: (transfer full) */
BwRhythmSource *bw_rhythm_source_new (BwRhythmKind     kind,
                                      const char      *name,
                                      BwMeasuredBeats *beats);

/* The beats of a recording, as bw_ecg_analysis_get_rr() has them. */
BwRhythmSource *bw_rhythm_source_new_for_ecg (const BwRecording   *recording,
                                              const BwEcgAnalysis *analysis);

/* @intervals: valid; only plausible ones have beats, see bw_rr_from_intervals(). It begins at the first of
 * these beats, which is later than the recording where that begins with a gap. */
BwRhythmSource *bw_rhythm_source_new_for_rr (const BwRrRecording *recording,
                                             const BwRrIntervals *intervals);

/**
 * bw_rhythm_source_read:
 *
 * Errors: %BW_ERROR_NOT_FOUND, %BW_ERROR_DAMAGED, cancelled.
 *
 * Returns: (transfer full): %NULL with @error
 */
BwRhythmSource *bw_rhythm_source_read (BwLibrary          *library,
                                       const BwRhythmKey  *key,
                                       GCancellable       *cancellable,
                                       GError            **error);

BwRhythmSource *bw_rhythm_source_ref (BwRhythmSource *self);
void bw_rhythm_source_unref (BwRhythmSource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRhythmSource, bw_rhythm_source_unref)

G_END_DECLS
