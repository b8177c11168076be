/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-trace.h"
#include "app/bw-overview.h"

G_BEGIN_DECLS

#define BW_TYPE_ECG_OVERVIEW (bw_ecg_overview_get_type ())
G_DECLARE_FINAL_TYPE (BwEcgOverview, bw_ecg_overview, BW, ECG_OVERVIEW, BwOverview)

/**
 * BwEcgOverview:
 *
 * A whole recording in one line, with a frame around the part that is looked at closely.
 *
 * Property `filter` (uint): flags of #BwEcgFilter, as of the strip.
 *
 * Signal `seek` (double from_s): the part from there on is wanted; bw_ecg_overview_set_range() then
 * says what is shown.
 */
BwEcgOverview *bw_ecg_overview_new (void);

/* @trace: (nullable): takes a reference */
void bw_ecg_overview_set_trace (BwEcgOverview *self,
                                BwEcgTrace    *trace);

void bw_ecg_overview_set_range (BwEcgOverview *self,
                                double         from_s,
                                double         to_s);

G_END_DECLS
