/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"
#include "plot/bw-plot-time.h"
#include "plot/bw-plot-types.h"

G_BEGIN_DECLS

/* Shares over time beside the share that was promised. Arrays are ascending in time and borrowed. */
typedef struct
{
  GTimeZone *zone;
  gint64 from_ms, to_ms;
  const BwPlotPoint *points;   /* shares, 0 … 1; further apart than @gap_ms there is no line */
  guint n_points;
  gint64 gap_ms;
  double promised;             /* 0 … 1 */
  const char *promised_label;  /* at its line */
  int cursor;                  /* a point, or −1 */
  const char *cursor_text;     /* (nullable): the read-out beside the cursor */
} BwPlotCoverage;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  BwPlotRect plot;
  BwPlotTimeScale time;
  BwPlotScale share;           /* from where there is room for all points, to 1 */
} BwPlotCoverageLayout;

void bw_plot_coverage_layout (BwPlotCoverageLayout       *layout,
                              const BwPlotCoverage       *self,
                              const BwPlotRect           *area,
                              const PangoFontDescription *font);

/* The point nearest to the horizontal position @x; −1 where there is none. */
int bw_plot_coverage_find_point (const BwPlotCoverage       *self,
                                 const BwPlotCoverageLayout *layout,
                                 double                      x);

/**
 * bw_plot_coverage_paint:
 * @area: all the chart may use, axes included
 *
 * The background is left as it is.
 */
void bw_plot_coverage_paint (cairo_t                    *cr,
                             const BwPlotRect           *area,
                             const BwPlotCoverage       *self,
                             const BwPlotPalette        *palette,
                             const PangoFontDescription *font);

G_END_DECLS
