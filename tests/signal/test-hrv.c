/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "rr-files.h"
#include "signal/bw-beats.h"
#include "signal/bw-hrv-compare.h"
#include "signal/bw-hrv-metric.h"
#include "signal/bw-hrv.h"
#include "signal/bw-reading.h"

#include <math.h>
#include <string.h>

static const BwHrvOptions as_it_is = { .no_correction = TRUE };

static void
assert_finite (const BwHrvSpectrum *s)
{
  for (guint b = 0; b < BW_HRV_N_BANDS; b++)
    g_assert_true (isfinite (s->power_ms2[b]) && isfinite (s->peak_hz[b]));
  g_assert_true (isfinite (s->total_ms2) && isfinite (s->lf_hf) && isfinite (s->lf_nu));
  for (guint k = 0; k < s->n_density; k++)
    g_assert_true (isfinite (s->density_ms2_hz[k]));
}

/* Whatever goes in, no number that is not one comes out, flagged or not. */
static void
assert_all_finite (const BwHrv *hrv)
{
  const BwHrvTime *t = &hrv->time;
  const double values[] = {
    hrv->duration_s, hrv->covered_s, t->mean_nn_ms, t->mean_hr_bpm, t->mean_instant_hr_bpm,
    t->min_nn_ms, t->max_nn_ms, t->median_nn_ms, t->mad_nn_ms, t->sdnn_ms, t->cvnn_percent,
    t->rmssd_ms, t->rmssd_unbiased_ms, t->cvsd_percent, t->pnn50_percent, t->pnn20_percent,
    t->sdsd_ms, t->triangular_index, t->tinn_ms, hrv->poincare.sd1_ms, hrv->poincare.sd2_ms,
    hrv->poincare.ratio, hrv->poincare.ellipse_ms2,
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_true (isfinite (values[i]));
  assert_finite (&hrv->welch);
  assert_finite (&hrv->lomb);
  if (hrv->entropy.has_sampen)
    g_assert_true (isfinite (hrv->entropy.sampen));
  if (hrv->entropy.has_apen)
    g_assert_true (isfinite (hrv->entropy.apen));
  if (hrv->dfa.has_alpha1)
    g_assert_true (isfinite (hrv->dfa.alpha1));
  if (hrv->dfa.has_alpha2)
    g_assert_true (isfinite (hrv->dfa.alpha2));
}

static gboolean
has_note (const BwHrv *hrv,
          const char  *part)
{
  for (guint i = 0; i < hrv->notes->len; i++)
    if (strstr (g_ptr_array_index (hrv->notes, i), part) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_1000_intervals (void)
{
  g_autoptr (BwRr) rr = rr_file_read ("data/hrv/nn_1000.txt");
  g_autoptr (BwHrv) hrv = NULL;

  if (rr == NULL)
    return;
  hrv = bw_hrv_compute (rr, &as_it_is);
  g_assert_cmpuint (hrv->n, ==, 1000);
  bw_assert_near (hrv->time.sdnn_ms, 43.113074968427306, 1e-10);
  bw_assert_near (hrv->time.rmssd_ms, 19.519400785039664, 1e-10);
  g_assert_cmpuint (hrv->time.nn50, ==, 24);
  bw_assert_near (hrv->poincare.sd1_ms, 13.80919, 5e-6);
  bw_assert_near (hrv->poincare.sd2_ms, 59.38670, 5.5e-6);
  bw_assert_near (hrv->time.triangular_index, 11.3636, 5e-5);
  g_assert_null (hrv->artefacts);
  g_assert_cmpuint (hrv->n_artefacts, ==, 0);
  assert_all_finite (hrv);
}

static void
test_an_hour (void)
{
  g_autoptr (BwRr) rr = rr_file_read ("data/hrv/nn_long.txt");
  g_autoptr (BwHrv) hrv = NULL;

  if (rr == NULL)
    return;
  hrv = bw_hrv_compute (rr, &as_it_is);
  g_assert_cmpuint (hrv->n, ==, 4684);
  bw_assert_near (hrv->duration_s, 3600, 10);
  bw_assert_near (hrv->time.sdnn_ms, 85.357, 5e-4);
  bw_assert_near (hrv->time.rmssd_ms, 60.523, 5e-4);
  g_assert_cmpuint (hrv->time.nn50, ==, 1338);
  bw_assert_near (hrv->time.pnn50_percent, 28.571, 5e-4);
  bw_assert_near (hrv->time.mean_instant_hr_bpm, 78.990, 5e-4);
  bw_assert_near (hrv->time.mean_hr_bpm, 60000 / hrv->time.mean_nn_ms, 1e-9);
  g_assert_cmpuint (hrv->notes->len, ==, 0);
}

/* Every 5-minute window of a day, as another toolbox has it. */
static void
test_windows (void)
{
  g_autofree char *path = bw_test_shared ("data/hrv/windows.csv");
  g_autoptr (GArray) numbers = NULL;
  g_autofree char *text = NULL;
  g_autofree double *rr_s = NULL;
  g_autofree double *t_s = NULL;
  g_auto (GStrv) lines = NULL;
  double t = 0;
  guint n, n_windows = 0;

  if (path == NULL)
    return;
  numbers = rr_file_read_numbers ("data/hrv/nsr001_rr_s.txt");
  n = numbers->len - 1;
  rr_s = g_new (double, n);
  t_s = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      rr_s[i] = g_array_index (numbers, double, i + 1) * 128 / 125;
      t_s[i] = t += rr_s[i];
    }

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint l = 1; lines[l] != NULL && *lines[l] != '\0'; l++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[l], ",", -1);
      double start = g_ascii_strtod (cells[1], NULL), end = g_ascii_strtod (cells[2], NULL);
      g_autoptr (BwRr) rr = NULL;
      BwHrvTime time;
      BwPoincare poincare;
      guint first = 0, count = 0;

      while (first < n && t_s[first] < start)
        first++;
      while (first + count < n && t_s[first + count] < end)
        count++;
      g_assert_cmpuint (count, ==, (guint) g_ascii_strtoull (cells[4], NULL, 10));
      rr = bw_rr_from_numbers (rr_s + first, count, NULL);
      bw_hrv_time (&time, rr, 0);
      bw_hrv_poincare (&poincare, time.has_sdsd, time.sdsd_ms, time.sdnn_ms);
      bw_assert_near (time.mean_nn_ms, g_ascii_strtod (cells[5], NULL), 1e-4);
      bw_assert_near (time.median_nn_ms, g_ascii_strtod (cells[6], NULL), 1e-4);
      bw_assert_near (time.sdnn_ms, g_ascii_strtod (cells[7], NULL), 1e-4);
      bw_assert_near (time.rmssd_ms, g_ascii_strtod (cells[8], NULL), 1e-4);
      bw_assert_near (time.pnn50_percent / 100, g_ascii_strtod (cells[9], NULL), 1e-6);
      bw_assert_near (poincare.sd1_ms, g_ascii_strtod (cells[16], NULL), 1e-4);
      bw_assert_near (poincare.sd2_ms, g_ascii_strtod (cells[17], NULL), 1e-4);
      n_windows++;
    }
  g_test_message ("%u windows", n_windows);
  g_assert_cmpuint (n_windows, >, 10);
}

