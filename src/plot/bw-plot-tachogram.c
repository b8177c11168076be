/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-tachogram-private.h"

#include "plot/bw-plot-read-out.h"

#include <math.h>

/* From the frame to the first and the last beat. */
#define INSET 7.0
#define HEAD_GAP 8.0
/* Below the frame, to the labels of time. */
#define AXIS_MARKS 6.0
/* Of the intervals in sight, left out at either end where they are very many. */
#define CUT_SHARE 0.002
#define MANY 500
#define BIN_MS 5.0
#define N_BINS 2000
#define LEAST_SPAN_MS 100.0
#define ROOM 0.06
#define RING 4.5

guint
bw_plot_tachogram_line_seek (const BwPlotTachogramLine *line,
                             double                     time_ms)
{
  guint low = 0, high = line->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (line->time_ms[middle] < time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The range of intervals [from, to), the outermost of many left out. Returns: whether there is any */
static gboolean
get_range (const BwPlotTachogramLine *line,
           guint                      from,
           guint                      to,
           double                    *low_ms,
           double                    *high_ms)
{
  g_autofree guint *bins = NULL;
  guint cut, seen, i;
  double low = INFINITY, high = -INFINITY;

  for (i = from; i < to; i++)
    if (isfinite (line->rr_ms[i]) && line->rr_ms[i] > 0)
      {
        low = MIN (low, line->rr_ms[i]);
        high = MAX (high, line->rr_ms[i]);
      }
  if (low > high)
    return FALSE;
  *low_ms = low;
  *high_ms = high;
  if (to - from < MANY)
    return TRUE;

  bins = g_new0 (guint, N_BINS);
  for (i = from; i < to; i++)
    if (isfinite (line->rr_ms[i]) && line->rr_ms[i] > 0)
      bins[(guint) CLAMP (line->rr_ms[i] / BIN_MS, 0, N_BINS - 1)]++;
  cut = (guint) ((to - from) * CUT_SHARE);
  for (i = 0, seen = 0; i + 1 < N_BINS && seen + bins[i] <= cut; i++)
    seen += bins[i];
  *low_ms = MAX (low, i * BIN_MS);
  for (i = N_BINS - 1, seen = 0; i > 0 && seen + bins[i] <= cut; i--)
    seen += bins[i];
  if (i < N_BINS - 1)
    *high_ms = MIN (high, (i + 1) * BIN_MS);
  return TRUE;
}

/* As get_range(), of what is in sight. */
static gboolean
get_visible_range (const BwPlotTachogramLine *line,
                   double                     from_ms,
                   double                     to_ms,
                   double                    *low_ms,
                   double                    *high_ms)
{
  guint from = bw_plot_tachogram_line_seek (line, from_ms);
  guint to = bw_plot_tachogram_line_seek (line, to_ms);

  /* The beat at the end is in sight too. */
  return get_range (line, from, MIN (to + 1, line->n), low_ms, high_ms);
}

void
bw_plot_tachogram_fit (const BwPlotTachogram *self,
                       double                *low_ms,
                       double                *high_ms)
{
  double low = 600, high = 1000, span, step;

  if (!get_visible_range (&self->corrected, self->from_ms, self->to_ms, &low, &high)
      && !get_visible_range (&self->measured, self->from_ms, self->to_ms, &low, &high))
    get_range (&self->corrected, 0, self->corrected.n, &low, &high);
  span = (high - low) * (1 + 2 * ROOM);
  span = MAX (span, LEAST_SPAN_MS);
  step = bw_plot_nice_step (span, 9);
  low = (low + high - span) / 2;
  high = low + span;
  *low_ms = MAX (floor (low / step) * step, 0);
  *high_ms = ceil (high / step) * step;
}

void
bw_plot_tachogram_layout (BwPlotTachogramLayout      *layout,
                          const BwPlotTachogram      *self,
                          const BwPlotRect           *area,
                          const PangoFontDescription *font)
{
  double left, right, height, head, legend, low = self->low_ms, high = self->high_ms, inset;
  BwPlotRect plot;

  bw_plot_text_measure (font, "0", NULL, &height);
  height = ceil (height);
  bw_plot_tachogram_measure_axes (self, font, &left, &right);
  plot.x = round (area->x + left);
  plot.width = MAX (round (area->x + area->width - right) - plot.x, 1);
  plot.y = area->y;
  plot.height = area->height;
  legend = bw_plot_tachogram_lay_legend (NULL, self, &plot, NULL, font);
  head = MAX (height, legend) + HEAD_GAP;
  plot.y = round (area->y + head);
  plot.height = MAX (round (area->y + area->height - height - AXIS_MARKS) - plot.y, 1);
  layout->legend = (BwPlotRect) { plot.x, area->y, plot.width, legend };
  layout->plot = plot;

  if (!(low < high))
    bw_plot_tachogram_fit (self, &low, &high);
  inset = MIN (INSET, plot.width / 4);
  layout->time = (BwPlotScale) { self->from_ms, self->to_ms, plot.x + inset,
                                 plot.x + plot.width - inset };
  layout->rr = (BwPlotScale) { low, high, plot.y + plot.height, plot.y };
}

void
bw_plot_tachogram_get_visible (const BwPlotTachogramPaint *paint,
                               const BwPlotTachogramLine  *line,
                               guint                      *from,
                               guint                      *to)
{
  const BwPlotRect *plot = &paint->layout.plot;
  double from_ms = bw_plot_scale_invert (&paint->layout.time, plot->x);
  double to_ms = bw_plot_scale_invert (&paint->layout.time, plot->x + plot->width);

  *from = bw_plot_tachogram_line_seek (line, from_ms);
  *from -= MIN (*from, 1);
  *to = MIN (bw_plot_tachogram_line_seek (line, to_ms) + 1, line->n);
  *to = MAX (*from, *to);
}

double
bw_plot_tachogram_place (const BwPlotTachogramLayout *layout,
                         double                       rr_ms)
{
  double top = layout->plot.y, bottom = top + layout->plot.height, y;

  if (!(rr_ms > 0) || !isfinite (rr_ms))
    return bottom - BW_PLOT_TACHOGRAM_EDGE;
  y = bw_plot_scale_map (&layout->rr, rr_ms);
  return y < top + 1 ? top + BW_PLOT_TACHOGRAM_EDGE : y > bottom - 1 ? bottom - BW_PLOT_TACHOGRAM_EDGE
                                                                      : y;
}

int
bw_plot_tachogram_find (const BwPlotTachogramLayout *layout,
                        const BwPlotTachogramLine   *line,
                        double                       x,
                        double                       y,
                        double                       reach)
{
  double from_ms = bw_plot_scale_invert (&layout->time, x - reach);
  double to_ms = bw_plot_scale_invert (&layout->time, x + reach);
  double nearest = reach;
  int found = -1;

  for (guint i = bw_plot_tachogram_line_seek (line, from_ms);
       i < line->n && line->time_ms[i] <= to_ms; i++)
    {
      double across, down, distance;

      if (line->hidden && line->hidden[i])
        continue;
      across = bw_plot_scale_map (&layout->time, line->time_ms[i]) - x;
      down = bw_plot_tachogram_place (layout, line->rr_ms[i]) - y;
      distance = hypot (across, down);
      if (distance <= nearest)
        {
          nearest = distance;
          found = (int) i;
        }
    }
  return found;
}

static void
paint_cursor (cairo_t                    *cr,
              const BwPlotTachogramPaint *paint)
{
  const BwPlotTachogram *self = paint->self;
  const BwPlotRect *plot = &paint->layout.plot;
  double x, y = plot->y + plot->height;

  if (self->has_ghost)
    {
      static const double dashes[] = { 4, 3 };

      x = bw_plot_tachogram_x (paint, self->ghost_ms);
      cairo_save (cr);
      bw_plot_set_color (cr, &paint->palette->accent);
      cairo_set_line_width (cr, 1.5);
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_move_to (cr, x, plot->y);
      cairo_rel_line_to (cr, 0, plot->height);
      cairo_stroke (cr);
      cairo_restore (cr);
    }
  if (!self->has_cursor)
    return;
  x = bw_plot_tachogram_x (paint, self->cursor_ms);
  if (x < plot->x - 1 || x > plot->x + plot->width + 1)
    return;
  cairo_save (cr);
  bw_plot_set_color (cr, &paint->palette->accent);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, floor (x) + 0.5, plot->y);
  cairo_rel_line_to (cr, 0, plot->height);
  cairo_stroke (cr);
  if (self->cursor_rr_ms > 0)
    {
      y = bw_plot_tachogram_place (&paint->layout, self->cursor_rr_ms);
      cairo_set_line_width (cr, 2);
      cairo_arc (cr, x, y, RING, 0, 2 * G_PI);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
  if (self->cursor_text)
    bw_plot_read_out_paint (cr, plot, x, y, self->cursor_text, paint->palette, paint->font);
}

void
bw_plot_tachogram_paint (cairo_t                    *cr,
                         const BwPlotRect           *area,
                         const BwPlotTachogram      *self,
                         const BwPlotPalette        *palette,
                         const PangoFontDescription *font)
{
  BwPlotTachogramPaint paint = { .self = self, .palette = palette, .font = font };
  const BwPlotRect *plot = &paint.layout.plot;
  BwPlotRect head;

  g_return_if_fail (self->from_ms < self->to_ms);

  bw_plot_tachogram_layout (&paint.layout, self, area, font);
  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);

  bw_plot_tachogram_paint_axes (cr, &paint);
  head = (BwPlotRect) { plot->x, area->y, plot->width, area->height };
  bw_plot_tachogram_lay_legend (cr, self, &head, palette, font);

  cairo_save (cr);
  cairo_rectangle (cr, plot->x, plot->y, plot->width, plot->height);
  cairo_clip (cr);
  bw_plot_tachogram_paint_gaps (cr, &paint);
  bw_plot_tachogram_paint_selection (cr, &paint);
  bw_plot_tachogram_paint_lines (cr, &paint);
  bw_plot_tachogram_paint_marks (cr, &paint);
  cairo_restore (cr);
  paint_cursor (cr, &paint);
  cairo_restore (cr);
}
