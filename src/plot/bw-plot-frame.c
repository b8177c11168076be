/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-frame.h"

#include <math.h>

#define WIDTH BW_PLOT_FRAME_WIDTH
#define LEAST (4 * WIDTH)
#define VEIL_ALPHA 0.55

void
bw_plot_paint_frame (cairo_t           *cr,
                     const BwPlotRect  *area,
                     double             x0,
                     double             x1,
                     const BwPlotColor *color,
                     const BwPlotColor *behind)
{
  double right = area->x + area->width;
  BwPlotColor veil = *behind;

  if (x1 < area->x || x0 > right)
    return;
  x0 = CLAMP (round (x0), area->x, MAX (right - LEAST, area->x));
  x1 = CLAMP (round (x1), MIN (x0 + LEAST, right), right);
  veil.alpha = VEIL_ALPHA;
  bw_plot_set_color (cr, &veil);
  cairo_rectangle (cr, area->x, area->y, x0 - area->x, area->height);
  cairo_rectangle (cr, x1, area->y, right - x1, area->height);
  cairo_fill (cr);

  bw_plot_set_color (cr, color);
  cairo_set_line_width (cr, WIDTH);
  cairo_rectangle (cr, x0 + WIDTH / 2, area->y + WIDTH / 2, x1 - x0 - WIDTH, area->height - WIDTH);
  cairo_stroke (cr);
}
