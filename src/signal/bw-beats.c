/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-beats.h"

/* How far beyond the rounding of the rate two times may disagree with it, in clock steps. The
 * times alone can be off by one step; the rest is for a device that rounds in stages. */
#define TOLERANCE_STEPS 1.5

static void
link_beat (BwBeatInterval *interval,
           double          rr,
           gint32          bpm,
           double          clock_ms)
{
  double fastest, slowest;

  interval->rr_ms = rr;
  interval->low_ms = rr - clock_ms;
  interval->high_ms = rr + clock_ms;
  interval->follows = rr >= BW_BEATS_SHORTEST_MS && rr <= BW_BEATS_LONGEST_MS;
  if (!interval->follows || bpm <= 0)
    return;

  fastest = 60000.0 / (bpm + 0.5);
  slowest = 60000.0 / (bpm - 0.5);
  if (rr <= fastest - TOLERANCE_STEPS * clock_ms || rr >= slowest + TOLERANCE_STEPS * clock_ms)
    {
      interval->follows = FALSE;
      return;
    }

  /* Where the two do not meet, their facing edges are the nearest to the truth. */
  if (fastest > interval->high_ms)
    interval->low_ms = interval->high_ms, interval->high_ms = fastest;
  else if (slowest < interval->low_ms)
    interval->high_ms = interval->low_ms, interval->low_ms = slowest;
  else
    {
      interval->low_ms = MAX (interval->low_ms, fastest);
      interval->high_ms = MIN (interval->high_ms, slowest);
    }
}

guint
bw_beats_link (BwBeatInterval *intervals,
               const gint64   *time_ms,
               const gint32   *bpm,
               guint           n,
               double          clock_ms)
{
  guint n_contiguous = 0;

  g_return_val_if_fail (n == 0 || (intervals != NULL && time_ms != NULL), 0);
  g_return_val_if_fail (clock_ms >= 0, 0);

  for (guint i = 0; i < n; i++)
    {
      intervals[i] = (BwBeatInterval){ 0 };
      if (i > 0)
        link_beat (&intervals[i], (double) time_ms[i] - (double) time_ms[i - 1],
                   bpm != NULL ? bpm[i] : 0, clock_ms);
      n_contiguous += intervals[i].follows;
    }
  return n_contiguous;
}

BwRr *
bw_beats_to_rr (const gint64 *time_ms,
                const gint32 *bpm,
                guint         n,
                double        clock_ms)
{
  g_autofree BwBeatInterval *intervals = g_new (BwBeatInterval, MAX (n, 1));
  BwRr *rr = bw_rr_new (bw_beats_link (intervals, time_ms, bpm, n, clock_ms));
  guint32 segment = 0;
  guint m = 0;

  for (guint i = 1; i < n; i++)
    {
      if (!intervals[i].follows)
        {
          segment++;
          continue;
        }
      rr->rr_ms[m] = intervals[i].rr_ms;
      rr->end_ms[m] = (double) (time_ms[i] - time_ms[0]);
      rr->segment[m] = segment;
      m++;
    }
  return rr;
}
