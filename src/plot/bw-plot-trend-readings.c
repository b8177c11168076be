/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-trend-private.h"

#include "base/bw-time.h"
#include "plot/bw-plot-axis.h"

#include <math.h>

/* A mark is never smaller. */
#define MARK_LEAST 1.2
/* Of a day, the length of the bar that is its value. */
#define BAR_SHARE 0.8
#define BAR_LEAST 2.0
#define BAR_HEIGHT 2.4
/* Of a line from the lowest to the highest, where they are the same. */
#define LINE_LEAST 1.5
#define CV_TICKS 3

void
bw_plot_trend_paint_mark (cairo_t  *cr,
                          double    x,
                          double    y,
                          double    radius,
                          gboolean  at_night)
{
  if (at_night)
    {
      /* As large to the eye as the ring. */
      radius *= 1.3;
      cairo_move_to (cr, x, y - radius);
      cairo_line_to (cr, x + radius, y);
      cairo_line_to (cr, x, y + radius);
      cairo_line_to (cr, x - radius, y);
      cairo_close_path (cr);
      cairo_fill (cr);
      return;
    }
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/* One line a column of pixels, however many readings lie in it. */
static void
paint_columns (cairo_t                 *cr,
               const BwPlotTrend       *self,
               const BwPlotTrendLayout *layout)
{
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < self->n_readings;)
    {
      double x = floor (bw_plot_trend_map_x (layout, self->readings[i].time_ms)) + 0.5;
      double low = self->readings[i].value, high = low, top, bottom;

      for (; i < self->n_readings
             && floor (bw_plot_trend_map_x (layout, self->readings[i].time_ms)) + 0.5 == x;
           i++)
        {
          low = MIN (low, self->readings[i].value);
          high = MAX (high, self->readings[i].value);
        }
      top = bw_plot_trend_map_value (layout, high);
      bottom = MAX (bw_plot_trend_map_value (layout, low), top + LINE_LEAST);
      cairo_move_to (cr, x, top);
      cairo_line_to (cr, x, bottom);
    }
  cairo_stroke (cr);
}

void
bw_plot_trend_paint_readings (cairo_t                 *cr,
                              const BwPlotTrend       *self,
                              const BwPlotTrendLayout *layout,
                              const BwPlotPalette     *palette)
{
  double radius
      = CLAMP (bw_plot_trend_day_width (layout) * 0.2, MARK_LEAST, BW_PLOT_TREND_MARK);

  if (layout->dense)
    {
      /* Hundreds of lines beside each other are an area, and stay behind what they are about. */
      bw_plot_set_color (cr, &palette->grid);
      paint_columns (cr, self, layout);
      return;
    }
  bw_plot_set_color (cr, &palette->past);
  for (guint i = 0; i < self->n_readings; i++)
    bw_plot_trend_paint_mark (cr, bw_plot_trend_map_x (layout, self->readings[i].time_ms),
                              bw_plot_trend_map_value (layout, self->readings[i].value), radius,
                              self->readings[i].at_night);
}

void
bw_plot_trend_paint_bars (cairo_t                 *cr,
                          const BwPlotTrend       *self,
                          const BwPlotTrendLayout *layout,
                          const BwPlotPalette     *palette)
{
  double length = MAX (bw_plot_trend_day_width (layout) * BAR_SHARE, BAR_LEAST);

  bw_plot_set_color (cr, &palette->past);
  for (guint i = 0; i < self->n_days; i++)
    {
      const BwPlotTrendDay *day = &self->days[i];

      if (day->has_value)
        cairo_rectangle (cr, bw_plot_trend_map_x (layout, day->time_ms) - length / 2,
                         bw_plot_trend_map_value (layout, day->value) - BAR_HEIGHT / 2, length,
                         BAR_HEIGHT);
    }
  cairo_fill (cr);
}

static void
paint_cv_line (cairo_t                 *cr,
               const BwPlotTrend       *self,
               const BwPlotTrendLayout *layout,
               const BwPlotPalette     *palette)
{
  gboolean open = FALSE;

  bw_plot_set_color (cr, &palette->past);
  cairo_set_line_width (cr, MAX (palette->line_width * 0.6, 1));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i < self->n_days; i++)
    {
      const BwPlotTrendDay *day = &self->days[i];
      double x = bw_plot_trend_map_x (layout, day->time_ms);

      if (day->has_week && (!open || day->new_era))
        cairo_move_to (cr, x, bw_plot_trend_map_cv (layout, day->week_cv_percent));
      if (day->has_week)
        cairo_line_to (cr, x, bw_plot_trend_map_cv (layout, day->week_cv_percent));
      open = day->has_week;
    }
  cairo_stroke (cr);
}

void
bw_plot_trend_paint_cv (cairo_t                    *cr,
                        const BwPlotTrend          *self,
                        const BwPlotTrendLayout    *layout,
                        const BwPlotRect           *area,
                        const BwPlotPalette        *palette,
                        const PangoFontDescription *font)
{
  const BwPlotRect *plot = &layout->cv_plot;
  g_autoptr (GArray) values = bw_plot_scale_ticks (&layout->cv, CV_TICKS);
  g_autoptr (GArray) ticks = g_array_new (FALSE, TRUE, sizeof (BwPlotTick));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  double step = bw_plot_nice_step (layout->cv.d1 - layout->cv.d0, CV_TICKS);

  cairo_save (cr);
  cairo_set_line_width (cr, 1);
  bw_plot_set_color (cr, &palette->grid);
  for (guint i = 0; i < values->len; i++)
    {
      double value = g_array_index (values, double, i), y = bw_plot_trend_map_cv (layout, value);
      BwPlotTick tick
          = { y, g_strdup_printf ("%.*f", (int) bw_plot_step_decimals (step), value), 1 };

      g_ptr_array_add (labels, (char *) tick.label);
      g_array_append_val (ticks, tick);
      if (value > 0)
        cairo_set_dash (cr, (double[]){ 2, 3 }, 2, 0);
      cairo_move_to (cr, plot->x, floor (y) + 0.5);
      cairo_line_to (cr, plot->x + plot->width, floor (y) + 0.5);
      cairo_stroke (cr);
    }
  cairo_restore (cr);

  cairo_save (cr);
  paint_cv_line (cr, self, layout, palette);
  cairo_restore (cr);
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_LEFT, (const BwPlotTick *) (void *) ticks->data,
                      ticks->len, plot->y - 8, area->y + area->height, palette, font);
  bw_plot_text_draw (cr, font, &palette->dim_text, area->x, layout->cv_head, 0, 0.5,
                     self->cv_title);
}
