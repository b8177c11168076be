/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-tachogram-private.h"

#include <math.h>

/* Beats a unit of width, beyond which they are no line any more. */
#define DENSE 2.0
/* From one beat to the next where each has a dot. */
#define DOT_DISTANCE 7.0
#define DOT 2.2
#define LINE_SHARE 0.56   /* of the palette's line */
#define MEASURED_WIDTH 1.0
/* Cairo's coordinates end at 2²³. */
#define FAR 100000.0
/* Pixels a point on paper: 216 a inch for what is a cloud of dots. */
#define PAPER_SCALE 3.0
/* How dark a cloud is at a single beat, and between the least and the greatest of each column: of so
 * many beats a unit of width that they only just are no line, nearly as dark as that would be. */
#define THICK 40.0
#define ONE_ALPHA 0.45
#define ONE_ALPHA_THIN 1.0
#define REACH_ALPHA 0.16
#define REACH_ALPHA_THIN 0.9
/* Of one too low for dots to tell anything. */
#define REACH_ALPHA_LOW 0.55

static double
get_y (const BwPlotTachogramPaint *paint,
       double                      rr_ms)
{
  return CLAMP (bw_plot_tachogram_y (paint, rr_ms), -FAR, FAR);
}

static gboolean
is_hidden (const BwPlotTachogramLine *line,
           guint                      i)
{
  return line->hidden && line->hidden[i];
}

/* Joins beats [from, to) but for lines between two that are hidden. */
static void
add_lines (cairo_t                    *cr,
           const BwPlotTachogramPaint *paint,
           const BwPlotTachogramLine  *line,
           guint                       from,
           guint                       to)
{
  gboolean is_down = FALSE;

  for (guint i = from + 1; i < to; i++)
    {
      if (!line->follows[i] || (is_hidden (line, i - 1) && is_hidden (line, i)))
        {
          is_down = FALSE;
          continue;
        }
      if (!is_down)
        cairo_move_to (cr, bw_plot_tachogram_x (paint, line->time_ms[i - 1]),
                       get_y (paint, line->rr_ms[i - 1]));
      cairo_line_to (cr, bw_plot_tachogram_x (paint, line->time_ms[i]),
                     get_y (paint, line->rr_ms[i]));
      is_down = TRUE;
    }
}

static gboolean
is_alone (const BwPlotTachogramLine *line,
          guint                      i)
{
  return !line->follows[i] && (i + 1 >= line->n || !line->follows[i + 1]);
}

/* A beat that no line leads to has a dot in any case. */
static void
paint_dots (cairo_t                    *cr,
            const BwPlotTachogramPaint *paint,
            const BwPlotTachogramLine  *line,
            guint                       from,
            guint                       to,
            gboolean                    all)
{
  const BwPlotRect *plot = &paint->layout.plot;

  for (guint i = from; i < to; i++)
    {
      double y = get_y (paint, line->rr_ms[i]);

      if (is_hidden (line, i) || !(all || is_alone (line, i)) || y < plot->y - DOT
          || y > plot->y + plot->height + DOT)
        continue;
      cairo_new_sub_path (cr);
      cairo_arc (cr, bw_plot_tachogram_x (paint, line->time_ms[i]), y, DOT, 0, 2 * G_PI);
    }
  cairo_fill (cr);
}

/* A cloud of dots in the making: how many beats fell on each pixel, and each column's extremes. */
typedef struct
{
  double scale;
  int width, height, stride;
  guchar *counts;              /* rows of @stride: of the mask that they become; none above 255 */
  int *top, *bottom;           /* (array length=width): top > bottom: nothing */
} Cloud;

static void
cloud_add (Cloud *cloud,
           int    x,
           int    y)
{
  int side = MAX ((int) cloud->scale, 1);

  for (int column = MAX (x, 0); column < MIN (x + side, cloud->width); column++)
    {
      cloud->top[column] = MIN (cloud->top[column], MAX (y, 0));
      cloud->bottom[column] = MAX (cloud->bottom[column], MIN (y + side, cloud->height));
      for (int row = MAX (y, 0); row < MIN (y + side, cloud->height); row++)
        {
          guchar *count = &cloud->counts[row * cloud->stride + column];

          *count += *count < 255;
        }
    }
}

/* What a line from one beat to the next would pass through. */
static void
cloud_join (Cloud *cloud,
            double x0,
            double y0,
            double x1,
            double y1)
{
  int first = (int) floor (x0), last = (int) floor (x1);

  for (int column = MAX (first, 0); column <= MIN (last, cloud->width - 1); column++)
    {
      double enters = column <= first ? y0 : y0 + (column - x0) / (x1 - x0) * (y1 - y0);
      double leaves = column >= last ? y1 : y0 + (column + 1 - x0) / (x1 - x0) * (y1 - y0);
      double low = MIN (enters, leaves), high = MAX (enters, leaves);

      cloud->top[column] = MIN (cloud->top[column], (int) floor (CLAMP (low, 0, cloud->height)));
      cloud->bottom[column] = MAX (cloud->bottom[column],
                                   (int) ceil (CLAMP (high, 0, cloud->height)));
    }
}

