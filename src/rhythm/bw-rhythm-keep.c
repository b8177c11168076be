/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rhythm/bw-rhythm.h"

#include "rhythm/bw-rhythm-edits-json.h"
#include "signal/bw-reading.h"
#include "store/bw-kept-edits.h"
#include "store/bw-readings.h"

#include <glib/gi18n-lib.h>

G_STATIC_ASSERT ((int) BW_EDITED_READING == (int) BW_RHYTHM_READING);
G_STATIC_ASSERT ((int) BW_EDITED_RECORDING == (int) BW_RHYTHM_ECG);
G_STATIC_ASSERT ((int) BW_EDITED_RR_RECORDING == (int) BW_RHYTHM_RR);

BwRhythm *
bw_rhythm_load (BwLibrary          *library,
                const BwRhythmKey  *key,
                GCancellable       *cancellable,
                GError            **error)
{
  g_autoptr (BwRhythmSource) source = bw_rhythm_source_read (library, key, cancellable, error);
  g_autoptr (BwBeatEdits) edits = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *json = NULL;
  BwRhythmSettings settings = BW_RHYTHM_SETTINGS_DEFAULT;

  if (source == NULL
      || !bw_library_read_edits (library, (BwEditedKind) key->kind, key->id, &json, error))
    return NULL;
  if (json != NULL && !bw_rhythm_edits_from_json (json, source->beats, &edits, &settings, &local))
    g_ptr_array_add (source->notes, g_strdup_printf (_("%s They were left out."), local->message));
  return bw_rhythm_new (source, edits, &settings);
}

BwRhythm *
bw_rhythm_load_plain (BwLibrary          *library,
                      const BwRhythmKey  *key,
                      GCancellable       *cancellable,
                      GError            **error)
{
  g_autoptr (BwRhythmSource) source = bw_rhythm_source_read (library, key, cancellable, error);

  return source != NULL ? bw_rhythm_new (source, NULL, NULL) : NULL;
}

/* The numbers that the library holds, of the beats as they are now. */
static gboolean
keep_numbers (BwLibrary       *library,
              const BwRhythm  *self,
              GError         **error)
{
  switch (self->key.kind)
    {
    case BW_RHYTHM_READING:
      {
        BwReadingResult result;
        BwReadingRow row = { 0 };

        bw_reading_analyse_edited (&result, self->edited);
        row.n_intervals = result.n_intervals;
        row.n_artefacts = result.n_artefacts;
        row.rmssd_ms = result.rmssd_ms;
        row.rmssd_raw_ms = result.rmssd_raw_ms;
        row.se_ms = result.se_ms;
        row.used = result.verdict == BW_READING_USED;
        row.why_not = row.used ? NULL : (char *) bw_reading_verdict_get_id (result.verdict);
        return bw_library_set_reading_numbers (library, self->key.id, &row, error);
      }
    case BW_RHYTHM_RR:
      {
        BwHrvTime time;
        BwRrRecording numbers = {
          .n_beats = self->source->beats->n,
          .n_artefacts = self->edited->n_artefacts,
        };

        bw_hrv_time (&time, self->nn, 0);
        numbers.rmssd_ms = time.has_rmssd ? time.rmssd_ms : -1;
        return bw_library_set_rr_numbers (library, self->key.id, &numbers, error);
      }
    case BW_RHYTHM_ECG:
    default:
      return TRUE; /* none of its own */
    }
}

gboolean
bw_rhythm_keep_within (BwLibrary       *library,
                       const BwRhythm  *self,
                       GError         **error)
{
  const BwRhythmSettings usual = BW_RHYTHM_SETTINGS_DEFAULT;
  g_autofree char *json = NULL;

  g_return_val_if_fail (library != NULL && self != NULL, FALSE);
  g_return_val_if_fail (self->key.id != 0, FALSE);

  if (bw_rhythm_is_edited (self) || !bw_rhythm_settings_equal (&self->settings, &usual))
    json = bw_rhythm_edits_to_json (self->source->beats, self->edits, &self->settings);
  return bw_library_set_edits (library, (BwEditedKind) self->key.kind, self->key.id, json, error)
         && keep_numbers (library, self, error);
}

gboolean
bw_rhythm_keep (BwLibrary       *library,
                const BwRhythm  *self,
                GError         **error)
{
  if (!bw_library_begin (library, error))
    return FALSE;
  if (bw_rhythm_keep_within (library, self, error) && bw_library_commit (library, error))
    return TRUE;
  bw_library_rollback (library);
  return FALSE;
}
