/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-proportions.h"

#include "plot/bw-plot-axis.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define STACKED_BELOW 600.0
#define COLUMN_GAP 14.0
#define PLOT_GAP 18.0
#define LEAST_PLOT 120.0
#define ROW_PADDING 7.0
#define MARK 5.0
#define CAP 4.0
#define INSET 7.0

/* The figures of a row, as the columns show them. */
typedef struct
{
  char *count, *percent, *interval;
} Figures;

/* Whole percent; 0 and 100 only where it is none or all. */
static int
percent (double share)
{
  int whole = (int) lround (100 * share);

  if (share < 1)
    whole = MIN (whole, 99);
  return share > 0 ? MAX (whole, 1) : whole;
}

static void
make_figures (Figures                    *figures,
              const BwPlotProportionsRow *row)
{
  if (row->n == 0)
    {
      *figures = (Figures) { g_strdup (""), g_strdup ("–"), g_strdup ("") };
      return;
    }
  /* Translators: how many were right of how many: "168 of 173" */
  figures->count = g_strdup_printf (_("%u of %u"), row->correct, row->n);
  figures->percent = g_strdup_printf (_("%d %%"), percent ((double) row->correct / row->n));
  /* Translators: from a share to a share in per cent */
  figures->interval = g_strdup_printf (_("%d – %d %%"), percent (row->low), percent (row->high));
}

static void
clear_figures (Figures *figures)
{
  g_free (figures->count);
  g_free (figures->percent);
  g_free (figures->interval);
}

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

/* Room above the rows for the reference's label, below them for the axis. */
static double
head_height (const BwPlotProportions    *self,
             const PangoFontDescription *font)
{
  return self->has_reference && self->reference_label ? text_height (font) + 6 : 2;
}

