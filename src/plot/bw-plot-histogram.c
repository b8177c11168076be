/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-histogram.h"

#include "plot/bw-plot-legend.h"
#include "plot/bw-plot-read-out.h"
#include "plot/bw-plot-ticks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define X_SPACE 52.0
#define Y_SPACE 30.0
#define LEGEND_GAP 8.0
#define RIGHT_ROOM 10.0
/* Beyond the outermost bins, of their span; and the shortest axis, ms. */
#define SIDE_ROOM 0.04
#define LEAST_RANGE 100.0

static guint
make_legend (const BwPlotHistogram *self,
             BwPlotLegendEntry     *entries,
             const BwPlotPalette   *palette)
{
  if (!self->words)
    return 0;
  entries[0] = (BwPlotLegendEntry) {
    self->has_triangle ? BW_PLOT_SAMPLE_LINE : BW_PLOT_SAMPLE_NONE,
    palette ? &palette->ink : NULL, self->words, NULL,
  };
  return 1;
}

/* Counts are whole: no tick between two of them. */
static BwPlotTicks *
make_count_ticks (const BwPlotHistogramLayout *layout)
{
  double least = (layout->count.p0 - layout->count.p1) / MAX (layout->count.d1, 1);

  return bw_plot_ticks_new (&layout->count, MAX (Y_SPACE, least), NULL);
}

void
bw_plot_histogram_layout (BwPlotHistogramLayout      *layout,
                          const BwPlotHistogram      *self,
                          const BwPlotRect           *area,
                          const PangoFontDescription *font)
{
  BwPlotLegendEntry entries[1];
  double legend = bw_plot_legend_lay (NULL, entries, make_legend (self, entries, NULL), area, NULL, font);
  double text, low = self->first_ms, high = self->first_ms + self->n * self->bin_ms, most = 0;
  g_autoptr (BwPlotTicks) ticks = NULL;

  bw_plot_text_measure (font, "X", NULL, &text);
  for (guint i = 0; i < self->n; i++)
    most = MAX (most, self->counts[i]);
  if (self->has_triangle)
    {
      low = MIN (low, self->foot_ms);
      high = MAX (high, self->other_foot_ms);
      most = MAX (most, self->peak_count);
    }
  if (high - low < LEAST_RANGE)
    {
      double middle = (low + high) / 2;

      low = middle - LEAST_RANGE / 2;
      high = middle + LEAST_RANGE / 2;
    }

  layout->plot.y = floor (area->y + (legend > 0 ? legend + LEGEND_GAP : ceil (text / 2)));
  layout->plot.height = MAX (floor (area->y + area->height - layout->plot.y - ceil (text) - 8), 1);
  layout->count = (BwPlotScale) { 0, MAX (most, 1) * 1.06, layout->plot.y + layout->plot.height,
                                  layout->plot.y };
  ticks = make_count_ticks (layout);
  layout->plot.x = floor (area->x + bw_plot_ticks_measure (ticks, font));
  layout->plot.width = MAX (floor (area->x + area->width - RIGHT_ROOM - layout->plot.x), 1);
  layout->interval = (BwPlotScale) { low - SIDE_ROOM * (high - low), high + SIDE_ROOM * (high - low),
                                     layout->plot.x, layout->plot.x + layout->plot.width };
}

int
bw_plot_histogram_find (const BwPlotHistogram       *self,
                        const BwPlotHistogramLayout *layout,
                        double                       x)
{
  double bin = floor ((bw_plot_scale_invert (&layout->interval, x) - self->first_ms) / self->bin_ms);

  return bin >= 0 && bin < self->n ? (int) bin : -1;
}

static void
paint_bars (cairo_t                     *cr,
            const BwPlotHistogram       *self,
            const BwPlotHistogramLayout *layout,
            const BwPlotPalette         *palette)
{
  double foot = layout->plot.y + layout->plot.height;

  for (guint i = 0; i < self->n; i++)
    {
      double left = bw_plot_scale_map (&layout->interval, self->first_ms + i * self->bin_ms);
      double right = bw_plot_scale_map (&layout->interval, self->first_ms + (i + 1) * self->bin_ms);
      double top = bw_plot_scale_map (&layout->count, self->counts[i]);

      if (self->counts[i] == 0)
        continue;
      /* A hair between neighbours, where they are wide enough for one. */
      if (right - left >= 4)
        right -= 1;
      bw_plot_set_color (cr, self->cursor == (int) i ? &palette->accent : &palette->hrv.bar);
      cairo_rectangle (cr, left, top, MAX (right - left, 0.7), foot - top);
      cairo_fill (cr);
    }
}

static void
paint_triangle (cairo_t                     *cr,
                const BwPlotHistogram       *self,
                const BwPlotHistogramLayout *layout,
                const BwPlotPalette         *palette)
{
  double foot = layout->plot.y + layout->plot.height - 1;

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, bw_plot_scale_map (&layout->interval, self->foot_ms), foot);
  cairo_line_to (cr, bw_plot_scale_map (&layout->interval, self->peak_ms),
                 bw_plot_scale_map (&layout->count, self->peak_count));
  cairo_line_to (cr, bw_plot_scale_map (&layout->interval, self->other_foot_ms), foot);
  cairo_close_path (cr);
  bw_plot_set_color (cr, &palette->background);
  cairo_set_line_width (cr, palette->line_width * 0.8 + 2);
  cairo_stroke_preserve (cr);
  bw_plot_set_color (cr, &palette->ink);
  cairo_set_line_width (cr, palette->line_width * 0.8);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
bw_plot_histogram_paint (cairo_t                    *cr,
                         const BwPlotRect           *area,
                         const BwPlotHistogram      *self,
                         const BwPlotPalette        *palette,
                         const PangoFontDescription *font)
{
  BwPlotLegendEntry entries[1];
  BwPlotHistogramLayout layout;
  g_autoptr (BwPlotTicks) bottom = NULL;
  g_autoptr (BwPlotTicks) left = NULL;

  g_return_if_fail (self->cursor < (int) self->n);

  bw_plot_histogram_layout (&layout, self, area, font);
  bottom = bw_plot_ticks_new (&layout.interval, X_SPACE, _("ms"));
  left = make_count_ticks (&layout);

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  bw_plot_legend_lay (cr, entries, make_legend (self, entries, palette), area, palette, font);
  bw_plot_ticks_paint_grid (left, cr, &layout.plot, BW_PLOT_SIDE_LEFT, palette);
  paint_bars (cr, self, &layout, palette);
  if (self->has_triangle)
    paint_triangle (cr, self, &layout, palette);
  bw_plot_ticks_paint (bottom, cr, &layout.plot, BW_PLOT_SIDE_BOTTOM, layout.plot.x,
                       area->x + area->width, palette, font);
  bw_plot_ticks_paint (left, cr, &layout.plot, BW_PLOT_SIDE_LEFT, area->y,
                       layout.plot.y + layout.plot.height + 6, palette, font);
  if (self->cursor >= 0 && self->cursor_text)
    bw_plot_read_out_paint (
        cr, &layout.plot,
        bw_plot_scale_map (&layout.interval, self->first_ms + (self->cursor + 0.5) * self->bin_ms),
        bw_plot_scale_map (&layout.count, self->counts[self->cursor]), self->cursor_text, palette, font);
  cairo_restore (cr);
}