/* Small enough to be counted by hand. */
static void
test_by_hand (void)
{
  static const double ms[] = { 800, 860, 810, 840, 800, 800 };
  g_autoptr (BwRr) rr = rr_from_ms (ms, G_N_ELEMENTS (ms));
  BwHrvTime t;

  bw_hrv_time (&t, rr, 10);
  g_assert_cmpuint (t.n, ==, 6);
  g_assert_cmpuint (t.n_differences, ==, 5);
  bw_assert_near (t.mean_nn_ms, 4910 / 6.0, 1e-9);
  bw_assert_near (t.median_nn_ms, 805, 0);
  bw_assert_near (t.mad_nn_ms, 5, 0); /* of 5 5 5 5 35 55 */
  {
    static const double odd[] = { 800, 900, 807, 801, 820 }; /* distances 7 93 0 6 13 */
    g_autoptr (BwRr) few = rr_from_ms (odd, 5);
    BwHrvTime of_few;

    bw_hrv_time (&of_few, few, 0);
    bw_assert_near (of_few.median_nn_ms, 807, 0);
    bw_assert_near (of_few.mad_nn_ms, 7, 0);
    few->n = 4; /* 800 801 807 900: distances 4 3 3 96 */
    bw_hrv_time (&of_few, few, 0);
    bw_assert_near (of_few.mad_nn_ms, 3.5, 0);
  }
  bw_assert_near (t.rmssd_ms, sqrt ((3600 + 2500 + 900 + 1600) / 5.0), 1e-9);
  bw_assert_near (t.rmssd_unbiased_ms, sqrt (1720 - 50), 1e-9);
  g_assert_cmpuint (t.nn50, ==, 1); /* 60; 50 itself is not more than 50 */
  g_assert_cmpuint (t.nn20, ==, 4);
  bw_assert_near (t.pnn50_percent, 20, 1e-12);
  bw_assert_near (t.pnn20_percent, 80, 1e-12);
  bw_assert_near (t.sdsd_ms, sqrt (8600 / 4.0), 1e-9); /* the differences sum to 0 */
  bw_assert_near (t.cvsd_percent, 100 * t.rmssd_ms / t.mean_nn_ms, 1e-12);
  bw_assert_near (t.triangular_index, 2, 0);

  /* a gap takes a difference, an interpolated interval takes two and itself */
  for (guint i = 3; i < 6; i++)
    rr->segment[i] = 1;
  bw_hrv_time (&t, rr, 0);
  g_assert_cmpuint (t.n_differences, ==, 4);
  bw_assert_near (t.rmssd_ms, sqrt ((3600 + 2500 + 1600) / 4.0), 1e-9);
  bw_assert_near (t.rmssd_unbiased_ms, t.rmssd_ms, 0);
  rr->interpolated[1] = TRUE;
  bw_hrv_time (&t, rr, 0);
  g_assert_cmpuint (t.n, ==, 5);
  g_assert_cmpuint (t.n_differences, ==, 2);
}

