/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "plot-test.h"
#include "plot/bw-plot-chances.h"
#include "plot/bw-plot-forecast.h"

#include <math.h>

#define WIDTH 900
#define HEIGHT 320
/* Thursday, 12 March 2026, 18:00 UTC. */
#define NOW (G_GINT64_CONSTANT (1773338400) * 1000)

typedef struct
{
  GTimeZone *zone;
  PangoFontDescription *font;
  BwPlotPoint past[7 * 24];
  BwPlotPoint readings[28];
  BwPlotSpan nights[7];
  BwPlotForecastHour hours[24];
  BwPlotForecast data;
  BwPlotRect area;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->zone = g_time_zone_new_utc ();
  fixture->font = bw_plot_font_new (12);
  for (int i = 0; i < 7 * 24; i++)
    fixture->past[i] = (BwPlotPoint) { NOW - (7 * 24 - i) * BW_TIME_HOUR, 66 + 9 * sin (i / 11.0) };
  for (int i = 0; i < 28; i++)
    fixture->readings[i] = (BwPlotPoint) { NOW - (7 * 24 - i * 6) * BW_TIME_HOUR,
                                           62 + 25 * sin (i * 2.3) };
  for (int i = 0; i < 7; i++)
    fixture->nights[i] = (BwPlotSpan) { NOW - (7 - i) * BW_TIME_DAY + 5 * BW_TIME_HOUR,
                                        NOW - (7 - i) * BW_TIME_DAY + 13 * BW_TIME_HOUR };
  for (int i = 0; i < 24; i++)
    fixture->hours[i] = (BwPlotForecastHour) { NOW + i * BW_TIME_HOUR, 50, 25, 80, i == 12 };
  fixture->data = (BwPlotForecast) {
    .zone = fixture->zone,
    .from_ms = NOW - 7 * BW_TIME_DAY,
    .now_ms = NOW,
    .to_ms = NOW + BW_TIME_DAY,
    .now_label = "Now",
    .title = "Fatigue score",
    .past = fixture->past,
    .n_past = G_N_ELEMENTS (fixture->past),
    .readings = fixture->readings,
    .n_readings = G_N_ELEMENTS (fixture->readings),
    .nights = fixture->nights,
    .n_nights = G_N_ELEMENTS (fixture->nights),
    .hours = fixture->hours,
    .n_hours = G_N_ELEMENTS (fixture->hours),
  };
  fixture->area = (BwPlotRect) { 0, 0, WIDTH, HEIGHT };
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_time_zone_unref (fixture->zone);
  pango_font_description_free (fixture->font);
}

static cairo_surface_t *
paint (Fixture             *fixture,
       const BwPlotPalette *palette,
       const char          *name)
{
  cairo_surface_t *surface = plot_test_surface ((int) fixture->area.width,
                                                (int) fixture->area.height, palette);
  cairo_t *cr = cairo_create (surface);

  bw_plot_forecast_paint (cr, &fixture->area, &fixture->data, palette, fixture->font);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  plot_test_save (surface, name);
  return surface;
}

static void
assert_pixel (cairo_surface_t   *surface,
              double             x,
              double             y,
              const BwPlotColor *expected)
{
  BwPlotColor pixel = plot_test_pixel (surface, x, y);

  if (!plot_test_same (&pixel, expected))
    g_error ("at %.0f, %.0f: %.0f %.0f %.0f, expected %.0f %.0f %.0f", x, y, pixel.red * 255,
             pixel.green * 255, pixel.blue * 255, expected->red * 255, expected->green * 255,
             expected->blue * 255);
}

/* Each zone's tint covers its scores, by the pixel, in every scheme. */
static void
test_zones (Fixture       *fixture,
            gconstpointer  unused)
{
  static const double inside[] = { [BW_ZONE_RED] = 20, [BW_ZONE_YELLOW] = 63,
                                   [BW_ZONE_GREEN] = 90 };

  fixture->data.n_past = fixture->data.n_readings = fixture->data.n_nights = 0;
  fixture->data.n_hours = 0;
  for (guint scheme = 0; scheme < 4; scheme++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
      cairo_surface_t *surface = paint (fixture, palette, "zones");
      BwPlotForecastLayout layout;

      bw_plot_forecast_layout (&layout, &fixture->data, &fixture->area, fixture->font);
      for (int zone = BW_ZONE_RED; zone <= BW_ZONE_GREEN; zone++)
        {
          BwPlotColor tint = bw_plot_color_over (&palette->zone_area[zone], &palette->background);

          assert_pixel (surface, layout.plot.x + 30, bw_plot_scale_map (&layout.score, inside[zone]),
                        &tint);
          assert_pixel (surface, layout.plot.x + layout.plot.width - 5,
                        bw_plot_scale_map (&layout.score, inside[zone]), &tint);
        }
      cairo_surface_destroy (surface);
    }
}

