/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-progress.h"
#include "forecast/bw-level.h"
#include "forecast/bw-ridge.h"
#include "forecast/bw-series.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The plain forecasts a learned model has to beat. Each gives the expected z of an hour to come. */
typedef enum {
  BW_RIVAL_PERSISTENCE,  /* the last reading's z */
  BW_RIVAL_SEASONAL,     /* the same hour of the most recent day that has it */
  BW_RIVAL_MEDIAN,       /* the plain median of the last 14 days */
  BW_RIVAL_PROFILE,      /* 0: the baseline's mean of the hour */
  BW_RIVAL_DAMPED,       /* φ^(hours since the last reading) · last z, φ fitted */
  BW_RIVAL_LEVEL,        /* the two-component filter, run forward */
  BW_RIVAL_RIDGE,        /* one linear rule on the last days (bw-ridge.h); the level without one */
  BW_RIVAL_AVERAGE,      /* the equal mean of profile, level and ridge */
  BW_N_RIVALS,
} BwRival;

const char *bw_rival_get_id (BwRival rival);      /* as in `forecast run --model` */
const char *bw_rival_get_name (BwRival rival);    /* translated, within a sentence */
gboolean bw_rival_from_id (const char *id,
                           BwRival    *rival);

/* All that is known at an issue time, and nothing later. */
typedef struct
{
  gint64 at_ms;
  gint64 era_ms;               /* hours that begin from here on are of the era */
  guint first_reading;         /* of the era, at most 400 days back */
  guint n_readings;            /* all before at_ms, those before the era too */
  BwBaseline baseline;

  gint64 fitted_ms;            /* when the next four were fitted */
  BwLevelParameters level;
  double sigma;                /* bw_score_sigma(): what a score is measured in, in z */
  double damping_tau_h;        /* φ = exp (−1 / τ) */
  BwRidge ridge;

  BwLevelState state;          /* after the last reading */
  double last_z;
  gint64 last_ms;
  double median_x;
  guint32 seasonal_has;        /* bit h */
  double seasonal_z[24];
  BwRidgeView view;
} BwOrigin;

/**
 * bw_origin_init:
 * @earlier: (nullable): an earlier origin whose fitted numbers are taken over while they are less
 *   than a week old; @self is allowed
 *
 * Returns: %FALSE where there is no reading before @at_ms
 */
gboolean bw_origin_init (BwOrigin       *self,
                         const BwSeries *series,
                         gint64          at_ms,
                         const BwOrigin *earlier);

/* The expected z of the civil hour that begins at @start_ms, at the local @hour. */
double bw_origin_predict (const BwOrigin *self,
                          BwRival         rival,
                          gint64          start_ms,
                          int             hour);

/* What the rival expects of the level in that hour, which a score stands on. It is what is expected of
 * a reading, but for the average: the third of it that is the profile is right for the median of a
 * reading, and would draw every score to that of a usual day. There it is the mean of the other two. */
double bw_origin_expect_level (const BwOrigin *self,
                               BwRival         rival,
                               gint64          start_ms,
                               int             hour);

/* How far what will be known of the level then may lie from what is expected of it now, one standard
 * deviation in z. What is never known of it, σ² (1 − reliability) at any time, is no part of it: zones
 * and bands of an hour ahead are those of the score that will be shown in that hour. Not below 0.3 of
 * what a score is measured in, for no expectation is exact. @variance: of bw_origin_predict_level() */
double bw_origin_score_sd (const BwOrigin *self,
                           double          variance);

/* Mean and variance of the level in the middle of that hour. */
void bw_origin_predict_level (const BwOrigin *self,
                              gint64          start_ms,
                              double         *mean,
                              double         *variance);

/* z of the readings of the era against the origin's baseline, from the @first-th of the series.
 * @z has room for self->n_readings − first. */
void bw_origin_residuals (const BwOrigin *self,
                          const BwSeries *series,
                          guint           first,
                          double         *z);

/* A reading that came in one of the 24 hours after a rolling origin. */
typedef struct
{
  gint64 issued_ms;
  gint64 due_ms;               /* when the hour was over and the outcome known */
  guint hour_index;            /* of the target, into the series */
  guint origin;                /* running number of the origin */
  gint8 horizon;               /* 1 … 24 */
  gint8 hour;                  /* local, of the target */
  guint16 days;                /* of the baseline at the issue time */
  double spread;               /* s(h) of the origin's baseline: ln units a unit of z */
  double z;                    /* what came */
  double rival[BW_N_RIVALS];   /* what was expected */
  double level_sd;             /* bw_origin_score_sd(), in z */
  double sigma;                /* of the origin: what a score is measured in, in z */
  double level_after;          /* of the target's hour, in z, as it is known two days after the issue */
} BwTarget;

/* bw_origin_expect_level() of a target. */
double bw_target_expect_level (const BwTarget *self,
                               BwRival         rival);

#define BW_ROLLING_STRIDE_HOURS 6

/**
 * bw_rolling:
 * @stride_hours: between the origins; BW_ROLLING_STRIDE_HOURS is the usual
 * @progress: (nullable): its present stage is told how much of it is done
 *
 * Rolling origins every @stride_hours in [from_ms, to_ms), from the day the baseline is calibrated;
 * targets that begin at or after @to_ms are left out. Level, damping and ridge are fitted anew every
 * week.
 *
 * Returns: (transfer full) (element-type BwTarget): by issue time and horizon; %NULL when cancelled
 */
GArray *bw_rolling (const BwSeries  *series,
                    gint64           from_ms,
                    gint64           to_ms,
                    guint            stride_hours,
                    BwProgress      *progress,
                    GCancellable    *cancellable,
                    GError         **error);

G_END_DECLS
