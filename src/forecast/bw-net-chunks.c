/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-net-chunks.h"

#include <string.h>

BwNetChunks *
bw_net_chunks_new (void)
{
  BwNetChunks *self = g_new0 (BwNetChunks, 1);

  self->x = g_array_new (FALSE, TRUE, sizeof (float));
  self->target = g_array_new (FALSE, TRUE, sizeof (float));
  self->mask = g_array_new (FALSE, TRUE, sizeof (float));
  self->level = bw_net_level_new ();
  return self;
}

void
bw_net_chunks_free (BwNetChunks *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->x);
  g_array_unref (self->target);
  g_array_unref (self->mask);
  bw_net_level_free (self->level);
  g_free (self);
}

/* Targets and mask of the steps of a chunk. Returns: how many targets count */
static guint
fill_targets (BwNetChunks      *self,
              float            *target,
              float            *mask,
              const BwSeries   *series,
              const BwBaseline *baseline,
              gint64            era_ms,
              guint             middle,
              guint             from,
              guint             end)
{
  BwNetLevelRun run;
  guint n = 0;

  bw_net_level_begin (self->level, &run, series, baseline, era_ms,
                      series->hours[middle].start_ms);
  for (guint step = 0; step < BW_NET_HALF && middle + step < end; step++)
    {
      bw_net_level_run_to (&run, series->hours[middle + step].start_ms);
      for (guint k = 0; k < BW_FORECAST_HOURS; k++)
        {
          guint i = middle + step + k, at = step * BW_FORECAST_HOURS + k;
          const BwHour *hour;

          if (i < from || i >= end)
            continue;
          hour = &series->hours[i];
          if (hour->n == 0)
            continue;
          target[at] = (float) (bw_baseline_to_z (baseline, hour->hour, hour->ln_mean)
                                - bw_net_level_predict (&run, hour->start_ms));
          mask[at] = 1;
          n++;
        }
    }
  return n;
}

void
bw_net_chunks_add (BwNetChunks          *self,
                   const BwSeries       *series,
                   const BwFeatureScale *scale,
                   guint                 middle,
                   guint                 from,
                   guint                 end)
{
  const gsize length = BW_NET_CHUNK * BW_N_FEATURES, targets = BW_NET_HALF * BW_FORECAST_HOURS;
  BwBaseline baseline;
  gint64 era_ms;
  int begin = (int) middle - BW_NET_BACK;

  if (!bw_series_get_baseline (series, series->hours[middle].start_ms, &baseline, &era_ms)
      || baseline.days < BW_BASELINE_CALIBRATION_DAYS)
    return;
  g_array_set_size (self->target, (guint) ((self->n + 1) * targets));
  g_array_set_size (self->mask, (guint) ((self->n + 1) * targets));
  if (fill_targets (self, &g_array_index (self->target, float, self->n * targets),
                    &g_array_index (self->mask, float, self->n * targets), series, &baseline,
                    era_ms, middle, from, end)
      == 0)
    {
      g_array_set_size (self->target, (guint) (self->n * targets));
      g_array_set_size (self->mask, (guint) (self->n * targets));
      return;
    }

  /* What lies beyond the end stays zero: no target of those steps counts. */
  g_array_set_size (self->x, (guint) ((self->n + 1) * length));
  bw_features_fill (&g_array_index (self->x, float, self->n * length), series, scale, &baseline,
                    era_ms, begin, MIN ((guint) BW_NET_CHUNK, end - middle + BW_NET_BACK));
  self->n++;
}

void
bw_net_chunks_copy (const BwNetChunks *self,
                    guint              from,
                    guint              to,
                    float             *x,
                    float             *target,
                    float             *mask)
{
  const gsize length = BW_NET_CHUNK * BW_N_FEATURES, targets = BW_NET_HALF * BW_FORECAST_HOURS;
  const float *t = &g_array_index (self->target, float, from * targets);
  const float *m = &g_array_index (self->mask, float, from * targets);

  memcpy (x + to * length, &g_array_index (self->x, float, from * length), length * sizeof *x);
  target += to * targets * 3;
  mask += to * targets * 3;
  for (gsize j = 0; j < targets; j++)
    for (gsize q = 0; q < 3; q++)
      {
        target[3 * j + q] = t[j];
        mask[3 * j + q] = m[j];
      }
}
