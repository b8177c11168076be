/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-report-text.h"

static const struct
{
  double size;
  PangoWeight weight;
} styles[BW_REPORT_N_STYLES] = {
  [BW_REPORT_STYLE_TITLE] = { 17, PANGO_WEIGHT_BOLD },
  [BW_REPORT_STYLE_HEADING] = { 11, PANGO_WEIGHT_BOLD },
  [BW_REPORT_STYLE_STRONG] = { 9, PANGO_WEIGHT_BOLD },
  [BW_REPORT_STYLE_BODY] = { 9, PANGO_WEIGHT_NORMAL },
  [BW_REPORT_STYLE_CHART] = { 8, PANGO_WEIGHT_NORMAL },
  [BW_REPORT_STYLE_SMALL] = { 7.5, PANGO_WEIGHT_NORMAL },
};

void
bw_report_fonts_init (BwReportFonts              *self,
                      const PangoFontDescription *family)
{
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  /* Glyphs at fractional positions: paper has no pixels. */
  pango_context_set_round_glyph_positions (self->context, FALSE);
  for (guint i = 0; i < BW_REPORT_N_STYLES; i++)
    {
      self->fonts[i] = bw_plot_font_new (styles[i].size);
      if (family != NULL && pango_font_description_get_family (family) != NULL)
        pango_font_description_set_family (self->fonts[i],
                                           pango_font_description_get_family (family));
      pango_font_description_set_weight (self->fonts[i], styles[i].weight);
    }
}

void
bw_report_fonts_clear (BwReportFonts *self)
{
  g_clear_object (&self->context);
  for (guint i = 0; i < BW_REPORT_N_STYLES; i++)
    g_clear_pointer (&self->fonts[i], pango_font_description_free);
}

PangoLayout *
bw_report_text_layout (const BwReportFonts *fonts,
                       BwReportStyle        style,
                       const char          *text,
                       double               width)
{
  PangoLayout *layout = pango_layout_new (fonts->context);
  PangoAttrList *attributes = pango_attr_list_new ();
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_font_description (layout, fonts->fonts[style]);
  pango_layout_set_text (layout, valid, -1);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  return layout;
}

void
bw_report_text_ellipsize (PangoLayout *layout,
                          double       width)
{
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
}

void
bw_report_text_get_size (PangoLayout *layout,
                         double      *width,
                         double      *height)
{
  int w, h;

  pango_layout_get_size (layout, &w, &h);
  if (width != NULL)
    *width = (double) w / PANGO_SCALE;
  if (height != NULL)
    *height = (double) h / PANGO_SCALE;
}

/* Lines from baseline to baseline: the iterator's own extents leave out the room between them. */
double
bw_report_text_get_line_height (PangoLayout *layout,
                                guint        line)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  PangoRectangle logical;
  int baseline, height;

  while (line-- > 0 && pango_layout_iter_next_line (iter))
    ;
  baseline = pango_layout_iter_get_baseline (iter);
  pango_layout_line_get_extents (pango_layout_iter_get_line_readonly (iter), NULL, &logical);
  height = logical.height;
  if (pango_layout_iter_next_line (iter))
    height = pango_layout_iter_get_baseline (iter) - baseline;
  pango_layout_iter_free (iter);
  return (double) height / PANGO_SCALE;
}

void
bw_report_text_draw_lines (cairo_t           *cr,
                           PangoLayout       *layout,
                           guint              from,
                           guint              to,
                           const BwPlotColor *color,
                           double             x,
                           double             y)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  int top = 0;

  bw_plot_set_color (cr, color);
  for (guint line = 0; line < to; line++)
    {
      PangoLayoutLine *text = pango_layout_iter_get_line_readonly (iter);
      int baseline = pango_layout_iter_get_baseline (iter);
      PangoRectangle place, logical;

      pango_layout_iter_get_line_extents (iter, NULL, &place);
      pango_layout_line_get_extents (text, NULL, &logical);
      if (line == from)
        top = baseline + logical.y;
      if (line >= from)
        {
          cairo_move_to (cr, x + (double) place.x / PANGO_SCALE,
                         y + (double) (baseline - top) / PANGO_SCALE);
          pango_cairo_show_layout_line (cr, text);
        }
      if (!pango_layout_iter_next_line (iter))
        break;
    }
  pango_layout_iter_free (iter);
}
