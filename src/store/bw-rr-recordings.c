/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-rr-recordings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/bw-time.h"
#include "store/bw-library-private.h"
#include "store/bw-rr-recordings-private.h"

void
bw_rr_recording_clear (BwRrRecording *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->device, g_free);
  g_clear_pointer (&self->unit, g_free);
}

BwRrRecording *
bw_rr_recording_copy (const BwRrRecording *self)
{
  BwRrRecording *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->device = g_strdup (self->device);
  copy->unit = g_strdup (self->unit);
  return copy;
}

void
bw_rr_recording_free (BwRrRecording *self)
{
  if (self == NULL)
    return;
  bw_rr_recording_clear (self);
  g_free (self);
}

gint64
bw_rr_recording_get_shown_ms (const BwRrRecording *self,
                              GTimeZone           *zone)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (zone != NULL, 0);

  if (self->time_known)
    return self->start_ms;
  return self->start_ms
         + (self->offset_min - bw_time_offset (zone, self->start_ms)) * BW_TIME_MINUTE;
}

/* --- Blobs ------------------------------------------------------------------------------------- */

static inline void
put_double (guint8 *at,
            double  value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  bits = GUINT64_TO_LE (bits);
  memcpy (at, &bits, sizeof bits);
}

static inline double
get_double (const guint8 *at)
{
  guint64 bits;
  double value;

  memcpy (&bits, at, sizeof bits);
  bits = GUINT64_FROM_LE (bits);
  memcpy (&value, &bits, sizeof value);
  return value;
}

static guint8 *
pack_values (const BwRrIntervals *intervals)
{
  guint8 *blob = g_malloc (MAX ((gsize) intervals->n * BW_RR_VALUE_SIZE, 1));

  for (guint i = 0; i < intervals->n; i++)
    put_double (blob + (gsize) i * BW_RR_VALUE_SIZE, intervals->ms[i]);
  return blob;
}

static guint8 *
pack_gaps (const BwRrIntervals *intervals)
{
  guint8 *blob = g_malloc (MAX ((gsize) intervals->n_gaps * BW_RR_GAP_SIZE, 1));

  for (guint i = 0; i < intervals->n_gaps; i++)
    {
      guint8 *at = blob + (gsize) i * BW_RR_GAP_SIZE;
      guint32 before = GUINT32_TO_LE (intervals->gaps[i].before);

      memcpy (at, &before, sizeof before);
      put_double (at + sizeof before, intervals->gaps[i].length_ms);
    }
  return blob;
}

BwRrIntervals *
bw_rr_intervals_from_blobs (const void *values,
                            gsize       values_size,
                            const void *gaps,
                            gsize       gaps_size)
{
  g_autoptr (BwRrIntervals) intervals = NULL;

  if (values_size % BW_RR_VALUE_SIZE != 0 || values_size / BW_RR_VALUE_SIZE > G_MAXINT32
      || gaps_size % BW_RR_GAP_SIZE != 0 || gaps_size / BW_RR_GAP_SIZE > G_MAXINT32)
    return NULL;
  intervals = bw_rr_intervals_new ((guint) (values_size / BW_RR_VALUE_SIZE),
                                   (guint) (gaps_size / BW_RR_GAP_SIZE));
  for (guint i = 0; i < intervals->n; i++)
    intervals->ms[i] = get_double ((const guint8 *) values + (gsize) i * BW_RR_VALUE_SIZE);
  for (guint i = 0; i < intervals->n_gaps; i++)
    {
      const guint8 *at = (const guint8 *) gaps + (gsize) i * BW_RR_GAP_SIZE;
      guint32 before;

      memcpy (&before, at, sizeof before);
      intervals->gaps[i].before = GUINT32_FROM_LE (before);
      intervals->gaps[i].length_ms = get_double (at + sizeof before);
    }
  return bw_rr_intervals_is_valid (intervals) ? g_steal_pointer (&intervals) : NULL;
}

char *
bw_rr_hash_blobs (const void *values,
                  gsize       values_size,
                  const void *gaps,
                  gsize       gaps_size)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  if (values_size > 0)
    g_checksum_update (checksum, values, (gssize) values_size);
  if (gaps_size > 0)
    g_checksum_update (checksum, gaps, (gssize) gaps_size);
  return g_strdup (g_checksum_get_string (checksum));
}

/* --- Adding ------------------------------------------------------------------------------------ */

