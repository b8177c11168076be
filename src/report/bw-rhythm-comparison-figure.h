/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-save.h"
#include "plot/bw-plot-text.h"
#include "report/bw-rhythm-comparison.h"

G_BEGIN_DECLS

/* The charts of a comparison. */
typedef enum {
  BW_COMPARISON_CHART_A,         /* the tachogram of A, on the milliseconds of both */
  BW_COMPARISON_CHART_B,
  BW_COMPARISON_CHART_SPECTRUM,  /* both, A solid and B dashed */
  BW_COMPARISON_CHART_POINCARE,  /* both, A discs and B rings */
} BwComparisonChart;

#define BW_COMPARISON_N_CHARTS 4

/**
 * BwRhythmComparisonFigure:
 *
 * A comparison as its charts. Holds what it needs of it; immutable and reference counted, so that a
 * thread can draw it too.
 */
typedef struct _BwRhythmComparisonFigure BwRhythmComparisonFigure;

BwRhythmComparisonFigure *bw_rhythm_comparison_figure_new (BwRhythmComparison *comparison);
BwRhythmComparisonFigure *bw_rhythm_comparison_figure_ref (BwRhythmComparisonFigure *self);
void bw_rhythm_comparison_figure_unref (BwRhythmComparisonFigure *self);

/* Returns: (transfer none) */
BwRhythmComparison *bw_rhythm_comparison_figure_get_comparison (const BwRhythmComparisonFigure *self);

/* Translated: "Spectra of A and B". */
const char *bw_comparison_chart_get_title (BwComparisonChart chart);

/* Why there is nothing to draw, in one sentence. Returns: (nullable): translated; %NULL: there is */
const char *bw_rhythm_comparison_figure_get_reason (const BwRhythmComparisonFigure *self,
                                                    BwComparisonChart               chart);

/* @cursor_hz: of the spectrum; negative for none. The background is left as it is; where there is a
 * reason for nothing, that is written. */
void bw_rhythm_comparison_figure_paint (const BwRhythmComparisonFigure *self,
                                        BwComparisonChart               chart,
                                        double                          cursor_hz,
                                        cairo_t                        *cr,
                                        const BwPlotRect               *area,
                                        const BwPlotPalette            *palette,
                                        const PangoFontDescription     *font);

/* The frequency at a place of the spectrum; negative beside it. */
double bw_rhythm_comparison_figure_find_hz (const BwRhythmComparisonFigure *self,
                                            const BwPlotRect               *area,
                                            const PangoFontDescription     *font,
                                            double                          x);

/* Where the spectrum's axis ends. */
double bw_rhythm_comparison_figure_get_most_hz (const BwRhythmComparisonFigure *self);

/* "0.104 Hz (LF)", and the density of each, in lines. Returns: (transfer full) */
char *bw_rhythm_comparison_figure_get_text (const BwRhythmComparisonFigure *self,
                                            double                          hz);

/* What a chart shows on the whole, in one sentence, to be heard. Returns: (transfer full) */
char *bw_rhythm_comparison_figure_describe (const BwRhythmComparisonFigure *self,
                                            BwComparisonChart               chart);

/* Its values as lines of cells with tabs between, titles first. Returns: (transfer full) (nullable):
 * %NULL where nothing is shown */
char *bw_rhythm_comparison_figure_make_table (const BwRhythmComparisonFigure *self,
                                              BwComparisonChart               chart);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRhythmComparisonFigure, bw_rhythm_comparison_figure_unref)

G_END_DECLS
