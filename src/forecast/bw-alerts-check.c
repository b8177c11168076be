/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-alerts.h"

#include "base/bw-time.h"
#include "forecast/bw-trend.h"

#include <math.h>

static gboolean
read_trend (BwLibrary         *library,
            const BwForecast  *forecast,
            BwAlertTrend      *self,
            GCancellable      *cancellable,
            GError           **error)
{
  g_autoptr (BwTrend) trend = bw_trend_new (library, forecast->measure,
                                            forecast->issued_ms - BW_TIME_DAY, forecast->issued_ms,
                                            cancellable, error);
  const BwTrendDay *day;

  if (trend == NULL)
    return FALSE;
  if (trend->days->len == 0)
    return TRUE;
  day = &g_array_index (trend->days, BwTrendDay, trend->days->len - 1);
  self->known = day->has_week && day->has_normal;
  self->side = bw_trend_day_get_side (day);
  if (self->known)
    {
      self->mean_ms = exp (day->week_mean);
      self->low_ms = exp (day->normal_low);
      self->high_ms = exp (day->normal_high);
    }
  return TRUE;
}

GPtrArray *
bw_alerts_check (BwLibrary         *library,
                 const BwForecast  *forecast,
                 gint64             now_ms,
                 gboolean           keep,
                 GCancellable      *cancellable,
                 GError           **error)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GPtrArray) alerts = NULL;
  BwAlertTrend trend = { 0 };
  BwAlertRules rules;
  BwAlertState state;

  g_return_val_if_fail (library != NULL && forecast != NULL, NULL);

  zone = bw_library_get_zone (library);
  bw_alert_rules_read (&rules, library);
  if (rules.on && rules.rule[BW_ALERT_TREND]
      && !read_trend (library, forecast, &trend, cancellable, error))
    return NULL;
  /* Nothing is written for people who want to hear nothing. */
  keep = keep && rules.on;
  if (keep && !bw_library_begin (library, error))
    return NULL;
  bw_alert_state_read (&state, library);
  alerts = bw_alerts_evaluate (&rules, forecast, &trend, &state, now_ms, zone);
  if (keep && (!bw_alert_state_write (&state, library, error) || !bw_library_commit (library, error)))
    {
      bw_library_rollback (library);
      return NULL;
    }
  return g_steal_pointer (&alerts);
}
