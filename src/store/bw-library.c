/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-library.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "store/bw-library-private.h"
#include "store/bw-schema.h"

#define BUSY_TIMEOUT_MS 5000

/* Page caches in KiB: an import has to stay within 64 MB whatever its size. */
#define WRITE_CACHE_KIB 20000
#define READ_CACHE_KIB 8000

/* A write-ahead log above this is given back to the disk after a commit. */
#define WAL_KEEP_BYTES (4 * 1024 * 1024)

/* Virtual machine instructions between two looks at the cancellable. */
#define CANCEL_INTERVAL 20000

/* Fields of an SQLite file's header, big-endian. */
#define HEADER_SIZE 100
#define HEADER_PAGE_SIZE 16
#define HEADER_PAGES 28
#define HEADER_APPLICATION_ID 68

static void
on_finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static int
on_commit (gpointer user_data)
{
  BwLibrary *self = user_data;

  self->own_commits++;
  return 0;
}

static int
on_progress (gpointer user_data)
{
  BwLibrary *self = user_data;

  return g_cancellable_is_cancelled (self->cancellable);
}

static guint32
read_be32 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static gint64
file_size (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (gint64) info.st_size : -1;
}

static gint64
wal_size (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);

  return file_size (wal);
}

static gboolean
set_not_found (const char  *path,
               GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND, _("There is no library “%s”."), shown);
  return FALSE;
}

static gboolean
set_damaged (const char  *path,
             GError     **error)
{
  return bw_sqlite_set_error (NULL, path, SQLITE_CORRUPT, error);
}

/* Looks at the header before SQLite does anything to the file, through SQLite's own handle: opening
 * and closing the file beside it would drop the locks that this process holds on it. */
static gboolean
check_header (BwLibrary  *self,
              GError    **error)
{
  sqlite3_file *file = NULL;
  guint8 header[HEADER_SIZE];
  guint32 page_size, pages;
  sqlite3_int64 size = 0;
  int rc;

  sqlite3_file_control (self->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (file == NULL || file->pMethods == NULL)
    return bw_library_set_error (self, SQLITE_CANTOPEN, error);

  rc = file->pMethods->xRead (file, header, sizeof header, 0);
  if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
    return bw_library_set_error (self, rc, error);
  if (rc == SQLITE_IOERR_SHORT_READ || memcmp (header, "SQLite format 3", 16) != 0
      || read_be32 (header + HEADER_APPLICATION_ID) != BW_SCHEMA_APPLICATION_ID)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("“%s” is not a Beatwise library, and was left as it is."), self->shown_path);
      return FALSE;
    }

  /* Cut short; while there is a log, pages may still be in it only. */
  page_size = (guint32) header[HEADER_PAGE_SIZE] << 8 | header[HEADER_PAGE_SIZE + 1];
  if (page_size == 1)
    page_size = 65536;
  pages = read_be32 (header + HEADER_PAGES);
  file->pMethods->xFileSize (file, &size);
  if (wal_size (self->path) <= 0 && (gint64) page_size * pages > (gint64) size)
    return set_damaged (self->path, error);
  return TRUE;
}

