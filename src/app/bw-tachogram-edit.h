/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rhythm/bw-rhythm.h"

G_BEGIN_DECLS

/* What a person asks for in the tachogram. Beats are those of the rhythm that is shown, by number. */
typedef enum {
  BW_TACHOGRAM_MARK,     /* beats from first to last, as verdict */
  BW_TACHOGRAM_DELETE,   /* first */
  BW_TACHOGRAM_MERGE,    /* the two intervals that meet at first */
  BW_TACHOGRAM_MOVE,     /* first, to time_ms */
  BW_TACHOGRAM_INSERT,   /* one at time_ms */
  BW_TACHOGRAM_SPLIT,    /* the interval that ends at first, into n_parts */
  BW_TACHOGRAM_RESTORE,  /* beats from first to last, as they were measured */
} BwTachogramEditKind;

typedef struct
{
  BwTachogramEditKind kind;
  guint first, last;
  double time_ms;        /* since the first beat */
  BwBeatVerdict verdict;
  guint n_parts;
} BwTachogramEdit;

/**
 * bw_tachogram_edit_apply:
 * @rhythm: the one it was asked for of
 *
 * Returns: (transfer full): the edits that hold afterwards, for bw_rhythm_change(); or %NULL with
 *   %BW_ERROR_INVALID and a sentence for a person where it cannot be done
 */
BwBeatEdits *bw_tachogram_edit_apply (const BwTachogramEdit  *self,
                                      const BwRhythm         *rhythm,
                                      GError                **error);

G_END_DECLS
