/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-tachogram-private.h"

#include "plot/bw-plot-axis.h"
#include "plot/bw-plot-rhythm-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LABEL_GAP 6.0
/* Lines of text a label of an axis is given. */
#define LABEL_ROOM 2.4
#define TIME_ROOM 14.0
/* A gap narrower than this is only a break in the line. */
#define LEAST_GAP 3.0
#define SEAM 0.75
#define HATCH_DISTANCE 6.0
#define WORD_GAP 5.0
#define BREAK_HEIGHT 8.0
#define SELECTION_ALPHA 0.16

void
bw_plot_tachogram_measure_axes (const BwPlotTachogram      *self,
                                const PangoFontDescription *font,
                                double                     *left,
                                double                     *right)
{
  double unit;

  /* As wide as they may ever be, so that the plot stays where it is while it is moved about. */
  bw_plot_text_measure (font, "8888", left, NULL);
  bw_plot_text_measure (font, _("ms"), &unit, NULL);
  *left = MAX (*left, unit) + LABEL_GAP;
  bw_plot_text_measure (font, "888", right, NULL);
  bw_plot_text_measure (font, _("bpm"), &unit, NULL);
  *right = MAX (*right, unit) + LABEL_GAP + 2;
}

static char *
format_number (double value,
               double step)
{
  return g_strdup_printf ("%.*f", (int) bw_plot_step_decimals (step), value);
}

static void
paint_intervals (cairo_t                    *cr,
                 const BwPlotTachogramPaint *paint,
                 guint                       most)
{
  const BwPlotRect *plot = &paint->layout.plot;
  g_autoptr (GArray) values = bw_plot_scale_ticks (&paint->layout.rr, most);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autofree BwPlotTick *ticks = g_new0 (BwPlotTick, MAX (values->len, 1));
  double step = bw_plot_nice_step (paint->layout.rr.d1 - paint->layout.rr.d0, most);

  cairo_save (cr);
  bw_plot_set_color (cr, &paint->palette->grid);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < values->len; i++)
    {
      double value = g_array_index (values, double, i), y = bw_plot_tachogram_y (paint, value);

      g_ptr_array_add (labels, format_number (value, step));
      ticks[i] = (BwPlotTick) { y, labels->pdata[i], 1 };
      cairo_move_to (cr, plot->x, floor (y) + 0.5);
      cairo_rel_line_to (cr, plot->width, 0);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_LEFT, ticks, values->len, plot->y - LABEL_GAP,
                      plot->y + plot->height + LABEL_GAP, paint->palette, paint->font);
}

/* The same heights as heart rates: round ones, and so not at equal distances. */
static void
paint_rates (cairo_t                    *cr,
             const BwPlotTachogramPaint *paint,
             guint                       most)
{
  static const double steps[] = { 1, 2, 5, 10, 20, 50, 100, 200 };
  const BwPlotRect *plot = &paint->layout.plot;
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) ticks = g_array_new (FALSE, FALSE, sizeof (BwPlotTick));
  double low = 60000 / paint->layout.rr.d1, high = 60000 / MAX (paint->layout.rr.d0, 150), step;
  guint i = 0;

  /* Where the rates run off towards short intervals, labels give way to each other. */
  while (i + 1 < G_N_ELEMENTS (steps) && (high - low) / steps[i] > 2 * most)
    i++;
  step = steps[i];
  for (double k = ceil (low / step - 1e-9); k * step <= high + 1e-9; k++)
    {
      char *label = g_strdup_printf ("%.0f", k * step);
      gint64 whole = (gint64) llround (k);
      BwPlotTick tick = { bw_plot_tachogram_y (paint, 60000 / (k * step)), label,
                          whole % 10 == 0 ? 3 : whole % 5 == 0 ? 2 : whole % 2 == 0 ? 1 : 0 };

      g_ptr_array_add (labels, label);
      g_array_append_val (ticks, tick);
    }
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_RIGHT, (const BwPlotTick *) (void *) ticks->data,
                      ticks->len, plot->y - LABEL_GAP, plot->y + plot->height + LABEL_GAP,
                      paint->palette, paint->font);
}

