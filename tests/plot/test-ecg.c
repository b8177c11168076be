/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "plot-test-ecg.h"
#include "plot-test.h"
#include "plot/bw-plot-ecg.h"

#include <math.h>

#define UNIT_PER_MM 4.0

typedef struct
{
  PangoFontDescription *font;
  double *samples;
  guint32 *peaks;
  BwPlotEcgStretch stretches[3];
  BwPlotEcg data;
  BwPlotRect area;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  guint n, n_peaks;

  fixture->font = bw_plot_font_new (12);
  fixture->samples = plot_test_ecg (30, &n, &fixture->peaks, &n_peaks);
  fixture->stretches[0] = (BwPlotEcgStretch) { 0, 3.02, "Settling" };
  fixture->stretches[1] = (BwPlotEcgStretch) { 1.5, 2, "Baseline wander" };
  fixture->stretches[2] = (BwPlotEcgStretch) { 6, 7.5, "Noise" };
  fixture->data = (BwPlotEcg) {
    .samples_uv = fixture->samples,
    .n = n,
    .rate_hz = PLOT_TEST_RATE,
    .unit_per_mm = UNIT_PER_MM,
    .device_scale = 1,
    .mm_per_s = 25,
    .mm_per_mv = 10,
    .centre_uv = 200,
    .show_grid = TRUE,
    .peaks = fixture->peaks,
    .n_peaks = n_peaks,
    .stretches = fixture->stretches,
    .caliper_active = 2,
  };
  fixture->area = (BwPlotRect) { 0, 0, 1200, 500 };
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  pango_font_description_free (fixture->font);
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

  bw_plot_ecg_paint (cr, &fixture->area, &fixture->data, palette, fixture->font);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  plot_test_save (surface, name);
  return surface;
}

static void
show_all (Fixture *fixture)
{
  fixture->data.show_peaks = fixture->data.show_rr = TRUE;
  fixture->data.show_calibration = fixture->data.show_time_axis = TRUE;
  fixture->data.n_stretches = G_N_ELEMENTS (fixture->stretches);
  fixture->data.has_calipers = fixture->data.march = TRUE;
  fixture->data.caliper_s[0] = fixture->peaks[3] / PLOT_TEST_RATE;
  fixture->data.caliper_s[1] = fixture->peaks[4] / PLOT_TEST_RATE;
  fixture->data.caliper_uv[0] = 900;
  fixture->data.caliper_uv[1] = 200;
  fixture->data.caliper_active = 1;
  fixture->data.caliper_text = "Δt 812 ms · 73.9 bpm · ΔV 700 µV";
}

/* To the picture and back is where it began. */
static void
test_scale (Fixture       *fixture,
            gconstpointer  unused)
{
  const BwPlotEcg *data = &fixture->data;
  const BwPlotRect plot = { 30, 20, 1000, 300 };

  fixture->data.from_s = -1.5;
  bw_assert_near (bw_plot_ecg_s_to_x (data, &plot, -1.5), 30, 1e-12);
  bw_assert_near (bw_plot_ecg_s_to_x (data, &plot, -0.5), 30 + 25 * UNIT_PER_MM, 1e-12);
  bw_assert_near (bw_plot_ecg_uv_to_y (data, &plot, 200), 170, 1e-12);
  bw_assert_near (bw_plot_ecg_uv_to_y (data, &plot, 1200), 170 - 10 * UNIT_PER_MM, 1e-12);
  bw_assert_near (bw_plot_ecg_x_to_s (data, &plot, bw_plot_ecg_s_to_x (data, &plot, 3.21)), 3.21,
                  1e-12);
  bw_assert_near (bw_plot_ecg_y_to_uv (data, &plot, bw_plot_ecg_uv_to_y (data, &plot, -77)), -77,
                  1e-9);
  bw_assert_near (bw_plot_ecg_width_to_s (data, 1000), 10, 1e-12);
  bw_assert_near (bw_plot_ecg_height_to_uv (data, 400), 10000, 1e-9);
}

/* At 4 units a millimetre there is a minor line every 4 pixels and a major one every 20, sharp, at
 * either device scale and both speeds. */
