/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test-oracle.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-issue.h"

/* tests/bench/bench-skill measures what the forecasts are worth; this guards the order of it on one
 * simulated person of each law, whose best possible forecast is known. */

static void
test_order (gconstpointer data)
{
  BwStrainLaw law = (BwStrainLaw) GPOINTER_TO_INT (data);
  BwSimulateOptions options;
  g_autoptr (BwSimulated) life = NULL;
  g_autoptr (BwHourly) hourly = NULL;
  g_autoptr (BwSeries) series = NULL;
  g_autoptr (GArray) targets = NULL;
  g_autofree double *oracle = NULL;
  g_autofree BwBand *best = NULL;
  double loss[BW_N_RIVALS], possible, gap;
  guint first = 0;
  gint64 from_ms;

  bw_simulate_options_init (&options, 3);
  options.days = 220;
  options.traits.strain_law = law;
  life = bw_simulate (&options);
  hourly = bw_test_hourly_simulate (&options);
  series = bw_series_new (hourly);
  targets = bw_rolling (series, G_MININT64 / 2, G_MAXINT64, 12, NULL, NULL, NULL);
  from_ms = series->hours[0].start_ms + 110 * BW_TIME_DAY;
  while (g_array_index (targets, BwTarget, first).issued_ms < from_ms)
    first++;

  oracle = bw_test_oracle (life, series, targets);
  best = bw_issue_bands (targets, oracle, NULL);
  possible = bw_issue_pinball (targets, best, first);
  for (int r = 0; r < BW_N_RIVALS; r++)
    {
      g_autofree BwBand *bands = bw_issue_rival_bands (targets, (BwRival) r, NULL);

      loss[r] = bw_issue_pinball (targets, bands, first);
      g_assert_cmpfloat (loss[r], >, possible);
    }
  gap = loss[BW_RIVAL_PROFILE] - possible;
  g_test_message ("of the gap of %.1f %%: level %.2f, ridge %.2f, average %.2f",
                  100 * gap / loss[BW_RIVAL_PROFILE],
                  (loss[BW_RIVAL_PROFILE] - loss[BW_RIVAL_LEVEL]) / gap,
                  (loss[BW_RIVAL_PROFILE] - loss[BW_RIVAL_RIDGE]) / gap,
                  (loss[BW_RIVAL_PROFILE] - loss[BW_RIVAL_AVERAGE]) / gap);
  g_assert_cmpfloat (gap, >, 0.06 * loss[BW_RIVAL_PROFILE]);
  g_assert_cmpfloat (loss[BW_RIVAL_AVERAGE], <, loss[BW_RIVAL_PROFILE] - 0.4 * gap);
  g_assert_cmpfloat (loss[BW_RIVAL_RIDGE], <, loss[BW_RIVAL_PROFILE] - 0.4 * gap);
  g_assert_cmpfloat (loss[BW_RIVAL_AVERAGE], <, loss[BW_RIVAL_DAMPED]);
  g_assert_cmpfloat (loss[BW_RIVAL_PERSISTENCE], >, loss[BW_RIVAL_PROFILE]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/skill/linear", GINT_TO_POINTER (BW_STRAIN_LINEAR), test_order);
  g_test_add_data_func ("/skill/non-linear", GINT_TO_POINTER (BW_STRAIN_NONLINEAR), test_order);
  return g_test_run ();
}
