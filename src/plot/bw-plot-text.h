/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-palette.h"
#include "plot/bw-plot-types.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* Text of a plot: Pango text in the caller's font, with figures of one width. The font's size is
 * absolute (pango_font_description_set_absolute_size()), so that a picture has the same lines on
 * every surface. */

/* The font for saved pictures and tests where no interface gives one: Sans of @size units. */
PangoFontDescription *bw_plot_font_new (double size);

void bw_plot_text_measure (const PangoFontDescription *font,
                           const char                 *text,
                           double                     *width,
                           double                     *height);

/**
 * bw_plot_text_draw:
 * @x, @y: the point the text is aligned to
 * @align_x, @align_y: which point of the text lies there: 0 its left or top, 0.5 its middle, 1 its
 *   right or bottom
 * @text: may hold line breaks
 */
void bw_plot_text_draw (cairo_t                    *cr,
                        const PangoFontDescription *font,
                        const BwPlotColor          *color,
                        double                      x,
                        double                      y,
                        double                      align_x,
                        double                      align_y,
                        const char                 *text);

/* A sentence in the middle of the area, in as many lines as it takes: why there is nothing to draw. */
void bw_plot_text_draw_sentence (cairo_t                    *cr,
                                 const PangoFontDescription *font,
                                 const BwPlotColor          *color,
                                 const BwPlotRect           *area,
                                 const char                 *text);

G_END_DECLS
