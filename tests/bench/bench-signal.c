/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "signal/bw-hrv.h"
#include "signal/bw-reading.h"

#include <locale.h>
#include <math.h>

#define DAY 110000
#define FIVE_MINUTES 375
#define READING 64

static BwRr *
draw_rhythm (guint n)
{
  GRand *rand = bw_random_new (1, "bench");
  g_autofree double *rr = g_new (double, n);
  BwRr *series;

  for (guint i = 0; i < n; i++)
    rr[i] = round (790 + 60 * sin (i * 0.0007) + 30 * sin (i * 0.5) + 25 * sin (i * 1.45)
                   + 15 * bw_random_normal (rand));
  series = bw_rr_from_numbers (rr, n, NULL);
  g_rand_free (rand);
  return series;
}

/* Best of several, microseconds a call. */
#define MEASURE(what, repeats, statement)                                                       \
  G_STMT_START                                                                                  \
  {                                                                                             \
    double best = HUGE_VAL;                                                                     \
    for (int round_ = 0; round_ < ((repeats) > 1 ? 50 : 3); round_++)                                                  \
      {                                                                                         \
        gint64 start = g_get_monotonic_time ();                                                 \
        for (int i_ = 0; i_ < (repeats); i_++)                                                  \
          statement;                                                                            \
        best = MIN (best, (double) (g_get_monotonic_time () - start) / (repeats));              \
      }                                                                                         \
    g_print ("%-52s %12.1f µs\n", what, best);                                                  \
  }                                                                                             \
  G_STMT_END

int
main (void)
{
  const BwHrvOptions detrend = { .detrend = TRUE };
  g_autoptr (BwRr) minutes = draw_rhythm (FIVE_MINUTES);
  g_autoptr (BwRr) day = draw_rhythm (DAY);
  BwReadingResult reading;
  gint64 time_ms[READING];

  setlocale (LC_ALL, "");
  for (guint i = 0; i < READING; i++)
    time_ms[i] = (gint64) (minutes->end_ms[i] / 10) * 10;
  MEASURE ("a watch's reading of 64 beats: RMSSD", 100,
           bw_reading_analyse (&reading, time_ms, NULL, READING, 10));
  MEASURE ("5 minutes (375 beats), all metrics", 10,
           bw_hrv_free (bw_hrv_compute (minutes, NULL)));
  MEASURE ("5 minutes, all metrics, detrended", 10,
           bw_hrv_free (bw_hrv_compute (minutes, &detrend)));
  MEASURE ("  artefacts", 10, bw_artefacts_free (bw_artefacts_new_for_rr (minutes, NULL, NULL)));
  MEASURE ("  Welch", 10, {
    BwHrvSpectrum spectrum;
    bw_hrv_welch (&spectrum, minutes, BW_HRV_WINDOW_S);
    bw_hrv_spectrum_clear (&spectrum);
  });
  MEASURE ("  Lomb–Scargle", 10, {
    BwHrvSpectrum spectrum;
    bw_hrv_lomb (&spectrum, minutes, BW_HRV_WINDOW_S);
    bw_hrv_spectrum_clear (&spectrum);
  });
  MEASURE ("  entropies", 10, {
    BwHrvEntropy entropy;
    bw_hrv_entropy (&entropy, minutes, BW_HRV_ENTROPY_TOLERANCE);
  });
  MEASURE ("  DFA", 10, {
    BwDfa dfa;
    bw_hrv_dfa (&dfa, minutes);
  });
  MEASURE ("a day (110,000 beats), all metrics", 1, bw_hrv_free (bw_hrv_compute (day, NULL)));
  MEASURE ("  artefacts", 1, bw_artefacts_free (bw_artefacts_new_for_rr (day, NULL, NULL)));
  MEASURE ("  entropies", 1, {
    BwHrvEntropy entropy;
    bw_hrv_entropy (&entropy, day, BW_HRV_ENTROPY_TOLERANCE);
  });
  return 0;
}