/* The one that is held already, and whether its time is known; @id 0 where there is none. */
static gboolean
find_held (BwLibrary            *self,
           const BwRrRecording  *recording,
           const char           *hash,
           gint64               *id,
           gboolean             *time_known,
           GError              **error)
{
  g_autoptr (BwStatement) statement = NULL;
  gboolean there;

  statement = bw_library_prepare (self,
                                  "SELECT id, time_known FROM rr_recording WHERE hash = ?1"
                                  " AND (start_ms = ?2 OR NOT time_known OR NOT ?3)"
                                  " ORDER BY start_ms <> ?2, time_known DESC, id LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "sli", hash, recording->start_ms, recording->time_known ? 1 : 0);
  if (!bw_statement_find (self, statement, &there, error))
    return FALSE;
  *id = there ? sqlite3_column_int64 (statement, 0) : 0;
  *time_known = there && sqlite3_column_int (statement, 1) != 0;
  return TRUE;
}

static gboolean
give_time (BwLibrary            *self,
           const BwRrRecording  *recording,
           GError              **error)
{
  g_autoptr (BwStatement) statement = NULL;

  statement = bw_library_prepare (self, "UPDATE rr_recording SET start_ms = ?, offset_min = ?,"
                                        " time_known = 1 WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "lil", recording->start_ms, recording->offset_min, recording->id);
  return bw_statement_run (self, statement, error);
}

static gboolean
insert_header (BwLibrary      *self,
               gint64          import_id,
               BwRrRecording  *recording,
               const char     *hash,
               GError        **error)
{
  g_autoptr (BwStatement) statement = NULL;

  statement = bw_library_prepare (self,
                                  "INSERT INTO rr_recording (id, name, start_ms, offset_min,"
                                  " time_known, n_intervals, duration_ms, device, unit, n_beats,"
                                  " n_artefacts, rmssd_ms, hash, import_id)"
                                  " VALUES (iif (EXISTS (SELECT 1 FROM rr_recording WHERE id = ?1),"
                                  " NULL, ?1), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "zsliildssllnsl", recording->id,
                     recording->name != NULL ? recording->name : "", recording->start_ms,
                     recording->offset_min, recording->time_known ? 1 : 0,
                     (gint64) recording->n_intervals, recording->duration_ms,
                     recording->device != NULL ? recording->device : "",
                     recording->unit != NULL ? recording->unit : "ms",
                     (gint64) recording->n_beats, (gint64) recording->n_artefacts,
                     recording->rmssd_ms, hash, import_id);
  if (!bw_statement_run (self, statement, error))
    return FALSE;
  recording->id = sqlite3_last_insert_rowid (self->db);
  return TRUE;
}

gboolean
bw_library_add_rr_recording (BwLibrary            *self,
                             gint64                import_id,
                             BwRrRecording        *recording,
                             const BwRrIntervals  *intervals,
                             gboolean             *is_new,
                             GError              **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autofree guint8 *values = NULL;
  g_autofree guint8 *gaps = NULL;
  g_autofree char *hash = NULL;
  gsize values_size, gaps_size;
  gboolean time_known;
  gint64 id;

  g_return_val_if_fail (self != NULL && self->in_transaction, FALSE);
  g_return_val_if_fail (recording != NULL && intervals != NULL, FALSE);

  if (!bw_rr_intervals_is_valid (intervals))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
                   _("The intervals of “%s” are not all times that a heart can take."),
                   recording->name != NULL ? recording->name : "");
      return FALSE;
    }
  values = pack_values (intervals);
  gaps = pack_gaps (intervals);
  values_size = (gsize) intervals->n * BW_RR_VALUE_SIZE;
  gaps_size = (gsize) intervals->n_gaps * BW_RR_GAP_SIZE;
  hash = bw_rr_hash_blobs (values, values_size, gaps, gaps_size);
  if (!find_held (self, recording, hash, &id, &time_known, error))
    return FALSE;
  if (is_new != NULL)
    *is_new = id == 0;
  if (id != 0)
    {
      recording->id = id;
      return time_known || !recording->time_known || give_time (self, recording, error);
    }

  recording->n_intervals = intervals->n;
  recording->duration_ms = bw_rr_intervals_get_duration_ms (intervals);
  if (!insert_header (self, import_id, recording, hash, error))
    return FALSE;
  statement = bw_library_prepare (self, "INSERT INTO rr_recording_values (rr_recording_id,"
                                        " values_ms, gaps) VALUES (?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "lbb", recording->id, (const void *) values, values_size,
                     (const void *) gaps, gaps_size);
  return bw_statement_run (self, statement, error);
}

/* --- Reading ----------------------------------------------------------------------------------- */

