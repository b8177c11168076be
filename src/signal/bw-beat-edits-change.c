/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-beat-edits.h"

#include "base/bw-error.h"
#include "signal/bw-edited-beats.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More parts than any interval of BW_EDIT_LONGEST_MS has room for. */
#define MOST_PARTS 25

#define KIND(kind) (1u << (kind))
#define OF_THE_BEAT (KIND (BW_EDIT_INSERT) - 1)

static BwBeatEdits *
set_error (GError     **error,
           const char  *sentence)
{
  g_set_error_literal (error, BW_ERROR, BW_ERROR_INVALID, sentence);
  return NULL;
}

static GArray *
copy_edits (const BwBeatEdits *self)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (BwBeatEdit));

  if (!bw_beat_edits_is_empty (self))
    g_array_append_vals (edits, bw_beat_edits_get (self, 0), bw_beat_edits_get_n (self));
  return edits;
}

/* Without those of @kinds that belong to a beat as measured from @first to @last. */
static void
drop (GArray *edits,
      gint32  first,
      gint32  last,
      guint   kinds)
{
  guint m = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      const BwBeatEdit *edit = &g_array_index (edits, BwBeatEdit, i);

      if (edit->beat < first || edit->beat > last || (kinds & KIND (edit->kind)) == 0)
        g_array_index (edits, BwBeatEdit, m++) = *edit;
    }
  g_array_set_size (edits, m);
}

/* Without the insertions from @from_ms to @to_ms. */
static void
drop_inserted (GArray *edits,
               double  from_ms,
               double  to_ms)
{
  guint m = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      const BwBeatEdit *edit = &g_array_index (edits, BwBeatEdit, i);

      if (edit->kind != BW_EDIT_INSERT || edit->time_ms < from_ms || edit->time_ms > to_ms)
        g_array_index (edits, BwBeatEdit, m++) = *edit;
    }
  g_array_set_size (edits, m);
}

/* @edits: (transfer full) */
static BwBeatEdits *
finish (GArray               *edits,
        const BwEditedBeats  *beats,
        GError              **error)
{
  BwBeatEdits *self = bw_beat_edits_new ((const BwBeatEdit *) (gpointer) edits->data, edits->len,
                                         beats->measured, error);

  g_array_unref (edits);
  return self;
}

/* The beat by its number; %NULL with @error where there is none, or it is removed. */
static const BwEditedBeat *
get_beat (const BwEditedBeats  *beats,
          guint                 beat,
          GError              **error)
{
  if (beat >= beats->n)
    set_error (error, _("There is no such beat in the record."));
  else if (beats->beats[beat].removed)
    set_error (error, _("That beat is removed; restore it first."));
  else
    return &beats->beats[beat];
  return NULL;
}

/* The beat as measured that an insertion at @time_ms, within the interval from @beat to the next, comes
 * after: @beat itself, or one that was merged away within the interval. */
static gint32
get_slot (const BwBeatEdits   *self,
          const BwEditedBeats *beats,
          guint                beat,
          guint                next,
          double               time_ms)
{
  const BwMeasuredBeats *measured = beats->measured;
  gint32 slot = beats->beats[beat].origin, last = beats->beats[next].origin - 1;

  for (guint i = 0; i < bw_beat_edits_get_n (self) && (slot < 0 || last < -1); i++)
    {
      const BwBeatEdit *edit = bw_beat_edits_get (self, i);

      if (edit->kind == BW_EDIT_INSERT && edit->time_ms == beats->beats[beat].time_ms && slot < 0)
        slot = edit->beat;
      if (edit->kind == BW_EDIT_INSERT && edit->time_ms == beats->beats[next].time_ms && last < -1)
        last = edit->beat;
    }
  while (slot < last && measured->time_ms[slot + 1] <= time_ms)
    slot++;
  return slot;
}

