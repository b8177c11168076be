/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-edited-beats-private.h"

BwEditedBeat *
bw_edited_beats_lay_out (const BwMeasuredBeats *measured,
                         const BwBeatEdit      *edits,
                         guint                  n_edits,
                         guint                 *n)
{
  BwEditedBeat *beats = g_new (BwEditedBeat, measured->n + n_edits + 1);
  const BwEditedBeat *before = NULL; /* the last that is not removed */
  gboolean broken = FALSE, whole = TRUE; /* whole: all since @before is as measured */
  guint m = 0, e = 0;

  for (guint i = 0; i < measured->n; i++)
    {
      BwEditedBeat beat = { .time_ms = measured->time_ms[i], .origin = (gint32) i };

      broken |= !measured->follows[i];
      for (; e < n_edits && edits[e].beat == (gint32) i && edits[e].kind != BW_EDIT_INSERT; e++)
        {
          const BwBeatEdit *edit = &edits[e];

          beat.by_hand = 1 + edit->kind; /* moves come after marks */
          beat.removed = edit->kind == BW_EDIT_DELETE || edit->kind == BW_EDIT_MERGE;
          broken |= edit->kind == BW_EDIT_DELETE;
          if (edit->kind == BW_EDIT_MOVE)
            beat.time_ms = edit->time_ms;
        }
      if (beat.removed)
        whole = FALSE;
      else
        {
          const gboolean moved = beat.by_hand == 1 + BW_EDIT_MOVE;

          beat.follows = before != NULL && !broken;
          if (beat.follows)
            beat.rr_ms = whole && !moved ? measured->rr_ms[i] : beat.time_ms - before->time_ms;
          before = &beats[m];
          broken = FALSE;
          whole = !moved;
        }
      beats[m++] = beat;

      for (; e < n_edits && edits[e].beat == (gint32) i; e++)
        {
          BwEditedBeat inserted = {
            .time_ms = edits[e].time_ms,
            .origin = -1,
            .by_hand = 1 + BW_EDIT_INSERT,
            .follows = before != NULL && !broken,
          };

          inserted.rr_ms = inserted.follows ? inserted.time_ms - before->time_ms : 0;
          beats[m] = inserted;
          before = &beats[m++];
          broken = whole = FALSE;
        }
    }
  *n = m;
  return beats;
}

/* Where a beat was moved or inserted past one that is removed, that one stands elsewhere in time than
 * in the order of beats. There are few, and the rest is in order. */
static void
sort_removed (BwEditedBeat *beats,
              guint         n)
{
  for (guint i = 1; i < n; i++)
    for (guint j = i; j > 0 && beats[j].time_ms < beats[j - 1].time_ms; j--)
      {
        const BwEditedBeat beat = beats[j];

        beats[j] = beats[j - 1];
        beats[j - 1] = beat;
      }
}

/* Of each beat that is not removed: what is settled, see bw_artefacts_new_marked(), and whether a person
 * made it. One that was moved was not measured, but where it is marked as normal. Returns whether
 * anything is settled. */
static gboolean
fill_marks (guint8             *marks,
            guint8             *made,
            const BwEditedBeat *beats,
            guint               n_beats,
            const BwBeatEdits  *edits)
{
  const guint n_edits = edits != NULL ? bw_beat_edits_get_n (edits) : 0;
  gboolean any = FALSE;
  guint e = 0, m = 0;

  for (guint i = 0; i < n_beats; i++)
    {
      const BwEditedBeat *beat = &beats[i];
      const BwBeatEdit *mark = NULL;

      if (beat->removed)
        continue;
      if (beat->origin >= 0)
        {
          while (e < n_edits && bw_beat_edits_get (edits, e)->beat < beat->origin)
            e++;
          if (e < n_edits && bw_beat_edits_get (edits, e)->beat == beat->origin
              && bw_beat_edits_get (edits, e)->kind == BW_EDIT_MARK)
            mark = bw_beat_edits_get (edits, e);
        }
      made[m] = beat->by_hand > 1 + BW_EDIT_MARK
                && (mark == NULL || mark->verdict != BW_BEAT_NORMAL);
      marks[m] = mark != NULL ? 1 + mark->verdict : made[m] ? 1 + BW_BEAT_NORMAL : 0;
      any |= marks[m] > 0;
      m++;
    }
  return any;
}

/* Artefacts among the @n beats that are not removed: what the algorithm alone says and, where something
 * is settled, what holds. */
