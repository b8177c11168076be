/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-forecast.h"

#include "base/bw-time.h"
#include "plot/bw-plot-axis.h"
#include "plot/bw-plot-read-out.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define NARROW 480.0
#define READING_RADIUS 2.4
#define BORDER 3.0
/* Half the mark of the day's score. */
#define DAY_MARK 7.5
/* Levels are hourly; anything longer than this between two of them is a gap. */
#define PAST_GAP_MS (BW_TIME_HOUR * 3 / 2)

static const struct
{
  double from, to;
} zone_range[] = {
  [BW_ZONE_RED] = { 0, BW_ZONE_YELLOW_FROM },
  [BW_ZONE_YELLOW] = { BW_ZONE_YELLOW_FROM, BW_ZONE_GREEN_FROM },
  [BW_ZONE_GREEN] = { BW_ZONE_GREEN_FROM, 100 },
};

static double
map_x (const BwPlotForecastLayout *layout,
       gint64                      time_ms)
{
  return bw_plot_time_scale_map (&layout->time, time_ms);
}

static double
map_y (const BwPlotForecastLayout *layout,
       double                      score)
{
  return bw_plot_scale_map (&layout->score, CLAMP (score, 0, 100));
}

static void
paint_nights (cairo_t                    *cr,
              const BwPlotForecast       *self,
              const BwPlotForecastLayout *layout,
              const BwPlotPalette        *palette)
{
  const BwPlotRect *plot = &layout->plot;

  bw_plot_set_color (cr, &palette->night);
  for (guint i = 0; i < self->n_nights; i++)
    {
      gint64 start = MAX (self->nights[i].start_ms, self->from_ms);
      gint64 end = MIN (self->nights[i].end_ms, self->to_ms);

      if (end <= start)
        continue;
      cairo_rectangle (cr, map_x (layout, start), plot->y,
                       map_x (layout, end) - map_x (layout, start), plot->height);
    }
  cairo_fill (cr);
}

static void
paint_zones (cairo_t                    *cr,
             const BwPlotForecastLayout *layout,
             const BwPlotPalette        *palette)
{
  const BwPlotRect *plot = &layout->plot;

  for (int zone = BW_ZONE_RED; zone <= BW_ZONE_GREEN; zone++)
    {
      double top = map_y (layout, zone_range[zone].to);
      double bottom = map_y (layout, zone_range[zone].from);

      bw_plot_set_color (cr, &palette->zone_area[zone]);
      cairo_rectangle (cr, plot->x, top, plot->width, bottom - top);
      cairo_fill (cr);
    }
}

static void
paint_zone_words (cairo_t                    *cr,
                  const BwPlotForecastLayout *layout,
                  const BwPlotPalette        *palette,
                  const PangoFontDescription *font)
{
  const BwPlotRect *plot = &layout->plot;

  for (int zone = BW_ZONE_RED; zone <= BW_ZONE_GREEN; zone++)
    {
      double y = map_y (layout, (zone_range[zone].from + zone_range[zone].to) / 2);
      g_autofree char *label = g_strdup_printf (layout->stacked_words ? "%s\n%s" : "%s %s",
                                                bw_zone_get_shape (zone), bw_zone_get_name (zone));

      bw_plot_text_draw (cr, font, &palette->zone_text[zone], plot->x + plot->width + 6, y, 0, 0.5,
                         label);
    }
}

