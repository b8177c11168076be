/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "comparator/bw-fit-private.h"

#include <string.h>

/* Logistic regression on the published waves but for their RR interval. Its strength C is the one that
 * is right for most beats of training days it has not seen: validation days are left alone. */

static const double strengths[] = { 1e-4, 1e-3, 1e-2, 1e-1, 1 };

#define N_FOLDS 4

typedef struct
{
  float *x;           /* n, BW_PUBLISHED_INPUTS */
  guint8 *y;          /* n: 1 after glucose */
  guint n, n_glucose;
} Samples;

static void
samples_init (Samples         *self,
              const BwBeatSet *set,
              const GArray    *days)
{
  g_autoptr (GArray) beats = bw_fit_list_beats (set, days, BW_LABEL_NONE);

  self->n = beats->len;
  self->n_glucose = 0;
  self->x = g_new (float, (gsize) self->n * BW_PUBLISHED_INPUTS);
  self->y = g_new (guint8, self->n);
  for (guint i = 0; i < self->n; i++)
    {
      guint beat = g_array_index (beats, guint, i);

      memcpy (self->x + (gsize) i * BW_PUBLISHED_INPUTS, set->waves + (gsize) beat * BW_BEAT_SAMPLES,
              BW_PUBLISHED_INPUTS * sizeof (float));
      self->y[i] = g_array_index (set->recordings, BwBeatRecording, set->recording[beat]).label
                   == BW_LABEL_GLUCOSE;
      self->n_glucose += self->y[i];
    }
}

static void
samples_clear (Samples *self)
{
  g_free (self->x);
  g_free (self->y);
}

static guint
count_right (const BwLogistic *logistic,
             const Samples    *samples)
{
  guint right = 0;

  for (guint i = 0; i < samples->n; i++)
    right += (bw_logistic_get_logit (logistic, samples->x + (gsize) i * BW_PUBLISHED_INPUTS) >= 0)
             == samples->y[i];
  return right;
}

/* Adds to @right, one a strength, the beats of the held-out days that are right. */
static gboolean
try_fold (BwFit *self,
          guint *right,
          guint  n_folds,
          guint  fold)
{
  g_autoptr (GArray) others = bw_fit_fold_days (self->training_days, n_folds, fold, FALSE);
  g_autoptr (GArray) held_out = bw_fit_fold_days (self->training_days, n_folds, fold, TRUE);
  Samples train, test;
  gboolean go_on = TRUE;

  samples_init (&train, self->set, others);
  samples_init (&test, self->set, held_out);
  for (guint i = 0; i < G_N_ELEMENTS (strengths) && go_on; i++)
    {
      g_autoptr (BwLogistic) logistic = NULL;

      go_on = bw_fit_go_on (self);
      if (!go_on || train.n_glucose == 0 || train.n_glucose == train.n || test.n == 0)
        break;
      logistic = bw_logistic_fit (train.x, train.y, NULL, train.n, BW_PUBLISHED_INPUTS, strengths[i],
                                  self->cancellable);
      if (logistic == NULL)
        go_on = FALSE;
      else
        right[i] += count_right (logistic, &test);
      bw_fit_update (self, (double) (fold * G_N_ELEMENTS (strengths) + i + 1)
                               / ((double) n_folds * G_N_ELEMENTS (strengths) + 1));
    }
  samples_clear (&train);
  samples_clear (&test);
  return go_on;
}

gboolean
bw_fit_published_logistic (BwFit   *self,
                           GError **error)
{
  const guint n_folds = MIN (N_FOLDS, self->training_days->len);
  guint right[G_N_ELEMENTS (strengths)] = { 0 };
  guint best = 0;
  Samples samples;

  for (guint fold = 0; fold < n_folds; fold++)
    if (!try_fold (self, right, n_folds, fold))
      return bw_set_cancelled (error);
  for (guint i = 1; i < G_N_ELEMENTS (strengths); i++)
    if (right[i] > right[best])
      best = i;

  samples_init (&samples, self->set, self->training_days);
  self->model->logistic = bw_logistic_fit (samples.x, samples.y, NULL, samples.n,
                                           BW_PUBLISHED_INPUTS, strengths[best], self->cancellable);
  samples_clear (&samples);
  return self->model->logistic != NULL || bw_set_cancelled (error);
}
