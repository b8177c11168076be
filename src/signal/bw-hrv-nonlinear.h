/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-rr.h"

G_BEGIN_DECLS

/* Heart-rate variability beyond means and waves. */

/* Dispersion of the Poincaré plot, each interval against the next (M. Brennan, M. Palaniswami and
 * P. Kamen, IEEE Trans. Biomed. Eng. 48 (2001)). Interpolated intervals are left out. */
typedef struct
{
  guint8 has;           /* two differences and two intervals */
  double sd1_ms;        /* across: SDSD / √2 */
  double sd2_ms;        /* along: sqrt (2 SDNN² − SDSD² / 2) */
  guint8 has_ratio;     /* SD2 is not 0 */
  double ratio;         /* SD1 / SD2 */
  double ellipse_ms2;   /* area π SD1 SD2 */
} BwPoincare;

void bw_hrv_poincare (BwPoincare *result,
                      guint8      has_sdsd,
                      double      sdsd_ms,
                      double      sdnn_ms);

/* Regularity: sample entropy (J. S. Richman and J. R. Moorman, Am. J. Physiol. 278 (2000)) and
 * approximate entropy (S. M. Pincus, PNAS 88 (1991)). */
typedef struct
{
  guint8 has_sampen;     /* some three successive intervals are alike */
  double sampen;
  guint8 has_apen;
  double apen;
  guint n_templates;
} BwHrvEntropy;

#define BW_HRV_ENTROPY_TOLERANCE 0.2

/**
 * bw_hrv_entropy:
 * @tolerance: of SDNN; %BW_HRV_ENTROPY_TOLERANCE
 *
 * m = 2. Runs of intervals are alike where none differs by more than @tolerance times the standard
 * deviation (n − 1); runs do not go across gaps. Approximate entropy counts a run as like itself, sample
 * entropy does not and compares the same runs at both lengths. All pairs are counted, none are
 * estimated: a day's 110,000 beats take about a tenth of a second.
 */
void bw_hrv_entropy (BwHrvEntropy *result,
                     const BwRr   *nn,
                     double        tolerance);

/* Detrended fluctuation analysis (C.-K. Peng et al., Chaos 5 (1995)): slope of log F(n) over log n
 * for box lengths 4 … 16 (α1) and 16 … 64 beats (α2). Each α needs four boxes of its longest
 * length. Gaps are joined, which moves α little (Q. D. Y. Ma et al., Phys. Rev. E 81 (2010)). */
#define BW_DFA_SHORTEST_BOX 4
#define BW_DFA_MIDDLE_BOX 16
#define BW_DFA_LONGEST_BOX 64
#define BW_DFA_N_BOXES (BW_DFA_LONGEST_BOX - BW_DFA_SHORTEST_BOX + 1)

#define BW_DFA_ALPHA1_MIN_BEATS 64
#define BW_DFA_ALPHA2_MIN_BEATS 256

typedef struct
{
  guint8 has_alpha1, has_alpha2;
  double alpha1, alpha2;
  double offset1, offset2; /* the lines: ln F = offset + α ln n */

  guint n_boxes;           /* lengths looked at: 0, 13 (to 16 beats) or 61 (to 64) */
  double box[BW_DFA_N_BOXES];            /* length in beats, ascending by one */
  double fluctuation_ms[BW_DFA_N_BOXES]; /* F; 0 where the intervals do not vary */
} BwDfa;

void bw_hrv_dfa (BwDfa      *result,
                 const BwRr *nn);

G_END_DECLS
