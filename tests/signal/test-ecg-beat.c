/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "ecg-files.h"
#include "ecg-simulated.h"
#include "forecast/bw-simulate-ecg.h"
#include "signal/bw-ecg-beat.h"

#include <math.h>

/* A heart whose waves begin and end at known times, in seconds from R: P and T are raised cosines,
 * Q, R and S triangles. */
typedef struct
{
  double rr;
  double p_onset, p_peak, p_uv;
  double qrs_onset, q_peak, q_uv, qr, r_uv, rs, s_peak, s_uv, qrs_end;
  double st_uv;       /* level from QRS to T, which rises and falls with T's flanks */
  double t_onset, t_peak, t_end, t_uv;
} Heart;

static const Heart usual = {
  .rr = 0.85,
  .p_onset = -0.180, .p_peak = -0.130, .p_uv = 90,
  .qrs_onset = -0.040, .q_peak = -0.028, .q_uv = -80, .qr = -0.020, .r_uv = 1000,
  .rs = 0.018, .s_peak = 0.030, .s_uv = -200, .qrs_end = 0.050,
  .t_onset = 0.160, .t_peak = 0.260, .t_end = 0.340, .t_uv = 250,
};

static const char *const mark_names[BW_ECG_N_MARKS] = {
  [BW_ECG_MARK_P_ONSET] = "P onset",
  [BW_ECG_MARK_P_PEAK] = "P peak",
  [BW_ECG_MARK_QRS_ONSET] = "QRS onset",
  [BW_ECG_MARK_R_PEAK] = "R peak",
  [BW_ECG_MARK_QRS_END] = "QRS end",
  [BW_ECG_MARK_T_PEAK] = "T peak",
  [BW_ECG_MARK_T_END] = "T end",
};

/* From 0 to 1 and back, with its own width on each side. */
static double
raised_cosine (double t,
               double onset,
               double peak,
               double end)
{
  if (t <= onset || t >= end)
    return 0;
  return t < peak ? (1 - cos (G_PI * (t - onset) / (peak - onset))) / 2
                  : (1 - cos (G_PI * (end - t) / (end - peak))) / 2;
}

static double
triangle (double t,
          double onset,
          double peak,
          double end)
{
  if (t <= onset || t >= end)
    return 0;
  return t < peak ? (t - onset) / (peak - onset) : (end - t) / (end - peak);
}

static double
get_voltage (const Heart *heart,
             double       t)
{
  double uv = heart->p_uv * raised_cosine (t, heart->p_onset, heart->p_peak,
                                           2 * heart->p_peak - heart->p_onset);

  uv += heart->q_uv * triangle (t, heart->qrs_onset, heart->q_peak, heart->qr);
  uv += heart->r_uv * triangle (t, heart->qr, 0, heart->rs);
  uv += heart->s_uv * triangle (t, heart->rs, heart->s_peak, heart->qrs_end);
  uv += heart->t_uv * raised_cosine (t, heart->t_onset, heart->t_peak, heart->t_end);
  if (t > heart->s_peak && t < heart->t_end)
    uv += heart->st_uv * MIN (1, (t - heart->s_peak) / (heart->qrs_end - heart->s_peak))
          * (t < heart->t_peak ? 1 : raised_cosine (t, heart->t_onset, heart->t_peak,
                                                    heart->t_end));
  return uv;
}

/* 30 s of it, with wander and noise; every beat in turn a little early or late.
 * Returns: (array length=n) */
static double *
draw_heart (const Heart *heart,
            double       rate_hz,
            double       noise_uv,
            guint        seed,
            guint       *n)
{
  GRand *rand = bw_random_new (seed, "heart");
  double *samples;

  *n = (guint) (30 * rate_hz);
  samples = g_new0 (double, *n);
  for (guint i = 0; i < *n; i++)
    samples[i] = noise_uv * bw_random_normal (rand) + 60 * sin (2 * G_PI * 0.2 * i / rate_hz) - 400;
  for (guint beat = 0; beat * heart->rr < 31; beat++)
    {
      const double at = beat * heart->rr + 0.015 * sin (1.7 * beat);
      const double from = ceil ((at - 0.3) * rate_hz);

      for (double i = MAX (0, from); i < *n && i < (at + 0.6) * rate_hz; i++)
        samples[(guint) i] += get_voltage (heart, i / rate_hz - at);
    }
  g_rand_free (rand);
  return samples;
}

