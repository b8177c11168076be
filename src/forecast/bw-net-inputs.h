/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast-net.h"
#include "forecast/bw-rivals.h"

G_BEGIN_DECLS

/* What is known at an issue time, in natural units and as floats: all that a net, and the score
 * of what it says, go by. It is what another program has to bring with it where a net was taken
 * there; the net's own features (bw-features.h) are made of it. */

/* An hour of the history. An hour before the first of the series is all zero. */
typedef enum {
  BW_NET_HISTORY_LN,          /* mean of ln (ms) of the readings of the era; 0 without */
  BW_NET_HISTORY_OBSERVED,    /* 1 where there are any */
  BW_NET_HISTORY_AGE,         /* hours since the last such hour, at most BW_FEATURE_OLDEST_HOURS */
  BW_NET_HISTORY_HOUR,        /* local, 0 … 23 */
  BW_NET_HISTORY_WEEKDAY,     /* 1 = Monday … 7 */
  BW_NET_HISTORY_HR,          /* mean, beats a minute; the next four 0 where unknown */
  BW_NET_HISTORY_STEPS,
  BW_NET_HISTORY_ENERGY,      /* active, kcal */
  BW_NET_HISTORY_ASLEEP,      /* minutes */
  BW_NET_HISTORY_HAS_HR,      /* 1 where known */
  BW_NET_HISTORY_HAS_STEPS,
  BW_NET_HISTORY_HAS_ENERGY,
  BW_NET_HISTORY_HAS_ASLEEP,
  BW_N_NET_HISTORY,
} BwNetHistory;

typedef struct
{
  /* Of the default preset */
  float history[BW_NET_BACK][BW_N_NET_HISTORY];  /* the last hour that has begun is the last */
  float level[BW_FORECAST_HOURS];                /* forecast that the net corrects, in z */

  /* Of the tutorial */
  float history_ms[BW_NET_TUTORIAL_BACK];        /* mean of the last observed hours */

  /* Of both */
  float baseline_mean[24];                       /* μ of the hour of day, ln ms */
  float baseline_spread[24];                     /* s of the hour of day */
  float next_hours[BW_FORECAST_HOURS];           /* local hour of day of those to come */
  float level_sd[BW_FORECAST_HOURS];             /* bw_origin_score_sd(), in z */
  float score_sigma;                             /* bw_score_sigma(), in z */
} BwNetInputs;

/**
 * bw_net_inputs_fill:
 * @net: not const for what it keeps of the level
 * @origin: of the issue time, of @series
 * @start_ms: (array length=24): of the hours to come
 * @hour: (array length=24): the same, local
 *
 * What is not of the net's preset is 0.
 *
 * Returns: %FALSE where there is too little to go by, as bw_forecast_net_predict()
 */
gboolean bw_net_inputs_fill (BwNetInputs    *self,
                             BwForecastNet  *net,
                             const BwSeries *series,
                             const BwOrigin *origin,
                             const gint64   *start_ms,
                             const gint8    *hour);

G_END_DECLS
