/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-trend.h"

#include "base/bw-time.h"
#include "plot/bw-plot-axis.h"
#include "plot/bw-plot-read-out.h"
#include "plot/bw-plot-zones.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define NARROW 480.0
#define NOTES_HEIGHT 12.0
#define NOTE_SIZE 7.0
#define BORDER 3.0
/* Of the two parts, the score's. */
#define SCORE_SHARE 0.42
#define DOT_MOST 2.6
#define DOT_LEAST 1.4
/* Days of the score are dots too where there is room for them. */
#define SCORE_DOT_FROM 5.0
/* In ln units; a quiet person's values do not fill the picture. */
#define LEAST_SPAN 0.6
#define VALUE_TICKS 9

static double
map_x (const BwPlotTrendLayout *layout,
       gint64                   time_ms)
{
  return bw_plot_time_scale_map (&layout->time, time_ms);
}

static double
map_score (const BwPlotTrendLayout *layout,
           double                   score)
{
  return bw_plot_scale_map (&layout->score, CLAMP (score, 0, 100));
}

static double
map_value (const BwPlotTrendLayout *layout,
           double                   value)
{
  return bw_plot_scale_map (&layout->value, value);
}

/* --- Layout --------------------------------------------------------------------------------------- */

static void
find_range (const BwPlotTrend *self,
            double            *low,
            double            *high)
{
  double middle, half;

  *low = G_MAXDOUBLE;
  *high = -G_MAXDOUBLE;
  for (guint i = 0; i < self->n_days; i++)
    {
      const BwPlotTrendDay *day = &self->days[i];

      if (day->has_value)
        {
          *low = MIN (*low, day->value);
          *high = MAX (*high, day->value);
        }
      if (day->has_week)
        {
          *low = MIN (*low, day->week);
          *high = MAX (*high, day->week);
        }
      if (day->has_normal)
        {
          *low = MIN (*low, day->normal_low);
          *high = MAX (*high, day->normal_high);
        }
    }
  if (*low > *high)
    *low = *high = 3.5;
  middle = (*low + *high) / 2;
  half = MAX ((*high - *low) * 0.54, LEAST_SPAN / 2);
  *low = middle - half;
  *high = middle + half;
}

void
bw_plot_trend_layout (BwPlotTrendLayout          *layout,
                      const BwPlotTrend          *self,
                      const BwPlotRect           *area,
                      const PangoFontDescription *font)
{
  double number_width, ms_width, text_height, left, right, head, bottom, room, low, high, y;

  layout->stacked_words = area->width < NARROW;
  bw_plot_text_measure (font, "100", &number_width, &text_height);
  bw_plot_text_measure (font, "888 ms", &ms_width, NULL);

  left = ceil (number_width) + 8;
  right = ceil (MAX (bw_plot_zones_measure_words (font, layout->stacked_words), ms_width)) + 8;
  head = ceil (text_height) + 8;
  bottom = ceil (text_height) + 8;
  room = MAX (area->height - 2 * head - NOTES_HEIGHT - bottom, 2);

  y = area->y;
  layout->score_head = y + text_height / 2;
  layout->score_plot = (BwPlotRect) { area->x + left, y + head, MAX (area->width - left - right, 1),
                                      floor (room * SCORE_SHARE) };
  y = layout->score_plot.y + layout->score_plot.height;
  layout->notes = (BwPlotRect) { layout->score_plot.x, y, layout->score_plot.width, NOTES_HEIGHT };
  y += NOTES_HEIGHT;
  layout->value_head = y + 4 + text_height / 2;
  y += head;
  layout->value_plot = (BwPlotRect) { layout->score_plot.x, y, layout->score_plot.width,
                                      MAX (area->y + area->height - bottom - y, 1) };

  find_range (self, &low, &high);
  bw_plot_time_scale_init (&layout->time, self->from_ms, self->to_ms, layout->score_plot.x,
                           layout->score_plot.x + layout->score_plot.width);
  layout->score = (BwPlotScale) { 0, 100, layout->score_plot.y + layout->score_plot.height,
                                  layout->score_plot.y };
  layout->value = (BwPlotScale) { low, high, layout->value_plot.y + layout->value_plot.height,
                                  layout->value_plot.y };
}

