/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-models.h"

#include <glib/gi18n-lib.h>

#include "store/bw-library-private.h"
#include "store/bw-models-private.h"

#define WORD(text) ((text) != NULL ? (text) : "")

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
  g_free (row->name);
  g_free (row->fingerprint);
  g_free (row->configuration);
  g_free (row->metrics);
  g_clear_pointer (&row->weights, g_bytes_unref);
  g_free (row);
}

gboolean
bw_model_set_not_found (gint64   id,
                        GError **error)
{
  g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND, _("There is no model %lld in the library."),
               (long long) id);
  return FALSE;
}

/* A model that comes again with other weights is another one to those who asked it. */
static gboolean
forget_predictions (BwLibrary         *self,
                    const BwModelRow  *row,
                    const void        *weights,
                    gsize              size,
                    GError           **error)
{
  g_autoptr (BwStatement) statement = NULL;

  statement = bw_library_prepare (self,
                                  "DELETE FROM prediction WHERE model_id IN"
                                  " (SELECT id FROM model WHERE kind = ? AND fingerprint = ?"
                                  "  AND configuration = ? AND seed = ? AND weights IS NOT ?)",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "ssslb", row->kind, WORD (row->fingerprint),
                     WORD (row->configuration), (gint64) row->seed, weights, size);
  return bw_statement_run (self, statement, error);
}

static gboolean
add_model (BwLibrary  *self,
           gpointer    data,
           GError    **error)
{
  BwModelRow *row = data;
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GError) local = NULL;
  const void *weights = NULL;
  gsize size = 0;

  if (row->weights != NULL)
    weights = g_bytes_get_data (row->weights, &size);
  if (!forget_predictions (self, row, weights, size, error))
    return FALSE;

  /* `stored` counts up, so that of two models trained for the same moment the one that was stored
   * last is the newest, also where it replaces one. */
  statement
      = bw_library_prepare (self,
                            "INSERT INTO model (id, stored, kind, name, trained_ms, from_ms, to_ms,"
                            " seed, fingerprint, configuration, metrics, weights)"
                            " VALUES (iif (EXISTS (SELECT 1 FROM model WHERE id = ?1), NULL, ?1),"
                            " ifnull (?2, (SELECT ifnull (max (stored), 0) + 1 FROM model)),"
                            " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                            " ON CONFLICT (kind, fingerprint, configuration, seed) DO UPDATE SET"
                            " stored = excluded.stored,"
                            " name = iif (excluded.name <> '', excluded.name, name),"
                            " trained_ms = excluded.trained_ms, from_ms = excluded.from_ms,"
                            " to_ms = excluded.to_ms, metrics = excluded.metrics,"
                            " weights = excluded.weights RETURNING id, stored",
                            error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "zzssllllsssb", row->id, row->stored, row->kind,
                     WORD (row->name), row->trained_ms, row->from_ms, row->to_ms,
                     (gint64) row->seed, WORD (row->fingerprint), WORD (row->configuration),
                     WORD (row->metrics), weights, size);
  if (bw_statement_next (self, statement, &local))
    {
      row->id = sqlite3_column_int64 (statement, 0);
      row->stored = sqlite3_column_int64 (statement, 1);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return bw_statement_run (self, statement, error);
}

gboolean
bw_library_add_model (BwLibrary   *self,
                      BwModelRow  *row,
                      GError     **error)
{
  g_return_val_if_fail (self != NULL && row != NULL && row->kind != NULL, FALSE);

  return bw_library_change (self, add_model, row, error);
}

static gboolean
delete_model (BwLibrary  *self,
              gpointer    data,
              GError    **error)
{
  gint64 id = *(const gint64 *) data;
  g_autoptr (BwStatement) release = NULL;
  g_autoptr (BwStatement) statement = NULL;

  release = bw_library_prepare (self, "UPDATE forecast SET model_id = NULL WHERE model_id = ?",
                                error);
  if (release == NULL)
    return FALSE;
  bw_statement_bind (release, "l", id);
  if (!bw_statement_run (self, release, error))
    return FALSE;

  statement = bw_library_prepare (self, "DELETE FROM model WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "l", id);
  return bw_statement_change_row (self, statement, id, bw_model_set_not_found, error);
}

gboolean
bw_library_delete_model (BwLibrary  *self,
                         gint64      id,
                         GError    **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return bw_library_change (self, delete_model, &id, error);
}

gboolean
bw_library_set_model_metrics (BwLibrary   *self,
                              gint64       id,
                              const char  *metrics,
                              GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && metrics != NULL, FALSE);

  statement = bw_library_prepare (self, "UPDATE model SET metrics = ? WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "sl", metrics, id);
  return bw_statement_change_row (self, statement, id, bw_model_set_not_found, error);
}

gboolean
bw_library_set_model_name (BwLibrary   *self,
                           gint64       id,
                           const char  *name,
                           GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  statement = bw_library_prepare (self, "UPDATE model SET name = ? WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "sl", WORD (name), id);
  return bw_statement_change_row (self, statement, id, bw_model_set_not_found, error);
}

#define COLUMNS                                                                               \
  "SELECT id, stored, kind, name, trained_ms, from_ms, to_ms, seed, fingerprint, configuration," \
  " metrics"

static gpointer
make_row (BwStatement *statement)
{
  BwModelRow *row = bw_model_row_new ();

  row->id = sqlite3_column_int64 (statement, 0);
  row->stored = sqlite3_column_int64 (statement, 1);
  row->kind = bw_statement_dup_word (statement, 2);
  row->name = bw_statement_dup_word (statement, 3);
  row->trained_ms = sqlite3_column_int64 (statement, 4);
  row->from_ms = sqlite3_column_int64 (statement, 5);
  row->to_ms = sqlite3_column_int64 (statement, 6);
  row->seed = (guint64) sqlite3_column_int64 (statement, 7);
  row->fingerprint = bw_statement_dup_word (statement, 8);
  row->configuration = bw_statement_dup_word (statement, 9);
  row->metrics = bw_statement_dup_word (statement, 10);
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
      statement = bw_library_prepare (self, COLUMNS ", weights FROM model WHERE id = ?", error);
      if (statement == NULL)
        return NULL;
      bw_statement_bind (statement, "l", id);
    }
  else
    {
      statement = bw_library_prepare (self,
                                      COLUMNS ", weights FROM model WHERE kind = ?"
                                              " ORDER BY trained_ms DESC, stored DESC LIMIT 1",
                                      error);
      if (statement == NULL)
        return NULL;
      bw_statement_bind (statement, "s", kind);
    }
  if (!bw_statement_next (self, statement, error))
    return NULL;

  row = make_row (statement);
  if (sqlite3_column_type (statement, 11) != SQLITE_NULL)
    {
      const void *blob = sqlite3_column_blob (statement, 11);

      row->weights = g_bytes_new (blob, (gsize) sqlite3_column_bytes (statement, 11));
    }
  return row;
}

GPtrArray *
bw_library_list_models (BwLibrary  *self,
                        GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self, COLUMNS " FROM model ORDER BY trained_ms DESC, stored DESC",
                                  error);
  if (statement == NULL)
    return NULL;
  return bw_statement_make_rows (self, statement, make_row, (GDestroyNotify) bw_model_row_free,
                                 error);
}
