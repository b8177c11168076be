/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-background-start.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_BACKGROUND "org.freedesktop.portal.Background"
#define PORTAL_REQUEST "org.freedesktop.portal.Request"

/* What Linux adds to the name of a program whose file is no more. */
#define REPLACED " (deleted)"

/* One request to the portal: it answers by a signal of an object that it makes for it. */
typedef struct
{
  gboolean on;
  GDBusConnection *bus;
  guint subscription;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->bus);
  g_free (request);
}

/* As GTK decides it for its own portals. */
static gboolean
is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS)
         || g_strcmp0 (g_getenv ("GTK_USE_PORTAL"), "1") == 0;
}

/* --- A file ------------------------------------------------------------------------------------ */

char *
bw_background_start_get_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", BW_APPLICATION_ID ".desktop", NULL);
}

/* As the desktop entry specification wants an argument quoted. */
static char *
quote (const char *path)
{
  GString *text = g_string_new ("\"");

  for (const char *at = path; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '`' || *at == '$')
        g_string_append (text, "\\\\");
      else if (*at == '\\')
        g_string_append (text, "\\\\\\");
      else if (*at == '%')
        g_string_append_c (text, '%');
      g_string_append_c (text, *at);
    }
  g_string_append_c (text, '"');
  return g_string_free (text, FALSE);
}

/* The program as it is called; it may have been replaced since it was started. */
static char *
find_program (void)
{
  char *path = g_file_read_link ("/proc/self/exe", NULL);

  if (path != NULL && g_str_has_suffix (path, REPLACED))
    path[strlen (path) - strlen (REPLACED)] = '\0';
  return path != NULL ? path : g_strdup ("beatwise");
}

static gboolean
write_file (GError **error)
{
  g_autofree char *path = bw_background_start_get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *program = find_program ();
  g_autofree char *quoted = quote (program);
  g_autofree char *text = g_strdup_printf ("[Desktop Entry]\n"
                                           "Type=Application\n"
                                           "Name=%s\n"
                                           "Icon=%s\n"
                                           "Exec=%s --background\n"
                                           "NoDisplay=true\n",
                                           _("Beatwise"), BW_APPLICATION_ID, quoted);

  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      int saved = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved),
                   _("The folder “%s” cannot be written: %s"), folder, g_strerror (saved));
      return FALSE;
    }
  return g_file_set_contents (path, text, -1, error);
}

static gboolean
remove_file (GError **error)
{
  g_autofree char *path = bw_background_start_get_path ();

  if (g_unlink (path) != 0 && errno != ENOENT)
    {
      int saved = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved),
                   _("“%s” cannot be removed: %s"), path, g_strerror (saved));
      return FALSE;
    }
  return TRUE;
}

static void
set_file (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;

  if (request->on ? write_file (&error) : remove_file (&error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* --- The portal -------------------------------------------------------------------------------- */

/* The subscription holds the task. */
static void
stop_listening (Request *request)
{
  g_dbus_connection_signal_unsubscribe (request->bus, request->subscription);
  request->subscription = 0;
}

static void
on_response (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Request *request = g_task_get_task_data (task);
  g_autoptr (GVariant) results = NULL;
  guint32 response;
  gboolean started = FALSE;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  stop_listening (request);
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "autostart", "b", &started);
  if (response == 0 && started == request->on)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "%s",
                             _("The desktop does not allow it; look for Beatwise among the apps in "
                               "the system’s settings"));
}

static void
on_called (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GVariant) reply
    = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL)
    return;
  if (request->subscription != 0)
    {
      stop_listening (request);
      g_dbus_error_strip_remote_error (error);
      g_task_return_error (task, error);
    }
  else
    g_error_free (error);
}

/* The object's path is known beforehand, so that no answer is too quick. */
static char *
make_request_path (GDBusConnection *bus,
                   const char      *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (bus) + 1);

  g_strdelimit (sender, ".", '_');
  return g_strdup_printf ("%s/request/%s/%s", PORTAL_PATH, sender, token);
}

static void
on_bus (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  const char *const command[] = { "beatwise", "--background", NULL };
  g_autofree char *token = NULL;
  g_autofree char *path = NULL;
  GVariantBuilder options;
  GError *error = NULL;

  request->bus = g_bus_get_finish (result, &error);
  if (request->bus == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  token = g_strdup_printf ("beatwise%u", g_random_int ());
  path = make_request_path (request->bus, token);
  request->subscription = g_dbus_connection_signal_subscribe (
    request->bus, PORTAL_NAME, PORTAL_REQUEST, "Response", path, NULL,
    G_DBUS_SIGNAL_FLAGS_NONE, on_response, g_object_ref (task), g_object_unref);

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_("To import what comes into the watched folder, and "
                                                 "to tell of low scores expected.")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (request->on));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));
  g_dbus_connection_call (request->bus, PORTAL_NAME, PORTAL_PATH, PORTAL_BACKGROUND,
                          "RequestBackground", g_variant_new ("(sa{sv})", "", &options),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1,
                          g_task_get_cancellable (task), on_called, g_object_ref (task));
}

void
bw_background_start_set (gboolean             on,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->on = on;
  g_task_set_task_data (task, request, request_free);
  if (is_sandboxed ())
    g_bus_get (G_BUS_TYPE_SESSION, cancellable, on_bus, g_object_ref (task));
  else
    g_task_run_in_thread (task, set_file);
}

/* Older portals have no such list: it goes without. */
static void
on_told (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GVariant) reply
    = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
}

static void
on_bus_to_tell (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autofree char *message = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);
  GVariantBuilder options;

  if (bus == NULL)
    return;
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (message));
  /* The call holds the connection until it is through. */
  g_dbus_connection_call (bus, PORTAL_NAME, PORTAL_PATH, PORTAL_BACKGROUND, "SetStatus",
                          g_variant_new ("(a{sv})", &options), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, on_told, NULL);
}

void
bw_background_start_tell (const char *message)
{
  g_return_if_fail (message != NULL);

  if (is_sandboxed ())
    g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus_to_tell, g_strdup (message));
}

gboolean
bw_background_start_set_finish (GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
