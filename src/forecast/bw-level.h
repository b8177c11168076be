/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Readings are noise around a level. The level of z is the sum of two Ornstein–Uhlenbeck processes
 * with mean 0, one that forgets within hours and one within days; a reading adds independent noise.
 * The Kalman filter for irregular times is exact: over Δt hours each component shrinks by
 * exp(−Δt/τ) and gains the variance it lost. (Jones 1981; Brockwell & Davis, §12.) */

typedef struct
{
  double variance[2];  /* of the fast and the slow component, stationary */
  double tau_h[2];     /* their times constant, in hours */
  double noise;        /* variance of one reading around the level */
} BwLevelParameters;

typedef struct
{
  gint64 time_ms;      /* of the last update */
  double mean[2];
  double cov[3];       /* fast × fast, fast × slow, slow × slow */
} BwLevelState;

/* The start of every fit: 0.3, 0.1 and 0.6 of @variance, 4 h and 240 h. */
void bw_level_parameters_init (BwLevelParameters *self,
                               double             variance);

/* σ² of the level itself. */
double bw_level_variance (const BwLevelParameters *self);

/* How many of the newest residuals a fit uses. */
#define BW_LEVEL_FIT_RESIDUALS 900

/**
 * bw_level_fit:
 * @time_ms: (array length=n): ascending; equal times are allowed
 * @z: (array length=n)
 * @start: (nullable): where the search begins
 *
 * Maximum a posteriori by Nelder and Mead's simplex: log τ ~ N(log 4 h, 1) and N(log 240 h, 1), and
 * a weak prior (σ = 1.5) on each log variance around its start, which only short series feel.
 * Deterministic. With fewer than ten residuals the start is the answer.
 */
void bw_level_fit (BwLevelParameters       *self,
                   const gint64            *time_ms,
                   const double            *z,
                   guint                    n,
                   const BwLevelParameters *start);

/* Log likelihood of the residuals, constants included. */
double bw_level_log_likelihood (const BwLevelParameters *self,
                                const gint64            *time_ms,
                                const double            *z,
                                guint                    n);

/* Nothing known: the stationary distribution. */
void bw_level_state_init (BwLevelState            *self,
                          const BwLevelParameters *parameters,
                          gint64                   time_ms);

/* Takes in one reading; time never runs backward. */
void bw_level_state_update (BwLevelState            *self,
                            const BwLevelParameters *parameters,
                            gint64                   time_ms,
                            double                   z);

/* Mean and variance of the level at @time_ms, not before the last update. */
void bw_level_state_predict (const BwLevelState      *self,
                             const BwLevelParameters *parameters,
                             gint64                   time_ms,
                             double                  *mean,
                             double                  *variance);

/**
 * bw_level_smooth:
 * @start: what was known before the first of the readings
 * @time_ms: (array length=n): ascending, not before @start's
 * @z: (array length=n)
 * @level: (out) (array length=n): mean of the level at each reading in the light of all @n, those that
 *   came later too
 *
 * The smoother of Rauch, Tung & Striebel (1965, AIAA J 3:1445).
 */
void bw_level_smooth (const BwLevelParameters *parameters,
                      const BwLevelState      *start,
                      const gint64            *time_ms,
                      const double            *z,
                      guint                    n,
                      double                  *level);

/**
 * bw_level_reliability:
 *
 * Variance of the estimate over variance of the level, in the mean over the whole hours of
 * [from_ms, to_ms) as the filter went through the readings: 1 − P/σ², 0 no signal, 1 exact.
 */
double bw_level_reliability (const BwLevelParameters *parameters,
                             const gint64            *time_ms,
                             const double            *z,
                             guint                    n,
                             gint64                   from_ms,
                             gint64                   to_ms);

/* Below this the readings carry no usable day-to-day signal. */
#define BW_LEVEL_RELIABLE_FROM 0.2

/* A translated sentence. */
const char *bw_level_reliability_get_text (double reliability);

G_END_DECLS
