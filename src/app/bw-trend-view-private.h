/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-trend-view.h"

G_BEGIN_DECLS

struct _BwTrendView
{
  BwChart parent_instance;

  /* Owned. */
  BwTrend *trend;           /* (nullable) */
  GPtrArray *notes;         /* (nullable) (element-type BwAnnotation) */
  BwTrendFigure *figure;    /* (nullable): with the trend */
  char *read_out;           /* (nullable): at the cursor */

  BwTrendFigureKind kind;
  guint n_days;             /* 0: all */
  int cursor;               /* of all days, or −1 */
  int reading;              /* of all readings: one of that day, or −1 */
  int selected;             /* of all readings: the one that is shown elsewhere, or −1 */
  gint64 selected_id;       /* of the library; 0: none */
  gint64 menu_ms;           /* where a note of the context menu is to stand */
};

/* Returns: whether there is anything to draw. @first_reading: (out) (optional) */
gboolean bw_trend_view_get_plot (BwTrendView *self,
                                 BwPlotTrend *plot,
                                 guint       *first_reading);

/* Days in all, and the one a reading is of. */
int bw_trend_view_get_n (BwTrendView *self);
int bw_trend_view_find_day (BwTrendView *self,
                            int          reading);

/* @reading: −1 for the day as a whole */
void bw_trend_view_set_cursor (BwTrendView *self,
                               int          cursor,
                               int          reading);

/* Whether the reading at the cursor has beats to be looked at; and tells that it was opened.
 * Returns: whether it could be */
gboolean bw_trend_view_can_activate (BwTrendView *self);
gboolean bw_trend_view_activate (BwTrendView *self);

/* bw-trend-view-pointer.c */
void bw_trend_view_class_bind_pointer (BwTrendViewClass *klass);

G_END_DECLS
