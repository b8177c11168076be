/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-save.h"
#include "plot/bw-plot-text.h"
#include "signal/bw-hrv-track.h"
#include "signal/bw-hrv.h"

G_BEGIN_DECLS

/* The charts of heart-rate variability. */
typedef enum {
  BW_HRV_CHART_POINCARE,
  BW_HRV_CHART_SPECTRUM,
  BW_HRV_CHART_HISTOGRAM,
  BW_HRV_CHART_DFA,
  BW_HRV_CHART_TRACK,
  BW_HRV_CHART_SPECTROGRAM,
} BwHrvChart;

#define BW_HRV_N_CHARTS 6

const char *bw_hrv_chart_get_id (BwHrvChart chart);    /* "poincare", "spectrum" … */
gboolean bw_hrv_chart_from_id (const char *id,
                               BwHrvChart *chart);
const char *bw_hrv_chart_get_title (BwHrvChart chart); /* translated: "Poincaré plot" */
const char *bw_hrv_chart_get_words (BwHrvChart chart); /* translated: one plain sentence: what it shows */

/* What a chart is made of. All of it is only read while the figure is made. */
typedef struct
{
  const BwHrv *hrv;
  const BwHrvTrack *track;     /* (nullable): for what goes along the recording */
  double from_ms, to_ms;       /* the time that is analysed, since the first beat */
  gint64 start_ms;             /* of the first beat, with @zone */
  GTimeZone *zone;             /* (nullable): where it was recorded; %NULL: it is not known when */
} BwHrvFigureSource;

/**
 * BwHrvFigure:
 *
 * The metrics of a recording as one of its charts: what the window shows, what is saved as a picture,
 * printed in a report and written by `export png --chart`. Holds arrays of its own; immutable and
 * reference counted, so that a thread can draw it too.
 *
 * A chart is read stop by stop: a pair of intervals, a frequency, a bin, a box length or a window, from
 * left to right; a spectrogram has rows besides, its frequencies.
 */
typedef struct _BwHrvFigure BwHrvFigure;

typedef struct
{
  int stop;                    /* −1: none */
  int row;
} BwHrvFigureCursor;

#define BW_HRV_FIGURE_NO_CURSOR { -1, 0 }

BwHrvFigure *bw_hrv_figure_new (BwHrvChart               chart,
                                const BwHrvFigureSource *source);
BwHrvFigure *bw_hrv_figure_ref (BwHrvFigure *self);
void bw_hrv_figure_unref (BwHrvFigure *self);

BwHrvChart bw_hrv_figure_get_chart (const BwHrvFigure *self);

/* Why there is nothing to draw, in one sentence. Returns: (nullable): translated; %NULL: there is */
const char *bw_hrv_figure_get_reason (const BwHrvFigure *self);

/* Of a spectrum, whether its density stands on a logarithmic axis. Other charts have no choice. */
typedef struct
{
  gboolean logarithmic;
} BwHrvFigureLook;

/* The look that shows most: a logarithmic axis where breathing would be flat on a linear one beside
 * the slow waves of a long recording. */
void bw_hrv_figure_get_default_look (const BwHrvFigure *self,
                                     BwHrvFigureLook   *look);

/* @look: (nullable): as bw_hrv_figure_get_default_look() has it. @cursor: (nullable). The background is left as it is; where
 * there is a reason for nothing, that is written. */
void bw_hrv_figure_paint (const BwHrvFigure          *self,
                          const BwHrvFigureLook      *look,
                          const BwHrvFigureCursor    *cursor,
                          cairo_t                    *cr,
                          const BwPlotRect           *area,
                          const BwPlotPalette        *palette,
                          const PangoFontDescription *font);

/* What it needs in height, at any width: small multiples need more than one plot does, a sentence
 * less. */
double bw_hrv_figure_get_height (const BwHrvFigure          *self,
                                 const PangoFontDescription *font);

/* How many stops, and rows (1 but for spectrograms) there are. */
guint bw_hrv_figure_get_n_stops (const BwHrvFigure *self);
guint bw_hrv_figure_get_n_rows (const BwHrvFigure *self);

/* What lies at a place of a picture painted with the same look, area and font.
 * Returns: whether anything does */
gboolean bw_hrv_figure_find (const BwHrvFigure          *self,
                             const BwHrvFigureLook      *look,
                             const BwPlotRect           *area,
                             const PangoFontDescription *font,
                             double                      x,
                             double                      y,
                             BwHrvFigureCursor          *cursor);

/* What the chart reads at a stop, in lines. Returns: (transfer full) */
char *bw_hrv_figure_get_text (const BwHrvFigure       *self,
                              const BwHrvFigureCursor *cursor);

/* What it shows on the whole, in one sentence, to be heard. Returns: (transfer full) */
char *bw_hrv_figure_describe (const BwHrvFigure *self);

/* The values as lines of cells with tabs between, titles first; of very many pairs, how many there are
 * of each kind. Returns: (transfer full) (nullable): %NULL where nothing is shown */
char *bw_hrv_figure_make_table (const BwHrvFigure *self);

/* A picture for paper and other programs: with background and margins, in points. */
#define BW_HRV_FIGURE_WIDTH 640
#define BW_HRV_FIGURE_HEIGHT 480

/* Its bytes. Returns: (transfer full): %NULL with the errors of bw_plot_render(), or
 *   %BW_ERROR_TOO_FEW and the reason where there is nothing to draw */
GBytes *bw_hrv_figure_render (const BwHrvFigure      *self,
                              const BwHrvFigureLook  *look,
                              BwPlotFormat            format,
                              const BwPlotPalette    *palette,
                              GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHrvFigure, bw_hrv_figure_unref)

G_END_DECLS
