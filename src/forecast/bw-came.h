/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast.h"

G_BEGIN_DECLS

/* A reading that came in one of the hours of a forecast. */
typedef struct
{
  gint64 time_ms;
  double value_ms;
  guint hour;            /* index into the forecast's hours */
  gboolean inside;       /* of that hour's 80 % band, which is one for readings */
} BwCame;

/**
 * bw_came_read:
 *
 * The readings of the forecast's measure that the library holds for its hours, ascending; none where
 * they have not come yet.
 *
 * Returns: (transfer full) (element-type BwCame): %NULL with @error
 */
GArray *bw_came_read (BwLibrary         *library,
                      const BwForecast  *forecast,
                      GError           **error);

/* How many of them lay inside. */
guint bw_came_count_inside (GArray *came);

G_END_DECLS
