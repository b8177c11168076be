/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-predictions.h"

#include "store/bw-library-private.h"
#include "store/bw-models-private.h"
#include "store/bw-recordings-private.h"

static const char *const origin_ids[] = {
  [BW_PREDICTION_FRESH] = "fresh",
  [BW_PREDICTION_HELD_OUT] = "held-out",
  [BW_PREDICTION_LEARNT] = "learnt",
};

typedef struct
{
  gint64 model_id;
  const BwPredictionRow *rows;
  guint n;
} Change;

const char *
bw_prediction_origin_get_id (BwPredictionOrigin origin)
{
  g_return_val_if_fail ((guint) origin < G_N_ELEMENTS (origin_ids), "fresh");

  return origin_ids[origin];
}

gboolean
bw_prediction_origin_from_id (const char         *id,
                              BwPredictionOrigin *origin)
{
  for (guint i = 0; i < G_N_ELEMENTS (origin_ids); i++)
    if (g_strcmp0 (id, origin_ids[i]) == 0)
      {
        *origin = (BwPredictionOrigin) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
check_model (BwLibrary  *self,
             gint64      id,
             GError    **error)
{
  g_autoptr (BwStatement) statement
      = bw_library_prepare (self, "SELECT 1 FROM model WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "l", id);
  return bw_statement_get_row (self, statement, id, bw_model_set_not_found, error);
}

static gboolean
check_recording (BwLibrary  *self,
                 gint64      id,
                 GError    **error)
{
  g_autoptr (BwStatement) statement
      = bw_library_prepare (self, "SELECT 1 FROM recording WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "l", id);
  return bw_statement_get_row (self, statement, id, bw_recording_set_not_found, error);
}

static gboolean
set_one (BwLibrary              *self,
         gint64                  model_id,
         const BwPredictionRow  *row,
         GError                **error)
{
  g_autoptr (BwStatement) statement = NULL;
  gboolean any = row->n_beats > 0;

  statement = bw_library_prepare (self,
                                  "INSERT INTO prediction (model_id, recording_id, made_ms, answer,"
                                  " probability, votes, n_beats, outside, same_day, is_reference,"
                                  " origin) SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ?"
                                  " FROM recording WHERE id = ?"
                                  " ON CONFLICT (model_id, recording_id) DO UPDATE SET"
                                  " made_ms = excluded.made_ms, answer = excluded.answer,"
                                  " probability = excluded.probability, votes = excluded.votes,"
                                  " n_beats = excluded.n_beats, outside = excluded.outside,"
                                  " same_day = excluded.same_day,"
                                  " is_reference = excluded.is_reference, origin = excluded.origin"
                                  " WHERE NOT (origin = 'held-out' AND excluded.origin = 'learnt')",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "llsnlliiisl", model_id, row->made_ms,
                     any ? bw_label_get_text (row->answer) : NULL, any ? row->probability : -1.0,
                     (gint64) row->votes, (gint64) row->n_beats, row->outside ? 1 : 0,
                     row->same_day ? 1 : 0, row->is_reference ? 1 : 0,
                     bw_prediction_origin_get_id (row->origin), row->recording_id);
  if (!bw_statement_run (self, statement, error))
    return FALSE;
  /* No row changed: there was one to be kept, or there is no recording. */
  return sqlite3_changes (self->db) > 0 || check_recording (self, row->recording_id, error);
}

static gboolean
change_predictions (BwLibrary  *self,
                    gpointer    data,
                    GError    **error)
{
  const Change *change = data;

  if (!check_model (self, change->model_id, error))
    return FALSE;
  for (guint i = 0; i < change->n; i++)
    if (!set_one (self, change->model_id, &change->rows[i], error))
      return FALSE;
  return TRUE;
}

gboolean
bw_library_set_predictions (BwLibrary              *self,
                            gint64                  model_id,
                            const BwPredictionRow  *rows,
                            guint                   n,
                            GError                **error)
{
  Change change = { model_id, rows, n };

  g_return_val_if_fail (self != NULL && (rows != NULL || n == 0), FALSE);
  for (guint i = 0; i < n; i++)
    {
      g_return_val_if_fail (rows[i].votes <= rows[i].n_beats, FALSE);
      g_return_val_if_fail (rows[i].n_beats == 0
                                || (rows[i].probability >= 0 && rows[i].probability <= 1), FALSE);
    }

  return n == 0 || bw_library_change (self, change_predictions, &change, error);
}

static void
read_row (BwStatement *statement,
          gpointer     row)
{
  BwPredictionRow *prediction = row;

  *prediction = (BwPredictionRow) {
    .recording_id = sqlite3_column_int64 (statement, 0),
    .model_id = sqlite3_column_int64 (statement, 10),
    .made_ms = sqlite3_column_int64 (statement, 1),
    .probability = sqlite3_column_double (statement, 3),
    .votes = (guint) sqlite3_column_int64 (statement, 4),
    .n_beats = (guint) sqlite3_column_int64 (statement, 5),
    .outside = sqlite3_column_int (statement, 6) != 0,
    .same_day = sqlite3_column_int (statement, 7) != 0,
    .is_reference = sqlite3_column_int (statement, 8) != 0,
  };
  bw_label_from_id ((const char *) sqlite3_column_text (statement, 2), &prediction->answer);
  bw_prediction_origin_from_id ((const char *) sqlite3_column_text (statement, 9),
                                &prediction->origin);
}

GArray *
bw_library_read_predictions (BwLibrary  *self,
                             gint64      model_id,
                             GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self,
                                  "SELECT recording_id, made_ms, answer, ifnull (probability, 0.5),"
                                  " votes, n_beats, outside, same_day, is_reference, origin,"
                                  " model_id FROM prediction WHERE model_id = ?"
                                  " ORDER BY recording_id", error);
  if (statement == NULL)
    return NULL;
  bw_statement_bind (statement, "l", model_id);
  return bw_statement_read_rows (self, statement, sizeof (BwPredictionRow), read_row, NULL, error);
}
