/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The fatigue score, 0 … 100, high is fresh: 100 / (1 + exp(−(1.473 + 1.252 z))). z is in units of
 * this person's own day-to-day spread: 0 is a usual day (81), −0.5, the smallest worthwhile change,
 * the border of green (70), −1.5 the border of red (40). */

/* The least σ a level is measured in: below it nothing but noise moves. */
#define BW_SCORE_SIGMA_FLOOR 0.08

double bw_score_from_z (double z);

/* The inverse; @score strictly between 0 and 100. */
double bw_score_to_z (double score);

/* The z of an estimated level whose standard deviation over the days is @sigma. */
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

/* The terms of a day's score. */
typedef enum {
  BW_TERM_HRV,
  BW_TERM_RESTING_HR,
  BW_TERM_SLEEP,
  BW_N_TERMS,
} BwTerm;

const char *bw_term_get_id (BwTerm term);

typedef struct
{
  gboolean has[BW_N_TERMS];
  double z[BW_N_TERMS];                         /* high is fresh */
  double correlation[BW_N_TERMS][BW_N_TERMS];   /* of the terms in the baseline */

  /* Filled by bw_score_day() */
  double weight[BW_N_TERMS];                    /* of those there are; add up to 1 */
  double push[BW_N_TERMS];                      /* points; add up to score − score(0) */
  double score;
} BwDayScore;

/**
 * bw_score_day:
 *
 * Z = Σ w z / √(wᵀ C w) with weights 0.60, 0.25, 0.15 renormalised over the terms there are. The
 * pushes share score(Z) − score(0) in proportion to the terms of Z (the mean slope of the score on
 * the way from 0 to Z).
 *
 * Returns: %FALSE, and no score, without the HRV term
 */
gboolean bw_score_day (BwDayScore *self);

G_END_DECLS
