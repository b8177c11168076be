/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "rr-files.h"
#include "signal/bw-hrv-metric.h"

#include <math.h>
#include <string.h>

/* @n intervals in the rhythm of breathing, with noise. */
static BwRr *
make_rhythm (guint n)
{
  GRand *rand = bw_random_new (5, "metric");
  g_autofree double *ms = g_new (double, n);
  BwRr *rr;

  for (guint i = 0; i < n; i++)
    ms[i] = 800 + 25 * sin (i * 0.5) + 20 * sin (i * 1.4) + 12 * bw_random_normal (rand);
  rr = rr_from_ms (ms, n);
  g_rand_free (rand);
  return rr;
}

static double
get (BwMetric     metric,
     const BwHrv *hrv)
{
  double value = NAN;

  g_assert_true (bw_metric_get_value (metric, hrv, &value));
  return value;
}

/* Every metric is whole: a key of its own, words, and a place in its group. */
static void
test_table (void)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  BwMetricGroup group = BW_METRIC_GROUP_OVERVIEW;
  BwMetric found;

  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      const char *words = bw_metric_get_words (m);

      g_assert_true (g_hash_table_add (keys, (gpointer) bw_metric_get_key (m)));
      g_assert_true (bw_metric_from_key (bw_metric_get_key (m), &found));
      g_assert_cmpint (found, ==, m);
      g_assert_cmpuint (strlen (bw_metric_get_name (m)), >, 1);
      g_assert_true (g_str_has_suffix (words, "."));
      g_assert_cmpuint (g_utf8_strlen (words, -1), <, 130);
      g_assert_nonnull (bw_metric_get_unit (m));
      g_assert_cmpuint (bw_metric_get_digits (m), <=, 4);
      g_assert_cmpint (bw_metric_get_group (m), >=, group);
      group = bw_metric_get_group (m);
      g_assert_nonnull (bw_metric_group_get_name (group));
    }
  g_assert_cmpint (group + 1, ==, BW_N_METRIC_GROUPS);
  g_assert_false (bw_metric_from_key ("rmssd", &found));
  g_assert_false (bw_metric_from_key (NULL, &found));
  g_assert_true (bw_metric_from_key ("lomb.hf_peak_hz", &found));
  g_assert_cmpint (found, ==, BW_METRIC_LOMB_HF_PEAK);
  g_assert_cmpstr (bw_metric_get_unit (BW_METRIC_WELCH_LF), ==, "ms²");
  g_assert_cmpstr (bw_metric_get_unit (BW_METRIC_SAMPEN), ==, "");
}

