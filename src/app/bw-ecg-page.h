/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwEcgPage:
 *
 * The recordings of a library: the list of them beside the one that is selected, or one after the
 * other where the page is narrow.
 *
 * Properties: `narrow`: one column.
 *
 * Actions: ecg.label (string: fasting, glucose, none), ecg.next, ecg.previous, ecg.next-unlabelled,
 * ecg.select-all, ecg.undo, ecg.redo, ecg.find, ecg.back, ecg.toggle-list, ecg.load-again,
 * ecg.pin, ecg.unpin, ecg.by-meal, ecg.by-glucose, ecg.import-labels, ecg.export-labels,
 * ecg.read-blind, ecg.finish-blind, ecg.compare-readers, ecg.print, ecg.save-picture,
 * ecg.copy-picture, ecg.export.
 *
 * Keys, wherever the keyboard is on the page but in an entry: F, G, U label; J, K (or ↓, ↑) and N go
 * through the list; Ctrl+A, Ctrl+Z and Ctrl+Shift+Z, Ctrl+F, Ctrl+P, Ctrl+Shift+C, F9.
 */
#define BW_TYPE_ECG_PAGE (bw_ecg_page_get_type ())
G_DECLARE_FINAL_TYPE (BwEcgPage, bw_ecg_page, BW, ECG_PAGE, AdwBin)

/* Once: whose recordings they are. */
void bw_ecg_page_set_session (BwEcgPage *self,
                              BwSession *session);

/* Hands on what is still being written, before the window goes. */
void bw_ecg_page_flush (BwEcgPage *self);

/* Selects a recording and brings it into sight, out of a filter too. */
void bw_ecg_page_show_recording (BwEcgPage *self,
                                 gint64     recording_id);

/* Shows the list with only those of @id, a filter of bw-ecg-order.h: "differs" where label and
 * prediction differ, "unsure" where the prediction is not sure, and so on. Not while one reads blind:
 * what is predicted is not to be seen then; it says so instead. */
void bw_ecg_page_show_filter (BwEcgPage  *self,
                              const char *id);

/* The recordings that are selected, where they are several: one is what is just being looked at.
 * Returns: (transfer full) (element-type gint64) */
GArray *bw_ecg_page_list_several (BwEcgPage *self);

/* "loading", "empty", "failed"; else what the detail shows: "nothing", "trace", "several", … */
const char *bw_ecg_page_get_state (BwEcgPage *self);

G_END_DECLS
