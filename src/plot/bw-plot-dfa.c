/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-dfa.h"

#include "plot/bw-plot-legend.h"
#include "plot/bw-plot-read-out.h"
#include "plot/bw-plot-ticks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define X_SPACE 44.0
#define Y_SPACE 26.0
#define LEGEND_GAP 8.0
#define RIGHT_ROOM 10.0
#define POINT 3.0
/* Around the points, of a power of ten. */
#define ROOM 0.08

static guint
make_legend (const BwPlotDfa     *self,
             BwPlotLegendEntry   *entries,
             const BwPlotPalette *palette)
{
  guint n = 0;

  for (guint i = 0; i < self->n_lines; i++)
    if (self->lines[i].words)
      entries[n++] = (BwPlotLegendEntry) { i == 0 ? BW_PLOT_SAMPLE_LINE : BW_PLOT_SAMPLE_DASHES,
                                           palette ? &palette->hrv.line[i] : NULL,
                                           self->lines[i].words, NULL };
  return n;
}

static gboolean
is_shown (const BwPlotDfa *self,
          guint            i)
{
  return self->boxes[i] > 0 && self->fluctuation_ms[i] > 0 && isfinite (self->fluctuation_ms[i]);
}

static void
find_range (const BwPlotDfa *self,
            BwPlotScale     *box,
            BwPlotScale     *fluctuation)
{
  box->d0 = fluctuation->d0 = G_MAXDOUBLE;
  box->d1 = fluctuation->d1 = -G_MAXDOUBLE;
  for (guint i = 0; i < self->n; i++)
    {
      if (!is_shown (self, i))
        continue;
      box->d0 = MIN (box->d0, log10 (self->boxes[i]) - ROOM);
      box->d1 = MAX (box->d1, log10 (self->boxes[i]) + ROOM);
      fluctuation->d0 = MIN (fluctuation->d0, log10 (self->fluctuation_ms[i]) - ROOM);
      fluctuation->d1 = MAX (fluctuation->d1, log10 (self->fluctuation_ms[i]) + ROOM);
    }
  if (box->d0 > box->d1)
    {
      *box = (BwPlotScale) { log10 (4), log10 (64), box->p0, box->p1 };
      *fluctuation = (BwPlotScale) { 0, 2, fluctuation->p0, fluctuation->p1 };
    }
}

void
bw_plot_dfa_layout (BwPlotDfaLayout            *layout,
                    const BwPlotDfa            *self,
                    const BwPlotRect           *area,
                    const PangoFontDescription *font)
{
  BwPlotLegendEntry entries[G_N_ELEMENTS (self->lines)];
  double legend = bw_plot_legend_lay (NULL, entries, make_legend (self, entries, NULL), area, NULL, font);
  g_autoptr (BwPlotTicks) ticks = NULL;
  double text;

  bw_plot_text_measure (font, "X", NULL, &text);
  find_range (self, &layout->box, &layout->fluctuation);
  layout->plot.y = floor (area->y + (legend > 0 ? legend + LEGEND_GAP : ceil (text / 2)));
  layout->plot.height = MAX (floor (area->y + area->height - layout->plot.y - ceil (text) - 8), 1);
  layout->fluctuation.p0 = layout->plot.y + layout->plot.height;
  layout->fluctuation.p1 = layout->plot.y;
  ticks = bw_plot_ticks_new_log (&layout->fluctuation, Y_SPACE, _("ms"));
  layout->plot.x = floor (area->x + bw_plot_ticks_measure (ticks, font));
  layout->plot.width = MAX (floor (area->x + area->width - RIGHT_ROOM - layout->plot.x), 1);
  layout->box.p0 = layout->plot.x;
  layout->box.p1 = layout->plot.x + layout->plot.width;
}

int
bw_plot_dfa_find (const BwPlotDfa       *self,
                  const BwPlotDfaLayout *layout,
                  double                 x)
{
  double best = G_MAXDOUBLE;
  int found = -1;

  for (guint i = 0; i < self->n; i++)
    if (is_shown (self, i))
      {
        double distance = fabs (bw_plot_scale_map (&layout->box, log10 (self->boxes[i])) - x);

        if (distance < best)
          {
            best = distance;
            found = (int) i;
          }
      }
  return found;
}

/* Whether a line was laid through the point. */
static gboolean
is_fitted (const BwPlotDfa *self,
           double           box)
{
  for (guint i = 0; i < self->n_lines; i++)
    if (box >= self->lines[i].from_n - 1e-9 && box <= self->lines[i].to_n + 1e-9)
      return TRUE;
  return FALSE;
}

