/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "comparator/bw-proportion.h"

#include <math.h>

/* R. G. Newcombe, Stat. Med. 17 (1998) 857–872, table I, method 3. */
static void
test_wilson_published (void)
{
  static const struct
  {
    guint correct, n;
    double low, high;
  } published[] = {
    { 81, 263, 0.2553, 0.3662 },
    { 15, 148, 0.0624, 0.1605 },
    { 0, 20, 0.0000, 0.1611 },
    { 1, 29, 0.0061, 0.1718 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (published); i++)
    {
      guint n = published[i].n, correct = published[i].correct;
      BwProportion p, rest;

      bw_proportion_init (&p, correct, n);
      g_assert_cmpuint (p.n, ==, n);
      g_assert_cmpuint (p.correct, ==, correct);
      bw_assert_near (p.accuracy, (double) correct / n, 1e-15);
      bw_assert_near (p.low, published[i].low, 5.1e-5);
      bw_assert_near (p.high, published[i].high, 5.1e-5);

      /* What is right and what is wrong changed over. */
      bw_proportion_init (&rest, n - correct, n);
      bw_assert_near (rest.low, 1 - p.high, 1e-15);
      bw_assert_near (rest.high, 1 - p.low, 1e-15);
    }
}

static void
test_wilson_extremes (void)
{
  BwProportion p;

  bw_proportion_init (&p, 0, 0);
  g_assert_cmpfloat (p.accuracy, ==, 0);
  g_assert_cmpfloat (p.low, ==, 0);
  g_assert_cmpfloat (p.high, ==, 1);
  for (guint n = 1; n < 300; n++)
    {
      bw_proportion_init (&p, 0, n);
      g_assert_cmpfloat (p.low, ==, 0);
      bw_proportion_init (&p, n, n);
      g_assert_cmpfloat (p.high, ==, 1);
      for (guint k = 0; k <= n; k++)
        {
          bw_proportion_init (&p, k, n);
          g_assert_true (p.low >= 0 && p.low <= p.accuracy);
          g_assert_true (p.high <= 1 && p.high >= p.accuracy);
        }
    }
}

static void
test_mcnemar (void)
{
  /* By hand: tails of ten coins: 2 (1 + 10) / 1024. */
  bw_assert_near (bw_proportion_mcnemar (1, 9), 22.0 / 1024, 1e-15);
  bw_assert_near (bw_proportion_mcnemar (0, 5), 2.0 / 32, 1e-15);
  /* exact2x2 (M. Fay), the example "Performance" of its vignette */
  bw_assert_near (bw_proportion_mcnemar (150, 86), 3.716e-5, 5e-9);
  /* statsmodels, test_mcnemar_exact: SAS's table */
  bw_assert_near (bw_proportion_mcnemar (121, 59), 4.434e-6, 5e-10);

  g_assert_cmpfloat (bw_proportion_mcnemar (0, 0), ==, 1);
  g_assert_cmpfloat (bw_proportion_mcnemar (7, 7), ==, 1);
  g_assert_cmpfloat (bw_proportion_mcnemar (1, 0), ==, 1);
  for (guint a = 0; a < 30; a++)
    for (guint b = 0; b < 30; b++)
      bw_assert_near (bw_proportion_mcnemar (a, b), bw_proportion_mcnemar (b, a), 1e-15);
  g_assert_true (bw_proportion_mcnemar (0, 100000) > 0);
}

/* One day is Fisher's exact test: R. A. Fisher's lady who tastes tea, four cups of either kind. */
static void
test_permutation_by_hand (void)
{
  const BwDayCounts tea[] = { { 8, 4, 4 } };
  const BwDayCounts two[] = { { 2, 1, 1 }, { 2, 1, 1 } };
  const BwDayCounts plain[] = { { 5, 0, 2 }, { 3, 3, 3 } };

  bw_assert_near (bw_proportion_permutation (tea, 1, 8), 1.0 / 70, 1e-13);
  bw_assert_near (bw_proportion_permutation (tea, 1, 6), 17.0 / 70, 1e-13);
  bw_assert_near (bw_proportion_permutation (tea, 1, 5), 17.0 / 70, 1e-13);
  bw_assert_near (bw_proportion_permutation (tea, 1, 0), 1, 1e-13);
  /* Each of two days falls right or wrong. */
  bw_assert_near (bw_proportion_permutation (two, 2, 4), 0.25, 1e-13);
  bw_assert_near (bw_proportion_permutation (two, 2, 2), 0.75, 1e-13);
  bw_assert_near (bw_proportion_permutation (two, 2, 0), 1, 1e-13);
  /* No day has both: nothing can be permuted. */
  bw_assert_near (bw_proportion_permutation (plain, 2, 6), 1, 1e-13);
  g_assert_cmpfloat (bw_proportion_permutation (NULL, 0, 0), ==, 1);
}

/* What is computed is what draws come to: 9,999 of them, and the true labels as one more. */
static void
test_permutation_draws (void)
{
  const BwDayCounts days[] = { { 13, 6, 7 }, { 9, 4, 2 }, { 7, 0, 3 }, { 20, 15, 12 } };
  g_autofree guint *order = g_new (guint, 20);
  GRand *rand = bw_random_new (1, "permutation");
  guint reached[50] = { 0 };

  for (guint draw = 0; draw < 9999; draw++)
    {
      guint correct = 0;

      for (guint d = 0; d < G_N_ELEMENTS (days); d++)
        {
          bw_random_permutation (rand, order, days[d].n);
          for (guint i = 0; i < days[d].n; i++)
            correct += (i < days[d].n_answered_glucose) == (order[i] < days[d].n_glucose);
        }
      for (guint k = 0; k <= correct; k++)
        reached[k]++;
    }
  g_rand_free (rand);
  for (guint k = 0; k < G_N_ELEMENTS (reached); k++)
    {
      double p = bw_proportion_permutation (days, G_N_ELEMENTS (days), k);

      bw_assert_near (p, (1.0 + reached[k]) / 10000, 4 * sqrt (p * (1 - p) / 9999) + 1e-4);
    }
}

static void
test_permutation_many (void)
{
  BwDayCounts days[200];

  for (guint d = 0; d < G_N_ELEMENTS (days); d++)
    days[d] = (BwDayCounts) { 30, 15, 15 };
  g_assert_true (bw_proportion_permutation (days, G_N_ELEMENTS (days), 6000) > 0);
  g_assert_true (bw_proportion_permutation (days, G_N_ELEMENTS (days), 4000) < 1e-20);
  bw_assert_near (bw_proportion_permutation (days, G_N_ELEMENTS (days), 3000), 0.5, 0.02);
  bw_assert_near (bw_proportion_permutation (days, G_N_ELEMENTS (days), 0), 1, 1e-12);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator/proportion/wilson/published", test_wilson_published);
  g_test_add_func ("/comparator/proportion/wilson/extremes", test_wilson_extremes);
  g_test_add_func ("/comparator/proportion/mcnemar", test_mcnemar);
  g_test_add_func ("/comparator/proportion/permutation/by-hand", test_permutation_by_hand);
  g_test_add_func ("/comparator/proportion/permutation/draws", test_permutation_draws);
  g_test_add_func ("/comparator/proportion/permutation/many", test_permutation_many);
  return g_test_run ();
}
