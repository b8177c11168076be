/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rhythm/bw-rhythm.h"

G_BEGIN_DECLS

/* What holds of a rhythm at one time: edits of its beats, and how it is analysed. */
typedef struct
{
  BwBeatEdits *edits;
  BwRhythmSettings settings;
} BwRhythmState;

BwRhythmState *bw_rhythm_state_new (BwBeatEdits            *edits,
                                    const BwRhythmSettings *settings);
void bw_rhythm_state_free (BwRhythmState *self);
gboolean bw_rhythm_state_equal (const BwRhythmState *a,
                                const BwRhythmState *b);

/**
 * BwRhythmHistory:
 *
 * What was done to rhythms in this session, each for itself, to be undone and redone without limit.
 * States are immutable: to go back is to take an earlier one. It touches neither library nor window:
 * who asks for a state brings it into force.
 */
typedef struct _BwRhythmHistory BwRhythmHistory;

BwRhythmHistory *bw_rhythm_history_new (void);
void bw_rhythm_history_free (BwRhythmHistory *self);

/* Goes on from @before to @after (both copied). What had been undone can no longer be redone. */
void bw_rhythm_history_push (BwRhythmHistory     *self,
                             const BwRhythmKey   *key,
                             const BwRhythmState *before,
                             const BwRhythmState *after);

/* What is in force since the last step, %NULL where nothing was done. (transfer none): until the history
 * changes */
const BwRhythmState *bw_rhythm_history_get_current (const BwRhythmHistory *self,
                                                    const BwRhythmKey     *key);

gboolean bw_rhythm_history_can_undo (const BwRhythmHistory *self,
                                     const BwRhythmKey     *key);
gboolean bw_rhythm_history_can_redo (const BwRhythmHistory *self,
                                     const BwRhythmKey     *key);

/* Goes a step back, or on again. Returns: (nullable) (transfer none): what is in force now */
const BwRhythmState *bw_rhythm_history_undo (BwRhythmHistory   *self,
                                             const BwRhythmKey *key);
const BwRhythmState *bw_rhythm_history_redo (BwRhythmHistory   *self,
                                             const BwRhythmKey *key);

/* The rhythm is gone; or the library is another one now. */
void bw_rhythm_history_forget (BwRhythmHistory   *self,
                               const BwRhythmKey *key);
void bw_rhythm_history_clear (BwRhythmHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRhythmState, bw_rhythm_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRhythmHistory, bw_rhythm_history_free)

G_END_DECLS