/* Each metric gives the number it is named after. */
static void
test_values (void)
{
  g_autoptr (BwRr) rr = make_rhythm (900);
  g_autoptr (BwHrv) hrv = bw_hrv_compute (rr, NULL);

  for (guint m = 0; m < BW_N_METRICS; m++)
    g_assert_true (isfinite (get (m, hrv)));
  bw_assert_near (get (BW_METRIC_MEAN_NN, hrv), hrv->time.mean_nn_ms, 0);
  bw_assert_near (get (BW_METRIC_MEAN_HR, hrv), hrv->time.mean_instant_hr_bpm, 0);
  bw_assert_near (get (BW_METRIC_BEATS_PER_MINUTE, hrv), 60000 / hrv->time.mean_nn_ms, 1e-9);
  bw_assert_near (get (BW_METRIC_SDNN, hrv), hrv->time.sdnn_ms, 0);
  bw_assert_near (get (BW_METRIC_LN_RMSSD, hrv), log (hrv->time.rmssd_ms), 1e-12);
  bw_assert_near (get (BW_METRIC_MIN_NN, hrv), hrv->time.min_nn_ms, 0);
  bw_assert_near (get (BW_METRIC_MAX_NN, hrv), hrv->time.max_nn_ms, 0);
  bw_assert_near (get (BW_METRIC_MEDIAN_NN, hrv), hrv->time.median_nn_ms, 0);
  bw_assert_near (get (BW_METRIC_SDNN_INDEX, hrv), hrv->time.sdnn_index_ms, 0);
  bw_assert_near (get (BW_METRIC_RMSSD_UNBIASED, hrv), hrv->time.rmssd_unbiased_ms, 0);
  bw_assert_near (get (BW_METRIC_SDANN, hrv), hrv->time.sdann_ms, 0);
  bw_assert_near (get (BW_METRIC_WELCH_TOTAL, hrv), hrv->welch.total_ms2, 0);
  bw_assert_near (get (BW_METRIC_WELCH_VLF, hrv), hrv->welch.power_ms2[BW_HRV_VLF], 0);
  bw_assert_near (get (BW_METRIC_WELCH_HF, hrv), hrv->welch.power_ms2[BW_HRV_HF], 0);
  bw_assert_near (get (BW_METRIC_LOMB_LF, hrv), hrv->lomb.power_ms2[BW_HRV_LF], 0);
  bw_assert_near (get (BW_METRIC_LOMB_LF_HF, hrv), hrv->lomb.lf_hf, 0);
  bw_assert_near (get (BW_METRIC_LOMB_HF_NU, hrv), hrv->lomb.hf_nu, 0);
  bw_assert_near (get (BW_METRIC_LOMB_HF_PEAK, hrv), hrv->lomb.peak_hz[BW_HRV_HF], 0);
  bw_assert_near (get (BW_METRIC_WELCH_LF_PEAK, hrv), 0.5 / (2 * G_PI) / 0.8, 0.005);
  bw_assert_near (get (BW_METRIC_SD1_SD2, hrv), hrv->poincare.ratio, 0);
  bw_assert_near (get (BW_METRIC_ELLIPSE, hrv), hrv->poincare.ellipse_ms2, 0);
  bw_assert_near (get (BW_METRIC_DFA_ALPHA2, hrv), hrv->dfa.alpha2, 0);
}

/* The rate of five beats together. */
static void
test_range (void)
{
  double ms[40];
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwHrv) hrv = NULL;

  for (guint i = 0; i < 40; i++)
    ms[i] = i < 20 ? 1000 : 800;
  ms[30] = 700; /* alone, it counts for a fifth */
  rr = rr_from_ms (ms, 40);
  hrv = bw_hrv_compute (rr, &(BwHrvOptions){ .no_correction = TRUE });
  bw_assert_near (get (BW_METRIC_MIN_HR, hrv), 60, 1e-9);
  bw_assert_near (get (BW_METRIC_MAX_HR, hrv), 60000 * 5 / 3900.0, 1e-9);
  bw_hrv_free (hrv);
  for (guint i = 0; i < 40; i++)
    rr->segment[i] = i / 4; /* never five in a row */
  hrv = bw_hrv_compute (rr, &(BwHrvOptions){ .no_correction = TRUE });
  g_assert_false (bw_metric_get_value (BW_METRIC_MIN_HR, hrv, NULL));
  g_assert_cmpint (bw_metric_get_trust (BW_METRIC_MIN_HR, hrv), ==, BW_TRUST_NONE);
}

