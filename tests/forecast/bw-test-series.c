/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test-series.h"

#include "base/bw-time.h"
#include "forecast/bw-simulate-hourly.h"

BwHourly *
bw_test_hourly_new (GTimeZone *zone,
                    gint64     from_ms,
                    gint64     to_ms)
{
  return bw_hourly_new_empty (zone, from_ms, to_ms);
}

void
bw_test_hourly_add (BwHourly *hourly,
                    gint64    time_ms,
                    double    value_ms,
                    gint32    device)
{
  bw_hourly_add_reading (hourly, time_ms, value_ms, device);
}

BwHourly *
bw_test_hourly_simulate (const BwSimulateOptions *options)
{
  return bw_simulate_hourly (options);
}

void
bw_test_hourly_add_nights (BwHourly                *hourly,
                           const BwSimulateOptions *options)
{
  g_autoptr (BwSimulated) life = bw_simulate (options);

  for (guint i = 0; i < life->sleeps->len; i++)
    {
      const BwSimulatedSleep *sleep = &g_array_index (life->sleeps, BwSimulatedSleep, i);
      double minutes = (double) (sleep->end_ms - sleep->start_ms) / BW_TIME_MINUTE;
      BwHourlyNight night = { sleep->start_ms, sleep->end_ms, minutes, minutes };

      if (sleep->worn)
        g_array_append_val (hourly->nights, night);
    }
}
