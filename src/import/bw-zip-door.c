/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-zip-door.h"

#include "base/bw-error.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_SIZE (128 * 1024)

/* The record an archive ends with, and the longest comment that may follow it. */
#define END_SIZE 22
#define MAX_END (END_SIZE + 65535)

struct _BwZipDoor
{
  struct archive *archive;
  char *path;
  char *shown;        /* the archive's name, UTF-8 */
  char *name;         /* of the file at hand */
  gint64 changed_ms;  /* when that was last changed; 0 unknown */
  gint64 size;        /* of the archive */
  gint64 unpacked;    /* bytes that came out of it */
  guint n_entries;
  locale_t utf8;      /* 0 where the system has none */
};

gboolean
bw_zip_door_sniff (const char *text,
                   gsize       length)
{
  return length >= 4
         && (memcmp (text, "PK\003\004", 4) == 0 || memcmp (text, "PK\005\006", 4) == 0);
}

BwZipDoor *
bw_zip_door_open (const char  *path,
                  GError     **error)
{
  g_autoptr (BwZipDoor) self = g_new0 (BwZipDoor, 1);
  GStatBuf info;

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  self->shown = g_filename_display_basename (path);
  if (g_stat (path, &info) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
                   _("“%s” cannot be opened: %s"), self->shown, g_strerror (code));
      return NULL;
    }
  self->size = info.st_size;
  self->utf8 = newlocale (LC_CTYPE_MASK, "C.UTF-8", (locale_t) 0);

  self->archive = archive_read_new ();
  if (self->archive == NULL)
    g_error ("out of memory");
  archive_read_support_format_zip (self->archive);
  if (archive_read_open_filename (self->archive, path, BLOCK_SIZE) != ARCHIVE_OK)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is not a zip archive"), self->shown);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
bw_zip_door_free (BwZipDoor *self)
{
  if (self == NULL)
    return;

  if (self->archive != NULL)
    archive_read_free (self->archive);
  if (self->utf8 != (locale_t) 0)
    freelocale (self->utf8);
  g_free (self->path);
  g_free (self->shown);
  g_free (self->name);
  g_free (self);
}

static gboolean
set_damaged (BwZipDoor  *self,
             GError    **error)
{
  g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
               _("The zip archive “%s” is damaged or breaks off; export or copy it again"),
               self->shown);
  return FALSE;
}

static gboolean
set_encrypted (BwZipDoor  *self,
               GError    **error)
{
  g_set_error (error, BW_ERROR, BW_ERROR_HOSTILE,
               _("The zip archive “%s” is encrypted; unpack it and import the folder"),
               self->shown);
  return FALSE;
}

