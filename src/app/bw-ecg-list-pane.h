/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwEcgListPane:
 *
 * The list of the ECG page with its search, filter, order and counts. The menus beside them belong to
 * the page (actions `ecg.…`).
 *
 * Signals:
 *  - `opened`: a recording was pointed at or activated: where there is one column, it is to be shown
 */
#define BW_TYPE_ECG_LIST_PANE (bw_ecg_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (BwEcgListPane, bw_ecg_list_pane, BW, ECG_LIST_PANE, AdwBin)

/* Once. @settings: its key "ecg-sort" is followed and kept */
void bw_ecg_list_pane_set_list (BwEcgListPane *self,
                                BwEcgList     *list,
                                GSettings     *settings);

/* Brings an item into sight. @focus: and the keyboard to it */
void bw_ecg_list_pane_scroll_to (BwEcgListPane *self,
                                 BwEcgItem     *item,
                                 gboolean       focus);

/* The search entry, or the list, gets the keyboard. */
void bw_ecg_list_pane_begin_search (BwEcgListPane *self);
void bw_ecg_list_pane_focus_list (BwEcgListPane *self);

/* Only those of @show, whatever was searched for. */
void bw_ecg_list_pane_show_only (BwEcgListPane *self,
                                 BwEcgShow      show);

/* Neither filter nor search any more. */
void bw_ecg_list_pane_show_all (BwEcgListPane *self);

G_END_DECLS
