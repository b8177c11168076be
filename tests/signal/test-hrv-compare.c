/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "rr-files.h"
#include "signal/bw-hrv-bootstrap-private.h"
#include "signal/bw-hrv-compare.h"
#include "signal/bw-hrv-frequency-private.h"

#include <math.h>

#define PAIRS 600
#define N 375        /* intervals of 850 ms: five minutes and a little */
#define WARM_UP 400

/* A slow drift that forgets (an autoregressive process of the first order, φ from beat to beat), and
 * waves of ten seconds and of breath whose strength and phase wander (of the second), in ms. */
typedef struct
{
  double phi, drift_ms, lf_ms, hf_ms, white_ms;
} Rhythm;

#define LF_PER_BEAT 0.085
#define LF_MEMORY 0.93
#define HF_PER_BEAT 0.22
#define HF_MEMORY 0.88

static const BwHrvOptions as_it_is = { .no_correction = TRUE };

/* Variance of an oscillator driven by white noise of variance 1, and its correlation from one to the
 * next. */
static double
get_oscillator (double  per_beat,
                double  memory,
                double *correlation)
{
  const double a1 = 2 * memory * cos (2 * G_PI * per_beat), a2 = -memory * memory;

  *correlation = a1 / (1 - a2);
  return (1 - a2) / ((1 + a2) * ((1 - a2) * (1 - a2) - a1 * a1));
}

/* What SDNN and RMSSD are in the long run, by the processes' own formulas. */
static void
get_truth (const Rhythm *rhythm,
           double       *sdnn,
           double       *rmssd)
{
  double of_lf, of_hf, variance, next;

  get_oscillator (LF_PER_BEAT, LF_MEMORY, &of_lf);
  get_oscillator (HF_PER_BEAT, HF_MEMORY, &of_hf);
  variance = rhythm->drift_ms * rhythm->drift_ms + rhythm->lf_ms * rhythm->lf_ms
             + rhythm->hf_ms * rhythm->hf_ms + rhythm->white_ms * rhythm->white_ms;
  next = rhythm->phi * rhythm->drift_ms * rhythm->drift_ms + of_lf * rhythm->lf_ms * rhythm->lf_ms
         + of_hf * rhythm->hf_ms * rhythm->hf_ms;
  *sdnn = sqrt (variance);
  *rmssd = sqrt (2 * (variance - next));
}

static BwRr *
draw_rhythm (const Rhythm *rhythm,
             guint         n,
             GRand        *rand)
{
  g_autofree double *ms = g_new (double, n);
  double unused;
  const double lf_sd = sqrt (get_oscillator (LF_PER_BEAT, LF_MEMORY, &unused));
  const double hf_sd = sqrt (get_oscillator (HF_PER_BEAT, HF_MEMORY, &unused));
  const double lf_1 = 2 * LF_MEMORY * cos (2 * G_PI * LF_PER_BEAT);
  const double hf_1 = 2 * HF_MEMORY * cos (2 * G_PI * HF_PER_BEAT);
  double drift = 0, lf[2] = { 0 }, hf[2] = { 0 };

  for (guint i = 0; i < WARM_UP + n; i++)
    {
      const double next_lf = lf_1 * lf[0] - LF_MEMORY * LF_MEMORY * lf[1]
                             + bw_random_normal (rand);
      const double next_hf = hf_1 * hf[0] - HF_MEMORY * HF_MEMORY * hf[1]
                             + bw_random_normal (rand);

      drift = rhythm->phi * drift
              + sqrt (1 - rhythm->phi * rhythm->phi) * bw_random_normal (rand);
      lf[1] = lf[0];
      lf[0] = next_lf;
      hf[1] = hf[0];
      hf[0] = next_hf;
      if (i >= WARM_UP)
        ms[i - WARM_UP] = 850 + rhythm->drift_ms * drift + rhythm->lf_ms * lf[0] / lf_sd
                          + rhythm->hf_ms * hf[0] / hf_sd
                          + rhythm->white_ms * bw_random_normal (rand);
    }
  return rr_from_ms (ms, n);
}

static const BwMetric powers[] = {
  BW_METRIC_WELCH_LF,    BW_METRIC_WELCH_HF, BW_METRIC_WELCH_LF_HF, BW_METRIC_WELCH_LF_NU,
  BW_METRIC_LOMB_LF,     BW_METRIC_LOMB_HF,  BW_METRIC_LOMB_LF_HF,  BW_METRIC_WELCH_TOTAL,
};

