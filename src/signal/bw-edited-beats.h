/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-beat-edits.h"

G_BEGIN_DECLS

/* From beats as measured and what a person did to them to NN intervals. First beats are deleted,
 * merged, moved and inserted; then artefacts are looked for among what is left; then marks overrule
 * what was found. What a person inserted or moved was not measured: it is no artefact, intervals and
 * spectra may rest on it, successive differences may not. A moved beat that is marked as normal
 * counts as measured. */

typedef struct
{
  double time_ms;   /* since the first beat as measured; where it was moved to */
  double rr_ms;     /* the interval that ends here, before correction; 0 where none does */
  gint32 origin;    /* beat as measured; −1 inserted by hand */
  guint8 follows;   /* directly on the one before it that is not removed */
  guint8 verdict;   /* in force: BwBeatVerdict */
  guint8 found;     /* what the algorithm says */
  guint8 by_hand;   /* 0, or 1 + BwBeatEditKind: of a moved one that is also marked, moved */
  guint8 made;      /* inserted or moved by hand, and not marked as normal: not measured */
  guint8 removed;   /* deleted or merged by hand */
} BwEditedBeat;

/* Immutable, reference counted. */
struct _BwEditedBeats
{
  gatomicrefcount ref_count;
  BwMeasuredBeats *measured;
  guint n;
  BwEditedBeat *beats;    /* (array length=n): ascending by time, with those removed */
  guint n_removed;
  guint n_by_hand;        /* beats that a person did something to */
  guint n_artefacts;      /* judged not normal, or removed, moved or inserted by hand */
  guint counts[BW_BEAT_N_VERDICTS]; /* in force, of those not removed */
  BwArtefacts *artefacts; /* of those not removed, in their order */
  BwRr *nn;               /* times since the first beat as measured */
};

/**
 * bw_edited_beats_new:
 * @edits: (nullable): that fit @measured
 *
 * Without edits the result is that of bw_artefacts_new() to the bit, and without correction either
 * the intervals as measured.
 *
 * Returns: (transfer full)
 */
BwEditedBeats *bw_edited_beats_new (BwMeasuredBeats   *measured,
                                    const BwBeatEdits *edits,
                                    BwCorrection       correction);

BwEditedBeats *bw_edited_beats_ref (BwEditedBeats *self);
void bw_edited_beats_unref (BwEditedBeats *self);

/* The last beat that is not removed at or before @time_ms; −1 where there is none. */
gint64 bw_edited_beats_find (const BwEditedBeats *self,
                             double               time_ms);

/* The one that is not removed before (@step −1) or after (+1) @beat; −1 where there is none. */
gint64 bw_edited_beats_get_neighbour (const BwEditedBeats *self,
                                      guint                beat,
                                      int                  step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwEditedBeats, bw_edited_beats_unref)

G_END_DECLS