/* The triangle itself gives its own base. */
static void
test_tinn (void)
{
  double ms[256];
  guint n = 0;
  g_autoptr (BwRr) rr = NULL;
  BwHrvTime t;

  for (int bin = -10; bin <= 10; bin++)
    for (int k = 0; k < 10 - ABS (bin); k++)
      ms[n++] = 800 + 8 * bin;
  rr = rr_from_ms (ms, n);
  bw_hrv_time (&t, rr, 0);
  bw_assert_near (t.tinn_ms, 160, 1e-9);
  bw_assert_near (t.triangular_index, n / 10.0, 1e-9);
  bw_assert_near (t.tinn_low_ms, 720, 1e-9);
  bw_assert_near (t.tinn_peak_ms, 800, 1e-9);
  bw_assert_near (t.tinn_high_ms, 880, 1e-9);
  g_assert_cmpuint (t.tinn_height, ==, 10);
}

static void
test_histogram (void)
{
  static const double ms[] = { 803.9, 804, 812, 796, 1000, 820 };
  g_autoptr (BwRr) rr = rr_from_ms (ms, G_N_ELEMENTS (ms));
  g_auto (BwHrvHistogram) histogram = { 0 };
  g_auto (BwHrvHistogram) none = { 0 };
  guint sum = 0;

  rr->interpolated[4] = TRUE;
  bw_hrv_histogram (&histogram, rr, BW_HRV_BIN_MS); /* a bin takes its lower edge */
  bw_assert_near (histogram.first_ms, 800, 0);
  g_assert_cmpuint (histogram.n_bins, ==, 4);
  g_assert_cmpuint (histogram.counts[0], ==, 2); /* 796 ≤ … < 804 */
  g_assert_cmpuint (histogram.counts[1], ==, 1); /* 804 */
  g_assert_cmpuint (histogram.counts[2], ==, 1); /* 812 */
  g_assert_cmpuint (histogram.counts[3], ==, 1); /* 820 */
  for (guint b = 0; b < histogram.n_bins; b++)
    sum += histogram.counts[b];
  g_assert_cmpuint (sum, ==, 5);
  rr->n = 0;
  bw_hrv_histogram (&none, rr, 50);
  g_assert_cmpuint (none.n_bins, ==, 0);
}

static void
test_few_beats (void)
{
  static const double ms[] = { 800, 820, 790 };

  for (guint n = 0; n <= 3; n++)
    for (guint detrend = 0; detrend < 2; detrend++)
      {
        const BwHrvOptions options = { .detrend = detrend };
        g_autoptr (BwRr) rr = rr_from_ms (ms, n);
        g_autoptr (BwHrv) hrv = bw_hrv_compute (rr, &options);

        g_assert_cmpuint (hrv->n, ==, n);
        g_assert_cmpint (hrv->time.has_mean, ==, n >= 1);
        g_assert_cmpint (hrv->time.has_sd, ==, n >= 2);
        g_assert_cmpint (hrv->time.has_rmssd, ==, n >= 2);
        g_assert_cmpint (hrv->time.has_sdsd, ==, n >= 3);
        g_assert_cmpint (hrv->poincare.has, ==, n >= 3);
        g_assert_false (hrv->welch.has[BW_HRV_HF] || hrv->lomb.has[BW_HRV_HF]);
        g_assert_false (hrv->entropy.has_sampen || hrv->dfa.has_alpha1);
        g_assert_cmpuint (hrv->notes->len, >=, 1);
        assert_all_finite (hrv);
      }
}