/* A spectrum's powers in the long run are the means over many recordings. */
static void
get_mean_powers (double       *means, /* [G_N_ELEMENTS (powers)] */
                 const Rhythm *rhythm,
                 GRand        *rand)
{
  enum { RECORDINGS = 500 };
  double sums[BW_N_METRICS] = { 0 };

  for (guint r = 0; r < RECORDINGS; r++)
    {
      g_autoptr (BwRr) rr = draw_rhythm (rhythm, N, rand);
      g_autoptr (BwHrv) hrv = bw_hrv_compute (rr, &as_it_is);

      for (guint m = BW_METRIC_WELCH_TOTAL; m < BW_METRIC_SD1; m++)
        {
          double value = 0;

          g_assert_true (bw_metric_get_value (m, hrv, &value));
          sums[m] += value / RECORDINGS;
        }
    }
  for (guint k = 0; k < G_N_ELEMENTS (powers); k++)
    switch ((int) powers[k])
      {
      case BW_METRIC_WELCH_LF_HF:
        means[k] = sums[BW_METRIC_WELCH_LF] / sums[BW_METRIC_WELCH_HF];
        break;
      case BW_METRIC_LOMB_LF_HF:
        means[k] = sums[BW_METRIC_LOMB_LF] / sums[BW_METRIC_LOMB_HF];
        break;
      case BW_METRIC_WELCH_LF_NU:
        means[k] = 100 * sums[BW_METRIC_WELCH_LF]
                   / (sums[BW_METRIC_WELCH_LF] + sums[BW_METRIC_WELCH_HF]);
        break;
      default:
        means[k] = sums[powers[k]];
        break;
      }
}

/* 95 of 100 intervals hold what they should, nearly. */
static void
test_coverage (void)
{
  static const Rhythm rhythms[2] = {
    { .phi = 0.9, .drift_ms = 22, .lf_ms = 18, .hf_ms = 20, .white_ms = 6 },
    { .phi = 0.9, .drift_ms = 30, .lf_ms = 24, .hf_ms = 14, .white_ms = 6 },
  };
  GRand *rand = bw_random_new (1, "coverage");
  double sdnn[2], rmssd[2], mean_powers[2][G_N_ELEMENTS (powers)];
  guint hits_mean = 0, hits_sdnn = 0, hits_rmssd = 0, hits[G_N_ELEMENTS (powers)] = { 0 };

  for (guint k = 0; k < 2; k++)
    {
      get_truth (&rhythms[k], &sdnn[k], &rmssd[k]);
      get_mean_powers (mean_powers[k], &rhythms[k], rand);
    }
  for (guint p = 0; p < PAIRS; p++)
    {
      g_autoptr (BwRr) a = draw_rhythm (&rhythms[0], N, rand);
      g_autoptr (BwRr) b = draw_rhythm (&rhythms[1], N, rand);
      g_autoptr (BwHrv) hrv_a = bw_hrv_compute (a, &as_it_is);
      g_autoptr (BwHrv) hrv_b = bw_hrv_compute (b, &as_it_is);
      g_autoptr (GArray) found = bw_hrv_compare (hrv_a, hrv_b, p, NULL);
      const BwHrvDifference *d = (const BwHrvDifference *) found->data;

      g_assert_true (d[BW_METRIC_SDNN].has_interval && d[BW_METRIC_RMSSD].has_interval);
      hits_mean += d[BW_METRIC_MEAN_NN].low <= 0 && 0 <= d[BW_METRIC_MEAN_NN].high;
      hits_sdnn += d[BW_METRIC_SDNN].low <= sdnn[1] - sdnn[0]
                   && sdnn[1] - sdnn[0] <= d[BW_METRIC_SDNN].high;
      hits_rmssd += d[BW_METRIC_RMSSD].low <= rmssd[1] - rmssd[0]
                    && rmssd[1] - rmssd[0] <= d[BW_METRIC_RMSSD].high;
      for (guint k = 0; k < G_N_ELEMENTS (powers); k++)
        {
          const BwHrvDifference *of = &d[powers[k]];
          const double truth = of->is_ratio ? mean_powers[1][k] / mean_powers[0][k]
                                            : mean_powers[1][k] - mean_powers[0][k];

          g_assert_true (of->has_interval);
          hits[k] += of->low <= truth && truth <= of->high;
        }
    }
  g_test_message ("mean NN %.1f %%, SDNN %.1f %%, RMSSD %.1f %%", 100.0 * hits_mean / PAIRS,
                  100.0 * hits_sdnn / PAIRS, 100.0 * hits_rmssd / PAIRS);
  g_assert_cmpuint (hits_mean, >=, 0.90 * PAIRS);
  g_assert_cmpuint (hits_mean, <=, 0.98 * PAIRS);
  for (guint k = 0; k < G_N_ELEMENTS (powers); k++)
    g_test_message ("%s %.1f %%", bw_metric_get_key (powers[k]), 100.0 * hits[k] / PAIRS);
  g_assert_cmpuint (hits_sdnn, >=, 0.90 * PAIRS);
  g_assert_cmpuint (hits_sdnn, <=, 0.98 * PAIRS);
  g_assert_cmpuint (hits_rmssd, >=, 0.90 * PAIRS);
  g_assert_cmpuint (hits_rmssd, <=, 0.98 * PAIRS);
  for (guint k = 0; k < G_N_ELEMENTS (powers); k++)
    {
      g_assert_cmpuint (hits[k], >=, 0.90 * PAIRS);
      g_assert_cmpuint (hits[k], <=, 0.98 * PAIRS);
    }
  g_rand_free (rand);
}

