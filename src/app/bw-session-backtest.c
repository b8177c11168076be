/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-private.h"

#include "forecast/bw-backtest.h"

#include <glib/gi18n-lib.h>

/* The test of the forecasts, in a session: it takes long and only reads; a short job keeps what it found,
 * and another reads what was found before, which asks all the data whether it still holds. */

typedef struct
{
  char *path;           /* of the library */
  BwBacktestRow *row;   /* to be kept */
} Input;

typedef struct
{
  BwBacktest *backtest; /* (nullable): none was kept */
  gboolean is_current;
} Kept;

static Input *
input_new (BwSession *self)
{
  Input *input = g_new0 (Input, 1);

  input->path = g_strdup (self->path);
  return input;
}

static void
input_free (gpointer data)
{
  Input *input = data;

  g_free (input->path);
  g_clear_pointer (&input->row, bw_backtest_row_free);
  g_free (input);
}

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_clear_pointer (&kept->backtest, bw_backtest_free);
  g_free (kept);
}

/* --- On worker threads ------------------------------------------------------------------------ */

static gpointer
work_test (gconstpointer   data,
           BwProgress     *progress,
           GCancellable   *cancellable,
           GError        **error)
{
  const Input *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  BwBacktestOptions options = { .nets = TRUE };

  if (library == NULL)
    return NULL;
  options.measure = bw_work_get_measure (library);
  options.preset = bw_work_get_preset (library);
  return bw_backtest_run (library, &options, progress, cancellable, error);
}

static gpointer
work_keep (gconstpointer   data,
           BwProgress     *progress,
           GCancellable   *cancellable,
           GError        **error)
{
  const Input *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);

  if (library != NULL)
    bw_library_set_backtest (library, input->row, error);
  return NULL;
}

static gpointer
work_read (gconstpointer   data,
           BwProgress     *progress,
           GCancellable   *cancellable,
           GError        **error)
{
  const Input *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  Kept *kept;

  if (library == NULL)
    return NULL;
  kept = g_new0 (Kept, 1);
  if (!bw_backtest_read (library, bw_work_get_measure (library), &kept->backtest, error))
    {
      kept_free (kept);
      return NULL;
    }
  if (kept->backtest != NULL)
    kept->is_current = bw_backtest_is_current (library, kept->backtest, cancellable);
  return kept;
}

/* --- The session ------------------------------------------------------------------------------ */

static void
set_backtest (BwSession  *self,
              BwBacktest *backtest,
              gboolean    is_current)
{
  g_clear_pointer (&self->backtest, bw_backtest_free);
  self->backtest = backtest;
  self->backtest_is_current = is_current;
}

void
bw_session_take_backtest (BwSession *self,
                          BwJob     *job)
{
  Input *input;

  if (self->backtest_job != job)
    return;
  self->backtest_job = NULL;
  g_clear_error (&self->backtest_error);
  if (bw_job_get_state (job) == BW_JOB_FAILED)
    self->backtest_error = g_error_copy (bw_job_get_error (job));
  if (bw_job_get_state (job) == BW_JOB_DONE)
    {
      /* Who reads meanwhile reads what was before. */
      self->read_backtest_job = NULL;
      self->backtest_is_read = TRUE;
      set_backtest (self, bw_job_steal_result (job), TRUE);
      if (!self->stopped)
        {
          input = input_new (self);
          input->row = bw_backtest_to_row (self->backtest);
          self->keep_backtest_job = bw_job_new (BW_JOB_KEEP_BACKTEST, BW_JOB_WRITES, NULL, work_keep,
                                                input, input_free, NULL);
          bw_session_enlist (self, self->keep_backtest_job);
        }
    }
  bw_session_tell_backtest (self);
}

void
bw_session_take_kept_backtest (BwSession *self,
                               BwJob     *job)
{
  Kept *kept;

  if (self->read_backtest_job != job)
    return;
  self->read_backtest_job = NULL;
  if (bw_job_get_state (job) == BW_JOB_CANCELLED)
    return;
  kept = bw_job_steal_result (job);
  self->backtest_is_read = TRUE;
  set_backtest (self, kept != NULL ? g_steal_pointer (&kept->backtest) : NULL,
                kept != NULL && kept->is_current);
  g_clear_pointer (&kept, kept_free);
  bw_session_tell_backtest (self);
}

void
bw_session_take_backtest_kept (BwSession *self,
                               BwJob     *job)
{
  if (self->keep_backtest_job == job)
    self->keep_backtest_job = NULL;
}

void
bw_session_read_backtest (BwSession *self)
{
  g_return_if_fail (BW_IS_SESSION (self));

  if (self->stopped || self->keep_backtest_job != NULL)
    return;
  self->read_backtest_job = NULL;
  bw_session_cancel_kind (self, BW_JOB_READ_BACKTEST);
  self->read_backtest_job = bw_job_new (BW_JOB_READ_BACKTEST, BW_JOB_READS, NULL, work_read,
                                        input_new (self), input_free, kept_free);
  bw_session_enlist (self, self->read_backtest_job);
}

BwJob *
bw_session_backtest (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  if (self->stopped)
    return NULL;
  self->backtest_job = NULL;
  bw_session_cancel_kind (self, BW_JOB_BACKTEST);
  g_clear_error (&self->backtest_error);
  self->backtest_job = bw_job_new (BW_JOB_BACKTEST, BW_JOB_READS, _("Testing the Forecasts"),
                                   work_test, input_new (self), input_free,
                                   (GDestroyNotify) bw_backtest_free);
  bw_session_enlist (self, self->backtest_job);
  bw_session_tell_backtest (self);
  return self->backtest_job;
}

void
bw_session_drop_backtest (BwSession *self)
{
  self->backtest_job = NULL;
  self->read_backtest_job = NULL;
  self->keep_backtest_job = NULL;
  self->backtest_is_read = FALSE;
  g_clear_error (&self->backtest_error);
  set_backtest (self, NULL, FALSE);
  bw_session_cancel_kind (self, BW_JOB_BACKTEST);
  bw_session_cancel_kind (self, BW_JOB_READ_BACKTEST);
  bw_session_cancel_kind (self, BW_JOB_KEEP_BACKTEST);
  bw_session_tell_backtest (self);
}

BwJob *
bw_session_get_backtest_job (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->backtest_job;
}

const BwBacktest *
bw_session_get_backtest (BwSession *self,
                         gboolean  *is_current)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  if (is_current != NULL)
    *is_current = self->backtest_is_current;
  return self->backtest;
}

gboolean
bw_session_has_read_backtest (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), FALSE);

  return self->backtest_is_read;
}

const GError *
bw_session_get_backtest_error (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->backtest_error;
}
