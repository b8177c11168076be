/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-tachogram-edit.h"

BwBeatEdits *
bw_tachogram_edit_apply (const BwTachogramEdit  *self,
                         const BwRhythm         *rhythm,
                         GError                **error)
{
  BwBeatEdits *edits = rhythm->edits;
  const BwEditedBeats *beats = rhythm->edited;

  switch (self->kind)
    {
    case BW_TACHOGRAM_MARK:
      return bw_beat_edits_mark (edits, beats, self->first, self->last, self->verdict, error);
    case BW_TACHOGRAM_DELETE:
      return bw_beat_edits_delete (edits, beats, self->first, error);
    case BW_TACHOGRAM_MERGE:
      return bw_beat_edits_merge (edits, beats, self->first, error);
    case BW_TACHOGRAM_MOVE:
      return bw_beat_edits_move (edits, beats, self->first, self->time_ms, error);
    case BW_TACHOGRAM_INSERT:
      return bw_beat_edits_insert (edits, beats, self->time_ms, error);
    case BW_TACHOGRAM_SPLIT:
      return bw_beat_edits_split (edits, beats, self->first, self->n_parts, error);
    case BW_TACHOGRAM_RESTORE:
      return bw_beat_edits_restore (edits, beats, self->first, self->last, error);
    default:
      g_return_val_if_reached (NULL);
    }
}