static BwEcgBeat *
find_beat (const double *samples,
           guint         n,
           double        rate_hz)
{
  g_autoptr (BwEcgAnalysis) analysis = bw_ecg_analysis_new (samples, n, rate_hz);

  return bw_ecg_beat_new (samples, n, analysis);
}

/* Seconds from R; the test fails where the mark is not found. */
static double
get_time (const BwEcgBeat *beat,
          BwEcgMark        mark)
{
  g_assert_cmpint (beat->marks[mark], >=, 0);
  g_assert_cmpint (beat->marks[mark], <, beat->n);
  return (beat->marks[mark] - (gint32) beat->r) / beat->rate_hz;
}

static void
assert_sane (const BwEcgBeat *beat)
{
  gint32 last = -1;

  g_assert_cmpuint (beat->n_beats, >=, 3);
  g_assert_cmpuint (beat->r, <, beat->n);
  g_assert_cmpint (beat->marks[BW_ECG_MARK_R_PEAK], ==, beat->r);
  for (guint i = 0; i < beat->n; i++)
    g_assert_cmpfloat (beat->low_uv[i], <=, beat->high_uv[i]);
  for (guint i = 0; i < BW_ECG_N_MARKS; i++)
    {
      if (beat->marks[i] < 0)
        continue;
      g_assert_cmpint (beat->marks[i], >, last);
      last = beat->marks[i];
    }
}

static void
assert_heart (const BwEcgBeat *beat,
              const Heart     *heart)
{
  const double step = 1 / beat->rate_hz;

  assert_sane (beat);
  bw_assert_near (beat->rr_ms, 1000 * heart->rr, 3);
  bw_assert_near (get_time (beat, BW_ECG_MARK_P_ONSET), heart->p_onset, 0.010 + step);
  bw_assert_near (get_time (beat, BW_ECG_MARK_P_PEAK), heart->p_peak, 0.004 + step);
  bw_assert_near (get_time (beat, BW_ECG_MARK_QRS_ONSET), heart->qrs_onset, 0.005 + step);
  bw_assert_near (get_time (beat, BW_ECG_MARK_QRS_END), heart->qrs_end, 0.005 + step);
  bw_assert_near (get_time (beat, BW_ECG_MARK_T_PEAK), heart->t_peak, 0.006 + step);
  bw_assert_near (get_time (beat, BW_ECG_MARK_T_END), heart->t_end, 0.012 + step);
  g_assert_true (beat->has_pr);
  g_assert_true (beat->has_qrs);
  g_assert_true (beat->has_qt);
  g_assert_true (beat->has_st);
  g_assert_true (beat->has_t);
  bw_assert_near (beat->pr_ms, 1000 * (heart->qrs_onset - heart->p_onset), 12 + 1000 * step);
  bw_assert_near (beat->qrs_ms, 1000 * (heart->qrs_end - heart->qrs_onset), 8 + 1000 * step);
  bw_assert_near (beat->qt_ms, 1000 * (heart->t_end - heart->qrs_onset), 14 + 1000 * step);
  bw_assert_near (beat->qtc_ms, beat->qt_ms / cbrt (beat->rr_ms / 1000), 1e-9);
  bw_assert_near (beat->t_uv, heart->t_uv + heart->st_uv, 0.06 * fabs (heart->r_uv));
  bw_assert_near (beat->st_uv, heart->st_uv, 0.02 * fabs (heart->r_uv));
}

