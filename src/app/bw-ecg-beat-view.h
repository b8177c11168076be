/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-trace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_ECG_BEAT_VIEW (bw_ecg_beat_view_get_type ())
G_DECLARE_FINAL_TYPE (BwEcgBeatView, bw_ecg_beat_view, BW, ECG_BEAT_VIEW, GtkWidget)

/**
 * BwEcgBeatView:
 *
 * The averaged beat of a recording, with its spread, waves and intervals; with another's laid over
 * it, aligned at R, to compare them. Where too few beats are clean, it says so.
 */
BwEcgBeatView *bw_ecg_beat_view_new (void);

/**
 * bw_ecg_beat_view_set_traces:
 * @trace: (nullable): %NULL shows nothing
 * @other: (nullable): passed over where its beats cannot be averaged
 *
 * Takes references. Two are told apart by their labels, or, where these are the same, by their
 * times.
 */
void bw_ecg_beat_view_set_traces (BwEcgBeatView *self,
                                  BwEcgTrace    *trace,
                                  BwEcgTrace    *other);

/* Tells the two apart by these instead, until there are others: labels change, and blind readers
 * must not see those of others. */
void bw_ecg_beat_view_set_names (BwEcgBeatView *self,
                                 const char    *name,
                                 const char    *other_name);

G_END_DECLS
