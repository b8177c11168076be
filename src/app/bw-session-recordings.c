/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-private.h"

#include "app/bw-ecg-trace.h"

#include <glib/gi18n-lib.h>

/* The recordings of a session: read, measured, loaded, labelled. */

/* Some hundred are measured within a second: not worth a row. */
#define QUIETLY_ANALYSED 500

static BwJob *
begin (BwSession      *self,
       BwJobKind       kind,
       BwJobAccess     access,
       const char     *title,
       BwJobWork       work,
       BwWorkInput    *input,
       GDestroyNotify  free_result)
{
  return bw_session_enlist (self, bw_job_new (kind, access, title, work, input,
                                              bw_work_input_free, free_result));
}

/* --- Reading ---------------------------------------------------------------------------------- */

static void
analyse (BwSession *self,
         guint      n)
{
  if (self->stopped || self->analysis_job != NULL || self->analysis_is_futile || n == 0)
    return;
  self->analysis_job = begin (self, BW_JOB_ANALYSIS, BW_JOB_WRITES,
                              n > QUIETLY_ANALYSED ? _("Measuring Recordings") : NULL,
                              bw_work_analysis, bw_work_input_new (self->path), NULL);
}

void
bw_session_take_recordings (BwSession *self,
                            BwJob     *job)
{
  if (self->recordings_job != job)
    return;
  self->recordings_job = NULL;
  if (bw_job_get_state (job) == BW_JOB_CANCELLED)
    return;
  /* It may have read labels as they were. */
  if (self->recordings_serial != self->label_serial)
    {
      bw_session_read_recordings (self);
      return;
    }
  g_clear_pointer (&self->recordings, bw_ecg_set_free);
  g_clear_error (&self->recordings_error);
  self->recordings = bw_job_steal_result (job);
  if (bw_job_get_error (job) != NULL)
    self->recordings_error = g_error_copy (bw_job_get_error (job));
  bw_session_tell_recordings (self);
  bw_session_read_glucose (self);
  if (self->recordings != NULL)
    analyse (self, self->recordings->n_unanalysed);
}

void
bw_session_take_analysis (BwSession *self,
                          BwJob     *job)
{
  if (self->analysis_job != job)
    return;
  self->analysis_job = NULL;
  self->analysis_is_futile = bw_job_get_state (job) != BW_JOB_DONE
                             || GPOINTER_TO_UINT (bw_job_get_result (job)) == 0;
  bw_session_read_recordings (self);
  bw_session_read_rhythms (self);
}

void
bw_session_read_recordings (BwSession *self)
{
  g_return_if_fail (BW_IS_SESSION (self));

  if (self->stopped)
    return;
  self->recordings_job = NULL;
  bw_session_cancel_kind (self, BW_JOB_RECORDINGS);
  self->reads_again = self->n_label_jobs > 0;
  if (self->reads_again)
    return;
  self->recordings_serial = self->label_serial;
  self->recordings_job = begin (self, BW_JOB_RECORDINGS, BW_JOB_READS, NULL, bw_work_recordings,
                                bw_work_input_new (self->path), (GDestroyNotify) bw_ecg_set_free);
}

const BwEcgSet *
bw_session_get_recordings (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->recordings;
}

const GError *
bw_session_get_recordings_error (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->recordings_error;
}

/* --- Traces ----------------------------------------------------------------------------------- */

void
bw_session_take_trace (BwSession *self,
                       BwJob     *job)
{
  for (guint i = 0; i < BW_SESSION_N_TRACES; i++)
    if (self->trace_jobs[i] == job)
      self->trace_jobs[i] = NULL;
}

BwJob *
bw_session_load_trace (BwSession *self,
                       gint64     recording_id,
                       guint      slot)
{
  BwWorkInput *input;
  BwJob *old;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (slot < BW_SESSION_N_TRACES, NULL);

  if (self->stopped)
    return NULL;
  old = g_steal_pointer (&self->trace_jobs[slot]);
  if (old != NULL)
    bw_job_cancel (old);
  input = bw_work_input_new (self->path);
  input->recording_id = recording_id;
  self->trace_jobs[slot] = begin (self, BW_JOB_TRACE, BW_JOB_READS, NULL, bw_work_trace, input,
                                  (GDestroyNotify) bw_ecg_trace_unref);
  return self->trace_jobs[slot];
}

/* --- Labels ----------------------------------------------------------------------------------- */

void
bw_session_take_labels (BwSession *self,
                        BwJob     *job)
{
  self->n_label_jobs--;
  self->summary_is_stale = TRUE;
  if (bw_job_get_state (job) != BW_JOB_DONE)
    self->reads_again = TRUE;
  bw_session_expect_predictions (self);
  if (self->n_label_jobs == 0 && self->reads_again)
    bw_session_read_recordings (self);
  else
    bw_session_read_glucose (self);
}

BwJob *
bw_session_write_labels (BwSession     *self,
                         BwLabelChange *change)
{
  BwWorkInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (change != NULL, NULL);

  if (self->stopped)
    return NULL;
  input = bw_work_input_new (self->path);
  input->change = bw_label_change_ref (change);
  self->n_label_jobs++;
  self->label_serial++;
  return begin (self, BW_JOB_LABELS, BW_JOB_WRITES, NULL, bw_work_labels, input, NULL);
}

gboolean
bw_session_is_writing_labels (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), FALSE);

  return self->n_label_jobs > 0;
}

void
bw_session_catch_up (BwSession *self)
{
  g_return_if_fail (BW_IS_SESSION (self));

  if (!self->stopped && self->summary_is_stale)
    bw_session_read_summary (self);
}

/* --- Pictures ------------------------------------------------------------------------------------ */

BwJob *
bw_session_save_picture (BwSession      *self,
                         BwJobWork       work,
                         gpointer        input,
                         GDestroyNotify  free_input)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (work != NULL && free_input != NULL, NULL);

  if (!self->stopped)
    return bw_session_enlist (self, bw_job_new (BW_JOB_PICTURE, BW_JOB_READS, _("Saving Picture"),
                                                work, input, free_input, g_object_unref));
  free_input (input);
  return NULL;
}
