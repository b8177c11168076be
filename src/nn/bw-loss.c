/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-loss.h"

#include <math.h>

static gsize
count (const float *mask,
       gsize        n)
{
  gsize counted = 0;

  if (!mask)
    return n;
  for (gsize i = 0; i < n; i++)
    counted += mask[i] != 0;
  return counted;
}

double
bw_loss_mse (float       *dy,
             const float *y,
             const float *target,
             const float *mask,
             gsize        n)
{
  gsize counted = count (mask, n);
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      gboolean counts = !mask || mask[i] != 0;
      double e = counts ? (double) y[i] - (double) target[i] : 0;

      sum += e * e;
      if (dy)
        dy[i] = counts ? (float) (2 * e / (double) counted) : 0;
    }
  return counted ? sum / (double) counted : 0;
}

double
bw_loss_pinball (float       *dy,
                 const float *y,
                 const float *target,
                 const float *mask,
                 gsize        n,
                 const float *quantiles,
                 guint        n_quantiles)
{
  gsize counted = count (mask, n);
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      gboolean counts = !mask || mask[i] != 0;
      double q = (double) quantiles[i % n_quantiles];
      double e = counts ? (double) target[i] - (double) y[i] : 0;

      sum += e >= 0 ? q * e : (q - 1) * e;
      if (dy)
        dy[i] = counts ? (float) ((e >= 0 ? -q : 1 - q) / (double) counted) : 0;
      /* NaN goes into the loss, not into a quiet gradient. */
      if (dy && e != e)
        dy[i] = (float) e;
    }
  return counted ? sum / (double) counted : 0;
}

double
bw_loss_bce (float       *dy,
             const float *y,
             const float *target,
             const float *mask,
             gsize        n)
{
  gsize counted = count (mask, n);
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      gboolean counts = !mask || mask[i] != 0;
      double v = counts ? (double) y[i] : 0, t = counts ? (double) target[i] : 0;

      if (counts)
        sum += MAX (v, 0) - v * t + log1p (exp (-fabs (v)));
      if (dy)
        dy[i] = counts ? (float) ((1 / (1 + exp (-v)) - t) / (double) counted) : 0;
    }
  return counted ? sum / (double) counted : 0;
}