/* Lines only where values are read: at the borders of the zones, and at the alert. */
static void
paint_grid (cairo_t                    *cr,
            const BwPlotForecast       *self,
            const BwPlotForecastLayout *layout,
            const BwPlotPalette        *palette)
{
  static const double borders[] = { 0, BW_ZONE_YELLOW_FROM, BW_ZONE_GREEN_FROM, 100 };
  static const double dashes[] = { 2, 3 };
  const BwPlotRect *plot = &layout->plot;

  cairo_set_line_width (cr, 1);
  bw_plot_set_color (cr, &palette->grid);
  for (guint i = 0; i < G_N_ELEMENTS (borders); i++)
    {
      double y = floor (map_y (layout, borders[i])) + 0.5;

      cairo_set_dash (cr, dashes, i == 0 || i == G_N_ELEMENTS (borders) - 1 ? 0 : 2, 0);
      cairo_move_to (cr, plot->x, y);
      cairo_line_to (cr, plot->x + plot->width, y);
      cairo_stroke (cr);
    }

  if (self->alert_score > 0)
    {
      double y = floor (map_y (layout, self->alert_score)) + 0.5;

      cairo_set_dash (cr, (double[]) { 6, 3 }, 2, 0);
      bw_plot_set_color (cr, &palette->zone_line[BW_ZONE_RED]);
      cairo_move_to (cr, map_x (layout, self->now_ms), y);
      cairo_line_to (cr, plot->x + plot->width, y);
      cairo_stroke (cr);
    }
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
paint_past (cairo_t                    *cr,
            const BwPlotForecast       *self,
            const BwPlotForecastLayout *layout,
            const BwPlotPalette        *palette)
{
  bw_plot_set_color (cr, &palette->past);
  cairo_set_line_width (cr, palette->line_width * 0.6);
  for (guint i = 0; i < self->n_past; i++)
    {
      const BwPlotPoint *point = &self->past[i];
      double x = map_x (layout, point->time_ms), y = map_y (layout, point->value);

      if (point->time_ms < self->from_ms)
        continue;
      if (i == 0 || point->time_ms - self->past[i - 1].time_ms > PAST_GAP_MS)
        cairo_move_to (cr, x, y);
      cairo_line_to (cr, x, y);
    }
  cairo_stroke (cr);

  /* One fill a dot: together they would be one polygon with all its crossings. */
  for (guint i = 0; i < self->n_readings; i++)
    {
      if (self->readings[i].time_ms < self->from_ms || self->readings[i].time_ms > self->to_ms)
        continue;
      cairo_arc (cr, map_x (layout, self->readings[i].time_ms),
                 map_y (layout, self->readings[i].value), READING_RADIUS, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

static void
paint_band (cairo_t                    *cr,
            const BwPlotForecast       *self,
            const BwPlotForecastLayout *layout,
            const BwPlotPalette        *palette)
{
  const BwPlotForecastHour *hours = self->hours;

  for (guint i = 0; i < self->n_hours; i++)
    cairo_line_to (cr, map_x (layout, hours[i].time_ms), map_y (layout, hours[i].high));
  for (guint i = self->n_hours; i-- > 0;)
    cairo_line_to (cr, map_x (layout, hours[i].time_ms), map_y (layout, hours[i].low));
  cairo_close_path (cr);
  bw_plot_set_color (cr, &palette->band);
  cairo_fill (cr);

  /* Its edges too, so that it can be told from the zones without colour. */
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < self->n_hours; i++)
    cairo_line_to (cr, map_x (layout, hours[i].time_ms), map_y (layout, hours[i].high));
  cairo_stroke (cr);
  for (guint i = 0; i < self->n_hours; i++)
    cairo_line_to (cr, map_x (layout, hours[i].time_ms), map_y (layout, hours[i].low));
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
    cairo_line_to (cr, map_x (layout, self->hours[i].time_ms),
                   map_y (layout, self->hours[i].score));
  cairo_stroke (cr);
}

/* Flagged hours stand as the red zone's squares along the bottom. */
static void
paint_flags (cairo_t                    *cr,
             const BwPlotForecast       *self,
             const BwPlotForecastLayout *layout,
             const BwPlotPalette        *palette)
{
  double hour = map_x (layout, self->now_ms + BW_TIME_HOUR) - map_x (layout, self->now_ms);
  double size = CLAMP (floor (hour) - 2, 2, 6);

  bw_plot_set_color (cr, &palette->zone_line[BW_ZONE_RED]);
  for (guint i = 0; i < self->n_hours; i++)
    if (self->hours[i].flagged)
      cairo_rectangle (cr, round (map_x (layout, self->hours[i].time_ms) - size / 2),
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
  double mark = map_y (layout, self->day_score);

  return self->has_day_score && x - width < map_x (layout, self->now_ms) + DAY_MARK && mark > y
         && mark - y < height + 6 + DAY_MARK;
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
  x = map_x (layout, lowest->time_ms);
  y = map_y (layout, lowest->score);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, palette->line_width + 1.5, 0, 2 * G_PI);
  bw_plot_set_color (cr, &palette->background);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, palette->line_width * 0.8);
  bw_plot_set_color (cr, &palette->ink);
  cairo_stroke (cr);

  below = y + height + 18 < layout->plot.y + layout->plot.height
          && !meets_day_score (self, layout, x, y, width, height);
  x = CLAMP (x, map_x (layout, self->now_ms) + width / 2 + 4,
             layout->plot.x + layout->plot.width - width / 2 - 2);
  bw_plot_text_draw (cr, font, &palette->ink, x, below ? y + 6 : y - 6, 0.5, below ? 0 : 1, label);
}

static void
paint_now (cairo_t                    *cr,
           const BwPlotForecast       *self,
           const BwPlotForecastLayout *layout,
           const BwPlotPalette        *palette)
{
  double x = floor (map_x (layout, self->now_ms)) + 0.5;

  cairo_set_line_width (cr, 2);
  bw_plot_set_color (cr, &palette->text);
  cairo_move_to (cr, x, layout->plot.y - 2);
  cairo_line_to (cr, x, layout->plot.y + layout->plot.height + 4);
  cairo_stroke (cr);
}

/* The day's score as its zone's shape, with its number before it: the line goes on from HRV alone,
 * and starts elsewhere where resting heart rate or sleep weigh in. */
static void
paint_day_score (cairo_t                    *cr,
                 const BwPlotForecast       *self,
                 const BwPlotForecastLayout *layout,
                 const BwPlotPalette        *palette,
                 const PangoFontDescription *font)
{
  BwZone zone = bw_zone_from_score (self->day_score);
  g_autofree char *label = g_strdup_printf ("%d", bw_zone_shown_score (self->day_score));
  double x = floor (map_x (layout, self->now_ms)) + 0.5;
  double y = round (map_y (layout, self->day_score)) + 0.5;
  double width, height, left;

  cairo_new_path (cr);
  switch (zone)
    {
    case BW_ZONE_GREEN:
      cairo_arc (cr, x, y, 6, 0, 2 * G_PI);
      break;
    case BW_ZONE_YELLOW:
      cairo_move_to (cr, x, y - DAY_MARK);
      cairo_line_to (cr, x + DAY_MARK, y);
      cairo_line_to (cr, x, y + DAY_MARK);
      cairo_line_to (cr, x - DAY_MARK, y);
      break;
    case BW_ZONE_RED:
    default:
      cairo_rectangle (cr, x - 5.5, y - 5.5, 11, 11);
      break;
    }
  cairo_close_path (cr);
  bw_plot_set_color (cr, &palette->background);
  cairo_set_line_width (cr, 4);
  cairo_stroke_preserve (cr);
  bw_plot_set_color (cr, &palette->zone_text[zone]);
  cairo_fill (cr);

  bw_plot_text_measure (font, label, &width, &height);
  left = x - 12 - width;
  y = CLAMP (y, layout->plot.y + height / 2 + 2,
             layout->plot.y + layout->plot.height - height / 2 - 2);
  bw_plot_set_color (cr, &palette->background);
  cairo_rectangle (cr, left - 3, y - height / 2 - 1, width + 6, height + 2);
  cairo_fill (cr);
  bw_plot_text_draw (cr, font, &palette->zone_text[zone], left, y, 0, 0.5, label);
}

static void
append_time_ticks (GArray                     *ticks,
                   GArray                     *labels,
                   const BwPlotForecastLayout *layout,
                   guint                       piece)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const BwPlotTimeTick *tick = &g_array_index (labels, BwPlotTimeTick, i);
      BwPlotTick out = { bw_plot_time_scale_map (&layout->time, tick->time_ms), tick->label,
                         tick->major ? 1 : 0 };

      g_array_append_val (ticks, out);
    }
}

