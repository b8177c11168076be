/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-simulate.h"

#include "base/bw-random.h"

#include <math.h>

/* Sinusoids of random phase that stand for one peak of the spectrum. */
#define LINES 12

typedef struct
{
  double omega[LINES]; /* rad/s */
  double phase[LINES];
  double amplitude;
} Peak;

/* Frequencies drawn from the peak's Gaussian, so that the lines' power has its shape. */
static void
peak_init (Peak   *peak,
           double  centre_hz,
           double  width_hz,
           double  variance,
           GRand  *rand)
{
  for (guint i = 0; i < LINES; i++)
    {
      peak->omega[i] = 2 * G_PI * fabs (centre_hz + width_hz * bw_random_normal (rand));
      peak->phase[i] = g_rand_double_range (rand, 0, 2 * G_PI);
    }
  peak->amplitude = sqrt (2 * variance / LINES);
}

static double
peak_at (const Peak *peak,
         double      seconds)
{
  double sum = 0;

  for (guint i = 0; i < LINES; i++)
    sum += sin (peak->omega[i] * seconds + peak->phase[i]);
  return peak->amplitude * sum;
}

void
bw_simulate_rr (double *rr_ms,
                guint   n,
                double  mean_ms,
                double  rmssd_ms,
                double  lf_hf,
                GRand  *rand)
{
  /* The wander's memory, in beats. */
  const double keep = exp (-1 / 25.0);
  double breath_hz = 0.25 + 0.02 * bw_random_normal (rand);
  double wander = bw_random_normal (rand);
  double sum = 0, squares = 0, scale;
  Peak lf, hf;

  peak_init (&lf, 0.1, 0.01, lf_hf, rand);
  peak_init (&hf, CLAMP (breath_hz, 0.18, 0.32), 0.01, 1, rand);

  for (guint i = 0; i < n; i++)
    {
      double seconds = i * mean_ms / 1000;

      rr_ms[i] = peak_at (&lf, seconds) + peak_at (&hf, seconds) + wander;
      wander = keep * wander + sqrt (1 - keep * keep) * bw_random_normal (rand);
      sum += rr_ms[i];
      if (i > 0)
        squares += (rr_ms[i] - rr_ms[i - 1]) * (rr_ms[i] - rr_ms[i - 1]);
    }

  scale = n > 1 && squares > 0 ? rmssd_ms / sqrt (squares / (n - 1)) : 0;
  for (guint i = 0; i < n; i++)
    rr_ms[i] = CLAMP (mean_ms + scale * (rr_ms[i] - sum / n), 0.5 * mean_ms, 1.7 * mean_ms);
}
