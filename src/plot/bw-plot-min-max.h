/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwPlotMinMax:
 *
 * The least and the greatest of any run of samples, without reading them all: they are kept for
 * blocks of 16 samples, of 64, of 256 and so on. Eight million samples take 11 MB more, and a column
 * of pixels that holds thousands of them costs about as much as one that holds ten.
 *
 * Samples that are not finite are passed over. Immutable, so that a thread can read it too.
 */
typedef struct _BwPlotMinMax BwPlotMinMax;

/* @samples: (array length=n): borrowed, must stay as they are while this lives */
BwPlotMinMax *bw_plot_min_max_new (const double *samples,
                                   guint         n);
void bw_plot_min_max_free (BwPlotMinMax *self);

/**
 * bw_plot_min_max_get:
 * @from, @to: samples [@from, @to), which may reach beyond the end
 * @low, @high: (out): left as they are where there is none
 *
 * Returns: whether there was any finite sample
 */
gboolean bw_plot_min_max_get (const BwPlotMinMax *self,
                              guint               from,
                              guint               to,
                              double             *low,
                              double             *high);

/* The same, read from the samples themselves: @from ≤ @to ≤ their number. */
gboolean bw_plot_min_max_scan (const double *samples,
                               guint         from,
                               guint         to,
                               double       *low,
                               double       *high);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPlotMinMax, bw_plot_min_max_free)

G_END_DECLS
