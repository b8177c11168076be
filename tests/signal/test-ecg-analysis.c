/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "ecg-files.h"
#include "ecg-simulated.h"
#include "signal/bw-ecg-analysis.h"
#include "signal/bw-ecg-template.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

#define RATE ECG_FILES_RATE_HZ
#define SECONDS(s) ((guint) ((s) * RATE))
#define BEAT 300
#define N_SIMULATED 10
#define EVERY 9 /* of the published recordings, where each is spoilt in all ways */

static gboolean
has_flaw (const BwEcgAnalysis *analysis,
          BwEcgFlaw            flaw)
{
  for (guint i = 0; i < analysis->n_stretches; i++)
    if (analysis->stretches[i].flaw == flaw)
      return TRUE;
  return FALSE;
}

/* The share of [from, to) that a flaw covers. */
static double
get_share (const BwEcgAnalysis *analysis,
           BwEcgFlaw            flaw,
           guint                from,
           guint                to)
{
  guint covered = 0;

  for (guint i = 0; i < analysis->n_stretches; i++)
    {
      const BwEcgStretch *stretch = &analysis->stretches[i];
      const guint start = MAX (stretch->start, from), end = MIN (stretch->end, to);

      if (stretch->flaw == flaw && start < end)
        covered += end - start;
    }
  return (double) covered / (to - from);
}

/* What can be read of any part, counted sample by sample. */
static void
assert_shares (const BwEcgAnalysis *analysis)
{
  const guint n = analysis->n_samples, step = n / 23 + 1;
  g_autofree guint *n_hidden = g_new0 (guint, n + 1); /* before each sample */

  for (guint i = 0; i < analysis->n_stretches; i++)
    if (analysis->stretches[i].flaw != BW_ECG_FLAW_SETTLING
        && analysis->stretches[i].flaw != BW_ECG_FLAW_WANDER)
      for (guint k = analysis->stretches[i].start; k < analysis->stretches[i].end; k++)
        n_hidden[k + 1] = 1;
  for (guint i = 0; i < n; i++)
    n_hidden[i + 1] += n_hidden[i];
  for (guint from = 0; from < n; from += step)
    for (guint to = from + 1; to <= n; to += step)
      bw_assert_near (bw_ecg_analysis_get_clean_share (analysis, from, to),
                      1 - (double) (n_hidden[to] - n_hidden[from]) / (to - from), 1e-15);
}

static void
assert_sane (const BwEcgAnalysis *analysis)
{
  g_assert_cmpfloat (analysis->quality, >=, 0);
  g_assert_cmpfloat (analysis->quality, <=, 1);
  for (guint i = 0; i < analysis->n_stretches; i++)
    {
      const BwEcgStretch *stretch = &analysis->stretches[i];

      g_assert_cmpuint (stretch->start, <, stretch->end);
      g_assert_cmpuint (stretch->end, <=, analysis->n_samples);
      if (i > 0)
        g_assert_cmpuint (stretch->start, >=, analysis->stretches[i - 1].start);
      for (guint j = 0; j < i; j++)
        if (analysis->stretches[j].flaw == stretch->flaw)
          g_assert_cmpuint (analysis->stretches[j].end, <, stretch->start);
    }
  assert_shares (analysis);
}

/* Exactly these flaws apart from settling, as bits. */
static void
assert_flaws (const BwEcgAnalysis *analysis,
              guint                bits)
{
  for (guint flaw = BW_ECG_FLAW_FLAT; flaw < BW_ECG_N_FLAWS; flaw++)
    if (has_flaw (analysis, flaw) != ((bits & (1 << flaw)) != 0))
      g_error ("%s: %s", bw_ecg_flaw_get_id (flaw),
               has_flaw (analysis, flaw) ? "found where there is none" : "not found");
}

