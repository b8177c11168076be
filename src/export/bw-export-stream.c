/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-stream.h"

#include "base/bw-error.h"
#include "export/bw-export-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define PORTION (256 * 1024)

struct _BwExportStream
{
  char *path;
  char *target;    /* the file that is to be replaced; NULL for a pipe */
  char *temporary; /* NULL once it is in its place, and for a pipe */
  int fd;
  GCancellable *cancellable;
  GString *buffer;
};

static gboolean
set_error (BwExportStream  *self,
           int              status,
           GError         **error)
{
  return status < 0 ? bw_set_cancelled (error)
                    : bw_export_set_errno_error (self->path, status, error);
}

BwExportStream *
bw_export_stream_new (const char    *path,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (BwExportStream) self = g_new0 (BwExportStream, 1);

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  self->buffer = g_string_sized_new (PORTION + 4096);
  g_set_object (&self->cancellable, cancellable);
  if (bw_export_is_stream (path))
    self->fd = g_open (path, O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC, 0);
  else
    {
      self->target = bw_export_follow_links (path);
      self->fd = bw_export_make_temporary (self->target, &self->temporary);
    }
  if (self->fd < 0)
    {
      set_error (self, errno, error);
      g_clear_pointer (&self->temporary, g_free);
      return NULL;
    }
  return g_steal_pointer (&self);
}

GString *
bw_export_stream_get_buffer (BwExportStream *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->buffer;
}

static gboolean
write_out (BwExportStream  *self,
           const char      *data,
           gsize            length,
           GError         **error)
{
  int status = bw_export_write_all (self->fd, data, length, self->cancellable);

  return status == 0 || set_error (self, status, error);
}

static gboolean
flush (BwExportStream  *self,
       GError         **error)
{
  gboolean ok = write_out (self, self->buffer->str, self->buffer->len, error);

  g_string_truncate (self->buffer, 0);
  return ok;
}

gboolean
bw_export_stream_step (BwExportStream  *self,
                       GError         **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->buffer->len < PORTION || flush (self, error);
}

gboolean
bw_export_stream_write (BwExportStream  *self,
                        const char      *data,
                        gsize            length,
                        GError         **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  return flush (self, error) && write_out (self, data, length, error);
}

gboolean
bw_export_stream_finish (BwExportStream  *self,
                         GError         **error)
{
  int status = 0, fd;

  g_return_val_if_fail (self != NULL && self->fd >= 0, FALSE);

  if (!flush (self, error))
    return FALSE;
  if (self->target != NULL)
    status = bw_export_put_in_place (self->fd, self->temporary, self->target);
  if (status == 0)
    g_clear_pointer (&self->temporary, g_free);
  fd = self->fd;
  self->fd = -1;
  /* A file is on the disk already; a stream may tell only now that it took nothing. */
  if (close (fd) != 0 && status == 0 && self->target == NULL)
    status = errno;
  return status == 0 || set_error (self, status, error);
}

void
bw_export_stream_free (BwExportStream *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->target);
  g_free (self->path);
  g_clear_object (&self->cancellable);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}
