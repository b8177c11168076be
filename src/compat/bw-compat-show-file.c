/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat/bw-compat-show-file.h"

static void
on_launched (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
open_folder (GTask *task)
{
  g_autoptr (GFile) folder = g_file_get_parent (g_task_get_task_data (task));
  g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : g_strdup ("file:///");

  g_app_info_launch_default_for_uri_async (uri, NULL, g_task_get_cancellable (task), on_launched,
                                           g_object_ref (task));
}

#if GTK_CHECK_VERSION(4, 10, 0)

static void
on_shown (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED)
           || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    open_folder (task);
}

static void
show (GTask     *task,
      GtkWindow *parent,
      GFile     *file)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, parent, g_task_get_cancellable (task),
                                            on_shown, g_object_ref (task));
}

#else

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <unistd.h>

/* A file manager may have to start first; a broken one is not waited for longer. */
#define TIMEOUT_MS 10000

static void
on_manager_answered (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GDBusConnection *bus = G_DBUS_CONNECTION (source);
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (bus, result, NULL);

  if (answer != NULL)
    g_task_return_boolean (task, TRUE);
  else if (!g_task_return_error_if_cancelled (task))
    open_folder (task);
}

static void
ask_manager (GTask           *task,
             GDBusConnection *bus)
{
  g_autofree char *uri = g_file_get_uri (g_task_get_task_data (task));
  const char *const uris[] = { uri, NULL };

  g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                          "org.freedesktop.FileManager1", "ShowItems",
                          g_variant_new ("(^ass)", uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE,
                          TIMEOUT_MS, g_task_get_cancellable (task), on_manager_answered,
                          g_object_ref (task));
}

static void
on_portal_answered (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_with_unix_fd_list_finish (
    G_DBUS_CONNECTION (source), NULL, result, &error);

  if (answer != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The portal knows the file by what is open of it. */
static void
ask_portal (GTask           *task,
            GDBusConnection *bus)
{
  const char *path = g_file_peek_path (g_task_get_task_data (task));
  g_autoptr (GUnixFDList) list = g_unix_fd_list_new ();
  int fd = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;

  if (fd < 0 || g_unix_fd_list_append (list, fd, NULL) < 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The file cannot be opened");
  else
    g_dbus_connection_call_with_unix_fd_list (
      bus, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
      "org.freedesktop.portal.OpenURI", "OpenDirectory", g_variant_new ("(sha{sv})", "", 0, NULL),
      NULL, G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, list, g_task_get_cancellable (task),
      on_portal_answered, g_object_ref (task));
  if (fd >= 0)
    close (fd);
}

/* As GTK decides it for its own portals. */
static gboolean
is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS)
         || g_strcmp0 (g_getenv ("GTK_USE_PORTAL"), "1") == 0;
}

static void
on_bus (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (bus == NULL)
    open_folder (task);
  else if (is_sandboxed ())
    ask_portal (task, bus);
  else
    ask_manager (task, bus);
}

static void
show (GTask     *task,
      GtkWindow *parent,
      GFile     *file)
{
  g_bus_get (G_BUS_TYPE_SESSION, g_task_get_cancellable (task), on_bus, g_object_ref (task));
}

#endif

void
bw_show_in_folder (GtkWindow           *parent,
                   GFile               *file,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (G_IS_FILE (file));

  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  show (task, parent, file);
}

gboolean
bw_show_in_folder_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
