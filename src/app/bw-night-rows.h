/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Fills @list with what is said of the next night, in place of what it held: what is expected against
 * what is usual, its score, and how such forecasts did; or why it is not known. */
void bw_night_rows_fill (GtkListBox       *list,
                         const BwForecast *forecast,
                         GTimeZone        *zone);

G_END_DECLS
