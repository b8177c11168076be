/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-summary.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The measures a forecast can run on, those that the library has readings of, each with how many, for
 * win.set-measure; what is chosen is marked. Returns: (transfer full) */
GMenuModel *bw_measure_menu_new (const BwSummary *summary);

/* Whether a measure is chosen that has no readings, where another one has. */
gboolean bw_measure_menu_is_stuck (const BwSummary *summary);

G_END_DECLS
