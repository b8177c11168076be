/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-library-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdarg.h>
#include <unistd.h>

static gboolean
is_no_space (int code)
{
  return code == ENOSPC || code == EDQUOT || code == EFBIG;
}

/* The system's error of the last write that failed, to the file or its log. What
 * sqlite3_system_errno() gives may have been replaced while SQLite took its changes back. */
static int
get_system_error (sqlite3 *db)
{
  sqlite3_file *files[2] = { NULL, NULL };
  int code = sqlite3_system_errno (db);

  sqlite3_file_control (db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &files[0]);
  sqlite3_file_control (db, "main", SQLITE_FCNTL_FILE_POINTER, &files[1]);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      int last = 0;

      if (files[i] != NULL && files[i]->pMethods != NULL
          && files[i]->pMethods->xFileControl (files[i], SQLITE_FCNTL_LAST_ERRNO, &last)
                 == SQLITE_OK
          && is_no_space (last))
        return last;
    }
  return code;
}

/* Whether the file is there and may not be written, or no log beside it: SQLite then cannot open
 * the log, and gives whatever error the system had last. */
static gboolean
is_read_only (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_access (path, F_OK) == 0 && (g_access (path, W_OK) != 0 || g_access (folder, W_OK) != 0);
}

gboolean
bw_sqlite_set_error (sqlite3     *db,
                     const char  *path,
                     int          rc,
                     GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  int system_error = db != NULL ? get_system_error (db) : 0;
  const char *detail = db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (rc);

  if ((rc & 0xff) == SQLITE_CANTOPEN && is_read_only (path))
    rc = SQLITE_READONLY;
  switch (rc & 0xff)
    {
    case SQLITE_FULL:
      g_set_error (
          error, BW_ERROR, BW_ERROR_NO_SPACE,
          _("The disk is full, and the library “%s” stays as it was: make room and try again."),
          shown);
      break;
    case SQLITE_IOERR:
      if (is_no_space (system_error) || rc == SQLITE_IOERR_SHMSIZE)
        g_set_error (
            error, BW_ERROR, BW_ERROR_NO_SPACE,
            _("The disk is full, and the library “%s” stays as it was: make room and try again."),
            shown);
      else if (rc == SQLITE_IOERR_SHORT_READ || rc == SQLITE_IOERR_CORRUPTFS)
        g_set_error (error, BW_ERROR, BW_ERROR_DAMAGED,
                     _("The library “%s” is damaged and was left as it is: restore a back-up."),
                     shown);
      else
        g_set_error (error, G_IO_ERROR,
                     (gint) (system_error != 0 ? g_io_error_from_errno (system_error)
                                               : G_IO_ERROR_FAILED),
                     _("The library “%s” cannot be read or written: %s."), shown,
                     system_error != 0 ? g_strerror (system_error) : detail);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      g_set_error (
          error, BW_ERROR, BW_ERROR_BUSY,
          _("Another job is writing to the library “%s”: wait until it is done and try again."),
          shown);
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      g_set_error (error, BW_ERROR, BW_ERROR_DAMAGED,
                   _("The library “%s” is damaged and was left as it is: restore a back-up."),
                   shown);
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY,
                   _("The library “%s” may only be read: check the permissions of the file and "
                      "its folder."),
                   shown);
      break;
    case SQLITE_CANTOPEN:
      g_set_error (error, G_IO_ERROR,
                   (gint) (system_error != 0 ? g_io_error_from_errno (system_error)
                                             : G_IO_ERROR_FAILED),
                   _("The library “%s” cannot be opened: %s."), shown,
                   system_error != 0 ? g_strerror (system_error) : detail);
      break;
    case SQLITE_INTERRUPT:
      bw_set_cancelled (error);
      break;
    default:
      g_set_error (error, BW_ERROR, BW_ERROR_FAILED, _("The library “%s” failed: %s."), shown,
                   detail);
      break;
    }
  return FALSE;
}

gboolean
bw_library_set_error (BwLibrary  *self,
                      int         rc,
                      GError    **error)
{
  return bw_sqlite_set_error (self->db, self->path, rc, error);
}

