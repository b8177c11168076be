/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-report-picture.h"

#define FONT_SIZE 13
#define SCALE 2 /* pixels a point where it becomes pixels */

typedef struct
{
  double margin;
  const BwPlotPalette *palette;
  BwReportPaint paint;
  gconstpointer data;
} Picture;

static void
paint_picture (cairo_t          *cr,
               const BwPlotRect *area,
               gpointer          user_data)
{
  const Picture *picture = user_data;
  const double margin = picture->margin;
  const BwPlotRect inner = { margin, margin, area->width - 2 * margin, area->height - 2 * margin };
  PangoFontDescription *font = bw_plot_font_new (FONT_SIZE);

  bw_plot_set_color (cr, &picture->palette->background);
  cairo_paint (cr);
  picture->paint (cr, &inner, picture->palette, font, picture->data);
  pango_font_description_free (font);
}

GBytes *
bw_report_picture_render (BwPlotFormat          format,
                          double                width,
                          double                height,
                          double                margin,
                          const BwPlotPalette  *palette,
                          BwReportPaint         paint,
                          gconstpointer         data,
                          GError              **error)
{
  Picture picture = { margin, palette, paint, data };

  return bw_plot_render (format, width, height, SCALE, paint_picture, &picture, NULL, error);
}
