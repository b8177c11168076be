/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The stages of the search for R peaks, each linear in its @n samples. */

/* The signal without baseline wander and mains hum. @n ≥ 1. */
void bw_rpeaks_clean (double       *clean,
                      const double *samples,
                      guint         n,
                      double        rate_hz);

/* |dx/di|: central differences, one-sided at the ends. @n ≥ 2. */
void bw_rpeaks_get_steepness (double       *steepness,
                              const double *clean,
                              guint         n);

/* Mean over @width samples around each, of which @width / 2 before it; the edges are repeated.
 * @mean may not be @x. */
void bw_rpeaks_average (double       *mean,
                        const double *x,
                        guint         n,
                        guint         width);

/* The median of the @n − 1 intervals between peaks, in samples; 0 where there is none. */
double bw_rpeaks_get_median_rr (const guint32 *peaks,
                                guint          n);

/* The samples behind a duration at a rate: the nearest whole number, 1 … %G_MAXINT32. */
guint bw_rpeaks_get_width (double seconds,
                           double rate_hz);

/* How far it is from a sample to the next higher one on a side, and the lowest value on the way. */
typedef struct
{
  double low;
  guint step;
} BwReach;

/* The most prominent local maximum of @x (minimum, where @downwards), not at an edge; the first of
 * equals, the middle of a plateau, rounded down. The bases of a peak are sought within @x. @scratch
 * has 2 @n elements, contents irrelevant. Returns @n where there is none. */
guint bw_rpeaks_find_prominent (const double *x,
                                guint         n,
                                gboolean      downwards,
                                BwReach      *scratch);

G_END_DECLS
