/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test-population.h"

#include "bw-test-series.h"
#include "forecast/bw-conformal.h"
#include "forecast/bw-rivals.h"

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

guint
bw_test_population_margins (guint    people,
                            guint64  seed,
                            int      block,
                            double  *below,
                            double  *above)
{
  g_autoptr (GArray) errors = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint p = 0; p < people; p++)
    {
      BwSimulateOptions options;
      g_autoptr (BwHourly) hourly = NULL;
      g_autoptr (BwSeries) series = NULL;
      g_autoptr (GArray) targets = NULL;

      bw_simulate_options_init (&options, seed + p);
      options.days = 30;
      options.traits.strain_law = p % 2 ? BW_STRAIN_NONLINEAR : BW_STRAIN_LINEAR;
      bw_simulate_traits_randomise (&options.traits, seed + p);
      hourly = bw_test_hourly_simulate (&options);
      series = bw_series_new (hourly);
      targets = bw_rolling (series, G_MININT64 / 2, G_MAXINT64, BW_ROLLING_STRIDE_HOURS, NULL, NULL,
                            NULL);
      for (guint i = 0; i < targets->len; i++)
        {
          const BwTarget *target = &g_array_index (targets, BwTarget, i);
          double error = target->z - target->rival[BW_RIVAL_LEVEL];

          if (bw_conformal_block (target->horizon) == block)
            g_array_append_val (errors, error);
        }
    }
  g_assert_cmpuint (errors->len, >, 100);
  g_array_sort (errors, compare_doubles);
  *below = -g_array_index (errors, double, errors->len / 10);
  *above = g_array_index (errors, double, errors->len * 9 / 10);
  return errors->len;
}