/* One beat is to be seen, and ten stand out from three. */
static void
make_steps (guint8   steps[256],
            double   per_unit,
            gboolean is_low)
{
  double thin = CLAMP (log (THICK / per_unit) / log (THICK / DENSE), 0, 1);
  double one = ONE_ALPHA + thin * (ONE_ALPHA_THIN - ONE_ALPHA);
  double reach = REACH_ALPHA + thin * (REACH_ALPHA_THIN - REACH_ALPHA);

  steps[0] = (guint8) lround (255 * (is_low ? MAX (reach, REACH_ALPHA_LOW) : reach));
  for (guint i = 1; i < 256; i++)
    steps[i] = (guint8) lround (255 * (1 - (1 - one) * exp (-(i - 1.0) / 2.5)));
}

/* From how many there are to how dark that is. */
static void
cloud_finish (Cloud   *cloud,
              double   per_unit,
              gboolean is_low)
{
  guint8 steps[256], reach;

  make_steps (steps, per_unit, is_low);
  reach = steps[0];
  steps[0] = 0;
  for (int row = 0; row < cloud->height; row++)
    {
      guchar *counts = &cloud->counts[row * cloud->stride];

      for (int column = 0; column < cloud->width; column++)
        counts[column] = steps[counts[column]];
    }
  for (int column = 0; column < cloud->width; column++)
    for (int row = cloud->top[column]; row < cloud->bottom[column]; row++)
      {
        guchar *pixel = &cloud->counts[row * cloud->stride + column];

        *pixel = MAX (*pixel, reach);
      }
}

/* Columns are counted from the first beat, not from the edge, so that the cloud keeps its shape while
 * it is moved about. */
static void
paint_cloud (cairo_t                    *cr,
             const BwPlotTachogramPaint *paint,
             const BwPlotTachogramLine  *line,
             guint                       from,
             guint                       to)
{
  const BwPlotRect *plot = &paint->layout.plot;
  double scale = paint->self->device_scale > 0 ? paint->self->device_scale : PAPER_SCALE;
  double origin = bw_plot_tachogram_x (paint, 0);
  double left = origin + floor ((plot->x - origin) * scale) / scale;
  Cloud cloud = { .scale = scale, .width = (int) ceil (plot->width * scale) + 2,
                  .height = (int) ceil (plot->height * scale) };
  double last_x = 0, last_y = 0;
  gboolean was_there = FALSE;
  cairo_surface_t *mask
      = cairo_image_surface_create (CAIRO_FORMAT_A8, cloud.width, cloud.height);

  /* One that is too large to be shown is not. */
  if (cairo_surface_status (mask) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (mask);
      return;
    }
  cairo_surface_flush (mask);
  cloud.counts = cairo_image_surface_get_data (mask);
  cloud.stride = cairo_image_surface_get_stride (mask);
  cloud.top = g_new (int, cloud.width);
  cloud.bottom = g_new0 (int, cloud.width);
  for (int i = 0; i < cloud.width; i++)
    cloud.top[i] = cloud.height;
  for (guint i = from; i < to; i++)
    {
      double x = (bw_plot_tachogram_x (paint, line->time_ms[i]) - left) * scale;
      double y = (get_y (paint, line->rr_ms[i]) - plot->y) * scale;
      gboolean is_there = !is_hidden (line, i) && isfinite (line->rr_ms[i]);

      if (is_there)
        cloud_add (&cloud, (int) floor (x), (int) floor (y - scale / 2));
      if (is_there && was_there && line->follows[i])
        cloud_join (&cloud, last_x, last_y, x, y);
      last_x = x;
      last_y = y;
      was_there = is_there;
    }

  cloud_finish (&cloud, (to - from) / plot->width, paint->is_overview);
  cairo_surface_mark_dirty (mask);
  cairo_save (cr);
  cairo_translate (cr, left, plot->y);
  cairo_scale (cr, 1 / scale, 1 / scale);
  bw_plot_set_color (cr, &paint->palette->ink);
  cairo_mask_surface (cr, mask, 0, 0);
  cairo_restore (cr);
  cairo_surface_destroy (mask);
  g_free (cloud.top);
  g_free (cloud.bottom);
}

void
bw_plot_tachogram_paint_lines (cairo_t                    *cr,
                               const BwPlotTachogramPaint *paint)
{
  const BwPlotTachogramLine *corrected = &paint->self->corrected;
  const BwPlotTachogramLine *measured = &paint->self->measured;
  double width = paint->layout.plot.width;
  guint from, to;

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);

  bw_plot_tachogram_get_visible (paint, measured, &from, &to);
  if (to - from <= DENSE * width)
    {
      bw_plot_set_color (cr, &paint->palette->past);
      cairo_set_line_width (cr, MEASURED_WIDTH);
      add_lines (cr, paint, measured, from, to);
      cairo_stroke (cr);
    }

  bw_plot_tachogram_get_visible (paint, corrected, &from, &to);
  if (to - from <= DENSE * width)
    {
      bw_plot_set_color (cr, &paint->palette->ink);
      cairo_set_line_width (cr, paint->palette->line_width * LINE_SHARE);
      add_lines (cr, paint, corrected, from, to);
      cairo_stroke (cr);
      paint_dots (cr, paint, corrected, from, to, (to - from) * DOT_DISTANCE <= width);
    }
  else
    paint_cloud (cr, paint, corrected, from, to);
  cairo_restore (cr);
}
