/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-outlook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A row of what pushed the score, the @index-th of the forecast: its name and word, a bar on a scale of
 * ±@most points, and the points. Activated, it explains them (cards.explain). */
GtkWidget *bw_push_row_new (const BwPush *push,
                            double        most,
                            guint         index);

G_END_DECLS