static void
test_grid (Fixture       *fixture,
           gconstpointer  unused)
{
  static const double speeds[] = { 25, 50 }, gains[] = { 5, 10, 20 };

  fixture->data.n = 0;
  fixture->data.centre_uv = 0;
  fixture->area = (BwPlotRect) { 0, 0, 400, 200 };
  for (guint scheme = 0; scheme < 4; scheme++)
    for (guint speed = 0; speed < 2; speed++)
      for (guint gain = 0; gain < 3; gain++)
        {
          const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
          cairo_surface_t *surface;
          guint n_minor = 0, n_major = 0;

          fixture->data.mm_per_s = speeds[speed];
          fixture->data.mm_per_mv = gains[gain];
          surface = paint (fixture, palette, "grid");
          for (guint x = 10; x < 210; x++)
            {
              BwPlotColor across = plot_test_pixel (surface, x, 103 + 20);
              BwPlotColor down = plot_test_pixel (surface, 13, x - 10);

              n_minor += plot_test_same (&across, &palette->ecg.minor);
              n_major += plot_test_same (&across, &palette->ecg.major);
              n_minor += plot_test_same (&down, &palette->ecg.minor);
              n_major += plot_test_same (&down, &palette->ecg.major);
            }
          g_assert_cmpuint (n_minor, ==, 80);
          g_assert_cmpuint (n_major, ==, 20);
          cairo_surface_destroy (surface);
        }
}

/* From far, only the seconds and then the minutes are left. */
static void
test_grid_far (Fixture       *fixture,
               gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);

  fixture->data.n = 0;
  fixture->data.mm_per_mv = 0.001;
  fixture->area = (BwPlotRect) { 0, 0, 900, 20 };
  for (guint k = 0; k < 3; k++)
    {
      static const double per_s[] = { 90, 18, 3 };
      static const guint most[] = { 11, 51, 31 };
      cairo_surface_t *surface;
      guint n_lines = 0;

      fixture->data.mm_per_s = per_s[k] / UNIT_PER_MM * (k == 0 ? 0.1 : 1);
      surface = paint (fixture, palette, "grid-far");
      for (guint x = 0; x < 900; x++)
        {
          BwPlotColor pixel = plot_test_pixel (surface, x, 3);

          n_lines += plot_test_same (&pixel, &palette->ecg.major);
        }
      g_assert_cmpuint (n_lines, >, 0);
      g_assert_cmpuint (n_lines, <=, most[k] * 2);
      cairo_surface_destroy (surface);
    }
}

/* A step of 1 mV and 1 s stands where paper has it, whether it is drawn as lines or as columns. */
static void
test_trace (Fixture       *fixture,
            gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  static const double speeds[] = { 25, 5, 200 };

  fixture->data.show_grid = FALSE;
  fixture->data.centre_uv = 0;
  for (guint i = 0; i < fixture->data.n; i++)
    fixture->samples[i] = i < 2 * 512 || i >= 3 * 512 ? 0 : 1000;
  for (guint k = 0; k < G_N_ELEMENTS (speeds); k++)
    {
      cairo_surface_t *surface;
      double second = speeds[k] * UNIT_PER_MM, middle = fixture->area.height / 2;

      fixture->data.mm_per_s = speeds[k];
      fixture->data.from_s = k == 2 ? 1.5 : 0;
      surface = paint (fixture, palette, "step");
      for (double s = 0.1; s < 4; s += 0.2)
        {
          double x = (s - fixture->data.from_s) * second, y = s > 2 && s < 3 ? 40 : 0;

          /* The edge itself is a column wide. */
          if (x < 0 || x >= fixture->area.width || fabs (s - round (s)) * second < 3)
            continue;
          g_assert_cmpuint (plot_test_count_other (surface, &(BwPlotRect) { x, middle - y - 2, 1, 4 },
                                                   &palette->ecg.paper),
                            >, 0);
          g_assert_cmpuint (plot_test_count_other (surface, &(BwPlotRect) { x, middle - 38, 1, 34 },
                                                   &palette->ecg.paper),
                            ==, 0);
        }
      cairo_surface_destroy (surface);
    }
}

/* With and without the pyramid the picture is the same, byte by byte. */
static void
test_min_max (Fixture       *fixture,
              gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (TRUE, FALSE);
  g_autoptr (BwPlotMinMax) min_max = bw_plot_min_max_new (fixture->samples, fixture->data.n);

  show_all (fixture);
  for (double speed = 1; speed < 100; speed *= 3)
    {
      cairo_surface_t *plain, *quick;

      fixture->data.mm_per_s = speed;
      fixture->data.from_s = 1.234;
      fixture->data.min_max = NULL;
      plain = paint (fixture, palette, "plain");
      fixture->data.min_max = min_max;
      quick = paint (fixture, palette, "quick");
      g_assert_cmpmem (cairo_image_surface_get_data (plain),
                       (gsize) cairo_image_surface_get_stride (plain) * 500,
                       cairo_image_surface_get_data (quick),
                       (gsize) cairo_image_surface_get_stride (quick) * 500);
      cairo_surface_destroy (plain);
      cairo_surface_destroy (quick);
    }
}

