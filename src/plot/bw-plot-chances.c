/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-chances.h"

#include <math.h>

/* Between two parts. */
#define GAP 1.0

void
bw_plot_chances_paint (cairo_t                    *cr,
                       const BwPlotRect           *area,
                       const double               *p,
                       const BwPlotPalette        *palette,
                       const PangoFontDescription *font)
{
  double x = area->x;

  for (int zone = BW_ZONE_GREEN; zone >= BW_ZONE_RED; zone--)
    {
      double end = zone == BW_ZONE_RED ? area->x + area->width
                                       : round (x + area->width * CLAMP (p[zone], 0, 1));
      double width = MIN (end, area->x + area->width) - x, shape_width, shape_height;

      if (width >= 1)
        {
          bw_plot_set_color (cr, &palette->zone_line[zone]);
          cairo_rectangle (cr, x, area->y, MAX (width - (zone == BW_ZONE_RED ? 0 : GAP), 1),
                           area->height);
          cairo_fill (cr);
          bw_plot_text_measure (font, bw_zone_get_shape (zone), &shape_width, &shape_height);
          if (width > shape_width + 8)
            bw_plot_text_draw (cr, font, &palette->background, x + width / 2,
                               area->y + area->height / 2, 0.5, 0.5, bw_zone_get_shape (zone));
        }
      x += width;
    }
}
