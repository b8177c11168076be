/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-view.h"

G_BEGIN_DECLS

/**
 * BwEcgTools:
 *
 * The tools over a strip as actions, whose states follow the view and are kept in the settings:
 * `speed` (int32: 25, 50; 0 for any other), `gain` (int32: 5, 10, 20; 0), `ecg-baseline` (boolean),
 * `ecg-mains` (string: none, 50, 60), `show-peaks`, `show-rr`, `calipers`, `march` and `whole`
 * (boolean).
 */
#define BW_TYPE_ECG_TOOLS (bw_ecg_tools_get_type ())
G_DECLARE_FINAL_TYPE (BwEcgTools, bw_ecg_tools, BW, ECG_TOOLS, GObject)

BwEcgTools *bw_ecg_tools_new (BwEcgView *view,
                              GSettings *settings);

/* Returns: (transfer none) */
GActionGroup *bw_ecg_tools_get_actions (BwEcgTools *self);

/* After another recording is in the view: as much of it as is wanted. */
void bw_ecg_tools_begin (BwEcgTools *self);

/* "No filter", "0.5 Hz", "0.5 Hz + 50 Hz". Returns: (transfer full) */
char *bw_ecg_tools_describe_filter (BwEcgFilter filter);

G_END_DECLS
