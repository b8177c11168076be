/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test.h"
#include "export/bw-export-file.h"
#include "export/bw-export-stream.h"
#include "export/bw-zip-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Files are put in their place whole. */

static char *folder;

static char *
make_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
assert_holds (const char *path,
              const char *expected)
{
  g_autofree char *data = NULL;

  g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
  g_assert_cmpstr (data, ==, expected);
}

static void
write_text (const char *path,
            const char *text)
{
  g_autoptr (GError) error = NULL;

  bw_export_write_file (path, text, strlen (text), NULL, &error);
  g_assert_no_error (error);
}

static int
get_mode (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

/* What only its owner may read stays so. */
static void
test_mode (void)
{
  g_autofree char *path = make_path ("mode.csv");

  write_text (path, "one");
  g_assert_cmpint (get_mode (path) & 0600, ==, 0600);
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  write_text (path, "two");
  assert_holds (path, "two");
  g_assert_cmpint (get_mode (path), ==, 0600);
  g_assert_cmpint (g_chmod (path, 0664), ==, 0);
  write_text (path, "three");
  g_assert_cmpint (get_mode (path), ==, 0664);
}

/* A link stays one: what it leads to is written, also in another folder and through a second link. */
static void
test_link (void)
{
  g_autofree char *within = make_path ("within");
  g_autofree char *target = g_build_filename (within, "target.csv", NULL);
  g_autofree char *link = make_path ("link.csv"), *second = make_path ("second.csv");
  g_autoptr (BwZipWriter) zip = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (within, 0700), ==, 0);
  g_assert_cmpint (symlink ("within/target.csv", link), ==, 0);
  g_assert_cmpint (symlink ("link.csv", second), ==, 0);
  write_text (target, "old");
  write_text (second, "new");
  assert_holds (target, "new");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (second, G_FILE_TEST_IS_SYMLINK));

  zip = bw_zip_writer_new (link, &error);
  g_assert_no_error (error);
  g_assert_true (bw_zip_writer_add (zip, "a.txt", "abc", 3, &error));
  g_assert_true (bw_zip_writer_finish (zip, &error));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (get_mode (target) & 0600, ==, 0600);
}

