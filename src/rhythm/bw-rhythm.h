/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rhythm/bw-rhythm-source.h"
#include "signal/bw-edited-beats.h"
#include "signal/bw-hrv-track.h"
#include "signal/bw-hrv.h"

G_BEGIN_DECLS

/* How a rhythm is to be analysed; kept with it. */
typedef struct
{
  BwCorrection correction;
  gboolean detrend;        /* smoothness priors, see BwHrvOptions */
  double window_s;         /* of the spectra */
  double track_window_s;   /* of what varies with time; 0: by the length of the rhythm */
  double track_step_s;
} BwRhythmSettings;

#define BW_RHYTHM_SETTINGS_DEFAULT \
  ((BwRhythmSettings){ .correction = BW_CORRECTION_STANDARD, .window_s = BW_HRV_WINDOW_S })

#define BW_RHYTHM_SHORTEST_WINDOW_S 30.0
#define BW_RHYTHM_LONGEST_WINDOW_S 3600.0
#define BW_RHYTHM_SHORTEST_STEP_S 1.0

gboolean bw_rhythm_settings_equal (const BwRhythmSettings *a,
                                   const BwRhythmSettings *b);

/**
 * BwRhythm:
 *
 * One rhythm with what was done to it: its beats, their verdicts and the NN intervals. Immutable and
 * reference counted, for any thread; what changes it gives another one that shares what is the same.
 * All pointers are borrowed from it.
 */
typedef struct
{
  gatomicrefcount ref_count;
  BwRhythmSource *source;
  BwBeatEdits *edits;
  BwEditedBeats *edited;   /* for bw_beat_edits_delete() … */
  BwRhythmSettings settings;

  /* Of the source. */
  BwRhythmKey key;
  const char *name;        /* (nullable) */
  const char *device;      /* (nullable) */
  gint64 start_ms;         /* the first beat, UTC */
  int offset_min;
  gboolean time_known;
  double clock_ms;         /* resolution of the beats' times; 0 unknown or fine */
  const BwRr *rr;          /* as measured */
  const GPtrArray *notes;  /* (element-type utf8) */

  /* Of the edited beats. */
  guint n_beats;
  const BwEditedBeat *beats;    /* (array length=n_beats) */
  const BwArtefacts *artefacts; /* of those that are not removed, in their order */
  const BwRr *nn;               /* times since the first beat as measured, as in @rr */
} BwRhythm;

/**
 * bw_rhythm_new:
 * @edits: (nullable): that fit the beats of @source
 * @settings: (nullable): %NULL for the usual ones
 *
 * In time linear in the number of beats: less than a tenth of a second of a day's 110,000.
 *
 * Returns: (transfer full)
 */
BwRhythm *bw_rhythm_new (BwRhythmSource         *source,
                         BwBeatEdits            *edits,
                         const BwRhythmSettings *settings);

/* @edits, @settings: (nullable): %NULL for the same as now */
BwRhythm *bw_rhythm_change (const BwRhythm         *self,
                            BwBeatEdits            *edits,
                            const BwRhythmSettings *settings);

/**
 * bw_rhythm_load:
 *
 * A rhythm of the library, with the edits and settings that are kept with it. Where these are of other
 * beats, or cannot be read, a note says that they were left out.
 *
 * Errors: %BW_ERROR_NOT_FOUND, %BW_ERROR_DAMAGED, cancelled.
 *
 * Returns: (transfer full): %NULL with @error
 */
BwRhythm *bw_rhythm_load (BwLibrary          *library,
                          const BwRhythmKey  *key,
                          GCancellable       *cancellable,
                          GError            **error);

/* The same without what is kept with it: as measured, with the usual settings. */
BwRhythm *bw_rhythm_load_plain (BwLibrary          *library,
                                const BwRhythmKey  *key,
                                GCancellable       *cancellable,
                                GError            **error);

/**
 * bw_rhythm_keep:
 *
 * Keeps its edits and settings in the library it came from, in place of those kept before, and makes
 * the numbers anew that the library holds of it (RMSSD of a reading, whether it is used; of an RR
 * recording), so that trend and forecast go by the edited beats. One without edits and with the usual
 * settings keeps nothing, and has the numbers it came with, to the bit.
 *
 * Errors: %BW_ERROR_NOT_FOUND where it is gone, and those of writing; the library is as it was then.
 */
gboolean bw_rhythm_keep (BwLibrary       *library,
                         const BwRhythm  *self,
                         GError         **error);

/* The same within a transaction that was begun, and is to be rolled back where it fails: who loads,
 * changes and keeps in one leaves no room for another program's edits between these. */
gboolean bw_rhythm_keep_within (BwLibrary       *library,
                                const BwRhythm  *self,
                                GError         **error);

/**
 * bw_rhythm_analyse:
 * @from_ms, @to_ms: since the first beat; 0 and %G_MAXDOUBLE for all of it
 *
 * All metrics of the NN intervals in that stretch. The notes of the source come first in its notes
 * where it is the whole.
 *
 * Returns: (transfer full)
 */
BwHrv *bw_rhythm_analyse (const BwRhythm *self,
                          double          from_ms,
                          double          to_ms);

/* How it varies along that stretch, in windows as the settings say or by its length, see
 * bw_hrv_track_new(). A bound may be as above.
 * Returns: (transfer full) (nullable): without a window where it is too short; %NULL where @cancellable
 *   was cancelled */
BwHrvTrack *bw_rhythm_track (const BwRhythm *self,
                             double          from_ms,
                             double          to_ms,
                             GCancellable   *cancellable);

/* From the first beat to the last, as measured. */
double bw_rhythm_get_duration_ms (const BwRhythm *self);

/* When it is @ms since the first beat, UTC. */
gint64 bw_rhythm_get_time (const BwRhythm *self,
                           double          ms);

gboolean bw_rhythm_is_edited (const BwRhythm *self); /* by hand; settings do not count */

BwRhythm *bw_rhythm_ref (BwRhythm *self);
void bw_rhythm_unref (BwRhythm *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRhythm, bw_rhythm_unref)

G_END_DECLS
