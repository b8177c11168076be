/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-bars.h"

#include "plot/bw-plot-axis.h"

#include <math.h>

#define BAR_HEIGHT 8.0
#define LEAST_WIDTH 2.0

static void
add_rounded (cairo_t *cr,
             double   x,
             double   y,
             double   width,
             double   height)
{
  double radius = MIN (3, MIN (width, height) / 2);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static double
row_height (const PangoFontDescription *font)
{
  double height;

  bw_plot_text_measure (font, "X", NULL, &height);
  return ceil (height) + 8;
}

void
bw_plot_push_bar_paint (cairo_t             *cr,
                        const BwPlotRect    *area,
                        double               value,
                        double               most,
                        const BwPlotPalette *palette)
{
  double middle = area->x + area->width / 2;
  double length, y = area->y + (area->height - BAR_HEIGHT) / 2;

  g_return_if_fail (most > 0);

  length = CLAMP (value / most, -1, 1) * (area->width / 2 - 2);
  cairo_save (cr);
  bw_plot_set_color (cr, &palette->zone_line[value < 0 ? BW_ZONE_RED : BW_ZONE_GREEN]);
  if (fabs (length) >= 0.5)
    {
      add_rounded (cr, MIN (middle, middle + length), y, fabs (length), BAR_HEIGHT);
      cairo_fill (cr);
    }
  bw_plot_set_color (cr, &palette->dim_text);
  cairo_rectangle (cr, round (middle) - 0.5, area->y, 1, area->height);
  cairo_fill (cr);
  cairo_restore (cr);
}

double
bw_plot_span_bars_height (guint                       n_rows,
                          const PangoFontDescription *font)
{
  return (n_rows + 1) * row_height (font);
}

void
bw_plot_span_bar_paint (cairo_t               *cr,
                        const BwPlotRect      *area,
                        const BwPlotTimeScale *scale,
                        const BwPlotSpan      *spans,
                        guint                  n_spans,
                        const BwPlotPalette   *palette)
{
  double y = area->y + (area->height - BAR_HEIGHT) / 2;

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  bw_plot_set_color (cr, &palette->grid);
  cairo_rectangle (cr, area->x, round (area->y + area->height / 2) - 0.5, area->width, 1);
  cairo_fill (cr);
  bw_plot_set_color (cr, &palette->past);
  for (guint i = 0; i < n_spans; i++)
    {
      double x0 = bw_plot_time_scale_map (scale, spans[i].start_ms);
      double x1 = bw_plot_time_scale_map (scale, spans[i].end_ms);

      if (x1 < area->x || x0 > area->x + area->width)
        continue;
      x0 = CLAMP (x0, area->x, area->x + area->width - LEAST_WIDTH);
      x1 = CLAMP (x1, x0 + LEAST_WIDTH, area->x + area->width);
      add_rounded (cr, x0, y, x1 - x0, BAR_HEIGHT);
    }
  cairo_fill (cr);
  cairo_restore (cr);
}

void
bw_plot_span_bars_paint (cairo_t                    *cr,
                         const BwPlotRect           *area,
                         GTimeZone                  *zone,
                         gint64                      from_ms,
                         gint64                      to_ms,
                         const BwPlotSpanRow        *rows,
                         guint                       n_rows,
                         const BwPlotPalette        *palette,
                         const PangoFontDescription *font)
{
  double height = row_height (font), label_width = 0, spacing;
  g_autoptr (GArray) times = NULL;
  g_autofree BwPlotTick *ticks = NULL;
  BwPlotTimeScale scale;
  BwPlotRect plot;

  g_return_if_fail (from_ms < to_ms);

  for (guint i = 0; i < n_rows; i++)
    {
      double width;

      bw_plot_text_measure (font, rows[i].label, &width, NULL);
      label_width = MAX (label_width, width);
    }
  label_width = MIN (ceil (label_width) + 12, area->width / 2);
  plot = (BwPlotRect) { area->x + label_width, area->y, area->width - label_width,
                        n_rows * height };
  bw_plot_time_scale_init (&scale, from_ms, to_ms, plot.x, plot.x + plot.width);

  for (guint i = 0; i < n_rows; i++)
    {
      BwPlotRect row = { plot.x, plot.y + i * height, plot.width, height };

      cairo_save (cr);
      cairo_rectangle (cr, area->x, row.y, label_width - 6, height);
      cairo_clip (cr);
      bw_plot_text_draw (cr, font, &palette->text, area->x, row.y + height / 2, 0, 0.5,
                         rows[i].label);
      cairo_restore (cr);
      bw_plot_span_bar_paint (cr, &row, &scale, rows[i].spans, rows[i].n_spans, palette);
    }

  bw_plot_text_measure (font, "00 Mmm", &spacing, NULL);
  times = bw_plot_time_ticks (zone, from_ms, to_ms, (double) (to_ms - from_ms) / plot.width,
                              spacing + 12, FALSE);
  ticks = g_new (BwPlotTick, MAX (times->len, 1));
  for (guint i = 0; i < times->len; i++)
    {
      const BwPlotTimeTick *time = &g_array_index (times, BwPlotTimeTick, i);

      ticks[i] = (BwPlotTick) { bw_plot_time_scale_map (&scale, time->time_ms), time->label,
                                time->major ? 1 : 0 };
    }
  bw_plot_axis_paint (cr, &plot, BW_PLOT_SIDE_BOTTOM, ticks, times->len, plot.x,
                      area->x + area->width, palette, font);
}
