/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-file.h"

#include "base/bw-error.h"
#include "export/bw-export-stream.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_SIZE (256 * 1024) /* between two looks at whether it is cancelled */

gboolean
bw_export_set_errno_error (const char  *path,
                           int          errsv,
                           GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (errsv == ENOSPC || errsv == EDQUOT)
    g_set_error (error, BW_ERROR, BW_ERROR_NO_SPACE,
                 _("There is no room left to write “%s”; free some space and try again"), shown);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errsv), _("Cannot write “%s”: %s"),
                 shown, g_strerror (errsv));
  return FALSE;
}

int
bw_export_write_all (int            fd,
                     const char    *data,
                     gsize          length,
                     GCancellable  *cancellable)
{
  while (length > 0)
    {
      gssize n;

      if (g_cancellable_is_cancelled (cancellable))
        return -1;
      n = write (fd, data, MIN (length, CHUNK_SIZE));
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return errno;
      data += n;
      length -= (gsize) n;
    }
  return g_cancellable_is_cancelled (cancellable) ? -1 : 0;
}

/* What is open already, whatever it leads to: a file there is one that others write to as well. */
static gboolean
is_descriptor (const char *path)
{
  return g_str_has_prefix (path, "/dev/fd/") || g_str_has_prefix (path, "/proc/")
         || strcmp (path, "/dev/stdout") == 0 || strcmp (path, "/dev/stderr") == 0;
}

gboolean
bw_export_is_stream (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && !S_ISDIR (info.st_mode)
         && (!S_ISREG (info.st_mode) || is_descriptor (path));
}

char *
bw_export_follow_links (const char *path)
{
  char *target = realpath (path, NULL);
  char *copy = g_strdup (target != NULL ? target : path);

  free (target);
  return copy;
}

/* Of what is answered where a folder takes no file but the one that is meant: behind a portal,
 * where that alone was mounted, where it belongs to somebody else, or has as long a name as there
 * may be. */
static gboolean
is_of_the_folder (int errsv)
{
  return errsv == EACCES || errsv == EPERM || errsv == EROFS || errsv == EBUSY
         || errsv == ENAMETOOLONG;
}

/* Whether the file itself may be written, or made. */
static gboolean
takes_the_file (const char *path)
{
  GStatBuf info;
  int fd;

  if (g_stat (path, &info) == 0)
    return S_ISREG (info.st_mode) && g_access (path, W_OK) == 0;
  fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0)
    return FALSE;
  close (fd);
  g_unlink (path);
  return TRUE;
}

/* A file of our own elsewhere, in a folder that only its owner may read. */
static int
make_aside (char **temporary)
{
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "beatwise", NULL);

  g_free (*temporary);
  *temporary = g_build_filename (cache, "export-XXXXXX", NULL);
  if (g_mkdir_with_parents (cache, 0700) != 0)
    return -1;
  return g_mkstemp_full (*temporary, O_RDWR | O_CLOEXEC, 0644);
}

int
bw_export_make_temporary (const char  *path,
                          char       **temporary)
{
  GStatBuf info;
  gboolean replaces = g_stat (path, &info) == 0;
  int fd;

  *temporary = g_strconcat (path, ".XXXXXX", NULL);
  /* Told before there is much work, as nothing can take its place. */
  if (replaces && S_ISDIR (info.st_mode))
    {
      errno = EISDIR;
      return -1;
    }
  fd = g_mkstemp_full (*temporary, O_RDWR | O_CLOEXEC, 0644);
  if (fd < 0 && is_of_the_folder (errno))
    {
      int errsv = errno;

      if (takes_the_file (path))
        fd = make_aside (temporary);
      else
        errno = errsv;
    }
  /* What only its owner may read stays so; a file system without permissions is no reason to fail. */
  if (fd >= 0 && replaces)
    fchmod (fd, info.st_mode & 0777);
  return fd;
}

/* Returns: 0, or an errno */
static int
copy_all (int   from,
          int   to,
          off_t length)
{
  g_autofree char *chunk = g_malloc (CHUNK_SIZE);
  off_t at = 0;

  while (at < length)
    {
      gssize n = pread (from, chunk, CHUNK_SIZE, at);
      int status;

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return n < 0 ? errno : EIO;
      status = bw_export_write_all (to, chunk, (gsize) n, NULL);
      if (status != 0)
        return status;
      at += n;
    }
  return 0;
}

/* Into the place of the file, with the room for it taken first: then a full disk is known before
 * anything is written over. Returns: 0, or an errno */
static int
copy_in_place (int         fd,
               const char *target)
{
  gboolean is_new = !g_file_test (target, G_FILE_TEST_EXISTS);
  int to = g_open (target, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  struct stat before, now;
  int status = 0;

  if (to < 0)
    return errno;
  if (fstat (fd, &now) != 0 || fstat (to, &before) != 0)
    status = errno;
  if (status == 0 && now.st_size > 0)
    status = posix_fallocate (to, 0, now.st_size);
  if (status == EOPNOTSUPP || status == EINVAL)
    status = 0;
  if (status != 0)
    status = ftruncate (to, before.st_size) == 0 ? status : errno;
  else
    status = copy_all (fd, to, now.st_size);
  if (status == 0 && (ftruncate (to, now.st_size) != 0 || fsync (to) != 0))
    status = errno;
  if (close (to) != 0 && status == 0)
    status = errno;
  if (status != 0 && is_new)
    g_unlink (target);
  return status;
}

int
bw_export_put_in_place (int         fd,
                        const char *temporary,
                        const char *target)
{
  int status;

  if (fsync (fd) != 0)
    return errno;
  if (g_rename (temporary, target) == 0)
    return 0;
  if (errno != EXDEV && !is_of_the_folder (errno))
    return errno;
  status = copy_in_place (fd, target);
  if (status == 0)
    g_unlink (temporary);
  return status;
}

gboolean
bw_export_write_file (const char    *path,
                      const char    *data,
                      gsize          length,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (BwExportStream) stream = NULL;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  stream = bw_export_stream_new (path, cancellable, error);
  return stream != NULL && bw_export_stream_write (stream, data, length, error)
         && bw_export_stream_finish (stream, error);
}
