/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rhythm/bw-rhythm.h"
#include "signal/bw-hrv-track.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BwRhythmFindings:
 *
 * What the cards of the Rhythm page show: the metrics of a rhythm, or of a stretch of it, and how they
 * go with time where it is long. Immutable and reference counted; made on a worker thread.
 */
typedef struct
{
  gatomicrefcount ref_count;
  BwRhythm *rhythm;
  BwHrv *hrv;
  BwHrvTrack *track;     /* (nullable): where it is too short for one */
  gboolean is_stretch;   /* of a part of the rhythm */
  double from_ms, to_ms; /* since the first beat; of the whole where it is no stretch */
} BwRhythmFindings;

/* @from_ms, @to_ms: since the first beat; the whole rhythm where they hold all of it.
 * Returns: %NULL with @error (%G_IO_ERROR_CANCELLED) */
BwRhythmFindings *bw_rhythm_findings_new (BwRhythm      *rhythm,
                                          double         from_ms,
                                          double         to_ms,
                                          GCancellable  *cancellable,
                                          GError       **error);

BwRhythmFindings *bw_rhythm_findings_ref (BwRhythmFindings *self);
void bw_rhythm_findings_unref (BwRhythmFindings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRhythmFindings, bw_rhythm_findings_unref)

G_END_DECLS
