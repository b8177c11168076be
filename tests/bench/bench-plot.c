/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "plot-test-ecg.h"
#include "plot/bw-plot-ecg-overview.h"
#include "plot/bw-plot-forecast.h"
#include "plot/bw-plot-save.h"
#include "plot/bw-plot-trace.h"

#include <math.h>
#include <stdio.h>

/* How long painting takes: the chart of the Today page (a week of hours, a reading every ten minutes,
 * far more than a watch takes, a day ahead); the strip of the ECG page with all its marks, its line
 * against one stroke through all samples, and a recording of four hours. */

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

typedef void (*PaintFunc) (cairo_t  *cr,
                           gpointer  data);

/* The best of some rounds, in milliseconds. */
static double
time_paint (double    width,
            double    height,
            int       scale,
            PaintFunc func,
            gpointer  data)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width * scale,
                                                         (int) height * scale);
  gint64 best = G_MAXINT64;

  cairo_surface_set_device_scale (surface, scale, scale);
  for (int i = 0; i < ROUNDS; i++)
    {
      cairo_t *cr = cairo_create (surface);
      gint64 start = g_get_monotonic_time ();

      func (cr, data);
      cairo_surface_flush (surface);
      best = MIN (best, g_get_monotonic_time () - start);
      cairo_destroy (cr);
    }
  cairo_surface_destroy (surface);
  return (double) best / 1000;
}

typedef struct
{
  BwPlotRect area;
  BwPlotEcg ecg;
  BwPlotTrace trace;
  BwPlotEcgOverview overview;
  PangoFontDescription *font;
  const BwPlotPalette *palette;
} Strip;

static void
paint_strip (cairo_t  *cr,
             gpointer  data)
{
  Strip *strip = data;

  bw_plot_ecg_paint (cr, &strip->area, &strip->ecg, strip->palette, strip->font);
}

/* As GTK does it: what is painted is kept, and painted again by the renderer. */
static void
paint_recorded (cairo_t  *cr,
                gpointer  data)
{
  Strip *strip = data;
  const cairo_rectangle_t extents = { strip->area.x, strip->area.y, strip->area.width,
                                      strip->area.height };
  cairo_surface_t *record = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &extents);
  cairo_t *inner = cairo_create (record);

  paint_strip (inner, data);
  cairo_destroy (inner);
  cairo_set_source_surface (cr, record, 0, 0);
  cairo_paint (cr);
  cairo_surface_destroy (record);
}

static void
paint_line (cairo_t  *cr,
            gpointer  data)
{
  Strip *strip = data;

  bw_plot_trace_paint (cr, &strip->trace, &strip->palette->ecg.trace);
}

static void
paint_all_points (cairo_t  *cr,
                  gpointer  data)
{
  const Strip *strip = data;
  const BwPlotTrace *trace = &strip->trace;

  bw_plot_set_color (cr, &strip->palette->ecg.trace);
  cairo_set_line_width (cr, trace->line_width);
  for (guint i = 0; i < trace->n; i++)
    {
      double x = trace->x0 + i * trace->step;

      if (x >= trace->left - trace->step && x <= trace->right + trace->step)
        cairo_line_to (cr, x, trace->y0 + trace->samples[i] * trace->scale);
    }
  cairo_stroke (cr);
}

static void
paint_overview (cairo_t  *cr,
                gpointer  data)
{
  Strip *strip = data;
  const BwPlotRect area = { 0, 0, 1200, 60 };

  bw_plot_ecg_overview_paint (cr, &area, &strip->overview, strip->palette);
}

/* Takes the part of @seconds into the width. */
static void
show (Strip  *strip,
      double  from_s,
      double  seconds,
      int     scale)
{
  BwPlotRect plot;

  strip->ecg.device_scale = scale;
  strip->ecg.from_s = from_s;
  strip->ecg.mm_per_s = strip->area.width / seconds / strip->ecg.unit_per_mm;
  plot = bw_plot_ecg_get_plot (&strip->ecg, &strip->area, strip->font);
  strip->ecg.mm_per_s *= plot.width / strip->area.width;
  strip->trace = (BwPlotTrace) {
    .samples = strip->ecg.samples_uv,
    .n = strip->ecg.n,
    .min_max = strip->ecg.min_max,
    .x0 = bw_plot_ecg_s_to_x (&strip->ecg, &plot, 0),
    .step = strip->ecg.mm_per_s * strip->ecg.unit_per_mm / strip->ecg.rate_hz,
    .y0 = bw_plot_ecg_uv_to_y (&strip->ecg, &plot, 0),
    .scale = -strip->ecg.mm_per_mv / 1000 * strip->ecg.unit_per_mm,
    .left = plot.x,
    .right = plot.x + plot.width,
    .column = 1.0 / scale,
    .line_width = strip->palette->ecg.line_width,
  };
}