static void
paint_time_axis (cairo_t                    *cr,
                 const BwPlotForecast       *self,
                 const BwPlotForecastLayout *layout,
                 const BwPlotRect           *area,
                 const BwPlotPalette        *palette,
                 const PangoFontDescription *font)
{
  const BwPlotTimeScale *time = &layout->time;
  g_autoptr (GArray) ticks = g_array_new (FALSE, FALSE, sizeof (BwPlotTick));
  GArray *labels[2];
  BwPlotTick now = { map_x (layout, self->now_ms), self->now_label, 2 };
  gboolean days = self->now_ms - self->from_ms > 3 * BW_TIME_DAY;
  g_autofree char *clock = bw_plot_format_clock (self->zone, self->now_ms);
  double weekday_width, clock_width;

  bw_plot_text_measure (font, "Mmm", &weekday_width, NULL);
  bw_plot_text_measure (font, clock, &clock_width, NULL);
  for (guint i = 0; i < 2; i++)
    {
      double per_pixel = (double) (time->time_ms[i + 1] - time->time_ms[i])
                         / (time->position[i + 1] - time->position[i]);
      gint64 to = i == 1 ? time->time_ms[2] + 1 : time->time_ms[1];

      /* A week has a tick a day, no closer; the axis leaves out labels that find no room. */
      double spacing = i == 0 && days
                         ? MAX (weekday_width * 0.6, 0.75 * (double) BW_TIME_DAY / per_pixel)
                         : clock_width + 12;

      labels[i] = bw_plot_time_ticks (self->zone, time->time_ms[i], to, per_pixel, spacing, TRUE);
      append_time_ticks (ticks, labels[i], layout, i);
    }
  g_array_append_val (ticks, now);

  bw_plot_axis_paint (cr, &layout->plot, BW_PLOT_SIDE_BOTTOM, (const BwPlotTick *) ticks->data,
                      ticks->len, area->x, area->x + area->width, palette, font);
  g_array_unref (labels[0]);
  g_array_unref (labels[1]);
}