int
bw_plot_trend_find_day (const BwPlotTrend       *self,
                        const BwPlotTrendLayout *layout,
                        double                   x)
{
  int best = -1;
  double best_distance = G_MAXDOUBLE;

  for (guint i = 0; i < self->n_days; i++)
    {
      double distance = fabs (map_x (layout, self->days[i].time_ms) - x);

      if (distance >= best_distance)
        continue;
      best_distance = distance;
      best = (int) i;
    }
  return best;
}

/* Pixels a day. */
static double
get_day_width (const BwPlotTrendLayout *layout)
{
  return map_x (layout, layout->time.time_ms[0] + BW_TIME_DAY) - layout->time.position[0];
}

/* --- The score ------------------------------------------------------------------------------------- */

static void
paint_dot (cairo_t *cr,
           double   x,
           double   y,
           double   radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
paint_score (cairo_t                 *cr,
             const BwPlotTrend       *self,
             const BwPlotTrendLayout *layout,
             const BwPlotPalette     *palette)
{
  double day_width = get_day_width (layout);
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
        cairo_move_to (cr, map_x (layout, day->time_ms), map_score (layout, day->score));
      cairo_line_to (cr, map_x (layout, day->time_ms), map_score (layout, day->score));
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
        paint_dot (cr, map_x (layout, day->time_ms), map_score (layout, day->score),
                   CLAMP (day_width * 0.25, 1.5, DOT_MOST));
    }
}

/* --- The values ------------------------------------------------------------------------------------ */

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
        cairo_line_to (cr, map_x (layout, self->days[i].time_ms),
                       map_value (layout, self->days[i].normal_high));
      for (guint i = end; i-- > first;)
        cairo_line_to (cr, map_x (layout, self->days[i].time_ms),
                       map_value (layout, self->days[i].normal_low));
      cairo_close_path (cr);
      cairo_fill (cr);

      cairo_set_line_width (cr, 1);
      for (guint i = first; i < end; i++)
        cairo_line_to (cr, map_x (layout, self->days[i].time_ms),
                       map_value (layout, self->days[i].normal_high));
      cairo_stroke (cr);
      for (guint i = first; i < end; i++)
        cairo_line_to (cr, map_x (layout, self->days[i].time_ms),
                       map_value (layout, self->days[i].normal_low));
      cairo_stroke (cr);
      first = end;
    }
}

static void
paint_values (cairo_t                 *cr,
              const BwPlotTrend       *self,
              const BwPlotTrendLayout *layout,
              const BwPlotPalette     *palette)
{
  double day_width = get_day_width (layout);
  double radius = CLAMP (day_width * 0.3, DOT_LEAST, DOT_MOST);
  gboolean open = FALSE;

  bw_plot_set_color (cr, &palette->past);
  for (guint i = 0; i < self->n_days; i++)
    if (self->days[i].has_value)
      paint_dot (cr, map_x (layout, self->days[i].time_ms), map_value (layout, self->days[i].value),
                 radius);

  bw_plot_set_color (cr, &palette->ink);
  cairo_set_line_width (cr, palette->line_width * CLAMP (day_width / 2, 0.5, 1));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->n_days; i++)
    {
      const BwPlotTrendDay *day = &self->days[i];

      if (day->has_week && open && !day->new_era)
        cairo_line_to (cr, map_x (layout, day->time_ms), map_value (layout, day->week));
      else if (day->has_week)
        cairo_move_to (cr, map_x (layout, day->time_ms), map_value (layout, day->week));
      open = day->has_week;
    }
  cairo_stroke (cr);
}

/* ln units at the left, and what they are in milliseconds at the right. */
static void
paint_value_axis (cairo_t                    *cr,
                  const BwPlotTrendLayout    *layout,
                  const BwPlotRect           *area,
                  const BwPlotPalette        *palette,
                  const PangoFontDescription *font)
{
  const BwPlotRect *plot = &layout->value_plot;
  g_autoptr (GArray) values = bw_plot_scale_ticks (&layout->value, VALUE_TICKS);
  g_autoptr (GArray) ticks = g_array_new (FALSE, TRUE, sizeof (BwPlotTick));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  double step = bw_plot_nice_step (layout->value.d1 - layout->value.d0, VALUE_TICKS), height;

  bw_plot_text_measure (font, "8", NULL, &height);

  for (guint i = 0; i < values->len; i++)
    {
      double value = g_array_index (values, double, i);
      char *label = g_strdup_printf ("%.*f", (int) bw_plot_step_decimals (step), value);
      /* Translators: %.0f is a number of milliseconds */
      g_autofree char *ms = g_strdup_printf (_("%.0f ms"), exp (value));
      BwPlotTick tick = { map_value (layout, value), label, 1 };

      g_ptr_array_add (labels, label);
      g_array_append_val (ticks, tick);
      /* Clear of the legend above, as the labels at the left are. */
      bw_plot_text_draw (cr, font, &palette->dim_text, plot->x + plot->width + 6,
                         MAX (tick.position, plot->y + height / 2), 0, 0.5, ms);
    }
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_LEFT, (const BwPlotTick *) ticks->data, ticks->len,
                      plot->y, area->y + area->height, palette, font);
}