static void
test_constant (void)
{
  double ms[500];
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwHrv) hrv = NULL;

  for (guint i = 0; i < 500; i++)
    ms[i] = 800;
  rr = rr_from_ms (ms, 500);
  hrv = bw_hrv_compute (rr, NULL);
  g_assert_cmpuint (hrv->n_artefacts, ==, 0);
  bw_assert_near (hrv->time.sdnn_ms, 0, 0);
  bw_assert_near (hrv->time.rmssd_ms, 0, 0);
  g_assert_false (hrv->time.has_histogram);
  g_assert_false (hrv->poincare.has_ratio);
  g_assert_false (hrv->entropy.has_sampen);
  g_assert_false (hrv->dfa.has_alpha1 || hrv->dfa.has_alpha2);
  g_assert_true (has_note (hrv, "Sample entropy"));
  g_assert_true (has_note (hrv, "do not vary"));
  bw_assert_near (hrv->welch.power_ms2[BW_HRV_HF], 0, 1e-9);
  assert_all_finite (hrv);
}

/* A rhythm with planted artefacts: corrected, it gives nearly what the clean one does. */
static void
test_correction (void)
{
  enum { N = 420 };
  GRand *rand = bw_random_new (8, "hrv");
  double ms[N];
  g_autoptr (BwRr) clean = NULL;
  g_autoptr (BwRr) spoilt = NULL;
  g_autoptr (BwHrv) a = NULL;
  g_autoptr (BwHrv) b = NULL;
  g_autoptr (BwHrv) c = NULL;

  for (guint i = 0; i < N; i++)
    ms[i] = 800 + 30 * sin (i * 0.5) + 20 * sin (i * 1.4) + 8 * bw_random_normal (rand);
  clean = rr_from_ms (ms, N);
  for (guint i = 50; i < N; i += 60)
    {
      ms[i] -= 300;
      ms[i + 1] += 300;
    }
  spoilt = rr_from_ms (ms, N);
  a = bw_hrv_compute (clean, NULL);
  b = bw_hrv_compute (spoilt, NULL);
  c = bw_hrv_compute (spoilt, &as_it_is);
  g_assert_cmpuint (a->n_artefacts, ==, 0);
  g_assert_cmpuint (b->n_artefacts, ==, 7);
  g_assert_cmpuint (b->n, ==, N);
  g_assert_cmpuint (b->n_interpolated, ==, 14);
  g_assert_cmpuint (b->artefacts->counts[BW_BEAT_ECTOPIC], ==, 7);
  bw_assert_near (b->time.rmssd_ms, a->time.rmssd_ms, 0.03 * a->time.rmssd_ms);
  bw_assert_near (b->time.sdnn_ms, a->time.sdnn_ms, 0.03 * a->time.sdnn_ms);
  bw_assert_near (b->welch.power_ms2[BW_HRV_HF], a->welch.power_ms2[BW_HRV_HF],
                  0.1 * a->welch.power_ms2[BW_HRV_HF]);
  bw_assert_near (b->dfa.alpha1, a->dfa.alpha1, 0.1);
  g_assert_cmpfloat (c->time.rmssd_ms, >, 2 * a->time.rmssd_ms);
  g_rand_free (rand);
}

