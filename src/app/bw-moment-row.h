/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_MOMENT_ROW (bw_moment_row_get_type ())
G_DECLARE_FINAL_TYPE (BwMomentRow, bw_moment_row, BW, MOMENT_ROW, AdwActionRow)

/**
 * BwMomentRow:
 *
 * A row that asks for a date, from a calendar, and a time of day, to the minute, in one zone.
 *
 * Signals:
 *  - `changed`: what is chosen, or whether it is a time at all
 */

/* Shows @time_ms as it is in @zone. */
void bw_moment_row_set (BwMomentRow *self,
                        gint64       time_ms,
                        GTimeZone   *zone);

/* What is chosen, UTC milliseconds: exactly what was set where nobody changed it. */
gint64 bw_moment_row_get (BwMomentRow *self);

/* Whether a time of day stands there. */
gboolean bw_moment_row_is_valid (BwMomentRow *self);

/* Time below date, so that beside them there is room for the title. */
void bw_moment_row_set_narrow (BwMomentRow *self,
                               gboolean     narrow);

/* Marks a time that makes no sense together with another. */
void bw_moment_row_set_wrong (BwMomentRow *self,
                              gboolean     wrong);

G_END_DECLS