BwStatement *
bw_library_prepare (BwLibrary   *self,
                    const char  *sql,
                    GError     **error)
{
  BwStatement *statement = g_hash_table_lookup (self->statements, sql);
  int rc;

  if (statement != NULL)
    return statement;

  rc = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  /* The SQL is ours and right: where it does not fit, the tables are not those of the version that
   * the file claims to have. */
  if (rc == SQLITE_ERROR)
    rc = SQLITE_CORRUPT;
  if (rc != SQLITE_OK)
    {
      g_debug ("%s: %s", sql, sqlite3_errmsg (self->db));
      bw_library_set_error (self, rc, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, (gpointer) sql, statement);
  return statement;
}

void
bw_statement_done (BwStatement *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

gboolean
bw_library_execute (BwLibrary   *self,
                    const char  *sql,
                    GError     **error)
{
  int rc = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  return rc == SQLITE_OK || bw_library_set_error (self, rc, error);
}

void
bw_statement_bind (BwStatement *statement,
                   const char  *types,
                   ...)
{
  va_list args;
  int parameter = 1;
  int rc = SQLITE_OK;

  va_start (args, types);
  for (const char *type = types; *type != '\0'; type++, parameter++)
    switch (*type)
      {
      case 'i':
        rc |= sqlite3_bind_int (statement, parameter, va_arg (args, int));
        break;
      case 'l':
        rc |= sqlite3_bind_int64 (statement, parameter, va_arg (args, gint64));
        break;
      case 'z':
        {
          gint64 number = va_arg (args, gint64);

          if (number != 0)
            rc |= sqlite3_bind_int64 (statement, parameter, number);
          break;
        }
      case 'd':
      case 'n':
        {
          double number = va_arg (args, double);

          if (*type == 'd' || number >= 0)
            rc |= sqlite3_bind_double (statement, parameter, number);
          break;
        }
      case 's':
        rc |= sqlite3_bind_text (statement, parameter, va_arg (args, const char *), -1,
                                 SQLITE_STATIC);
        break;
      case 'b':
        {
          const void *bytes = va_arg (args, const void *);
          gsize length = va_arg (args, gsize);

          rc |= sqlite3_bind_blob64 (statement, parameter, bytes, length, SQLITE_STATIC);
          break;
        }
      default:
        g_assert_not_reached ();
      }
  va_end (args);
  if (rc != SQLITE_OK)
    g_debug ("binding: %s", sqlite3_errmsg (sqlite3_db_handle (statement)));
}

gboolean
bw_statement_next (BwLibrary    *self,
                   BwStatement  *statement,
                   GError      **error)
{
  int rc = sqlite3_step (statement);

  if (rc == SQLITE_ROW)
    return TRUE;
  if (rc != SQLITE_DONE)
    bw_library_set_error (self, rc, error);
  return FALSE;
}

gboolean
bw_statement_run (BwLibrary    *self,
                  BwStatement  *statement,
                  GError      **error)
{
  int rc;

  do
    rc = sqlite3_step (statement);
  while (rc == SQLITE_ROW);
  if (rc != SQLITE_DONE)
    return bw_library_set_error (self, rc, error);
  return TRUE;
}

gboolean
bw_statement_find (BwLibrary    *self,
                   BwStatement  *statement,
                   gboolean     *there,
                   GError      **error)
{
  int rc = sqlite3_step (statement);

  *there = rc == SQLITE_ROW;
  return rc == SQLITE_ROW || rc == SQLITE_DONE || bw_library_set_error (self, rc, error);
}

GArray *
bw_statement_read_rows (BwLibrary       *self,
                        BwStatement     *statement,
                        gsize            row_size,
                        BwRowReader      read_row,
                        GDestroyNotify   clear,
                        GError         **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, (guint) row_size);
  int rc;

  g_array_set_clear_func (rows, clear);
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      g_array_set_size (rows, rows->len + 1);
      read_row (statement, rows->data + (rows->len - 1) * row_size);
    }
  if (rc == SQLITE_DONE)
    return g_steal_pointer (&rows);
  bw_library_set_error (self, rc, error);
  return NULL;
}

static void
read_id (BwStatement *statement,
         gpointer     row)
{
  gint64 *id = row;

  *id = sqlite3_column_int64 (statement, 0);
}

GArray *
bw_statement_read_ids (BwLibrary    *self,
                       BwStatement  *statement,
                       GError      **error)
{
  return bw_statement_read_rows (self, statement, sizeof (gint64), read_id, NULL, error);
}

GPtrArray *
bw_statement_make_rows (BwLibrary       *self,
                        BwStatement     *statement,
                        BwRowMaker       make_row,
                        GDestroyNotify   row_free,
                        GError         **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  int rc;

  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (rows, make_row (statement));
  if (rc == SQLITE_DONE)
    return g_steal_pointer (&rows);
  bw_library_set_error (self, rc, error);
  return NULL;
}

gboolean
bw_statement_get_row (BwLibrary    *self,
                      BwStatement  *statement,
                      gint64        id,
                      BwNotFound    not_found,
                      GError      **error)
{
  gboolean there;

  if (!bw_statement_find (self, statement, &there, error))
    return FALSE;
  return there || not_found (id, error);
}

gboolean
bw_statement_change_row (BwLibrary    *self,
                         BwStatement  *statement,
                         gint64        id,
                         BwNotFound    not_found,
                         GError      **error)
{
  if (!bw_statement_run (self, statement, error))
    return FALSE;
  return sqlite3_changes (self->db) > 0 || not_found (id, error);
}

char *
bw_statement_dup_text (BwStatement *statement,
                       int          column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

char *
bw_statement_dup_word (BwStatement *statement,
                       int          column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return g_strdup (text != NULL ? text : "");
}

double
bw_statement_get_value (BwStatement *statement,
                        int          column)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return -1;
  return sqlite3_column_double (statement, column);
}
