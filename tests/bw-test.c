/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"

char *
bw_test_shared (const char *relative)
{
  const char *shared = g_getenv ("BW_TEST_SHARED");
  g_autofree char *path = shared != NULL ? g_build_filename (shared, relative, NULL) : NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *why = g_strdup_printf ("../shared/%s is absent", relative);

      g_test_skip (why);
      return NULL;
    }
  return g_steal_pointer (&path);
}

char *
bw_test_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("beatwise-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

static void
remove_tree (GFile *folder)
{
  g_autoptr (GFileEnumerator) children = NULL;

  children = g_file_enumerate_children (folder, "standard::name,standard::type",
                                        G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  while (children != NULL)
    {
      GFileInfo *info;
      GFile *child;

      if (!g_file_enumerator_iterate (children, &info, &child, NULL, NULL) || info == NULL)
        break;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        remove_tree (child);
      else
        g_file_delete (child, NULL, NULL);
    }
  g_file_delete (folder, NULL, NULL);
}

void
bw_test_remove_folder (char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);

  remove_tree (folder);
  g_free (path);
}
