/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast-data.h"

#include "base/bw-time.h"

void
bw_forecast_data_clear (BwForecastData *self)
{
  g_clear_pointer (&self->series, bw_series_free);
  g_clear_pointer (&self->hourly, bw_hourly_free);
}

gboolean
bw_forecast_data_load (BwForecastData  *self,
                       BwLibrary       *library,
                       BwMeasure        measure,
                       gint64           at_ms,
                       guint            max_days,
                       GCancellable    *cancellable,
                       GError         **error)
{
  gint64 from_ms;

  *self = (BwForecastData) { 0 };
  measure = bw_hourly_choose_measure_until (library, measure, at_ms, error);
  if (measure == BW_MEASURE_AUTO)
    return FALSE;
  if (at_ms == G_MAXINT64 && !bw_hourly_find_end (library, measure, &at_ms, error))
    return FALSE;

  /* Where the last reading is older than that, what there is before it. */
  if (!bw_hourly_find_start (library, measure, at_ms - max_days * BW_TIME_DAY, at_ms, &from_ms,
                             NULL)
      && !bw_hourly_find_start (library, measure, G_MININT64 / 2, at_ms, &from_ms, error))
    return FALSE;
  self->hourly = bw_hourly_new (library, measure, from_ms, at_ms, cancellable, error);
  if (self->hourly == NULL)
    return FALSE;
  self->at_ms = at_ms;
  self->series = bw_series_new (self->hourly);
  return TRUE;
}

char *
bw_forecast_data_get_fingerprint (const BwForecastData *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *measure = bw_measure_get_id (self->hourly->measure);

  g_checksum_update (checksum, (const guchar *) measure, -1);
  for (guint i = 0; i < self->hourly->hours->len; i++)
    {
      const BwHour *h = &g_array_index (self->hourly->hours, BwHour, i);
      double numbers[] = { (double) h->start_ms,
                           h->hour,
                           h->weekday,
                           h->n,
                           h->n > 0 ? h->ln_mean : 0,
                           h->n > 0 ? h->mean_ms : 0,
                           h->has_hr,
                           h->has_hr ? h->hr_bpm : 0,
                           h->has_steps,
                           h->steps,
                           h->has_energy,
                           h->active_kcal,
                           h->has_sleep,
                           h->asleep_min };

      g_checksum_update (checksum, (const guchar *) numbers, sizeof numbers);
    }
  for (guint i = 0; i < self->hourly->readings->len; i++)
    {
      const BwHourlyReading *r = &g_array_index (self->hourly->readings, BwHourlyReading, i);
      double numbers[] = { (double) r->time_ms, r->value_ms, r->source_id, r->device };

      g_checksum_update (checksum, (const guchar *) numbers, sizeof numbers);
    }
  for (guint i = 0; i < self->hourly->resting->len; i++)
    {
      const BwHourlyResting *r = &g_array_index (self->hourly->resting, BwHourlyResting, i);
      double numbers[] = { (double) r->end_ms, r->bpm };

      g_checksum_update (checksum, (const guchar *) numbers, sizeof numbers);
    }
  return g_strdup (g_checksum_get_string (checksum));
}
