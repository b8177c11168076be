/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_WEIGHTS_DIALOG (bw_weights_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwWeightsDialog, bw_weights_dialog, BW, WEIGHTS_DIALOG, AdwWindow)

/* The weights that were saved. */
typedef void (*BwWeightsChosen) (const BwScoreWeights *weights,
                                 gpointer              user_data);

/**
 * bw_weights_dialog_new:
 * @parent: (nullable): the window it is modal for
 * @forecast: nothing of it is kept
 *
 * Asks what each term of the score counts, and shows while one tries what the score now would be.
 */
BwWeightsDialog *bw_weights_dialog_new (GtkWindow        *parent,
                                        const BwForecast *forecast);

void bw_weights_dialog_set_callback (BwWeightsDialog *self,
                                     BwWeightsChosen  chosen,
                                     gpointer         user_data,
                                     GDestroyNotify   free_data);

G_END_DECLS
