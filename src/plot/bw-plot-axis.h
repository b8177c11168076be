/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

typedef enum {
  BW_PLOT_SIDE_BOTTOM,
  BW_PLOT_SIDE_LEFT,
  BW_PLOT_SIDE_RIGHT,
} BwPlotSide;

/* A tick as the axis draws it. */
typedef struct
{
  double position;     /* along the axis */
  const char *label;   /* (nullable) */
  guint priority;      /* of two labels that collide, the one with the higher stays */
} BwPlotTick;

/* Where a label came to lie along its axis; shown is FALSE where it had to give way. */
typedef struct
{
  double start, end;
  gboolean shown;
} BwPlotPlace;

/**
 * bw_plot_axis_place:
 * @places: (out caller-allocates) (array length=n)
 * @ticks, @lengths: (array length=n): the ticks and how long their labels are along the axis
 * @low, @high: labels stay within; one that would stick out is moved inwards, up to half its length
 * @gap: the least room between two labels
 *
 * Places each label centred on its tick, the more important first, so that none overlap.
 */
void bw_plot_axis_place (BwPlotPlace      *places,
                         const BwPlotTick *ticks,
                         const double     *lengths,
                         guint             n,
                         double            low,
                         double            high,
                         double            gap);

/**
 * bw_plot_axis_paint:
 * @plot: the area the axis belongs to; labels stand below it, left of it or right of it
 * @low, @high: as in bw_plot_axis_place()
 *
 * Paints labels and, but for the left, tick marks; these keep standing where a label gave way.
 */
void bw_plot_axis_paint (cairo_t                    *cr,
                         const BwPlotRect           *plot,
                         BwPlotSide                  side,
                         const BwPlotTick           *ticks,
                         guint                       n,
                         double                      low,
                         double                      high,
                         const BwPlotPalette        *palette,
                         const PangoFontDescription *font);

G_END_DECLS
