/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-chart.h"
#include "app/bw-tachogram-edit.h"

G_BEGIN_DECLS

#define BW_TYPE_TACHOGRAM_VIEW (bw_tachogram_view_get_type ())
G_DECLARE_FINAL_TYPE (BwTachogramView, bw_tachogram_view, BW, TACHOGRAM_VIEW, BwChart)

/**
 * BwTachogramView:
 *
 * The intervals of a rhythm, to look at closely, to select a stretch of, and to correct beat by beat.
 *
 * Signals:
 *  - `rhythm-changed`: another rhythm is shown, or the same with other edits
 *  - `range-changed`: what is in sight
 *  - `selection-changed`: the stretch that is selected, or that none is any more
 *  - `cursor-changed`: the beat that is chosen
 *  - `edit` (#BwTachogramEdit *): a change of the beats is asked for; whoever holds the view makes it
 *    and shows the changed rhythm. Nothing is changed here.
 *
 * Pointer: the wheel, the middle button and fingers pan; with Ctrl the wheel zooms about the pointer,
 * and two fingers pinch. A drag selects a stretch, with Shift it moves the nearer end of it; a click
 * chooses a beat, a double click shows all or comes closer. The chosen beat is dragged to another time,
 * with Alt any beat.
 *
 * Keys: ← → Home End from beat to beat, with Shift selecting; Page Up, Page Down and Ctrl ← → pan;
 * + − zoom, 0 shows all, Z what is selected, Ctrl A selects all; N and Shift N go to the next and the
 * previous artefact; Esc lets go of the selection, then of the beat. Delete, M merge, I insert, S split, R restore, 1 to 5
 * mark as, E the menu of it; Alt ← → move the beat by 1 ms, with Shift by 10.
 *
 * Actions, for buttons too (gtk_widget_activate_action()): `tachogram.zoom-in`, `.zoom-out`,
 * `.zoom-all`, `.zoom-selection`, `.select-visible`, `.clear-selection`, `.next-artefact`,
 * `.previous-artefact`; of the chosen beat `.mark` (the id of a #BwBeatVerdict), `.delete`, `.merge`,
 * `.insert` (before it), `.split`, `.restore`; of the beats selected `.mark-stretch`, `.restore-stretch`.
 */
BwTachogramView *bw_tachogram_view_new (void);

/* @rhythm: (nullable): takes a reference. What is in sight, selected and chosen stays where it is the
 * same rhythm with other edits or settings; of another one all is shown. */
void bw_tachogram_view_set_rhythm (BwTachogramView *self,
                                   BwRhythm        *rhythm);
BwRhythm *bw_tachogram_view_get_rhythm (BwTachogramView *self);

/* What is in sight, in milliseconds since the first beat; as far as the rhythm reaches. */
void bw_tachogram_view_show (BwTachogramView *self,
                             double           from_ms,
                             double           to_ms);
void bw_tachogram_view_get_range (BwTachogramView *self,
                                  double          *from_ms,
                                  double          *to_ms);
/* From the first beat to the last, 0 without a rhythm. */
double bw_tachogram_view_get_length_ms (BwTachogramView *self);

/* The stretch that is selected; none where @from_ms ≥ @to_ms. */
void bw_tachogram_view_select (BwTachogramView *self,
                               double           from_ms,
                               double           to_ms);
gboolean bw_tachogram_view_get_selection (BwTachogramView *self,
                                          double          *from_ms,
                                          double          *to_ms);

/* The beat that is chosen, of the rhythm's, or −1; it is brought in sight. */
void bw_tachogram_view_set_cursor (BwTachogramView *self,
                                   int              beat);
int bw_tachogram_view_get_cursor (BwTachogramView *self);

/* The chosen beat in words, or %NULL. */
const char *bw_tachogram_view_get_read_out (BwTachogramView *self);

/* The rhythm, what of it is in sight and what is selected, in words.
 * Returns: (transfer full) (nullable): %NULL without a rhythm */
char *bw_tachogram_view_describe (BwTachogramView *self);

G_END_DECLS
