/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "plot-test.h"
#include "plot/bw-plot-bars.h"

static void
test_push (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  const BwPlotRect area = { 0, 0, 101, 20 };
  cairo_surface_t *surface = plot_test_surface (101, 20, palette);
  cairo_t *cr = cairo_create (surface);
  BwPlotColor left, right;

  bw_plot_push_bar_paint (cr, &area, -8, 10, palette);
  left = plot_test_pixel (surface, 30, 10);
  right = plot_test_pixel (surface, 70, 10);
  g_assert_true (plot_test_same (&left, &palette->zone_line[BW_ZONE_RED]));
  g_assert_true (plot_test_same (&right, &palette->background));
  left = plot_test_pixel (surface, 6, 10); /* beyond four fifths */
  g_assert_true (plot_test_same (&left, &palette->background));

  bw_plot_push_bar_paint (cr, &area, 5, 10, palette);
  right = plot_test_pixel (surface, 65, 10);
  g_assert_true (plot_test_same (&right, &palette->zone_line[BW_ZONE_GREEN]));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_spans (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (TRUE, FALSE);
  PangoFontDescription *font = bw_plot_font_new (12);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const BwPlotSpan whole[] = { { 0, 50 * BW_TIME_DAY } };
  const BwPlotSpan tiny[] = { { 75 * BW_TIME_DAY, 75 * BW_TIME_DAY } };
  const BwPlotSpanRow rows[] = { { "A", whole, 1 }, { "A", tiny, 1 } };
  double height = bw_plot_span_bars_height (2, font), row = height / 3;
  const BwPlotRect area = { 0, 0, 400, height };
  cairo_surface_t *surface = plot_test_surface (400, (int) height + 1, palette);
  cairo_t *cr = cairo_create (surface);
  BwPlotRect second = { 100, row * 1.5 - 3, 300, 1 };
  BwPlotColor pixel;

  bw_plot_span_bars_paint (cr, &area, utc, 0, 100 * BW_TIME_DAY, rows, 2, palette, font);
  pixel = plot_test_pixel (surface, 120, row / 2 + 2);
  g_assert_true (plot_test_same (&pixel, &palette->past));
  pixel = plot_test_pixel (surface, 320, row / 2 + 2);
  g_assert_true (plot_test_same (&pixel, &palette->background));
  /* An instant is still two units wide. */
  g_assert_cmpuint (plot_test_count_other (surface, &second, &palette->background), >=, 2);
  g_assert_cmpuint (plot_test_count_other (surface, &second, &palette->background), <=, 3);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  pango_font_description_free (font);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/bars/push", test_push);
  g_test_add_func ("/plot/bars/spans", test_spans);
  return g_test_run ();
}