/* The median range of a second. */
static double
get_amplitude (const double *samples,
               guint         n)
{
  double ranges[32];
  guint n_ranges = 0;

  for (guint from = SECONDS (4); from + RATE <= n; from += RATE)
    {
      double low, high;

      gsl_stats_minmax (&low, &high, samples + from, 1, RATE);
      g_assert_cmpuint (n_ranges, <, G_N_ELEMENTS (ranges));
      ranges[n_ranges++] = high - low;
    }
  return gsl_stats_median (ranges, 1, n_ranges);
}

/* Of [@start, @end), which cannot be read, no interval is told, and nothing else is lost: the others are
 * those of the clean recording, at the same times. */
static void
assert_gap (const BwEcgAnalysis *spoilt,
            const double        *samples,
            guint                start,
            guint                end)
{
  g_autoptr (BwEcgAnalysis) clean = bw_ecg_analysis_new (samples, spoilt->n_samples, RATE);
  double clean_first, first;
  guint n_clean_out, n_out, k = 0, n_same = 0;
  g_autoptr (BwRr) whole = bw_ecg_analysis_get_rr (clean, &clean_first, &n_clean_out);
  g_autoptr (BwRr) rr = bw_ecg_analysis_get_rr (spoilt, &first, &n_out);

  g_assert_cmpuint (n_clean_out, ==, 0);
  g_assert_cmpuint (whole->n, ==, clean->peaks->n_detected - 1);
  g_assert_cmpuint (whole->segment[whole->n - 1], ==, 0);
  bw_assert_near (clean_first, 1000.0 * clean->peaks->detected[0] / RATE, 1e-9);
  bw_assert_near (60000.0 * whole->n / bw_rr_get_duration_ms (whole), clean->mean_hr_bpm, 1);

  bw_assert_near (first, clean_first, 1e-9);
  g_assert_cmpuint (n_out, >, 0);
  g_assert_cmpuint (rr->n + n_out, ==, spoilt->peaks->n_detected - 1);
  g_assert_cmpuint (rr->segment[rr->n - 1], ==, 1);
  for (guint i = 0; i < rr->n; i++)
    {
      const double to = (first + rr->end_ms[i]) * RATE / 1000;
      const double from = to - rr->rr_ms[i] * RATE / 1000;

      g_assert_true (to < start + 1 || from > end - 1);
      if (to > start - RATE && from < end + 2 * RATE)
        continue; /* so near that a peak may be told elsewhere in its complex */
      while (k < whole->n && whole->end_ms[k] < rr->end_ms[i] - 1e-9)
        k++;
      g_assert_cmpuint (k, <, whole->n);
      bw_assert_near (rr->end_ms[i], whole->end_ms[k], 1e-9);
      bw_assert_near (rr->rr_ms[i], whole->rr_ms[k], 1e-9);
      n_same++;
    }
  /* the five seconds, and an interval that reaches into them at either end */
  g_assert_cmpfloat (n_same + 5 * clean->mean_hr_bpm / 60 * 1.25 + 2, >=, whole->n);
}

/* Two seconds without a signal, at the level that it had between the waves. */
static void
spoil_flat (const double *samples,
            guint         n,
            double        clean_quality)
{
  g_autofree double *spoilt = g_memdup2 (samples, n * sizeof *samples);
  const guint start = SECONDS (12.3), end = SECONDS (14.3);
  g_autoptr (BwEcgAnalysis) analysis = NULL;
  const double level = gsl_stats_median (spoilt + start, 1, end - start);

  for (guint i = start; i < end; i++)
    spoilt[i] = level;
  analysis = bw_ecg_analysis_new (spoilt, n, RATE);
  assert_sane (analysis);
  assert_flaws (analysis, 1 << BW_ECG_FLAW_FLAT);
  g_assert_cmpfloat (get_share (analysis, BW_ECG_FLAW_FLAT, start, end), >, 0.95);
  /* The rest before the next wave may be as flat. */
  bw_assert_near (get_share (analysis, BW_ECG_FLAW_FLAT, 0, n), 2 * RATE / (double) n, 0.02);
  bw_assert_near (bw_ecg_analysis_get_clean_share (analysis, start, end), 0, 0.05);
  bw_assert_near (bw_ecg_analysis_get_clean_share (analysis, 0, start - RATE), 1, 0);
  g_assert_cmpfloat (analysis->quality, <, clean_quality - 0.03);
  g_assert_true (analysis->has_hr);
  assert_gap (analysis, samples, start, end);
}

