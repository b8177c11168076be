/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-day-split.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_DAY_SPLIT_VIEW (bw_day_split_view_get_type ())
G_DECLARE_FINAL_TYPE (BwDaySplitView, bw_day_split_view, BW, DAY_SPLIT_VIEW, GtkWidget)

/**
 * BwDaySplitView:
 *
 * Which days a rule learns from, is watched by and is judged by: an area for each, and one for days
 * left out, with the days as columns of dots. A day is dragged into another area, or moved by its
 * menu (right click, long press, Enter, Shift+F10) or by keys: ← → Home End go from day to day,
 * Ctrl+← and Ctrl+→ move the day to the area before or after, T, V, E and U to training, validation,
 * test and out. Insensitive, it only shows.
 *
 * Properties: `narrow`: areas stand below each other.
 * Signals: `changed (self)`: a person moved a day; bw_day_split_view_get_split() has it.
 */
GtkWidget *bw_day_split_view_new (void);

/* Copies it; %NULL for none. Emits nothing. */
void bw_day_split_view_set_split (BwDaySplitView   *self,
                                  const BwDaySplit *split);

/* Returns: (transfer none) (nullable): as it is now */
const BwDaySplit *bw_day_split_view_get_split (BwDaySplitView *self);

G_END_DECLS
