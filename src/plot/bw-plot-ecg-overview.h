/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-ecg.h"

G_BEGIN_DECLS

/* A whole recording in one line. All arrays are ascending in time and borrowed. */
typedef struct
{
  const double *samples_uv;    /* (array length=n) */
  guint n;
  double rate_hz;              /* > 0 */
  const BwPlotMinMax *min_max; /* (nullable): of the same samples */
  double device_scale;         /* as of a BwPlotEcg */

  const guint32 *peaks;        /* (array length=n_peaks): samples */
  guint n_peaks;
  const BwPlotEcgStretch *stretches;
  guint n_stretches;

  double from_s, to_s;         /* what is looked at closely: framed; nothing where it is empty */
} BwPlotEcgOverview;

double bw_plot_ecg_overview_s_to_x (const BwPlotEcgOverview *self,
                                    const BwPlotRect        *area,
                                    double                   s);
double bw_plot_ecg_overview_x_to_s (const BwPlotEcgOverview *self,
                                    const BwPlotRect        *area,
                                    double                   x);

/**
 * bw_plot_ecg_overview_paint:
 *
 * The line as high as most of it allows (a few samples far out are cut off), a tick for each R peak
 * at the top, stretches that are hard to read hatched at the bottom, and the frame over it.
 */
void bw_plot_ecg_overview_paint (cairo_t                 *cr,
                                 const BwPlotRect        *area,
                                 const BwPlotEcgOverview *self,
                                 const BwPlotPalette     *palette);

G_END_DECLS
