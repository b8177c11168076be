/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-rr.h"

G_BEGIN_DECLS

/* Heart-rate variability in the time domain. Task Force of the ESC and NASPE, Heart rate
 * variability: standards of measurement, Circulation 93 (1996). */

typedef struct
{
  guint n;             /* intervals measured: interpolated ones are left out of all of this */
  guint n_differences; /* successive differences between measured, contiguous ones */

  guint8 has_mean;     /* n ≥ 1: mean to max, median, MAD */
  double mean_nn_ms;
  double mean_hr_bpm;         /* 60000 / mean NN: beats per time */
  double mean_instant_hr_bpm; /* mean of 60000 / NN, what much software calls mean HR; higher */
  double min_nn_ms, max_nn_ms;
  double median_nn_ms, mad_nn_ms; /* MAD: median absolute deviation from the median, unscaled */

  guint8 has_sd;       /* n ≥ 2 */
  double sdnn_ms;      /* n − 1 */
  double cvnn_percent;

  guint8 has_rmssd;    /* n_differences ≥ 1: RMSSD to pNN20 */
  double rmssd_ms;
  double rmssd_unbiased_ms; /* without the clock's part, sqrt (max (0, RMSSD² − q²/2)) */
  double cvsd_percent;
  guint nn50, nn20;    /* differences of more than 50 and 20 ms */
  double pnn50_percent, pnn20_percent;

  guint8 has_sdsd;     /* n_differences ≥ 2 */
  double sdsd_ms;

  guint8 has_histogram;    /* n ≥ 2 and not all in one bin of 8 ms (1/128 s) */
  double triangular_index;
  double tinn_ms;          /* base of the triangle of least squared distance to the histogram */
} BwHrvTime;

/* @clock_ms: resolution of the beats' times that the intervals are differences of; 0 unknown */
void bw_hrv_time (BwHrvTime  *result,
                  const BwRr *nn,
                  double      clock_ms);

G_END_DECLS
