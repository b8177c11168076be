/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-label-file.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GArray *recordings;
  char *who;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_array_unref (reading->recordings);
  g_free (reading->who);
  g_free (reading);
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Reading *reading = data;
  g_autofree char *path = g_file_get_path (source);
  GError *error = NULL;
  BwLabelList *list;

  if (path == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s",
                               _("Only files on this computer can be imported"));
      return;
    }
  list = bw_label_csv_read (path, reading->recordings, reading->who, &error);
  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) bw_label_list_free);
  else
    g_task_return_error (task, error);
}

void
bw_label_file_read (GFile               *file,
                    GArray              *recordings,
                    const char          *who,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (file, NULL, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->recordings = recordings;
  reading->who = g_strdup (who);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_in_thread);
}

BwLabelList *
bw_label_file_read_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