static void
test_truth (void)
{
  static const double rates[] = { 250, 360, 512, 513.625, 1000 };

  for (guint r = 0; r < G_N_ELEMENTS (rates); r++)
    for (guint seed = 1; seed <= 5; seed++)
      {
        guint n;
        g_autofree double *samples = draw_heart (&usual, rates[r], 5, seed, &n);
        g_autoptr (BwEcgBeat) beat = find_beat (samples, n, rates[r]);

        g_assert_nonnull (beat);
        for (guint m = 0; m < BW_ECG_N_MARKS; m++)
          g_test_message ("%g Hz %s %.1f ms", rates[r], mark_names[m], 1000 * get_time (beat, m));
        assert_heart (beat, &usual);
        g_assert_false (beat->inverted);
        bw_assert_near (beat->r_uv, usual.r_uv, rates[r] > 300 ? 100 : 200);
      }
}

/* Other hearts: fast, slow, with a flat or a negative T wave, ST raised, conduction slow. */
static void
test_hearts (void)
{
  Heart hearts[6] = { usual, usual, usual, usual, usual, usual };

  hearts[0].rr = 0.55;
  hearts[0].t_onset = 0.110;
  hearts[0].t_peak = 0.190;
  hearts[0].t_end = 0.260;
  hearts[0].p_onset = -0.160;
  hearts[0].p_peak = -0.115;
  hearts[1].rr = 1.3;
  hearts[1].t_onset = 0.2;
  hearts[1].t_peak = 0.310;
  hearts[1].t_end = 0.400;
  hearts[2].t_uv = 80;
  hearts[3].t_uv = -200;
  hearts[4].st_uv = 120;
  hearts[5].p_onset = -0.270;
  hearts[5].p_peak = -0.220;
  hearts[5].qrs_onset = -0.060;
  hearts[5].q_peak = -0.045;
  hearts[5].qr = -0.035;
  hearts[5].rs = 0.035;
  hearts[5].s_peak = 0.055;
  hearts[5].qrs_end = 0.085;
  for (guint h = 0; h < G_N_ELEMENTS (hearts); h++)
    {
      guint n;
      g_autofree double *samples = draw_heart (&hearts[h], 512, 4, h + 1, &n);
      g_autoptr (BwEcgBeat) beat = find_beat (samples, n, 512);

      g_test_message ("heart %u", h);
      g_assert_nonnull (beat);
      for (guint m = 0; m < BW_ECG_N_MARKS; m++)
        g_test_message ("%s %.1f ms", mark_names[m], 1000 * get_time (beat, m));
      assert_heart (beat, &hearts[h]);
    }
}

/* A lead the wrong way round: the same marks, everything else negative. */
static void
test_inverted (void)
{
  guint n;
  g_autofree double *samples = draw_heart (&usual, 512, 5, 1, &n);
  g_autoptr (BwEcgBeat) upright = find_beat (samples, n, 512);
  g_autoptr (BwEcgBeat) inverted = NULL;

  for (guint i = 0; i < n; i++)
    samples[i] = -samples[i];
  inverted = find_beat (samples, n, 512);
  g_assert_false (upright->inverted);
  g_assert_true (inverted->inverted);
  g_assert_cmpmem (upright->marks, sizeof upright->marks, inverted->marks, sizeof inverted->marks);
  bw_assert_near (inverted->r_uv, -upright->r_uv, 1e-6);
  bw_assert_near (inverted->t_uv, -upright->t_uv, 1e-6);
  bw_assert_near (inverted->st_uv, -upright->st_uv, 1e-6);
}

/* Without P or T waves, and in noise, nothing is told that is not there. */
static void
test_absent (void)
{
  Heart heart = usual;
  guint n;
  g_autofree double *samples = NULL;
  g_autoptr (BwEcgBeat) beat = NULL;

  heart.p_uv = 0;
  heart.t_uv = 0;
  samples = draw_heart (&heart, 512, 5, 1, &n);
  beat = find_beat (samples, n, 512);
  g_assert_nonnull (beat);
  assert_sane (beat);
  g_assert_true (beat->has_qrs);
  g_assert_false (beat->has_pr);
  g_assert_false (beat->has_qt);
  g_assert_false (beat->has_t);
  g_assert_cmpint (beat->marks[BW_ECG_MARK_P_PEAK], ==, -1);
  g_assert_cmpint (beat->marks[BW_ECG_MARK_T_PEAK], ==, -1);
}