static void
measure_strips (PangoFontDescription *font)
{
  static const double seconds[] = { 30, 5 };
  static const BwPlotEcgStretch stretches[] = { { 0, 3, "Settling" }, { 12, 14, "Noise" } };
  guint n, n_peaks;
  g_autofree guint32 *peaks = NULL;
  g_autofree double *samples = plot_test_ecg (30, &n, &peaks, &n_peaks);
  Strip strip = {
    .area = { 0, 0, 1200, 500 },
    .font = font,
    .palette = bw_plot_palette_get (FALSE, FALSE),
    .ecg = {
      .samples_uv = samples, .n = n, .rate_hz = PLOT_TEST_RATE, .unit_per_mm = 96 / 25.4,
      .mm_per_s = 25, .mm_per_mv = 20, .centre_uv = 300,
      .show_grid = TRUE, .show_time_axis = TRUE, .show_calibration = TRUE,
      .peaks = peaks, .n_peaks = n_peaks, .show_peaks = TRUE, .show_rr = TRUE,
      .stretches = stretches, .n_stretches = G_N_ELEMENTS (stretches), .caliper_active = 2,
    },
  };

  for (guint k = 0; k < 4; k++)
    {
      int scale = k % 2 + 1;
      double whole, recorded, line, naive;

      show (&strip, k < 2 ? 0 : 10, seconds[k / 2], scale);
      whole = time_paint (1200, 500, scale, paint_strip, &strip);
      recorded = time_paint (1200, 500, scale, paint_recorded, &strip);
      line = time_paint (1200, 500, scale, paint_line, &strip);
      naive = time_paint (1200, 500, scale, paint_all_points, &strip);
      printf ("strip 1200 × 500 at scale %d, %2.0f s: %.2f ms (recorded and replayed %.2f ms); "
              "its line %.2f ms, one stroke through all points %.2f ms: %.1f times as long\n",
              scale, seconds[k / 2], whole, recorded, line, naive, naive / line);
    }
}

static void
measure_long (PangoFontDescription *font)
{
  const guint n = 8000000;
  g_autofree double *samples = g_new (double, n);
  g_autoptr (BwPlotMinMax) min_max = NULL;
  Strip strip = {
    .area = { 0, 0, 1200, 500 },
    .font = font,
    .palette = bw_plot_palette_get (FALSE, FALSE),
  };
  gint64 start;
  double with, without;

  for (guint i = 0; i < n; i++)
    samples[i] = 400 * sin (i * 0.0123) * sin (i * 0.00001) + 30 * sin (i * 1.7);
  start = g_get_monotonic_time ();
  min_max = bw_plot_min_max_new (samples, n);
  printf ("minima and maxima of %u samples: made in %.1f ms\n", n,
          (double) (g_get_monotonic_time () - start) / 1000);

  strip.ecg = (BwPlotEcg) {
    .samples_uv = samples, .n = n, .rate_hz = 512, .unit_per_mm = 96 / 25.4, .mm_per_s = 25,
    .mm_per_mv = 20, .show_grid = TRUE, .show_time_axis = TRUE, .caliper_active = 2,
  };
  for (guint k = 0; k < 2; k++)
    {
      strip.ecg.min_max = k ? NULL : min_max;
      show (&strip, 0, n / 512.0, 2);
      *(k ? &without : &with) = time_paint (1200, 500, 2, paint_strip, &strip);
    }
  strip.overview = (BwPlotEcgOverview) {
    .samples_uv = samples, .n = n, .rate_hz = 512, .min_max = min_max, .device_scale = 2,
    .from_s = 100, .to_s = 110,
  };
  printf ("all of them in 1200 × 500 at scale 2: %.2f ms, without these %.2f ms; overview %.2f ms\n",
          with, without, time_paint (1200, 60, 2, paint_overview, &strip));
}

/* All of a past: an hourly level, and readings as a watch takes them. */
static void
measure_years (Chart *chart,
               guint  days,
               gint64 now)
{
  guint n_past = days * 24, n_readings = days * 6;
  g_autofree BwPlotPoint *past = g_new (BwPlotPoint, n_past);
  g_autofree BwPlotPoint *readings = g_new (BwPlotPoint, n_readings);
  Chart years = *chart;

  for (guint i = 0; i < n_past; i++)
    past[i] = (BwPlotPoint) { now - (gint64) (n_past - i) * BW_TIME_HOUR,
                              65 + 20 * sin (i / 31.0) + 9 * sin (i / 700.0) };
  for (guint i = 0; i < n_readings; i++)
    readings[i] = (BwPlotPoint) { now - (gint64) (n_readings - i) * 4 * BW_TIME_HOUR,
                                  60 + 35 * sin (i * 1.7) };
  years.data.from_ms = past[0].time_ms;
  years.data.past = past;
  years.data.n_past = n_past;
  years.data.readings = readings;
  years.data.n_readings = n_readings;
  printf ("%u days of past: ", days);
  measure (&years, 1000, 320, 2);
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
  measure_years (&chart, 400, now);
  measure_years (&chart, 3653, now);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GBytes) bytes = bw_plot_render (i, 960, 360, 2, paint, &chart, NULL, NULL);

      printf ("saved as %s: %.1f ms, %" G_GSIZE_FORMAT " bytes\n", formats[i],
              (double) (g_get_monotonic_time () - start) / 1000, g_bytes_get_size (bytes));
    }
  measure_strips (chart.font);
  measure_long (chart.font);
  pango_font_description_free (chart.font);
  return 0;
}
