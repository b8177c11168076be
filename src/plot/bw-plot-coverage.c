/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-coverage.h"

#include "plot/bw-plot-axis.h"
#include "plot/bw-plot-read-out.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_TICKS 6
#define TICK_SPACING 50.0
#define WEEKDAYS_BELOW_DAYS 10

/* The axis shows at least this much below the promise. */
#define LEAST_BELOW 0.2

#define CURSOR_RADIUS 4.0

static double
find_least (const BwPlotCoverage *self)
{
  double least = self->promised - LEAST_BELOW;

  for (guint i = 0; i < self->n_points; i++)
    least = MIN (least, self->points[i].value);
  return MAX (0, floor (least * 10) / 10);
}

void
bw_plot_coverage_layout (BwPlotCoverageLayout       *layout,
                         const BwPlotCoverage       *self,
                         const BwPlotRect           *area,
                         const PangoFontDescription *font)
{
  double width, height, left, bottom;

  /* xgettext:no-c-format */
  bw_plot_text_measure (font, _("100 %"), &width, &height);
  left = ceil (width) + 10;
  bottom = ceil (height) + 8;
  layout->plot = (BwPlotRect) { area->x + left, area->y + ceil (height / 2),
                                MAX (area->width - left - 4, 1),
                                MAX (area->height - bottom - ceil (height / 2), 1) };
  bw_plot_time_scale_init (&layout->time, self->from_ms, MAX (self->to_ms, self->from_ms + 1),
                           layout->plot.x, layout->plot.x + layout->plot.width);
  layout->share = (BwPlotScale) { find_least (self), 1, layout->plot.y + layout->plot.height,
                                  layout->plot.y };
}

int
bw_plot_coverage_find_point (const BwPlotCoverage       *self,
                             const BwPlotCoverageLayout *layout,
                             double                      x)
{
  int nearest = -1;
  double least = INFINITY;

  for (guint i = 0; i < self->n_points; i++)
    {
      double away = fabs (bw_plot_time_scale_map (&layout->time, self->points[i].time_ms) - x);

      if (away < least)
        {
          least = away;
          nearest = (int) i;
        }
    }
  return nearest;
}

static void
paint_share_axis (cairo_t                    *cr,
                  const BwPlotCoverageLayout *layout,
                  const BwPlotRect           *area,
                  const BwPlotPalette        *palette,
                  const PangoFontDescription *font)
{
  const BwPlotRect *plot = &layout->plot;
  g_autoptr (GArray) values = bw_plot_scale_ticks (&layout->share, MOST_TICKS);
  g_autoptr (GArray) ticks = g_array_new (FALSE, TRUE, sizeof (BwPlotTick));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  cairo_save (cr);
  cairo_set_line_width (cr, 1);
  bw_plot_set_color (cr, &palette->grid);
  cairo_set_dash (cr, (double[]) { 2, 3 }, 2, 0);
  for (guint i = 0; i < values->len; i++)
    {
      double value = g_array_index (values, double, i);
      double y = floor (bw_plot_scale_map (&layout->share, value)) + 0.5;
      /* The unit stands once, at the top. */
      char *label = g_strdup_printf (i + 1 < values->len ? "%.0f" : _("%.0f %%"), 100 * value);
      const BwPlotTick tick = { y, label, 1 };

      cairo_move_to (cr, plot->x, y);
      cairo_line_to (cr, plot->x + plot->width, y);
      g_ptr_array_add (labels, label);
      g_array_append_val (ticks, tick);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_LEFT, (const BwPlotTick *) (void *) ticks->data,
                      ticks->len, area->y, area->y + area->height, palette, font);
}

static void
paint_time_axis (cairo_t                    *cr,
                 const BwPlotCoverage       *self,
                 const BwPlotCoverageLayout *layout,
                 const BwPlotRect           *area,
                 const BwPlotPalette        *palette,
                 const PangoFontDescription *font)
{
  const gint64 day_ms = 24 * 3600 * G_GINT64_CONSTANT (1000);
  double per_pixel = (double) (self->to_ms - self->from_ms) / layout->plot.width;
  g_autoptr (GArray) times = bw_plot_time_ticks (self->zone, self->from_ms, self->to_ms, per_pixel,
                                                 TICK_SPACING,
                                                 self->to_ms - self->from_ms
                                                   < WEEKDAYS_BELOW_DAYS * day_ms);
  g_autoptr (GArray) ticks = g_array_new (FALSE, TRUE, sizeof (BwPlotTick));

  for (guint i = 0; i < times->len; i++)
    {
      const BwPlotTimeTick *time = &g_array_index (times, BwPlotTimeTick, i);
      const BwPlotTick tick = { bw_plot_time_scale_map (&layout->time, time->time_ms), time->label,
                                time->major ? 1 : 0 };

      g_array_append_val (ticks, tick);
    }
  bw_plot_axis_paint (cr, &layout->plot, BW_PLOT_SIDE_BOTTOM,
                      (const BwPlotTick *) (void *) ticks->data, ticks->len, area->x,
                      area->x + area->width, palette, font);
}

