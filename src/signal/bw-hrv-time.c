/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-hrv-time.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>

/* 1/128 s in whole milliseconds, about multiples of it: intervals in milliseconds, and those of
 * recorders that sample at 125 or 128 Hz, then fill all bins alike. */
#define BIN_MS 8.0

/* The best foot of one side of the triangle, in bins away from the mode: bins 1 … n − 1 on this
 * side, falling linearly from @height at the mode to 0 at the foot. */
static guint
find_foot (const guint *counts,
           int          step,
           guint        n,
           double       height)
{
  double best = HUGE_VAL;
  guint foot = 1;

  for (guint candidate = 1; candidate <= n; candidate++)
    {
      double error = 0;

      for (guint i = 1; i < n; i++)
        {
          double line = i < candidate ? height * (candidate - i) / candidate : 0;
          double difference = counts[(int) i * step] - line;

          error += difference * difference;
        }
      if (error < best)
        {
          best = error;
          foot = candidate;
        }
    }
  return foot;
}

static void
compute_histogram (BwHrvTime    *result,
                   const double *values)
{
  const double origin = floor (result->min_nn_ms / BIN_MS + 0.5);
  const guint n_bins = (guint) (floor (result->max_nn_ms / BIN_MS + 0.5) - origin) + 1;
  g_autofree guint *counts = g_new0 (guint, n_bins);
  guint mode = 0;

  for (guint i = 0; i < result->n; i++)
    counts[(guint) (floor (values[i] / BIN_MS + 0.5) - origin)]++;
  for (guint b = 1; b < n_bins; b++)
    if (counts[b] > counts[mode])
      mode = b;
  if (n_bins < 2)
    return;

  result->has_histogram = TRUE;
  result->triangular_index = (double) result->n / counts[mode];
  result->tinn_ms = BIN_MS
                    * (find_foot (counts + mode, 1, n_bins - mode, counts[mode])
                       + find_foot (counts + mode, -1, mode + 1, counts[mode]));
}

static void
compute_differences (BwHrvTime  *result,
                     const BwRr *nn,
                     double      clock_ms)
{
  double sum = 0, squares = 0;
  guint n = 0;

  for (guint i = 0; i + 1 < nn->n; i++)
    {
      double difference = nn->rr_ms[i + 1] - nn->rr_ms[i];

      if (!bw_rr_contiguous (nn, i) || nn->interpolated[i] || nn->interpolated[i + 1])
        continue;
      sum += difference;
      squares += difference * difference;
      result->nn50 += fabs (difference) > 50;
      result->nn20 += fabs (difference) > 20;
      n++;
    }
  result->n_differences = n;
  if (n == 0)
    return;

  result->has_rmssd = TRUE;
  result->rmssd_ms = sqrt (squares / n);
  result->rmssd_unbiased_ms = sqrt (MAX (0, squares / n - clock_ms * clock_ms / 2));
  result->cvsd_percent = 100 * result->rmssd_ms / result->mean_nn_ms;
  result->pnn50_percent = 100.0 * result->nn50 / n;
  result->pnn20_percent = 100.0 * result->nn20 / n;
  if (n >= 2)
    {
      result->has_sdsd = TRUE;
      result->sdsd_ms = sqrt (MAX (0, squares - sum * sum / n) / (n - 1));
    }
}

void
bw_hrv_time (BwHrvTime  *result,
             const BwRr *nn,
             double      clock_ms)
{
  g_autofree double *values = g_new (double, MAX (nn->n, 1));
  guint n = 0;

  *result = (BwHrvTime){ 0 };
  for (guint i = 0; i < nn->n; i++)
    if (!nn->interpolated[i])
      values[n++] = nn->rr_ms[i];
  result->n = n;
  if (n == 0)
    return;

  result->has_mean = TRUE;
  result->mean_nn_ms = gsl_stats_mean (values, 1, n);
  result->mean_hr_bpm = 60000 / result->mean_nn_ms;
  for (guint i = 0; i < n; i++)
    result->mean_instant_hr_bpm += 60000 / values[i] / n;
  if (n >= 2)
    {
      result->has_sd = TRUE;
      result->sdnn_ms = gsl_stats_sd_m (values, 1, n, result->mean_nn_ms);
      result->cvnn_percent = 100 * result->sdnn_ms / result->mean_nn_ms;
    }
  gsl_sort (values, 1, n);
  result->min_nn_ms = values[0];
  result->max_nn_ms = values[n - 1];
  result->median_nn_ms = gsl_stats_median_from_sorted_data (values, 1, n);
  compute_histogram (result, values);
  compute_differences (result, nn, clock_ms);

  for (guint i = 0; i < n; i++)
    values[i] = fabs (values[i] - result->median_nn_ms);
  gsl_sort (values, 1, n);
  result->mad_nn_ms = gsl_stats_median_from_sorted_data (values, 1, n);
}
