/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat/bw-compat-file-dialog.h"

static GtkFileFilter *
make_filter (const BwFileDialogFilter *filter)
{
  g_auto (GStrv) patterns = g_strsplit (filter->patterns, ";", -1);
  GtkFileFilter *made = gtk_file_filter_new ();

  gtk_file_filter_set_name (made, filter->name);
  for (guint i = 0; patterns[i] != NULL; i++)
    {
      /* Suffixes match in any case: phones and Windows write EXPORT.ZIP too. */
      if (g_str_has_prefix (patterns[i], "*."))
        gtk_file_filter_add_suffix (made, patterns[i] + 2);
      else
        gtk_file_filter_add_pattern (made, patterns[i]);
    }
  return made;
}

#if GTK_CHECK_VERSION(4, 10, 0)

static GListModel *
one_file (GFile *file)
{
  GListStore *files;

  if (file == NULL)
    return NULL;
  files = g_list_store_new (G_TYPE_FILE);
  g_list_store_append (files, file);
  g_object_unref (file);
  return G_LIST_MODEL (files);
}

static void
on_dialog_done (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GtkFileDialog *dialog = GTK_FILE_DIALOG (source);
  GError *error = NULL;
  GListModel *files;

  switch ((BwFileDialogKind) GPOINTER_TO_INT (g_task_get_task_data (task)))
    {
    case BW_FILE_DIALOG_OPEN:
      files = gtk_file_dialog_open_multiple_finish (dialog, result, &error);
      break;
    case BW_FILE_DIALOG_FOLDER:
      files = one_file (gtk_file_dialog_select_folder_finish (dialog, result, &error));
      break;
    case BW_FILE_DIALOG_SAVE:
    default:
      files = one_file (gtk_file_dialog_save_finish (dialog, result, &error));
      break;
    }
  if (files != NULL)
    {
      g_task_return_pointer (task, files, g_object_unref);
      return;
    }
  if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
      || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    {
      g_clear_error (&error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closed");
    }
  g_task_return_error (task, error);
}

static void
run (GTask                    *task,
     GtkWindow                *parent,
     BwFileDialogKind          kind,
     const char               *title,
     const char               *accept,
     const char               *name,
     GFile                    *folder,
     const BwFileDialogFilter *filters,
     guint                     n_filters,
     GCancellable             *cancellable)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) list = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_accept_label (dialog, accept);
  gtk_file_dialog_set_modal (dialog, TRUE);
  if (folder != NULL)
    gtk_file_dialog_set_initial_folder (dialog, folder);
  if (name != NULL)
    gtk_file_dialog_set_initial_name (dialog, name);
  for (guint i = 0; i < n_filters; i++)
    {
      g_autoptr (GtkFileFilter) filter = make_filter (&filters[i]);

      g_list_store_append (list, filter);
      if (i == 0)
        gtk_file_dialog_set_default_filter (dialog, filter);
    }
  if (n_filters > 0)
    gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (list));
  switch (kind)
    {
    case BW_FILE_DIALOG_OPEN:
      gtk_file_dialog_open_multiple (dialog, parent, cancellable, on_dialog_done,
                                     g_object_ref (task));
      break;
    case BW_FILE_DIALOG_FOLDER:
      gtk_file_dialog_select_folder (dialog, parent, cancellable, on_dialog_done,
                                     g_object_ref (task));
      break;
    case BW_FILE_DIALOG_SAVE:
    default:
      gtk_file_dialog_save (dialog, parent, cancellable, on_dialog_done, g_object_ref (task));
      break;
    }
}

#else

/* A native dialog does not own itself while it is shown: the task's data does. */
typedef struct
{
  GtkFileChooserNative *native;
  GCancellable *cancellable;
  gulong cancelled_id;
} Shown;

static void
shown_free (gpointer data)
{
  Shown *shown = data;

  /* Not g_cancellable_disconnect(): this may run inside the signal, and would wait for itself. */
  if (shown->cancelled_id != 0)
    g_signal_handler_disconnect (shown->cancellable, shown->cancelled_id);
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (shown->native));
  g_clear_object (&shown->native);
  g_clear_object (&shown->cancellable);
  g_free (shown);
}

static void
on_response (GtkNativeDialog *native,
             int              response,
             gpointer         user_data)
{
  g_autoptr (GTask) task = user_data;
  GListModel *files = NULL;

  g_signal_handlers_disconnect_matched (native, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, task);
  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (native));
  if (files != NULL && g_list_model_get_n_items (files) > 0)
    {
      g_task_return_pointer (task, files, g_object_unref);
      return;
    }
  g_clear_object (&files);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closed");
}

static void
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  gtk_native_dialog_hide (user_data);
  g_signal_emit_by_name (user_data, "response", GTK_RESPONSE_CANCEL);
}

static void
run (GTask                    *task,
     GtkWindow                *parent,
     BwFileDialogKind          kind,
     const char               *title,
     const char               *accept,
     const char               *name,
     GFile                    *folder,
     const BwFileDialogFilter *filters,
     guint                     n_filters,
     GCancellable             *cancellable)
{
  static const GtkFileChooserAction actions[] = {
    [BW_FILE_DIALOG_OPEN] = GTK_FILE_CHOOSER_ACTION_OPEN,
    [BW_FILE_DIALOG_FOLDER] = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
    [BW_FILE_DIALOG_SAVE] = GTK_FILE_CHOOSER_ACTION_SAVE,
  };
  Shown *shown = g_new0 (Shown, 1);
  GtkFileChooser *chooser;

  shown->native = gtk_file_chooser_native_new (title, parent, actions[kind], accept, NULL);
  g_task_set_task_data (task, shown, shown_free);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (shown->native), TRUE);
  chooser = GTK_FILE_CHOOSER (shown->native);
  gtk_file_chooser_set_select_multiple (chooser, kind == BW_FILE_DIALOG_OPEN);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (chooser, folder, NULL);
  if (name != NULL && kind == BW_FILE_DIALOG_SAVE)
    gtk_file_chooser_set_current_name (chooser, name);
  for (guint i = 0; i < n_filters; i++)
    {
      g_autoptr (GtkFileFilter) filter = make_filter (&filters[i]);

      gtk_file_chooser_add_filter (chooser, filter);
      if (i == 0)
        gtk_file_chooser_set_filter (chooser, filter);
    }
  g_signal_connect (shown->native, "response", G_CALLBACK (on_response), g_object_ref (task));
  if (cancellable != NULL)
    {
      shown->cancellable = g_object_ref (cancellable);
      shown->cancelled_id = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled),
                                              shown->native);
    }
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (shown->native));
}

#endif

void
bw_file_dialog_run (GtkWindow                *parent,
                    BwFileDialogKind          kind,
                    const char               *title,
                    const char               *accept,
                    const char               *name,
                    GFile                    *folder,
                    const BwFileDialogFilter *filters,
                    guint                     n_filters,
                    GCancellable             *cancellable,
                    GAsyncReadyCallback       callback,
                    gpointer                  user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

#if GTK_CHECK_VERSION(4, 10, 0)
  g_task_set_task_data (task, GINT_TO_POINTER (kind), NULL);
#endif
  run (task, parent, kind, title, accept, name, folder, filters, n_filters, cancellable);
}

GListModel *
bw_file_dialog_run_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GFile *
bw_file_dialog_run_finish_one (GAsyncResult  *result,
                               GError       **error)
{
  g_autoptr (GListModel) files = bw_file_dialog_run_finish (result, error);

  return files != NULL ? g_list_model_get_item (files, 0) : NULL;
}
