/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rhythm/bw-rhythm-source.h"

#include "store/bw-readings.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static char *
dup_text (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

BwRhythmSource *
bw_rhythm_source_new (BwRhythmKind     kind,
                      const char      *name,
                      BwMeasuredBeats *beats)
{
  BwRhythmSource *self = g_new0 (BwRhythmSource, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->key.kind = kind;
  self->name = dup_text (name);
  self->beats = beats;
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

BwRhythmSource *
bw_rhythm_source_new_for_ecg (const BwRecording   *recording,
                              const BwEcgAnalysis *analysis)
{
  double first_ms;
  guint n_left_out;
  g_autoptr (BwRr) rr = bw_ecg_analysis_get_rr (analysis, &first_ms, &n_left_out);
  BwRhythmSource *self
      = bw_rhythm_source_new (BW_RHYTHM_ECG, recording->name,
                              bw_measured_beats_new (rr, 1000 / analysis->rate_hz));

  self->key.id = recording->id;
  self->device = dup_text (recording->device);
  self->start_ms = recording->start_ms + (gint64) llround (first_ms);
  self->offset_min = recording->offset_min;
  self->time_known = recording->time_known;
  if (analysis->peaks->settling > 0)
    g_ptr_array_add (self->notes,
                     g_strdup_printf (_("The first %.1f seconds, while the electrodes settle, were "
                                        "passed over."),
                                      analysis->peaks->settling / analysis->rate_hz));
  if (n_left_out > 0)
    g_ptr_array_add (self->notes,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                   "%u interval in noise, or where there is no "
                                                   "signal, was left out.",
                                                   "%u intervals in noise, or where there is no "
                                                   "signal, were left out.",
                                                   n_left_out),
                                      n_left_out));
  if (rr->n == 0)
    g_ptr_array_add (self->notes,
                     g_strdup (_("No two R peaks were found in what can be read.")));
  return self;
}

/* What lies before the first beat that is one, such as the time in which a sensor was put on, is no part
 * of the rhythm. Returns: its length */
static double
begin_at_first_beat (BwRr *rr)
{
  const double first_ms = rr->n > 0 ? rr->end_ms[0] - rr->rr_ms[0] : 0;

  if (first_ms <= 0)
    return 0;
  for (guint i = 0; i < rr->n; i++)
    rr->end_ms[i] -= first_ms;
  rr->end_ms[0] = rr->rr_ms[0];
  return first_ms;
}

BwRhythmSource *
bw_rhythm_source_new_for_rr (const BwRrRecording *recording,
                             const BwRrIntervals *intervals)
{
  g_autoptr (BwRr) rr = bw_rr_from_intervals (intervals);
  const double first_ms = begin_at_first_beat (rr);
  BwRhythmSource *self = bw_rhythm_source_new (BW_RHYTHM_RR, recording->name,
                                               bw_measured_beats_new (rr, 0));
  const guint n_left_out = intervals->n - rr->n;

  self->key.id = recording->id;
  self->device = dup_text (recording->device);
  self->start_ms = recording->start_ms + (gint64) llround (first_ms);
  self->offset_min = recording->offset_min;
  self->time_known = recording->time_known;
  if (n_left_out > 0)
    g_ptr_array_add (self->notes,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                   "%u interval outside 200 … 5000 ms was left out.",
                                                   "%u intervals outside 200 … 5000 ms were left "
                                                   "out.",
                                                   n_left_out),
                                      n_left_out));
  return self;
}

static BwRhythmSource *
read_reading (BwLibrary  *library,
              gint64      id,
              GError    **error)
{
  g_auto (BwReadingRow) row = { 0 };
  g_autoptr (GArray) beats = NULL;
  g_autofree gint64 *times = NULL;
  g_autofree gint32 *rates = NULL;
  BwRhythmSource *self;

  if (!bw_library_read_reading (library, id, &row, error))
    return NULL;
  beats = bw_library_read_beats (library, id, error);
  if (beats == NULL)
    return NULL;
  times = g_new (gint64, beats->len + 1);
  rates = g_new (gint32, beats->len + 1);
  for (guint i = 0; i < beats->len; i++)
    {
      times[i] = g_array_index (beats, BwBeat, i).time_ms;
      rates[i] = g_array_index (beats, BwBeat, i).bpm;
    }

  self = bw_rhythm_source_new (BW_RHYTHM_READING, NULL,
                               bw_measured_beats_new_for_list (times, rates, beats->len,
                                                               BW_RHYTHM_WATCH_CLOCK_MS));
  self->key.id = id;
  self->device = dup_text (bw_library_get_source_name (library, row.source_id));
  self->start_ms = beats->len > 0 ? times[0] : row.start_ms;
  self->offset_min = row.offset_min;
  self->time_known = TRUE;
  return self;
}

static BwRhythmSource *
read_ecg (BwLibrary     *library,
          gint64         id,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (BwRecording) recording = bw_library_read_recording (library, id, error);
  g_autoptr (GArray) samples = NULL;
  g_autoptr (BwEcgAnalysis) analysis = NULL;

  if (recording == NULL)
    return NULL;
  samples = bw_library_read_ecg (library, id, error);
  if (samples == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  analysis = bw_ecg_analysis_new ((const double *) (gpointer) samples->data, samples->len,
                                  recording->rate_hz);
  return bw_rhythm_source_new_for_ecg (recording, analysis);
}

static BwRhythmSource *
read_rr (BwLibrary  *library,
         gint64      id,
         GError    **error)
{
  g_autoptr (BwRrRecording) recording = bw_library_read_rr_recording (library, id, error);
  g_autoptr (BwRrIntervals) intervals = NULL;

  if (recording == NULL)
    return NULL;
  intervals = bw_library_read_rr_intervals (library, id, error);
  return intervals != NULL ? bw_rhythm_source_new_for_rr (recording, intervals) : NULL;
}

BwRhythmSource *
bw_rhythm_source_read (BwLibrary          *library,
                       const BwRhythmKey  *key,
                       GCancellable       *cancellable,
                       GError            **error)
{
  g_autoptr (BwRhythmSource) self = NULL;

  g_return_val_if_fail (library != NULL && key != NULL, NULL);

  switch (key->kind)
    {
    case BW_RHYTHM_ECG:
      self = read_ecg (library, key->id, cancellable, error);
      break;
    case BW_RHYTHM_RR:
      self = read_rr (library, key->id, error);
      break;
    case BW_RHYTHM_READING:
    default:
      self = read_reading (library, key->id, error);
      break;
    }
  if (self == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

BwRhythmSource *
bw_rhythm_source_ref (BwRhythmSource *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
bw_rhythm_source_unref (BwRhythmSource *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->name);
  g_free (self->device);
  bw_measured_beats_unref (self->beats);
  g_ptr_array_unref (self->notes);
  g_free (self);
}
