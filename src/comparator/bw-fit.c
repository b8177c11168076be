/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-random.h"
#include "comparator/bw-apply-private.h"
#include "comparator/bw-fit-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Enough to find the best epoch of a run as published in some, in about a minute on two cores. */
#define EPOCHS_PUBLISHED 60

/* As published: it learns forty times as slowly. */
#define EPOCHS_PUBLISHED_CLASSIFIER 150

/* In default mode, and beats that its epochs go over at least. */
#define EPOCHS_DEFAULT 12
#define MOST_EPOCHS_DEFAULT 300
#define LEAST_BEATS 50000

guint
bw_fit_default_epochs (BwComparatorMode mode,
                       BwRule           rule,
                       guint            train_beats)
{
  if (rule == BW_RULE_LOGISTIC)
    return 0;
  if (mode == BW_COMPARATOR_DEFAULT)
    return CLAMP (LEAST_BEATS / MAX (train_beats, 1), EPOCHS_DEFAULT, MOST_EPOCHS_DEFAULT);
  return rule == BW_RULE_CLASSIFIER ? EPOCHS_PUBLISHED_CLASSIFIER : EPOCHS_PUBLISHED;
}

gboolean
bw_fit_go_on (BwFit *self)
{
  bw_progress_wait (self->progress, self->cancellable);
  return !g_cancellable_is_cancelled (self->cancellable);
}

gint64
bw_fit_clock (const BwFit *self)
{
  g_auto (BwProgressState) state = { 0 };

  if (self->progress == NULL)
    return g_get_monotonic_time ();
  bw_progress_get_state (self->progress, &state);
  return state.elapsed_us;
}

void
bw_fit_update (BwFit  *self,
               double  fraction)
{
  bw_progress_update (self->progress, self->from + self->share * fraction);
}

void
bw_fit_add_point (BwFit              *self,
                  const BwTrainPoint *point)
{
  g_autofree char *detail = NULL;

  self->model->info->epochs = point->epoch;
  g_array_append_val (self->model->info->points, *point);
  bw_train_log_add (self->options->log, point);
  bw_fit_update (self, (double) point->epoch / self->epochs);
  if (self->progress == NULL)
    return;
  if (self->detail != NULL)
    detail = g_strdup (self->detail);
  else if (point->has_validation)
    detail = g_strdup_printf (_("Epoch %u of %u, loss %.3f, right for %.1f %% of the validation "
                                "beats"),
                              point->epoch, self->epochs, point->train_loss,
                              100 * point->validation_accuracy);
  else
    detail = g_strdup_printf (_("Epoch %u of %u, loss %.3f"), point->epoch, self->epochs,
                              point->train_loss);
  bw_progress_set_detail (self->progress, detail);
}

gboolean
bw_fit_finish_net (BwFit      *self,
                   BwBeatNet  *kept,
                   guint       best_epoch,
                   gboolean    cancelled,
                   GError    **error)
{
  if (cancelled && (kept == NULL || !self->options->keep_when_cancelled))
    {
      bw_beat_net_free (kept);
      return bw_set_cancelled (error);
    }
  self->model->net = kept;
  self->model->info->best_epoch = best_epoch;
  self->model->info->stopped = cancelled;
  return TRUE;
}

GArray *
bw_fit_list_beats (const BwBeatSet *set,
                   const GArray    *days,
                   BwLabel          label)
{
  GArray *beats = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint r = 0; r < set->recordings->len; r++)
    {
      const BwBeatRecording *recording = &g_array_index (set->recordings, BwBeatRecording, r);

      if (recording->label == BW_LABEL_NONE || !bw_beat_days_contain (days, recording->day)
          || (label != BW_LABEL_NONE && recording->label != label))
        continue;
      for (guint b = 0; b < recording->n_beats; b++)
        {
          guint beat = recording->first + b;

          g_array_append_val (beats, beat);
        }
    }
  return beats;
}

guint *
bw_fit_draw_beats (const GArray *beats,
                   guint         n,
                   GRand        *rand)
{
  g_autofree guint *order = g_new (guint, beats->len);
  guint *drawn = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    {
      if (i % beats->len == 0)
        bw_random_permutation (rand, order, beats->len);
      drawn[i] = g_array_index (beats, guint, order[i % beats->len]);
    }
  return drawn;
}

GArray *
bw_fit_fold_days (const GArray *days,
                  guint         n,
                  guint         fold,
                  gboolean      held_out)
{
  GArray *picked = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < days->len; i++)
    if ((i % n == fold) == held_out)
      g_array_append_val (picked, g_array_index (days, guint32, i));
  return picked;
}

static gboolean
set_too_few (GError **error)
{
  g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                       _("The training days need recordings of both kinds, fasting and after glucose, "
                         "in which heartbeats were found."));
  return FALSE;
}

/* The span of the training, and a fingerprint of all the fit may look at. */
static void
fill_origin (BwComparatorModel *model,
             const BwBeatSet   *set)
{
  g_autoptr (GArray) days = g_array_copy (model->info->training_days);

  for (guint r = 0; r < set->recordings->len; r++)
    {
      const BwBeatRecording *recording = &g_array_index (set->recordings, BwBeatRecording, r);

      if (recording->label == BW_LABEL_NONE
          || !bw_beat_days_contain (model->info->training_days, recording->day))
        continue;
      if (model->from_ms == 0 || recording->start_ms < model->from_ms)
        model->from_ms = recording->start_ms;
      model->to_ms = MAX (model->to_ms, recording->start_ms);
    }
  g_array_append_vals (days, model->info->validation_days->data, model->info->validation_days->len);
  model->fingerprint = bw_beat_set_fingerprint (set, days);
}

