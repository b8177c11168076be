/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-save.h"
#include "plot/bw-plot-tachogram-overview.h"
#include "rhythm/bw-rhythm.h"

G_BEGIN_DECLS

/**
 * BwTachogramFigure:
 *
 * A rhythm as the arrays its painters take: the tachogram of the Rhythm page, of reports and of saved
 * pictures. Immutable and reference counted, so that a thread can draw it too. One of a day is made in a
 * few milliseconds.
 */
typedef struct _BwTachogramFigure BwTachogramFigure;

/* Holds a reference to @rhythm. */
BwTachogramFigure *bw_tachogram_figure_new (const BwRhythm *rhythm);
BwTachogramFigure *bw_tachogram_figure_ref (BwTachogramFigure *self);
void bw_tachogram_figure_unref (BwTachogramFigure *self);

const BwRhythm *bw_tachogram_figure_get_rhythm (const BwTachogramFigure *self);

/* From the first beat to the last; more than 0 even of one beat. */
double bw_tachogram_figure_get_length_ms (const BwTachogramFigure *self);

/* The beats as they are to be found in the picture, in the order of the rhythm's beats: each at the
 * interval before correction that ends there; of what was removed, the one it would end. An interval of
 * 0 has no place of its own. */
const BwPlotTachogramLine *bw_tachogram_figure_get_beats (const BwTachogramFigure *self);

/**
 * bw_tachogram_figure_get_plot:
 * @from_ms, @to_ms: what of it, since the first beat; all of it where @from_ms ≥ @to_ms
 * @plot: (out): arrays, strings and the zone are borrowed from @self; no selection, no cursor
 */
void bw_tachogram_figure_get_plot (const BwTachogramFigure *self,
                                   double                   from_ms,
                                   double                   to_ms,
                                   BwPlotTachogram         *plot);

/* As bw_tachogram_figure_get_plot(), without a frame. */
void bw_tachogram_figure_get_overview (const BwTachogramFigure *self,
                                       BwPlotTachogramOverview *plot);

/* A picture for paper and other programs: with background and margins, in units of points. */
#define BW_TACHOGRAM_FIGURE_WIDTH 960
#define BW_TACHOGRAM_FIGURE_HEIGHT 360

/* The picture as a file's bytes. Returns: (transfer full). Errors: %BW_ERROR_TOO_FEW without a beat */
GBytes *bw_tachogram_figure_render (const BwTachogramFigure  *self,
                                    double                    from_ms,
                                    double                    to_ms,
                                    BwPlotFormat              format,
                                    const BwPlotPalette      *palette,
                                    GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTachogramFigure, bw_tachogram_figure_unref)

G_END_DECLS
