/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The decision of the published comparator (Jiazxu/ecg_glucose_comparator). A net says of a beat and a
 * reference whether they are of different class; as many fasting as glucose references vote. */

#define BW_VOTES_REFERENCES 50   /* of each class */

/* Beats against references of both classes that said "the same class". */
typedef struct
{
  guint fasting, glucose;
} BwVotes;

/* Adds what @n fasting and @n glucose references say of a beat.
 * @logits: (array length=2n): of "different class", the fasting references first. A sigmoid that rounds
 *   to 0, of a logit ≤ 0, is a vote for the reference's class */
void bw_votes_add (BwVotes     *votes,
                   const float *logits,
                   guint        n);

/* After glucose unless more voted for fasting: a tie is glucose. */
gboolean bw_votes_say_glucose (const BwVotes *votes);

/* Share of the votes that are for glucose; 0.5, a tie, where nobody voted. It is ≥ 0.5 where
 * bw_votes_say_glucose(). */
double bw_votes_get_probability (const BwVotes *votes);

G_END_DECLS