/* Of a minute some more do not: too few blocks to tell how far chance goes. */
static void
test_short_coverage (void)
{
  static const Rhythm rhythms[2] = {
    { .phi = 0.9, .drift_ms = 22, .lf_ms = 18, .hf_ms = 20, .white_ms = 6 },
    { .phi = 0.9, .drift_ms = 30, .lf_ms = 24, .hf_ms = 14, .white_ms = 6 },
  };
  enum { A_MINUTE = 70 };
  GRand *rand = bw_random_new (8, "short coverage");
  double sdnn[2], rmssd[2];
  guint hits_sdnn = 0, hits_rmssd = 0;

  for (guint k = 0; k < 2; k++)
    get_truth (&rhythms[k], &sdnn[k], &rmssd[k]);
  for (guint p = 0; p < PAIRS; p++)
    {
      g_autoptr (BwRr) a = draw_rhythm (&rhythms[0], A_MINUTE, rand);
      g_autoptr (BwRr) b = draw_rhythm (&rhythms[1], A_MINUTE, rand);
      g_autoptr (BwHrv) hrv_a = bw_hrv_compute (a, &as_it_is);
      g_autoptr (BwHrv) hrv_b = bw_hrv_compute (b, &as_it_is);
      g_autoptr (GArray) found = bw_hrv_compare (hrv_a, hrv_b, p, NULL);
      const BwHrvDifference *d = (const BwHrvDifference *) found->data;

      hits_sdnn += d[BW_METRIC_SDNN].low <= sdnn[1] - sdnn[0]
                   && sdnn[1] - sdnn[0] <= d[BW_METRIC_SDNN].high;
      hits_rmssd += d[BW_METRIC_RMSSD].low <= rmssd[1] - rmssd[0]
                    && rmssd[1] - rmssd[0] <= d[BW_METRIC_RMSSD].high;
    }
  g_test_message ("SDNN %.1f %%, RMSSD %.1f %%", 100.0 * hits_sdnn / PAIRS,
                  100.0 * hits_rmssd / PAIRS);
  g_assert_cmpuint (hits_sdnn, >=, 0.83 * PAIRS);
  g_assert_cmpuint (hits_sdnn, <=, 0.98 * PAIRS);
  g_assert_cmpuint (hits_rmssd, >=, 0.83 * PAIRS);
  g_assert_cmpuint (hits_rmssd, <=, 0.98 * PAIRS);
  g_rand_free (rand);
}

static const BwHrvDifference *
get (GArray  *differences,
     BwMetric metric)
{
  return &g_array_index (differences, BwHrvDifference, metric);
}

