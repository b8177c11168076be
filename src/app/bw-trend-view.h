/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-chart.h"
#include "report/bw-trend-figure.h"

G_BEGIN_DECLS

#define BW_TYPE_TREND_VIEW (bw_trend_view_get_type ())
G_DECLARE_FINAL_TYPE (BwTrendView, bw_trend_view, BW, TREND_VIEW, BwChart)

/**
 * BwTrendView:
 *
 * The days of a #BwTrend: the values with their 7-day mean in the normal range, above them the score
 * over its zones or behind them the single readings; a person's own notes stand in a strip. Pointer or
 * ← → move from day to day, Page Up and Page Down by a month, Home and End to the first and the last,
 * and have it read out; ↑ ↓ move from reading to reading where they are shown; Esc lets go. A click on a
 * note opens it, and the context menu adds one.
 *
 * Signal "reading-activated" (gint64): a click on a reading with beats, or Enter; its ID in the library.
 */

/* The score, unless told otherwise. */
void bw_trend_view_set_kind (BwTrendView       *self,
                             BwTrendFigureKind  kind);

/* @trend: (nullable); @notes: (nullable) (element-type BwAnnotation): by start. Both are held, and not
 * to be changed any more. */
void bw_trend_view_set_trend (BwTrendView     *self,
                              const BwTrend   *trend,
                              const GPtrArray *notes);

/* Marks the reading that is shown elsewhere, by its ID; 0 for none. */
void bw_trend_view_set_selected (BwTrendView *self,
                                 gint64       id);

/* How many of the last days are shown; 0 for all. */
void bw_trend_view_set_days (BwTrendView *self,
                             guint        n_days);

/* The day or reading at the cursor in words, or %NULL where there is none. */
const char *bw_trend_view_get_read_out (BwTrendView *self);

G_END_DECLS
