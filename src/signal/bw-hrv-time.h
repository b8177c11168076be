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
  guint8 has_range;    /* five successive intervals without a gap */
  double min_hr_bpm, max_hr_bpm; /* of five beats together: a single odd one does not make them */
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
  double tinn_low_ms, tinn_peak_ms, tinn_high_ms; /* its foot, top and other foot */
  guint tinn_height;       /* intervals in the fullest bin, its top */

  guint n_segments;        /* of 5 minutes from the first beat on, at least half covered */
  guint8 has_segments;     /* n_segments ≥ 2: SDANN and the SDNN index of the Task Force */
  double sdann_ms;         /* SD (n − 1) of the segments' mean NN */
  double sdnn_index_ms;    /* mean of the segments' SDNN */
} BwHrvTime;

#define BW_HRV_SEGMENT_S 300.0

/* @clock_ms: resolution of the beats' times that the intervals are differences of; 0 unknown */
void bw_hrv_time (BwHrvTime  *result,
                  const BwRr *nn,
                  double      clock_ms);

/* How often intervals of each length come. Interpolated ones are left out. */
typedef struct
{
  double bin_ms;
  double first_ms; /* middle of the first bin, a multiple of @bin_ms */
  guint n_bins;    /* the first and the last are not empty; 0 for no interval */
  guint *counts;   /* (array length=n_bins) (owned) */
} BwHrvHistogram;

/* 1/128 s in whole milliseconds, about multiples of it: intervals in milliseconds, and those of
 * recorders that sample at 125 or 128 Hz, then fill all bins alike. */
#define BW_HRV_BIN_MS 8.0

/* @bin_ms: %BW_HRV_BIN_MS for what the triangular index and TINN see */
void bw_hrv_histogram (BwHrvHistogram *result,
                       const BwRr     *nn,
                       double          bin_ms);
void bw_hrv_histogram_clear (BwHrvHistogram *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwHrvHistogram, bw_hrv_histogram_clear)

G_END_DECLS
