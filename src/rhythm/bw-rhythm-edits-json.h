/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rhythm/bw-rhythm.h"

G_BEGIN_DECLS

/* What a library keeps with a rhythm: edits of its beats and how it is to be analysed. The text names
 * the beats it is for by their number and a fingerprint of their times. */

/* Returns: (transfer full) */
char *bw_rhythm_edits_to_json (const BwMeasuredBeats  *beats,
                               const BwBeatEdits      *edits,
                               const BwRhythmSettings *settings);

/**
 * bw_rhythm_edits_from_json:
 * @edits: (out) (transfer full)
 *
 * Errors: %BW_ERROR_FORMAT for a text that is not ours or makes no sense, %BW_ERROR_INVALID for one
 * that is for other beats than @beats.
 */
gboolean bw_rhythm_edits_from_json (const char             *json,
                                    const BwMeasuredBeats  *beats,
                                    BwBeatEdits           **edits,
                                    BwRhythmSettings       *settings,
                                    GError                **error);

G_END_DECLS
