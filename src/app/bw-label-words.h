/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* A label as people read it: "Fasting", "After glucose", "No label". Translated. */
const char *bw_label_words_get_name (BwLabel label);

/* What stands before the word, so that labels differ in more than a word's length and never in
 * colour alone: "○" (empty) fasting, "▲" (rising) after glucose, "–" none. */
const char *bw_label_words_get_shape (BwLabel label);

/* The two together: "○ Fasting". Returns: (transfer full) */
char *bw_label_words_format (BwLabel label);

/* Who labelled, for people: "Meal protocol" for what a rule did, else the name itself; "" for
 * %NULL. The string is translated or @who itself. */
const char *bw_label_words_get_who (const char *who);

/**
 * BwLabelsChosen:
 * @states: (transfer none) (element-type BwLabelState): what the labels are to be
 *
 * What the dialogs that label call when the person has decided. They write nothing themselves.
 */
typedef void (*BwLabelsChosen) (GArray   *states,
                                gpointer  user_data);

G_END_DECLS
