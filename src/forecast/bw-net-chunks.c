/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-net-chunks.h"

#include <string.h>

BwNetChunks *
bw_net_chunks_new (void)
{
  BwNetChunks *self = g_new0 (BwNetChunks, 1);

  self->x = g_array_new (FALSE, TRUE, sizeof (float));
  self->targets = g_array_new (FALSE, FALSE, sizeof (BwNetTarget));
  self->first = g_array_new (FALSE, FALSE, sizeof (guint));
  self->level = bw_net_level_new ();
  return self;
}

void
bw_net_chunks_free (BwNetChunks *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->x);
  g_array_unref (self->targets);
  g_array_unref (self->first);
  bw_net_level_free (self->level);
  g_free (self);
}

/* Adds the targets of the steps of a chunk. */
static void
add_targets (BwNetChunks      *self,
             const BwSeries   *series,
             const BwBaseline *baseline,
             gint64            era_ms,
             guint             middle,
             guint             from,
             guint             end)
{
  BwNetLevelRun run;

  bw_net_level_begin (self->level, &run, series, baseline, era_ms,
                      series->hours[middle].start_ms);
  for (guint step = 0; step < BW_NET_HALF && middle + step < end; step++)
    {
      bw_net_level_run_to (&run, series->hours[middle + step].start_ms);
      for (guint k = 0; k < BW_FORECAST_HOURS; k++)
        {
          guint i = middle + step + k;
          const BwHour *hour;
          BwNetTarget target;

          if (i < from || i >= end || series->hours[i].n == 0)
            continue;
          hour = &series->hours[i];
          target.at = (guint16) (step * BW_FORECAST_HOURS + k);
          target.z = (float) (bw_baseline_to_z (baseline, hour->hour, hour->ln_mean)
                              - bw_net_level_predict (&run, hour->start_ms));
          g_array_append_val (self->targets, target);
        }
    }
}

void
bw_net_chunks_add (BwNetChunks          *self,
                   const BwSeries       *series,
                   const BwFeatureScale *scale,
                   guint                 middle,
                   guint                 from,
                   guint                 end)
{
  const gsize length = BW_NET_CHUNK * BW_N_FEATURES;
  guint first = self->targets->len;
  BwBaseline baseline;
  gint64 era_ms;
  int begin = (int) middle - BW_NET_BACK;

  if (!bw_series_get_baseline (series, series->hours[middle].start_ms, &baseline, &era_ms)
      || baseline.days < BW_BASELINE_CALIBRATION_DAYS)
    return;
  add_targets (self, series, &baseline, era_ms, middle, from, end);
  if (self->targets->len == first)
    return;
  g_array_append_val (self->first, first);

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
  const gsize length = BW_NET_CHUNK * BW_N_FEATURES;
  const gsize outputs = BW_NET_HALF * BW_FORECAST_HOURS * 3;
  guint end = from + 1 < self->n ? g_array_index (self->first, guint, from + 1)
                                 : self->targets->len;

  memcpy (x + to * length, &g_array_index (self->x, float, from * length), length * sizeof *x);
  target += to * outputs;
  mask += to * outputs;
  memset (target, 0, outputs * sizeof *target);
  memset (mask, 0, outputs * sizeof *mask);
  for (guint i = g_array_index (self->first, guint, from); i < end; i++)
    {
      const BwNetTarget *t = &g_array_index (self->targets, BwNetTarget, i);

      for (guint q = 0; q < 3; q++)
        {
          target[3 * t->at + q] = t->z;
          mask[3 * t->at + q] = 1;
        }
    }
}