/* The first touch of the file by SQLite: reads the schema, replays a log that was left. */
static gboolean
read_version (BwLibrary  *self,
              int        *version,
              GError    **error)
{
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_exec (self->db, "SELECT count (*) FROM sqlite_schema", NULL, NULL, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2 (self->db, "PRAGMA user_version", -1, &stmt, NULL);
  if (rc == SQLITE_OK && (rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      *version = sqlite3_column_int (stmt, 0);
      rc = SQLITE_OK;
    }
  if (rc != SQLITE_OK)
    bw_library_set_error (self, rc, error);
  sqlite3_finalize (stmt);
  return rc == SQLITE_OK;
}

static gboolean
open_file (BwLibrary  *self,
           gboolean    immutable,
           GError    **error)
{
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  g_autofree char *uri = NULL;
  int rc;

  /* Only a connection that could write removes the log's files when it is the last to close; one in
   * READ mode is held back by query_only, and by never writing a log into the file. */
  flags |= immutable ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (immutable)
    {
      g_autofree char *absolute = g_canonicalize_filename (self->path, NULL);
      g_autofree char *file_uri = g_filename_to_uri (absolute, NULL, error);

      if (file_uri == NULL)
        return FALSE;
      uri = g_strconcat (file_uri, "?immutable=1", NULL);
      flags |= SQLITE_OPEN_URI;
    }

  rc = sqlite3_open_v2 (uri != NULL ? uri : self->path, &self->db, flags, NULL);
  if (rc != SQLITE_OK)
    return bw_library_set_error (self, rc, error);

  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  /* Until it is known that this program understands the file, and always when only reading, the
   * last to close it does not write its log into it. */
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  return TRUE;
}

static gboolean
open_and_check (BwLibrary  *self,
                int        *version,
                GError    **error)
{
  g_autoptr (GError) local = NULL;

  if (!open_file (self, FALSE, error) || !check_header (self, error))
    return FALSE;
  if (read_version (self, version, &local))
    return TRUE;

  /* In a folder that may not be written the log's index cannot be made. Where there is no log, all
   * is in the file, which nobody can be changing. */
  if (self->mode == BW_LIBRARY_READ && local->domain == G_IO_ERROR && wal_size (self->path) <= 0)
    {
      sqlite3_close (self->db);
      self->db = NULL;
      return open_file (self, TRUE, error) && read_version (self, version, error);
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
check_version (BwLibrary  *self,
               int         version,
               GError    **error)
{
  if (version > bw_schema_get_version ())
    {
      g_set_error (error, BW_ERROR, BW_ERROR_TOO_NEW,
                   _("The library “%s” was written by a newer Beatwise and was left as it is: "
                     "update Beatwise to open it."), self->shown_path);
      return FALSE;
    }
  if (version < (self->mode == BW_LIBRARY_READ ? BW_SCHEMA_OLDEST_READABLE : 0))
    return set_damaged (self->path, error);
  return TRUE;
}

static gboolean
prepare_connection (BwLibrary  *self,
                    int         version,
                    GError    **error)
{
  g_autofree char *cache = NULL;
  int rc;

  cache = g_strdup_printf ("PRAGMA cache_size = -%d; PRAGMA foreign_keys = ON;"
                           "PRAGMA trusted_schema = OFF; PRAGMA temp_store = FILE;",
                           self->mode == BW_LIBRARY_READ ? READ_CACHE_KIB : WRITE_CACHE_KIB);
  if (!bw_library_execute (self, cache, error))
    return FALSE;
  if (self->mode == BW_LIBRARY_READ)
    return bw_schema_bridge (self->db, self->path, version, error)
           && bw_library_execute (self, "PRAGMA query_only = ON", error);

  if (sqlite3_db_readonly (self->db, "main") == 1)
    return bw_library_set_error (self, SQLITE_READONLY, error);
  if (!bw_schema_migrate (self->db, self->path, bw_schema_get_version (), error))
    return FALSE;
  if (!bw_library_execute (self, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                                 "PRAGMA journal_size_limit = 4194304;", error))
    return FALSE;
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);

  rc = bw_library_register_samples (self);
  if (rc == SQLITE_OK)
    rc = bw_library_register_rollups (self);
  if (rc == SQLITE_OK)
    rc = bw_library_register_beats (self);
  return rc == SQLITE_OK || bw_library_set_error (self, rc, error);
}

BwLibrary *
bw_library_open (const char     *path,
                 BwLibraryMode   mode,
                 GError        **error)
{
  g_autoptr (BwLibrary) self = NULL;
  int version = 0;
  gint64 size;

  g_return_val_if_fail (path != NULL, NULL);

  size = file_size (path);
  if (size < 0 && errno != ENOENT && errno != ENOTDIR)
    {
      int code = errno;
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (code),
                   _("The library “%s” cannot be opened: %s."), shown, g_strerror (code));
      return NULL;
    }
  if (size <= 0 && mode == BW_LIBRARY_CREATE)
    {
      if (!bw_schema_create_file (path, bw_schema_get_version (), error))
        return NULL;
    }
  else if (size < 0)
    {
      set_not_found (path, error);
      return NULL;
    }

  self = g_new0 (BwLibrary, 1);
  self->path = g_strdup (path);
  self->shown_path = g_filename_display_name (path);
  self->mode = mode;
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, on_finalize_statement);
  bw_library_init_names (self);

  if (!open_and_check (self, &version, error)
      || !check_version (self, version, error)
      || !prepare_connection (self, version, error))
    return NULL;

  sqlite3_commit_hook (self->db, on_commit, self);
  return g_steal_pointer (&self);
}

void
bw_library_close (BwLibrary *self)
{
  if (self == NULL)
    return;

  bw_library_rollback (self);
  bw_library_set_cancellable (self, NULL);
  g_hash_table_unref (self->statements);
  if (self->mode == BW_LIBRARY_READ && self->db != NULL && wal_size (self->path) == 0)
    sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  sqlite3_close (self->db);
  bw_library_clear_names (self);
  g_free (self->path);
  g_free (self->shown_path);
  g_free (self);
}

const char *
bw_library_get_path (BwLibrary *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

/* The path of what is there or may be made there, through links of its folder. */
static char *
resolve (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *real = realpath (folder, NULL);

  return g_build_filename (real != NULL ? real : folder, base, NULL);
}

static gboolean
is_same_file (const char *first,
              const char *second)
{
  GStatBuf a, b;
  g_autofree char *x = NULL, *y = NULL;

  if (g_stat (first, &a) == 0 && g_stat (second, &b) == 0)
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
  x = resolve (first);
  y = resolve (second);
  return strcmp (x, y) == 0;
}

gboolean
bw_library_is_own_file (const char *library,
                        const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
  g_autofree char *real = NULL;

  g_return_val_if_fail (library != NULL && path != NULL, FALSE);

  /* SQLite follows a link, and keeps them beside what that leads to. */
  real = realpath (library, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *own = g_strconcat (real != NULL ? real : library, suffixes[i], NULL);

      if (is_same_file (own, path))
        return TRUE;
    }
  return FALSE;
}

char *
bw_library_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "beatwise", "me.beatwise", NULL);
}

