/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-private.h"

#include "import/bw-import-look.h"
#include "import/bw-import.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* What is done to the library as a whole: filled, checked, copied, erased and brought back. */

BwJob *
bw_session_look (BwSession         *self,
                 const char *const *paths)
{
  BwWorkInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (paths != NULL && paths[0] != NULL, NULL);

  if (self->stopped)
    return NULL;
  input = bw_work_input_new (self->path);
  input->files = g_strdupv ((char **) paths);
  return bw_session_enlist (self, bw_job_new (BW_JOB_LOOK, BW_JOB_READS, NULL, bw_work_look, input,
                                              bw_work_input_free,
                                              (GDestroyNotify) bw_import_look_free));
}

BwJob *
bw_session_import (BwSession             *self,
                   const char *const     *paths,
                   const BwImportOptions *options)
{
  BwWorkInput *input;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (paths != NULL && paths[0] != NULL, NULL);

  bw_session_forget_erased (self);
  /* What it learns would be out of date before it is done. */
  bw_session_cancel_kind (self, BW_JOB_TRAIN);
  input = bw_work_input_new (self->path);
  input->files = g_strdupv ((char **) paths);
  if (options != NULL)
    bw_work_input_set_options (input, options);
  if (paths[1] == NULL)
    {
      name = g_filename_display_basename (paths[0]);
      /* Translators: %s is a file name. */
      title = g_strdup_printf (_("Importing “%s”"), name);
    }
  else
    title = g_strdup_printf (ngettext ("Importing %u File", "Importing %u Files",
                                       g_strv_length (input->files)),
                             g_strv_length (input->files));
  return bw_session_enlist (self,
                            bw_job_new (BW_JOB_IMPORT, BW_JOB_WRITES, title, bw_work_import, input,
                                        bw_work_input_free,
                                        (GDestroyNotify) bw_import_result_free));
}

BwJob *
bw_session_import_sample (BwSession *self,
                          guint      days,
                          guint64    seed)
{
  BwWorkInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  bw_session_forget_erased (self);
  bw_session_cancel_kind (self, BW_JOB_TRAIN);
  input = bw_work_input_new (self->path);
  input->days = days;
  input->seed = seed;
  return bw_session_enlist (self,
                            bw_job_new (BW_JOB_SAMPLE, BW_JOB_WRITES, _("Importing Sample Data"),
                                        bw_work_sample, input, bw_work_input_free,
                                        (GDestroyNotify) bw_import_result_free));
}

BwJob *
bw_session_check (BwSession *self)
{
  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  return bw_session_enlist (self,
                            bw_job_new (BW_JOB_CHECK, BW_JOB_READS, _("Checking Library"),
                                        bw_work_check, bw_work_input_new (self->path),
                                        bw_work_input_free, (GDestroyNotify) g_ptr_array_unref));
}

BwJob *
bw_session_back_up (BwSession  *self,
                    const char *path)
{
  BwWorkInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  input = bw_work_input_new (self->path);
  input->other = g_strdup (path);
  return bw_session_enlist (self,
                            bw_job_new (BW_JOB_BACK_UP, BW_JOB_READS, _("Backing Up Library"),
                                        bw_work_back_up, input, bw_work_input_free, NULL));
}

BwJob *
bw_session_set_setting (BwSession  *self,
                        const char *key,
                        const char *value)
{
  BwWorkInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (key != NULL && value != NULL, NULL);

  input = bw_work_input_new (self->path);
  input->key = g_strdup (key);
  input->value = g_strdup (value);
  return bw_session_enlist (self,
                            bw_job_new (BW_JOB_SETTING, BW_JOB_WRITES, NULL, bw_work_setting, input,
                                        bw_work_input_free, NULL));
}

BwJob *
bw_session_erase (BwSession *self)
{
  BwWorkInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);

  bw_session_forget_erased (self);
  bw_session_cancel_kind (self, BW_JOB_TRAIN);
  bw_session_cancel_kind (self, BW_JOB_OUTLOOK);
  bw_session_forget_look_back (self);
  bw_session_drop_glucose (self);
  bw_session_drop_backtest (self);
  input = bw_work_input_new (self->path);
  input->other = g_strdup (self->aside);
  return bw_session_enlist (self,
                            bw_job_new (BW_JOB_ERASE, BW_JOB_ALONE, _("Erasing Library"),
                                        bw_work_erase, input, bw_work_input_free, NULL));
}

BwJob *
bw_session_restore (BwSession *self)
{
  BwWorkInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (self->has_aside, NULL);

  /* From here on it is the job's, not to be deleted by who no longer offers to undo. */
  self->has_aside = FALSE;
  bw_session_cancel_kind (self, BW_JOB_OUTLOOK);
  bw_session_forget_look_back (self);
  bw_session_drop_glucose (self);
  bw_session_drop_backtest (self);
  input = bw_work_input_new (self->path);
  input->other = g_strdup (self->aside);
  return bw_session_enlist (self,
                            bw_job_new (BW_JOB_RESTORE, BW_JOB_ALONE, _("Bringing Library Back"),
                                        bw_work_restore, input, bw_work_input_free, NULL));
}

void
bw_session_forget_erased (BwSession *self)
{
  g_return_if_fail (BW_IS_SESSION (self));

  if (!self->has_aside)
    return;
  g_unlink (self->aside);
  self->has_aside = FALSE;
}

gboolean
bw_session_can_restore (BwSession *self)
{
  return self->has_aside;
}
