/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The rules by which a library's forecast is told of, in the preferences. What is changed is kept a
 * moment later, or when the group goes. */
#define BW_TYPE_ALERTS_GROUP (bw_alerts_group_get_type ())
G_DECLARE_FINAL_TYPE (BwAlertsGroup, bw_alerts_group, BW, ALERTS_GROUP, AdwPreferencesGroup)

/* Once. Until the session knows the rules, nothing can be changed. */
void bw_alerts_group_set_session (BwAlertsGroup *self,
                                  BwSession     *session);

G_END_DECLS
