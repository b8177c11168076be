/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-last-folder.h"

GFile *
bw_last_folder_get (GSettings *settings)
{
  g_autofree char *uri = g_settings_get_string (settings, "last-folder");

  return *uri != '\0' ? g_file_new_for_uri (uri) : NULL;
}

static gboolean
is_lent (GFile *file)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "doc", NULL);
  g_autoptr (GFile) lent = g_file_new_for_path (path);

  return g_file_has_prefix (file, lent);
}

void
bw_last_folder_set (GSettings *settings,
                    GFile     *folder)
{
  g_autofree char *uri = g_file_get_uri (folder);

  if (!is_lent (folder))
    g_settings_set_string (settings, "last-folder", uri);
}

void
bw_last_folder_remember (GSettings *settings,
                         GFile     *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);

  if (folder != NULL)
    bw_last_folder_set (settings, folder);
}
