/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rhythm/bw-rhythm-list.h"

G_BEGIN_DECLS

/* Rhythms of a library in words. All strings are translated; those that are made are (transfer full).
 * Days and times of day are those of where the rhythm was recorded. */

/* "Reading", "ECG", "RR recording". */
const char *bw_rhythm_words_kind (BwRhythmKind kind);

/* The civil day it began on, see bw_time_days_from_civil(). */
gint64 bw_rhythm_words_get_day (const BwRhythmRow *row);

/* "Tuesday, 12 May 2026" and "May 2026" of a day count. */
char *bw_rhythm_words_day (gint64 day);
char *bw_rhythm_words_month (gint64 day);

/* As a line below its day: "07:02", "ECG, 10:31"; the name of an RR recording, and of what has no time
 * of day. */
char *bw_rhythm_words_time (const BwRhythmRow *row);

/* What it is and when: "Reading, 12 May 2026, 07:02"; an RR recording goes by its name. */
char *bw_rhythm_words_title (const BwRhythmRow *row);

/* "43 ms"; %NULL where there is no RMSSD. */
char *bw_rhythm_words_rmssd (const BwRhythmRow *row);

/* "58 s", "5 min 2 s", "23 h 58 min". */
char *bw_rhythm_words_length (double seconds);

/* "62 beats · 2 artefacts · 58 s". */
char *bw_rhythm_words_figures (const BwRhythmRow *row);

/* The same with all that is known: "RMSSD 43 ms · 62 beats · 2 artefacts · 58 s · Watch6,1". */
char *bw_rhythm_words_all_figures (const BwRhythmRow *row);

/* Why it does not count, in one sentence; %NULL where it does. */
const char *bw_rhythm_words_why_not (const BwRhythmRow *row);

/* A few words of the same, to stand in a list: "left out"; %NULL where it counts. */
const char *bw_rhythm_words_used (const BwRhythmRow *row);

/* "3 readings, mean 43 ms"; without the mean where it is negative. */
char *bw_rhythm_words_day_sum (guint  n,
                               double mean_ms);

/* "1,204 readings and recordings"; where not all are shown, "12 of 1,204 readings and recordings". */
char *bw_rhythm_words_count (guint n_shown,
                             guint n);

/* All of a row in one sentence, to be heard. */
char *bw_rhythm_words_spoken (const BwRhythmRow *row);

G_END_DECLS
