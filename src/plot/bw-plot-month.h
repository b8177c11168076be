/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-text.h"
#include "plot/bw-plot-types.h"

G_BEGIN_DECLS

/* A day of the calendar. */
typedef struct
{
  const char *label;           /* (nullable): its value, in words: "43" */
  const char *detail;          /* (nullable): smaller: "5 readings" */
  gboolean has_value;
  double value;
  gboolean has_normal;         /* what is usual, on the same scale */
  double normal_low, normal_high;
  gboolean noted;              /* a person wrote something about it */
} BwPlotMonthDay;

/* A month as a calendar, a row a week. Each day has its value in words and as a dot between the least
 * and the most of the month, over the range that is usual; a shape tells which is outside of that. All
 * is borrowed. */
typedef struct
{
  const char *weekdays[7];     /* heads, from the first of a week on */
  guint first;                 /* under which of them the first day stands, 0 … 6 */
  const BwPlotMonthDay *days;
  guint n_days;                /* ≤ 31 */
  double low, high;            /* of the scale */
} BwPlotMonth;

/* What the calendar needs in height. */
double bw_plot_month_height (const BwPlotMonth          *self,
                             const PangoFontDescription *font);

/* Where day @day (from 0) stands. */
void bw_plot_month_get_day (const BwPlotMonth          *self,
                            const BwPlotRect           *area,
                            const PangoFontDescription *font,
                            guint                       day,
                            BwPlotRect                 *rect);

/* −1 where the value is below what is usual, 1 above, 0 within or unknown. */
int bw_plot_month_day_get_side (const BwPlotMonthDay *day);

/**
 * bw_plot_month_paint:
 * @area: all the calendar may use; from bw_plot_month_height() on it fills its height
 */
void bw_plot_month_paint (cairo_t                    *cr,
                          const BwPlotRect           *area,
                          const BwPlotMonth          *self,
                          const BwPlotPalette        *palette,
                          const PangoFontDescription *font);

G_END_DECLS
