/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-private.h"

#include <glib/gi18n-lib.h>

/* The seed `beatwise-cli forecast train` uses when none is given: the same library gives the same
 * model by either way. */
#define TRAIN_SEED 0

void
bw_session_take_made_outlook (BwSession *self,
                              BwJob     *job)
{
  if (self->outlook_job != job)
    return;
  self->outlook_job = NULL;
  if (bw_job_get_state (job) == BW_JOB_CANCELLED)
    {
      bw_session_tell_outlook (self);
      return;
    }
  g_clear_pointer (&self->outlook, bw_outlook_free);
  g_clear_error (&self->outlook_error);
  self->outlook = bw_job_steal_result (job);
  self->outlook_is_new = TRUE;
  /* A library without readings, such as one of ECGs alone, has no forecast, and nothing went wrong. */
  if (bw_job_get_error (job) != NULL
      && !g_error_matches (bw_job_get_error (job), BW_ERROR, BW_ERROR_TOO_FEW))
    self->outlook_error = g_error_copy (bw_job_get_error (job));
  bw_session_tell_outlook (self);
}

gboolean
bw_session_take_outlook (BwSession  *self,
                         BwOutlook **outlook)
{
  g_return_val_if_fail (BW_IS_SESSION (self), FALSE);
  g_return_val_if_fail (outlook != NULL, FALSE);

  *outlook = NULL;
  if (!self->outlook_is_new)
    return FALSE;
  self->outlook_is_new = FALSE;
  *outlook = g_steal_pointer (&self->outlook);
  return TRUE;
}

const GError *
bw_session_get_outlook_error (BwSession *self)
{
  return self->outlook_error;
}

gboolean
bw_session_is_making_outlook (BwSession *self)
{
  return self->outlook_job != NULL;
}

void
bw_session_set_trains (BwSession *self,
                       gboolean   trains)
{
  self->trains = trains;
}

void
bw_session_refresh (BwSession *self)
{
  g_return_if_fail (BW_IS_SESSION (self));

  if (self->stopped)
    return;
  /* One on its way would show what was. */
  self->outlook_job = NULL;
  bw_session_cancel_kind (self, BW_JOB_OUTLOOK);
  bw_session_read_summary (self);
  self->outlook_job = bw_job_new (BW_JOB_OUTLOOK, BW_JOB_READS, NULL, bw_work_outlook,
                                  bw_work_input_new (self->path), bw_work_input_free,
                                  (GDestroyNotify) bw_outlook_free);
  bw_session_enlist (self, self->outlook_job);
  bw_session_tell_outlook (self);
}

BwJob *
bw_session_train (BwSession *self)
{
  BwWorkInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  bw_session_cancel_kind (self, BW_JOB_TRAIN);
  input = bw_work_input_new (self->path);
  input->seed = TRAIN_SEED;
  return bw_session_enlist (self,
                            bw_job_new (BW_JOB_TRAIN, BW_JOB_WRITES, _("Updating Forecast"),
                                        bw_work_train, input, bw_work_input_free,
                                        (GDestroyNotify) bw_train_result_free));
}
