/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "base/bw-time.h"
#include "bw-test-population.h"
#include "bw-test.h"
#include "forecast/bw-conformal.h"

#include <math.h>

static void
test_quantile (void)
{
  const double sorted[9] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };

  g_assert_cmpfloat (bw_conformal_quantile (sorted, 9, 0.2), ==, 8);   /* ⌈10 · 0.8⌉ */
  g_assert_cmpfloat (bw_conformal_quantile (sorted, 9, 0.1), ==, 9);
  g_assert_cmpfloat (bw_conformal_quantile (sorted, 9, 0.05), ==, 9);  /* beyond: the largest */
  g_assert_cmpfloat (bw_conformal_quantile (sorted, 8, 0.5), ==, 5);   /* ⌈4.5⌉ */
  g_assert_cmpfloat (bw_conformal_quantile (sorted, 1, 0.9), ==, 1);
}

/* Origins every six hours, an outcome or two each. @skew: of the outcomes. */
static BwBand *
make_bands (guint    n,
            guint    days,
            double   scale,
            gboolean skew,
            guint64  seed)
{
  BwBand *bands = g_new0 (BwBand, n);
  GRand *rand = bw_random_new (seed, "bands");

  for (guint i = 0; i < n; i++)
    {
      double x = bw_random_normal (rand);

      bands[i].issued_ms = (i / 2) * 6 * BW_TIME_HOUR;
      bands[i].horizon = g_rand_int_range (rand, 1, 25);
      bands[i].due_ms = bands[i].issued_ms + bands[i].horizon * BW_TIME_HOUR;
      bands[i].days = days;
      bands[i].outcome = skew ? scale * (exp (x) - 1) : scale * x;
    }
  g_rand_free (rand);
  return bands;
}

static double
coverage (const BwBand *bands,
          guint         first,
          guint         end,
          double       *under)
{
  guint inside = 0, below = 0;

  for (guint i = first; i < end; i++)
    {
      inside += bands[i].outcome >= bands[i].band_low && bands[i].outcome <= bands[i].band_high;
      below += bands[i].outcome < bands[i].band_low;
    }
  *under = (double) below / (end - first);
  return (double) inside / (end - first);
}

/* Whatever the distribution, 80 % of exchangeable outcomes lie inside; from 120 days on a tenth on
 * either side. */
static void
test_coverage (void)
{
  const guint n = 3000;

  for (int skew = 0; skew < 2; skew++)
    for (int late = 0; late < 2; late++)
      {
        g_autofree BwBand *bands = make_bands (n, late ? 200 : 60, 2.5, skew, 7);
        g_autoptr (BwConformal) conformal = bw_conformal_new ();
        double under;

        bw_conformal_run (conformal, bands, n);
        bw_assert_near (coverage (bands, 300, n, &under), 0.8, 0.025);
        if (late)
          bw_assert_near (under, 0.1, 0.02);
        else if (skew)
          g_assert_cmpfloat (under, <, 0.02);
        g_assert_cmpuint (bw_conformal_count (conformal, 0) + bw_conformal_count (conformal, 1)
                              + bw_conformal_count (conformal, 2),
                          ==, n);
      }
}

/* A model's own quantiles, too narrow or too wide, are put right. */
static void
test_own_quantiles (void)
{
  const guint n = 3000;

  for (int wide = 0; wide < 2; wide++)
    {
      g_autofree BwBand *bands = make_bands (n, 60, 1, FALSE, 9);
      g_autoptr (BwConformal) conformal = bw_conformal_new ();
      double under, below, above;

      for (guint i = 0; i < n; i++)
        {
          bands[i].low = wide ? -3 : -0.2;
          bands[i].high = wide ? 3 : 0.2;
        }
      bw_conformal_run (conformal, bands, n);
      bw_assert_near (coverage (bands, 300, n, &under), 0.8, 0.025);
      bw_conformal_margins (conformal, 2, 60, FALSE, &below, &above);
      bw_assert_near (below, 1.28 - (wide ? 3 : 0.2), 0.25);
    }
}

/* The world grows noisier: without following the misses the band would keep much too little for
 * long; with it the last part is near its promise. */
