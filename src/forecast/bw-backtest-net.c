/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-backtest-private.h"

#include "base/bw-time.h"

#include <string.h>

GArray *
bw_backtest_plan_fits (gint64 from_ms,
                       gint64 to_ms)
{
  GArray *fits = g_array_new (FALSE, TRUE, sizeof (BwBacktestFit));

  for (gint64 at_ms = from_ms; at_ms < to_ms; at_ms += BW_BACKTEST_NET_DAYS * BW_TIME_DAY)
    {
      BwBacktestFit fit = {
        .at_ms = at_ms,
        .until_ms = MIN (to_ms, at_ms + BW_BACKTEST_NET_DAYS * BW_TIME_DAY),
        .first_ms = at_ms,
      };

      g_array_append_val (fits, fit);
    }
  return fits;
}

gboolean
bw_backtest_predict (BwBand              *bands,
                     const BwBacktestFit *fit,
                     const BwSeries      *series,
                     GArray              *targets,
                     GCancellable        *cancellable,
                     GError             **error)
{
  double z[BW_FORECAST_HOURS][3] = { 0 };
  gint64 issued_ms = G_MININT64;

  for (guint i = 0; i < targets->len; i++)
    {
      const BwTarget *target = &g_array_index (targets, BwTarget, i);
      const double *q = z[target->horizon - 1];

      if (target->issued_ms < fit->first_ms)
        continue;
      if (target->issued_ms >= fit->until_ms)
        break;
      if (target->issued_ms != issued_ms)
        {
          guint h = bw_series_hours_before (series, target->issued_ms);
          gint8 hour[BW_FORECAST_HOURS];

          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          for (guint k = 0; k < BW_FORECAST_HOURS; k++)
            hour[k] = series->hours[MIN (h + k, series->n_hours - 1)].hour;
          issued_ms = target->issued_ms;

          /* With too little to go by it expects a usual day. */
          if (!bw_forecast_net_predict (fit->net, series, issued_ms, hour, z))
            memset (z, 0, sizeof z);
        }
      bands[i] = (BwBand){
        .issued_ms = target->issued_ms,
        .due_ms = target->due_ms,
        .horizon = target->horizon,
        .days = target->days,
        .low = q[0],
        .median = q[1],
        .high = q[2],
        .outcome = target->z,
      };
    }
  return TRUE;
}
