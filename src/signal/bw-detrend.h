/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-rr.h"

G_BEGIN_DECLS

/* Smoothness priors: M. P. Tarvainen, P. O. Ranta-aho and P. A. Karjalainen, An advanced detrending
 * method with application to HRV analysis, IEEE Trans. Biomed. Eng. 49 (2002). A high-pass without
 * phase; at 4 Hz, λ = 500 halves the power at 0.035 Hz. */

#define BW_DETREND_LAMBDA 500.0

/**
 * bw_detrend_get_trend:
 * @trend: (out caller-allocates) (array length=n): may be @z
 * @z: (array length=n): evenly sampled
 * @scratch: (array): 3 @n values, contents irrelevant
 *
 * Solves (I + λ² D₂ᵀD₂) trend = z, D₂ the second differences, by the LDLᵀ factors of the five-banded
 * matrix: linear in @n.
 */
void bw_detrend_get_trend (double       *trend,
                           const double *z,
                           double       *scratch,
                           guint         n,
                           double        lambda);

/* The intervals without the trend of their 4 Hz signal, which keep their mean and their times.
 * Returns: (transfer full) */
BwRr *bw_rr_detrend (const BwRr *rr,
                     double      lambda);

G_END_DECLS
