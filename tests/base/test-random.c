/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"

#include <math.h>

#define N 200000

static void
moments (const double *x,
         double       *mean,
         double       *variance)
{
  double sum = 0, squares = 0;

  for (int i = 0; i < N; i++)
    sum += x[i];
  for (int i = 0; i < N; i++)
    squares += (x[i] - sum / N) * (x[i] - sum / N);
  *mean = sum / N;
  *variance = squares / N;
}

/* Moments to about four standard errors of the known distribution. */
static void
test_normal (void)
{
  GRand *rand = bw_random_new (1, "normal");
  g_autofree double *x = g_new (double, N);
  double mean, variance;

  for (int i = 0; i < N; i++)
    x[i] = bw_random_normal (rand);
  moments (x, &mean, &variance);
  bw_assert_near (mean, 0, 4 / sqrt (N));
  bw_assert_near (variance, 1, 4 * sqrt (2.0 / N));
  g_rand_free (rand);
}

static void
test_gamma (void)
{
  static const double shapes[] = { 0.4, 1, 4 };
  g_autofree double *x = g_new (double, N);

  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      GRand *rand = bw_random_new (2, "gamma");
      double mean, variance, k = shapes[s], theta = 0.25;

      for (int i = 0; i < N; i++)
        x[i] = bw_random_gamma (rand, k, theta);
      moments (x, &mean, &variance);
      bw_assert_near (mean, k * theta, 4 * sqrt (k * theta * theta / N));
      bw_assert_near (variance / (k * theta * theta), 1, 4 * sqrt ((2 + 6 / k) / N));
      g_rand_free (rand);
    }
}

static void
test_repeats (void)
{
  GRand *a = bw_random_new (7, "part"), *b = bw_random_new (7, "part");
  GRand *c = bw_random_new (7, "another"), *d = bw_random_new (G_GUINT64_CONSTANT (7) << 32, "part");
  guint32 first = g_rand_int (a);

  g_assert_cmpuint (first, ==, g_rand_int (b));
  g_assert_cmpuint (first, !=, g_rand_int (c));
  g_assert_cmpuint (first, !=, g_rand_int (d));
  g_rand_free (a);
  g_rand_free (b);
  g_rand_free (c);
  g_rand_free (d);
}

static void
test_permutation (void)
{
  GRand *rand = bw_random_new (3, "permutation");
  int first[5] = { 0 };

  for (int round = 0; round < 50000; round++)
    {
      guint order[5], seen = 0;

      bw_random_permutation (rand, order, 5);
      for (int i = 0; i < 5; i++)
        seen |= 1u << order[i];
      g_assert_cmpuint (seen, ==, 31);
      first[order[0]]++;
    }
  for (int i = 0; i < 5; i++)
    bw_assert_near (first[i], 10000, 4 * sqrt (50000 * 0.2 * 0.8));
  g_rand_free (rand);
}

/* Five standard deviations of a binomial count: once in two million times. */
static void
test_secret (void)
{
  int n[3] = { 0 };
  guint32 value, all = 0;

  for (int round = 0; round < 6000; round++)
    {
      g_assert_true (bw_random_secret (3, &value, NULL));
      g_assert_cmpuint (value, <, 3);
      n[value]++;
      g_assert_true (bw_random_secret (G_MAXUINT32, &value, NULL));
      all |= value;
    }
  for (int i = 0; i < 3; i++)
    bw_assert_near (n[i], 2000, 5 * sqrt (6000 / 3.0 * 2 / 3));
  g_assert_cmpuint (all, ==, G_MAXUINT32);
  g_assert_true (bw_random_secret (1, &value, NULL));
  g_assert_cmpuint (value, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/normal", test_normal);
  g_test_add_func ("/random/gamma", test_gamma);
  g_test_add_func ("/random/repeats", test_repeats);
  g_test_add_func ("/random/permutation", test_permutation);
  g_test_add_func ("/random/secret", test_secret);
  return g_test_run ();
}
