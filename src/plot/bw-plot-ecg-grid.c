/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-ecg-private.h"

#include <math.h>

/* Lines fade from the first distance to the second, in units. */
#define FADE_FROM 4.0
#define FADE_TO 2.5
#define MINOR_WIDTH 0.4
#define MAJOR_WIDTH 0.8

/* Which lines there are: the first whose minor ones stand at least so far apart. At 25 and 50 mm/s,
 * and at 5, 10 and 20 mm/mV, that is the paper's 1 mm and 5 mm. */
typedef struct
{
  double minor, major, least_mm;
} Step;

/* In seconds. */
static const Step time_steps[] = {
  { 0.02, 0.1, 0.99 }, { 0.04, 0.2, 0.6 }, { 0.2, 1, 0.6 },     { 1, 10, 1 },
  { 10, 60, 1 },       { 60, 600, 1 },     { 600, 3600, 1 },
};

/* In µV. */
static const Step amplitude_steps[] = {
  { 50, 250, 0.99 }, { 100, 500, 0.6 }, { 200, 1000, 0.6 }, { 1000, 5000, 0.6 }, { 10000, 50000, 1 },
};

double
bw_plot_ecg_hairline (const BwPlotEcg *self,
                      double           width)
{
  if (self->device_scale <= 0)
    return width;
  return MAX (1, round (width * self->device_scale)) / self->device_scale;
}

double
bw_plot_ecg_align (const BwPlotEcg *self,
                   double           position,
                   double           width)
{
  if (self->device_scale <= 0)
    return position;
  return floor ((position - width / 2) * self->device_scale + 0.5) / self->device_scale + width / 2;
}

/* Equidistant lines across @rect at @origin + k · @distance, vertical or horizontal ones. Every
 * @skip-th is left out, 0 for none. */