static void
paint_time (cairo_t                    *cr,
            const BwPlotTachogramPaint *paint)
{
  const BwPlotRect *plot = &paint->layout.plot;
  const BwPlotScale *time = &paint->layout.time;
  g_autofree BwPlotTick *ticks = NULL;
  g_autoptr (GArray) times = NULL;
  double width;

  bw_plot_text_measure (paint->font, paint->self->zone ? "88:88" : "88:88:88", &width, NULL);
  times = bw_plot_rhythm_ticks (paint->self->zone, paint->self->start_ms,
                                bw_plot_scale_invert (time, plot->x),
                                bw_plot_scale_invert (time, plot->x + plot->width),
                                (time->d1 - time->d0) / MAX (time->p1 - time->p0, 1e-9),
                                width + TIME_ROOM);
  ticks = g_new (BwPlotTick, MAX (times->len, 1));
  for (guint i = 0; i < times->len; i++)
    {
      const BwPlotRhythmTick *tick = &g_array_index (times, BwPlotRhythmTick, i);

      ticks[i] = (BwPlotTick) { bw_plot_tachogram_x (paint, tick->ms), tick->label, tick->major };
    }
  bw_plot_axis_paint (cr, plot, BW_PLOT_SIDE_BOTTOM, ticks, times->len, plot->x - LABEL_GAP,
                      plot->x + plot->width + LABEL_GAP, paint->palette, paint->font);
}

void
bw_plot_tachogram_paint_axes (cairo_t                    *cr,
                              const BwPlotTachogramPaint *paint)
{
  const BwPlotRect *plot = &paint->layout.plot;
  double height, top;
  guint most;

  bw_plot_text_measure (paint->font, "0", NULL, &height);
  most = (guint) MAX (plot->height / (LABEL_ROOM * height) + 1, 2);
  paint_intervals (cr, paint, most);
  paint_rates (cr, paint, most);
  paint_time (cr, paint);

  top = paint->layout.legend.y;
  bw_plot_text_draw (cr, paint->font, &paint->palette->dim_text, plot->x - LABEL_GAP, top, 1, 0,
                     _("ms"));
  bw_plot_text_draw (cr, paint->font, &paint->palette->dim_text,
                     plot->x + plot->width + LABEL_GAP + 2, top, 0, 0, _("bpm"));
}

/* "12 s", "4 min", "1 h 20 min" */
static char *
format_gap (double ms)
{
  gint64 s = (gint64) llround (ms / 1000), min = (gint64) llround (ms / 60000);

  if (s < 120)
    /* Translators: how long a gap is */
    return g_strdup_printf (_("%d s"), (int) s);
  if (min < 120)
    return g_strdup_printf (_("%d min"), (int) min);
  return g_strdup_printf (_("%d h %d min"), (int) (min / 60), (int) (min % 60));
}

