/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-ecg-delineate.h"

#include "signal/bw-rpeaks-private.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

/* Smoothing, in seconds: of QRS, P, T. */
#define QRS_SMOOTH 0.010
#define P_SMOOTH 0.020
#define T_SMOOTH 0.030

/* QRS: how far from R it may reach, the share of its steepest slope that is still QRS, and for how
 * long the slope may be less (at the turning points within it). */
#define QRS_BEFORE 0.10
#define QRS_AFTER 0.16
#define QRS_SLOPE 0.07
#define QRS_REST 0.012

/* Waves must rise above their surroundings by this share of the range of QRS. */
#define P_SHARE 0.015
#define T_SHARE 0.03

/* A P wave goes the way of R, unless the other way something stands out this much more. */
#define P_FAVOUR 2.0

/* Where they are looked for, from R, and against the RR interval. */
#define P_BEFORE_QRS 0.01
#define T_AFTER_QRS 0.06
#define T_PEAK_MAX 0.5
#define T_PEAK_MAX_RR 0.62

/* How far beyond its peak a limit of a wave may lie; nearer, where the next wave comes first. */
#define P_REACH 0.12
#define T_REACH 0.25
#define P_OF_NEXT 0.02
#define USUAL_P_ONSET 0.2

/* The scratch of one beat. */
typedef struct
{
  guint n, r;
  double rate_hz;
  double *smooth;
  BwReach *reach;
} Beat;

static guint
to_samples (const Beat *self,
            double      seconds)
{
  return bw_rpeaks_get_width (seconds, self->rate_hz);
}

/* An odd number of samples are averaged, which shifts nothing. */
static void
smooth (Beat         *self,
        const double *beat,
        double        seconds)
{
  bw_rpeaks_average (self->smooth, beat, self->n, to_samples (self, seconds) | 1);
}

static double
get_slope (const Beat *self,
           guint       i)
{
  return i > 0 && i + 1 < self->n ? (self->smooth[i + 1] - self->smooth[i - 1]) / 2 : 0;
}

/* From R in one direction to the last steep sample before a rest; −1 where there is no rest up to
 * @reach. */
static gint32
find_qrs_limit (const Beat *self,
                gint        direction,
                guint       reach,
                double      steep)
{
  const guint rest = to_samples (self, QRS_REST);
  gint64 last = self->r;

  for (guint step = 0; step <= reach; step++)
    {
      const gint64 i = (gint64) self->r + direction * (gint64) step;

      if (i < 1 || i + 1 >= self->n)
        break;
      if (fabs (get_slope (self, (guint) i)) >= steep)
        last = i;
      else if (ABS (i - last) >= rest)
        return (gint32) last;
    }
  return -1;
}

static void
find_qrs (Beat         *self,
          gint32        marks[BW_ECG_N_MARKS],
          const double *beat)
{
  const guint before = to_samples (self, QRS_BEFORE), after = to_samples (self, QRS_AFTER);
  double steepest = 0;

  smooth (self, beat, QRS_SMOOTH);
  for (guint i = self->r > before ? self->r - before : 0; i <= MIN (self->r + before, self->n - 1);
       i++)
    steepest = MAX (steepest, fabs (get_slope (self, i)));
  if (!(steepest > 0))
    return;
  marks[BW_ECG_MARK_QRS_ONSET] = find_qrs_limit (self, -1, before, QRS_SLOPE * steepest);
  marks[BW_ECG_MARK_QRS_END] = find_qrs_limit (self, 1, after, QRS_SLOPE * steepest);
}

/* The wave between two samples that stands out most, if it does by @least; −1 otherwise. One that
 * goes downwards counts @down as much as one that goes upwards. */
static gint32
find_wave (Beat   *self,
           guint   from,
           guint   to,
           double  least,
           double  down)
{
  double most = 0;
  gint32 found = -1;

  if (to <= from + 2)
    return -1;
  for (guint downwards = 0; downwards < 2; downwards++)
    {
      const double sign = downwards ? -1 : 1;
      const double *x = self->smooth + from;
      const guint peak = bw_rpeaks_find_prominent (x, to - from, downwards, self->reach);
      double left = HUGE_VAL, right = HUGE_VAL, prominence;

      if (peak == to - from)
        continue;
      for (guint i = 0; i <= peak; i++)
        left = MIN (left, sign * x[i]);
      for (guint i = peak; i < to - from; i++)
        right = MIN (right, sign * x[i]);
      prominence = sign * x[peak] - MAX (left, right);
      if (prominence >= least && prominence * (downwards ? down : 1) > most)
        {
          most = prominence * (downwards ? down : 1);
          found = (gint32) (from + peak);
        }
    }
  return found;
}

