/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-scale.h"
#include "plot/bw-plot-text.h"

G_BEGIN_DECLS

#define BW_PLOT_SPECTRUM_BANDS 3

/* Power density against frequency, from 0 Hz in even steps. Arrays and strings are borrowed. */
typedef struct
{
  const double *density;       /* (array length=n): ms²/Hz, finite, ≥ 0 */
  guint n;
  double step_hz;              /* > 0 */
  const char *name;            /* (nullable): in the legend */
  gboolean has_peak[BW_PLOT_SPECTRUM_BANDS];
  double peak_hz[BW_PLOT_SPECTRUM_BANDS];
} BwPlotSpectrumLine;

typedef struct
{
  double low_hz, high_hz;
  const char *name;            /* "LF": in the band, where it fits */
  const char *words;           /* (nullable): "LF 812 ms²": in the legend */
} BwPlotSpectrumBand;

typedef struct
{
  BwPlotSpectrumLine lines[2]; /* the first solid, the second dashed */
  guint n_lines;
  BwPlotSpectrumBand bands[BW_PLOT_SPECTRUM_BANDS];
  guint n_bands;
  double most_hz;              /* where the axis ends; > 0 */
  gboolean logarithmic;        /* the density's axis, over four powers of ten at the most */
  gboolean has_cursor;
  double cursor_hz;
  const char *cursor_text;     /* (nullable): the read-out */
} BwPlotSpectrum;

/* Where things lie, for hit tests and tests of the painter. */
typedef struct
{
  BwPlotRect plot;
  BwPlotScale frequency;       /* Hz */
  BwPlotScale density;         /* ms²/Hz, or its logarithm to the base of 10 */
} BwPlotSpectrumLayout;

/* Whether the waves of a band are so much stronger than those of the highest one, in any line, that these
 * would be flat on an even axis. */
gboolean bw_plot_spectrum_wants_logarithm (const BwPlotSpectrum *self);

void bw_plot_spectrum_layout (BwPlotSpectrumLayout       *layout,
                              const BwPlotSpectrum       *self,
                              const BwPlotRect           *area,
                              const PangoFontDescription *font);

/**
 * bw_plot_spectrum_paint:
 *
 * Paints the bands as areas with their names, the lines, a mark on each band's peak with its frequency,
 * and the legend. The axis of the density is that of the bands: what lies below the lowest of them is
 * trend, and may go beyond. The background is left as it is.
 */
void bw_plot_spectrum_paint (cairo_t                    *cr,
                             const BwPlotRect           *area,
                             const BwPlotSpectrum       *self,
                             const BwPlotPalette        *palette,
                             const PangoFontDescription *font);

G_END_DECLS
