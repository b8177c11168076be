/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "signal/bw-reading.h"

#include <math.h>
#include <string.h>

#define N 64
#define READINGS 400

/* A resting rhythm: breathing, a 0.1 Hz wave, slow drift and noise. The sample's own RMSSD is
 * @rmssd_ms. */
static void
draw_rhythm (GRand  *rand,
             double *rr_ms,
             double  mean_ms,
             double  rmssd_ms)
{
  double breath = g_rand_double_range (rand, 0, 2 * G_PI), wave = breath * 7;
  double rate_hz = g_rand_double_range (rand, 0.2, 0.3);
  double slow = 0, squares = 0, scale;

  for (guint i = 0; i < N; i++)
    {
      breath += 2 * G_PI * rate_hz * mean_ms / 1000 * (1 + 0.15 * bw_random_normal (rand));
      wave += 2 * G_PI * 0.1 * mean_ms / 1000;
      slow = 0.95 * slow + 0.3 * bw_random_normal (rand);
      rr_ms[i] = sin (breath) + 0.7 * sin (wave) + slow + 0.25 * bw_random_normal (rand);
      if (i > 0)
        squares += (rr_ms[i] - rr_ms[i - 1]) * (rr_ms[i] - rr_ms[i - 1]);
    }
  scale = rmssd_ms / sqrt (squares / (N - 1));
  for (guint i = 0; i < N; i++)
    rr_ms[i] = mean_ms + scale * rr_ms[i];
}

static double
round_to_clock (double ms)
{
  return round (ms / 10) * 10;
}

/* What a watch would write: times on a 10 ms clock, rates rounded. */
static void
write_beats (GRand        *rand,
             gint64       *time_ms,
             gint32       *bpm,
             const double *rr_ms)
{
  double time = g_rand_double_range (rand, 1e6, 2e6);

  time_ms[0] = (gint64) round_to_clock (time);
  bpm[0] = 0;
  for (guint i = 0; i < N; i++)
    {
      time += rr_ms[i];
      time_ms[i + 1] = (gint64) round_to_clock (time);
      bpm[i + 1] = (gint32) round (60000 / rr_ms[i]);
    }
}

/* The truth is met on the average of many readings at every level and rate, where the raw value is
 * 2 ms too high at RMSSD 10. A little falls to beats wrongly taken for artefacts. */
static void
test_unbiased (void)
{
  static const double truths[] = { 10, 20, 40, 80 }, means[] = { 700, 1000 };

  for (guint m = 0; m < G_N_ELEMENTS (means); m++)
    for (guint t = 0; t < G_N_ELEMENTS (truths); t++)
      {
        GRand *rand = bw_random_new (t, "reading");
        double sum = 0, squares = 0, raw = 0, se = 0, mean;

        for (guint r = 0; r < READINGS; r++)
          {
            double rr_ms[N];
            gint64 time_ms[N + 1];
            gint32 bpm[N + 1];
            BwReadingResult result;

            draw_rhythm (rand, rr_ms, means[m], truths[t]);
            write_beats (rand, time_ms, bpm, rr_ms);
            bw_reading_analyse (&result, time_ms, bpm, N + 1, 10);
            g_assert_cmpint (result.verdict, ==, BW_READING_USED);
            sum += result.rmssd_ms;
            squares += result.rmssd_ms * result.rmssd_ms;
            raw += result.rmssd_raw_ms * result.rmssd_raw_ms;
            se += result.se_ms;
          }
        mean = sum / READINGS;
        g_test_message ("mean RR %.0f, RMSSD %.0f: %.3f (spread %.3f, own error %.2f)", means[m],
                        truths[t], mean, sqrt (squares / READINGS - mean * mean), se / READINGS);
        bw_assert_near (mean, truths[t], 0.015 * truths[t]);
        bw_assert_near (sqrt (squares / READINGS), truths[t], 0.01 * truths[t]);
        if (truths[t] <= 10)
          bw_assert_near (sqrt (raw / READINGS), sqrt (truths[t] * truths[t] + 50), 0.2);
        g_rand_free (rand);
      }
}

/* The standard error is what readings of the same process really scatter by. (Its intervals are
 * drawn evenly, for none to be taken for an artefact.) */
