/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-rivals.h"

#include "base/bw-time.h"

/* The level of the hours to come is looked back on from here. */
#define AFTER_MS (2 * BW_TIME_DAY)

/* The level of the target hours of one origin, looked back on: in the mean over the readings of each. */
static void
look_back (BwTarget       *targets,
           guint           n_targets,
           const BwOrigin *origin,
           const BwSeries *series)
{
  guint first = origin->n_readings, r = 0;
  guint n = bw_series_readings_before (series, origin->at_ms + AFTER_MS) - first;
  const gint64 *time_ms = series->reading_ms + first;
  g_autofree double *z = g_new (double, n + 1), *level = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    z[i] = bw_baseline_to_z (&origin->baseline, series->reading_hour[first + i],
                             series->reading_x[first + i]);
  bw_level_smooth (&origin->level, &origin->state, time_ms, z, n, level);
  for (guint t = 0; t < n_targets; t++)
    {
      gint64 end_ms = targets[t].due_ms;
      double sum = 0;
      guint count = 0;

      while (r < n && time_ms[r] < end_ms - BW_TIME_HOUR)
        r++;
      for (; r < n && time_ms[r] < end_ms; r++, count++)
        sum += level[r];
      targets[t].level_after = count > 0 ? sum / count : 0;
    }
}

GArray *
bw_rolling (const BwSeries  *series,
            gint64           from_ms,
            gint64           to_ms,
            guint            stride_hours,
            BwProgress      *progress,
            GCancellable    *cancellable,
            GError         **error)
{
  g_autoptr (GArray) targets = g_array_new (FALSE, TRUE, sizeof (BwTarget));
  guint first = bw_series_hours_before (series, from_ms);
  guint end = bw_series_hours_before (series, to_ms);
  guint number = 0, of_origin;
  BwOrigin origin = { 0 };
  gboolean begun = FALSE;

  g_return_val_if_fail (stride_hours > 0, NULL);

  for (guint i = first; i < end; i++)
    {
      gint64 at_ms = series->hours[i].start_ms;
      gboolean any = FALSE;

      if (at_ms / BW_TIME_HOUR % stride_hours != 0)
        continue;
      bw_progress_update (progress, (double) (i - first) / (end - first));
      for (guint k = 0; k < BW_FORECAST_HOURS && i + k < end; k++)
        any |= series->hours[i + k].n > 0;
      if (!any)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (!bw_origin_init (&origin, series, at_ms, begun ? &origin : NULL))
        continue;
      begun = TRUE;
      if (origin.baseline.days < BW_BASELINE_CALIBRATION_DAYS)
        continue;

      of_origin = targets->len;
      for (guint k = 0; k < BW_FORECAST_HOURS && i + k < end; k++)
        {
          const BwHour *hour = &series->hours[i + k];
          double mean, variance;
          BwTarget target;

          if (hour->n == 0)
            continue;
          bw_origin_predict_level (&origin, hour->start_ms, &mean, &variance);
          target = (BwTarget){
            .issued_ms = at_ms,
            .due_ms = hour->start_ms + BW_TIME_HOUR,
            .hour_index = i + k,
            .origin = number,
            .horizon = (gint8) (k + 1),
            .hour = hour->hour,
            .days = (guint16) origin.baseline.days,
            .spread = origin.baseline.spread[hour->hour],
            .z = bw_baseline_to_z (&origin.baseline, hour->hour, hour->ln_mean),
            .level_sd = bw_origin_score_sd (&origin, variance),
            .sigma = origin.sigma,
          };
          for (int r = 0; r < BW_N_RIVALS; r++)
            target.rival[r] = bw_origin_predict (&origin, (BwRival) r, hour->start_ms, hour->hour);
          g_array_append_val (targets, target);
        }
      look_back (&g_array_index (targets, BwTarget, of_origin), targets->len - of_origin, &origin,
                 series);
      number++;
    }
  return g_steal_pointer (&targets);
}
