/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-unattended.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the program does of itself, in the preferences: the watched folder, and whether it starts with
 * the session. */
#define BW_TYPE_BACKGROUND_GROUP (bw_background_group_get_type ())
G_DECLARE_FINAL_TYPE (BwBackgroundGroup, bw_background_group, BW, BACKGROUND_GROUP,
                      AdwPreferencesGroup)

/* Once. @unattended: (nullable): whose news to show */
void bw_background_group_set_up (BwBackgroundGroup *self,
                                 GSettings         *settings,
                                 BwUnattended      *unattended);

G_END_DECLS