/* Cut off at 60 % of the way from the middle to what is furthest. */
static void
spoil_clipped (const double *samples,
               guint         n)
{
  g_autofree double *spoilt = g_memdup2 (samples, n * sizeof *samples);
  g_autoptr (BwEcgAnalysis) analysis = NULL;
  double low, high;

  gsl_stats_minmax (&low, &high, samples + SECONDS (4), 1, n - SECONDS (4));
  for (guint i = 0; i < n; i++)
    spoilt[i] = CLAMP (samples[i], 0.6 * low, 0.6 * high);
  analysis = bw_ecg_analysis_new (spoilt, n, RATE);
  assert_sane (analysis);
  g_assert_true (has_flaw (analysis, BW_ECG_FLAW_SATURATED));
  g_assert_false (has_flaw (analysis, BW_ECG_FLAW_NOISE));
  g_assert_cmpint (bw_ecg_quality_grade (analysis->quality), !=, BW_ECG_QUALITY_GOOD);
}

/* Four seconds of white noise, a seventh of the beats' height. */
static void
spoil_noise (const double *samples,
             guint         n,
             double        clean_quality)
{
  g_autofree double *spoilt = g_memdup2 (samples, n * sizeof *samples);
  const double amplitude = get_amplitude (samples, n);
  const guint start = SECONDS (15.2), end = SECONDS (19.2);
  g_autoptr (BwEcgAnalysis) analysis = NULL;
  GRand *rand = bw_random_new (7, "noise");

  for (guint i = start; i < end; i++)
    spoilt[i] += amplitude / 7 * bw_random_normal (rand);
  g_rand_free (rand);
  analysis = bw_ecg_analysis_new (spoilt, n, RATE);
  assert_sane (analysis);
  assert_flaws (analysis, 1 << BW_ECG_FLAW_NOISE);
  g_assert_cmpfloat (get_share (analysis, BW_ECG_FLAW_NOISE, start, end), >, 0.9);
  bw_assert_near (get_share (analysis, BW_ECG_FLAW_NOISE, 0, n), 4 * RATE / (double) n, 0.015);
  g_assert_cmpfloat (analysis->quality, <, clean_quality - 0.1);
}

/* Breathing that moves the baseline by more than the beats are high. */
static void
spoil_wander (const double *samples,
              guint         n)
{
  g_autofree double *spoilt = g_memdup2 (samples, n * sizeof *samples);
  const double amplitude = get_amplitude (samples, n);
  const guint start = SECONDS (10), end = SECONDS (20);
  g_autoptr (BwEcgAnalysis) analysis = NULL;

  for (guint i = start; i < end; i++)
    spoilt[i] += 0.6 * amplitude * sin (2 * G_PI * 0.3 * (i - start) / RATE);
  analysis = bw_ecg_analysis_new (spoilt, n, RATE);
  assert_sane (analysis);
  assert_flaws (analysis, 1 << BW_ECG_FLAW_WANDER);
  g_assert_cmpfloat (get_share (analysis, BW_ECG_FLAW_WANDER, start, end), >, 0.9);
  g_assert_cmpfloat (get_share (analysis, BW_ECG_FLAW_WANDER, 0, n), <, 0.45);
  bw_assert_near (bw_ecg_analysis_get_clean_share (analysis, 0, n), 1, 0);
}

