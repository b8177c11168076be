/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-measured-beats.h"

#include "signal/bw-beats.h"

static BwMeasuredBeats *
allocate (guint  room,
          double clock_ms)
{
  BwMeasuredBeats *self = g_new0 (BwMeasuredBeats, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->time_ms = g_new (double, MAX (room, 1));
  self->rr_ms = g_new0 (double, MAX (room, 1));
  self->follows = g_new0 (guint8, MAX (room, 1));
  self->clock_ms = clock_ms;
  return self;
}

BwMeasuredBeats *
bw_measured_beats_new (const BwRr *rr,
                       double      clock_ms)
{
  BwMeasuredBeats *self;
  guint n_segments = rr->n > 0;

  for (guint i = 0; i + 1 < rr->n; i++)
    n_segments += !bw_rr_contiguous (rr, i);
  self = allocate (rr->n + n_segments, clock_ms);
  for (guint i = 0; i < rr->n; i++)
    {
      if (i == 0 || !bw_rr_contiguous (rr, i - 1))
        self->time_ms[self->n++] = rr->end_ms[i] - rr->rr_ms[i];
      self->time_ms[self->n] = rr->end_ms[i];
      self->rr_ms[self->n] = rr->rr_ms[i];
      self->follows[self->n++] = TRUE;
    }
  self->rr = bw_rr_copy (rr);
  self->step_ms = clock_ms > 0 ? clock_ms : bw_rr_get_step_ms (rr);
  return self;
}

BwMeasuredBeats *
bw_measured_beats_new_for_list (const gint64 *time_ms,
                                const gint32 *bpm,
                                guint         n,
                                double        clock_ms)
{
  g_autofree BwBeatInterval *intervals = g_new (BwBeatInterval, MAX (n, 1));
  BwMeasuredBeats *self = allocate (n, clock_ms);

  self->n = n;
  bw_beats_link (intervals, time_ms, bpm, n, clock_ms);
  for (guint i = 0; i < n; i++)
    {
      self->time_ms[i] = (double) (time_ms[i] - time_ms[0]);
      self->follows[i] = intervals[i].follows;
      self->rr_ms[i] = intervals[i].follows ? intervals[i].rr_ms : 0;
    }
  self->rr = bw_beats_to_rr (time_ms, bpm, n, clock_ms);
  self->step_ms = clock_ms > 0 ? clock_ms : bw_rr_get_step_ms (self->rr);
  return self;
}

BwMeasuredBeats *
bw_measured_beats_ref (BwMeasuredBeats *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
bw_measured_beats_unref (BwMeasuredBeats *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->time_ms);
  g_free (self->rr_ms);
  g_free (self->follows);
  bw_rr_free (self->rr);
  g_free (self);
}
