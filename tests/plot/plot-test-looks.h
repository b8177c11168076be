/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot-test.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/* What tests of charts share that are painted the same way. */

typedef void (*PlotTestPaint) (cairo_t                    *cr,
                               const BwPlotRect           *area,
                               gconstpointer               chart,
                               const BwPlotPalette        *palette,
                               const PangoFontDescription *font);

/* A picture of @chart in text of 12 units, with 4 units around it.
 * Returns: (transfer full): cairo found no fault with it */
cairo_surface_t *plot_test_paint (PlotTestPaint        paint,
                                  gconstpointer        chart,
                                  int                  width,
                                  int                  height,
                                  const BwPlotPalette *palette);

/* The area it was painted in. */
BwPlotRect plot_test_area (int width,
                           int height);

/* Paints it in all four palettes, wide and as narrow as a card on a phone, and once so small that
 * nothing fits; keeps `plot-NAME-….png` where pictures are wanted. */
void plot_test_looks (PlotTestPaint paint,
                      gconstpointer chart,
                      const char   *name);

/* How many pixels of the area have @color. */
guint plot_test_count (cairo_surface_t   *surface,
                       const BwPlotRect  *area,
                       const BwPlotColor *color);

G_END_DECLS
