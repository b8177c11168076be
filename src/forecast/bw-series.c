/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-series.h"

#include "base/bw-time.h"

#include <math.h>

BwSeries *
bw_series_new (const BwHourly *hourly)
{
  BwSeries *self = g_new0 (BwSeries, 1);
  g_autofree gint32 *source = NULL, *device = NULL;

  self->hourly = hourly;
  self->n_hours = hourly->hours->len;
  self->hours = (const BwHour *) (void *) hourly->hours->data;
  self->observations = g_new0 (BwObservation, self->n_hours + 1);
  for (guint i = 0; i < self->n_hours; i++)
    if (self->hours[i].n > 0)
      self->observations[self->n_observations++] = (BwObservation){
        .time_ms = self->hours[i].start_ms,
        .day = bw_time_local_day (hourly->zone, self->hours[i].start_ms),
        .hour = self->hours[i].hour,
        .x = self->hours[i].ln_mean,
      };

  self->n_readings = hourly->readings->len;
  self->reading_ms = g_new0 (gint64, self->n_readings + 1);
  self->reading_hour = g_new0 (gint8, self->n_readings + 1);
  self->reading_x = g_new0 (double, self->n_readings + 1);
  self->reading_source = g_new0 (guint, self->n_readings + 1);
  self->reading_device = g_new0 (guint, self->n_readings + 1);
  source = g_new0 (gint32, self->n_readings + 1);
  device = g_new0 (gint32, self->n_readings + 1);
  for (guint i = 0; i < self->n_readings; i++)
    {
      const BwHourlyReading *reading = &g_array_index (hourly->readings, BwHourlyReading, i);

      self->reading_ms[i] = reading->time_ms;
      self->reading_hour[i] = (gint8) bw_time_local_hour (hourly->zone, reading->time_ms);
      self->reading_x[i] = log (reading->value_ms);
      source[i] = reading->source_id;
      device[i] = reading->device;
    }
  bw_baseline_first_seen (self->reading_source, source, self->n_readings);
  bw_baseline_first_seen (self->reading_device, device, self->n_readings);
  return self;
}

void
bw_series_free (BwSeries *self)
{
  if (self == NULL)
    return;
  g_free (self->observations);
  g_free (self->reading_ms);
  g_free (self->reading_hour);
  g_free (self->reading_x);
  g_free (self->reading_source);
  g_free (self->reading_device);
  g_free (self);
}

guint
bw_series_readings_before (const BwSeries *self,
                           gint64          at_ms)
{
  guint low = 0, high = self->n_readings;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->reading_ms[middle] < at_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
bw_series_hours_before (const BwSeries *self,
                        gint64          at_ms)
{
  guint low = 0, high = self->n_hours;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->hours[middle].start_ms < at_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
bw_series_observations_before (const BwSeries *self,
                               gint64          at_ms)
{
  guint low = 0, high = self->n_observations;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->observations[middle].time_ms < at_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
bw_series_get_baseline (const BwSeries *series,
                        gint64          at_ms,
                        BwBaseline     *baseline,
                        gint64         *era_ms)
{
  guint n = bw_series_readings_before (series, at_ms);
  guint first;

  if (n == 0)
    return FALSE;
  first = bw_baseline_era (series->reading_device, series->reading_source, series->reading_x, n);
  *era_ms = series->reading_ms[first] - BW_TIME_HOUR + 1;
  return bw_baseline_fit (baseline, series->observations, series->n_observations, *era_ms, at_ms)
         || bw_baseline_fit (baseline, series->observations, series->n_observations, *era_ms,
                             series->reading_ms[n - 1] + 1);
}
