/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-palette.h"
#include "plot/bw-plot-types.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The palette of the charts for the colour scheme and the contrast that the interface has now. */
const BwPlotPalette *bw_style_get_palette (void);

/* The font of a chart's text: the widget's, at the size of the toolkit's captions.
 * Returns: (transfer full) */
PangoFontDescription *bw_style_make_caption_font (GtkWidget *widget);

/* The same at the size of what stands around, for a chart that is a table too.
 * Returns: (transfer full) */
PangoFontDescription *bw_style_make_body_font (GtkWidget *widget);

/* The ring around a chart that has the focus, inside of its @width and @height; how far from its edge a
 * chart stays clear of it, and what that leaves to paint on. */
#define BW_STYLE_FOCUS_ROOM 3
BwPlotRect bw_style_get_area (GtkWidget *widget);
void bw_style_paint_focus (cairo_t *cr,
                           double   width,
                           double   height);

/* Has the widget drawn anew when the palette changes. */
void bw_style_follow (GtkWidget *widget);

G_END_DECLS