static void
paint_value_grid (cairo_t                 *cr,
                  const BwPlotTrendLayout *layout,
                  const BwPlotPalette     *palette)
{
  const BwPlotRect *plot = &layout->value_plot;
  g_autoptr (GArray) values = bw_plot_scale_ticks (&layout->value, VALUE_TICKS);
  double bottom = floor (plot->y + plot->height) + 0.5;

  cairo_set_line_width (cr, 1);
  bw_plot_set_color (cr, &palette->grid);
  cairo_move_to (cr, plot->x, bottom);
  cairo_line_to (cr, plot->x + plot->width, bottom);
  cairo_stroke (cr);
  cairo_set_dash (cr, (double[]) { 2, 3 }, 2, 0);
  for (guint i = 0; i < values->len; i++)
    {
      double y = floor (map_value (layout, g_array_index (values, double, i))) + 0.5;

      cairo_move_to (cr, plot->x, y);
      cairo_line_to (cr, plot->x + plot->width, y);
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* --- Both ------------------------------------------------------------------------------------------- */

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
      double x0 = map_x (layout, MAX (self->notes[i].start_ms, self->from_ms));
      double x1 = map_x (layout, MIN (self->notes[i].end_ms, self->to_ms));

      if (self->notes[i].start_ms >= self->to_ms || self->notes[i].end_ms < self->from_ms)
        continue;
      if (x1 - x0 > NOTE_SIZE)
        {
          cairo_rectangle (cr, x0, y - 2, x1 - x0, 4);
          cairo_fill (cr);
          continue;
        }
      x0 = (x0 + x1) / 2;
      cairo_move_to (cr, x0, y - NOTE_SIZE / 2);
      cairo_line_to (cr, x0 + NOTE_SIZE / 2, y);
      cairo_line_to (cr, x0, y + NOTE_SIZE / 2);
      cairo_line_to (cr, x0 - NOTE_SIZE / 2, y);
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
  double right = layout->score_plot.x + layout->score_plot.width, width;

  bw_plot_text_measure (font, label, &width, NULL);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < self->n_days; i++)
    {
      double x = floor (map_x (layout, self->days[i].time_ms - BW_TIME_DAY / 2)) + 0.5;
      gboolean before = x + width + 6 > right;

      if (!self->days[i].new_era)
        continue;
      bw_plot_set_color (cr, &palette->dim_text);
      cairo_set_dash (cr, (double[]) { 4, 3 }, 2, 0);
      cairo_move_to (cr, x, layout->score_plot.y);
      cairo_line_to (cr, x, layout->value_plot.y + layout->value_plot.height);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
      bw_plot_text_draw (cr, font, &palette->dim_text, before ? x - 4 : x + 4,
                         layout->value_plot.y + layout->value_plot.height - 3, before ? 1 : 0, 1,
                         label);
    }
}

static void
paint_time_axis (cairo_t                    *cr,
                 const BwPlotTrend          *self,
                 const BwPlotTrendLayout    *layout,
                 const BwPlotRect           *area,
                 const BwPlotPalette        *palette,
                 const PangoFontDescription *font)
{
  const BwPlotRect *plot = &layout->value_plot;
  double per_pixel = (double) (self->to_ms - self->from_ms) / plot->width, width;
  g_autoptr (GArray) times = NULL;
  g_autoptr (GArray) ticks = g_array_new (FALSE, TRUE, sizeof (BwPlotTick));

  bw_plot_text_measure (font, "88 Mmm", &width, NULL);
  times = bw_plot_time_ticks (self->zone, self->from_ms, self->to_ms, per_pixel, width + 12, FALSE);
  for (guint i = 0; i < times->len; i++)
    {
      const BwPlotTimeTick *time = &g_array_index (times, BwPlotTimeTick, i);
      BwPlotTick tick = { map_x (layout, time->time_ms), time->label, time->major ? 1 : 0 };

      g_array_append_val (ticks, tick);
    }
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_BOTTOM, (const BwPlotTick *) ticks->data, ticks->len,
                      area->x, area->x + area->width, palette, font);
}

