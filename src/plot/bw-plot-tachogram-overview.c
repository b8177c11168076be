/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-tachogram-overview.h"

#include "plot/bw-plot-frame.h"
#include "plot/bw-plot-tachogram-private.h"

#include <math.h>

#define TICK_HEIGHT 4.0
#define ROOM 3.0             /* above and below the line */
#define FRAME BW_PLOT_FRAME_WIDTH

/* Where time lies: within the frame of the strip. */
static BwPlotScale
get_scale (const BwPlotTachogramOverview *self,
           const BwPlotRect              *area)
{
  double inset = MIN (FRAME + 1, area->width / 4);

  return (BwPlotScale) { 0, MAX (self->length_ms, 1), area->x + inset,
                         area->x + area->width - inset };
}

double
bw_plot_tachogram_overview_ms_to_x (const BwPlotTachogramOverview *self,
                                    const BwPlotRect              *area,
                                    double                         time_ms)
{
  BwPlotScale scale = get_scale (self, area);

  return bw_plot_scale_map (&scale, time_ms);
}

double
bw_plot_tachogram_overview_x_to_ms (const BwPlotTachogramOverview *self,
                                    const BwPlotRect              *area,
                                    double                         x)
{
  BwPlotScale scale = get_scale (self, area);

  return bw_plot_scale_invert (&scale, x);
}

/* A tick a column, however many of its beats are marked. */
static void
paint_ticks (cairo_t                       *cr,
             const BwPlotTachogramOverview *self,
             const BwPlotRect              *area,
             const BwPlotPalette           *palette)
{
  double last = -INFINITY;

  cairo_new_path (cr);
  for (guint i = 0; i < self->n_marks; i++)
    {
      double x = round (bw_plot_tachogram_overview_ms_to_x (self, area, self->marks[i].time_ms));

      if (x <= last)
        continue;
      last = x;
      cairo_rectangle (cr, x - 0.5, area->y + 1, 1, TICK_HEIGHT);
    }
  bw_plot_set_color (cr, &palette->tachogram.beat[BW_PLOT_BEAT_EXTRA]);
  cairo_fill (cr);
}

void
bw_plot_tachogram_overview_paint (cairo_t                       *cr,
                                  const BwPlotRect              *area,
                                  const BwPlotTachogramOverview *self,
                                  const BwPlotPalette           *palette)
{
  BwPlotTachogram whole = {
    .corrected = self->corrected,
    .gaps = self->gaps,
    .n_gaps = self->n_gaps,
    .from_ms = 0,
    .to_ms = MAX (self->length_ms, 1),
    .device_scale = self->device_scale,
    .has_selection = self->has_selection,
    .selection_from_ms = self->selection_from_ms,
    .selection_to_ms = self->selection_to_ms,
  };
  BwPlotTachogramPaint paint = { .self = &whole, .palette = palette, .is_overview = TRUE };
  double above = ROOM + (self->n_marks > 0 ? TICK_HEIGHT : 0), low, high;

  if (!(area->width > 0 && area->height > 0))
    return;
  bw_plot_tachogram_fit (&whole, &low, &high);
  paint.layout.plot = *area;
  paint.layout.time = get_scale (self, area);
  paint.layout.rr = (BwPlotScale) { low, high, MAX (area->y + area->height - ROOM, area->y),
                                    MIN (area->y + above, area->y + area->height) };

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  bw_plot_tachogram_paint_gaps (cr, &paint);
  bw_plot_tachogram_paint_selection (cr, &paint);
  bw_plot_tachogram_paint_lines (cr, &paint);
  paint_ticks (cr, self, area, palette);
  if (self->from_ms < self->to_ms)
    bw_plot_paint_frame (cr, area,
                         bw_plot_tachogram_overview_ms_to_x (self, area, self->from_ms) - FRAME,
                         bw_plot_tachogram_overview_ms_to_x (self, area, self->to_ms) + FRAME,
                         &palette->accent, &palette->background);
  cairo_restore (cr);
}
