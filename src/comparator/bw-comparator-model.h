/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-beat-net.h"
#include "comparator/bw-comparator-info.h"
#include "nn/bw-logistic.h"
#include "store/bw-recordings.h"

G_BEGIN_DECLS

/**
 * BwComparatorModel:
 *
 * A trained model in memory: weights, reference beats and what is known of it. Immutable, reference
 * counted, and may be used from several threads.
 */
typedef struct _BwComparatorModel BwComparatorModel;

BwComparatorModel *bw_comparator_model_ref (BwComparatorModel *self);
void bw_comparator_model_unref (BwComparatorModel *self);

const BwComparatorInfo *bw_comparator_model_get_info (const BwComparatorModel *self);

/* Whether it can answer by @rule: a model that was trained for BW_RULE_BEST in default mode has both
 * the comparator and the logistic rule, any other the one that is used. TRUE for BW_RULE_BEST. */
gboolean bw_comparator_model_has_rule (const BwComparatorModel *self,
                                       BwRule                   rule);

/* Whether it has what it holds beats against where a day has no references of its own. FALSE only
 * for weights out of a file: see bw_comparator_model_with_references() in bw-fit.h. */
gboolean bw_comparator_model_has_references (const BwComparatorModel *self);

/* The rules themselves. Returns: (nullable) (transfer none) */
const BwBeatNet *bw_comparator_model_get_net (const BwComparatorModel *self);
const BwLogistic *bw_comparator_model_get_logistic (const BwComparatorModel *self);

/* The reference beats of the training days of @label, as the net reads its waves: of
 * BW_BEAT_SAMPLES in published mode, of BW_SAME_DAY_SAMPLES and only fasting ones in default mode.
 * @n: (out). Returns: (nullable) (transfer none) */
const float *bw_comparator_model_get_references (const BwComparatorModel *self,
                                                 BwLabel                  label,
                                                 guint                   *n);

/* Default mode: the mean fasting beat of the training days, of BW_SAME_DAY_SAMPLES, for a day
 * that has none. Returns: (nullable) (transfer none) */
const float *bw_comparator_model_get_fasting_mean (const BwComparatorModel *self);

/* The first and the last of what it was trained on; 0 where that is not known. */
void bw_comparator_model_get_span (const BwComparatorModel *self,
                                   gint64                  *from_ms,
                                   gint64                  *to_ms);

/* With its weights. Errors: %BW_ERROR_FORMAT */
BwComparatorModel *bw_comparator_model_from_row (const BwModelRow  *row,
                                                 GError           **error);

/**
 * bw_comparator_model_from_weights:
 * @bytes: a safetensors file that bw_comparator_model_export() wrote, or the state_dict of one of
 *   the published nets (then in published mode)
 *
 * The bytes are not trusted. Errors: %BW_ERROR_FORMAT.
 *
 * Returns: (transfer full): it mostly has no references
 */
BwComparatorModel *bw_comparator_model_from_weights (GBytes  *bytes,
                                                     GError **error);

/* For the library: kind "comparator-" and the mode, all texts, weights with the reference beats.
 * Returns: (transfer full): not stored */
BwModelRow *bw_comparator_model_to_row (const BwComparatorModel *self);

/* For a file: the tensors of the rule that is used, under PyTorch's names and nothing else
 * (logistic.weight and logistic.bias for the logistic rule); the configuration as metadata.
 * Returns: (transfer full) */
GBytes *bw_comparator_model_export (const BwComparatorModel *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwComparatorModel, bw_comparator_model_unref)

G_END_DECLS
