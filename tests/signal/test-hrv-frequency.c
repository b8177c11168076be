/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "rr-files.h"
#include "signal/bw-hrv-frequency.h"

#include <math.h>

/* ANSI/AAMI EC57's test patterns: one wave each, of known power, in one band. */
static void
test_ec57 (void)
{
  static const struct
  {
    const char *file;
    int band;
    double power_ms2;
  } patterns[] = {
    { "data/hrv/ec57/tp2.txt", BW_HRV_HF, 612.5 },
    { "data/hrv/ec57/tp3.txt", BW_HRV_LF, 2450 },
    { "data/hrv/ec57/tp4.txt", BW_HRV_VLF, 39200 },
    { "data/hrv/ec57/tp5.txt", -1, 0 },
  };

  for (guint p = 0; p < G_N_ELEMENTS (patterns); p++)
    {
      g_autoptr (BwRr) rr = rr_file_read (patterns[p].file);
      g_auto (BwHrvSpectrum) whole = { 0 };
      g_auto (BwHrvSpectrum) welch = { 0 };
      g_auto (BwHrvSpectrum) lomb = { 0 };
      g_auto (BwHrvSpectrum) long_lomb = { 0 };

      if (rr == NULL)
        return;
      bw_hrv_welch (&whole, rr, 0);
      bw_hrv_welch (&welch, rr, BW_HRV_WINDOW_S);
      bw_hrv_lomb (&lomb, rr, BW_HRV_WINDOW_S);
      bw_hrv_lomb (&long_lomb, rr, 4 * BW_HRV_WINDOW_S);
      g_assert_cmpuint (whole.n_windows, ==, 1);
      g_assert_cmpuint (welch.n_windows, >, 500);
      for (int b = 0; b < BW_HRV_N_BANDS; b++)
        if (b == patterns[p].band)
          {
            bw_assert_near (whole.power_ms2[b], patterns[p].power_ms2,
                            0.02 * patterns[p].power_ms2);
            bw_assert_near (welch.power_ms2[b], patterns[p].power_ms2,
                            0.02 * patterns[p].power_ms2);
            bw_assert_near (long_lomb.power_ms2[b], patterns[p].power_ms2,
                            0.02 * patterns[p].power_ms2);
            /* without a taper a wave near an edge leaks over it, more so from a short window */
            bw_assert_near (lomb.power_ms2[b], patterns[p].power_ms2,
                            0.035 * patterns[p].power_ms2);
          }
        else
          {
            bw_assert_near (whole.power_ms2[b], 0, MAX (0.1, 0.001 * patterns[p].power_ms2));
            bw_assert_near (welch.power_ms2[b], 0, p < 3 ? 0.001 * patterns[p].power_ms2 : 30);
            /* TP5 is a wave of an hour, of 9821 ms² */
            bw_assert_near (lomb.power_ms2[b], 0, 0.035 * MAX (patterns[p].power_ms2, 0.25 * 9821));
          }
    }
}

/* Waves at 0.1 and 0.25 Hz, in milliseconds. */
static BwRr *
make_waves (guint  n,
            double mean_ms,
            double lf_ms,
            double hf_ms)
{
  g_autofree double *ms = g_new (double, n);
  double t = 0;

  for (guint i = 0; i < n; i++)
    {
      ms[i] = mean_ms + lf_ms * sin (2 * G_PI * 0.1 * t) + hf_ms * sin (2 * G_PI * 0.25 * t);
      t += ms[i] / 1000;
      ms[i] = mean_ms + lf_ms * sin (2 * G_PI * 0.1 * t) + hf_ms * sin (2 * G_PI * 0.25 * t);
    }
  return rr_from_ms (ms, n);
}

