/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-rhythm-time.h"
#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/**
 * bw_plot_rhythm_axis_paint:
 * @plot: the area it belongs to; labels stand below it
 * @time: milliseconds since the first beat
 * @zone, @start_ms: as in bw_plot_rhythm_ticks()
 * @low, @high: labels stay within
 */
void bw_plot_rhythm_axis_paint (cairo_t                    *cr,
                                const BwPlotRect           *plot,
                                const BwPlotScale          *time,
                                GTimeZone                  *zone,
                                gint64                      start_ms,
                                double                      low,
                                double                      high,
                                const BwPlotPalette        *palette,
                                const PangoFontDescription *font);

G_END_DECLS
