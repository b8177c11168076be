/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwWorthStep:
 *
 * The third step of the Glucose page: what the model in use is worth. Days set aside, or each day by
 * models that had not seen it; a verdict in words, plain rivals, days, and the recordings that were
 * wrong.
 *
 * Properties: `narrow`.
 *
 * Actions: worth.evaluate, worth.leave-one-day-out. Needs win.show-recording (x) about it.
 */
#define BW_TYPE_WORTH_STEP (bw_worth_step_get_type ())
G_DECLARE_FINAL_TYPE (BwWorthStep, bw_worth_step, BW, WORTH_STEP, AdwBin)

/* Once: whose model it is. */
void bw_worth_step_set_session (BwWorthStep *self,
                                BwSession   *session);

/* "none" without a model, "empty" where it was not judged yet, "evaluating", "judged" */
const char *bw_worth_step_get_state (BwWorthStep *self);

G_END_DECLS
