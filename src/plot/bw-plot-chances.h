/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-zone.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/**
 * bw_plot_chances_paint:
 * @p: (array fixed-size=3): by BwZone; add up to 1
 *
 * One bar, as wide as @area, in three parts as long as the chances: green first, red last. A part with
 * room for it shows its zone's shape; what the chances are stands in words beside the bar.
 */
void bw_plot_chances_paint (cairo_t                    *cr,
                            const BwPlotRect           *area,
                            const double               *p,
                            const BwPlotPalette        *palette,
                            const PangoFontDescription *font);

G_END_DECLS
