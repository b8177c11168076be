/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-recordings.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/bw-time.h"
#include "store/bw-library-private.h"
#include "store/bw-recordings-private.h"

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
  g_clear_pointer (&recording->note, g_free);
}

BwRecording *
bw_recording_copy (const BwRecording *recording)
{
  BwRecording *copy;

  g_return_val_if_fail (recording != NULL, NULL);

  copy = g_memdup2 (recording, sizeof *recording);
  copy->name = g_strdup (recording->name);
  copy->lead = g_strdup (recording->lead);
  copy->classification = g_strdup (recording->classification);
  copy->symptoms = g_strdup (recording->symptoms);
  copy->device = g_strdup (recording->device);
  copy->software = g_strdup (recording->software);
  copy->labelled_by = g_strdup (recording->labelled_by);
  copy->note = g_strdup (recording->note);
  return copy;
}

void
bw_recording_free (BwRecording *recording)
{
  if (recording == NULL)
    return;
  bw_recording_clear (recording);
  g_free (recording);
}

gint64
bw_recording_get_shown_ms (const BwRecording *recording,
                           GTimeZone         *zone)
{
  int offset;

  g_return_val_if_fail (recording != NULL, 0);
  g_return_val_if_fail (zone != NULL, 0);

  if (recording->time_known)
    return recording->start_ms;
  offset = bw_time_offset (zone, recording->start_ms);
  return bw_time_add (recording->start_ms,
                      ((gint64) recording->offset_min - offset) * BW_TIME_MINUTE);
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
  gboolean there;

  statement = bw_library_prepare (self, "SELECT id FROM recording WHERE start_ms = ? AND hash = ?",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "ls", start_ms, hash);
  if (!bw_statement_find (self, statement, &there, error))
    return FALSE;
  *id = there ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

/* When a recording that comes with a label was given it: now, where it does not say. */
static gint64
label_time (const BwRecording *recording)
{
  if (recording->label == BW_LABEL_NONE)
    return 0;
  return recording->labelled_ms != 0 ? recording->labelled_ms : g_get_real_time () / 1000;
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
  statement = bw_library_prepare (self, "UPDATE recording SET label = ?, labelled_by = ?,"
                                        " labelled_ms = ? WHERE id = ? AND label IS NULL", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "sszl", bw_label_get_text (recording->label),
                     recording->labelled_by, label_time (recording), recording->id);
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
                                  " symptoms, device, software, label, labelled_by,"
                                  " labelled_ms, note, hash, import_id)"
                                  " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "sliidlssssssszssl", WORD (recording->name), recording->start_ms,
                     recording->offset_min, recording->time_known ? 1 : 0, recording->rate_hz,
                     (gint64) recording->n_samples, WORD (recording->lead),
                     WORD (recording->classification), WORD (recording->symptoms),
                     WORD (recording->device), WORD (recording->software),
                     bw_label_get_text (recording->label),
                     recording->label != BW_LABEL_NONE ? recording->labelled_by : NULL,
                     label_time (recording), WORD (recording->note), hash, import_id);
#undef WORD
  if (!bw_statement_run (self, statement, error))
    return FALSE;
  recording->id = sqlite3_last_insert_rowid (self->db);
  return TRUE;
}

