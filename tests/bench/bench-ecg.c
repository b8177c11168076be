/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "forecast/bw-simulate-ecg.h"
#include "signal/bw-artefacts.h"
#include "signal/bw-ecg-beat.h"
#include "signal/bw-filter.h"
#include "signal/bw-rpeaks.h"
#include "signal/bw-rpeaks-private.h"

#include <locale.h>
#include <stdlib.h>

/* How long it takes to find the beats of one recording of 30 s at 512 Hz. */

#define N BW_SIMULATE_ECG_SAMPLES
#define RATE BW_SIMULATE_ECG_RATE_HZ
#define ROUNDS 401

/* R peaks by numpy and scipy on the same machine, without the correction of beat times. */
#define REFERENCE_MS 5.0

static int
compare_times (const void *a,
               const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Prints the median and the least of @times; returns the median. */
static double
tell (const char *what,
      double      times[ROUNDS])
{
  qsort (times, ROUNDS, sizeof *times, compare_times);
  g_print ("%-44s %7.3f ms (least %.3f)\n", what, times[ROUNDS / 2], times[0]);
  return times[ROUNDS / 2];
}

static void
tell_against_reference (const char *what,
                        double      ms)
{
  g_print ("%-44s %7.3f ms: %.1f times as fast as the %.1f ms of numpy and scipy\n", what, ms,
           REFERENCE_MS / ms, REFERENCE_MS);
}

#define MEASURE(median, what, statement)                                                        \
  G_STMT_START                                                                                  \
  {                                                                                             \
    double times_[ROUNDS];                                                                      \
    for (guint round_ = 0; round_ < ROUNDS; round_++)                                           \
      {                                                                                         \
        gint64 start_ = g_get_monotonic_time ();                                                \
        statement;                                                                              \
        times_[round_] = (double) (g_get_monotonic_time () - start_) / 1000;                    \
      }                                                                                         \
    median = tell (what, times_);                                                               \
  }                                                                                             \
  G_STMT_END

/* All but the correction, stage by stage. */
static void
measure_stages (const double *samples,
                double        whole)
{
  g_autofree double *clean = g_new (double, N);
  g_autofree double *steepness = g_new (double, N);
  g_autofree double *smooth = g_new (double, N);
  g_autoptr (BwRPeaks) peaks = bw_rpeaks_new (samples, N, RATE);
  g_autofree double *time = g_new (double, peaks->n_detected + 1);
  const BwArtefactOptions options = { .peaks = TRUE };
  const guint n = N - peaks->settling;
  double ms[3];

  for (guint i = 0; i < peaks->n_detected; i++)
    time[i] = peaks->detected[i];
  MEASURE (ms[0], "  high-pass and moving average", bw_rpeaks_clean (clean, samples, n, RATE));
  MEASURE (ms[1], "  steepness and its averages", {
    bw_rpeaks_get_steepness (steepness, clean, n);
    bw_rpeaks_average (smooth, steepness, n, bw_rpeaks_get_width (0.1, RATE));
    bw_rpeaks_average (steepness, smooth, n, bw_rpeaks_get_width (0.75, RATE));
  });
  MEASURE (ms[2], "  correction of beat times",
           bw_artefacts_free (bw_artefacts_new (time, NULL, peaks->n_detected, &options)));
  tell_against_reference ("  without the correction", whole - ms[2]);
}

int
main (void)
{
  static gint32 samples_nv[N];
  static double samples[N], filtered[N];
  GRand *rand = bw_random_new (1, "bench-ecg");
  BwSimulateEcgDay day;
  g_autoptr (BwEcgAnalysis) analysis = NULL;
  double whole, ms[3];

  setlocale (LC_ALL, "");
  bw_simulate_ecg_day_init (&day, rand);
  bw_simulate_ecg (samples_nv, N, &day, FALSE, NULL, rand);
  g_rand_free (rand);
  for (guint i = 0; i < N; i++)
    samples[i] = samples_nv[i] / 1000.0;

  MEASURE (whole, "R peaks", bw_rpeaks_free (bw_rpeaks_new (samples, N, RATE)));
  tell_against_reference ("  with the correction", whole);
  measure_stages (samples, whole);
  MEASURE (ms[0], "analysis: R peaks, flaws, quality",
           bw_ecg_analysis_free (bw_ecg_analysis_new (samples, N, RATE)));
  analysis = bw_ecg_analysis_new (samples, N, RATE);
  MEASURE (ms[1], "averaged beat, its waves and intervals",
           bw_ecg_beat_free (bw_ecg_beat_new (samples, N, analysis)));
  MEASURE (ms[2], "filter over the waveform, 0.5 Hz and 50 Hz",
           bw_ecg_filter (filtered, samples, N, RATE,
                          BW_ECG_FILTER_BASELINE | BW_ECG_FILTER_MAINS_50));
  return whole > 0 && ms[0] > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
