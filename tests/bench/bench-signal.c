/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "rhythm/bw-rhythm.h"
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

/* A day with an artefact every hundred beats, and @n_edits edits of it. */
static BwRhythm *
make_day (guint n_edits)
{
  g_autoptr (BwRr) rr = draw_rhythm (DAY);
  g_autofree BwBeatEdit *edits = g_new0 (BwBeatEdit, n_edits);
  g_autoptr (BwRhythmSource) source = NULL;
  g_autoptr (BwBeatEdits) made = NULL;

  for (guint i = 50; i + 1 < rr->n; i += 100)
    rr->rr_ms[i] -= 200, rr->end_ms[i] -= 200, rr->rr_ms[i + 1] += 200;
  for (guint i = 0; i < n_edits; i++)
    edits[i] = (BwBeatEdit){
      .kind = i % 2 ? BW_EDIT_MARK : BW_EDIT_MERGE,
      .beat = (gint32) (1 + i * (DAY / n_edits)),
      .verdict = BW_BEAT_NORMAL,
    };
  source = bw_rhythm_source_new (BW_RHYTHM_RR, NULL, bw_measured_beats_new (rr, 0));
  made = bw_beat_edits_new (edits, n_edits, source->beats, NULL);
  return bw_rhythm_new (source, made, NULL);
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
  {
    g_autoptr (BwRhythm) plain = make_day (0);
    g_autoptr (BwRhythm) edited = make_day (1000);

    MEASURE ("a day as a rhythm: beats, verdicts, NN", 1,
             bw_rhythm_unref (bw_rhythm_new (plain->source, NULL, NULL)));
    MEASURE ("  with 1,000 edits", 1,
             bw_rhythm_unref (bw_rhythm_new (edited->source, edited->edits, NULL)));
    MEASURE ("  one more edit, as a click makes it", 1, {
      g_autoptr (BwBeatEdits) edits = bw_beat_edits_delete (edited->edits, edited->edited, 777, NULL);

      bw_rhythm_unref (bw_rhythm_change (edited, edits, NULL));
    });
  }
  return 0;
}
