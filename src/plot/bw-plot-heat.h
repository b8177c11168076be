/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-palette.h"

G_BEGIN_DECLS

/**
 * bw_plot_heat_color:
 * @t: 0 … 1: from little, near the background, to much
 *
 * A colour of the heat map. The scale is a straight line through CIE L*a*b* (CIE 15, D65): equal steps
 * look equally large. Along it a* barely moves, so that it reads the same to eyes that do not tell red
 * from green, and lightness alone puts it in order, in print too.
 */
BwPlotColor bw_plot_heat_color (const BwPlotPalette *palette,
                                double               t);

#define BW_PLOT_HEAT_STEPS 256

/* The whole scale as opaque pixels of %CAIRO_FORMAT_RGB24. */
void bw_plot_heat_table (const BwPlotPalette *palette,
                         guint32              table[BW_PLOT_HEAT_STEPS]);

G_END_DECLS
