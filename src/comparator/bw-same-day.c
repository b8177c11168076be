/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-same-day.h"

#include <math.h>
#include <string.h>

#define N BW_SAME_DAY_SAMPLES

/* A beat at half rate, its mean removed. Every second sample, with half of either neighbour, so
 * that what half the rate cannot hold is not folded into it. */
static void
halve (float       *half,
       const float *wave)
{
  const guint last = 2 * N - 2;
  double mean = 0;

  for (guint i = 0; i < N; i++)
    {
      const guint at = 2 * i;
      const float before = wave[at > 0 ? at - 1 : 0], after = wave[at < last ? at + 1 : last];

      half[i] = 0.25f * before + 0.5f * wave[at] + 0.25f * after;
      mean += (double) half[i];
    }
  mean /= N;
  for (guint i = 0; i < N; i++)
    half[i] -= (float) mean;
}

static const BwBeatRecording *
get_recording (const BwBeatSet *set,
               guint            r)
{
  return &g_array_index (set->recordings, BwBeatRecording, r);
}

/* Whether it has fasting beats. */
static gboolean
is_fasting (const BwBeatRecording *recording)
{
  return recording->label == BW_LABEL_FASTING && recording->n_beats > 0;
}

/* The end of the day that begins with recording @from. */
static guint
find_day_end (const BwBeatSet *set,
              guint            from)
{
  guint end = from;

  while (end < set->recordings->len
         && get_recording (set, end)->day == get_recording (set, from)->day)
    end++;
  return end;
}

/* Adds the beats [@from, @end) of the set. */
static void
add_beats (double      *sum,
           const float *halves,
           guint        from,
           guint        end)
{
  for (guint b = from; b < end; b++)
    for (guint i = 0; i < N; i++)
      sum[i] += (double) halves[(gsize) b * N + i];
}

/* The mean beat of the first fasting recordings of [@from, @end), a day; FALSE where there is none.
 * @is_reference: (nullable): is set for them
 * @halves: all beats of the set */
static gboolean
find_reference (double          *mean,
                guint8          *is_reference,
                const BwBeatSet *set,
                const float     *halves,
                guint            from,
                guint            end)
{
  guint n_recordings = 0, n_beats = 0;

  memset (mean, 0, N * sizeof *mean);
  for (guint r = from; r < end && n_recordings < BW_SAME_DAY_REFERENCES; r++)
    {
      const BwBeatRecording *recording = get_recording (set, r);

      if (!is_fasting (recording))
        continue;
      n_recordings++;
      n_beats += recording->n_beats;
      if (is_reference != NULL)
        is_reference[r] = TRUE;
      add_beats (mean, halves, recording->first, recording->first + recording->n_beats);
    }
  for (guint i = 0; i < N && n_beats > 0; i++)
    mean[i] /= n_beats;
  return n_beats > 0;
}

/* All beats at half rate. */
static float *
halve_all (const BwBeatSet *set)
{
  float *halves = g_new (float, (gsize) set->n_beats * N);

  for (guint b = 0; b < set->n_beats; b++)
    halve (halves + (gsize) b * N, set->waves + (gsize) b * BW_BEAT_SAMPLES);
  return halves;
}

/* What brings @reference (nullable), or without it the mean beat of the recordings [@from, @end), a day,
 * to the size wanted; 1 where there is nothing. */
static float
find_gain (const BwBeatSet *set,
           const float     *halves,
           const double    *reference,
           guint            from,
           guint            end)
{
  const guint first = get_recording (set, from)->first;
  const guint last = get_recording (set, end - 1)->first + get_recording (set, end - 1)->n_beats;
  double mean[N] = { 0 }, squares = 0;

  if (reference != NULL)
    memcpy (mean, reference, sizeof mean);
  else
    add_beats (mean, halves, first, last);
  for (guint i = 0; i < N; i++)
    squares += mean[i] * mean[i];
  squares /= N;
  if (reference == NULL && last > first)
    squares /= (double) (last - first) * (last - first);
  return squares > 0 ? (float) (BW_SAME_DAY_RMS_UV / sqrt (squares)) : 1;
}

