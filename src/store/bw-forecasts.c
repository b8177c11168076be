/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-forecasts.h"

#include "store/bw-library-private.h"

BwForecastRow *
bw_forecast_row_new (void)
{
  return g_new0 (BwForecastRow, 1);
}

void
bw_forecast_row_free (BwForecastRow *row)
{
  if (row == NULL)
    return;
  g_free (row->model);
  g_free (row->measure);
  g_free (row->json);
  g_free (row);
}

gboolean
bw_library_add_forecast (BwLibrary      *self,
                         BwForecastRow  *row,
                         GError        **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && row != NULL, FALSE);
  g_return_val_if_fail (row->model != NULL && row->measure != NULL && row->json != NULL, FALSE);

  if (row->made_ms == 0)
    row->made_ms = g_get_real_time () / 1000;
  statement = bw_library_prepare (self,
                                  "INSERT OR REPLACE INTO forecast (issued_ms, made_ms, model,"
                                  " model_id, measure, json, score_version)"
                                  " VALUES (?, ?, ?, ?, ?, ?, ?)",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "llszssi", row->issued_ms, row->made_ms, row->model, row->model_id,
                     row->measure, row->json, row->score_version);
  if (!bw_statement_run (self, statement, error))
    return FALSE;
  row->id = sqlite3_last_insert_rowid (self->db);
  return TRUE;
}

char *
bw_library_get_forecast (BwLibrary  *self,
                         gint64      at_ms,
                         GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self, "SELECT json FROM forecast WHERE issued_ms <= ?"
                                        " ORDER BY issued_ms DESC, id DESC LIMIT 1", error);
  if (statement == NULL)
    return NULL;
  bw_statement_bind (statement, "l", at_ms);
  return bw_statement_next (self, statement, error) ? bw_statement_dup_text (statement, 0) : NULL;
}

static gpointer
make_row (BwStatement *statement)
{
  BwForecastRow *row = bw_forecast_row_new ();

  row->id = sqlite3_column_int64 (statement, 0);
  row->issued_ms = sqlite3_column_int64 (statement, 1);
  row->made_ms = sqlite3_column_int64 (statement, 2);
  row->model = bw_statement_dup_word (statement, 3);
  row->model_id = sqlite3_column_int64 (statement, 4);
  row->measure = bw_statement_dup_word (statement, 5);
  row->json = bw_statement_dup_word (statement, 6);
  row->score_version = sqlite3_column_int (statement, 7);
  return row;
}

/* @measure: (nullable). Returns: (nullable): with @error */
static BwStatement *
select_span (BwLibrary   *self,
             gint64       from_ms,
             gint64       to_ms,
             const char  *measure,
             GError     **error)
{
  BwStatement *statement
      = bw_library_prepare (self,
                            "SELECT id, issued_ms, made_ms, model, model_id, measure, json,"
                            " score_version FROM forecast"
                            " WHERE issued_ms >= ?1 AND issued_ms < ?2"
                            " AND (?3 IS NULL OR measure = ?3) ORDER BY issued_ms, id",
                            error);

  if (statement != NULL)
    bw_statement_bind (statement, "lls", from_ms, to_ms, measure);
  return statement;
}

gboolean
bw_library_each_forecast (BwLibrary       *self,
                          gint64           from_ms,
                          gint64           to_ms,
                          BwForecastFunc   func,
                          gpointer         data,
                          GError         **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (self != NULL && func != NULL, FALSE);

  statement = select_span (self, from_ms, to_ms, NULL, error);
  if (statement == NULL)
    return FALSE;
  while (bw_statement_next (self, statement, &local))
    {
      g_autoptr (BwForecastRow) row = make_row (statement);

      if (!func (row, data, error))
        return FALSE;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GPtrArray *
bw_library_list_forecasts (BwLibrary   *self,
                           gint64       from_ms,
                           gint64       to_ms,
                           const char  *measure,
                           GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = select_span (self, from_ms, to_ms, measure, error);
  if (statement == NULL)
    return NULL;
  return bw_statement_make_rows (self, statement, make_row, (GDestroyNotify) bw_forecast_row_free,
                                 error);
}