/* As they are stored. Returns: (transfer full) (array length=n) */
static gint32 *
to_little (const gint32 *samples_nv,
           guint         n)
{
  gint32 *little = g_new (gint32, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    little[i] = GINT32_TO_LE (samples_nv[i]);
  return little;
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
  little = to_little (samples_nv, recording->n_samples);
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

gboolean
bw_library_find_twin (BwLibrary          *self,
                      gint64              import_id,
                      const BwRecording  *recording,
                      const gint32       *samples_nv,
                      gboolean           *found,
                      GError            **error)
{
  g_autofree gint32 *little = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (BwStatement) statement = NULL;
  gint64 id;

  g_return_val_if_fail (self != NULL && recording != NULL && found != NULL, FALSE);
  g_return_val_if_fail (samples_nv != NULL || recording->n_samples == 0, FALSE);

  *found = FALSE;
  little = to_little (samples_nv, recording->n_samples);
  hash = bw_recording_hash (little, (gsize) recording->n_samples * sizeof (gint32));
  if (!find_recording (self, recording->start_ms, hash, &id, error))
    return FALSE;
  if (id != 0)
    return TRUE;
  statement = bw_library_prepare (self, "SELECT 1 FROM recording WHERE hash = ? AND import_id <> ?",
                                  error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "sl", hash, import_id);
  return bw_statement_find (self, statement, found, error);
}

#define COLUMNS                                                                                  \
  "SELECT id, name, start_ms, offset_min, time_known, rate_hz, n_samples, lead, classification," \
  " symptoms, device, software, label, labelled_by, labelled_ms, note, analysis_version,"        \
  " n_beats, hr_bpm, quality FROM recording"

/* Fills an empty @row from a row of COLUMNS. */
static void
read_row (BwStatement *statement,
          gpointer     row)
{
  BwRecording *recording = row;

  *recording = (BwRecording) {
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
    .labelled_by = bw_statement_dup_text (statement, 13),
    .labelled_ms = sqlite3_column_int64 (statement, 14),
    .note = bw_statement_dup_word (statement, 15),
    .has_analysis = sqlite3_column_type (statement, 16) != SQLITE_NULL,
    .n_beats = (guint) sqlite3_column_int64 (statement, 17),
    .has_hr = sqlite3_column_type (statement, 18) != SQLITE_NULL,
    .hr_bpm = sqlite3_column_double (statement, 18),
    .quality = sqlite3_column_double (statement, 19),
  };
  bw_label_from_id ((const char *) sqlite3_column_text (statement, 12), &recording->label);
}

GArray *
bw_library_read_recordings (BwLibrary  *self,
                            GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self, COLUMNS " ORDER BY start_ms, name, id", error);
  if (statement == NULL)
    return NULL;
  return bw_statement_read_rows (self, statement, sizeof (BwRecording), read_row,
                                 (GDestroyNotify) bw_recording_clear, error);
}

gboolean
bw_recording_set_not_found (gint64   recording_id,
                            GError **error)
{
  g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND,
               _("There is no recording %lld in the library."), (long long) recording_id);
  return FALSE;
}

BwRecording *
bw_library_read_recording (BwLibrary  *self,
                           gint64      recording_id,
                           GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;
  BwRecording *recording;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self, COLUMNS " WHERE id = ?", error);
  if (statement == NULL)
    return NULL;
  bw_statement_bind (statement, "l", recording_id);
  if (!bw_statement_get_row (self, statement, recording_id, bw_recording_set_not_found, error))
    return NULL;
  recording = g_new (BwRecording, 1);
  read_row (statement, recording);
  return recording;
}

/* Whoever reads samples goes by what the header says of them. */
static gboolean
check_row (BwStatement  *statement,
           GError      **error)
{
  const char *name = (const char *) sqlite3_column_text (statement, 0);
  gint64 size = sqlite3_column_bytes (statement, 3);
  double rate_hz = sqlite3_column_double (statement, 2);

  if (sqlite3_column_type (statement, 3) != SQLITE_BLOB || size % sizeof (gint32) != 0
      || size / (gint64) sizeof (gint32) != sqlite3_column_int64 (statement, 1))
    g_set_error (error, BW_ERROR, BW_ERROR_DAMAGED,
                 _("The ECG “%s” has not as many samples as it should have."), name);
  else if (!(rate_hz > 0 && isfinite (rate_hz)))
    g_set_error (error, BW_ERROR, BW_ERROR_DAMAGED, _("The ECG “%s” has no sample rate."), name);
  else
    return TRUE;
  return FALSE;
}

GArray *
bw_library_read_ecg_nv (BwLibrary  *self,
                        gint64      recording_id,
                        GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;
  GArray *samples_nv;
  const void *blob;
  guint n;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self,
                                  "SELECT name, n_samples, rate_hz, samples_nv FROM recording"
                                  " LEFT JOIN recording_samples ON recording_id = id WHERE id = ?",
                                  error);
  if (statement == NULL)
    return NULL;
  bw_statement_bind (statement, "l", recording_id);
  if (!bw_statement_get_row (self, statement, recording_id, bw_recording_set_not_found, error)
      || !check_row (statement, error))
    return NULL;

  blob = sqlite3_column_blob (statement, 3);
  n = (guint) sqlite3_column_bytes (statement, 3) / sizeof (gint32);
  samples_nv = g_array_sized_new (FALSE, FALSE, sizeof (gint32), n);
  if (n > 0)
    g_array_append_vals (samples_nv, blob, n);
  for (guint i = 0; i < n; i++)
    g_array_index (samples_nv, gint32, i) = GINT32_FROM_LE (g_array_index (samples_nv, gint32, i));
  return samples_nv;
}