/* From how many seconds on a metric is usable, and from how many on good. */
static void
test_trust (void)
{
  static const struct
  {
    const char *key;
    double some_s, good_s;
  } cases[] = {
    { "mean_nn_ms", 0, 10 },         { "rmssd_ms", 10, 60 },        { "pnn50_percent", 10, 60 },
    { "sd1_ms", 10, 60 },            { "sdnn_ms", 30, 120 },        { "sd2_ms", 30, 120 },
    { "welch.hf_ms2", 31, 60 },      { "lomb.hf_ms2", 31, 60 },     { "welch.lf_ms2", 61, 120 },
    { "lomb.lf_hf", 61, 120 },       { "welch.vlf_ms2", 296, 600 }, { "lomb.total_ms2", 296, 600 },
    { "triangular_index", 30, 1200 }, { "dfa_alpha2", 296, 296 },   { "sdann_ms", 3600, 64800 },
    { "dfa_alpha1", 51.2, 120 },     { "sampen", 40, 160 },         { "apen", 40, 160 },
  };
  g_autoptr (BwRr) all = make_rhythm (5200);

  for (guint n = 4; n <= 5200; n = n * 5 / 4)
    {
      g_autoptr (BwRr) rr = bw_rr_copy (all);
      g_autoptr (BwHrv) hrv = NULL;

      rr->n = n;
      hrv = bw_hrv_compute (rr, NULL);
      for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
        {
          BwMetric metric;
          BwMetricTrust trust;
          g_autofree char *why = NULL;

          g_assert_true (bw_metric_from_key (cases[c].key, &metric));
          trust = bw_metric_get_trust (metric, hrv);
          why = bw_metric_get_trust_text (metric, hrv);
          if (fabs (hrv->duration_s - cases[c].some_s) > 3)
            g_assert_cmpint (trust > BW_TRUST_NONE, ==, hrv->duration_s >= cases[c].some_s);
          if (fabs (hrv->duration_s - cases[c].good_s) > 3)
            g_assert_cmpint (trust == BW_TRUST_GOOD, ==, hrv->duration_s >= cases[c].good_s);
          g_assert_cmpint (trust == BW_TRUST_GOOD, ==, why == NULL);
          if (trust == BW_TRUST_GOOD)
            g_assert_true (bw_metric_get_value (metric, hrv, NULL));
        }
    }
}

/* The metrics of a day are good from 18 hours on. */
static void
test_trust_day (void)
{
  g_autoptr (BwRr) rr = make_rhythm (82000);

  for (guint n = 80000; n <= 82000; n += 1000)
    {
      g_autoptr (BwHrv) hrv = NULL;

      rr->n = n;
      hrv = bw_hrv_compute_nn (rr, n, 0, NULL);
      g_assert_cmpint (bw_metric_get_trust (BW_METRIC_SDANN, hrv), ==,
                       hrv->duration_s >= 64800 ? BW_TRUST_GOOD : BW_TRUST_WEAK);
    }
}

