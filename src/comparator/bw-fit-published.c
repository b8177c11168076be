/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-random.h"
#include "comparator/bw-apply-private.h"
#include "comparator/bw-beat-trainer.h"
#include "comparator/bw-fit-private.h"
#include "comparator/bw-votes.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Training as Jiazxu/ecg_glucose_comparator does it, without its errors: no beat is left out of an
 * epoch, but for one without a partner where they are odd, and validation runs with the statistics and
 * references that the model will be used with. */

#define BATCH 128                      /* beats; half as many pairs */
#define LEARNING_RATE 4e-3
#define COSINE_EPOCHS 200              /* whatever the epochs are */
#define LEARNING_RATE_CLASSIFIER 1e-4  /* constant */

/* What an epoch is done with. */
typedef struct
{
  BwFit *fit;
  BwBeatNet *net;
  BwBeatTrainer *trainer;
  GArray *beats;               /* (element-type guint): of the training days */
  guint *order;                /* of them */
  GRand *rand;
  float *x, *z, *labels, *logits; /* of a batch */

  GArray *validation;          /* (element-type guint): beats */
  float *validation_waves;
} Work;

static gboolean
is_glucose (const BwBeatSet *set,
            guint            beat)
{
  return g_array_index (set->recordings, BwBeatRecording, set->recording[beat]).label
         == BW_LABEL_GLUCOSE;
}

gboolean
bw_fit_published_references (BwComparatorModel  *model,
                             const BwBeatSet    *set,
                             const GArray       *days,
                             guint64             seed,
                             GError            **error)
{
  g_autoptr (GArray) fasting = bw_fit_list_beats (set, days, BW_LABEL_FASTING);
  g_autoptr (GArray) glucose = bw_fit_list_beats (set, days, BW_LABEL_GLUCOSE);
  g_autofree guint *some_fasting = NULL, *some_glucose = NULL;
  GRand *rand;

  if (fasting->len == 0 || glucose->len == 0)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                           _("There are no labelled recordings of both kinds, fasting and after "
                             "glucose, to take reference beats from."));
      return FALSE;
    }
  rand = bw_random_new (seed, "comparator-references");
  some_fasting = bw_fit_draw_beats (fasting, BW_VOTES_REFERENCES, rand);
  some_glucose = bw_fit_draw_beats (glucose, BW_VOTES_REFERENCES, rand);
  g_rand_free (rand);
  bw_comparator_model_set_references (
      model, bw_apply_gather (set->waves, BW_BEAT_SAMPLES, some_fasting, BW_VOTES_REFERENCES),
      BW_VOTES_REFERENCES,
      bw_apply_gather (set->waves, BW_BEAT_SAMPLES, some_glucose, BW_VOTES_REFERENCES),
      BW_VOTES_REFERENCES);
  return TRUE;
}

/* Binary cross-entropy of a logit, without overflow. */
static double
cross_entropy (double   logit,
               gboolean label)
{
  return MAX (logit, 0) - (label ? logit : 0) + log1p (exp (-fabs (logit)));
}

/* The validation beats, each against all references; the loss is that of all these pairs. */
static void
validate_pairs (Work         *self,
                BwTrainPoint *point)
{
  const BwComparatorModel *model = self->fit->model;
  const guint n = self->validation->len, k = BW_VOTES_REFERENCES;
  g_autoptr (BwBeatFeatures) queries
      = bw_beat_net_encode (self->net, self->validation_waves, n, self->fit->pool);
  g_autofree float *references = g_new (float, 2 * k * BW_BEAT_SAMPLES);
  g_autofree float *logits = g_new (float, (gsize) n * 2 * k);
  g_autoptr (BwBeatFeatures) encoded = NULL;
  double loss = 0;
  guint right = 0;

  memcpy (references, model->fasting, k * BW_BEAT_SAMPLES * sizeof (float));
  memcpy (references + k * BW_BEAT_SAMPLES, model->glucose, k * BW_BEAT_SAMPLES * sizeof (float));
  encoded = bw_beat_net_encode (self->net, references, 2 * k, self->fit->pool);
  bw_beat_net_compare (self->net, logits, queries, encoded, self->fit->pool, NULL);
  for (guint i = 0; i < n; i++)
    {
      gboolean glucose = is_glucose (self->fit->set, g_array_index (self->validation, guint, i));
      const float *row = logits + (gsize) i * 2 * k;
      BwVotes votes = { 0 };

      bw_votes_add (&votes, row, k);
      right += bw_votes_say_glucose (&votes) == glucose;
      for (guint j = 0; j < 2 * k; j++)
        loss += cross_entropy ((double) row[j], (j >= k) != glucose);
    }
  point->validation_accuracy = (double) right / n;
  point->validation_loss = loss / (2.0 * k * n);
}

static void
validate_beats (Work         *self,
                BwTrainPoint *point)
{
  const guint n = self->validation->len;
  g_autofree float *logits = g_new (float, n);
  double loss = 0;
  guint right = 0;

  bw_beat_net_classify (self->net, logits, self->validation_waves, n, self->fit->pool);
  for (guint i = 0; i < n; i++)
    {
      gboolean glucose = is_glucose (self->fit->set, g_array_index (self->validation, guint, i));

      right += (logits[i] >= 0) == glucose;
      loss += cross_entropy ((double) logits[i], glucose);
    }
  point->validation_accuracy = (double) right / n;
  point->validation_loss = loss / n;
}

/* A batch of the beats @order: @n beats, or @n pairs. Of pairs the first half of the beats are the
 * references, whose running statistics move first, as published. */
