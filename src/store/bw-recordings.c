/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-recordings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/bw-library-private.h"
#include "store/bw-recordings-private.h"

static const char *const label_ids[] = {
  [BW_LABEL_NONE] = "none",
  [BW_LABEL_FASTING] = "fasting",
  [BW_LABEL_GLUCOSE] = "glucose",
};

const char *
bw_label_get_id (BwLabel label)
{
  g_return_val_if_fail ((guint) label < G_N_ELEMENTS (label_ids), "none");

  return label_ids[label];
}

gboolean
bw_label_from_id (const char *id,
                  BwLabel    *label)
{
  for (guint i = 0; i < G_N_ELEMENTS (label_ids); i++)
    if (g_strcmp0 (id, label_ids[i]) == 0)
      {
        *label = (BwLabel) i;
        return TRUE;
      }
  return FALSE;
}

/* NULL in the file for "none". */
static const char *
label_text (BwLabel label)
{
  return label != BW_LABEL_NONE ? bw_label_get_id (label) : NULL;
}

void
bw_recording_clear (BwRecording *recording)
{
  g_clear_pointer (&recording->name, g_free);
  g_clear_pointer (&recording->lead, g_free);
  g_clear_pointer (&recording->classification, g_free);
  g_clear_pointer (&recording->symptoms, g_free);
  g_clear_pointer (&recording->device, g_free);
  g_clear_pointer (&recording->software, g_free);
  g_clear_pointer (&recording->labelled_by, g_free);
}

char *
bw_recording_hash (gconstpointer samples,
                   gsize         size)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, samples, size);
}

static gboolean
find_recording (BwLibrary   *self,
                gint64       start_ms,
                const char  *hash,
                gint64      *id,
                GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  *id = 0;
  statement = bw_library_prepare (self, "SELECT id FROM recording WHERE start_ms = ? AND hash = ?",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "ls", start_ms, hash);
  if (bw_statement_next (self, statement, &local))
    *id = sqlite3_column_int64 (statement, 0);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A label that comes with a file never replaces one that is there. */
static gboolean
fill_label (BwLibrary          *self,
            const BwRecording  *recording,
            GError            **error)
{
  g_autoptr (BwStatement) statement = NULL;

  if (recording->label == BW_LABEL_NONE)
    return TRUE;
  statement = bw_library_prepare (self, "UPDATE recording SET label = ?, labelled_by = ?"
                                        " WHERE id = ? AND label IS NULL", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "ssl", label_text (recording->label), recording->labelled_by,
                     recording->id);
  return bw_statement_run (self, statement, error);
}

static gboolean
insert_header (BwLibrary    *self,
               gint64        import_id,
               BwRecording  *recording,
               const char   *hash,
               GError      **error)
{
  g_autoptr (BwStatement) statement = NULL;
#define WORD(text) ((text) != NULL ? (text) : "")

  statement = bw_library_prepare (self,
                                  "INSERT INTO recording (name, start_ms, offset_min,"
                                  " time_known, rate_hz, n_samples, lead, classification,"
                                  " symptoms, device, software, label, labelled_by, hash,"
                                  " import_id) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "sliidlssssssssl", WORD (recording->name), recording->start_ms,
                     recording->offset_min, recording->time_known ? 1 : 0, recording->rate_hz,
                     (gint64) recording->n_samples, WORD (recording->lead),
                     WORD (recording->classification), WORD (recording->symptoms),
                     WORD (recording->device), WORD (recording->software),
                     label_text (recording->label), recording->labelled_by, hash, import_id);
#undef WORD
  if (!bw_statement_run (self, statement, error))
    return FALSE;
  recording->id = sqlite3_last_insert_rowid (self->db);
  return TRUE;
}

gboolean
bw_library_add_recording (BwLibrary     *self,
                          gint64         import_id,
                          BwRecording   *recording,
                          const gint32  *samples_nv,
                          gboolean      *is_new,
                          GError       **error)
{
  g_autofree gint32 *little = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (BwStatement) statement = NULL;
  gsize size;
  gint64 id;

  g_return_val_if_fail (self != NULL && self->in_transaction, FALSE);
  g_return_val_if_fail (recording != NULL, FALSE);
  g_return_val_if_fail (samples_nv != NULL || recording->n_samples == 0, FALSE);

  size = (gsize) recording->n_samples * sizeof (gint32);
  little = g_new (gint32, MAX (recording->n_samples, 1));
  for (guint i = 0; i < recording->n_samples; i++)
    little[i] = GINT32_TO_LE (samples_nv[i]);
  hash = bw_recording_hash (little, size);

  if (!find_recording (self, recording->start_ms, hash, &id, error))
    return FALSE;
  if (is_new != NULL)
    *is_new = id == 0;
  if (id != 0)
    {
      recording->id = id;
      return fill_label (self, recording, error);
    }

  if (!insert_header (self, import_id, recording, hash, error))
    return FALSE;
  statement = bw_library_prepare (self, "INSERT INTO recording_samples (recording_id, samples_nv)"
                                        " VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "lb", recording->id, (const void *) little, size);
  return bw_statement_run (self, statement, error);
}

GArray *
bw_library_read_recordings (BwLibrary  *self,
                            GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self,
                                  "SELECT id, name, start_ms, offset_min, time_known, rate_hz,"
                                  " n_samples, lead, classification, symptoms, device,"
                                  " software, label, labelled_by FROM recording"
                                  " ORDER BY start_ms, name, id",
                                  error);
  if (statement == NULL)
    return NULL;

  rows = g_array_new (FALSE, TRUE, sizeof (BwRecording));
  g_array_set_clear_func (rows, (GDestroyNotify) bw_recording_clear);
  while (bw_statement_next (self, statement, &local))
    {
      BwRecording row = {
        .id = sqlite3_column_int64 (statement, 0),
        .name = bw_statement_dup_word (statement, 1),
        .start_ms = sqlite3_column_int64 (statement, 2),
        .offset_min = sqlite3_column_int (statement, 3),
        .time_known = sqlite3_column_int (statement, 4) != 0,
        .rate_hz = sqlite3_column_double (statement, 5),
        .n_samples = (guint) sqlite3_column_int64 (statement, 6),
        .lead = bw_statement_dup_word (statement, 7),
        .classification = bw_statement_dup_word (statement, 8),
        .symptoms = bw_statement_dup_word (statement, 9),
        .device = bw_statement_dup_word (statement, 10),
        .software = bw_statement_dup_word (statement, 11),
        .label = BW_LABEL_NONE,
        .labelled_by = bw_statement_dup_text (statement, 13),
      };

      bw_label_from_id ((const char *) sqlite3_column_text (statement, 12), &row.label);
      g_array_append_val (rows, row);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&rows);
}

static gboolean
set_no_recording (gint64   recording_id,
                  GError **error)
{
  g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND,
               _("There is no recording %lld in the library."), (long long) recording_id);
  return FALSE;
}

