/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test-oracle.h"

#include <math.h>

/* Sums of a straight line's regression. */
typedef struct
{
  double n, x, y, xx, xy;
} Line;

static double
line_at (const Line *line,
         double      x)
{
  double mean_x = line->x / line->n, mean_y = line->y / line->n;
  double variance = line->xx / line->n - mean_x * mean_x;
  double slope = variance > 1e-12 ? (line->xy / line->n - mean_x * mean_y) / variance : 0;

  return mean_y + slope * (x - mean_x);
}

double *
bw_test_oracle (const BwSimulated *life,
                const BwSeries    *series,
                GArray            *targets)
{
  const BwSimulatedHour *hours = (const BwSimulatedHour *) (void *) life->hours->data;
  g_autofree Line *lines = g_new0 (Line, (BW_FORECAST_HOURS + 1) * 24);
  double *z = g_new (double, targets->len + 1);
  double curve[24] = { 0 }, n[24] = { 0 };

  g_assert_cmpuint (life->hours->len, ==, series->n_hours);
  for (guint i = 0; i < life->hours->len; i++)
    {
      curve[hours[i].hour] += hours[i].curve + life->traits.asleep_gain * hours[i].asleep;
      n[hours[i].hour]++;
      for (guint k = 1; k <= MIN (i, BW_FORECAST_HOURS); k++)
        {
          Line *line = &lines[k * 24 + (guint) hours[i].hour];
          double x = hours[i - k].strain, y = hours[i].strain;

          line->n++;
          line->x += x;
          line->y += y;
          line->xx += x * x;
          line->xy += x * y;
        }
    }
  for (int h = 0; h < 24; h++)
    curve[h] /= MAX (n[h], 1);

  for (guint i = 0; i < targets->len; i++)
    {
      const BwTarget *target = &g_array_index (targets, BwTarget, i);
      guint k = (guint) target->horizon;
      const BwSimulatedHour *now = &hours[target->hour_index - k];
      double x = curve[target->hour] - line_at (&lines[k * 24 + (guint) target->hour], now->strain)
                 + now->ar * exp (-(double) k / life->traits.ar_tau_h);

      z[i] = target->z + (x - series->hours[target->hour_index].ln_mean) / target->spread;
    }
  return z;
}
