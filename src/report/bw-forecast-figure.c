/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-forecast-figure.h"

#include "base/bw-time.h"
#include "report/bw-report-picture.h"

#include <glib/gi18n-lib.h>

#define MARGIN 12

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
  GArray *eras;      /* (element-type BwPlotForecastEra) */
  GArray *notes;     /* (element-type BwPlotSpan) */
  GArray *hours;     /* (element-type BwPlotForecastHour) */
  GArray *after;     /* (element-type BwPlotPoint) */
  GArray *came;      /* (element-type BwPlotForecastCame) */
  gboolean has_net;
  double net[BW_FORECAST_HOURS];
  double reading_low[BW_FORECAST_HOURS], reading_high[BW_FORECAST_HOURS];
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

static void
add_levels (GArray       *points,
            const GArray *hours,
            gint64        to_ms)
{
  for (guint i = 0; hours != NULL && i < hours->len; i++)
    {
      const BwPastHour *hour = &g_array_index (hours, BwPastHour, i);
      BwPlotPoint point = { hour->time_ms, hour->level_score };

      if (hour->has_level && hour->time_ms < to_ms)
        g_array_append_val (points, point);
    }
}

/* What stands before the forecast. */
static void
add_past (BwForecastFigure *self,
          const BwOutlook  *outlook)
{
  add_levels (self->past, outlook->past, self->issued_ms);
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
  for (guint i = 0; outlook->eras != NULL && i < outlook->eras->len; i++)
    {
      const BwPastEra *era = &g_array_index (outlook->eras, BwPastEra, i);
      BwPlotForecastEra mark = { era->start_ms,
                                 era->new_device ? _("New watch") : _("New software") };

      g_array_append_val (self->eras, mark);
    }
  for (guint i = 0; outlook->annotations != NULL && i < outlook->annotations->len; i++)
    {
      const BwAnnotation *note = g_ptr_array_index (outlook->annotations, i);
      BwPlotSpan span = { note->start_ms, note->end_ms };

      g_array_append_val (self->notes, span);
    }
}

