/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-report-table.h"

#include <stdarg.h>

#define COLUMN_GAP 10.0
#define COLUMN_GAP_COMPACT 6.0
#define ROW_PADDING 2.0
#define ROW_PADDING_COMPACT 0.9
#define GROUP_SPACE 5.0
#define HEAD_SPACE 2.0
/* Columns that wrap are never narrower than that on average, for a word to have room. */
#define LEAST_WRAP 60.0
/* Of the paper, for one that does not wrap. */
#define MOST_SHARE 0.45
/* Of a cell; a row must fit on a page. */
#define MOST_LINES 20

typedef struct
{
  char *title;
  BwReportColumnKind kind;
  double x, width;
  PangoLayout *head;
} Column;

typedef struct
{
  gboolean is_group;
  char **cells;            /* (array length=n_columns), or one of a group */
  PangoLayout **layouts;
  double height, baseline;  /* of the first line of all its cells */
} Row;

struct _BwReportTable
{
  Column *columns;
  guint n_columns;
  GArray *rows;            /* (element-type Row) */
  gboolean compact;
  double gap, padding;     /* between columns, at least; above and below a row */
  double width, head_height;
};

static Row *
get_row (const BwReportTable *self,
         guint                row)
{
  return &g_array_index (self->rows, Row, row);
}

static guint
get_n_cells (const BwReportTable *self,
             const Row           *row)
{
  return row->is_group ? 1 : self->n_columns;
}

static void
clear_layouts (BwReportTable *self)
{
  for (guint c = 0; c < self->n_columns; c++)
    g_clear_object (&self->columns[c].head);
  for (guint r = 0; r < self->rows->len; r++)
    {
      Row *row = get_row (self, r);

      for (guint c = 0; row->layouts != NULL && c < get_n_cells (self, row); c++)
        g_clear_object (&row->layouts[c]);
      g_clear_pointer (&row->layouts, g_free);
    }
}

BwReportTable *
bw_report_table_new (const BwReportColumn *columns,
                     guint                 n_columns)
{
  BwReportTable *self = g_new0 (BwReportTable, 1);

  self->columns = g_new0 (Column, n_columns);
  self->n_columns = n_columns;
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  self->gap = COLUMN_GAP;
  self->padding = ROW_PADDING;
  for (guint c = 0; c < n_columns; c++)
    {
      self->columns[c].title = g_strdup (columns[c].title);
      self->columns[c].kind = columns[c].kind;
    }
  return self;
}

void
bw_report_table_free (BwReportTable *self)
{
  clear_layouts (self);
  for (guint c = 0; c < self->n_columns; c++)
    g_free (self->columns[c].title);
  for (guint r = 0; r < self->rows->len; r++)
    {
      Row *row = get_row (self, r);

      for (guint c = 0; c < get_n_cells (self, row); c++)
        g_free (row->cells[c]);
      g_free (row->cells);
    }
  g_array_unref (self->rows);
  g_free (self->columns);
  g_free (self);
}

void
bw_report_table_set_compact (BwReportTable *self)
{
  self->compact = TRUE;
  self->gap = COLUMN_GAP_COMPACT;
  self->padding = ROW_PADDING_COMPACT;
}

void
bw_report_table_add_group (BwReportTable *self,
                           const char    *title)
{
  Row row = { .is_group = TRUE, .cells = g_new (char *, 1) };

  row.cells[0] = g_strdup (title);
  g_array_append_val (self->rows, row);
}

void
bw_report_table_add_row (BwReportTable *self,
                         ...)
{
  Row row = { .cells = g_new (char *, self->n_columns) };
  va_list cells;

  va_start (cells, self);
  for (guint c = 0; c < self->n_columns; c++)
    {
      char *cell = va_arg (cells, char *);

      row.cells[c] = cell != NULL ? cell : g_strdup ("–");
    }
  va_end (cells);
  g_array_append_val (self->rows, row);
}

guint
bw_report_table_get_n_rows (const BwReportTable *self)
{
  return self->rows->len;
}

/* --- Layout ------------------------------------------------------------------------------------ */

