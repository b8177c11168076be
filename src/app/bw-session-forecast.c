/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-private.h"

#include <glib/gi18n-lib.h>

/* The seed `beatwise-cli forecast train` uses when none is given: the same library gives the same
 * model by either way. */
#define TRAIN_SEED 0

/* How many of the times that were looked back to are at hand. */
#define N_LOOKED_BACK 8

typedef struct
{
  gint64 at_ms;
  BwOutlook *outlook;
} BwLookBack;

static void
look_back_free (gpointer data)
{
  BwLookBack *self = data;

  bw_outlook_free (self->outlook);
  g_free (self);
}

/* What was shown can be looked back on: as the command line keeps what it says of now. */
static void
keep_forecast (BwSession *self)
{
  BwWorkInput *input;

  if (self->stopped || self->outlook == NULL)
    return;
  bw_session_cancel_kind (self, BW_JOB_KEEP_FORECAST);
  input = bw_work_input_new (self->path);
  input->outlook = bw_outlook_ref (self->outlook);
  bw_session_enlist (self, bw_job_new (BW_JOB_KEEP_FORECAST, BW_JOB_WRITES, NULL,
                                       bw_work_keep_forecast, input, bw_work_input_free, NULL));
}

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
  keep_forecast (self);
  bw_session_expect_alerts (self, self->outlook != NULL ? self->outlook->forecast : NULL);
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
  bw_session_forget_look_back (self);
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

/* --- Looking back ------------------------------------------------------------------------------- */

void
bw_session_forget_look_back (BwSession *self)
{
  self->look_back_job = NULL;
  bw_session_cancel_kind (self, BW_JOB_LOOK_BACK);
  bw_session_cancel_kind (self, BW_JOB_KEEP_FORECAST);
  g_queue_clear_full (&self->looked_back, look_back_free);
  g_clear_pointer (&self->look_back, bw_outlook_free);
  self->look_back_is_new = FALSE;
}

static void
set_look_back (BwSession    *self,
               BwOutlook    *outlook,   /* (transfer full) (nullable) */
               const GError *error)
{
  g_clear_pointer (&self->look_back, bw_outlook_free);
  g_clear_error (&self->look_back_error);
  self->look_back = outlook;
  self->look_back_error = error != NULL ? g_error_copy (error) : NULL;
  self->look_back_is_new = TRUE;
  bw_session_tell_look_back (self);
}

void
bw_session_take_looked_back (BwSession *self,
                             BwJob     *job)
{
  const BwWorkInput *input = bw_job_get_input (job);
  BwOutlook *outlook;

  if (self->look_back_job != job)
    return;
  self->look_back_job = NULL;
  if (bw_job_get_state (job) == BW_JOB_CANCELLED)
    {
      bw_session_tell_look_back (self);
      return;
    }
  outlook = bw_job_steal_result (job);
  if (outlook != NULL)
    {
      BwLookBack *one = g_new0 (BwLookBack, 1);

      one->at_ms = input->at_ms;
      one->outlook = bw_outlook_ref (outlook);
      g_queue_push_head (&self->looked_back, one);
      if (self->looked_back.length > N_LOOKED_BACK)
        look_back_free (g_queue_pop_tail (&self->looked_back));
    }
  set_look_back (self, outlook, bw_job_get_error (job));
}

void
bw_session_look_back (BwSession *self,
                      gint64     at_ms)
{
  BwWorkInput *input;

  g_return_if_fail (BW_IS_SESSION (self));

  if (self->stopped)
    return;
  self->look_back_job = NULL;
  bw_session_cancel_kind (self, BW_JOB_LOOK_BACK);
  g_clear_pointer (&self->look_back, bw_outlook_free);
  self->look_back_is_new = FALSE;
  if (at_ms == 0)
    {
      bw_session_tell_look_back (self);
      return;
    }
  for (GList *at = self->looked_back.head; at != NULL; at = at->next)
    {
      BwLookBack *one = at->data;

      if (one->at_ms != at_ms)
        continue;
      g_queue_unlink (&self->looked_back, at);
      g_queue_push_head_link (&self->looked_back, at);
      set_look_back (self, bw_outlook_ref (one->outlook), NULL);
      return;
    }
  input = bw_work_input_new (self->path);
  input->at_ms = at_ms;
  self->look_back_job = bw_job_new (BW_JOB_LOOK_BACK, BW_JOB_READS, NULL, bw_work_look_back, input,
                                    bw_work_input_free, (GDestroyNotify) bw_outlook_free);
  bw_session_enlist (self, self->look_back_job);
  bw_session_tell_look_back (self);
}

gboolean
bw_session_take_look_back (BwSession  *self,
                           BwOutlook **outlook)
{
  g_return_val_if_fail (BW_IS_SESSION (self), FALSE);
  g_return_val_if_fail (outlook != NULL, FALSE);

  *outlook = NULL;
  if (!self->look_back_is_new)
    return FALSE;
  self->look_back_is_new = FALSE;
  *outlook = g_steal_pointer (&self->look_back);
  return TRUE;
}

const GError *
bw_session_get_look_back_error (BwSession *self)
{
  return self->look_back_error;
}

gboolean
bw_session_is_looking_back (BwSession *self)
{
  return self->look_back_job != NULL;
}
