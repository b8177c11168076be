/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-trace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_ECG_VIEW (bw_ecg_view_get_type ())
G_DECLARE_FINAL_TYPE (BwEcgView, bw_ecg_view, BW, ECG_VIEW, GtkWidget)

/**
 * BwEcgView:
 *
 * A recording on calibrated paper, to pan, zoom and measure in.
 *
 * Properties, all of which notify and can be bound:
 *  - `mm-per-s`, `mm-per-mv` (double): paper speed, 25 or 50 and any between by zooming, and gain
 *  - `filter` (uint): flags of #BwEcgFilter
 *  - `show-peaks`, `show-rr`, `show-stretches` (boolean): R peaks, RR intervals, what is hard to
 *    read
 *  - `calipers`, `march` (boolean): two legs to measure with, and their distance repeated
 *  - `pixels-per-mm` (double): what a millimetre of paper is on this screen, in units of widgets,
 *    told by the person; 0 to take the monitor's word
 *  - `true-to-size` (boolean, read only): whether the person or the monitor told; else the size of
 *    the screen is only assumed
 *  - `from-s`, `to-s` (double, read only): what is visible
 *
 * Signals:
 *  - `view-changed`: what is visible, or how large, has changed
 *
 * Pointer: the wheel and a drag pan; with Ctrl the wheel zooms in time and with Alt in amplitude,
 * both about the pointer; two fingers pinch; a double click goes back to 25 mm/s and 10 mm/mV, and
 * from there to the whole recording. A leg of the calipers is dragged; Shift and a drag measure
 * anew.
 *
 * Keys: ← → pan by a large square, with Shift or Page Up and Page Down by a screen, Home and End;
 * + − zoom in time, with Alt in amplitude, 0 goes back; C calipers, M march. With calipers, ← →
 * move the active leg along the trace sample by sample, with Shift by ten pixels, ↑ ↓ move it off
 * the trace; Alt ← → pan; Tab goes from one leg to the other and on, Esc puts them away.
 *
 * The menu refers to the actions `ecg.save-picture` and `ecg.copy-picture` of whoever holds it.
 */
BwEcgView *bw_ecg_view_new (void);

/* @trace: (nullable): takes a reference. It is shown from its beginning. */
void bw_ecg_view_set_trace (BwEcgView  *self,
                            BwEcgTrace *trace);
BwEcgTrace *bw_ecg_view_get_trace (BwEcgView *self);

/* Puts second @from_s at the left edge, as far as the recording reaches. */
void bw_ecg_view_show_at (BwEcgView *self,
                          double     from_s);

/* As slow as it takes to have the whole recording in the width. */
void bw_ecg_view_show_whole (BwEcgView *self);

/* 25 mm/s and 10 mm/mV, with the middle kept. */
void bw_ecg_view_show_standard (BwEcgView *self);

/* The property `pixels-per-mm`, and what is in force. */
void bw_ecg_view_set_mm (BwEcgView *self,
                         double     pixels_per_mm);
double bw_ecg_view_get_pixels_per_mm (BwEcgView *self);

/* "Δt 812 ms · 73.9 bpm · ΔV 412 µV", or %NULL without calipers. */
const char *bw_ecg_view_get_caliper_text (BwEcgView *self);

/* What the calipers measure, the recording, and what of it is visible, in words.
 * Returns: (transfer full) (nullable): %NULL without a trace */
char *bw_ecg_view_describe (BwEcgView *self);

G_END_DECLS
