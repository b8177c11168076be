/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-rpeaks.h"

#include "signal/bw-artefacts.h"
#include "signal/bw-filter.h"
#include "signal/bw-rpeaks-private.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

/* The method's constants. */
#define HIGHPASS_ORDER 5
#define HIGHPASS_HZ 0.5
#define MAINS_HZ 50
#define MIN_MAINS_RATE_HZ 100 /* below, two samples are averaged */
#define SMOOTH_SECONDS 0.1
#define AVERAGE_SECONDS 0.75
#define STEEPNESS_RATIO 1.5
#define MIN_LENGTH_RATIO 0.4
#define DELAY_SECONDS 0.3

/* How much deeper than what rises before it a complex must be to point downwards. */
#define INVERTED_RATIO 5

#define FLAT_SECONDS 0.3

/* A QRS complex: from the sample before the first steep one to the last. */
typedef struct
{
  guint start, end;
} Segment;

guint
bw_rpeaks_get_width (double seconds,
                     double rate_hz)
{
  const double width = rint (seconds * rate_hz);

  return width >= 1 ? (guint) MIN (width, G_MAXINT32) : 1;
}

double
bw_rpeaks_get_median_rr (const guint32 *peaks,
                         guint          n)
{
  g_autofree double *rr = g_new (double, n);

  for (guint i = 1; i < n; i++)
    rr[i - 1] = peaks[i] - peaks[i - 1];
  return n > 1 ? gsl_stats_median (rr, 1, n - 1) : 0;
}

/* A running mean of the last @taps values. */
typedef struct
{
  double *recent;
  guint taps, next;
  double sum;
} Mean;

/* As though @x had always been there. */
static void
mean_settle (Mean   *self,
             double  x)
{
  for (guint i = 0; i < self->taps; i++)
    self->recent[i] = x;
  self->next = 0;
  self->sum = self->taps * x;
}

static inline double
mean_push (Mean   *self,
           double  x)
{
  self->sum += x - self->recent[self->next];
  self->recent[self->next] = x;
  self->next = self->next + 1 < self->taps ? self->next + 1 : 0;
  return self->sum / self->taps;
}

/* The running mean, forward and backward. At the ends the signal is continued by its reflection in
 * the last sample. */
static void
remove_mains (double *x,
              guint   n,
              guint   taps)
{
  const guint padding = MIN (3 * taps, n - 1);
  g_autofree double *block = g_new (double, taps + 2 * (gsize) padding);
  double *before = block + taps, *after = before + padding;
  Mean mean = { .recent = block, .taps = taps };

  for (guint i = 0; i < padding; i++)
    {
      before[i] = 2 * x[0] - x[padding - i];
      after[i] = 2 * x[n - 1] - x[n - 2 - i];
    }

  mean_settle (&mean, padding > 0 ? before[0] : x[0]);
  for (guint i = 0; i < padding; i++)
    mean_push (&mean, before[i]);
  for (guint i = 0; i < n; i++)
    x[i] = mean_push (&mean, x[i]);
  for (guint i = 0; i < padding; i++)
    after[i] = mean_push (&mean, after[i]);

  mean_settle (&mean, padding > 0 ? after[padding - 1] : x[n - 1]);
  for (guint i = padding; i-- > 0;)
    mean_push (&mean, after[i]);
  for (guint i = n; i-- > 0;)
    x[i] = mean_push (&mean, x[i]);
}

void
bw_rpeaks_clean (double       *clean,
                 const double *samples,
                 guint         n,
                 double        rate_hz)
{
  BwFilter highpass;

  bw_filter_init_highpass (&highpass, HIGHPASS_ORDER, HIGHPASS_HZ, rate_hz);
  bw_filter_apply (clean, samples, n, &highpass);
  remove_mains (clean, n, rate_hz >= MIN_MAINS_RATE_HZ ? (guint) (rate_hz / MAINS_HZ) : 2);
}

void
bw_rpeaks_get_steepness (double       *steepness,
                         const double *clean,
                         guint         n)
{
  steepness[0] = fabs (clean[1] - clean[0]);
  for (guint i = 1; i + 1 < n; i++)
    steepness[i] = fabs ((clean[i + 1] - clean[i - 1]) / 2);
  steepness[n - 1] = fabs (clean[n - 1] - clean[n - 2]);
}

