/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rhythm/bw-rhythm-list.h"

#include "store/bw-kept-edits.h"
#include "store/bw-readings.h"
#include "store/bw-recordings.h"
#include "store/bw-rr-recordings.h"

/* Fewer have no interval between them. */
#define MIN_BEATS 2

static char *
dup_text (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

BwRhythmRow *
bw_rhythm_row_copy (const BwRhythmRow *self)
{
  BwRhythmRow *copy = g_memdup2 (self, sizeof *self);

  copy->why_not = g_strdup (self->why_not);
  copy->name = g_strdup (self->name);
  copy->device = g_strdup (self->device);
  return copy;
}

void
bw_rhythm_row_clear (BwRhythmRow *self)
{
  g_clear_pointer (&self->why_not, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->device, g_free);
}

void
bw_rhythm_row_free (BwRhythmRow *self)
{
  if (self == NULL)
    return;
  bw_rhythm_row_clear (self);
  g_free (self);
}

static int
compare_rows (const void *a,
              const void *b)
{
  const BwRhythmRow *one = a, *other = b;

  if (one->start_ms != other->start_ms)
    return one->start_ms < other->start_ms ? -1 : 1;
  if (one->key.kind != other->key.kind)
    return one->key.kind < other->key.kind ? -1 : 1;
  return (one->key.id > other->key.id) - (one->key.id < other->key.id);
}

static int
compare_ids (const void *a,
             const void *b)
{
  const gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

/* @edited: (element-type gint64): ascending */
static gboolean
is_edited (GArray *edited,
           gint64  id)
{
  return edited->len > 0
         && bsearch (&id, edited->data, edited->len, sizeof id, compare_ids) != NULL;
}

static gboolean
add_readings (GArray     *rows,
              BwLibrary  *library,
              GArray     *edited,
              GError    **error)
{
  g_autoptr (GArray) readings = bw_library_read_readings (library, G_MININT64, G_MAXINT64, error);

  if (readings == NULL)
    return FALSE;
  for (guint i = 0; i < readings->len; i++)
    {
      BwReadingRow *reading = &g_array_index (readings, BwReadingRow, i);
      BwRhythmRow row = {
        .key = { BW_RHYTHM_READING, reading->id },
        .start_ms = reading->start_ms,
        .offset_min = reading->offset_min,
        .time_known = TRUE,
        .duration_s = (reading->end_ms - reading->start_ms) / 1000.0,
        .n_beats = reading->n_beats,
        .n_artefacts = reading->n_artefacts,
        .has_rmssd = reading->rmssd_ms >= 0,
        .rmssd_ms = MAX (reading->rmssd_ms, 0),
        .used = reading->used,
        .why_not = g_steal_pointer (&reading->why_not),
        .device = dup_text (bw_library_get_source_name (library, reading->source_id)),
        .edited = is_edited (edited, reading->id),
      };

      g_array_append_val (rows, row);
    }
  return TRUE;
}

static gboolean
add_ecgs (GArray     *rows,
          BwLibrary  *library,
          GArray     *edited,
          GError    **error)
{
  g_autoptr (GArray) recordings = bw_library_read_recordings (library, error);

  if (recordings == NULL)
    return FALSE;
  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (recordings, BwRecording, i);
      BwRhythmRow row = {
        .key = { BW_RHYTHM_ECG, recording->id },
        .start_ms = recording->start_ms,
        .offset_min = recording->offset_min,
        .time_known = recording->time_known,
        .duration_s = recording->n_samples / recording->rate_hz,
        .n_beats = recording->n_beats,
        .used = TRUE,
        .edited = is_edited (edited, recording->id),
      };

      if (!recording->has_analysis || recording->n_beats < MIN_BEATS || !(recording->rate_hz > 0))
        continue;
      row.name = dup_text (recording->name);
      row.device = dup_text (recording->device);
      g_array_append_val (rows, row);
    }
  return TRUE;
}

static gboolean
add_rr_recordings (GArray     *rows,
                   BwLibrary  *library,
                   GArray     *edited,
                   GError    **error)
{
  g_autoptr (GArray) recordings = bw_library_list_rr_recordings (library, error);

  if (recordings == NULL)
    return FALSE;
  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRrRecording *recording = &g_array_index (recordings, BwRrRecording, i);
      BwRhythmRow row = {
        .key = { BW_RHYTHM_RR, recording->id },
        .start_ms = recording->start_ms,
        .offset_min = recording->offset_min,
        .time_known = recording->time_known,
        .duration_s = recording->duration_ms / 1000,
        .n_beats = recording->n_beats,
        .n_artefacts = recording->n_artefacts,
        .has_rmssd = recording->rmssd_ms >= 0,
        .rmssd_ms = MAX (recording->rmssd_ms, 0),
        .used = TRUE,
        .name = dup_text (recording->name),
        .device = dup_text (recording->device),
        .edited = is_edited (edited, recording->id),
      };

      g_array_append_val (rows, row);
    }
  return TRUE;
}

GArray *
bw_rhythm_list (BwLibrary  *library,
                GError    **error)
{
  static gboolean (*const add[BW_RHYTHM_N_KINDS]) (GArray *, BwLibrary *, GArray *, GError **)
      = { [BW_RHYTHM_READING] = add_readings,
          [BW_RHYTHM_ECG] = add_ecgs,
          [BW_RHYTHM_RR] = add_rr_recordings };
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (BwRhythmRow));

  g_return_val_if_fail (library != NULL, NULL);

  g_array_set_clear_func (rows, (GDestroyNotify) bw_rhythm_row_clear);
  for (guint kind = 0; kind < BW_RHYTHM_N_KINDS; kind++)
    {
      g_autoptr (GArray) edited = bw_library_list_edited (library, (BwEditedKind) kind, error);

      if (edited == NULL || !add[kind] (rows, library, edited, error))
        return NULL;
    }
  if (rows->len > 0)
    qsort (rows->data, rows->len, sizeof (BwRhythmRow), compare_rows);
  return g_steal_pointer (&rows);
}
