/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-outlook.h"

#include "base/bw-time.h"
#include "forecast/bw-forecast-private.h"
#include "forecast/bw-hourly-private.h"
#include "forecast/bw-nights.h"
#include "forecast/bw-score.h"
#include "store/bw-forecasts.h"
#include "store/bw-member.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Room for the nights before, and for those that tell what a usual one is. */
#define NIGHTS_DAYS (BW_USUAL_NIGHT_DAYS + 14)

static void
fill_nights (BwOutlook *self,
             GArray    *nights,
             gint64     from_ms,
             gint64     at_ms)
{
  gint64 day = bw_time_local_day (self->zone, at_ms - 12 * BW_TIME_HOUR);
  gint64 last_end_ms = G_MININT64;
  BwUsualNight usual;

  for (guint i = 0; i < nights->len; i++)
    {
      const BwHourlyNight *night = &g_array_index (nights, BwHourlyNight, i);
      BwNight slept = { night->start_ms, night->end_ms };

      last_end_ms = night->end_ms;
      if (night->end_ms > from_ms)
        g_array_append_val (self->nights, slept);
    }
  bw_usual_night_init (&usual, nights, self->zone, at_ms);
  if (!usual.recorded)
    return;

  /* Tonight, and where it has begun within the next 24 hours, the one after. */
  for (int later = 0; later < 2; later++)
    {
      BwNight night;

      bw_usual_night_place (&usual, self->zone, day + later, &night.start_ms, &night.end_ms);
      night.start_ms = MAX (night.start_ms, at_ms);
      if (night.end_ms > night.start_ms && night.start_ms < at_ms + BW_TIME_DAY
          && night.start_ms - last_end_ms > 6 * BW_TIME_HOUR)
        g_array_append_val (self->nights, night);
    }
}

/* A reading's band in scores, as a reading's dot would have them: wider than that of the level, which
 * the scores of the hours are of. */
static void
fill_reading_band (BwOutlook          *self,
                   const BwPastNormal *normal)
{
  const BwForecast *forecast = self->forecast;

  for (guint k = 0; bw_forecast_has_scores (forecast) && k < forecast->n_hours; k++)
    {
      const BwForecastHour *hour = &forecast->hours[k];
      int local = bw_time_local_hour (self->zone, hour->time_ms);
      double low = bw_baseline_to_z (&normal->baseline, local, log (hour->low_ms));
      double high = bw_baseline_to_z (&normal->baseline, local, log (hour->high_ms));

      self->reading_low[k] = bw_score_from_z (bw_score_level_z (low, normal->sigma));
      self->reading_high[k] = bw_score_from_z (bw_score_level_z (high, normal->sigma));
    }
}

/* All that stands beside the forecast.
 * @normal: what scores were measured against when it was issued */
static gboolean
fill_beside (BwOutlook           *self,
             BwLibrary           *library,
             const BwSeries      *series,
             GArray              *nights,
             const BwPastNormal  *normal,
             gint64               from_ms,
             GError             **error)
{
  gint64 at_ms = self->forecast->issued_ms, until_ms = at_ms + BW_TIME_DAY;

  bw_past_fill_all (self->past, self->readings, self->eras, series, normal, from_ms);
  fill_nights (self, nights, from_ms, at_ms);
  fill_reading_band (self, normal);
  self->came = bw_came_read (library, self->forecast, error);
  if (self->forecast->n_hours > 0)
    until_ms = self->forecast->hours[self->forecast->n_hours - 1].time_ms + BW_TIME_HOUR;
  self->annotations = bw_library_list_annotations (library, from_ms, until_ms, error);
  if (self->came == NULL || self->annotations == NULL)
    return FALSE;
  if (self->came->len > 0)
    bw_past_fill (self->after, self->after_readings, series, normal, at_ms, until_ms,
                  BW_BASELINE_MAX_DAYS * BW_TIME_DAY);
  return TRUE;
}

static BwOutlook *
outlook_new (GTimeZone *zone)
{
  BwOutlook *self = g_new0 (BwOutlook, 1);

  self->zone = g_time_zone_ref (zone);
  self->past = g_array_new (FALSE, FALSE, sizeof (BwPastHour));
  self->readings = g_array_new (FALSE, FALSE, sizeof (BwPastReading));
  self->eras = g_array_new (FALSE, FALSE, sizeof (BwPastEra));
  self->nights = g_array_new (FALSE, FALSE, sizeof (BwNight));
  self->after = g_array_new (FALSE, FALSE, sizeof (BwPastHour));
  self->after_readings = g_array_new (FALSE, FALSE, sizeof (BwPastReading));
  return self;
}

/* Readings alone, from @from_ms (all there are where it is 0) to the day after @at_ms: what came is
 * shown beside what was expected, and nothing expected is made of it. */
static BwSeries *
load_beside (BwLibrary   *library,
             BwMeasure    measure,
             gint64       from_ms,
             gint64       at_ms,
             BwHourly   **hourly,
             GError     **error)
{
  *hourly = bw_hourly_new_readings (library, measure, from_ms, at_ms + 26 * BW_TIME_HOUR, error);
  return *hourly != NULL ? bw_series_new (*hourly) : NULL;
}

/* What a baseline of the oldest week shown reaches back to. */
static gint64
find_from (gint64 at_ms,
           guint  past_days)
{
  return past_days == 0 ? 0 : at_ms - (past_days + BW_BASELINE_MAX_DAYS + 14) * BW_TIME_DAY;
}