/* Between its edges the band lies over the zone; outside there is none of it. */
static void
test_band (Fixture       *fixture,
           gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  cairo_surface_t *surface = paint (fixture, palette, "band");
  BwPlotForecastLayout layout;
  BwPlotColor green, yellow, in_green, in_yellow;
  double x;

  bw_plot_forecast_layout (&layout, &fixture->data, &fixture->area, fixture->font);
  x = bw_plot_time_scale_map (&layout.time, NOW + 7 * BW_TIME_HOUR);
  green = bw_plot_color_over (&palette->zone_area[BW_ZONE_GREEN], &palette->background);
  yellow = bw_plot_color_over (&palette->zone_area[BW_ZONE_YELLOW], &palette->background);
  in_green = bw_plot_color_over (&palette->band, &green);
  in_yellow = bw_plot_color_over (&palette->band, &yellow);
  assert_pixel (surface, x, bw_plot_scale_map (&layout.score, 90), &green);
  assert_pixel (surface, x, bw_plot_scale_map (&layout.score, 76), &in_green);
  assert_pixel (surface, x, bw_plot_scale_map (&layout.score, 62), &in_yellow);
  assert_pixel (surface, x, bw_plot_scale_map (&layout.score, 50), &palette->ink);
  cairo_surface_destroy (surface);
}

static void
test_night_and_now (Fixture       *fixture,
                    gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  BwPlotForecastLayout layout;
  BwPlotColor green, night;
  cairo_surface_t *surface;
  double y, x;

  fixture->data.n_past = fixture->data.n_readings = fixture->data.n_hours = 0;
  surface = paint (fixture, palette, "nights");
  bw_plot_forecast_layout (&layout, &fixture->data, &fixture->area, fixture->font);
  green = bw_plot_color_over (&palette->zone_area[BW_ZONE_GREEN], &palette->background);
  night = bw_plot_color_over (&palette->night, &green);
  y = bw_plot_scale_map (&layout.score, 90);
  x = bw_plot_time_scale_map (&layout.time, NOW - 3 * BW_TIME_DAY + 9 * BW_TIME_HOUR);
  assert_pixel (surface, x, y, &night);
  x = bw_plot_time_scale_map (&layout.time, NOW - 3 * BW_TIME_DAY + 20 * BW_TIME_HOUR);
  assert_pixel (surface, x, y, &green);
  x = bw_plot_time_scale_map (&layout.time, NOW);
  assert_pixel (surface, x, y, &palette->text);
  bw_assert_near (x, layout.plot.x + layout.plot.width / 2, 1e-9);
  cairo_surface_destroy (surface);
}

/* The line of the past stops where hours are missing. */
static void
test_gap (Fixture       *fixture,
          gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  BwPlotForecastLayout layout;
  BwPlotColor green;
  cairo_surface_t *surface;
  double x, y;

  for (guint i = 0; i < 7 * 24; i++)
    fixture->past[i].value = 85;
  memmove (&fixture->past[48], &fixture->past[96], 72 * sizeof (BwPlotPoint));
  fixture->data.n_past = 120;
  fixture->data.n_readings = fixture->data.n_nights = fixture->data.n_hours = 0;
  surface = paint (fixture, palette, "gap");
  bw_plot_forecast_layout (&layout, &fixture->data, &fixture->area, fixture->font);
  green = bw_plot_color_over (&palette->zone_area[BW_ZONE_GREEN], &palette->background);
  y = bw_plot_scale_map (&layout.score, 85);
  x = bw_plot_time_scale_map (&layout.time, NOW - 4 * BW_TIME_DAY);
  assert_pixel (surface, x, y, &green);
  x = bw_plot_time_scale_map (&layout.time, NOW - 6 * BW_TIME_DAY);
  g_assert_cmpuint (plot_test_count_other (surface, &(BwPlotRect) { floor (x), y - 3, 1, 6 }, &green),
                    >, 0);
  cairo_surface_destroy (surface);
}