gboolean
bw_zip_door_check_end (BwZipDoor  *self,
                       GError    **error)
{
  static const char signature[] = "PK\005\006";
  g_autofree guint8 *end = g_malloc (MAX_END);
  gsize n;
  ssize_t got;
  int fd;

  g_return_val_if_fail (self != NULL, FALSE);

  fd = g_open (self->path, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    return set_damaged (self, error);
  got = pread (fd, end, MAX_END, MAX (self->size - MAX_END, 0));
  close (fd);
  n = got > 0 ? (gsize) got : 0;
  for (gsize i = 0; i + END_SIZE <= n; i++)
    if (memcmp (end + i, signature, strlen (signature)) == 0
        && i + END_SIZE + (end[i + 20] | (gsize) end[i + 21] << 8) <= n)
      return TRUE;
  return set_damaged (self, error);
}

/* Whether @name leads out of the folder it would be unpacked to. */
static gboolean
climbs_out (const char *name)
{
  g_autofree char *slashed = g_strdelimit (g_strdup (name), "\\", '/');
  g_auto (GStrv) parts = g_strsplit (slashed, "/", -1);

  if (slashed[0] == '/' || (g_ascii_isalpha (slashed[0]) && slashed[1] == ':'))
    return TRUE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (strcmp (parts[i], "..") == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_left_out (const char *name)
{
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *folded = g_ascii_strdown (base, -1);

  return g_str_has_prefix (name, "__MACOSX/") || strstr (name, "/__MACOSX/") != NULL
         || g_str_has_prefix (base, "._") || g_str_has_suffix (folded, "_cda.xml");
}

/* Names are often UTF-8 without saying so, or in a code page that nobody knows. */
static char *
entry_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  if (name == NULL)
    name = archive_entry_pathname (entry);
  return name != NULL ? g_utf8_make_valid (name, -1) : g_strdup ("?");
}

/* The next entry's header and its name. libarchive converts names that say they are UTF-8 to the
 * locale's encoding and loses those that do not fit: here every name fits. */
static int
read_header (BwZipDoor             *self,
             struct archive_entry **entry)
{
  locale_t before = self->utf8 != (locale_t) 0 ? uselocale (self->utf8) : (locale_t) 0;
  int result = archive_read_next_header (self->archive, entry);

  if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
    {
      g_free (self->name);
      self->name = entry_name (*entry);
    }
  if (before != (locale_t) 0)
    uselocale (before);
  return result;
}

gboolean
bw_zip_door_next (BwZipDoor   *self,
                  const char **name,
                  GError     **error)
{
  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  while (TRUE)
    {
      struct archive_entry *entry = NULL;
      int result = read_header (self, &entry);

      if (result == ARCHIVE_EOF)
        {
          *name = NULL;
          return TRUE;
        }
      if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
        return set_damaged (self, error);
      if (++self->n_entries > BW_ZIP_MAX_ENTRIES)
        {
          g_set_error (error, BW_ERROR, BW_ERROR_HOSTILE,
                       _("The zip archive “%s” holds more than %d files; no health export does"),
                       self->shown, BW_ZIP_MAX_ENTRIES);
          return FALSE;
        }
      if (archive_entry_is_encrypted (entry))
        return set_encrypted (self, error);

      if (climbs_out (self->name))
        {
          g_set_error (error, BW_ERROR, BW_ERROR_HOSTILE,
                       _("The zip archive “%s” holds a file whose name leads out of it: “%s”"),
                       self->shown, self->name);
          return FALSE;
        }
      if (archive_entry_filetype (entry) == AE_IFREG && !is_left_out (self->name))
        {
          self->changed_ms = archive_entry_mtime_is_set (entry)
                               ? (gint64) archive_entry_mtime (entry) * 1000 : 0;
          *name = self->name;
          return TRUE;
        }
    }
}

gssize
bw_zip_door_read (BwZipDoor   *self,
                  const char **block,
                  GError     **error)
{
  const void *data = NULL;
  size_t length = 0;
  la_int64_t offset;

  g_return_val_if_fail (self != NULL && block != NULL, -1);

  while (length == 0)
    {
      int result = archive_read_data_block (self->archive, &data, &length, &offset);

      if (result == ARCHIVE_EOF)
        return 0;
      if (result != ARCHIVE_OK)
        {
          if (archive_read_has_encrypted_entries (self->archive) > 0)
            set_encrypted (self, error);
          else
            set_damaged (self, error);
          return -1;
        }
    }

  self->unpacked += (gint64) length;
  if (self->unpacked > BW_ZIP_MAX_BYTES
      || (self->unpacked > BW_ZIP_RATIO_FROM && self->unpacked / BW_ZIP_MAX_RATIO > self->size))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_HOSTILE,
                   _("The zip archive “%s” unpacks to far more than any health export"),
                   self->shown);
      return -1;
    }
  *block = data;
  return (gssize) length;
}

gint64
bw_zip_door_get_changed_ms (BwZipDoor *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->changed_ms;
}

gint64
bw_zip_door_get_position (BwZipDoor *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return CLAMP (archive_filter_bytes (self->archive, -1), 0, self->size);
}
