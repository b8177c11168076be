/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-private.h"

#include "base/bw-error.h"
#include "forecast/bw-forecast-record.h"
#include "forecast/bw-forecast-weights.h"

#include <glib/gi18n-lib.h>

/* The LSTMs of the forecast that a library keeps. */

typedef struct
{
  char *path;         /* of the library */
  gint64 id;
  char *file;         /* weights */
  BwModelRow *row;    /* to be brought back */
} LstmInput;

static LstmInput *
lstm_input_new (BwSession *self)
{
  LstmInput *input = g_new0 (LstmInput, 1);

  input->path = g_strdup (self->path);
  return input;
}

static void
lstm_input_free (gpointer data)
{
  LstmInput *input = data;

  g_free (input->path);
  g_free (input->file);
  g_clear_pointer (&input->row, bw_model_row_free);
  g_free (input);
}

/* --- On the worker threads --------------------------------------------------------------------- */

/* Returns: (transfer full) (element-type BwModelRow): newest first, without weights */
static gpointer
work_list (gconstpointer   data,
           BwProgress     *progress,
           GCancellable   *cancellable,
           GError        **error)
{
  const LstmInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  GPtrArray *rows = library != NULL ? bw_library_list_models (library, error) : NULL;
  BwMeasure measure;
  BwPreset preset;

  for (guint i = rows != NULL ? rows->len : 0; i > 0; i--)
    if (!bw_forecast_record_is_of (g_ptr_array_index (rows, i - 1), &preset, &measure))
      g_ptr_array_remove_index (rows, i - 1);
  return rows;
}

static BwModelRow *
read_row (BwLibrary  *library,
          gint64      id,
          GError    **error)
{
  g_autoptr (GError) local = NULL;
  BwModelRow *row = bw_library_get_model (library, NULL, id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (row == NULL)
    g_set_error_literal (error, BW_ERROR, BW_ERROR_NOT_FOUND, _("This model is no more"));
  return row;
}

/* Returns: (transfer full): the row as it was, with its weights */
static gpointer
work_delete (gconstpointer   data,
             BwProgress     *progress,
             GCancellable   *cancellable,
             GError        **error)
{
  const LstmInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);
  g_autoptr (BwModelRow) row = library != NULL ? read_row (library, input->id, error) : NULL;

  if (row == NULL || !bw_library_delete_model (library, input->id, error))
    return NULL;
  return g_steal_pointer (&row);
}

static gpointer
work_restore (gconstpointer   data,
              BwProgress     *progress,
              GCancellable   *cancellable,
              GError        **error)
{
  const LstmInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);

  if (library != NULL)
    bw_library_add_model (library, input->row, error);
  return NULL;
}

static gpointer
work_import (gconstpointer   data,
             BwProgress     *progress,
             GCancellable   *cancellable,
             GError        **error)
{
  const LstmInput *input = data;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwModelRow) row = bw_forecast_weights_read (input->file, error);

  if (row == NULL)
    return NULL;
  library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);
  if (library != NULL)
    bw_library_add_model (library, row, error);
  return NULL;
}

/* --- The session ------------------------------------------------------------------------------- */

static BwJob *
begin (BwSession      *self,
       BwJobKind       kind,
       BwJobAccess     access,
       BwJobWork       work,
       LstmInput      *input,
       GDestroyNotify  free_result)
{
  if (!self->stopped)
    return bw_session_enlist (self, bw_job_new (kind, access, NULL, work, input, lstm_input_free,
                                                free_result));
  lstm_input_free (input);
  return NULL;
}

BwJob *
bw_session_list_lstms (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return begin (self, BW_JOB_LSTMS, BW_JOB_READS, work_list, lstm_input_new (self),
                (GDestroyNotify) g_ptr_array_unref);
}

BwJob *
bw_session_delete_lstm (BwSession *self,
                        gint64     id)
{
  LstmInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  input = lstm_input_new (self);
  input->id = id;
  return begin (self, BW_JOB_LSTM, BW_JOB_WRITES, work_delete, input,
                (GDestroyNotify) bw_model_row_free);
}

BwJob *
bw_session_restore_lstm (BwSession  *self,
                         BwModelRow *row)
{
  LstmInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (row != NULL, NULL);

  input = lstm_input_new (self);
  input->row = row;
  return begin (self, BW_JOB_LSTM, BW_JOB_WRITES, work_restore, input, NULL);
}

BwJob *
bw_session_import_lstm (BwSession  *self,
                        const char *path)
{
  LstmInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  input = lstm_input_new (self);
  input->file = g_strdup (path);
  return begin (self, BW_JOB_LSTM, BW_JOB_WRITES, work_import, input, NULL);
}
