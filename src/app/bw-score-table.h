/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-evaluation.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwScoreTable:
 *
 * All figures of an evaluation, a row a rule: recordings and beats that are right, either class found,
 * and what chance would do. Where there is little room, a paragraph a rule.
 *
 * Properties: `narrow`.
 */
#define BW_TYPE_SCORE_TABLE (bw_score_table_get_type ())
G_DECLARE_FINAL_TYPE (BwScoreTable, bw_score_table, BW, SCORE_TABLE, AdwBin)

/* @evaluation: (nullable): not kept */
void bw_score_table_set_evaluation (BwScoreTable       *self,
                                    const BwEvaluation *evaluation);

G_END_DECLS
