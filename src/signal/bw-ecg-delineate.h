/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-ecg-beat.h"

G_BEGIN_DECLS

/* Finds the waves of one beat. The methods stand in bw-ecg-beat.h.
 *
 * @marks: (out caller-allocates): −1 where a wave or its limit is not found
 * @beat: (array length=n): a beat without noise, in µV; its level does not matter
 * @r: index of its R peak, which is found already
 * @rr_s: the RR interval, or 0 */
void bw_ecg_delineate (gint32        marks[BW_ECG_N_MARKS],
                       const double *beat,
                       guint         n,
                       guint         r,
                       double        rate_hz,
                       double        rr_s);

G_END_DECLS
