/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-tachogram.h"

G_BEGIN_DECLS

/* A whole rhythm in one strip, with a frame around the part that is looked at closely. Times are
 * milliseconds since the first beat. */
typedef struct
{
  BwPlotTachogramLine corrected;
  const BwPlotTachogramMark *marks;
  guint n_marks;                   /* by time */
  const BwPlotTachogramGap *gaps;
  guint n_gaps;
  double length_ms;                /* of all, from the first beat to the last */
  double device_scale;             /* pixels a unit; 0 on paper */

  double from_ms, to_ms;           /* framed; nothing where it is empty */
  gboolean has_selection;
  double selection_from_ms, selection_to_ms;
} BwPlotTachogramOverview;

double bw_plot_tachogram_overview_ms_to_x (const BwPlotTachogramOverview *self,
                                           const BwPlotRect              *area,
                                           double                         time_ms);
double bw_plot_tachogram_overview_x_to_ms (const BwPlotTachogramOverview *self,
                                           const BwPlotRect              *area,
                                           double                         x);

/**
 * bw_plot_tachogram_overview_paint:
 *
 * Paints the corrected intervals, gaps hatched, a tick at the top for each column with a marked beat,
 * the selection, and the frame over it.
 */
void bw_plot_tachogram_overview_paint (cairo_t                       *cr,
                                       const BwPlotRect              *area,
                                       const BwPlotTachogramOverview *self,
                                       const BwPlotPalette           *palette);

G_END_DECLS
