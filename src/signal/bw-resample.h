/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-rr.h"

G_BEGIN_DECLS

/* Intervals as an evenly sampled signal: the interval that ends at a beat is the value there, a
 * natural cubic spline goes between. */

#define BW_RESAMPLE_RATE_HZ 4.0

/* A stretch of a series without a gap longer than the spline may bridge. */
typedef struct
{
  guint first, n; /* intervals */
} BwRrRun;

/* Gaps of up to this length are bridged: a few beats, less than one wave of LF. */
#define BW_RESAMPLE_BRIDGE_MS 5000.0

/* Returns: (transfer full) (element-type BwRrRun): the runs of at least three intervals */
GArray *bw_rr_get_runs (const BwRr *rr);

/**
 * bw_rr_resample:
 * @run: at least three intervals; those that end no later than the one before are passed over
 * @n: (out): number of samples, at 4 Hz from the run's first beat that ends an interval on
 *
 * Returns: (transfer full) (array length=n) (nullable): milliseconds; %NULL where fewer than three
 *   points are left
 */
double *bw_rr_resample (const BwRr    *rr,
                        const BwRrRun *run,
                        guint         *n);

G_END_DECLS
