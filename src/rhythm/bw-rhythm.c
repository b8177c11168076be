/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rhythm/bw-rhythm.h"

#include <math.h>

gboolean
bw_rhythm_settings_equal (const BwRhythmSettings *a,
                          const BwRhythmSettings *b)
{
  return a->correction == b->correction && !a->detrend == !b->detrend
         && a->window_s == b->window_s && a->track_window_s == b->track_window_s
         && a->track_step_s == b->track_step_s;
}

/* @edits, @edited: (transfer full) */
static BwRhythm *
make (BwRhythmSource         *source,
      BwBeatEdits            *edits,
      BwEditedBeats          *edited,
      const BwRhythmSettings *settings)
{
  BwRhythm *self = g_new0 (BwRhythm, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->source = bw_rhythm_source_ref (source);
  self->edits = edits;
  self->edited = edited;
  self->settings = *settings;

  self->key = source->key;
  self->name = source->name;
  self->device = source->device;
  self->start_ms = source->start_ms;
  self->offset_min = source->offset_min;
  self->time_known = source->time_known;
  self->clock_ms = source->beats->clock_ms;
  self->rr = source->beats->rr;
  self->notes = source->notes;

  self->n_beats = edited->n;
  self->beats = edited->beats;
  self->artefacts = edited->artefacts;
  self->nn = edited->nn;
  return self;
}

BwRhythm *
bw_rhythm_new (BwRhythmSource         *source,
               BwBeatEdits            *edits,
               const BwRhythmSettings *settings)
{
  const BwRhythmSettings usual = BW_RHYTHM_SETTINGS_DEFAULT;

  g_return_val_if_fail (source != NULL, NULL);

  if (settings == NULL)
    settings = &usual;
  return make (source, edits != NULL ? bw_beat_edits_ref (edits) : bw_beat_edits_new_empty (),
               bw_edited_beats_new (source->beats, edits, settings->correction), settings);
}

BwRhythm *
bw_rhythm_change (const BwRhythm         *self,
                  BwBeatEdits            *edits,
                  const BwRhythmSettings *settings)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (edits == NULL)
    edits = self->edits;
  if (settings == NULL)
    settings = &self->settings;
  if (settings->correction != self->settings.correction || !bw_beat_edits_equal (edits, self->edits))
    return bw_rhythm_new (self->source, edits, settings);
  return make (self->source, bw_beat_edits_ref (edits), bw_edited_beats_ref (self->edited), settings);
}

static gboolean
is_whole (const BwRhythm *self,
          double          from_ms,
          double          to_ms)
{
  const BwMeasuredBeats *beats = self->source->beats;

  return beats->n == 0
         || (from_ms <= beats->time_ms[0] && to_ms >= beats->time_ms[beats->n - 1]);
}

BwHrv *
bw_rhythm_analyse (const BwRhythm *self,
                   double          from_ms,
                   double          to_ms)
{
  const BwHrvOptions options = {
    .detrend = self->settings.detrend,
    .clock_ms = self->clock_ms,
    .window_s = self->settings.window_s,
  };
  const gboolean whole = is_whole (self, from_ms, to_ms);
  g_autoptr (BwRr) nn = NULL;
  guint n_beats = 0, n_artefacts = 0;
  BwHrv *hrv;

  if (!whole)
    nn = bw_rr_slice (self->nn, from_ms, to_ms);
  for (guint i = 0; i < self->n_beats; i++)
    {
      const BwEditedBeat *beat = &self->beats[i];

      if (!whole && (beat->time_ms < from_ms || beat->time_ms > to_ms))
        continue;
      n_beats += beat->origin >= 0;
      n_artefacts += beat->removed || beat->made || beat->verdict != BW_BEAT_NORMAL;
    }
  hrv = bw_hrv_compute_nn (whole ? self->nn : nn, n_beats, n_artefacts, &options);
  for (guint i = 0; whole && i < self->notes->len; i++)
    g_ptr_array_insert (hrv->notes, (int) i, g_strdup (g_ptr_array_index (self->notes, i)));
  return hrv;
}

BwHrvTrack *
bw_rhythm_track (const BwRhythm *self,
                 double          from_ms,
                 double          to_ms,
                 GCancellable   *cancellable)
{
  g_autoptr (BwRr) part = NULL;

  if (!is_whole (self, from_ms, to_ms))
    part = bw_rr_slice (self->nn, from_ms, to_ms);
  return bw_hrv_track_new (part != NULL ? part : self->nn, self->settings.track_window_s,
                           self->settings.track_step_s, cancellable);
}

double
bw_rhythm_get_duration_ms (const BwRhythm *self)
{
  const BwMeasuredBeats *beats = self->source->beats;

  return beats->n > 0 ? beats->time_ms[beats->n - 1] - beats->time_ms[0] : 0;
}

gint64
bw_rhythm_get_time (const BwRhythm *self,
                    double          ms)
{
  return self->start_ms + (gint64) llround (ms);
}

gboolean
bw_rhythm_is_edited (const BwRhythm *self)
{
  return !bw_beat_edits_is_empty (self->edits);
}

BwRhythm *
bw_rhythm_ref (BwRhythm *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
bw_rhythm_unref (BwRhythm *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  bw_edited_beats_unref (self->edited);
  bw_beat_edits_unref (self->edits);
  bw_rhythm_source_unref (self->source);
  g_free (self);
}
