/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-zone.h"
#include "bw-test-library.h"
#include "bw-test.h"
#include "forecast/bw-score.h"

#include <math.h>

static void
test_borders (void)
{
  g_assert_cmpint (bw_zone_shown_score (bw_score_from_z (0)), ==, 81);
  bw_assert_near (bw_score_from_z (-0.5), 70, 0.01);
  bw_assert_near (bw_score_from_z (-1.5), 40, 0.02);
  for (double score = 1; score < 100; score += 0.7)
    bw_assert_near (bw_score_from_z (bw_score_to_z (score)), score, 1e-9);
  g_assert_cmpint (bw_zone_from_score (bw_score_from_z (bw_score_to_z (70) + 1e-9)), ==,
                   BW_ZONE_GREEN);
  g_assert_cmpint (bw_zone_from_score (bw_score_from_z (bw_score_to_z (70) - 1e-9)), ==,
                   BW_ZONE_YELLOW);
  g_assert_cmpint (bw_zone_from_score (bw_score_from_z (bw_score_to_z (40) + 1e-9)), ==,
                   BW_ZONE_YELLOW);
  g_assert_cmpint (bw_zone_from_score (bw_score_from_z (bw_score_to_z (40) - 1e-9)), ==,
                   BW_ZONE_RED);
  g_assert_cmpfloat (bw_score_from_z (40), <=, 100);
  g_assert_cmpfloat (bw_score_from_z (-400), >=, 0);
  bw_assert_near (bw_score_level_z (0.3, 0.6), 0.5, 1e-12);
  bw_assert_near (bw_score_level_z (0.08, 0.001), 1, 1e-12);

  /* What is known of a level moves less than the level, but noise is not magnified for that. */
  bw_assert_near (bw_score_sigma (0.6, 0.81), 0.54, 1e-12);
  bw_assert_near (bw_score_sigma (0.6, 1), 0.6, 1e-12);
  bw_assert_near (bw_score_sigma (0.6, 0.1), 0.6 * sqrt (BW_SCORE_RELIABILITY_FLOOR), 1e-12);
}

static void
test_probabilities (void)
{
  double green, yellow, red;

  for (double z = -4; z <= 4; z += 0.25)
    for (double sd = 0; sd < 3; sd += 0.5)
      {
        bw_score_probabilities (z, sd, &green, &yellow, &red);
        bw_assert_near (green + yellow + red, 1, 1e-12);
        g_assert_true (green >= 0 && yellow >= 0 && red >= 0);
      }
  /* A usual day of a person: 69 % green, 7 % red. */
  bw_score_probabilities (0, 1, &green, &yellow, &red);
  bw_assert_near (green, 0.6914, 1e-3);
  bw_assert_near (red, 0.0668, 1e-3);
  bw_score_probabilities (-0.6, 0, &green, &yellow, &red);
  g_assert_cmpfloat (yellow, ==, 1);
  bw_score_probabilities (bw_score_to_z (40), 0.3, &green, &yellow, &red);
  bw_assert_near (red, 0.5, 1e-9);
}

static BwScoreTerms
make_day (double hrv,
          double resting,
          double sleep,
          double r)
{
  BwScoreTerms day = { .has = { TRUE, TRUE, TRUE }, .z = { hrv, resting, sleep } };

  for (int i = 0; i < BW_N_TERMS; i++)
    for (int j = 0; j < BW_N_TERMS; j++)
      day.correlation[i][j] = i == j ? 1 : r;
  return day;
}

