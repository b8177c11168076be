/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-intervals.h"

#include "plot/bw-plot-axis.h"

#include <math.h>

#define STACKED_BELOW 600.0
#define COLUMN_GAP 14.0
#define PLOT_GAP 18.0
#define LEAST_PLOT 120.0
#define ROW_PADDING 7.0
#define MARK 5.0
#define CAP 4.0
#define INSET 7.0

enum
{
  LEFT,
  MIDDLE,
  RIGHT,
};

static double
text_width (const PangoFontDescription *font,
            const char                 *text)
{
  double width = 0;

  if (text)
    bw_plot_text_measure (font, text, &width, NULL);
  return ceil (width);
}

static double
text_height (const PangoFontDescription *font)
{
  double height;

  bw_plot_text_measure (font, "X", NULL, &height);
  return ceil (height);
}

/* Room above the rows for the titles and the reference's label. */
static double
head_height (const BwPlotIntervals      *self,
             gboolean                    stacked,
             const PangoFontDescription *font)
{
  gboolean has_titles = FALSE;

  for (guint f = 0; f < BW_PLOT_INTERVALS_FIGURES; f++)
    has_titles |= !stacked && self->titles[f] != NULL;
  return has_titles || (self->has_reference && self->reference_label) ? text_height (font) + 6 : 2;
}

static double
row_height (const BwPlotIntervals      *self,
            gboolean                    stacked,
            const PangoFontDescription *font)
{
  double line = text_height (font);
  gboolean detailed = FALSE;

  for (guint i = 0; i < self->n_rows; i++)
    detailed |= self->rows[i].detail != NULL;
  if (stacked)
    return line * 2 + 2 * MARK + 2 * ROW_PADDING + 4;
  return line * (detailed ? 2 : 1) + 2 * ROW_PADDING;
}

static gboolean
is_stacked (double width)
{
  return width < STACKED_BELOW;
}

double
bw_plot_intervals_height (const BwPlotIntervals      *self,
                          double                      width,
                          const PangoFontDescription *font)
{
  gboolean stacked = is_stacked (width);

  return head_height (self, stacked, font) + self->n_rows * row_height (self, stacked, font)
         + text_height (font) + 8;
}

void
bw_plot_intervals_layout (BwPlotIntervalsLayout      *layout,
                          const BwPlotIntervals      *self,
                          const BwPlotRect           *area,
                          const PangoFontDescription *font)
{
  double name = 0, widths[BW_PLOT_INTERVALS_FIGURES] = { 0 }, left, right;

  for (guint i = 0; i < self->n_rows; i++)
    {
      const BwPlotIntervalsRow *row = &self->rows[i];

      name = MAX (name, MAX (text_width (font, row->name), text_width (font, row->detail)));
      for (guint f = 0; f < BW_PLOT_INTERVALS_FIGURES; f++)
        widths[f] = MAX (widths[f], text_width (font, row->figures[f]));
    }

  layout->stacked = is_stacked (area->width);
  for (guint f = 0; f < BW_PLOT_INTERVALS_FIGURES && !layout->stacked; f++)
    widths[f] = MAX (widths[f], text_width (font, self->titles[f]));
  layout->row_height = row_height (self, layout->stacked, font);
  layout->figure_right[RIGHT] = area->x + area->width - INSET;
  layout->figure_right[MIDDLE] = layout->figure_right[RIGHT] - widths[RIGHT] - COLUMN_GAP;
  layout->figure_right[LEFT] = layout->figure_right[MIDDLE] - widths[MIDDLE] - COLUMN_GAP;
  if (layout->stacked)
    {
      layout->figure_right[MIDDLE] = layout->figure_right[RIGHT];
      layout->figure_right[LEFT] = layout->figure_right[RIGHT] - widths[RIGHT] - COLUMN_GAP;
    }
  left = area->x + INSET;
  right = layout->figure_right[RIGHT];
  if (!layout->stacked)
    {
      /* A column without figures leaves no gap. */
      right = widths[LEFT] > 0 ? layout->figure_right[LEFT] - widths[LEFT]
                               : layout->figure_right[MIDDLE] - widths[MIDDLE];
      right -= PLOT_GAP;
      left = MIN (left + name + PLOT_GAP, right - LEAST_PLOT);
    }
  layout->plot = (BwPlotRect) { left + MARK, area->y + head_height (self, layout->stacked, font),
                                MAX (right - left - 2 * MARK, 1),
                                self->n_rows * layout->row_height };
  layout->value = (BwPlotScale) { self->low, self->high, layout->plot.x,
                                  layout->plot.x + layout->plot.width };
}

/* Where a row's mark lies. */
static double
bar_middle (const BwPlotIntervalsLayout *layout,
            guint                        row)
{
  double top = layout->plot.y + row * layout->row_height;

  return top + (layout->stacked ? layout->row_height - ROW_PADDING - MARK : layout->row_height / 2);
}

