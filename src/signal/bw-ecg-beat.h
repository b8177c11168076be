/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-ecg-analysis.h"

G_BEGIN_DECLS

/* The averaged beat of a recording, its waves and its intervals. */

typedef enum {
  BW_ECG_MARK_P_ONSET,
  BW_ECG_MARK_P_PEAK,
  BW_ECG_MARK_QRS_ONSET,
  BW_ECG_MARK_R_PEAK,
  BW_ECG_MARK_QRS_END,
  BW_ECG_MARK_T_PEAK,
  BW_ECG_MARK_T_END,
  BW_ECG_N_MARKS
} BwEcgMark;

typedef struct
{
  double rate_hz;
  guint n;                /* samples of the window: 0.35 s before R to 0.6 s after it, less of fast
                           * hearts (0.45 and 0.8 of the median RR interval) */
  guint r;                /* index of the R peak in it */
  double *mean_uv;        /* (array length=n): of the beats taken; 0 is the level before QRS */
  double *low_uv;         /* (array length=n): 10th percentile of them */
  double *high_uv;        /* (array length=n): 90th percentile */
  guint n_beats;          /* taken */
  guint n_left_out;       /* detected but cut by an end of the recording, in a stretch that cannot
                           * be read, or unlike the others */
  gboolean inverted;      /* the main deflection is downwards, and R its lowest point */
  gint32 marks[BW_ECG_N_MARKS]; /* indices into the window, ascending; −1 not found */

  gboolean has_pr, has_qrs, has_qt, has_st, has_t; /* whether what follows is known */
  double rr_ms;           /* mean interval before the beats taken; 0 unknown */
  double pr_ms;           /* P onset to QRS onset; 80 … 320 */
  double qrs_ms;          /* 40 … 200 */
  double qt_ms;           /* QRS onset to T end; 200 … 600 */
  double qtc_ms;          /* has_qt: corrected for the rate; 0 where @rr_ms is unknown */
  double r_uv;            /* always */
  double t_uv;            /* has_t; negative of a T wave that points down */
  double st_uv;           /* 60 ms after the end of QRS */
} BwEcgBeat;

/**
 * bw_ecg_beat_new:
 * @samples_uv: (array length=n): what @analysis was made of
 *
 * The baseline is drawn straight from beat to beat through the level 60 ms before R (after C. R.
 * Meyer and H. N. Keiser, Electrocardiogram baseline noise estimation and removal using cubic
 * splines and state-space computation techniques, Comput. Biomed. Res. 10 (1977)) and taken away.
 * Beats whose correlation with the median beat is below 0.8 are left out.
 *
 * QRS reaches as far as the slope does not stay below 7 % of its steepest for 12 ms. The T wave's
 * end is where the area of a trapezium from its steepest descent is largest (C. R.
 * Vázquez-Seisdedos et al., New approach for T-wave end detection on electrocardiogram: Performance
 * in noisy conditions, Biomed. Eng. Online 10 (2011)), and the P wave's onset the same backwards. P
 * and T are what stands out most before and after QRS; P goes the way of R unless the other way
 * something stands out twice as much.
 * Each interval is told only where it is plausible, that is, within the limits above. QTc after L.
 * S. Fridericia, Acta Med. Scand. 53 (1920): QT / (RR / 1 s)^⅓.
 *
 * Returns: (transfer full) (nullable): %NULL where there are not three beats to average
 */
BwEcgBeat *bw_ecg_beat_new (const double        *samples_uv,
                            guint                n,
                            const BwEcgAnalysis *analysis);

void bw_ecg_beat_free (BwEcgBeat *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwEcgBeat, bw_ecg_beat_free)

G_END_DECLS
