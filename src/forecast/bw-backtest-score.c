/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-backtest-private.h"

#include "forecast/bw-score.h"

#include <math.h>

/* What lies outside a band of coverage 1 − α costs 2/α times its distance. */
#define OUTSIDE_COST (2 / BW_CONFORMAL_ALPHA)

double
bw_backtest_naive_mae (GArray *targets,
                       guint   first)
{
  double sum = 0;

  for (guint i = 0; i < first; i++)
    {
      const BwTarget *target = &g_array_index (targets, BwTarget, i);

      sum += fabs (target->z - target->rival[BW_RIVAL_SEASONAL]) * target->spread;
    }
  return first > 0 ? sum / first : 0;
}

static void
add_zones (BwBacktestFigures *figures,
           const BwTarget    *target,
           double             level)
{
  double z = bw_score_level_z (level, target->sigma);
  BwZone was = bw_zone_from_score (
      bw_score_from_z (bw_score_level_z (target->level_after, target->sigma)));
  double p_green, p_yellow, p_red;

  figures->zones[was][bw_zone_from_score (bw_score_from_z (z))]++;
  bw_score_probabilities (z, bw_score_level_z (target->level_sd, target->sigma), &p_green, &p_yellow,
                          &p_red);
  if (p_red < BW_BACKTEST_RED_FLAG)
    return;
  figures->n_flagged++;
  figures->n_red_flagged += was == BW_ZONE_RED;
}

void
bw_backtest_score (BwBacktestFigures *figures,
                   GArray            *targets,
                   const BwBand      *bands,
                   const BwBand      *average,
                   const BwBand      *profile,
                   guint              first,
                   int                block,
                   double             naive_mae,
                   guint64            seed)
{
  guint most = targets->len - first, n = 0, inside = 0;
  g_autofree double *loss = g_new (double, most + 1), *loss_average = g_new (double, most + 1);
  g_autofree double *loss_profile = g_new (double, most + 1);
  g_autofree gint64 *issued_ms = g_new (gint64, most + 1);
  double absolute = 0, squares = 0, pinball = 0, width = 0, interval = 0;

  *figures = (BwBacktestFigures){ 0 };
  for (guint i = first; i < targets->len; i++)
    {
      const BwTarget *target = &g_array_index (targets, BwTarget, i);
      const BwBand *band = &bands[i];
      double e = (band->outcome - band->median) * target->spread, outside;

      if (block >= 0 && bw_conformal_block (target->horizon) != block)
        continue;
      outside = MAX (0, band->band_low - band->outcome) + MAX (0, band->outcome - band->band_high);
      absolute += fabs (e);
      squares += e * e;
      width += (band->band_high - band->band_low) * target->spread;
      interval += (band->band_high - band->band_low + OUTSIDE_COST * outside) * target->spread;
      inside += outside <= 0;
      add_zones (figures, target, bands == average ? bw_target_expect_level (target, BW_RIVAL_AVERAGE)
                                                   : band->median);
      loss[n] = bw_band_pinball (band) * target->spread;
      loss_average[n] = bw_band_pinball (&average[i]) * target->spread;
      loss_profile[n] = bw_band_pinball (&profile[i]) * target->spread;
      issued_ms[n] = target->issued_ms;
      pinball += loss[n++];
    }
  figures->n = n;
  if (n == 0)
    return;
  figures->mae_ln = absolute / n;
  figures->rmse_ln = sqrt (squares / n);
  figures->has_mase = naive_mae > 0;
  figures->mase = figures->has_mase ? figures->mae_ln / naive_mae : 0;
  figures->pinball = pinball / n;
  figures->coverage80 = (double) inside / n;
  figures->width80_ln = width / n;
  figures->interval_score80 = interval / n;
  bw_gate_compare (&figures->vs_average, loss, loss_average, issued_ms, n, seed);
  bw_gate_compare (&figures->vs_profile, loss, loss_profile, issued_ms, n, seed);
}

guint
bw_backtest_figures_count_red (const BwBacktestFigures *self)
{
  return self->zones[BW_ZONE_RED][BW_ZONE_RED] + self->zones[BW_ZONE_RED][BW_ZONE_YELLOW]
         + self->zones[BW_ZONE_RED][BW_ZONE_GREEN];
}

static double
share (guint part,
       guint whole)
{
  return whole > 0 ? (double) part / whole : (double) NAN;
}

double
bw_backtest_figures_zone_accuracy (const BwBacktestFigures *self)
{
  return share (self->zones[0][0] + self->zones[1][1] + self->zones[2][2], self->n);
}

double
bw_backtest_figures_red_sensitivity (const BwBacktestFigures *self)
{
  return share (self->n_red_flagged, bw_backtest_figures_count_red (self));
}

double
bw_backtest_figures_red_precision (const BwBacktestFigures *self)
{
  return share (self->n_red_flagged, self->n_flagged);
}

double
bw_backtest_figures_red_false_alarm (const BwBacktestFigures *self)
{
  return share (self->n_flagged - self->n_red_flagged,
                self->n - bw_backtest_figures_count_red (self));
}