/* With itself: no difference, and an interval that holds none. */
static void
test_same (void)
{
  static const Rhythm rhythm = { .phi = 0.9, .drift_ms = 22, .lf_ms = 18, .hf_ms = 20 };
  GRand *rand = bw_random_new (2, "same");

  for (guint n = 30; n <= 6000; n *= 3)
    {
      g_autoptr (BwRr) rr = draw_rhythm (&rhythm, n, rand);
      g_autoptr (BwHrv) hrv = bw_hrv_compute (rr, NULL);
      g_autoptr (GArray) found = bw_hrv_compare (hrv, hrv, 1, NULL);
      guint n_intervals = 0;

      g_assert_cmpuint (found->len, ==, BW_N_METRICS);
      for (guint m = 0; m < BW_N_METRICS; m++)
        {
          const BwHrvDifference *d = get (found, m);
          const double none = d->is_ratio ? 1 : 0;

          g_assert_cmpint (d->metric, ==, m);
          g_assert_cmpint (d->has_a, ==, d->has_b);
          g_assert_cmpint (d->has_difference, ==, d->has_a);
          g_assert_false (d->has_interval && !d->has_difference);
          if (!d->has_difference)
            continue;
          bw_assert_near (d->difference, none, 1e-12);
          if (!d->has_interval)
            continue;
          n_intervals++;
          g_assert_true (isfinite (d->low) && isfinite (d->high));
          g_assert_cmpfloat (d->low, <, none);
          g_assert_cmpfloat (d->high, >, none);
        }
      g_assert_cmpuint (n_intervals, >=, 14);
      g_assert_true (get (found, BW_METRIC_RMSSD)->has_interval);
      g_assert_cmpint (get (found, BW_METRIC_WELCH_LF)->has_interval, ==, n >= 90);
      g_assert_false (get (found, BW_METRIC_NN50)->has_interval);
    }
  g_rand_free (rand);
}

/* Independent normal intervals, of which statistics knows the errors: of a mean σ/√n, of the logarithm
 * of a standard deviation 1/√2n; and of RMSSD, whose differences overlap, √(3/4n) (the variance of
 * the mean of Δ² is (8 + 4)σ⁴/n, over its squared mean 4σ⁴, a quarter of it for the root's logarithm). */
static void
test_independent (void)
{
  enum { BEATS = 8000 };
  GRand *rand = bw_random_new (3, "independent");
  g_autofree double *ms = g_new (double, BEATS);
  double widths[4] = { 0 };

  for (guint round = 0; round < 8; round++)
    {
      g_autoptr (BwRr) rr = NULL;
      g_autoptr (BwHrv) hrv = NULL;
      g_autoptr (GArray) found = NULL;
      static const BwMetric metrics[] = { BW_METRIC_MEAN_NN, BW_METRIC_SDNN, BW_METRIC_RMSSD,
                                          BW_METRIC_LN_RMSSD };

      for (guint i = 0; i < BEATS; i++)
        ms[i] = 900 + 40 * bw_random_normal (rand);
      rr = rr_from_ms (ms, BEATS);
      hrv = bw_hrv_compute (rr, &as_it_is);
      found = bw_hrv_compare (hrv, hrv, round, NULL);
      for (guint k = 0; k < 4; k++)
        widths[k] += (get (found, metrics[k])->high - get (found, metrics[k])->low) / 8;
    }
  /* twice 1.96 standard errors of a difference of two */
  bw_assert_near (widths[0] / (2 * 1.96 * sqrt (2.0 / BEATS) * 40), 1, 0.05);
  bw_assert_near (widths[1] / (2 * 1.96 * sqrt (2.0 / (2.0 * BEATS)) * 40), 1, 0.05);
  bw_assert_near (widths[2] / (2 * 1.96 * sqrt (2.0 * 3 / (4.0 * BEATS)) * 40 * G_SQRT2), 1, 0.05);
  bw_assert_near (widths[3] / (2 * 1.96 * sqrt (2.0 * 3 / (4.0 * BEATS))), 1, 0.05);
  g_rand_free (rand);
}

/* Intervals that hang together from one to the next by φ, of which statistics knows the errors too:
 * of a mean σ √((1 + φ) / (1 − φ) / n), of the logarithm of a deviation √((1 + φ²) / (1 − φ²) / 2n);
 * and the best block, (2 G² / D n)^⅓ with G = 2 φ / (1 − φ)² and D = 2 ((1 + φ) / (1 − φ))². */
