/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-day-split.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_DAY_COLUMN (bw_day_column_get_type ())
G_DECLARE_FINAL_TYPE (BwDayColumn, bw_day_column, BW, DAY_COLUMN, GtkWidget)

/**
 * BwDayColumn:
 *
 * One day of a #BwDaySplitView: a dot for each recording in its class, how many these are, the date.
 * It can have the focus and be dragged: what is dragged is the widget itself, as a value of its type.
 *
 * Properties: `dragged` (read-only): on its way
 */
GtkWidget *bw_day_column_new (void);

/* @most: the largest number of either class on any day that stands beside it; @with_year: the year
 * too, where days are of several */
void bw_day_column_set_day (BwDayColumn *self,
                            const BwDay *day,
                            guint        most,
                            gboolean     with_year);
guint32 bw_day_column_get_day (BwDayColumn *self);
gboolean bw_day_column_is_dragged (BwDayColumn *self);

/* "21 Sep 2023" of 20230921, in the user's language. Returns: (transfer full) */
char *bw_day_column_format_day (guint32 day);

/* "8 fasting, 12 after glucose": what of these there is. Returns: (transfer full) */
char *bw_day_column_format_counts (guint n_fasting,
                                   guint n_glucose,
                                   guint n_unlabelled);

G_END_DECLS