void
bw_rpeaks_average (double       *mean,
                   const double *x,
                   guint         n,
                   guint         width)
{
  const guint before = width / 2, after = width - before - 1;
  double sum = before * x[0];

  for (guint i = 0; i < after; i++)
    sum += x[MIN (i, n - 1)];
  for (guint i = 0; i < n; i++)
    {
      sum += i + after < n ? x[i + after] : x[n - 1];
      mean[i] = sum / width;
      sum -= i >= before ? x[i - before] : x[0];
    }
}

guint
bw_rpeaks_find_prominent (const double *x,
                          guint         n,
                          gboolean      downwards,
                          BwReach      *scratch)
{
  const double sign = downwards ? -1 : 1;
  BwReach *left = scratch, *right = scratch + n;
  guint best = n;
  double most = 0;

  /* What lies before a higher sample was walked over once, by that one. */
  for (guint i = 0; i < n; i++)
    {
      left[i] = (BwReach) { sign * x[i], 1 };
      while (left[i].step <= i && sign * x[i - left[i].step] <= sign * x[i])
        {
          const BwReach *over = &left[i - left[i].step];

          left[i].low = MIN (left[i].low, over->low);
          left[i].step += over->step;
        }
    }
  for (guint i = n; i-- > 0;)
    {
      right[i] = (BwReach) { sign * x[i], 1 };
      while (right[i].step < n - i && sign * x[i + right[i].step] <= sign * x[i])
        {
          const BwReach *over = &right[i + right[i].step];

          right[i].low = MIN (right[i].low, over->low);
          right[i].step += over->step;
        }
    }

  for (guint i = 1; i + 1 < n; i++)
    {
      guint end = i + 1;
      double prominence;

      if (!(sign * x[i - 1] < sign * x[i]))
        continue;
      while (end < n && x[end] == x[i])
        end++;
      if (end == n || !(sign * x[end] < sign * x[i]))
        continue;
      prominence = sign * x[i] - MAX (left[i].low, right[i].low);
      if (prominence > most)
        {
          most = prominence;
          best = (i + end - 1) / 2;
        }
    }
  return best;
}

/* Where the signal is steeper than around, as many as there are; @segments has room for half of
 * @n. */
static guint
find_segments (Segment      *segments,
               const double *steepness,
               const double *around,
               guint         n)
{
  guint n_segments = 0;
  gboolean open = FALSE;

  for (guint i = 1; i < n; i++)
    {
      const gboolean was = steepness[i - 1] > STEEPNESS_RATIO * around[i - 1];
      const gboolean is = steepness[i] > STEEPNESS_RATIO * around[i];

      if (!was && is)
        {
          segments[n_segments].start = i - 1;
          open = TRUE;
        }
      else if (was && !is && open)
        {
          segments[n_segments++].end = i - 1;
          open = FALSE;
        }
    }
  return n_segments;
}

/* Leaves out segments that are short against the others. */
static guint
drop_short_segments (Segment *segments,
                     guint    n)
{
  double sum = 0;
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    sum += segments[i].end - segments[i].start;
  for (guint i = 0; i < n; i++)
    if (segments[i].end - segments[i].start >= MIN_LENGTH_RATIO * (sum / n))
      segments[kept++] = segments[i];
  return kept;
}

/* Whether most complexes go downwards first and furthest: what rises before the lowest point is
 * small against its depth. (A small R before a deep S is an R.) */
static gboolean
points_downwards (const double  *clean,
                  const Segment *segments,
                  guint          n)
{
  guint n_down = 0;

  for (guint i = 0; i < n; i++)
    {
      const double level = (clean[segments[i].start] + clean[segments[i].end]) / 2;
      double high = level, low = level, before = level;

      for (guint j = segments[i].start; j < segments[i].end; j++)
        {
          high = MAX (high, clean[j]);
          if (clean[j] < low)
            {
              low = clean[j];
              before = high;
            }
        }
      n_down += level - low > INVERTED_RATIO * (before - level) && level - low > high - level;
    }
  return 2 * n_down > n;
}

/* Whether sample @at lies in a stretch of at least @width equal ones. */
static gboolean
is_flat (const double *samples,
         guint         n,
         guint         at,
         guint         width)
{
  guint start = at, end = at + 1;

  while (start > 0 && end - start < width && samples[start - 1] == samples[at])
    start--;
  while (end < n && end - start < width && samples[end] == samples[at])
    end++;
  return end - start >= width;
}

