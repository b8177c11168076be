/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-findings.h"

BwRhythmFindings *
bw_rhythm_findings_new (BwRhythm      *rhythm,
                        double         from_ms,
                        double         to_ms,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr (BwRhythmFindings) self = g_new0 (BwRhythmFindings, 1);
  const BwRr *nn = rhythm->nn;
  double end_ms = nn->n > 0 ? nn->end_ms[nn->n - 1] : 0;

  g_atomic_ref_count_init (&self->ref_count);
  self->rhythm = bw_rhythm_ref (rhythm);
  self->is_stretch = from_ms > 0 || to_ms < end_ms;
  self->from_ms = self->is_stretch ? MAX (from_ms, 0) : 0;
  self->to_ms = self->is_stretch ? MIN (to_ms, end_ms) : end_ms;
  self->hrv = self->is_stretch ? bw_rhythm_analyse (rhythm, from_ms, to_ms)
                               : bw_rhythm_analyse (rhythm, 0, G_MAXDOUBLE);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  /* In windows by the length of the stretch. */
  self->track = bw_rhythm_track (rhythm, self->is_stretch ? from_ms : 0,
                                 self->is_stretch ? to_ms : G_MAXDOUBLE, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (self->track != NULL && self->track->n == 0)
    g_clear_pointer (&self->track, bw_hrv_track_free);
  return g_steal_pointer (&self);
}

BwRhythmFindings *
bw_rhythm_findings_ref (BwRhythmFindings *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
bw_rhythm_findings_unref (BwRhythmFindings *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  bw_rhythm_unref (self->rhythm);
  g_clear_pointer (&self->hrv, bw_hrv_free);
  g_clear_pointer (&self->track, bw_hrv_track_free);
  g_free (self);
}
