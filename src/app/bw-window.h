/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-application.h"

G_BEGIN_DECLS

/**
 * BwWindow:
 *
 * The one window: a welcome page while the library is empty, else the pages behind a switcher.
 * Its property `narrow` (below 600 px) is for pages to bind to.
 */
#define BW_TYPE_WINDOW (bw_window_get_type ())
G_DECLARE_FINAL_TYPE (BwWindow, bw_window, BW, WINDOW, AdwApplicationWindow)

BwWindow *bw_window_new (BwApplication *application);

gboolean bw_window_get_narrow (BwWindow *self);

G_END_DECLS