/* The beats of a watch's reading, with an artefact and gaps, give the same here as there. */
static void
test_same_as_reading (void)
{
  enum { N = 70 };
  const BwHrvOptions options = { .clock_ms = 10 };
  GRand *rand = bw_random_new (12, "hrv");
  gint64 time_ms[N];
  BwReadingResult reading;
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwHrv) hrv = NULL;
  double t = 0;

  for (guint i = 0; i < N; i++)
    {
      time_ms[i] = (gint64) round (t / 10) * 10;
      t += 830 + 40 * sin (i * 1.4) + 15 * bw_random_normal (rand) + (i % 23 == 7 ? 5000 : 0);
    }
  time_ms[40] -= 310;
  bw_reading_analyse (&reading, time_ms, NULL, N, 10);
  rr = bw_beats_to_rr (time_ms, NULL, N, 10);
  hrv = bw_hrv_compute (rr, &options);
  g_assert_cmpuint (reading.n_artefacts, ==, 1);
  g_assert_cmpuint (hrv->n_artefacts, ==, 1);
  g_assert_cmpuint (hrv->n, ==, reading.n_intervals);
  g_assert_cmpuint (hrv->n_gaps, ==, 3);
  g_assert_cmpuint (hrv->time.n_differences, ==, reading.n_differences);
  bw_assert_near (hrv->time.rmssd_ms, reading.rmssd_raw_ms, 1e-9);
  bw_assert_near (hrv->time.rmssd_unbiased_ms, reading.rmssd_ms, 1e-9);
  g_rand_free (rand);
}

/* A trend makes SDNN and VLF; without it they are the rhythm's own. */
static void
test_detrend (void)
{
  enum { N = 420 };
  const BwHrvOptions detrend = { .no_correction = TRUE, .detrend = TRUE };
  double ms[N];
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwHrv) with = NULL;
  g_autoptr (BwHrv) without = NULL;

  for (guint i = 0; i < N; i++)
    ms[i] = 700 + 0.6 * i + 20 * sin (i * 1.4);
  rr = rr_from_ms (ms, N);
  with = bw_hrv_compute (rr, &as_it_is);
  without = bw_hrv_compute (rr, &detrend);
  g_assert_cmpfloat (with->time.sdnn_ms, >, 70);
  bw_assert_near (without->time.sdnn_ms, 20 / G_SQRT2, 0.5);
  bw_assert_near (without->time.cvnn_percent,
                  100 * without->time.sdnn_ms / with->time.mean_nn_ms, 1e-9);
  g_assert_true (without->detrended && !with->detrended);
  g_assert_cmpfloat (without->welch.power_ms2[BW_HRV_VLF], <, 2);
  bw_assert_near (without->welch.power_ms2[BW_HRV_HF], with->welch.power_ms2[BW_HRV_HF], 4);

  /* how fast the heart was, it was */
  for (guint m = 0; m < BW_N_METRICS; m++)
    if (bw_metric_get_group (m) == BW_METRIC_GROUP_OVERVIEW || m == BW_METRIC_MEDIAN_NN
        || m == BW_METRIC_MIN_NN || m == BW_METRIC_MAX_NN || m == BW_METRIC_SDANN)
      {
        double a = -1, b = -1;

        g_assert_cmpint (bw_metric_get_value (m, with, &a), ==, bw_metric_get_value (m, without, &b));
        bw_assert_near (a, b, 0);
      }

  /* and how sure its mean is cannot be told from what has none of its slow changes */
  {
    g_autoptr (GArray) differences = bw_hrv_compare (without, without, 1, NULL);

    g_assert_false (g_array_index (differences, BwHrvDifference, BW_METRIC_MEAN_NN).has_interval);
    g_assert_false (g_array_index (differences, BwHrvDifference, BW_METRIC_MEAN_HR).has_interval);
    g_assert_true (g_array_index (differences, BwHrvDifference, BW_METRIC_RMSSD).has_interval);
  }
}

/* The reasons are given when, and only when, they hold. */
static void
test_notes (void)
{
  double ms[1600];
  GRand *rand = bw_random_new (9, "notes");
  g_autoptr (BwRr) rr = NULL;

  for (guint i = 0; i < 1600; i++)
    ms[i] = 800 + 20 * sin (i * 1.4) + 20 * bw_random_normal (rand);
  rr = rr_from_ms (ms, 1600);
  for (guint n = 10; n <= 800; n += 79)
    {
      g_autoptr (BwHrv) hrv = NULL;

      rr->n = n;
      hrv = bw_hrv_compute (rr, &as_it_is);
      g_assert_cmpint (has_note (hrv, "RMSSD of less than 10"), ==, hrv->covered_s < 10);
      g_assert_cmpint (has_note (hrv, "RMSSD of less than 60"), ==,
                       hrv->covered_s >= 10 && hrv->covered_s < 60);
      g_assert_cmpint (has_note (hrv, "VLF"), ==,
                       hrv->duration_s >= 31 && hrv->duration_s < BW_HRV_VLF_SHORTEST_S);
      g_assert_cmpint (has_note (hrv, "triangular index and TINN of less"), ==,
                       hrv->covered_s < 1200);
      g_assert_cmpint (has_note (hrv, "DFA α2"), ==, !hrv->dfa.has_alpha2);
      g_assert_cmpint (has_note (hrv, "Entropies need"), ==, !hrv->entropy.has_apen);
    }
  rr->n = 1600;
  {
    g_autoptr (BwHrv) hrv = bw_hrv_compute (rr, &as_it_is);

    g_assert_cmpuint (hrv->notes->len, ==, 0);
  }
  g_rand_free (rand);
}