/* The words beside a value. */
static void
test_reasons (void)
{
  g_autoptr (BwRr) rr = make_rhythm (1000);
  g_autoptr (BwHrv) hrv = NULL;
  g_autoptr (GString) said = g_string_new (NULL);
  static const char *const keys[] = {
    "rmssd_ms", "sdnn_ms", "welch.lf_ms2", "welch.vlf_ms2", "sampen", "dfa_alpha2", "sdann_ms",
  };

  rr->n = 60;
  hrv = bw_hrv_compute (rr, NULL);
  for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
    {
      BwMetric metric;
      g_autofree char *why = NULL;

      g_assert_true (bw_metric_from_key (keys[k], &metric));
      why = bw_metric_get_trust_text (metric, hrv);
      g_string_append_printf (said, "%s|", why);
    }
  g_assert_cmpstr (said->str, ==,
                   "weak: less than 60 seconds|weak: less than 2 minutes|needs 60 seconds|"
                   "needs 5 minutes|weak: fewer than 200 intervals|needs 5 minutes|needs an hour|");
  bw_hrv_free (hrv);

  /* a long recording in pieces: Welch has no window of five minutes, Lomb has */
  rr->n = 1000;
  for (guint i = 0; i < 1000; i++)
    {
      rr->segment[i] = i / 100;
      rr->end_ms[i] += 8000 * (i / 100);
    }
  hrv = bw_hrv_compute (rr, NULL);
  {
    g_autofree char *welch = bw_metric_get_trust_text (BW_METRIC_WELCH_VLF, hrv);
    g_autofree char *lomb = bw_metric_get_trust_text (BW_METRIC_LOMB_VLF, hrv);

    g_assert_cmpstr (welch, ==, "needs 5 minutes without a gap");
    g_assert_null (lomb);
    g_assert_cmpint (bw_metric_get_trust (BW_METRIC_LOMB_LF, hrv), ==, BW_TRUST_GOOD);
    g_assert_cmpint (bw_metric_get_trust (BW_METRIC_WELCH_HF, hrv), ==, BW_TRUST_GOOD);
  }
  {
    /* nor one of two */
    g_autofree char *welch = bw_metric_get_trust_text (BW_METRIC_WELCH_LF, hrv);

    g_assert_cmpstr (welch, ==, "weak: less than 2 minutes without a gap");
    g_assert_cmpint (bw_metric_get_trust (BW_METRIC_WELCH_LF, hrv), ==, BW_TRUST_WEAK);
  }
  bw_hrv_free (hrv);

  /* windows that were asked to be short */
  hrv = bw_hrv_compute (rr, &(BwHrvOptions){ .window_s = 120 });
  {
    g_autofree char *welch = bw_metric_get_trust_text (BW_METRIC_WELCH_VLF, hrv);
    g_autofree char *lomb = bw_metric_get_trust_text (BW_METRIC_LOMB_TOTAL, hrv);

    g_assert_cmpstr (welch, ==, "needs windows of 5 minutes");
    g_assert_cmpstr (lomb, ==, "needs windows of 5 minutes");
  }
  bw_hrv_free (hrv);

  hrv = bw_hrv_compute (rr, &(BwHrvOptions){ .window_s = 90 });
  {
    g_autofree char *lomb = bw_metric_get_trust_text (BW_METRIC_LOMB_LF_HF, hrv);

    g_assert_cmpstr (lomb, ==, "weak: windows of less than 2 minutes");
    g_assert_cmpint (bw_metric_get_trust (BW_METRIC_LOMB_HF, hrv), ==, BW_TRUST_GOOD);
  }
  bw_hrv_free (hrv);

  /* a quarter of the time is missing */
  for (guint i = 0; i < 1000; i++)
    rr->end_ms[i] += 20000 * (i / 100);
  hrv = bw_hrv_compute (rr, NULL);
  {
    g_autofree char *lomb = bw_metric_get_trust_text (BW_METRIC_LOMB_HF, hrv);

    g_assert_cmpstr (lomb, ==, "weak: more than a fifth of the time is missing");
    g_assert_cmpint (bw_metric_get_trust (BW_METRIC_RMSSD, hrv), ==, BW_TRUST_GOOD);
  }
  bw_hrv_free (hrv);

  rr->n = 0;
  hrv = bw_hrv_compute (rr, NULL);
  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      g_autofree char *why = bw_metric_get_trust_text (m, hrv);

      g_assert_cmpint (bw_metric_get_trust (m, hrv), ==, BW_TRUST_NONE);
      g_assert_cmpstr (why, ==, "needs two neighbouring beats");
    }
}

/* A minute is not less than a minute. */
static void
test_just_enough (void)
{
  double ms[60];

  for (guint i = 0; i < 60; i++)
    ms[i] = i % 2 == 0 ? 980 : 1020;
  for (guint n = 58; n <= 60; n += 2)
    {
      g_autoptr (BwRr) rr = rr_from_ms (ms, n);
      g_autoptr (BwHrv) hrv = bw_hrv_compute_nn (rr, n + 1, 0, NULL);

      g_assert_cmpint (bw_metric_get_trust (BW_METRIC_RMSSD, hrv), ==,
                       n == 60 ? BW_TRUST_GOOD : BW_TRUST_WEAK);
    }
}

/* Where too many beats are artefacts nothing is good, whatever the length. */
static void
test_artefacts (void)
{
  g_autoptr (BwRr) rr = make_rhythm (900);
  g_autoptr (BwHrv) few = bw_hrv_compute_nn (rr, 901, 30, NULL);
  g_autoptr (BwHrv) many = bw_hrv_compute_nn (rr, 901, 60, NULL);
  g_autoptr (BwHrv) most = bw_hrv_compute_nn (rr, 901, 200, NULL);

  g_assert_cmpint (bw_metric_get_trust (BW_METRIC_RMSSD, few), ==, BW_TRUST_GOOD);
  g_assert_cmpint (bw_metric_get_trust (BW_METRIC_RMSSD, many), ==, BW_TRUST_WEAK);
  g_assert_cmpint (bw_metric_get_trust (BW_METRIC_RMSSD, most), ==, BW_TRUST_NONE);
  g_assert_cmpstr (bw_metric_trust_get_id (BW_TRUST_WEAK), ==, "weak");
}

