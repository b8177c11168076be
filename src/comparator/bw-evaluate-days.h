/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-beat-set.h"
#include "comparator/bw-comparator-info.h"

G_BEGIN_DECLS

/* Which days an evaluation judges by, and which are learnt from. A list of days is (element-type
 * guint32), as 20230921. Within the room. */

/* Returns: (transfer full): empty */
GArray *bw_evaluate_days_new (void);

/* Whether there are beats of either label on @days. */
gboolean bw_evaluate_days_have_both (const BwBeatSet *set,
                                     const GArray    *days);

/**
 * bw_evaluate_days_for_model:
 * @asked: (nullable): days to judge by; %NULL: all labelled ones that the library's split does not
 *   leave out and the model was not trained on; where that is not known, those of the split's
 *   validation and test
 * @beside: (out) (transfer full): that plain rivals are trained on and references drawn from: the
 *   model's training days as far as they are there, else all that are not judged and that the split
 *   does not leave out
 *
 * Errors: %BW_ERROR_INVALID for a day without labelled beats, %BW_ERROR_TOO_FEW where there is none,
 * those of the library.
 *
 * Returns: (transfer full): to judge by, ascending
 */
GArray *bw_evaluate_days_for_model (BwLibrary               *library,
                                    const BwBeatSet         *set,
                                    const BwComparatorInfo  *info,
                                    const GArray            *asked,
                                    GArray                 **beside,
                                    GError                 **error);

/**
 * bw_evaluate_days_for_folds:
 * @asked: (nullable): days to leave out in turn; %NULL: all of @in_use
 * @in_use: (out) (transfer full): labelled days that the library's split does not leave out: what the
 *   folds are trained on
 *
 * Errors: as above. Returns: (transfer full): to leave out in turn, ascending
 */
GArray *bw_evaluate_days_for_folds (BwLibrary        *library,
                                    const BwBeatSet  *set,
                                    const GArray     *asked,
                                    GArray          **in_use,
                                    GError          **error);

G_END_DECLS
