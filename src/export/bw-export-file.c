/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-file.h"

#include "base/bw-error.h"

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

/* Returns: 0, or an errno; −1 when cancelled */
static int
write_all (int            fd,
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

int
bw_export_make_temporary (const char  *path,
                          char       **temporary)
{
  GStatBuf info;
  gboolean replaces = g_stat (path, &info) == 0;
  int fd;

  *temporary = g_strconcat (path, ".XXXXXX", NULL);
  fd = g_mkstemp_full (*temporary, O_RDWR | O_CLOEXEC, 0644);
  /* What only its owner may read stays so; a file system without permissions is no reason to fail. */
  if (fd >= 0 && replaces)
    fchmod (fd, info.st_mode & 0777);
  return fd;
}

/* A stream is written, not replaced. */
static gboolean
write_stream (const char    *path,
              const char    *data,
              gsize          length,
              GCancellable  *cancellable,
              GError       **error)
{
  int fd = g_open (path, O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC, 0);
  int status;

  if (fd < 0)
    return bw_export_set_errno_error (path, errno, error);
  status = write_all (fd, data, length, cancellable);
  if (close (fd) != 0 && status == 0)
    status = errno;
  if (status == 0)
    return TRUE;
  return status < 0 ? bw_set_cancelled (error) : bw_export_set_errno_error (path, status, error);
}

gboolean
bw_export_write_file (const char    *path,
                      const char    *data,
                      gsize          length,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autofree char *target = NULL;
  g_autofree char *temporary = NULL;
  int fd, status;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  if (bw_export_is_stream (path))
    return write_stream (path, data, length, cancellable, error);

  target = bw_export_follow_links (path);
  fd = bw_export_make_temporary (target, &temporary);
  if (fd < 0)
    return bw_export_set_errno_error (path, errno, error);

  status = write_all (fd, data, length, cancellable);
  if (status == 0 && fsync (fd) != 0)
    status = errno;
  if (close (fd) != 0 && status == 0)
    status = errno;
  if (status == 0 && g_rename (temporary, target) != 0)
    status = errno;
  if (status == 0)
    return TRUE;

  g_unlink (temporary);
  return status < 0 ? bw_set_cancelled (error) : bw_export_set_errno_error (path, status, error);
}
