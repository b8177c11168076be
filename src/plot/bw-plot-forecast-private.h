/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-forecast.h"

G_BEGIN_DECLS

/* What the parts of the forecast's painter share. Each leaves the line's dashes, cap and join as it
 * found them. */

#define BW_PLOT_FORECAST_READING_RADIUS 2.4
/* Half the mark of the day's score. */
#define BW_PLOT_FORECAST_DAY_MARK 7.5

static inline double
bw_plot_forecast_x (const BwPlotForecastLayout *layout,
                    gint64                      time_ms)
{
  return bw_plot_time_scale_map (&layout->time, time_ms);
}

static inline double
bw_plot_forecast_y (const BwPlotForecastLayout *layout,
                    double                      score)
{
  return bw_plot_scale_map (&layout->score, CLAMP (score, 0, 100));
}

/* Whether what is ahead is to be seen. */
static inline gboolean
bw_plot_forecast_has_ahead (const BwPlotForecast *self)
{
  return self->now_ms < self->to_ms;
}

/* bw-plot-forecast-past.c: stretches of notes, below everything; the level with the readings; and
 * on top the beginnings of eras and the marks of notes. */
void bw_plot_forecast_paint_spans (cairo_t                    *cr,
                                   const BwPlotForecast       *self,
                                   const BwPlotForecastLayout *layout,
                                   const BwPlotPalette        *palette);
void bw_plot_forecast_paint_past (cairo_t                    *cr,
                                  const BwPlotForecast       *self,
                                  const BwPlotForecastLayout *layout,
                                  const BwPlotPalette        *palette);
void bw_plot_forecast_paint_marks (cairo_t                    *cr,
                                   const BwPlotForecast       *self,
                                   const BwPlotForecastLayout *layout,
                                   const BwPlotPalette        *palette,
                                   const PangoFontDescription *font);

/* A line through points that breaks where an hour is missing; between from_ms and to_ms. */
void bw_plot_forecast_paint_level (cairo_t                    *cr,
                                   const BwPlotForecastLayout *layout,
                                   const BwPlotPoint          *points,
                                   guint                       n,
                                   gint64                      from_ms,
                                   gint64                      to_ms,
                                   const BwPlotPalette        *palette);

/* bw-plot-forecast-ahead.c */
void bw_plot_forecast_paint_ahead (cairo_t                    *cr,
                                   const BwPlotForecast       *self,
                                   const BwPlotForecastLayout *layout,
                                   const BwPlotPalette        *palette,
                                   const PangoFontDescription *font);

G_END_DECLS