BwSameDayInput *
bw_same_day_input_new (const BwBeatSet *set,
                       double           factor,
                       const float     *training_mean)
{
  BwSameDayInput *self;

  g_return_val_if_fail (set != NULL, NULL);

  self = g_new (BwSameDayInput, 1);
  self->inputs = halve_all (set);
  self->gains = g_new (float, set->recordings->len);
  self->is_reference = g_new0 (guint8, set->recordings->len);
  self->has_reference = g_new0 (guint8, set->recordings->len);
  for (guint from = 0, end; from < set->recordings->len; from = end)
    {
      double mean[N];
      float part[N], gain;
      gboolean has;

      end = find_day_end (set, from);
      has = find_reference (mean, self->is_reference, set, self->inputs, from, end);
      gain = find_gain (set, self->inputs, has ? mean : NULL, from, end);
      for (guint i = 0; i < N; i++)
        {
          float reference = has ? (float) mean[i] : training_mean != NULL ? training_mean[i] : 0;

          part[i] = (float) factor * reference;
        }
      for (guint r = from; r < end; r++)
        {
          const BwBeatRecording *recording = get_recording (set, r);
          float *input = self->inputs + (gsize) recording->first * N;

          self->has_reference[r] = has;
          self->gains[r] = gain;
          for (guint b = 0; b < recording->n_beats; b++, input += N)
            for (guint i = 0; i < N; i++)
              input[i] -= part[i];
        }
    }
  return self;
}

void
bw_same_day_input_free (BwSameDayInput *self)
{
  if (self == NULL)
    return;
  g_free (self->inputs);
  g_free (self->gains);
  g_free (self->is_reference);
  g_free (self->has_reference);
  g_free (self);
}

void
bw_same_day_input_scale (BwSameDayInput  *self,
                         const BwBeatSet *set)
{
  g_return_if_fail (self != NULL && set != NULL);

  for (guint b = 0; b < set->n_beats; b++)
    for (guint i = 0; i < N; i++)
      self->inputs[(gsize) b * N + i] *= self->gains[set->recording[b]];
}

void
bw_same_day_training_mean (float           *mean,
                           const BwBeatSet *set,
                           const GArray    *days)
{
  g_autofree float *halves = NULL;
  double sum[N] = { 0 };
  guint n_days = 0;

  g_return_if_fail (mean != NULL && set != NULL);

  halves = halve_all (set);
  for (guint from = 0, end; from < set->recordings->len; from = end)
    {
      double reference[N];

      end = find_day_end (set, from);
      if (!bw_beat_days_contain (days, get_recording (set, from)->day)
          || !find_reference (reference, NULL, set, halves, from, end))
        continue;
      n_days++;
      for (guint i = 0; i < N; i++)
        sum[i] += reference[i];
    }
  for (guint i = 0; i < N; i++)
    mean[i] = n_days > 0 ? (float) (sum[i] / n_days) : 0;
}

gboolean
bw_same_day_get_hr (const BwBeatSet *set,
                    guint32          day,
                    double          *hr_bpm)
{
  double sum = 0;
  guint n = 0;

  g_return_val_if_fail (set != NULL && hr_bpm != NULL, FALSE);

  for (guint r = 0; r < set->recordings->len && n < BW_SAME_DAY_REFERENCES; r++)
    {
      const BwBeatRecording *recording = get_recording (set, r);

      if (recording->day != day || !is_fasting (recording))
        continue;
      sum += recording->hr_bpm;
      n++;
    }
  *hr_bpm = n > 0 ? sum / n : 0;
  return n > 0;
}

gboolean
bw_same_day_get_hr_range (const BwBeatSet *set,
                          const GArray    *days,
                          double          *low_bpm,
                          double          *high_bpm)
{
  gboolean has = FALSE;

  g_return_val_if_fail (set != NULL && low_bpm != NULL && high_bpm != NULL, FALSE);

  *low_bpm = *high_bpm = 0;
  for (guint r = 0; r < set->recordings->len; r++)
    {
      const BwBeatRecording *recording = get_recording (set, r);

      if (!is_fasting (recording) || !bw_beat_days_contain (days, recording->day))
        continue;
      *low_bpm = has ? MIN (*low_bpm, recording->hr_bpm) : recording->hr_bpm;
      *high_bpm = has ? MAX (*high_bpm, recording->hr_bpm) : recording->hr_bpm;
      has = TRUE;
    }
  return has;
}