static void
test_waves (void)
{
  g_autoptr (BwRr) rr = make_waves (400, 800, 30, 20);
  g_auto (BwHrvSpectrum) welch = { 0 };
  g_auto (BwHrvSpectrum) lomb = { 0 };

  bw_hrv_welch (&welch, rr, BW_HRV_WINDOW_S);
  bw_hrv_lomb (&lomb, rr, BW_HRV_WINDOW_S);
  for (guint k = 0; k < 2; k++)
    {
      const BwHrvSpectrum *s = k == 0 ? &welch : &lomb;
      double sum = 0;

      bw_assert_near (s->power_ms2[BW_HRV_LF], 450, 20);
      bw_assert_near (s->power_ms2[BW_HRV_HF], 200, 14);
      bw_assert_near (s->peak_hz[BW_HRV_LF], 0.1, 0.002);
      bw_assert_near (s->peak_hz[BW_HRV_HF], 0.25, 0.002);
      g_assert_true (s->has[BW_HRV_VLF] && s->has_total && s->has_ratio);
      bw_assert_near (s->lf_hf, s->power_ms2[BW_HRV_LF] / s->power_ms2[BW_HRV_HF], 1e-12);
      bw_assert_near (s->lf_nu + s->hf_nu, 100, 1e-9);
      for (guint i = 0; i < s->n_density; i++)
        sum += s->density_ms2_hz[i] * s->step_hz;
      bw_assert_near (sum, 650, 30);
    }
}

/* What is missing does not move Lomb's powers, and is not bridged by Welch's spline. */
static void
test_gaps (void)
{
  g_autoptr (BwRr) rr = make_waves (1200, 800, 30, 20);
  g_autoptr (BwRr) holed = bw_rr_new (1200);
  g_auto (BwHrvSpectrum) welch = { 0 };
  g_auto (BwHrvSpectrum) lomb = { 0 };
  guint n = 0;

  for (guint i = 0; i < 1200; i++)
    {
      if (i % 100 >= 80)
        continue;
      holed->rr_ms[n] = rr->rr_ms[i];
      holed->end_ms[n] = rr->end_ms[i];
      holed->segment[n++] = i / 100;
    }
  holed->n = n;
  bw_hrv_lomb (&lomb, holed, BW_HRV_WINDOW_S);
  bw_assert_near (lomb.power_ms2[BW_HRV_LF], 450, 45);
  bw_assert_near (lomb.power_ms2[BW_HRV_HF], 200, 30);
  bw_assert_near (lomb.peak_hz[BW_HRV_HF], 0.25, 0.002);
  bw_hrv_welch (&welch, holed, BW_HRV_WINDOW_S);
  bw_assert_near (welch.window_s, 63, 2);
  g_assert_cmpuint (welch.n_windows, >=, 1);
  g_assert_false (welch.has[BW_HRV_VLF]);
  bw_assert_near (welch.power_ms2[BW_HRV_HF], 200, 20);

  /* one interval left out is bridged */
  rr->n = 399;
  for (guint i = 200; i < 399; i++)
    {
      rr->rr_ms[i] = rr->rr_ms[i + 1];
      rr->end_ms[i] = rr->end_ms[i + 1];
      rr->segment[i] = 1;
    }
  bw_hrv_spectrum_clear (&welch);
  bw_hrv_welch (&welch, rr, BW_HRV_WINDOW_S);
  g_assert_cmpfloat (welch.window_s, >, 299);
  bw_assert_near (welch.power_ms2[BW_HRV_HF], 200, 14);

  /* and all up to five seconds */
  for (double gap_ms = 4990; gap_ms < 5011; gap_ms += 20)
    {
      const double shift_ms = gap_ms - (rr->end_ms[200] - rr->rr_ms[200] - rr->end_ms[199]);

      for (guint i = 200; i < 399; i++)
        rr->end_ms[i] += shift_ms;
      bw_hrv_spectrum_clear (&welch);
      bw_hrv_welch (&welch, rr, BW_HRV_WINDOW_S);
      g_assert_cmpint (welch.window_s > 299, ==, gap_ms < 5000);
    }
}