/* Noise over the whole range a heart can have: nearly every beat out of line. */
static void
test_chaos (void)
{
  GRand *rand = bw_random_new (10, "chaos");

  for (guint round = 0; round < 20; round++)
    {
      double ms[700];
      g_autoptr (BwRr) rr = NULL;

      for (guint i = 0; i < 700; i++)
        ms[i] = g_rand_double_range (rand, 200, round % 2 ? 5000 : 1500);
      rr = bw_rr_from_numbers (ms, 700, NULL);
      for (guint i = 1; i < rr->n && round % 3 == 0; i++)
        rr->segment[i] = rr->segment[i - 1] + g_rand_int_range (rand, 0, 2);
      for (guint detrend = 0; detrend < 2; detrend++)
        {
          const BwHrvOptions options = { .detrend = detrend };
          g_autoptr (BwHrv) hrv = bw_hrv_compute (rr, &options);

          assert_all_finite (hrv);
        }
    }
  g_rand_free (rand);
}

/* Half a day, with its artefacts. */
static void
test_half_a_day (void)
{
  g_autoptr (GArray) numbers = rr_file_read_numbers ("data/hrv/nsr001_rr_s.txt");
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwHrv) hrv = NULL;

  if (numbers == NULL)
    return;
  g_array_remove_index (numbers, 0);
  rr = bw_rr_from_numbers ((double *) numbers->data, MIN (numbers->len, 50000), NULL);
  hrv = bw_hrv_compute (rr, NULL);
  g_assert_cmpuint (hrv->n, >, 49000);
  g_assert_cmpfloat ((double) hrv->n_artefacts / hrv->n, <, 0.05);
  g_assert_cmpuint (hrv->welch.n_windows, >, 150);
  g_assert_true (hrv->entropy.has_sampen && hrv->dfa.has_alpha2 && hrv->lomb.has_total);
  assert_all_finite (hrv);
}

/* Half of an hour, as a file of only that half would have it. */
static void
test_slice (void)
{
  g_autoptr (BwRr) rr = rr_file_read ("data/hrv/nn_long.txt");
  g_autoptr (BwRr) slice = NULL;
  g_autoptr (BwRr) cut = NULL;
  g_autoptr (BwHrv) a = NULL;
  g_autoptr (BwHrv) b = NULL;

  if (rr == NULL)
    return;
  slice = bw_rr_slice (rr, rr->end_ms[999], rr->end_ms[3999]);
  g_assert_cmpuint (slice->n, ==, 3000);
  cut = rr_from_ms (rr->rr_ms + 1000, 3000);
  for (guint i = 0; i < 3000; i++)
    {
      bw_assert_near (slice->rr_ms[i], rr->rr_ms[1000 + i], 0);
      bw_assert_near (slice->end_ms[i], rr->end_ms[1000 + i], 0);
    }
  a = bw_hrv_compute_nn (slice, 3001, 0, NULL);
  b = bw_hrv_compute (cut, &as_it_is);
  bw_assert_near (a->duration_s, b->duration_s, 1e-6);
  bw_assert_near (a->time.rmssd_ms, b->time.rmssd_ms, 1e-9);
  bw_assert_near (a->time.sdnn_ms, b->time.sdnn_ms, 1e-9);
  bw_assert_near (a->welch.power_ms2[BW_HRV_LF], b->welch.power_ms2[BW_HRV_LF], 1e-4);
  bw_assert_near (a->lomb.power_ms2[BW_HRV_LF], b->lomb.power_ms2[BW_HRV_LF], 1e-4);
  bw_assert_near (a->time.sdann_ms, b->time.sdann_ms, 1e-6);
  g_assert_null (a->artefacts);

  /* a bound within an interval leaves it out */
  bw_rr_free (slice);
  slice = bw_rr_slice (rr, rr->end_ms[999] + 1, rr->end_ms[3999] - 1);
  g_assert_cmpuint (slice->n, ==, 2998);
  bw_rr_free (slice);
  slice = bw_rr_slice (rr, -G_MAXDOUBLE, G_MAXDOUBLE);
  g_assert_cmpuint (slice->n, ==, rr->n);
  bw_rr_free (slice);
  slice = bw_rr_slice (rr, 2e9, 3e9);
  g_assert_cmpuint (slice->n, ==, 0);
}