static double
row_height (const BwPlotProportions    *self,
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
bw_plot_proportions_height (const BwPlotProportions    *self,
                            double                      width,
                            const PangoFontDescription *font)
{
  return head_height (self, font) + self->n_rows * row_height (self, is_stacked (width), font)
         + text_height (font) + 8;
}

void
bw_plot_proportions_layout (BwPlotProportionsLayout    *layout,
                            const BwPlotProportions    *self,
                            const BwPlotRect           *area,
                            const PangoFontDescription *font)
{
  double name = 0, count = 0, percent = 0, interval = 0, left, right;

  for (guint i = 0; i < self->n_rows; i++)
    {
      const BwPlotProportionsRow *row = &self->rows[i];
      Figures figures;

      make_figures (&figures, row);
      name = MAX (name, MAX (text_width (font, row->name), text_width (font, row->detail)));
      count = MAX (count, text_width (font, figures.count));
      percent = MAX (percent, text_width (font, figures.percent));
      interval = MAX (interval, text_width (font, figures.interval));
      clear_figures (&figures);
    }

  layout->stacked = is_stacked (area->width);
  layout->row_height = row_height (self, layout->stacked, font);
  layout->interval_right = area->x + area->width - INSET;
  layout->percent_right = layout->interval_right - interval - COLUMN_GAP;
  layout->count_right = layout->percent_right - percent - COLUMN_GAP;
  if (layout->stacked)
    {
      layout->percent_right = layout->interval_right;
      layout->count_right = layout->interval_right - interval - COLUMN_GAP;
    }
  left = area->x + INSET;
  right = layout->interval_right;
  if (!layout->stacked)
    {
      right = layout->count_right - count - PLOT_GAP;
      left = MIN (left + name + PLOT_GAP, right - LEAST_PLOT);
    }
  layout->plot = (BwPlotRect) { left + MARK, area->y + head_height (self, font),
                                MAX (right - left - 2 * MARK, 1),
                                self->n_rows * layout->row_height };
  layout->value = (BwPlotScale) { 0, 1, layout->plot.x, layout->plot.x + layout->plot.width };
}

/* Where a row's mark lies. */
static double
bar_middle (const BwPlotProportionsLayout *layout,
            guint                          row)
{
  double top = layout->plot.y + row * layout->row_height;

  return top + (layout->stacked ? layout->row_height - ROW_PADDING - MARK : layout->row_height / 2);
}

/* A line up the plot; where words stand over the bars, beside each bar alone. */
static void
add_upright (cairo_t                       *cr,
             const BwPlotProportions       *self,
             const BwPlotProportionsLayout *layout,
             double                         value,
             double                         reach)
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
paint_grid (cairo_t                       *cr,
            const BwPlotProportions       *self,
            const BwPlotProportionsLayout *layout,
            const BwPlotPalette           *palette)
{
  static const double dashes[] = { 2, 3 };

  cairo_save (cr);
  bw_plot_set_color (cr, &palette->grid);
  cairo_set_line_width (cr, 1);
  for (guint quarter = 0; quarter <= 4; quarter++)
    {
      cairo_set_dash (cr, dashes, quarter == 0 || layout->stacked ? 0 : 2, 0);
      add_upright (cr, self, layout, quarter / 4.0, CAP - 1);
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

/* What guessing gives: to the left of it a rule is worth nothing. */
static void
paint_reference (cairo_t                       *cr,
                 const BwPlotProportions       *self,
                 const BwPlotProportionsLayout *layout,
                 const BwPlotRect              *area,
                 const BwPlotPalette           *palette,
                 const PangoFontDescription    *font)
{
  double at = CLAMP (self->reference, 0, 1), x = bw_plot_scale_map (&layout->value, at);

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

static void
paint_interval (cairo_t                       *cr,
                const BwPlotProportionsRow    *row,
                const BwPlotProportionsLayout *layout,
                double                         y,
                const BwPlotPalette           *palette)
{
  const BwPlotColor *color = row->is_used ? &palette->ink : &palette->dim_text;
  double low = bw_plot_scale_map (&layout->value, CLAMP (row->low, 0, 1));
  double high = bw_plot_scale_map (&layout->value, CLAMP (row->high, 0, 1));
  double x = bw_plot_scale_map (&layout->value, (double) row->correct / row->n);

  y = floor (y) + 0.5;
  cairo_save (cr);
  bw_plot_set_color (cr, color);
  cairo_set_line_width (cr, palette->line_width * (row->is_used ? 1 : 0.6));
  cairo_move_to (cr, low, y);
  cairo_line_to (cr, high, y);
  cairo_stroke (cr);
  cairo_set_line_width (cr, palette->line_width * 0.6);
  cairo_move_to (cr, low, y - CAP);
  cairo_line_to (cr, low, y + CAP);
  cairo_move_to (cr, high, y - CAP);
  cairo_line_to (cr, high, y + CAP);
  cairo_stroke (cr);

  cairo_new_sub_path (cr);
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
paint_words (cairo_t                       *cr,
             const BwPlotRect              *area,
             const char                    *text,
             double                         y,
             double                         right,
             const BwPlotColor             *color,
             const PangoFontDescription    *font)
{
  double line = text_height (font);

  cairo_save (cr);
  cairo_rectangle (cr, area->x, y - line / 2 - 1, right - area->x, line + 2);
  cairo_clip (cr);
  bw_plot_text_draw (cr, font, color, area->x + INSET, y, 0, 0.5, text);
  cairo_restore (cr);
}

/* Name, detail and bar; then count, share and interval in columns. Where it is narrow: the name and
 * the share, below them the detail and the rest, below these the bar. */
static void
paint_row (cairo_t                       *cr,
           const BwPlotProportions       *self,
           guint                          index,
           const BwPlotProportionsLayout *layout,
           const BwPlotRect              *area,
           const BwPlotPalette           *palette,
           const PangoFontDescription    *font)
{
  const BwPlotProportionsRow *row = &self->rows[index];
  double top = layout->plot.y + index * layout->row_height, line = text_height (font);
  double bar = bar_middle (layout, index), first, second, share_y, rest_y, name_end, detail_end;
  Figures figures;

  if (self->cursor == (int) index)
    {
      BwPlotColor wash = palette->accent;

      wash.alpha = 0.13;
      bw_plot_set_color (cr, &wash);
      cairo_rectangle (cr, area->x, top, area->width, layout->row_height);
      cairo_fill (cr);
    }

  make_figures (&figures, row);
  if (layout->stacked)
    {
      share_y = first = top + ROW_PADDING + line / 2;
      rest_y = second = first + line;
      name_end = layout->interval_right - text_width (font, figures.percent) - PLOT_GAP / 2;
      detail_end = layout->count_right - text_width (font, figures.count) - PLOT_GAP / 2;
    }
  else
    {
      share_y = rest_y = bar;
      first = row->detail ? bar - line / 2 : bar;
      second = bar + line / 2;
      name_end = detail_end = layout->plot.x - MARK - 4;
    }
  paint_words (cr, area, row->name, first, name_end, &palette->text, font);
  if (row->detail)
    paint_words (cr, area, row->detail, second, detail_end, &palette->dim_text, font);
  if (row->n > 0)
    paint_interval (cr, row, layout, bar, palette);
  bw_plot_text_draw (cr, font, &palette->text, layout->percent_right, share_y, 1, 0.5,
                     figures.percent);
  bw_plot_text_draw (cr, font, &palette->dim_text, layout->count_right, rest_y, 1, 0.5,
                     figures.count);
  bw_plot_text_draw (cr, font, &palette->dim_text, layout->interval_right, rest_y, 1, 0.5,
                     figures.interval);
  clear_figures (&figures);
}

static void
paint_axis (cairo_t                       *cr,
            const BwPlotProportionsLayout *layout,
            const BwPlotRect              *area,
            const BwPlotPalette           *palette,
            const PangoFontDescription    *font)
{
  /* xgettext:no-c-format */
  const char *labels[] = { "0", "25", "50", "75", _("100 %") };
  BwPlotTick ticks[G_N_ELEMENTS (labels)];

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    ticks[i] = (BwPlotTick) { bw_plot_scale_map (&layout->value, i / 4.0), labels[i],
                              i % 2 == 0 ? 1 : 0 };
  bw_plot_axis_paint (cr, &layout->plot, BW_PLOT_SIDE_BOTTOM, ticks, G_N_ELEMENTS (ticks), area->x,
                      area->x + area->width, palette, font);
}

void
bw_plot_proportions_paint (cairo_t                    *cr,
                           const BwPlotRect           *area,
                           const BwPlotProportions    *self,
                           const BwPlotPalette        *palette,
                           const PangoFontDescription *font)
{
  BwPlotProportionsLayout layout;

  bw_plot_proportions_layout (&layout, self, area, font);
  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  paint_grid (cr, self, &layout, palette);
  if (self->has_reference)
    paint_reference (cr, self, &layout, area, palette, font);
  for (guint i = 0; i < self->n_rows; i++)
    paint_row (cr, self, i, &layout, area, palette, font);
  paint_axis (cr, &layout, area, palette, font);
  cairo_restore (cr);
}
