/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-came.h"

#include "base/bw-time.h"
#include "forecast/bw-hourly-private.h"

GArray *
bw_came_read (BwLibrary         *library,
              const BwForecast  *forecast,
              GError           **error)
{
  g_autoptr (GArray) came = g_array_new (FALSE, FALSE, sizeof (BwCame));
  g_autoptr (GArray) readings = NULL;
  guint h = 0;

  g_return_val_if_fail (library != NULL, NULL);
  g_return_val_if_fail (forecast != NULL, NULL);

  if (forecast->n_hours == 0)
    return g_steal_pointer (&came);
  readings = bw_hourly_read_readings (library, forecast->measure, forecast->hours[0].time_ms,
                                      forecast->hours[forecast->n_hours - 1].time_ms + BW_TIME_HOUR,
                                      error);
  if (readings == NULL)
    return NULL;
  for (guint i = 0; i < readings->len; i++)
    {
      const BwHourlyReading *reading = &g_array_index (readings, BwHourlyReading, i);
      const BwForecastHour *hour;
      BwCame one;

      while (h + 1 < forecast->n_hours && forecast->hours[h + 1].time_ms <= reading->time_ms)
        h++;
      hour = &forecast->hours[h];
      one = (BwCame){ .time_ms = reading->time_ms, .value_ms = reading->value_ms, .hour = h };
      one.inside = one.value_ms >= hour->low_ms && one.value_ms <= hour->high_ms;
      g_array_append_val (came, one);
    }
  return g_steal_pointer (&came);
}

guint
bw_came_count_inside (GArray *came)
{
  guint n = 0;

  for (guint i = 0; i < came->len; i++)
    n += g_array_index (came, BwCame, i).inside;
  return n;
}
