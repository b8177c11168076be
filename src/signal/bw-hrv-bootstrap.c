/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "signal/bw-hrv-bootstrap-private.h"

#include <math.h>

#define REPLICATES 1000
#define MIN_INTERVALS 20
#define MIN_DIFFERENCES 10
#define BLOCKS_AT_LEAST 6
#define LONGER 2

/* All metrics that are resampled are made of these sums over intervals, so that a block's are the
 * difference of two running sums, however long it is. */
typedef struct
{
  double x, xx;             /* deviation from the mean of all, ms */
  double rate;              /* bpm */
  double nd, d, dd;         /* differences from the interval before */
  double nn50, nn20;
} Sums;

static const struct
{
  BwMetric metric;
  gboolean is_log;
} resampled[] = {
  { BW_METRIC_MEAN_NN, FALSE },    { BW_METRIC_MEAN_HR, FALSE },
  { BW_METRIC_BEATS_PER_MINUTE, FALSE },
  { BW_METRIC_SDNN, TRUE },        { BW_METRIC_RMSSD, TRUE },
  { BW_METRIC_LN_RMSSD, FALSE },   { BW_METRIC_RMSSD_UNBIASED, TRUE },
  { BW_METRIC_SDSD, TRUE },        { BW_METRIC_PNN50, FALSE },
  { BW_METRIC_PNN20, FALSE },      { BW_METRIC_CVNN, TRUE },
  { BW_METRIC_CVSD, TRUE },        { BW_METRIC_SD1, TRUE },
  { BW_METRIC_SD2, TRUE },         { BW_METRIC_SD1_SD2, TRUE },
  { BW_METRIC_ELLIPSE, TRUE },
};

/* Slow changes are most of what chance moves it by: nothing can be told where they were taken off. */
static gboolean
is_of_level (BwMetric metric)
{
  return metric == BW_METRIC_MEAN_NN || metric == BW_METRIC_MEAN_HR
         || metric == BW_METRIC_BEATS_PER_MINUTE;
}

static void
add_sums (Sums       *to,
          const Sums *from,
          double      sign)
{
  to->x += sign * from->x;
  to->xx += sign * from->xx;
  to->rate += sign * from->rate;
  to->nd += sign * from->nd;
  to->d += sign * from->d;
  to->dd += sign * from->dd;
  to->nn50 += sign * from->nn50;
  to->nn20 += sign * from->nn20;
}

/* The values of the metrics of n intervals, as bw_hrv_time() and bw_hrv_poincare() have them. */
static void
get_values (double     *values, /* [G_N_ELEMENTS (resampled)]; NAN where there is none */
            const Sums *sums,
            guint       n,
            double      mean_of_all,
            double      clock_part)
{
  const double mean = mean_of_all + sums->x / n;
  const double variance = MAX (0, sums->xx - sums->x * sums->x / n) / (n - 1);
  const double sdnn = sqrt (variance), squared = sums->nd > 0 ? sums->dd / sums->nd : (double) NAN;
  const double rmssd = sqrt (squared);
  const double sdsd = sums->nd > 1 ? sqrt (MAX (0, sums->dd - sums->d * sums->d / sums->nd)
                                           / (sums->nd - 1))
                                   : (double) NAN;
  const double sd1 = sdsd / G_SQRT2, sd2 = sqrt (MAX (0, 2 * variance - sdsd * sdsd / 2));

  for (guint m = 0; m < G_N_ELEMENTS (resampled); m++)
    switch ((int) resampled[m].metric)
      {
      case BW_METRIC_MEAN_NN:
        values[m] = mean;
        break;
      case BW_METRIC_MEAN_HR:
        values[m] = sums->rate / n;
        break;
      case BW_METRIC_BEATS_PER_MINUTE:
        values[m] = 60000 / mean;
        break;
      case BW_METRIC_SDNN:
        values[m] = sdnn;
        break;
      case BW_METRIC_RMSSD:
        values[m] = rmssd;
        break;
      case BW_METRIC_LN_RMSSD:
        values[m] = log (rmssd);
        break;
      case BW_METRIC_RMSSD_UNBIASED:
        values[m] = sqrt (MAX (0, squared - clock_part));
        break;
      case BW_METRIC_SDSD:
        values[m] = sdsd;
        break;
      case BW_METRIC_PNN50:
        values[m] = 100 * sums->nn50 / sums->nd;
        break;
      case BW_METRIC_PNN20:
        values[m] = 100 * sums->nn20 / sums->nd;
        break;
      case BW_METRIC_CVNN:
        values[m] = 100 * sdnn / mean;
        break;
      case BW_METRIC_CVSD:
        values[m] = 100 * rmssd / mean;
        break;
      case BW_METRIC_SD1:
        values[m] = sd1;
        break;
      case BW_METRIC_SD2:
        values[m] = sd2;
        break;
      case BW_METRIC_SD1_SD2:
        values[m] = sd1 / sd2;
        break;
      default:
        values[m] = G_PI * sd1 * sd2;
        break;
      }
}