/* What is no number leaves a gap, and the rest where it was. */
static void
test_not_finite (Fixture       *fixture,
                 gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  static const double speeds[] = { 5, 25, 100 };

  fixture->data.show_grid = FALSE;
  fixture->data.show_peaks = fixture->data.show_rr = TRUE;
  for (guint i = 0; i < fixture->data.n; i++)
    fixture->samples[i] = i >= 512 && i < 1024 ? (double) NAN : i == 1400 ? (double) INFINITY : 200;
  for (guint k = 0; k < G_N_ELEMENTS (speeds); k++)
    {
      double second = speeds[k] * UNIT_PER_MM;
      BwPlotRect gap = { 1.2 * second, 40, 0.6 * second, 420 };
      BwPlotRect before = { 0.2 * second, 40, 0.6 * second, 420 };
      cairo_surface_t *surface;

      fixture->data.mm_per_s = speeds[k];
      surface = paint (fixture, palette, "gap");
      g_assert_cmpuint (plot_test_count_other (surface, &gap, &palette->ecg.paper), ==, 0);
      g_assert_cmpuint (plot_test_count_other (surface, &before, &palette->ecg.paper), >=,
                        (guint) before.width);
      cairo_surface_destroy (surface);
    }
}

/* Marks stand above their waves and never on the line, however high that reaches. */
static void
test_peaks (Fixture       *fixture,
            gconstpointer  unused)
{
  static const double gains[] = { 5, 10, 20, 100 }, speeds[] = { 10, 25, 50 };
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);

  fixture->data.show_grid = FALSE;
  for (guint k = 0; k < G_N_ELEMENTS (gains) * G_N_ELEMENTS (speeds); k++)
    {
      cairo_surface_t *marked, *plain;
      BwPlotRect plot;
      guint n_marks = 0;

      fixture->data.mm_per_mv = gains[k % 4];
      fixture->data.mm_per_s = speeds[k / 4];
      fixture->data.show_peaks = TRUE;
      plot = bw_plot_ecg_get_plot (&fixture->data, &fixture->area, fixture->font);
      marked = paint (fixture, palette, "peaks");
      fixture->data.n_peaks = 0;
      plain = paint (fixture, palette, "no-peaks");
      fixture->data.n_peaks = 10;
      for (guint y = 0; y < 500; y++)
        for (guint x = 0; x < 1200; x++)
          {
            BwPlotColor with = plot_test_pixel (marked, x, y), without = plot_test_pixel (plain, x, y);

            if (plot_test_same (&with, &without))
              continue;
            n_marks++;
            g_assert_true (plot_test_same (&without, &palette->ecg.paper));
          }
      g_assert_cmpuint (n_marks, >, 30);
      g_assert_cmpfloat (plot.y, >, 0);
      cairo_surface_destroy (marked);
      cairo_surface_destroy (plain);
    }
}

/* Intervals are written where they fit, with the heart rate where there is more room. */
static void
test_intervals (Fixture       *fixture,
                gconstpointer  unused)
{
  static const double speeds[] = { 4, 12, 25, 50 };
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  guint last = 0;

  fixture->data.show_grid = FALSE;
  fixture->data.show_rr = TRUE;
  for (guint k = 0; k < G_N_ELEMENTS (speeds); k++)
    {
      BwPlotRect row = { 0, 0, 0, 0 };
      cairo_surface_t *surface;
      guint ink;

      fixture->data.mm_per_s = speeds[k];
      /* Two intervals' length: the same number of texts at every speed. */
      fixture->data.from_s = fixture->peaks[4] / PLOT_TEST_RATE;
      row.width = floor (MIN (1.5 * speeds[k] * UNIT_PER_MM, 1199));
      row.height = floor (bw_plot_ecg_get_plot (&fixture->data, &fixture->area, fixture->font).y) - 1;
      surface = paint (fixture, palette, "intervals");
      ink = plot_test_count_other (surface, &row, &palette->ecg.paper);
      if (k == 0)
        g_assert_cmpuint (ink, ==, 0);
      else
        g_assert_cmpuint (ink, >, last);
      last = ink;
      cairo_surface_destroy (surface);
    }
}

