/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/* How many intervals have each length. Arrays and strings are borrowed. */
typedef struct
{
  const guint *counts;         /* (array length=n) */
  guint n;
  double first_ms, bin_ms;     /* where the first bin begins, and how wide one is */
  gboolean has_triangle;       /* of TINN: the four below */
  double foot_ms, peak_ms, other_foot_ms;
  double peak_count;
  const char *words;           /* (nullable): "TINN 312 ms": in the legend */
  int cursor;                  /* a bin, or −1 */
  const char *cursor_text;     /* (nullable): the read-out */
} BwPlotHistogram;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  BwPlotRect plot;
  BwPlotScale interval;        /* ms */
  BwPlotScale count;
} BwPlotHistogramLayout;

void bw_plot_histogram_layout (BwPlotHistogramLayout      *layout,
                               const BwPlotHistogram      *self,
                               const BwPlotRect           *area,
                               const PangoFontDescription *font);

/* The bin at a place; −1 none. */
int bw_plot_histogram_find (const BwPlotHistogram       *self,
                            const BwPlotHistogramLayout *layout,
                            double                       x);

/* Paints bars, and over them the triangle whose base is TINN. The background is left as it is. */
void bw_plot_histogram_paint (cairo_t                    *cr,
                              const BwPlotRect           *area,
                              const BwPlotHistogram      *self,
                              const BwPlotPalette        *palette,
                              const PangoFontDescription *font);

G_END_DECLS