/* What the finished model makes of the validation days: scored recordings only. */
static gboolean
judge (BwFit   *self,
       GError **error)
{
  BwComparatorInfo *info = self->model->info;
  guint beats_right = 0, waves = 0, waves_right = 0;
  g_autoptr (GArray) answers = NULL;

  if (info->validation_days->len == 0)
    return TRUE;
  /* Where a person may stop it, what is trained is finished all the same. */
  answers = bw_apply (self->model, BW_RULE_BEST, self->set, info->validation_days,
                      BW_REFERENCE_AUTO, self->pool, NULL,
                      self->options->keep_when_cancelled ? NULL : self->cancellable, error);
  if (answers == NULL)
    return FALSE;
  for (guint i = 0; i < answers->len; i++)
    {
      const BwAnswer *answer = &g_array_index (answers, BwAnswer, i);
      BwLabel label = g_array_index (self->set->recordings, BwBeatRecording, answer->recording).label;

      if (label == BW_LABEL_NONE || answer->n_beats == 0 || answer->is_reference)
        continue;
      info->val_beats += answer->n_beats;
      beats_right += label == BW_LABEL_GLUCOSE ? answer->votes : answer->n_beats - answer->votes;
      waves++;
      waves_right += answer->leaning == label;
    }
  if (waves == 0)
    return TRUE;
  info->has_validation = TRUE;
  info->val_beat_accuracy = (double) beats_right / info->val_beats;
  info->val_wave_accuracy = (double) waves_right / waves;
  return TRUE;
}

/* The info of a model that is yet to be made. */
static BwComparatorInfo *
make_info (const GArray       *training_days,
           const GArray       *validation_days,
           const BwFitOptions *options)
{
  BwComparatorInfo *info = bw_comparator_info_new ();

  info->mode = options->mode;
  info->rule = info->asked = options->rule;
  if (options->mode == BW_COMPARATOR_PUBLISHED && options->rule == BW_RULE_BEST)
    info->rule = info->asked = BW_RULE_COMPARATOR;
  info->seed = options->seed;
  g_array_append_vals (info->training_days, training_days->data, training_days->len);
  if (validation_days != NULL)
    g_array_append_vals (info->validation_days, validation_days->data, validation_days->len);
  return info;
}

BwComparatorModel *
bw_fit (const BwBeatSet     *set,
        const GArray        *training_days,
        const GArray        *validation_days,
        const BwFitOptions  *options,
        const char          *stage,
        double               share,
        BwProgress          *progress,
        GCancellable        *cancellable,
        GError             **error)
{
  g_autoptr (BwComparatorModel) model = NULL;
  g_autoptr (BwPool) pool = NULL;
  g_autoptr (GArray) fasting = NULL, glucose = NULL;
  BwComparatorInfo *info;
  gint64 began_us;
  BwFit self;
  gboolean ok;

  g_return_val_if_fail (set != NULL && training_days != NULL && options != NULL, NULL);

  if (stage != NULL)
    bw_progress_begin_stage (progress, stage, share);
  fasting = bw_fit_list_beats (set, training_days, BW_LABEL_FASTING);
  glucose = bw_fit_list_beats (set, training_days, BW_LABEL_GLUCOSE);
  if (fasting->len == 0 || glucose->len == 0)
    {
      set_too_few (error);
      return NULL;
    }

  info = make_info (training_days, validation_days, options);
  model = bw_comparator_model_new (info);
  info->train_beats = fasting->len + glucose->len;
  info->has_hr = bw_same_day_get_hr_range (set, training_days, &info->hr_low, &info->hr_high);
  fill_origin (model, set);
  pool = bw_pool_new (options->n_threads);
  self = (BwFit){
    .set = set,
    .training_days = info->training_days,
    .validation_days = info->validation_days,
    .options = options,
    .epochs = options->epochs,
    .pool = pool,
    .model = model,
    .progress = progress,
    .share = 1,
    .cancellable = cancellable,
  };
  began_us = bw_fit_clock (&self);
  if (options->epochs == 0 || info->rule == BW_RULE_LOGISTIC)
    self.epochs = bw_fit_default_epochs (info->mode, info->rule, info->train_beats);
  info->epochs_planned = self.epochs;
  bw_train_log_begin (options->log, self.epochs);

  ok = info->mode == BW_COMPARATOR_PUBLISHED ? bw_fit_published (&self, error)
                                             : bw_fit_default (&self, error);
  if (!ok || !judge (&self, error))
    return NULL;
  info->parameters = info->rule == BW_RULE_LOGISTIC ? model->logistic->n_inputs + 1
                                                    : bw_beat_net_count (model->net);
  info->seconds = (double) (bw_fit_clock (&self) - began_us) / G_USEC_PER_SEC;
  return g_steal_pointer (&model);
}

BwComparatorModel *
bw_comparator_model_with_references (const BwComparatorModel  *self,
                                     const BwBeatSet          *set,
                                     const GArray             *days,
                                     guint64                   seed,
                                     GError                  **error)
{
  g_autoptr (BwComparatorModel) copy = NULL;
  gboolean ok;

  g_return_val_if_fail (self != NULL && set != NULL && days != NULL, NULL);

  copy = bw_comparator_model_new (bw_comparator_info_copy (self->info));
  copy->fingerprint = g_strdup (self->fingerprint);
  copy->from_ms = self->from_ms;
  copy->to_ms = self->to_ms;
  copy->net = self->net != NULL ? bw_beat_net_copy (self->net) : NULL;
  copy->logistic = self->logistic != NULL ? bw_logistic_copy (self->logistic) : NULL;
  ok = self->info->mode == BW_COMPARATOR_PUBLISHED
           ? bw_fit_published_references (copy, set, days, seed, error)
           : bw_fit_default_references (copy, set, days, error);
  return ok ? g_steal_pointer (&copy) : NULL;
}
