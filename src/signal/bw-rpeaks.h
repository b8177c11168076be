/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* R peaks by the steepness of the signal: NeuroKit's method, D. Makowski et al., NeuroKit2: A
 * Python toolbox for neurophysiological signal processing, Behav. Res. Methods 53 (2021). A
 * high-pass (order 5, 0.5 Hz) and a moving average over a period of 50 Hz clean the signal; a QRS
 * complex is where its steepness over 0.1 s is 1.5 times what it is over 0.75 s around, and the R
 * peak the most prominent peak in it, if more than 0.3 s after the one before. Then beat times are
 * corrected (see bw-artefacts.h). Filters and windows are designed for the rate. */

/* A recording needs this many samples a second and seconds to be looked at. */
#define BW_RPEAKS_MIN_RATE_HZ 50.0
#define BW_RPEAKS_MIN_SECONDS 2.0

/* The beginning that is passed over while electrodes and filters settle, of recordings that are at
 * least the other as long without it. */
#define BW_RPEAKS_SETTLING_SECONDS 3.02
#define BW_RPEAKS_MIN_SETTLED_SECONDS 10.0

typedef struct
{
  guint n;
  guint32 *peaks;       /* (array length=n) (nullable): samples, ascending: corrected for missed,
                         * extra and displaced beats, and so not always on a peak */
  guint n_detected;
  guint32 *detected;    /* (array length=n_detected) (nullable): as they were found */
  guint settling;       /* samples at the beginning that were passed over */
  gboolean inverted;    /* the QRS complexes point downwards (a lead the wrong way round): their
                         * lowest points were taken */
} BwRPeaks;

/**
 * bw_rpeaks_get_settling:
 *
 * Returns: how many of @n samples at the beginning are passed over: 3.02 s, 1546 at 512 Hz;
 *   0 where less than 10 s would be left
 */
guint bw_rpeaks_get_settling (guint  n,
                              double rate_hz);

/**
 * bw_rpeaks_new:
 * @samples_uv: (array length=n): one lead, any gain and offset, finite
 *
 * No peak is found where the signal does not change at all for 0.3 s. The complexes point downwards
 * where, in most of them, their lowest point lies five times as far below their edges as anything
 * before it rises above: a small R before a deep S is still an R. Time is linear in @n.
 *
 * Returns: (transfer full): without peaks where the recording is too short, too coarse or constant
 */
BwRPeaks *bw_rpeaks_new (const double *samples_uv,
                         guint         n,
                         double        rate_hz);

void bw_rpeaks_free (BwRPeaks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRPeaks, bw_rpeaks_free)

G_END_DECLS