static void
test_correlated (void)
{
  enum { BEATS = 10000, ROUNDS = 10 };
  static const double phis[] = { 0.5, 0.8, 0.9 };
  GRand *rand = bw_random_new (6, "correlated");

  for (guint k = 0; k < G_N_ELEMENTS (phis); k++)
    {
      const double phi = phis[k];
      const Rhythm rhythm = { .phi = phi, .drift_ms = 40 };
      const double spread = (1 + phi) / (1 - phi), g = 2 * phi / ((1 - phi) * (1 - phi));
      const double best = cbrt (2 * g * g / (2 * spread * spread) * BEATS);
      double of_mean = 0, of_sdnn = 0, block = 0;

      for (guint round = 0; round < ROUNDS; round++)
        {
          g_autoptr (BwRr) rr = draw_rhythm (&rhythm, BEATS, rand);
          g_autoptr (BwHrv) hrv = bw_hrv_compute (rr, &as_it_is);
          BwHrvErrors errors;

          g_assert_true (bw_hrv_bootstrap (&errors, hrv, round, NULL));
          g_assert_true (errors.is_log[BW_METRIC_SDNN] && !errors.is_log[BW_METRIC_MEAN_NN]);
          of_mean += errors.error[BW_METRIC_MEAN_NN] / ROUNDS;
          of_sdnn += errors.error[BW_METRIC_SDNN] / ROUNDS;
          block += BEATS / (1.5 * (errors.freedom + 1)) / ROUNDS;
        }
      g_test_message ("φ %.1f: mean %.3f, SDNN %.3f, block %.3f", phi,
                      of_mean / (40 * sqrt (spread / BEATS)),
                      of_sdnn / sqrt ((1 + phi * phi) / (1 - phi * phi) / (2 * BEATS)),
                      block / (2 * best));
      bw_assert_near (of_mean / (40 * sqrt (spread / BEATS)), 0.96, 0.07);
      bw_assert_near (of_sdnn / sqrt ((1 + phi * phi) / (1 - phi * phi) / (2 * BEATS)), 0.96, 0.07);
      bw_assert_near (block / (2 * best), 1, 0.15);
    }
  g_rand_free (rand);
}

/* The bootstrap's errors are nearly how far the metrics of many recordings really lie apart: a little less, as
 * of so few blocks is known, for which Student's t makes up. */
static void
test_errors (void)
{
  enum { RECORDINGS = 400 };
  static const Rhythm rhythm = {
    .phi = 0.8, .drift_ms = 30, .lf_ms = 10, .hf_ms = 10, .white_ms = 16
  };
  GRand *rand = bw_random_new (7, "errors");
  double mean[BW_N_METRICS] = { 0 }, squares[BW_N_METRICS] = { 0 }, told[BW_N_METRICS] = { 0 };
  BwHrvErrors errors;
  guint n_metrics = 0;

  for (guint r = 0; r < RECORDINGS; r++)
    {
      g_autoptr (BwRr) rr = draw_rhythm (&rhythm, N, rand);
      g_autoptr (BwHrv) hrv = bw_hrv_compute (rr, &as_it_is);

      g_assert_true (bw_hrv_bootstrap (&errors, hrv, r, NULL));
      for (guint m = 0; m < BW_N_METRICS; m++)
        if (errors.has[m])
          {
            double value = 0, step;

            g_assert_true (bw_metric_get_value (m, hrv, &value));
            value = errors.is_log[m] ? log (value) : value;
            step = value - mean[m];
            mean[m] += step / (r + 1);
            squares[m] += step * (value - mean[m]);
            told[m] += errors.error[m] / RECORDINGS;
          }
    }
  for (guint m = 0; m < BW_N_METRICS; m++)
    if (errors.has[m])
      {
        const double real = sqrt (squares[m] / (RECORDINGS - 1));

        g_test_message ("%s: %.3f of the real error", bw_metric_get_key (m), told[m] / real);
        bw_assert_near (told[m] / real, 0.92, 0.12);
        n_metrics++;
      }
  g_assert_cmpuint (n_metrics, ==, 16);

  /* the mean hardly moves what is divided by it, and a constant moves nothing */
  g_test_message ("SDNN %.4f, RMSSD %.4f", told[BW_METRIC_SDNN], told[BW_METRIC_RMSSD]);
  bw_assert_near (told[BW_METRIC_CVSD] / told[BW_METRIC_RMSSD], 1, 0.02);
  bw_assert_near (told[BW_METRIC_CVNN] / told[BW_METRIC_SDNN], 1, 0.02);
  bw_assert_near (told[BW_METRIC_SD1] / told[BW_METRIC_SDSD], 1, 1e-9);
  bw_assert_near (told[BW_METRIC_LN_RMSSD] / told[BW_METRIC_RMSSD], 1, 1e-9);
  g_rand_free (rand);
}

