/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"
#include "report/bw-rhythm-comparison-figure.h"

G_BEGIN_DECLS

/* Begins to compare two rhythms, or stretches of them, in place of a comparison that is on its way; the
 * result is a #BwRhythmComparisonFigure: a day's charts take longer to make than a frame.
 * @a_from_ms, @a_to_ms: since the first beat; 0 and %G_MAXDOUBLE for all of it
 * Returns: (transfer none) (nullable): %NULL after the end */
BwJob *bw_session_compare_rhythms (BwSession *self,
                                   BwRhythm  *a,
                                   double     a_from_ms,
                                   double     a_to_ms,
                                   BwRhythm  *b,
                                   double     b_from_ms,
                                   double     b_to_ms);

G_END_DECLS
