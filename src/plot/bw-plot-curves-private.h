/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-curves.h"

G_BEGIN_DECLS

/* What the painter of training curves shares with its legend. */

#define BW_PLOT_CURVES_TITLE_GAP 5.0
/* Below it a loss lies on the bottom: a logarithm has no zero. */
#define BW_PLOT_CURVES_LEAST_LOSS 1e-4

typedef enum {
  BW_PLOT_CURVES_TRAINING,
  BW_PLOT_CURVES_VALIDATION,
  BW_PLOT_CURVES_N_SERIES,
} BwPlotCurvesSeries;

/* One training: validation as the line that matters, training quieter. Two: a colour each. */
const BwPlotColor *bw_plot_curves_get_color (const BwPlotCurves  *self,
                                             guint                run,
                                             BwPlotCurvesSeries   series,
                                             const BwPlotPalette *palette);

void bw_plot_curves_set_line (cairo_t             *cr,
                              const BwPlotCurves  *self,
                              guint                run,
                              BwPlotCurvesSeries   series,
                              const BwPlotPalette *palette);
void bw_plot_curves_paint_ring (cairo_t           *cr,
                                double             x,
                                double             y,
                                double             radius,
                                const BwPlotColor *fill,
                                const BwPlotColor *color);
void bw_plot_curves_paint_diamond (cairo_t           *cr,
                                   double             x,
                                   double             y,
                                   double             half,
                                   const BwPlotColor *around,
                                   const BwPlotColor *color);

/* Lays the legend out from the top of @area, in as many lines as it needs, and paints it unless @cr
 * is %NULL. Returns: its height */
double bw_plot_curves_lay_legend (cairo_t                    *cr,
                                  const BwPlotCurves         *self,
                                  const BwPlotRect           *area,
                                  const BwPlotPalette        *palette,
                                  const PangoFontDescription *font);

G_END_DECLS
