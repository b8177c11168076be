/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "rr-files.h"
#include "signal/bw-hrv-nonlinear.h"

#include <math.h>

static gboolean
alike (const double *x,
       guint         i,
       guint         j,
       guint         m,
       double        r)
{
  for (guint k = 0; k < m; k++)
    if (fabs (x[i + k] - x[j + k]) > r)
      return FALSE;
  return TRUE;
}

/* As the papers write it, every pair. */
static void
naive_entropies (double       *sampen,
                 double       *apen,
                 const double *x,
                 guint         n,
                 double        r)
{
  double phi[2] = { 0, 0 };
  guint64 pairs[2] = { 0, 0 };

  for (guint m = 2; m <= 3; m++)
    {
      const guint n_runs = n - m + 1;

      for (guint i = 0; i < n_runs; i++)
        {
          guint c = 0;

          for (guint j = 0; j < n_runs; j++)
            c += alike (x, i, j, m, r);
          phi[m - 2] += log ((double) c / n_runs) / n_runs;
        }
      for (guint i = 0; i < n - 2; i++)
        for (guint j = i + 1; j < n - 2; j++)
          pairs[m - 2] += alike (x, i, j, m, r);
    }
  *sampen = log ((double) pairs[0] / pairs[1]);
  *apen = phi[0] - phi[1];
}

static void
test_entropies_against_naive (void)
{
  GRand *rand = bw_random_new (1, "entropy");

  for (guint k = 0; k < 6; k++)
    {
      const guint n = 60 + 70 * k;
      double x[500], mean = 0, squares = 0, sampen, apen;
      g_autoptr (BwRr) rr = NULL;
      BwHrvEntropy entropy;

      for (guint i = 0; i < n; i++)
        {
          x[i] = 800 + 40 * sin (i * 0.4) + 15 * bw_random_normal (rand);
          if (k % 2 == 0)
            x[i] = 8 * round (x[i] / 8); /* ties */
          mean += x[i] / n;
        }
      for (guint i = 0; i < n; i++)
        squares += (x[i] - mean) * (x[i] - mean);
      naive_entropies (&sampen, &apen, x, n, 0.2 * sqrt (squares / (n - 1)));
      rr = rr_from_ms (x, n);
      bw_hrv_entropy (&entropy, rr, BW_HRV_ENTROPY_TOLERANCE);
      g_assert_true (entropy.has_sampen && entropy.has_apen);
      bw_assert_near (entropy.sampen, sampen, 1e-12);
      bw_assert_near (entropy.apen, apen, 1e-9);
    }
  g_rand_free (rand);
}

/* Just as far apart as allowed is alike. */
static void
test_entropy_at_limit (void)
{
  enum { N = 300 };
  GRand *rand = bw_random_new (8, "entropy");
  double x[N], mean = 0, squares = 0, sampen, apen, deviation;
  g_autoptr (BwRr) rr = NULL;
  BwHrvEntropy entropy;

  for (guint i = 0; i < N; i++)
    {
      x[i] = 800 + 8 * round (4 * bw_random_normal (rand));
      mean += x[i];
    }
  mean /= N;
  for (guint i = 0; i < N; i++)
    squares += (x[i] - mean) * (x[i] - mean);
  deviation = sqrt (squares / (N - 1));
  g_assert_true (16 / deviation * deviation == 16); /* two steps, to the last digit */
  naive_entropies (&sampen, &apen, x, N, 16);
  rr = rr_from_ms (x, N);
  bw_hrv_entropy (&entropy, rr, 16 / deviation);
  bw_assert_near (entropy.sampen, sampen, 1e-12);
  bw_assert_near (entropy.apen, apen, 1e-9);
  g_rand_free (rand);
}

