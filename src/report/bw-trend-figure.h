/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-trend.h"
#include "plot/bw-plot-save.h"
#include "plot/bw-plot-trend.h"

G_BEGIN_DECLS

/**
 * BwTrendFigure:
 *
 * A trend as the arrays its painter takes: the chart of the Trend page and the Rhythm page, of saved
 * pictures and of `export png --trend`. Immutable and reference counted, so that a thread can draw it too.
 */
typedef struct _BwTrendFigure BwTrendFigure;

typedef enum {
  BW_TREND_FIGURE_SCORE,    /* the score, and the days' values */
  BW_TREND_FIGURE_READINGS, /* the values with the readings behind them, and how much they vary */
} BwTrendFigureKind;

/* Copies what it needs. @notes: (nullable) (element-type BwAnnotation): by start */
BwTrendFigure *bw_trend_figure_new (const BwTrend   *trend,
                                    const GPtrArray *notes);
BwTrendFigure *bw_trend_figure_ref (BwTrendFigure *self);
void bw_trend_figure_unref (BwTrendFigure *self);

/**
 * bw_trend_figure_get_plot:
 * @n_days: how many of the last days; 0 for all
 * @first_reading: (out) (optional): of those of the trend, the first that is in @plot
 * @plot: (out): the arrays and strings are borrowed from @self; no cursor
 *
 * Returns: whether there is any day to draw
 */
gboolean bw_trend_figure_get_plot (const BwTrendFigure *self,
                                   BwTrendFigureKind    kind,
                                   guint                n_days,
                                   BwPlotTrend         *plot,
                                   guint               *first_reading);

/* A picture for paper and other programs: with background and margins, in units of points. */
#define BW_TREND_FIGURE_WIDTH 960
#define BW_TREND_FIGURE_HEIGHT 520

/* The picture as a file's bytes. Returns: (transfer full). Errors: %BW_ERROR_TOO_FEW without a day */
GBytes *bw_trend_figure_render (const BwTrendFigure  *self,
                                BwTrendFigureKind     kind,
                                guint                 n_days,
                                BwPlotFormat          format,
                                const BwPlotPalette  *palette,
                                GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTrendFigure, bw_trend_figure_unref)

G_END_DECLS
