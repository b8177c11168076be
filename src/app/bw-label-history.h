/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-label-change.h"

G_BEGIN_DECLS

/* One thing a person did to labels or notes, however many recordings it touched. @before and @after
 * concern the same recordings, place by place. */
typedef struct
{
  guint id;                /* from 1, in the order they were done */
  BwLabelChange *before;
  BwLabelChange *after;
} BwLabelStep;

/**
 * BwLabelHistory:
 *
 * What was done in this session, to be undone and redone without limit. It touches neither library
 * nor window: who asks for a step brings it into force.
 */
typedef struct _BwLabelHistory BwLabelHistory;

BwLabelHistory *bw_label_history_new (void);
void bw_label_history_free (BwLabelHistory *self);

/* Takes @before and @after. What had been undone can no longer be redone. Returns: the step's id */
guint bw_label_history_push (BwLabelHistory *self,
                             BwLabelChange  *before,
                             BwLabelChange  *after);

/* As push, but a note that the newest step wrote too becomes one with it: typing is one step.
 * Returns: the step's id */
guint bw_label_history_push_note (BwLabelHistory *self,
                                  gint64          recording_id,
                                  const char     *before,
                                  const char     *after,
                                  gboolean        merge);

/* What would be undone or redone next. Returns: (nullable) (transfer none) */
const BwLabelStep *bw_label_history_peek_undo (const BwLabelHistory *self);
const BwLabelStep *bw_label_history_peek_redo (const BwLabelHistory *self);

/* Goes a step back (its @before is to come into force) or on again (its @after is).
 * Returns: (nullable) (transfer none): valid until the history changes */
const BwLabelStep *bw_label_history_undo (BwLabelHistory *self);
const BwLabelStep *bw_label_history_redo (BwLabelHistory *self);

/* Forgets a step that never came into force; what later steps found it to have left is what it had
 * found itself. */
void bw_label_history_drop (BwLabelHistory *self,
                            guint           id);

/* The library is another one now. */
void bw_label_history_clear (BwLabelHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLabelHistory, bw_label_history_free)

G_END_DECLS
