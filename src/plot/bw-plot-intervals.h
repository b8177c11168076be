/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

#define BW_PLOT_INTERVALS_FIGURES 3

/* A value with its interval. Strings are borrowed. */
typedef struct
{
  const char *name;
  const char *detail;          /* (nullable): dimmer, below the name */
  gboolean known;              /* else a row without a mark */
  double value, low, high;     /* what lies beyond the axis is told by an arrow at its end */
  const char *figures[BW_PLOT_INTERVALS_FIGURES]; /* (nullable): in columns; the middle one stands out:
                                                   * "168 of 173", "97 %", "93 – 99 %" */
  gboolean is_used;            /* filled mark and heavier line; others are rings */
} BwPlotIntervalsRow;

typedef struct
{
  double value;
  const char *label;           /* (nullable) */
} BwPlotIntervalsTick;

typedef struct
{
  const BwPlotIntervalsRow *rows;
  guint n_rows;
  double low, high;            /* of the axis */
  const BwPlotIntervalsTick *ticks; /* grid lines; that at 0 is solid */
  guint n_ticks;
  const char *titles[BW_PLOT_INTERVALS_FIGURES]; /* (nullable): of the figures, where these have columns */
  gboolean has_reference;      /* a line to be compared with */
  double reference;
  const char *reference_label; /* (nullable) */
  int cursor;                  /* the row under the pointer or keyboard, −1: none */
} BwPlotIntervals;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  BwPlotRect plot;             /* all rows, from the axis' left to its right end */
  BwPlotScale value;
  double row_height;
  double figure_right[BW_PLOT_INTERVALS_FIGURES];
  gboolean stacked;            /* narrow: words and figures in two lines over the bar */
} BwPlotIntervalsLayout;

void bw_plot_intervals_layout (BwPlotIntervalsLayout      *layout,
                               const BwPlotIntervals      *self,
                               const BwPlotRect           *area,
                               const PangoFontDescription *font);

/* What the chart needs in height at a width. */
double bw_plot_intervals_height (const BwPlotIntervals      *self,
                                 double                      width,
                                 const PangoFontDescription *font);

/**
 * bw_plot_intervals_paint:
 * @area: all the chart may use, as high as bw_plot_intervals_height() says
 *
 * Paints a row for each: its name, the value as a mark with its interval on the common axis, and the
 * figures in columns. The background is left as it is.
 */
void bw_plot_intervals_paint (cairo_t                    *cr,
                              const BwPlotRect           *area,
                              const BwPlotIntervals      *self,
                              const BwPlotPalette        *palette,
                              const PangoFontDescription *font);

G_END_DECLS
