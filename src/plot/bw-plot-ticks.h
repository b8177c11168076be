/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-axis.h"
#include "plot/bw-plot-scale.h"

G_BEGIN_DECLS

/* The ticks of one axis of numbers, with their labels; the last one says the unit. */
typedef struct
{
  guint n;
  double *values;              /* (array length=n): in the data's own unit */
  BwPlotTick *ticks;           /* (array length=n) */
  GPtrArray *labels;           /* (owned): those of @ticks */
} BwPlotTicks;

/**
 * bw_plot_ticks_new:
 * @scale: where values lie
 * @spacing: the least distance between two ticks
 * @unit: (nullable): said once, at the last tick
 *
 * Ticks at round values.
 */
BwPlotTicks *bw_plot_ticks_new (const BwPlotScale *scale,
                                double             spacing,
                                const char        *unit);

/* The same of a logarithmic axis: @scale maps logarithms to the base of 10. Powers of ten, and 2 and 5
 * times these where there is room. */
BwPlotTicks *bw_plot_ticks_new_log (const BwPlotScale *scale,
                                    double             spacing,
                                    const char        *unit);
void bw_plot_ticks_free (BwPlotTicks *self);

/* How much room labels need left of a plot, marks and all. */
double bw_plot_ticks_measure (const BwPlotTicks          *self,
                              const PangoFontDescription *font);

/* Fine lines across the plot where values are read. */
void bw_plot_ticks_paint_grid (const BwPlotTicks   *self,
                               cairo_t             *cr,
                               const BwPlotRect    *plot,
                               BwPlotSide           side,
                               const BwPlotPalette *palette);

/* Labels keep within [@low, @high] of the axis' own direction. */
void bw_plot_ticks_paint (const BwPlotTicks          *self,
                          cairo_t                    *cr,
                          const BwPlotRect           *plot,
                          BwPlotSide                  side,
                          double                      low,
                          double                      high,
                          const BwPlotPalette        *palette,
                          const PangoFontDescription *font);

/* A number as a plot writes it: a true minus sign, no more decimals than asked for. */
char *bw_plot_format_number (double value,
                             guint  decimals);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPlotTicks, bw_plot_ticks_free)

G_END_DECLS