/* What others have open is added to and never replaced: a folder of descriptors has no room beside it. */
static void
test_descriptor (void)
{
  g_autofree char *path = make_path ("open.csv"), *name = NULL;
  g_autoptr (GError) error = NULL;
  int fd;

  write_text (path, "before ");
  fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  g_assert_cmpint (fd, >=, 0);
  name = g_strdup_printf ("/dev/fd/%d", fd);
  g_assert_true (bw_export_is_stream (name));
  g_assert_false (bw_export_is_stream (path));
  write_text (name, "after");
  assert_holds (path, "before after");
  g_assert_null (bw_zip_writer_new (name, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (close (fd), ==, 0);
}

/* Nothing is left beside what could not be put there. */
static void
test_refused (void)
{
  g_autofree char *path = make_path ("refused"), *nowhere = make_path ("nowhere/file.csv");
  g_autofree char *inner = g_build_filename (path, "inner", NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  write_text (inner, "mine");
  g_assert_false (bw_export_write_file (path, "x", 1, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);
  g_assert_false (bw_export_write_file (nowhere, "x", 1, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_cancellable_cancel (cancelled);
  g_assert_false (bw_export_write_file (inner, "x", 1, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  assert_holds (inner, "mine");
  g_assert_false (bw_export_write_file ("/dev/full", "x", 1, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NO_SPACE);
  g_clear_error (&error);

  /* What cannot take what is to come is told before that is made. */
  g_assert_null (bw_export_stream_new (path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);
  g_assert_null (bw_zip_writer_new (path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);
  g_assert_null (bw_zip_writer_new ("/dev/null", &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);

  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_null (g_strrstr (name, "refused."));
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Where no file can be made beside it, here because its name is as long as there may be: a file
 * that is new, one that is there, longer or shorter, and an archive. */
static void
test_alone (void)
{
  g_autofree char *within = make_path ("alone"), *name = g_strnfill (250, 'n');
  g_autofree char *path = g_build_filename (within, name, NULL),
                  *long_text = g_strnfill (700000, 'x');
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "beatwise", NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (BwZipWriter) zip = NULL;
  g_autoptr (GError) error = NULL;
  guint n_before = count_files (cache);

  g_assert_cmpint (g_mkdir (within, 0700), ==, 0);
  write_text (path, "one");
  assert_holds (path, "one");
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  write_text (path, long_text);
  assert_holds (path, long_text);
  write_text (path, "short");
  assert_holds (path, "short");
  g_assert_cmpint (get_mode (path), ==, 0600);

  g_cancellable_cancel (cancelled);
  g_assert_false (bw_export_write_file (path, "x", 1, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  assert_holds (path, "short");

  zip = bw_zip_writer_new (path, &error);
  g_assert_no_error (error);
  g_assert_true (bw_zip_writer_add (zip, "a.txt", "abc", 3, &error));
  g_clear_pointer (&zip, bw_zip_writer_free);
  assert_holds (path, "short");
  g_assert_cmpuint (count_files (within), ==, 1);
  g_assert_cmpuint (count_files (cache), ==, n_before);
}

/* On another file system than what was written for it, over something that is there and over
 * nothing. */
static void
test_copied (void)
{
  g_autofree char *path = make_path ("copied"), *text = g_strnfill (600000, 'y');
  g_autofree char *other = g_strdup_printf ("/dev/shm/beatwise-test-%d", getpid ()),
                  *temporary = NULL;
  GStatBuf here, there;
  int fd;

  if (g_stat (folder, &here) != 0 || g_stat ("/dev/shm", &there) != 0
      || here.st_dev == there.st_dev)
    {
      g_test_skip ("no second file system");
      return;
    }
  for (guint i = 0; i < 2; i++)
    {
      fd = bw_export_make_temporary (path, &temporary);
      g_assert_cmpint (fd, >=, 0);
      g_assert_cmpint (write (fd, text, strlen (text)), ==, strlen (text));
      if (i == 1)
        g_assert_true (g_file_set_contents (other, "old", -1, NULL));
      g_assert_cmpint (bw_export_put_in_place (fd, temporary, other), ==, 0);
      assert_holds (other, text);
      g_assert_false (g_file_test (temporary, G_FILE_TEST_EXISTS));
      close (fd);
      g_clear_pointer (&temporary, g_free);
      g_assert_cmpint (g_unlink (other), ==, 0);
    }
  fd = bw_export_make_temporary (path, &temporary);
  g_assert_cmpint (bw_export_put_in_place (fd, temporary, "/dev/shm/none/such"), ==, ENOENT);
  g_assert_true (g_file_test (temporary, G_FILE_TEST_EXISTS));
  close (fd);
  g_assert_cmpint (g_unlink (temporary), ==, 0);
}

#define N_LINES 100000

/* Bit by bit: nothing is there before it is finished, and then all of it. */
static void
test_stream (void)
{
  g_autofree char *inner = make_path ("stream"), *path = g_build_filename (inner, "long.txt", NULL);
  g_autofree char *data = NULL;
  g_autoptr (BwExportStream) stream = NULL;
  g_autoptr (GString) expected = g_string_new ("old ");
  g_autoptr (GError) error = NULL;
  GString *buffer;
  gsize length;

  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  write_text (path, "before");
  stream = bw_export_stream_new (path, NULL, &error);
  g_assert_no_error (error);
  buffer = bw_export_stream_get_buffer (stream);
  g_string_append (buffer, "old ");
  for (guint i = 0; i < N_LINES; i++)
    {
      g_string_append_printf (buffer, "line %u\n", i);
      g_string_append_printf (expected, "line %u\n", i);
      g_assert_true (bw_export_stream_step (stream, &error));
      g_assert_cmpuint (buffer->len, <, 300 * 1024);
    }
  g_assert_true (bw_export_stream_write (stream, "end", 3, &error));
  g_string_append (expected, "end");
  assert_holds (path, "before");
  g_assert_cmpuint (count_files (inner), ==, 2);
  g_assert_true (bw_export_stream_finish (stream, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_cmpmem (data, length, expected->str, expected->len);
  g_assert_cmpuint (count_files (inner), ==, 1);
}

/* What is not finished leaves nothing, whether it was given up, cancelled or found no room. */
static void
test_stream_broken (void)
{
  g_autofree char *inner = make_path ("broken"), *path = g_build_filename (inner, "long.txt", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  BwExportStream *stream;

  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  write_text (path, "before");
  stream = bw_export_stream_new (path, cancellable, &error);
  g_assert_true (bw_export_stream_write (stream, "x", 1, &error));
  bw_export_stream_free (stream);
  stream = bw_export_stream_new (path, cancellable, &error);
  g_assert_true (bw_export_stream_write (stream, "x", 1, &error));
  g_cancellable_cancel (cancellable);
  g_assert_false (bw_export_stream_finish (stream, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  bw_export_stream_free (stream);
  assert_holds (path, "before");
  g_assert_cmpuint (count_files (inner), ==, 1);

  stream = bw_export_stream_new ("/dev/full", NULL, &error);
  g_assert_no_error (error);
  g_assert_false (bw_export_stream_write (stream, "x", 1, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NO_SPACE);
  bw_export_stream_free (stream);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = bw_test_make_folder ();
  g_test_add_func ("/export-file/mode", test_mode);
  g_test_add_func ("/export-file/link", test_link);
  g_test_add_func ("/export-file/descriptor", test_descriptor);
  g_test_add_func ("/export-file/refused", test_refused);
  g_test_add_func ("/export-file/alone", test_alone);
  g_test_add_func ("/export-file/copied", test_copied);
  g_test_add_func ("/export-file/stream", test_stream);
  g_test_add_func ("/export-file/stream-broken", test_stream_broken);
  status = g_test_run ();
  bw_test_remove_folder (folder);
  return status;
}
