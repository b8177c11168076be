/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-forecast-private.h"

#include "base/bw-time.h"
#include "plot/bw-plot-axis.h"
#include "plot/bw-plot-read-out.h"
#include "plot/bw-plot-zones.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define NARROW 480.0
#define BORDER 3.0
/* Nights of days that are narrower than this are not shaded: nothing could be told from them. */
#define NIGHT_LEAST 10.0
/* A past that is longer than this takes two thirds of the width. */
#define LONG_PAST_MS (45 * BW_TIME_DAY)
#define WEEKDAYS_MS (10 * BW_TIME_DAY)
/* What the label of now may take of the width. */
#define LARGEST_NOW 0.3

static void
paint_nights (cairo_t                    *cr,
              const BwPlotForecast       *self,
              const BwPlotForecastLayout *layout,
              const BwPlotPalette        *palette)
{
  const BwPlotRect *plot = &layout->plot;
  double day = bw_plot_forecast_x (layout, self->from_ms + BW_TIME_DAY) - plot->x;

  bw_plot_set_color (cr, &palette->night);
  for (guint i = 0; i < self->n_nights; i++)
    {
      gint64 start = MAX (self->nights[i].start_ms, self->from_ms);
      gint64 end = MIN (self->nights[i].end_ms, self->to_ms);

      if (end <= start || (start < self->now_ms && day < NIGHT_LEAST))
        continue;
      cairo_rectangle (cr, bw_plot_forecast_x (layout, start), plot->y,
                       bw_plot_forecast_x (layout, end) - bw_plot_forecast_x (layout, start), plot->height);
    }
  cairo_fill (cr);
}

