/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-detrend.h"
#include "signal/bw-resample.h"

#include <string.h>

/* Row i of D₂ᵀD₂ right of and on the diagonal; the rows at the ends see fewer differences. */
static inline double
get_diagonal (guint i,
              guint n)
{
  double d = 0;

  if (i + 2 < n)
    d += 1; /* first of a difference */
  if (i >= 1 && i + 1 < n)
    d += 4; /* middle */
  if (i >= 2)
    d += 1; /* last */
  return d;
}

static inline double
get_beside (guint i,
            guint n)
{
  double d = 0;

  if (i + 2 < n)
    d -= 2;
  if (i >= 1 && i + 1 < n)
    d -= 2;
  return d;
}

void
bw_detrend_get_trend (double       *trend,
                      const double *z,
                      double       *scratch,
                      guint         n,
                      double        lambda)
{
  const double l2 = lambda * lambda;
  double *d = scratch, *e = scratch + n, *f = scratch + 2 * (gsize) n;

  if (n < 3)
    {
      memmove (trend, z, n * sizeof *z);
      return;
    }

  /* A = L D Lᵀ; e and f are the two bands of L below its diagonal of ones. */
  for (guint i = 0; i < n; i++)
    {
      d[i] = 1 + l2 * get_diagonal (i, n);
      if (i >= 1)
        d[i] -= e[i - 1] * e[i - 1] * d[i - 1];
      if (i >= 2)
        d[i] -= f[i - 2] * f[i - 2] * d[i - 2];
      e[i] = i + 1 < n ? l2 * get_beside (i, n) : 0;
      if (i >= 1 && i + 1 < n)
        e[i] -= e[i - 1] * f[i - 1] * d[i - 1];
      e[i] /= d[i];
      f[i] = i + 2 < n ? l2 / d[i] : 0;
    }

  for (guint i = 0; i < n; i++)
    trend[i] = z[i] - (i >= 1 ? e[i - 1] * trend[i - 1] : 0)
               - (i >= 2 ? f[i - 2] * trend[i - 2] : 0);
  for (guint i = n; i-- > 0;)
    trend[i] = trend[i] / d[i] - (i + 1 < n ? e[i] * trend[i + 1] : 0)
               - (i + 2 < n ? f[i] * trend[i + 2] : 0);
}

BwRr *
bw_rr_detrend (const BwRr *rr,
               double      lambda)
{
  BwRr *result = bw_rr_copy (rr);
  g_autoptr (GArray) runs = bw_rr_get_runs (rr);
  double mean = 0;

  for (guint i = 0; i < rr->n; i++)
    mean += rr->rr_ms[i] / rr->n;

  for (guint r = 0; r < runs->len; r++)
    {
      const BwRrRun *run = &g_array_index (runs, BwRrRun, r);
      guint n;
      g_autofree double *signal = bw_rr_resample (rr, run, &n);
      g_autofree double *scratch = g_new (double, 3 * (gsize) MAX (n, 1));

      if (n < 3)
        continue;
      bw_detrend_get_trend (signal, signal, scratch, n, lambda);
      for (guint i = run->first; i < run->first + run->n; i++)
        {
          double position = (rr->end_ms[i] - rr->end_ms[run->first]) * BW_RESAMPLE_RATE_HZ / 1000;
          guint at = MIN ((guint) MAX (position, 0), n - 2);

          result->rr_ms[i] -= signal[at] + (position - at) * (signal[at + 1] - signal[at]) - mean;
        }
    }
  return result;
}
