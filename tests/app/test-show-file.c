/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/bw-toasts.h"
#include "compat/bw-compat-show-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* What was written is shown in its folder: by a file manager, or a portal, of the test's own; by what
 * opens folders where there is none; and told in words where there is nothing at all. */

#define MANAGER "org.freedesktop.FileManager1"
#define PORTAL "org.freedesktop.portal.Desktop"

static const char xml[] = "<node><interface name='" MANAGER "'><method name='ShowItems'>"
                          "<arg type='as' direction='in'/><arg type='s' direction='in'/></method>"
                          "</interface><interface name='org.freedesktop.portal.OpenURI'>"
                          "<method name='OpenDirectory'><arg type='s' direction='in'/>"
                          "<arg type='h' direction='in'/><arg type='a{sv}' direction='in'/>"
                          "<arg type='o' direction='out'/></method></interface></node>";

/* One that answers on the session bus, on a connection of its own. */
typedef struct
{
  GDBusConnection *bus;
  guint owner, object;
  gboolean owned;
  gboolean refuses;
  char *uri;         /* shown last */
  guint n_folders;   /* asked for by what is open of a file */
} Manager;

typedef struct
{
  char *folder;
  GFile *file;
} Fixture;

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
  Manager *self = user_data;
  g_auto (GStrv) uris = NULL;

  if (self->refuses)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, MANAGER ".Error", method);
      return;
    }
  if (g_str_equal (method, "OpenDirectory"))
    {
      self->n_folders++;
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/request/1"));
      return;
    }
  g_variant_get (parameters, "(^as&s)", &uris, NULL);
  g_assert_cmpuint (g_strv_length (uris), ==, 1);
  g_free (self->uri);
  self->uri = g_strdup (uris[0]);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
on_owned (GDBusConnection *bus,
          const char      *name,
          gpointer         user_data)
{
  ((Manager *) user_data)->owned = TRUE;
}

static Manager *
manager_new (const char *name,
             const char *path,
             const char *interface)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  Manager *self = g_new0 (Manager, 1);
  GError *error = NULL;

  self->bus = g_dbus_connection_new_for_address_sync (
    address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  self->object = g_dbus_connection_register_object (
    self->bus, path, g_dbus_node_info_lookup_interface (node, interface), &vtable, self, NULL,
    &error);
  g_assert_no_error (error);
  self->owner = g_bus_own_name_on_connection (self->bus, name, G_BUS_NAME_OWNER_FLAGS_NONE,
                                              on_owned, NULL, self, NULL);
  app_wait (self->owned);
  return self;
}

static void
manager_free (Manager *self)
{
  g_bus_unown_name (self->owner);
  g_dbus_connection_unregister_object (self->bus, self->object);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_object_unref (self->bus);
  g_free (self->uri);
  g_free (self);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  fixture->folder = bw_test_make_folder ();
  path = g_build_filename (fixture->folder, "Größe & Form.csv", NULL);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  fixture->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->file);
  bw_test_remove_folder (fixture->folder);
}