static void
paint_score_axis (cairo_t                    *cr,
                  const BwPlotForecast       *self,
                  const BwPlotForecastLayout *layout,
                  const BwPlotRect           *area,
                  const BwPlotPalette        *palette,
                  const PangoFontDescription *font)
{
  static const double values[] = { 0, BW_ZONE_YELLOW_FROM, BW_ZONE_GREEN_FROM, 100 };
  g_autofree char *alert = g_strdup_printf ("%d", bw_zone_shown_score (self->alert_score));
  char labels[G_N_ELEMENTS (values)][8];
  BwPlotTick ticks[G_N_ELEMENTS (values) + 1];
  guint n;

  for (n = 0; n < G_N_ELEMENTS (values); n++)
    {
      g_snprintf (labels[n], sizeof labels[n], "%.0f", values[n]);
      ticks[n] = (BwPlotTick) { map_y (layout, values[n]), labels[n], 1 };
    }
  if (self->alert_score > 0)
    ticks[n++] = (BwPlotTick) { map_y (layout, self->alert_score), alert, 0 };

  bw_plot_axis_paint (cr, &layout->plot, BW_PLOT_SIDE_LEFT, ticks, n, area->y,
                      area->y + area->height, palette, font);
}

/* The title at the left; what the marks mean at the right, as far as there is room for it. */
static void
paint_head (cairo_t                    *cr,
            const BwPlotForecast       *self,
            const BwPlotForecastLayout *layout,
            const BwPlotRect           *area,
            const BwPlotPalette        *palette,
            const PangoFontDescription *font)
{
  const char *entries[] = {
    /* xgettext:no-c-format */
    _("80 % band"),
    _("Forecast"),
    _("Reading"),
  };
  gboolean wanted[] = { self->n_hours > 0, self->n_hours > 0, self->n_readings > 0 };
  double x = area->x + area->width, y, left = area->x, width, height;

  bw_plot_text_measure (font, self->title ? self->title : "X", &width, &height);
  y = area->y + height / 2;
  if (self->title)
    {
      bw_plot_text_draw (cr, font, &palette->dim_text, area->x, y, 0, 0.5, self->title);
      left += width + 16;
    }

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      double swatch = i == 2 ? 8 : 16;

      if (!wanted[i])
        continue;
      bw_plot_text_measure (font, entries[i], &width, NULL);
      if (x - width - swatch - 6 < left)
        break;
      bw_plot_text_draw (cr, font, &palette->dim_text, x, y, 1, 0.5, entries[i]);
      x -= width + 6 + swatch;
      if (i == 0)
        {
          cairo_rectangle (cr, round (x), round (y - 5), swatch, 10);
          bw_plot_set_color (cr, &palette->band);
          cairo_fill (cr);
          cairo_set_line_width (cr, 1);
          cairo_move_to (cr, round (x), round (y - 5) + 0.5);
          cairo_rel_line_to (cr, swatch, 0);
          cairo_move_to (cr, round (x), round (y + 5) - 0.5);
          cairo_rel_line_to (cr, swatch, 0);
          cairo_stroke (cr);
        }
      else if (i == 1)
        {
          cairo_move_to (cr, x, round (y));
          cairo_rel_line_to (cr, swatch, 0);
          cairo_set_line_width (cr, palette->line_width);
          bw_plot_set_color (cr, &palette->ink);
          cairo_stroke (cr);
        }
      else
        {
          cairo_new_sub_path (cr);
          cairo_arc (cr, x + swatch / 2, y, READING_RADIUS + 0.5, 0, 2 * G_PI);
          bw_plot_set_color (cr, &palette->past);
          cairo_fill (cr);
        }
      x -= 16;
    }
}

