/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-chart.h"
#include "report/bw-hrv-figure.h"

G_BEGIN_DECLS

/**
 * BwHrvView:
 *
 * One of the charts of heart-rate variability: Poincaré plot, spectrum, histogram, fluctuations, what
 * varies along the recording, spectrogram. Hovering, or ← → (and ↑ ↓ in a spectrogram), Page Up and
 * Page Down, Home and End, move its cursor; Escape takes it away. As high as its figure wants to be.
 */
#define BW_TYPE_HRV_VIEW (bw_hrv_view_get_type ())
G_DECLARE_FINAL_TYPE (BwHrvView, bw_hrv_view, BW, HRV_VIEW, BwChart)

BwHrvView *bw_hrv_view_new (BwHrvChart chart);

/* @figure: (nullable): of the chart it was made for; takes a reference. %NULL shows nothing. */
void bw_hrv_view_set_figure (BwHrvView   *self,
                             BwHrvFigure *figure);
BwHrvFigure *bw_hrv_view_get_figure (BwHrvView *self);

/* @look: (nullable): %NULL, as it is at first: that of bw_hrv_figure_get_default_look() */
void bw_hrv_view_set_look (BwHrvView             *self,
                           const BwHrvFigureLook *look);

G_END_DECLS
