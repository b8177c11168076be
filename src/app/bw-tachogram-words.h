/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rhythm/bw-rhythm.h"

G_BEGIN_DECLS

/* What the tachogram says, in its read-out, its table and to those who do not see it. All return
 * (transfer full). */

/* "07:03:12", or "0:12" where the clock is not known: as the axis has it. */
char *bw_tachogram_words_moment (const BwRhythm *rhythm,
                                 double          time_ms);

/* "0:12.4 (07:03:12)": a time of the rhythm, by its clock too where that is known. */
char *bw_tachogram_words_time (const BwRhythm *rhythm,
                               double          time_ms);

/* Three lines: when, "812 ms · 74 bpm", "Early or late beat · Marked by hand". */
char *bw_tachogram_words_beat (const BwRhythm *rhythm,
                               guint           beat);

/* The same of a beat on its way to @time_ms. */
char *bw_tachogram_words_move (const BwRhythm *rhythm,
                               guint           beat,
                               double          time_ms);

/* "27 beats, 2 artefacts, 1 changed by hand" */
char *bw_tachogram_words_rhythm (const BwRhythm *rhythm);

/* "In sight: 0:00 to 5:00" */
char *bw_tachogram_words_range (const BwRhythm *rhythm,
                                double          from_ms,
                                double          to_ms);
/* "Selected: 1:00 to 2:00, 60 s" */
char *bw_tachogram_words_selection (double from_ms,
                                    double to_ms);

/* Beats from @from_ms to @to_ms as lines of cells with tabs between, titles first: the first 5,000, and
 * a last line that tells of the others. */
char *bw_tachogram_words_table (const BwRhythm *rhythm,
                                double          from_ms,
                                double          to_ms);

G_END_DECLS
