/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "plot-test-looks.h"
#include "plot/bw-plot-heat.h"
#include "plot/bw-plot-spectrogram.h"
#include "plot/bw-plot-track.h"

#include <math.h>

/* What goes along a recording: measures as lines, and the spectrogram, on the same windows. */

#define WIDTH 460
#define HEIGHT 320
#define N 288
#define N_DENSITY 61
#define STEP_MS (5.0 * BW_TIME_MINUTE)
#define STEP_HZ (1.0 / 120)
/* Windows [GAP, GAP_END) are missing. */
#define GAP 120
#define GAP_END 150

static double middle[N], rate[N], rmssd[N], ratio[N];
static guint8 has[N];
static float density[N * N_DENSITY];

static BwPlotTrack track = {
  .middle_ms = middle,
  .n = N,
  .step_ms = STEP_MS,
  .panels = {
    { "Heart rate, bpm", rate, has, FALSE },
    { "RMSSD, ms", rmssd, has, FALSE },
    { "LF/HF", ratio, has, TRUE },
  },
  .n_panels = 3,
  .to_ms = 24.0 * BW_TIME_HOUR,
  .start_ms = G_GINT64_CONSTANT (1773300600000),
  .cursor = -1,
};

static BwPlotSpectrogram map = {
  .middle_ms = middle,
  .has = has,
  .n = N,
  .step_ms = STEP_MS,
  .density = density,
  .n_density = N_DENSITY,
  .step_hz = STEP_HZ,
  .most_hz = 0.5,
  .low = 10,
  .high = 10000,
  .low_words = "10",
  .high_words = "10,000 ms²/Hz",
  .gap_words = "Hatched: nothing known",
  .bands = { { 0.0033, 0.04, "VLF" }, { 0.04, 0.15, "LF" }, { 0.15, 0.4, "HF" } },
  .n_bands = 3,
  .to_ms = 24.0 * BW_TIME_HOUR,
  .start_ms = G_GINT64_CONSTANT (1773300600000),
  .cursor = -1,
};

static void
fill (void)
{
  for (guint i = 0; i < N; i++)
    {
      double day = cos (2 * G_PI * (i - 40.0) / N);

      middle[i] = (i + 0.5) * STEP_MS;
      rate[i] = 72 + 14 * day;
      rmssd[i] = 40 - 18 * day;
      ratio[i] = exp (1.2 * day);
      has[i] = i < GAP || i >= GAP_END;
      for (guint k = 0; k < N_DENSITY; k++)
        {
          double hz = k * STEP_HZ, breath = 0.25 + 0.03 * day;

          density[i * N_DENSITY + k]
              = (float) (20 + 8000 * exp (-pow ((hz - breath) / 0.03, 2)) * (1.2 - day) + 30 / (hz + 0.01));
        }
    }
}

static void
paint_track (cairo_t                    *cr,
             const BwPlotRect           *area,
             gconstpointer               data,
             const BwPlotPalette        *palette,
             const PangoFontDescription *font)
{
  bw_plot_track_paint (cr, area, data, palette, font);
}

static void
paint_map (cairo_t                    *cr,
           const BwPlotRect           *area,
           gconstpointer               data,
           const BwPlotPalette        *palette,
           const PangoFontDescription *font)
{
  bw_plot_spectrogram_paint (cr, area, data, palette, font);
}

/* The line goes through its values, and is not drawn where there are none. */
static void
test_track (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  BwPlotRect area = plot_test_area (WIDTH, HEIGHT);
  PangoFontDescription *font = bw_plot_font_new (12);
  cairo_surface_t *surface = plot_test_paint (paint_track, &track, WIDTH, HEIGHT, palette);
  const double *values[] = { rate, rmssd, ratio };
  BwPlotTrackLayout layout;

  bw_plot_track_layout (&layout, &track, &area, font);
  for (guint p = 0; p < 3; p++)
    {
      const BwPlotRect *plot = &layout.panels[p].plot;

      if (p > 0)
        g_assert_cmpfloat (plot->y, >, layout.panels[p - 1].plot.y + layout.panels[p - 1].plot.height);
      for (guint i = 3; i < N; i += 31)
        {
          double value = p == 2 ? log10 (values[p][i]) : values[p][i];
          double x = bw_plot_scale_map (&layout.time, middle[i]);
          const BwPlotRect place = { x - 2, bw_plot_scale_map (&layout.panels[p].value, value) - 2.5, 4, 5 };

          g_assert_cmpint (plot_test_count (surface, &place, &palette->ink) > 0, ==, has[i]);
          g_assert_cmpint (bw_plot_track_find (&track, &layout, x), ==, (int) i);
        }
    }
  g_assert_cmpfloat (bw_plot_track_height (&track, font), <, 400);
  cairo_surface_destroy (surface);
  pango_font_description_free (font);
}