/* Of the windows of Lomb's average each is at least half covered; of a single one what there is. */
static void
test_covered (void)
{
  for (guint per_hundred = 35; per_hundred <= 65; per_hundred += 30)
    {
      g_autoptr (BwRr) rr = make_waves (1200, 800, 30, 20);
      g_auto (BwHrvSpectrum) windows = { 0 };
      g_auto (BwHrvSpectrum) whole = { 0 };
      guint n = 0;

      for (guint i = 0; i < 1200; i++)
        if (i % 100 < per_hundred)
          {
            rr->rr_ms[n] = rr->rr_ms[i];
            rr->end_ms[n] = rr->end_ms[i];
            rr->segment[n++] = i / 100;
          }
      rr->n = n;
      bw_hrv_lomb (&windows, rr, BW_HRV_WINDOW_S);
      bw_hrv_lomb (&whole, rr, 0);
      /* halves of five minutes hold nearly the share that all does */
      g_assert_cmpint (windows.n_windows > 1, ==, per_hundred > 50);
      g_assert_cmpuint (whole.n_windows, ==, 1);
      bw_assert_near (whole.power_ms2[BW_HRV_LF], 450, 45);
    }
}

/* White noise: all of its variance, evenly. */
static void
test_noise (void)
{
  enum { N = 20000 };
  GRand *rand = bw_random_new (4, "noise");
  g_autofree double *ms = g_new (double, N);
  g_autoptr (BwRr) rr = NULL;
  g_auto (BwHrvSpectrum) lomb = { 0 };
  double sum = 0;

  for (guint i = 0; i < N; i++)
    ms[i] = 1000 + 20 * bw_random_normal (rand);
  rr = rr_from_ms (ms, N);
  bw_hrv_lomb (&lomb, rr, BW_HRV_WINDOW_S);
  for (guint i = 0; i < lomb.n_density; i++)
    sum += lomb.density_ms2_hz[i] * lomb.step_hz;
  bw_assert_near (sum, 400, 20);
  bw_assert_near (lomb.power_ms2[BW_HRV_HF], 400 * 0.25 / 0.5, 15);
  g_rand_free (rand);
}

/* How far chance moves a spectrum, where it can be told by hand. */
static void
test_chance (void)
{
  g_autoptr (BwRr) rr = make_waves (30000, 800, 30, 20);
  const guint all = rr->n;
  g_auto (BwHrvSpectrum) one = { 0 };
  g_auto (BwHrvSpectrum) many = { 0 };
  g_auto (BwHrvSpectrum) one_lomb = { 0 };
  g_auto (BwHrvSpectrum) many_lomb = { 0 };
  double total_s;

  rr->n = 300;
  bw_hrv_welch (&one, rr, BW_HRV_WINDOW_S);
  bw_hrv_lomb (&one_lomb, rr, BW_HRV_WINDOW_S);
  rr->n = all;
  total_s = bw_rr_get_duration_ms (rr) / 1000;
  bw_hrv_welch (&many, rr, BW_HRV_WINDOW_S);
  bw_hrv_lomb (&many_lomb, rr, BW_HRV_WINDOW_S);

  /* Hann: (∫w²)² / ∫w⁴ = (3/8)² / (35/128) */
  g_assert_cmpuint (one.n_windows, ==, 1);
  bw_assert_near (one.chance, 1, 1e-12);
  bw_assert_near (one.equivalent_s, one.window_s * 18 / 35, 1e-6 * one.window_s);
  bw_assert_near (one_lomb.chance, 1, 1e-12);
  bw_assert_near (one_lomb.equivalent_s, one_lomb.window_s, 1e-9);

  /* overlapping by half: a window has (1/6)² in common with the next (P. D. Welch 1967), and the sum
   * of their squares varies with a mean square of 19/18 of its squared mean; without a taper 1/4, and
   * not at all */
  g_assert_cmpuint (many.n_windows, >, 150);
  bw_assert_near (many.chance * many.n_windows, 1 + 2.0 / 36, 0.003);
  bw_assert_near (many.equivalent_s, total_s * 18 / 19, 0.01 * total_s);
  bw_assert_near (many_lomb.chance * many_lomb.n_windows, 1.5, 0.02);
  bw_assert_near (many_lomb.equivalent_s, total_s, 0.01 * total_s);
}

