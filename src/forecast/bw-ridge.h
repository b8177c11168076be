/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-level.h"
#include "forecast/bw-series.h"

G_BEGIN_DECLS

/* One linear rule for all 24 horizons: the expected z of an hour to come, from what the last days
 * looked like (Hoerl & Kennard 1970, Technometrics 12:55).
 *
 * Its features, in this order, of an origin and the k-th hour after it:
 *
 *    0       the profile's mean of the target's hour − the median of the last 60 days, ln units
 *    1       the median of the last 14 days − that of the last 60
 *    2       the level forecast, z
 *    3 –  8  exponentially weighted means of z, half-lives 3, 8, 24, 72, 168, 336 h, each with one
 *            more observation of 0
 *    9       last z · exp (−gap / 6) · exp (−k / 6), gap in hours since it
 *   10       last z · exp (−(gap + k) / 24)
 *   11       the 8 h mean · exp (−k / 6)
 *   12       the 24 h mean · exp (−k / 12)
 *   13 – 16  sine and cosine of the target's hour, once and twice a day
 *   17 – 32  of heart rate, minutes asleep, activity and resting heart rate: the means over the
 *            last 3, 24 and 72 h, and the first of them · exp (−k / 6)
 *
 * Activity is active energy, or steps where those are known of more hours. A resting heart rate is
 * told once a day, so it is looked for 33 h further back. Each feature is standardised on the rows
 * of the fit, 0 where it is missing, and clipped at ±5. */

#define BW_RIDGE_FEATURES 33
#define BW_RIDGE_MEANS 6
#define BW_RIDGE_AUXILIARIES 4
#define BW_RIDGE_WINDOWS 3

/* Fewer days with readings than this, and there is no rule. */
#define BW_RIDGE_MIN_DAYS 28

typedef struct
{
  gboolean fitted;
  gboolean steps;                       /* activity is steps */
  guint n_rows;
  double penalty;                       /* a row of the fit */
  double intercept;
  double mean[BW_RIDGE_FEATURES];
  double scale[BW_RIDGE_FEATURES];      /* 1 / standard deviation; 0 for a constant */
  double weight[BW_RIDGE_FEATURES];     /* of the standardised features */
} BwRidge;

/* What is known at an instant, and nothing later. */
typedef struct
{
  gboolean has_median[2];               /* of the last 14 and 60 days */
  double median[2];                     /* ln ms */
  double mean[BW_RIDGE_MEANS];          /* z */
  double last_z;
  double gap_h;                         /* since the middle of the last observed hour */
  guint8 has_auxiliary[BW_RIDGE_AUXILIARIES][BW_RIDGE_WINDOWS];
  double auxiliary[BW_RIDGE_AUXILIARIES][BW_RIDGE_WINDOWS];
} BwRidgeView;

/**
 * bw_ridge_fit:
 * @era_ms: hours before it are of another watch and left out
 * @at_ms: nothing at or after it is looked at
 * @level: fitted parameters of the level
 *
 * Rows are the observed hours of the 24 after an origin every six hours of the last 400 days; z is
 * against the baseline of @at_ms, that of each origin's own day is noisier and no better. The
 * penalty is the best of a grid on the last quarter of the span, with a pull to what suits most
 * simulated people, for a quarter alone tells little; then all rows count. With less than
 * BW_RIDGE_MIN_DAYS days of readings @self stays unfitted.
 */
void bw_ridge_fit (BwRidge                 *self,
                   const BwSeries          *series,
                   gint64                   era_ms,
                   gint64                   at_ms,
                   const BwLevelParameters *level);

void bw_ridge_view_init (BwRidgeView      *view,
                         const BwSeries   *series,
                         const BwBaseline *baseline,
                         gint64            era_ms,
                         gint64            at_ms,
                         gboolean          steps);

/**
 * bw_ridge_predict:
 * @level: the level forecast of that hour
 * @k: hours ahead, 1 for the first
 * @hour: local, of the target
 */
double bw_ridge_predict (const BwRidge     *self,
                         const BwRidgeView *view,
                         const BwBaseline  *baseline,
                         double             level,
                         double             k,
                         int                hour);

/**
 * bw_ridge_solve:
 * @weight: (out) (array length=n+1): the minimum of |y − X w|² + penalty · |w|²; the last is the
 *   constant, which is not penalised
 * @gram: (array length=(n+1)*(n+1)): XᵀX, the constant's column of ones last; only the lower half
 *   is read
 * @moment: (array length=n+1): Xᵀy
 * @penalty: above 0
 */
void bw_ridge_solve (double       *weight,
                     const double *gram,
                     const double *moment,
                     guint         n,
                     double        penalty);

G_END_DECLS