/* What goes on after the correction is the same with the correction's own intervals. */
static void
test_of_nn (void)
{
  double ms[400];
  const BwHrvOptions options = { .window_s = 120, .clock_ms = 2 };
  GRand *rand = bw_random_new (19, "nn");
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwHrv) a = NULL;
  g_autoptr (BwHrv) b = NULL;

  for (guint i = 0; i < 400; i++)
    ms[i] = 800 + 20 * sin (i * 1.4) + 12 * bw_random_normal (rand) - (i == 77 ? 350 : 0);
  rr = rr_from_ms (ms, 400);
  a = bw_hrv_compute (rr, &options);
  b = bw_hrv_compute_nn (a->nn, a->n_beats, a->n_artefacts, &options);
  g_assert_cmpuint (a->n_beats, ==, 401);
  g_assert_cmpuint (b->n_artefacts, ==, a->n_artefacts);
  g_assert_cmpuint (a->n_artefacts, >, 0);
  g_assert_cmpmem (&a->time, sizeof a->time, &b->time, sizeof b->time);
  g_assert_cmpmem (&a->dfa, sizeof a->dfa, &b->dfa, sizeof b->dfa);
  bw_assert_near (b->lomb.total_ms2, a->lomb.total_ms2, 0);
  bw_assert_near (a->welch.window_s, 120, 1e-9);
  bw_assert_near (a->lomb.window_s, 120, 1e-9);
  g_assert_false (a->welch.has[BW_HRV_VLF]);
  g_assert_cmpuint (a->notes->len, ==, b->notes->len);
  g_rand_free (rand);
}

/* What is looked for depends on the choice. */
static void
test_threshold (void)
{
  double ms[400];
  guint found[BW_N_CORRECTIONS];
  GRand *rand = bw_random_new (23, "threshold");
  g_autoptr (BwRr) rr = NULL;

  for (guint i = 0; i < 400; i++)
    ms[i] = 800 + 20 * sin (i * 1.4) + 10 * bw_random_normal (rand);
  for (guint i = 20; i < 400; i += 20)
    ms[i] += 3.2 * i / 10; /* larger and larger */
  rr = rr_from_ms (ms, 400);
  for (guint c = BW_CORRECTION_LENIENT; c < BW_N_CORRECTIONS; c++)
    {
      const BwHrvOptions options = { .alpha = bw_correction_get_alpha (c) };
      g_autoptr (BwHrv) hrv = bw_hrv_compute (rr, &options);

      found[c] = hrv->n_artefacts;
    }
  g_assert_cmpuint (found[BW_CORRECTION_LENIENT], <, found[BW_CORRECTION_STANDARD]);
  g_assert_cmpuint (found[BW_CORRECTION_STANDARD], <, found[BW_CORRECTION_STRICT]);
  g_rand_free (rand);
}

