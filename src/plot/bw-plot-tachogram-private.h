/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-tachogram.h"

G_BEGIN_DECLS

/* What the files of the painter share: bw-plot-tachogram.c lays out, -axes.c has scales, gaps and
 * selection, -lines.c the intervals, -marks.c what is marked and the legend. */

/* From an edge of the plot to the middle of a mark that stands for what is beyond. */
#define BW_PLOT_TACHOGRAM_EDGE 11.5

/* A tachogram while it is painted. */
typedef struct
{
  const BwPlotTachogram *self;
  BwPlotTachogramLayout layout;
  const BwPlotPalette *palette;
  const PangoFontDescription *font;
  gboolean is_overview;                /* no words */
} BwPlotTachogramPaint;

static inline double
bw_plot_tachogram_x (const BwPlotTachogramPaint *paint,
                     double                      time_ms)
{
  return bw_plot_scale_map (&paint->layout.time, time_ms);
}

static inline double
bw_plot_tachogram_y (const BwPlotTachogramPaint *paint,
                     double                      rr_ms)
{
  return bw_plot_scale_map (&paint->layout.rr, rr_ms);
}

/* The beats of the line whose place, or the line to whose place, is in sight: [@from, @to). */
void bw_plot_tachogram_get_visible (const BwPlotTachogramPaint *paint,
                                    const BwPlotTachogramLine  *line,
                                    guint                      *from,
                                    guint                      *to);

/* What labels of the axes take of the width, left and right. */
void bw_plot_tachogram_measure_axes (const BwPlotTachogram      *self,
                                     const PangoFontDescription *font,
                                     double                     *left,
                                     double                     *right);
void bw_plot_tachogram_paint_axes (cairo_t                    *cr,
                                   const BwPlotTachogramPaint *paint);
void bw_plot_tachogram_paint_gaps (cairo_t                    *cr,
                                   const BwPlotTachogramPaint *paint);
void bw_plot_tachogram_paint_selection (cairo_t                    *cr,
                                        const BwPlotTachogramPaint *paint);

void bw_plot_tachogram_paint_lines (cairo_t                    *cr,
                                    const BwPlotTachogramPaint *paint);

void bw_plot_tachogram_paint_marks (cairo_t                    *cr,
                                    const BwPlotTachogramPaint *paint);

/* One mark, its centre at @x, @y; @size is what a disc would measure across. */
void bw_plot_tachogram_paint_mark (cairo_t             *cr,
                                   BwPlotBeatKind       kind,
                                   double               x,
                                   double               y,
                                   double               size,
                                   const BwPlotPalette *palette);

/* The legend at the top of @area, whose height is that of the whole tachogram: in words, or where these
 * would take too much of it, shapes and numbers. Only its height where @cr is %NULL. Returns: the height */
double bw_plot_tachogram_lay_legend (cairo_t                    *cr,
                                     const BwPlotTachogram      *self,
                                     const BwPlotRect           *area,
                                     const BwPlotPalette        *palette,
                                     const PangoFontDescription *font);

G_END_DECLS