/* The hours of the forecast, and what came in them. */
static void
add_ahead (BwForecastFigure   *self,
           const BwOutlook    *outlook,
           const BwThresholds *thresholds)
{
  const BwForecast *forecast = outlook->forecast;

  for (guint i = 0; i < forecast->n_hours; i++)
    {
      const BwForecastHour *hour = &forecast->hours[i];
      BwPlotForecastHour point = { hour->time_ms, hour->score, hour->score_low, hour->score_high,
                                   bw_thresholds_flag (thresholds, hour) };

      g_array_append_val (self->hours, point);
      self->net[i] = forecast->net_score[i];
      self->reading_low[i] = outlook->reading_low[i];
      self->reading_high[i] = outlook->reading_high[i];
    }
  self->has_net = forecast->has_net && g_strcmp0 (forecast->model, "lstm") != 0;
  add_levels (self->after, outlook->after, G_MAXINT64);
  for (guint i = 0, r = 0; outlook->came != NULL && i < outlook->came->len; i++)
    {
      const BwCame *came = &g_array_index (outlook->came, BwCame, i);
      BwPlotForecastCame one = { came->time_ms, 0, came->inside };

      while (r < outlook->after_readings->len
             && g_array_index (outlook->after_readings, BwPastReading, r).time_ms < came->time_ms)
        r++;
      if (r == outlook->after_readings->len)
        break;
      one.value = g_array_index (outlook->after_readings, BwPastReading, r).score;
      g_array_append_val (self->came, one);
      r++;
    }
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
  self->eras = g_array_new (FALSE, FALSE, sizeof (BwPlotForecastEra));
  self->notes = g_array_new (FALSE, FALSE, sizeof (BwPlotSpan));
  self->hours = g_array_new (FALSE, FALSE, sizeof (BwPlotForecastHour));
  self->after = g_array_new (FALSE, FALSE, sizeof (BwPlotPoint));
  self->came = g_array_new (FALSE, FALSE, sizeof (BwPlotForecastCame));

  self->has_day_score = bw_forecast_scores_differ (forecast);
  self->day_score = forecast->score_now;

  /* The borders of the zones are lines already. */
  if (thresholds->alert_score != BW_ZONE_YELLOW_FROM
      && thresholds->alert_score != BW_ZONE_GREEN_FROM)
    self->alert_score = thresholds->alert_score;

  add_past (self, outlook);
  if (bw_forecast_has_scores (forecast))
    add_ahead (self, outlook, thresholds);
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
  g_array_unref (self->eras);
  g_array_unref (self->notes);
  g_array_unref (self->after);
  g_array_unref (self->came);
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

BwPlotSpan
bw_forecast_figure_get_span (const BwForecastFigure *self,
                             guint                   past_days)
{
  BwPlotSpan span = { self->issued_ms - past_days * BW_TIME_DAY, self->issued_ms + BW_TIME_DAY };

  g_return_val_if_fail (past_days <= BW_FORECAST_FIGURE_MAX_DAYS, span);

  if (self->hours->len > 0)
    span.end_ms = MAX (span.end_ms, g_array_index (self->hours, BwPlotForecastHour,
                                                   self->hours->len - 1).time_ms);
  if (past_days > 0)
    return span;
  /* At least a day, for a person who has just begun. */
  span.start_ms = self->issued_ms - BW_TIME_DAY;
  if (self->past->len > 0)
    span.start_ms = MIN (span.start_ms, g_array_index (self->past, BwPlotPoint, 0).time_ms);
  if (self->readings->len > 0)
    span.start_ms = MIN (span.start_ms, g_array_index (self->readings, BwPlotPoint, 0).time_ms);
  return span;
}

void
bw_forecast_figure_get_plot (const BwForecastFigure *self,
                             const BwPlotSpan       *span,
                             BwPlotForecast         *plot)
{
  g_return_if_fail (span->start_ms < span->end_ms && span->start_ms < self->issued_ms);

  *plot = (BwPlotForecast) {
    .zone = self->zone,
    .from_ms = span->start_ms,
    .now_ms = self->issued_ms,
    .to_ms = span->end_ms,
    .now_label = self->date,
    /* The day's score adds resting heart rate and sleep to it. */
    .title = _("Fatigue score from HRV alone, high is fresh"),
    .past = (const BwPlotPoint *) (void *) self->past->data,
    .n_past = self->past->len,
    .readings = (const BwPlotPoint *) (void *) self->readings->data,
    .n_readings = self->readings->len,
    .nights = (const BwPlotSpan *) (void *) self->nights->data,
    .n_nights = self->nights->len,
    .eras = (const BwPlotForecastEra *) (void *) self->eras->data,
    .n_eras = self->eras->len,
    .notes = (const BwPlotSpan *) (void *) self->notes->data,
    .n_notes = self->notes->len,
    .hours = (const BwPlotForecastHour *) (void *) self->hours->data,
    .n_hours = self->hours->len,
    .reading_low = self->reading_low,
    .reading_high = self->reading_high,
    .after = (const BwPlotPoint *) (void *) self->after->data,
    .n_after = self->after->len,
    .came = (const BwPlotForecastCame *) (void *) self->came->data,
    .n_came = self->came->len,
    .alert_score = self->alert_score,
    .has_day_score = self->has_day_score,
    .day_score = self->day_score,
  };
}

const double *
bw_forecast_figure_get_net (const BwForecastFigure *self)
{
  return self->has_net ? self->net : NULL;
}

static void
paint_picture (cairo_t                    *cr,
               const BwPlotRect           *area,
               const BwPlotPalette        *palette,
               const PangoFontDescription *font,
               gconstpointer               data)
{
  bw_plot_forecast_paint (cr, area, data, palette, font);
}

GBytes *
bw_forecast_figure_render (const BwForecastFigure  *self,
                           guint                    past_days,
                           BwPlotFormat             format,
                           const BwPlotPalette     *palette,
                           GError                 **error)
{
  BwPlotSpan span = bw_forecast_figure_get_span (self, past_days);
  BwPlotForecast plot;

  bw_forecast_figure_get_plot (self, &span, &plot);
  return bw_report_picture_render (format, BW_FORECAST_FIGURE_WIDTH, BW_FORECAST_FIGURE_HEIGHT,
                                   MARGIN, palette, paint_picture, &plot, error);
}