/* From now on, where it is to be watched. */
static void
paint_alert (cairo_t                    *cr,
             const BwPlotForecast       *self,
             const BwPlotForecastLayout *layout,
             const BwPlotPalette        *palette)
{
  static const double dashes[] = { 6, 3 };
  const BwPlotRect *plot = &layout->plot;
  double y = floor (bw_plot_forecast_y (layout, self->alert_score)) + 0.5;

  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  bw_plot_set_color (cr, &palette->zone_line[BW_ZONE_RED]);
  cairo_move_to (cr, bw_plot_forecast_x (layout, self->now_ms), y);
  cairo_line_to (cr, plot->x + plot->width, y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
paint_now (cairo_t                    *cr,
           const BwPlotForecast       *self,
           const BwPlotForecastLayout *layout,
           const BwPlotPalette        *palette)
{
  double x = floor (bw_plot_forecast_x (layout, self->now_ms)) + 0.5;

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
  double x = floor (bw_plot_forecast_x (layout, self->now_ms)) + 0.5;
  double y = round (bw_plot_forecast_y (layout, self->day_score)) + 0.5;
  double width, height, left;

  cairo_new_path (cr);
  switch (zone)
    {
    case BW_ZONE_GREEN:
      cairo_arc (cr, x, y, 6, 0, 2 * G_PI);
      break;
    case BW_ZONE_YELLOW:
      cairo_move_to (cr, x, y - BW_PLOT_FORECAST_DAY_MARK);
      cairo_line_to (cr, x + BW_PLOT_FORECAST_DAY_MARK, y);
      cairo_line_to (cr, x, y + BW_PLOT_FORECAST_DAY_MARK);
      cairo_line_to (cr, x - BW_PLOT_FORECAST_DAY_MARK, y);
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
  GArray *labels[2] = { NULL, NULL };
  guint n_pieces = time->n - 1;
  gint64 past = time->time_ms[1] - time->time_ms[0];
  g_autofree char *clock = bw_plot_format_clock (self->zone, self->from_ms);
  g_autofree char *now_clock = bw_plot_format_clock (self->zone, self->now_ms);
  double weekday_width, date_width, clock_width;

  bw_plot_text_measure (font, "Mmm", &weekday_width, NULL);
  bw_plot_text_measure (font, "30 Mmm", &date_width, NULL);
  bw_plot_text_measure (font, clock, &clock_width, NULL);
  for (guint i = 0; i < n_pieces; i++)
    {
      double per_pixel = (double) (time->time_ms[i + 1] - time->time_ms[i])
                         / (time->position[i + 1] - time->position[i]);
      gint64 to = i + 1 == n_pieces ? time->time_ms[i + 1] + 1 : time->time_ms[i + 1];
      double spacing = clock_width + 12;

      /* A week has a tick a day, no closer; the axis leaves out labels that find no room. */
      if (i == 0 && past > WEEKDAYS_MS)
        spacing = date_width * 0.75; /* likewise for weeks and months */
      else if (i == 0 && past > 3 * BW_TIME_DAY)
        spacing = MAX (weekday_width * 0.6, 0.75 * (double) BW_TIME_DAY / per_pixel);
      labels[i] = bw_plot_time_ticks (self->zone, time->time_ms[i], to, per_pixel, spacing,
                                      i > 0 || past <= WEEKDAYS_MS);
      append_time_ticks (ticks, labels[i], layout, i);
    }
  if (bw_plot_forecast_has_ahead (self))
    {
      BwPlotTick tick = { bw_plot_forecast_x (layout, self->now_ms), self->now_label, 2 };
      double width;

      /* A long date would leave no room for other hours. */
      bw_plot_text_measure (font, self->now_label, &width, NULL);
      if (width > LARGEST_NOW * layout->plot.width)
        tick.label = now_clock;
      g_array_append_val (ticks, tick);
    }

  bw_plot_axis_paint (cr, &layout->plot, BW_PLOT_SIDE_BOTTOM, (const BwPlotTick *) ticks->data,
                      ticks->len, area->x, area->x + area->width, palette, font);
  g_clear_pointer (&labels[0], g_array_unref);
  g_clear_pointer (&labels[1], g_array_unref);
}

typedef enum {
  KEY_BAND,
  KEY_LINE,
  KEY_READING,
  KEY_NET,
  KEY_READING_BAND,
  N_KEYS
} Key;

/* What stands for it in the chart, @width wide from @x on. */
static void
paint_key (cairo_t             *cr,
           Key                  key,
           double               x,
           double               y,
           double               width,
           const BwPlotPalette *palette)
{
  static const double dashes[] = { 6, 4 }, short_dashes[] = { 3, 3 };
  BwPlotColor band = palette->band;

  cairo_save (cr);
  switch (key)
    {
    case KEY_BAND:
    case KEY_READING_BAND:
      if (key == KEY_READING_BAND)
        {
          band.alpha *= 0.4;
          cairo_set_dash (cr, short_dashes, G_N_ELEMENTS (short_dashes), 0);
        }
      cairo_rectangle (cr, round (x), round (y - 5), width, 10);
      bw_plot_set_color (cr, &band);
      cairo_fill (cr);
      if (key == KEY_READING_BAND)
        bw_plot_set_color (cr, &palette->past);
      cairo_set_line_width (cr, 1);
      cairo_move_to (cr, round (x), round (y - 5) + 0.5);
      cairo_rel_line_to (cr, width, 0);
      cairo_move_to (cr, round (x), round (y + 5) - 0.5);
      cairo_rel_line_to (cr, width, 0);
      cairo_stroke (cr);
      break;
    case KEY_LINE:
    case KEY_NET:
      if (key == KEY_NET)
        cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_move_to (cr, x, round (y));
      cairo_rel_line_to (cr, width, 0);
      cairo_set_line_width (cr, palette->line_width * (key == KEY_NET ? 0.7 : 1));
      bw_plot_set_color (cr, &palette->ink);
      cairo_stroke (cr);
      break;
    case KEY_READING:
    case N_KEYS:
    default:
      cairo_new_sub_path (cr);
      cairo_arc (cr, x + width / 2, y, BW_PLOT_FORECAST_READING_RADIUS + 0.5, 0, 2 * G_PI);
      bw_plot_set_color (cr, &palette->past);
      cairo_fill (cr);
      break;
    }
  cairo_restore (cr);
}

/* The title at the left; what the marks mean at the right, as far as there is room for it: first what
 * can least be guessed. */
static void
paint_head (cairo_t                    *cr,
            const BwPlotForecast       *self,
            const BwPlotForecastLayout *layout,
            const BwPlotRect           *area,
            const BwPlotPalette        *palette,
            const PangoFontDescription *font)
{
  gboolean ahead = bw_plot_forecast_has_ahead (self) && self->n_hours > 0;
  const struct
  {
    Key key;
    const char *label;
    gboolean wanted;
  } entries[] = {
    { KEY_NET, _("LSTM"), ahead && self->net != NULL },
    /* xgettext:no-c-format */
    { KEY_READING_BAND, _("80 % of readings"), ahead && self->reading_low && self->n_came > 0 },
    /* xgettext:no-c-format */
    { KEY_BAND, _("80 % band"), ahead },
    { KEY_LINE, _("Forecast"), ahead },
    { KEY_READING, _("Reading"), self->n_readings > 0 },
  };
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
      double swatch = entries[i].key == KEY_READING ? 8 : 16;

      if (!entries[i].wanted)
        continue;
      bw_plot_text_measure (font, entries[i].label, &width, NULL);
      if (x - width - swatch - 6 < left)
        break;
      bw_plot_text_draw (cr, font, &palette->dim_text, x, y, 1, 0.5, entries[i].label);
      x -= width + 6 + swatch;
      paint_key (cr, entries[i].key, x, y, swatch, palette);
      x -= 16;
    }
}

/* The stretch that is being marked. */
static void
paint_selection (cairo_t                    *cr,
                 const BwPlotForecast       *self,
                 const BwPlotForecastLayout *layout,
                 const BwPlotPalette        *palette)
{
  const BwPlotRect *plot = &layout->plot;
  double from = bw_plot_forecast_x (layout, MAX (self->select_from_ms, self->from_ms));
  double to = bw_plot_forecast_x (layout, MIN (self->select_to_ms, self->to_ms));
  BwPlotColor shade = palette->accent;

  shade.alpha *= 0.2;
  bw_plot_set_color (cr, &shade);
  cairo_rectangle (cr, from, plot->y, to - from, plot->height);
  cairo_fill (cr);
  cairo_set_line_width (cr, 1);
  bw_plot_set_color (cr, &palette->accent);
  cairo_move_to (cr, floor (from) + 0.5, plot->y);
  cairo_rel_line_to (cr, 0, plot->height);
  cairo_move_to (cr, floor (to) + 0.5, plot->y);
  cairo_rel_line_to (cr, 0, plot->height);
  cairo_stroke (cr);
}

static void
paint_cursor (cairo_t                    *cr,
              const BwPlotForecast       *self,
              const BwPlotForecastLayout *layout,
              const BwPlotPalette        *palette,
              const PangoFontDescription *font)
{
  const BwPlotRect *plot = &layout->plot;
  double x = bw_plot_forecast_x (layout, self->cursor_ms), y = bw_plot_forecast_y (layout, self->cursor_score);
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
  double number_width, text_height, word_width;
  double left, right, top, bottom, x0, x1;

  layout->stacked_words = area->width < NARROW;
  bw_plot_text_measure (font, "100", &number_width, &text_height);
  word_width = bw_plot_zones_measure_words (font, layout->stacked_words);

  left = ceil (number_width) + 8;
  right = ceil (word_width) + 8;
  top = ceil (text_height) + 12;
  bottom = ceil (text_height) + 8;
  layout->plot = (BwPlotRect) { area->x + left, area->y + top, MAX (area->width - left - right, 1),
                                MAX (area->height - top - bottom, 1) };
  x0 = layout->plot.x;
  x1 = layout->plot.x + layout->plot.width;
  if (bw_plot_forecast_has_ahead (self))
    bw_plot_time_scale_init_broken (
        &layout->time, self->from_ms, self->now_ms, self->to_ms, x0,
        x0 + layout->plot.width * (self->now_ms - self->from_ms > LONG_PAST_MS ? 2 / 3.0 : 1 / 2.0), x1);
  else
    bw_plot_time_scale_init (&layout->time, self->from_ms, self->to_ms, x0, x1);
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
  gboolean alert = self->alert_score > 0 && bw_plot_forecast_has_ahead (self);

  g_return_if_fail (self->from_ms < self->now_ms && self->from_ms < self->to_ms);

  bw_plot_forecast_layout (&layout, self, area, font);

  cairo_save (cr);
  /* With room for dots and lines that lie on the border. */
  cairo_rectangle (cr, layout.plot.x - BORDER, layout.plot.y - BORDER,
                   layout.plot.width + 2 * BORDER, layout.plot.height + 2 * BORDER);
  cairo_clip (cr);
  bw_plot_zones_paint (cr, &layout.plot, &layout.score, palette);
  paint_nights (cr, self, &layout, palette);
  bw_plot_forecast_paint_spans (cr, self, &layout, palette);
  if (alert)
    paint_alert (cr, self, &layout, palette);
  bw_plot_forecast_paint_past (cr, self, &layout, palette);
  if (bw_plot_forecast_has_ahead (self))
    bw_plot_forecast_paint_ahead (cr, self, &layout, palette, font);
  bw_plot_forecast_paint_marks (cr, self, &layout, palette, font);
  if (self->has_selection)
    paint_selection (cr, self, &layout, palette);
  cairo_restore (cr);

  cairo_save (cr);
  bw_plot_zones_paint_words (cr, &layout.plot, &layout.score, layout.stacked_words, palette, font);
  paint_head (cr, self, &layout, area, palette, font);
  paint_time_axis (cr, self, &layout, area, palette, font);
  bw_plot_zones_paint_axis (cr, &layout.plot, &layout.score, alert ? self->alert_score : 0, area->y,
                            area->y + area->height, palette, font);
  if (bw_plot_forecast_has_ahead (self))
    paint_now (cr, self, &layout, palette);
  if (self->has_day_score && bw_plot_forecast_has_ahead (self))
    paint_day_score (cr, self, &layout, palette, font);
  if (self->has_cursor)
    paint_cursor (cr, self, &layout, palette, font);
  cairo_restore (cr);
}
