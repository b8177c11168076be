/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-library.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "store/bw-library-private.h"

#define PAGES_A_STEP 512

static gboolean
copy_pages (BwLibrary     *self,
            sqlite3       *copy,
            const char    *path,
            BwProgress    *progress,
            GCancellable  *cancellable,
            GError       **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (copy, "main", self->db, "main");
  int rc;

  if (backup == NULL)
    return bw_sqlite_set_error (copy, path, sqlite3_extended_errcode (copy), error);

  do
    {
      int pages;

      if (g_cancellable_is_cancelled (cancellable))
        {
          sqlite3_backup_finish (backup);
          return bw_set_cancelled (error);
        }
      rc = sqlite3_backup_step (backup, PAGES_A_STEP);
      pages = sqlite3_backup_pagecount (backup);
      if (pages > 0)
        bw_progress_update (progress, 1 - (double) sqlite3_backup_remaining (backup) / pages);
    }
  while (rc == SQLITE_OK);

  sqlite3_backup_finish (backup);
  if (rc != SQLITE_DONE)
    return bw_sqlite_set_error (copy, path, rc, error);
  return TRUE;
}

static gboolean
write_copy (BwLibrary     *self,
            const char    *temporary,
            const char    *path,
            BwProgress    *progress,
            GCancellable  *cancellable,
            GError       **error)
{
  sqlite3 *copy = NULL;
  gboolean done = FALSE;
  int rc;

  rc = sqlite3_open_v2 (temporary, &copy,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (rc != SQLITE_OK)
    bw_sqlite_set_error (copy, path, rc, error);
  else if (copy_pages (self, copy, path, progress, cancellable, error))
    {
      /* One file that needs no other beside it, also on a medium that cannot be written. */
      rc = sqlite3_exec (copy, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
      if (rc != SQLITE_OK)
        bw_sqlite_set_error (copy, path, rc, error);
      else
        done = TRUE;
    }
  sqlite3_close (copy);
  return done;
}

/* The log of the file that is replaced does not belong to the one that replaces it. */
static void
remove_log (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  g_unlink (wal);
  g_unlink (shm);
}

gboolean
bw_library_back_up (BwLibrary     *self,
                    const char    *path,
                    BwProgress    *progress,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autofree char *temporary = NULL;
  g_autofree char *shown = NULL;
  gboolean done;
  int fd;

  g_return_val_if_fail (self != NULL && path != NULL && !self->in_transaction, FALSE);

  shown = g_filename_display_name (path);
  if (bw_library_is_own_file (self->path, path))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
                   _("“%s” is the library itself: choose another file for its back-up."), shown);
      return FALSE;
    }

  temporary = g_strconcat (path, ".XXXXXX", NULL);
  fd = g_mkstemp_full (temporary, O_RDWR, 0600);
  if (fd < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (code),
                   _("The back-up “%s” cannot be written: %s."), shown, g_strerror (code));
      return FALSE;
    }
  close (fd);

  /* One snapshot for the whole copy: writers neither wait for it nor make it begin again. */
  done = bw_library_execute (self, "BEGIN; SELECT count (*) FROM sqlite_schema", error);
  if (done)
    done = write_copy (self, temporary, path, progress, cancellable, error);
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);

  if (done)
    remove_log (path);
  if (done && g_rename (temporary, path) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (code),
                   _("The back-up “%s” cannot be written: %s."), shown, g_strerror (code));
      done = FALSE;
    }
  if (!done)
    {
      g_autofree char *journal = g_strconcat (temporary, "-journal", NULL);

      g_unlink (journal);
      g_unlink (temporary);
    }
  return done;
}
