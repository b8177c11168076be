/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-net-inputs.h"

#include "forecast/bw-forecast-net-private.h"

#include <string.h>

/* The hours before the issue time, as bw_features_fill() goes through them. */
static void
fill_history (BwNetInputs    *self,
              const BwSeries *series,
              const BwOrigin *origin)
{
  int begin = (int) bw_series_hours_before (series, origin->at_ms) - BW_NET_BACK;
  int age = bw_features_age_before (series, origin->era_ms, begin);

  for (int t = 0; t < BW_NET_BACK; t++)
    {
      float *row = self->history[t];
      const BwHour *hour;

      if (begin + t < 0)
        continue;
      hour = &series->hours[begin + t];
      age = MIN (age + 1, BW_FEATURE_OLDEST_HOURS);
      if (hour->n > 0 && hour->start_ms >= origin->era_ms)
        {
          row[BW_NET_HISTORY_LN] = (float) hour->ln_mean;
          row[BW_NET_HISTORY_OBSERVED] = 1;
          age = 0;
        }
      row[BW_NET_HISTORY_AGE] = (float) age;
      row[BW_NET_HISTORY_HOUR] = hour->hour;
      row[BW_NET_HISTORY_WEEKDAY] = hour->weekday;
      row[BW_NET_HISTORY_HR] = hour->has_hr ? (float) hour->hr_bpm : 0;
      row[BW_NET_HISTORY_STEPS] = hour->has_steps ? (float) hour->steps : 0;
      row[BW_NET_HISTORY_ENERGY] = hour->has_energy ? (float) hour->active_kcal : 0;
      row[BW_NET_HISTORY_ASLEEP] = hour->has_sleep ? (float) hour->asleep_min : 0;
      row[BW_NET_HISTORY_HAS_HR] = hour->has_hr;
      row[BW_NET_HISTORY_HAS_STEPS] = hour->has_steps;
      row[BW_NET_HISTORY_HAS_ENERGY] = hour->has_energy;
      row[BW_NET_HISTORY_HAS_ASLEEP] = hour->has_sleep;
    }
}

/* Returns: %FALSE where there are too few observed hours */
static gboolean
fill_history_ms (BwNetInputs    *self,
                 const BwSeries *series,
                 gint64          at_ms)
{
  guint have = 0;

  for (guint i = bw_series_hours_before (series, at_ms); i > 0 && have < BW_NET_TUTORIAL_BACK; i--)
    if (series->hours[i - 1].n > 0)
      self->history_ms[BW_NET_TUTORIAL_BACK - ++have] = (float) series->hours[i - 1].mean_ms;
  return have == BW_NET_TUTORIAL_BACK;
}

gboolean
bw_net_inputs_fill (BwNetInputs    *self,
                    BwForecastNet  *net,
                    const BwSeries *series,
                    const BwOrigin *origin,
                    const gint64   *start_ms,
                    const gint8    *hour)
{
  g_return_val_if_fail (net != NULL && series != NULL && origin != NULL, FALSE);

  memset (self, 0, sizeof *self);
  for (int h = 0; h < 24; h++)
    {
      self->baseline_mean[h] = (float) origin->baseline.mean[h];
      self->baseline_spread[h] = (float) origin->baseline.spread[h];
    }
  for (int k = 0; k < BW_FORECAST_HOURS; k++)
    {
      double mean, variance;

      bw_origin_predict_level (origin, start_ms[k], &mean, &variance);
      self->next_hours[k] = hour[k];
      self->level_sd[k] = (float) bw_origin_score_sd (origin, variance);
    }
  self->score_sigma = (float) origin->sigma;

  if (net->preset == BW_PRESET_TUTORIAL)
    return fill_history_ms (self, series, origin->at_ms);
  if (origin->baseline.n < BW_NET_MIN_OBSERVED)
    return FALSE;
  fill_history (self, series, origin);
  {
    double level[BW_FORECAST_HOURS];

    bw_forecast_net_predict_level (net, series, origin->at_ms, &origin->baseline, origin->era_ms,
                                   level);
    for (int k = 0; k < BW_FORECAST_HOURS; k++)
      self->level[k] = (float) level[k];
  }
  return TRUE;
}
