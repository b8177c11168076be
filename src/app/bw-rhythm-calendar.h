/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-rhythm-shelf.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwRhythmCalendar:
 *
 * A month of days with their readings, above the list of the Rhythm page. Tab stops at one day; arrows
 * move from day to day, Page Up and Page Down by a month, Home and End to the first and last day of the
 * month; Enter picks a day, for the list to show it alone, and once more lets go of it.
 *
 * Signals:
 *  - `day-picked` (gint64): a day, or %BW_RHYTHM_NO_DAY
 */
#define BW_TYPE_RHYTHM_CALENDAR (bw_rhythm_calendar_get_type ())
G_DECLARE_FINAL_TYPE (BwRhythmCalendar, bw_rhythm_calendar, BW, RHYTHM_CALENDAR, AdwBin)

/* Once: whose days are shown. */
void bw_rhythm_calendar_set_shelf (BwRhythmCalendar *self,
                                   BwRhythmShelf    *shelf);

G_END_DECLS
