/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-outlook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A row of what pushed the score: its name and word, a bar on a scale of ±@most points, the points,
 * and a button that explains them. */
GtkWidget *bw_push_row_new (const BwPush *push,
                            double        most);

G_END_DECLS
