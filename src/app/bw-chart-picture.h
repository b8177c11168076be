/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-save.h"
#include "plot/bw-plot-text.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Around the chart, in points. */
#define BW_CHART_PICTURE_MARGIN 12

/* Paints into @area; the background is there. Runs in a thread: it reads @data alone. */
typedef void (*BwChartPaint) (cairo_t                    *cr,
                              const BwPlotRect           *area,
                              const BwPlotPalette        *palette,
                              const PangoFontDescription *font,
                              gconstpointer               data);

/* The picture of a chart that is saved or copied from the window. Immutable. */
typedef struct _BwChartPicture BwChartPicture;

/**
 * bw_chart_picture_new:
 * @widget: gives the family of the font and says whether contrast is high; not held
 * @width, @height: of the chart, in points; the picture has margins around it
 * @data: (transfer full): what is painted, that nobody changes any more
 *
 * Returns: (transfer full): a picture on white
 */
BwChartPicture *bw_chart_picture_new (GtkWidget      *widget,
                                      double          width,
                                      double          height,
                                      BwChartPaint    paint,
                                      gpointer        data,
                                      GDestroyNotify  free_data);
void bw_chart_picture_free (BwChartPicture *self);

/* The text of saved pictures has this size, in points, and @widget's family.
 * Returns: (transfer full) */
PangoFontDescription *bw_chart_picture_make_font (GtkWidget *widget);

/* Returns: (transfer full): or %NULL with the errors of bw_plot_render() */
GBytes *bw_chart_picture_render (const BwChartPicture  *self,
                                 BwPlotFormat           format,
                                 GError               **error);
GdkTexture *bw_chart_picture_to_texture (const BwChartPicture *self);

/* Renders in a thread and writes the file; takes @self. bw_save_finish() tells how it went. */
void bw_chart_picture_save (BwChartPicture      *self,
                            BwPlotFormat         format,
                            GFile               *file,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwChartPicture, bw_chart_picture_free)

G_END_DECLS
