/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-forecast-private.h"

#include "base/bw-time.h"

#include <math.h>

/* Where single readings were expected: fainter than the band, with dashed edges. */
static void
paint_reading_band (cairo_t                    *cr,
                    const BwPlotForecast       *self,
                    const BwPlotForecastLayout *layout,
                    const BwPlotPalette        *palette)
{
  static const double dashes[] = { 3, 3 };
  BwPlotColor color = palette->band;

  for (guint i = 0; i < self->n_hours; i++)
    cairo_line_to (cr, bw_plot_forecast_x (layout, self->hours[i].time_ms),
                   bw_plot_forecast_y (layout, self->reading_high[i]));
  for (guint i = self->n_hours; i-- > 0;)
    cairo_line_to (cr, bw_plot_forecast_x (layout, self->hours[i].time_ms),
                   bw_plot_forecast_y (layout, self->reading_low[i]));
  cairo_close_path (cr);
  color.alpha *= 0.4;
  bw_plot_set_color (cr, &color);
  cairo_fill (cr);

  cairo_save (cr);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  bw_plot_set_color (cr, &palette->past);
  for (guint i = 0; i < self->n_hours; i++)
    cairo_line_to (cr, bw_plot_forecast_x (layout, self->hours[i].time_ms),
                   bw_plot_forecast_y (layout, self->reading_high[i]));
  cairo_stroke (cr);
  for (guint i = 0; i < self->n_hours; i++)
    cairo_line_to (cr, bw_plot_forecast_x (layout, self->hours[i].time_ms),
                   bw_plot_forecast_y (layout, self->reading_low[i]));
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_band (cairo_t                    *cr,
            const BwPlotForecast       *self,
            const BwPlotForecastLayout *layout,
            const BwPlotPalette        *palette)
{
  const BwPlotForecastHour *hours = self->hours;

  for (guint i = 0; i < self->n_hours; i++)
    cairo_line_to (cr, bw_plot_forecast_x (layout, hours[i].time_ms),
                   bw_plot_forecast_y (layout, hours[i].high));
  for (guint i = self->n_hours; i-- > 0;)
    cairo_line_to (cr, bw_plot_forecast_x (layout, hours[i].time_ms),
                   bw_plot_forecast_y (layout, hours[i].low));
  cairo_close_path (cr);
  bw_plot_set_color (cr, &palette->band);
  cairo_fill (cr);

  /* Its edges too, so that it can be told from the zones without colour. */
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < self->n_hours; i++)
    cairo_line_to (cr, bw_plot_forecast_x (layout, hours[i].time_ms),
                   bw_plot_forecast_y (layout, hours[i].high));
  cairo_stroke (cr);
  for (guint i = 0; i < self->n_hours; i++)
    cairo_line_to (cr, bw_plot_forecast_x (layout, hours[i].time_ms),
                   bw_plot_forecast_y (layout, hours[i].low));
  cairo_stroke (cr);
}

