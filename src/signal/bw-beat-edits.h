/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-artefacts.h"
#include "signal/bw-measured-beats.h"

G_BEGIN_DECLS

/* What a person did to the beats of one rhythm. The beats as measured are never changed: edits are
 * kept beside them, see bw-edited-beats.h for what comes of both. */

typedef enum {
  BW_EDIT_MARK,    /* another verdict than what was found, or the same for good */
  BW_EDIT_DELETE,  /* no beat, and nothing known in its place: a gap */
  BW_EDIT_MERGE,   /* no beat: its two intervals are one */
  BW_EDIT_MOVE,
  BW_EDIT_INSERT,
} BwBeatEditKind;

#define BW_N_EDIT_KINDS 5

typedef struct
{
  BwBeatEditKind kind;
  gint32 beat;            /* as measured; of an inserted one the last before it */
  double time_ms;         /* moved or inserted to, since the first beat; else 0 */
  BwBeatVerdict verdict;  /* marked as; else %BW_BEAT_NORMAL */
} BwBeatEdit;

/* No interval that an edit makes is shorter or longer. */
#define BW_EDIT_SHORTEST_MS 200.0
#define BW_EDIT_LONGEST_MS 5000.0

/**
 * BwBeatEdits:
 *
 * Immutable and reference counted; what changes it gives another one. In the order of beats, and at
 * most one of each kind a beat but for insertions; what is deleted or merged has no other.
 */
typedef struct _BwBeatEdits BwBeatEdits;

BwBeatEdits *bw_beat_edits_new_empty (void);

/**
 * bw_beat_edits_new:
 * @edits: (array length=n): in any order, from wherever
 *
 * Returns: (transfer full) (nullable): %NULL with @error (%BW_ERROR_INVALID) where they do not fit
 *   @measured or each other
 */
BwBeatEdits *bw_beat_edits_new (const BwBeatEdit       *edits,
                                guint                   n,
                                const BwMeasuredBeats  *measured,
                                GError                **error);

BwBeatEdits *bw_beat_edits_ref (BwBeatEdits *self);
void bw_beat_edits_unref (BwBeatEdits *self);

guint bw_beat_edits_get_n (const BwBeatEdits *self);
const BwBeatEdit *bw_beat_edits_get (const BwBeatEdits *self,
                                     guint              i);
gboolean bw_beat_edits_is_empty (const BwBeatEdits *self);
gboolean bw_beat_edits_equal (const BwBeatEdits *a,
                              const BwBeatEdits *b);

const char *bw_beat_edit_kind_get_id (BwBeatEditKind kind);   /* "mark", "delete" … */
const char *bw_beat_edit_kind_get_text (BwBeatEditKind kind); /* "Deleted by hand" …, translated */
gboolean bw_beat_edit_kind_from_id (const char     *id,
                                    BwBeatEditKind *kind);

/* The changes. @beats are what came of @self (see bw-edited-beats.h); beats are told by their number
 * among them, removed and inserted ones included. Each returns the edits that hold afterwards, or
 * %NULL with @error (%BW_ERROR_INVALID, one sentence for a person) where it cannot be done: @self is
 * as it was. Of an inserted beat, to delete or to merge it takes it out again, and it has no verdict
 * to mark. (transfer full) */
typedef struct _BwEditedBeats BwEditedBeats;

BwBeatEdits *bw_beat_edits_mark (BwBeatEdits          *self,
                                 const BwEditedBeats  *beats,
                                 guint                 first,
                                 guint                 last,
                                 BwBeatVerdict         verdict,
                                 GError              **error);

BwBeatEdits *bw_beat_edits_delete (BwBeatEdits          *self,
                                   const BwEditedBeats  *beats,
                                   guint                 beat,
                                   GError              **error);

BwBeatEdits *bw_beat_edits_merge (BwBeatEdits          *self,
                                  const BwEditedBeats  *beats,
                                  guint                 beat,
                                  GError              **error);

/* Not past the beats before and after it. */
BwBeatEdits *bw_beat_edits_move (BwBeatEdits          *self,
                                 const BwEditedBeats  *beats,
                                 guint                 beat,
                                 double                time_ms,
                                 GError              **error);

/* Into an interval; there is no telling what is in a gap. */
BwBeatEdits *bw_beat_edits_insert (BwBeatEdits          *self,
                                   const BwEditedBeats  *beats,
                                   double                time_ms,
                                   GError              **error);

/* The interval that ends at @beat, into @n_parts of the same length. */
BwBeatEdits *bw_beat_edits_split (BwBeatEdits          *self,
                                  const BwEditedBeats  *beats,
                                  guint                 beat,
                                  guint                 n_parts,
                                  GError              **error);

/* Takes back all that was done to the beats from @first to @last. */
BwBeatEdits *bw_beat_edits_restore (BwBeatEdits          *self,
                                    const BwEditedBeats  *beats,
                                    guint                 first,
                                    guint                 last,
                                    GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwBeatEdits, bw_beat_edits_unref)

G_END_DECLS
