/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwAnswersGroup:
 *
 * What the model in use says of the library's recordings, counted, with ways to those that are worth a
 * look. The model is asked of itself; what it has not been asked, it can be asked here.
 *
 * Actions: worth.predict. Needs win.show-recordings (s) about it.
 */
#define BW_TYPE_ANSWERS_GROUP (bw_answers_group_get_type ())
G_DECLARE_FINAL_TYPE (BwAnswersGroup, bw_answers_group, BW, ANSWERS_GROUP, AdwBin)

/* Once: whose recordings they are. */
void bw_answers_group_set_session (BwAnswersGroup *self,
                                   BwSession      *session);

G_END_DECLS