static void
find_peaks (BwRPeaks     *self,
            const double *samples,
            guint         n,
            double        rate_hz)
{
  g_autofree double *block = g_new (double, 3 * (gsize) n);
  double *clean = block, *steepness = block + n, *average = block + 2 * (gsize) n;
  g_autofree Segment *segments = g_new (Segment, n / 2 + 1);
  g_autofree BwReach *scratch = NULL;
  const guint delay = bw_rpeaks_get_width (DELAY_SECONDS, rate_hz);
  const guint flat = bw_rpeaks_get_width (FLAT_SECONDS, rate_hz);
  guint n_segments, longest = 0, last = 0;

  bw_rpeaks_clean (clean, samples, n, rate_hz);
  bw_rpeaks_get_steepness (average, clean, n);
  bw_rpeaks_average (steepness, average, n, bw_rpeaks_get_width (SMOOTH_SECONDS, rate_hz));
  bw_rpeaks_average (average, steepness, n, bw_rpeaks_get_width (AVERAGE_SECONDS, rate_hz));
  n_segments = find_segments (segments, steepness, average, n);
  n_segments = drop_short_segments (segments, n_segments);
  self->inverted = points_downwards (clean, segments, n_segments);

  for (guint i = 0; i < n_segments; i++)
    longest = MAX (longest, segments[i].end - segments[i].start);
  scratch = g_new (BwReach, 2 * (gsize) longest + 1);
  self->detected = g_new (guint32, n_segments + 1);
  for (guint i = 0; i < n_segments; i++)
    {
      const guint start = segments[i].start, length = segments[i].end - start;
      const guint peak = start + bw_rpeaks_find_prominent (clean + start, length, self->inverted,
                                                           scratch);

      if (peak == segments[i].end || peak - last <= delay || is_flat (samples, n, peak, flat))
        continue;
      last = peak;
      self->detected[self->n_detected++] = self->settling + peak;
    }
}

static void
correct_peaks (BwRPeaks *self)
{
  static const BwArtefactOptions options = { .peaks = TRUE };
  g_autofree double *time = g_new (double, self->n_detected + 1);
  g_autoptr (BwArtefacts) artefacts = NULL;

  for (guint i = 0; i < self->n_detected; i++)
    time[i] = self->detected[i];
  artefacts = bw_artefacts_new (time, NULL, self->n_detected, &options);
  self->peaks = g_new (guint32, artefacts->n_beats + 1);
  for (guint i = 0; i < artefacts->n_beats; i++)
    {
      const guint32 peak = (guint32) artefacts->beats[i].time;

      if (self->n == 0 || peak > self->peaks[self->n - 1])
        self->peaks[self->n++] = peak;
    }
}

static gboolean
is_constant (const double *samples,
             guint         n)
{
  for (guint i = 1; i < n; i++)
    if (samples[i] != samples[0])
      return FALSE;
  return TRUE;
}

guint
bw_rpeaks_get_settling (guint  n,
                        double rate_hz)
{
  const double settling = floor (BW_RPEAKS_SETTLING_SECONDS * rate_hz);

  if (!(n - settling >= BW_RPEAKS_MIN_SETTLED_SECONDS * rate_hz))
    return 0;
  return (guint) settling;
}

BwRPeaks *
bw_rpeaks_new (const double *samples_uv,
               guint         n,
               double        rate_hz)
{
  BwRPeaks *self = g_new0 (BwRPeaks, 1);
  guint rest;

  g_return_val_if_fail (n == 0 || samples_uv != NULL, self);

  if (!(rate_hz >= BW_RPEAKS_MIN_RATE_HZ && n >= BW_RPEAKS_MIN_SECONDS * rate_hz))
    return self;

  self->settling = bw_rpeaks_get_settling (n, rate_hz);
  rest = n - self->settling;
  if (is_constant (samples_uv + self->settling, rest))
    return self;

  find_peaks (self, samples_uv + self->settling, rest, rate_hz);
  correct_peaks (self);
  return self;
}

void
bw_rpeaks_free (BwRPeaks *self)
{
  if (self == NULL)
    return;
  g_free (self->peaks);
  g_free (self->detected);
  g_free (self);
}
