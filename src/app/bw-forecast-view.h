/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-chart.h"
#include "app/bw-today-words.h"

G_BEGIN_DECLS

#define BW_TYPE_FORECAST_VIEW (bw_forecast_view_get_type ())
G_DECLARE_FINAL_TYPE (BwForecastView, bw_forecast_view, BW, FORECAST_VIEW, BwChart)

/**
 * BwForecastView:
 *
 * The chart of the Today page: the last day or week and the 24 hours ahead. Pointer or ← →, Home
 * and End move a cursor by the hour, Esc puts it away.
 */
BwForecastView *bw_forecast_view_new (void);

/* Copies what it shows; %NULL clears it. @now_ms: the wall clock, 0 for the system's. */
void bw_forecast_view_set_outlook (BwForecastView     *self,
                                   const BwOutlook    *outlook,
                                   const BwThresholds *thresholds,
                                   gint64              now_ms);

/* Property "past-days": 1 or 7. */
void bw_forecast_view_set_past_days (BwForecastView *self,
                                     guint           days);
guint bw_forecast_view_get_past_days (BwForecastView *self);

/* The read-out at the cursor, or %NULL where there is none. */
const char *bw_forecast_view_get_read_out (BwForecastView *self);

G_END_DECLS
