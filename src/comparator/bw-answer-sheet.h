/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-apply.h"
#include "comparator/bw-evaluation-score.h"
#include "comparator/bw-plain-rivals.h"

G_BEGIN_DECLS

/* What several rules say of the recordings of a set, gathered day by day, for one evaluation. */
typedef struct _BwAnswerSheet BwAnswerSheet;

/* @set: borrowed */
BwAnswerSheet *bw_answer_sheet_new (const BwBeatSet *set);
void bw_answer_sheet_free (BwAnswerSheet *self);

/* A rule, in the order of BwEvaluation.rules: the one that is used first. @name is copied. Returns:
 * its column */
guint bw_answer_sheet_add_rule (BwAnswerSheet *self,
                                const char    *name,
                                gboolean       is_rival);

/* The guesses of a column: (array length=recordings of the set), to be filled in. */
BwGuess *bw_answer_sheet_get_guesses (BwAnswerSheet *self,
                                      guint          column);

/* @answers: (element-type BwAnswer): of bw_apply(). Those of column 0 tell which recordings are
 * same-day references, and so not scored. */
void bw_answer_sheet_take (BwAnswerSheet *self,
                           guint          column,
                           const GArray  *answers);

/* The labelled recordings of @day were judged by all rules. */
void bw_answer_sheet_add_day (BwAnswerSheet *self,
                              guint32        day);

/* Fills in recordings, rules and days of @evaluation, from the days that were judged. */
void bw_answer_sheet_score (const BwAnswerSheet *self,
                            BwEvaluation        *evaluation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAnswerSheet, bw_answer_sheet_free)

G_END_DECLS