/* The map has the colours of its densities, and hatching where nothing is. */
static void
test_map (void)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  BwPlotRect area = plot_test_area (WIDTH, HEIGHT), gap;
  PangoFontDescription *font = bw_plot_font_new (12);
  BwPlotSpectrogram bare = map;
  BwPlotSpectrogramLayout layout;
  cairo_surface_t *surface;

  bare.n_bands = 0;
  bw_plot_spectrogram_layout (&layout, &bare, &area, font);
  surface = plot_test_paint (paint_map, &bare, WIDTH, HEIGHT, palette);
  for (guint i = 5; i < N; i += 17)
    for (guint k = 3; k < N_DENSITY - 1; k += 9)
      {
        double t = log10 ((double) density[i * N_DENSITY + k] / 10) / 3;
        double x = bw_plot_scale_map (&layout.time, middle[i]);
        double y = bw_plot_scale_map (&layout.frequency, k * STEP_HZ);
        BwPlotColor expected = bw_plot_heat_color (palette, t), pixel = plot_test_pixel (surface, x, y);
        double off = fabs (pixel.red - expected.red) + fabs (pixel.green - expected.green)
                     + fabs (pixel.blue - expected.blue);

        g_assert_cmpint (bw_plot_spectrogram_find (&bare, &layout, x), ==, has[i] ? (int) i : -1);
        if (has[i])
          g_assert_cmpfloat (off, <, 0.12); /* the pixel may be the neighbour's in time */
      }
  gap = (BwPlotRect) { bw_plot_scale_map (&layout.time, middle[GAP + 5]), layout.plot.y + 20, 12, 60 };
  {
    guint hatched = plot_test_count_other (surface, &gap, &palette->background);

    g_assert_cmpuint (hatched, >, 50);
    g_assert_cmpuint (hatched, <, 12 * 60 / 2);
  }
  cairo_surface_destroy (surface);
  pango_font_description_free (font);
}

/* Beyond the ends of the scale the colours stay at its ends. */
static void
test_ends (void)
{
  static const float few[] = { 0, 1e-9f, 1e9f };
  static const double at[] = { 5000 };
  const BwPlotPalette *palette = bw_plot_palette_get (TRUE, FALSE);
  BwPlotSpectrogram chart = {
    .middle_ms = at, .n = 1, .step_ms = 10000, .density = few, .n_density = 3, .step_hz = 0.2,
    .most_hz = 0.4, .low = 10, .high = 1000, .to_ms = 10000, .cursor = -1,
  };
  cairo_surface_t *surface = plot_test_paint (paint_map, &chart, WIDTH, HEIGHT, palette);
  PangoFontDescription *font = bw_plot_font_new (12);
  BwPlotRect area = plot_test_area (WIDTH, HEIGHT);
  BwPlotSpectrogramLayout layout;

  bw_plot_spectrogram_layout (&layout, &chart, &area, font);
  for (guint k = 0; k < 3; k++)
    {
      double hz = k * 0.2 + (k == 0 ? 0.05 : k == 2 ? -0.05 : 0);
      BwPlotColor expected = bw_plot_heat_color (palette, k == 2 ? 1 : 0);
      BwPlotColor pixel = plot_test_pixel (surface, layout.plot.x + layout.plot.width / 2,
                                           bw_plot_scale_map (&layout.frequency, hz));

      g_assert_true (plot_test_same (&pixel, &expected));
    }
  cairo_surface_destroy (surface);
  pango_font_description_free (font);
}

static void
test_looks (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  BwPlotTrack no_track = track;
  BwPlotSpectrogram no_map = map;

  plot_test_looks (paint_track, &track, "track");
  plot_test_looks (paint_map, &map, "spectrogram");
  track.zone = map.zone = utc;
  track.cursor = map.cursor = 200;
  map.cursor_hz = 0.25;
  track.cursor_text = "00:10\n63 bpm\nRMSSD 51 ms";
  map.cursor_text = "00:10, 0.25 Hz\n4,200 ms²/Hz";
  plot_test_looks (paint_track, &track, "track-clock");
  plot_test_looks (paint_map, &map, "spectrogram-clock");
  no_track.n = no_map.n = 0;
  no_track.cursor = no_map.cursor = -1;
  plot_test_looks (paint_track, &no_track, "track-none");
  plot_test_looks (paint_map, &no_map, "spectrogram-none");
  track.zone = map.zone = NULL;
  track.cursor = map.cursor = -1;
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fill ();
  g_test_add_func ("/plot/track/lines", test_track);
  g_test_add_func ("/plot/track/map", test_map);
  g_test_add_func ("/plot/track/ends", test_ends);
  g_test_add_func ("/plot/track/looks", test_looks);
  return g_test_run ();
}
