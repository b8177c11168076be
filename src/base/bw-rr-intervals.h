/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Time between two intervals that is none of either: the recorder lost beats there. */
typedef struct
{
  guint before;      /* index of the interval that comes after it: 1 … n − 1 */
  double length_ms;  /* how long it lasted; 0 where that is not known */
} BwRrGap;

/**
 * BwRrIntervals:
 *
 * RR intervals as a recorder wrote them, the implausible ones too, in the order of time; what
 * signal/ makes of them is a #BwRr.
 */
typedef struct
{
  guint n;
  double *ms;        /* (array length=n): finite, above 0 */
  guint n_gaps;
  BwRrGap *gaps;     /* (array length=n_gaps): by place, one a place at most */
} BwRrIntervals;

/* All zero. Free with bw_rr_intervals_free(). */
BwRrIntervals *bw_rr_intervals_new (guint n,
                                    guint n_gaps);
BwRrIntervals *bw_rr_intervals_copy (const BwRrIntervals *self);
void bw_rr_intervals_free (BwRrIntervals *self);

/* Whether numbers, places and lengths are as they have to be. */
gboolean bw_rr_intervals_is_valid (const BwRrIntervals *self);

/* From the first beat to the last: intervals and gaps. */
double bw_rr_intervals_get_duration_ms (const BwRrIntervals *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRrIntervals, bw_rr_intervals_free)

G_END_DECLS
