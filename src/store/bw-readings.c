/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-readings.h"

#include <glib/gi18n-lib.h>

#include "store/bw-library-private.h"

void
bw_reading_row_clear (BwReadingRow *row)
{
  g_clear_pointer (&row->why_not, g_free);
}

static void
beat_column (const BwBatch   *batch,
             int              column,
             sqlite3_context *context)
{
  const BwBeat *beat = (const BwBeat *) batch->rows + batch->row;

  switch (column)
    {
    case 0:
      sqlite3_result_int64 (context, batch->owner);
      break;
    case 1:
      sqlite3_result_int64 (context, (sqlite3_int64) batch->row);
      break;
    case 2:
      sqlite3_result_int64 (context, beat->time_ms);
      break;
    default:
      if (beat->bpm > 0)
        sqlite3_result_int (context, beat->bpm);
      break;
    }
}

int
bw_library_register_beats (BwLibrary *self)
{
  self->beat_batch.declaration = "CREATE TABLE beat_batch (reading_id, n, time_ms, bpm)";
  self->beat_batch.column = beat_column;
  return bw_batch_register (self->db, "beat_batch", &self->beat_batch);
}

static gboolean
add_beats (BwLibrary     *self,
           gint64         reading_id,
           const BwBeat  *beats,
           guint          n_beats,
           GError       **error)
{
  g_autoptr (BwStatement) statement = NULL;

  statement = bw_library_prepare (self, "INSERT INTO beat SELECT * FROM beat_batch", error);
  if (statement == NULL)
    return FALSE;
  self->beat_batch.rows = beats;
  self->beat_batch.n = n_beats;
  self->beat_batch.owner = reading_id;
  return bw_statement_run (self, statement, error);
}

/* Id of the reading held with the same start, end and source; 0 where there is none. */
static gboolean
find_reading (BwLibrary           *self,
              const BwReadingRow  *reading,
              gint64              *id,
              GError             **error)
{
  g_autoptr (BwStatement) statement = NULL;
  gboolean there;

  statement = bw_library_prepare (self,
                                  "SELECT id FROM reading"
                                  " WHERE start_ms = ? AND end_ms = ? AND source_id = ?",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "lli", reading->start_ms, reading->end_ms,
                     (int) reading->source_id);
  if (!bw_statement_find (self, statement, &there, error))
    return FALSE;
  *id = there ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

#define NUMBERS                                                                          \
  "UPDATE reading SET n_intervals = ?, n_artefacts = ?, rmssd_ms = ?, rmssd_raw_ms = ?," \
  " se_ms = ?, used = ?, why_not = ?"

/* @sql: NUMBERS and which reading's */
static gboolean
update_numbers (BwLibrary           *self,
                const char          *sql,
                gint64               reading_id,
                const BwReadingRow  *numbers,
                GError             **error)
{
  g_autoptr (BwStatement) statement = bw_library_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "iinnnisl", (int) numbers->n_intervals,
                     (int) numbers->n_artefacts, numbers->rmssd_ms, numbers->rmssd_raw_ms,
                     numbers->se_ms, numbers->used ? 1 : 0, numbers->why_not, reading_id);
  return bw_statement_run (self, statement, error);
}

gboolean
bw_library_add_reading (BwLibrary           *self,
                        gint64               import_id,
                        const BwReadingRow  *reading,
                        const BwBeat        *beats,
                        guint                n_beats,
                        gboolean            *is_new,
                        GError             **error)
{
  g_autoptr (BwStatement) statement = NULL;
  gint64 id;

  g_return_val_if_fail (self != NULL && self->in_transaction, FALSE);
  g_return_val_if_fail (beats != NULL || n_beats == 0, FALSE);

  if (!find_reading (self, reading, &id, error))
    return FALSE;
  if (is_new != NULL)
    *is_new = id == 0;

  if (id != 0)
    return update_numbers (self,
                           NUMBERS " WHERE id = ? AND NOT EXISTS"
                                   " (SELECT 1 FROM beat_edit WHERE reading_id = reading.id)",
                           id, reading, error);

  statement = bw_library_prepare (self,
                                  "INSERT INTO reading (start_ms, end_ms, source_id,"
                                  " offset_min, sdnn_device_ms, n_beats, n_intervals,"
                                  " n_artefacts, rmssd_ms, rmssd_raw_ms, se_ms, used, why_not,"
                                  " import_id) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "lliiniiinnnisl", reading->start_ms, reading->end_ms,
                     (int) reading->source_id, reading->offset_min, reading->sdnn_device_ms,
                     (int) n_beats, (int) reading->n_intervals, (int) reading->n_artefacts,
                     reading->rmssd_ms, reading->rmssd_raw_ms, reading->se_ms,
                     reading->used ? 1 : 0, reading->why_not, import_id);
  if (!bw_statement_run (self, statement, error))
    return FALSE;
  return add_beats (self, sqlite3_last_insert_rowid (self->db), beats, n_beats, error);
}

static gboolean
set_not_found (gint64   reading_id,
               GError **error)
{
  g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND,
               _("There is no reading %lld in the library."), (long long) reading_id);
  return FALSE;
}

gboolean
bw_library_set_reading_numbers (BwLibrary           *self,
                                gint64               reading_id,
                                const BwReadingRow  *numbers,
                                GError             **error)
{
  g_return_val_if_fail (self != NULL && numbers != NULL, FALSE);

  if (!update_numbers (self, NUMBERS " WHERE id = ?", reading_id, numbers, error))
    return FALSE;
  return sqlite3_changes (self->db) > 0 || set_not_found (reading_id, error);
}

