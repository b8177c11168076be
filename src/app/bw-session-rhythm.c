/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-private.h"
#include "app/bw-session-rhythm.h"
#include "app/bw-session-work-rhythm.h"

/* After the last of several edits: what rests on a reading is made anew once. */
#define REFRESH_AFTER_MS 800

static BwJob *
begin (BwSession      *self,
       BwJobKind       kind,
       BwJobAccess     access,
       BwJobWork       work,
       BwRhythmInput  *input,
       GDestroyNotify  free_result)
{
  return bw_session_enlist (self, bw_job_new (kind, access, NULL, work, input, bw_rhythm_input_free,
                                              free_result));
}

/* --- The list ------------------------------------------------------------------------------------ */

void
bw_session_take_rhythms (BwSession *self,
                         BwJob     *job)
{
  if (self->rhythms_job != job)
    return;
  self->rhythms_job = NULL;
  if (bw_job_get_state (job) == BW_JOB_CANCELLED)
    return;
  /* It may have read what is kept of edits as it was. */
  if (self->rhythms_serial != self->rhythm_serial)
    {
      bw_session_read_rhythms (self);
      return;
    }
  g_clear_pointer (&self->rhythms, g_array_unref);
  g_clear_error (&self->rhythms_error);
  self->rhythms = bw_job_steal_result (job);
  if (bw_job_get_error (job) != NULL)
    self->rhythms_error = g_error_copy (bw_job_get_error (job));
  bw_session_tell_rhythms (self);
}

void
bw_session_read_rhythms (BwSession *self)
{
  g_return_if_fail (BW_IS_SESSION (self));

  if (self->stopped)
    return;
  self->rhythms_job = NULL;
  bw_session_cancel_kind (self, BW_JOB_RHYTHMS);
  /* After the last of them. */
  if (self->n_rhythm_jobs > 0)
    return;
  self->rhythms_serial = self->rhythm_serial;
  self->rhythms_job = begin (self, BW_JOB_RHYTHMS, BW_JOB_READS, bw_work_rhythms,
                             bw_rhythm_input_new (self->path), (GDestroyNotify) g_array_unref);
}

const GArray *
bw_session_get_rhythms (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->rhythms;
}

const GError *
bw_session_get_rhythms_error (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->rhythms_error;
}

/* --- One of them --------------------------------------------------------------------------------- */

void
bw_session_take_rhythm (BwSession *self,
                        BwJob     *job)
{
  for (guint i = 0; i < BW_SESSION_N_RHYTHMS; i++)
    if (self->rhythm_jobs[i] == job)
      self->rhythm_jobs[i] = NULL;
}

BwJob *
bw_session_load_rhythm (BwSession         *self,
                        const BwRhythmKey *key,
                        guint              slot)
{
  BwRhythmInput *input;
  BwJob *old;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (key != NULL && slot < BW_SESSION_N_RHYTHMS, NULL);

  if (self->stopped)
    return NULL;
  old = g_steal_pointer (&self->rhythm_jobs[slot]);
  if (old != NULL)
    bw_job_cancel (old);
  input = bw_rhythm_input_new (self->path);
  input->key = *key;
  self->rhythm_jobs[slot] = begin (self, BW_JOB_RHYTHM, BW_JOB_READS, bw_work_load_rhythm, input,
                                   (GDestroyNotify) bw_rhythm_unref);
  return self->rhythm_jobs[slot];
}

BwJob *
bw_session_analyse_rhythm (BwSession *self,
                           BwRhythm  *rhythm,
                           double     from_ms,
                           double     to_ms)
{
  BwRhythmInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (rhythm != NULL, NULL);

  if (self->stopped)
    return NULL;
  bw_session_cancel_kind (self, BW_JOB_FINDINGS);
  input = bw_rhythm_input_new (self->path);
  input->rhythm = bw_rhythm_ref (rhythm);
  input->from_ms = from_ms;
  input->to_ms = to_ms;
  return begin (self, BW_JOB_FINDINGS, BW_JOB_READS, bw_work_analyse_rhythm, input,
                (GDestroyNotify) bw_rhythm_findings_unref);
}

/* --- Edits --------------------------------------------------------------------------------------- */

static gboolean
on_refresh (gpointer user_data)
{
  BwSession *self = user_data;

  self->rhythm_refresh_id = 0;
  bw_session_refresh (self);
  return G_SOURCE_REMOVE;
}

/* What the forecast and the trend rest on is another number now. */
static void
refresh_soon (BwSession *self)
{
  if (self->stopped)
    return;
  g_clear_handle_id (&self->rhythm_refresh_id, g_source_remove);
  self->rhythm_refresh_id = g_timeout_add (REFRESH_AFTER_MS, on_refresh, self);
}

