/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-legend.h"

#include "plot/bw-plot-heat.h"

#include <math.h>

#define TO_LABEL 6.0
#define BETWEEN 16.0
#define LINE_GAP 3.0
#define HEAT_WIDTH 72.0

static double
sample_width (BwPlotSample sample)
{
  switch (sample)
    {
    case BW_PLOT_SAMPLE_LINE:
    case BW_PLOT_SAMPLE_DASHES:
      return 22;
    case BW_PLOT_SAMPLE_AREA:
      return 12;
    case BW_PLOT_SAMPLE_DOT:
    case BW_PLOT_SAMPLE_RING:
      return 8;
    case BW_PLOT_SAMPLE_HEAT:
      return HEAT_WIDTH;
    case BW_PLOT_SAMPLE_NONE:
    default:
      return 0;
    }
}

static void
paint_heat (cairo_t             *cr,
            double               x,
            double               y,
            const BwPlotPalette *palette)
{
  for (guint i = 0; i < (guint) HEAT_WIDTH; i++)
    {
      BwPlotColor color = bw_plot_heat_color (palette, i / (HEAT_WIDTH - 1));

      bw_plot_set_color (cr, &color);
      cairo_rectangle (cr, x + i, y - 5, 1, 10);
      cairo_fill (cr);
    }
  bw_plot_set_color (cr, &palette->grid);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, x + 0.5, y - 4.5, HEAT_WIDTH - 1, 9);
  cairo_stroke (cr);
}

static void
paint_sample (cairo_t                 *cr,
              const BwPlotLegendEntry *entry,
              double                   x,
              double                   y,
              const BwPlotPalette     *palette)
{
  static const double dashes[] = { 5, 3 };
  double width = sample_width (entry->sample);

  cairo_save (cr);
  if (entry->color)
    bw_plot_set_color (cr, entry->color);
  x = round (x);
  y = floor (y) + 0.5;
  switch (entry->sample)
    {
    case BW_PLOT_SAMPLE_DASHES:
      cairo_set_dash (cr, dashes, 2, 0);
      /* fall through */
    case BW_PLOT_SAMPLE_LINE:
      cairo_set_line_width (cr, palette->line_width * 0.8);
      cairo_move_to (cr, x, y);
      cairo_rel_line_to (cr, width, 0);
      cairo_stroke (cr);
      break;
    case BW_PLOT_SAMPLE_AREA:
      cairo_rectangle (cr, x, y - 5.5, width, 11);
      cairo_fill (cr);
      bw_plot_set_color (cr, &palette->grid);
      cairo_set_line_width (cr, 1);
      cairo_rectangle (cr, x + 0.5, y - 5, width - 1, 10);
      cairo_stroke (cr);
      break;
    case BW_PLOT_SAMPLE_DOT:
      cairo_arc (cr, x + width / 2, y, 3.5, 0, 2 * G_PI);
      cairo_fill (cr);
      break;
    case BW_PLOT_SAMPLE_RING:
      /* Text leaves a point behind, that the arc would be joined to. */
      cairo_new_sub_path (cr);
      cairo_arc (cr, x + width / 2, y, 3, 0, 2 * G_PI);
      cairo_set_line_width (cr, 1.3);
      cairo_stroke (cr);
      break;
    case BW_PLOT_SAMPLE_HEAT:
      paint_heat (cr, x, y, palette);
      break;
    case BW_PLOT_SAMPLE_NONE:
    default:
      break;
    }
  cairo_restore (cr);
}

static double
text_width (const PangoFontDescription *font,
            const char                 *text)
{
  double width = 0;

  if (text)
    bw_plot_text_measure (font, text, &width, NULL);
  return width;
}

double
bw_plot_legend_lay (cairo_t                    *cr,
                    const BwPlotLegendEntry    *entries,
                    guint                       n,
                    const BwPlotRect           *area,
                    const BwPlotPalette        *palette,
                    const PangoFontDescription *font)
{
  double height, x, y;

  if (n == 0)
    return 0;
  x = area->x;
  y = area->y;
  bw_plot_text_measure (font, "X", NULL, &height);
  for (guint i = 0; i < n; i++)
    {
      gboolean is_heat = entries[i].sample == BW_PLOT_SAMPLE_HEAT;
      double sample = sample_width (entries[i].sample), label = text_width (font, entries[i].label);
      double end = text_width (font, entries[i].end_label);
      double width = sample + (sample > 0 ? TO_LABEL : 0) + label + (end > 0 ? TO_LABEL + end : 0);

      if (x > area->x && x + width > area->x + area->width)
        {
          x = area->x;
          y += height + LINE_GAP;
        }
      if (cr)
        {
          double at = is_heat ? x + label + TO_LABEL : x;

          paint_sample (cr, &entries[i], at, y + height / 2, palette);
          bw_plot_text_draw (cr, font, &palette->text, is_heat || sample <= 0 ? x : x + sample + TO_LABEL,
                             y, 0, 0, entries[i].label);
          if (end > 0)
            bw_plot_text_draw (cr, font, &palette->text, at + sample + TO_LABEL, y, 0, 0,
                               entries[i].end_label);
        }
      x += width + BETWEEN;
    }
  return ceil (y + height - area->y);
}