/* Gain, offset and polarity change nothing. */
static void
change_gain (const double *samples,
             guint         n)
{
  static const double gains[] = { 0.25, 10, -1, -3 };
  g_autoptr (BwEcgAnalysis) plain = bw_ecg_analysis_new (samples, n, RATE);
  g_autofree double *changed = g_new (double, n);

  for (guint g = 0; g < G_N_ELEMENTS (gains); g++)
    {
      g_autoptr (BwEcgAnalysis) analysis = NULL;

      for (guint i = 0; i < n; i++)
        changed[i] = gains[g] * samples[i] + 4096;
      analysis = bw_ecg_analysis_new (changed, n, RATE);
      g_assert_cmpuint (analysis->n_stretches, ==, plain->n_stretches);
      if (gains[g] > 0) /* R and S change places, and with them what is held together */
        bw_assert_near (analysis->quality, plain->quality, 1e-6);
      g_assert_cmpint (bw_ecg_quality_grade (analysis->quality), ==,
                       bw_ecg_quality_grade (plain->quality));
    }
}

static void
spoil (const double *samples,
       guint         n)
{
  g_autoptr (BwEcgAnalysis) clean = bw_ecg_analysis_new (samples, n, RATE);

  spoil_flat (samples, n, clean->quality);
  spoil_clipped (samples, n);
  spoil_noise (samples, n, clean->quality);
  spoil_wander (samples, n);
  change_gain (samples, n);
}

static void
test_simulated (void)
{
  for (guint seed = 1; seed <= N_SIMULATED; seed++)
    {
      double hr_bpm;
      guint n;
      g_autofree double *samples = ecg_simulate (seed, RATE, &n, &hr_bpm);
      g_autoptr (BwEcgAnalysis) analysis = bw_ecg_analysis_new (samples, n, RATE);

      assert_sane (analysis);
      assert_flaws (analysis, 0);
      g_assert_cmpuint (analysis->n_stretches, ==, 1);
      g_assert_cmpuint (analysis->stretches[0].start, ==, 0);
      g_assert_cmpuint (analysis->stretches[0].end, ==, 1546);
      g_assert_cmpint (analysis->stretches[0].flaw, ==, BW_ECG_FLAW_SETTLING);
      g_assert_cmpfloat (analysis->quality, >, 0.9);
      g_assert_true (analysis->has_hr);
      bw_assert_near (analysis->mean_hr_bpm, hr_bpm, 1.5);
      spoil (samples, n);
    }
}

/* Other rates are judged alike. */
static void
test_rates (void)
{
  static const double rates[] = { 125, 250, 500, 513.625, 1000 };

  for (guint r = 0; r < G_N_ELEMENTS (rates); r++)
    for (guint seed = 1; seed <= N_SIMULATED; seed++)
      {
        double hr_bpm;
        guint n;
        g_autofree double *samples = ecg_simulate (seed, rates[r], &n, &hr_bpm);
        g_autoptr (BwEcgAnalysis) analysis = bw_ecg_analysis_new (samples, n, rates[r]);

        assert_flaws (analysis, 0);
        g_assert_cmpfloat (analysis->quality, >, 0.9);
        bw_assert_near (analysis->mean_hr_bpm, hr_bpm, 1.5);
      }
}

/* What nobody could read. */
static void
test_unreadable (void)
{
  const guint n = SECONDS (30);
  g_autofree double *samples = g_new0 (double, n);
  GRand *rand = bw_random_new (3, "unreadable");

  for (guint kind = 0; kind < 4; kind++)
    {
      g_autoptr (BwEcgAnalysis) analysis = NULL;
      double walk = 0;

      for (guint i = 0; i < n; i++)
        {
          const double normal = bw_random_normal (rand);

          walk = 0.99 * walk + normal;
          samples[i] = kind == 0 ? 17 : kind == 1 ? 0.2 * normal : kind == 2 ? 200 * normal
                                                                            : 100 * walk;
        }
      analysis = bw_ecg_analysis_new (samples, n, RATE);
      assert_sane (analysis);
      g_test_message ("kind %u: quality %.2f", kind, analysis->quality);
      g_assert_cmpint (bw_ecg_quality_grade (analysis->quality), ==, BW_ECG_QUALITY_POOR);
      g_assert_false (analysis->has_hr);
      if (kind <= 1)
        bw_assert_near (get_share (analysis, BW_ECG_FLAW_FLAT, 1546, n), 1, 0);
      if (kind == 2)
        bw_assert_near (get_share (analysis, BW_ECG_FLAW_NOISE, 1546, n), 1, 0.02);
    }
  g_rand_free (rand);
}