/* A flawed stretch is tinted, and hatched below. */
static void
test_stretches (Fixture       *fixture,
                gconstpointer  unused)
{
  for (guint scheme = 0; scheme < 4; scheme++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
      BwPlotColor tint = bw_plot_color_over (&palette->ecg.flaw, &palette->ecg.paper), pixel;
      BwPlotRect plot, inside, outside;
      cairo_surface_t *surface;

      fixture->data.show_grid = FALSE;
      fixture->data.n_stretches = 3;
      plot = bw_plot_ecg_get_plot (&fixture->data, &fixture->area, fixture->font);
      surface = paint (fixture, palette, "stretches");
      pixel = plot_test_pixel (surface, 2.8 * 100, 5);
      g_assert_true (plot_test_same (&pixel, &tint));
      pixel = plot_test_pixel (surface, 1.7 * 100, 5); /* two at once are no darker */
      g_assert_true (plot_test_same (&pixel, &tint));
      pixel = plot_test_pixel (surface, 4 * 100, 5);
      g_assert_true (plot_test_same (&pixel, &palette->ecg.paper));
      inside = (BwPlotRect) { 600, plot.y + plot.height + 2, 140, 8 };
      outside = (BwPlotRect) { 310, plot.y + plot.height + 1, 280, 8 };
      g_assert_cmpuint (plot_test_count_other (surface, &inside, &tint), >, 200);
      g_assert_cmpuint (plot_test_count_other (surface, &outside, &palette->ecg.paper), ==, 0);
      cairo_surface_destroy (surface);
    }
}

/* The pulse is 1 mV high and 0.2 s long, in a field of its own. */
static void
test_calibration (Fixture       *fixture,
                  gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  cairo_surface_t *surface;
  BwPlotRect plot, top, beside;
  double zero;

  fixture->data.show_calibration = TRUE;
  fixture->data.show_grid = FALSE;
  fixture->data.n = 0;
  plot = bw_plot_ecg_get_plot (&fixture->data, &fixture->area, fixture->font);
  bw_assert_near (plot.x, 0.4 * 25 * UNIT_PER_MM, 1e-9);
  zero = bw_plot_ecg_uv_to_y (&fixture->data, &plot, 0);
  surface = paint (fixture, palette, "pulse");
  top = (BwPlotRect) { 10, zero - 10 * UNIT_PER_MM - 1, 20, 2 };
  beside = (BwPlotRect) { 11, zero - 10 * UNIT_PER_MM + 3, 18, 60 };
  g_assert_cmpuint (plot_test_count_other (surface, &top, &palette->ecg.paper), >=, 20);
  g_assert_cmpuint (plot_test_count_other (surface, &beside, &palette->ecg.paper), ==, 0);
  cairo_surface_destroy (surface);

  /* No room for it. */
  fixture->data.mm_per_s = 400;
  plot = bw_plot_ecg_get_plot (&fixture->data, &fixture->area, fixture->font);
  bw_assert_near (plot.x, 0, 0);
}

static void
test_calipers (Fixture       *fixture,
               gconstpointer  unused)
{
  for (guint scheme = 0; scheme < 4; scheme++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
      cairo_surface_t *surface;
      BwPlotColor pixel;

      fixture->data.has_calipers = TRUE;
      fixture->data.caliper_s[0] = 3.005;
      fixture->data.caliper_s[1] = 4.005;
      fixture->data.caliper_uv[0] = 1200;
      fixture->data.caliper_uv[1] = -300;
      fixture->data.caliper_active = 0;
      fixture->data.march = FALSE;
      surface = paint (fixture, palette, "calipers");
      pixel = plot_test_pixel (surface, 300, 450);
      g_assert_true (plot_test_same (&pixel, &palette->ecg.caliper));
      pixel = plot_test_pixel (surface, 400, 450);
      g_assert_true (plot_test_same (&pixel, &palette->ecg.caliper));
      pixel = plot_test_pixel (surface, 400 + 5, bw_plot_ecg_uv_to_y (&fixture->data, &fixture->area,
                                                                      -300));
      g_assert_true (plot_test_same (&pixel, &palette->ecg.caliper));
      g_assert_cmpuint (plot_test_count_other (surface, &(BwPlotRect) { 500, 449, 1, 8 },
                                               &palette->ecg.caliper),
                        ==, 8);
      cairo_surface_destroy (surface);

      fixture->data.march = TRUE;
      surface = paint (fixture, palette, "march");
      for (guint s = 0; s < 12; s++)
        g_assert_cmpuint (plot_test_count_other (surface,
                                                 &(BwPlotRect) { s * 100, 440, 1, 30 },
                                                 &palette->ecg.caliper),
                          <, 20);
      cairo_surface_destroy (surface);
    }
}

/* Nothing is painted outside the area, whatever is asked for, at any size and place; nothing is
 * complained about. */
