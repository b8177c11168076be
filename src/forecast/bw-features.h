/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-series.h"

G_BEGIN_DECLS

/* What the net sees of an hour. */
typedef enum {
  BW_FEATURE_Z,              /* against the baseline of the issue time; 0 where unobserved */
  BW_FEATURE_OBSERVED,
  BW_FEATURE_LOG_AGE,        /* log (1 + hours since the last observed hour) / log (25) */
  BW_FEATURE_SIN_HOUR,
  BW_FEATURE_COS_HOUR,
  BW_FEATURE_SIN_WEEKDAY,
  BW_FEATURE_COS_WEEKDAY,
  BW_FEATURE_HR,             /* the next four standardised on the training span; 0 where unknown */
  BW_FEATURE_STEPS,          /* of log (1 + steps) */
  BW_FEATURE_ENERGY,         /* of log (1 + kcal) */
  BW_FEATURE_ASLEEP,
  BW_FEATURE_HAS_HR,
  BW_FEATURE_HAS_STEPS,
  BW_FEATURE_HAS_ENERGY,
  BW_FEATURE_HAS_ASLEEP,
  BW_N_FEATURES,
} BwFeature;

#define BW_N_SCALED 4        /* HR … ASLEEP */

/* Means and standard deviations on the training span. */
typedef struct
{
  float mean[BW_N_SCALED];
  float sd[BW_N_SCALED];
} BwFeatureScale;

/* From the hours [first, end) of the series. */
void bw_feature_scale_fit (BwFeatureScale *self,
                           const BwSeries *series,
                           guint           first,
                           guint           end);

/* Beyond, a value says no more than that it is extreme. */
#define BW_FEATURE_LARGEST 5.0f

/* So far back an hour's age is looked for. */
#define BW_FEATURE_OLDEST_HOURS 336

/* How many hours before the hour before @begin the last observed one of the era was, at most
 * %BW_FEATURE_OLDEST_HOURS. */
int bw_features_age_before (const BwSeries *series,
                            gint64          era_ms,
                            int             begin);

/**
 * bw_features_fill:
 * @x: (array length=n*BW_N_FEATURES): hour by hour
 * @begin: index of the first hour; hours before the series are all zero
 * @era_ms: readings before it are of another watch and left out
 */
void bw_features_fill (float                *x,
                       const BwSeries       *series,
                       const BwFeatureScale *scale,
                       const BwBaseline     *baseline,
                       gint64                era_ms,
                       int                   begin,
                       guint                 n);

G_END_DECLS
