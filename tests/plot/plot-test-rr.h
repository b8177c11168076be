/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-tachogram.h"

G_BEGIN_DECLS

/* Beats made up, with what is wrong with some of them. */
typedef struct
{
  GArray *time_ms, *rr_ms;         /* double: as measured */
  GArray *follows, *hidden;        /* guint8 */
  GArray *nn_time_ms, *nn_ms;      /* double: corrected */
  GArray *nn_follows;              /* guint8 */
  GArray *marks;                   /* BwPlotTachogramMark */
  GArray *gaps;                    /* BwPlotTachogramGap */
  double length_ms;
} PlotTestRr;

/* Breathing and slow waves around 850 ms; every @every-th beat an artefact, the kinds in turn (0: none);
 * a gap of @gap_ms in the middle (0: none). */
PlotTestRr *plot_test_rr_new (guint  n,
                              guint  every,
                              double gap_ms);
void plot_test_rr_free (PlotTestRr *self);

/* All of it in sight, time since the first beat, on a screen; arrays are borrowed. */
BwPlotTachogram plot_test_rr_get_plot (const PlotTestRr *self);

G_END_DECLS
