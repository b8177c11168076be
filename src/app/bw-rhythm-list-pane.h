/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-rhythm-shelf.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwRhythmListPane:
 *
 * The list of rhythms with its calendar, search, filter and order.
 *
 * Signals:
 *  - `opened`: the person chose one to look at it, rather than moved over it by key
 */
#define BW_TYPE_RHYTHM_LIST_PANE (bw_rhythm_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (BwRhythmListPane, bw_rhythm_list_pane, BW, RHYTHM_LIST_PANE, AdwBin)

/* Once. Order, filter and whether the calendar is shown are kept in @settings. */
void bw_rhythm_list_pane_set_shelf (BwRhythmListPane *self,
                                    BwRhythmShelf    *shelf,
                                    GSettings        *settings);

/* @focus: and gives the keyboard to its row */
void bw_rhythm_list_pane_scroll_to (BwRhythmListPane *self,
                                    BwRhythmItem     *item,
                                    gboolean          focus);

void bw_rhythm_list_pane_begin_search (BwRhythmListPane *self);
void bw_rhythm_list_pane_focus_list (BwRhythmListPane *self);

/* Lets go of kind, day and search. */
void bw_rhythm_list_pane_show_all (BwRhythmListPane *self);

G_END_DECLS
