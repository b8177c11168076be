/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-ecg-beat-private.h"

#include <math.h>

#define LEGEND_LINE 26.0
#define LEGEND_GAP 16.0

const BwPlotColor *
bw_plot_ecg_beat_set_color (const BwPlotEcgBeat    *self,
                            guint                   set,
                            const BwPlotEcgPalette *colors)
{
  return self->n_sets > 1 ? &colors->set[set] : &colors->trace;
}

void
bw_plot_ecg_beat_set_line (cairo_t                *cr,
                           const BwPlotEcgBeat    *self,
                           guint                   set,
                           const BwPlotEcgPalette *colors)
{
  static const double dashes[] = { 6, 3.5 };

  bw_plot_set_color (cr, bw_plot_ecg_beat_set_color (self, set, colors));
  cairo_set_line_width (cr, colors->line_width * 1.4);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (cr, dashes, set == 1 ? 2 : 0, 0);
}

/* The piece of line, or of the band, before an entry of the legend. */
static void
paint_sample (cairo_t                *cr,
              const BwPlotEcgBeat    *self,
              guint                   entry,
              const BwPlotEcgPalette *colors,
              double                  x,
              double                  y)
{
  cairo_save (cr);
  if (entry < G_N_ELEMENTS (self->sets))
    {
      bw_plot_ecg_beat_set_line (cr, self, entry, colors);
      cairo_move_to (cr, x, floor (y) + 0.5);
      cairo_rel_line_to (cr, LEGEND_LINE, 0);
      cairo_stroke (cr);
    }
  else
    {
      BwPlotColor color = self->n_sets > 1 ? colors->flaw_ink : colors->trace;

      color.alpha = BW_PLOT_ECG_BEAT_BAND_ALPHA;
      bw_plot_set_color (cr, &color);
      cairo_rectangle (cr, x, y - 5, LEGEND_LINE, 10);
      cairo_fill (cr);
    }
  cairo_restore (cr);
}

double
bw_plot_ecg_beat_lay_legend (cairo_t                    *cr,
                             const BwPlotEcgBeat        *self,
                             const BwPlotRect           *area,
                             const BwPlotPalette        *palette,
                             const PangoFontDescription *font)
{
  const char *labels[] = { self->sets[0].name, self->n_sets > 1 ? self->sets[1].name : NULL,
                           self->band_label };
  double height = bw_plot_ecg_beat_text_height (font), x = area->x, y = area->y;
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      double width;

      if (!labels[i])
        continue;
      bw_plot_text_measure (font, labels[i], &width, NULL);
      width += LEGEND_LINE + BW_PLOT_ECG_BEAT_GAP;
      if (x > area->x && x + width > area->x + area->width)
        {
          x = area->x;
          y += height + 2;
        }
      if (cr)
        {
          paint_sample (cr, self, i, &palette->ecg, x, y + height / 2);
          bw_plot_text_draw (cr, font, &palette->text, x + LEGEND_LINE + BW_PLOT_ECG_BEAT_GAP, y,
                             0, 0, labels[i]);
        }
      x += width + LEGEND_GAP;
      any = TRUE;
    }
  return any ? y + height + BW_PLOT_ECG_BEAT_GAP - area->y : 0;
}
