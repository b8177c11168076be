/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-track.h"

#include "plot/bw-plot-read-out.h"
#include "plot/bw-plot-rhythm-axis.h"
#include "plot/bw-plot-ticks.h"

#include <math.h>

#define Y_SPACE 22.0
#define TITLE_GAP 3.0
#define PANEL_GAP 8.0
#define PANEL_LEAST 52.0
#define RIGHT_ROOM 12.0
/* Windows this many steps apart have something missing between them. */
#define MOST_STEPS 1.5
/* Of an axis: of its values, and in powers of ten. */
#define LEAST_SHARE 0.15
#define LEAST_DECADES 0.8

static gboolean
get_value (const BwPlotTrack      *self,
           const BwPlotTrackPanel *panel,
           guint                   i,
           double                 *value)
{
  if (panel->has && !panel->has[i])
    return FALSE;
  *value = panel->values[i];
  if (!isfinite (*value) || (panel->logarithmic && !(*value > 0)))
    return FALSE;
  if (panel->logarithmic)
    *value = log10 (*value);
  return TRUE;
}

static void
find_range (const BwPlotTrack      *self,
            const BwPlotTrackPanel *panel,
            BwPlotScale            *scale)
{
  double low = G_MAXDOUBLE, high = -G_MAXDOUBLE, value, room;

  for (guint i = 0; i < self->n; i++)
    if (get_value (self, panel, i, &value))
      {
        low = MIN (low, value);
        high = MAX (high, value);
      }
  if (low > high)
    {
      low = 0;
      high = 1;
    }
  /* What hardly changes is no mountain range; and a logarithmic axis has two ticks at the least. */
  room = (panel->logarithmic ? LEAST_DECADES : LEAST_SHARE * (fabs (low) + fabs (high)) / 2) - (high - low);
  room = MAX (room / 2, (high - low) * 0.08);
  scale->d0 = low - room;
  scale->d1 = high + room;
  /* What cannot be negative has no axis below zero. */
  if (!panel->logarithmic && low >= 0)
    scale->d0 = MAX (scale->d0, 0);
}

static BwPlotTicks *
make_ticks (const BwPlotTrackPanel *panel,
            const BwPlotScale      *scale)
{
  return panel->logarithmic ? bw_plot_ticks_new_log (scale, Y_SPACE, NULL)
                            : bw_plot_ticks_new (scale, Y_SPACE, NULL);
}

void
bw_plot_track_layout (BwPlotTrackLayout          *layout,
                      const BwPlotTrack          *self,
                      const BwPlotRect           *area,
                      const PangoFontDescription *font)
{
  double text, height, left = 0;
  guint n = MIN (self->n_panels, BW_PLOT_TRACK_MOST_PANELS);

  bw_plot_text_measure (font, "X", NULL, &text);
  text = ceil (text);
  height = (area->height - text - 8 - (n > 0 ? (n - 1) * PANEL_GAP : 0)) / MAX (n, 1);
  for (guint p = 0; p < n; p++)
    {
      BwPlotRect *plot = &layout->panels[p].plot;
      BwPlotScale *value = &layout->panels[p].value;
      g_autoptr (BwPlotTicks) ticks = NULL;

      plot->y = floor (area->y + p * (height + PANEL_GAP) + text + TITLE_GAP);
      plot->height = MAX (floor (height - text - TITLE_GAP), 1);
      value->p0 = plot->y + plot->height;
      value->p1 = plot->y;
      find_range (self, &self->panels[p], value);
      ticks = make_ticks (&self->panels[p], value);
      left = MAX (left, bw_plot_ticks_measure (ticks, font));
    }
  for (guint p = 0; p < n; p++)
    {
      layout->panels[p].plot.x = floor (area->x + left);
      layout->panels[p].plot.width = MAX (floor (area->width - left - RIGHT_ROOM), 1);
    }
  layout->time = (BwPlotScale) { self->from_ms, MAX (self->to_ms, self->from_ms + 1),
                                 floor (area->x + left),
                                 floor (area->x + left) + MAX (floor (area->width - left - RIGHT_ROOM), 1) };
}

double
bw_plot_track_height (const BwPlotTrack          *self,
                      const PangoFontDescription *font)
{
  double text;

  bw_plot_text_measure (font, "X", NULL, &text);
  text = ceil (text);
  return self->n_panels * (text + TITLE_GAP + PANEL_LEAST)
         + (self->n_panels > 0 ? (self->n_panels - 1) * PANEL_GAP : 0) + text + 8;
}

int
bw_plot_track_find (const BwPlotTrack       *self,
                    const BwPlotTrackLayout *layout,
                    double                   x)
{
  double at = bw_plot_scale_invert (&layout->time, x);
  guint low = 0, high = self->n;

  if (self->n == 0)
    return -1;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (self->middle_ms[middle] < at)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == self->n || (low > 0 && at - self->middle_ms[low - 1] < self->middle_ms[low] - at))
    low--;
  return (int) low;
}

/* A run of windows that follow on each other. Where many share a column of pixels, its lowest and its
 * highest are drawn, and what comes in and goes out. */
