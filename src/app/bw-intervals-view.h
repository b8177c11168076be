/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-chart.h"
#include "plot/bw-plot-intervals.h"

G_BEGIN_DECLS

/* A row as it is shown, as it is spoken, and as it stands in the table. */
typedef struct
{
  BwPlotIntervalsRow row;
  const char *spoken;          /* a sentence without a full stop */
  const char *cells;           /* of the table, with tabs between */
} BwIntervalsViewRow;

#define BW_TYPE_INTERVALS_VIEW (bw_intervals_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (BwIntervalsView, bw_intervals_view, BW, INTERVALS_VIEW, BwChart)

struct _BwIntervalsViewClass
{
  BwChartClass parent_class;
};

/**
 * BwIntervalsView:
 *
 * Values with their intervals and figures, a row each, on one axis. Pointer or ↑ ↓, Home and End move
 * from row to row and have it read out, Esc lets go. As high as its rows; below 600 pixels words stand
 * over the bars.
 */

/* @title: what the rows are, for screen readers and as the name of a saved picture: "Right by rule" */
void bw_intervals_view_set_title (BwIntervalsView *self,
                                  const char      *title);

/* @headings: of the table, with tabs between */
void bw_intervals_view_set_headings (BwIntervalsView *self,
                                     const char      *headings);

/* Of the columns of figures, each (nullable); shown where there is room for columns. */
void bw_intervals_view_set_titles (BwIntervalsView   *self,
                                   const char *const  titles[BW_PLOT_INTERVALS_FIGURES]);

/* Copies the ticks. Without an axis nothing is shown. */
void bw_intervals_view_set_axis (BwIntervalsView           *self,
                                 double                     low,
                                 double                     high,
                                 const BwPlotIntervalsTick *ticks,
                                 guint                      n_ticks);

/* Copies them; 0 rows for none. */
void bw_intervals_view_set_rows (BwIntervalsView          *self,
                                 const BwIntervalsViewRow *rows,
                                 guint                     n_rows);

/* @label: (nullable): over an upright line at @value; %NULL takes it away */
void bw_intervals_view_set_reference (BwIntervalsView *self,
                                      double           value,
                                      const char      *label);

/* The row at the cursor in words, or %NULL where there is none. */
const char *bw_intervals_view_get_read_out (BwIntervalsView *self);

G_END_DECLS
