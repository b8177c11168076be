/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "comparator/bw-plain-rivals.h"
#include "nn/bw-linear.h"
#include "nn/bw-logistic.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SAMPLES (BW_BEAT_SAMPLES - 1)  /* without the RR interval */
#define C 1.0

/* Beats that are held against all training beats at a time. */
#define ROWS 64

static const char *const names[] = {
  [BW_PLAIN_MAJORITY] = BW_SCORE_MAJORITY,
  [BW_PLAIN_HEART_RATE] = BW_SCORE_HEART_RATE,
  [BW_PLAIN_LOGISTIC] = BW_SCORE_LOGISTIC,
  [BW_PLAIN_NEAREST] = BW_SCORE_NEAREST,
};

const char *
bw_plain_rival_get_name (BwPlainRival rival)
{
  g_return_val_if_fail (rival < G_N_ELEMENTS (names), NULL);

  return names[rival];
}

/* The training beats, one after the other. */
typedef struct
{
  guint n;
  guint n_recordings, n_glucose_recordings;
  guint *beats;    /* n: index in the set */
  guint8 *labels;  /* n: 1 after glucose */
} Training;

static void
training_clear (Training *self)
{
  g_free (self->beats);
  g_free (self->labels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Training, training_clear)

static gboolean
training_init (Training         *self,
               const BwBeatSet  *set,
               const GArray     *days,
               GError          **error)
{
  *self = (Training) {
    .beats = g_new (guint, set->n_beats + 1),
    .labels = g_new (guint8, set->n_beats + 1),
  };
  for (guint i = 0; i < set->recordings->len; i++)
    {
      const BwBeatRecording *recording = &g_array_index (set->recordings, BwBeatRecording, i);
      gboolean glucose = recording->label == BW_LABEL_GLUCOSE;

      if (recording->label == BW_LABEL_NONE || recording->n_beats == 0
          || !bw_beat_days_contain (days, recording->day))
        continue;
      self->n_recordings++;
      self->n_glucose_recordings += glucose;
      for (guint b = 0; b < recording->n_beats; b++)
        {
          self->beats[self->n] = recording->first + b;
          self->labels[self->n++] = (guint8) glucose;
        }
    }
  if (self->n_glucose_recordings > 0 && self->n_glucose_recordings < self->n_recordings)
    return TRUE;
  g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                       _("The training days need recordings with both labels, and beats in them."));
  return FALSE;
}

static const float *
get_beat (const BwBeatSet *set,
          guint            beat)
{
  return set->waves + (gsize) beat * BW_BEAT_SAMPLES;
}

/* One guess of @chances: one a beat of the recording. */
static void
vote (BwGuess      *guess,
      const double *chances,
      guint         n)
{
  double sum = 0;

  *guess = (BwGuess) { 0 };
  for (guint b = 0; b < n; b++)
    {
      sum += chances[b];
      guess->votes += chances[b] >= 0.5;
    }
  guess->probability = sum / n;
  guess->leaning = guess->probability >= 0.5 ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING;
}

/* Logistic regression on @n_inputs numbers of each beat from @offset on. */

typedef struct
{
  guint offset, n_inputs;
  BwLogistic *fit;
  float *mean, *scale;
} Regression;

static void
regression_clear (Regression *self)
{
  bw_logistic_free (self->fit);
  g_free (self->mean);
  g_free (self->scale);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Regression, regression_clear)

static void
scale (const Regression *self,
       float            *x,  /* n_inputs */
       const float      *beat)
{
  for (guint k = 0; k < self->n_inputs; k++)
    x[k] = (beat[self->offset + k] - self->mean[k]) * self->scale[k];
}

static gboolean
regression_fit (Regression       *self,
                const BwBeatSet  *set,
                const Training   *training,
                GCancellable     *cancellable,
                GError          **error)
{
  g_autofree float *x = g_new (float, (gsize) training->n * self->n_inputs);
  g_autofree double *sum = g_new0 (double, self->n_inputs);
  g_autofree double *squares = g_new0 (double, self->n_inputs);

  self->mean = g_new (float, self->n_inputs);
  self->scale = g_new (float, self->n_inputs);
  for (guint i = 0; i < training->n; i++)
    {
      const float *numbers = get_beat (set, training->beats[i]) + self->offset;

      for (guint k = 0; k < self->n_inputs; k++)
        sum[k] += (double) numbers[k];
    }
  for (guint i = 0; i < training->n; i++)
    {
      const float *numbers = get_beat (set, training->beats[i]) + self->offset;

      for (guint k = 0; k < self->n_inputs; k++)
        {
          double d = (double) numbers[k] - sum[k] / training->n;

          squares[k] += d * d;
        }
    }
  for (guint k = 0; k < self->n_inputs; k++)
    {
      self->mean[k] = (float) (sum[k] / training->n);
      /* What never changes says nothing. */
      self->scale[k] = squares[k] > 0 ? (float) sqrt (training->n / squares[k]) : 0;
    }
  for (guint i = 0; i < training->n; i++)
    scale (self, x + (gsize) i * self->n_inputs, get_beat (set, training->beats[i]));
  self->fit = bw_logistic_fit (x, training->labels, NULL, training->n, self->n_inputs, C,
                               cancellable);
  if (self->fit == NULL)
    return bw_set_cancelled (error);
  return TRUE;
}