static void
paint_cursor (cairo_t                    *cr,
              const BwPlotForecast       *self,
              const BwPlotForecastLayout *layout,
              const BwPlotPalette        *palette,
              const PangoFontDescription *font)
{
  const BwPlotRect *plot = &layout->plot;
  double x = map_x (layout, self->cursor_ms), y = map_y (layout, self->cursor_score);
  double line_x = floor (x) + 0.5;

  cairo_set_line_width (cr, 1);
  bw_plot_set_color (cr, &palette->accent);
  cairo_move_to (cr, line_x, plot->y);
  cairo_line_to (cr, line_x, plot->y + plot->height);
  cairo_stroke (cr);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, 5, 0, 2 * G_PI);
  bw_plot_set_color (cr, &palette->background);
  cairo_fill_preserve (cr);
  bw_plot_set_color (cr, &palette->accent);
  cairo_set_line_width (cr, 2.5);
  cairo_stroke (cr);

  if (self->cursor_text)
    bw_plot_read_out_paint (cr, plot, x, y, self->cursor_text, palette, font);
}

void
bw_plot_forecast_layout (BwPlotForecastLayout       *layout,
                         const BwPlotForecast       *self,
                         const BwPlotRect           *area,
                         const PangoFontDescription *font)
{
  double number_width, text_height, word_width = 0;
  double left, right, top, bottom, x0, x1;

  layout->stacked_words = area->width < NARROW;
  bw_plot_text_measure (font, "100", &number_width, &text_height);
  for (int zone = BW_ZONE_RED; zone <= BW_ZONE_GREEN; zone++)
    {
      g_autofree char *label = g_strdup_printf (layout->stacked_words ? "%s\n%s" : "%s %s",
                                                bw_zone_get_shape (zone), bw_zone_get_name (zone));
      double width;

      bw_plot_text_measure (font, label, &width, NULL);
      word_width = MAX (word_width, width);
    }

  left = ceil (number_width) + 8;
  right = ceil (word_width) + 8;
  top = ceil (text_height) + 12;
  bottom = ceil (text_height) + 8;
  layout->plot = (BwPlotRect) { area->x + left, area->y + top, MAX (area->width - left - right, 1),
                                MAX (area->height - top - bottom, 1) };
  x0 = layout->plot.x;
  x1 = layout->plot.x + layout->plot.width;
  bw_plot_time_scale_init_broken (&layout->time, self->from_ms, self->now_ms, self->to_ms, x0,
                                  x0 + layout->plot.width / 2, x1);
  layout->score = (BwPlotScale) { 0, 100, layout->plot.y + layout->plot.height, layout->plot.y };
}

void
bw_plot_forecast_paint (cairo_t                    *cr,
                        const BwPlotRect           *area,
                        const BwPlotForecast       *self,
                        const BwPlotPalette        *palette,
                        const PangoFontDescription *font)
{
  BwPlotForecastLayout layout;

  g_return_if_fail (self->from_ms < self->now_ms && self->now_ms < self->to_ms);

  bw_plot_forecast_layout (&layout, self, area, font);

  cairo_save (cr);
  /* With room for dots and lines that lie on the border. */
  cairo_rectangle (cr, layout.plot.x - BORDER, layout.plot.y - BORDER,
                   layout.plot.width + 2 * BORDER, layout.plot.height + 2 * BORDER);
  cairo_clip (cr);
  paint_zones (cr, &layout, palette);
  paint_nights (cr, self, &layout, palette);
  paint_grid (cr, self, &layout, palette);
  paint_past (cr, self, &layout, palette);
  if (self->n_hours > 0)
    {
      paint_band (cr, self, &layout, palette);
      paint_flags (cr, self, &layout, palette);
      paint_line (cr, self, &layout, palette);
      paint_lowest (cr, self, &layout, palette, font);
    }
  cairo_restore (cr);

  cairo_save (cr);
  paint_zone_words (cr, &layout, palette, font);
  paint_head (cr, self, &layout, area, palette, font);
  paint_time_axis (cr, self, &layout, area, palette, font);
  paint_score_axis (cr, self, &layout, area, palette, font);
  paint_now (cr, self, &layout, palette);
  if (self->has_day_score)
    paint_day_score (cr, self, &layout, palette, font);
  if (self->has_cursor)
    paint_cursor (cr, self, &layout, palette, font);
  cairo_restore (cr);
}
