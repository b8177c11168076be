/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-beat-windows.h"

#include <math.h>

#define WINDOW (BW_BEAT_SAMPLES - 1)
#define SAME_RATE 0.01
#define LOBES 8

static double
sinc (double x)
{
  return fabs (x) < 1e-9 ? 1 : sin (G_PI * x) / (G_PI * x);
}

/* The signal at @position, in samples; @width: samples a lobe, at least 1. Beyond the ends the
 * first and last samples count on. */
static double
interpolate (const double *samples,
             guint         n,
             double        position,
             double        width)
{
  const double reach = LOBES * width;
  const gint64 from = (gint64) ceil (position - reach), to = (gint64) floor (position + reach);
  double sum = 0, weights = 0;

  for (gint64 i = from; i <= to; i++)
    {
      double x = ((double) i - position) / width;
      double weight = sinc (x) * sinc (x / LOBES);

      sum += weight * samples[CLAMP (i, 0, (gint64) n - 1)];
      weights += weight;
    }
  return sum / weights;
}

guint
bw_beat_windows_append (GArray         *waves,
                        const double   *samples_uv,
                        guint           n,
                        double          rate_hz,
                        const BwRPeaks *peaks)
{
  const guint before = waves->len;
  const gboolean as_is = fabs (rate_hz / BW_BEAT_RATE_HZ - 1) <= SAME_RATE;
  const double step = as_is ? 1 : rate_hz / BW_BEAT_RATE_HZ;
  const double sign = peaks->inverted ? -1 : 1;

  g_return_val_if_fail (g_array_get_element_size (waves) == BW_BEAT_SAMPLES * sizeof (float), 0);
  g_return_val_if_fail (rate_hz > 0, 0);

  for (guint p = 0; p + 1 < peaks->n; p++)
    {
      const double first = peaks->peaks[p] - BW_BEAT_BEFORE * step;
      float *wave;

      if (first <= 0 || first + (WINDOW - 1) * step > n - 1.0)
        continue;
      g_array_set_size (waves, waves->len + 1);
      wave = (float *) (void *) waves->data + (gsize) (waves->len - 1) * BW_BEAT_SAMPLES;
      for (guint i = 0; i < WINDOW; i++)
        {
          double position = first + i * step;
          double value = as_is ? samples_uv[(guint) position]
                               : interpolate (samples_uv, n, position, MAX (1, step));

          wave[i] = (float) (sign * value);
        }
      wave[WINDOW] = (float) ((peaks->peaks[p + 1] - peaks->peaks[p]) / step);
    }
  return waves->len - before;
}
