/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-readings.h"

#include "plot/bw-plot-axis.h"

#include <math.h>

#define MARK 2.6
#define HEAD_GAP 6.0
#define AXIS_GAP 6.0
#define VALUE_TICKS 6
#define HIGHEST_LEAST 20.0
#define AIR 1.08
#define SWATCH 12.0
#define ENTRY_GAP 14.0
/* The band's place in the legend, behind the kinds. */
#define ENTRY_NORMAL BW_PLOT_READING_N_KINDS

/* A round number that all that counts stays below. */
static double
find_top (const BwPlotReadings *self)
{
  double top = self->has_normal ? self->normal_high : 0, step;

  for (guint i = 0; i < self->n_readings; i++)
    {
      const BwPlotReading *reading = &self->readings[i];

      if (reading->kind != BW_PLOT_READING_UNUSED)
        top = MAX (top, reading->value + (reading->has_error ? reading->error : 0));
    }
  top = MAX (top * AIR, HIGHEST_LEAST);
  step = bw_plot_nice_step (top, VALUE_TICKS);
  return ceil (top / step) * step;
}

void
bw_plot_readings_layout (BwPlotReadingsLayout       *layout,
                         const BwPlotReadings       *self,
                         const BwPlotRect           *area,
                         const PangoFontDescription *font)
{
  double width, height, top = find_top (self);

  bw_plot_text_measure (font, top >= 1000 ? "8888" : "888", &width, &height);
  layout->head = area->y + height / 2;
  layout->plot.x = area->x + width + AXIS_GAP;
  layout->plot.y = area->y + height + HEAD_GAP;
  layout->plot.width = MAX (area->x + area->width - layout->plot.x - MARK, 1);
  layout->plot.height = MAX (area->y + area->height - height - AXIS_GAP - layout->plot.y, 1);
  bw_plot_time_scale_init (&layout->time, self->from_ms, self->to_ms, layout->plot.x,
                           layout->plot.x + layout->plot.width);
  layout->value = (BwPlotScale) { 0, top, layout->plot.y + layout->plot.height, layout->plot.y };
}

static void
paint_mark (cairo_t           *cr,
            double             x,
            double             y,
            BwPlotReadingKind  kind)
{
  double r = MARK;

  cairo_set_line_width (cr, 1);
  cairo_new_path (cr);
  switch (kind)
    {
    case BW_PLOT_READING_AT_NIGHT:
      /* As large to the eye as the ring. */
      r *= 1.3;
      cairo_move_to (cr, x, y - r);
      cairo_line_to (cr, x + r, y);
      cairo_line_to (cr, x, y + r);
      cairo_line_to (cr, x - r, y);
      cairo_close_path (cr);
      cairo_fill (cr);
      break;
    case BW_PLOT_READING_UNUSED:
      cairo_move_to (cr, x - r, y - r);
      cairo_line_to (cr, x + r, y + r);
      cairo_move_to (cr, x + r, y - r);
      cairo_line_to (cr, x - r, y + r);
      cairo_stroke (cr);
      break;
    case BW_PLOT_READING_BY_DAY:
    default:
      cairo_arc (cr, x, y, r, 0, 2 * G_PI);
      cairo_stroke (cr);
    }
}

static void
paint_axes (cairo_t                    *cr,
            const BwPlotReadings       *self,
            const BwPlotReadingsLayout *layout,
            const BwPlotRect           *area,
            const BwPlotPalette        *palette,
            const PangoFontDescription *font)
{
  const BwPlotRect *plot = &layout->plot;
  g_autoptr (GArray) values = bw_plot_scale_ticks (&layout->value, VALUE_TICKS);
  g_autoptr (GArray) value_ticks = g_array_new (FALSE, TRUE, sizeof (BwPlotTick));
  g_autoptr (GArray) time_ticks = g_array_new (FALSE, TRUE, sizeof (BwPlotTick));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) times = NULL;
  double width;

  bw_plot_set_color (cr, &palette->grid);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < values->len; i++)
    {
      double value = g_array_index (values, double, i), y = bw_plot_scale_map (&layout->value, value);
      char *label = g_strdup_printf ("%.0f", value);
      BwPlotTick tick = { y, label, 1 };

      g_ptr_array_add (labels, label);
      g_array_append_val (value_ticks, tick);
      if (i > 0)
        cairo_set_dash (cr, (double[]){ 2, 3 }, 2, 0);
      cairo_move_to (cr, plot->x, floor (y) + 0.5);
      cairo_rel_line_to (cr, plot->width, 0);
      cairo_stroke (cr);
    }
  cairo_set_dash (cr, NULL, 0, 0);
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_LEFT, (const BwPlotTick *) (void *) value_ticks->data,
                      value_ticks->len, area->y, area->y + area->height, palette, font);

  bw_plot_text_measure (font, "88:88 MM", &width, NULL);
  times = bw_plot_time_ticks (self->zone, self->from_ms, self->to_ms,
                              (double) (self->to_ms - self->from_ms) / plot->width, width, FALSE);
  for (guint i = 0; i < times->len; i++)
    {
      const BwPlotTimeTick *time = &g_array_index (times, BwPlotTimeTick, i);
      BwPlotTick tick = { bw_plot_time_scale_map (&layout->time, time->time_ms), time->label,
                          time->major ? 1 : 0 };

      g_array_append_val (time_ticks, tick);
    }
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_BOTTOM, (const BwPlotTick *) (void *) time_ticks->data,
                      time_ticks->len, area->x, area->x + area->width, palette, font);
}

