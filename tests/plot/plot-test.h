/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-palette.h"
#include "plot/bw-plot-types.h"

G_BEGIN_DECLS

/* An opaque picture to paint on. */
cairo_surface_t *plot_test_surface (int                  width,
                                    int                  height,
                                    const BwPlotPalette *palette);

/* The pixel that holds the point. */
BwPlotColor plot_test_pixel (cairo_surface_t *surface,
                             double           x,
                             double           y);

/* Whether two colours are within two steps of 255 in every channel. */
gboolean plot_test_same (const BwPlotColor *a,
                         const BwPlotColor *b);

/* How many pixels of the area differ from @color. */
guint plot_test_count_other (cairo_surface_t   *surface,
                             const BwPlotRect  *area,
                             const BwPlotColor *color);

/* Writes `plot-NAME.png` into the folder that BW_TEST_PICTURES names; nothing without it. */
void plot_test_save (cairo_surface_t *surface,
                     const char      *name);

G_END_DECLS
