/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-trend-private.h"

#include "base/bw-time.h"
#include "plot/bw-plot-read-out.h"
#include "plot/bw-plot-zones.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BORDER 3.0
#define SELECTED 6.0
#define DOT_LEAST 1.4
/* Days of the score are dots too where there is room for them. */
#define SCORE_DOT_FROM 5.0

/* --- The score --------------------------------------------------------------------------------- */

static void
paint_score (cairo_t                 *cr,
             const BwPlotTrend       *self,
             const BwPlotTrendLayout *layout,
             const BwPlotPalette     *palette)
{
  double day_width = bw_plot_trend_day_width (layout);
  gboolean open = FALSE;

  bw_plot_set_color (cr, &palette->ink);
  /* Years of days beside each other would be one black bar. */
  cairo_set_line_width (cr, palette->line_width * CLAMP (day_width / 2, 0.3, 0.8));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->n_days; i++)
    {
      const BwPlotTrendDay *day = &self->days[i];

      if (!day->has_score || day->new_era)
        open = FALSE;
      if (!day->has_score)
        continue;
      if (!open)
        cairo_move_to (cr, bw_plot_trend_map_x (layout, day->time_ms),
                       bw_plot_trend_map_score (layout, day->score));
      cairo_line_to (cr, bw_plot_trend_map_x (layout, day->time_ms),
                     bw_plot_trend_map_score (layout, day->score));
      open = TRUE;
    }
  cairo_stroke (cr);

  /* A day between two without a score has no line. */
  for (guint i = 0; i < self->n_days; i++)
    {
      const BwPlotTrendDay *day = &self->days[i];
      gboolean alone = (i == 0 || !self->days[i - 1].has_score)
                       && (i + 1 == self->n_days || !self->days[i + 1].has_score);

      if (day->has_score && (day_width >= SCORE_DOT_FROM || alone))
        bw_plot_trend_paint_dot (cr, bw_plot_trend_map_x (layout, day->time_ms),
                                 bw_plot_trend_map_score (layout, day->score),
                                 CLAMP (day_width * 0.25, 1.5, BW_PLOT_TREND_DOT));
    }
}

/* --- The values -------------------------------------------------------------------------------- */

/* Ends where the next day has no range. */
static guint
find_end_of_range (const BwPlotTrend *self,
                   guint              first)
{
  guint end = first;

  while (end < self->n_days && self->days[end].has_normal
         && (end == first || !self->days[end].new_era))
    end++;
  return end;
}

static void
paint_normal (cairo_t                 *cr,
              const BwPlotTrend       *self,
              const BwPlotTrendLayout *layout,
              const BwPlotPalette     *palette)
{
  for (guint first = 0; first < self->n_days;)
    {
      guint end = find_end_of_range (self, first);

      if (end == first)
        {
          first++;
          continue;
        }
      bw_plot_set_color (cr, &palette->band);
      for (guint i = first; i < end; i++)
        cairo_line_to (cr, bw_plot_trend_map_x (layout, self->days[i].time_ms),
                       bw_plot_trend_map_value (layout, self->days[i].normal_high));
      for (guint i = end; i-- > first;)
        cairo_line_to (cr, bw_plot_trend_map_x (layout, self->days[i].time_ms),
                       bw_plot_trend_map_value (layout, self->days[i].normal_low));
      cairo_close_path (cr);
      cairo_fill (cr);

      cairo_set_line_width (cr, 1);
      for (guint i = first; i < end; i++)
        cairo_line_to (cr, bw_plot_trend_map_x (layout, self->days[i].time_ms),
                       bw_plot_trend_map_value (layout, self->days[i].normal_high));
      cairo_stroke (cr);
      for (guint i = first; i < end; i++)
        cairo_line_to (cr, bw_plot_trend_map_x (layout, self->days[i].time_ms),
                       bw_plot_trend_map_value (layout, self->days[i].normal_low));
      cairo_stroke (cr);
      first = end;
    }
}

static void
paint_dots (cairo_t                 *cr,
            const BwPlotTrend       *self,
            const BwPlotTrendLayout *layout,
            const BwPlotPalette     *palette)
{
  double radius
      = CLAMP (bw_plot_trend_day_width (layout) * 0.3, DOT_LEAST, BW_PLOT_TREND_DOT);

  bw_plot_set_color (cr, &palette->past);
  for (guint i = 0; i < self->n_days; i++)
    if (self->days[i].has_value)
      bw_plot_trend_paint_dot (cr, bw_plot_trend_map_x (layout, self->days[i].time_ms),
                               bw_plot_trend_map_value (layout, self->days[i].value), radius);
}