static void
test_norms (void)
{
  BwMetricNorm norm, younger, older;

  /* the Task Force's day */
  g_assert_true (bw_metric_get_norm (BW_METRIC_SDNN, 24 * 3600, 40, &norm));
  bw_assert_near (norm.mean, 141, 0);
  bw_assert_near (norm.sd, 39, 0);
  g_assert_nonnull (strstr (norm.source, "24 h"));
  /* scipy.stats.lognorm with that mean and deviation: s = 0.27151404, scale =
   * 135.897368; .ppf ([.025, .975]) = 79.817455, 231.379147 (with 1.959964 for our 1.96) */
  bw_assert_near (norm.low, 79.817455, 1e-3);
  bw_assert_near (norm.high, 231.379147, 3e-3);
  g_assert_cmpint (bw_metric_norm_get_side (&norm, 60), ==, -1);
  g_assert_cmpint (bw_metric_norm_get_side (&norm, 141), ==, 0);
  g_assert_cmpint (bw_metric_norm_get_side (&norm, 300), ==, 1);
  g_assert_true (bw_metric_get_norm (BW_METRIC_SDANN, 18 * 3600, -1, &norm));
  bw_assert_near (norm.mean, 127, 0);
  g_assert_true (bw_metric_get_norm (BW_METRIC_RMSSD, 20 * 3600, -1, &norm));
  bw_assert_near (norm.mean, 27, 0);
  g_assert_cmpfloat (norm.low, >, 0);
  g_assert_true (bw_metric_get_norm (BW_METRIC_TRIANGULAR_INDEX, 20 * 3600, -1, &norm));
  bw_assert_near (norm.mean, 37, 0);

  /* five minutes, by either spectrum */
  g_assert_true (bw_metric_get_norm (BW_METRIC_WELCH_TOTAL, 300, -1, &norm));
  bw_assert_near (norm.mean, 3466, 0);
  g_assert_true (bw_metric_get_norm (BW_METRIC_LOMB_HF, 300, -1, &norm));
  bw_assert_near (norm.mean, 975, 0);
  bw_assert_near (norm.sd, 203, 0);
  /* of few people: healthy adults were found to have 82 to 3630 ms² */
  g_assert_cmpint (bw_metric_norm_get_side (&norm, 82), ==, 0);
  g_assert_cmpint (bw_metric_norm_get_side (&norm, 3630), ==, 0);
  g_assert_true (bw_metric_get_norm (BW_METRIC_LOMB_LF_HF, 300, -1, &norm));
  g_assert_false (norm.has_mean);
  bw_assert_near (norm.low, 1.5, 0);
  bw_assert_near (norm.high, 2, 0);
  g_assert_cmpint (bw_metric_norm_get_side (&norm, 5), ==, 0); /* a guide judges nobody */

  /* by age; unknown, all ages. Women and men as one: 571 × 36.5 + 744 × 34.0 over 1315, … */
  g_assert_true (bw_metric_get_norm (BW_METRIC_RMSSD, 300, -1, &norm));
  g_assert_true (bw_metric_get_norm (BW_METRIC_RMSSD, 300, 30, &younger));
  g_assert_true (bw_metric_get_norm (BW_METRIC_RMSSD, 300, 60, &older));
  bw_assert_near (younger.mean, (571 * 36.5 + 744 * 34.0) / 1315, 1e-9);
  bw_assert_near (older.mean, (211 * 22.0 + 380 * 20.5) / 591, 1e-9);
  bw_assert_near (norm.mean, (1315 * younger.mean + 591 * older.mean) / 1906, 1e-9);
  g_assert_cmpfloat (younger.sd, >, 18.3);
  g_assert_cmpfloat (younger.sd, <, 20.1);
  g_assert_cmpfloat (norm.sd, >, 17);
  g_assert_true (bw_metric_get_norm (BW_METRIC_DFA_ALPHA1, 300, 60, &norm));
  bw_assert_near (norm.low, norm.mean - 1.96 * norm.sd, 1e-12);
  bw_assert_near (norm.high, norm.mean + 1.96 * norm.sd, 1e-12);
  g_assert_false (bw_metric_get_norm (BW_METRIC_RMSSD, 300, 12, &norm)); /* nobody was asked */
  g_assert_false (bw_metric_get_norm (BW_METRIC_RMSSD, 300, 80, &norm));

  /* no norm for a length it was not made for */
  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      g_assert_false (bw_metric_get_norm (m, 60, 30, &norm));
      g_assert_false (bw_metric_get_norm (m, 3600, 30, &norm));
      if (bw_metric_get_norm (m, 300, 30, &norm))
        {
          g_assert_cmpfloat (norm.low, <, norm.high);
          g_assert_nonnull (norm.source);
        }
    }
}

