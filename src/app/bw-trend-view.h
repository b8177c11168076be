/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-chart.h"
#include "forecast/bw-trend.h"

G_BEGIN_DECLS

#define BW_TYPE_TREND_VIEW (bw_trend_view_get_type ())
G_DECLARE_FINAL_TYPE (BwTrendView, bw_trend_view, BW, TREND_VIEW, BwChart)

/**
 * BwTrendView:
 *
 * The days of a #BwTrend: the score over its zones, and below it the values with their 7-day mean in
 * the normal range; a person's own notes stand between the two. Pointer or ← → move from day to day,
 * Page Up and Page Down by a month, Home and End to the first and the last, and have it read out; Esc
 * lets go.
 */
/* @trend: (transfer none) (nullable): what it needs is copied; @notes: (nullable) (element-type
 * BwAnnotation): by start */
void bw_trend_view_set_trend (BwTrendView     *self,
                              const BwTrend   *trend,
                              const GPtrArray *notes);

/* How many of the last days are shown; 0 for all. */
void bw_trend_view_set_days (BwTrendView *self,
                             guint        n_days);

/* The day at the cursor in words, or %NULL where there is none. */
const char *bw_trend_view_get_read_out (BwTrendView *self);

G_END_DECLS
