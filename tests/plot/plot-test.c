/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot-test.h"

#include <math.h>

cairo_surface_t *
plot_test_surface (int                  width,
                   int                  height,
                   const BwPlotPalette *palette)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  bw_plot_set_color (cr, &palette->background);
  cairo_paint (cr);
  cairo_destroy (cr);
  return surface;
}

BwPlotColor
plot_test_pixel (cairo_surface_t *surface,
                 double           x,
                 double           y)
{
  int column = (int) floor (x), row = (int) floor (y);
  guint32 pixel;

  g_assert_cmpint (column, >=, 0);
  g_assert_cmpint (row, >=, 0);
  g_assert_cmpint (column, <, cairo_image_surface_get_width (surface));
  g_assert_cmpint (row, <, cairo_image_surface_get_height (surface));
  cairo_surface_flush (surface);
  pixel = *(const guint32 *) (const void *) (cairo_image_surface_get_data (surface)
                                            + row * cairo_image_surface_get_stride (surface)
                                            + column * 4);
  return (BwPlotColor) { (pixel >> 16 & 0xff) / 255.0, (pixel >> 8 & 0xff) / 255.0,
                         (pixel & 0xff) / 255.0, 1 };
}

gboolean
plot_test_same (const BwPlotColor *a,
                const BwPlotColor *b)
{
  const double tolerance = 2.5 / 255;

  return fabs (a->red - b->red) < tolerance && fabs (a->green - b->green) < tolerance
         && fabs (a->blue - b->blue) < tolerance;
}

guint
plot_test_count_other (cairo_surface_t   *surface,
                       const BwPlotRect  *area,
                       const BwPlotColor *color)
{
  guint count = 0;

  for (double y = area->y; y < area->y + area->height; y++)
    for (double x = area->x; x < area->x + area->width; x++)
      {
        BwPlotColor pixel = plot_test_pixel (surface, x, y);

        count += !plot_test_same (&pixel, color);
      }
  return count;
}

void
plot_test_save (cairo_surface_t *surface,
                const char      *name)
{
  const char *folder = g_getenv ("BW_TEST_PICTURES");
  g_autofree char *path = NULL;

  if (!folder || !*folder)
    return;
  path = g_strdup_printf ("%s/plot-%s.png", folder, name);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
}
