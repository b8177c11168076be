/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/* The zones of the fatigue score behind a chart of it. */

/* How wide the words at the right edge are. @stacked: the shape stands over the word. */
double bw_plot_zones_measure_words (const PangoFontDescription *font,
                                    gboolean                    stacked);

/* The areas of the zones, and lines at their borders. @score: 0 … 100 to the height of @plot. */
void bw_plot_zones_paint (cairo_t             *cr,
                          const BwPlotRect    *plot,
                          const BwPlotScale   *score,
                          const BwPlotPalette *palette);

/* The shape and the word of each zone, right of @plot. */
void bw_plot_zones_paint_words (cairo_t                    *cr,
                                const BwPlotRect           *plot,
                                const BwPlotScale          *score,
                                gboolean                    stacked,
                                const BwPlotPalette        *palette,
                                const PangoFontDescription *font);

/* The numbers of the borders, left of @plot; and another, that gives way to them where it is near, unless
 * @other is 0. @low, @high: as in bw_plot_axis_paint() */
void bw_plot_zones_paint_axis (cairo_t                    *cr,
                               const BwPlotRect           *plot,
                               const BwPlotScale          *score,
                               double                      other,
                               double                      low,
                               double                      high,
                               const BwPlotPalette        *palette,
                               const PangoFontDescription *font);

G_END_DECLS