#define COLUMNS                                                                                   \
  "SELECT id, start_ms, end_ms, offset_min, source_id, sdnn_device_ms, n_beats, n_intervals,"     \
  " n_artefacts, rmssd_ms, rmssd_raw_ms, se_ms, used, why_not FROM reading"

static void
read_row (BwStatement *statement,
          gpointer     row)
{
  BwReadingRow *reading = row;

  *reading = (BwReadingRow){
    .id = sqlite3_column_int64 (statement, 0),
    .start_ms = sqlite3_column_int64 (statement, 1),
    .end_ms = sqlite3_column_int64 (statement, 2),
    .offset_min = sqlite3_column_int (statement, 3),
    .source_id = sqlite3_column_int (statement, 4),
    .sdnn_device_ms = bw_statement_get_value (statement, 5),
    .n_beats = (guint) sqlite3_column_int (statement, 6),
    .n_intervals = (guint) sqlite3_column_int (statement, 7),
    .n_artefacts = (guint) sqlite3_column_int (statement, 8),
    .rmssd_ms = bw_statement_get_value (statement, 9),
    .rmssd_raw_ms = bw_statement_get_value (statement, 10),
    .se_ms = bw_statement_get_value (statement, 11),
    .used = sqlite3_column_int (statement, 12) != 0,
    .why_not = bw_statement_dup_text (statement, 13),
  };
}

/* Returns: (nullable): with @error */
static BwStatement *
select_span (BwLibrary  *self,
             gint64      from_ms,
             gint64      to_ms,
             GError    **error)
{
  BwStatement *statement
      = bw_library_prepare (self, COLUMNS " WHERE start_ms >= ? AND start_ms < ?"
                                          " ORDER BY start_ms, end_ms, source_id", error);

  if (statement != NULL)
    bw_statement_bind (statement, "ll", from_ms, to_ms);
  return statement;
}

gboolean
bw_library_each_reading (BwLibrary      *self,
                         gint64          from_ms,
                         gint64          to_ms,
                         BwReadingFunc   func,
                         gpointer        data,
                         GError        **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (self != NULL && func != NULL, FALSE);

  statement = select_span (self, from_ms, to_ms, error);
  if (statement == NULL)
    return FALSE;
  while (bw_statement_next (self, statement, &local))
    {
      g_auto (BwReadingRow) row = { 0 };

      read_row (statement, &row);
      if (!func (&row, data, error))
        return FALSE;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GArray *
bw_library_read_readings (BwLibrary  *self,
                          gint64      from_ms,
                          gint64      to_ms,
                          GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = select_span (self, from_ms, to_ms, error);
  if (statement == NULL)
    return NULL;
  return bw_statement_read_rows (self, statement, sizeof (BwReadingRow), read_row,
                                 (GDestroyNotify) bw_reading_row_clear, error);
}

gboolean
bw_library_read_reading (BwLibrary     *self,
                         gint64         reading_id,
                         BwReadingRow  *row,
                         GError       **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && row != NULL, FALSE);

  statement = bw_library_prepare (self, COLUMNS " WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "l", reading_id);
  if (!bw_statement_get_row (self, statement, reading_id, set_not_found, error))
    return FALSE;
  read_row (statement, row);
  return TRUE;
}

const char *
bw_library_get_source_name (BwLibrary *self,
                            gint32     source_id)
{
  const BwName *name;

  g_return_val_if_fail (self != NULL, NULL);

  bw_library_refresh_names (self);
  name = bw_library_get_source (self, source_id);
  return name != NULL ? name->name : NULL;
}

static gboolean
set_source_not_found (gint64   id,
                      GError **error)
{
  g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND, _("The library has no source %lld"),
               (long long) id);
  return FALSE;
}

gboolean
bw_library_read_source (BwLibrary  *self,
                        gint32      source_id,
                        BwSource   *source,
                        GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;
  const char **texts[] = { &source->name, &source->version, &source->device };

  g_return_val_if_fail (self != NULL && source != NULL, FALSE);

  statement = bw_library_prepare (self, "SELECT name, version, device FROM source WHERE id = ?",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "i", (int) source_id);
  if (!bw_statement_get_row (self, statement, source_id, set_source_not_found, error))
    return FALSE;
  for (int i = 0; i < 3; i++)
    {
      const char *text = (const char *) sqlite3_column_text (statement, i);

      *texts[i] = g_string_chunk_insert_const (self->strings, text != NULL ? text : "");
    }
  return TRUE;
}

static gboolean
reading_exists (BwLibrary  *self,
                gint64      reading_id,
                GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  statement = bw_library_prepare (self, "SELECT 1 FROM reading WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "l", reading_id);
  return bw_statement_get_row (self, statement, reading_id, set_not_found, error);
}

static void
read_beat (BwStatement *statement,
           gpointer     row)
{
  BwBeat *beat = row;

  beat->time_ms = sqlite3_column_int64 (statement, 0);
  beat->bpm = sqlite3_column_int (statement, 1);
}

GArray *
bw_library_read_beats (BwLibrary  *self,
                       gint64      reading_id,
                       GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (!reading_exists (self, reading_id, error))
    return NULL;
  statement = bw_library_prepare (self, "SELECT time_ms, bpm FROM beat WHERE reading_id = ?"
                                        " ORDER BY n", error);
  if (statement == NULL)
    return NULL;
  bw_statement_bind (statement, "l", reading_id);
  return bw_statement_read_rows (self, statement, sizeof (BwBeat), read_beat, NULL, error);
}
