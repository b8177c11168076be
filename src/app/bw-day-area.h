/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-day-split.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_DAY_AREA (bw_day_area_get_type ())
G_DECLARE_FINAL_TYPE (BwDayArea, bw_day_area, BW, DAY_AREA, GtkWidget)

/**
 * BwDayArea:
 *
 * One part of a #BwDaySplitView: what it is for, how many recordings it has, and its days side by
 * side; they scroll sideways where there are many. Columns can be dropped on it.
 *
 * Signals: `dropped (self, column)`: a #BwDayColumn, that stays where it is
 */
GtkWidget *bw_day_area_new (BwDayRole role);

/* @column stands behind @before, or first where that is %NULL; it is taken from where it was. */
void bw_day_area_put (BwDayArea *self,
                      GtkWidget *column,
                      GtkWidget *before);
gboolean bw_day_area_has (BwDayArea *self,
                          GtkWidget *column);

/* What its days hold together. */
void bw_day_area_set_counts (BwDayArea *self,
                             guint      n_days,
                             guint      n_fasting,
                             guint      n_glucose);

G_END_DECLS
