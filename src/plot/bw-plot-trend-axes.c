/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-trend-private.h"

#include "plot/bw-plot-axis.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define VALUE_TICKS 9

void
bw_plot_trend_paint_dot (cairo_t *cr,
                         double   x,
                         double   y,
                         double   radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (cr);
}

void
bw_plot_trend_paint_value_axis (cairo_t                    *cr,
                                const BwPlotTrend          *self,
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
      BwPlotTick tick = { bw_plot_trend_map_value (layout, value), label, 1 };

      g_ptr_array_add (labels, label);
      g_array_append_val (ticks, tick);
      /* Clear of the legend above, as the labels at the left are. */
      bw_plot_text_draw (cr, font, &palette->dim_text, plot->x + plot->width + 6,
                         MAX (tick.position, plot->y + height / 2), 0, 0.5, ms);
    }
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_LEFT, (const BwPlotTick *) ticks->data, ticks->len,
                      plot->y,
                      /* Clear of the title below, where there is one. */
                      self->cv_title != NULL ? layout->notes.y + layout->notes.height - 2
                                             : area->y + area->height,
                      palette, font);
}

void
bw_plot_trend_paint_value_grid (cairo_t                 *cr,
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
  cairo_set_dash (cr, (double[]){ 2, 3 }, 2, 0);
  for (guint i = 0; i < values->len; i++)
    {
      double y = floor (bw_plot_trend_map_value (layout, g_array_index (values, double, i))) + 0.5;

      cairo_move_to (cr, plot->x, y);
      cairo_line_to (cr, plot->x + plot->width, y);
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

void
bw_plot_trend_paint_time_axis (cairo_t                    *cr,
                               const BwPlotTrend          *self,
                               const BwPlotTrendLayout    *layout,
                               const BwPlotRect           *area,
                               const BwPlotPalette        *palette,
                               const PangoFontDescription *font)
{
  const BwPlotRect *plot = self->cv_title != NULL ? &layout->cv_plot : &layout->value_plot;
  double per_pixel = (double) (self->to_ms - self->from_ms) / plot->width, width;
  g_autoptr (GArray) times = NULL;
  g_autoptr (GArray) ticks = g_array_new (FALSE, TRUE, sizeof (BwPlotTick));

  bw_plot_text_measure (font, "88 Mmm", &width, NULL);
  times = bw_plot_time_ticks (self->zone, self->from_ms, self->to_ms, per_pixel, width + 12, FALSE);
  for (guint i = 0; i < times->len; i++)
    {
      const BwPlotTimeTick *time = &g_array_index (times, BwPlotTimeTick, i);
      BwPlotTick tick
          = { bw_plot_trend_map_x (layout, time->time_ms), time->label, time->major ? 1 : 0 };

      g_array_append_val (ticks, tick);
    }
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_BOTTOM, (const BwPlotTick *) ticks->data, ticks->len,
                      area->x, area->x + area->width, palette, font);
}

/* What stands in the legend, in this order from the right. */
typedef enum {
  ENTRY_NORMAL,
  ENTRY_WEEK,
  ENTRY_VALUE,
  ENTRY_BY_NIGHT,
  ENTRY_BY_DAY,
  ENTRY_READINGS, /* a line from the lowest to the highest */
} Entry;

static const char *
get_entry_text (Entry              entry,
                const BwPlotTrend *self)
{
  switch (entry)
    {
    case ENTRY_NORMAL:
      return _("Normal range");
    case ENTRY_WEEK:
      return _("7-day mean");
    case ENTRY_BY_NIGHT:
      /* Translators: a mark of the legend: a reading taken at night */
      return _("Reading at night");
    case ENTRY_BY_DAY:
      /* Translators: a mark of the legend: a reading taken by day; it stands beside “Reading at night” */
      return _("by day");
    case ENTRY_READINGS:
      return _("Lowest to highest reading");
    case ENTRY_VALUE:
    default:
      return self->value_name;
    }
}

static void
paint_swatch (cairo_t             *cr,
              Entry                entry,
              const BwPlotTrend   *self,
              double               x,
              double               y,
              double               width,
              const BwPlotPalette *palette)
{
  bw_plot_set_color (cr, entry == ENTRY_NORMAL     ? &palette->band
                         : entry == ENTRY_WEEK     ? &palette->ink
                         : entry == ENTRY_READINGS ? &palette->grid
                                                   : &palette->past);
  switch (entry)
    {
    case ENTRY_NORMAL:
      cairo_rectangle (cr, round (x), round (y - 5), width, 10);
      cairo_fill (cr);
      break;
    case ENTRY_WEEK:
      cairo_move_to (cr, x, round (y));
      cairo_rel_line_to (cr, width, 0);
      cairo_set_line_width (cr, palette->line_width);
      cairo_stroke (cr);
      break;
    case ENTRY_BY_NIGHT:
    case ENTRY_BY_DAY:
      bw_plot_trend_paint_mark (cr, x + width / 2, y, BW_PLOT_TREND_MARK,
                                entry == ENTRY_BY_NIGHT);
      break;
    case ENTRY_READINGS:
      cairo_rectangle (cr, round (x) + 2, round (y - 6), 3, 12);
      cairo_fill (cr);
      break;
    case ENTRY_VALUE:
    default:
      if (self->readings != NULL)
        {
          cairo_rectangle (cr, round (x) - 1, y - 1.2, width + 2, 2.4);
          cairo_fill (cr);
        }
      else
        bw_plot_trend_paint_dot (cr, x + width / 2, y, BW_PLOT_TREND_DOT);
    }
}

void
bw_plot_trend_paint_heads (cairo_t                    *cr,
                           const BwPlotTrend          *self,
                           const BwPlotTrendLayout    *layout,
                           const BwPlotRect           *area,
                           const BwPlotPalette        *palette,
                           const PangoFontDescription *font)
{
  static const Entry plain[] = { ENTRY_NORMAL, ENTRY_WEEK, ENTRY_VALUE };
  static const Entry marks[]
      = { ENTRY_NORMAL, ENTRY_WEEK, ENTRY_VALUE, ENTRY_BY_DAY, ENTRY_BY_NIGHT };
  static const Entry columns[] = { ENTRY_NORMAL, ENTRY_WEEK, ENTRY_VALUE, ENTRY_READINGS };
  const Entry *entries = self->readings == NULL ? plain : layout->dense ? columns : marks;
  guint n = self->readings == NULL ? G_N_ELEMENTS (plain)
            : layout->dense        ? G_N_ELEMENTS (columns)
                                   : G_N_ELEMENTS (marks);
  double x = area->x + area->width, y = layout->value_head, left, width;

  if (self->score_title != NULL)
    bw_plot_text_draw (cr, font, &palette->dim_text, area->x, layout->score_head, 0, 0.5,
                       self->score_title);
  bw_plot_text_draw (cr, font, &palette->dim_text, area->x, y, 0, 0.5, self->value_title);
  bw_plot_text_measure (font, self->value_title, &left, NULL);
  left += area->x + 16;

  for (guint i = 0; i < n; i++)
    {
      const char *text = get_entry_text (entries[i], self);
      double swatch = entries[i] == ENTRY_NORMAL || entries[i] == ENTRY_WEEK ? 16 : 8;

      bw_plot_text_measure (font, text, &width, NULL);
      if (x - width - swatch - 6 < left)
        break;
      bw_plot_text_draw (cr, font, &palette->dim_text, x, y, 1, 0.5, text);
      x -= width + 6 + swatch;
      paint_swatch (cr, entries[i], self, x, y, swatch, palette);
      x -= 16;
    }
}