/* Titles at the left; what the marks of the values mean at the right, as far as there is room. */
static void
paint_heads (cairo_t                    *cr,
             const BwPlotTrend          *self,
             const BwPlotTrendLayout    *layout,
             const BwPlotRect           *area,
             const BwPlotPalette        *palette,
             const PangoFontDescription *font)
{
  const char *entries[] = { _("Normal range"), _("7-day mean"), self->value_name };
  double x = area->x + area->width, y = layout->value_head, left, width;

  bw_plot_text_draw (cr, font, &palette->dim_text, area->x, layout->score_head, 0, 0.5,
                     self->score_title);
  bw_plot_text_draw (cr, font, &palette->dim_text, area->x, y, 0, 0.5, self->value_title);
  bw_plot_text_measure (font, self->value_title, &left, NULL);
  left += area->x + 16;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      double swatch = i == 2 ? 8 : 16;

      bw_plot_text_measure (font, entries[i], &width, NULL);
      if (x - width - swatch - 6 < left)
        break;
      bw_plot_text_draw (cr, font, &palette->dim_text, x, y, 1, 0.5, entries[i]);
      x -= width + 6 + swatch;
      if (i == 0)
        {
          cairo_rectangle (cr, round (x), round (y - 5), swatch, 10);
          bw_plot_set_color (cr, &palette->band);
          cairo_fill (cr);
        }
      else if (i == 1)
        {
          cairo_move_to (cr, x, round (y));
          cairo_rel_line_to (cr, swatch, 0);
          cairo_set_line_width (cr, palette->line_width);
          bw_plot_set_color (cr, &palette->ink);
          cairo_stroke (cr);
        }
      else
        {
          bw_plot_set_color (cr, &palette->past);
          paint_dot (cr, x + swatch / 2, y, DOT_MOST);
        }
      x -= 16;
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

static void
paint_cursor (cairo_t                    *cr,
              const BwPlotTrend          *self,
              const BwPlotTrendLayout    *layout,
              const BwPlotPalette        *palette,
              const PangoFontDescription *font)
{
  const BwPlotTrendDay *day = &self->days[self->cursor];
  double x = map_x (layout, day->time_ms), line_x = floor (x) + 0.5;
  double y = layout->value_plot.y + layout->value_plot.height;
  BwPlotRect both = layout->score_plot;

  both.height = y - both.y;
  cairo_set_line_width (cr, 1);
  bw_plot_set_color (cr, &palette->accent);
  cairo_move_to (cr, line_x, both.y);
  cairo_line_to (cr, line_x, y);
  cairo_stroke (cr);
  if (day->has_week)
    {
      y = map_value (layout, day->week);
      paint_ring (cr, x, y, palette);
    }
  if (day->has_score)
    paint_ring (cr, x, map_score (layout, day->score), palette);
  if (self->cursor_text)
    bw_plot_read_out_paint (cr, &both, x, day->has_week ? y : both.y, self->cursor_text, palette,
                            font);
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

  bw_plot_trend_layout (&layout, self, area, font);

  cairo_save (cr);
  clip_to (cr, &layout.score_plot);
  bw_plot_zones_paint (cr, &layout.score_plot, &layout.score, palette);
  paint_score (cr, self, &layout, palette);
  cairo_restore (cr);

  cairo_save (cr);
  clip_to (cr, &layout.value_plot);
  paint_value_grid (cr, &layout, palette);
  paint_normal (cr, self, &layout, palette);
  paint_values (cr, self, &layout, palette);
  cairo_restore (cr);

  cairo_save (cr);
  paint_notes (cr, self, &layout, palette);
  paint_eras (cr, self, &layout, palette, font);
  bw_plot_zones_paint_words (cr, &layout.score_plot, &layout.score, layout.stacked_words, palette,
                             font);
  bw_plot_zones_paint_axis (cr, &layout.score_plot, &layout.score, layout.score_plot.y - 8,
                            layout.score_plot.y + layout.score_plot.height + 8, palette, font);
  paint_value_axis (cr, &layout, area, palette, font);
  paint_time_axis (cr, self, &layout, area, palette, font);
  paint_heads (cr, self, &layout, area, palette, font);
  if (self->cursor >= 0)
    paint_cursor (cr, self, &layout, palette, font);
  cairo_restore (cr);
}
