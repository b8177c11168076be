/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-recordings.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BwConflictRow:
 *
 * A recording that two readers labelled differently: a button each label, with the name below of
 * who gave it, to settle it by; pressed is the label the recording has now. F, G and U do the same
 * while the row has the focus.
 *
 * Signals: "settled" (BwLabel as guint, gboolean by_key) when the person decided: the label is
 * the caller's to set; "show-recording" for it to be looked at.
 */
#define BW_TYPE_CONFLICT_ROW (bw_conflict_row_get_type ())
G_DECLARE_FINAL_TYPE (BwConflictRow, bw_conflict_row, BW, CONFLICT_ROW, GtkListBoxRow)

/* @fasting_by: the reader who says fasting
 * @glucose_by: the one who says after glucose */
BwConflictRow *bw_conflict_row_new (const BwRecording *recording,
                                    GTimeZone         *zone,
                                    const char        *fasting_by,
                                    const char        *glucose_by);

gint64 bw_conflict_row_get_recording_id (BwConflictRow *self);

/* The label the recording has now. */
void bw_conflict_row_set_label (BwConflictRow *self,
                                BwLabel        label);

G_END_DECLS
