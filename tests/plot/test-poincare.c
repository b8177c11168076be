/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "plot-test-looks.h"
#include "plot/bw-plot-heat.h"
#include "plot/bw-plot-poincare.h"

#include <math.h>

#define WIDTH 420
#define HEIGHT 400
#define MANY 20000

static const double first[] = { 800, 820, 790, 860, 1000 };
static const double next[] = { 820, 790, 860, 1000, 840 };

static const BwPlotPoincare few = {
  .first_ms = first,
  .next_ms = next,
  .n = G_N_ELEMENTS (first),
  .cursor = -1,
};

static void
paint (cairo_t                    *cr,
       const BwPlotRect           *area,
       gconstpointer               chart,
       const BwPlotPalette        *palette,
       const PangoFontDescription *font)
{
  bw_plot_poincare_paint (cr, area, chart, palette, font);
}

static BwPlotPoincareLayout
lay (const BwPlotPoincare *chart)
{
  BwPlotRect area = plot_test_area (WIDTH, HEIGHT);
  PangoFontDescription *font = bw_plot_font_new (12);
  BwPlotPoincareLayout layout;

  bw_plot_poincare_layout (&layout, chart, &area, font);
  pango_font_description_free (font);
  return layout;
}

/* Pairs around 900 ms whose ellipse is known: 15 ms across, 60 ms along. */
static void
make_cloud (double *x,
            double *y,
            guint   n)
{
  GRand *random = bw_random_new (7, "cloud");

  for (guint i = 0; i < n; i++)
    {
      double along = bw_random_normal (random) * 60, across = bw_random_normal (random) * 15;

      x[i] = 900 + (along - across) / G_SQRT2;
      y[i] = 900 + (along + across) / G_SQRT2;
    }
  g_rand_free (random);
}

static void
test_layout (void)
{
  BwPlotPoincareLayout layout = lay (&few);
  const BwPlotPoincare none = { .cursor = -1 };

  g_assert_cmpfloat (layout.plot.width, ==, layout.plot.height);
  g_assert_cmpfloat (layout.plot.x + layout.plot.width, <=, WIDTH);
  g_assert_cmpfloat (layout.plot.y + layout.plot.height, <, HEIGHT - 10);
  g_assert_cmpfloat (layout.first.d0, ==, layout.next.d0);
  g_assert_cmpfloat (layout.first.d1, ==, layout.next.d1);
  g_assert_cmpfloat (layout.first.d0, <, 790);
  g_assert_cmpfloat (layout.first.d1, >, 1000);

  /* Nothing, and intervals that are all the same, have an axis too. */
  layout = lay (&none);
  g_assert_cmpfloat (layout.first.d1 - layout.first.d0, >=, 99);
}

static void
test_find (void)
{
  BwPlotPoincareLayout layout = lay (&few);

  for (guint i = 0; i < few.n; i++)
    {
      double x = bw_plot_scale_map (&layout.first, first[i]);
      double y = bw_plot_scale_map (&layout.next, next[i]);

      g_assert_cmpint (bw_plot_poincare_find (&few, &layout, x + 2, y - 2, 6), ==, (int) i);
      g_assert_cmpint (bw_plot_poincare_find (&few, &layout, x + 8, y - 8, 6), ==, -1);
    }
}

/* Each pair is a dot at its place, the line of equal intervals goes through the corners. */
static void
test_dots (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  cairo_surface_t *surface = plot_test_paint (paint, &few, WIDTH, HEIGHT, palette);
  BwPlotPoincareLayout layout = lay (&few);

  for (guint i = 0; i < few.n; i++)
    {
      BwPlotColor pixel = plot_test_pixel (surface, bw_plot_scale_map (&layout.first, first[i]),
                                           bw_plot_scale_map (&layout.next, next[i]));

      g_assert_true (plot_test_same (&pixel, &palette->hrv.bar));
    }
  for (guint corner = 0; corner < 2; corner++)
    {
      const BwPlotRect place = { corner ? layout.plot.x + layout.plot.width - 12 : layout.plot.x + 1,
                                 corner ? layout.plot.y + 1 : layout.plot.y + layout.plot.height - 12,
                                 11, 11 };

      g_assert_cmpuint (plot_test_count_other (surface, &place, &palette->background), >, 5);
    }
  cairo_surface_destroy (surface);
}