/* Norms are of whole recordings with their trend in them. */
static void
test_norm_length (void)
{
  static const BwHrvOptions as_it_is = { .no_correction = TRUE };
  static const BwHrvOptions flat = { .no_correction = TRUE, .detrend = TRUE };
  g_autoptr (BwRr) rr = make_rhythm (375);
  g_autoptr (BwRr) parts = bw_rr_copy (rr);
  g_autoptr (BwHrv) whole = bw_hrv_compute (rr, &as_it_is);
  g_autoptr (BwHrv) detrended = bw_hrv_compute (rr, &flat);
  g_autoptr (BwHrv) holey = NULL;

  bw_assert_near (bw_hrv_get_norm_s (whole), whole->covered_s, 0);
  bw_assert_near (bw_hrv_get_norm_s (detrended), 0, 0);
  for (guint gap = 0; gap < 2; gap++)
    {
      g_clear_pointer (&holey, bw_hrv_free);
      for (guint i = 200; i < parts->n; i++)
        {
          parts->segment[i]++;
          parts->end_ms[i] += 60000; /* a sixth of it, then more than a quarter */
        }
      holey = bw_hrv_compute (parts, &as_it_is);
      bw_assert_near (bw_hrv_get_norm_s (holey), gap == 0 ? whole->covered_s : 0, 1e-9);
    }
}

/* Every number of the tables, as published; of women and men together worked out with numpy:
 * m = (n*mean).sum ()/n.sum (); s = (((n-1)*sd**2 + n*(mean-m)**2).sum ()/(n.sum ()-1))**.5 */