/* Whether no point of the line comes near a box of the plot. */
static gboolean
is_free (const BwPlotCoverage       *self,
         const BwPlotCoverageLayout *layout,
         const BwPlotRect           *box)
{
  for (guint i = 0; i < self->n_points; i++)
    {
      double x = bw_plot_time_scale_map (&layout->time, self->points[i].time_ms);
      double y = bw_plot_scale_map (&layout->share, self->points[i].value);

      if (x > box->x - 4 && x < box->x + box->width + 4 && y > box->y - 3
          && y < box->y + box->height + 3)
        return FALSE;
    }
  return TRUE;
}

/* What was promised: a line of its own, its word where there is room: else the axis says it alone. */
static void
paint_promise (cairo_t                    *cr,
               const BwPlotCoverage       *self,
               const BwPlotCoverageLayout *layout,
               const BwPlotPalette        *palette,
               const PangoFontDescription *font)
{
  const BwPlotRect *plot = &layout->plot;
  double y = floor (bw_plot_scale_map (&layout->share, self->promised)) + 0.5, width, height;

  cairo_save (cr);
  bw_plot_set_color (cr, &palette->dim_text);
  cairo_set_line_width (cr, palette->line_width * 0.6);
  cairo_set_dash (cr, (double[]) { 6, 3 }, 2, 0);
  cairo_move_to (cr, plot->x, y);
  cairo_line_to (cr, plot->x + plot->width, y);
  cairo_stroke (cr);
  cairo_restore (cr);

  bw_plot_text_measure (font, self->promised_label, &width, &height);
  for (int place = 0; place < 4; place++)
    {
      const BwPlotRect box = { place < 2 ? plot->x + 6 : plot->x + plot->width - width - 6,
                               place % 2 == 0 ? y - 2 - height : y + 2, width, height };

      if (!is_free (self, layout, &box))
        continue;
      bw_plot_text_draw (cr, font, &palette->dim_text, box.x, box.y, 0, 0, self->promised_label);
      break;
    }
}

static void
paint_line (cairo_t                    *cr,
            const BwPlotCoverage       *self,
            const BwPlotCoverageLayout *layout,
            const BwPlotPalette        *palette)
{
  cairo_save (cr);
  bw_plot_set_color (cr, &palette->ink);
  cairo_set_line_width (cr, palette->line_width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i < self->n_points; i++)
    {
      double x = bw_plot_time_scale_map (&layout->time, self->points[i].time_ms);
      double y = bw_plot_scale_map (&layout->share, self->points[i].value);

      if (i == 0 || self->points[i].time_ms - self->points[i - 1].time_ms > self->gap_ms)
        cairo_move_to (cr, x, y);
      cairo_line_to (cr, x, y);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_cursor (cairo_t                    *cr,
              const BwPlotCoverage       *self,
              const BwPlotCoverageLayout *layout,
              const BwPlotPalette        *palette,
              const PangoFontDescription *font)
{
  const BwPlotPoint *point = &self->points[self->cursor];
  double x = bw_plot_time_scale_map (&layout->time, point->time_ms);
  double y = bw_plot_scale_map (&layout->share, point->value);

  cairo_save (cr);
  bw_plot_set_color (cr, &palette->accent);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, floor (x) + 0.5, layout->plot.y);
  cairo_rel_line_to (cr, 0, layout->plot.height);
  cairo_stroke (cr);
  cairo_arc (cr, x, y, CURSOR_RADIUS, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);
  if (self->cursor_text)
    bw_plot_read_out_paint (cr, &layout->plot, x, y, self->cursor_text, palette, font);
}

void
bw_plot_coverage_paint (cairo_t                    *cr,
                        const BwPlotRect           *area,
                        const BwPlotCoverage       *self,
                        const BwPlotPalette        *palette,
                        const PangoFontDescription *font)
{
  BwPlotCoverageLayout layout;

  bw_plot_coverage_layout (&layout, self, area, font);
  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  paint_share_axis (cr, &layout, area, palette, font);
  paint_time_axis (cr, self, &layout, area, palette, font);
  paint_promise (cr, self, &layout, palette, font);
  paint_line (cr, self, &layout, palette);
  if (self->cursor >= 0 && self->cursor < (int) self->n_points)
    paint_cursor (cr, self, &layout, palette, font);
  cairo_restore (cr);
}
