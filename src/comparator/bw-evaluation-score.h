/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-evaluation.h"

G_BEGIN_DECLS

/* From answers to scores. Within the room: what bw_comparator_evaluate() fills an evaluation with. */

/* What a rule says of one recording that has beats. */
typedef struct
{
  BwLabel leaning;      /* its answer, also where it is not sure; NONE where it has nothing to say, for
                         * its weights give no number: that counts as wrong */
  double probability;   /* of "after glucose", 0 … 1 */
  guint votes;          /* beats that say "after glucose", at most those of the recording */
  gboolean abstained;   /* not sure */
  gboolean outside;     /* outside what was learnt */
  gboolean same_day;    /* held against fasting recordings of its own day */
} BwGuess;

typedef struct
{
  const char *name;           /* of the rule, see BwRuleScore */
  gboolean is_rival;
  const BwGuess *guesses;     /* one a recording of the evaluation; unlooked at without beats */
} BwGuesses;

/* Empty: no rules, days, recordings, verdict. */
BwEvaluation *bw_evaluation_new (void);

/**
 * bw_evaluation_score:
 * @self: its recordings' id, name, day, label, n_beats and scored are filled in, by day; none is
 *   scored without beats
 * @rules: (array length=n_rules): the one that is used first
 *
 * Fills in its rules, its days (but how they were seen), n_not_scored and, by the first rule, the
 * rest of its recordings.
 */
void bw_evaluation_score (BwEvaluation    *self,
                          const BwGuesses *rules,
                          guint            n_rules);

G_END_DECLS