/* The ellipse ends where SD1 and SD2 say, and nowhere else along its axes. */
static void
test_ellipse (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  BwPlotPoincare chart = { .cursor = -1, .has_ellipse = TRUE, .middle_ms = 900, .sd1_ms = 40, .sd2_ms = 90 };
  cairo_surface_t *surface = plot_test_paint (paint, &chart, WIDTH, HEIGHT, palette);
  BwPlotPoincareLayout layout = lay (&chart);
  const double half = sqrt (0.5);
  const struct
  {
    double x, y;
    gboolean is_on;
  } places[] = {
    { 900 + 90 * half, 900 + 90 * half, TRUE },  { 900 - 90 * half, 900 - 90 * half, TRUE },
    { 900 - 40 * half, 900 + 40 * half, TRUE },  { 900 + 40 * half, 900 - 40 * half, TRUE },
    { 900 + 60 * half, 900 - 60 * half, FALSE }, { 900 + 20 * half, 900 - 20 * half, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const BwPlotRect place = { bw_plot_scale_map (&layout.first, places[i].x) - 2,
                                 bw_plot_scale_map (&layout.next, places[i].y) - 2, 4, 4 };

      if (places[i].is_on)
        g_assert_cmpuint (plot_test_count (surface, &place, &palette->ink), >, 0);
      else
        g_assert_cmpuint (plot_test_count (surface, &place, &palette->ink), ==, 0);
    }
  cairo_surface_destroy (surface);
}

/* Two sets to be compared: discs and rings, each in its colour, on axes that hold both. */
static void
test_two_sets (void)
{
  static const double other_first[] = { 1100, 1140 }, other_next[] = { 1160, 1120 };
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  const BwPlotPoincareSet other = { other_first, other_next, 2, TRUE, 1300, 20, 50, "After" };
  BwPlotPoincare chart = few;
  BwPlotPoincareLayout layout;
  cairo_surface_t *surface;
  BwPlotRect end;

  chart.other = &other;
  chart.words = "Before";
  chart.cell_ms = 8;
  layout = lay (&chart);
  g_assert_cmpfloat (layout.first.d0, <, 790);
  g_assert_cmpfloat (layout.first.d1, >, 1300 + 50 * sqrt (0.5));
  surface = plot_test_paint (paint, &chart, WIDTH, HEIGHT, palette);
  for (guint i = 0; i < few.n + other.n; i++)
    {
      gboolean is_other = i >= few.n;
      double x = bw_plot_scale_map (&layout.first, is_other ? other_first[i - few.n] : first[i]);
      double y = bw_plot_scale_map (&layout.next, is_other ? other_next[i - few.n] : next[i]);
      const BwPlotRect around = { x - 5, y - 5, 10, 10 };
      BwPlotColor pixel = plot_test_pixel (surface, x, y);

      g_assert_cmpint (plot_test_same (&pixel, &palette->hrv.line[0]), ==, !is_other);
      /* A ring is empty. */
      if (is_other)
        g_assert_true (plot_test_same (&pixel, &palette->background));
      g_assert_cmpuint (plot_test_count_other (surface, &around, &palette->background), >, 10);
    }
  /* The other's ellipse, in its colour. */
  end = (BwPlotRect){ bw_plot_scale_map (&layout.first, 1300 - 50 * sqrt (0.5)) - 4,
                      bw_plot_scale_map (&layout.next, 1300 - 50 * sqrt (0.5)) - 4, 8, 8 };
  g_assert_cmpuint (plot_test_count (surface, &end, &palette->hrv.line[1]), >, 3);
  cairo_surface_destroy (surface);
}

/* The fullest cell has the colour of much, where nothing is the background shows. */
static void
test_density (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (TRUE, FALSE);
  g_autofree double *x = g_new (double, MANY), *y = g_new (double, MANY);
  BwPlotPoincare chart = { .first_ms = x, .next_ms = y, .n = MANY, .cell_ms = 8, .cursor = -1 };
  BwPlotColor most = bw_plot_heat_color (palette, 1);
  BwPlotPoincareLayout layout;
  cairo_surface_t *surface;
  BwPlotRect place;

  make_cloud (x, y, MANY);
  for (guint i = 0; i < 1000; i++)
    x[i] = y[i] = 904;
  layout = lay (&chart);
  surface = plot_test_paint (paint, &chart, WIDTH, HEIGHT, palette);
  place = (BwPlotRect) { bw_plot_scale_map (&layout.first, 904) - 1,
                         bw_plot_scale_map (&layout.next, 904) - 6, 3, 12 };
  g_assert_cmpuint (plot_test_count (surface, &place, &most), >, 4);
  /* Above the line, far off it. */
  place = (BwPlotRect) { layout.plot.x + 20, layout.plot.y + 60, 30, 10 };
  g_assert_cmpuint (plot_test_count (surface, &place, &most), ==, 0);
  cairo_surface_destroy (surface);
}

static void
test_looks (void)
{
  g_autofree double *x = g_new (double, MANY), *y = g_new (double, MANY);
  BwPlotPoincare chart = {
    .first_ms = x, .next_ms = y, .n = 300, .cursor = -1, .has_ellipse = TRUE, .middle_ms = 900,
    .sd1_ms = 15, .sd2_ms = 60, .words = "SD1 15 ms · SD2 60 ms",
  };
  const BwPlotPoincare none = { .cursor = -1 }, one = { .first_ms = first, .next_ms = next, .n = 1, .cursor = 0 };

  make_cloud (x, y, MANY);
  plot_test_looks (paint, &chart, "poincare");
  chart.n = MANY;
  chart.cell_ms = 7.8125;
  plot_test_looks (paint, &chart, "poincare-many");
  chart.cell_ms = 0;
  chart.n = 24;
  chart.cursor = 3;
  chart.cursor_text = "902 ms, then 921 ms";
  plot_test_looks (paint, &chart, "poincare-few");
  chart.n = 300;
  chart.cursor = -1;
  {
    const BwPlotPoincareSet other = { x + 400, y + 500, 250, TRUE, 900, 40, 45, "Afternoon" };

    chart.other = &other;
    chart.words = "Morning";
    plot_test_looks (paint, &chart, "poincare-two");
  }
  plot_test_looks (paint, &none, "poincare-none");
  plot_test_looks (paint, &one, "poincare-one");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/poincare/layout", test_layout);
  g_test_add_func ("/plot/poincare/find", test_find);
  g_test_add_func ("/plot/poincare/dots", test_dots);
  g_test_add_func ("/plot/poincare/ellipse", test_ellipse);
  g_test_add_func ("/plot/poincare/two-sets", test_two_sets);
  g_test_add_func ("/plot/poincare/density", test_density);
  g_test_add_func ("/plot/poincare/looks", test_looks);
  return g_test_run ();
}