/* Makes the heads and cells, without a limit to their width, and the columns as wide as these. */
static void
measure_columns (BwReportTable       *self,
                 const BwReportFonts *fonts)
{
  for (guint c = 0; c < self->n_columns; c++)
    {
      Column *column = &self->columns[c];

      column->head = bw_report_text_layout (fonts, BW_REPORT_STYLE_SMALL, column->title, 0);
      bw_report_text_get_size (column->head, &column->width, NULL);
    }
  for (guint r = 0; r < self->rows->len; r++)
    {
      Row *row = get_row (self, r);

      row->layouts = g_new0 (PangoLayout *, get_n_cells (self, row));
      for (guint c = 0; c < get_n_cells (self, row); c++)
        {
          BwReportColumnKind kind = self->columns[c].kind;
          BwReportStyle style = row->is_group ? BW_REPORT_STYLE_STRONG
                                : kind == BW_REPORT_COLUMN_WRAP ? BW_REPORT_STYLE_SMALL
                                : self->compact                 ? BW_REPORT_STYLE_CHART
                                                                : BW_REPORT_STYLE_BODY;
          double width;

          row->layouts[c] = bw_report_text_layout (fonts, style, row->cells[c], 0);
          bw_report_text_get_size (row->layouts[c], &width, NULL);
          if (!row->is_group)
            self->columns[c].width = MAX (self->columns[c].width, width);
        }
    }
}

/* Wrapping columns give way to the others, and these at last to the paper. */
static void
fit_columns (BwReportTable *self,
             double         width)
{
  double gap = self->gap, room = width - gap * (self->n_columns - 1), wide[2] = { 0, 0 }, least, x = 0;
  guint n_wrapping = 0;

  for (guint c = 0; c < self->n_columns; c++)
    {
      gboolean wraps = self->columns[c].kind == BW_REPORT_COLUMN_WRAP;

      if (!wraps)
        self->columns[c].width = MIN (self->columns[c].width, width * MOST_SHARE);
      wide[wraps] += self->columns[c].width;
      n_wrapping += wraps;
    }
  least = MIN (wide[1], LEAST_WRAP * n_wrapping);
  /* Two beside each other fill their halves. */
  if (self->compact && self->n_columns > 1 && wide[0] + wide[1] < room)
    gap += (room - wide[0] - wide[1]) / (self->n_columns - 1);
  for (guint c = 0; c < self->n_columns; c++)
    {
      Column *column = &self->columns[c];
      gboolean wraps = column->kind == BW_REPORT_COLUMN_WRAP;
      double share = wraps ? MAX (room - wide[0], least) : room - least;

      if (wide[wraps] > share)
        column->width *= share / wide[wraps];
      column->x = x;
      x += column->width + gap;
    }
  self->width = MAX (x - gap, 1);
}

static double
get_baseline (PangoLayout *layout)
{
  return (double) pango_layout_get_baseline (layout) / PANGO_SCALE;
}

static void
lay_row (BwReportTable *self,
         Row           *row,
         gboolean       first)
{
  double highest = 0;

  row->baseline = 0;
  for (guint c = 0; c < get_n_cells (self, row); c++)
    {
      double height, width;

      bw_report_text_get_size (row->layouts[c], &width, NULL);
      if (row->is_group)
        bw_report_text_ellipsize (row->layouts[c], self->width);
      else if (self->columns[c].kind == BW_REPORT_COLUMN_WRAP)
        {
          pango_layout_set_width (row->layouts[c],
                                  (int) ((self->columns[c].width + 0.5) * PANGO_SCALE));
          pango_layout_set_wrap (row->layouts[c], PANGO_WRAP_WORD_CHAR);
          pango_layout_set_height (row->layouts[c], -MOST_LINES);
          pango_layout_set_ellipsize (row->layouts[c], PANGO_ELLIPSIZE_END);
        }
      else if (width > self->columns[c].width + 0.5)
        bw_report_text_ellipsize (row->layouts[c], self->columns[c].width);
      bw_report_text_get_size (row->layouts[c], NULL, &height);
      highest = MAX (highest, height);
      row->baseline = MAX (row->baseline, get_baseline (row->layouts[c]));
    }
  row->height = highest + 2 * self->padding + (row->is_group && !first ? GROUP_SPACE : 0);
}

