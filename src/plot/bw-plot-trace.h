/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-min-max.h"
#include "plot/bw-plot-palette.h"

G_BEGIN_DECLS

/* Samples at equal distances as a line. */
typedef struct
{
  const double *samples;       /* (array length=n); one that is not finite breaks the line */
  guint n;
  const BwPlotMinMax *min_max; /* (nullable): of the same samples */
  double x0, step;             /* where sample 0 lies, and the distance to the next, > 0 */
  double y0, scale;            /* a value v lies at y0 + v · scale */
  double left, right;          /* what can be seen */
  double column;               /* width of a column of pixels, > 0 */
  double tolerance;            /* how far a sample may lie above or below the line; 0: each is on it */
  double line_width;
} BwPlotTrace;

/**
 * bw_plot_trace_paint:
 *
 * Straight lines from sample to sample while there are two a column or fewer, less those samples
 * without which the line is as good (see tolerance); beyond, the area between the least and the
 * greatest of each column. Columns are counted from sample 0, so that the line keeps its shape while
 * it is moved about.
 */
void bw_plot_trace_paint (cairo_t           *cr,
                          const BwPlotTrace *self,
                          const BwPlotColor *color);

/* The least and the greatest value between @left and @right, samples at the borders included.
 * Returns: whether there is any */
gboolean bw_plot_trace_get_range (const BwPlotTrace *self,
                                  double             left,
                                  double             right,
                                  double            *low,
                                  double            *high);

G_END_DECLS