/* Flagged hours carry the red zone's square, others none. */
static void
test_flags (Fixture       *fixture,
            gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (TRUE, FALSE);
  cairo_surface_t *surface = paint (fixture, palette, "flags");
  BwPlotForecastLayout layout;
  BwPlotColor red = bw_plot_color_over (&palette->zone_area[BW_ZONE_RED], &palette->background);
  double y;

  bw_plot_forecast_layout (&layout, &fixture->data, &fixture->area, fixture->font);
  y = layout.plot.y + layout.plot.height - 6;
  assert_pixel (surface, bw_plot_time_scale_map (&layout.time, NOW + 12 * BW_TIME_HOUR), y,
                &palette->zone_line[BW_ZONE_RED]);
  assert_pixel (surface, bw_plot_time_scale_map (&layout.time, NOW + 13 * BW_TIME_HOUR), y, &red);
  cairo_surface_destroy (surface);
}

static void
test_cursor (Fixture       *fixture,
             gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  BwPlotForecastLayout layout;
  cairo_surface_t *surface;
  double x;

  fixture->data.has_cursor = TRUE;
  fixture->data.cursor_ms = NOW + 20 * BW_TIME_HOUR;
  fixture->data.cursor_score = 50;
  fixture->data.cursor_text = "Friday, 14:00\n50, yellow\n80 % band 25–80";
  surface = paint (fixture, palette, "cursor");
  bw_plot_forecast_layout (&layout, &fixture->data, &fixture->area, fixture->font);
  x = bw_plot_time_scale_map (&layout.time, fixture->data.cursor_ms);
  assert_pixel (surface, x, bw_plot_scale_map (&layout.score, 10), &palette->accent);
  cairo_surface_destroy (surface);
}

/* At any width something remains of the plot and nothing is painted outside the area; the words of
 * the zones always have their room at the right. */