static void
test_too_short (void)
{
  static const struct
  {
    guint n;
    gboolean vlf, lf, hf;
  } cases[] = {
    { 0, 0, 0, 0 }, { 1, 0, 0, 0 }, { 2, 0, 0, 0 }, { 20, 0, 0, 0 },
    { 45, 0, 0, 1 }, { 80, 0, 1, 1 }, { 360, 0, 1, 1 }, { 380, 1, 1, 1 },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (BwRr) rr = make_waves (cases[c].n, 800, 30, 20);
      g_auto (BwHrvSpectrum) welch = { 0 };
      g_auto (BwHrvSpectrum) lomb = { 0 };

      bw_hrv_welch (&welch, rr, BW_HRV_WINDOW_S);
      bw_hrv_lomb (&lomb, rr, BW_HRV_WINDOW_S);
      g_assert_cmpint (welch.has[BW_HRV_VLF], ==, cases[c].vlf);
      g_assert_cmpint (welch.has[BW_HRV_LF], ==, cases[c].lf);
      g_assert_cmpint (welch.has[BW_HRV_HF], ==, cases[c].hf);
      g_assert_cmpint (lomb.has[BW_HRV_VLF], ==, cases[c].vlf);
      g_assert_cmpint (lomb.has[BW_HRV_LF], ==, cases[c].lf);
      g_assert_cmpint (lomb.has[BW_HRV_HF], ==, cases[c].hf);
    }
}

/* A wave needs two beats: HF is there where they come as fast as its slower part, to 0.25 Hz, and Lomb's
 * periodogram ends where waves are met again. */
static void
test_slow_heart (void)
{
  for (guint mean_ms = 1000; mean_ms <= 2200; mean_ms += 100)
    {
      g_autofree double *ms = g_new (double, 300);
      g_autoptr (BwRr) rr = NULL;
      g_auto (BwHrvSpectrum) welch = { 0 };
      g_auto (BwHrvSpectrum) lomb = { 0 };

      for (guint i = 0; i < 300; i++)
        ms[i] = mean_ms + (i % 2 == 0 ? 20 : -20) + 10 * (i % 3);
      rr = rr_from_ms (ms, 300);
      bw_hrv_welch (&welch, rr, BW_HRV_WINDOW_S);
      bw_hrv_lomb (&lomb, rr, BW_HRV_WINDOW_S);
      g_assert_true (welch.has[BW_HRV_LF] && lomb.has[BW_HRV_LF]);
      g_assert_cmpint (welch.has[BW_HRV_HF], ==, mean_ms + 10 <= 2000);
      g_assert_cmpint (lomb.has[BW_HRV_HF], ==, mean_ms + 10 <= 2000);
      for (guint k = 0; k < lomb.n_density; k++)
        if (k * lomb.step_hz > 500.0 / mean_ms)
          bw_assert_near (lomb.density_ms2_hz[k], 0, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/hrv/frequency/ec57", test_ec57);
  g_test_add_func ("/signal/hrv/frequency/waves", test_waves);
  g_test_add_func ("/signal/hrv/frequency/gaps", test_gaps);
  g_test_add_func ("/signal/hrv/frequency/slow-heart", test_slow_heart);
  g_test_add_func ("/signal/hrv/frequency/covered", test_covered);
  g_test_add_func ("/signal/hrv/frequency/noise", test_noise);
  g_test_add_func ("/signal/hrv/frequency/chance", test_chance);
  g_test_add_func ("/signal/hrv/frequency/too-short", test_too_short);
  return g_test_run ();
}