/* SDANN and the SDNN index of segments whose means and deviations are known. */
static void
test_segments (void)
{
  enum { PER = 600, SEGMENTS = 6 }; /* of 500 ms on average: five minutes */
  static const double shift[SEGMENTS] = { 0, 10, -20, 5, 5, 0 };
  static const double swing[SEGMENTS] = { 10, 20, 30, 40, 50, 60 };
  double ms[PER * SEGMENTS], end = 0, index = 0;
  g_autoptr (BwRr) rr = NULL;
  BwHrvTime t;

  for (guint i = 0; i < G_N_ELEMENTS (ms); i++)
    ms[i] = 500 + shift[i / PER] + (i % 2 == 0 ? swing[i / PER] : -swing[i / PER]);
  rr = rr_from_ms (ms, G_N_ELEMENTS (ms));
  /* each segment begins on its five minutes, with a gap or a beat less */
  for (guint i = 0; i < G_N_ELEMENTS (ms); i++)
    {
      if (i % PER == 0)
        end = 300000.0 * (i / PER);
      end += ms[i] * 300000 / (300000 + PER * shift[i / PER]);
      rr->end_ms[i] = MIN (end, 300000.0 * (i / PER + 1));
    }
  bw_hrv_time (&t, rr, 0);
  g_assert_true (t.has_segments);
  g_assert_cmpuint (t.n_segments, ==, SEGMENTS);
  for (guint s = 0; s < SEGMENTS; s++)
    index += swing[s] * sqrt (PER / (PER - 1.0)) / SEGMENTS;
  bw_assert_near (t.sdnn_index_ms, index, 1e-9);
  bw_assert_near (t.sdann_ms, sqrt ((100 + 400 + 25 + 25) / 5.0), 1e-9); /* their mean is 0 */

  /* a segment that is hardly there does not count: two thirds of the third are taken away */
  for (guint i = 2 * PER; i < 2 * PER + PER * 2 / 3; i++)
    rr->interpolated[i] = TRUE;
  bw_hrv_time (&t, rr, 0);
  g_assert_cmpuint (t.n_segments, ==, SEGMENTS - 1);
  bw_assert_near (t.sdnn_index_ms,
                  (index * SEGMENTS - swing[2] * sqrt (PER / (PER - 1.0))) / (SEGMENTS - 1), 1e-9);
  for (guint i = 2 * PER; i < 2 * PER + PER / 3; i++)
    rr->interpolated[i] = FALSE;
  bw_hrv_time (&t, rr, 0);
  g_assert_cmpuint (t.n_segments, ==, SEGMENTS);

  /* nor does one that the recording ends in, however late */
  rr->n = 2 * PER - 10;
  bw_hrv_time (&t, rr, 0);
  g_assert_cmpuint (t.n_segments, ==, 1);
  rr->n = PER + 10;
  bw_hrv_time (&t, rr, 0);
  g_assert_cmpuint (t.n_segments, ==, 1);
  g_assert_false (t.has_segments);
}

/* What an interval is, and what a list is of, at the bounds. */
static void
test_bounds (void)
{
  const double lengths[] = { 200, 199.9, 5000, 5000.1, 800 };
  const double units[] = { 4.9, 5, 239.9, 240 };
  static const BwRrUnit expected[] = { BW_RR_UNIT_S, BW_RR_UNIT_BPM, BW_RR_UNIT_BPM, BW_RR_UNIT_MS };
  BwRrUnit unit;
  g_autoptr (BwRr) rr = bw_rr_from_numbers (lengths, 5, &unit);

  g_assert_cmpint (unit, ==, BW_RR_UNIT_MS);
  g_assert_cmpuint (rr->n, ==, 3);
  bw_assert_near (rr->rr_ms[0], 200, 0);
  bw_assert_near (rr->rr_ms[1], 5000, 0);
  bw_assert_near (rr->end_ms[2], 200 + 199.9 + 5000 + 5000.1 + 800, 1e-9);
  g_assert_false (bw_rr_contiguous (rr, 0));
  g_assert_false (bw_rr_contiguous (rr, 1));
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (bw_rr_guess_unit (&units[i], 1), ==, expected[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/hrv/1000-intervals", test_1000_intervals);
  g_test_add_func ("/signal/hrv/an-hour", test_an_hour);
  g_test_add_func ("/signal/hrv/windows", test_windows);
  g_test_add_func ("/signal/hrv/by-hand", test_by_hand);
  g_test_add_func ("/signal/hrv/tinn", test_tinn);
  g_test_add_func ("/signal/hrv/histogram", test_histogram);
  g_test_add_func ("/signal/hrv/segments", test_segments);
  g_test_add_func ("/signal/hrv/threshold", test_threshold);
  g_test_add_func ("/signal/hrv/slice", test_slice);
  g_test_add_func ("/signal/hrv/of-nn", test_of_nn);
  g_test_add_func ("/signal/hrv/few-beats", test_few_beats);
  g_test_add_func ("/signal/hrv/constant", test_constant);
  g_test_add_func ("/signal/hrv/correction", test_correction);
  g_test_add_func ("/signal/hrv/same-as-reading", test_same_as_reading);
  g_test_add_func ("/signal/hrv/detrend", test_detrend);
  g_test_add_func ("/signal/hrv/notes", test_notes);
  g_test_add_func ("/signal/hrv/chaos", test_chaos);
  g_test_add_func ("/signal/hrv/half-a-day", test_half_a_day);
  g_test_add_func ("/signal/hrv/bounds", test_bounds);
  return g_test_run ();
}
