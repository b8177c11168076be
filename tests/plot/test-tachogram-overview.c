/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot-test-rr.h"
#include "plot-test.h"
#include "plot/bw-plot-tachogram-overview.h"

#include <math.h>

static BwPlotTachogramOverview
get_overview (const PlotTestRr *rr)
{
  BwPlotTachogram plot = plot_test_rr_get_plot (rr);

  return (BwPlotTachogramOverview) {
    .corrected = plot.corrected,
    .marks = plot.marks,
    .n_marks = plot.n_marks,
    .gaps = plot.gaps,
    .n_gaps = plot.n_gaps,
    .length_ms = rr->length_ms,
    .device_scale = 1,
  };
}

static cairo_surface_t *
paint (const BwPlotTachogramOverview *plot,
       int                            width,
       int                            height,
       const BwPlotPalette           *palette,
       const char                    *name)
{
  cairo_surface_t *surface = plot_test_surface (width, height, palette);
  cairo_t *cr = cairo_create (surface);
  BwPlotRect area = { 0, 0, width, height };

  bw_plot_tachogram_overview_paint (cr, &area, plot, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  if (name)
    plot_test_save (surface, name);
  return surface;
}

static void
test_frame (void)
{
  static const char *const names[] = { "light", "dark", "light-high-contrast",
                                       "dark-high-contrast" };
  PlotTestRr *rr = plot_test_rr_new (20000, 900, 600000);
  BwPlotTachogramOverview plot = get_overview (rr);
  BwPlotRect area = { 0, 0, 900, 60 };

  plot.from_ms = 0.25 * rr->length_ms;
  plot.to_ms = 0.4 * rr->length_ms;
  plot.has_selection = TRUE;
  plot.selection_from_ms = 0.3 * rr->length_ms;
  plot.selection_to_ms = 0.35 * rr->length_ms;
  for (guint i = 0; i <= 10; i++)
    {
      double ms = rr->length_ms * i / 10;
      double x = bw_plot_tachogram_overview_ms_to_x (&plot, &area, ms);

      bw_assert_near (bw_plot_tachogram_overview_x_to_ms (&plot, &area, x), ms, 1e-3);
      g_assert_cmpfloat (x, >=, 0);
      g_assert_cmpfloat (x, <=, 900);
    }
  for (guint scheme = 0; scheme < 4; scheme++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
      g_autofree char *name = g_strdup_printf ("tachogram-overview-%s", names[scheme]);
      cairo_surface_t *surface = paint (&plot, 900, 60, palette, name);
      double left = bw_plot_tachogram_overview_ms_to_x (&plot, &area, plot.from_ms);
      double right = bw_plot_tachogram_overview_ms_to_x (&plot, &area, plot.to_ms);
      BwPlotColor at_left = plot_test_pixel (surface, round (left) - 1.5, 8);
      BwPlotColor at_right = plot_test_pixel (surface, round (right) + 0.5, 8);

      g_assert_true (plot_test_same (&at_left, &palette->accent));
      g_assert_true (plot_test_same (&at_right, &palette->accent));
      cairo_surface_destroy (surface);
    }
  plot_test_rr_free (rr);
}

/* The frame of a moment of a day is still one to see and to take hold of. */
static void
test_narrow_frame (void)
{
  static const double starts[] = { 0, 0.5, 0.99999 };
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  PlotTestRr *rr = plot_test_rr_new (2000, 0, 0);
  BwPlotTachogramOverview plot = get_overview (rr);

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      cairo_surface_t *surface;
      guint n = 0;

      plot.from_ms = starts[i] * rr->length_ms;
      plot.to_ms = plot.from_ms + 10;
      surface = paint (&plot, 900, 60, palette, NULL);
      for (double x = 0; x < 900; x++)
        {
          BwPlotColor pixel = plot_test_pixel (surface, x, 4);

          n += plot_test_same (&pixel, &palette->accent);
        }
      g_assert_cmpuint (n, ==, 4);
      cairo_surface_destroy (surface);
    }
  plot_test_rr_free (rr);
}

static void
test_odd (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (TRUE, FALSE);

  for (guint n = 0; n < 4; n++)
    for (int size = 1; size < 200; size += 33)
      {
        PlotTestRr *rr = plot_test_rr_new (n, n == 3 ? 1 : 0, n > 1 ? 5000 : 0);
        BwPlotTachogramOverview plot = get_overview (rr);

        plot.to_ms = rr->length_ms;
        cairo_surface_destroy (paint (&plot, size, 60, palette, NULL));
        cairo_surface_destroy (paint (&plot, 200, size, palette, NULL));
        plot_test_rr_free (rr);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/tachogram-overview/frame", test_frame);
  g_test_add_func ("/plot/tachogram-overview/narrow-frame", test_narrow_frame);
  g_test_add_func ("/plot/tachogram-overview/odd", test_odd);
  return g_test_run ();
}
