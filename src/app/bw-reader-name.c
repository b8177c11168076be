/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-reader-name.h"

char *
bw_reader_name_get (GSettings *settings)
{
  g_autofree char *name = g_strstrip (g_settings_get_string (settings, "reader-name"));

  if (*name != '\0')
    return g_steal_pointer (&name);
  /* GLib's word for an account without one. */
  if (!g_str_equal (g_get_real_name (), "Unknown") && *g_get_real_name () != '\0')
    return g_strdup (g_get_real_name ());
  return g_strdup (g_get_user_name ());
}
