/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-outlook.h"
#include "plot/bw-plot-forecast.h"
#include "plot/bw-plot-save.h"

G_BEGIN_DECLS

/* The days before a forecast that a figure can be asked for. */
#define BW_FORECAST_FIGURE_MAX_DAYS 36525

/* From when on an hour of the forecast stands out. */
typedef struct
{
  double alert_score;   /* a score below this */
  double p_red;         /* or a chance of red from this on, 0 … 1 */
} BwThresholds;

#define BW_THRESHOLDS_DEFAULT { BW_ZONE_YELLOW_FROM, 0.3 }

gboolean bw_thresholds_flag (const BwThresholds   *self,
                             const BwForecastHour *hour);

/**
 * BwForecastFigure:
 *
 * An outlook as the arrays its painter takes: the chart of the Today page, of saved pictures and of
 * `export png`. Immutable and reference counted, so that a thread can draw it too.
 */
typedef struct _BwForecastFigure BwForecastFigure;

/* Copies what it needs of @outlook. */
BwForecastFigure *bw_forecast_figure_new (const BwOutlook    *outlook,
                                          const BwThresholds *thresholds);
BwForecastFigure *bw_forecast_figure_ref (BwForecastFigure *self);
void bw_forecast_figure_unref (BwForecastFigure *self);

gint64 bw_forecast_figure_get_issued (const BwForecastFigure *self);

/* "12 March, 18:00" in the person's zone and the user's language. Returns: (transfer full) */
char *bw_forecast_figure_format_date (GTimeZone *zone,
                                      gint64     time_ms);

/* From @past_days before the forecast, or where that is 0 from the beginning of all there is, to the end
 * of its hours. */
BwPlotSpan bw_forecast_figure_get_span (const BwForecastFigure *self,
                                        guint                   past_days);

/**
 * bw_forecast_figure_get_plot:
 * @span: what is to be seen: up to the end of bw_forecast_figure_get_span(), or a stretch of the past
 *   that ends before the forecast was issued
 * @plot: (out): the arrays and strings are borrowed from @self; no cursor, no selection, and not the
 *   LSTM's own line. The time of issue is labelled with its date
 */
void bw_forecast_figure_get_plot (const BwForecastFigure *self,
                                  const BwPlotSpan       *span,
                                  BwPlotForecast         *plot);

/* The LSTM's own line for the plot's hours. Returns: (transfer none) (nullable): %NULL where there is
 * none, or where it is the line that is shown */
const double *bw_forecast_figure_get_net (const BwForecastFigure *self);

/* A picture for paper and other programs: with background and margins, in units of points. */
#define BW_FORECAST_FIGURE_WIDTH 960
#define BW_FORECAST_FIGURE_HEIGHT 360

/* The picture as a file's bytes, with so many days before the forecast. Returns: (transfer full) */
GBytes *bw_forecast_figure_render (const BwForecastFigure  *self,
                                   guint                    past_days,
                                   BwPlotFormat             format,
                                   const BwPlotPalette     *palette,
                                   GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwForecastFigure, bw_forecast_figure_unref)

G_END_DECLS