/* From the peak of a wave outwards to where it ends, no further than @limit: the steepest flank,
 * then the largest trapezium between it, the curve and the far end. */
static gint32
find_wave_limit (const Beat *self,
                 guint       peak,
                 guint       limit)
{
  const gint direction = limit < peak ? -1 : 1;
  const gint reach = ABS ((gint) limit - (gint) peak);
  const double *x = self->smooth + peak;
  double steepest = 0, largest = 0, sign;
  gint flank = 0, end = 0;

  if (reach < 4)
    return -1;
  sign = x[0] > x[direction * reach] ? 1 : -1;
  for (gint step = 1; step < reach; step++)
    {
      const double fall = -sign * direction
                          * get_slope (self, (guint) ((gint) peak + direction * step));

      if (fall > steepest)
        {
          steepest = fall;
          flank = step;
        }
    }
  if (flank == 0)
    return -1;
  for (gint step = flank; step < reach; step++)
    {
      const double fall = sign * (x[direction * flank] - x[direction * step]);
      const double area = fall * (2.0 * reach - step - flank);

      if (area > largest)
        {
          largest = area;
          end = step;
        }
    }
  return end > flank ? (gint32) peak + direction * end : -1;
}

void
bw_ecg_delineate (gint32        marks[BW_ECG_N_MARKS],
                  const double *beat,
                  guint         n,
                  guint         r,
                  double        rate_hz,
                  double        rr_s)
{
  Beat self = { .n = n, .r = r, .rate_hz = rate_hz };
  g_autofree double *smoothed = g_new (double, n + 1);
  g_autofree BwReach *reach = g_new (BwReach, 2 * (gsize) n + 1);
  guint onset, end, last, limit;
  double low, high, range;

  for (guint i = 0; i < BW_ECG_N_MARKS; i++)
    marks[i] = -1;
  if (r >= n)
    return;
  marks[BW_ECG_MARK_R_PEAK] = (gint32) r;
  self.smooth = smoothed;
  self.reach = reach;

  find_qrs (&self, marks, beat);
  if (marks[BW_ECG_MARK_QRS_ONSET] < 0 || marks[BW_ECG_MARK_QRS_END] < 0)
    return;
  onset = (guint) marks[BW_ECG_MARK_QRS_ONSET];
  end = (guint) marks[BW_ECG_MARK_QRS_END];
  gsl_stats_minmax (&low, &high, beat + onset, 1, end - onset + 1);
  range = high - low;

  smooth (&self, beat, P_SMOOTH);
  limit = to_samples (&self, P_BEFORE_QRS);
  marks[BW_ECG_MARK_P_PEAK] = find_wave (&self, 0, onset > limit ? onset - limit : 0,
                                         P_SHARE * range,
                                         beat[r] >= beat[onset] ? 1 / P_FAVOUR : P_FAVOUR);
  if (marks[BW_ECG_MARK_P_PEAK] >= 0)
    {
      const guint peak = (guint) marks[BW_ECG_MARK_P_PEAK];

      limit = to_samples (&self, P_REACH);
      marks[BW_ECG_MARK_P_ONSET] = find_wave_limit (&self, peak, peak > limit ? peak - limit : 0);
    }

  smooth (&self, beat, T_SMOOTH);
  last = r + to_samples (&self, rr_s > 0 ? MIN (T_PEAK_MAX, T_PEAK_MAX_RR * rr_s) : T_PEAK_MAX);
  marks[BW_ECG_MARK_T_PEAK] = find_wave (&self, end + to_samples (&self, T_AFTER_QRS),
                                         MIN (last, n), T_SHARE * range, 1);
  if (marks[BW_ECG_MARK_T_PEAK] >= 0)
    {
      const guint peak = (guint) marks[BW_ECG_MARK_T_PEAK];
      const double p_onset = marks[BW_ECG_MARK_P_ONSET] >= 0
                               ? (r - marks[BW_ECG_MARK_P_ONSET]) / rate_hz : USUAL_P_ONSET;

      limit = MIN (peak + to_samples (&self, T_REACH), n - 1);
      if (rr_s > 0)
        limit = MIN (limit, r + to_samples (&self, MAX (0, rr_s - p_onset - P_OF_NEXT)));
      if (limit > peak)
        marks[BW_ECG_MARK_T_END] = find_wave_limit (&self, peak, limit);
    }
}
