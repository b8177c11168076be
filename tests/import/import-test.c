/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-test.h"

#include "base/bw-time.h"

#include <string.h>

void
fixture_open (Fixture *f)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  f->folder = bw_test_make_folder ();
  path = g_build_filename (f->folder, "me.beatwise", NULL);
  f->library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
}

void
fixture_clear (Fixture *f)
{
  g_clear_pointer (&f->library, bw_library_close);
  g_clear_pointer (&f->folder, bw_test_remove_folder);
}

char *
fixture_write (Fixture    *f,
               const char *name,
               const char *text,
               gsize       length)
{
  g_autofree char *path = g_build_filename (f->folder, "in", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, (gssize) length, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

BwImportResult *
fixture_try (Fixture                *f,
             const char             *path,
             const BwImportOptions  *options,
             GError                **error)
{
  const char *const paths[] = { path, NULL };

  return bw_import_paths (f->library, paths, options, NULL, NULL, error);
}

BwImportResult *
fixture_import (Fixture               *f,
                const char            *path,
                const BwImportOptions *options)
{
  g_autoptr (GError) error = NULL;
  BwImportResult *result = fixture_try (f, path, options, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

BwImportResult *
fixture_import_text (Fixture               *f,
                     const char            *name,
                     const char            *text,
                     const BwImportOptions *options)
{
  g_autofree char *path = fixture_write (f, name, text, strlen (text));

  return fixture_import (f, path, options);
}

static const BwProblem *
find_problem (const BwImport *import,
              const char     *what)
{
  for (guint i = 0; i < import->problems->len; i++)
    {
      const BwProblem *problem = g_ptr_array_index (import->problems, i);

      if (g_str_has_prefix (problem->what, what))
        return problem;
    }
  return NULL;
}

gint64
problem_count (const BwImport *import,
               const char     *what)
{
  const BwProblem *problem = find_problem (import, what);

  return problem != NULL ? problem->count : 0;
}

gint64
problem_line (const BwImport *import,
              const char     *what)
{
  const BwProblem *problem = find_problem (import, what);

  return problem != NULL ? problem->line : 0;
}

gint64
at (const char *time)
{
  gint64 ms;

  g_assert_true (bw_time_parse (time, strlen (time), &ms, NULL));
  return ms;
}
