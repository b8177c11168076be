/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-rhythm-shelf.h"

G_BEGIN_DECLS

/**
 * BwRhythmDay:
 *
 * A day in the calendar of the Rhythm page: its number, how many readings it has, and a dot whose
 * height tells the mean of their RMSSD.
 */
#define BW_TYPE_RHYTHM_DAY (bw_rhythm_day_get_type ())
G_DECLARE_FINAL_TYPE (BwRhythmDay, bw_rhythm_day, BW, RHYTHM_DAY, GtkButton)

GtkWidget *bw_rhythm_day_new (void);

/* @height: of the dot, from 0 (lowest) to 1; negative for no dot
 * @in_month: it is of the month that is shown */
void bw_rhythm_day_set (BwRhythmDay          *self,
                        gint64                day,
                        const BwRhythmDaySum *sum,
                        double                height,
                        gboolean              in_month);
gint64 bw_rhythm_day_get_day (BwRhythmDay *self);

/* @picked: the list shows this day alone. @current: it is the day of what is looked at */
void bw_rhythm_day_mark (BwRhythmDay *self,
                         gboolean     picked,
                         gboolean     current);

G_END_DECLS
