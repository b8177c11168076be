/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-rr.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How heart-rate variability changes along a recording: its metrics in windows that move on step by
 * step, and the spectrum of each, which together are a spectrogram. */

typedef struct
{
  guint n;              /* windows, all of which lie whole within the recording; 0 for a short one */
  double window_s, step_s;

  double *middle_ms;    /* (array length=n): of a window, since the first beat as in the input */
  guint8 *has_time;     /* (array length=n): at least half covered by intervals: the next three */
  double *mean_hr_bpm;  /* (array length=n): 60000 / mean NN */
  double *sdnn_ms;      /* (array length=n) */
  double *rmssd_ms;     /* (array length=n) */

  guint8 *has_spectrum; /* (array length=n): without a gap, long enough for LF: the rest */
  double *lf_ms2;       /* (array length=n) */
  double *hf_ms2;       /* (array length=n) */
  double *lf_hf;        /* (array length=n) */

  guint n_density;      /* frequencies, from 0 to 0.5 Hz */
  double step_hz;
  float *density_ms2_hz; /* (array): [n][n_density], zeros where there is no spectrum */
} BwHrvTrack;

/* A window may not be shorter or longer; steps are made longer where there would be more of them in a
 * window, or more windows. */
#define BW_HRV_TRACK_SHORTEST_S 10.0
#define BW_HRV_TRACK_LONGEST_S 7200.0
#define BW_HRV_TRACK_MOST_STEPS 60
#define BW_HRV_TRACK_MOST_WINDOWS 6000

/**
 * bw_hrv_track_choose_windows:
 * @window_s: (inout): 0 to have it chosen: 5 minutes for a recording of 20 minutes and more, else 1
 * @step_s: (inout): 0 to have it chosen: a fifth of a long window, a sixth of a short one
 *
 * What is given is brought within the bounds above.
 */
void bw_hrv_track_choose_windows (double  duration_s,
                                  double *window_s,
                                  double *step_s);

/**
 * bw_hrv_track_new:
 * @nn: NN intervals; those that are interpolated count in the spectrum alone
 * @window_s, @step_s: see bw_hrv_track_choose_windows()
 *
 * In the time domain as bw_hrv_time(), of the intervals that lie whole within a window. The spectrum
 * is one Hann window of the 4 Hz spline, as bw_hrv_welch() averages them; a window is without a gap
 * where the spline covers nine tenths of it, which it does over gaps of up to 5 s. LF needs 60 s.
 *
 * Returns: (transfer full) (nullable): %NULL where @cancellable was cancelled
 */
BwHrvTrack *bw_hrv_track_new (const BwRr   *nn,
                              double        window_s,
                              double        step_s,
                              GCancellable *cancellable);
void bw_hrv_track_free (BwHrvTrack *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHrvTrack, bw_hrv_track_free)

G_END_DECLS