/* Four sums at once, in an order that no compiler changes. */
static double
get_autocovariance (const double *u,
                    guint         n,
                    guint         lag)
{
  double sums[4] = { 0 };
  guint i = 0;

  for (; i + lag + 4 <= n; i += 4)
    for (guint k = 0; k < 4; k++)
      sums[k] += u[i + k] * u[i + k + lag];
  for (; i + lag < n; i++)
    sums[0] += u[i] * u[i + lag];
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) / n;
}

/* Politis and White's mean block of the stationary bootstrap for the mean of u. Takes the mean off. */
static double
get_block (double *u,
           guint   n)
{
  const guint in_a_row = MAX (5, (guint) sqrt (log10 (n)));
  const guint most = MIN ((guint) ceil (sqrt (n)) + in_a_row, n / 2);
  const double limit = 2 * sqrt (log10 (n) / n);
  const double longest = ceil (MIN (3 * sqrt (n), n / 3.0));
  g_autofree double *r = g_new (double, most + 1);
  double mean = 0, g = 0, density;
  guint quiet = 0, last = 0, m = 0, width;

  for (guint i = 0; i < n; i++)
    mean += u[i] / n;
  for (guint i = 0; i < n; i++)
    u[i] -= mean;
  for (guint k = 0; k <= most; k++)
    {
      r[k] = get_autocovariance (u, n, k);
      if (k == 0 && !(r[0] > 0))
        return 1;
      if (k == 0 || m > 0)
        continue;
      if (fabs (r[k]) < limit * r[0])
        quiet++;
      else
        {
          quiet = 0;
          last = k;
        }
      if (quiet == in_a_row)
        m = MAX (last, 1);
    }
  if (m == 0)
    m = MAX (last, 1);

  width = MIN (2 * m, most);
  density = r[0];
  for (guint k = 1; k <= width; k++)
    {
      const double flat_top = MIN (1, 2 * (1 - (double) k / width));

      density += 2 * flat_top * r[k];
      g += 2 * flat_top * k * r[k];
    }
  return CLAMP (cbrt (g * g / (density * density) * n), 1, longest);
}

/* What is resampled: one row an interval that was measured. */
typedef struct
{
  guint n;
  Sums *running;      /* (array length=n + 1): sums of all before */
  double mean_ms;
  double block;
} Series;

static void
series_clear (Series *self)
{
  g_free (self->running);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Series, series_clear)

