/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-label-file.h"

#include "app/bw-save-task.h"
#include "export/bw-export-labels.h"

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

/* --- Writing ------------------------------------------------------------------------------------ */

typedef struct
{
  GArray *recordings;
  GArray *reader_labels;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_array_unref (writing->recordings);
  g_array_unref (writing->reader_labels);
  g_free (writing);
}

static gboolean
write_labels (GFile         *file,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const Writing *writing = data;
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    return bw_export_labels_csv (path, writing->recordings, writing->reader_labels, cancellable,
                                 error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _("Only files on this computer can be written"));
  return FALSE;
}

void
bw_label_file_write (GFile               *file,
                     GArray              *recordings,
                     GArray              *reader_labels,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->recordings = recordings;
  writing->reader_labels = reader_labels;
  bw_save_async (file, write_labels, writing, writing_free, NULL, callback, user_data);
}

gboolean
bw_label_file_write_finish (GAsyncResult  *result,
                            GError       **error)
{
  return bw_save_finish (result, error);
}
