/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-rr.h"

G_BEGIN_DECLS

/* Heart-rate variability in the frequency domain: power of the intervals' fluctuations in the bands
 * of the Task Force (1996), by two ways that fail differently. */

typedef enum {
  BW_HRV_VLF, /* 0.0033 … 0.04 Hz */
  BW_HRV_LF,  /* 0.04 … 0.15 Hz */
  BW_HRV_HF,  /* 0.15 … 0.4 Hz */
} BwHrvBand;

#define BW_HRV_N_BANDS 3

/* Edges of a band, Hz. */
void bw_hrv_band_get_edges (BwHrvBand  band,
                            double    *low_hz,
                            double    *high_hz);

/* What the shortest window needs for a band to be told apart at all: ten waves of its lower edge
 * would be ideal, these are what the literature accepts (Task Force 1996). */
#define BW_HRV_HF_SHORTEST_S 30.0
#define BW_HRV_LF_SHORTEST_S 60.0
#define BW_HRV_VLF_SHORTEST_S 295.0 /* five minutes, less the beat that does not fit */

/* The standard window; see bw_hrv_welch(). */
#define BW_HRV_WINDOW_S 300.0

typedef struct
{
  guint8 has[BW_HRV_N_BANDS];     /* the window is long enough, the heart not too slow */
  double power_ms2[BW_HRV_N_BANDS];
  double peak_hz[BW_HRV_N_BANDS]; /* where the density is highest; valid where power is > 0 */

  guint8 has_total;               /* all three bands */
  double total_ms2;
  guint8 has_ratio;               /* LF and HF, and HF is not 0: the next three */
  double lf_hf;
  double lf_nu, hf_nu;            /* percent of LF + HF */

  guint n_windows;                /* averaged */
  double window_s;                /* length of one */

  /* How far chance moves it (see bw-hrv-compare.h). A power of a rhythm that does not change has the
   * variance ∫ density² df / equivalent_s; the density at one frequency has @chance times its
   * square: 1 for a single window. */
  double equivalent_s;
  double chance;

  double *density_ms2_hz;         /* (array length=n_density) (owned): from 0 Hz in steps */
  guint n_density;
  double step_hz;
} BwHrvSpectrum;

/**
 * bw_hrv_welch:
 * @window_s: length of a window, %BW_HRV_WINDOW_S; 0 for the whole series at once
 *
 * P. D. Welch's averaged periodogram (1967) of the 4 Hz cubic spline, Hann windows that overlap by
 * half, each without its mean. Where no run of the series is as long as the window, one window of
 * the longest run is taken. Gaps of more than 5 s are not bridged.
 */
void bw_hrv_welch (BwHrvSpectrum *result,
                   const BwRr    *nn,
                   double         window_s);

/**
 * bw_hrv_lomb:
 *
 * The least-squares periodogram of N. R. Lomb (1976) and J. D. Scargle (1982) on the beats' own
 * times, gaps or not, scaled so that a sine of amplitude A holds A²/2. Averaged over windows that
 * overlap by half and are at least half covered by intervals, and cut off at half the mean heart
 * rate. The work is proportional to the
 * number of beats times @window_s.
 */
void bw_hrv_lomb (BwHrvSpectrum *result,
                  const BwRr    *nn,
                  double         window_s);

void bw_hrv_spectrum_clear (BwHrvSpectrum *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwHrvSpectrum, bw_hrv_spectrum_clear)

G_END_DECLS
