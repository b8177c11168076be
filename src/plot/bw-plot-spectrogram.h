/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

#define BW_PLOT_SPECTROGRAM_BANDS 3

typedef struct
{
  double low_hz, high_hz;
  const char *name;
} BwPlotSpectrogramBand;

/* Power density by time and frequency. Arrays and strings are borrowed. */
typedef struct
{
  const double *middle_ms;     /* (array length=n): of the windows, ascending, since the first beat */
  const guint8 *has;           /* (nullable) (array length=n): 0: that window has no spectrum */
  guint n;
  double step_ms;              /* between two windows: how wide a column is */
  const float *density;        /* (array length=n × n_density): a row a window, ms²/Hz from 0 Hz */
  guint n_density;
  double step_hz;
  double most_hz;              /* where the axis ends; > 0 */
  double low, high;            /* ms²/Hz, 0 < low < high: the ends of the colours, logarithmic between */
  const char *low_words, *high_words; /* (nullable): the same in the legend */
  const char *gap_words;       /* (nullable): what hatching is, in the legend where there is any */
  BwPlotSpectrogramBand bands[BW_PLOT_SPECTROGRAM_BANDS];
  guint n_bands;
  double from_ms, to_ms;       /* what the axis shows */
  GTimeZone *zone;             /* (nullable): as in a BwPlotTrack */
  gint64 start_ms;
  int cursor;                  /* a window, or −1 */
  double cursor_hz;
  const char *cursor_text;     /* (nullable): the read-out */
} BwPlotSpectrogram;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  BwPlotRect plot;
  BwPlotScale time;            /* ms since the first beat */
  BwPlotScale frequency;       /* Hz */
} BwPlotSpectrogramLayout;

void bw_plot_spectrogram_layout (BwPlotSpectrogramLayout    *layout,
                                 const BwPlotSpectrogram    *self,
                                 const BwPlotRect           *area,
                                 const PangoFontDescription *font);

/* The window at a place; −1 where there is none. */
int bw_plot_spectrogram_find (const BwPlotSpectrogram       *self,
                              const BwPlotSpectrogramLayout *layout,
                              double                         x);

/**
 * bw_plot_spectrogram_paint:
 *
 * Paints the map in the colours of bw_plot_heat_color(), edges of the bands as fine lines with their
 * names, what is missing hatched, and the scale above. The background is left as it is.
 */
void bw_plot_spectrogram_paint (cairo_t                    *cr,
                                const BwPlotRect           *area,
                                const BwPlotSpectrogram    *self,
                                const BwPlotPalette        *palette,
                                const PangoFontDescription *font);

G_END_DECLS
