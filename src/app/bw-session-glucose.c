/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-private.h"

#include "app/bw-session-work-glucose.h"

#include <glib/gi18n-lib.h>

/* Fasting or after glucose, in a session: models are trained, evaluated and asked on workers that only
 * read, so that labels can be written meanwhile; a short job keeps what they found. */

/* Who labels one recording after the other is not followed at every step. */
#define PREDICT_AFTER_MS 600

static BwJob *
begin (BwSession      *self,
       BwJobKind       kind,
       const char     *title,
       BwJobWork       work,
       BwGlucoseInput *input,
       GDestroyNotify  free_result)
{
  return bw_session_enlist (self, bw_job_new (kind, BW_JOB_READS, title, work, input,
                                              bw_glucose_input_free, free_result));
}

static BwJob *
keep (BwSession      *self,
      BwJobWork       work,
      BwGlucoseInput *input,
      GDestroyNotify  free_result)
{
  if (self->stopped)
    {
      bw_glucose_input_free (input);
      return NULL;
    }
  self->n_keep_jobs++;
  return bw_session_enlist (self, bw_job_new (BW_JOB_KEEP, BW_JOB_WRITES, NULL, work, input,
                                              bw_glucose_input_free, free_result));
}

static void
take_error (GError **error,
            BwJob   *job)
{
  g_clear_error (error);
  if (bw_job_get_state (job) == BW_JOB_FAILED)
    *error = g_error_copy (bw_job_get_error (job));
}

/* --- Reading ---------------------------------------------------------------------------------- */

static gboolean
on_predict (gpointer user_data)
{
  BwSession *self = user_data;

  self->predict_id = 0;
  bw_session_predict (self);
  return G_SOURCE_REMOVE;
}

static void
predict_soon (BwSession *self)
{
  if (self->predict_id == 0 && !self->stopped && !self->prediction_is_futile
      && self->glucose != NULL && self->glucose->due->len > 0 && self->glucose->is_writable)
    self->predict_id = g_timeout_add (PREDICT_AFTER_MS, on_predict, self);
}

static gboolean
has_held_out_days (const BwGlucose      *glucose,
                   const BwGlucoseModel *model)
{
  g_autoptr (GArray) test = bw_day_split_get_days (glucose->split, BW_DAY_TEST);
  g_autoptr (GArray) validation = bw_day_split_get_days (glucose->split, BW_DAY_VALIDATION);

  return model->info->validation_days->len + test->len + validation->len > 0;
}

/* A model that was just trained. */
static void
evaluate_learnt (BwSession *self)
{
  const BwGlucoseModel *model;

  if (self->learnt_id == 0 || self->glucose == NULL)
    return;
  model = bw_glucose_get_model (self->glucose, self->learnt_id);
  self->learnt_id = 0;
  if (model != NULL && model->evaluation == NULL && has_held_out_days (self->glucose, model))
    bw_session_evaluate (self, model->id, FALSE);
}

void
bw_session_take_glucose (BwSession *self,
                         BwJob     *job)
{
  if (self->glucose_job != job)
    return;
  self->glucose_job = NULL;
  /* What is being written is read when it is. */
  if (bw_job_get_state (job) == BW_JOB_CANCELLED || bw_session_is_keeping (self)
      || bw_session_is_writing_labels (self))
    return;
  g_clear_pointer (&self->glucose, bw_glucose_free);
  self->glucose = bw_job_steal_result (job);
  take_error (&self->glucose_error, job);
  if (!self->stopped)
    evaluate_learnt (self);
  bw_session_tell_glucose (self);
  predict_soon (self);
}

void
bw_session_read_glucose (BwSession *self)
{
  if (self->stopped)
    return;
  self->glucose_job = NULL;
  bw_session_cancel_kind (self, BW_JOB_GLUCOSE);
  if (bw_session_is_keeping (self) || bw_session_is_writing_labels (self))
    return;
  self->glucose_job = begin (self, BW_JOB_GLUCOSE, NULL, bw_work_glucose,
                             bw_glucose_input_new (self->path), (GDestroyNotify) bw_glucose_free);
}

const BwGlucose *
bw_session_get_glucose (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->glucose;
}

const GError *
bw_session_get_glucose_error (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->glucose_error;
}