/* Beats of another shape and beats in noise are left out. */
static void
test_left_out (void)
{
  const guint rate = 512;
  guint n;
  g_autofree double *samples = draw_heart (&usual, rate, 5, 1, &n);
  g_autoptr (BwEcgBeat) clean = find_beat (samples, n, rate);
  g_autoptr (BwEcgBeat) beat = NULL;
  GRand *rand = bw_random_new (5, "left-out");

  /* An ectopic beat: broad and early, before that of 11.9 s. */
  for (guint i = 0; i < n; i++)
    {
      const double t = i / (double) rate;

      samples[i] += 1500 * exp (-0.5 * pow ((t - 11.4) / 0.035, 2))
                    - 600 * exp (-0.5 * pow ((t - 11.65) / 0.06, 2));
      if (t > 20 && t < 25)
        samples[i] += 150 * bw_random_normal (rand);
    }
  g_rand_free (rand);
  beat = find_beat (samples, n, rate);
  g_assert_nonnull (beat);
  g_assert_cmpuint (beat->n_beats + 5, <=, clean->n_beats);
  g_assert_cmpuint (beat->n_left_out, >=, clean->n_left_out + 5);
  assert_heart (beat, &usual);
  for (guint i = 0; i < beat->n; i++)
    bw_assert_near (beat->mean_uv[i], clean->mean_uv[i], 40);
}

/* The simulator's waves lie at angles of the cycle, which widen with the fourth root of the rate; T by
 * some degrees differently from day to day. */
static void
test_simulated (void)
{
  for (guint seed = 1; seed <= 10; seed++)
    {
      guint n;
      g_autofree double *samples = ecg_simulate (seed, 512, &n, NULL);
      g_autoptr (BwEcgBeat) beat = find_beat (samples, n, 512);
      double degree;

      g_assert_nonnull (beat);
      assert_sane (beat);
      degree = beat->rr_ms / 1000 / 360 * pow (1000 / beat->rr_ms, 0.25);
      bw_assert_near (get_time (beat, BW_ECG_MARK_P_PEAK) / degree,
                      BW_SIMULATE_ECG_P_DEGREES, 2);
      bw_assert_near (get_time (beat, BW_ECG_MARK_T_PEAK) / degree,
                      BW_SIMULATE_ECG_T_DEGREES, 8);
      g_assert_true (beat->has_pr);
      g_assert_true (beat->has_qrs);
      g_assert_true (beat->has_qt);
      bw_assert_near (beat->qrs_ms, 90, 20);
      bw_assert_near (beat->qtc_ms, 430, 50);
    }
}

static gboolean
is_within (gboolean known,
           double   value,
           double   low,
           double   high)
{
  return known && value >= low && value <= high;
}

/* What healthy people have, in nearly all of the published recordings. */
static void
test_recordings (void)
{
  g_autoptr (GPtrArray) files = ecg_files_read ();
  guint n_pr = 0, n_qrs = 0, n_qt = 0, n_st = 0;

  if (files == NULL)
    return;
  for (guint f = 0; f < files->len; f++)
    {
      const EcgFile *file = files->pdata[f];
      g_autoptr (BwEcgBeat) beat = find_beat ((double *) file->samples_uv->data,
                                              file->samples_uv->len, ECG_FILES_RATE_HZ);

      g_assert_nonnull (beat);
      assert_sane (beat);
      n_pr += is_within (beat->has_pr, beat->pr_ms, 110, 220);
      n_qrs += is_within (beat->has_qrs, beat->qrs_ms, 70, 120);
      n_qt += is_within (beat->has_qt, beat->qt_ms, 320, 460);
      n_st += is_within (beat->has_st, beat->st_uv, -100, 200);
    }
  g_test_message ("of %u: PR 110–220 ms %u, QRS 70–120 ms %u, QT 320–460 ms %u", files->len, n_pr,
                  n_qrs, n_qt);
  g_assert_cmpuint (n_pr, >, files->len * 9 / 10);
  g_assert_cmpuint (n_qrs, >, files->len * 9 / 10);
  g_assert_cmpuint (n_qt, >, files->len * 9 / 10);
  g_assert_cmpuint (n_st, >, files->len * 9 / 10);
}

