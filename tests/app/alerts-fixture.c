/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "alerts-fixture.h"

#include "app-test.h"

#include "base/bw-time.h"

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

void
alerts_write_export (const char *path,
                     guint       days,
                     double      last_ms)
{
  g_autoptr (GString) text = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                           "<HealthData locale=\"en_US\">\n");
  gint64 now_ms = g_get_real_time () / 1000 - BW_TIME_MINUTE;

  for (guint i = days * 6; i > 0; i--)
    {
      gint64 time_ms = now_ms - (i - 1) * 4 * BW_TIME_HOUR;
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_ms / 1000);
      g_autofree char *date = g_date_time_format (time, "%Y-%m-%d %H:%M:%S +0000");

      g_string_append_printf (text,
                              "<Record type=\"HKQuantityTypeIdentifierHeartRateVariabilitySDNN\" "
                              "sourceName=\"Watch\" unit=\"ms\" creationDate=\"%s\" startDate=\"%s\" "
                              "endDate=\"%s\" value=\"%.1f\"/>\n",
                              date, date, date, (i <= 18 ? last_ms : 50) + (double) (i * 7 % 11) - 5);
    }
  g_string_append (text, "</HealthData>\n");
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
}

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_free (notice->title);
  g_free (notice->body);
  g_strfreev (notice->actions);
  g_free (notice);
}

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
  Desktop *self = user_data;

  if (g_str_equal (method, "Notify"))
    {
      Notice *notice = g_new0 (Notice, 1);

      g_variant_get (parameters, "(susss^asa{sv}i)", NULL, &notice->id, NULL, &notice->title,
                     &notice->body, &notice->actions, NULL, NULL);
      if (notice->id == 0)
        notice->id = self->notices->len + 1;
      g_ptr_array_add (self->notices, notice);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", notice->id));
    }
  else if (g_str_equal (method, "CloseNotification"))
    {
      guint32 id;

      g_variant_get (parameters, "(u)", &id);
      for (guint i = 0; i < self->notices->len; i++)
        {
          Notice *notice = g_ptr_array_index (self->notices, i);

          notice->closed |= notice->id == id;
        }
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
  else
    g_dbus_method_invocation_return_dbus_error (invocation, NAME ".Error", method);
}

static void
on_owned (GDBusConnection *bus,
          const char      *name,
          gpointer         user_data)
{
  ((Desktop *) user_data)->owned = TRUE;
}

Desktop *
desktop_new (void)
{
  static const char xml[]
    = "<node><interface name='" NAME "'>"
      "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
      "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
      "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
      "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
      "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
      "<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
      "</interface></node>";
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  Desktop *self = g_new0 (Desktop, 1);
  GError *error = NULL;

  self->notices = g_ptr_array_new_with_free_func (notice_free);
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
  return self;
}

void
desktop_free (Desktop *self)
{
  g_bus_unown_name (self->owner);
  g_dbus_connection_unregister_object (self->bus, self->object);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_object_unref (self->bus);
  g_ptr_array_unref (self->notices);
  g_free (self);
}

Notice *
desktop_find (Desktop    *self,
              const char *title)
{
  for (guint i = self->notices->len; i > 0; i--)
    {
      Notice *notice = g_ptr_array_index (self->notices, i - 1);

      if (g_str_has_prefix (notice->title, title))
        return notice;
    }
  return NULL;
}

void
desktop_press (Desktop      *self,
               const Notice *notice,
               const char   *label)
{
  const char *name = "default";

  for (guint i = 0; label != NULL && notice->actions[i] != NULL; i += 2)
    if (g_str_equal (notice->actions[i + 1], label))
      name = notice->actions[i];
  g_assert_true (label == NULL || !g_str_equal (name, "default"));
  g_dbus_connection_emit_signal (self->bus, NULL, PATH, NAME, "ActionInvoked",
                                 g_variant_new ("(us)", notice->id, name), NULL);
}
