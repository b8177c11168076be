/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwSpinner:
 *
 * A spinner that turns while it can be seen. A #GtkSpinner turns also on a page of a stack that is
 * not shown, and then has the window laid out and drawn anew for each frame of the screen, for as
 * long as it lives. (AdwSpinner, from libadwaita 1.6 on, turns only while seen as well.)
 */
#define BW_TYPE_SPINNER (bw_spinner_get_type ())
G_DECLARE_FINAL_TYPE (BwSpinner, bw_spinner, BW, SPINNER, AdwBin)

G_END_DECLS
