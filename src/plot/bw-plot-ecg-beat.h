/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

/* Beats of one recording laid over each other at R. Arrays are borrowed. */
typedef struct
{
  const double *mean_uv;       /* (array length=n): one that is not finite breaks the line */
  const double *low_uv;        /* (nullable) (array length=n): with high_uv the band of most beats */
  const double *high_uv;
  guint n;
  guint r;                     /* the sample that holds R */
  double rate_hz;              /* > 0 */
  const char *name;            /* (nullable): in the legend */
} BwPlotEcgBeatSet;

/* A wave of the first set by its name: "P", "T". */
typedef struct
{
  guint at;                    /* sample of its peak */
  const char *label;
} BwPlotEcgBeatMark;

/* An interval of the first set: "QRS 92 ms". */
typedef struct
{
  guint start, end;            /* samples */
  const char *label;
} BwPlotEcgBeatInterval;

/* One averaged beat, or two of different recordings to be compared. */
typedef struct
{
  BwPlotEcgBeatSet sets[2];
  guint n_sets;                /* 1 or 2 */
  const char *band_label;      /* (nullable): what the band is, in the legend */
  const BwPlotEcgBeatMark *marks;
  guint n_marks;
  const BwPlotEcgBeatInterval *intervals;
  guint n_intervals;
  double device_scale;         /* as of a BwPlotEcg */
} BwPlotEcgBeat;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  BwPlotRect plot;
  BwPlotScale time;            /* milliseconds from R */
  BwPlotScale amplitude;       /* µV */
} BwPlotEcgBeatLayout;

void bw_plot_ecg_beat_layout (BwPlotEcgBeatLayout        *layout,
                              const BwPlotEcgBeat        *self,
                              const BwPlotRect           *area,
                              const PangoFontDescription *font);

/**
 * bw_plot_ecg_beat_paint:
 *
 * Paints grid, bands, mean lines (the first solid, the second dashed), names of waves, axes in ms
 * and mV, intervals as brackets below the plot, and the legend above it.
 */
void bw_plot_ecg_beat_paint (cairo_t                    *cr,
                             const BwPlotRect           *area,
                             const BwPlotEcgBeat        *self,
                             const BwPlotPalette        *palette,
                             const PangoFontDescription *font);

G_END_DECLS