void
bw_session_drop_glucose (BwSession *self)
{
  g_clear_handle_id (&self->predict_id, g_source_remove);
  self->learn_job = NULL;
  self->evaluate_job = NULL;
  self->predict_job = NULL;
  self->learnt_id = 0;
  self->prediction_is_futile = FALSE;
  g_clear_error (&self->learn_error);
  g_clear_error (&self->evaluate_error);
  g_clear_error (&self->predict_error);
  g_clear_pointer (&self->train_log, bw_train_log_unref);
  bw_session_cancel_kind (self, BW_JOB_LEARN);
  bw_session_cancel_kind (self, BW_JOB_EVALUATE);
  bw_session_cancel_kind (self, BW_JOB_PREDICT);
}

/* --- Training --------------------------------------------------------------------------------- */

void
bw_session_take_learnt (BwSession *self,
                        BwJob     *job)
{
  BwGlucoseInput *input;

  if (self->learn_job != job)
    return;
  self->learn_job = NULL;
  take_error (&self->learn_error, job);
  if (bw_job_get_state (job) == BW_JOB_DONE)
    {
      input = bw_glucose_input_new (self->path);
      input->model = bw_job_steal_result (job);
      keep (self, bw_work_keep_model, input, g_free);
    }
  bw_session_tell_glucose (self);
}

BwJob *
bw_session_learn (BwSession                      *self,
                  const BwComparatorTrainOptions *options)
{
  BwComparatorTrainOptions ours;
  BwGlucoseInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (options != NULL, NULL);

  if (self->stopped)
    return NULL;
  self->learn_job = NULL;
  bw_session_cancel_kind (self, BW_JOB_LEARN);
  g_clear_error (&self->learn_error);
  g_clear_pointer (&self->train_log, bw_train_log_unref);
  self->train_log = bw_train_log_new ();
  ours = *options;
  ours.log = self->train_log;
  ours.keep_when_cancelled = TRUE;
  input = bw_glucose_input_new (self->path);
  bw_glucose_input_set_options (input, &ours);
  self->learn_job = begin (self, BW_JOB_LEARN, _("Training Model"), bw_work_learn, input,
                           (GDestroyNotify) bw_comparator_model_unref);
  bw_session_tell_glucose (self);
  return self->learn_job;
}

void
bw_session_stop_learning (BwSession *self)
{
  g_return_if_fail (BW_IS_SESSION (self));

  if (self->learn_job != NULL)
    bw_job_cancel (self->learn_job);
}

BwJob *
bw_session_get_learn_job (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->learn_job;
}

BwTrainLog *
bw_session_get_train_log (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->train_log;
}

const GError *
bw_session_get_learn_error (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->learn_error;
}

/* --- Evaluation ------------------------------------------------------------------------------- */

void
bw_session_take_evaluation (BwSession *self,
                            BwJob     *job)
{
  BwGlucoseInput *input;

  if (self->evaluate_job != job)
    return;
  self->evaluate_job = NULL;
  take_error (&self->evaluate_error, job);
  if (bw_job_get_state (job) == BW_JOB_DONE)
    {
      input = bw_glucose_input_new (self->path);
      input->evaluation = bw_job_steal_result (job);
      input->is_inner = !input->evaluation->leave_one_day_out;
      keep (self, bw_work_keep_evaluation, input, NULL);
    }
  bw_session_tell_glucose (self);
}

BwJob *
bw_session_evaluate (BwSession *self,
                     gint64     model_id,
                     gboolean   leave_one_day_out)
{
  BwGlucoseInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  if (self->stopped)
    return NULL;
  self->evaluate_job = NULL;
  bw_session_cancel_kind (self, BW_JOB_EVALUATE);
  g_clear_error (&self->evaluate_error);
  input = bw_glucose_input_new (self->path);
  input->model_id = model_id;
  input->leave_one_day_out = leave_one_day_out;
  self->evaluate_job = begin (self, BW_JOB_EVALUATE,
                              leave_one_day_out ? _("Trying on Unseen Days") : _("Judging Model"),
                              bw_work_evaluate, input, (GDestroyNotify) bw_evaluation_free);
  bw_session_tell_glucose (self);
  return self->evaluate_job;
}

BwJob *
bw_session_get_evaluate_job (BwSession *self,
                             gboolean  *leave_one_day_out)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  if (leave_one_day_out != NULL)
    *leave_one_day_out
        = self->evaluate_job != NULL
          && ((const BwGlucoseInput *) bw_job_get_input (self->evaluate_job))->leave_one_day_out;
  return self->evaluate_job;
}

const GError *
bw_session_get_evaluate_error (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->evaluate_error;
}

/* --- Predictions ------------------------------------------------------------------------------ */