static void
test_sizes (Fixture       *fixture,
            gconstpointer  unused)
{
  static const double speeds[] = { 0.01, 3, 25, 400 }, starts[] = { -1000, -2, 10, 1e6 };

  show_all (fixture);
  for (guint k = 0; k < 64; k++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (k & 1, k & 2);
      double width = k % 3 == 0 ? 360 : k % 3 == 1 ? 40 : 700, height = k % 5 == 0 ? 20 : 200;
      cairo_surface_t *surface = plot_test_surface ((int) width + 40, (int) height + 40, palette);
      cairo_t *cr = cairo_create (surface);
      BwPlotRect area = { 20, 20, width, height };
      BwPlotRect outside[] = { { 0, 0, 20, height + 40 }, { 20 + width, 0, 20, height + 40 },
                               { 0, 0, width + 40, 20 }, { 0, 20 + height, width + 40, 20 } };

      fixture->data.mm_per_s = speeds[k % 4];
      fixture->data.from_s = starts[k / 4 % 4];
      fixture->data.centre_uv = k / 16 % 2 ? 1e9 : 100;
      bw_plot_ecg_paint (cr, &area, &fixture->data, palette, fixture->font);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
        g_assert_cmpuint (plot_test_count_other (surface, &outside[i], &palette->background), ==, 0);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

/* Pictures to look at, where BW_TEST_PICTURES says where to. */
static void
test_pictures (Fixture       *fixture,
               gconstpointer  unused)
{
  static const char *const names[] = { "light", "dark", "light-high-contrast",
                                       "dark-high-contrast" };

  show_all (fixture);
  for (guint scheme = 0; scheme < 8; scheme++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
      g_autofree char *name = g_strdup_printf ("ecg-%s-%s", scheme < 4 ? "wide" : "narrow",
                                               names[scheme % 4]);
      cairo_surface_t *surface;

      fixture->area = scheme < 4 ? (BwPlotRect) { 0, 0, 1200, 500 } : (BwPlotRect) { 0, 0, 360, 300 };
      fixture->data.caliper_uv[0] = scheme < 4 ? 900 : 400;
      surface = paint (fixture, palette, name);
      g_assert_cmpuint (plot_test_count_other (surface, &fixture->area, &palette->ecg.paper), >,
                        20000);
      cairo_surface_destroy (surface);
    }
}

/* A part of the samples is painted as the same part of all of them: grid, line, marks and stretches. */
static void
test_cut (Fixture       *fixture,
          gconstpointer  unused)
{
  const guint first = 4 * 512;
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  BwPlotEcg *data = &fixture->data;
  cairo_surface_t *whole, *cut;
  guint n_before = 0;

  show_all (fixture);
  data->has_calipers = FALSE;
  data->from_s = 6;
  whole = paint (fixture, palette, "whole");
  while (fixture->peaks[n_before] < first)
    n_before++;
  for (guint i = n_before; i < data->n_peaks; i++)
    fixture->peaks[i] -= first;
  data->peaks = fixture->peaks + n_before;
  data->n_peaks -= n_before;
  data->samples_uv = fixture->samples + first;
  data->n -= first;
  data->first_s = first / PLOT_TEST_RATE;
  cut = paint (fixture, palette, "cut");

  cairo_surface_flush (whole);
  cairo_surface_flush (cut);
  g_assert_cmpmem (
    cairo_image_surface_get_data (whole),
    (gsize) cairo_image_surface_get_stride (whole) * (gsize) fixture->area.height,
    cairo_image_surface_get_data (cut),
    (gsize) cairo_image_surface_get_stride (cut) * (gsize) fixture->area.height);
  cairo_surface_destroy (whole);
  cairo_surface_destroy (cut);
}

static void
test_words (void)
{
  g_autofree char *standard = bw_plot_ecg_format_scale (25, 10);
  g_autofree char *zoomed = bw_plot_ecg_format_scale (31.27, 9.99);

  g_assert_cmpstr (standard, ==, "25 mm/s · 10 mm/mV");
  g_assert_cmpstr (zoomed, ==, "31.3 mm/s · 10 mm/mV");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/plot/ecg/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("scale", test_scale);
  ADD ("grid", test_grid);
  ADD ("grid-far", test_grid_far);
  ADD ("trace", test_trace);
  ADD ("min-max", test_min_max);
  ADD ("not-finite", test_not_finite);
  ADD ("peaks", test_peaks);
  ADD ("intervals", test_intervals);
  ADD ("stretches", test_stretches);
  ADD ("calibration", test_calibration);
  ADD ("calipers", test_calipers);
  ADD ("sizes", test_sizes);
  ADD ("pictures", test_pictures);
  ADD ("cut", test_cut);
  g_test_add_func ("/plot/ecg/words", test_words);
  return g_test_run ();
}
