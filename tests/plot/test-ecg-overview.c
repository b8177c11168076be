/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot-test-ecg.h"
#include "plot-test.h"
#include "plot/bw-plot-ecg-overview.h"

typedef struct
{
  double *samples;
  guint32 *peaks;
  BwPlotEcgStretch stretches[2];
  BwPlotEcgOverview data;
  BwPlotRect area;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  guint n, n_peaks;

  fixture->samples = plot_test_ecg (30, &n, &fixture->peaks, &n_peaks);
  fixture->stretches[0] = (BwPlotEcgStretch) { 0, 3, "Settling" };
  fixture->stretches[1] = (BwPlotEcgStretch) { 18, 21, "Noise" };
  fixture->data = (BwPlotEcgOverview) {
    .samples_uv = fixture->samples,
    .n = n,
    .rate_hz = PLOT_TEST_RATE,
    .device_scale = 1,
    .peaks = fixture->peaks,
    .n_peaks = n_peaks,
    .stretches = fixture->stretches,
    .n_stretches = 2,
    .from_s = 6,
    .to_s = 12,
  };
  fixture->area = (BwPlotRect) { 0, 0, 900, 60 };
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_free (fixture->samples);
  g_free (fixture->peaks);
}

static cairo_surface_t *
paint (Fixture             *fixture,
       const BwPlotPalette *palette,
       const char          *name)
{
  cairo_surface_t *surface
      = plot_test_surface ((int) fixture->area.width, (int) fixture->area.height, palette);
  cairo_t *cr = cairo_create (surface);

  bw_plot_ecg_overview_paint (cr, &fixture->area, &fixture->data, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  plot_test_save (surface, name);
  return surface;
}

/* The frame stands where the strip looks, the hatching where the line is hard to read. */
static void
test_frame (Fixture       *fixture,
            gconstpointer  unused)
{
  static const char *const names[] = { "light", "dark", "light-high-contrast",
                                       "dark-high-contrast" };

  bw_assert_near (bw_plot_ecg_overview_s_to_x (&fixture->data, &fixture->area, 6), 180, 1e-9);
  bw_assert_near (bw_plot_ecg_overview_x_to_s (&fixture->data, &fixture->area, 180), 6, 1e-9);
  for (guint scheme = 0; scheme < 4; scheme++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
      g_autofree char *name = g_strdup_printf ("ecg-overview-%s", names[scheme]);
      cairo_surface_t *surface = paint (fixture, palette, name);
      BwPlotColor left = plot_test_pixel (surface, 181, 14), right = plot_test_pixel (surface, 358, 14);
      BwPlotColor outside = plot_test_pixel (surface, 400, 14);
      BwPlotRect hatched = { 545, 56, 80, 3 }, plain = { 400, 56, 100, 3 };

      g_assert_true (plot_test_same (&left, &palette->ecg.caliper));
      g_assert_true (plot_test_same (&right, &palette->ecg.caliper));
      g_assert_true (plot_test_same (&outside, &palette->ecg.paper));
      g_assert_cmpuint (plot_test_count_other (surface, &plain, &palette->ecg.paper), <, 10);
      g_assert_cmpuint (plot_test_count_other (surface, &hatched, &palette->ecg.paper), >, 200);
      cairo_surface_destroy (surface);
    }
}

/* A jolt of 100 mV does not press the beats into a line. */
static void
test_jolt (Fixture       *fixture,
           gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  BwPlotRect top = { 0, 6, 900, 18 };
  cairo_surface_t *surface;

  fixture->data.to_s = 0;
  fixture->data.n_stretches = fixture->data.n_peaks = 0;
  for (guint i = 5000; i < 5020; i++)
    fixture->samples[i] = 100000;
  surface = paint (fixture, palette, "ecg-overview-jolt");
  g_assert_cmpuint (plot_test_count_other (surface, &top, &palette->ecg.paper), >, 300);
  cairo_surface_destroy (surface);
}

/* The frame of a moment is still one to see and to take hold of, at both ends and beyond. */
static void
test_narrow_frame (Fixture       *fixture,
                   gconstpointer  unused)
{
  static const double starts[] = { 0, 15, 29.99, -5, 31 };
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      BwPlotRect row = { 0, 15, 900, 1 };
      cairo_surface_t *surface;
      guint n = 0;

      fixture->data.from_s = starts[i];
      fixture->data.to_s = starts[i] + 0.01;
      surface = paint (fixture, palette, "ecg-overview-narrow");
      for (double x = 0; x < row.width; x++)
        {
          BwPlotColor pixel = plot_test_pixel (surface, x, row.y);

          n += plot_test_same (&pixel, &palette->ecg.caliper);
        }
      g_assert_cmpuint (n, ==, i < 3 ? 4 : 0);
      cairo_surface_destroy (surface);
    }
}

static void
test_sizes (Fixture       *fixture,
            gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (TRUE, FALSE);

  for (guint k = 0; k < 24; k++)
    {
      double width = k % 4 * 100 + 1, height = k % 3 * 20 + 1;
      cairo_surface_t *surface = plot_test_surface ((int) width + 40, (int) height + 40, palette);
      cairo_t *cr = cairo_create (surface);
      BwPlotRect area = { 20, 20, width, height };
      BwPlotRect outside[] = { { 0, 0, 20, height + 40 }, { 20 + width, 0, 20, height + 40 },
                               { 0, 0, width + 40, 20 }, { 0, 20 + height, width + 40, 20 } };

      if (k >= 12)
        fixture->data.n = k - 12;
      bw_plot_ecg_overview_paint (cr, &area, &fixture->data, palette);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
        g_assert_cmpuint (plot_test_count_other (surface, &outside[i], &palette->background), ==, 0);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/plot/ecg-overview/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("frame", test_frame);
  ADD ("jolt", test_jolt);
  ADD ("narrow-frame", test_narrow_frame);
  ADD ("sizes", test_sizes);
  return g_test_run ();
}
