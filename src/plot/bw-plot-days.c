/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-days.h"

#include <math.h>

/* Between the middles of two dots. */
#define MOST_STEP 10.0
#define LEAST_STEP 2.0
/* Between the two classes. */
#define CLASS_GAP 5.0

/* How large dots can be so that @most of them stand in half of the area; how many go into a line. */
static double
choose_step (double  width,
             double  height,
             guint   most,
             guint  *per_line)
{
  double step;

  for (step = MOST_STEP; step > LEAST_STEP; step -= 0.25)
    {
      guint across = (guint) floor (width / step), lines = (guint) floor (height / step);

      if (across * lines >= most)
        break;
    }
  *per_line = (guint) MAX (floor (width / step), 1);
  return step;
}

static void
add_ring (cairo_t *cr,
          double   x,
          double   y,
          double   radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
}

static void
add_triangle (cairo_t *cr,
              double   x,
              double   y,
              double   radius)
{
  cairo_move_to (cr, x, y - radius);
  cairo_line_to (cr, x + radius, y + radius * 0.9);
  cairo_line_to (cr, x - radius, y + radius * 0.9);
  cairo_close_path (cr);
}

void
bw_plot_day_paint (cairo_t             *cr,
                   const BwPlotRect    *area,
                   guint                n_fasting,
                   guint                n_glucose,
                   guint                most,
                   const BwPlotPalette *palette)
{
  double half = (area->width - CLASS_GAP) / 2, bottom = area->y + area->height, step, radius;
  guint per_line;

  g_return_if_fail (half > 0);
  g_return_if_fail (most >= MAX (n_fasting, n_glucose));

  step = choose_step (half, area->height, most, &per_line);
  radius = step * 0.37;
  cairo_save (cr);
  bw_plot_set_color (cr, &palette->ecg.set[0]);
  cairo_set_line_width (cr, MAX (radius * 0.42, 0.8));
  /* Each class begins at the gap and grows away from the other. */
  for (guint i = 0; i < n_fasting; i++)
    add_ring (cr, area->x + half - (i % per_line + 0.5) * step,
              bottom - (floor (i / per_line) + 0.5) * step, radius);
  cairo_stroke (cr);
  bw_plot_set_color (cr, &palette->ecg.set[1]);
  for (guint i = 0; i < n_glucose; i++)
    add_triangle (cr, area->x + half + CLASS_GAP + (i % per_line + 0.5) * step,
                  bottom - (floor (i / per_line) + 0.5) * step, radius * 1.1);
  cairo_fill (cr);
  cairo_restore (cr);
}