static void
test_sizes (Fixture       *fixture,
            gconstpointer  unused)
{
  for (guint width = 200; width <= 1600; width += 140)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (FALSE, width % 280 == 0);
      cairo_surface_t *surface = plot_test_surface ((int) width + 40, 300, palette);
      cairo_t *cr = cairo_create (surface);
      BwPlotRect area = { 20, 20, width, 260 };
      BwPlotRect words, outside[] = { { 0, 0, 19, 300 }, { 21 + width, 0, 18, 300 },
                                      { 0, 0, 40 + width, 19 }, { 0, 282, 40 + width, 18 } };
      BwPlotForecastLayout layout;

      bw_plot_forecast_layout (&layout, &fixture->data, &area, fixture->font);
      bw_plot_forecast_paint (cr, &area, &fixture->data, palette, fixture->font);
      g_assert_cmpfloat (layout.plot.width, >, width * 0.6);
      words = (BwPlotRect) { ceil (layout.plot.x + layout.plot.width) + 2, 40, 0, 200 };
      words.width = floor (area.x + area.width - words.x);
      g_assert_cmpuint (plot_test_count_other (surface, &words, &palette->background), >, 100);
      for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
        g_assert_cmpuint (plot_test_count_other (surface, &outside[i], &palette->background), ==, 0);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

/* The day's score stands at now in its zone's colour, wherever the line begins; none without one. */
static void
test_day_score (Fixture       *fixture,
                gconstpointer  unused)
{
  static const double scores[] = { [BW_ZONE_RED] = 0, [BW_ZONE_YELLOW] = 63,
                                   [BW_ZONE_GREEN] = 100 };

  for (guint scheme = 0; scheme < 4; scheme++)
    for (int zone = BW_ZONE_RED; zone <= BW_ZONE_GREEN; zone++)
      {
        const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
        cairo_surface_t *surface;
        BwPlotForecastLayout layout;
        double x, y;

        fixture->data.has_day_score = TRUE;
        fixture->data.day_score = scores[zone];
        bw_plot_forecast_layout (&layout, &fixture->data, &fixture->area, fixture->font);
        x = bw_plot_time_scale_map (&layout.time, NOW);
        y = bw_plot_scale_map (&layout.score, scores[zone]);
        surface = paint (fixture, palette, "day-score");
        assert_pixel (surface, x - 3, y, &palette->zone_text[zone]);
        assert_pixel (surface, x + 3, y, &palette->zone_text[zone]);
        cairo_surface_destroy (surface);

        fixture->data.has_day_score = FALSE;
        surface = paint (fixture, palette, "no-day-score");
        {
          BwPlotColor pixel = plot_test_pixel (surface, x - 3, y);

          g_assert_false (plot_test_same (&pixel, &palette->zone_text[zone]));
        }
        cairo_surface_destroy (surface);
      }
}

#define N_LONG (400 * 24)

/* Where there are more hours than pixels, each column is filled from its least to its greatest, as the
 * line would, and a hole stays one. */
static void
test_long_past (Fixture       *fixture,
                gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  g_autofree BwPlotPoint *past = g_new (BwPlotPoint, N_LONG);
  BwPlotForecastLayout layout;
  BwPlotColor green = bw_plot_color_over (&palette->zone_area[BW_ZONE_GREEN], &palette->background);
  BwPlotColor yellow = bw_plot_color_over (&palette->zone_area[BW_ZONE_YELLOW], &palette->background);
  cairo_surface_t *surface;
  guint n = 0;
  double x;

  /* Each day swings from 45 to 65; the second hundred of days is missing. */
  for (guint i = 0; i < N_LONG; i++)
    if (i < 100 * 24 || i >= 200 * 24)
      past[n++] = (BwPlotPoint) { NOW - (N_LONG - (gint64) i) * BW_TIME_HOUR, i % 24 < 12 ? 45 : 65 };
  fixture->data.past = past;
  fixture->data.n_past = n;
  fixture->data.n_readings = fixture->data.n_nights = fixture->data.n_hours = 0;
  fixture->data.from_ms = past[0].time_ms;
  surface = paint (fixture, palette, "long-past");
  bw_plot_forecast_layout (&layout, &fixture->data, &fixture->area, fixture->font);
  for (guint day = 3; day < 397; day += 13)
    {
      gboolean missing = day >= 100 && day < 200;

      x = floor (bw_plot_time_scale_map (&layout.time, past[0].time_ms + day * BW_TIME_DAY)) + 0.5;
      assert_pixel (surface, x, bw_plot_scale_map (&layout.score, 55),
                    missing ? &yellow : &palette->past);
      assert_pixel (surface, x, bw_plot_scale_map (&layout.score, 85), &green);
    }
  /* A long past has two thirds of the width. */
  bw_assert_near (bw_plot_time_scale_map (&layout.time, NOW), layout.plot.x + layout.plot.width * 2 / 3,
                  1e-9);
  cairo_surface_destroy (surface);
}

/* A stretch of the past alone fills the chart; nothing of what is ahead is painted. */
static void
test_past_alone (Fixture       *fixture,
                 gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  BwPlotForecastLayout layout;
  BwPlotColor green = bw_plot_color_over (&palette->zone_area[BW_ZONE_GREEN], &palette->background);
  cairo_surface_t *surface;

  fixture->data.from_ms = NOW - 4 * BW_TIME_DAY;
  fixture->data.to_ms = NOW - 2 * BW_TIME_DAY;
  fixture->data.n_readings = fixture->data.n_nights = 0;
  fixture->data.has_day_score = TRUE;
  fixture->data.day_score = 90;
  for (guint i = 0; i < 7 * 24; i++)
    fixture->past[i].value = 85;
  surface = paint (fixture, palette, "past-alone");
  bw_plot_forecast_layout (&layout, &fixture->data, &fixture->area, fixture->font);
  g_assert_cmpuint (layout.time.n, ==, 2);
  bw_assert_near (bw_plot_time_scale_map (&layout.time, NOW - 3 * BW_TIME_DAY),
                  layout.plot.x + layout.plot.width / 2, 1e-9);
  for (double part = 0.1; part < 1; part += 0.1)
    assert_pixel (surface, layout.plot.x + part * layout.plot.width,
                  bw_plot_scale_map (&layout.score, 95), &green);
  cairo_surface_destroy (surface);
}

/* What came: a disc inside the band, a ring outside; the LSTM's line; where another watch begins; and a
 * note's flag at the bottom. */
static void
test_beside (Fixture       *fixture,
             gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  const BwPlotForecastCame came[] = { { NOW + 5 * BW_TIME_HOUR, 90, TRUE },
                                      { NOW + 9 * BW_TIME_HOUR, 90, FALSE } };
  const BwPlotForecastEra eras[] = { { NOW - 3 * BW_TIME_DAY, "New watch" } };
  const BwPlotSpan notes[] = { { NOW - 5 * BW_TIME_DAY, NOW - 5 * BW_TIME_DAY } };
  double net[24], low[24], high[24];
  BwPlotForecastLayout layout;
  BwPlotRect around;
  cairo_surface_t *surface;
  double x, y;

  for (guint i = 0; i < 24; i++)
    {
      net[i] = 35;
      low[i] = 10;
      high[i] = 96;
    }
  fixture->data.n_past = fixture->data.n_readings = fixture->data.n_nights = 0;
  fixture->data.came = came;
  fixture->data.n_came = G_N_ELEMENTS (came);
  fixture->data.eras = eras;
  fixture->data.n_eras = G_N_ELEMENTS (eras);
  fixture->data.notes = notes;
  fixture->data.n_notes = G_N_ELEMENTS (notes);
  fixture->data.net = net;
  fixture->data.reading_low = low;
  fixture->data.reading_high = high;
  surface = paint (fixture, palette, "beside");
  bw_plot_forecast_layout (&layout, &fixture->data, &fixture->area, fixture->font);
  y = bw_plot_scale_map (&layout.score, 90);
  assert_pixel (surface, bw_plot_time_scale_map (&layout.time, came[0].time_ms), y, &palette->text);
  assert_pixel (surface, bw_plot_time_scale_map (&layout.time, came[1].time_ms), y,
                &palette->background);
  y = bw_plot_scale_map (&layout.score, 35);
  around = (BwPlotRect) { layout.plot.x + layout.plot.width * 0.6, y, 200, 1 };
  {
    BwPlotColor red = bw_plot_color_over (&palette->zone_area[BW_ZONE_RED], &palette->background);
    guint other = plot_test_count_other (surface, &around, &red);

    /* In the band everywhere, and dashed. */
    g_assert_cmpuint (other, ==, 200);
    red = bw_plot_color_over (&palette->band, &red);
    other = plot_test_count_other (surface, &around, &red);
    g_assert_cmpuint (other, >, 80);
  }
  x = bw_plot_time_scale_map (&layout.time, notes[0].start_ms);
  assert_pixel (surface, floor (x) + 3, layout.plot.y + layout.plot.height - 9, &palette->text);
  x = bw_plot_time_scale_map (&layout.time, eras[0].time_ms);
  {
    BwPlotColor red = bw_plot_color_over (&palette->zone_area[BW_ZONE_RED], &palette->background);

    around = (BwPlotRect) { floor (x), layout.plot.y + layout.plot.height - 40, 1, 30 };
    g_assert_cmpuint (plot_test_count_other (surface, &around, &red), >, 5);
  }
  cairo_surface_destroy (surface);
}

/* The chances are as long as they are, in every scheme. */
static void
test_chances (Fixture       *fixture,
              gconstpointer  unused)
{
  const double p[] = { [BW_ZONE_RED] = 0.25, [BW_ZONE_YELLOW] = 0.5, [BW_ZONE_GREEN] = 0.25 };
  const BwPlotRect area = { 0, 0, 400, 20 };

  for (guint scheme = 0; scheme < 4; scheme++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (scheme & 1, scheme & 2);
      cairo_surface_t *surface = plot_test_surface (400, 20, palette);
      cairo_t *cr = cairo_create (surface);

      bw_plot_chances_paint (cr, &area, p, palette, fixture->font);
      assert_pixel (surface, 5, 10, &palette->zone_line[BW_ZONE_GREEN]);
      assert_pixel (surface, 97, 10, &palette->zone_line[BW_ZONE_GREEN]);
      assert_pixel (surface, 103, 10, &palette->zone_line[BW_ZONE_YELLOW]);
      assert_pixel (surface, 297, 10, &palette->zone_line[BW_ZONE_YELLOW]);
      assert_pixel (surface, 303, 10, &palette->zone_line[BW_ZONE_RED]);
      assert_pixel (surface, 398, 10, &palette->zone_line[BW_ZONE_RED]);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/plot/forecast/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("zones", test_zones);
  ADD ("band", test_band);
  ADD ("night-and-now", test_night_and_now);
  ADD ("gap", test_gap);
  ADD ("flags", test_flags);
  ADD ("cursor", test_cursor);
  ADD ("day-score", test_day_score);
  ADD ("sizes", test_sizes);
  ADD ("long-past", test_long_past);
  ADD ("past-alone", test_past_alone);
  ADD ("beside", test_beside);
  ADD ("chances", test_chances);
  return g_test_run ();
}