static void
draw_lines (cairo_t          *cr,
            const BwPlotEcg  *ecg,
            const BwPlotRect *rect,
            gboolean          vertical,
            double            origin,
            double            distance,
            int               skip,
            double            width)
{
  double start = vertical ? rect->x : rect->y;
  double end = start + (vertical ? rect->width : rect->height);

  width = bw_plot_ecg_hairline (ecg, width);
  for (double k = ceil ((start - origin) / distance - 1e-6); origin + k * distance <= end + 1e-6;
       k++)
    {
      double at = bw_plot_ecg_align (ecg, origin + k * distance, width);

      if (skip > 0 && fmod (k, skip) == 0)
        continue;
      cairo_move_to (cr, vertical ? at : rect->x, vertical ? rect->y : at);
      cairo_rel_line_to (cr, vertical ? 0 : rect->width, vertical ? rect->height : 0);
    }
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static BwPlotColor
fade (const BwPlotColor *color,
      const BwPlotColor *paper,
      double             distance)
{
  BwPlotColor top = *color;

  top.alpha = CLAMP ((distance - FADE_TO) / (FADE_FROM - FADE_TO), 0, 1);
  return bw_plot_color_over (&top, paper);
}

/* The grid of one rectangle. @x0, @y0: from where its lines are counted. */
static void
paint_lines (cairo_t                *cr,
             const BwPlotEcg        *ecg,
             const BwPlotEcgPalette *colors,
             const BwPlotRect       *rect,
             double                  x0,
             double                  y0)
{
  double per_s = ecg->mm_per_s * ecg->unit_per_mm;
  double per_uv = ecg->mm_per_mv / 1000 * ecg->unit_per_mm;
  const Step *time = &time_steps[G_N_ELEMENTS (time_steps) - 1];
  const Step *amplitude = &amplitude_steps[G_N_ELEMENTS (amplitude_steps) - 1];

  for (guint i = G_N_ELEMENTS (time_steps); i-- > 0;)
    if (time_steps[i].minor * ecg->mm_per_s >= time_steps[i].least_mm)
      time = &time_steps[i];
  for (guint i = G_N_ELEMENTS (amplitude_steps); i-- > 0;)
    if (amplitude_steps[i].minor * ecg->mm_per_mv / 1000 >= amplitude_steps[i].least_mm)
      amplitude = &amplitude_steps[i];

  for (guint major = 0; major < 2; major++)
    for (guint vertical = 0; vertical < 2; vertical++)
      {
        const Step *step = vertical ? time : amplitude;
        double distance = (major ? step->major : step->minor) * (vertical ? per_s : per_uv);
        BwPlotColor color = fade (major ? &colors->major : &colors->minor, &colors->paper, distance);

        if (distance <= FADE_TO)
          continue;
        bw_plot_set_color (cr, &color);
        draw_lines (cr, ecg, rect, vertical, vertical ? x0 : y0, distance,
                    major ? 0 : (int) round (step->major / step->minor),
                    major ? MAJOR_WIDTH : MINOR_WIDTH);
      }
}

void
bw_plot_ecg_paint_grid (cairo_t              *cr,
                        const BwPlotEcgStrip *strip)
{
  const BwPlotEcg *ecg = strip->ecg;
  const BwPlotEcgPalette *colors = &strip->palette->ecg;
  BwPlotRect field = { strip->plot.x - strip->pulse_width, strip->paper.y, strip->pulse_width,
                       strip->paper.height };
  BwPlotRect rest = { strip->plot.x, strip->paper.y, strip->plot.width, strip->paper.height };
  double y0 = bw_plot_ecg_uv_to_y (ecg, &strip->plot, 0);

  bw_plot_set_color (cr, &colors->paper);
  cairo_rectangle (cr, strip->paper.x, strip->paper.y, strip->paper.width, strip->paper.height);
  cairo_fill (cr);
  if (!ecg->show_grid)
    return;

  cairo_save (cr);
  cairo_rectangle (cr, rest.x, rest.y, rest.width, rest.height);
  cairo_clip (cr);
  paint_lines (cr, ecg, colors, &rest, bw_plot_ecg_s_to_x (ecg, &strip->plot, 0), y0);
  cairo_restore (cr);

  /* The pulse stands still while the paper moves, and so does the paper under it. */
  if (strip->pulse_width > 0)
    {
      cairo_save (cr);
      cairo_rectangle (cr, field.x, field.y, field.width, field.height);
      cairo_clip (cr);
      paint_lines (cr, ecg, colors, &field, strip->plot.x, y0);
      cairo_restore (cr);
    }
}

void
bw_plot_ecg_paint_pulse (cairo_t              *cr,
                         const BwPlotEcgStrip *strip)
{
  const BwPlotEcg *ecg = strip->ecg;
  const BwPlotRect *plot = &strip->plot;
  double length = strip->pulse_width / 2, height = ecg->mm_per_mv * ecg->unit_per_mm;
  double left = plot->x - strip->pulse_width, lead = length / 2;
  double foot = bw_plot_ecg_uv_to_y (ecg, plot, 0);
  double width = bw_plot_ecg_hairline (ecg, strip->trace.line_width);
  double border = bw_plot_ecg_hairline (ecg, 1);

  if (strip->pulse_width <= 0)
    return;

  /* On zero where that can be seen, otherwise in the middle. */
  if (foot > plot->y + plot->height - width || foot - height < plot->y + width)
    foot = plot->y + (plot->height + height) / 2;

  cairo_save (cr);
  cairo_rectangle (cr, left, strip->paper.y, strip->pulse_width, strip->paper.height);
  cairo_clip (cr);
  bw_plot_set_color (cr, &strip->palette->ecg.trace);
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  foot = bw_plot_ecg_align (ecg, foot, width);
  cairo_move_to (cr, left, foot);
  cairo_line_to (cr, bw_plot_ecg_align (ecg, left + lead, width), foot);
  cairo_line_to (cr, bw_plot_ecg_align (ecg, left + lead, width),
                 bw_plot_ecg_align (ecg, foot - height, width));
  cairo_line_to (cr, bw_plot_ecg_align (ecg, left + lead + length, width),
                 bw_plot_ecg_align (ecg, foot - height, width));
  cairo_line_to (cr, bw_plot_ecg_align (ecg, left + lead + length, width), foot);
  cairo_line_to (cr, plot->x, foot);
  cairo_stroke (cr);

  bw_plot_set_color (cr, &strip->palette->ecg.flaw_ink);
  cairo_rectangle (cr, plot->x - border, strip->paper.y, border, strip->paper.height);
  cairo_fill (cr);
  cairo_restore (cr);
}
