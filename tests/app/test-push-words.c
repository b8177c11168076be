/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-push-words.h"
#include "bw-test.h"

#include <math.h>

static void
test_values (void)
{
  g_autofree char *hrv = bw_push_format_value ("hrv", log (46.2));
  g_autofree char *heart = bw_push_format_value ("resting-heart-rate", 52.4);
  g_autofree char *sleep = bw_push_format_value ("sleep", 0.928);
  g_autofree char *down = bw_push_format_z (-1.318), *up = bw_push_format_z (0.5);
  const BwPush night = { .id = (char *) "sleep", .mean = 0.97, .sd = 0.05 };
  g_autofree char *spread = bw_push_format_spread (&night);

  g_assert_cmpstr (hrv, ==, "46 ms");
  g_assert_cmpstr (heart, ==, "52 beats/min");
  g_assert_cmpstr (sleep, ==, "93 %");
  g_assert_cmpstr (down, ==, "−1.32");
  g_assert_cmpstr (up, ==, "+0.50");
  /* Nobody sleeps longer than the night. */
  g_assert_cmpstr (spread, ==, "92 to 100 %");
}

/* Out of what a forecast keeps, the same score again. */
static void
test_terms (void)
{
  static const double z[] = { -0.9, 0.4, 0.6 };
  g_autoptr (BwForecast) forecast = bw_forecast_new ();
  BwScoreWeights usual = bw_score_weights_default ();
  BwScoreTerms made = { 0 }, again;

  for (guint i = 0; i < BW_N_TERMS; i++)
    {
      made.has[i] = i != BW_TERM_RESTING_HR;
      made.z[i] = z[i];
      for (guint j = 0; j < BW_N_TERMS; j++)
        made.correlation[i][j] = forecast->score_correlation[i][j] = i == j ? 1 : 0.3;
    }
  g_assert_true (bw_score_terms (&made, &usual));
  for (guint i = 0; i < BW_N_TERMS; i++)
    if (made.has[i])
      g_ptr_array_add (forecast->pushes, bw_push_new (bw_term_get_id ((BwTerm) i), made.z[i],
                                                      made.weight[i], made.push[i]));
  bw_push_get_terms (forecast, &again);
  g_assert_true (bw_score_terms (&again, &usual));
  g_assert_cmpfloat (again.score, ==, made.score);
  g_assert_false (again.has[BW_TERM_RESTING_HR]);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/push-words/values", test_values);
  g_test_add_func ("/push-words/terms", test_terms);
  return g_test_run ();
}
