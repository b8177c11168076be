/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/bw-hrv-figure.h"
#include "rhythm/bw-rhythm.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* All charts that there are of a rhythm: its tachogram, and those of its metrics in their order. */
#define BW_RHYTHM_N_CHARTS (1 + BW_HRV_N_CHARTS)
#define BW_RHYTHM_CHART_TACHOGRAM 0u

const char *bw_rhythm_chart_get_id (guint chart);    /* "tachogram", "poincare" … */
gboolean bw_rhythm_chart_from_id (const char *id,
                                  guint      *chart);

/**
 * bw_rhythm_figure_render:
 * @chart: below %BW_RHYTHM_N_CHARTS
 * @from_ms, @to_ms: since the first beat; 0 and %G_MAXDOUBLE for all of it
 *
 * One chart of a rhythm or a stretch of it, with background and margins; what it needs is computed.
 *
 * Returns: (transfer full): a file's bytes. Errors: %BW_ERROR_TOO_FEW where there is nothing to draw,
 *   cancelled, those of bw_plot_render()
 */
GBytes *bw_rhythm_figure_render (const BwRhythm       *rhythm,
                                 guint                 chart,
                                 double                from_ms,
                                 double                to_ms,
                                 BwPlotFormat          format,
                                 const BwPlotPalette  *palette,
                                 GCancellable         *cancellable,
                                 GError              **error);

G_END_DECLS
