/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot-test-looks.h"
#include "plot/bw-plot-spectrum.h"

#include <math.h>

#define WIDTH 460
#define HEIGHT 320
#define N 601
#define STEP (1.0 / 1200)

static double welch[N], lomb[N];

/* Trend below the bands, a wave of the breath at 0.25 Hz and a slower one at 0.1 Hz. */
static void
fill (void)
{
  for (guint i = 0; i < N; i++)
    {
      double hz = i * STEP;

      welch[i] = 40 / (1 + pow (hz / 0.01, 2)) * 300 + 9000 * exp (-pow ((hz - 0.1) / 0.012, 2))
                 + 6000 * exp (-pow ((hz - 0.25) / 0.02, 2)) + 60;
      lomb[i] = welch[i] * (0.8 + 0.3 * sin (hz * 700));
    }
  welch[0] = welch[1] = 5e5;
}

static const BwPlotSpectrum chart = {
  .lines = {
    { welch, N, STEP, "Welch", { FALSE, TRUE, TRUE }, { 0, 0.1, 0.25 } },
    { lomb, N, STEP, "Lomb–Scargle", { FALSE }, { 0 } },
  },
  .n_lines = 2,
  .bands = {
    { 0.0033, 0.04, "VLF", "VLF 412 ms²" },
    { 0.04, 0.15, "LF", "LF 208 ms²" },
    { 0.15, 0.4, "HF", "HF 233 ms²" },
  },
  .n_bands = 3,
  .most_hz = 0.5,
};

static void
paint (cairo_t                    *cr,
       const BwPlotRect           *area,
       gconstpointer               data,
       const BwPlotPalette        *palette,
       const PangoFontDescription *font)
{
  bw_plot_spectrum_paint (cr, area, data, palette, font);
}

static BwPlotSpectrumLayout
lay (const BwPlotSpectrum *self)
{
  BwPlotRect area = plot_test_area (WIDTH, HEIGHT);
  PangoFontDescription *font = bw_plot_font_new (12);
  BwPlotSpectrumLayout layout;

  bw_plot_spectrum_layout (&layout, self, &area, font);
  pango_font_description_free (font);
  return layout;
}

/* What lies below the bands does not squeeze them: the axis ends a little above their highest. */
static void
test_axis (void)
{
  BwPlotSpectrum logarithmic = chart;
  BwPlotSpectrumLayout layout = lay (&chart);
  double most = 0;

  for (guint i = 4; i < N; i++)
    most = MAX (most, MAX (welch[i], lomb[i]));
  g_assert_cmpfloat (layout.density.d0, ==, 0);
  g_assert_cmpfloat (layout.density.d1, >, most * 1.1);
  g_assert_cmpfloat (layout.density.d1, <, most * 1.4);
  bw_assert_near (layout.frequency.d1, 0.5, 0);

  logarithmic.logarithmic = TRUE;
  layout = lay (&logarithmic);
  g_assert_cmpfloat (layout.density.d1, >, log10 (most));
  g_assert_cmpfloat (layout.density.d0, >=, log10 (most) - 4);
  g_assert_cmpfloat (layout.density.d0, <=, log10 (60));
}

/* Lines go through their values, on either axis. */
static void
test_lines (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);

  for (guint logarithmic = 0; logarithmic < 2; logarithmic++)
    {
      BwPlotSpectrum one = chart;
      BwPlotSpectrumLayout layout;
      cairo_surface_t *surface;

      one.n_lines = 1;
      one.logarithmic = logarithmic;
      layout = lay (&one);
      surface = plot_test_paint (paint, &one, WIDTH, HEIGHT, palette);
      for (guint i = 60; i < 560; i += 23)
        {
          double at = logarithmic ? log10 (welch[i]) : welch[i];
          const BwPlotRect place = { bw_plot_scale_map (&layout.frequency, i * STEP) - 1.5,
                                     bw_plot_scale_map (&layout.density, at) - 2.5, 3, 5 };

          g_assert_cmpuint (plot_test_count (surface, &place, &palette->hrv.line[0]), >, 0);
        }
      cairo_surface_destroy (surface);
    }
}

/* Each band has its colour, up to its edges; beyond HF there is none. */
static void
test_bands (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  BwPlotSpectrum bare = chart;
  BwPlotSpectrumLayout layout;
  cairo_surface_t *surface;

  bare.n_lines = 0;
  layout = lay (&bare);
  surface = plot_test_paint (paint, &bare, WIDTH, HEIGHT, palette);
  for (guint i = 0; i < 3; i++)
    {
      BwPlotColor area = bw_plot_color_over (&palette->hrv.band_area[i], &palette->background);
      const double hz[] = { chart.bands[i].low_hz, chart.bands[i].high_hz };
      double y = layout.plot.y + layout.plot.height * 0.5 + 7;

      for (guint end = 0; end < 2; end++)
        {
          double x = bw_plot_scale_map (&layout.frequency, hz[end]) + (end ? -3 : 3);
          BwPlotColor pixel = plot_test_pixel (surface, x, y);

          g_assert_true (plot_test_same (&pixel, &area));
        }
    }
  {
    BwPlotColor pixel = plot_test_pixel (surface, bw_plot_scale_map (&layout.frequency, 0.45),
                                         layout.plot.y + 20);

    g_assert_true (plot_test_same (&pixel, &palette->background));
  }
  cairo_surface_destroy (surface);
}

/* The peak of a band has its mark over the line; a band without one has none. */
static void
test_peaks (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  BwPlotSpectrumLayout layout = lay (&chart);
  cairo_surface_t *surface = plot_test_paint (paint, &chart, WIDTH, HEIGHT, palette);
  double x = bw_plot_scale_map (&layout.frequency, 0.25);
  double y = bw_plot_scale_map (&layout.density, welch[300]);
  const BwPlotRect over = { x - 4, y - 10, 8, 7 }, slow = { layout.plot.x, layout.plot.y + 20, 30, 60 };

  g_assert_cmpuint (plot_test_count (surface, &over, &palette->hrv.band_text[2]), >, 8);
  g_assert_cmpuint (plot_test_count (surface, &slow, &palette->hrv.band_text[0]), ==, 0);
  cairo_surface_destroy (surface);
}

static void
test_looks (void)
{
  BwPlotSpectrum other = chart, none = { .most_hz = 0.5 };

  plot_test_looks (paint, &chart, "spectrum");
  other.logarithmic = TRUE;
  other.has_cursor = TRUE;
  other.cursor_hz = 0.25;
  other.cursor_text = "0.250 Hz\nWelch 6,120 ms²/Hz\nLomb 5,480 ms²/Hz";
  plot_test_looks (paint, &other, "spectrum-logarithmic");
  memcpy (none.bands, chart.bands, sizeof none.bands);
  none.n_bands = 3;
  plot_test_looks (paint, &none, "spectrum-none");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fill ();
  g_test_add_func ("/plot/spectrum/axis", test_axis);
  g_test_add_func ("/plot/spectrum/lines", test_lines);
  g_test_add_func ("/plot/spectrum/bands", test_bands);
  g_test_add_func ("/plot/spectrum/peaks", test_peaks);
  g_test_add_func ("/plot/spectrum/looks", test_looks);
  return g_test_run ();
}
