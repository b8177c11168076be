/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-rr.h"

G_BEGIN_DECLS

/* From a watch's beat list to intervals. A beat has a time on a coarse clock (Apple: steps of
 * 10 ms) and a rounded rate, that of the interval which ends at the beat; the beat before it may be
 * missing from the list. */

/* Two beats further apart, or closer, are not neighbours. */
#define BW_BEATS_LONGEST_MS 2500.0
#define BW_BEATS_SHORTEST_MS 250.0

typedef struct
{
  guint8 follows;          /* directly on the beat before it in the list; never for the first */
  double rr_ms;            /* the difference of the two times; valid where @follows */
  double low_ms, high_ms;  /* the interval lies between: what both clock and rate allow */
} BwBeatInterval;

/**
 * bw_beats_link:
 * @intervals: (out caller-allocates) (array length=n): the interval that ends at each beat
 * @time_ms: (array length=n): beat times, ascending, any epoch
 * @bpm: (array length=n) (nullable): rounded rates; 0 unknown
 * @clock_ms: resolution of @time_ms
 *
 * Two entries are neighbours where the difference of their times agrees with the second one's rate,
 * within 1.5 @clock_ms and the rounding of the rate.
 *
 * A time is known to ± half a clock step, a rate to ± 0.5/min: [low_ms, high_ms] is the
 * intersection, often sharper than either; its middle is the best value of a single interval. Use
 * @rr_ms for squares (RMSSD, SDNN): the error of a clock is uniform whatever the rhythm does, and
 * can be removed; that of a rounded rate is not where the rate hardly changes.
 *
 * Returns: number of contiguous intervals
 */
guint bw_beats_link (BwBeatInterval *intervals,
                     const gint64   *time_ms,
                     const gint32   *bpm,
                     guint           n,
                     double          clock_ms);

/* The contiguous intervals, from differences of times.
 * Returns: (transfer full) */
BwRr *bw_beats_to_rr (const gint64 *time_ms,
                      const gint32 *bpm,
                      guint         n,
                      double        clock_ms);

G_END_DECLS
