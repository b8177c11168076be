/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "plot/bw-plot-forecast.h"
#include "plot/bw-plot-save.h"

#include <math.h>
#include <stdio.h>

/* How long the chart of the Today page takes to paint: a week of hours, a reading every ten minutes
 * (far more than a watch takes), a day ahead. */

#define ROUNDS 30

typedef struct
{
  BwPlotForecast data;
  PangoFontDescription *font;
} Chart;

static void
paint (cairo_t          *cr,
       const BwPlotRect *area,
       gpointer          user_data)
{
  Chart *chart = user_data;
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);

  bw_plot_set_color (cr, &palette->background);
  cairo_paint (cr);
  bw_plot_forecast_paint (cr, area, &chart->data, palette, chart->font);
}

static void
measure (Chart *chart,
         int    width,
         int    height,
         int    scale)
{
  BwPlotRect area = { 0, 0, width, height };
  gint64 best = G_MAXINT64;

  for (int i = 0; i < ROUNDS; i++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * scale,
                                                             height * scale);
      cairo_t *cr = cairo_create (surface);
      gint64 start = g_get_monotonic_time ();

      cairo_surface_set_device_scale (surface, scale, scale);
      paint (cr, &area, chart);
      cairo_surface_flush (surface);
      best = MIN (best, g_get_monotonic_time () - start);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
  printf ("chart %d × %d at scale %d: %.2f ms\n", width, height, scale, (double) best / 1000);
}

int
main (void)
{
  static const char *const formats[] = { "PNG", "SVG", "PDF" };
  static BwPlotPoint past[7 * 24], readings[7 * 144];
  static BwPlotForecastHour hours[24];
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  Chart chart = { .font = bw_plot_font_new (12) };
  const gint64 now = 20000 * BW_TIME_DAY;

  for (guint i = 0; i < G_N_ELEMENTS (past); i++)
    past[i] = (BwPlotPoint) { now - (7 * 24 - i) * BW_TIME_HOUR, 60 + 20 * sin (i / 9.0) };
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    readings[i] = (BwPlotPoint) { now - (7 * 144 - i) * 10 * BW_TIME_MINUTE, 60 + 35 * sin (i * 1.7) };
  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    hours[i] = (BwPlotForecastHour) { now + i * BW_TIME_HOUR, 55 + 15 * sin (i / 4.0), 30, 85, i > 18 };
  chart.data = (BwPlotForecast) {
    .zone = zone, .from_ms = now - 7 * BW_TIME_DAY, .now_ms = now, .to_ms = now + BW_TIME_DAY,
    .now_label = "Now", .title = "Fatigue score",
    .past = past, .n_past = G_N_ELEMENTS (past),
    .readings = readings, .n_readings = G_N_ELEMENTS (readings),
    .hours = hours, .n_hours = G_N_ELEMENTS (hours),
  };

  measure (&chart, 340, 230, 1);
  measure (&chart, 1000, 320, 1);
  measure (&chart, 1000, 320, 2);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GBytes) bytes = bw_plot_render (i, 960, 360, 2, paint, &chart, NULL);

      printf ("saved as %s: %.1f ms, %" G_GSIZE_FORMAT " bytes\n", formats[i],
              (double) (g_get_monotonic_time () - start) / 1000, g_bytes_get_size (bytes));
    }
  pango_font_description_free (chart.font);
  return 0;
}
