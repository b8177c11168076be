/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-trend-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_TREND_PANEL (bw_trend_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwTrendPanel, bw_trend_panel, BW, TREND_PANEL, AdwBin)

/**
 * BwTrendPanel:
 *
 * A #BwTrendView with a bar below: how many days are shown, the table, and its picture.
 */

/* Returns: (transfer none) */
BwTrendView *bw_trend_panel_get_view (BwTrendPanel *self);

/* The score, unless told otherwise; how high the chart is follows from it. */
void bw_trend_panel_set_kind (BwTrendPanel      *self,
                              BwTrendFigureKind  kind);
void bw_trend_panel_set_narrow (BwTrendPanel *self,
                                gboolean      narrow);

G_END_DECLS