static void
paint_lines (cairo_t               *cr,
             const BwPlotDfa       *self,
             const BwPlotDfaLayout *layout,
             const BwPlotPalette   *palette)
{
  static const double dashes[] = { 5, 3 };

  cairo_save (cr);
  cairo_set_line_width (cr, palette->line_width * 0.8);
  for (guint i = 0; i < self->n_lines; i++)
    {
      const BwPlotDfaLine *line = &self->lines[i];
      double ends[] = { log10 (line->from_n), log10 (line->to_n) };

      bw_plot_set_color (cr, &palette->hrv.line[i]);
      cairo_set_dash (cr, dashes, i == 0 ? 0 : 2, 0);
      for (guint end = 0; end < 2; end++)
        cairo_line_to (cr, bw_plot_scale_map (&layout->box, ends[end]),
                       bw_plot_scale_map (&layout->fluctuation,
                                          line->intercept + line->alpha * ends[end]));
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

static void
paint_points (cairo_t               *cr,
              const BwPlotDfa       *self,
              const BwPlotDfaLayout *layout,
              const BwPlotPalette   *palette)
{
  for (guint i = 0; i < self->n; i++)
    {
      if (!is_shown (self, i))
        continue;
      cairo_new_sub_path (cr);
      cairo_arc (cr, bw_plot_scale_map (&layout->box, log10 (self->boxes[i])),
                 bw_plot_scale_map (&layout->fluctuation, log10 (self->fluctuation_ms[i])), POINT, 0,
                 2 * G_PI);
      bw_plot_set_color (cr, is_fitted (self, self->boxes[i]) ? &palette->hrv.bar
                                                               : &palette->background);
      cairo_fill_preserve (cr);
      bw_plot_set_color (cr, &palette->hrv.bar);
      cairo_set_line_width (cr, 1.2);
      cairo_stroke (cr);
    }
}

static void
paint_cursor (cairo_t                    *cr,
              const BwPlotDfa            *self,
              const BwPlotDfaLayout      *layout,
              const BwPlotPalette        *palette,
              const PangoFontDescription *font)
{
  double x = bw_plot_scale_map (&layout->box, log10 (self->boxes[self->cursor]));
  double y = bw_plot_scale_map (&layout->fluctuation, log10 (self->fluctuation_ms[self->cursor]));

  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, POINT + 2, 0, 2 * G_PI);
  bw_plot_set_color (cr, &palette->accent);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  if (self->cursor_text)
    bw_plot_read_out_paint (cr, &layout->plot, x, y, self->cursor_text, palette, font);
}

void
bw_plot_dfa_paint (cairo_t                    *cr,
                   const BwPlotRect           *area,
                   const BwPlotDfa            *self,
                   const BwPlotPalette        *palette,
                   const PangoFontDescription *font)
{
  BwPlotLegendEntry entries[G_N_ELEMENTS (self->lines)];
  BwPlotDfaLayout layout;
  g_autoptr (BwPlotTicks) bottom = NULL;
  g_autoptr (BwPlotTicks) left = NULL;

  g_return_if_fail (self->n_lines <= G_N_ELEMENTS (self->lines));
  g_return_if_fail (self->cursor < (int) self->n);

  bw_plot_dfa_layout (&layout, self, area, font);
  bottom = bw_plot_ticks_new_log (&layout.box, X_SPACE, _("beats"));
  left = bw_plot_ticks_new_log (&layout.fluctuation, Y_SPACE, _("ms"));

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  bw_plot_legend_lay (cr, entries, make_legend (self, entries, palette), area, palette, font);
  bw_plot_ticks_paint_grid (left, cr, &layout.plot, BW_PLOT_SIDE_LEFT, palette);
  bw_plot_ticks_paint_grid (bottom, cr, &layout.plot, BW_PLOT_SIDE_BOTTOM, palette);
  paint_points (cr, self, &layout, palette);
  paint_lines (cr, self, &layout, palette);
  bw_plot_ticks_paint (bottom, cr, &layout.plot, BW_PLOT_SIDE_BOTTOM, layout.plot.x,
                       area->x + area->width, palette, font);
  bw_plot_ticks_paint (left, cr, &layout.plot, BW_PLOT_SIDE_LEFT, area->y,
                       layout.plot.y + layout.plot.height + 6, palette, font);
  if (self->cursor >= 0)
    paint_cursor (cr, self, &layout, palette, font);
  cairo_restore (cr);
}
