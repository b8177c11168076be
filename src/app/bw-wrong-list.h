/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-evaluation.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwWrongList:
 *
 * The recordings that an evaluation found wrong: a few, and the rest where they are asked for. Each opens
 * on the ECG page: it needs the action win.show-recording (x) about it.
 */
#define BW_TYPE_WRONG_LIST (bw_wrong_list_get_type ())
G_DECLARE_FINAL_TYPE (BwWrongList, bw_wrong_list, BW, WRONG_LIST, AdwBin)

/* @evaluation: (nullable): not kept. Returns: how many are wrong */
guint bw_wrong_list_set_evaluation (BwWrongList        *self,
                                    const BwEvaluation *evaluation);

G_END_DECLS