/* A spectrum that is flat in each band, as if of so many seconds. */
static void
fill_flat (BwHrv *hrv,
           double lf_density,
           double hf_density,
           double equivalent_s,
           double chance)
{
  BwHrvSpectrum *s = &hrv->welch;

  s->window_s = BW_HRV_WINDOW_S;
  s->n_windows = 1;
  s->step_hz = 1e-4;
  s->n_density = 5001;
  s->density_ms2_hz = g_new0 (double, s->n_density);
  for (guint k = 0; k < s->n_density; k++)
    s->density_ms2_hz[k] = k * s->step_hz < 0.15 ? lf_density : hf_density;
  s->equivalent_s = equivalent_s;
  s->chance = chance;
  bw_hrv_spectrum_fill_bands (s, 1);
  hrv->nn = bw_rr_new (0);
  hrv->notes = g_ptr_array_new ();
}

/* Intervals of powers whose degrees of freedom are known, 2 B T (1 + chance) of a band of B Hz: 44 and 5.5
 * of LF, 100 and 12.5 of HF. With scipy: ratio*np.exp (-m - 1.959964*s), m and s² the sums of
 * digamma (ν/2) - np.log (ν/2) and of polygamma (1, ν/2) with their signs; shares by those of each
 * side. */
static void
test_known_freedom (void)
{
  BwHrv *a = g_new0 (BwHrv, 1), *b = g_new0 (BwHrv, 1);
  g_autoptr (GArray) found = NULL;
  const BwHrvDifference *d;

  fill_flat (a, 1000, 1000, 100, 1);
  fill_flat (b, 3000, 2000, 25, 0);
  found = bw_hrv_compare (a, b, 1, NULL);
  d = get (found, BW_METRIC_WELCH_LF);
  bw_assert_near (d->difference, 3, 1e-3);
  bw_assert_near (d->low, 0.9091536, 1e-3);
  bw_assert_near (d->high, 13.9024736, 0.02);
  d = get (found, BW_METRIC_WELCH_LF_HF);
  bw_assert_near (d->difference, 1.5, 1e-3);
  bw_assert_near (d->low, 0.3294316, 5e-4);
  bw_assert_near (d->high, 8.3039275, 0.01);
  d = get (found, BW_METRIC_WELCH_LF_NU);
  bw_assert_near (d->difference, 39.759036 - 30.555556, 0.03);
  bw_assert_near (d->low, -19.4298674, 0.03);
  bw_assert_near (d->high, 47.9293873, 0.03);
  bw_hrv_free (a);
  bw_hrv_free (b);
}

/* A rhythm that truly differs is told apart, in the right direction; swapped, it is the other way. */
static void
test_different (void)
{
  static const Rhythm calm = { .phi = 0.9, .drift_ms = 20, .lf_ms = 15, .hf_ms = 40 };
  static const Rhythm tense = { .phi = 0.9, .drift_ms = 20, .lf_ms = 15, .hf_ms = 10 };
  GRand *rand = bw_random_new (4, "different");
  g_autoptr (BwRr) a = draw_rhythm (&calm, N, rand);
  g_autoptr (BwRr) b = draw_rhythm (&tense, N, rand);
  g_autoptr (BwHrv) hrv_a = bw_hrv_compute (a, &as_it_is);
  g_autoptr (BwHrv) hrv_b = bw_hrv_compute (b, &as_it_is);
  g_autoptr (GArray) found = bw_hrv_compare (hrv_a, hrv_b, 1, NULL);
  g_autoptr (GArray) again = bw_hrv_compare (hrv_a, hrv_b, 1, NULL);
  g_autoptr (GArray) swapped = bw_hrv_compare (hrv_b, hrv_a, 1, NULL);

  g_assert_cmpmem (found->data, found->len * sizeof (BwHrvDifference), again->data,
                   again->len * sizeof (BwHrvDifference));
  g_assert_cmpfloat (get (found, BW_METRIC_RMSSD)->high, <, 0);
  g_assert_cmpfloat (get (found, BW_METRIC_LN_RMSSD)->high, <, 0);
  g_assert_cmpfloat (get (found, BW_METRIC_WELCH_HF)->high, <, 1);
  g_assert_cmpfloat (get (found, BW_METRIC_LOMB_HF)->high, <, 1);
  g_assert_cmpfloat (get (found, BW_METRIC_WELCH_LF_HF)->low, >, 1);
  g_assert_cmpfloat (get (found, BW_METRIC_WELCH_HF_NU)->high, <, 0);
  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      const BwHrvDifference *d = get (found, m), *e = get (swapped, m);

      if (!d->has_interval)
        continue;
      g_assert_true (d->low < d->difference && d->difference < d->high);
      bw_assert_near (e->low, d->is_ratio ? 1 / d->high : -d->high, 1e-9 * fabs (e->low) + 1e-12);
      bw_assert_near (e->high, d->is_ratio ? 1 / d->low : -d->low, 1e-9 * fabs (e->high) + 1e-12);
    }
  g_rand_free (rand);
}

