/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-rr-gaps.h"

#include "import/bw-rr-columns.h"

#include <math.h>

/* Rows before and after a place whose least lateness is taken. */
#define WINDOW 5

/* Shorter than any interval that could be missing. */
#define SHORTEST_GAP_MS 150.0

/* A hundred days: what is longer is a clock that was set. */
#define LONGEST_GAP_MS 8.64e9

/* How far beyond what the steps usually differ by. */
#define UNUSUAL 6.0

/* The median of how much the steps of the times differ from the intervals: of the row itself, or of the
 * one before it. */
static double
usual_difference (const double *ms,
                  const double *times_ms,
                  guint         n,
                  guint         before)
{
  g_autofree double *differences = g_new (double, MAX (n, 1));
  guint m = 0;

  for (guint i = 1; i < n; i++)
    differences[m++] = fabs (times_ms[i] - times_ms[i - 1] - ms[i - before]);
  return bw_rr_median (differences, m);
}

/* How late the times are after what the intervals sum up to, NAN where they are not told. */
static double *
find_lateness (const double *ms,
               const double *times_ms,
               guint         n,
               BwRrStamp     stamp)
{
  double *late = g_new (double, MAX (n, 1));
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      sum += ms[i];
      late[i] = times_ms[i] + (stamp == BW_RR_STAMP_START ? ms[i] : 0) - sum;
    }
  return late;
}

static double
least (const double *values,
       guint         from,
       guint         to)
{
  double least_value = NAN;

  for (guint i = from; i < to; i++)
    if (isfinite (values[i]) && !(values[i] >= least_value))
      least_value = values[i];
  return least_value;
}

GArray *
bw_rr_find_gaps (const double *ms,
                 const double *times_ms,
                 const guint8 *breaks,
                 guint         n,
                 BwRrStamp    *stamp)
{
  GArray *gaps = g_array_new (FALSE, FALSE, sizeof (BwRrGap));
  double end = usual_difference (ms, times_ms, n, 0), start = usual_difference (ms, times_ms, n, 1);
  BwRrStamp found = start < end ? BW_RR_STAMP_START : BW_RR_STAMP_END;
  double shortest = MAX (SHORTEST_GAP_MS, UNUSUAL * (found == BW_RR_STAMP_START ? start : end));
  g_autofree double *late = find_lateness (ms, times_ms, n, found);
  guint since = 0; /* the last gap */

  for (guint i = 1; i < n; i++)
    {
      double before = least (late, MAX (since, i < WINDOW ? 0 : i - WINDOW), i);
      double length = least (late, i, MIN (i + WINDOW, n)) - before;
      BwRrGap gap = {
        .before = i, .length_ms = length > shortest && length < LONGEST_GAP_MS ? length : 0,
      };

      if (!breaks[i] && !(gap.length_ms > 0))
        continue;
      g_array_append_val (gaps, gap);
      since = i;
    }
  if (stamp != NULL)
    *stamp = found;
  return gaps;
}
