/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test-population.h"

#include "base/bw-time.h"
#include "bw-test-series.h"
#include "forecast/bw-conformal.h"

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

GArray *
bw_test_roll_young (const BwSeries *series)
{
  GArray *targets = g_array_new (FALSE, TRUE, sizeof (BwTarget));
  BwOrigin origin = { 0 };
  gboolean begun = FALSE;

  for (guint i = 48; i < series->n_hours; i += BW_ROLLING_STRIDE_HOURS)
    {
      gint64 at_ms = series->hours[i].start_ms;

      if (!bw_origin_init (&origin, series, at_ms, begun ? &origin : NULL))
        continue;
      begun = TRUE;
      for (guint k = 0; k < BW_FORECAST_HOURS && i + k < series->n_hours; k++)
        {
          const BwHour *hour = &series->hours[i + k];
          BwTarget target;

          if (hour->n == 0)
            continue;
          target = (BwTarget){
            .issued_ms = at_ms,
            .due_ms = hour->start_ms + BW_TIME_HOUR,
            .hour_index = i + k,
            .horizon = (gint8) (k + 1),
            .hour = hour->hour,
            .days = (guint16) origin.baseline.days,
            .spread = origin.baseline.spread[hour->hour],
            .z = bw_baseline_to_z (&origin.baseline, hour->hour, hour->ln_mean),
          };
          for (int r = 0; r < BW_N_RIVALS; r++)
            target.rival[r] = bw_origin_predict (&origin, (BwRival) r, hour->start_ms, hour->hour);
          g_array_append_val (targets, target);
        }
    }
  return targets;
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
      targets = bw_test_roll_young (series);
      for (guint i = 0; i < targets->len; i++)
        {
          const BwTarget *target = &g_array_index (targets, BwTarget, i);
          double error = target->z - target->rival[BW_RIVAL_AVERAGE];

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
