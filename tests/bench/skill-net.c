/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skill-net.h"

#include "forecast/bw-rivals.h"

BwBand *
skill_net_bands (BwForecastNet  *net,
                 const BwSeries *series,
                 GArray         *targets,
                 gint64          warm_ms)
{
  BwBand *bands = g_new0 (BwBand, targets->len + 1);
  g_autoptr (BwConformal) conformal = bw_conformal_new ();
  const gint8 hour[BW_FORECAST_HOURS] = { 0 };
  double z[BW_FORECAST_HOURS][3] = { 0 };
  gint64 issued_ms = G_MININT64;
  guint warm = 0;

  while (warm < targets->len && g_array_index (targets, BwTarget, warm).issued_ms < warm_ms)
    warm++;
  for (guint i = warm; i < targets->len; i++)
    {
      const BwTarget *target = &g_array_index (targets, BwTarget, i);
      const double *q = z[target->horizon - 1];

      if (target->issued_ms != issued_ms)
        bw_forecast_net_predict (net, series, target->issued_ms, hour, z);
      issued_ms = target->issued_ms;
      bands[i] = (BwBand){
        .issued_ms = issued_ms,
        .due_ms = target->due_ms,
        .horizon = target->horizon,
        .days = target->days,
        .low = q[0],
        .median = q[1],
        .high = q[2],
        .outcome = target->z,
      };
    }
  bw_conformal_run (conformal, bands + warm, targets->len - warm);
  return bands;
}
