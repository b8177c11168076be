/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-artefacts.h"
#include "signal/bw-hrv-frequency.h"
#include "signal/bw-hrv-nonlinear.h"
#include "signal/bw-hrv-time.h"

G_BEGIN_DECLS

/* All metrics of one recording, at once. */

/* Where others do it otherwise, and get other numbers from the same beats:
 *
 * - SDNN, SDSD and r of the entropies by n − 1 (numpy's default is n). SD1 and SD2 of SDSD and SDNN.
 * - pNN50 as a share of the differences; some take the intervals, of which there is one more.
 * - Mean heart rate is the mean of the momentary rate, and 60000 / mean NN is beside it.
 * - Bins of 8 ms about multiples of 8 for the triangular index and TINN, whose triangle has its top in
 *   the fullest bin and both feet where the squares are least.
 * - The spline is natural, through the interval that ends at each beat, at 4 Hz; windows of 5 minutes
 *   are laid out evenly from the first sample to the last (scipy.signal.welch leaves a rest out), each
 *   without its mean as Hann's window weighs it, padded to twice its length. No trend is taken off
 *   unless asked for. A band's power is the area of the steps within its edges, not Simpson's rule.
 * - Lomb's periodogram is the standard one of mean-free intervals at multiples of 1/(2 T), times 2 dt.
 * - DFA with boxes of each length from 4 to 64 that do not overlap, from the first beat on, a rest left
 *   out, and a line through all points.
 *
 * tests/bench/scipy-hrv.py has all of it in numpy and scipy, to nine digits. */

/* What a metric needs, and what it needs to be good: Task Force (1996); M. L. Munoz et al., Validity
 * of (ultra-)short recordings for heart rate variability measurements, PLoS ONE 10 (2015). Of the
 * bands see bw-hrv-frequency.h. */
#define BW_HRV_RMSSD_SHORTEST_S 10.0
#define BW_HRV_RMSSD_GOOD_S 60.0
#define BW_HRV_SDNN_SHORTEST_S 30.0
#define BW_HRV_SDNN_GOOD_S 120.0
#define BW_HRV_TRIANGLE_GOOD_S 1200.0
#define BW_HRV_LF_GOOD_S 120.0
#define BW_HRV_HF_GOOD_S 60.0
#define BW_HRV_ENTROPY_MIN_BEATS 50
#define BW_HRV_ENTROPY_GOOD_BEATS 200
#define BW_HRV_MANY_ARTEFACTS 0.05    /* of all beats */
#define BW_HRV_TOO_MANY_ARTEFACTS 0.2
#define BW_HRV_GOOD_COVERED 0.8       /* of the time, by intervals */

typedef struct
{
  gboolean no_correction; /* take the intervals as they are */
  double alpha;           /* how much is an artefact, bw_correction_get_alpha(); 0: as published */
  gboolean detrend;       /* smoothness priors, λ = 500 at 4 Hz, before all metrics but rates, means,
                           * median, extremes and SDANN */
  double clock_ms;        /* resolution of the times behind the intervals; 0 unknown or fine */
  double window_s;        /* of the spectra; 0: BW_HRV_WINDOW_S */
} BwHrvOptions;

typedef struct
{
  guint n;                /* NN intervals, with those that rest on a mended beat */
  guint n_interpolated;   /* of these */
  guint n_gaps;           /* between them */
  guint n_beats;          /* as measured */
  guint n_artefacts;      /* of these, judged not normal; 0 without correction */
  double duration_s;      /* first to last beat, gaps included */
  double covered_s;       /* sum of the NN intervals */
  double window_s;        /* of the spectra, as asked for; they say what they could have */
  gboolean detrended;     /* the slow trend was taken off */

  BwHrvTime time;
  BwPoincare poincare;
  BwHrvEntropy entropy;
  BwDfa dfa;
  BwHrvSpectrum welch;
  BwHrvSpectrum lomb;

  BwRr *nn;               /* (owned): what it was computed from, without its trend where @detrended */
  BwArtefacts *artefacts; /* (owned) (nullable): every beat's verdict */
  GPtrArray *notes;       /* (owned) (element-type utf8): translated sentences: why a value is
                           * missing or weak; empty where nothing is to be said */
} BwHrv;

/**
 * bw_hrv_compute:
 * @rr: intervals as measured
 * @options: (nullable)
 *
 * A value that cannot be had has its has_… flag off and a note. Shortest lengths after the Task
 * Force (1996) and M. L. Munoz et al., PLoS ONE 10 (2015): RMSSD from 10 s (good from 60 s), SDNN
 * and HF from 30 s (good from 60 s; SDNN from 2 min), LF from 60 s (good from 2 min), VLF and DFA α2
 * from 5 min; the triangular index and TINN are good from 20 min.
 *
 * Returns: (transfer full): never %NULL, for no interval at all either
 */
BwHrv *bw_hrv_compute (const BwRr         *rr,
                       const BwHrvOptions *options);

/**
 * bw_hrv_compute_nn:
 * @nn: NN intervals: artefacts were dealt with
 * @n_beats: that were measured in their time, and how many of these are artefacts: for the notes
 * @options: (nullable): @no_correction is not looked at
 *
 * What bw_hrv_compute() does after the correction. There are no verdicts in what it returns.
 *
 * Returns: (transfer full): never %NULL
 */
BwHrv *bw_hrv_compute_nn (const BwRr         *nn,
                          guint               n_beats,
                          guint               n_artefacts,
                          const BwHrvOptions *options);

void bw_hrv_free (BwHrv *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHrv, bw_hrv_free)

G_END_DECLS