static void
paint_week (cairo_t                 *cr,
            const BwPlotTrend       *self,
            const BwPlotTrendLayout *layout,
            const BwPlotPalette     *palette)
{
  double day_width = bw_plot_trend_day_width (layout);
  gboolean open = FALSE;

  bw_plot_set_color (cr, &palette->ink);
  cairo_set_line_width (cr, palette->line_width * CLAMP (day_width / 2, 0.5, 1));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->n_days; i++)
    {
      const BwPlotTrendDay *day = &self->days[i];

      if (day->has_week && open && !day->new_era)
        cairo_line_to (cr, bw_plot_trend_map_x (layout, day->time_ms),
                       bw_plot_trend_map_value (layout, day->week));
      else if (day->has_week)
        cairo_move_to (cr, bw_plot_trend_map_x (layout, day->time_ms),
                       bw_plot_trend_map_value (layout, day->week));
      open = day->has_week;
    }
  cairo_stroke (cr);
}

/* --- All of it ------------------------------------------------------------------------------------- */

/* A moment is a diamond, a stretch of time a bar. */
static void
paint_notes (cairo_t                 *cr,
             const BwPlotTrend       *self,
             const BwPlotTrendLayout *layout,
             const BwPlotPalette     *palette)
{
  double y = round (layout->notes.y + layout->notes.height / 2) + 0.5;

  bw_plot_set_color (cr, &palette->text);
  for (guint i = 0; i < self->n_notes; i++)
    {
      double x0 = bw_plot_trend_map_x (layout, MAX (self->notes[i].start_ms, self->from_ms));
      double x1 = bw_plot_trend_map_x (layout, MIN (self->notes[i].end_ms, self->to_ms));

      if (self->notes[i].start_ms >= self->to_ms || self->notes[i].end_ms < self->from_ms)
        continue;
      if (x1 - x0 > BW_PLOT_TREND_NOTE)
        {
          cairo_rectangle (cr, x0, y - 2, x1 - x0, 4);
          cairo_fill (cr);
          continue;
        }
      x0 = (x0 + x1) / 2;
      cairo_move_to (cr, x0, y - BW_PLOT_TREND_NOTE / 2);
      cairo_line_to (cr, x0 + BW_PLOT_TREND_NOTE / 2, y);
      cairo_line_to (cr, x0, y + BW_PLOT_TREND_NOTE / 2);
      cairo_line_to (cr, x0 - BW_PLOT_TREND_NOTE / 2, y);
      cairo_close_path (cr);
      cairo_fill (cr);
    }
}

static void
paint_eras (cairo_t                    *cr,
            const BwPlotTrend          *self,
            const BwPlotTrendLayout    *layout,
            const BwPlotPalette        *palette,
            const PangoFontDescription *font)
{
  const char *label = _("new watch");
  const BwPlotRect *all = &layout->all;
  double right = all->x + all->width, width;

  bw_plot_text_measure (font, label, &width, NULL);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < self->n_days; i++)
    {
      double x
          = floor (bw_plot_trend_map_x (layout, self->days[i].time_ms - BW_TIME_DAY / 2)) + 0.5;
      gboolean before = x + width + 6 > right;

      if (!self->days[i].new_era)
        continue;
      bw_plot_set_color (cr, &palette->dim_text);
      cairo_set_dash (cr, (double[]){ 4, 3 }, 2, 0);
      cairo_move_to (cr, x, all->y);
      cairo_line_to (cr, x, all->y + all->height);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
      bw_plot_text_draw (cr, font, &palette->dim_text, before ? x - 4 : x + 4,
                         layout->value_plot.y + layout->value_plot.height - 3, before ? 1 : 0, 1,
                         label);
    }
}

static void
paint_ring (cairo_t             *cr,
            double               x,
            double               y,
            const BwPlotPalette *palette)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, 4.5, 0, 2 * G_PI);
  bw_plot_set_color (cr, &palette->background);
  cairo_fill_preserve (cr);
  bw_plot_set_color (cr, &palette->accent);
  cairo_set_line_width (cr, 2.5);
  cairo_stroke (cr);
}

