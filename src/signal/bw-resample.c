/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-resample.h"

#include <gsl/gsl_interp.h>

#define MIN_POINTS 3

GArray *
bw_rr_get_runs (const BwRr *rr)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (BwRrRun));
  BwRrRun run = { 0, 0 };

  for (guint i = 0; i < rr->n; i++)
    {
      run.n++;
      if (i + 1 < rr->n
          && (bw_rr_contiguous (rr, i)
              || rr->end_ms[i + 1] - rr->rr_ms[i + 1] - rr->end_ms[i] <= BW_RESAMPLE_BRIDGE_MS))
        continue;
      if (run.n >= MIN_POINTS)
        g_array_append_val (runs, run);
      run = (BwRrRun){ i + 1, 0 };
    }
  return runs;
}

double *
bw_rr_resample (const BwRr    *rr,
                const BwRrRun *run,
                guint         *n)
{
  const double *end = rr->end_ms + run->first, *value = rr->rr_ms + run->first;
  g_autofree double *x = g_new (double, run->n);
  g_autofree double *y = g_new (double, run->n);
  gsl_interp *spline;
  gsl_interp_accel *at;
  double *samples;
  guint m = 0;

  for (guint i = 0; i < run->n; i++)
    if (m == 0 || end[i] > x[m - 1])
      {
        x[m] = end[i];
        y[m++] = value[i];
      }
  *n = 0;
  if (m < MIN_POINTS)
    return NULL;

  *n = (guint) ((x[m - 1] - x[0]) / (1000 / BW_RESAMPLE_RATE_HZ)) + 1;
  samples = g_new (double, *n);
  spline = gsl_interp_alloc (gsl_interp_cspline, m);
  at = gsl_interp_accel_alloc ();
  gsl_interp_init (spline, x, y, m);
  for (guint i = 0; i < *n; i++)
    samples[i] = gsl_interp_eval (spline, x, y,
                                  MIN (x[0] + i * (1000 / BW_RESAMPLE_RATE_HZ), x[m - 1]), at);
  gsl_interp_accel_free (at);
  gsl_interp_free (spline);
  return samples;
}