static void
test_adapts (void)
{
  const guint n = 4000;
  g_autofree BwBand *bands = make_bands (n, 200, 1, FALSE, 5);
  g_autoptr (BwConformal) conformal = bw_conformal_new ();
  double under;

  for (guint i = n / 2; i < n; i++)
    bands[i].outcome *= 1.6;
  bw_conformal_run (conformal, bands, n);
  bw_assert_near (coverage (bands, 3000, n, &under), 0.8, 0.03);
}

/* A band knows nothing of what was due after its issue. */
static void
test_no_peeking (void)
{
  const guint n = 600;
  g_autofree BwBand *bands = make_bands (n, 60, 1, FALSE, 3);
  g_autofree BwBand *changed = g_memdup2 (bands, n * sizeof *bands);
  g_autoptr (BwConformal) a = bw_conformal_new (), b = bw_conformal_new ();
  gint64 now_ms = bands[400].issued_ms;
  gboolean differs = FALSE;

  for (guint i = 0; i < n; i++)
    if (changed[i].due_ms > now_ms)
      changed[i].outcome = 50;
  bw_conformal_run (a, bands, n);
  bw_conformal_run (b, changed, n);
  for (guint i = 0; i < n; i++)
    {
      gboolean same = bands[i].band_low == changed[i].band_low
                      && bands[i].band_high == changed[i].band_high;

      if (bands[i].issued_ms <= now_ms)
        g_assert_true (same);
      differs |= !same;
    }
  g_assert_true (differs);
}

/* Under 30 days the table stands, and it is what the simulator says. */
static void
test_population (void)
{
  g_autofree BwBand *bands = make_bands (500, 25, 9, FALSE, 3);
  g_autoptr (BwConformal) conformal = bw_conformal_new ();

  bw_conformal_run (conformal, bands, 500);
  for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    {
      double below, above, table_below, table_above;

      bw_conformal_population (b, &table_below, &table_above);
      bw_conformal_margins (conformal, b, 25, FALSE, &below, &above);
      g_assert_cmpfloat (below, ==, table_below);
      g_assert_cmpfloat (above, ==, table_above);
      bw_conformal_margins (conformal, b, 60, FALSE, &below, &above);
      g_assert_cmpfloat (below, >, 5);

      /* They lie around a median: a model's own quantiles stand as they are. */
      bw_conformal_margins (conformal, b, 25, TRUE, &below, &above);
      g_assert_true (below == 0 && above == 0);

      bw_test_population_margins (24, 1000, b, &below, &above);
      bw_assert_near (below, table_below, 0.12);
      bw_assert_near (above, table_above, 0.12);
    }
}

/* From which day on, and with how many outcomes, which rule makes the margins. */
static void
test_borders (void)
{
  const guint n = 20;
  g_autofree BwBand *bands = make_bands (n, 60, 1, TRUE, 3);
  g_autoptr (BwConformal) few = bw_conformal_new (), enough = bw_conformal_new ();
  double below, above, table_below, table_above;

  for (guint i = 0; i < n; i++)
    bands[i].horizon = 3;
  bw_conformal_run (few, bands, n - 1);
  bw_conformal_run (enough, bands, n);
  bw_conformal_population (0, &table_below, &table_above);

  bw_conformal_margins (few, 0, 300, FALSE, &below, &above);
  g_assert_true (below == table_below && above == table_above);
  bw_conformal_margins (enough, 0, 29, FALSE, &below, &above);
  g_assert_true (below == table_below && above == table_above);
  for (guint days = 30; days < 120; days += 89)
    {
      bw_conformal_margins (enough, 0, days, FALSE, &below, &above);
      g_assert_true (below == above && below != table_below);
    }
  bw_conformal_margins (enough, 0, 120, FALSE, &below, &above);
  g_assert_true (below != above && below != table_below);
}

/* Where all outcomes lie beyond the median, the band of quantiles that were too wide ends at it. */
static void
test_median_inside (void)
{
  const guint n = 200;
  g_autofree BwBand *bands = make_bands (n, 200, 1, FALSE, 3);
  g_autoptr (BwConformal) conformal = bw_conformal_new ();

  for (guint i = 0; i < n; i++)
    {
      bands[i].low = -3;
      bands[i].high = 3;
      bands[i].outcome = i < n / 2 ? 2 : -2;
    }
  bw_conformal_run (conformal, bands, n / 2);
  bw_assert_near (bands[n / 2 - 1].band_high, 2, 1e-12);
  g_assert_cmpfloat (bands[n / 2 - 1].band_low, ==, 0);
  bw_conformal_free (g_steal_pointer (&conformal));
  conformal = bw_conformal_new ();
  bw_conformal_run (conformal, bands + n / 2, n / 2);
  bw_assert_near (bands[n - 1].band_low, -2, 1e-12);
  g_assert_cmpfloat (bands[n - 1].band_high, ==, 0);
}

