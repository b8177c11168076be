/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-hrv-time.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>

/* Of a segment. */
#define MIN_COVERED 0.5

#define RANGE_BEATS 5

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

void
bw_hrv_histogram_clear (BwHrvHistogram *self)
{
  g_clear_pointer (&self->counts, g_free);
  self->n_bins = 0;
}

void
bw_hrv_histogram (BwHrvHistogram *result,
                  const BwRr     *nn,
                  double          bin_ms)
{
  double lowest = HUGE_VAL, highest = -HUGE_VAL;

  *result = (BwHrvHistogram){ .bin_ms = bin_ms };
  for (guint i = 0; i < nn->n; i++)
    if (!nn->interpolated[i])
      {
        lowest = MIN (lowest, nn->rr_ms[i]);
        highest = MAX (highest, nn->rr_ms[i]);
      }
  if (lowest > highest)
    return;

  lowest = floor (lowest / bin_ms + 0.5);
  result->first_ms = lowest * bin_ms;
  result->n_bins = (guint) (floor (highest / bin_ms + 0.5) - lowest) + 1;
  result->counts = g_new0 (guint, result->n_bins);
  for (guint i = 0; i < nn->n; i++)
    if (!nn->interpolated[i])
      result->counts[(guint) (floor (nn->rr_ms[i] / bin_ms + 0.5) - lowest)]++;
}

static void
compute_triangle (BwHrvTime  *result,
                  const BwRr *nn)
{
  g_auto (BwHrvHistogram) histogram = { 0 };
  guint mode = 0, before, after;

  bw_hrv_histogram (&histogram, nn, BW_HRV_BIN_MS);
  if (histogram.n_bins < 2)
    return;
  for (guint b = 1; b < histogram.n_bins; b++)
    if (histogram.counts[b] > histogram.counts[mode])
      mode = b;
  result->tinn_height = histogram.counts[mode];
  before = find_foot (histogram.counts + mode, -1, mode + 1, result->tinn_height);
  after = find_foot (histogram.counts + mode, 1, histogram.n_bins - mode, result->tinn_height);

  result->has_histogram = TRUE;
  result->triangular_index = (double) result->n / result->tinn_height;
  result->tinn_ms = BW_HRV_BIN_MS * (before + after);
  result->tinn_peak_ms = histogram.first_ms + BW_HRV_BIN_MS * mode;
  result->tinn_low_ms = result->tinn_peak_ms - BW_HRV_BIN_MS * before;
  result->tinn_high_ms = result->tinn_peak_ms + BW_HRV_BIN_MS * after;
}

/* The slowest and fastest rate of a few successive beats. */
static void
compute_range (BwHrvTime  *result,
               const BwRr *nn)
{
  double sum = 0, longest = 0, shortest = HUGE_VAL;
  guint run = 0;

  for (guint i = 0; i < nn->n; i++)
    {
      if (nn->interpolated[i] || i == 0 || !bw_rr_contiguous (nn, i - 1))
        sum = run = 0;
      if (nn->interpolated[i])
        continue;
      sum += nn->rr_ms[i];
      if (++run > RANGE_BEATS)
        sum -= nn->rr_ms[i - RANGE_BEATS];
      if (run < RANGE_BEATS)
        continue;
      longest = MAX (longest, sum);
      shortest = MIN (shortest, sum);
    }
  if (longest <= 0)
    return;
  result->has_range = TRUE;
  result->min_hr_bpm = 60000 * RANGE_BEATS / longest;
  result->max_hr_bpm = 60000 * RANGE_BEATS / shortest;
}

/* Means and deviations of the successive segments that lie whole within the recording. */
static void
compute_segments (BwHrvTime  *result,
                  const BwRr *nn)
{
  const double length = 1000 * BW_HRV_SEGMENT_S;
  const double begin = nn->end_ms[0] - nn->rr_ms[0], end = nn->end_ms[nn->n - 1];
  double mean = 0, squares = 0, deviations = 0; /* of the segments so far; Welford */
  guint i = 0;

  for (guint s = 1; begin + s * length <= end; s++)
    {
      double covered = 0, segment_mean = 0, segment_squares = 0;
      guint n = 0;

      for (; i < nn->n && nn->end_ms[i] <= begin + s * length; i++)
        {
          double step = nn->rr_ms[i] - segment_mean;

          if (nn->interpolated[i])
            continue;
          n++;
          covered += nn->rr_ms[i];
          segment_mean += step / n;
          segment_squares += step * (nn->rr_ms[i] - segment_mean);
        }
      if (n < 2 || covered < MIN_COVERED * length)
        continue;
      result->n_segments++;
      deviations += sqrt (segment_squares / (n - 1));
      squares += (segment_mean - mean) * (segment_mean - mean) * (result->n_segments - 1)
                 / result->n_segments;
      mean += (segment_mean - mean) / result->n_segments;
    }
  if (result->n_segments < 2)
    return;
  result->has_segments = TRUE;
  result->sdann_ms = sqrt (squares / (result->n_segments - 1));
  result->sdnn_index_ms = deviations / result->n_segments;
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

/* The median distance of sorted values from their median: the distances to both sides ascend, so
 * that they need not be sorted. */
static double
get_mad (const double *sorted,
         guint         n,
         double        median)
{
  guint below = n / 2, above = n / 2; /* next ones: below − 1, above */
  double distance = 0, before = 0;

  for (guint i = 0; i <= n / 2; i++)
    {
      before = distance;
      if (above == n || (below > 0 && median - sorted[below - 1] <= sorted[above] - median))
        distance = median - sorted[--below];
      else
        distance = sorted[above++] - median;
    }
  return n % 2 == 1 ? distance : (before + distance) / 2;
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
  compute_triangle (result, nn);
  compute_differences (result, nn, clock_ms);
  compute_range (result, nn);
  compute_segments (result, nn);

  result->mad_nn_ms = get_mad (values, n, result->median_nn_ms);
}
