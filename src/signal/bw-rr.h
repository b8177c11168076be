/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-rr-intervals.h"

G_BEGIN_DECLS

/**
 * BwRr:
 *
 * Intervals between heart beats, RR as measured or NN after artefacts were dealt with, in the order
 * of time. Gaps are explicit: only neighbours of the same segment share a beat, and only between
 * those a successive difference may be taken.
 */
typedef struct
{
  guint n;
  double *rr_ms;        /* (array length=n) */
  double *end_ms;       /* (array length=n): the beat that ends the interval, since the first beat */
  guint32 *segment;     /* (array length=n): not descending; equal where contiguous */
  guint8 *interpolated; /* (array length=n): rests on a beat that was inserted or moved */
} BwRr;

/* What a list of bare numbers is, told apart by its median. */
typedef enum {
  BW_RR_UNIT_MS,
  BW_RR_UNIT_S,
  BW_RR_UNIT_BPM,
} BwRrUnit;

/* @n intervals, all zero, in one segment. Free with bw_rr_free(). */
BwRr *bw_rr_new (guint n);
BwRr *bw_rr_copy (const BwRr *self);
void bw_rr_free (BwRr *self);

/**
 * bw_rr_from_numbers:
 * @values: (array length=n): one number an interval
 * @unit: (out) (optional): what they were taken for
 *
 * Intervals in seconds (median below 5), beats a minute (5 … 240, where a rate is the only sense a
 * whole list makes) or milliseconds (above). A value that is not finite, not positive, or outside
 * 200 … 5000 ms makes a gap of its own length where that is known, and is left out.
 *
 * Returns: (transfer full): contiguous but for what was left out; possibly empty
 */
BwRr *bw_rr_from_numbers (const double *values,
                          guint         n,
                          BwRrUnit     *unit);

/* What a list of numbers is, as bw_rr_from_numbers() takes it; milliseconds where it has none above
 * 0. */
BwRrUnit bw_rr_guess_unit (const double *values,
                           guint         n);

/* An interval in ms. @value: above 0 */
double bw_rr_unit_to_ms (BwRrUnit unit,
                         double   value);

/**
 * bw_rr_from_intervals:
 * @intervals: valid, see bw_rr_intervals_is_valid()
 *
 * The same of intervals in milliseconds with their gaps: each gap parts two segments and takes its
 * time, and so does an interval outside 200 … 5000 ms.
 *
 * Returns: (transfer full): possibly empty
 */
BwRr *bw_rr_from_intervals (const BwRrIntervals *intervals);

/**
 * bw_rr_slice:
 * @from_ms: since the first beat, on the clock of @end_ms; −%G_MAXDOUBLE for no bound
 * @to_ms: %G_MAXDOUBLE for no bound
 *
 * The intervals that begin at or after @from_ms and end by @to_ms. Their times keep their zero, so
 * that a stretch can be drawn where it lies. A bound that is a beat's own time, or differs from it by
 * rounding, takes in the interval that begins or ends there.
 *
 * Returns: (transfer full): possibly empty
 */
BwRr *bw_rr_slice (const BwRr *self,
                   double      from_ms,
                   double      to_ms);

/* Whether interval @i + 1 follows interval @i directly. */
static inline gboolean
bw_rr_contiguous (const BwRr *self,
                  guint       i)
{
  return self->segment[i] == self->segment[i + 1];
}

/* From the beginning of the first interval to the end of the last, gaps included. */
double bw_rr_get_duration_ms (const BwRr *self);

/* The steps in which the intervals come, told from the smallest that two neighbours differ by: 1 for
 * whole milliseconds, 7.8125 for 128 Hz; close to 0 where there are none, and 0 where no two
 * differ. */
double bw_rr_get_step_ms (const BwRr *self);

const char *bw_rr_unit_get_id (BwRrUnit unit); /* "ms", "s", "bpm" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRr, bw_rr_free)

G_END_DECLS