/* Runs go across no gap, and those that one ends have no third interval: every pair again. */
static void
test_gaps_against_naive (void)
{
  enum { N = 500 };
  GRand *rand = bw_random_new (6, "entropy");
  double x[N];
  g_autoptr (BwRr) rr = NULL;
  BwHrvEntropy entropy;
  guint n2 = 0, n3 = 0;
  guint64 pairs2 = 0, pairs3 = 0;
  double phi2 = 0, phi3 = 0, r, mean = 0, squares = 0;

  for (guint i = 0; i < N; i++)
    {
      x[i] = 800 + round (30 * sin (i * 0.4) + 15 * bw_random_normal (rand));
      mean += x[i] / N;
    }
  for (guint i = 0; i < N; i++)
    squares += (x[i] - mean) * (x[i] - mean);
  r = 0.2 * sqrt (squares / (N - 1));
  rr = rr_from_ms (x, N);
  for (guint i = 1; i < N; i++)
    rr->segment[i] = rr->segment[i - 1] + (g_rand_double (rand) < 0.2);

  for (guint i = 0; i + 1 < N; i++)
    {
      const gboolean third = i + 2 < N && rr->segment[i] == rr->segment[i + 2];
      guint c2 = 0, c3 = 0;

      if (rr->segment[i] != rr->segment[i + 1])
        continue;
      n2++;
      n3 += third;
      for (guint j = 0; j + 1 < N; j++)
        {
          const gboolean other = j + 2 < N && rr->segment[j] == rr->segment[j + 2];

          if (rr->segment[j] != rr->segment[j + 1] || !alike (x, i, j, 2, r))
            continue;
          c2++;
          if (!third || !other)
            continue;
          pairs2 += i != j;
          c3 += alike (x, i, j, 3, r);
        }
      pairs3 += third ? c3 - 1 : 0;
      phi2 += log (c2);
      phi3 += third ? log (c3) : 0;
    }
  bw_hrv_entropy (&entropy, rr, BW_HRV_ENTROPY_TOLERANCE);
  g_assert_cmpuint (entropy.n_templates, ==, n2);
  g_assert_cmpuint (n3, <, n2);
  bw_assert_near (entropy.sampen, log ((double) pairs2 / pairs3), 1e-12);
  bw_assert_near (entropy.apen, phi2 / n2 - log (n2) - phi3 / n3 + log (n3), 1e-12);
  g_rand_free (rand);
}

/* Gaussian white noise has a known sample entropy: −ln P(|x − y| ≤ 0.2 σ), with x − y of variance
 * 2 σ². */
static void
test_sampen_of_noise (void)
{
  enum { N = 70000 }; /* more values than 16 bits tell apart */
  GRand *rand = bw_random_new (2, "entropy");
  g_autofree double *x = g_new (double, N);
  g_autoptr (BwRr) rr = NULL;
  BwHrvEntropy entropy;

  for (guint i = 0; i < N; i++)
    x[i] = 800 + 30 * bw_random_normal (rand);
  rr = rr_from_ms (x, N);
  bw_hrv_entropy (&entropy, rr, BW_HRV_ENTROPY_TOLERANCE);
  bw_assert_near (entropy.sampen, -log (erf (0.1)), 0.005);
  rr->n = 20000;
  bw_hrv_entropy (&entropy, rr, BW_HRV_ENTROPY_TOLERANCE);
  bw_assert_near (entropy.sampen, -log (erf (0.1)), 0.02);
  g_rand_free (rand);
}

/* More values than 16 bits tell apart give the same counts: the others stand alone, in no run. */
static void
test_many_values (void)
{
  enum { RUNS = 60000, ALONE = 20000 };
  GRand *rand = bw_random_new (7, "entropy");
  g_autofree double *x = g_new (double, RUNS + ALONE);
  g_autoptr (BwRr) rr = NULL;
  BwHrvEntropy narrow, wide;
  double deviation[2];

  for (guint i = 0; i < RUNS; i++)
    x[i] = round (1000 * (800 + 30 * bw_random_normal (rand))) / 1000;
  for (guint i = 0; i < ALONE; i++)
    x[RUNS + i] = 1500 + 0.01 * i;
  rr = rr_from_ms (x, RUNS + ALONE);
  for (guint i = RUNS; i < RUNS + ALONE; i++)
    rr->segment[i] = i;
  for (guint k = 0; k < 2; k++)
    {
      const guint n = k == 0 ? RUNS : RUNS + ALONE;
      double mean = 0, squares = 0;

      for (guint i = 0; i < n; i++)
        mean += x[i] / n;
      for (guint i = 0; i < n; i++)
        squares += (x[i] - mean) * (x[i] - mean);
      deviation[k] = sqrt (squares / (n - 1));
    }
  bw_hrv_entropy (&wide, rr, 0.2 * deviation[0] / deviation[1]);
  rr->n = RUNS;
  bw_hrv_entropy (&narrow, rr, 0.2);
  g_assert_cmpuint (wide.n_templates, ==, narrow.n_templates);
  g_assert_true (wide.has_sampen && wide.has_apen);
  bw_assert_near (wide.sampen, narrow.sampen, 0);
  bw_assert_near (wide.apen, narrow.apen, 0);
  g_rand_free (rand);
}

