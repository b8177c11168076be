/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot-test.h"
#include "plot/bw-plot-days.h"

static cairo_surface_t *
paint (guint                n_fasting,
       guint                n_glucose,
       guint                most,
       const BwPlotPalette *palette)
{
  cairo_surface_t *surface = plot_test_surface (60, 80, palette);
  const BwPlotRect area = { 0, 0, 60, 80 };
  cairo_t *cr = cairo_create (surface);

  bw_plot_day_paint (cr, &area, n_fasting, n_glucose, most, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  return surface;
}

/* How many dots there are: patches of pixels that touch, found by filling them. */
static guint
count_dots (cairo_surface_t     *surface,
            double               from_x,
            double               to_x,
            const BwPlotPalette *palette)
{
  gboolean inked[80][60] = { { FALSE } };
  guint dots = 0;

  for (int y = 0; y < 80; y++)
    for (int x = (int) from_x; x < (int) to_x; x++)
      {
        BwPlotColor pixel = plot_test_pixel (surface, x, y);

        /* Well inked: what lies between two dots is not. */
        inked[y][x] = bw_plot_contrast (&pixel, &palette->background) > 2.2;
      }
  for (int y = 0; y < 80; y++)
    for (int x = 0; x < 60; x++)
      {
        int stack[80 * 60][2], depth = 0;

        if (!inked[y][x])
          continue;
        dots++;
        inked[y][x] = FALSE;
        stack[depth][0] = y;
        stack[depth++][1] = x;
        while (depth > 0)
          {
            int at_y = stack[--depth][0], at_x = stack[depth][1];

            for (int j = MAX (at_y - 1, 0); j <= MIN (at_y + 1, 79); j++)
              for (int i = MAX (at_x - 1, 0); i <= MIN (at_x + 1, 59); i++)
                if (inked[j][i])
                  {
                    inked[j][i] = FALSE;
                    stack[depth][0] = j;
                    stack[depth++][1] = i;
                  }
          }
      }
  return dots;
}

static void
test_counts (void)
{
  static const guint counts[][2] = { { 0, 0 }, { 1, 0 }, { 0, 1 }, { 5, 12 }, { 16, 3 } };
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      cairo_surface_t *surface = paint (counts[i][0], counts[i][1], 16, palette);

      g_assert_cmpuint (count_dots (surface, 0, 30, palette), ==, counts[i][0]);
      g_assert_cmpuint (count_dots (surface, 30, 60, palette), ==, counts[i][1]);
      cairo_surface_destroy (surface);
    }
}

/* More than fit at their usual size become smaller, all within the area; the empty middle of a ring
 * tells it from a triangle without its colour. */
static void
test_sizes (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (TRUE, FALSE);
  cairo_surface_t *surface = paint (1, 1, 1, palette);
  BwPlotColor pixel = plot_test_pixel (surface, 27.5 - 5, 75);

  g_assert_true (plot_test_same (&pixel, &palette->background));
  pixel = plot_test_pixel (surface, 32.5 + 5, 76);
  g_assert_true (plot_test_same (&pixel, &palette->ecg.set[1]));
  cairo_surface_destroy (surface);

  surface = paint (0, 40, 40, palette);
  g_assert_cmpuint (plot_test_count_other (surface, &(BwPlotRect) { 0, 0, 60, 2 },
                                           &palette->background), ==, 0);
  g_assert_cmpuint (plot_test_count_other (surface, &(BwPlotRect) { 59, 0, 1, 80 },
                                           &palette->background), ==, 0);
  cairo_surface_destroy (surface);
  surface = paint (4000, 4000, 4000, palette); /* more than there is room for at all */
  cairo_surface_destroy (surface);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/days/counts", test_counts);
  g_test_add_func ("/plot/days/sizes", test_sizes);
  return g_test_run ();
}
