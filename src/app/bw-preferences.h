/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Preferences of the program (which hours are marked, what it does of itself) and of the open library
 * (measure, model, zone, what is told of its forecast). */
#define BW_TYPE_PREFERENCES (bw_preferences_get_type ())
G_DECLARE_FINAL_TYPE (BwPreferences, bw_preferences, BW, PREFERENCES, AdwWindow)

GtkWidget *bw_preferences_new (GtkWindow *parent,
                               BwSession *session,
                               GSettings *settings);

G_END_DECLS
