/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot-test.h"
#include "plot/bw-plot-coverage.h"

#include <math.h>

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))
#define FIRST_MS (20000 * DAY_MS)
#define N 100
#define HOLE 60 /* ten days without anything from this point on */

static BwPlotPoint points[N];

static void
make (BwPlotCoverage *chart,
      GTimeZone      *zone)
{
  for (guint i = 0; i < N; i++)
    points[i] = (BwPlotPoint) { FIRST_MS + (i + (i < HOLE ? 0 : 10)) * DAY_MS,
                                0.8 + 0.06 * sin (i / 9.0) };
  *chart = (BwPlotCoverage) {
    .zone = zone,
    .from_ms = FIRST_MS - 30 * DAY_MS,
    .to_ms = FIRST_MS + (N + 10) * DAY_MS,
    .points = points,
    .n_points = N,
    .gap_ms = 3 * DAY_MS,
    .promised = 0.8,
    .promised_label = "80 % was promised",
    .cursor = -1,
  };
}

static void
paint (cairo_surface_t      *surface,
       const BwPlotCoverage *chart,
       const BwPlotRect     *area,
       const BwPlotPalette  *palette)
{
  PangoFontDescription *font = bw_plot_font_new (12);
  cairo_t *cr = cairo_create (surface);

  bw_plot_coverage_paint (cr, area, chart, palette, font);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  pango_font_description_free (font);
}

/* The axis has room for every point, and the nearest is found. */
static void
test_layout (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  PangoFontDescription *font = bw_plot_font_new (12);
  const BwPlotRect area = { 10, 20, 600, 180 };
  BwPlotCoverageLayout layout;
  BwPlotCoverage chart;

  make (&chart, utc);
  bw_plot_coverage_layout (&layout, &chart, &area, font);
  bw_assert_near (layout.share.d0, 0.6, 1e-9);
  bw_assert_near (layout.share.d1, 1, 1e-9);
  g_assert_cmpfloat (layout.plot.x, >, area.x);
  g_assert_cmpfloat (layout.plot.y + layout.plot.height, <, area.y + area.height);
  for (guint i = 0; i < N; i += 7)
    g_assert_cmpint (bw_plot_coverage_find_point (
                         &chart, &layout,
                         bw_plot_time_scale_map (&layout.time, points[i].time_ms) + 0.4),
                     ==, i);
  points[3].value = 0.31;
  bw_plot_coverage_layout (&layout, &chart, &area, font);
  bw_assert_near (layout.share.d0, 0.3, 1e-9);
  chart.n_points = 0;
  bw_plot_coverage_layout (&layout, &chart, &area, font);
  g_assert_cmpint (bw_plot_coverage_find_point (&chart, &layout, 300), ==, -1);
  pango_font_description_free (font);
}

/* The line stands where the shares are, and breaks where there is nothing. */
static void
test_line (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  PangoFontDescription *font = bw_plot_font_new (12);
  const BwPlotRect area = { 0, 0, 700, 200 };
  cairo_surface_t *surface = plot_test_surface (700, 200, palette);
  BwPlotCoverageLayout layout;
  BwPlotCoverage chart;
  BwPlotColor pixel;

  make (&chart, utc);
  bw_plot_coverage_layout (&layout, &chart, &area, font);
  paint (surface, &chart, &area, palette);
  for (guint i = 5; i < N; i += 10)
    {
      pixel = plot_test_pixel (surface, bw_plot_time_scale_map (&layout.time, points[i].time_ms),
                               bw_plot_scale_map (&layout.share, points[i].value));
      g_assert_cmpfloat (bw_plot_contrast (&pixel, &palette->background), >, 3);
    }
  {
    double x0 = bw_plot_time_scale_map (&layout.time, points[HOLE - 1].time_ms + 2 * DAY_MS);
    double x1 = bw_plot_time_scale_map (&layout.time, points[HOLE].time_ms - 2 * DAY_MS);
    double y = bw_plot_scale_map (&layout.share, (points[HOLE].value + points[HOLE - 1].value) / 2);
    const BwPlotRect hole = { x0, y - 4, x1 - x0, 8 };

    g_assert_cmpuint (plot_test_count_other (surface, &hole, &palette->background), <, 30);
  }
  cairo_surface_destroy (surface);
  pango_font_description_free (font);
}

static void
test_pictures (void)
{
  static const struct
  {
    const char *name;
    int width;
    gboolean dark, high_contrast;
  } looks[] = {
    { "wide", 820, FALSE, FALSE },
    { "wide-dark", 820, TRUE, FALSE },
    { "narrow", 330, FALSE, FALSE },
    { "narrow-dark-contrast", 330, TRUE, TRUE },
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  BwPlotCoverage chart;

  make (&chart, utc);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (looks[i].dark, looks[i].high_contrast);
      const BwPlotRect area = { 4, 4, looks[i].width - 8, 180 };
      cairo_surface_t *surface = plot_test_surface (looks[i].width, 188, palette);
      g_autofree char *name = g_strdup_printf ("coverage-%s", looks[i].name);

      chart.cursor = i % 2 == 0 ? -1 : 70;
      chart.cursor_text = "12 May 2025\n78 %";
      paint (surface, &chart, &area, palette);
      plot_test_save (surface, name);
      cairo_surface_destroy (surface);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/coverage/layout", test_layout);
  g_test_add_func ("/plot/coverage/line", test_line);
  g_test_add_func ("/plot/coverage/pictures", test_pictures);
  return g_test_run ();
}