static void
test_lengths (void)
{
  static const double no_rates[] = { -1, 1e300, INFINITY, NAN };
  guint n;
  g_autofree double *samples = ecg_simulate (2, RATE, &n, NULL);

  for (guint length = 0; length < n; length = length * 3 / 2 + 1)
    {
      g_autoptr (BwEcgAnalysis) analysis = bw_ecg_analysis_new (samples, length, RATE);

      assert_sane (analysis);
      g_assert_cmpuint (analysis->n_samples, ==, length);
      if (length < SECONDS (2))
        g_assert_cmpfloat (analysis->quality, ==, 0);
    }
  for (double rate = 0; rate < 100; rate += 9)
    {
      g_autoptr (BwEcgAnalysis) analysis = bw_ecg_analysis_new (samples, n, rate);

      assert_sane (analysis);
    }
  for (guint i = 0; i < G_N_ELEMENTS (no_rates); i++)
    {
      g_autoptr (BwEcgAnalysis) analysis = bw_ecg_analysis_new (samples, n, no_rates[i]);

      assert_sane (analysis);
      g_assert_false (analysis->has_hr);
    }
}

/* Beats that differ by their height alone agree wholly, and no more than that. */
static void
test_agreement (void)
{
  double samples[5 * BEAT];
  guint32 peaks[5];

  for (guint seed = 0; seed < 100; seed++)
    {
      g_autoptr (GRand) random = bw_random_new (seed, "agreement");
      g_autoptr (BwEcgTemplate) beats = NULL;

      for (guint i = 0; i < BEAT; i++)
        samples[i] = bw_random_normal (random);
      for (guint i = BEAT; i < G_N_ELEMENTS (samples); i++)
        samples[i] = samples[i - BEAT] * (1 + 1e-9 * seed);
      for (guint i = 0; i < G_N_ELEMENTS (peaks); i++)
        peaks[i] = i * BEAT;
      beats = bw_ecg_template_new (samples, G_N_ELEMENTS (samples), peaks, G_N_ELEMENTS (peaks), 0,
                                   BEAT);
      g_assert_cmpuint (beats->n_beats, ==, G_N_ELEMENTS (peaks));
      for (guint i = 0; i < beats->n_beats; i++)
        {
          bw_assert_near (beats->correlations[i], 1, 1e-12);
          g_assert_cmpfloat (beats->correlations[i], <=, 1);
        }
    }
}

/* The published recordings are good ones, and spoilt, they are not. */
static void
test_recordings (void)
{
  g_autoptr (GPtrArray) files = ecg_files_read ();
  guint n_good = 0, n_flawless = 0;

  if (files == NULL)
    return;
  for (guint f = 0; f < files->len; f++)
    {
      const EcgFile *file = files->pdata[f];
      const double *samples = (const double *) file->samples_uv->data;
      const guint n = file->samples_uv->len;
      g_autoptr (BwEcgAnalysis) analysis = bw_ecg_analysis_new (samples, n, RATE);

      assert_sane (analysis);
      g_assert_true (analysis->has_hr);
      n_good += bw_ecg_quality_grade (analysis->quality) == BW_ECG_QUALITY_GOOD;
      n_flawless += analysis->n_stretches == 1;
      if (f % EVERY == 0 && analysis->n_stretches == 1)
        {
          g_test_message ("%s: quality %.3f", file->name, analysis->quality);
          spoil (samples, n);
        }
    }
  g_test_message ("%u of %u are good, %u have no flaw", n_good, files->len, n_flawless);
  g_assert_cmpuint (n_good, >=, files->len * 99 / 100);
  g_assert_cmpuint (n_flawless, >=, files->len * 95 / 100);
}