static void
on_result (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Returns: whether it says that it was shown */
static gboolean
show (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  bw_show_in_folder (NULL, fixture->file, NULL, on_result, &result);
  app_wait (result != NULL);
  return bw_show_in_folder_finish (result, NULL);
}

static void
test_manager (Fixture       *fixture,
              gconstpointer  data)
{
  Manager *manager = manager_new (MANAGER, "/org/freedesktop/FileManager1", MANAGER);
  g_autofree char *uri = g_file_get_uri (fixture->file);

  g_assert_true (show (fixture));
  g_assert_cmpstr (manager->uri, ==, uri);
  manager_free (manager);
}

static void
test_portal (Fixture       *fixture,
             gconstpointer  data)
{
  Manager *portal;

  if (gtk_check_version (4, 10, 0) == NULL)
    {
      g_test_skip ("GTK’s own from 4.10");
      return;
    }
  portal = manager_new (PORTAL, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.OpenURI");
  g_setenv ("GTK_USE_PORTAL", "1", TRUE);
  g_assert_true (show (fixture));
  g_assert_cmpuint (portal->n_folders, ==, 1);
  portal->refuses = TRUE;
  g_assert_false (show (fixture));
  g_unsetenv ("GTK_USE_PORTAL");
  manager_free (portal);
}

/* Cancelled before anybody was asked. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_cancellable_cancel (cancellable);
  bw_show_in_folder (NULL, fixture->file, cancellable, on_result, &result);
  app_wait (result != NULL);
  g_assert_false (bw_show_in_folder_finish (result, NULL));
}

/* --- By the toast's button ------------------------------------------------------------------------ */

static void
press_button (GtkWidget *window)
{
  GtkWidget *button;

  app_wait (app_shows (window, "Show in Folder"));
  button = app_find (window, "AdwToastWidget");
  g_assert_nonnull (button);
  button = app_find (button, "GtkButton");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
test_toast (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *window = adw_window_new (), *overlay = adw_toast_overlay_new ();
  g_autofree char *path = g_file_get_path (fixture->file), *uri = g_file_get_uri (fixture->file);
  g_autofree char *nobody = g_strdup_printf ("No file manager answers; the file is “%s”", path);
  Manager *manager;

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), gtk_label_new ("Below"));
  adw_window_set_content (ADW_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), 500, 300);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);

  bw_toasts_tell_file (overlay, "Written", fixture->file);
  press_button (window);
  app_wait (app_shows (window, nobody));

  manager = manager_new (MANAGER, "/org/freedesktop/FileManager1", MANAGER);
  bw_toasts_tell_file (overlay, "Written", fixture->file);
  press_button (window);
  app_wait (manager->uri != NULL);
  g_assert_cmpstr (manager->uri, ==, uri);
  manager_free (manager);

  /* A window that goes while it tells takes all of it with it. */
  bw_toasts_tell_file (overlay, "Written", fixture->file);
  app_spin (100);
  g_object_add_weak_pointer (G_OBJECT (overlay), (gpointer *) &overlay);
  gtk_window_destroy (GTK_WINDOW (window));
  app_wait (overlay == NULL);
}

/* No manager answers, or it does not know what to do: then what opens folders is asked. */
static void
test_folder (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *script = g_build_filename (fixture->folder, "open.sh", NULL);
  g_autofree char *opened = g_build_filename (fixture->folder, "opened", NULL);
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\necho \"$1\" > '%s'\n", opened);
  g_autoptr (GAppInfo) info = NULL;
  g_autofree char *said = NULL;
  GError *error = NULL;
  Manager *manager;

  g_assert_true (g_file_set_contents (script, text, -1, NULL));
  g_assert_cmpint (g_chmod (script, 0755), ==, 0);
  info = g_app_info_create_from_commandline (script, "Folders", G_APP_INFO_CREATE_NONE, &error);
  g_assert_no_error (error);
  g_assert_true (g_app_info_set_as_default_for_type (info, "inode/directory", &error));
  g_assert_no_error (error);
  manager = manager_new (MANAGER, "/org/freedesktop/FileManager1", MANAGER);
  manager->refuses = TRUE;
  g_assert_true (show (fixture));
  app_wait (g_file_get_contents (opened, &said, NULL, NULL) && strlen (said) > 0);
  g_assert_cmpstr (g_strstrip (said), ==, fixture->folder);
  g_assert_true (g_app_info_delete (info));
  manager_free (manager);
}

int
main (int    argc,
      char **argv)
{
  /* What this machine would open folders with is not asked. */
  g_setenv ("XDG_DATA_DIRS", "/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  /* From 4.10 GTK warns where there is no portal, and here is none. */
  if (gtk_check_version (4, 10, 0) == NULL)
    g_log_set_always_fatal ((GLogLevelFlags) (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL));
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define ADD(name) \
  g_test_add ("/app/show-file/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (manager);
  ADD (portal);
  ADD (cancelled);
  ADD (toast);
  ADD (folder);
#undef ADD
  return g_test_run ();
}
