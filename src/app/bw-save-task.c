/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-save-task.h"

#include "export/bw-export-file.h"

typedef struct
{
  BwSaveWork work;
  gpointer data;
  GDestroyNotify free_data;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  if (saving->free_data)
    saving->free_data (saving->data);
  g_free (saving);
}

static void
save_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Saving *saving = data;
  g_autoptr (GError) error = NULL;

  if (saving->work (G_FILE (source), saving->data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
bw_save_async (GFile               *file,
               BwSaveWork           work,
               gpointer             data,
               GDestroyNotify       free_data,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);
  Saving *saving = g_new0 (Saving, 1);

  saving->work = work;
  saving->data = data;
  saving->free_data = free_data;
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_in_thread);
}

gboolean
bw_save_finish (GAsyncResult  *result,
                GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
bw_save_bytes (GFile         *file,
               GBytes        *bytes,
               GCancellable  *cancellable,
               GError       **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    return bw_export_write_file (path, data, length, cancellable, error);
  return g_file_replace_contents (file, data, length, NULL, FALSE,
                                  G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, error);
}
