/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot-test-ecg.h"

#include <math.h>

/* Waves of a beat: seconds from R, µV, width in seconds. */
static const struct
{
  double at, height, width;
} waves[] = {
  { -0.17, 110, 0.022 }, { -0.028, -90, 0.008 }, { 0, PLOT_TEST_R_UV, 0.010 },
  { 0.030, -210, 0.010 }, { 0.26, 260, 0.045 },
};

double *
plot_test_ecg (double    seconds,
               guint    *n,
               guint32 **peaks,
               guint    *n_peaks)
{
  guint count = (guint) (seconds * PLOT_TEST_RATE);
  double *samples = g_new (double, MAX (count, 1));
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < count; i++)
    samples[i] = 40 * sin (i / PLOT_TEST_RATE * 1.1) + 12 * sin (i * 0.71) + 9 * sin (i * 2.13);
  for (double s = 0.6; s < seconds - 0.5; s += 0.8 + 0.06 * sin (s * 1.3))
    {
      guint32 peak = (guint32) round (s * PLOT_TEST_RATE);

      g_array_append_val (found, peak);
      for (int i = -150; i <= 230; i++)
        for (guint w = 0; w < G_N_ELEMENTS (waves); w++)
          {
            double away = (i / PLOT_TEST_RATE - waves[w].at) / waves[w].width;

            if ((int) peak + i >= 0 && peak + i < count)
              samples[peak + i] += waves[w].height * exp (-away * away / 2);
          }
    }
  *n = count;
  *n_peaks = found->len;
  *peaks = (guint32 *) (void *) g_array_free (found, FALSE);
  return samples;
}
