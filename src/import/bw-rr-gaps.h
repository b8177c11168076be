/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-rr-intervals.h"

G_BEGIN_DECLS

/* Which end of its interval a row's time is of. */
typedef enum {
  BW_RR_STAMP_END,
  BW_RR_STAMP_START,
} BwRrStamp;

/**
 * bw_rr_find_gaps:
 * @ms: (array length=n): intervals
 * @times_ms: (array length=n): when they were written down, on any zero; NAN where that is not told
 * @breaks: (array length=n): whether something that could not be read came before this interval
 * @stamp: (out) (optional): which end of an interval its time is of
 *
 * Finds where the times say that more time passed than the intervals hold. Times that come late or in
 * bundles, as a phone takes them from a sensor, are no gap: what counts is the least lateness before
 * and after, and a gap is longer than what the times usually differ by. A break without a length that
 * the times tell is a gap of length 0.
 *
 * Returns: (transfer full) (element-type BwRrGap)
 */
GArray *bw_rr_find_gaps (const double *ms,
                         const double *times_ms,
                         const guint8 *breaks,
                         guint         n,
                         BwRrStamp    *stamp);

G_END_DECLS