BwBeatEdits *
bw_beat_edits_mark (BwBeatEdits          *self,
                    const BwEditedBeats  *beats,
                    guint                 first,
                    guint                 last,
                    BwBeatVerdict         verdict,
                    GError              **error)
{
  g_autoptr (GArray) edits = NULL;
  gint32 low = G_MAXINT32, high = -1;
  guint n_marked = 0;

  g_return_val_if_fail ((guint) verdict < BW_BEAT_N_VERDICTS, NULL);

  if (first > last || last >= beats->n)
    return set_error (error, _("There is no such beat in the record."));
  for (guint i = first; i <= last; i++)
    if (!beats->beats[i].removed && beats->beats[i].origin >= 0)
      {
        low = MIN (low, beats->beats[i].origin);
        high = MAX (high, beats->beats[i].origin);
      }
  edits = copy_edits (self);
  drop (edits, low, high, KIND (BW_EDIT_MARK));
  for (guint i = first; i <= last; i++)
    if (!beats->beats[i].removed && beats->beats[i].origin >= 0)
      {
        const BwBeatEdit edit = {
          .kind = BW_EDIT_MARK,
          .beat = beats->beats[i].origin,
          .verdict = verdict,
        };

        g_array_append_val (edits, edit);
        n_marked++;
      }
  if (n_marked == 0)
    return set_error (error, _("Only a beat that was measured, and is not removed, can be marked."));
  return finish (g_steal_pointer (&edits), beats, error);
}

/* Puts @kind, one that removes, in the place of all that was done to a beat. */
static BwBeatEdits *
take_out (BwBeatEdits          *self,
          const BwEditedBeats  *beats,
          const BwEditedBeat   *beat,
          BwBeatEditKind        kind,
          GError              **error)
{
  const BwBeatEdit edit = { .kind = kind, .beat = beat->origin };
  GArray *edits = copy_edits (self);

  if (beat->origin < 0)
    drop_inserted (edits, beat->time_ms, beat->time_ms);
  else
    {
      drop (edits, beat->origin, beat->origin, OF_THE_BEAT);
      g_array_append_val (edits, edit);
    }
  return finish (edits, beats, error);
}

BwBeatEdits *
bw_beat_edits_delete (BwBeatEdits          *self,
                      const BwEditedBeats  *beats,
                      guint                 beat,
                      GError              **error)
{
  const BwEditedBeat *this = get_beat (beats, beat, error);

  return this != NULL ? take_out (self, beats, this, BW_EDIT_DELETE, error) : NULL;
}

BwBeatEdits *
bw_beat_edits_merge (BwBeatEdits          *self,
                     const BwEditedBeats  *beats,
                     guint                 beat,
                     GError              **error)
{
  const BwEditedBeat *this = get_beat (beats, beat, error);
  const gint64 next = bw_edited_beats_get_neighbour (beats, beat, 1);

  if (this == NULL)
    return NULL;
  if (!this->follows || next < 0 || !beats->beats[next].follows)
    return set_error (error, _("That beat has no interval on either side to merge; it can be "
                               "deleted."));
  return take_out (self, beats, this, BW_EDIT_MERGE, error);
}

BwBeatEdits *
bw_beat_edits_move (BwBeatEdits          *self,
                    const BwEditedBeats  *beats,
                    guint                 beat,
                    double                time_ms,
                    GError              **error)
{
  const BwEditedBeat *this = get_beat (beats, beat, error);
  const gint64 before = bw_edited_beats_get_neighbour (beats, beat, -1);
  const gint64 next = bw_edited_beats_get_neighbour (beats, beat, 1);
  BwBeatEdit edit = { .kind = BW_EDIT_MOVE, .time_ms = time_ms };
  GArray *edits;

  if (this == NULL)
    return NULL;
  if (!((before < 0 || time_ms > beats->beats[before].time_ms)
        && (next < 0 || time_ms < beats->beats[next].time_ms)))
    return set_error (error, _("A beat cannot be moved past the one before or after it."));

  edits = copy_edits (self);
  if (this->origin >= 0)
    {
      edit.beat = this->origin;
      drop (edits, this->origin, this->origin, KIND (BW_EDIT_MOVE));
      if (time_ms != beats->measured->time_ms[this->origin])
        g_array_append_val (edits, edit);
      return finish (edits, beats, error);
    }

  edit.kind = BW_EDIT_INSERT;
  drop_inserted (edits, this->time_ms, this->time_ms);
  edit.beat = get_slot (self, beats, before >= 0 && this->follows ? (guint) before : beat,
                        next >= 0 && beats->beats[next].follows ? (guint) next : beat, time_ms);
  g_array_append_val (edits, edit);
  return finish (edits, beats, error);
}

