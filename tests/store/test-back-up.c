/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void
fill (Fixture *fixture,
      gint64   start_ms,
      gsize    n)
{
  g_autofree BwSample *samples = NULL;

  samples = fixture_make_samples (fixture_kind (fixture, BW_KIND_HEART_RATE, "count/min"),
                                  fixture_source (fixture, "Watch"), start_ms, 5000, n);
  fixture_import (fixture, samples, n);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "back-ups", NULL);
  g_autofree char *path = g_build_filename (folder, "copy.beatwise", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autoptr (BwLibrary) copy = NULL;
  g_autoptr (BwLibrary) reader = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_mkdir (folder, 0700);
  fill (fixture, FIRST_MS, 30000);
  expected = fixture_dump (fixture->path);

  g_file_set_contents (path, "what was there", -1, &error);
  g_assert_no_error (error);
  reader = bw_library_open (fixture->path, BW_LIBRARY_READ, &error);
  g_assert_no_error (error);
  bw_library_back_up (reader, path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  found = fixture_dump (path);
  g_assert_cmpstr (found, ==, expected);

  /* It is a library like any other, also to write. */
  copy = bw_library_open (path, BW_LIBRARY_WRITE, &error);
  g_assert_no_error (error);
  fixture_check (copy, NULL);
  bw_library_set_setting (copy, "zone", "Asia/Tokyo", &error);
  g_assert_no_error (error);
}

static void
assert_kept (const char *folder,
             const char *path)
{
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "what was there");
  g_assert_cmpuint (count_files (folder), ==, 1);
}

static void
on_cancel (BwProgress *progress,
           gpointer    user_data)
{
  g_cancellable_cancel (user_data);
}

/* Cancelled or impossible, what was there before is there still, and nothing else. */
static void
test_not_done (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "back-ups", NULL);
  g_autofree char *path = g_build_filename (folder, "copy.beatwise", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "none", "copy.beatwise", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_autoptr (GError) error = NULL;

  g_mkdir (folder, 0700);
  g_file_set_contents (path, "what was there", -1, &error);
  g_assert_no_error (error);
  fill (fixture, FIRST_MS, 200000);

  bw_progress_begin_stage (progress, "Copying", 1);
  bw_progress_set_notify (progress, on_cancel, cancellable);
  g_usleep (60000);
  g_assert_false (bw_library_back_up (fixture->library, path, progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  assert_kept (folder, path);

  g_assert_false (bw_library_back_up (fixture->library, nowhere, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_false (bw_library_back_up (fixture->library, fixture->path, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  fixture_check (fixture->library, NULL);
  assert_kept (folder, path);
}

static void
on_write (BwProgress *progress,
          gpointer    user_data)
{
  fixture_sql (user_data, "UPDATE setting SET value = value || '+'; DELETE FROM rollup");
}

/* Others write while it copies: it is the library as it was when the copy began. */
static void
test_while_written (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy.beatwise", NULL);
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_autoptr (BwLibrary) copy = NULL;
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture, FIRST_MS, 200000);
  bw_library_set_setting (fixture->library, "zone", "Asia/Tokyo", &error);
  bw_progress_begin_stage (progress, "Copying", 1);
  bw_progress_set_notify (progress, on_write, fixture->path);
  g_usleep (60000);
  bw_library_back_up (fixture->library, path, progress, NULL, &error);
  g_assert_no_error (error);
  value = bw_library_get_setting (fixture->library, "zone");
  /* Written at least once; how often is the clock's affair. */
  g_assert_true (g_str_has_prefix (value, "Asia/Tokyo+"));
  g_clear_pointer (&value, g_free);

  copy = bw_library_open (path, BW_LIBRARY_READ, &error);
  g_assert_no_error (error);
  value = bw_library_get_setting (copy, "zone");
  g_assert_cmpstr (value, ==, "Asia/Tokyo");
  fixture_check (copy, NULL);
}

/* Neither the library nor what SQLite keeps beside it is written over, by whatever name. */
static void
test_own_files (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *base = g_path_get_basename (fixture->path);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autofree char *hard = g_build_filename (folder, "hard", NULL);
  g_autofree char *folder_link = g_build_filename (folder, "folder", NULL);
  g_autofree char *other = g_build_filename (folder, "other.beatwise", NULL);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink (base, link), ==, 0);
  g_assert_cmpint (symlink (".", folder_link), ==, 0);
  fill (fixture, FIRST_MS, 30);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *own = g_strconcat (fixture->path, suffixes[i], NULL);
      g_autofree char *name = g_strconcat (base, suffixes[i], NULL);
      g_autofree char *round = g_build_filename (folder_link, name, NULL);

      g_assert_true (bw_library_is_own_file (fixture->path, own));
      g_assert_true (bw_library_is_own_file (fixture->path, round));
      g_assert_true (bw_library_is_own_file (link, own));
    }
  g_assert_true (bw_library_is_own_file (fixture->path, link));
  g_assert_cmpint (linkat (AT_FDCWD, fixture->path, AT_FDCWD, hard, 0), ==, 0);
  g_assert_true (bw_library_is_own_file (fixture->path, hard));
  g_assert_false (bw_library_is_own_file (fixture->path, other));
  g_assert_false (bw_library_is_own_file (fixture->path, folder));

  g_assert_false (bw_library_back_up (fixture->library, log, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  fixture_check (fixture->library, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/back-up/copy", test_copy);
  fixture_add ("/store/back-up/not-done", test_not_done);
  fixture_add ("/store/back-up/while-written", test_while_written);
  fixture_add ("/store/back-up/own-files", test_own_files);
  return g_test_run ();
}
