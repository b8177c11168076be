/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-forecast-private.h"

#include "base/bw-time.h"

#include <math.h>

/* Levels are hourly; anything longer than this between two of them is a gap. */
#define PAST_GAP_MS (BW_TIME_HOUR * 3 / 2)
/* More readings than this a pixel of width, and they share dots on a grid of so many pixels. */
#define DENSE_READINGS 1.0
#define CELL 3

/* The first point at or after @time_ms. */
static guint
find_point (const BwPlotPoint *points,
            guint              n,
            gint64             time_ms)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (points[middle].time_ms < time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
paint_line (cairo_t                    *cr,
            const BwPlotForecastLayout *layout,
            const BwPlotPoint          *points,
            guint                       n)
{
  for (guint i = 0; i < n; i++)
    {
      double x = bw_plot_forecast_x (layout, points[i].time_ms),
             y = bw_plot_forecast_y (layout, points[i].value);

      if (i == 0 || points[i].time_ms - points[i - 1].time_ms > PAST_GAP_MS)
        cairo_move_to (cr, x, y);
      cairo_line_to (cr, x, y);
    }
  cairo_stroke (cr);
}

/* Boxes on whole pixels, thousands of them: smoothing their edges would take most of the time. */
static void
fill_boxes (cairo_t *cr)
{
  cairo_antialias_t before = cairo_get_antialias (cr);

  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_fill (cr);
  cairo_set_antialias (cr, before);
}

/* The least and the greatest of each column of pixels, as one box a column; neighbours touch unless an
 * hour is missing between them. */
static void
paint_columns (cairo_t                    *cr,
               const BwPlotForecastLayout *layout,
               const BwPlotPoint          *points,
               guint                       n,
               double                      line_width)
{
  double last_low = 0, last_high = 0;
  guint i = 0;

  while (i < n)
    {
      double column = floor (bw_plot_forecast_x (layout, points[i].time_ms));
      gboolean joins = i > 0 && points[i].time_ms - points[i - 1].time_ms <= PAST_GAP_MS;
      double low = points[i].value, high = low, top, bottom;

      for (; i < n && bw_plot_forecast_x (layout, points[i].time_ms) < column + 1; i++)
        {
          low = MIN (low, points[i].value);
          high = MAX (high, points[i].value);
        }
      top = bw_plot_forecast_y (layout, joins ? MAX (high, last_low) : high);
      bottom = bw_plot_forecast_y (layout, joins ? MIN (low, last_high) : low);
      if (bottom - top < line_width)
        {
          double middle = (top + bottom) / 2;

          top = middle - line_width / 2;
          bottom = middle + line_width / 2;
        }
      cairo_rectangle (cr, column, top, 1, bottom - top);
      last_low = low;
      last_high = high;
    }
  fill_boxes (cr);
}

void
bw_plot_forecast_paint_level (cairo_t                    *cr,
                              const BwPlotForecastLayout *layout,
                              const BwPlotPoint          *points,
                              guint                       n,
                              gint64                      from_ms,
                              gint64                      to_ms,
                              const BwPlotPalette        *palette)
{
  guint first = find_point (points, n, from_ms), end = find_point (points, n, to_ms + 1);
  double line_width = palette->line_width * 0.6, width;

  if (first >= end)
    return;
  bw_plot_set_color (cr, &palette->past);
  cairo_set_line_width (cr, line_width);
  width = bw_plot_forecast_x (layout, points[end - 1].time_ms)
          - bw_plot_forecast_x (layout, points[first].time_ms);
  if (end - first > 2 * width)
    paint_columns (cr, layout, points + first, end - first, line_width);
  else
    paint_line (cr, layout, points + first, end - first);
}

/* One dot for all that would cover each other. */
static void
paint_dense_readings (cairo_t                    *cr,
                      const BwPlotForecastLayout *layout,
                      const BwPlotPoint          *readings,
                      guint                       n)
{
  const BwPlotRect *plot = &layout->plot;
  guint across = (guint) (plot->width / CELL) + 1, down = (guint) (plot->height / CELL) + 1;
  g_autofree guint8 *taken = g_new0 (guint8, across * down);
  double x0 = floor (plot->x), y0 = floor (plot->y);

  for (guint i = 0; i < n; i++)
    {
      guint column = (guint) MAX ((bw_plot_forecast_x (layout, readings[i].time_ms) - x0) / CELL, 0);
      guint row = (guint) MAX ((bw_plot_forecast_y (layout, readings[i].value) - y0) / CELL, 0);
      guint8 *cell = &taken[MIN (row, down - 1) * across + MIN (column, across - 1)];

      if (*cell)
        continue;
      *cell = TRUE;
      cairo_rectangle (cr, x0 + CELL * MIN (column, across - 1), y0 + CELL * MIN (row, down - 1),
                       CELL - 1, CELL - 1);
    }
  fill_boxes (cr);
}

static void
paint_readings (cairo_t                    *cr,
                const BwPlotForecast       *self,
                const BwPlotForecastLayout *layout,
                const BwPlotPalette        *palette)
{
  guint first = find_point (self->readings, self->n_readings, self->from_ms);
  guint end = find_point (self->readings, self->n_readings, self->to_ms + 1);
  BwPlotColor color = palette->past;
  double width;

  if (first >= end)
    return;
  width = bw_plot_forecast_x (layout, self->readings[end - 1].time_ms)
          - bw_plot_forecast_x (layout, self->readings[first].time_ms);
  if (end - first > 40 && end - first > DENSE_READINGS * width)
    {
      /* The level lies over them. */
      color.alpha *= 0.55;
      bw_plot_set_color (cr, &color);
      paint_dense_readings (cr, layout, self->readings + first, end - first);
      return;
    }
  /* One fill a dot: together they would be one polygon with all its crossings. */
  bw_plot_set_color (cr, &color);
  for (guint i = first; i < end; i++)
    {
      cairo_arc (cr, bw_plot_forecast_x (layout, self->readings[i].time_ms),
                 bw_plot_forecast_y (layout, self->readings[i].value),
                 BW_PLOT_FORECAST_READING_RADIUS, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

void
bw_plot_forecast_paint_past (cairo_t                    *cr,
                             const BwPlotForecast       *self,
                             const BwPlotForecastLayout *layout,
                             const BwPlotPalette        *palette)
{
  paint_readings (cr, self, layout, palette);
  bw_plot_forecast_paint_level (cr, layout, self->past, self->n_past, self->from_ms,
                                MIN (self->now_ms, self->to_ms), palette);
}

void
bw_plot_forecast_paint_spans (cairo_t                    *cr,
                              const BwPlotForecast       *self,
                              const BwPlotForecastLayout *layout,
                              const BwPlotPalette        *palette)
{
  const BwPlotRect *plot = &layout->plot;
  BwPlotColor shade = palette->text;

  shade.alpha *= 0.08;
  bw_plot_set_color (cr, &shade);
  for (guint i = 0; i < self->n_notes; i++)
    {
      gint64 start = MAX (self->notes[i].start_ms, self->from_ms);
      gint64 end = MIN (self->notes[i].end_ms, self->to_ms);

      if (start < end)
        cairo_rectangle (cr, bw_plot_forecast_x (layout, start), plot->y,
                         bw_plot_forecast_x (layout, end) - bw_plot_forecast_x (layout, start),
                         plot->height);
    }
  cairo_fill (cr);
}

/* A flag on its pole at the bottom edge; under a stretch, a bar as long as it. */
static void
paint_note (cairo_t                    *cr,
            const BwPlotForecastLayout *layout,
            const BwPlotSpan           *note,
            gint64                      from_ms,
            gint64                      to_ms)
{
  double bottom = layout->plot.y + layout->plot.height;
  double x = floor (bw_plot_forecast_x (layout, MAX (note->start_ms, from_ms)));

  if (note->end_ms > note->start_ms)
    {
      double end = bw_plot_forecast_x (layout, MIN (note->end_ms, to_ms));

      cairo_rectangle (cr, x, bottom - 3, MAX (ceil (end - x), 3), 3);
      cairo_fill (cr);
    }
  if (note->start_ms < from_ms)
    return;
  cairo_rectangle (cr, x, bottom - 13, 1, 13);
  cairo_move_to (cr, x + 1, bottom - 13);
  cairo_line_to (cr, x + 9, bottom - 9.5);
  cairo_line_to (cr, x + 1, bottom - 6);
  cairo_close_path (cr);
  cairo_fill (cr);
}

void
bw_plot_forecast_paint_marks (cairo_t                    *cr,
                              const BwPlotForecast       *self,
                              const BwPlotForecastLayout *layout,
                              const BwPlotPalette        *palette,
                              const PangoFontDescription *font)
{
  static const double dashes[] = { 1, 3 };
  const BwPlotRect *plot = &layout->plot;
  double last = -INFINITY;

  for (guint i = 0; i < self->n_eras; i++)
    {
      const BwPlotForecastEra *era = &self->eras[i];
      double x, width;

      if (era->time_ms < self->from_ms || era->time_ms > self->to_ms)
        continue;
      x = floor (bw_plot_forecast_x (layout, era->time_ms)) + 0.5;
      cairo_save (cr);
      cairo_set_line_width (cr, 1);
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      bw_plot_set_color (cr, &palette->text);
      cairo_move_to (cr, x, plot->y);
      cairo_line_to (cr, x, plot->y + plot->height);
      cairo_stroke (cr);
      cairo_restore (cr);
      bw_plot_text_measure (font, era->label, &width, NULL);
      /* At the side with room; none over another. */
      if (x + 4 + width <= plot->x + plot->width && x > last)
        bw_plot_text_draw (cr, font, &palette->dim_text, x + 4, plot->y + 2, 0, 0, era->label);
      else if (x - 4 - width >= MAX (plot->x, last))
        bw_plot_text_draw (cr, font, &palette->dim_text, x - 4, plot->y + 2, 1, 0, era->label);
      else
        continue;
      last = x + 4 + width;
    }

  bw_plot_set_color (cr, &palette->text);
  for (guint i = 0; i < self->n_notes; i++)
    if (self->notes[i].start_ms <= self->to_ms
        && MAX (self->notes[i].end_ms, self->notes[i].start_ms) >= self->from_ms)
      paint_note (cr, layout, &self->notes[i], self->from_ms, self->to_ms);
}