#define COLUMNS                                                                               \
  "SELECT id, import_id, name, start_ms, offset_min, time_known, device, unit, n_intervals,"  \
  " duration_ms, n_beats, n_artefacts, rmssd_ms FROM rr_recording"

static void
read_row (BwStatement *statement,
          gpointer     row)
{
  BwRrRecording *recording = row;

  *recording = (BwRrRecording) {
    .id = sqlite3_column_int64 (statement, 0),
    .import_id = sqlite3_column_int64 (statement, 1),
    .name = bw_statement_dup_word (statement, 2),
    .start_ms = sqlite3_column_int64 (statement, 3),
    .offset_min = sqlite3_column_int (statement, 4),
    .time_known = sqlite3_column_int (statement, 5) != 0,
    .device = bw_statement_dup_word (statement, 6),
    .unit = bw_statement_dup_word (statement, 7),
    .n_intervals = (guint) sqlite3_column_int64 (statement, 8),
    .duration_ms = sqlite3_column_double (statement, 9),
    .n_beats = (guint) sqlite3_column_int64 (statement, 10),
    .n_artefacts = (guint) sqlite3_column_int64 (statement, 11),
    .rmssd_ms = bw_statement_get_value (statement, 12),
  };
}

GArray *
bw_library_list_rr_recordings (BwLibrary  *self,
                               GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self, COLUMNS " ORDER BY start_ms, name, id", error);
  if (statement == NULL)
    return NULL;
  return bw_statement_read_rows (self, statement, sizeof (BwRrRecording), read_row,
                                 (GDestroyNotify) bw_rr_recording_clear, error);
}

static gboolean
set_not_found (gint64   id,
               GError **error)
{
  g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND,
               _("There is no RR recording %lld in the library."), (long long) id);
  return FALSE;
}

BwRrRecording *
bw_library_read_rr_recording (BwLibrary  *self,
                              gint64      id,
                              GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;
  BwRrRecording *recording;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self, COLUMNS " WHERE id = ?", error);
  if (statement == NULL)
    return NULL;
  bw_statement_bind (statement, "l", id);
  if (!bw_statement_get_row (self, statement, id, set_not_found, error))
    return NULL;
  recording = g_new (BwRrRecording, 1);
  read_row (statement, recording);
  return recording;
}

BwRrIntervals *
bw_library_read_rr_intervals (BwLibrary  *self,
                              gint64      id,
                              GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (BwRrIntervals) intervals = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self,
                                  "SELECT name, n_intervals, values_ms, gaps FROM rr_recording"
                                  " LEFT JOIN rr_recording_values ON rr_recording_id = id"
                                  " WHERE id = ?", error);
  if (statement == NULL)
    return NULL;
  bw_statement_bind (statement, "l", id);
  if (!bw_statement_get_row (self, statement, id, set_not_found, error))
    return NULL;

  if (sqlite3_column_type (statement, 2) == SQLITE_BLOB
      && sqlite3_column_type (statement, 3) == SQLITE_BLOB)
    intervals = bw_rr_intervals_from_blobs (sqlite3_column_blob (statement, 2),
                                            (gsize) sqlite3_column_bytes (statement, 2),
                                            sqlite3_column_blob (statement, 3),
                                            (gsize) sqlite3_column_bytes (statement, 3));
  if (intervals == NULL || (gint64) intervals->n != sqlite3_column_int64 (statement, 1))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_DAMAGED,
                   _("The RR recording “%s” has not the intervals that it should have."),
                   (const char *) sqlite3_column_text (statement, 0));
      return NULL;
    }
  return g_steal_pointer (&intervals);
}

/* --- Changing ---------------------------------------------------------------------------------- */

gboolean
bw_library_set_rr_numbers (BwLibrary            *self,
                           gint64                id,
                           const BwRrRecording  *numbers,
                           GError              **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && numbers != NULL, FALSE);

  statement = bw_library_prepare (self, "UPDATE rr_recording SET n_beats = ?, n_artefacts = ?,"
                                        " rmssd_ms = ? WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "llnl", (gint64) numbers->n_beats, (gint64) numbers->n_artefacts,
                     numbers->rmssd_ms, id);
  return bw_statement_change_row (self, statement, id, set_not_found, error);
}

gboolean
bw_library_delete_rr_recording (BwLibrary  *self,
                                gint64      id,
                                GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  statement = bw_library_prepare (self, "DELETE FROM rr_recording WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "l", id);
  return bw_statement_change_row (self, statement, id, set_not_found, error);
}