static const char *
get_entry (const BwPlotReadings *self,
           guint                 entry)
{
  if (entry == ENTRY_NORMAL)
    return self->has_normal ? self->normal_name : NULL;
  for (guint i = 0; i < self->n_readings; i++)
    if (self->readings[i].kind == entry)
      return self->kind_names[entry];
  return NULL;
}

/* From the right, as far as the title leaves room. */
static void
paint_legend (cairo_t                    *cr,
              const BwPlotReadings       *self,
              const BwPlotReadingsLayout *layout,
              const BwPlotRect           *area,
              const BwPlotPalette        *palette,
              const PangoFontDescription *font)
{
  double x = area->x + area->width, y = layout->head, left, width;

  bw_plot_text_draw (cr, font, &palette->dim_text, area->x, y, 0, 0.5, self->title);
  bw_plot_text_measure (font, self->title, &left, NULL);
  left += area->x + ENTRY_GAP;
  for (guint entry = BW_PLOT_READING_N_KINDS + 1; entry-- > 0;)
    {
      const char *text = get_entry (self, entry);

      if (text == NULL)
        continue;
      bw_plot_text_measure (font, text, &width, NULL);
      if (x - width - SWATCH - AXIS_GAP < left)
        break;
      bw_plot_text_draw (cr, font, &palette->dim_text, x, y, 1, 0.5, text);
      x -= width + AXIS_GAP + SWATCH;
      bw_plot_set_color (cr, entry == ENTRY_NORMAL ? &palette->band : &palette->ink);
      if (entry == ENTRY_NORMAL)
        {
          cairo_rectangle (cr, x, y - 4, SWATCH, 8);
          cairo_fill (cr);
        }
      else
        paint_mark (cr, x + SWATCH - 2 * MARK, y, entry);
      x -= ENTRY_GAP;
    }
}

static void
paint_reading (cairo_t                    *cr,
               const BwPlotReading        *reading,
               const BwPlotReadingsLayout *layout,
               const BwPlotPalette        *palette)
{
  double x = bw_plot_time_scale_map (&layout->time, reading->time_ms);
  double y = bw_plot_scale_map (&layout->value, MIN (reading->value, layout->value.d1));

  if (reading->kind != BW_PLOT_READING_UNUSED && reading->has_error && reading->error > 0)
    {
      double low = MAX (reading->value - reading->error, 0);

      bw_plot_set_color (cr, &palette->past);
      cairo_set_line_width (cr, 0.8);
      cairo_move_to (cr, x, bw_plot_scale_map (&layout->value, low));
      cairo_line_to (cr, x, bw_plot_scale_map (&layout->value, reading->value + reading->error));
      cairo_stroke (cr);
    }
  bw_plot_set_color (cr, reading->kind == BW_PLOT_READING_UNUSED ? &palette->dim_text : &palette->ink);
  paint_mark (cr, x, y, reading->kind);
}

void
bw_plot_readings_paint (cairo_t                    *cr,
                        const BwPlotRect           *area,
                        const BwPlotReadings       *self,
                        const BwPlotPalette        *palette,
                        const PangoFontDescription *font)
{
  BwPlotReadingsLayout layout;

  bw_plot_readings_layout (&layout, self, area, font);
  if (self->has_normal)
    {
      double top = bw_plot_scale_map (&layout.value, MIN (self->normal_high, layout.value.d1));

      bw_plot_set_color (cr, &palette->band);
      cairo_rectangle (cr, layout.plot.x, top, layout.plot.width,
                       bw_plot_scale_map (&layout.value, MAX (self->normal_low, 0)) - top);
      cairo_fill (cr);
    }
  paint_axes (cr, self, &layout, area, palette, font);
  for (guint i = 0; i < self->n_readings; i++)
    paint_reading (cr, &self->readings[i], &layout, palette);
  paint_legend (cr, self, &layout, area, palette, font);
}