static gboolean
series_init (Series       *self,
             const BwRr   *nn,
             GCancellable *cancellable)
{
  g_autofree Sums *rows = g_new0 (Sums, MAX (nn->n, 1));
  g_autofree double *u = g_new (double, MAX (nn->n, 1));
  double squared;

  for (guint i = 0; i < nn->n; i++)
    if (!nn->interpolated[i])
      {
        self->mean_ms += (nn->rr_ms[i] - self->mean_ms) / (self->n + 1);
        self->n++;
      }
  self->n = 0;
  for (guint i = 0; i < nn->n; i++)
    {
      Sums *row = &rows[self->n];

      if (nn->interpolated[i])
        continue;
      row->x = nn->rr_ms[i] - self->mean_ms;
      row->xx = row->x * row->x;
      row->rate = 60000 / nn->rr_ms[i];
      if (i > 0 && bw_rr_contiguous (nn, i - 1) && !nn->interpolated[i - 1])
        {
          row->nd = 1;
          row->d = nn->rr_ms[i] - nn->rr_ms[i - 1];
          row->dd = row->d * row->d;
          row->nn50 = fabs (row->d) > 50;
          row->nn20 = fabs (row->d) > 20;
        }
      self->n++;
    }
  self->running = g_new0 (Sums, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    {
      self->running[i + 1] = self->running[i];
      add_sums (&self->running[i + 1], &rows[i], 1);
    }
  if (self->n < MIN_INTERVALS || self->running[self->n].nd < MIN_DIFFERENCES)
    return TRUE;

  squared = self->running[self->n].dd / self->running[self->n].nd;
  for (guint which = 0; which < 3; which++)
    {
      for (guint i = 0; i < self->n; i++)
        u[i] = which == 0   ? rows[i].x
               : which == 1 ? rows[i].xx
               : rows[i].nd > 0 ? rows[i].dd
                                : squared;
      self->block = MAX (self->block, get_block (u, self->n));
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
    }
  self->block = CLAMP (LONGER * self->block, 1, (double) self->n / BLOCKS_AT_LEAST);
  return TRUE;
}

/* Sums over blocks that begin anywhere, go around the end, and are geometrically long. */
static void
draw (Sums         *sums,
      const Series *series,
      GRand        *rand)
{
  const guint n = series->n;
  const double per_length = series->block > 1 ? 1 / log1p (-1 / series->block) : 0;

  *sums = (Sums){ 0 };
  for (guint done = 0; done < n;)
    {
      const guint first = (guint) g_rand_int_range (rand, 0, (gint32) n);
      const double length = 1 + floor (log (1 - g_rand_double (rand)) * per_length);
      const guint left = n - done;
      const guint m = length < left ? (guint) length : left;
      const guint end = first + m;

      add_sums (sums, &series->running[MIN (end, n)], 1);
      add_sums (sums, &series->running[first], -1);
      if (end > n)
        add_sums (sums, &series->running[end - n], 1);
      done += m;
    }
}

gboolean
bw_hrv_bootstrap (BwHrvErrors  *errors,
                  const BwHrv  *hrv,
                  guint64       seed,
                  GCancellable *cancellable)
{
  enum { N = G_N_ELEMENTS (resampled) };
  const BwHrvTime *time = &hrv->time;
  const double clock_part = time->rmssd_ms * time->rmssd_ms
                            - time->rmssd_unbiased_ms * time->rmssd_unbiased_ms;
  g_auto (Series) series = { 0 };
  g_autoptr (GRand) rand = bw_random_new (seed, "bootstrap");
  double mean[N] = { 0 }, squares[N] = { 0 };
  guint count[N] = { 0 };

  *errors = (BwHrvErrors){ 0 };
  if (!series_init (&series, hrv->nn, cancellable))
    return FALSE;
  if (series.block <= 0)
    return TRUE;

  for (guint b = 0; b < REPLICATES; b++)
    {
      Sums sums;
      double values[N];

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      draw (&sums, &series, rand);
      get_values (values, &sums, series.n, series.mean_ms, clock_part);
      for (guint m = 0; m < N; m++)
        {
          const double value = resampled[m].is_log ? log (values[m]) : values[m];

          if (!isfinite (value))
            continue;
          count[m]++;
          squares[m] += (value - mean[m]) * (value - mean[m]) * (count[m] - 1) / count[m];
          mean[m] += (value - mean[m]) / count[m];
        }
    }
  for (guint m = 0; m < N; m++)
    if (count[m] == REPLICATES && squares[m] > 0
        && !(hrv->detrended && is_of_level (resampled[m].metric)))
      {
        const BwMetric metric = resampled[m].metric;

        errors->has[metric] = TRUE;
        errors->is_log[metric] = (guint8) resampled[m].is_log;
        errors->error[metric] = sqrt (squares[m] / (REPLICATES - 1));
      }
  errors->freedom = MAX (3, series.n / (1.5 * series.block) - 1);
  return TRUE;
}