static void
test_day (void)
{
  BwScoreTerms day = make_day (-1, -0.5, 0.7, 0);
  const BwScoreWeights usual = bw_score_weights_default ();
  double z = (0.6 * -1 + 0.25 * -0.5 + 0.15 * 0.7) / sqrt (0.36 + 0.0625 + 0.0225);

  g_assert_true (bw_score_terms (&day, &usual));
  bw_assert_near (day.score, bw_score_from_z (z), 1e-9);
  bw_assert_near (day.push[0] + day.push[1] + day.push[2], day.score - bw_score_from_z (0), 1e-9);
  g_assert_cmpfloat (day.push[0], <, 0);
  g_assert_cmpfloat (day.push[2], >, 0);

  /* Terms that always agree say no more than one of them. */
  day = make_day (-1, -1, -1, 1);
  g_assert_true (bw_score_terms (&day, &usual));
  bw_assert_near (day.score, bw_score_from_z (-1), 1e-9);

  /* What is missing drops out. */
  day = make_day (-1.2, 3, 3, 0.4);
  day.has[BW_TERM_RESTING_HR] = day.has[BW_TERM_SLEEP] = FALSE;
  g_assert_true (bw_score_terms (&day, &usual));
  bw_assert_near (day.score, bw_score_from_z (-1.2), 1e-9);
  bw_assert_near (day.weight[BW_TERM_HRV], 1, 1e-12);
  g_assert_cmpfloat (day.push[BW_TERM_SLEEP], ==, 0);
  day = make_day (-1.2, 3, 0.5, 0);
  day.has[BW_TERM_SLEEP] = FALSE;
  g_assert_true (bw_score_terms (&day, &usual));
  bw_assert_near (day.weight[BW_TERM_HRV], 0.6 / 0.85, 1e-12);

  /* A usual day, and one whose terms cancel: 81, with pushes that still tell. */
  day = make_day (0, 0, 0, 0.3);
  g_assert_true (bw_score_terms (&day, &usual));
  g_assert_cmpint (bw_zone_shown_score (day.score), ==, 81);
  day = make_day (1, -2.4, 0, 0);
  g_assert_true (bw_score_terms (&day, &usual));
  bw_assert_near (day.score, bw_score_from_z (0), 1e-9);
  g_assert_cmpfloat (day.push[0], >, 5);
  bw_assert_near (day.push[0] + day.push[1], 0, 1e-9);

  day = make_day (1, 1, 1, 0);
  day.has[BW_TERM_HRV] = FALSE;
  g_assert_false (bw_score_terms (&day, &usual));
}

static void
test_weights (void)
{
  static const char *const bad[] = { "",          "0.6 0.25",      "0.6 0.25 0.15 1", "0 1 1",
                                     "0.6 -1 1",  "nan 0.2 0.2",   "0.6 inf 0.2",     "0,6 0,2 0,1",
                                     "a b c",     "0.6 0.2 0.1x" };
  const BwScoreWeights usual = bw_score_weights_default ();
  BwScoreWeights weights = usual, other;
  g_autofree char *text = bw_score_weights_to_text (&usual);
  BwScoreTerms day = make_day (-2, 1, 1, 0);
  double score;

  g_assert_cmpstr (text, ==, "0.6 0.25 0.15");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (bw_score_weights_from_text (&weights, bad[i]));
  g_assert_true (bw_score_weights_is_like (&weights, &usual));
  g_assert_true (bw_score_weights_from_text (&weights, " 12 5\t3 "));
  g_assert_true (bw_score_weights_is_like (&weights, &usual));
  g_assert_true (bw_score_weights_from_text (&other, "1 0 0"));
  g_assert_false (bw_score_weights_is_like (&weights, &other));

  /* Proportions count, and a weight of none leaves a term out. */
  g_assert_true (bw_score_terms (&day, &usual));
  score = day.score;
  g_assert_true (bw_score_terms (&day, &weights));
  bw_assert_near (day.score, score, 1e-9);
  g_assert_true (bw_score_terms (&day, &other));
  bw_assert_near (day.score, bw_score_from_z (-2), 1e-9);
  g_assert_cmpfloat (day.push[BW_TERM_SLEEP], ==, 0);
}

/* They are the person's: kept in the library, and gone back from. */
static void
test_weights_kept (void)
{
  BwTestLibrary *test = bw_test_library_new ("UTC");
  BwLibrary *library = test->library;
  g_autoptr (GError) error = NULL;
  const BwScoreWeights usual = bw_score_weights_default ();
  const BwScoreWeights own = { { 0.5, 0.4, 0.1 } };
  BwScoreWeights read;

  read = bw_score_weights_read (library);
  g_assert_true (bw_score_weights_is_like (&read, &usual));
  g_assert_true (bw_score_weights_write (&own, library, &error));
  read = bw_score_weights_read (library);
  g_assert_true (bw_score_weights_is_like (&read, &own));
  g_assert_true (bw_score_weights_write (NULL, library, &error));
  g_assert_no_error (error);
  read = bw_score_weights_read (library);
  g_assert_true (bw_score_weights_is_like (&read, &usual));
  bw_test_library_free (test);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/borders", test_borders);
  g_test_add_func ("/score/probabilities", test_probabilities);
  g_test_add_func ("/score/day", test_day);
  g_test_add_func ("/score/weights", test_weights);
  g_test_add_func ("/score/weights-kept", test_weights_kept);
  return g_test_run ();
}