static void
test_apple (void)
{
  static const char *const names[] = { "ecg_2023-07-04.csv", "ecg_2024-01-24.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *relative = g_build_filename ("data/apple", names[i], NULL);
      double rate_hz;
      g_autoptr (GArray) samples = ecg_file_read_apple (relative, &rate_hz);
      g_autoptr (BwEcgAnalysis) analysis = NULL;

      if (samples == NULL)
        return;
      analysis = bw_ecg_analysis_new ((double *) samples->data, samples->len, rate_hz);
      assert_sane (analysis);
      g_test_message ("%s at %g Hz: quality %.3f, %.1f a minute, %u stretches", names[i], rate_hz,
                      analysis->quality, analysis->mean_hr_bpm, analysis->n_stretches);
      for (guint k = 0; k < analysis->n_stretches; k++)
        g_test_message ("  %s from %.2f to %.2f s",
                        bw_ecg_flaw_get_id (analysis->stretches[k].flaw),
                        analysis->stretches[k].start / rate_hz,
                        analysis->stretches[k].end / rate_hz);
      g_assert_true (analysis->has_hr);
      g_assert_cmpint (bw_ecg_quality_grade (analysis->quality), ==, BW_ECG_QUALITY_GOOD);
    }
}

static void
test_words (void)
{
  g_assert_cmpint (bw_ecg_quality_grade (0.8), ==, BW_ECG_QUALITY_GOOD);
  g_assert_cmpint (bw_ecg_quality_grade (0.79), ==, BW_ECG_QUALITY_FAIR);
  g_assert_cmpint (bw_ecg_quality_grade (0.5), ==, BW_ECG_QUALITY_FAIR);
  g_assert_cmpint (bw_ecg_quality_grade (0.49), ==, BW_ECG_QUALITY_POOR);
  for (guint i = 0; i < BW_ECG_N_FLAWS; i++)
    for (guint j = 0; j < i; j++)
      {
        g_assert_cmpstr (bw_ecg_flaw_get_id (i), !=, bw_ecg_flaw_get_id (j));
        g_assert_cmpstr (bw_ecg_flaw_get_text (i), !=, bw_ecg_flaw_get_text (j));
      }
  for (guint i = 1; i <= BW_ECG_QUALITY_GOOD; i++)
    g_assert_cmpstr (bw_ecg_quality_get_text (i), !=, bw_ecg_quality_get_text (i - 1));
}

/* No heart pauses for more than five seconds: what is longer is a gap, though nothing in the signal says
 * so. */
static void
test_pause (void)
{
  guint32 detected[] = { 100, 612, 1124, 1124 + 5 * 512, 1124 + 5 * 512 + 2561, 6757, 7269 };
  BwRPeaks peaks = { .detected = detected, .n_detected = G_N_ELEMENTS (detected) };
  const BwEcgAnalysis analysis = { .rate_hz = 512, .peaks = &peaks };
  guint n_left_out;
  g_autoptr (BwRr) rr = bw_ecg_analysis_get_rr (&analysis, NULL, &n_left_out);

  g_assert_cmpuint (n_left_out, ==, 1);
  g_assert_cmpuint (rr->n, ==, 5);
  g_assert_true (bw_rr_contiguous (rr, 0) && bw_rr_contiguous (rr, 1));
  g_assert_false (bw_rr_contiguous (rr, 2));
  g_assert_true (bw_rr_contiguous (rr, 3));
  bw_assert_near (rr->rr_ms[2], 5000, 1e-9);
  bw_assert_near (rr->end_ms[4], 1000 * (7269 - 100) / 512.0, 1e-9);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/ecg-analysis/simulated", test_simulated);
  g_test_add_func ("/signal/ecg-analysis/rates", test_rates);
  g_test_add_func ("/signal/ecg-analysis/unreadable", test_unreadable);
  g_test_add_func ("/signal/ecg-analysis/lengths", test_lengths);
  g_test_add_func ("/signal/ecg-analysis/agreement", test_agreement);
  g_test_add_func ("/signal/ecg-analysis/recordings", test_recordings);
  g_test_add_func ("/signal/ecg-analysis/apple", test_apple);
  g_test_add_func ("/signal/ecg-analysis/words", test_words);
  g_test_add_func ("/signal/ecg-analysis/pause", test_pause);
  return g_test_run ();
}
