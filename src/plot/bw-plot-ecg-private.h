/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-ecg.h"
#include "plot/bw-plot-trace.h"

G_BEGIN_DECLS

/* A strip while it is painted. */
typedef struct
{
  const BwPlotEcg *ecg;
  BwPlotRect area;             /* all there is */
  BwPlotRect paper;            /* without the axis */
  BwPlotRect plot;             /* where samples lie */
  double pulse_width;          /* of the field left of the plot, 0 for none */
  BwPlotTrace trace;
  const BwPlotPalette *palette;
  const PangoFontDescription *font;
} BwPlotEcgStrip;

/* The nearest place at which a line of @width is sharp; @position itself on paper. */
double bw_plot_ecg_align (const BwPlotEcg *self,
                          double           position,
                          double           width);

/* The narrowest line that is even everywhere, not finer than @width. */
double bw_plot_ecg_hairline (const BwPlotEcg *self,
                             double           width);

void bw_plot_ecg_paint_grid (cairo_t              *cr,
                             const BwPlotEcgStrip *strip);
void bw_plot_ecg_paint_pulse (cairo_t              *cr,
                              const BwPlotEcgStrip *strip);

void bw_plot_ecg_paint_stretches (cairo_t              *cr,
                                  const BwPlotEcgStrip *strip);
void bw_plot_ecg_paint_stretch_words (cairo_t              *cr,
                                      const BwPlotEcgStrip *strip);
void bw_plot_ecg_paint_peaks (cairo_t              *cr,
                              const BwPlotEcgStrip *strip);

void bw_plot_ecg_paint_calipers (cairo_t              *cr,
                                 const BwPlotEcgStrip *strip);

G_END_DECLS
