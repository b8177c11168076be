/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-beat-edits.h"

#include "base/bw-error.h"
#include "signal/bw-edited-beats-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _BwBeatEdits
{
  gatomicrefcount ref_count;
  guint n;
  BwBeatEdit edits[];
};

static int
compare_edits (const void *a,
               const void *b)
{
  const BwBeatEdit *one = a, *other = b;

  if (one->beat != other->beat)
    return one->beat < other->beat ? -1 : 1;
  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;
  return (one->time_ms > other->time_ms) - (one->time_ms < other->time_ms);
}

static gboolean
set_error (GError     **error,
           const char  *sentence)
{
  g_set_error_literal (error, BW_ERROR, BW_ERROR_INVALID, sentence);
  return FALSE;
}

/* Each by itself, and none twice. */
static gboolean
check_each (const BwBeatEdit       *edits,
            guint                   n,
            const BwMeasuredBeats  *measured,
            GError                **error)
{
  const double end = measured->n > 0 ? measured->time_ms[measured->n - 1] : 0;

  for (guint i = 0; i < n; i++)
    {
      const BwBeatEdit *edit = &edits[i];
      const gboolean same = i > 0 && edits[i - 1].beat == edit->beat;

      if ((guint) edit->kind >= BW_N_EDIT_KINDS || edit->beat < 0
          || (guint) edit->beat >= measured->n)
        return set_error (error, _("There is no such beat in the record."));
      if ((guint) edit->verdict >= BW_BEAT_N_VERDICTS)
        return set_error (error, _("There is no such kind of beat."));
      if (same && edit->kind != BW_EDIT_INSERT
          && (edits[i - 1].kind == edit->kind || edits[i - 1].kind == BW_EDIT_DELETE
              || edit->kind == BW_EDIT_DELETE || edits[i - 1].kind == BW_EDIT_MERGE
              || edit->kind == BW_EDIT_MERGE))
        return set_error (error, _("A beat cannot be changed twice at once."));
      if (edit->kind != BW_EDIT_MOVE && edit->kind != BW_EDIT_INSERT)
        continue;
      if (!(edit->time_ms >= measured->time_ms[0] && edit->time_ms <= end))
        return set_error (error, _("That time is outside of the record."));
      if (edit->kind == BW_EDIT_INSERT
          && ((guint) edit->beat + 1 >= measured->n || !measured->follows[edit->beat + 1]))
        return set_error (error, _("There is a gap at that time: no interval to insert a beat into."));
    }
  return TRUE;
}

/* What comes of them: beats stay in order, and no interval that is not as measured is one that no heart
 * has. */
static gboolean
check_all (const BwBeatEdit       *edits,
           guint                   n,
           const BwMeasuredBeats  *measured,
           GError                **error)
{
  guint n_beats;
  g_autofree BwEditedBeat *beats = bw_edited_beats_lay_out (measured, edits, n, &n_beats);
  const BwEditedBeat *before = NULL;

  for (guint i = 0; i < n_beats; i++)
    {
      const BwEditedBeat *beat = &beats[i];
      gboolean as_measured;

      if (beat->removed)
        continue;
      if (before != NULL && beat->time_ms <= before->time_ms)
        return set_error (error, _("A beat cannot be moved past the one before or after it."));
      as_measured = beat->origin >= 0 && beat->rr_ms == measured->rr_ms[beat->origin];
      if (beat->follows && !as_measured && beat->rr_ms < BW_EDIT_SHORTEST_MS)
        return set_error (error, _("The interval would be shorter than 200 milliseconds."));
      if (beat->follows && !as_measured && beat->rr_ms > BW_EDIT_LONGEST_MS)
        return set_error (error, _("The interval would be longer than 5 seconds."));
      before = beat;
    }
  return TRUE;
}

BwBeatEdits *
bw_beat_edits_new (const BwBeatEdit       *edits,
                   guint                   n,
                   const BwMeasuredBeats  *measured,
                   GError                **error)
{
  BwBeatEdits *self = g_malloc (sizeof *self + n * sizeof *edits);

  g_atomic_ref_count_init (&self->ref_count);
  self->n = n;
  for (guint i = 0; i < n; i++)
    {
      const gboolean timed = edits[i].kind == BW_EDIT_MOVE || edits[i].kind == BW_EDIT_INSERT;

      self->edits[i] = (BwBeatEdit){
        .kind = edits[i].kind,
        .beat = edits[i].beat,
        .time_ms = timed ? edits[i].time_ms : 0,
        .verdict = edits[i].kind == BW_EDIT_MARK ? edits[i].verdict : BW_BEAT_NORMAL,
      };
    }
  if (n > 0)
    qsort (self->edits, n, sizeof *self->edits, compare_edits);
  if (!check_each (self->edits, n, measured, error) || !check_all (self->edits, n, measured, error))
    g_clear_pointer (&self, bw_beat_edits_unref);
  return self;
}

BwBeatEdits *
bw_beat_edits_new_empty (void)
{
  BwBeatEdits *self = g_malloc0 (sizeof *self);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

BwBeatEdits *
bw_beat_edits_ref (BwBeatEdits *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
bw_beat_edits_unref (BwBeatEdits *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

guint
bw_beat_edits_get_n (const BwBeatEdits *self)
{
  return self->n;
}

const BwBeatEdit *
bw_beat_edits_get (const BwBeatEdits *self,
                   guint              i)
{
  g_return_val_if_fail (i < self->n, NULL);

  return &self->edits[i];
}

gboolean
bw_beat_edits_is_empty (const BwBeatEdits *self)
{
  return self->n == 0;
}

gboolean
bw_beat_edits_equal (const BwBeatEdits *a,
                     const BwBeatEdits *b)
{
  if (a->n != b->n)
    return FALSE;
  for (guint i = 0; i < a->n; i++)
    if (compare_edits (&a->edits[i], &b->edits[i]) != 0
        || a->edits[i].verdict != b->edits[i].verdict)
      return FALSE;
  return TRUE;
}

static const char *const kind_ids[BW_N_EDIT_KINDS] = {
  [BW_EDIT_MARK] = "mark",
  [BW_EDIT_DELETE] = "delete",
  [BW_EDIT_MERGE] = "merge",
  [BW_EDIT_MOVE] = "move",
  [BW_EDIT_INSERT] = "insert",
};

const char *
bw_beat_edit_kind_get_id (BwBeatEditKind kind)
{
  g_return_val_if_fail ((guint) kind < BW_N_EDIT_KINDS, NULL);

  return kind_ids[kind];
}

const char *
bw_beat_edit_kind_get_text (BwBeatEditKind kind)
{
  switch (kind)
    {
    case BW_EDIT_DELETE:
      return _("Deleted by hand");
    case BW_EDIT_MERGE:
      return _("Taken out by hand, its intervals merged");
    case BW_EDIT_MOVE:
      return _("Moved by hand");
    case BW_EDIT_INSERT:
      return _("Inserted by hand");
    case BW_EDIT_MARK:
    default:
      return _("Marked by hand");
    }
}

gboolean
bw_beat_edit_kind_from_id (const char     *id,
                           BwBeatEditKind *kind)
{
  for (guint i = 0; i < BW_N_EDIT_KINDS; i++)
    if (g_strcmp0 (id, kind_ids[i]) == 0)
      {
        *kind = (BwBeatEditKind) i;
        return TRUE;
      }
  return FALSE;
}
