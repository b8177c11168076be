/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-ecg-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define HATCH_DISTANCE 5.0
#define WORD_GAP 4.0
#define MARK_HALF 3.5
#define MARK_HEIGHT 6.0
#define MARK_GAP 3.0
/* Marks closer than this would be one dark bar. */
#define LEAST_DISTANCE 4.0

/* What can be seen of a stretch. Returns: whether there is anything */
static gboolean
get_visible (const BwPlotEcgStrip   *strip,
             const BwPlotEcgStretch *stretch,
             double                 *left,
             double                 *right)
{
  const BwPlotRect *plot = &strip->plot;

  *left = MAX (bw_plot_ecg_s_to_x (strip->ecg, plot, stretch->start_s), plot->x);
  *right = MIN (bw_plot_ecg_s_to_x (strip->ecg, plot, stretch->end_s), plot->x + plot->width);
  *left = bw_plot_ecg_align (strip->ecg, *left, 0);
  *right = bw_plot_ecg_align (strip->ecg, *right, 0);
  return *left < *right;
}

/* The row below the plot where stretches are hatched and named, beside the line and not over it. */
static BwPlotRect
get_row (const BwPlotEcgStrip *strip)
{
  double top = strip->plot.y + strip->plot.height;

  return (BwPlotRect) { strip->plot.x, top, strip->plot.width,
                        strip->paper.y + strip->paper.height - top };
}

