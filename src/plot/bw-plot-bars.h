/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-text.h"
#include "plot/bw-plot-time.h"

G_BEGIN_DECLS

/**
 * bw_plot_push_bar_paint:
 * @value: how far something pushed, either sign
 * @most: the largest |value| of the bars that stand together, > 0: it fills half the width
 *
 * One bar from a zero line in the middle: to the right for a push up, to the left for one down. The
 * direction tells the sign; the colour only repeats it.
 */
void bw_plot_push_bar_paint (cairo_t             *cr,
                             const BwPlotRect    *area,
                             double               value,
                             double               most,
                             const BwPlotPalette *palette);

/* One kind of data and when there is any of it. */
typedef struct
{
  const char *label;
  const BwPlotSpan *spans;     /* ascending */
  guint n_spans;
} BwPlotSpanRow;

/* What bw_plot_span_bars_paint() needs in height for @n_rows. */
double bw_plot_span_bars_height (guint                       n_rows,
                                 const PangoFontDescription *font);

/**
 * bw_plot_span_bars_paint:
 * @rows: (array length=n_rows): from the top down
 *
 * Rows of bars on one time axis, each with its label at the left; a span shorter than two units is
 * drawn two units wide, so that none is lost.
 */
void bw_plot_span_bars_paint (cairo_t                    *cr,
                              const BwPlotRect           *area,
                              GTimeZone                  *zone,
                              gint64                      from_ms,
                              gint64                      to_ms,
                              const BwPlotSpanRow        *rows,
                              guint                       n_rows,
                              const BwPlotPalette        *palette,
                              const PangoFontDescription *font);

/* One row's bars alone, without label and axis, for a list that has its own labels. */
void bw_plot_span_bar_paint (cairo_t               *cr,
                             const BwPlotRect      *area,
                             const BwPlotTimeScale *scale,
                             const BwPlotSpan      *spans,
                             guint                  n_spans,
                             const BwPlotPalette   *palette);

G_END_DECLS
