/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-predictions.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwEcgPredictionBar:
 *
 * What the model in use predicts of one recording, what that rests on and what is to be kept in mind,
 * with a way to the Glucose page. It is not there where there is nothing to tell.
 */
#define BW_TYPE_ECG_PREDICTION_BAR (bw_ecg_prediction_bar_get_type ())
G_DECLARE_FINAL_TYPE (BwEcgPredictionBar, bw_ecg_prediction_bar, BW, ECG_PREDICTION_BAR, AdwBin)

/* @row: (nullable): nothing is known
 * @label: of the recording */
void bw_ecg_prediction_bar_show (BwEcgPredictionBar    *self,
                                 const BwPredictionRow *row,
                                 BwLabel                label);

G_END_DECLS
