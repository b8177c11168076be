/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-palette.h"
#include "plot/bw-plot-types.h"

G_BEGIN_DECLS

/* The frame around what is in sight, on the strip of all there is. */

#define BW_PLOT_FRAME_WIDTH 2.0

/* From @x0 to @x1, its line within them; whole even where it is narrow, and nothing where that is off the
 * strip. What is not in it steps back behind the colour @behind. */
void bw_plot_paint_frame (cairo_t           *cr,
                          const BwPlotRect  *area,
                          double             x0,
                          double             x1,
                          const BwPlotColor *color,
                          const BwPlotColor *behind);

G_END_DECLS