void
bw_plot_ecg_paint_stretches (cairo_t              *cr,
                             const BwPlotEcgStrip *strip)
{
  const BwPlotEcg *ecg = strip->ecg;
  BwPlotRect row = get_row (strip);
  double origin, left, right, first = row.x + row.width, last = row.x;

  /* One path, so that it is no darker where two overlap. */
  cairo_save (cr);
  for (guint i = 0; i < ecg->n_stretches; i++)
    if (get_visible (strip, &ecg->stretches[i], &left, &right))
      {
        cairo_rectangle (cr, left, strip->paper.y, right - left, strip->paper.height);
        first = MIN (first, left);
        last = MAX (last, right);
      }
  if (first < last)
    {
      bw_plot_set_color (cr, &strip->palette->ecg.flaw);
      cairo_fill_preserve (cr);
      cairo_clip (cr);
      cairo_rectangle (cr, row.x, row.y, row.width, row.height);
      cairo_clip (cr);

      /* The hatching moves with the paper. */
      origin = bw_plot_ecg_s_to_x (ecg, &strip->plot, 0);
      first = origin + floor ((first - row.height - origin) / HATCH_DISTANCE) * HATCH_DISTANCE;
      bw_plot_set_color (cr, &strip->palette->ecg.flaw_ink);
      cairo_set_line_width (cr, 0.8);
      cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
      for (double x = first; x < last; x += HATCH_DISTANCE)
        {
          cairo_move_to (cr, x, row.y + row.height);
          cairo_rel_line_to (cr, row.height, -row.height);
        }
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

void
bw_plot_ecg_paint_stretch_words (cairo_t              *cr,
                                 const BwPlotEcgStrip *strip)
{
  const BwPlotEcg *ecg = strip->ecg;
  const BwPlotEcgPalette *colors = &strip->palette->ecg;
  BwPlotColor ground = bw_plot_color_over (&colors->flaw, &colors->paper);
  BwPlotRect row = get_row (strip);
  double free_from = row.x, left, right;

  for (guint i = 0; i < ecg->n_stretches; i++)
    {
      const BwPlotEcgStretch *stretch = &ecg->stretches[i];
      double width;

      if (!stretch->label || !get_visible (strip, stretch, &left, &right))
        continue;
      left = MAX (left, free_from);
      if (right - left < 2 * WORD_GAP)
        continue;
      bw_plot_text_measure (strip->font, stretch->label, &width, NULL);
      if (right - left < width + 2 * WORD_GAP)
        continue;
      bw_plot_set_color (cr, &ground);
      cairo_rectangle (cr, left, row.y, width + 2 * WORD_GAP, row.height);
      cairo_fill (cr);
      bw_plot_text_draw (cr, strip->font, &colors->flaw_ink, left + WORD_GAP,
                         row.y + row.height / 2, 0, 0.5, stretch->label);
      free_from = left + width + 2 * WORD_GAP;
    }
}

static double
peak_x (const BwPlotEcgStrip *strip,
        guint                 i)
{
  return bw_plot_ecg_s_to_x (strip->ecg, &strip->plot,
                             strip->ecg->first_s + strip->ecg->peaks[i] / strip->ecg->rate_hz);
}

/* The first peak at or right of @x. */
static guint
find_peak (const BwPlotEcgStrip *strip,
           double                x)
{
  guint low = 0, high = strip->ecg->n_peaks;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (peak_x (strip, middle) < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Triangles that point at their waves. They may rise into the row above the plot, where the line
 * never is, and so never come to lie on it. */
static void
paint_marks (cairo_t              *cr,
             const BwPlotEcgStrip *strip,
             guint                 from,
             guint                 to)
{
  const BwPlotRect *plot = &strip->plot;
  double last = -INFINITY;

  for (guint i = from; i < to; i++)
    {
      double x = peak_x (strip, i), low, high, y;

      if (x - last < LEAST_DISTANCE)
        continue;
      if (!bw_plot_trace_get_range (&strip->trace, x - MARK_HALF - 1, x + MARK_HALF + 1, &low, &high))
        continue;
      last = x;
      y = bw_plot_ecg_uv_to_y (strip->ecg, plot, high) - strip->trace.line_width / 2 - MARK_GAP;
      y = CLAMP (y, strip->paper.y + MARK_HEIGHT + 1, plot->y + plot->height - 1);
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x - MARK_HALF, y - MARK_HEIGHT);
      cairo_line_to (cr, x + MARK_HALF, y - MARK_HEIGHT);
      cairo_close_path (cr);
    }
  bw_plot_set_color (cr, &strip->palette->ecg.mark);
  cairo_fill (cr);
}

static char *
format_interval (double ms,
                 guint  level)
{
  switch (level)
    {
    case 0:
      return g_strdup_printf ("%.0f", ms);
    case 1:
      /* Translators: an RR interval in milliseconds, above the ECG */
      return g_strdup_printf (_("%.0f ms"), ms);
    default:
      /* Translators: an RR interval and the heart rate it means, above the ECG */
      return g_strdup_printf (_("%.0f ms · %.0f bpm"), ms, 60000 / ms);
    }
}

/* Intervals in the row above the plot, all in the same words: as many as the usual one has room
 * for. */
static void
paint_intervals (cairo_t              *cr,
                 const BwPlotEcgStrip *strip,
                 guint                 from,
                 guint                 to)
{
  const BwPlotEcg *ecg = strip->ecg;
  const BwPlotRect *plot = &strip->plot;
  double room = 2 * (ecg->show_peaks ? MARK_HALF + 2 : 2);
  double widths[3], usual;
  guint level = G_N_ELEMENTS (widths);

  /* The one before, whose end may be in sight. */
  from -= MIN (from, 1);
  to = MIN (to + 1, ecg->n_peaks);
  if (to - from < 2)
    return;
  usual = (peak_x (strip, to - 1) - peak_x (strip, from)) / (to - from - 1);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *longest = format_interval (i < 2 ? 1000 : 500, i);

      bw_plot_text_measure (strip->font, longest, &widths[i], NULL);
    }
  while (level > 0 && widths[level - 1] + room > usual)
    level--;
  if (level == 0)
    return;

  for (guint i = from; i + 1 < to; i++)
    {
      double ms = (ecg->peaks[i + 1] - ecg->peaks[i]) * 1000.0 / ecg->rate_hz;
      double left = peak_x (strip, i), right = peak_x (strip, i + 1), middle = (left + right) / 2;
      guint own = level;

      while (own > 0 && widths[own - 1] + room > right - left)
        own--;
      if (own == 0 || middle - widths[own - 1] / 2 < plot->x + 2
          || middle + widths[own - 1] / 2 > plot->x + plot->width - 2)
        continue;
      {
        g_autofree char *text = format_interval (ms, own - 1);

        bw_plot_text_draw (cr, strip->font, &strip->palette->ecg.mark, middle,
                           (strip->paper.y + plot->y) / 2, 0.5, 0.5, text);
      }
    }
}

void
bw_plot_ecg_paint_peaks (cairo_t              *cr,
                         const BwPlotEcgStrip *strip)
{
  const BwPlotRect *plot = &strip->plot;
  guint from = find_peak (strip, plot->x - MARK_HALF);
  guint to = find_peak (strip, plot->x + plot->width + MARK_HALF);

  if (strip->ecg->show_peaks)
    paint_marks (cr, strip, from, to);
  if (strip->ecg->show_rr)
    paint_intervals (cr, strip, from, to);
}