gint64
bw_library_get_version (BwLibrary *self)
{
  g_autoptr (BwStatement) statement = NULL;
  gint64 others = 0;

  g_return_val_if_fail (self != NULL, 0);

  statement = bw_library_prepare (self, "PRAGMA data_version", NULL);
  if (statement != NULL && bw_statement_next (self, statement, NULL))
    others = sqlite3_column_int64 (statement, 0);
  return others << 32 | (self->own_commits & G_MAXUINT32);
}

gboolean
bw_library_begin (BwLibrary  *self,
                  GError    **error)
{
  g_return_val_if_fail (self != NULL && !self->in_transaction, FALSE);

  if (!bw_library_execute (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  self->in_transaction = TRUE;
  bw_library_refresh_names (self);
  return TRUE;
}

gboolean
bw_library_commit (BwLibrary  *self,
                   GError    **error)
{
  g_return_val_if_fail (self != NULL && self->in_transaction, FALSE);

  /* SQLite takes back a transaction by itself when it was interrupted or the disk was full. */
  if (sqlite3_get_autocommit (self->db))
    {
      bw_library_rollback (self);
      if (g_cancellable_is_cancelled (self->cancellable))
        return bw_set_cancelled (error);
      g_set_error (error, BW_ERROR, BW_ERROR_FAILED,
                   _("An earlier error undid the changes to the library “%s”."), self->shown_path);
      return FALSE;
    }
  if (!bw_library_execute (self, "COMMIT", error))
    {
      bw_library_rollback (self);
      return FALSE;
    }
  self->in_transaction = FALSE;

  if (wal_size (self->path) > WAL_KEEP_BYTES)
    {
      /* Readers keep what they need of it; then it goes the next time. */
      sqlite3_busy_timeout (self->db, 0);
      sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
      sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
    }
  return TRUE;
}

void
bw_library_rollback (BwLibrary *self)
{
  g_return_if_fail (self != NULL);

  if (!self->in_transaction)
    return;

  self->in_transaction = FALSE;
  if (!sqlite3_get_autocommit (self->db))
    {
      sqlite3_progress_handler (self->db, 0, NULL, NULL);
      sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
      bw_library_set_cancellable (self, self->cancellable);
    }
  self->names_version = -1;
  bw_library_refresh_names (self);
}

gboolean
bw_library_change (BwLibrary        *self,
                   BwLibraryChange   change,
                   gpointer          data,
                   GError          **error)
{
  if (!self->in_transaction)
    {
      if (!bw_library_begin (self, error))
        return FALSE;
      if (change (self, data, error))
        return bw_library_commit (self, error);
      bw_library_rollback (self);
      return FALSE;
    }

  if (!bw_library_execute (self, "SAVEPOINT change", error))
    return FALSE;
  if (change (self, data, error))
    return bw_library_execute (self, "RELEASE change", error);
  /* There is none left where SQLite took the whole transaction back. */
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK TO change; RELEASE change", NULL, NULL, NULL);
  return FALSE;
}

void
bw_library_set_cancellable (BwLibrary    *self,
                            GCancellable *cancellable)
{
  g_return_if_fail (self != NULL);

  g_set_object (&self->cancellable, cancellable);
  if (self->db == NULL)
    return;
  if (cancellable != NULL)
    sqlite3_progress_handler (self->db, CANCEL_INTERVAL, on_progress, self);
  else
    sqlite3_progress_handler (self->db, 0, NULL, NULL);
}