static void
test_standard_error (void)
{
  GRand *rand = bw_random_new (3, "error");
  double sum = 0, squares = 0, se = 0;
  guint n = 0;

  for (guint r = 0; r < 2000; r++)
    {
      double rr_ms[N];
      gint64 time_ms[N + 1];
      gint32 bpm[N + 1];
      BwReadingResult result;

      for (guint i = 0; i < N; i++)
        rr_ms[i] = 900 + g_rand_double_range (rand, -40, 40);
      write_beats (rand, time_ms, bpm, rr_ms);
      bw_reading_analyse (&result, time_ms, bpm, N + 1, 10);
      if (result.n_artefacts > 0)
        continue;
      sum += result.rmssd_ms;
      squares += result.rmssd_ms * result.rmssd_ms;
      se += result.se_ms * result.se_ms;
      n++;
    }
  g_assert_cmpuint (n, >, 500);
  g_test_message ("%u readings, error %.2f, scatter %.2f", n, sqrt (se / n),
                  sqrt (squares / n - sum / n * sum / n));
  bw_assert_near (sqrt (se / n) / sqrt (squares / n - sum / n * sum / n), 1, 0.12);
  g_rand_free (rand);
}

static void
test_verdicts (void)
{
  gint64 time_ms[81];
  BwReadingResult result;

  for (guint n = 0; n < 3; n++)
    {
      time_ms[n] = 1000 * n;
      bw_reading_analyse (&result, time_ms, NULL, n, 10);
      g_assert_cmpint (result.verdict, ==, BW_READING_TOO_FEW_INTERVALS);
      g_assert_cmpfloat (result.rmssd_ms, ==, -1);
      g_assert_cmpfloat (result.se_ms, ==, -1);
    }

  /* exactly 20 intervals count, 19 do not */
  for (guint i = 0; i < 81; i++)
    time_ms[i] = 900 * i + (i % 4 == 0 ? 30 : 0);
  bw_reading_analyse (&result, time_ms, NULL, 21, 10);
  g_assert_cmpuint (result.n_intervals, ==, 20);
  g_assert_cmpint (result.verdict, ==, BW_READING_USED);
  bw_reading_analyse (&result, time_ms, NULL, 20, 10);
  g_assert_cmpint (result.verdict, ==, BW_READING_TOO_FEW_INTERVALS);

  /* intervals without a single neighbour have no difference */
  for (guint i = 0; i < 80; i++)
    time_ms[i] = 5000 * (i / 2) + 900 * (i % 2);
  bw_reading_analyse (&result, time_ms, NULL, 80, 10);
  g_assert_cmpuint (result.n_intervals, ==, 40);
  g_assert_cmpuint (result.n_differences, ==, 0);
  g_assert_cmpint (result.verdict, ==, BW_READING_TOO_FEW_INTERVALS);

  /* a pacemaker: nothing but the clock */
  for (guint i = 0; i < 81; i++)
    time_ms[i] = 857 * i / 10 * 10;
  bw_reading_analyse (&result, time_ms, NULL, 81, 10);
  g_assert_cmpuint (result.n_artefacts, ==, 0);
  g_assert_cmpfloat (result.rmssd_raw_ms, >, 0);
  g_assert_cmpint (result.verdict, ==, BW_READING_OUT_OF_RANGE);

  g_assert_cmpstr (bw_reading_verdict_get_id (BW_READING_USED), ==, "used");
  g_assert_cmpstr (bw_reading_verdict_get_id (BW_READING_OUT_OF_RANGE), ==, "out-of-range");
  for (int v = BW_READING_USED; v <= BW_READING_OUT_OF_RANGE; v++)
    g_assert_cmpstr (bw_reading_verdict_get_text (v), !=, "");
}

/* Calm stretches of eight intervals with two or three lone ones between that are far too long: of 51
 * intervals 11 are artefacts; with one lone interval fewer they are exactly a fifth, which counts. */
static void
test_too_many_artefacts (void)
{
  for (guint n_lone = 10; n_lone <= 11; n_lone++)
    {
      gint64 time_ms[80];
      BwReadingResult result;
      guint n = 0, lone = 0;
      gint64 t = 0;

      for (guint block = 0; block < 5; block++)
        {
          for (guint i = 0; i < (block == 4 ? n_lone - lone : 2); i++)
            {
              time_ms[n++] = t += 5000;
              time_ms[n++] = t += 1200;
            }
          lone += 2;
          time_ms[n++] = t += 5000;
          for (guint i = 0; i < 8; i++)
            time_ms[n++] = t += i % 3 == 0 ? 810 : 800;
        }
      bw_reading_analyse (&result, time_ms, NULL, n, 10);
      g_assert_cmpuint (result.n_artefacts, ==, n_lone);
      g_assert_cmpuint (result.n_intervals, ==, 40);
      g_assert_cmpint (result.verdict == BW_READING_TOO_MANY_ARTEFACTS, ==, n_lone == 11);
    }
}

