/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-features.h"

#include "base/bw-time.h"

#include <math.h>
#include <string.h>

static gboolean
get_scaled (const BwHour *hour,
            int           which,
            float        *value)
{
  switch (which)
    {
    case 0:
      *value = (float) hour->hr_bpm;
      return hour->has_hr;
    case 1:
      *value = (float) log1p (hour->steps);
      return hour->has_steps;
    case 2:
      *value = (float) log1p (hour->active_kcal);
      return hour->has_energy;
    default:
      *value = (float) hour->asleep_min;
      return hour->has_sleep;
    }
}

void
bw_feature_scale_fit (BwFeatureScale *self,
                      const BwSeries *series,
                      guint           first,
                      guint           end)
{
  for (int j = 0; j < BW_N_SCALED; j++)
    {
      double n = 0, sum = 0, squares = 0, mean;
      float value;

      for (guint i = first; i < end; i++)
        if (get_scaled (&series->hours[i], j, &value))
          {
            n++;
            sum += (double) value;
          }
      mean = n > 0 ? sum / n : 0;
      for (guint i = first; i < end; i++)
        if (get_scaled (&series->hours[i], j, &value))
          squares += ((double) value - mean) * ((double) value - mean);
      self->mean[j] = (float) mean;
      self->sd[j] = n > 1 ? (float) MAX (sqrt (squares / n), 1e-3) : 1;
    }
}

int
bw_features_age_before (const BwSeries *series,
                        gint64          era_ms,
                        int             begin)
{
  for (int i = begin - 1; i >= MAX (0, begin - BW_FEATURE_OLDEST_HOURS); i--)
    if (series->hours[i].n > 0 && series->hours[i].start_ms >= era_ms)
      return begin - 1 - i;
  return BW_FEATURE_OLDEST_HOURS;
}

void
bw_features_fill (float                *x,
                  const BwSeries       *series,
                  const BwFeatureScale *scale,
                  const BwBaseline     *baseline,
                  gint64                era_ms,
                  int                   begin,
                  guint                 n)
{
  int age = bw_features_age_before (series, era_ms, begin);

  memset (x, 0, n * BW_N_FEATURES * sizeof *x);

  for (guint t = 0; t < n; t++)
    {
      float *f = x + t * BW_N_FEATURES;
      const BwHour *hour;
      double angle;

      if (begin + (int) t < 0)
        continue;
      hour = &series->hours[begin + (int) t];
      age = MIN (age + 1, BW_FEATURE_OLDEST_HOURS);
      if (hour->n > 0 && hour->start_ms >= era_ms)
        {
          float z = (float) bw_baseline_to_z (baseline, hour->hour, hour->ln_mean);

          f[BW_FEATURE_Z] = CLAMP (z, -BW_FEATURE_LARGEST, BW_FEATURE_LARGEST);
          f[BW_FEATURE_OBSERVED] = 1;
          age = 0;
        }
      f[BW_FEATURE_LOG_AGE] = (float) (log1p (age) / log (25));
      angle = 2 * G_PI * hour->hour / 24;
      f[BW_FEATURE_SIN_HOUR] = (float) sin (angle);
      f[BW_FEATURE_COS_HOUR] = (float) cos (angle);
      angle = 2 * G_PI * (hour->weekday - 1) / 7;
      f[BW_FEATURE_SIN_WEEKDAY] = (float) sin (angle);
      f[BW_FEATURE_COS_WEEKDAY] = (float) cos (angle);
      for (int j = 0; j < BW_N_SCALED; j++)
        {
          float value;

          if (!get_scaled (hour, j, &value))
            continue;
          value = (value - scale->mean[j]) / scale->sd[j];
          f[BW_FEATURE_HR + j] = CLAMP (value, -BW_FEATURE_LARGEST, BW_FEATURE_LARGEST);
          f[BW_FEATURE_HAS_HR + j] = 1;
        }
    }
}
