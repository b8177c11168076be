/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot-test-ecg.h"
#include "plot-test.h"
#include "plot/bw-plot-ecg-beat.h"

#include <math.h>

#define N 383
#define R 128

typedef struct
{
  PangoFontDescription *font;
  double mean[2][N], low[2][N], high[2][N];
  BwPlotEcgBeatMark marks[3];
  BwPlotEcgBeatInterval intervals[3];
  BwPlotEcgBeat data;
  BwPlotRect area;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autofree guint32 *peaks = NULL;
  g_autofree double *samples = NULL;
  guint n, n_peaks;

  fixture->font = bw_plot_font_new (12);
  samples = plot_test_ecg (5, &n, &peaks, &n_peaks);
  for (guint s = 0; s < 2; s++)
    for (guint i = 0; i < N; i++)
      {
        fixture->mean[s][i] = samples[peaks[1] - R + i] * (s ? 0.8 : 1) + (s && i > 200 ? 60 : 0);
        fixture->low[s][i] = fixture->mean[s][i] - 60 - 20 * sin (i * 0.05);
        fixture->high[s][i] = fixture->mean[s][i] + 70 + 20 * sin (i * 0.04);
      }
  fixture->marks[0] = (BwPlotEcgBeatMark) { R - 87, "P" };
  fixture->marks[1] = (BwPlotEcgBeatMark) { R, "R" };
  fixture->marks[2] = (BwPlotEcgBeatMark) { R + 133, "T" };
  fixture->intervals[0] = (BwPlotEcgBeatInterval) { R - 110, R - 24, "PR 168 ms" };
  fixture->intervals[1] = (BwPlotEcgBeatInterval) { R - 24, R + 28, "QRS 102 ms" };
  fixture->intervals[2] = (BwPlotEcgBeatInterval) { R - 24, R + 190, "QT 418 ms" };
  fixture->data = (BwPlotEcgBeat) {
    .n_sets = 1,
    .band_label = "10–90 % of 34 beats",
    .marks = fixture->marks,
    .n_marks = 3,
    .intervals = fixture->intervals,
    .n_intervals = 3,
    .device_scale = 1,
  };
  for (guint s = 0; s < 2; s++)
    fixture->data.sets[s] = (BwPlotEcgBeatSet) {
      fixture->mean[s], fixture->low[s], fixture->high[s], N, R, PLOT_TEST_RATE,
      s ? "22 September, after glucose" : "21 September, fasting",
    };
  fixture->area = (BwPlotRect) { 0, 0, 560, 380 };
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  pango_font_description_free (fixture->font);
}

static cairo_surface_t *
paint (Fixture             *fixture,
       const BwPlotPalette *palette,
       const char          *name)
{
  cairo_surface_t *surface
      = plot_test_surface ((int) fixture->area.width, (int) fixture->area.height, palette);
  cairo_t *cr = cairo_create (surface);

  bw_plot_ecg_beat_paint (cr, &fixture->area, &fixture->data, palette, fixture->font);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  plot_test_save (surface, name);
  return surface;
}

/* Two recordings of different rates lie on each other at R. */
static void
test_layout (Fixture       *fixture,
             gconstpointer  unused)
{
  BwPlotEcgBeatLayout layout;

  fixture->data.n_sets = 2;
  fixture->data.sets[1].rate_hz = 256;
  fixture->data.sets[1].r = 100;
  bw_plot_ecg_beat_layout (&layout, &fixture->data, &fixture->area, fixture->font);
  bw_assert_near (layout.time.d0, -100 * 1000.0 / 256, 1e-9);
  bw_assert_near (layout.time.d1, (N - 1 - 100) * 1000.0 / 256, 1e-9);
  bw_assert_near (layout.time.p0, layout.plot.x, 1e-9);
  g_assert_cmpfloat (layout.amplitude.d1, >, PLOT_TEST_R_UV);
  g_assert_cmpfloat (layout.plot.height, >, 200);
}

/* Whether a line of @color passes at the point: most of one pixel at least lies in it. */
static gboolean
passes (cairo_surface_t   *surface,
        double             x,
        double             y,
        const BwPlotColor *color)
{
  for (int i = -1; i <= 1; i++)
    {
      BwPlotColor pixel = plot_test_pixel (surface, x, y + i);

      if (fabs (pixel.red - color->red) < 0.25 && fabs (pixel.green - color->green) < 0.25
          && fabs (pixel.blue - color->blue) < 0.25)
        return TRUE;
    }
  return FALSE;
}

/* The mean is a line, and the band lies between its borders. */
static void
test_line (Fixture       *fixture,
           gconstpointer  unused)
{
  for (guint scheme = 0; scheme < 4; scheme++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
      BwPlotEcgBeatLayout layout;
      cairo_surface_t *surface;
      BwPlotColor pixel;
      double x, y;

      fixture->data.n_marks = fixture->data.n_intervals = 0;
      for (guint i = 0; i < N; i++)
        {
          fixture->mean[0][i] = 0;
          fixture->low[0][i] = -300;
          fixture->high[0][i] = 300;
        }
      bw_plot_ecg_beat_layout (&layout, &fixture->data, &fixture->area, fixture->font);
      surface = paint (fixture, palette, "ecg-beat-flat");
      x = bw_plot_scale_map (&layout.time, 31);
      y = bw_plot_scale_map (&layout.amplitude, 0);
      g_assert_true (passes (surface, x, y, &palette->ecg.trace));
      y = bw_plot_scale_map (&layout.amplitude, 331);
      pixel = plot_test_pixel (surface, x, y);
      g_assert_true (plot_test_same (&pixel, &palette->ecg.paper));
      y = bw_plot_scale_map (&layout.amplitude, 231);
      pixel = plot_test_pixel (surface, x, y);
      g_assert_false (plot_test_same (&pixel, &palette->ecg.paper));
      g_assert_false (plot_test_same (&pixel, &palette->ecg.trace));
      cairo_surface_destroy (surface);
    }
}