void
bw_report_table_lay (BwReportTable       *self,
                     const BwReportFonts *fonts,
                     double               width)
{
  gboolean headed = FALSE;
  double height = 0;

  clear_layouts (self);
  measure_columns (self, fonts);
  fit_columns (self, width);
  for (guint c = 0; c < self->n_columns; c++)
    {
      double w, h;

      bw_report_text_get_size (self->columns[c].head, &w, NULL);
      if (w > self->columns[c].width + 0.5)
        bw_report_text_ellipsize (self->columns[c].head, self->columns[c].width);
      bw_report_text_get_size (self->columns[c].head, NULL, &h);
      height = MAX (height, h);
      headed |= *self->columns[c].title != '\0';
    }
  self->head_height = headed ? height + 2 * HEAD_SPACE : 0;
  for (guint r = 0; r < self->rows->len; r++)
    lay_row (self, get_row (self, r), r == 0);
}

double
bw_report_table_get_head_height (const BwReportTable *self)
{
  return self->head_height;
}

double
bw_report_table_get_row_height (const BwReportTable *self,
                                guint                row)
{
  return get_row (self, row)->height;
}

double
bw_report_table_get_height (const BwReportTable *self)
{
  double height = self->head_height;

  for (guint r = 0; r < self->rows->len; r++)
    height += get_row (self, r)->height;
  return height;
}

gboolean
bw_report_table_is_group (const BwReportTable *self,
                          guint                row)
{
  return get_row (self, row)->is_group;
}

/* --- Paint ------------------------------------------------------------------------------------- */

static void
draw_cell (cairo_t           *cr,
           const Column      *column,
           PangoLayout       *layout,
           const BwPlotColor *color,
           double             x,
           double             y)
{
  double width = 0;

  if (column->kind == BW_REPORT_COLUMN_NUMBER)
    {
      bw_report_text_get_size (layout, &width, NULL);
      x += column->width - width;
    }
  bw_report_text_draw_lines (cr, layout, 0, (guint) pango_layout_get_line_count (layout), color,
                             x + column->x, y);
}

static void
draw_rule (cairo_t           *cr,
           const BwPlotColor *color,
           double             x,
           double             y,
           double             width,
           double             thickness)
{
  bw_plot_set_color (cr, color);
  cairo_rectangle (cr, x, y - thickness / 2, width, thickness);
  cairo_fill (cr);
}

void
bw_report_table_paint (cairo_t             *cr,
                       const BwReportTable *self,
                       guint                from,
                       guint                to,
                       double               x,
                       double               y,
                       const BwPlotPalette *palette)
{
  if (self->head_height > 0)
    {
      for (guint c = 0; c < self->n_columns; c++)
        draw_cell (cr, &self->columns[c], self->columns[c].head, &palette->dim_text, x,
                   y + HEAD_SPACE);
      y += self->head_height;
      draw_rule (cr, &palette->dim_text, x, y, self->width, 0.7);
    }
  for (guint r = from; r < to; r++)
    {
      const Row *row = get_row (self, r);
      double space = row->is_group && r > 0 ? GROUP_SPACE : 0;

      for (guint c = 0; c < get_n_cells (self, row); c++)
        {
          gboolean dim = !row->is_group && self->columns[c].kind >= BW_REPORT_COLUMN_DIM;
          const Column whole = { .kind = BW_REPORT_COLUMN_TEXT };

          draw_cell (cr, row->is_group ? &whole : &self->columns[c], row->layouts[c],
                     dim ? &palette->dim_text : &palette->text, x,
                     y + space + self->padding + row->baseline - get_baseline (row->layouts[c]));
        }
      y += row->height;
      if (r + 1 == to || !get_row (self, r + 1)->is_group)
        draw_rule (cr, &palette->grid, x, y, self->width, 0.4);
    }
}
