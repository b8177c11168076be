/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot-test-looks.h"
#include "plot/bw-plot-histogram.h"

#include <math.h>

#define WIDTH 460
#define HEIGHT 320

static const guint counts[] = { 1, 0, 3, 8, 14, 22, 31, 27, 18, 11, 6, 2, 0, 1 };

static const BwPlotHistogram chart = {
  .counts = counts,
  .n = G_N_ELEMENTS (counts),
  .first_ms = 800,
  .bin_ms = 7.8125,
  .has_triangle = TRUE,
  .foot_ms = 814,
  .peak_ms = 851,
  .other_foot_ms = 892,
  .peak_count = 31,
  .words = "TINN 78 ms",
  .cursor = -1,
};

static void
paint (cairo_t                    *cr,
       const BwPlotRect           *area,
       gconstpointer               data,
       const BwPlotPalette        *palette,
       const PangoFontDescription *font)
{
  bw_plot_histogram_paint (cr, area, data, palette, font);
}

static BwPlotHistogramLayout
lay (const BwPlotHistogram *self)
{
  BwPlotRect area = plot_test_area (WIDTH, HEIGHT);
  PangoFontDescription *font = bw_plot_font_new (12);
  BwPlotHistogramLayout layout;

  bw_plot_histogram_layout (&layout, self, &area, font);
  pango_font_description_free (font);
  return layout;
}

/* Bars are as high as their counts, and stand where their intervals are. */
static void
test_bars (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  BwPlotHistogram bare = chart;
  BwPlotHistogramLayout layout;
  cairo_surface_t *surface;

  bare.has_triangle = FALSE;
  layout = lay (&bare);
  surface = plot_test_paint (paint, &bare, WIDTH, HEIGHT, palette);
  for (guint i = 0; i < chart.n; i++)
    {
      double x = bw_plot_scale_map (&layout.interval, chart.first_ms + (i + 0.45) * chart.bin_ms);
      double top = bw_plot_scale_map (&layout.count, counts[i]);
      BwPlotColor above = plot_test_pixel (surface, x, top - 2), below = plot_test_pixel (surface, x, top + 2);

      g_assert_false (plot_test_same (&above, &palette->hrv.bar));
      g_assert_cmpint (plot_test_same (&below, &palette->hrv.bar), ==, counts[i] > 0);
      g_assert_cmpint (bw_plot_histogram_find (&chart, &layout, x), ==, (int) i);
    }
  g_assert_cmpint (bw_plot_histogram_find (&chart, &layout, layout.plot.x), ==, -1);
  g_assert_cmpint (bw_plot_histogram_find (&chart, &layout, layout.plot.x + layout.plot.width), ==, -1);
  cairo_surface_destroy (surface);
}

static void
test_triangle (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (TRUE, FALSE);
  BwPlotHistogramLayout layout = lay (&chart);
  cairo_surface_t *surface = plot_test_paint (paint, &chart, WIDTH, HEIGHT, palette);

  /* Half way up both sides. */
  for (guint side = 0; side < 2; side++)
    {
      double ms = (chart.peak_ms + (side ? chart.other_foot_ms : chart.foot_ms)) / 2;
      double foot = layout.plot.y + layout.plot.height - 1;
      double top = bw_plot_scale_map (&layout.count, chart.peak_count);
      const BwPlotRect place = { bw_plot_scale_map (&layout.interval, ms) - 2, (foot + top) / 2 - 2, 4, 4 };

      g_assert_cmpuint (plot_test_count (surface, &place, &palette->ink), >, 0);
    }
  cairo_surface_destroy (surface);
}

/* A count of one has no half of it on the axis. */
static void
test_whole (void)
{
  static const guint one[] = { 1 };
  BwPlotHistogram chart_of_one = { .counts = one, .n = 1, .first_ms = 900, .bin_ms = 8, .cursor = -1 };
  BwPlotHistogram none = { .cursor = -1 };
  BwPlotHistogramLayout layout = lay (&chart_of_one);

  g_assert_cmpfloat (layout.count.d1, <, 2);
  g_assert_cmpfloat (layout.interval.d0, <, 900);
  layout = lay (&none);
  g_assert_cmpfloat (layout.interval.d1, >, layout.interval.d0);
  plot_test_looks (paint, &chart_of_one, "histogram-one");
  plot_test_looks (paint, &none, "histogram-none");
}

static void
test_looks (void)
{
  BwPlotHistogram with_cursor = chart;

  plot_test_looks (paint, &chart, "histogram");
  with_cursor.cursor = 6;
  with_cursor.cursor_text = "847 – 855 ms\n31 beats";
  plot_test_looks (paint, &with_cursor, "histogram-cursor");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/histogram/bars", test_bars);
  g_test_add_func ("/plot/histogram/triangle", test_triangle);
  g_test_add_func ("/plot/histogram/whole", test_whole);
  g_test_add_func ("/plot/histogram/looks", test_looks);
  return g_test_run ();
}
