/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-zones.h"

#include "plot/bw-plot-axis.h"

#include <math.h>

static const double borders[] = { 0, BW_ZONE_YELLOW_FROM, BW_ZONE_GREEN_FROM, 100 };

static char *
make_word (int      zone,
           gboolean stacked)
{
  return g_strdup_printf (stacked ? "%s\n%s" : "%s %s", bw_zone_get_shape ((BwZone) zone),
                          bw_zone_get_name ((BwZone) zone));
}

/* Zones are in the order of the scores, red lowest. */
static void
get_range (int     zone,
           double *from,
           double *to)
{
  *from = zone == BW_ZONE_GREEN ? BW_ZONE_GREEN_FROM : zone == BW_ZONE_YELLOW ? BW_ZONE_YELLOW_FROM : 0;
  *to = zone == BW_ZONE_GREEN ? 100 : zone == BW_ZONE_YELLOW ? BW_ZONE_GREEN_FROM : BW_ZONE_YELLOW_FROM;
}

double
bw_plot_zones_measure_words (const PangoFontDescription *font,
                             gboolean                    stacked)
{
  double most = 0;

  for (int zone = BW_ZONE_RED; zone <= BW_ZONE_GREEN; zone++)
    {
      g_autofree char *word = make_word (zone, stacked);
      double width;

      bw_plot_text_measure (font, word, &width, NULL);
      most = MAX (most, width);
    }
  return most;
}

void
bw_plot_zones_paint (cairo_t             *cr,
                     const BwPlotRect    *plot,
                     const BwPlotScale   *score,
                     const BwPlotPalette *palette)
{
  static const double dashes[] = { 2, 3 };

  for (int zone = BW_ZONE_RED; zone <= BW_ZONE_GREEN; zone++)
    {
      double from, to, top, bottom;

      get_range (zone, &from, &to);
      top = bw_plot_scale_map (score, to);
      bottom = bw_plot_scale_map (score, from);
      bw_plot_set_color (cr, &palette->zone_area[zone]);
      cairo_rectangle (cr, plot->x, top, plot->width, bottom - top);
      cairo_fill (cr);
    }

  cairo_set_line_width (cr, 1);
  bw_plot_set_color (cr, &palette->grid);
  for (guint i = 0; i < G_N_ELEMENTS (borders); i++)
    {
      double y = floor (bw_plot_scale_map (score, borders[i])) + 0.5;

      cairo_set_dash (cr, dashes, i == 0 || i == G_N_ELEMENTS (borders) - 1 ? 0 : 2, 0);
      cairo_move_to (cr, plot->x, y);
      cairo_line_to (cr, plot->x + plot->width, y);
      cairo_stroke (cr);
    }
  cairo_set_dash (cr, NULL, 0, 0);
}

void
bw_plot_zones_paint_words (cairo_t                    *cr,
                           const BwPlotRect           *plot,
                           const BwPlotScale          *score,
                           gboolean                    stacked,
                           const BwPlotPalette        *palette,
                           const PangoFontDescription *font)
{
  for (int zone = BW_ZONE_RED; zone <= BW_ZONE_GREEN; zone++)
    {
      g_autofree char *word = make_word (zone, stacked);
      double from, to;

      get_range (zone, &from, &to);
      bw_plot_text_draw (cr, font, &palette->zone_text[zone], plot->x + plot->width + 6,
                         bw_plot_scale_map (score, (from + to) / 2), 0, 0.5, word);
    }
}

void
bw_plot_zones_paint_axis (cairo_t                    *cr,
                          const BwPlotRect           *plot,
                          const BwPlotScale          *score,
                          double                      other,
                          double                      low,
                          double                      high,
                          const BwPlotPalette        *palette,
                          const PangoFontDescription *font)
{
  g_autofree char *label = g_strdup_printf ("%d", bw_zone_shown_score (other));
  char labels[G_N_ELEMENTS (borders)][8];
  BwPlotTick ticks[G_N_ELEMENTS (borders) + 1];
  guint n;

  for (n = 0; n < G_N_ELEMENTS (borders); n++)
    {
      g_snprintf (labels[n], sizeof labels[n], "%.0f", borders[n]);
      ticks[n] = (BwPlotTick) { bw_plot_scale_map (score, borders[n]), labels[n], 1 };
    }
  if (other > 0)
    ticks[n++] = (BwPlotTick) { bw_plot_scale_map (score, other), label, 0 };
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_LEFT, ticks, n, low, high, palette, font);
}
