/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Maps [d0, d1] of the data onto [p0, p1] of the picture, in a straight line. Either may run
 * downwards, as the vertical one of a picture does. */
typedef struct
{
  double d0, d1;
  double p0, p1;
} BwPlotScale;

double bw_plot_scale_map (const BwPlotScale *self,
                          double             value);
double bw_plot_scale_invert (const BwPlotScale *self,
                             double             position);

/**
 * bw_plot_nice_step:
 * @range: > 0
 * @max_ticks: ≥ 2
 *
 * Returns: the smallest 1, 2 or 5 times a power of ten that gives at most @max_ticks ticks on
 *   any interval of that length
 */
double bw_plot_nice_step (double range,
                          guint  max_ticks);

/* The multiples of bw_plot_nice_step() between d0 and d1, ascending, borders included.
 * Returns: (transfer full) (element-type double) */
GArray *bw_plot_scale_ticks (const BwPlotScale *self,
                             guint              max_ticks);

/* How many decimals multiples of @step need: 0 for 5, 1 for 0.2. */
guint bw_plot_step_decimals (double step);

G_END_DECLS
