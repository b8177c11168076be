/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwDaysStep:
 *
 * The first step of the Glucose page: the labelled days, those to learn from and those set aside. A day
 * that is moved is kept in the library at once, and can be moved back by the toast that tells of it.
 *
 * Properties: `narrow`.
 *
 * Actions: days.suggest.
 */
#define BW_TYPE_DAYS_STEP (bw_days_step_get_type ())
G_DECLARE_FINAL_TYPE (BwDaysStep, bw_days_step, BW, DAYS_STEP, AdwBin)

/* Once: whose days they are. */
void bw_days_step_set_session (BwDaysStep *self,
                               BwSession  *session);

G_END_DECLS