/* Nor are they added to quantiles on the way through the past. */
static void
test_young_quantiles (void)
{
  BwBand bands[] = {
    { .issued_ms = 0, .due_ms = BW_TIME_HOUR, .horizon = 1, .days = 20, .low = -1, .median = 0,
      .high = 1.5 },
    { .issued_ms = 0, .due_ms = BW_TIME_HOUR, .horizon = 1, .days = 20 },
  };
  g_autoptr (BwConformal) conformal = bw_conformal_new ();
  double below, above;

  bw_conformal_run (conformal, bands, 2);
  bw_conformal_population (0, &below, &above);
  g_assert_true (bands[0].band_low == -1 && bands[0].band_high == 1.5);
  g_assert_true (bands[1].band_low == -below && bands[1].band_high == above);
}

/* The population's bands, far too wide for this person, tell nothing of the person's own: those begin
 * where they should. */
static void
test_rules_apart (void)
{
  const guint n = 900, young = 800;
  g_autofree BwBand *bands = make_bands (n, 25, 0.1, FALSE, 11);
  g_autoptr (BwConformal) conformal = bw_conformal_new ();
  double under;

  for (guint i = young; i < n; i++)
    bands[i].days = 60;
  bw_conformal_run (conformal, bands, n);
  g_assert_cmpfloat (coverage (bands, 0, young, &under), ==, 1);
  bw_assert_near (coverage (bands, young, n, &under), 0.8, 0.08);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (bands[i].rule, ==,
                     i < young ? BW_CONFORMAL_OF_POPULATION : BW_CONFORMAL_SYMMETRIC);
}

/* Old outcomes are forgotten: after many small ones nothing is left of the large ones. */
static void
test_forgets (void)
{
  const guint n = 6000;
  g_autofree BwBand *bands = make_bands (n, 60, 1, FALSE, 3);
  g_autoptr (BwConformal) conformal = bw_conformal_new ();
  double below, above;

  for (guint i = 0; i < n; i++)
    {
      bands[i].horizon = 20;
      bands[i].due_ms = bands[i].issued_ms + 20 * BW_TIME_HOUR;
      bands[i].outcome *= i < n / 2 ? 100 : 1;
    }
  bw_conformal_run (conformal, bands, n);
  g_assert_cmpuint (bw_conformal_count (conformal, 2), ==, 2000);
  bw_conformal_margins (conformal, 2, 60, FALSE, &below, &above);
  bw_assert_near (above, 1.28, 0.2);
}

static void
test_blocks (void)
{
  g_assert_cmpint (bw_conformal_block (1), ==, 0);
  g_assert_cmpint (bw_conformal_block (6), ==, 0);
  g_assert_cmpint (bw_conformal_block (7), ==, 1);
  g_assert_cmpint (bw_conformal_block (12), ==, 1);
  g_assert_cmpint (bw_conformal_block (13), ==, 2);
  g_assert_cmpint (bw_conformal_block (24), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conformal/quantile", test_quantile);
  g_test_add_func ("/conformal/coverage", test_coverage);
  g_test_add_func ("/conformal/own-quantiles", test_own_quantiles);
  g_test_add_func ("/conformal/adapts", test_adapts);
  g_test_add_func ("/conformal/no-peeking", test_no_peeking);
  g_test_add_func ("/conformal/population", test_population);
  g_test_add_func ("/conformal/borders", test_borders);
  g_test_add_func ("/conformal/median-inside", test_median_inside);
  g_test_add_func ("/conformal/young-quantiles", test_young_quantiles);
  g_test_add_func ("/conformal/rules-apart", test_rules_apart);
  g_test_add_func ("/conformal/forgets", test_forgets);
  g_test_add_func ("/conformal/blocks", test_blocks);
  return g_test_run ();
}
