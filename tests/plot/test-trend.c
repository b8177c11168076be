/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "base/bw-zone.h"
#include "bw-test.h"
#include "plot-test.h"
#include "plot/bw-plot-trend.h"

#include <math.h>

#define N_DAYS 90
#define HOLE_FROM 30
#define HOLE_TO 40
#define ERA 60

typedef struct
{
  GTimeZone *zone;
  BwPlotTrendDay days[N_DAYS];
  BwPlotTrendReading readings[4 * N_DAYS];
  BwPlotSpan notes[2];
  BwPlotTrend plot, with_readings;
} Fixture;

static gint64
get_start (int day)
{
  return (bw_time_days_from_civil (2025, 3, 1) + day) * BW_TIME_DAY;
}

/* The variant without a score: two readings at night and two by day, around the day's value. */
static void
with_readings (Fixture *fixture)
{
  static const int hours[] = { 2, 5, 12, 20 };
  guint n = 0;

  for (int d = 0; d < N_DAYS; d++)
    for (guint k = 0; fixture->days[d].has_value && k < G_N_ELEMENTS (hours); k++)
      fixture->readings[n++] = (BwPlotTrendReading){ get_start (d) + hours[k] * BW_TIME_HOUR,
                                                     fixture->days[d].value + 0.1 * (k - 1.5), k < 2 };
  fixture->with_readings = fixture->plot;
  fixture->with_readings.score_title = NULL;
  fixture->with_readings.cv_title = "Variation of the week, %";
  fixture->with_readings.value_name = "Mean of the night";
  fixture->with_readings.readings = fixture->readings;
  fixture->with_readings.n_readings = n;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->zone = g_time_zone_new_utc ();
  for (int d = 0; d < N_DAYS; d++)
    {
      BwPlotTrendDay *day = &fixture->days[d];
      gboolean known = d < HOLE_FROM || d >= HOLE_TO;
      double slow = 0.15 * sin (d / 9.0);

      *day = (BwPlotTrendDay){
        .time_ms = get_start (d) + BW_TIME_DAY / 2,
        .has_score = known && d > 13 && (d < ERA || d > ERA + 13),
        .score = 75 + 150 * slow,
        .has_value = known,
        .value = 3.7 + slow + 0.2 * sin (d * 2.3),
        .has_week = known && (d < ERA || d > ERA + 1),
        .week = 3.7 + slow,
        .week_cv_percent = 4 + 20 * fabs (slow),
        .has_normal = d > 13 && (d < ERA || d > ERA + 13),
        .normal_low = 3.62,
        .normal_high = 3.78,
        .new_era = d == ERA,
      };
    }
  fixture->notes[0] = (BwPlotSpan){ get_start (20), get_start (25) };
  fixture->notes[1] = (BwPlotSpan){ get_start (50), get_start (50) };
  fixture->plot = (BwPlotTrend){
    .zone = fixture->zone,
    .from_ms = get_start (0),
    .to_ms = get_start (N_DAYS),
    .score_title = "Fatigue score at the end of the day, high is fresh",
    .value_title = "ln RMSSD",
    .value_name = "Night",
    .days = fixture->days,
    .n_days = N_DAYS,
    .notes = fixture->notes,
    .n_notes = G_N_ELEMENTS (fixture->notes),
    .cursor = -1,
    .cursor_reading = -1,
    .selected_reading = -1,
  };
  with_readings (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_time_zone_unref (fixture->zone);
}

static void
paint (cairo_surface_t     *surface,
       const BwPlotTrend   *self,
       const BwPlotRect    *area,
       const BwPlotPalette *palette)
{
  PangoFontDescription *font = bw_plot_font_new (13);
  cairo_t *cr = cairo_create (surface);

  bw_plot_trend_paint (cr, area, self, palette, font);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  pango_font_description_free (font);
}

static void
test_layout (Fixture       *fixture,
             gconstpointer  unused)
{
  PangoFontDescription *font = bw_plot_font_new (13);
  const double widths[] = { 280, 340, 479, 480, 900 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      const BwPlotRect area = { 5, 7, widths[i], 420 };
      BwPlotTrendLayout layout;

      bw_plot_trend_layout (&layout, &fixture->plot, &area, font);
      g_assert_cmpint (layout.stacked_words, ==, widths[i] < 480);
      g_assert_cmpfloat (layout.score_plot.width, >, 0.6 * widths[i] - 30);
      g_assert_cmpfloat (layout.score_plot.height, >, 100);
      g_assert_cmpfloat (layout.value_plot.height, >, 150);
      g_assert_cmpfloat (layout.score_plot.x, ==, layout.value_plot.x);
      g_assert_cmpfloat (layout.notes.y, >=, layout.score_plot.y + layout.score_plot.height);
      g_assert_cmpfloat (layout.notes.y + layout.notes.height, <=, layout.value_head);
      g_assert_cmpfloat (layout.value_head, <, layout.value_plot.y);
      g_assert_cmpfloat (layout.value_plot.y + layout.value_plot.height, <, area.y + area.height - 12);
      /* All values lie inside. */
      for (guint d = 0; d < N_DAYS; d++)
        if (fixture->days[d].has_value)
          {
            double y = bw_plot_scale_map (&layout.value, fixture->days[d].value);

            g_assert_cmpfloat (y, >, layout.value_plot.y);
            g_assert_cmpfloat (y, <, layout.value_plot.y + layout.value_plot.height);
          }
    }
  pango_font_description_free (font);
}

static void
test_find_day (Fixture       *fixture,
               gconstpointer  unused)
{
  PangoFontDescription *font = bw_plot_font_new (13);
  const BwPlotRect area = { 0, 0, 900, 420 };
  BwPlotTrendLayout layout;
  BwPlotTrend none = fixture->plot;

  bw_plot_trend_layout (&layout, &fixture->plot, &area, font);
  for (int d = 0; d < N_DAYS; d++)
    g_assert_cmpint (bw_plot_trend_find_day (
                         &fixture->plot, &layout,
                         bw_plot_time_scale_map (&layout.time, fixture->days[d].time_ms) + 2),
                     ==, d);
  g_assert_cmpint (bw_plot_trend_find_day (&fixture->plot, &layout, -50), ==, 0);
  g_assert_cmpint (bw_plot_trend_find_day (&fixture->plot, &layout, 2000), ==, N_DAYS - 1);
  none.n_days = 0;
  g_assert_cmpint (bw_plot_trend_find_day (&none, &layout, 300), ==, -1);
  pango_font_description_free (font);
}

static void
test_find_note (Fixture       *fixture,
                gconstpointer  unused)
{
  PangoFontDescription *font = bw_plot_font_new (13);
  const BwPlotRect area = { 0, 0, 900, 420 };
  BwPlotTrendLayout layout;
  double y;

  bw_plot_trend_layout (&layout, &fixture->with_readings, &area, font);
  y = layout.notes.y + layout.notes.height / 2;
#define FIND(day, above)                                                                            \
  bw_plot_trend_find_note (&fixture->with_readings, &layout,                                        \
                           bw_plot_time_scale_map (&layout.time, get_start (day)), y - (above))
  g_assert_cmpint (FIND (22, 0), ==, 0);
  g_assert_cmpint (FIND (25, 0), ==, 0);
  g_assert_cmpint (FIND (50, 0), ==, 1);
  g_assert_cmpint (FIND (50, 20), ==, -1);
  g_assert_cmpint (FIND (40, 0), ==, -1);
#undef FIND
  pango_font_description_free (font);
}

/* Lines where they belong, none in the hole, notes in their strip, the era's line. */
static void
test_marks (Fixture       *fixture,
            gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  PangoFontDescription *font = bw_plot_font_new (13);
  const BwPlotRect area = { 0, 0, 900, 420 };
  cairo_surface_t *surface = plot_test_surface (900, 420, palette);
  BwPlotTrendLayout layout;
  BwPlotColor pixel;

  bw_plot_trend_layout (&layout, &fixture->plot, &area, font);
  paint (surface, &fixture->plot, &area, palette);
  for (int d = 14; d < N_DAYS; d++)
    {
      const BwPlotTrendDay *day = &fixture->days[d];
      double x = bw_plot_time_scale_map (&layout.time, day->time_ms);

      /* At either end the line is half a pixel. */
      pixel = plot_test_pixel (surface, x, bw_plot_scale_map (&layout.value, day->week));
      if (day->has_week && d < N_DAYS - 1 && d != HOLE_TO && d != ERA + 2 && d != HOLE_FROM - 1
          && d != ERA - 1)
        g_assert_cmpfloat (bw_plot_contrast (&pixel, &palette->ink), <, 1.5);
      else if (!day->has_week)
        g_assert_cmpfloat (bw_plot_contrast (&pixel, &palette->ink), >, 1.5);
      pixel = plot_test_pixel (surface, x, bw_plot_scale_map (&layout.score, day->score));
      if (day->has_score)
        g_assert_true (plot_test_same (&pixel, &palette->ink));
      else
        g_assert_false (plot_test_same (&pixel, &palette->ink));
    }

  pixel = plot_test_pixel (surface, bw_plot_time_scale_map (&layout.time, get_start (22)),
                           layout.notes.y + layout.notes.height / 2);
  g_assert_true (plot_test_same (&pixel, &palette->text));
  pixel = plot_test_pixel (surface, bw_plot_time_scale_map (&layout.time, get_start (50)),
                           layout.notes.y + layout.notes.height / 2);
  g_assert_true (plot_test_same (&pixel, &palette->text));
  pixel = plot_test_pixel (surface, bw_plot_time_scale_map (&layout.time, get_start (40)),
                           layout.notes.y + layout.notes.height / 2);
  g_assert_true (plot_test_same (&pixel, &palette->background));

  {
    BwPlotRect line = { floor (bw_plot_time_scale_map (&layout.time, get_start (ERA))),
                        layout.notes.y, 1, layout.notes.height };

    g_assert_cmpuint (plot_test_count_other (surface, &line, &palette->background), >, 4);
  }
  cairo_surface_destroy (surface);
  pango_font_description_free (font);
}

/* Values, variation and the strip of notes, one below the other, and no score. */
static void
test_readings_layout (Fixture       *fixture,
                      gconstpointer  unused)
{
  PangoFontDescription *font = bw_plot_font_new (13);
  const double widths[] = { 280, 340, 600, 900 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      const BwPlotRect area = { 5, 7, widths[i], 320 };
      BwPlotTrendLayout layout;

      bw_plot_trend_layout (&layout, &fixture->with_readings, &area, font);
      g_assert_cmpfloat (layout.score_plot.height, ==, 0);
      g_assert_cmpfloat (layout.value_head, >, area.y);
      g_assert_cmpfloat (layout.value_plot.y, >, layout.value_head);
      g_assert_cmpfloat (layout.value_plot.height, >, 140);
      g_assert_cmpfloat (layout.notes.y, >=, layout.value_plot.y + layout.value_plot.height);
      g_assert_cmpfloat (layout.cv_head, >, layout.notes.y + layout.notes.height);
      g_assert_cmpfloat (layout.cv_plot.y, >, layout.cv_head);
      g_assert_cmpfloat (layout.cv_plot.height, >=, 36);
      g_assert_cmpfloat (layout.cv_plot.y + layout.cv_plot.height, <, area.y + area.height - 12);
      g_assert_cmpfloat (layout.all.y, ==, layout.value_plot.y);
      g_assert_cmpfloat (layout.all.y + layout.all.height, ==,
                         layout.cv_plot.y + layout.cv_plot.height);
      g_assert_cmpint (layout.dense, ==, layout.value_plot.width < 4 * N_DAYS);
      for (guint r = 0; r < fixture->with_readings.n_readings; r++)
        {
          double y = bw_plot_scale_map (&layout.value, fixture->readings[r].value);

          g_assert_cmpfloat (y, >, layout.value_plot.y);
          g_assert_cmpfloat (y, <, layout.value_plot.y + layout.value_plot.height);
        }
      for (guint d = 0; d < N_DAYS; d++)
        if (fixture->days[d].has_week)
          g_assert_cmpfloat (bw_plot_scale_map (&layout.cv, fixture->days[d].week_cv_percent), >,
                             layout.cv_plot.y);
    }
  pango_font_description_free (font);
}

static void
test_find_reading (Fixture       *fixture,
                   gconstpointer  unused)
{
  PangoFontDescription *font = bw_plot_font_new (13);
  const BwPlotRect wide = { 0, 0, 1400, 420 }, narrow = { 0, 0, 300, 420 };
  const BwPlotTrend *plot = &fixture->with_readings;
  BwPlotTrendLayout layout;

  bw_plot_trend_layout (&layout, plot, &wide, font);
  for (guint i = 0; i < plot->n_readings; i++)
    {
      double x = bw_plot_time_scale_map (&layout.time, plot->readings[i].time_ms);
      double y = bw_plot_scale_map (&layout.value, plot->readings[i].value);

      g_assert_cmpint (bw_plot_trend_find_reading (plot, &layout, x + 0.1, y - 0.1, 8), ==, i);
    }
  g_assert_cmpint (bw_plot_trend_find_reading (plot, &layout, wide.width / 2,
                                               layout.value_plot.y - 20, 8),
                   ==, -1);
  /* Where no mark is painted there is none to be met. */
  bw_plot_trend_layout (&layout, plot, &narrow, font);
  g_assert_true (layout.dense);
  g_assert_cmpint (
      bw_plot_trend_find_reading (
          plot, &layout, bw_plot_time_scale_map (&layout.time, plot->readings[9].time_ms),
          bw_plot_scale_map (&layout.value, plot->readings[9].value), 8),
      ==, -1);
  pango_font_description_free (font);
}

/* A diamond is filled, a ring is not; the line of variation breaks in the hole; notes in their strip. */
static void
test_readings_marks (Fixture       *fixture,
                     gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  PangoFontDescription *font = bw_plot_font_new (13);
  const BwPlotRect area = { 0, 0, 1400, 420 };
  cairo_surface_t *surface = plot_test_surface (1400, 420, palette);
  BwPlotTrend plot = fixture->with_readings;
  BwPlotTrendReading two[2];
  BwPlotTrendLayout layout;
  BwPlotColor pixel;

  /* Away from everything else, in the hole. */
  two[0] = (BwPlotTrendReading){ get_start (32), 3.47, TRUE };
  two[1] = (BwPlotTrendReading){ get_start (36), 3.47, FALSE };
  plot.readings = two;
  plot.n_readings = 2;
  plot.selected_reading = 1;
  bw_plot_trend_layout (&layout, &plot, &area, font);
  paint (surface, &plot, &area, palette);
  for (guint i = 0; i < 2; i++)
    {
      double x = bw_plot_time_scale_map (&layout.time, two[i].time_ms);
      double y = bw_plot_scale_map (&layout.value, two[i].value);
      BwPlotRect around = { x - 5, y - 5, 10, 10 };

      pixel = plot_test_pixel (surface, x, y);
      g_assert_cmpint (plot_test_same (&pixel, &palette->past), ==, two[i].at_night);
      g_assert_cmpuint (plot_test_count_other (surface, &around, &palette->background), >, 8);
      /* The one that is shown elsewhere has a ring around it. */
      pixel = plot_test_pixel (surface, x + 6, y);
      g_assert_cmpint (plot_test_same (&pixel, &palette->background), ==, i != 1);
    }
  for (guint d = 15; d < N_DAYS - 1; d++)
    {
      const BwPlotTrendDay *day = &fixture->days[d];
      double x = bw_plot_time_scale_map (&layout.time, day->time_ms);
      gboolean inner = day->has_week && day[-1].has_week && day[1].has_week && !day->new_era
                       && !day[1].new_era;

      pixel = plot_test_pixel (surface, x, bw_plot_scale_map (&layout.cv, day->week_cv_percent));
      if (inner)
        g_assert_cmpfloat (bw_plot_contrast (&pixel, &palette->background), >, 1.5);
      else if (!day->has_week)
        g_assert_true (plot_test_same (&pixel, &palette->background));
    }
  pixel = plot_test_pixel (surface, bw_plot_time_scale_map (&layout.time, get_start (22)),
                           layout.notes.y + layout.notes.height / 2);
  g_assert_true (plot_test_same (&pixel, &palette->text));
  cairo_surface_destroy (surface);
  pango_font_description_free (font);
}

/* Where days are narrow, a column reaches from the lowest to the highest reading in it. */
static void
test_dense (Fixture       *fixture,
            gconstpointer  unused)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  PangoFontDescription *font = bw_plot_font_new (13);
  const BwPlotRect area = { 0, 0, 300, 420 };
  cairo_surface_t *surface = plot_test_surface (300, 420, palette);
  BwPlotTrend plot = fixture->with_readings;
  BwPlotTrendReading two[2];
  BwPlotTrendLayout layout;
  double x, top, bottom;
  BwPlotColor pixel;

  two[0] = (BwPlotTrendReading){ get_start (35), 3.2, TRUE };
  two[1] = (BwPlotTrendReading){ get_start (35) + BW_TIME_HOUR / 60, 3.5, FALSE };
  plot.readings = two;
  plot.n_readings = 2;
  bw_plot_trend_layout (&layout, &plot, &area, font);
  g_assert_true (layout.dense);
  paint (surface, &plot, &area, palette);
  x = floor (bw_plot_time_scale_map (&layout.time, two[0].time_ms)) + 0.5;
  top = bw_plot_scale_map (&layout.value, 3.5);
  bottom = bw_plot_scale_map (&layout.value, 3.2);
  for (double y = top + 2; y < bottom - 2; y++)
    {
      pixel = plot_test_pixel (surface, x, y);
      g_assert_false (plot_test_same (&pixel, &palette->background));
    }
  pixel = plot_test_pixel (surface, x, bottom + 4);
  g_assert_true (plot_test_same (&pixel, &palette->background));
  cairo_surface_destroy (surface);
  pango_font_description_free (font);
}