BwOutlook *
bw_outlook_new (BwLibrary     *library,
                BwMeasure      measure,
                gint64         at_ms,
                guint          past_days,
                BwProgress    *progress,
                GCancellable  *cancellable,
                GError       **error)
{
  g_auto (BwForecastData) data = { 0 };
  g_autoptr (BwOutlook) self = NULL;
  g_autoptr (BwHourly) hourly = NULL;
  g_autoptr (BwSeries) series = NULL;
  BwIssue issue = { 0 };
  BwPastNormal normal;

  g_return_val_if_fail (library != NULL, NULL);

  bw_progress_begin_stage (progress, _("Reading your data"), 0.5);
  if (!bw_forecast_data_load (&data, library, measure, at_ms, BW_FORECAST_RUN_DAYS, cancellable,
                              error))
    return NULL;

  self = outlook_new (data.hourly->zone);
  self->forecast = bw_forecast_make (library, &data, "best", &issue, progress, cancellable, error);
  if (self->forecast == NULL)
    return NULL;
  self->track = issue.track;
  bw_past_normal_from_origin (&normal, &issue.origin);
  bw_issue_clear (&issue);

  series = load_beside (library, data.hourly->measure, find_from (data.at_ms, past_days), data.at_ms,
                        &hourly, error);
  if (series == NULL
      || !fill_beside (self, library, series, data.hourly->nights, &normal,
                       past_days == 0 ? G_MININT64 : data.at_ms - past_days * BW_TIME_DAY, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* The last forecast of the local day that was kept. One that cannot be read is as good as none. */
static BwForecast *
find_kept (BwLibrary  *library,
           GTimeZone  *zone,
           BwMeasure   measure,
           gint64      at_ms,
           GError    **error)
{
  gint64 from_ms = bw_time_day_start (zone, at_ms);
  gint64 to_ms = bw_time_day_start (zone, from_ms + 30 * BW_TIME_HOUR);
  g_autoptr (GPtrArray) rows
      = bw_library_list_forecasts (library, from_ms, to_ms, bw_measure_get_id (measure), error);

  for (guint i = rows != NULL ? rows->len : 0; i > 0; i--)
    {
      const BwForecastRow *row = g_ptr_array_index (rows, i - 1);
      g_autoptr (JsonNode) node = bw_member_parse (row->json);
      BwForecast *forecast = node != NULL ? bw_forecast_from_json (node, NULL) : NULL;

      if (forecast != NULL && forecast->measure == measure)
        return forecast;
      bw_forecast_free (forecast);
    }
  return NULL;
}

/* @self has the forecast that was kept; what it was made of is not needed again. */
static gboolean
fill_beside_kept (BwOutlook     *self,
                  BwLibrary     *library,
                  GCancellable  *cancellable,
                  GError       **error)
{
  gint64 at_ms = self->forecast->issued_ms;
  g_autoptr (BwHourly) nights
      = bw_hourly_new (library, self->forecast->measure, at_ms - NIGHTS_DAYS * BW_TIME_DAY, at_ms,
                       cancellable, error);
  g_autoptr (BwHourly) hourly = NULL;
  g_autoptr (BwSeries) series = NULL;
  BwPastNormal normal;

  if (nights == NULL)
    return FALSE;
  self->was_kept = TRUE;
  self->track = self->forecast->track;
  series = load_beside (library, self->forecast->measure, 0, at_ms, &hourly, error);
  if (series == NULL)
    return FALSE;
  /* Readings may have gone since. */
  if (!bw_past_normal_fit (&normal, series, at_ms))
    normal = (BwPastNormal){ .at_ms = at_ms, .era_ms = G_MININT64 };
  return fill_beside (self, library, series, nights->nights, &normal, G_MININT64, error);
}

BwOutlook *
bw_outlook_look_back (BwLibrary     *library,
                      BwMeasure      measure,
                      gint64         at_ms,
                      BwProgress    *progress,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (BwOutlook) self = NULL;
  g_autoptr (GError) failed = NULL;
  BwForecast *kept;

  g_return_val_if_fail (library != NULL, NULL);

  measure = bw_hourly_choose_measure_until (library, measure, at_ms, error);
  if (measure == BW_MEASURE_AUTO)
    return NULL;
  zone = bw_library_get_zone (library);
  kept = find_kept (library, zone, measure, at_ms, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  if (kept != NULL)
    {
      self = outlook_new (zone);
      self->forecast = kept;
      if (!fill_beside_kept (self, library, cancellable, error))
        return NULL;
    }
  else
    self = bw_outlook_new (library, measure, at_ms, 0, progress, cancellable, error);
  if (self != NULL)
    self->looks_back = TRUE;
  return g_steal_pointer (&self);
}

BwOutlook *
bw_outlook_ref (BwOutlook *self)
{
  g_atomic_int_inc (&self->n_refs);
  return self;
}

void
bw_outlook_free (BwOutlook *self)
{
  if (self == NULL || g_atomic_int_add (&self->n_refs, -1) > 0)
    return;
  bw_forecast_free (self->forecast);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->past, g_array_unref);
  g_clear_pointer (&self->readings, g_array_unref);
  g_clear_pointer (&self->eras, g_array_unref);
  g_clear_pointer (&self->nights, g_array_unref);
  g_clear_pointer (&self->annotations, g_ptr_array_unref);
  g_clear_pointer (&self->came, g_array_unref);
  g_clear_pointer (&self->after, g_array_unref);
  g_clear_pointer (&self->after_readings, g_array_unref);
  g_free (self);
}
