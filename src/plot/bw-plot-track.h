/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

#define BW_PLOT_TRACK_MOST_PANELS 4

/* One measure along a recording. Arrays and strings are borrowed. */
typedef struct
{
  const char *title;           /* "RMSSD, ms", over its panel */
  const double *values;        /* (array length=n of the track) */
  const guint8 *has;           /* (nullable) (array length=n): 0 breaks the line */
  gboolean logarithmic;        /* values > 0; others break the line */
} BwPlotTrackPanel;

/* Measures of windows along a recording, one below the other over one time axis. */
typedef struct
{
  const double *middle_ms;     /* (array length=n): of the windows, ascending, since the first beat */
  guint n;
  double step_ms;              /* between two windows: where they lie further apart, the line breaks */
  BwPlotTrackPanel panels[BW_PLOT_TRACK_MOST_PANELS];
  guint n_panels;
  double from_ms, to_ms;       /* what the axis shows */
  GTimeZone *zone;             /* (nullable): of the clock of the axis; %NULL: time since the first beat */
  gint64 start_ms;             /* when the first beat was, with @zone */
  int cursor;                  /* a window, or −1 */
  const char *cursor_text;     /* (nullable): the read-out */
} BwPlotTrack;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  BwPlotScale time;            /* ms since the first beat */
  struct
  {
    BwPlotRect plot;
    BwPlotScale value;         /* the value, or its logarithm to the base of 10 */
  } panels[BW_PLOT_TRACK_MOST_PANELS];
} BwPlotTrackLayout;

void bw_plot_track_layout (BwPlotTrackLayout          *layout,
                           const BwPlotTrack          *self,
                           const BwPlotRect           *area,
                           const PangoFontDescription *font);

/* The least height that leaves every panel room. */
double bw_plot_track_height (const BwPlotTrack          *self,
                             const PangoFontDescription *font);

/* The window nearest to a place from left to right; −1 where there is none. */
int bw_plot_track_find (const BwPlotTrack       *self,
                        const BwPlotTrackLayout *layout,
                        double                   x);

/* The background is left as it is. */
void bw_plot_track_paint (cairo_t                    *cr,
                          const BwPlotRect           *area,
                          const BwPlotTrack          *self,
                          const BwPlotPalette        *palette,
                          const PangoFontDescription *font);

G_END_DECLS