static BwArtefacts *
find_artefacts (const BwMeasuredBeats *measured,
                BwCorrection           correction,
                const double          *time,
                const guint8          *follows,
                guint                  n,
                const guint8          *marks,
                BwArtefacts          **found)
{
  const BwArtefactOptions options = {
    .min_threshold = MAX (BW_ARTEFACTS_MIN_THRESHOLD_MS, 2 * measured->clock_ms),
    .step = measured->step_ms,
    .alpha = bw_correction_get_alpha (correction),
  };
  g_autofree guint8 *verdict = NULL;

  if (correction != BW_CORRECTION_NONE)
    {
      *found = bw_artefacts_new (time, follows, n, &options);
      return marks == NULL ? *found
                           : bw_artefacts_new_marked (time, follows, n, marks, *found, &options);
    }
  verdict = g_new0 (guint8, MAX (n, 1));
  for (guint i = 0; marks != NULL && i < n; i++)
    verdict[i] = marks[i] > 0 ? marks[i] - 1 : BW_BEAT_NORMAL;
  *found = NULL;
  return bw_artefacts_new_overruled (time, follows, n, verdict, &options);
}

/* Verdicts to the beats, and their numbers. @made: whether a person made the beat */
static void
take_verdicts (BwEditedBeats     *self,
               const BwArtefacts *found,
               const guint8      *made)
{
  guint m = 0;

  for (guint i = 0; i < self->n; i++)
    {
      BwEditedBeat *beat = &self->beats[i];

      self->n_by_hand += beat->by_hand > 0;
      if (beat->removed)
        {
          self->n_removed++;
          continue;
        }
      beat->verdict = self->artefacts->verdict[m];
      beat->found = found != NULL ? found->verdict[m] : BW_BEAT_NORMAL;
      self->counts[beat->verdict]++;
      beat->made = made[m];
      self->n_artefacts += beat->verdict != BW_BEAT_NORMAL || beat->made;
      m++;
    }
  self->n_artefacts += self->n_removed;
  for (guint i = 0; i < self->artefacts->n_beats; i++)
    {
      BwCorrectedBeat *corrected = &self->artefacts->beats[i];

      if (corrected->origin >= 0 && made[corrected->origin])
        corrected->made = TRUE;
    }
}

static BwRr *
make_nn (const BwArtefacts *artefacts)
{
  BwRr *nn = bw_artefacts_get_nn (artefacts, 1);
  const double first = artefacts->n_beats > 0 ? artefacts->beats[0].time : 0;

  for (guint i = 0; i < nn->n; i++)
    nn->end_ms[i] += first;
  return nn;
}

BwEditedBeats *
bw_edited_beats_new (BwMeasuredBeats   *measured,
                     const BwBeatEdits *edits,
                     BwCorrection       correction)
{
  const guint n_edits = edits != NULL ? bw_beat_edits_get_n (edits) : 0;
  BwEditedBeats *self = g_new0 (BwEditedBeats, 1);
  g_autofree double *time = NULL;
  g_autofree guint8 *bytes = NULL;
  BwArtefacts *found;
  guint8 *follows, *marks, *made;
  guint n = 0;
  gboolean settled;

  g_return_val_if_fail (measured != NULL, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->measured = bw_measured_beats_ref (measured);
  self->beats = bw_edited_beats_lay_out (measured,
                                         n_edits > 0 ? bw_beat_edits_get (edits, 0) : NULL, n_edits,
                                         &self->n);

  time = g_new (double, self->n + 1);
  bytes = g_new0 (guint8, 3 * (gsize) self->n + 3);
  follows = bytes;
  marks = bytes + self->n + 1;
  made = marks + self->n + 1;
  for (guint i = 0; i < self->n; i++)
    if (!self->beats[i].removed)
      {
        time[n] = self->beats[i].time_ms;
        follows[n++] = self->beats[i].follows;
      }
  settled = fill_marks (marks, made, self->beats, self->n, edits);
  sort_removed (self->beats, self->n);

  self->artefacts = find_artefacts (measured, correction, time, follows, n, settled ? marks : NULL,
                                    &found);
  take_verdicts (self, found, made);
  if (found != self->artefacts)
    bw_artefacts_free (found);
  if (n_edits == 0 && correction == BW_CORRECTION_NONE)
    self->nn = bw_rr_copy (measured->rr);
  else
    self->nn = make_nn (self->artefacts);
  return self;
}

BwEditedBeats *
bw_edited_beats_ref (BwEditedBeats *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
bw_edited_beats_unref (BwEditedBeats *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  bw_measured_beats_unref (self->measured);
  bw_artefacts_free (self->artefacts);
  bw_rr_free (self->nn);
  g_free (self->beats);
  g_free (self);
}

gint64
bw_edited_beats_find (const BwEditedBeats *self,
                      double               time_ms)
{
  guint low = 0, high = self->n;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (self->beats[middle].time_ms <= time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return bw_edited_beats_get_neighbour (self, low, -1);
}

gint64
bw_edited_beats_get_neighbour (const BwEditedBeats *self,
                               guint                beat,
                               int                  step)
{
  gint64 i = (gint64) beat + step;

  while (i >= 0 && i < self->n && self->beats[i].removed)
    i += step;
  return i < self->n ? i : -1;
}