static void
gather (Work        *self,
        const guint *order,
        guint        n,
        gboolean     pairs)
{
  const BwBeatSet *set = self->fit->set;

  for (guint i = 0; i < n; i++)
    {
      guint x = g_array_index (self->beats, guint, order[pairs ? n + i : i]);

      memcpy (self->x + (gsize) i * BW_BEAT_SAMPLES, set->waves + (gsize) x * BW_BEAT_SAMPLES,
              BW_BEAT_SAMPLES * sizeof (float));
      self->labels[i] = is_glucose (set, x);
      if (pairs)
        {
          guint z = g_array_index (self->beats, guint, order[i]);

          memcpy (self->z + (gsize) i * BW_BEAT_SAMPLES, set->waves + (gsize) z * BW_BEAT_SAMPLES,
                  BW_BEAT_SAMPLES * sizeof (float));
          self->labels[i] = is_glucose (set, x) != is_glucose (set, z);
        }
    }
}

/* Returns: FALSE where it was cancelled */
static gboolean
run_epoch (Work         *self,
           BwTrainPoint *point,
           gboolean      pairs)
{
  const double rate = pairs ? LEARNING_RATE / 2
                                  * (1 + cos (G_PI * (point->epoch - 1) / COSINE_EPOCHS))
                            : LEARNING_RATE_CLASSIFIER;
  double loss = 0;
  guint right = 0, total = 0;

  bw_random_permutation (self->rand, self->order, self->beats->len);
  for (guint i = 0; i < self->beats->len; i += BATCH)
    {
      guint n = MIN (BATCH, self->beats->len - i) / (pairs ? 2 : 1);

      if (!bw_fit_go_on (self->fit))
        return FALSE;
      if (n == 0)
        break;
      gather (self, self->order + i, n, pairs);
      loss += n * bw_beat_trainer_step (self->trainer, self->x, pairs ? self->z : NULL, self->labels,
                                        n, rate, self->logits);
      for (guint j = 0; j < n; j++)
        right += (self->logits[j] > 0) == (self->labels[j] > 0);
      total += n;
    }
  point->train_loss = loss / total;
  point->train_accuracy = (double) right / total;
  if (self->validation->len > 0)
    {
      point->has_validation = TRUE;
      if (pairs)
        validate_pairs (self, point);
      else
        validate_beats (self, point);
    }
  return TRUE;
}

/* Better on validation: more beats right, or as many at a lower loss. Without validation days the
 * later epoch is. */
static gboolean
is_better (const BwTrainPoint *point,
           const BwTrainPoint *best)
{
  if (!point->has_validation || best->epoch == 0)
    return TRUE;
  if (point->validation_accuracy > best->validation_accuracy)
    return TRUE;
  return !(point->validation_accuracy < best->validation_accuracy)
         && point->validation_loss < best->validation_loss;
}

static gboolean
fit_net (BwFit   *fit,
         GError **error)
{
  const gboolean pairs = fit->model->info->rule == BW_RULE_COMPARATOR;
  g_autoptr (BwBeatNet) net = bw_beat_net_new (pairs ? BW_BEAT_NET_COMPARATOR
                                                     : BW_BEAT_NET_CLASSIFIER,
                                               BW_BEAT_SAMPLES);
  gint64 began_us = bw_fit_clock (fit);
  Work work = { .fit = fit, .net = net };
  BwTrainPoint best = { 0 };
  BwBeatNet *kept = NULL;
  gboolean go_on = TRUE;

  work.beats = bw_fit_list_beats (fit->set, fit->training_days, BW_LABEL_NONE);
  work.order = g_new (guint, work.beats->len);
  work.validation = bw_fit_list_beats (fit->set, fit->validation_days, BW_LABEL_NONE);
  work.validation_waves
      = bw_apply_gather (fit->set->waves, BW_BEAT_SAMPLES,
                         (const guint *) (const void *) work.validation->data,
                         work.validation->len);
  work.x = g_new (float, BATCH * BW_BEAT_SAMPLES);
  work.z = g_new (float, BATCH * BW_BEAT_SAMPLES);
  work.labels = g_new (float, BATCH);
  work.logits = g_new (float, BATCH);
  work.rand = bw_random_new (fit->options->seed, "comparator-published");
  bw_beat_net_reset (net, work.rand);
  work.trainer = bw_beat_trainer_new (net, pairs ? BATCH / 2 : BATCH, fit->pool);

  for (guint epoch = 1; epoch <= fit->epochs && go_on; epoch++)
    {
      BwTrainPoint point = { .epoch = epoch };

      go_on = run_epoch (&work, &point, pairs);
      if (!go_on)
        break;
      bw_fit_add_point (fit, &point);
      if (is_better (&point, &best))
        {
          best = point;
          bw_beat_net_free (kept);
          kept = bw_beat_net_copy (net);
        }
    }
  fit->model->info->seconds_per_epoch
      = (double) (bw_fit_clock (fit) - began_us) / G_USEC_PER_SEC
        / MAX (fit->model->info->epochs, 1);

  bw_beat_trainer_free (work.trainer);
  g_array_unref (work.beats);
  g_array_unref (work.validation);
  g_free (work.order);
  g_free (work.validation_waves);
  g_free (work.x);
  g_free (work.z);
  g_free (work.labels);
  g_free (work.logits);
  g_rand_free (work.rand);
  return bw_fit_finish_net (fit, kept, best.epoch, !go_on, error);
}

gboolean
bw_fit_published (BwFit   *self,
                  GError **error)
{
  BwComparatorInfo *info = self->model->info;

  info->decisions[info->rule] = (BwDecision){ .there = TRUE, .threshold = 0.5 };
  if (info->rule == BW_RULE_LOGISTIC)
    return bw_fit_published_logistic (self, error);
  if (info->rule == BW_RULE_COMPARATOR
      && !bw_fit_published_references (self->model, self->set, self->training_days, info->seed,
                                       error))
    return FALSE;
  return fit_net (self, error);
}
