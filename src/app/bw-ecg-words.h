/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-ecg-analysis.h"
#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* Recordings in words. All strings are translated; those that are made are (transfer full). */

/* "12 May 2024, 10:31"; where no time of day is known, "12 May 2024". */
char *bw_ecg_words_when (const BwRecording *recording,
                         GTimeZone         *zone);

/* The same, with the number that the file's name gives it in its day: "12 May 2024, no. 3". */
char *bw_ecg_words_headline (const BwRecording *recording,
                             GTimeZone         *zone);

/* The file's name without its suffix. */
char *bw_ecg_words_name (const BwRecording *recording);

/* What tells it from others in a suggested file name or over a picture: the day, the time of day
 * where it is known, else the file's name. */
char *bw_ecg_words_title (const BwRecording *recording,
                          GTimeZone         *zone);

/* "30 s", "2 min 5 s" and "512 Hz", "513.6 Hz". */
char *bw_ecg_words_length (const BwRecording *recording);
char *bw_ecg_words_rate (const BwRecording *recording);

/* "76 bpm"; %NULL where it is not known. */
char *bw_ecg_words_heart_rate (const BwRecording *recording);

/* What Apple's watches write, in the reader's language; anything else verbatim. "" for none. */
const char *bw_ecg_words_classification (const char *verbatim);

/* "76 bpm · Sinus rhythm · 30 s · 512 Hz": what is known of it; where no time of day is, also the
 * file's name if it tells more than the day and the number in it. */
char *bw_ecg_words_figures (const BwRecording *recording);

/* What stands before the word of a quality: "✓" good, "≈" fair, "!" poor. */
const char *bw_ecg_words_get_quality_shape (BwEcgQuality quality);

/* Who labelled it and when: "Labelled by Ada, 12 May 2024, 10:31", "Labelled by its folder’s name";
 * "Not labelled yet". */
char *bw_ecg_words_labelled (const BwRecording *recording,
                             GTimeZone         *zone);

/* "227 recordings · 14 unlabelled"; where not all are shown, "12 of 227 recordings · …". */
char *bw_ecg_words_count (guint n_shown,
                          guint n,
                          guint n_unlabelled);

/* "12 recordings", and "4 fasting · 5 after glucose · 3 without a label". */
char *bw_ecg_words_several (guint n);
char *bw_ecg_words_several_labels (guint n_none,
                                   guint n_fasting,
                                   guint n_glucose);

/* What is wrong with a recording and where, a line each: "Noise: 4.0–6.2 s, 12.1–13.0 s"; %NULL
 * where nothing is. */
char *bw_ecg_words_flaws (const BwEcgAnalysis *analysis);

G_END_DECLS
