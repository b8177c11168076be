/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-ecg-beat.h"

#include "signal/bw-ecg-delineate.h"
#include "signal/bw-ecg-template.h"
#include "signal/bw-rpeaks-private.h"

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

/* The window, in seconds and against the median RR interval. */
#define BEFORE_SECONDS 0.35
#define BEFORE_RR 0.45
#define AFTER_SECONDS 0.6
#define AFTER_RR 0.8

#define MIN_BEATS 3
#define MIN_CORRELATION 0.8
#define LOW 0.1
#define HIGH 0.9

/* The level before QRS, by which a beat is held: R − 70 … 50 ms. */
#define LEVEL_FROM 0.07
#define LEVEL_TO 0.05

/* The level that is 0 in the end: until 4 ms before the onset of QRS, for 16 ms. */
#define ZERO_BEFORE 0.004
#define ZERO_LENGTH 0.016

/* How far the peak of the averaged beat may lie from where R peaks were found, in a signal smoothed
 * by its mains filter. */
#define R_AROUND 0.02

#define ST_AFTER_QRS 0.06

/* A longer one before a beat has a beat missing in it. */
#define MAX_RR_RATIO 1.5

/* What is plausible, in ms. */
#define MIN_PR 80
#define MAX_PR 320
#define MIN_QRS 40
#define MAX_QRS 200
#define MIN_QT 200
#define MAX_QT 600

static double
get_mean (const double *x,
          guint         from,
          guint         to)
{
  double sum = 0;

  for (guint i = from; i < to; i++)
    sum += x[i];
  return sum / (to - from);
}

/* @x without the line from level to level before the beats. */
static void
remove_baseline (double         *flat,
                 const double   *x,
                 guint           n,
                 double          rate_hz,
                 const BwRPeaks *peaks)
{
  const guint from = bw_rpeaks_get_width (LEVEL_FROM, rate_hz);
  const guint to = MIN (bw_rpeaks_get_width (LEVEL_TO, rate_hz), from - 1);
  const guint middle = (from + to) / 2;
  guint before = 0, i = 0;
  double level = 0, slope = 0;

  for (guint b = 0; b < peaks->n_detected; b++)
    {
      const guint peak = peaks->detected[b];
      double here;

      if (peak < from)
        continue;
      here = get_mean (x, peak - from, peak - to);
      if (i == 0)
        level = here; /* as far as the beginning */
      else
        slope = (here - level) / (peak - middle - before);
      for (; i < peak - middle; i++)
        flat[i] = x[i] - (level + slope * ((double) i - before));
      before = peak - middle;
      level = here;
    }
  for (; i < n; i++)
    flat[i] = x[i] - level;
}

/* The detected beats that can be averaged. Returns: (transfer full) (array length=n_taken) */
static guint32 *
choose_beats (const BwEcgAnalysis *analysis,
              const double        *flat,
              guint                before,
              guint                width,
              guint               *n_taken)
{
  const BwRPeaks *peaks = analysis->peaks;
  g_autofree guint32 *readable = g_new (guint32, peaks->n_detected);
  g_autoptr (BwEcgTemplate) beats = NULL;
  guint32 *taken = g_new (guint32, peaks->n_detected);
  guint n = 0;

  for (guint i = 0; i < peaks->n_detected; i++)
    {
      const guint32 at = peaks->detected[i];

      if (at >= before && bw_ecg_analysis_get_clean_share (analysis, at - before,
                                                           at - before + width) == 1)
        readable[n++] = at;
    }
  beats = bw_ecg_template_new (flat, analysis->n_samples, readable, n, before, width);
  *n_taken = 0;
  for (guint i = 0; i < beats->n_beats; i++)
    if (beats->correlations[i] >= MIN_CORRELATION)
      taken[(*n_taken)++] = beats->peaks[i];
  return taken;
}

static void
average (BwEcgBeat     *self,
         const double  *flat,
         const guint32 *peaks)
{
  g_autofree double *column = g_new (double, self->n_beats);

  for (guint i = 0; i < self->n; i++)
    {
      for (guint b = 0; b < self->n_beats; b++)
        column[b] = flat[peaks[b] - self->r + i];
      self->mean_uv[i] = get_mean (column, 0, self->n_beats);
      gsl_sort (column, 1, self->n_beats);
      self->low_uv[i] = gsl_stats_quantile_from_sorted_data (column, 1, self->n_beats, LOW);
      self->high_uv[i] = gsl_stats_quantile_from_sorted_data (column, 1, self->n_beats, HIGH);
    }
}

/* Moves @r from where the beats were laid over one another to the extreme of their mean. */
static void
find_r (BwEcgBeat *self)
{
  const guint around = bw_rpeaks_get_width (R_AROUND, self->rate_hz);
  const guint from = self->r > around ? self->r - around : 0;
  const guint to = MIN (self->r + around, self->n - 1);
  const double sign = self->inverted ? -1 : 1;
  guint best = self->r;

  for (guint i = from; i <= to; i++)
    if (sign * self->mean_uv[i] > sign * self->mean_uv[best])
      best = i;
  self->r = best;
}

