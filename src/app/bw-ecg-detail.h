/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-item.h"
#include "app/bw-ecg-strip.h"

G_BEGIN_DECLS

/**
 * BwEcgDetail:
 *
 * What is selected on the ECG page: one recording with its label, note, prediction and strip, or
 * several in a word. Its buttons are actions of the page (`ecg.…`).
 *
 * Properties: `narrow`: one column; there is a way back to the list.
 *
 * Signals:
 *  - `note-edited` (#BwEcgItem, string, boolean): what the note is to be, and whether it is more of
 *    what was told before
 */
#define BW_TYPE_ECG_DETAIL (bw_ecg_detail_get_type ())
G_DECLARE_FINAL_TYPE (BwEcgDetail, bw_ecg_detail, BW, ECG_DETAIL, AdwBin)

/* @items: (element-type BwEcgItem): what is selected; references are taken */
void bw_ecg_detail_set_items (BwEcgDetail *self,
                              GPtrArray   *items,
                              GTimeZone   *zone);

/* What became of loading the one that is selected: on its way, here, or why not. */
void bw_ecg_detail_set_loading (BwEcgDetail *self);
void bw_ecg_detail_set_trace (BwEcgDetail *self,
                              BwEcgTrace  *trace);
void bw_ecg_detail_set_error (BwEcgDetail *self,
                              const char  *message);

/* The two that are selected, to compare their beats. @text: what they are, in words */
void bw_ecg_detail_set_pair (BwEcgDetail *self,
                             BwEcgTrace  *first,
                             const char  *first_name,
                             BwEcgTrace  *second,
                             const char  *second_name,
                             const char  *text);

BwEcgStrip *bw_ecg_detail_get_strip (BwEcgDetail *self);

/* "nothing", "trace", "several", "pair", "loading", "failed". */
const char *bw_ecg_detail_get_state (BwEcgDetail *self);

/* The keyboard goes to the note, where there is one recording to write of. */
void bw_ecg_detail_focus_note (BwEcgDetail *self);

/* Tells of a note that is being written. */
void bw_ecg_detail_flush_note (BwEcgDetail *self);

G_END_DECLS
