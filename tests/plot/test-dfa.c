/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot-test-looks.h"
#include "plot/bw-plot-dfa.h"

#include <math.h>

#define WIDTH 460
#define HEIGHT 320

static const double boxes[] = { 4, 5, 6, 8, 10, 12, 16, 20, 25, 32, 40, 50, 64, 80, 100 };
static double fluctuation[G_N_ELEMENTS (boxes)];

static const BwPlotDfa chart = {
  .boxes = boxes,
  .fluctuation_ms = fluctuation,
  .n = G_N_ELEMENTS (boxes),
  .lines = { { 4, 16, 1.2, 0.5, "α1 1.20" }, { 16, 64, 0.8, 0.98, "α2 0.80" } },
  .n_lines = 2,
  .cursor = -1,
};

static void
fill (void)
{
  for (guint i = 0; i < chart.n; i++)
    {
      const BwPlotDfaLine *line = &chart.lines[boxes[i] > 16];

      fluctuation[i] = pow (10, line->intercept + line->alpha * log10 (boxes[i]));
    }
}

static void
paint (cairo_t                    *cr,
       const BwPlotRect           *area,
       gconstpointer               data,
       const BwPlotPalette        *palette,
       const PangoFontDescription *font)
{
  bw_plot_dfa_paint (cr, area, data, palette, font);
}

static BwPlotDfaLayout
lay (const BwPlotDfa *self)
{
  BwPlotRect area = plot_test_area (WIDTH, HEIGHT);
  PangoFontDescription *font = bw_plot_font_new (12);
  BwPlotDfaLayout layout;

  bw_plot_dfa_layout (&layout, self, &area, font);
  pango_font_description_free (font);
  return layout;
}

/* Points within the lines' lengths are full, beyond them hollow. */
static void
test_points (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  BwPlotDfa bare = chart;
  BwPlotDfaLayout layout = lay (&chart);
  cairo_surface_t *surface;

  /* Lines that are nowhere near leave the points to be seen. */
  bare.lines[0].intercept = bare.lines[1].intercept = -20;
  surface = plot_test_paint (paint, &bare, WIDTH, HEIGHT, palette);
  for (guint i = 0; i < chart.n; i++)
    {
      double x = bw_plot_scale_map (&layout.box, log10 (boxes[i]));
      BwPlotColor pixel = plot_test_pixel (
          surface, x, bw_plot_scale_map (&layout.fluctuation, log10 (fluctuation[i])));

      g_assert_true (plot_test_same (&pixel, boxes[i] <= 64 ? &palette->hrv.bar : &palette->background));
      g_assert_cmpint (bw_plot_dfa_find (&chart, &layout, x + 1), ==, (int) i);
    }
  cairo_surface_destroy (surface);
}

static void
test_lines (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  BwPlotDfaLayout layout = lay (&chart);
  cairo_surface_t *surface = plot_test_paint (paint, &chart, WIDTH, HEIGHT, palette);
  double middle = (log10 (4) + log10 (5)) / 2;
  const BwPlotRect place = { bw_plot_scale_map (&layout.box, middle) - 2,
                             bw_plot_scale_map (&layout.fluctuation, 0.5 + 1.2 * middle) - 2, 4, 4 };

  g_assert_cmpuint (plot_test_count (surface, &place, &palette->hrv.line[0]), >, 2);
  cairo_surface_destroy (surface);
}

/* What does not stray has no logarithm, and no place. */
static void
test_none (void)
{
  static const double flat[] = { 0, 0 };
  const BwPlotDfa none = { .cursor = -1 }, zero = { .boxes = boxes, .fluctuation_ms = flat, .n = 2, .cursor = -1 };
  BwPlotDfaLayout layout = lay (&zero);

  g_assert_cmpint (bw_plot_dfa_find (&zero, &layout, WIDTH / 2), ==, -1);
  g_assert_cmpfloat (layout.box.d1, >, layout.box.d0);
  plot_test_looks (paint, &none, "dfa-none");
  plot_test_looks (paint, &zero, "dfa-zero");
}

static void
test_looks (void)
{
  BwPlotDfa with_cursor = chart;

  plot_test_looks (paint, &chart, "dfa");
  with_cursor.cursor = 5;
  with_cursor.cursor_text = "Boxes of 12 beats\nF 62 ms";
  plot_test_looks (paint, &with_cursor, "dfa-cursor");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fill ();
  g_test_add_func ("/plot/dfa/points", test_points);
  g_test_add_func ("/plot/dfa/lines", test_lines);
  g_test_add_func ("/plot/dfa/none", test_none);
  g_test_add_func ("/plot/dfa/looks", test_looks);
  return g_test_run ();
}
