/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-simulated.h"

#include "base/bw-random.h"
#include "forecast/bw-simulate-ecg.h"

double *
ecg_simulate (guint   seed,
              double  rate_hz,
              guint  *n,
              double *hr_bpm)
{
  g_autofree gint32 *nv = g_new (gint32, BW_SIMULATE_ECG_SAMPLES);
  GRand *rand = bw_random_new (seed, "ecg");
  const double step = BW_SIMULATE_ECG_RATE_HZ / rate_hz;
  BwSimulateEcgDay day;
  double *samples;

  bw_simulate_ecg_day_init (&day, rand);
  bw_simulate_ecg (nv, BW_SIMULATE_ECG_SAMPLES, &day, seed % 2 == 0, hr_bpm, rand);
  g_rand_free (rand);
  *n = (guint) ((BW_SIMULATE_ECG_SAMPLES - 1) / step);
  samples = g_new (double, *n);
  for (guint i = 0; i < *n; i++)
    {
      guint at = (guint) (i * step);

      samples[i] = (nv[at] + (i * step - at) * (nv[at + 1] - nv[at])) / 1000;
    }
  return samples;
}
