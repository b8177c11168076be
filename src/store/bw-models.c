/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-models.h"

#include "store/bw-library-private.h"

BwModelRow *
bw_model_row_new (void)
{
  return g_new0 (BwModelRow, 1);
}

void
bw_model_row_free (BwModelRow *row)
{
  if (row == NULL)
    return;
  g_free (row->kind);
  g_free (row->fingerprint);
  g_free (row->configuration);
  g_free (row->metrics);
  g_clear_pointer (&row->weights, g_bytes_unref);
  g_free (row);
}

gboolean
bw_library_add_model (BwLibrary   *self,
                      BwModelRow  *row,
                      GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GError) local = NULL;
  const void *weights = NULL;
  gsize size = 0;
#define WORD(text) ((text) != NULL ? (text) : "")

  g_return_val_if_fail (self != NULL && row != NULL && row->kind != NULL, FALSE);

  /* `stored` counts up, so that of two models trained for the same moment the one that was stored
   * last is the newest, also where it replaces one. */
  statement
      = bw_library_prepare (self,
                            "INSERT INTO model (stored, kind, trained_ms, from_ms, to_ms, seed,"
                            " fingerprint, configuration, metrics, weights)"
                            " VALUES ((SELECT ifnull (max (stored), 0) + 1 FROM model),"
                            " ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                            " ON CONFLICT DO UPDATE SET stored = excluded.stored,"
                            " trained_ms = excluded.trained_ms, from_ms = excluded.from_ms,"
                            " to_ms = excluded.to_ms, metrics = excluded.metrics,"
                            " weights = excluded.weights RETURNING id",
                            error);
  if (statement == NULL)
    return FALSE;
  if (row->weights != NULL)
    weights = g_bytes_get_data (row->weights, &size);
  bw_statement_bind (statement, "sllllsssb", row->kind, row->trained_ms, row->from_ms, row->to_ms,
                     (gint64) row->seed, WORD (row->fingerprint), WORD (row->configuration),
                     WORD (row->metrics), weights, size);
#undef WORD
  if (bw_statement_next (self, statement, &local))
    row->id = sqlite3_column_int64 (statement, 0);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return bw_statement_run (self, statement, error);
}

static BwModelRow *
read_row (BwStatement *statement)
{
  BwModelRow *row = bw_model_row_new ();

  row->id = sqlite3_column_int64 (statement, 0);
  row->kind = bw_statement_dup_word (statement, 1);
  row->trained_ms = sqlite3_column_int64 (statement, 2);
  row->from_ms = sqlite3_column_int64 (statement, 3);
  row->to_ms = sqlite3_column_int64 (statement, 4);
  row->seed = (guint64) sqlite3_column_int64 (statement, 5);
  row->fingerprint = bw_statement_dup_word (statement, 6);
  row->configuration = bw_statement_dup_word (statement, 7);
  row->metrics = bw_statement_dup_word (statement, 8);
  return row;
}

BwModelRow *
bw_library_get_model (BwLibrary   *self,
                      const char  *kind,
                      gint64       id,
                      GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;
  BwModelRow *row;

  g_return_val_if_fail (self != NULL && (kind != NULL || id != 0), NULL);

  if (id != 0)
    {
      statement = bw_library_prepare (self, "SELECT id, kind, trained_ms, from_ms, to_ms, seed,"
                                            " fingerprint, configuration, metrics, weights"
                                            " FROM model WHERE id = ?", error);
      if (statement == NULL)
        return NULL;
      bw_statement_bind (statement, "l", id);
    }
  else
    {
      statement = bw_library_prepare (self,
                                      "SELECT id, kind, trained_ms, from_ms, to_ms, seed,"
                                      " fingerprint, configuration, metrics, weights"
                                      " FROM model WHERE kind = ?"
                                      " ORDER BY trained_ms DESC, stored DESC LIMIT 1",
                                      error);
      if (statement == NULL)
        return NULL;
      bw_statement_bind (statement, "s", kind);
    }
  if (!bw_statement_next (self, statement, error))
    return NULL;

  row = read_row (statement);
  if (sqlite3_column_type (statement, 9) != SQLITE_NULL)
    {
      const void *blob = sqlite3_column_blob (statement, 9);

      row->weights = g_bytes_new (blob, (gsize) sqlite3_column_bytes (statement, 9));
    }
  return row;
}

GPtrArray *
bw_library_list_models (BwLibrary  *self,
                        GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self, "SELECT id, kind, trained_ms, from_ms, to_ms, seed,"
                                        " fingerprint, configuration, metrics FROM model"
                                        " ORDER BY trained_ms DESC, stored DESC", error);
  if (statement == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_model_row_free);
  while (bw_statement_next (self, statement, &local))
    g_ptr_array_add (rows, read_row (statement));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&rows);
}

gboolean
bw_library_add_forecast (BwLibrary   *self,
                         gint64       issued_ms,
                         const char  *model,
                         gint64       model_id,
                         const char  *measure,
                         const char  *json,
                         GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && model != NULL && measure != NULL && json != NULL, FALSE);

  /* Issued again from the same moment, it replaces what was; the newest id is the newest. */
  statement = bw_library_prepare (self,
                                  "INSERT OR REPLACE INTO forecast (issued_ms, model, model_id,"
                                  " measure, json) VALUES (?, ?, ?, ?, ?)",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "lszss", issued_ms, model, model_id, measure, json);
  return bw_statement_run (self, statement, error);
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
