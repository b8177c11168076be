/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-ecg-template.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

static double
correlate (const double *x,
           const double *y,
           guint         n)
{
  double mean_x = 0, mean_y = 0, xx = 0, yy = 0, xy = 0;

  for (guint i = 0; i < n; i++)
    {
      mean_x += x[i];
      mean_y += y[i];
    }
  mean_x /= n;
  mean_y /= n;
  for (guint i = 0; i < n; i++)
    {
      const double dx = x[i] - mean_x, dy = y[i] - mean_y;

      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
  /* Rounding can lead beyond 1. */
  return xx > 0 && yy > 0 ? CLAMP (xy / sqrt (xx * yy), -1, 1) : 0;
}

BwEcgTemplate *
bw_ecg_template_new (const double  *x,
                     guint          n,
                     const guint32 *peaks,
                     guint          n_peaks,
                     guint          before,
                     guint          width)
{
  BwEcgTemplate *self = g_new0 (BwEcgTemplate, 1);
  g_autofree double *column = g_new (double, n_peaks + 1);

  self->before = before;
  self->width = width;
  self->peaks = g_new (guint32, n_peaks + 1);
  self->median = g_new0 (double, width + 1);
  self->correlations = g_new (double, n_peaks + 1);
  for (guint i = 0; i < n_peaks; i++)
    if (peaks[i] >= before && peaks[i] - before + width <= n)
      self->peaks[self->n_beats++] = peaks[i];
  if (self->n_beats == 0)
    return self;

  for (guint i = 0; i < width; i++)
    {
      for (guint b = 0; b < self->n_beats; b++)
        column[b] = x[self->peaks[b] - before + i];
      self->median[i] = gsl_stats_median (column, 1, self->n_beats);
    }
  for (guint b = 0; b < self->n_beats; b++)
    self->correlations[b] = correlate (x + self->peaks[b] - before, self->median, width);
  return self;
}

void
bw_ecg_template_free (BwEcgTemplate *self)
{
  if (self == NULL)
    return;
  g_free (self->peaks);
  g_free (self->median);
  g_free (self->correlations);
  g_free (self);
}
