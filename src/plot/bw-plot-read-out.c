/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-read-out.h"

#include <math.h>

#define RADIUS 6.0
#define PADDING_X 10.0
#define PADDING_Y 7.0
#define FROM_CURSOR 12.0

void
bw_plot_read_out_paint (cairo_t                    *cr,
                        const BwPlotRect           *plot,
                        double                      x,
                        double                      y,
                        const char                 *text,
                        const BwPlotPalette        *palette,
                        const PangoFontDescription *font)
{
  double width, height, left, top;

  bw_plot_text_measure (font, text, &width, &height);
  width += 2 * PADDING_X;
  height += 2 * PADDING_Y;
  left = x < plot->x + plot->width / 2 ? x + FROM_CURSOR : x - FROM_CURSOR - width;
  left = round (CLAMP (left, plot->x + 2, MAX (plot->x + 2, plot->x + plot->width - width - 2)));
  top = y - plot->y > plot->height / 2 ? plot->y + 4 : plot->y + plot->height - height - 4;
  top = round (MAX (top, plot->y - 8));

  cairo_save (cr);
  cairo_new_sub_path (cr);
  cairo_arc (cr, left + width - RADIUS, top + RADIUS, RADIUS, -G_PI / 2, 0);
  cairo_arc (cr, left + width - RADIUS, top + height - RADIUS, RADIUS, 0, G_PI / 2);
  cairo_arc (cr, left + RADIUS, top + height - RADIUS, RADIUS, G_PI / 2, G_PI);
  cairo_arc (cr, left + RADIUS, top + RADIUS, RADIUS, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
  bw_plot_set_color (cr, &palette->background);
  cairo_fill_preserve (cr);
  bw_plot_set_color (cr, &palette->grid);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  bw_plot_text_draw (cr, font, &palette->text, left + PADDING_X, top + PADDING_Y, 0, 0, text);
  cairo_restore (cr);
}