/* A line up the plot; where words stand over the bars, beside each bar alone. */
static void
add_upright (cairo_t                     *cr,
             const BwPlotIntervals       *self,
             const BwPlotIntervalsLayout *layout,
             double                       value,
             double                       reach)
{
  double x = floor (bw_plot_scale_map (&layout->value, value)) + 0.5;

  if (!layout->stacked)
    {
      cairo_move_to (cr, x, layout->plot.y);
      cairo_rel_line_to (cr, 0, layout->plot.height);
      return;
    }
  for (guint i = 0; i < self->n_rows; i++)
    {
      cairo_move_to (cr, x, bar_middle (layout, i) - reach);
      cairo_rel_line_to (cr, 0, 2 * reach);
    }
}

static void
paint_grid (cairo_t                     *cr,
            const BwPlotIntervals       *self,
            const BwPlotIntervalsLayout *layout,
            const BwPlotPalette         *palette)
{
  static const double dashes[] = { 2, 3 };

  cairo_save (cr);
  bw_plot_set_color (cr, &palette->grid);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < self->n_ticks; i++)
    {
      gboolean solid = layout->stacked || !(fabs (self->ticks[i].value) > 0);

      cairo_set_dash (cr, dashes, solid ? 0 : 2, 0);
      add_upright (cr, self, layout, self->ticks[i].value, CAP - 1);
      cairo_stroke (cr);
    }
  cairo_set_dash (cr, NULL, 0, 0);
  for (guint i = 0; layout->stacked && i < self->n_rows; i++)
    {
      cairo_move_to (cr, layout->plot.x, floor (bar_middle (layout, i)) + 0.5);
      cairo_rel_line_to (cr, layout->plot.width, 0);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_reference (cairo_t                     *cr,
                 const BwPlotIntervals       *self,
                 const BwPlotIntervalsLayout *layout,
                 const BwPlotRect            *area,
                 const BwPlotPalette         *palette,
                 const PangoFontDescription  *font)
{
  double at = CLAMP (self->reference, self->low, self->high), x = bw_plot_scale_map (&layout->value, at);

  cairo_save (cr);
  bw_plot_set_color (cr, &palette->dim_text);
  cairo_set_line_width (cr, palette->line_width * 0.6);
  cairo_set_dash (cr, (double[]) { 6, 3 }, layout->stacked ? 0 : 2, 0);
  add_upright (cr, self, layout, at, MARK + 3);
  cairo_stroke (cr);
  cairo_restore (cr);
  if (self->reference_label)
    {
      double width = text_width (font, self->reference_label);
      double left = CLAMP (x - width / 2, area->x, MAX (area->x, area->x + area->width - width));

      bw_plot_text_draw (cr, font, &palette->dim_text, left, layout->plot.y - 3, 0, 1,
                         self->reference_label);
    }
}

/* A mark that would lie beyond an end of the axis: an arrow there, its tip at @x. */
static void
add_arrow (cairo_t *cr,
           double   x,
           double   y,
           double   direction)
{
  cairo_move_to (cr, x, y);
  cairo_rel_line_to (cr, -2 * MARK * direction, -MARK);
  cairo_rel_line_to (cr, 0, 2 * MARK);
  cairo_close_path (cr);
}

static void
paint_interval (cairo_t                     *cr,
                const BwPlotIntervals       *self,
                const BwPlotIntervalsRow    *row,
                const BwPlotIntervalsLayout *layout,
                double                       y,
                const BwPlotPalette         *palette)
{
  const BwPlotColor *color = row->is_used ? &palette->ink : &palette->dim_text;
  double low = bw_plot_scale_map (&layout->value, CLAMP (row->low, self->low, self->high));
  double high = bw_plot_scale_map (&layout->value, CLAMP (row->high, self->low, self->high));
  double x = bw_plot_scale_map (&layout->value, CLAMP (row->value, self->low, self->high));

  y = floor (y) + 0.5;
  cairo_save (cr);
  bw_plot_set_color (cr, color);
  cairo_set_line_width (cr, palette->line_width * (row->is_used ? 1 : 0.6));
  cairo_move_to (cr, low, y);
  cairo_line_to (cr, high, y);
  cairo_stroke (cr);
  cairo_set_line_width (cr, palette->line_width * 0.6);
  if (row->low >= self->low && row->low <= self->high)
    {
      cairo_move_to (cr, low, y - CAP);
      cairo_line_to (cr, low, y + CAP);
    }
  if (row->high >= self->low && row->high <= self->high)
    {
      cairo_move_to (cr, high, y - CAP);
      cairo_line_to (cr, high, y + CAP);
    }
  cairo_stroke (cr);

  cairo_new_sub_path (cr);
  if (row->value > self->high)
    add_arrow (cr, x + MARK, y, 1);
  else if (row->value < self->low)
    add_arrow (cr, x - MARK, y, -1);
  else
    cairo_arc (cr, x, y, MARK - 0.5, 0, 2 * G_PI);
  if (row->is_used)
    {
      cairo_fill (cr);
    }
  else
    {
      bw_plot_set_color (cr, &palette->background);
      cairo_fill_preserve (cr);
      bw_plot_set_color (cr, color);
      cairo_set_line_width (cr, palette->line_width * 0.7);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

/* One line of words, cut off at @right. */
static void
paint_words (cairo_t                    *cr,
             const BwPlotRect           *area,
             const char                 *text,
             double                      y,
             double                      right,
             const BwPlotColor          *color,
             const PangoFontDescription *font)
{
  double line = text_height (font);

  cairo_save (cr);
  cairo_rectangle (cr, area->x, y - line / 2 - 1, right - area->x, line + 2);
  cairo_clip (cr);
  bw_plot_text_draw (cr, font, color, area->x + INSET, y, 0, 0.5, text);
  cairo_restore (cr);
}

/* Name, detail and bar; then the figures in columns. Where it is narrow: the name and the middle figure,
 * below them the detail and the others, below these the bar. */
static void
paint_row (cairo_t                     *cr,
           const BwPlotIntervals       *self,
           guint                        index,
           const BwPlotIntervalsLayout *layout,
           const BwPlotRect            *area,
           const BwPlotPalette         *palette,
           const PangoFontDescription  *font)
{
  const BwPlotIntervalsRow *row = &self->rows[index];
  double top = layout->plot.y + index * layout->row_height, line = text_height (font);
  double bar = bar_middle (layout, index), first, second, middle_y, rest_y, name_end, detail_end;

  if (self->cursor == (int) index)
    {
      BwPlotColor wash = palette->accent;

      wash.alpha = 0.13;
      bw_plot_set_color (cr, &wash);
      cairo_rectangle (cr, area->x, top, area->width, layout->row_height);
      cairo_fill (cr);
    }

  if (layout->stacked)
    {
      middle_y = first = top + ROW_PADDING + line / 2;
      rest_y = second = first + line;
      name_end = layout->figure_right[RIGHT] - text_width (font, row->figures[MIDDLE]) - PLOT_GAP / 2;
      detail_end = layout->figure_right[LEFT] - text_width (font, row->figures[LEFT]) - PLOT_GAP / 2;
    }
  else
    {
      middle_y = rest_y = bar;
      first = row->detail ? bar - line / 2 : bar;
      second = bar + line / 2;
      name_end = detail_end = layout->plot.x - MARK - 4;
    }
  paint_words (cr, area, row->name, first, name_end, &palette->text, font);
  if (row->detail)
    paint_words (cr, area, row->detail, second, detail_end, &palette->dim_text, font);
  if (row->known)
    paint_interval (cr, self, row, layout, bar, palette);
  for (guint f = 0; f < BW_PLOT_INTERVALS_FIGURES; f++)
    if (row->figures[f] != NULL)
      bw_plot_text_draw (cr, font, f == MIDDLE ? &palette->text : &palette->dim_text,
                         layout->figure_right[f], f == MIDDLE ? middle_y : rest_y, 1, 0.5,
                         row->figures[f]);
}

static void
paint_axis (cairo_t                     *cr,
            const BwPlotIntervals       *self,
            const BwPlotIntervalsLayout *layout,
            const BwPlotRect            *area,
            const BwPlotPalette         *palette,
            const PangoFontDescription  *font)
{
  g_autofree BwPlotTick *ticks = g_new0 (BwPlotTick, self->n_ticks + 1);

  for (guint i = 0; i < self->n_ticks; i++)
    ticks[i] = (BwPlotTick) { bw_plot_scale_map (&layout->value, self->ticks[i].value),
                              self->ticks[i].label, i % 2 == 0 ? 1 : 0 };
  bw_plot_axis_paint (cr, &layout->plot, BW_PLOT_SIDE_BOTTOM, ticks, self->n_ticks, area->x,
                      area->x + area->width, palette, font);
}

void
bw_plot_intervals_paint (cairo_t                    *cr,
                         const BwPlotRect           *area,
                         const BwPlotIntervals      *self,
                         const BwPlotPalette        *palette,
                         const PangoFontDescription *font)
{
  BwPlotIntervalsLayout layout;

  bw_plot_intervals_layout (&layout, self, area, font);
  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  paint_grid (cr, self, &layout, palette);
  if (self->has_reference)
    paint_reference (cr, self, &layout, area, palette, font);
  for (guint f = 0; f < BW_PLOT_INTERVALS_FIGURES && !layout.stacked; f++)
    if (self->titles[f] != NULL)
      bw_plot_text_draw (cr, font, &palette->dim_text, layout.figure_right[f], layout.plot.y - 3, 1,
                         1, self->titles[f]);
  for (guint i = 0; i < self->n_rows; i++)
    paint_row (cr, self, i, &layout, area, palette, font);
  paint_axis (cr, self, &layout, area, palette, font);
  cairo_restore (cr);
}