static void
test_none (void)
{
  guint n;
  g_autofree double *samples = ecg_simulate (1, 512, &n, NULL);

  for (guint length = 0; length < n; length = 2 * length + 1)
    {
      g_autoptr (BwEcgBeat) beat = find_beat (samples, length, 512);

      if (length < 3 * 512)
        g_assert_null (beat);
      if (beat != NULL)
        assert_sane (beat);
    }
  for (guint i = 0; i < n; i++)
    samples[i] = 5;
  g_assert_null (find_beat (samples, n, 512));
}

/* Any numbers at any rate are borne; what is told is in order. */
static void
test_anything (void)
{
  GRand *rand = bw_random_new (9, "anything");

  for (guint round = 0; round < 400; round++)
    {
      static const double rates[] = { 50, 51.3, 64, 99.9, 128, 250, 511.562, 1000, 4000 };
      const double rate_hz = rates[g_rand_int_range (rand, 0, G_N_ELEMENTS (rates))];
      const guint n = (guint) (g_rand_double_range (rand, 0, 12) * rate_hz);
      const double period = g_rand_double_range (rand, 0.05, 2), width = period / 20;
      const double scale = pow (10, g_rand_double_range (rand, -3, 9));
      g_autofree double *samples = g_new (double, n + 1);
      g_autoptr (BwEcgAnalysis) analysis = NULL;
      g_autoptr (BwEcgBeat) beat = NULL;
      double held = 0;

      for (guint i = 0; i < n; i++)
        {
          const double t = fmod (i / rate_hz, period) - period / 2;

          samples[i] = round % 2 * exp (-0.5 * t * t / (width * width))
                       + round % 3 * 0.1 * bw_random_normal (rand);
          if (round % 5 == 0) /* in steps, with holes */
            samples[i] = g_rand_double (rand) < 0.9 ? held : rint (3 * samples[i]);
          held = samples[i];
          samples[i] *= scale;
        }
      analysis = bw_ecg_analysis_new (samples, n, rate_hz);
      g_assert_cmpfloat (analysis->quality, >=, 0);
      g_assert_cmpfloat (analysis->quality, <=, 1);
      for (guint i = 0; i < analysis->peaks->n; i++)
        {
          g_assert_cmpuint (analysis->peaks->peaks[i], <, n);
          g_assert_true (i == 0 || analysis->peaks->peaks[i] > analysis->peaks->peaks[i - 1]);
        }
      beat = bw_ecg_beat_new (samples, n, analysis);
      if (beat != NULL)
        assert_sane (beat);
    }
  g_rand_free (rand);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/ecg-beat/truth", test_truth);
  g_test_add_func ("/signal/ecg-beat/hearts", test_hearts);
  g_test_add_func ("/signal/ecg-beat/inverted", test_inverted);
  g_test_add_func ("/signal/ecg-beat/absent", test_absent);
  g_test_add_func ("/signal/ecg-beat/left-out", test_left_out);
  g_test_add_func ("/signal/ecg-beat/simulated", test_simulated);
  g_test_add_func ("/signal/ecg-beat/recordings", test_recordings);
  g_test_add_func ("/signal/ecg-beat/none", test_none);
  g_test_add_func ("/signal/ecg-beat/anything", test_anything);
  return g_test_run ();
}