static gboolean
judge_logistic (BwGuess          *guesses,
                const BwBeatSet  *set,
                const Training   *training,
                const GArray     *days,
                guint             offset,
                guint             n_inputs,
                GCancellable     *cancellable,
                GError          **error)
{
  g_auto (Regression) regression = { .offset = offset, .n_inputs = n_inputs };
  g_autofree double *chances = g_new (double, set->n_beats + 1);
  g_autofree float *x = g_new (float, n_inputs);

  if (!regression_fit (&regression, set, training, cancellable, error))
    return FALSE;
  for (guint i = 0; i < set->recordings->len; i++)
    {
      const BwBeatRecording *recording = &g_array_index (set->recordings, BwBeatRecording, i);

      if (recording->n_beats == 0 || !bw_beat_days_contain (days, recording->day))
        continue;
      for (guint b = 0; b < recording->n_beats; b++)
        {
          scale (&regression, x, get_beat (set, recording->first + b));
          chances[b] = bw_logistic_probability (bw_logistic_get_logit (regression.fit, x));
        }
      vote (&guesses[i], chances, recording->n_beats);
    }
  return TRUE;
}

/* The nearest beat. |q − t|² is smallest where q·t − |t|²/2 is largest: that is a linear layer whose
 * weights are the training beats. The RR interval gets the weight 0. */
static gboolean
judge_nearest (BwGuess          *guesses,
               const BwBeatSet  *set,
               const Training   *training,
               const GArray     *days,
               GCancellable     *cancellable,
               GError          **error)
{
  const BwLinear layer = {
    .n_inputs = BW_BEAT_SAMPLES,
    .n_outputs = training->n,
    .bias = (gsize) training->n * BW_BEAT_SAMPLES,
  };
  g_autofree float *values = g_new (float, layer.bias + training->n);
  g_autofree float *likeness = g_new (float, (gsize) ROWS * training->n);
  g_autofree double *chances = g_new (double, set->n_beats + 1);

  for (guint i = 0; i < training->n; i++)
    {
      float *beat = values + (gsize) i * BW_BEAT_SAMPLES;
      double squares = 0;

      memcpy (beat, get_beat (set, training->beats[i]), SAMPLES * sizeof (float));
      beat[SAMPLES] = 0;
      for (guint k = 0; k < SAMPLES; k++)
        squares += (double) beat[k] * (double) beat[k];
      values[layer.bias + i] = (float) (-squares / 2);
    }
  for (guint i = 0; i < set->recordings->len; i++)
    {
      const BwBeatRecording *recording = &g_array_index (set->recordings, BwBeatRecording, i);

      if (recording->n_beats == 0 || !bw_beat_days_contain (days, recording->day))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint first = 0; first < recording->n_beats; first += ROWS)
        {
          guint rows = MIN (ROWS, recording->n_beats - first);

          bw_linear_forward (likeness, get_beat (set, recording->first + first), values, &layer,
                             rows);
          for (guint r = 0; r < rows; r++)
            {
              const float *row = likeness + (gsize) r * training->n;
              guint best = 0;

              for (guint t = 1; t < training->n; t++)
                if (row[t] > row[best])
                  best = t;
              chances[first + r] = training->labels[best];
            }
        }
      vote (&guesses[i], chances, recording->n_beats);
    }
  return TRUE;
}

static void
judge_majority (BwGuess         *guesses,
                const BwBeatSet *set,
                const Training  *training,
                const GArray    *days)
{
  double share = (double) training->n_glucose_recordings / training->n_recordings;

  for (guint i = 0; i < set->recordings->len; i++)
    {
      const BwBeatRecording *recording = &g_array_index (set->recordings, BwBeatRecording, i);

      if (bw_beat_days_contain (days, recording->day))
        guesses[i] = (BwGuess) {
          .leaning = share > 0.5 ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING,
          .probability = share,
          .votes = share > 0.5 ? recording->n_beats : 0,
        };
    }
}

gboolean
bw_plain_rival_judge (BwPlainRival      rival,
                      BwGuess          *guesses,
                      const BwBeatSet  *set,
                      const GArray     *training_days,
                      const GArray     *days,
                      GCancellable     *cancellable,
                      GError          **error)
{
  g_auto (Training) training = { 0 };

  g_return_val_if_fail (guesses != NULL && set != NULL, FALSE);
  g_return_val_if_fail (training_days != NULL && days != NULL, FALSE);

  if (!training_init (&training, set, training_days, error))
    return FALSE;
  switch (rival)
    {
    case BW_PLAIN_MAJORITY:
      judge_majority (guesses, set, &training, days);
      return TRUE;
    case BW_PLAIN_HEART_RATE:
      return judge_logistic (guesses, set, &training, days, SAMPLES, 1, cancellable, error);
    case BW_PLAIN_LOGISTIC:
      return judge_logistic (guesses, set, &training, days, 0, SAMPLES, cancellable, error);
    case BW_PLAIN_NEAREST:
      return judge_nearest (guesses, set, &training, days, cancellable, error);
    case BW_N_PLAIN_RIVALS:
    default:
      g_return_val_if_reached (FALSE);
    }
}