GArray *
bw_library_read_ecg (BwLibrary  *self,
                     gint64      recording_id,
                     GError    **error)
{
  g_autoptr (GArray) samples_nv = bw_library_read_ecg_nv (self, recording_id, error);
  GArray *samples_uv;

  if (samples_nv == NULL)
    return NULL;
  samples_uv = g_array_sized_new (FALSE, FALSE, sizeof (double), samples_nv->len);
  g_array_set_size (samples_uv, samples_nv->len);
  /* Divided, not multiplied by 0.001: the double nearest to the file's decimals. */
  for (guint i = 0; i < samples_nv->len; i++)
    g_array_index (samples_uv, double, i) = g_array_index (samples_nv, gint32, i) / 1000.0;
  return samples_uv;
}

gboolean
bw_library_set_analysis (BwLibrary                  *self,
                         gint64                      recording_id,
                         const BwRecordingAnalysis  *analysis,
                         GError                    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && analysis != NULL, FALSE);
  g_return_val_if_fail (analysis->quality >= 0 && analysis->quality <= 1, FALSE);
  g_return_val_if_fail (!analysis->has_hr || analysis->hr_bpm > 0, FALSE);

  statement = bw_library_prepare (self,
                                  "UPDATE recording SET analysis_version = ?, n_beats = ?,"
                                  " hr_bpm = ?, quality = ? WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "ilndl", analysis->version, (gint64) analysis->n_beats,
                     analysis->has_hr ? analysis->hr_bpm : -1.0, analysis->quality, recording_id);
  return bw_statement_change_row (self, statement, recording_id, bw_recording_set_not_found, error);
}

/* Another rate makes other beats of the same samples: also of a recording that others of its day were
 * held against. Days are of no account to the library: two moments of one day, in whatever zone, are
 * less than two days apart. */
static gboolean
forget_predictions (BwLibrary  *self,
                    gint64      recording_id,
                    GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  statement = bw_library_prepare (self,
                                  "DELETE FROM prediction WHERE recording_id = ?1"
                                  " OR (same_day AND recording_id IN"
                                  "  (SELECT other.id FROM recording one, recording other"
                                  "   WHERE one.id = ?1 AND other.start_ms"
                                  "   BETWEEN one.start_ms - ?2 AND one.start_ms + ?2))", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "ll", recording_id, (gint64) (2 * BW_TIME_DAY));
  return bw_statement_run (self, statement, error);
}

typedef struct
{
  gint64 recording_id;
  double rate_hz;
  gboolean changed;
} RateChange;

static gboolean
change_rate (BwLibrary  *self,
             gpointer    data,
             GError    **error)
{
  RateChange *change = data;
  g_autoptr (BwStatement) statement = NULL;

  statement = bw_library_prepare (self,
                                  "UPDATE recording SET rate_hz = ?1, analysis_version = NULL,"
                                  " n_beats = NULL, hr_bpm = NULL, quality = NULL"
                                  " WHERE id = ?2 AND rate_hz <> ?1", error);
  if (statement == NULL)
    return FALSE;
  bw_statement_bind (statement, "dl", change->rate_hz, change->recording_id);
  if (!bw_statement_run (self, statement, error))
    return FALSE;
  change->changed = sqlite3_changes (self->db) > 0;
  return !change->changed || forget_predictions (self, change->recording_id, error);
}

gboolean
bw_library_set_rate (BwLibrary  *self,
                     gint64      recording_id,
                     double      rate_hz,
                     gboolean   *changed,
                     GError    **error)
{
  RateChange change = { recording_id, rate_hz, FALSE };

  g_return_val_if_fail (self != NULL && changed != NULL, FALSE);
  g_return_val_if_fail (rate_hz > 0, FALSE);

  if (!bw_library_change (self, change_rate, &change, error))
    return FALSE;
  *changed = change.changed;
  return TRUE;
}

GArray *
bw_library_list_unanalysed (BwLibrary  *self,
                            int         version,
                            GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = bw_library_prepare (self,
                                  "SELECT id FROM recording WHERE analysis_version IS NULL"
                                  " OR analysis_version < ? ORDER BY start_ms, name, id", error);
  if (statement == NULL)
    return NULL;
  bw_statement_bind (statement, "i", version);
  return bw_statement_read_ids (self, statement, error);
}
