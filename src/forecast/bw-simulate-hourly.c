/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-simulate-hourly.h"

#include "base/bw-time.h"

#include <math.h>

BwHourly *
bw_hourly_new_empty (GTimeZone *zone,
                     gint64     from_ms,
                     gint64     to_ms)
{
  BwHourly *self = g_new0 (BwHourly, 1);
  g_autoptr (GArray) starts = bw_time_hours (zone, from_ms, to_ms);

  self->measure = BW_MEASURE_RMSSD;
  self->zone = g_time_zone_ref (zone);
  self->hours = g_array_new (FALSE, TRUE, sizeof (BwHour));
  self->readings = g_array_new (FALSE, TRUE, sizeof (BwHourlyReading));
  self->nights = g_array_new (FALSE, TRUE, sizeof (BwHourlyNight));
  self->resting = g_array_new (FALSE, TRUE, sizeof (BwHourlyResting));
  g_array_set_size (self->hours, starts->len);
  for (guint i = 0; i < starts->len; i++)
    {
      gint64 start = g_array_index (starts, gint64, i);
      BwHour *hour = &g_array_index (self->hours, BwHour, i);

      hour->start_ms = start;
      hour->hour = (gint8) bw_time_local_hour (zone, start);
      hour->weekday = (gint8) bw_time_weekday_from_days (bw_time_local_day (zone, start));
    }
  return self;
}

/* The last hour that begins at or before @time_ms. */
static BwHour *
find_hour (BwHourly *self,
           gint64    time_ms)
{
  guint low = 0, high = self->hours->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->hours, BwHour, middle).start_ms <= time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? &g_array_index (self->hours, BwHour, low - 1) : NULL;
}

void
bw_hourly_add_reading (BwHourly *self,
                       gint64    time_ms,
                       double    value_ms,
                       gint32    device)
{
  BwHourlyReading reading = { time_ms, value_ms, -1, device, device, 0 };
  BwHour *hour = find_hour (self, time_ms);

  g_return_if_fail (hour != NULL);

  g_array_append_val (self->readings, reading);
  hour->mean_ms = (hour->mean_ms * hour->n + value_ms) / (hour->n + 1);
  hour->ln_mean = (hour->ln_mean * hour->n + log (value_ms)) / (hour->n + 1);
  hour->min_ms = hour->n > 0 ? MIN (hour->min_ms, value_ms) : value_ms;
  hour->max_ms = hour->n > 0 ? MAX (hour->max_ms, value_ms) : value_ms;
  hour->n++;
}

BwHourly *
bw_simulate_hourly (const BwSimulateOptions *options)
{
  g_autoptr (BwSimulated) life = bw_simulate (options);
  g_autoptr (GTimeZone) zone = options->zone != NULL ? g_time_zone_ref (options->zone)
                                                     : g_time_zone_new_utc ();
  guint n = life->hours->len;
  gint64 from_ms = g_array_index (life->hours, BwSimulatedHour, 0).start_ms;
  gint64 to_ms = g_array_index (life->hours, BwSimulatedHour, n - 1).start_ms + BW_TIME_HOUR;
  BwHourly *self = bw_hourly_new_empty (zone, from_ms, to_ms);

  g_assert (self->hours->len == n);
  for (guint i = 0; i < n; i++)
    {
      const BwSimulatedHour *lived = &g_array_index (life->hours, BwSimulatedHour, i);
      BwHour *hour = &g_array_index (self->hours, BwHour, i);

      hour->has_hr = lived->has_hr;
      hour->hr_bpm = lived->hr_bpm;
      hour->has_steps = hour->has_energy = hour->has_sleep = lived->worn;
      hour->steps = lived->steps;
      hour->active_kcal = lived->active_kcal;
      hour->asleep_min = MIN (60, lived->asleep_min);
    }
  for (guint i = 0; i < life->readings->len; i++)
    {
      const BwSimulatedReading *reading = &g_array_index (life->readings, BwSimulatedReading, i);

      bw_hourly_add_reading (self, reading->time_ms, exp (reading->ln_rmssd), 1);
    }
  return self;
}