/* Of two, the first is solid and the second dashed, so that no colour is needed to tell them. */
static void
test_two (Fixture       *fixture,
          gconstpointer  unused)
{
  for (guint scheme = 0; scheme < 4; scheme++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
      BwPlotEcgBeatLayout layout;
      cairo_surface_t *surface;
      guint n_inked[2] = { 0, 0 }, width;

      fixture->data.n_sets = 2;
      fixture->data.n_marks = fixture->data.n_intervals = 0;
      for (guint s = 0; s < 2; s++)
        {
          fixture->data.sets[s].low_uv = fixture->data.sets[s].high_uv = NULL;
          for (guint i = 0; i < N; i++)
            fixture->mean[s][i] = s ? 210 : 510;
        }
      bw_plot_ecg_beat_layout (&layout, &fixture->data, &fixture->area, fixture->font);
      surface = paint (fixture, palette, "ecg-beat-two-flat");
      width = (guint) layout.plot.width;
      for (guint x = 2; x + 2 < width; x++)
        for (guint s = 0; s < 2; s++)
          n_inked[s] += passes (surface, layout.plot.x + x,
                                bw_plot_scale_map (&layout.amplitude, fixture->mean[s][0]),
                                &palette->ecg.set[s]);
      g_assert_cmpuint (n_inked[0], >, width - 8);
      g_assert_cmpuint (n_inked[1], >, width / 3);
      g_assert_cmpuint (n_inked[1], <, width * 4 / 5);
      cairo_surface_destroy (surface);
    }
}

/* However low it is, the amplitudes are told by more than one tick, and their labels have room. */
static void
test_low (Fixture       *fixture,
          gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);

  for (double height = 130; height < 300; height += 10)
    {
      BwPlotEcgBeatLayout layout;
      BwPlotRect margin;
      cairo_surface_t *surface;
      guint n_labels = 0;
      gboolean ink = FALSE;

      fixture->area = (BwPlotRect) { 0, 0, 300, height };
      bw_plot_ecg_beat_layout (&layout, &fixture->data, &fixture->area, fixture->font);
      surface = paint (fixture, palette, "ecg-beat-low");
      margin = (BwPlotRect) { 0, layout.plot.y, 2, layout.plot.height };
      g_assert_cmpuint (plot_test_count_other (surface, &margin, &palette->background), ==, 0);
      for (double y = layout.plot.y; y < layout.plot.y + layout.plot.height; y++)
        {
          const BwPlotRect row = { 0, y, layout.plot.x - 8, 1 };
          gboolean was_ink = ink;

          ink = plot_test_count_other (surface, &row, &palette->background) > 0;
          n_labels += ink && !was_ink;
        }
      if (layout.plot.height >= 60)
        g_assert_cmpuint (n_labels, >=, 2);
      cairo_surface_destroy (surface);
    }
}

/* Every size has its picture, nothing outside the area, nothing complained about; a mean that is no
 * number leaves a gap. */
static void
test_sizes (Fixture       *fixture,
            gconstpointer  unused)
{
  fixture->mean[0][50] = fixture->low[0][51] = (double) NAN;
  fixture->high[1][60] = (double) INFINITY;
  for (guint k = 0; k < 32; k++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (k & 1, k & 2);
      double width = 60 + k % 8 * 90, height = 40 + k % 5 * 90;
      cairo_surface_t *surface = plot_test_surface ((int) width + 40, (int) height + 40, palette);
      cairo_t *cr = cairo_create (surface);
      BwPlotRect area = { 20, 20, width, height };
      BwPlotRect outside[] = { { 0, 0, 20, height + 40 }, { 20 + width, 0, 20, height + 40 },
                               { 0, 0, width + 40, 20 }, { 0, 20 + height, width + 40, 20 } };

      fixture->data.n_sets = 1 + k % 2;
      if (k == 31)
        fixture->data.sets[0].n = fixture->data.n_marks = fixture->data.n_intervals = 0;
      bw_plot_ecg_beat_paint (cr, &area, &fixture->data, palette, fixture->font);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
        g_assert_cmpuint (plot_test_count_other (surface, &outside[i], &palette->background), ==, 0);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_pictures (Fixture       *fixture,
               gconstpointer  unused)
{
  static const char *const names[] = { "light", "dark", "light-high-contrast",
                                       "dark-high-contrast" };

  for (guint k = 0; k < 16; k++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (k & 1, k & 2);
      g_autofree char *name = g_strdup_printf ("ecg-beat-%s-%s-%s", k < 8 ? "one" : "two",
                                               k % 8 < 4 ? "wide" : "narrow", names[k % 4]);
      cairo_surface_t *surface;

      fixture->data.n_sets = k < 8 ? 1 : 2;
      fixture->area = k % 8 < 4 ? (BwPlotRect) { 0, 0, 560, 380 } : (BwPlotRect) { 0, 0, 340, 300 };
      surface = paint (fixture, palette, name);
      g_assert_cmpuint (plot_test_count_other (surface, &fixture->area, &palette->ecg.paper), >, 5000);
      cairo_surface_destroy (surface);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/plot/ecg-beat/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("layout", test_layout);
  ADD ("line", test_line);
  ADD ("two", test_two);
  ADD ("low", test_low);
  ADD ("sizes", test_sizes);
  ADD ("pictures", test_pictures);
  return g_test_run ();
}
