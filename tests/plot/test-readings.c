/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "plot/bw-plot-readings.h"

#define WIDTH 400
#define HEIGHT 160

static const BwPlotRect area = { 5, 5, 390, 150 };

static BwPlotReadings
make (GTimeZone           *zone,
      const BwPlotReading *readings,
      guint                n)
{
  return (BwPlotReadings) {
    .zone = zone,
    .to_ms = BW_TIME_DAY,
    .title = "RMSSD, ms",
    .readings = readings,
    .n_readings = n,
    .kind_names = { "by day", "at night", "left out" },
    .normal_name = "Normal range",
  };
}

/* What counts fits, with its error; what does not count has no say. */
static void
test_layout (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  const BwPlotReading readings[] = {
    { 6 * BW_TIME_HOUR, 40, TRUE, 30, BW_PLOT_READING_AT_NIGHT },
    { 18 * BW_TIME_HOUR, 900, FALSE, 0, BW_PLOT_READING_UNUSED },
  };
  BwPlotReadings plot = make (zone, readings, 2);
  PangoFontDescription *font = bw_plot_font_new (8);
  BwPlotReadingsLayout layout;

  bw_plot_readings_layout (&layout, &plot, &area, font);
  g_assert_cmpfloat (layout.value.d0, ==, 0);
  g_assert_cmpfloat (layout.value.d1, >=, 70);
  g_assert_cmpfloat (layout.value.d1, <=, 100);
  bw_assert_near (bw_plot_time_scale_map (&layout.time, 12 * BW_TIME_HOUR),
                  layout.plot.x + layout.plot.width / 2, 1e-9);
  g_assert_cmpfloat (layout.plot.x, >, area.x);
  g_assert_cmpfloat (layout.plot.y + layout.plot.height, <, area.y + area.height);

  /* The range that is usual is in sight too, and nothing at all still has an axis. */
  plot.has_normal = TRUE;
  plot.normal_low = 100;
  plot.normal_high = 150;
  bw_plot_readings_layout (&layout, &plot, &area, font);
  g_assert_cmpfloat (layout.value.d1, >=, 150);
  plot = make (zone, readings, 0);
  bw_plot_readings_layout (&layout, &plot, &area, font);
  g_assert_cmpfloat (layout.value.d1, >, 0);
  pango_font_description_free (font);
}

static guint
count_ink (const BwPlotReadings *plot,
           gint64                time_ms)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  PangoFontDescription *font = bw_plot_font_new (8);
  BwPlotReadingsLayout layout;
  const guchar *data;
  guint n = 0;

  bw_plot_readings_layout (&layout, plot, &area, font);
  bw_plot_readings_paint (cr, &area, plot, bw_plot_palette_get (FALSE, FALSE), font);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = (int) layout.plot.y + 1; y < (int) (layout.plot.y + layout.plot.height) - 1; y++)
    for (int dx = -4; dx <= 4; dx++)
      {
        int x = (int) bw_plot_time_scale_map (&layout.time, time_ms) + dx;
        const guint32 *row
          = (const guint32 *) (const void *) (data + y * cairo_image_surface_get_stride (surface));

        n += row[x] >> 24 > 0x80;
      }
  cairo_surface_destroy (surface);
  pango_font_description_free (font);
  return n;
}

/* Each kind has a shape of its own, an error has a bar, and one beyond the axis is still there. */
static void
test_paint (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  BwPlotReading readings[] = {
    { 12 * BW_TIME_HOUR, 50, FALSE, 0, BW_PLOT_READING_BY_DAY },
    { 20 * BW_TIME_HOUR, 50, FALSE, 0, BW_PLOT_READING_BY_DAY },
  };
  BwPlotReadings plot = make (zone, readings, 2);
  const gint64 at_ms = readings[0].time_ms;
  guint ring = count_ink (&plot, at_ms), filled, cross, barred;

  g_assert_cmpuint (ring, >, 5);
  readings[0].kind = BW_PLOT_READING_AT_NIGHT;
  filled = count_ink (&plot, at_ms);
  g_assert_cmpuint (filled, >, ring);
  readings[0].has_error = TRUE;
  readings[0].error = 15;
  barred = count_ink (&plot, at_ms);
  g_assert_cmpuint (barred, >, filled + 10);
  readings[0].kind = BW_PLOT_READING_UNUSED;
  readings[0].value = 1e6;
  cross = count_ink (&plot, at_ms);
  g_assert_cmpuint (cross, >, 0);
  g_assert_cmpuint (cross, <, filled);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/readings/layout", test_layout);
  g_test_add_func ("/readings/paint", test_paint);
  return g_test_run ();
}