/* Larger than a mark, so that its shape is seen inside. */
static void
paint_selected (cairo_t                 *cr,
                const BwPlotTrend       *self,
                const BwPlotTrendLayout *layout,
                const BwPlotPalette     *palette)
{
  const BwPlotTrendReading *reading = &self->readings[self->selected_reading];

  cairo_new_sub_path (cr);
  cairo_arc (cr, bw_plot_trend_map_x (layout, reading->time_ms),
             bw_plot_trend_map_value (layout, reading->value), SELECTED, 0, 2 * G_PI);
  bw_plot_set_color (cr, &palette->accent);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
paint_cursor (cairo_t                    *cr,
              const BwPlotTrend          *self,
              const BwPlotTrendLayout    *layout,
              const BwPlotPalette        *palette,
              const PangoFontDescription *font)
{
  const BwPlotTrendDay *day = &self->days[self->cursor];
  double x = bw_plot_trend_map_x (layout, day->time_ms), line_x = floor (x) + 0.5;
  const BwPlotRect *all = &layout->all;
  double at = all->y;

  cairo_set_line_width (cr, 1);
  bw_plot_set_color (cr, &palette->accent);
  cairo_move_to (cr, line_x, all->y);
  cairo_line_to (cr, line_x, all->y + all->height);
  cairo_stroke (cr);
  if (day->has_week)
    {
      at = bw_plot_trend_map_value (layout, day->week);
      paint_ring (cr, x, at, palette);
    }
  if (day->has_week && self->cv_title != NULL)
    paint_ring (cr, x, bw_plot_trend_map_cv (layout, day->week_cv_percent), palette);
  if (day->has_score && self->score_title != NULL)
    paint_ring (cr, x, bw_plot_trend_map_score (layout, day->score), palette);
  if (self->cursor_reading >= 0)
    {
      const BwPlotTrendReading *reading = &self->readings[self->cursor_reading];

      at = bw_plot_trend_map_value (layout, reading->value);
      paint_ring (cr, bw_plot_trend_map_x (layout, reading->time_ms), at, palette);
    }
  if (self->cursor_text)
    bw_plot_read_out_paint (cr, all, x, at, self->cursor_text, palette, font);
}

static void
clip_to (cairo_t          *cr,
         const BwPlotRect *plot)
{
  /* With room for dots and lines that lie on the border. */
  cairo_rectangle (cr, plot->x - BORDER, plot->y - BORDER, plot->width + 2 * BORDER,
                   plot->height + 2 * BORDER);
  cairo_clip (cr);
}

static void
paint_score_part (cairo_t                    *cr,
                  const BwPlotTrend          *self,
                  const BwPlotTrendLayout    *layout,
                  const BwPlotPalette        *palette,
                  const PangoFontDescription *font)
{
  cairo_save (cr);
  clip_to (cr, &layout->score_plot);
  bw_plot_zones_paint (cr, &layout->score_plot, &layout->score, palette);
  paint_score (cr, self, layout, palette);
  cairo_restore (cr);
  cairo_save (cr);
  bw_plot_zones_paint_words (cr, &layout->score_plot, &layout->score, layout->stacked_words, palette,
                             font);
  bw_plot_zones_paint_axis (cr, &layout->score_plot, &layout->score, 0, layout->score_plot.y - 8,
                            layout->score_plot.y + layout->score_plot.height + 8, palette, font);
  cairo_restore (cr);
}

static void
paint_value_part (cairo_t                 *cr,
                  const BwPlotTrend       *self,
                  const BwPlotTrendLayout *layout,
                  const BwPlotPalette     *palette)
{
  cairo_save (cr);
  clip_to (cr, &layout->value_plot);
  bw_plot_trend_paint_value_grid (cr, layout, palette);
  if (layout->dense && self->readings != NULL)
    bw_plot_trend_paint_readings (cr, self, layout, palette);
  paint_normal (cr, self, layout, palette);
  if (self->readings == NULL)
    paint_dots (cr, self, layout, palette);
  else
    bw_plot_trend_paint_bars (cr, self, layout, palette);
  if (!layout->dense && self->readings != NULL)
    bw_plot_trend_paint_readings (cr, self, layout, palette);
  paint_week (cr, self, layout, palette);
  cairo_restore (cr);
}

void
bw_plot_trend_paint (cairo_t                    *cr,
                     const BwPlotRect           *area,
                     const BwPlotTrend          *self,
                     const BwPlotPalette        *palette,
                     const PangoFontDescription *font)
{
  BwPlotTrendLayout layout;

  g_return_if_fail (self->from_ms < self->to_ms);
  g_return_if_fail (self->cursor < (int) self->n_days);
  g_return_if_fail (self->cursor_reading < (int) self->n_readings);
  g_return_if_fail (self->selected_reading < (int) self->n_readings);

  bw_plot_trend_layout (&layout, self, area, font);

  if (self->score_title != NULL)
    paint_score_part (cr, self, &layout, palette, font);
  paint_value_part (cr, self, &layout, palette);
  if (self->cv_title != NULL)
    bw_plot_trend_paint_cv (cr, self, &layout, area, palette, font);

  cairo_save (cr);
  paint_notes (cr, self, &layout, palette);
  paint_eras (cr, self, &layout, palette, font);
  bw_plot_trend_paint_value_axis (cr, self, &layout, area, palette, font);
  bw_plot_trend_paint_time_axis (cr, self, &layout, area, palette, font);
  bw_plot_trend_paint_heads (cr, self, &layout, area, palette, font);
  if (self->selected_reading >= 0)
    paint_selected (cr, self, &layout, palette);
  if (self->cursor >= 0)
    paint_cursor (cr, self, &layout, palette, font);
  cairo_restore (cr);
}
