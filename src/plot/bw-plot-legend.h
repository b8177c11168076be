/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/* A legend: samples with their words, in as many lines as the width asks for. */

typedef enum {
  BW_PLOT_SAMPLE_NONE,
  BW_PLOT_SAMPLE_LINE,
  BW_PLOT_SAMPLE_DASHES,
  BW_PLOT_SAMPLE_AREA,
  BW_PLOT_SAMPLE_DOT,
  BW_PLOT_SAMPLE_RING,
  BW_PLOT_SAMPLE_HEAT,        /* the scale of the heat map, from little to much */
} BwPlotSample;

typedef struct
{
  BwPlotSample sample;
  const BwPlotColor *color;    /* (nullable): for a heat map none is needed */
  const char *label;           /* of the heat map: left of the sample, where it begins */
  const char *end_label;       /* (nullable): of the heat map, where it ends */
} BwPlotLegendEntry;

/**
 * bw_plot_legend_lay:
 * @cr: (nullable): %NULL only measures
 * @area: from whose upper left corner lines run
 * @palette: (nullable): may be %NULL where @cr is
 *
 * Returns: the height of all lines; 0 without any entry
 */
double bw_plot_legend_lay (cairo_t                    *cr,
                           const BwPlotLegendEntry    *entries,
                           guint                       n,
                           const BwPlotRect           *area,
                           const BwPlotPalette        *palette,
                           const PangoFontDescription *font);

G_END_DECLS
