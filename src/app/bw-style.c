/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-style.h"

#include <adwaita.h>
#include <math.h>

#define CAPTION_SCALE 0.86
#define FOCUS_WIDTH 2.0

const BwPlotPalette *
bw_style_get_palette (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  return bw_plot_palette_get (adw_style_manager_get_dark (manager),
                              adw_style_manager_get_high_contrast (manager));
}

static PangoFontDescription *
make_font (GtkWidget *widget,
           double     scale)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontDescription *font
      = pango_font_description_copy (pango_context_get_font_description (context));
  double size = pango_font_description_get_size (font);

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72.0;
  pango_font_description_set_absolute_size (font, round (size * scale));
  return font;
}

PangoFontDescription *
bw_style_make_caption_font (GtkWidget *widget)
{
  return make_font (widget, CAPTION_SCALE);
}

PangoFontDescription *
bw_style_make_body_font (GtkWidget *widget)
{
  return make_font (widget, 1);
}

BwPlotRect
bw_style_get_area (GtkWidget *widget)
{
  const int room = BW_STYLE_FOCUS_ROOM;

  return (BwPlotRect) { room, room, MAX (gtk_widget_get_width (widget) - 2 * room, 1),
                        MAX (gtk_widget_get_height (widget) - 2 * room, 1) };
}

void
bw_style_paint_focus (cairo_t *cr,
                      double   width,
                      double   height)
{
  bw_plot_set_color (cr, &bw_style_get_palette ()->accent);
  cairo_set_line_width (cr, FOCUS_WIDTH);
  cairo_rectangle (cr, FOCUS_WIDTH / 2, FOCUS_WIDTH / 2, width - FOCUS_WIDTH,
                   height - FOCUS_WIDTH);
  cairo_stroke (cr);
}

void
bw_style_follow (GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), widget,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw),
                           widget, G_CONNECT_SWAPPED);
}
