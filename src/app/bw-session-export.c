/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-export.h"

#include "app/bw-session-private.h"
#include "app/bw-session-work-export.h"

#include <glib/gi18n-lib.h>

void
bw_exported_free (BwExported *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->file);
  g_free (self->text);
  g_free (self);
}

static BwJob *
begin (BwSession     *self,
       BwJobAccess    access,
       const char    *title,
       BwJobWork      work,
       BwExportInput *input)
{
  return bw_session_enlist (self, bw_job_new (BW_JOB_EXPORT, access, title, work, input,
                                              bw_export_input_free,
                                              (GDestroyNotify) bw_exported_free));
}

BwJob *
bw_session_export_recording (BwSession *self,
                             gint64     recording_id,
                             GFile     *file,
                             gboolean   edf,
                             gboolean   with_person)
{
  BwExportInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (G_IS_FILE (file) && g_file_peek_path (file) != NULL, NULL);

  if (self->stopped)
    return NULL;
  input = bw_export_input_new (self->path, file);
  input->id = recording_id;
  input->edf = edf;
  input->with_person = with_person;
  return begin (self, BW_JOB_READS, _("Exporting Recording"), bw_work_export_recording, input);
}

BwJob *
bw_session_export_recordings (BwSession    *self,
                              const GArray *ids,
                              GFile        *folder,
                              gboolean      edf,
                              gboolean      with_person)
{
  BwExportInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (ids != NULL && ids->len > 0, NULL);
  g_return_val_if_fail (G_IS_FILE (folder) && g_file_peek_path (folder) != NULL, NULL);

  if (self->stopped)
    return NULL;
  input = bw_export_input_new (self->path, folder);
  input->ids = g_array_copy ((GArray *) ids);
  input->edf = edf;
  input->with_person = with_person;
  return begin (self, BW_JOB_READS, _("Exporting Recordings"), bw_work_export_recordings, input);
}

static BwJob *
begin_model (BwSession     *self,
             gint64         model_id,
             BwModelFormat  format,
             guint          n_examples,
             GFile         *file)
{
  BwExportInput *input;

  if (self->stopped)
    return NULL;
  input = bw_export_input_new (self->path, file);
  input->id = model_id;
  input->format = format;
  input->n_examples = n_examples;
  return begin (self, BW_JOB_READS, _("Exporting Model"), bw_work_export_model, input);
}

BwJob *
bw_session_export_model (BwSession     *self,
                         gint64         model_id,
                         BwModelFormat  format,
                         GFile         *file)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (G_IS_FILE (file) && g_file_peek_path (file) != NULL, NULL);

  return begin_model (self, model_id, format, 0, file);
}

BwJob *
bw_session_export_model_with_examples (BwSession     *self,
                                       gint64         model_id,
                                       BwModelFormat  format,
                                       guint          n_examples,
                                       GFile         *folder)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (n_examples > 0, NULL);
  g_return_val_if_fail (G_IS_FILE (folder) && g_file_peek_path (folder) != NULL, NULL);

  return begin_model (self, model_id, format, n_examples, folder);
}

BwJob *
bw_session_export_lines (BwSession                  *self,
                         const BwExportLinesOptions *options,
                         gboolean                    with_person,
                         GFile                      *file)
{
  BwExportInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (options != NULL && options->measurements != 0, NULL);
  g_return_val_if_fail (G_IS_FILE (file) && g_file_peek_path (file) != NULL, NULL);

  if (self->stopped)
    return NULL;
  input = bw_export_input_new (self->path, file);
  input->lines = *options;
  input->lines.person = NULL;
  input->with_person = with_person;
  return begin (self, BW_JOB_READS, _("Exporting Time Series"), bw_work_export_lines, input);
}

BwJob *
bw_session_export_table (BwSession         *self,
                         const BwDataTable *table,
                         BwTableFormat      format,
                         gint64             from_ms,
                         gint64             to_ms,
                         GFile             *file)
{
  BwExportInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (G_IS_FILE (file) && g_file_peek_path (file) != NULL, NULL);

  if (self->stopped)
    return NULL;
  input = bw_export_input_new (self->path, file);
  input->table = table;
  input->table_format = format;
  input->from_ms = from_ms;
  input->to_ms = to_ms;
  return begin (self, BW_JOB_READS, table != NULL ? _("Exporting Table") : _("Exporting Tables"),
                bw_work_export_table, input);
}

BwJob *
bw_session_count_rows (BwSession         *self,
                       const BwDataTable *table,
                       gint64             from_ms,
                       gint64             to_ms)
{
  BwExportInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (table != NULL, NULL);

  if (self->stopped)
    return NULL;
  bw_session_cancel_kind (self, BW_JOB_COUNT_ROWS);
  input = bw_export_input_new (self->path, NULL);
  input->table = table;
  input->from_ms = from_ms;
  input->to_ms = to_ms;
  return bw_session_enlist (self, bw_job_new (BW_JOB_COUNT_ROWS, BW_JOB_READS, NULL,
                                              bw_work_count_rows, input, bw_export_input_free,
                                              g_free));
}

BwJob *
bw_session_look_at_share (BwSession            *self,
                          const GArray         *ids,
                          const BwShareOptions *options)
{
  BwExportInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (ids != NULL && ids->len > 0 && options != NULL, NULL);

  if (self->stopped)
    return NULL;
  bw_session_cancel_kind (self, BW_JOB_LOOK_AT_SHARE);
  input = bw_export_input_new (self->path, NULL);
  input->ids = g_array_copy ((GArray *) ids);
  input->share_options = *options;
  return bw_session_enlist (self, bw_job_new (BW_JOB_LOOK_AT_SHARE, BW_JOB_READS, NULL,
                                              bw_work_look_at_share, input, bw_export_input_free,
                                              (GDestroyNotify) bw_share_free));
}

BwJob *
bw_session_export_share (BwSession *self,
                         BwShare   *share,
                         GFile     *file)
{
  BwExportInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (share != NULL, NULL);
  g_return_val_if_fail (G_IS_FILE (file) && g_file_peek_path (file) != NULL, NULL);

  if (self->stopped)
    {
      bw_share_free (share);
      return NULL;
    }
  input = bw_export_input_new (self->path, file);
  input->share = share;
  /* The first of a library keeps there by how much its dates are shifted. */
  return begin (self, BW_JOB_WRITES, _("Exporting Recordings Without Names"), bw_work_export_share,
                input);
}
