/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-ecg-beat.h"

G_BEGIN_DECLS

#define BW_PLOT_ECG_BEAT_BAND_ALPHA 0.18
#define BW_PLOT_ECG_BEAT_BRACKET 4.0
#define BW_PLOT_ECG_BEAT_GAP 4.0
#define BW_PLOT_ECG_BEAT_MOST_INTERVALS 8

/* Where an interval's bracket and its label under it lie below the plot. */
typedef struct
{
  double left, right;
  double label_left, label_right;
  guint row;
} BwPlotEcgBeatBracket;

/* Milliseconds from R. */
double bw_plot_ecg_beat_time_of (const BwPlotEcgBeatSet *set,
                                 double                  sample);

/* Of a line, rounded up. */
double bw_plot_ecg_beat_text_height (const PangoFontDescription *font);

/* As many as can be placed. */
guint bw_plot_ecg_beat_count_intervals (const BwPlotEcgBeat *self);

/* Finds each interval the first row that is free. Returns: the rows needed */
guint bw_plot_ecg_beat_place_brackets (BwPlotEcgBeatBracket       *brackets,
                                       const BwPlotEcgBeat        *self,
                                       const BwPlotScale          *time,
                                       const BwPlotRect           *area,
                                       const PangoFontDescription *font);

const BwPlotColor *bw_plot_ecg_beat_set_color (const BwPlotEcgBeat    *self,
                                               guint                   set,
                                               const BwPlotEcgPalette *colors);

/* The first line is solid, the second dashed. */
void bw_plot_ecg_beat_set_line (cairo_t                *cr,
                                const BwPlotEcgBeat    *self,
                                guint                   set,
                                const BwPlotEcgPalette *colors);

/* Sets by name, then what the band is, in as many rows as they need. Painted where @cr is given.
 * Returns: the height */
double bw_plot_ecg_beat_lay_legend (cairo_t                    *cr,
                                    const BwPlotEcgBeat        *self,
                                    const BwPlotRect           *area,
                                    const BwPlotPalette        *palette,
                                    const PangoFontDescription *font);

G_END_DECLS
