/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-rr.h"

G_BEGIN_DECLS

/**
 * BwMeasuredBeats:
 *
 * The beats of one rhythm as they were measured, numbered from 0: the one that begins each segment
 * and the end of each interval; of a watch's list all of it, a beat that stands alone too. Immutable,
 * reference counted.
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint n;
  double *time_ms;  /* (array length=n): ascending, since the first beat */
  double *rr_ms;    /* (array length=n): the interval that ends here; 0 where none does */
  guint8 *follows;  /* (array length=n): directly on the beat before it */
  BwRr *rr;         /* the intervals alone */
  double clock_ms;  /* resolution of the times; 0 unknown or fine */
  double step_ms;   /* the same as told from the intervals, where it is unknown */
} BwMeasuredBeats;

BwMeasuredBeats *bw_measured_beats_new (const BwRr *rr,
                                        double      clock_ms);

/* Of a watch's list, see bw_beats_link(). */
BwMeasuredBeats *bw_measured_beats_new_for_list (const gint64 *time_ms,
                                                 const gint32 *bpm,
                                                 guint         n,
                                                 double        clock_ms);

BwMeasuredBeats *bw_measured_beats_ref (BwMeasuredBeats *self);
void bw_measured_beats_unref (BwMeasuredBeats *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwMeasuredBeats, bw_measured_beats_unref)

G_END_DECLS
