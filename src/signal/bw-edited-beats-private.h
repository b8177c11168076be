/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-edited-beats.h"

G_BEGIN_DECLS

/* The beats as measured with the n_edits @edits in their order applied, in the order of beats: times,
 * what follows on what, intervals; no verdict yet. @edits fit @measured at least by their numbers.
 * Returns: (transfer full) (array length=n) */
BwEditedBeat *bw_edited_beats_lay_out (const BwMeasuredBeats *measured,
                                       const BwBeatEdit      *edits,
                                       guint                  n_edits,
                                       guint                 *n);

G_END_DECLS
