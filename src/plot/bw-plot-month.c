/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-month.h"

#include "plot/bw-plot-scale.h"

#include <math.h>

#define PADDING 4.0
#define SCALE_HEIGHT 7.0
#define DOT 2.2
#define SIDE_SIZE 5.0
#define HEAD_GAP 4.0
/* The value is larger than the rest. */
#define VALUE_SCALE 1.35

static double
get_line_height (const PangoFontDescription *font)
{
  double height;

  bw_plot_text_measure (font, "8", NULL, &height);
  return height;
}

static PangoFontDescription *
make_value_font (const PangoFontDescription *font)
{
  PangoFontDescription *value = pango_font_description_copy (font);

  pango_font_description_set_absolute_size (value,
                                            pango_font_description_get_size (font) * VALUE_SCALE);
  pango_font_description_set_weight (value, PANGO_WEIGHT_BOLD);
  return value;
}

static guint
count_weeks (const BwPlotMonth *self)
{
  return (self->first + self->n_days + 6) / 7;
}

double
bw_plot_month_height (const BwPlotMonth          *self,
                      const PangoFontDescription *font)
{
  double line = get_line_height (font);

  /* Number, value, detail and the scale. */
  return line + HEAD_GAP
         + count_weeks (self) * (2 * line + VALUE_SCALE * line + SCALE_HEIGHT + 2 * PADDING);
}

void
bw_plot_month_get_day (const BwPlotMonth          *self,
                       const BwPlotRect           *area,
                       const PangoFontDescription *font,
                       guint                       day,
                       BwPlotRect                 *rect)
{
  double head = get_line_height (font) + HEAD_GAP;
  guint place = self->first + day, n_weeks = MAX (count_weeks (self), 1);

  rect->width = area->width / 7;
  rect->height = (area->height - head) / n_weeks;
  rect->x = area->x + place % 7 * rect->width;
  rect->y = area->y + head + place / 7 * rect->height;
}

int
bw_plot_month_day_get_side (const BwPlotMonthDay *day)
{
  if (!day->has_value || !day->has_normal)
    return 0;
  return day->value < day->normal_low ? -1 : day->value > day->normal_high ? 1 : 0;
}

/* Where the day's value lies between the least and the most of the month. */
static void
paint_scale (cairo_t              *cr,
             const BwPlotMonth    *self,
             const BwPlotMonthDay *day,
             const BwPlotRect     *rect,
             const BwPlotPalette  *palette)
{
  const BwPlotScale scale = { self->low, self->high, rect->x + PADDING + DOT,
                              rect->x + rect->width - PADDING - DOT };
  double y = rect->y + rect->height - PADDING - SCALE_HEIGHT / 2;

  if (!(self->high > self->low))
    return;
  if (day->has_normal)
    {
      double from = bw_plot_scale_map (&scale, CLAMP (day->normal_low, self->low, self->high));
      double to = bw_plot_scale_map (&scale, CLAMP (day->normal_high, self->low, self->high));

      bw_plot_set_color (cr, &palette->band);
      cairo_rectangle (cr, from, y - SCALE_HEIGHT / 2, to - from, SCALE_HEIGHT);
      cairo_fill (cr);
    }
  bw_plot_set_color (cr, &palette->grid);
  cairo_set_line_width (cr, 0.7);
  cairo_move_to (cr, scale.p0, y);
  cairo_line_to (cr, scale.p1, y);
  cairo_stroke (cr);
  if (day->has_value)
    {
      bw_plot_set_color (cr, &palette->ink);
      cairo_arc (cr, bw_plot_scale_map (&scale, CLAMP (day->value, self->low, self->high)), y, DOT, 0,
                 2 * G_PI);
      cairo_fill (cr);
    }
}

/* Above or below what is usual: a triangle that points there. */
static void
paint_side (cairo_t             *cr,
            double               x,
            double               y,
            int                  side,
            const BwPlotPalette *palette)
{
  double h = SIDE_SIZE / 2;

  bw_plot_set_color (cr, &palette->text);
  cairo_move_to (cr, x - h, y + side * h * 0.8);
  cairo_line_to (cr, x + h, y + side * h * 0.8);
  cairo_line_to (cr, x, y - side * h);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
paint_day (cairo_t                    *cr,
           const BwPlotMonth          *self,
           guint                       index,
           const BwPlotRect           *rect,
           const BwPlotPalette        *palette,
           const PangoFontDescription *font,
           const PangoFontDescription *value_font)
{
  const BwPlotMonthDay *day = &self->days[index];
  char number[8];
  double line = get_line_height (font), x = rect->x + PADDING, y = rect->y + PADDING;
  double right = rect->x + rect->width - PADDING;

  bw_plot_set_color (cr, &palette->grid);
  cairo_set_line_width (cr, 0.7);
  cairo_rectangle (cr, rect->x, rect->y, rect->width, rect->height);
  cairo_stroke (cr);

  g_snprintf (number, sizeof number, "%u", index + 1);
  bw_plot_text_draw (cr, font, &palette->dim_text, x, y, 0, 0, number);
  if (day->noted)
    {
      bw_plot_set_color (cr, &palette->text);
      cairo_rectangle (cr, right - SIDE_SIZE, y + (line - SIDE_SIZE) / 2, SIDE_SIZE, SIDE_SIZE);
      cairo_fill (cr);
    }
  if (day->label != NULL)
    {
      double width;
      int side = bw_plot_month_day_get_side (day);

      bw_plot_text_measure (value_font, day->label, &width, NULL);
      bw_plot_text_draw (cr, value_font, &palette->text, x, y + line, 0, 0, day->label);
      if (side != 0)
        paint_side (cr, x + width + SIDE_SIZE, y + line + VALUE_SCALE * line / 2, side, palette);
      paint_scale (cr, self, day, rect, palette);
    }
  if (day->detail != NULL)
    bw_plot_text_draw (cr, font, &palette->dim_text, x, y + (1 + VALUE_SCALE) * line, 0, 0,
                       day->detail);
}

void
bw_plot_month_paint (cairo_t                    *cr,
                     const BwPlotRect           *area,
                     const BwPlotMonth          *self,
                     const BwPlotPalette        *palette,
                     const PangoFontDescription *font)
{
  PangoFontDescription *value_font = make_value_font (font);

  for (guint i = 0; i < 7; i++)
    bw_plot_text_draw (cr, font, &palette->dim_text, area->x + i * area->width / 7 + PADDING, area->y,
                       0, 0, self->weekdays[i]);
  for (guint i = 0; i < self->n_days; i++)
    {
      BwPlotRect rect;

      bw_plot_month_get_day (self, area, font, i, &rect);
      cairo_save (cr);
      cairo_rectangle (cr, rect.x - 1, rect.y - 1, rect.width + 2, rect.height + 2);
      cairo_clip (cr);
      paint_day (cr, self, i, &rect, palette, font, value_font);
      cairo_restore (cr);
    }
  pango_font_description_free (value_font);
}
