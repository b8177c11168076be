/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-trend.h"

G_BEGIN_DECLS

/* What the painter of a trend shares with its layout and its axes. */

/* The radius of a dot where there is room. */
#define BW_PLOT_TREND_DOT 2.6
/* And of a reading's mark. */
#define BW_PLOT_TREND_MARK 2.3

/* Of a note that is a moment. */
#define BW_PLOT_TREND_NOTE 7.0

double bw_plot_trend_map_x (const BwPlotTrendLayout *layout,
                            gint64                   time_ms);
double bw_plot_trend_map_score (const BwPlotTrendLayout *layout,
                                double                   score);
double bw_plot_trend_map_value (const BwPlotTrendLayout *layout,
                                double                   value);

double bw_plot_trend_map_cv (const BwPlotTrendLayout *layout,
                             double                   percent);

/* Pixels a day. */
double bw_plot_trend_day_width (const BwPlotTrendLayout *layout);

void bw_plot_trend_paint_dot (cairo_t *cr,
                              double   x,
                              double   y,
                              double   radius);

/* The mark of a reading: a ring by day, a filled diamond at night. The colour is set. */
void bw_plot_trend_paint_mark (cairo_t  *cr,
                               double    x,
                               double    y,
                               double    radius,
                               gboolean  at_night);

/* The readings: a mark each, or where days are narrow a line from the lowest to the highest of each column
 * of pixels. And a bar a day, for the value that is their mean. */
void bw_plot_trend_paint_readings (cairo_t                 *cr,
                                   const BwPlotTrend       *self,
                                   const BwPlotTrendLayout *layout,
                                   const BwPlotPalette     *palette);
void bw_plot_trend_paint_bars (cairo_t                 *cr,
                               const BwPlotTrend       *self,
                               const BwPlotTrendLayout *layout,
                               const BwPlotPalette     *palette);

/* How much the days of a week vary, with axis and title. */
void bw_plot_trend_paint_cv (cairo_t                    *cr,
                             const BwPlotTrend          *self,
                             const BwPlotTrendLayout    *layout,
                             const BwPlotRect           *area,
                             const BwPlotPalette        *palette,
                             const PangoFontDescription *font);

/* ln units at the left, and what they are in milliseconds at the right. */
void bw_plot_trend_paint_value_axis (cairo_t                    *cr,
                                     const BwPlotTrend          *self,
                                     const BwPlotTrendLayout    *layout,
                                     const BwPlotRect           *area,
                                     const BwPlotPalette        *palette,
                                     const PangoFontDescription *font);
void bw_plot_trend_paint_value_grid (cairo_t                 *cr,
                                     const BwPlotTrendLayout *layout,
                                     const BwPlotPalette     *palette);
void bw_plot_trend_paint_time_axis (cairo_t                    *cr,
                                    const BwPlotTrend          *self,
                                    const BwPlotTrendLayout    *layout,
                                    const BwPlotRect           *area,
                                    const BwPlotPalette        *palette,
                                    const PangoFontDescription *font);

/* Titles at the left; what the marks of the values mean at the right, as far as there is room. */
void bw_plot_trend_paint_heads (cairo_t                    *cr,
                                const BwPlotTrend          *self,
                                const BwPlotTrendLayout    *layout,
                                const BwPlotRect           *area,
                                const BwPlotPalette        *palette,
                                const PangoFontDescription *font);

G_END_DECLS
