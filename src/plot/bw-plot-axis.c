/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-axis.h"

#include <math.h>

#define MARK_LENGTH 4.0
#define LABEL_GAP 4.0

static gboolean
is_free (const BwPlotPlace *places,
         guint              n,
         double             start,
         double             end,
         double             gap)
{
  for (guint i = 0; i < n; i++)
    if (places[i].shown && start < places[i].end + gap && end > places[i].start - gap)
      return FALSE;
  return TRUE;
}

void
bw_plot_axis_place (BwPlotPlace      *places,
                    const BwPlotTick *ticks,
                    const double     *lengths,
                    guint             n,
                    double            low,
                    double            high,
                    double            gap)
{
  guint top = 0;

  for (guint i = 0; i < n; i++)
    {
      double start = ticks[i].position - lengths[i] / 2;

      start = MAX (MIN (start, high - lengths[i]), low);
      places[i] = (BwPlotPlace) { start, start + lengths[i], FALSE };
      top = MAX (top, ticks[i].priority);
    }

  for (guint level = top + 1; level-- > 0;)
    for (guint i = 0; i < n; i++)
      if (ticks[i].priority == level && lengths[i] > 0 && places[i].end <= high + 0.5
          && ticks[i].position >= places[i].start - 0.5 && ticks[i].position <= places[i].end + 0.5
          && is_free (places, n, places[i].start, places[i].end, gap))
        places[i].shown = TRUE;
}

void
bw_plot_axis_paint (cairo_t                    *cr,
                    const BwPlotRect           *plot,
                    BwPlotSide                  side,
                    const BwPlotTick           *ticks,
                    guint                       n,
                    double                      low,
                    double                      high,
                    const BwPlotPalette        *palette,
                    const PangoFontDescription *font)
{
  g_autofree BwPlotPlace *places = g_new (BwPlotPlace, MAX (n, 1));
  g_autofree double *lengths = g_new (double, MAX (n, 1));
  gboolean bottom = side == BW_PLOT_SIDE_BOTTOM;

  for (guint i = 0; i < n; i++)
    {
      double width = 0, height = 0;

      if (ticks[i].label)
        bw_plot_text_measure (font, ticks[i].label, &width, &height);
      lengths[i] = bottom ? width : height;
    }
  bw_plot_axis_place (places, ticks, lengths, n, low, high, bottom ? LABEL_GAP : 0);

  cairo_save (cr);
  bw_plot_set_color (cr, &palette->grid);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < n; i++)
    if (bottom)
      {
        cairo_move_to (cr, floor (ticks[i].position) + 0.5, plot->y + plot->height);
        cairo_rel_line_to (cr, 0, MARK_LENGTH);
      }
    else if (side == BW_PLOT_SIDE_RIGHT)
      {
        cairo_move_to (cr, plot->x + plot->width, floor (ticks[i].position) + 0.5);
        cairo_rel_line_to (cr, MARK_LENGTH, 0);
      }
  cairo_stroke (cr);
  cairo_restore (cr);

  for (guint i = 0; i < n; i++)
    {
      if (!places[i].shown)
        continue;
      if (bottom)
        bw_plot_text_draw (cr, font, ticks[i].priority > 1 ? &palette->text : &palette->dim_text,
                           places[i].start, plot->y + plot->height + MARK_LENGTH + 1, 0, 0,
                           ticks[i].label);
      else if (side == BW_PLOT_SIDE_RIGHT)
        bw_plot_text_draw (cr, font, &palette->dim_text,
                           plot->x + plot->width + MARK_LENGTH + LABEL_GAP,
                           (places[i].start + places[i].end) / 2, 0, 0.5, ticks[i].label);
      else
        bw_plot_text_draw (cr, font, &palette->dim_text, plot->x - LABEL_GAP - 2,
                           (places[i].start + places[i].end) / 2, 1, 0.5, ticks[i].label);
    }
}
