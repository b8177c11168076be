/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-private.h"

#include "base/bw-error.h"

/* The days against what is normal: made when somebody looks at them, once for all who do. */

static gpointer
work_trend (gconstpointer   data,
            BwProgress     *progress,
            GCancellable   *cancellable,
            GError        **error)
{
  const BwWorkInput *input = data;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GError) why = NULL;
  BwTrend *trend;

  if (!g_file_test (input->path, G_FILE_TEST_EXISTS))
    return NULL;
  library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  if (library == NULL)
    return NULL;
  trend = bw_trend_new (library, bw_work_get_measure (library), 0, G_MAXINT64, cancellable, &why);
  /* No readings are no failure: there is just nothing to show. */
  if (trend == NULL && !g_error_matches (why, BW_ERROR, BW_ERROR_TOO_FEW))
    g_propagate_error (error, g_steal_pointer (&why));
  return trend;
}

void
bw_session_expect_trend (BwSession *self)
{
  self->trend_is_current = FALSE;
  self->trend_job = NULL;
  bw_session_cancel_kind (self, BW_JOB_TREND);
  bw_session_tell_trend (self);
}

void
bw_session_take_trend (BwSession *self,
                       BwJob     *job)
{
  if (self->trend_job != job)
    return;
  self->trend_job = NULL;
  if (bw_job_get_state (job) == BW_JOB_CANCELLED)
    return;
  g_clear_pointer (&self->trend, bw_trend_unref);
  g_clear_error (&self->trend_error);
  self->trend = bw_job_steal_result (job);
  if (bw_job_get_error (job) != NULL)
    self->trend_error = g_error_copy (bw_job_get_error (job));
  self->trend_is_current = TRUE;
  bw_session_tell_trend (self);
}

void
bw_session_read_trend (BwSession *self)
{
  g_return_if_fail (BW_IS_SESSION (self));

  if (self->stopped || self->trend_is_current || self->trend_job != NULL)
    return;
  self->trend_job = bw_job_new (BW_JOB_TREND, BW_JOB_READS, NULL, work_trend,
                                bw_work_input_new (self->path), bw_work_input_free,
                                (GDestroyNotify) bw_trend_unref);
  bw_session_enlist (self, self->trend_job);
}

const BwTrend *
bw_session_get_trend (BwSession *self,
                      gboolean  *is_current)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  if (is_current != NULL)
    *is_current = self->trend_is_current;
  return self->trend;
}

const GError *
bw_session_get_trend_error (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return self->trend_error;
}
