/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-trace.h"

#include <math.h>

#define MOST_PER_COLUMN 2.0
#define MOST_PER_COLUMN_OF_LIMBS 32.0
/* Cairo's coordinates end at 2²³; what lies as far out as this is not seen anyway. */
#define FAR 100000.0

static double
map (const BwPlotTrace *self,
     double             value)
{
  return CLAMP (self->y0 + value * self->scale, -FAR, FAR);
}

/* The first sample at or right of @x, 0 … n. */
static guint
first_from (const BwPlotTrace *self,
            double             x)
{
  double index = ceil ((x - self->x0) / self->step - 1e-9);

  return index <= 0 ? 0 : index >= self->n ? self->n : (guint) index;
}

static gboolean
get_range (const BwPlotTrace *self,
           guint              from,
           guint              to,
           double            *low,
           double            *high)
{
  return self->min_max ? bw_plot_min_max_get (self->min_max, from, to, low, high)
                       : bw_plot_min_max_scan (self->samples, from, to, low, high);
}

/* A line in the making: from where it was last drawn to, and where it may go from there. */
typedef struct
{
  gboolean is_down;
  double x, y;                 /* drawn to */
  gboolean is_ahead;
  double next_x, next_y;       /* the last sample that the line passes by near enough */
  double least, most;          /* slopes from x, y that pass by those in between near enough */
} Pen;

static void
pen_draw (cairo_t *cr,
          Pen     *pen)
{
  if (!pen->is_ahead)
    return;
  cairo_line_to (cr, pen->next_x, pen->next_y);
  pen->x = pen->next_x;
  pen->y = pen->next_y;
  pen->is_ahead = FALSE;
}

/* Goes on to a sample right of the last one. The line bends at samples only, and at none before it
 * must: the cone of Sklansky & Gonzalez 1980, Pattern Recognit 12:327–331. */
static void
pen_move (cairo_t *cr,
          Pen     *pen,
          double   x,
          double   y,
          double   tolerance)
{
  double slope;

  if (!pen->is_down)
    {
      cairo_move_to (cr, x, y);
      *pen = (Pen) { .is_down = TRUE, .x = x, .y = y };
      return;
    }
  slope = (y - pen->y) / (x - pen->x);
  if (pen->is_ahead && (tolerance <= 0 || slope < pen->least || slope > pen->most))
    {
      pen_draw (cr, pen);
      slope = (y - pen->y) / (x - pen->x);
    }
  if (!pen->is_ahead)
    {
      pen->least = -INFINITY;
      pen->most = INFINITY;
    }
  pen->least = MAX (pen->least, slope - tolerance / (x - pen->x));
  pen->most = MIN (pen->most, slope + tolerance / (x - pen->x));
  pen->next_x = x;
  pen->next_y = y;
  pen->is_ahead = TRUE;
}

static void
paint_lines (cairo_t           *cr,
             const BwPlotTrace *self)
{
  guint from = first_from (self, self->left), to = first_from (self, self->right);
  Pen pen = { 0 };

  from -= MIN (from, 1);
  to = MIN (to, self->n - 1);
  for (guint i = from; i <= to; i++)
    {
      if (isfinite (self->samples[i]))
        pen_move (cr, &pen, self->x0 + i * self->step, map (self, self->samples[i]),
                  self->tolerance);
      else
        {
          pen_draw (cr, &pen);
          pen.is_down = FALSE;
        }
    }
  pen_draw (cr, &pen);
  cairo_set_line_width (cr, self->line_width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_stroke (cr);
}

typedef struct
{
  double x, top, bottom;
} Column;

/* The outline of @n neighbouring columns, there along their tops and back along their bottoms. Where
 * the line is steep, columns as wide as it is thick: else its limbs would be thinner than the rest.
 * Where waves are not told apart any more there are no limbs, only columns side by side. */
static void
add_outline (cairo_t           *cr,
             const BwPlotTrace *self,
             const Column      *columns,
             guint              n)
{
  double half = self->line_width / 2, side = self->column / 2;
  gboolean has_limbs = self->line_width > self->column
                       && self->column / self->step < MOST_PER_COLUMN_OF_LIMBS;

  if (n == 0)
    return;
  cairo_move_to (cr, columns[0].x - side, columns[0].top - half);
  for (guint i = 0; i < n; i++)
    cairo_line_to (cr, columns[i].x, columns[i].top - half);
  cairo_line_to (cr, columns[n - 1].x + side, columns[n - 1].top - half);
  cairo_line_to (cr, columns[n - 1].x + side, columns[n - 1].bottom + half);
  for (guint i = n; i-- > 0;)
    cairo_line_to (cr, columns[i].x, columns[i].bottom + half);
  cairo_line_to (cr, columns[0].x - side, columns[0].bottom + half);
  cairo_close_path (cr);
  for (guint i = 0; has_limbs && i < n; i++)
    {
      double height = columns[i].bottom - columns[i].top;

      if (height > self->column)
        cairo_rectangle (cr, columns[i].x - half, columns[i].top, self->line_width, height);
    }
}

static void
paint_columns (cairo_t           *cr,
               const BwPlotTrace *self)
{
  double first = floor ((self->left - self->x0) / self->column) - 1;
  double last = ceil ((self->right - self->x0) / self->column) + 1;
  double end = ceil (self->n * self->step / self->column);
  g_autofree Column *columns = NULL;
  guint n = 0;

  first = MAX (first, 0);
  last = MIN (last, end);
  if (!(first < last))
    return;

  columns = g_new (Column, (gsize) (last - first));
  for (double c = first; c < last; c++)
    {
      /* With the first of the next column, so that neighbours touch. */
      guint from = first_from (self, self->x0 + c * self->column);
      guint to = first_from (self, self->x0 + (c + 1) * self->column);
      double low, high, a, b;

      if (!get_range (self, from, MIN (to + 1, self->n), &low, &high))
        {
          add_outline (cr, self, columns, n);
          n = 0;
          continue;
        }
      a = map (self, low);
      b = map (self, high);
      columns[n++] = (Column) { self->x0 + (c + 0.5) * self->column, MIN (a, b), MAX (a, b) };
    }
  add_outline (cr, self, columns, n);
  cairo_fill (cr);
}

void
bw_plot_trace_paint (cairo_t           *cr,
                     const BwPlotTrace *self,
                     const BwPlotColor *color)
{
  g_return_if_fail (self->step > 0 && self->column > 0);

  if (self->n == 0 || !(self->left < self->right)
      || self->x0 > self->right || self->x0 + (self->n - 1) * self->step < self->left)
    return;

  cairo_save (cr);
  bw_plot_set_color (cr, color);
  /* A third of the time goes, and no difference is seen in a line as fine as this. */
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  if (self->column / self->step > MOST_PER_COLUMN)
    paint_columns (cr, self);
  else
    paint_lines (cr, self);
  cairo_restore (cr);
}

gboolean
bw_plot_trace_get_range (const BwPlotTrace *self,
                         double             left,
                         double             right,
                         double            *low,
                         double            *high)
{
  guint from = first_from (self, left), to = first_from (self, right);

  from -= MIN (from, 1);
  return get_range (self, from, MIN (to + 1, self->n), low, high);
}