static void
paint_line (cairo_t                    *cr,
            const BwPlotForecast       *self,
            const BwPlotForecastLayout *layout,
            const BwPlotPalette        *palette)
{
  cairo_set_line_width (cr, palette->line_width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  bw_plot_set_color (cr, &palette->ink);
  for (guint i = 0; i < self->n_hours; i++)
    cairo_line_to (cr, bw_plot_forecast_x (layout, self->hours[i].time_ms),
                   bw_plot_forecast_y (layout, self->hours[i].score));
  cairo_stroke (cr);
}

/* Flagged hours stand as the red zone's squares along the bottom. */
static void
paint_flags (cairo_t                    *cr,
             const BwPlotForecast       *self,
             const BwPlotForecastLayout *layout,
             const BwPlotPalette        *palette)
{
  double hour = bw_plot_forecast_x (layout, self->now_ms + BW_TIME_HOUR)
                - bw_plot_forecast_x (layout, self->now_ms);
  double size = CLAMP (floor (hour) - 2, 2, 6);

  bw_plot_set_color (cr, &palette->zone_line[BW_ZONE_RED]);
  for (guint i = 0; i < self->n_hours; i++)
    if (self->hours[i].flagged)
      cairo_rectangle (cr, round (bw_plot_forecast_x (layout, self->hours[i].time_ms) - size / 2),
                       round (layout->plot.y + layout->plot.height - size - 3), size, size);
  cairo_fill (cr);
}

/* Whether the mark of the day's score lies where a number under a point at @x, @y would. */
static gboolean
meets_day_score (const BwPlotForecast       *self,
                 const BwPlotForecastLayout *layout,
                 double                      x,
                 double                      y,
                 double                      width,
                 double                      height)
{
  double mark = bw_plot_forecast_y (layout, self->day_score);

  return self->has_day_score
         && x - width < bw_plot_forecast_x (layout, self->now_ms) + BW_PLOT_FORECAST_DAY_MARK
         && mark > y && mark - y < height + 6 + BW_PLOT_FORECAST_DAY_MARK;
}

/* The lowest hour carries its number: it is what the sentence above the chart speaks of. */
static void
paint_lowest (cairo_t                    *cr,
              const BwPlotForecast       *self,
              const BwPlotForecastLayout *layout,
              const BwPlotPalette        *palette,
              const PangoFontDescription *font)
{
  const BwPlotForecastHour *lowest = &self->hours[0];
  g_autofree char *label = NULL;
  double x, y, width, height;
  gboolean below;

  for (guint i = 1; i < self->n_hours; i++)
    if (self->hours[i].score < lowest->score)
      lowest = &self->hours[i];

  label = g_strdup_printf ("%d", bw_zone_shown_score (lowest->score));
  bw_plot_text_measure (font, label, &width, &height);
  x = bw_plot_forecast_x (layout, lowest->time_ms);
  y = bw_plot_forecast_y (layout, lowest->score);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, palette->line_width + 1.5, 0, 2 * G_PI);
  bw_plot_set_color (cr, &palette->background);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, palette->line_width * 0.8);
  bw_plot_set_color (cr, &palette->ink);
  cairo_stroke (cr);

  below = y + height + 18 < layout->plot.y + layout->plot.height
          && !meets_day_score (self, layout, x, y, width, height);
  x = CLAMP (x, bw_plot_forecast_x (layout, self->now_ms) + width / 2 + 4,
             layout->plot.x + layout->plot.width - width / 2 - 2);
  bw_plot_text_draw (cr, font, &palette->ink, x, below ? y + 6 : y - 6, 0.5, below ? 0 : 1, label);
}

/* The LSTM's own line, laid over the one that is shown: finer and dashed. */
static void
paint_net (cairo_t                    *cr,
           const BwPlotForecast       *self,
           const BwPlotForecastLayout *layout,
           const BwPlotPalette        *palette)
{
  static const double dashes[] = { 6, 4 };

  cairo_save (cr);
  cairo_set_line_width (cr, palette->line_width * 0.7);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  bw_plot_set_color (cr, &palette->ink);
  for (guint i = 0; i < self->n_hours; i++)
    cairo_line_to (cr, bw_plot_forecast_x (layout, self->hours[i].time_ms),
                   bw_plot_forecast_y (layout, self->net[i]));
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* Readings that lay inside the band are discs, the others rings. */
static void
paint_came (cairo_t                    *cr,
            const BwPlotForecast       *self,
            const BwPlotForecastLayout *layout,
            const BwPlotPalette        *palette)
{
  cairo_set_line_width (cr, 1.8);
  for (guint i = 0; i < self->n_came; i++)
    {
      const BwPlotForecastCame *one = &self->came[i];

      cairo_new_sub_path (cr);
      cairo_arc (cr, bw_plot_forecast_x (layout, one->time_ms),
                 bw_plot_forecast_y (layout, one->value), 4, 0, 2 * G_PI);
      bw_plot_set_color (cr, one->inside ? &palette->text : &palette->background);
      cairo_fill_preserve (cr);
      bw_plot_set_color (cr, &palette->text);
      cairo_stroke (cr);
    }
}

void
bw_plot_forecast_paint_ahead (cairo_t                    *cr,
                              const BwPlotForecast       *self,
                              const BwPlotForecastLayout *layout,
                              const BwPlotPalette        *palette,
                              const PangoFontDescription *font)
{
  gboolean came = self->n_came > 0 || self->n_after > 0;

  if (self->n_hours == 0)
    return;
  if (came && self->reading_low != NULL)
    paint_reading_band (cr, self, layout, palette);
  paint_band (cr, self, layout, palette);
  paint_flags (cr, self, layout, palette);
  paint_line (cr, self, layout, palette);
  if (self->net != NULL)
    paint_net (cr, self, layout, palette);
  bw_plot_forecast_paint_level (cr, layout, self->after, self->n_after, self->now_ms, self->to_ms,
                                palette);
  paint_came (cr, self, layout, palette);
  if (!came)
    paint_lowest (cr, self, layout, palette, font);
}
