/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/* How many of n were right, with its interval. Strings are borrowed. */
typedef struct
{
  const char *name;
  const char *detail;          /* (nullable): dimmer, below the name */
  guint n, correct;            /* n 0: a row without mark */
  double low, high;            /* 0 … 1: the 95 % interval */
  gboolean is_used;            /* filled mark and heavier line; others are rings */
} BwPlotProportionsRow;

typedef struct
{
  const BwPlotProportionsRow *rows;
  guint n_rows;
  gboolean has_reference;      /* a line to be compared with: what guessing gives */
  double reference;            /* 0 … 1 */
  const char *reference_label; /* (nullable) */
  int cursor;                  /* the row under the pointer or keyboard, −1: none */
} BwPlotProportions;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  BwPlotRect plot;             /* all rows, from the axis' left to its right end */
  BwPlotScale value;           /* 0 … 1 */
  double row_height;
  double count_right;          /* right edges of the figures: "168 of 173" */
  double percent_right;        /* "97 %" */
  double interval_right;       /* "93 – 99 %" */
  gboolean stacked;            /* narrow: words and figures in two lines over the bar */
} BwPlotProportionsLayout;

void bw_plot_proportions_layout (BwPlotProportionsLayout    *layout,
                                 const BwPlotProportions    *self,
                                 const BwPlotRect           *area,
                                 const PangoFontDescription *font);

/* What the chart needs in height at a width. */
double bw_plot_proportions_height (const BwPlotProportions    *self,
                                   double                      width,
                                   const PangoFontDescription *font);

/**
 * bw_plot_proportions_paint:
 * @area: all the chart may use, as high as bw_plot_proportions_height() says
 *
 * Paints a row for each: its name, the share of right ones as a mark with its interval on an axis
 * from 0 to 100 %, and the figures in columns. The background is left as it is.
 */
void bw_plot_proportions_paint (cairo_t                    *cr,
                                const BwPlotRect           *area,
                                const BwPlotProportions    *self,
                                const BwPlotPalette        *palette,
                                const PangoFontDescription *font);

G_END_DECLS