/* No run goes over a gap: a series cut into pieces is as regular as its pieces. */
static void
test_entropy_at_gaps (void)
{
  double x[400];
  g_autoptr (BwRr) rr = NULL;
  BwHrvEntropy entropy;

  for (guint i = 0; i < 400; i++)
    x[i] = 800 + 40 * sin (i * 0.4);
  rr = rr_from_ms (x, 400);
  for (guint i = 0; i < 400; i++)
    rr->segment[i] = i / 2;
  bw_hrv_entropy (&entropy, rr, BW_HRV_ENTROPY_TOLERANCE);
  g_assert_cmpuint (entropy.n_templates, ==, 200);
  g_assert_false (entropy.has_sampen);
  g_assert_false (entropy.has_apen);
  for (guint i = 0; i < 400; i++)
    rr->segment[i] = i;
  bw_hrv_entropy (&entropy, rr, BW_HRV_ENTROPY_TOLERANCE);
  g_assert_cmpuint (entropy.n_templates, ==, 0);
}

/* α of white noise is 0.5 (short boxes are known to read a little higher), of its sum 1.5. */
static void
test_dfa (void)
{
  enum { N = 20000 };
  GRand *rand = bw_random_new (3, "dfa");
  g_autofree double *white = g_new (double, N);
  g_autofree double *brown = g_new (double, N);
  g_autoptr (BwRr) a = NULL;
  g_autoptr (BwRr) b = NULL;
  BwDfa dfa;

  for (guint i = 0; i < N; i++)
    {
      white[i] = 800 + 10 * bw_random_normal (rand);
      brown[i] = (i > 0 ? brown[i - 1] : 800) + 0.1 * (white[i] - 800);
    }
  a = rr_from_ms (white, N);
  bw_hrv_dfa (&dfa, a);
  g_assert_true (dfa.has_alpha1 && dfa.has_alpha2);
  bw_assert_near (dfa.alpha1, 0.57, 0.04);
  bw_assert_near (dfa.alpha2, 0.5, 0.04);
  b = rr_from_ms (brown, N);
  bw_hrv_dfa (&dfa, b);
  bw_assert_near (dfa.alpha1, 1.5, 0.05);
  bw_assert_near (dfa.alpha2, 1.5, 0.06);
  g_assert_cmpuint (dfa.n_boxes, ==, 61);
  bw_assert_near (dfa.box[0], 4, 0);
  bw_assert_near (dfa.box[60], 64, 0);
  /* the lines go through the points' middles */
  bw_assert_near (dfa.offset2 + dfa.alpha2 * log (32), log (dfa.fluctuation_ms[28]), 0.02);
  bw_assert_near (dfa.offset1 + dfa.alpha1 * log (8), log (dfa.fluctuation_ms[4]), 0.02);

  a->n = 255;
  bw_hrv_dfa (&dfa, a);
  g_assert_true (dfa.has_alpha1);
  g_assert_false (dfa.has_alpha2);
  g_assert_cmpuint (dfa.n_boxes, ==, 13);
  a->n = 63;
  bw_hrv_dfa (&dfa, a);
  g_assert_false (dfa.has_alpha1);
  a->n = 0;
  bw_hrv_dfa (&dfa, a);
  g_assert_false (dfa.has_alpha1 || dfa.has_alpha2);
  g_rand_free (rand);
}

static void
test_poincare (void)
{
  BwPoincare p;

  bw_hrv_poincare (&p, TRUE, 20, 50);
  bw_assert_near (p.sd1_ms, 20 / sqrt (2), 1e-12);
  bw_assert_near (p.sd2_ms, sqrt (5000 - 200), 1e-12);
  bw_assert_near (p.ellipse_ms2, G_PI * p.sd1_ms * p.sd2_ms, 1e-9);
  bw_assert_near (p.ratio, p.sd1_ms / p.sd2_ms, 1e-12);
  bw_hrv_poincare (&p, TRUE, 0, 0);
  g_assert_true (p.has);
  g_assert_false (p.has_ratio);
  bw_hrv_poincare (&p, FALSE, 0, 50);
  g_assert_false (p.has);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/hrv/nonlinear/entropies-against-naive", test_entropies_against_naive);
  g_test_add_func ("/signal/hrv/nonlinear/entropy-at-limit", test_entropy_at_limit);
  g_test_add_func ("/signal/hrv/nonlinear/gaps-against-naive", test_gaps_against_naive);
  g_test_add_func ("/signal/hrv/nonlinear/sampen-of-noise", test_sampen_of_noise);
  g_test_add_func ("/signal/hrv/nonlinear/many-values", test_many_values);
  g_test_add_func ("/signal/hrv/nonlinear/entropy-at-gaps", test_entropy_at_gaps);
  g_test_add_func ("/signal/hrv/nonlinear/dfa", test_dfa);
  g_test_add_func ("/signal/hrv/nonlinear/poincare", test_poincare);
  return g_test_run ();
}