/* Two artefacts of a kind in each reading leave the mean where it was. */
static void
test_unbiased_by_artefacts (void)
{
  for (guint kind = 0; kind < 2; kind++)
    {
      GRand *rand = bw_random_new (kind, "spoilt");
      double sum = 0;
      guint n_artefacts = 0;

      for (guint r = 0; r < READINGS; r++)
        {
          double rr_ms[N];
          gint64 time_ms[N + 1];
          gint32 bpm[N + 1];
          BwReadingResult result;
          guint n = N + 1;

          draw_rhythm (rand, rr_ms, 850, 30);
          write_beats (rand, time_ms, bpm, rr_ms);
          for (guint a = 0; a < 2; a++)
            {
              guint at = (guint) g_rand_int_range (rand, 5 + 28 * (gint32) a, 30 + 28 * (gint32) a);

              if (kind == 0)
                time_ms[at] -= 300;
              else
                memmove (time_ms + at, time_ms + at + 1, (--n - at) * sizeof *time_ms);
            }
          bw_reading_analyse (&result, time_ms, NULL, n, 10);
          sum += result.rmssd_ms;
          n_artefacts += result.n_artefacts;
        }
      bw_assert_near (n_artefacts / (double) READINGS, 2, 0.1);
      bw_assert_near (sum / READINGS, 30, 0.5);
      g_rand_free (rand);
    }
}

/* One early beat in a calm rhythm would more than double RMSSD. */
static void
test_ectopic_is_removed (void)
{
  GRand *rand = bw_random_new (5, "ectopic");
  double rr_ms[N];
  gint64 time_ms[N + 1];
  gint32 bpm[N + 1];
  BwReadingResult clean, spoilt;

  draw_rhythm (rand, rr_ms, 900, 30);
  write_beats (rand, time_ms, bpm, rr_ms);
  bw_reading_analyse (&clean, time_ms, NULL, N + 1, 10);
  time_ms[30] -= 300;
  bw_reading_analyse (&spoilt, time_ms, NULL, N + 1, 10);
  g_assert_cmpuint (clean.n_artefacts, ==, 0);
  g_assert_cmpuint (spoilt.n_artefacts, ==, 1);
  g_assert_cmpuint (spoilt.n_intervals, ==, N);
  g_assert_cmpuint (spoilt.n_differences, ==, clean.n_differences - 3);
  bw_assert_near (spoilt.rmssd_ms, clean.rmssd_ms, clean.se_ms);
  g_rand_free (rand);
}

/* Nothing done gives the same to the bit; a beat set wrong by the watch and put right by hand gives
 * what the beats would have given, but for the differences that rest on it; a reading whose beats are
 * mostly removed is not used. */
static void
test_edited (void)
{
  GRand *rand = bw_random_new (8, "edited");
  guint n_with_artefacts = 0;

  for (guint round = 0; round < 200; round++)
    {
      double rr[N];
      gint64 time[N + 1];
      gint32 bpm[N + 1];
      g_autoptr (BwMeasuredBeats) measured = NULL;
      g_autoptr (BwEditedBeats) beats = NULL;
      g_autoptr (BwBeatEdits) edits = bw_beat_edits_new_empty ();
      BwReadingResult plain, edited;

      draw_rhythm (rand, rr, 900, 40);
      write_beats (rand, time, bpm, rr);
      if (round % 2)
        time[20] += 200;                   /* which its rate belies: alone, or beside a gap */
      if (round % 3)
        time[40] -= 240, bpm[40] = bpm[41] = 0;
      bw_reading_analyse (&plain, time, bpm, N + 1, 10);
      measured = bw_measured_beats_new_for_list (time, bpm, N + 1, 10);
      beats = bw_edited_beats_new (measured, edits, BW_CORRECTION_STANDARD);
      memset (&edited, 0, sizeof edited);
      bw_reading_analyse_edited (&edited, beats);
      g_assert_cmpuint (edited.n_beats, ==, plain.n_beats);
      g_assert_cmpuint (edited.n_intervals, ==, plain.n_intervals);
      g_assert_cmpuint (edited.n_differences, ==, plain.n_differences);
      g_assert_cmpuint (edited.n_artefacts, ==, plain.n_artefacts);
      g_assert_true (edited.rmssd_raw_ms == plain.rmssd_raw_ms && edited.rmssd_ms == plain.rmssd_ms
                     && edited.se_ms == plain.se_ms);
      g_assert_cmpint (edited.verdict, ==, plain.verdict);
      n_with_artefacts += plain.n_artefacts > 0;
    }
  g_assert_cmpuint (n_with_artefacts, >, 60);
  g_rand_free (rand);
}

