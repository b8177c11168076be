/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/bw-background-start.h"

#include <glib/gstdio.h>

#define NAME "org.freedesktop.portal.Desktop"
#define PATH "/org/freedesktop/portal/desktop"

/* A portal on a connection of its own. */
typedef struct
{
  GDBusConnection *bus;
  guint owner;
  guint object;
  gboolean owned;
  /* How it answers. */
  gboolean fails;
  guint32 response;
  gboolean allows;
  /* What it was asked. */
  guint n_calls;
  gboolean autostart;
  GStrv command;
  char *reason;
  char *message;
} Portal;

static void
on_call (GDBusConnection       *bus,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  Portal *self = user_data;
  g_autoptr (GVariant) options = NULL;
  g_autofree char *token = NULL;
  g_autofree char *from = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *request = NULL;
  GVariantBuilder results;

  self->n_calls++;
  if (g_str_equal (method, "SetStatus"))
    {
      g_variant_get (parameters, "(@a{sv})", &options);
      g_assert_true (g_variant_lookup (options, "message", "s", &self->message));
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  if (self->fails)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, NAME ".Error", "No such luck");
      return;
    }
  g_variant_get (parameters, "(s@a{sv})", NULL, &options);
  g_assert_true (g_variant_lookup (options, "handle_token", "s", &token));
  g_assert_true (g_variant_lookup (options, "autostart", "b", &self->autostart));
  g_clear_pointer (&self->command, g_strfreev);
  g_clear_pointer (&self->reason, g_free);
  g_variant_lookup (options, "commandline", "^as", &self->command);
  g_variant_lookup (options, "reason", "s", &self->reason);
  request = g_strdup_printf (PATH "/request/%s/%s", from, token);
  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (self->allows));
  g_variant_builder_add (&results, "{sv}", "autostart",
                         g_variant_new_boolean (self->allows && self->autostart));
  /* As quick as can be: before the call is answered. */
  g_dbus_connection_emit_signal (self->bus, sender, request, "org.freedesktop.portal.Request",
                                 "Response",
                                 g_variant_new ("(ua{sv})", self->response, &results), NULL);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
}

static void
on_owned (GDBusConnection *bus,
          const char      *name,
          gpointer         user_data)
{
  ((Portal *) user_data)->owned = TRUE;
}

static void
set_up (Portal        *self,
        gconstpointer  data)
{
  static const char xml[] = "<node><interface name='org.freedesktop.portal.Background'>"
                            "<method name='RequestBackground'><arg type='s' direction='in'/>"
                            "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>"
                            "</method><method name='SetStatus'>"
                            "<arg type='a{sv}' direction='in'/></method></interface></node>";
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  GError *error = NULL;

  self->allows = TRUE;
  self->bus = g_dbus_connection_new_for_address_sync (
    address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  self->object = g_dbus_connection_register_object (self->bus, PATH, node->interfaces[0], &vtable,
                                                    self, NULL, &error);
  g_assert_no_error (error);
  self->owner = g_bus_own_name_on_connection (self->bus, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, on_owned,
                                              NULL, self, NULL);
  app_wait (self->owned);
  g_setenv ("GTK_USE_PORTAL", "1", TRUE);
}

static void
tear_down (Portal        *self,
           gconstpointer  data)
{
  g_unsetenv ("GTK_USE_PORTAL");
  g_bus_unown_name (self->owner);
  g_dbus_connection_unregister_object (self->bus, self->object);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_object_unref (self->bus);
  g_strfreev (self->command);
  g_free (self->reason);
  g_free (self->message);
}

static void
on_set (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
set (gboolean   on,
     GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bw_background_start_set (on, NULL, on_set, &result);
  app_wait (result != NULL);
  return bw_background_start_set_finish (result, error);
}

static void
test_portal (Portal        *self,
             gconstpointer  data)
{
  g_autofree char *file = bw_background_start_get_path ();
  g_autoptr (GError) error = NULL;

  g_assert_true (set (TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->n_calls, ==, 1);
  g_assert_true (self->autostart);
  g_assert_cmpuint (g_strv_length (self->command), ==, 2);
  g_assert_cmpstr (self->command[0], ==, "beatwise");
  g_assert_cmpstr (self->command[1], ==, "--background");
  g_assert_nonnull (self->reason);
  g_assert_true (set (FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (self->autostart);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
}

static void
test_denied (Portal        *self,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  self->allows = FALSE;
  g_assert_false (set (TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);
  /* To be off again needs no leave. */
  g_assert_true (set (FALSE, &error));
  g_assert_no_error (error);
  self->response = 1;
  g_assert_false (set (TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

static void
test_fails (Portal        *self,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  self->fails = TRUE;
  g_assert_false (set (TRUE, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, ==, "No such luck");
  g_assert_cmpuint (self->n_calls, ==, 1);
}

static void
test_tell (Portal        *self,
           gconstpointer  data)
{
  bw_background_start_tell ("Watches the folder “Drop”");
  app_wait (self->message != NULL);
  g_assert_cmpstr (self->message, ==, "Watches the folder “Drop”");
}

/* Outside of a sandbox nobody is asked. */
static void
test_file (Portal        *self,
           gconstpointer  data)
{
  g_autofree char *path = bw_background_start_get_path ();
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *command = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_unsetenv ("GTK_USE_PORTAL");
  g_assert_true (g_str_has_prefix (path, g_get_user_config_dir ()));
  /* Off already is no error. */
  g_assert_true (set (FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (set (TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->n_calls, ==, 0);
  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error));
  g_assert_no_error (error);
  command = g_key_file_get_string (file, "Desktop Entry", "Exec", NULL);
  g_assert_true (g_shell_parse_argv (command, NULL, &words, NULL));
  g_assert_cmpuint (g_strv_length (words), ==, 2);
  g_assert_cmpstr (words[0], ==, program);
  g_assert_cmpstr (words[1], ==, "--background");
  g_assert_true (set (FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Where it cannot be written it says so. */
static void
test_unwritable (Portal        *self,
                 gconstpointer  data)
{
  g_autofree char *path = bw_background_start_get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_unsetenv ("GTK_USE_PORTAL");
  g_rmdir (folder);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  g_assert_false (set (TRUE, &error));
  g_assert_nonnull (error);
  g_unlink (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/background-start/portal", Portal, NULL, set_up, test_portal, tear_down);
  g_test_add ("/background-start/denied", Portal, NULL, set_up, test_denied, tear_down);
  g_test_add ("/background-start/fails", Portal, NULL, set_up, test_fails, tear_down);
  g_test_add ("/background-start/tell", Portal, NULL, set_up, test_tell, tear_down);
  g_test_add ("/background-start/file", Portal, NULL, set_up, test_file, tear_down);
  g_test_add ("/background-start/unwritable", Portal, NULL, set_up, test_unwritable, tear_down);
  return g_test_run ();
}
