/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/* Another set of pairs to be compared with. */
typedef struct
{
  const double *first_ms;      /* (array length=n): finite */
  const double *next_ms;       /* (array length=n) */
  guint n;
  gboolean has_ellipse;        /* the three below */
  double middle_ms, sd1_ms, sd2_ms;
  const char *name;            /* (nullable): in the legend */
} BwPlotPoincareSet;

/* Each interval against the next. Arrays and strings are borrowed. */
typedef struct
{
  const double *first_ms;      /* (array length=n): finite */
  const double *next_ms;       /* (array length=n) */
  guint n;
  double cell_ms;              /* 0: a dot a pair; else squares of this side, coloured by how many pairs
                                * they hold */
  gboolean has_ellipse;        /* the four below */
  double middle_ms;            /* mean NN: where its axes cross */
  double sd1_ms, sd2_ms;       /* half its axes, across and along the line of equal intervals */
  const char *words;           /* (nullable): "SD1 24 ms · SD2 62 ms", above the plot */
  const BwPlotPoincareSet *other; /* (nullable): rings and a dashed ellipse; both sets then have a colour
                                   * of their own, and no cells */
  int cursor;                  /* a pair, or −1 */
  const char *cursor_text;     /* (nullable): the read-out */
} BwPlotPoincare;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  BwPlotRect plot;             /* square */
  BwPlotScale first, next;     /* the same milliseconds on both */
} BwPlotPoincareLayout;

void bw_plot_poincare_layout (BwPlotPoincareLayout       *layout,
                              const BwPlotPoincare       *self,
                              const BwPlotRect           *area,
                              const PangoFontDescription *font);

/* The pair nearest to a point within @reach of it; −1 none. */
int bw_plot_poincare_find (const BwPlotPoincare       *self,
                           const BwPlotPoincareLayout *layout,
                           double                      x,
                           double                      y,
                           double                      reach);

/**
 * bw_plot_poincare_paint:
 *
 * Paints pairs, the line of equal intervals (dashed), and the ellipse of SD1 and SD2 with its axes,
 * named where there is one. The background is left as it is.
 */
void bw_plot_poincare_paint (cairo_t                    *cr,
                             const BwPlotRect           *area,
                             const BwPlotPoincare       *self,
                             const BwPlotPalette        *palette,
                             const PangoFontDescription *font);

G_END_DECLS
