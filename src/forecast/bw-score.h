/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-score-weights.h"

G_BEGIN_DECLS

/* The fatigue score, 0 … 100, high is fresh: 100 / (1 + exp(−(1.473 + 1.252 z))). z is in units of
 * this person's own day-to-day spread: 0 is a usual day (81), −0.5, the smallest worthwhile change,
 * the border of green (70), −1.5 the border of red (40). */

#define BW_SCORE_INTERCEPT 1.473
#define BW_SCORE_SLOPE 1.252

/* The least σ a level is measured in: below it nothing but noise moves. */
#define BW_SCORE_SIGMA_FLOOR 0.08

/* Below this reliability a level is not magnified further. At 0.6, a compromise, red hours are caught
 * and zones still change no more than once a day (tests/bench/skill-score.c). */
#define BW_SCORE_RELIABILITY_FLOOR 0.6

double bw_score_from_z (double z);

/* The inverse; @score strictly between 0 and 100. */
double bw_score_to_z (double score);

/**
 * bw_score_sigma:
 * @level_sd: standard deviation of the hidden level over the days, in z
 * @reliability: of the estimate (bw_level_reliability())
 *
 * What a score is measured in: the standard deviation over the days of the level as it is known. An
 * estimate is drawn toward the usual and moves less than what it estimates, by √reliability; measured
 * in the hidden level's own spread, half of the red hours would never be seen as red.
 */
double bw_score_sigma (double level_sd,
                       double reliability);

/* The z of an estimated level; @sigma: bw_score_sigma(). */
double bw_score_level_z (double level,
                         double sigma);

/**
 * bw_score_probabilities:
 * @z: expected z
 * @sd: its standard deviation, 0 allowed
 *
 * What a normal distribution around @z gives the zones; the three add up to 1.
 */
void bw_score_probabilities (double  z,
                             double  sd,
                             double *p_green,
                             double *p_yellow,
                             double *p_red);

/* One term as it was measured. z = (value − mean) / sd, its sign turned where low is fresh, and no
 * further out than ±4 but for HRV. */
typedef struct
{
  gint64 time_ms;       /* of the measurement; of the last reading for HRV */
  double value;         /* ln ms of HRV's level, beats a minute, share of the time in bed */
  double mean, sd;      /* of the person's own baseline, in the same unit */
} BwTermValue;

typedef struct
{
  gboolean has[BW_N_TERMS];
  BwTermValue value[BW_N_TERMS];
  double z[BW_N_TERMS];                         /* high is fresh */
  double correlation[BW_N_TERMS][BW_N_TERMS];   /* of the terms in the baseline */

  /* Filled by bw_score_terms() */
  double weight[BW_N_TERMS];                    /* of those there are; add up to 1 */
  double push[BW_N_TERMS];                      /* points; add up to score − score(0) */
  double score;
} BwScoreTerms;

/**
 * bw_score_terms:
 *
 * Z = Σ w z / √(wᵀ C w) with @weights, valid, renormalised over the terms there are. The pushes share
 * score(Z) − score(0) in proportion to the terms of Z (the mean slope of the score on the way from 0
 * to Z).
 *
 * Returns: %FALSE, and no score, without the HRV term
 */
gboolean bw_score_terms (BwScoreTerms         *self,
                         const BwScoreWeights *weights);

G_END_DECLS