static void
add_run (cairo_t                 *cr,
         const BwPlotTrack       *self,
         guint                    p,
         guint                    from,
         guint                    to,
         const BwPlotTrackLayout *layout)
{
  double column = 0, low = 0, high = 0, last = 0, value = 0;
  guint n = 0;

  for (guint i = from; i <= to; i++)
    {
      double x = i < to ? bw_plot_scale_map (&layout->time, self->middle_ms[i]) : G_MAXDOUBLE, y = 0;

      if (i < to)
        {
          get_value (self, &self->panels[p], i, &value);
          y = bw_plot_scale_map (&layout->panels[p].value, value);
        }
      if (n > 0 && x - column < 1)
        {
          low = MAX (low, y);
          high = MIN (high, y);
          last = y;
          n++;
          continue;
        }
      if (n > 2)
        {
          cairo_line_to (cr, column + 0.5, low);
          cairo_line_to (cr, column + 0.5, high);
        }
      if (n > 1)
        cairo_line_to (cr, column + 0.5, last);
      if (i < to)
        cairo_line_to (cr, x, y);
      column = x;
      low = high = last = y;
      n = 1;
    }
}

static void
paint_line (cairo_t                 *cr,
            const BwPlotTrack       *self,
            guint                    p,
            const BwPlotTrackLayout *layout,
            const BwPlotPalette     *palette)
{
  const BwPlotTrackPanel *panel = &self->panels[p];
  double value;

  cairo_save (cr);
  bw_plot_set_color (cr, &palette->ink);
  cairo_set_line_width (cr, palette->line_width * 0.6);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  for (guint from = 0, to; from < self->n; from = to)
    {
      to = from + 1;
      if (!get_value (self, panel, from, &value))
        continue;
      while (to < self->n && get_value (self, panel, to, &value)
             && self->middle_ms[to] - self->middle_ms[to - 1] <= MOST_STEPS * self->step_ms)
        to++;
      cairo_new_sub_path (cr);
      if (to - from > 1)
        {
          add_run (cr, self, p, from, to, layout);
          continue;
        }
      /* A window alone between two gaps is a dot. */
      get_value (self, panel, from, &value);
      cairo_arc (cr, bw_plot_scale_map (&layout->time, self->middle_ms[from]),
                 bw_plot_scale_map (&layout->panels[p].value, value), 1.2, 0, 2 * G_PI);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_cursor (cairo_t                    *cr,
              const BwPlotTrack          *self,
              const BwPlotTrackLayout    *layout,
              const BwPlotPalette        *palette,
              const PangoFontDescription *font)
{
  double x = bw_plot_scale_map (&layout->time, self->middle_ms[self->cursor]), value;
  const BwPlotRect *first = &layout->panels[0].plot, *last = &layout->panels[self->n_panels - 1].plot;
  BwPlotRect all = { first->x, first->y, first->width, last->y + last->height - first->y };

  cairo_save (cr);
  bw_plot_set_color (cr, &palette->accent);
  cairo_set_line_width (cr, 1);
  for (guint p = 0; p < self->n_panels; p++)
    {
      const BwPlotRect *plot = &layout->panels[p].plot;

      cairo_move_to (cr, floor (x) + 0.5, plot->y);
      cairo_rel_line_to (cr, 0, plot->height);
    }
  cairo_stroke (cr);
  for (guint p = 0; p < self->n_panels; p++)
    if (get_value (self, &self->panels[p], (guint) self->cursor, &value))
      {
        cairo_new_sub_path (cr);
        cairo_arc (cr, x, bw_plot_scale_map (&layout->panels[p].value, value), 3.5, 0, 2 * G_PI);
        cairo_fill (cr);
      }
  cairo_restore (cr);
  if (self->cursor_text)
    bw_plot_read_out_paint (cr, &all, x, all.y + all.height, self->cursor_text, palette, font);
}

void
bw_plot_track_paint (cairo_t                    *cr,
                     const BwPlotRect           *area,
                     const BwPlotTrack          *self,
                     const BwPlotPalette        *palette,
                     const PangoFontDescription *font)
{
  BwPlotTrackLayout layout;

  g_return_if_fail (self->n_panels >= 1 && self->n_panels <= BW_PLOT_TRACK_MOST_PANELS);
  g_return_if_fail (self->cursor < (int) self->n);

  bw_plot_track_layout (&layout, self, area, font);
  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  for (guint p = 0; p < self->n_panels; p++)
    {
      const BwPlotRect *plot = &layout.panels[p].plot;
      g_autoptr (BwPlotTicks) ticks = make_ticks (&self->panels[p], &layout.panels[p].value);

      bw_plot_text_draw (cr, font, &palette->text, plot->x, plot->y - TITLE_GAP, 0, 1,
                         self->panels[p].title);
      bw_plot_ticks_paint_grid (ticks, cr, plot, BW_PLOT_SIDE_LEFT, palette);
      cairo_save (cr);
      cairo_rectangle (cr, plot->x, plot->y - 2, plot->width, plot->height + 4);
      cairo_clip (cr);
      paint_line (cr, self, p, &layout, palette);
      cairo_restore (cr);
      bw_plot_ticks_paint (ticks, cr, plot, BW_PLOT_SIDE_LEFT, plot->y - 8, plot->y + plot->height + 8,
                           palette, font);
    }
  bw_plot_rhythm_axis_paint (cr, &layout.panels[self->n_panels - 1].plot, &layout.time, self->zone,
                             self->start_ms, area->x, area->x + area->width, palette, font);
  if (self->cursor >= 0)
    paint_cursor (cr, self, &layout, palette, font);
  cairo_restore (cr);
}
