/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-ecg-private.h"

#include <math.h>

#define TICK 7.0
#define HANDLE 3.5
#define LEAST_MARCH 6.0
#define PADDING 6.0

static void
paint_march (cairo_t              *cr,
             const BwPlotEcgStrip *strip,
             double                x,
             double                interval)
{
  const BwPlotRect *plot = &strip->plot;
  const double dashes[] = { 2, 3 };
  double first = ceil ((plot->x - x) / interval);
  double last = floor ((plot->x + plot->width - x) / interval);

  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, bw_plot_ecg_hairline (strip->ecg, 1));
  for (double k = first; k <= last; k++)
    {
      double at = bw_plot_ecg_align (strip->ecg, x + k * interval, cairo_get_line_width (cr));

      if (k == 0 || k == 1)
        continue;
      cairo_move_to (cr, at, plot->y);
      cairo_line_to (cr, at, plot->y + plot->height);
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* A line down the whole plot, a tick at its amplitude, a letter at its head. The one that moves is
 * heavier and has a handle. */
static void
paint_leg (cairo_t              *cr,
           const BwPlotEcgStrip *strip,
           guint                 leg,
           double                side)
{
  const BwPlotEcg *ecg = strip->ecg;
  const BwPlotRect *plot = &strip->plot;
  gboolean active = ecg->caliper_active == leg;
  double width = bw_plot_ecg_hairline (ecg, active ? 2 : 1);
  double x = bw_plot_ecg_align (ecg, bw_plot_ecg_s_to_x (ecg, plot, ecg->caliper_s[leg]), width);
  double y = bw_plot_ecg_align (ecg, bw_plot_ecg_uv_to_y (ecg, plot, ecg->caliper_uv[leg]), width);

  cairo_set_line_width (cr, width);
  cairo_move_to (cr, x, plot->y);
  cairo_line_to (cr, x, plot->y + plot->height);
  cairo_move_to (cr, x - TICK, y);
  cairo_line_to (cr, x + TICK, y);
  cairo_stroke (cr);
  if (active)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, HANDLE, 0, 2 * G_PI);
      cairo_stroke (cr);
    }
  bw_plot_text_draw (cr, strip->font, &strip->palette->ecg.caliper, x + side * 5, plot->y + 2,
                     side < 0 ? 1 : 0, 0, leg == 0 ? "A" : "B");
}

/* What they measure, between them where there is room, and a line that ties it to both. */
static void
paint_read_out (cairo_t              *cr,
                const BwPlotEcgStrip *strip,
                double                left,
                double                right)
{
  const BwPlotRect *plot = &strip->plot;
  const BwPlotEcgPalette *colors = &strip->palette->ecg;
  double width, height, x, y, line = bw_plot_ecg_hairline (strip->ecg, 1);
  const double radius = 4;

  bw_plot_text_measure (strip->font, strip->ecg->caliper_text, &width, &height);
  width = ceil (width) + 2 * PADDING;
  height = ceil (height) + PADDING;
  x = (left + right - width) / 2;
  x = MAX (MIN (x, plot->x + plot->width - width - 3), plot->x + 3);
  x = bw_plot_ecg_align (strip->ecg, x, line);
  y = bw_plot_ecg_align (strip->ecg, plot->y + plot->height - height - 4, line);

  cairo_set_line_width (cr, line);
  bw_plot_set_color (cr, &colors->caliper);
  cairo_move_to (cr, left, bw_plot_ecg_align (strip->ecg, y + height / 2, line));
  cairo_line_to (cr, right, bw_plot_ecg_align (strip->ecg, y + height / 2, line));
  cairo_stroke (cr);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
  bw_plot_set_color (cr, &colors->paper);
  cairo_fill_preserve (cr);
  bw_plot_set_color (cr, &colors->caliper);
  cairo_stroke (cr);
  bw_plot_text_draw (cr, strip->font, &colors->caliper, x + PADDING, y + height / 2, 0, 0.5,
                     strip->ecg->caliper_text);
}

void
bw_plot_ecg_paint_calipers (cairo_t              *cr,
                            const BwPlotEcgStrip *strip)
{
  const BwPlotEcg *ecg = strip->ecg;
  double a = bw_plot_ecg_s_to_x (ecg, &strip->plot, ecg->caliper_s[0]);
  double b = bw_plot_ecg_s_to_x (ecg, &strip->plot, ecg->caliper_s[1]);

  bw_plot_set_color (cr, &strip->palette->ecg.caliper);
  if (ecg->march && fabs (b - a) >= LEAST_MARCH)
    paint_march (cr, strip, MIN (a, b), fabs (b - a));
  paint_leg (cr, strip, 0, a <= b ? -1 : 1);
  paint_leg (cr, strip, 1, a <= b ? 1 : -1);
  if (ecg->caliper_text)
    paint_read_out (cr, strip, MIN (a, b), MAX (a, b));
}