/* Adds @n beats, @step_ms apart from the first, to the interval from @before to @next. */
static BwBeatEdits *
add_beats (BwBeatEdits          *self,
           const BwEditedBeats  *beats,
           guint                 before,
           guint                 next,
           double                first_ms,
           double                step_ms,
           guint                 n,
           GError              **error)
{
  GArray *edits = copy_edits (self);

  for (guint i = 0; i < n; i++)
    {
      const double time_ms = first_ms + i * step_ms;
      const BwBeatEdit edit = {
        .kind = BW_EDIT_INSERT,
        .beat = get_slot (self, beats, before, next, time_ms),
        .time_ms = time_ms,
      };

      g_array_append_val (edits, edit);
    }
  return finish (edits, beats, error);
}

BwBeatEdits *
bw_beat_edits_insert (BwBeatEdits          *self,
                      const BwEditedBeats  *beats,
                      double                time_ms,
                      GError              **error)
{
  const gint64 before = bw_edited_beats_find (beats, time_ms);
  const gint64 next = before >= 0 ? bw_edited_beats_get_neighbour (beats, (guint) before, 1) : -1;

  if (before < 0 || (next < 0 && time_ms > beats->beats[before].time_ms))
    return set_error (error, _("That time is outside of the record."));
  if (time_ms == beats->beats[before].time_ms)
    return set_error (error, _("There is a beat at that time already."));
  if (!beats->beats[next].follows)
    return set_error (error, _("There is a gap at that time: no interval to insert a beat into."));
  return add_beats (self, beats, (guint) before, (guint) next, time_ms, 0, 1, error);
}

BwBeatEdits *
bw_beat_edits_split (BwBeatEdits          *self,
                     const BwEditedBeats  *beats,
                     guint                 beat,
                     guint                 n_parts,
                     GError              **error)
{
  const BwEditedBeat *this = get_beat (beats, beat, error);
  double part_ms;
  gint64 before;

  if (this == NULL)
    return NULL;
  if (!this->follows)
    return set_error (error, _("No interval ends at that beat."));
  if (n_parts < 2 || n_parts > MOST_PARTS)
    return set_error (error, _("An interval can be split into 2 to 25 parts."));
  before = bw_edited_beats_get_neighbour (beats, beat, -1);
  part_ms = (this->time_ms - beats->beats[before].time_ms) / n_parts;
  return add_beats (self, beats, (guint) before, beat, beats->beats[before].time_ms + part_ms,
                    part_ms, n_parts - 1, error);
}

static int
compare_times (const void *a,
               const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

BwBeatEdits *
bw_beat_edits_restore (BwBeatEdits          *self,
                       const BwEditedBeats  *beats,
                       guint                 first,
                       guint                 last,
                       GError              **error)
{
  g_autofree guint8 *measured = g_new0 (guint8, MAX (beats->measured->n, 1));
  g_autofree double *inserted = NULL;
  guint n_inserted = 0;
  GArray *edits;

  if (first > last || last >= beats->n)
    return set_error (error, _("There is no such beat in the record."));
  inserted = g_new (double, last - first + 1);
  for (guint i = first; i <= last; i++)
    if (beats->beats[i].origin >= 0)
      measured[beats->beats[i].origin] = TRUE;
    else
      inserted[n_inserted++] = beats->beats[i].time_ms;

  edits = g_array_new (FALSE, FALSE, sizeof (BwBeatEdit));
  for (guint i = 0; i < bw_beat_edits_get_n (self); i++)
    {
      const BwBeatEdit *edit = bw_beat_edits_get (self, i);

      if (edit->kind == BW_EDIT_INSERT
              ? bsearch (&edit->time_ms, inserted, n_inserted, sizeof *inserted, compare_times) == NULL
              : !measured[edit->beat])
        g_array_append_val (edits, *edit);
    }
  return finish (edits, beats, error);
}