void
bw_session_take_kept_rhythm (BwSession *self,
                             BwJob     *job)
{
  self->n_rhythm_jobs--;
  if (bw_job_get_state (job) == BW_JOB_DONE && bw_session_kept_key (job)->kind == BW_RHYTHM_READING)
    refresh_soon (self);
  if (self->n_rhythm_jobs == 0)
    bw_session_read_rhythms (self);
}

void
bw_session_take_rr (BwSession *self,
                    BwJob     *job)
{
  self->n_rhythm_jobs--;
  /* It is counted among what the library holds. */
  if (bw_job_get_state (job) == BW_JOB_DONE && !self->stopped)
    bw_session_read_summary (self);
  else if (self->n_rhythm_jobs == 0)
    bw_session_read_rhythms (self);
}

/* Of the same rhythm and still waiting: its edits are among those that come after it. */
static void
drop_waiting (BwSession         *self,
              const BwRhythmKey *key)
{
  for (guint i = self->waiting->len; i > 0; i--)
    {
      BwJob *job = g_ptr_array_index (self->waiting, i - 1);

      if (bw_job_get_kind (job) == BW_JOB_KEEP_RHYTHM
          && bw_rhythm_key_equal (bw_session_kept_key (job), key))
        {
          bw_job_cancel (job);
          return;
        }
    }
}

static BwJob *
begin_to_write (BwSession      *self,
                BwJobKind       kind,
                BwJobWork       work,
                BwRhythmInput  *input,
                GDestroyNotify  free_result)
{
  self->n_rhythm_jobs++;
  self->rhythm_serial++;
  if (kind == BW_JOB_KEEP_RHYTHM)
    drop_waiting (self, &input->key);
  return begin (self, kind, BW_JOB_WRITES, work, input, free_result);
}

static BwRhythmInput *
make_change (BwSession              *self,
             BwRhythm               *rhythm,
             BwBeatEdits            *edits,
             const BwRhythmSettings *settings)
{
  BwRhythmInput *input = bw_rhythm_input_new (self->path);

  input->key = rhythm->key;
  input->rhythm = bw_rhythm_ref (rhythm);
  input->edits = bw_beat_edits_ref (edits != NULL ? edits : rhythm->edits);
  input->settings = settings != NULL ? *settings : rhythm->settings;
  return input;
}

BwJob *
bw_session_change_rhythm (BwSession              *self,
                          BwRhythm               *rhythm,
                          BwBeatEdits            *edits,
                          const BwRhythmSettings *settings)
{
  BwJob *job;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (rhythm != NULL, NULL);

  if (self->stopped)
    return NULL;
  bw_session_cancel_kind (self, BW_JOB_CHANGE_RHYTHM);
  job = begin (self, BW_JOB_CHANGE_RHYTHM, BW_JOB_READS, bw_work_change_rhythm,
               make_change (self, rhythm, edits, settings), (GDestroyNotify) bw_rhythm_unref);
  begin_to_write (self, BW_JOB_KEEP_RHYTHM, bw_work_keep_rhythm,
                  make_change (self, rhythm, edits, settings), NULL);
  return job;
}

const BwRhythmKey *
bw_session_kept_key (BwJob *job)
{
  g_return_val_if_fail (bw_job_get_kind (job) == BW_JOB_KEEP_RHYTHM, NULL);

  return &((const BwRhythmInput *) bw_job_get_input (job))->key;
}

gboolean
bw_session_is_keeping_rhythms (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), FALSE);

  return self->n_rhythm_jobs > 0;
}

/* --- RR recordings ------------------------------------------------------------------------------- */

BwJob *
bw_session_delete_rr (BwSession *self,
                      gint64     id)
{
  BwRhythmInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  if (self->stopped)
    return NULL;
  input = bw_rhythm_input_new (self->path);
  input->key = (BwRhythmKey) { BW_RHYTHM_RR, id };
  return begin_to_write (self, BW_JOB_DELETE_RR, bw_work_delete_rr, input,
                         (GDestroyNotify) bw_rr_kept_free);
}

BwJob *
bw_session_restore_rr (BwSession *self,
                       BwRrKept  *kept)
{
  BwRhythmInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (kept != NULL, NULL);

  if (self->stopped)
    {
      bw_rr_kept_free (kept);
      return NULL;
    }
  input = bw_rhythm_input_new (self->path);
  input->key = (BwRhythmKey) { BW_RHYTHM_RR, kept->recording->id };
  input->kept = kept;
  return begin_to_write (self, BW_JOB_RESTORE_RR, bw_work_restore_rr, input, g_free);
}