/* Too little, too even, nothing: no interval, and no number that is none. */
static void
test_hardly_anything (void)
{
  double ms[400];

  for (guint i = 0; i < 400; i++)
    ms[i] = 800;
  for (guint n = 0; n <= 400; n = n < 4 ? n + 1 : n * 2)
    {
      g_autoptr (BwRr) even = rr_from_ms (ms, n);
      g_autoptr (BwRr) holes = rr_from_ms (ms, n);
      g_autoptr (BwHrv) a = bw_hrv_compute (even, NULL);
      g_autoptr (BwHrv) b = NULL;
      g_autoptr (GArray) found = NULL;
      BwHrvErrors errors;

      /* whatever is drawn from what is even is even */
      g_assert_true (bw_hrv_bootstrap (&errors, a, n, NULL));
      for (guint m = 0; m < BW_N_METRICS; m++)
        g_assert_false (errors.has[m]);
      for (guint i = 0; i < n; i++)
        {
          holes->segment[i] = i;
          holes->rr_ms[i] += i % 7;
        }
      b = bw_hrv_compute (holes, &as_it_is);
      found = bw_hrv_compare (a, b, 1, NULL);
      for (guint m = 0; m < BW_N_METRICS; m++)
        {
          const BwHrvDifference *d = get (found, m);

          g_assert_true (isfinite (d->difference) && isfinite (d->low) && isfinite (d->high));
        }
      g_assert_false (get (found, BW_METRIC_RMSSD)->has_interval);
    }
}

/* Two days: done while one waits, and given up when told to. */
static void
test_days (void)
{
  static const Rhythm rhythm = { .phi = 0.99, .drift_ms = 60, .lf_ms = 18, .hf_ms = 20 };
  GRand *rand = bw_random_new (5, "days");
  g_autoptr (BwRr) a = draw_rhythm (&rhythm, 100000, rand);
  g_autoptr (BwRr) b = draw_rhythm (&rhythm, 100000, rand);
  g_autoptr (BwHrv) hrv_a = bw_hrv_compute (a, &as_it_is);
  g_autoptr (BwHrv) hrv_b = bw_hrv_compute (b, &as_it_is);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GArray) found = NULL;
  gint64 start = g_get_monotonic_time ();

  found = bw_hrv_compare (hrv_a, hrv_b, 1, cancellable);
  g_test_message ("%.2f s", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  g_assert_true (get (found, BW_METRIC_SDNN)->has_interval);
  g_assert_cmpfloat (get (found, BW_METRIC_RMSSD)->high - get (found, BW_METRIC_RMSSD)->low, <, 2);
  g_cancellable_cancel (cancellable);
  g_assert_null (bw_hrv_compare (hrv_a, hrv_b, 1, cancellable));
  g_rand_free (rand);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/hrv/compare/coverage", test_coverage);
  g_test_add_func ("/signal/hrv/compare/short-coverage", test_short_coverage);
  g_test_add_func ("/signal/hrv/compare/same", test_same);
  g_test_add_func ("/signal/hrv/compare/independent", test_independent);
  g_test_add_func ("/signal/hrv/compare/correlated", test_correlated);
  g_test_add_func ("/signal/hrv/compare/errors", test_errors);
  g_test_add_func ("/signal/hrv/compare/known-freedom", test_known_freedom);
  g_test_add_func ("/signal/hrv/compare/different", test_different);
  g_test_add_func ("/signal/hrv/compare/hardly-anything", test_hardly_anything);
  g_test_add_func ("/signal/hrv/compare/days", test_days);
  return g_test_run ();
}
