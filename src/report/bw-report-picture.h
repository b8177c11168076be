/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-palette.h"
#include "plot/bw-plot-save.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/* A chart that is a file of its own. */

/* Paints into @area; the background is there. */
typedef void (*BwReportPaint) (cairo_t                    *cr,
                               const BwPlotRect           *area,
                               const BwPlotPalette        *palette,
                               const PangoFontDescription *font,
                               gconstpointer               data);

/* @width, @height: in points, with @margin on every side of the chart
 * Returns: (transfer full): or %NULL with the errors of bw_plot_render() */
GBytes *bw_report_picture_render (BwPlotFormat          format,
                                  double                width,
                                  double                height,
                                  double                margin,
                                  const BwPlotPalette  *palette,
                                  BwReportPaint         paint,
                                  gconstpointer         data,
                                  GError              **error);

G_END_DECLS
