/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-palette.h"
#include "plot/bw-plot-types.h"

G_BEGIN_DECLS

/**
 * bw_plot_day_paint:
 * @n_fasting, @n_glucose: recordings of the day
 * @most: the largest number of either class on any of the days that stand together: all of them
 *   have dots of one size
 *
 * One dot a recording, piled up from below: rings at the left for fasting ones, filled triangles at
 * the right for those after glucose.
 */
void bw_plot_day_paint (cairo_t             *cr,
                        const BwPlotRect    *area,
                        guint                n_fasting,
                        guint                n_glucose,
                        guint                most,
                        const BwPlotPalette *palette);

G_END_DECLS
