/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-forecast-figure.h"

#include "base/bw-time.h"

#include <glib/gi18n-lib.h>

#define PICTURE_FONT 13
#define MARGIN 12
#define SCALE 2 /* pixels a point where it becomes pixels */

struct _BwForecastFigure
{
  GTimeZone *zone;
  gint64 issued_ms;
  double alert_score;
  gboolean has_day_score;
  double day_score;
  char *date;
  GArray *past;      /* (element-type BwPlotPoint) */
  GArray *readings;  /* (element-type BwPlotPoint) */
  GArray *nights;    /* (element-type BwPlotSpan) */
  GArray *hours;     /* (element-type BwPlotForecastHour) */
};

gboolean
bw_thresholds_flag (const BwThresholds   *self,
                    const BwForecastHour *hour)
{
  return hour->p_red >= self->p_red || hour->score < self->alert_score;
}

char *
bw_forecast_figure_format_date (GTimeZone *zone,
                                gint64     time_ms)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_ms / BW_TIME_SECOND);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  /* Translators: a date without its year; see g_date_time_format() */
  g_autofree char *date = g_date_time_format (local, _("%-d %B"));
  g_autofree char *clock = bw_plot_format_clock (zone, time_ms);

  /* Translators: date, time: "12 March, 18:00" */
  return g_strdup_printf (_("%s, %s"), date, clock);
}

BwForecastFigure *
bw_forecast_figure_new (const BwOutlook    *outlook,
                        const BwThresholds *thresholds)
{
  const BwForecast *forecast = outlook->forecast;
  BwForecastFigure *self = g_atomic_rc_box_new0 (BwForecastFigure);

  self->zone = g_time_zone_ref (outlook->zone);
  self->issued_ms = forecast->issued_ms;
  self->date = bw_forecast_figure_format_date (outlook->zone, forecast->issued_ms);
  self->past = g_array_new (FALSE, FALSE, sizeof (BwPlotPoint));
  self->readings = g_array_new (FALSE, FALSE, sizeof (BwPlotPoint));
  self->nights = g_array_new (FALSE, FALSE, sizeof (BwPlotSpan));
  self->hours = g_array_new (FALSE, FALSE, sizeof (BwPlotForecastHour));

  self->has_day_score = bw_forecast_scores_differ (forecast);
  self->day_score = forecast->score_now;

  /* The borders of the zones are lines already. */
  if (thresholds->alert_score != BW_ZONE_YELLOW_FROM
      && thresholds->alert_score != BW_ZONE_GREEN_FROM)
    self->alert_score = thresholds->alert_score;

  for (guint i = 0; outlook->past != NULL && i < outlook->past->len; i++)
    {
      const BwPastHour *hour = &g_array_index (outlook->past, BwPastHour, i);
      BwPlotPoint point = { hour->time_ms, hour->level_score };

      if (hour->has_level && hour->time_ms < forecast->issued_ms)
        g_array_append_val (self->past, point);
    }
  for (guint i = 0; outlook->readings != NULL && i < outlook->readings->len; i++)
    {
      const BwPastReading *reading = &g_array_index (outlook->readings, BwPastReading, i);
      BwPlotPoint point = { reading->time_ms, reading->score };

      g_array_append_val (self->readings, point);
    }
  for (guint i = 0; outlook->nights != NULL && i < outlook->nights->len; i++)
    {
      const BwNight *night = &g_array_index (outlook->nights, BwNight, i);
      BwPlotSpan span = { night->start_ms, night->end_ms };

      g_array_append_val (self->nights, span);
    }
  for (guint i = 0; bw_forecast_has_scores (forecast) && i < forecast->n_hours; i++)
    {
      const BwForecastHour *hour = &forecast->hours[i];
      BwPlotForecastHour point = { hour->time_ms, hour->score, hour->score_low, hour->score_high,
                                   bw_thresholds_flag (thresholds, hour) };

      g_array_append_val (self->hours, point);
    }
  return self;
}

BwForecastFigure *
bw_forecast_figure_ref (BwForecastFigure *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  BwForecastFigure *self = data;

  g_time_zone_unref (self->zone);
  g_free (self->date);
  g_array_unref (self->past);
  g_array_unref (self->readings);
  g_array_unref (self->nights);
  g_array_unref (self->hours);
}

void
bw_forecast_figure_unref (BwForecastFigure *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

gint64
bw_forecast_figure_get_issued (const BwForecastFigure *self)
{
  return self->issued_ms;
}

void
bw_forecast_figure_get_plot (const BwForecastFigure *self,
                             guint                   past_days,
                             BwPlotForecast         *plot)
{
  g_return_if_fail (past_days >= 1 && past_days <= BW_FORECAST_FIGURE_MAX_DAYS);

  *plot = (BwPlotForecast) {
    .zone = self->zone,
    .from_ms = self->issued_ms - past_days * BW_TIME_DAY,
    .now_ms = self->issued_ms,
    .to_ms = self->issued_ms + BW_TIME_DAY,
    .now_label = self->date,
    /* The day's score adds resting heart rate and sleep to it. */
    .title = _("Fatigue score from HRV alone, high is fresh"),
    .past = (const BwPlotPoint *) (void *) self->past->data,
    .n_past = self->past->len,
    .readings = (const BwPlotPoint *) (void *) self->readings->data,
    .n_readings = self->readings->len,
    .nights = (const BwPlotSpan *) (void *) self->nights->data,
    .n_nights = self->nights->len,
    .hours = (const BwPlotForecastHour *) (void *) self->hours->data,
    .n_hours = self->hours->len,
    .alert_score = self->alert_score,
    .has_day_score = self->has_day_score,
    .day_score = self->day_score,
  };
  if (self->hours->len > 0)
    plot->to_ms = MAX (plot->to_ms, plot->hours[self->hours->len - 1].time_ms);
}

typedef struct
{
  const BwForecastFigure *figure;
  guint past_days;
  const BwPlotPalette *palette;
} Picture;

static void
paint_picture (cairo_t          *cr,
               const BwPlotRect *area,
               gpointer          user_data)
{
  const BwPlotRect inner = { MARGIN, MARGIN, BW_FORECAST_FIGURE_WIDTH - 2 * MARGIN,
                             BW_FORECAST_FIGURE_HEIGHT - 2 * MARGIN };
  const Picture *picture = user_data;
  PangoFontDescription *font = bw_plot_font_new (PICTURE_FONT);
  BwPlotForecast plot;

  bw_forecast_figure_get_plot (picture->figure, picture->past_days, &plot);
  bw_plot_set_color (cr, &picture->palette->background);
  cairo_paint (cr);
  bw_plot_forecast_paint (cr, &inner, &plot, picture->palette, font);
  pango_font_description_free (font);
}

GBytes *
bw_forecast_figure_render (const BwForecastFigure  *self,
                           guint                    past_days,
                           BwPlotFormat             format,
                           const BwPlotPalette     *palette,
                           GError                 **error)
{
  Picture picture = { self, past_days, palette };

  return bw_plot_render (format, BW_FORECAST_FIGURE_WIDTH, BW_FORECAST_FIGURE_HEIGHT, SCALE,
                         paint_picture, &picture, NULL, error);
}