static void
test_published (void)
{
  static const struct
  {
    const char *key;
    double duration_s, age_years, mean, sd;
  } norms[] = {
    { "sdnn_ms", 86400, -1, 141, 39 },
    { "sdann_ms", 86400, -1, 127, 35 },
    { "rmssd_ms", 86400, -1, 27, 12 },
    { "triangular_index", 86400, -1, 37, 15 },
    { "welch.total_ms2", 300, -1, 3466, 1018 },
    { "welch.lf_ms2", 300, -1, 1170, 416 },
    { "welch.hf_ms2", 300, -1, 975, 203 },
    { "mean_nn_ms", 300, -1, 926, 90 },
    { "lomb.lf_nu", 300, -1, 52, 10 },
    { "lomb.hf_nu", 300, -1, 40, 10 },
    { "sdnn_ms", 300, -1, 41.4064533, 18.6565059 },
    { "sdnn_ms", 300, 30, 45.4092015, 18.9727113 },
    { "sdnn_ms", 300, 60, 32.5001692, 14.3871217 },
    { "rmssd_ms", 300, -1, 30.7290136, 18.3916727 },
    { "rmssd_ms", 300, 30, 35.0855513, 19.1351855 },
    { "rmssd_ms", 300, 60, 21.0355330, 11.8432312 },
    { "dfa_alpha1", 300, -1, 1.0007870, 0.2396320 },
    { "dfa_alpha1", 300, 30, 0.9539468, 0.2262749 },
    { "dfa_alpha1", 300, 60, 1.1050085, 0.2358176 },
    { "dfa_alpha2", 300, -1, 0.9140976, 0.2094243 },
    { "dfa_alpha2", 300, 30, 0.8873688, 0.2123975 },
    { "dfa_alpha2", 300, 60, 0.9735702, 0.1897481 },
  };
  guint n = 0;

  for (guint k = 0; k < G_N_ELEMENTS (norms); k++)
    {
      BwMetric metric;
      BwMetricNorm norm;

      g_assert_true (bw_metric_from_key (norms[k].key, &metric));
      g_assert_true (bw_metric_get_norm (metric, norms[k].duration_s, norms[k].age_years, &norm));
      g_test_message ("%s, %s", norms[k].key, norm.source);
      g_assert_true (norm.has_mean);
      bw_assert_near (norm.mean, norms[k].mean, 1e-6);
      bw_assert_near (norm.sd, norms[k].sd, 1e-6);
    }
  /* and no others */
  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      BwMetricNorm norm;

      n += bw_metric_get_norm (m, 300, 30, &norm);
      n += bw_metric_get_norm (m, 86400, 30, &norm);
    }
  g_assert_cmpuint (n, ==, 4 + 2 * 3 + 1 + 2 * 2 + 2 + 4);

  /* from the first to the last of each age and length */
  {
    BwMetricNorm norm;

    g_assert_false (bw_metric_get_norm (BW_METRIC_SDNN, 300, 24, &norm));
    g_assert_true (bw_metric_get_norm (BW_METRIC_SDNN, 300, 25, &norm));
    g_assert_nonnull (strstr (norm.source, "49"));
    g_assert_true (bw_metric_get_norm (BW_METRIC_SDNN, 300, 49.9, &norm));
    g_assert_nonnull (strstr (norm.source, "49"));
    g_assert_true (bw_metric_get_norm (BW_METRIC_SDNN, 300, 50, &norm));
    g_assert_nonnull (strstr (norm.source, "50"));
    g_assert_true (bw_metric_get_norm (BW_METRIC_SDNN, 300, 74.9, &norm));
    g_assert_false (bw_metric_get_norm (BW_METRIC_SDNN, 300, 75, &norm));
    g_assert_true (bw_metric_get_norm (BW_METRIC_SDNN, 240, 30, &norm));
    g_assert_false (bw_metric_get_norm (BW_METRIC_SDNN, 239, 30, &norm));
    g_assert_true (bw_metric_get_norm (BW_METRIC_SDNN, 600, 30, &norm));
    g_assert_false (bw_metric_get_norm (BW_METRIC_SDNN, 601, 30, &norm));
    g_assert_true (bw_metric_get_norm (BW_METRIC_SDNN, 64800, 30, &norm));
    g_assert_false (bw_metric_get_norm (BW_METRIC_SDNN, 64799, 30, &norm));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/hrv/metric/table", test_table);
  g_test_add_func ("/signal/hrv/metric/values", test_values);
  g_test_add_func ("/signal/hrv/metric/range", test_range);
  g_test_add_func ("/signal/hrv/metric/trust", test_trust);
  g_test_add_func ("/signal/hrv/metric/trust-day", test_trust_day);
  g_test_add_func ("/signal/hrv/metric/reasons", test_reasons);
  g_test_add_func ("/signal/hrv/metric/artefacts", test_artefacts);
  g_test_add_func ("/signal/hrv/metric/norms", test_norms);
  g_test_add_func ("/signal/hrv/metric/just-enough", test_just_enough);
  g_test_add_func ("/signal/hrv/metric/norm-length", test_norm_length);
  g_test_add_func ("/signal/hrv/metric/published", test_published);
  return g_test_run ();
}