static void
test_pictures (Fixture       *fixture,
               gconstpointer  unused)
{
  static const struct
  {
    const char *name;
    int width;
    gboolean dark, high_contrast;
  } looks[] = {
    { "wide", 900, FALSE, FALSE },
    { "wide-dark", 900, TRUE, FALSE },
    { "contrast", 900, FALSE, TRUE },
    { "narrow", 330, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      const BwPlotPalette *palette = bw_plot_palette_get (looks[i].dark, looks[i].high_contrast);
      const BwPlotRect area = { 4, 4, looks[i].width - 8, 412 };
      cairo_surface_t *surface = plot_test_surface (looks[i].width, 420, palette);
      g_autofree char *name = g_strdup_printf ("trend-%s", looks[i].name);
      BwPlotTrend with_cursor = fixture->plot;

      with_cursor.cursor = 47;
      with_cursor.cursor_text = "17 April\nScore 72, green\n7-day mean 41 ms, normal 37–44 ms";
      paint (surface, &with_cursor, &area, palette);
      plot_test_save (surface, name);
      cairo_surface_destroy (surface);

      surface = plot_test_surface (looks[i].width, 420, palette);
      g_free (name);
      name = g_strdup_printf ("trend-readings-%s", looks[i].name);
      with_cursor = fixture->with_readings;
      with_cursor.cursor = 47;
      with_cursor.cursor_reading = 4 * (47 - (HOLE_TO - HOLE_FROM)) + 2;
      with_cursor.cursor_text = "17 April\nReading at 12:00: 41 ms\n7-day mean 41 ms";
      paint (surface, &with_cursor, &area, palette);
      plot_test_save (surface, name);
      cairo_surface_destroy (surface);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/plot/trend/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("layout", test_layout);
  ADD ("find-day", test_find_day);
  ADD ("find-note", test_find_note);
  ADD ("marks", test_marks);
  ADD ("readings/layout", test_readings_layout);
  ADD ("readings/find", test_find_reading);
  ADD ("readings/marks", test_readings_marks);
  ADD ("readings/dense", test_dense);
  ADD ("pictures", test_pictures);
  return g_test_run ();
}
