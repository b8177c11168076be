/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-summary.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The measures a forecast can run on, each with how many readings the library has of it, for
 * win.set-measure; what is chosen is marked. Returns: (transfer full) */
GMenuModel *bw_measure_menu_new (const BwSummary *summary);

G_END_DECLS
