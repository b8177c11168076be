/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-outlook.h"

#include "base/bw-time.h"
#include "forecast/bw-forecast-private.h"
#include "forecast/bw-score.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The usual night is the median of the last ones. */
#define USUAL_NIGHTS 14
#define MIN_NIGHTS 5

/* The filter goes through the readings once; each hour gets what was known when it began. */
static void
fill_past (BwOutlook      *self,
           const BwSeries *series,
           const BwOrigin *origin,
           gint64          from_ms)
{
  guint n = origin->n_readings - origin->first_reading, r = 0;
  const gint64 *time_ms = series->reading_ms + origin->first_reading;
  g_autofree double *z = g_new (double, n);
  double sigma = sqrt (bw_level_variance (&origin->level));
  gboolean scored = origin->baseline.days >= BW_BASELINE_CALIBRATION_DAYS;
  BwLevelState state;

  bw_origin_residuals (origin, series, origin->first_reading, z);
  bw_level_state_init (&state, &origin->level, time_ms[0]);
  for (guint i = 0; i < series->n_hours; i++)
    {
      BwPastHour hour = { .time_ms = series->hours[i].start_ms };
      double mean, variance;

      if (hour.time_ms < from_ms)
        continue;
      for (; r < n && time_ms[r] < hour.time_ms; r++)
        bw_level_state_update (&state, &origin->level, time_ms[r], z[r]);
      hour.has_level = scored && r > 0;
      if (hour.has_level)
        {
          bw_level_state_predict (&state, &origin->level, hour.time_ms, &mean, &variance);
          hour.level_score = bw_score_from_z (bw_score_level_z (mean, sigma));
        }
      g_array_append_val (self->past, hour);
    }
  if (!scored)
    return;
  for (guint i = 0; i < n; i++)
    {
      BwPastReading reading = { .time_ms = time_ms[i] };

      if (time_ms[i] < from_ms)
        continue;
      reading.value_ms = exp (series->reading_x[origin->first_reading + i]);
      reading.score = bw_score_from_z (bw_score_level_z (z[i], sigma));
      g_array_append_val (self->readings, reading);
    }
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* Milliseconds from the local noon before. */
static gint64
since_noon (GTimeZone *zone,
            gint64     time_ms,
            gint64     noon_day)
{
  return time_ms + bw_time_offset (zone, time_ms) * BW_TIME_MINUTE
         - (noon_day * BW_TIME_DAY + 12 * BW_TIME_HOUR);
}

static void
fill_nights (BwOutlook *self,
             GArray    *nights,
             gint64     from_ms,
             gint64     at_ms)
{
  gint64 start[USUAL_NIGHTS], end[USUAL_NIGHTS];
  gint64 day, last_end_ms = G_MININT64;
  guint n = 0;

  for (guint i = 0; i < nights->len; i++)
    {
      const BwHourlyNight *night = &g_array_index (nights, BwHourlyNight, i);
      BwNight slept = { night->start_ms, night->end_ms };

      last_end_ms = night->end_ms;
      if (night->end_ms > from_ms)
        g_array_append_val (self->nights, slept);
    }
  for (guint i = nights->len; i > 0 && n < USUAL_NIGHTS; i--)
    {
      const BwHourlyNight *night = &g_array_index (nights, BwHourlyNight, i - 1);

      if (night->end_ms < at_ms - 2 * USUAL_NIGHTS * BW_TIME_DAY)
        break;
      day = bw_time_local_day (self->zone, night->start_ms - 12 * BW_TIME_HOUR);
      start[n] = since_noon (self->zone, night->start_ms, day);
      end[n] = since_noon (self->zone, night->end_ms, day);
      n++;
    }
  if (n < MIN_NIGHTS)
    return;
  qsort (start, n, sizeof *start, compare_times);
  qsort (end, n, sizeof *end, compare_times);

  /* Tonight, and where it has begun within the next 24 hours, the one after. */
  day = bw_time_local_day (self->zone, at_ms - 12 * BW_TIME_HOUR);
  for (int later = 0; later < 2; later++)
    {
      gint64 noon = (day + later) * BW_TIME_DAY + 12 * BW_TIME_HOUR;
      gint64 shift = bw_time_offset (self->zone, noon) * BW_TIME_MINUTE;
      BwNight usual = { noon + start[n / 2] - shift, noon + end[n / 2] - shift };

      usual.start_ms = MAX (usual.start_ms, at_ms);
      if (usual.end_ms > usual.start_ms && usual.start_ms < at_ms + BW_TIME_DAY
          && usual.start_ms - last_end_ms > 6 * BW_TIME_HOUR)
        g_array_append_val (self->nights, usual);
    }
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
  BwIssue issue = { 0 };
  gint64 from_ms;

  g_return_val_if_fail (library != NULL, NULL);

  bw_progress_begin_stage (progress, _("Reading your data"), 0.5);
  if (!bw_forecast_data_load (&data, library, measure, at_ms, BW_FORECAST_RUN_DAYS, cancellable,
                              error))
    return NULL;

  self = g_new0 (BwOutlook, 1);
  self->zone = g_time_zone_ref (data.hourly->zone);
  self->past = g_array_new (FALSE, FALSE, sizeof (BwPastHour));
  self->readings = g_array_new (FALSE, FALSE, sizeof (BwPastReading));
  self->nights = g_array_new (FALSE, FALSE, sizeof (BwNight));
  self->forecast = bw_forecast_make (library, &data, "best", &issue, progress, cancellable, error);
  if (self->forecast == NULL)
    return NULL;

  from_ms = data.at_ms - past_days * BW_TIME_DAY;
  self->track = issue.track;
  fill_past (self, data.series, &issue.origin, from_ms);
  fill_nights (self, data.hourly->nights, from_ms, data.at_ms);
  bw_issue_clear (&issue);
  return g_steal_pointer (&self);
}

void
bw_outlook_free (BwOutlook *self)
{
  if (self == NULL)
    return;
  bw_forecast_free (self->forecast);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->past, g_array_unref);
  g_clear_pointer (&self->readings, g_array_unref);
  g_clear_pointer (&self->nights, g_array_unref);
  g_free (self);
}