static double
get_mean_rr (const BwRPeaks *peaks,
             const guint32  *taken,
             guint           n_taken,
             double          median)
{
  guint64 sum = 0;
  guint n = 0;

  for (guint i = 1, t = 0; i < peaks->n_detected && t < n_taken; i++)
    {
      const guint32 rr = peaks->detected[i] - peaks->detected[i - 1];

      while (t < n_taken && taken[t] < peaks->detected[i])
        t++;
      if (t < n_taken && taken[t] == peaks->detected[i] && rr <= MAX_RR_RATIO * median)
        {
          sum += rr;
          n++;
        }
    }
  return n > 0 ? (double) sum / n : 0;
}

/* Makes the level before QRS the zero. */
static void
set_zero (BwEcgBeat *self)
{
  const gint32 onset = self->marks[BW_ECG_MARK_QRS_ONSET];
  const gint32 to = onset - (gint32) rint (ZERO_BEFORE * self->rate_hz);
  const gint32 from = MAX (0, to - (gint32) bw_rpeaks_get_width (ZERO_LENGTH, self->rate_hz));
  double zero;

  if (onset < 0 || from >= to)
    return;
  zero = get_mean (self->mean_uv, (guint) from, (guint) to);
  for (guint i = 0; i < self->n; i++)
    {
      self->mean_uv[i] -= zero;
      self->low_uv[i] -= zero;
      self->high_uv[i] -= zero;
    }
}

/* The time between two marks, if both are there and it is plausible. */
static gboolean
get_interval (const BwEcgBeat *self,
              BwEcgMark        from,
              BwEcgMark        to,
              double           least_ms,
              double           most_ms,
              double          *ms)
{
  double length;

  if (self->marks[from] < 0 || self->marks[to] < 0)
    return FALSE;
  length = (self->marks[to] - self->marks[from]) * 1000.0 / self->rate_hz;
  if (!(length >= least_ms && length <= most_ms))
    return FALSE;
  *ms = length;
  return TRUE;
}

static void
measure (BwEcgBeat *self)
{
  const gint32 st = self->marks[BW_ECG_MARK_QRS_END]
                    + (gint32) rint (ST_AFTER_QRS * self->rate_hz);
  const gint32 t = self->marks[BW_ECG_MARK_T_PEAK];

  self->r_uv = self->mean_uv[self->r];
  self->has_qrs = get_interval (self, BW_ECG_MARK_QRS_ONSET, BW_ECG_MARK_QRS_END, MIN_QRS, MAX_QRS,
                                &self->qrs_ms);
  if (!self->has_qrs)
    return;
  self->has_pr = get_interval (self, BW_ECG_MARK_P_ONSET, BW_ECG_MARK_QRS_ONSET, MIN_PR, MAX_PR,
                               &self->pr_ms);
  self->has_qt = get_interval (self, BW_ECG_MARK_QRS_ONSET, BW_ECG_MARK_T_END, MIN_QT, MAX_QT,
                               &self->qt_ms);
  if (self->has_qt && self->rr_ms > 0)
    self->qtc_ms = self->qt_ms / cbrt (self->rr_ms / 1000);
  self->has_t = t >= 0;
  if (self->has_t)
    self->t_uv = self->mean_uv[t];
  self->has_st = st < (gint32) self->n && (t < 0 || st < t);
  if (self->has_st)
    self->st_uv = self->mean_uv[st];
}

BwEcgBeat *
bw_ecg_beat_new (const double        *samples_uv,
                 guint                n,
                 const BwEcgAnalysis *analysis)
{
  g_autoptr (BwEcgBeat) self = NULL;
  g_autofree double *flat = NULL;
  g_autofree guint32 *taken = NULL;
  const BwRPeaks *peaks;
  double median;
  guint after;

  g_return_val_if_fail (analysis != NULL && analysis->n_samples == n, NULL);

  peaks = analysis->peaks;
  if (peaks->n_detected < MIN_BEATS)
    return NULL;

  self = g_new0 (BwEcgBeat, 1);
  self->rate_hz = analysis->rate_hz;
  self->inverted = peaks->inverted;
  median = bw_rpeaks_get_median_rr (peaks->detected, peaks->n_detected);
  self->r = bw_rpeaks_get_width (MIN (BEFORE_SECONDS, BEFORE_RR * median / self->rate_hz),
                                 self->rate_hz);
  after = bw_rpeaks_get_width (MIN (AFTER_SECONDS, AFTER_RR * median / self->rate_hz),
                               self->rate_hz);
  self->n = self->r + after + 1;

  flat = g_new (double, n);
  remove_baseline (flat, samples_uv, n, self->rate_hz, peaks);
  taken = choose_beats (analysis, flat, self->r, self->n, &self->n_beats);
  if (self->n_beats < MIN_BEATS)
    return NULL;

  self->n_left_out = peaks->n_detected - self->n_beats;
  self->mean_uv = g_new (double, self->n);
  self->low_uv = g_new (double, self->n);
  self->high_uv = g_new (double, self->n);
  average (self, flat, taken);
  find_r (self);
  self->rr_ms = get_mean_rr (peaks, taken, self->n_beats, median) * 1000 / self->rate_hz;
  bw_ecg_delineate (self->marks, self->mean_uv, self->n, self->r, self->rate_hz,
                    self->rr_ms / 1000);
  set_zero (self);
  measure (self);
  return g_steal_pointer (&self);
}

void
bw_ecg_beat_free (BwEcgBeat *self)
{
  if (self == NULL)
    return;
  g_free (self->mean_uv);
  g_free (self->low_uv);
  g_free (self->high_uv);
  g_free (self);
}
