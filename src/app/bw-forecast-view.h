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
 * The chart of the Today page: a stretch of the past and the 24 hours ahead. Pointer or ← →, Home and
 * End move a cursor by the hour, Enter or a tap opens a card about its hour, Esc puts either away.
 *
 * A stretch of the past that is dragged over, or marked with Shift and arrows and then Enter, is
 * zoomed into; so do + and −, Ctrl with the wheel, and two fingers. Backspace or a double click goes
 * back a step, 0 to the whole range; a wheel to the side pans. The context menu has “Add Note Here”
 * (`win.add-note`), a click on a note's flag opens it (`win.edit-note`).
 *
 * Properties: "past-days", how many days before the forecast there are while nothing is zoomed, 0 for
 * all; "zoomed", whether there is a step to go back; "net-shown", whether the LSTM's own line lies over
 * the one that is shown, where there is one.
 */
/* @outlook: (transfer none) (nullable): kept by reference. @now_ms: the wall clock, 0 for the system's.
 * What was zoomed into is left. */
void bw_forecast_view_set_outlook (BwForecastView     *self,
                                   BwOutlook          *outlook,
                                   const BwThresholds *thresholds,
                                   gint64              now_ms);

void bw_forecast_view_set_past_days (BwForecastView *self,
                                     guint           days);
guint bw_forecast_view_get_past_days (BwForecastView *self);

void bw_forecast_view_set_net_shown (BwForecastView *self,
                                     gboolean        shown);
gboolean bw_forecast_view_get_net_shown (BwForecastView *self);

/* Whether there is a line of the LSTM's own to be shown. */
gboolean bw_forecast_view_has_net (BwForecastView *self);

/* What is to be seen. */
BwPlotSpan bw_forecast_view_get_span (BwForecastView *self);

/* A step in: the stretch becomes one that can be shown. */
void bw_forecast_view_zoom_to (BwForecastView *self,
                               gint64          from_ms,
                               gint64          to_ms);

/* By a factor, around the cursor or the middle of the past. */
void bw_forecast_view_zoom_by (BwForecastView *self,
                               double          factor);

/* A step back. Returns: %FALSE where there is none */
gboolean bw_forecast_view_zoom_back (BwForecastView *self);
void bw_forecast_view_zoom_reset (BwForecastView *self);
gboolean bw_forecast_view_is_zoomed (BwForecastView *self);

/* Puts the cursor on the hour that holds @time_ms and opens its card; nothing where it is not shown. */
void bw_forecast_view_show_hour (BwForecastView *self,
                                 gint64          time_ms);

/* The read-out at the cursor, or %NULL where there is none. */
const char *bw_forecast_view_get_read_out (BwForecastView *self);

/* All that the card about an hour says, or %NULL where it is not open. Returns: (transfer full) */
char *bw_forecast_view_get_card_text (BwForecastView *self);

G_END_DECLS