/* The first gap that ends after @time_ms. */
static guint
seek_gap (const BwPlotTachogram *self,
          double                 time_ms)
{
  guint low = 0, high = self->n_gaps;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->gaps[middle].to_ms <= time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Two strokes through the axis: time is left out of what is known, not of the axis. */
static void
paint_break (cairo_t                    *cr,
             const BwPlotTachogramPaint *paint,
             double                      x)
{
  double bottom = paint->layout.plot.y + paint->layout.plot.height;

  bw_plot_set_color (cr, &paint->palette->dim_text);
  cairo_set_line_width (cr, 1.2);
  for (double side = -2; side <= 2; side += 4)
    {
      cairo_move_to (cr, x + side - 2, bottom);
      cairo_rel_line_to (cr, 4, -BREAK_HEIGHT);
    }
  cairo_stroke (cr);
}

static void
paint_gap (cairo_t                    *cr,
           const BwPlotTachogramPaint *paint,
           const BwPlotTachogramGap   *gap,
           double                      left,
           double                      right)
{
  const BwPlotRect *plot = &paint->layout.plot;
  g_autofree char *text = format_gap (gap->to_ms - gap->from_ms);
  double width, height;

  bw_plot_text_measure (paint->font, text, &width, &height);
  if (width + 2 * WORD_GAP > right - left)
    {
      paint_break (cr, paint, (left + right) / 2);
      return;
    }
  bw_plot_set_color (cr, &paint->palette->background);
  cairo_rectangle (cr, round ((left + right - width) / 2 - WORD_GAP),
                   plot->y + plot->height - height - 2 * WORD_GAP, round (width + 2 * WORD_GAP),
                   height + 4);
  cairo_fill (cr);
  bw_plot_text_draw (cr, paint->font, &paint->palette->dim_text, (left + right) / 2,
                     plot->y + plot->height - 2 * WORD_GAP + 2, 0.5, 1, text);
}

void
bw_plot_tachogram_paint_gaps (cairo_t                    *cr,
                              const BwPlotTachogramPaint *paint)
{
  const BwPlotTachogram *self = paint->self;
  const BwPlotRect *plot = &paint->layout.plot;
  double end = plot->x + plot->width;
  guint first = seek_gap (self, bw_plot_scale_invert (&paint->layout.time, plot->x)), past = first;
  gboolean any = FALSE;

  cairo_save (cr);
  cairo_new_path (cr);
  for (; past < self->n_gaps; past++)
    {
      double left = bw_plot_tachogram_x (paint, self->gaps[past].from_ms);
      double right = bw_plot_tachogram_x (paint, self->gaps[past].to_ms);

      if (left > end)
        break;
      left = MAX (left, plot->x);
      right = MIN (right, end);
      if (right - left < LEAST_GAP)
        continue;
      /* A beat between two gaps is a seam. */
      cairo_rectangle (cr, left + SEAM, plot->y, right - left - 2 * SEAM, plot->height);
      any = TRUE;
    }
  if (any)
    {
      cairo_save (cr);
      bw_plot_set_color (cr, &paint->palette->ecg.flaw);
      cairo_fill_preserve (cr);
      cairo_clip (cr);
      bw_plot_set_color (cr, &paint->palette->grid);
      cairo_set_line_width (cr, 1);
      cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
      for (double x = plot->x - plot->height; x < end; x += HATCH_DISTANCE)
        {
          cairo_move_to (cr, x, plot->y + plot->height);
          cairo_rel_line_to (cr, plot->height, -plot->height);
        }
      cairo_stroke (cr);
      cairo_restore (cr);
    }
  for (guint i = first; any && !paint->is_overview && i < past; i++)
    {
      double left = MAX (bw_plot_tachogram_x (paint, self->gaps[i].from_ms), plot->x);
      double right = MIN (bw_plot_tachogram_x (paint, self->gaps[i].to_ms), end);

      if (right - left >= LEAST_GAP)
        paint_gap (cr, paint, &self->gaps[i], left, right);
    }
  cairo_restore (cr);
}

void
bw_plot_tachogram_paint_selection (cairo_t                    *cr,
                                   const BwPlotTachogramPaint *paint)
{
  const BwPlotTachogram *self = paint->self;
  const BwPlotRect *plot = &paint->layout.plot;
  BwPlotColor shade = paint->palette->accent;
  double left, right;

  if (!self->has_selection || !(self->selection_from_ms < self->selection_to_ms))
    return;
  left = round (bw_plot_tachogram_x (paint, self->selection_from_ms));
  right = round (bw_plot_tachogram_x (paint, self->selection_to_ms));
  /* Cairo counts no further. */
  left = MAX (left, plot->x - 10);
  right = MIN (right, plot->x + plot->width + 10);
  if (!(left <= right))
    return;
  cairo_save (cr);
  shade.alpha = SELECTION_ALPHA;
  bw_plot_set_color (cr, &shade);
  cairo_rectangle (cr, left, plot->y, MAX (right - left, 1), plot->height);
  cairo_fill (cr);
  bw_plot_set_color (cr, &paint->palette->accent);
  cairo_rectangle (cr, left - 1, plot->y, 1, plot->height);
  cairo_rectangle (cr, right, plot->y, 1, plot->height);
  cairo_fill (cr);
  cairo_restore (cr);
}
