/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-progress.h"
#include "plot/bw-plot-types.h"

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  BW_PLOT_FORMAT_PNG,
  BW_PLOT_FORMAT_SVG,
  BW_PLOT_FORMAT_PDF,
} BwPlotFormat;

const char *bw_plot_format_get_id (BwPlotFormat format);   /* "png", "svg", "pdf": the suffix too */
gboolean bw_plot_format_from_id (const char   *id,
                                 BwPlotFormat *format);

/* By the suffix of a file's name, in any case. */
gboolean bw_plot_format_from_name (const char   *name,
                                   BwPlotFormat *format);

/* Paints all of @area, which begins at 0, 0; the background too. */
typedef void (*BwPlotPaintFunc) (cairo_t          *cr,
                                 const BwPlotRect *area,
                                 gpointer          user_data);

/**
 * bw_plot_render:
 * @width, @height: the picture, in the painter's units; points in SVG and PDF
 * @scale: pixels a unit in PNG
 *
 * Runs the painter on a surface of the format.
 *
 * Returns: (transfer full): the file's bytes, or %NULL with %BW_ERROR_FAILED, %BW_ERROR_INVALID for
 *   a picture without area or beyond 32,767 pixels a side, %G_IO_ERROR_CANCELLED once the painter has
 *   returned
 */
GBytes *bw_plot_render (BwPlotFormat      format,
                        double            width,
                        double            height,
                        double            scale,
                        BwPlotPaintFunc   paint,
                        gpointer          user_data,
                        GCancellable     *cancellable,
                        GError          **error);

/* Paints page @page, from 0, of several. */
typedef void (*BwPlotPageFunc) (cairo_t          *cr,
                                const BwPlotRect *area,
                                guint             page,
                                gpointer          user_data);

/* A PDF of @n_pages ≥ 1 pages of one size in points, otherwise as bw_plot_render(). @title (nullable) is
 * what its readers call it. @progress (nullable) is updated and @cancellable looked at after each
 * page. */
GBytes *bw_plot_render_pages (const char      *title,
                              double           width,
                              double           height,
                              guint            n_pages,
                              BwPlotPageFunc   paint,
                              gpointer         user_data,
                              BwProgress      *progress,
                              GCancellable    *cancellable,
                              GError         **error);

G_END_DECLS