static void
test_edited_by_hand (void)
{
  GRand *rand = bw_random_new (9, "edited");
  double rr[N], squares = 0;
  gint64 time[N + 1];
  gint32 bpm[N + 1];
  guint n = 0;
  g_autoptr (BwMeasuredBeats) measured = NULL;
  g_autoptr (BwEditedBeats) beats = NULL;
  g_autoptr (BwEditedBeats) moved = NULL;
  g_autoptr (BwBeatEdits) edits = bw_beat_edits_new_empty ();
  BwReadingResult result;

  draw_rhythm (rand, rr, 900, 40);
  write_beats (rand, time, bpm, rr);
  g_rand_free (rand);
  measured = bw_measured_beats_new_for_list (time, NULL, N + 1, 10);
  for (guint round = 0; round < 30; round++)
    {
      BwBeatEdits *next;

      g_clear_pointer (&beats, bw_edited_beats_unref);
      beats = bw_edited_beats_new (measured, edits, BW_CORRECTION_NONE);
      if (round == 1)
        {
          moved = bw_edited_beats_ref (beats);
          bw_reading_analyse_edited (&result, moved);
          g_assert_cmpuint (result.n_artefacts, ==, 1);
          g_assert_cmpuint (result.n_intervals, ==, N);
          g_assert_cmpuint (result.n_differences, ==, N - 1 - 3);
          for (guint i = 1; i < N; i++)
            if (i < 29 || i > 31)
              {
                const double d = (double) (time[i + 1] - 2 * time[i] + time[i - 1]);

                squares += d * d;
                n++;
              }
          bw_assert_near (result.rmssd_raw_ms, sqrt (squares / n), 1e-9);
          bw_assert_near (result.rmssd_ms, sqrt (squares / n - 50), 1e-9);
        }
      next = round == 0 ? bw_beat_edits_move (edits, beats, 30, beats->beats[30].time_ms + 50, NULL)
                        : bw_beat_edits_merge (edits, beats, 2 * round, NULL);
      g_assert_nonnull (next);
      bw_beat_edits_unref (edits);
      edits = next;
    }
  bw_reading_analyse_edited (&result, beats);
  g_assert_cmpint (result.verdict, ==, BW_READING_TOO_MANY_ARTEFACTS);
}

/* A fifth of its beats is a fifth of those that follow on another: lone ones tell nothing. */
static void
test_lone_beats (void)
{
  enum { RUN = 26, LONE = 20 };
  gint64 time[RUN + LONE];

  for (guint i = 0; i < RUN + LONE; i++)
    time[i] = i < RUN ? 800 * i + 10 * (i % 3) : 30000 + 9000 * (i - RUN);
  for (guint n_marked = 4; n_marked <= 6; n_marked += 2)
    {
      g_autoptr (BwMeasuredBeats) measured
          = bw_measured_beats_new_for_list (time, NULL, RUN + LONE, 10);
      g_autoptr (BwEditedBeats) plain = bw_edited_beats_new (measured, NULL, BW_CORRECTION_NONE);
      g_autoptr (BwBeatEdits) none = bw_beat_edits_new_empty ();
      g_autoptr (BwBeatEdits) edits
          = bw_beat_edits_mark (none, plain, 5, 4 + n_marked, BW_BEAT_ECTOPIC, NULL);
      g_autoptr (BwEditedBeats) beats = bw_edited_beats_new (measured, edits, BW_CORRECTION_NONE);
      BwReadingResult result;

      bw_reading_analyse_edited (&result, beats);
      g_assert_cmpuint (result.n_artefacts, ==, n_marked);
      g_assert_cmpuint (result.n_intervals, ==, RUN - 1);
      g_assert_cmpint (result.verdict, ==,
                       n_marked > 5 ? BW_READING_TOO_MANY_ARTEFACTS : BW_READING_USED);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/reading/unbiased", test_unbiased);
  g_test_add_func ("/signal/reading/standard-error", test_standard_error);
  g_test_add_func ("/signal/reading/verdicts", test_verdicts);
  g_test_add_func ("/signal/reading/too-many-artefacts", test_too_many_artefacts);
  g_test_add_func ("/signal/reading/unbiased-by-artefacts", test_unbiased_by_artefacts);
  g_test_add_func ("/signal/reading/ectopic-is-removed", test_ectopic_is_removed);
  g_test_add_func ("/signal/reading/edited", test_edited);
  g_test_add_func ("/signal/reading/edited-by-hand", test_edited_by_hand);
  g_test_add_func ("/signal/reading/lone-beats", test_lone_beats);
  return g_test_run ();
}
