/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-score.h"

#include "base/bw-zone.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

double
bw_score_from_z (double z)
{
  return 100 / (1 + exp (-(BW_SCORE_INTERCEPT + BW_SCORE_SLOPE * z)));
}

double
bw_score_to_z (double score)
{
  return (log (score / (100 - score)) - BW_SCORE_INTERCEPT) / BW_SCORE_SLOPE;
}

double
bw_score_sigma (double level_sd,
                double reliability)
{
  return level_sd * sqrt (CLAMP (reliability, BW_SCORE_RELIABILITY_FLOOR, 1));
}

double
bw_score_level_z (double level,
                  double sigma)
{
  return level / MAX (sigma, BW_SCORE_SIGMA_FLOOR);
}

void
bw_score_probabilities (double  z,
                        double  sd,
                        double *p_green,
                        double *p_yellow,
                        double *p_red)
{
  double green_from = bw_score_to_z (BW_ZONE_GREEN_FROM);
  double yellow_from = bw_score_to_z (BW_ZONE_YELLOW_FROM);

  if (sd > 0)
    {
      *p_green = gsl_cdf_ugaussian_Q ((green_from - z) / sd);
      *p_red = gsl_cdf_ugaussian_P ((yellow_from - z) / sd);
    }
  else
    {
      BwZone zone = bw_zone_from_score (bw_score_from_z (z));

      *p_green = zone == BW_ZONE_GREEN;
      *p_red = zone == BW_ZONE_RED;
    }
  *p_yellow = MAX (0, 1 - *p_green - *p_red);
}

gboolean
bw_score_terms (BwScoreTerms         *self,
                const BwScoreWeights *weights)
{
  double total = 0, variance = 0, z = 0, slope, usual = bw_score_from_z (0);

  if (!self->has[BW_TERM_HRV])
    return FALSE;

  for (int i = 0; i < BW_N_TERMS; i++)
    total += self->has[i] ? weights->weight[i] : 0;
  for (int i = 0; i < BW_N_TERMS; i++)
    self->weight[i] = self->has[i] ? weights->weight[i] / total : 0;
  for (int i = 0; i < BW_N_TERMS; i++)
    for (int j = 0; j < BW_N_TERMS; j++)
      variance += self->weight[i] * self->weight[j] * (i == j ? 1 : self->correlation[i][j]);
  variance = MAX (variance, 1e-6);
  for (int i = 0; i < BW_N_TERMS; i++)
    z += self->has[i] ? self->weight[i] * self->z[i] / sqrt (variance) : 0;

  self->score = bw_score_from_z (z);
  slope = fabs (z) > 1e-6 ? (self->score - usual) / z : BW_SCORE_SLOPE * usual * (1 - usual / 100);
  for (int i = 0; i < BW_N_TERMS; i++)
    self->push[i] = self->has[i] ? slope * self->weight[i] * self->z[i] / sqrt (variance) : 0;
  return TRUE;
}
