/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/* A straight line through the logarithms of the points between two box lengths. */
typedef struct
{
  double from_n, to_n;         /* box lengths, beats */
  double alpha;                /* its slope */
  double intercept;            /* log10 F = intercept + alpha log10 n */
  const char *words;           /* (nullable): "α1 1.12": in the legend */
} BwPlotDfaLine;

/* Detrended fluctuation analysis: how much a walk along the intervals strays, by the length of the
 * boxes it is looked at in. Arrays and strings are borrowed. */
typedef struct
{
  const double *boxes;         /* (array length=n): beats, ascending, > 0 */
  const double *fluctuation_ms;/* (array length=n): one that is not above 0 is passed over */
  guint n;
  BwPlotDfaLine lines[2];
  guint n_lines;
  int cursor;                  /* a box length, or −1 */
  const char *cursor_text;     /* (nullable): the read-out */
} BwPlotDfa;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  BwPlotRect plot;
  BwPlotScale box, fluctuation; /* logarithms to the base of 10 */
} BwPlotDfaLayout;

void bw_plot_dfa_layout (BwPlotDfaLayout            *layout,
                         const BwPlotDfa            *self,
                         const BwPlotRect           *area,
                         const PangoFontDescription *font);

/* The point nearest to a place from left to right; −1 where there is none. */
int bw_plot_dfa_find (const BwPlotDfa       *self,
                      const BwPlotDfaLayout *layout,
                      double                 x);

/* Paints the points, full where a line was laid through them and hollow elsewhere, and the lines: the
 * first solid, the second dashed. The background is left as it is. */
void bw_plot_dfa_paint (cairo_t                    *cr,
                        const BwPlotRect           *area,
                        const BwPlotDfa            *self,
                        const BwPlotPalette        *palette,
                        const PangoFontDescription *font);

G_END_DECLS
