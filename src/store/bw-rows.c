/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-rows.h"

#include "store/bw-library-private.h"
#include "store/bw-schema.h"

struct _BwRows
{
  BwLibrary *library;  /* borrowed */
  sqlite3_stmt *statement;
  guint n_columns;
  char **valid;        /* (array length=n_columns) (nullable): texts that were not in UTF-8 */
};

/* The views that stand in the file may be somebody else's, or of an older version. */
static gboolean
make_views (BwLibrary  *self,
            GError    **error)
{
  gboolean reads = self->mode == BW_LIBRARY_READ;
  int rc;

  if (self->has_views)
    return TRUE;
  /* Temporary views are no part of the file; a connection that only reads must make them too. */
  if (reads && !bw_library_execute (self, "PRAGMA query_only = OFF", error))
    return FALSE;
  rc = bw_schema_make_views (self->db);
  if (reads && !bw_library_execute (self, "PRAGMA query_only = ON", error))
    return FALSE;
  if (rc == SQLITE_ERROR)
    rc = SQLITE_CORRUPT;
  self->has_views = rc == SQLITE_OK;
  return self->has_views || bw_library_set_error (self, rc, error);
}

/* Brackets, as what stands in double quotes and is no column would be taken for text. */
static void
append_name (GString    *sql,
             const char *name)
{
  g_string_append_printf (sql, "[%s]", name);
}

static gboolean
is_all_time (gint64 from_ms,
             gint64 to_ms)
{
  return from_ms <= 0 && to_ms == G_MAXINT64;
}

static void
append_conditions (GString           *sql,
                   const BwRowsQuery *query,
                   gboolean           in_span)
{
  g_string_append (sql, " FROM ");
  append_name (sql, query->view);
  if (in_span)
    {
      g_string_append (sql, " WHERE ");
      append_name (sql, query->span);
      g_string_append (sql, " >= ?1 AND ");
      append_name (sql, query->span);
      g_string_append (sql, " < ?2");
    }
  if (query->filter != NULL)
    {
      g_string_append (sql, in_span ? " AND " : " WHERE ");
      append_name (sql, query->filter);
      g_string_append (sql, " = ?3");
    }
}

static sqlite3_stmt *
prepare (BwLibrary          *self,
         const BwRowsQuery  *query,
         gboolean            counts,
         gint64              from_ms,
         gint64              to_ms,
         GError            **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  gboolean in_span = query->span != NULL && !is_all_time (from_ms, to_ms);
  sqlite3_stmt *statement = NULL;
  int rc;

  if (!make_views (self, error))
    return NULL;
  if (counts)
    g_string_append (sql, "count (*)");
  for (guint i = 0; !counts && i < query->n_columns; i++)
    {
      g_string_append (sql, i > 0 ? ", " : "");
      append_name (sql, query->columns[i]);
    }
  append_conditions (sql, query, in_span);
  if (!counts && query->order != NULL)
    g_string_append_printf (sql, " ORDER BY %s", query->order);

  rc = sqlite3_prepare_v2 (self->db, sql->str, (int) sql->len, &statement, NULL);
  if (rc != SQLITE_OK)
    {
      g_debug ("%s: %s", sql->str, sqlite3_errmsg (self->db));
      /* The query is ours and right, as in bw_library_prepare(). */
      bw_library_set_error (self, rc == SQLITE_ERROR ? SQLITE_CORRUPT : rc, error);
      return NULL;
    }
  if (in_span)
    {
      sqlite3_bind_int64 (statement, 1, from_ms);
      sqlite3_bind_int64 (statement, 2, to_ms);
    }
  if (query->filter != NULL && query->filter_text != NULL)
    sqlite3_bind_text (statement, 3, query->filter_text, -1, SQLITE_TRANSIENT);
  else if (query->filter != NULL)
    sqlite3_bind_int64 (statement, 3, query->filter_id);
  return statement;
}

BwRows *
bw_library_open_rows (BwLibrary          *self,
                      const BwRowsQuery  *query,
                      gint64              from_ms,
                      gint64              to_ms,
                      GError            **error)
{
  sqlite3_stmt *statement;
  BwRows *rows;

  g_return_val_if_fail (self != NULL && query != NULL && query->n_columns > 0, NULL);

  statement = prepare (self, query, FALSE, from_ms, to_ms, error);
  if (statement == NULL)
    return NULL;
  rows = g_new0 (BwRows, 1);
  rows->library = self;
  rows->statement = statement;
  rows->n_columns = query->n_columns;
  rows->valid = g_new0 (char *, query->n_columns);
  return rows;
}

void
bw_rows_free (BwRows *self)
{
  if (self == NULL)
    return;
  sqlite3_finalize (self->statement);
  for (guint i = 0; i < self->n_columns; i++)
    g_free (self->valid[i]);
  g_free (self->valid);
  g_free (self);
}

gboolean
bw_library_count_rows (BwLibrary          *self,
                       const BwRowsQuery  *query,
                       gint64              from_ms,
                       gint64              to_ms,
                       guint64            *n,
                       GError            **error)
{
  sqlite3_stmt *statement;
  int rc;

  g_return_val_if_fail (self != NULL && query != NULL && n != NULL, FALSE);

  statement = prepare (self, query, TRUE, from_ms, to_ms, error);
  if (statement == NULL)
    return FALSE;
  rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW)
    *n = (guint64) sqlite3_column_int64 (statement, 0);
  else
    bw_library_set_error (self, rc, error);
  sqlite3_finalize (statement);
  return rc == SQLITE_ROW;
}

gboolean
bw_rows_next (BwRows  *self,
              GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return bw_statement_next (self->library, self->statement, error);
}

static gboolean
is_number (BwRows *self,
           guint   column)
{
  int type = sqlite3_column_type (self->statement, (int) column);

  return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}

gboolean
bw_rows_get_int (BwRows *self,
                 guint   column,
                 gint64 *value)
{
  if (!is_number (self, column))
    return FALSE;
  *value = sqlite3_column_int64 (self->statement, (int) column);
  return TRUE;
}

gboolean
bw_rows_get_double (BwRows *self,
                    guint   column,
                    double *value)
{
  if (!is_number (self, column))
    return FALSE;
  *value = sqlite3_column_double (self->statement, (int) column);
  return TRUE;
}

const char *
bw_rows_get_text (BwRows *self,
                  guint   column)
{
  int type = sqlite3_column_type (self->statement, (int) column);
  const char *text;

  if (type == SQLITE_NULL || type == SQLITE_BLOB)
    return NULL;
  text = (const char *) sqlite3_column_text (self->statement, (int) column);
  if (text == NULL || g_utf8_validate (text, -1, NULL))
    return text;
  g_free (self->valid[column]);
  self->valid[column] = g_utf8_make_valid (text, -1);
  return self->valid[column];
}
