/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-zip-writer.h"

#include "base/bw-error.h"
#include "export/bw-export-file.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _BwZipWriter
{
  char *path;
  char *temporary; /* NULL once it is in its place */
  int fd;
  struct archive *archive;
};

static gboolean
set_archive_error (BwZipWriter  *self,
                   GError      **error)
{
  int errsv = archive_errno (self->archive);

  return bw_export_set_errno_error (self->path, errsv > 0 ? errsv : EIO, error);
}

BwZipWriter *
bw_zip_writer_new (const char  *path,
                   GError     **error)
{
  g_autoptr (BwZipWriter) self = g_new0 (BwZipWriter, 1);

  self->fd = -1;
  /* It would have a file put in its place. */
  if (bw_export_is_stream (path))
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
                   _("“%s” is no file, and a zip archive needs one; name a file to write it to"), shown);
      return NULL;
    }
  self->path = bw_export_follow_links (path);
  self->fd = bw_export_make_temporary (self->path, &self->temporary);
  if (self->fd < 0)
    {
      int errsv = errno;

      g_clear_pointer (&self->temporary, g_free);
      bw_export_set_errno_error (path, errsv, error);
      return NULL;
    }

  self->archive = archive_write_new ();
  if (archive_write_set_format_zip (self->archive) != ARCHIVE_OK
      || archive_write_set_options (self->archive, "zip:compression=deflate,zip:compression-level=6")
           != ARCHIVE_OK
      || archive_write_open_fd (self->archive, self->fd) != ARCHIVE_OK)
    {
      set_archive_error (self, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

gboolean
bw_zip_writer_begin_entry (BwZipWriter  *self,
                           const char   *name,
                           GError      **error)
{
  struct archive_entry *entry = archive_entry_new ();
  int status;

  /* No time is set: the format would keep the wall clock of the machine's zone. */
  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  status = archive_write_header (self->archive, entry);
  archive_entry_free (entry);

  return status == ARCHIVE_OK || set_archive_error (self, error);
}

gboolean
bw_zip_writer_write (BwZipWriter  *self,
                     const char   *data,
                     gsize         length,
                     GError      **error)
{
  return archive_write_data (self->archive, data, length) == (la_ssize_t) length
         || set_archive_error (self, error);
}

gboolean
bw_zip_writer_add (BwZipWriter  *self,
                   const char   *name,
                   const char   *data,
                   gsize         length,
                   GError      **error)
{
  return bw_zip_writer_begin_entry (self, name, error)
         && bw_zip_writer_write (self, data, length, error);
}

gboolean
bw_zip_writer_finish (BwZipWriter  *self,
                      GError      **error)
{
  int status;

  if (archive_write_close (self->archive) != ARCHIVE_OK)
    return set_archive_error (self, error);
  status = bw_export_put_in_place (self->fd, self->temporary, self->path);
  if (status != 0)
    return bw_export_set_errno_error (self->path, status, error);
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

void
bw_zip_writer_free (BwZipWriter *self)
{
  if (self == NULL)
    return;
  if (self->archive != NULL)
    archive_write_free (self->archive);
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    {
      g_unlink (self->temporary);
      g_free (self->temporary);
    }
  g_free (self->path);
  g_free (self);
}
