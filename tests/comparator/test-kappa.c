/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "comparator/bw-kappa.h"

/* What others have printed for these tables; a negative standard error: there is none to compare with. */
static const struct
{
  const char *source;
  guint k;
  guint counts[9];
  double kappa;
  double se;
  double low, high;
  double tolerance;
} published[] = {
  { "statpsych (D. Bonett), example of ci.kappa()",
    2, { 31, 12, 4, 58 }, 0.6756757, 0.07344761, 0.5317210, 0.8196303, 5.1e-8 },
  { "SAS PROC FREQ, as the tests of statsmodels quote it",
    3, { 0, 4, 1, 0, 8, 0, 0, 1, 5 }, 0.4842, 0.1380, 0.2137, 0.7547, 5.1e-5 },
  { "J. Cohen 1960, p. 45: 0.70 agree where 0.41 is chance",
    3, { 88, 14, 18, 10, 40, 10, 2, 6, 12 }, 0.29 / 0.59, -1, 0, 0, 1e-15 },
  { "R. Artstein and M. Poesio 2008, as the tests of scikit-learn quote it",
    2, { 20, 20, 10, 50 }, 0.348, -1, 0, 0, 5.1e-4 },
};

static void
test_published (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (published); i++)
    {
      BwKappa kappa;

      g_test_message ("%s", published[i].source);
      bw_kappa_from_table (&kappa, published[i].counts, published[i].k);
      g_assert_true (kappa.has_kappa);
      bw_assert_near (kappa.kappa, published[i].kappa, published[i].tolerance);
      if (published[i].se < 0)
        continue;
      bw_assert_near (kappa.se, published[i].se, published[i].tolerance);
      bw_assert_near (kappa.low, published[i].low, published[i].tolerance);
      bw_assert_near (kappa.high, published[i].high, published[i].tolerance);
    }
}

/* By hand: 20, 5, 10 and 15 of 50 agree on 0.7 where 0.5 is chance. */
static void
test_by_hand (void)
{
  const guint counts[] = { 20, 5, 10, 15 };
  const guint turned[] = { 20, 10, 5, 15 };
  const guint renamed[] = { 15, 10, 5, 20 };
  BwKappa kappa, other;

  bw_kappa_from_table (&kappa, counts, 2);
  g_assert_cmpuint (kappa.n, ==, 50);
  bw_assert_near (kappa.agreement, 0.7, 1e-15);
  bw_assert_near (kappa.kappa, 0.4, 1e-15);
  bw_assert_near (kappa.high - kappa.low, 2 * 1.959963984540054 * kappa.se, 1e-15);

  /* Which reader is called the first, and which label, makes no difference. */
  bw_kappa_from_table (&other, turned, 2);
  bw_assert_near (other.kappa, kappa.kappa, 1e-15);
  bw_assert_near (other.se, kappa.se, 1e-15);
  bw_kappa_from_table (&other, renamed, 2);
  bw_assert_near (other.kappa, kappa.kappa, 1e-15);
  bw_assert_near (other.se, kappa.se, 1e-15);
}

static void
test_extremes (void)
{
  static const struct
  {
    guint counts[4];
    gboolean has_kappa;
    double agreement;
    double kappa;
  } cases[] = {
    { { 0, 0, 0, 0 }, FALSE, 0, 0 },          /* nothing */
    { { 17, 0, 0, 0 }, FALSE, 1, 0 },         /* one label only: chance explains it */
    { { 0, 0, 0, 1 }, FALSE, 1, 0 },
    { { 0, 17, 0, 0 }, TRUE, 0, 0 },          /* each their own: no better than chance, 0 */
    { { 5, 3, 0, 0 }, TRUE, 0.625, 0 },       /* the first gave one label only */
    { { 30, 0, 0, 70 }, TRUE, 1, 1 },
    { { 1, 0, 0, 1 }, TRUE, 1, 1 },
    { { 0, 50, 50, 0 }, TRUE, 0, -1 },        /* always the other */
    { { 0, 1, 1, 0 }, TRUE, 0, -1 },
    { { 25, 25, 25, 25 }, TRUE, 0.5, 0 },
    { { 1000000000, 1, 0, 0 }, TRUE, 1, 0 },  /* all but certain */
    { { 1000000000, 0, 0, 1 }, TRUE, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwKappa kappa;

      bw_kappa_from_table (&kappa, cases[i].counts, 2);
      g_assert_cmpint (kappa.has_kappa, ==, cases[i].has_kappa);
      bw_assert_near (kappa.agreement, cases[i].agreement, 2e-9);
      bw_assert_near (kappa.kappa, cases[i].kappa, 1e-6);
      g_assert_true (kappa.se >= 0);
      g_assert_true (kappa.low >= -1 && kappa.low <= kappa.kappa);
      g_assert_true (kappa.high <= 1 && kappa.high >= kappa.kappa);
      if (kappa.kappa > 0.999 && kappa.agreement > 0.999)
        g_assert_cmpfloat (kappa.low, ==, 1);
    }
}

/* The interval never leaves −1 … 1, however few there are. */
static void
test_small (void)
{
  for (guint a = 0; a < 7; a++)
    for (guint b = 0; b < 7; b++)
      for (guint c = 0; c < 7; c++)
        for (guint d = 0; d < 7; d++)
          {
            const guint counts[] = { a, b, c, d };
            BwKappa kappa;

            bw_kappa_from_table (&kappa, counts, 2);
            g_assert_true (kappa.kappa >= -1 && kappa.kappa <= 1);
            g_assert_true (kappa.se >= 0 && kappa.se < 3);
            g_assert_true (kappa.low >= -1 && kappa.low <= kappa.kappa);
            g_assert_true (kappa.high <= 1 && kappa.high >= kappa.kappa);
            if (!kappa.has_kappa)
              g_assert_true ((a == 0 || d == 0) && b == 0 && c == 0);
          }
}

static void
test_words (void)
{
  static const struct
  {
    double kappa;
    const char *word;
  } words[] = {
    { -1, "poor" },         { -0.01, "poor" },        { -0.004, "slight" },
    { 0, "slight" },        { 0.2, "slight" },        { 0.204, "slight" },
    { 0.21, "fair" },       { 0.4, "fair" },          { 0.41, "moderate" },
    { 0.6, "moderate" },    { 0.61, "substantial" },  { 0.8, "substantial" },
    { 0.806, "almost perfect" },                      { 1, "almost perfect" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_cmpstr (bw_kappa_get_text (words[i].kappa), ==, words[i].word);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator/kappa/published", test_published);
  g_test_add_func ("/comparator/kappa/by-hand", test_by_hand);
  g_test_add_func ("/comparator/kappa/extremes", test_extremes);
  g_test_add_func ("/comparator/kappa/small", test_small);
  g_test_add_func ("/comparator/kappa/words", test_words);
  return g_test_run ();
}
