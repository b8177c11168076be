/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/**
 * bw_plot_read_out_paint:
 * @plot: the box stays within its width
 * @x, @y: where the cursor stands
 * @text: may hold line breaks
 *
 * What a chart says at its cursor, in a box beside it: on the side with more room, at the top or the
 * bottom, away from the value.
 */
void bw_plot_read_out_paint (cairo_t                    *cr,
                             const BwPlotRect           *plot,
                             double                      x,
                             double                      y,
                             const char                 *text,
                             const BwPlotPalette        *palette,
                             const PangoFontDescription *font);

G_END_DECLS
