/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-rr-intervals.h"

#include <math.h>
#include <string.h>

BwRrIntervals *
bw_rr_intervals_new (guint n,
                     guint n_gaps)
{
  BwRrIntervals *self = g_new (BwRrIntervals, 1);

  self->n = n;
  self->ms = g_new0 (double, MAX (n, 1));
  self->n_gaps = n_gaps;
  self->gaps = g_new0 (BwRrGap, MAX (n_gaps, 1));
  return self;
}

BwRrIntervals *
bw_rr_intervals_copy (const BwRrIntervals *self)
{
  BwRrIntervals *copy = bw_rr_intervals_new (self->n, self->n_gaps);

  memcpy (copy->ms, self->ms, self->n * sizeof *copy->ms);
  memcpy (copy->gaps, self->gaps, self->n_gaps * sizeof *copy->gaps);
  return copy;
}

void
bw_rr_intervals_free (BwRrIntervals *self)
{
  if (self == NULL)
    return;
  g_free (self->ms);
  g_free (self->gaps);
  g_free (self);
}

gboolean
bw_rr_intervals_is_valid (const BwRrIntervals *self)
{
  guint last = 0;

  for (guint i = 0; i < self->n; i++)
    if (!isfinite (self->ms[i]) || self->ms[i] <= 0)
      return FALSE;
  for (guint i = 0; i < self->n_gaps; last = self->gaps[i++].before)
    if (self->gaps[i].before <= last || self->gaps[i].before >= self->n
        || !isfinite (self->gaps[i].length_ms) || self->gaps[i].length_ms < 0)
      return FALSE;
  return TRUE;
}

double
bw_rr_intervals_get_duration_ms (const BwRrIntervals *self)
{
  double sum = 0;

  for (guint i = 0; i < self->n; i++)
    sum += self->ms[i];
  for (guint i = 0; i < self->n_gaps; i++)
    sum += self->gaps[i].length_ms;
  return sum;
}
