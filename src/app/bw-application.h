/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-unattended.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_APPLICATION (bw_application_get_type ())
G_DECLARE_FINAL_TYPE (BwApplication, bw_application, BW, APPLICATION, AdwApplication)

/* The program. `beatwise FILE…` opens a library (*.beatwise) or imports anything else; `--background`
 * starts it without a window, `--quit` ends the one that runs.
 *
 * Actions: app.quit, app.stay (without a window); from notifications app.show-hour (library, ms),
 * app.show-page (library, name of the page) and app.hush (library: no alerts any more today). */
BwApplication *bw_application_new (void);

/* What it does of itself. Returns: (nullable): %NULL before the startup */
BwUnattended *bw_application_get_unattended (BwApplication *self);

G_END_DECLS
