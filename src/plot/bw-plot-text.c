/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-text.h"

#include <math.h>

/* A sentence is read more easily in lines no longer than this. */
#define LONGEST_LINE 320.0

static PangoLayout *
make_layout (PangoContext               *context,
             const PangoFontDescription *font,
             const char                 *text)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);
  pango_attr_list_unref (attributes);
  return layout;
}

static PangoContext *
make_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());

  /* Glyphs at fractional positions measure the same on screens, PNG, SVG and PDF. */
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

PangoFontDescription *
bw_plot_font_new (double size)
{
  PangoFontDescription *font = pango_font_description_from_string ("Sans");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  return font;
}

void
bw_plot_text_measure (const PangoFontDescription *font,
                      const char                 *text,
                      double                     *width,
                      double                     *height)
{
  PangoContext *context = make_context ();
  PangoLayout *layout = make_layout (context, font, text);
  int w, h;

  pango_layout_get_size (layout, &w, &h);
  if (width)
    *width = (double) w / PANGO_SCALE;
  if (height)
    *height = (double) h / PANGO_SCALE;
  g_object_unref (layout);
  g_object_unref (context);
}

void
bw_plot_text_draw (cairo_t                    *cr,
                   const PangoFontDescription *font,
                   const BwPlotColor          *color,
                   double                      x,
                   double                      y,
                   double                      align_x,
                   double                      align_y,
                   const char                 *text)
{
  PangoContext *context = make_context ();
  PangoLayout *layout;
  int w, h;

  pango_cairo_update_context (cr, context);
  layout = make_layout (context, font, text);
  pango_layout_get_size (layout, &w, &h);
  cairo_save (cr);
  bw_plot_set_color (cr, color);
  cairo_move_to (cr, x - align_x * w / PANGO_SCALE, round (y - align_y * h / PANGO_SCALE));
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
  g_object_unref (layout);
  g_object_unref (context);
}

void
bw_plot_text_draw_sentence (cairo_t                    *cr,
                            const PangoFontDescription *font,
                            const BwPlotColor          *color,
                            const BwPlotRect           *area,
                            const char                 *text)
{
  double width = CLAMP (area->width, 1, LONGEST_LINE);
  PangoContext *context = make_context ();
  PangoLayout *layout;
  int height;

  pango_cairo_update_context (cr, context);
  layout = make_layout (context, font, text);
  pango_layout_set_width (layout, (int) width * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_size (layout, NULL, &height);
  cairo_save (cr);
  bw_plot_set_color (cr, color);
  cairo_move_to (cr, round (area->x + (area->width - width) / 2),
                 round (area->y + (area->height - (double) height / PANGO_SCALE) / 2));
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
  g_object_unref (layout);
  g_object_unref (context);
}
