/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-ecg-overview.h"

#include "plot/bw-plot-frame.h"
#include "plot/bw-plot-trace.h"

#include <math.h>

#define TICK_HEIGHT 3.0
#define LEAST_TICKS_APART 3.0
#define HATCH_HEIGHT 5.0
#define HATCH_DISTANCE 4.0
#define LINE_WIDTH 1.0
/* Columns whose extremes may be cut off at either end, of all. */
#define CUT_SHARE 0.02
#define PAPER_COLUMNS 10.0

static double
duration (const BwPlotEcgOverview *self)
{
  return MAX (self->n, 1) / self->rate_hz;
}

double
bw_plot_ecg_overview_s_to_x (const BwPlotEcgOverview *self,
                             const BwPlotRect        *area,
                             double                   s)
{
  return area->x + s / duration (self) * area->width;
}

double
bw_plot_ecg_overview_x_to_s (const BwPlotEcgOverview *self,
                             const BwPlotRect        *area,
                             double                   x)
{
  return (x - area->x) / area->width * duration (self);
}

static int
compare (const void *a,
         const void *b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

/* The range of most of it: electrodes that settle, or a jolt, would press the rest into a line. */
static void
find_range (const BwPlotTrace *trace,
            double            *low,
            double            *high)
{
  guint n = 0, most = (guint) CLAMP (trace->right - trace->left, 1, 10000);
  g_autofree double *lows = g_new (double, most);
  g_autofree double *highs = g_new (double, most);

  for (guint i = 0; i < most; i++)
    {
      double left = trace->left + (trace->right - trace->left) * i / most;

      if (bw_plot_trace_get_range (trace, left, left + (trace->right - trace->left) / most, &lows[n],
                                   &highs[n]))
        n++;
    }
  *low = *high = 0;
  if (n > 0)
    {
      guint cut = (guint) (n * CUT_SHARE);

      qsort (lows, n, sizeof (double), compare);
      qsort (highs, n, sizeof (double), compare);
      *low = lows[cut];
      *high = highs[n - 1 - cut];
    }
  if (*high - *low < 1)
    {
      *low -= 500;
      *high += 500;
    }
}

static void
paint_stretches (cairo_t                 *cr,
                 const BwPlotRect        *area,
                 const BwPlotEcgOverview *self,
                 const BwPlotEcgPalette  *colors)
{
  double bottom = area->y + area->height;

  if (self->n_stretches == 0)
    return;

  cairo_save (cr);
  for (guint i = 0; i < self->n_stretches; i++)
    {
      double left = bw_plot_ecg_overview_s_to_x (self, area, self->stretches[i].start_s);
      double right = bw_plot_ecg_overview_s_to_x (self, area, self->stretches[i].end_s);

      cairo_rectangle (cr, round (left), area->y, MAX (round (right) - round (left), 1),
                       area->height);
    }
  bw_plot_set_color (cr, &colors->flaw);
  cairo_fill_preserve (cr);
  cairo_clip (cr);
  bw_plot_set_color (cr, &colors->flaw_ink);
  cairo_set_line_width (cr, 0.8);
  for (double x = area->x - HATCH_HEIGHT; x < area->x + area->width; x += HATCH_DISTANCE)
    {
      cairo_move_to (cr, x, bottom);
      cairo_rel_line_to (cr, HATCH_HEIGHT, -HATCH_HEIGHT);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_ticks (cairo_t                 *cr,
             const BwPlotRect        *area,
             const BwPlotEcgOverview *self,
             const BwPlotEcgPalette  *colors)
{
  if (self->n_peaks > area->width / LEAST_TICKS_APART)
    return;

  bw_plot_set_color (cr, &colors->mark);
  for (guint i = 0; i < self->n_peaks; i++)
    cairo_rectangle (cr,
                     round (bw_plot_ecg_overview_s_to_x (self, area, self->peaks[i] / self->rate_hz)),
                     area->y + 1, 1, TICK_HEIGHT);
  cairo_fill (cr);
}

void
bw_plot_ecg_overview_paint (cairo_t                 *cr,
                            const BwPlotRect        *area,
                            const BwPlotEcgOverview *self,
                            const BwPlotPalette     *palette)
{
  const BwPlotEcgPalette *colors = &palette->ecg;
  double inner = MAX (area->height - 2 * (TICK_HEIGHT + 2) - LINE_WIDTH, 1), low, high;
  BwPlotTrace trace = {
    .samples = self->samples_uv,
    .n = self->n,
    .min_max = self->min_max,
    .x0 = area->x,
    .step = area->width / MAX (self->n, 1),
    .left = area->x,
    .right = area->x + area->width,
    .column = 1 / (self->device_scale > 0 ? self->device_scale : PAPER_COLUMNS),
    .line_width = LINE_WIDTH,
  };

  g_return_if_fail (self->rate_hz > 0);

  if (!(area->width > 0 && area->height > 0))
    return;
  find_range (&trace, &low, &high);
  trace.scale = -inner / (high - low);
  trace.y0 = area->y + area->height / 2 - (low + high) / 2 * trace.scale;

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  bw_plot_set_color (cr, &colors->paper);
  cairo_paint (cr);
  paint_stretches (cr, area, self, colors);
  bw_plot_trace_paint (cr, &trace, &colors->trace);
  paint_ticks (cr, area, self, colors);
  if (self->from_s < self->to_s)
    bw_plot_paint_frame (cr, area, bw_plot_ecg_overview_s_to_x (self, area, self->from_s),
                         bw_plot_ecg_overview_s_to_x (self, area, self->to_s), &colors->caliper,
                         &colors->paper);
  cairo_restore (cr);
}