GArray *
bw_library_read_ecg (BwLibrary  *self,
                     gint64      recording_id,
                     GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GError) local = NULL;
  GArray *samples_uv;
  const guint8 *blob;
  guint n;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self, "SELECT samples_nv FROM recording_samples"
                                        " WHERE recording_id = ?", error);
  if (statement == NULL)
    return NULL;
  bw_statement_bind (statement, "l", recording_id);
  if (!bw_statement_next (self, statement, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        set_no_recording (recording_id, error);
      return NULL;
    }

  blob = sqlite3_column_blob (statement, 0);
  n = (guint) sqlite3_column_bytes (statement, 0) / sizeof (gint32);
  samples_uv = g_array_sized_new (FALSE, FALSE, sizeof (double), n);
  g_array_set_size (samples_uv, n);
  for (guint i = 0; i < n; i++)
    {
      gint32 little;

      memcpy (&little, blob + i * sizeof little, sizeof little);
      /* Divided, not multiplied by 0.001: the double nearest to the file's decimals. */
      g_array_index (samples_uv, double, i) = GINT32_FROM_LE (little) / 1000.0;
    }
  return samples_uv;
}

gboolean
bw_library_set_label (BwLibrary   *self,
                      gint64       recording_id,
                      BwLabel      label,
                      const char  *who,
                      GError     **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  statement = bw_library_prepare (
      self, "UPDATE recording SET label = ?, labelled_by = ? WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "ssl", label_text (label), label != BW_LABEL_NONE ? who : NULL,
                     recording_id);
  if (!bw_statement_run (self, statement, error))
    return FALSE;
  return sqlite3_changes (self->db) > 0 || set_no_recording (recording_id, error);
}
