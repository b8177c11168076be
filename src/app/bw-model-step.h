/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwModelStep:
 *
 * The second step of the Glucose page: how a model is to be trained, its training as it goes, and the
 * models there are.
 *
 * Actions: models.train, and those of #BwModelList.
 */
#define BW_TYPE_MODEL_STEP (bw_model_step_get_type ())
G_DECLARE_FINAL_TYPE (BwModelStep, bw_model_step, BW, MODEL_STEP, AdwBin)

/* Once: whose models they are. */
void bw_model_step_set_session (BwModelStep *self,
                                BwSession   *session);

/* Training the forecast and such: each is handed on. */
void bw_model_step_take_job (BwModelStep *self,
                             BwJob       *job);

/* "idle", "training" */
const char *bw_model_step_get_state (BwModelStep *self);

G_END_DECLS
