/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-chart.h"
#include "report/bw-rhythm-comparison-figure.h"

G_BEGIN_DECLS

#define BW_TYPE_COMPARISON_VIEW (bw_comparison_view_get_type ())
G_DECLARE_FINAL_TYPE (BwComparisonView, bw_comparison_view, BW, COMPARISON_VIEW, BwChart)

/**
 * BwComparisonView:
 *
 * One chart of a comparison. On the spectra the pointer, or ← → (with Page Up and Page Down in longer
 * steps, Home and End to the ends), reads both at a frequency; Esc lets go.
 */

/* Once: which chart it is. */
void bw_comparison_view_set_chart (BwComparisonView  *self,
                                   BwComparisonChart  chart);

/* @figure: (nullable): nothing is shown; takes a reference */
void bw_comparison_view_set_figure (BwComparisonView         *self,
                                    BwRhythmComparisonFigure *figure);

/* What the cursor reads, or %NULL where there is none. */
const char *bw_comparison_view_get_read_out (BwComparisonView *self);

G_END_DECLS