void
bw_session_take_predictions (BwSession *self,
                             BwJob     *job)
{
  const BwGlucoseInput *asked = bw_job_get_input (job);
  BwGlucoseInput *input;

  if (self->predict_job != job)
    return;
  self->predict_job = NULL;
  take_error (&self->predict_error, job);
  self->prediction_is_futile = bw_job_get_state (job) == BW_JOB_FAILED;
  /* Labels that came meanwhile may have changed what recordings are held against. */
  if (bw_job_get_state (job) == BW_JOB_DONE && self->predict_serial == self->label_serial)
    {
      self->prediction_is_futile = TRUE;
      input = bw_glucose_input_new (self->path);
      input->model_id = asked->model_id;
      input->predictions = bw_job_steal_result (job);
      keep (self, bw_work_keep_predictions, input, NULL);
    }
  else
    predict_soon (self);
  bw_session_tell_glucose (self);
}

void
bw_session_expect_predictions (BwSession *self)
{
  self->prediction_is_futile = FALSE;
}

void
bw_session_predict (BwSession *self)
{
  BwGlucoseInput *input;

  g_return_if_fail (BW_IS_SESSION (self));

  g_clear_handle_id (&self->predict_id, g_source_remove);
  if (self->stopped || self->glucose == NULL || self->glucose->model_id == 0
      || self->glucose->due->len == 0)
    return;
  self->predict_job = NULL;
  bw_session_cancel_kind (self, BW_JOB_PREDICT);
  g_clear_error (&self->predict_error);
  self->predict_serial = self->label_serial;
  input = bw_glucose_input_new (self->path);
  input->model_id = self->glucose->model_id;
  input->ids = g_array_copy (self->glucose->due);
  self->predict_job = begin (self, BW_JOB_PREDICT, NULL, bw_work_predict, input,
                             (GDestroyNotify) g_array_unref);
  bw_session_tell_glucose (self);
}

gboolean
bw_session_is_predicting (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), FALSE);

  return self->predict_job != NULL;
}

const GError *
bw_session_get_predict_error (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->predict_error;
}

/* --- What is kept ----------------------------------------------------------------------------- */

gboolean
bw_session_is_keeping (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), FALSE);

  return self->n_keep_jobs > 0;
}

void
bw_session_take_kept (BwSession *self,
                      BwJob     *job)
{
  const BwGlucoseInput *input = bw_job_get_input (job);

  self->n_keep_jobs--;
  if (bw_job_get_state (job) == BW_JOB_DONE)
    {
      if (input->model != NULL)
        self->learnt_id = *(const gint64 *) bw_job_get_result (job);
      /* Another model may be in use. */
      if (input->predictions == NULL)
        bw_session_expect_predictions (self);
    }
  if (input->is_inner)
    bw_session_read_glucose (self);
  else
    bw_session_read_recordings (self);
}

BwJob *
bw_session_set_split (BwSession        *self,
                      const BwDaySplit *split)
{
  BwGlucoseInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (split != NULL, NULL);

  input = bw_glucose_input_new (self->path);
  input->value = bw_day_split_to_text (split);
  input->is_inner = TRUE;
  return keep (self, bw_work_keep_split, input, NULL);
}

BwJob *
bw_session_use_model (BwSession *self,
                      gint64     model_id)
{
  BwGlucoseInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  input = bw_glucose_input_new (self->path);
  input->model_id = model_id;
  return keep (self, bw_work_use_model, input, NULL);
}

BwJob *
bw_session_name_model (BwSession  *self,
                       gint64      model_id,
                       const char *name)
{
  BwGlucoseInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  input = bw_glucose_input_new (self->path);
  input->model_id = model_id;
  input->value = g_strdup (name);
  input->is_inner = TRUE;
  return keep (self, bw_work_name_model, input, NULL);
}

BwJob *
bw_session_delete_model (BwSession *self,
                         gint64     model_id)
{
  BwGlucoseInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  input = bw_glucose_input_new (self->path);
  input->model_id = model_id;
  return keep (self, bw_work_delete_model, input, (GDestroyNotify) bw_model_row_free);
}

BwJob *
bw_session_restore_model (BwSession  *self,
                          BwModelRow *row)
{
  BwGlucoseInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (row != NULL, NULL);

  input = bw_glucose_input_new (self->path);
  input->row = row;
  return keep (self, bw_work_restore_model, input, g_free);
}

BwJob *
bw_session_import_model (BwSession  *self,
                         const char *path)
{
  BwGlucoseInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  input = bw_glucose_input_new (self->path);
  input->file = g_strdup (path);
  return keep (self, bw_work_import_model, input, g_free);
}
