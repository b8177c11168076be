/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot-test-looks.h"

#define AROUND 4

BwPlotRect
plot_test_area (int width,
                int height)
{
  return (BwPlotRect) { AROUND, AROUND, width - 2 * AROUND, height - 2 * AROUND };
}

cairo_surface_t *
plot_test_paint (PlotTestPaint        paint,
                 gconstpointer        chart,
                 int                  width,
                 int                  height,
                 const BwPlotPalette *palette)
{
  cairo_surface_t *surface = plot_test_surface (width, height, palette);
  PangoFontDescription *font = bw_plot_font_new (12);
  BwPlotRect area = plot_test_area (width, height);
  cairo_t *cr = cairo_create (surface);

  paint (cr, &area, chart, palette, font);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  pango_font_description_free (font);
  return surface;
}

void
plot_test_looks (PlotTestPaint paint,
                 gconstpointer chart,
                 const char   *name)
{
  static const struct
  {
    const char *name;
    int width, height;
    gboolean dark, high_contrast;
  } looks[] = {
    { "wide", 460, 320, FALSE, FALSE },          { "wide-dark", 460, 320, TRUE, FALSE },
    { "narrow", 312, 260, FALSE, FALSE },        { "narrow-dark", 312, 260, TRUE, FALSE },
    { "contrast", 460, 320, FALSE, TRUE },       { "dark-contrast", 460, 320, TRUE, TRUE },
    { "tiny", 24, 20, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (looks[i].dark, looks[i].high_contrast);
      cairo_surface_t *surface
          = plot_test_paint (paint, chart, looks[i].width, looks[i].height, palette);
      g_autofree char *file = g_strdup_printf ("%s-%s", name, looks[i].name);

      plot_test_save (surface, file);
      cairo_surface_destroy (surface);
    }
}

guint
plot_test_count (cairo_surface_t   *surface,
                 const BwPlotRect  *area,
                 const BwPlotColor *color)
{
  guint count = 0;

  for (double y = area->y; y < area->y + area->height; y++)
    for (double x = area->x; x < area->x + area->width; x++)
      {
        BwPlotColor pixel = plot_test_pixel (surface, x, y);

        count += plot_test_same (&pixel, color);
      }
  return count;
}
