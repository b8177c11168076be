/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-rivals.h"
#include "forecast/bw-score.h"

G_BEGIN_DECLS

/**
 * bw_day_score:
 *
 * The score of the day at an origin. The HRV term is the level as the filter knows it at that
 * moment, in units of its own spread (bw_score_sigma()). It weighs the readings of the last night with
 * those before, and follows no single noisy one: with the few readings of a watch, the last night's mean
 * alone tells the zone of simulated people's levels in 70 % of the hours, the level in 79 %
 * (bench-skill score).
 *
 * Resting heart rate (reversed) and sleep efficiency are the latest within 36 h, against their own
 * baselines: weights halve every 60 days, at least 14 values. C is the correlation of the three over
 * the days of the baseline, pulled toward 0 with ten days.
 *
 * Returns: %FALSE, and no score, without HRV or while calibrating
 */
gboolean bw_day_score (BwScoreTerms         *self,
                       const BwOrigin       *origin,
                       const BwSeries       *series,
                       const BwScoreWeights *weights);

G_END_DECLS
