/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-outlook.h"
#include "plot/bw-plot-forecast.h"
#include "plot/bw-plot-save.h"

G_BEGIN_DECLS

/* The days before a forecast that a figure can hold. */
#define BW_FORECAST_FIGURE_MAX_DAYS 7

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
 * `export png`. Immutable.
 */
typedef struct _BwForecastFigure BwForecastFigure;

/* Copies what it needs of @outlook. */
BwForecastFigure *bw_forecast_figure_new (const BwOutlook    *outlook,
                                          const BwThresholds *thresholds);
void bw_forecast_figure_free (BwForecastFigure *self);

/**
 * bw_forecast_figure_get_plot:
 * @past_days: 1 … %BW_FORECAST_FIGURE_MAX_DAYS days before the forecast
 * @plot: (out): the arrays and strings are borrowed from @self; no cursor. The time of issue is
 *   labelled with its date
 */
void bw_forecast_figure_get_plot (const BwForecastFigure *self,
                                  guint                   past_days,
                                  BwPlotForecast         *plot);

/* "12 March, 18:00": when it was issued. */
const char *bw_forecast_figure_get_date (const BwForecastFigure *self);

/**
 * bw_forecast_figure_render:
 * @high_contrast: black on white and thicker lines
 * @font: (nullable): the family to write in; %NULL for the system's sans-serif
 *
 * The picture as a file's bytes, 960 × 360 points on white.
 *
 * Returns: (transfer full)
 */
GBytes *bw_forecast_figure_render (const BwForecastFigure     *self,
                                   guint                       past_days,
                                   BwPlotFormat                format,
                                   gboolean                    high_contrast,
                                   const PangoFontDescription *font,
                                   GError                    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwForecastFigure, bw_forecast_figure_free)

G_END_DECLS
