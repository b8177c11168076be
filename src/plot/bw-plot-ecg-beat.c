/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-ecg-beat-private.h"

#include "plot/bw-plot-axis.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MARK_GAP 4.0
/* Between ticks, at the least. */
#define X_SPACE 40.0
#define Y_SPACE 26.0
#define LEAST_TICKS 3

/* The highest of all lines within a few units of @x, as a position. */
static double
find_top (const BwPlotEcgBeat       *self,
          const BwPlotEcgBeatLayout *layout,
          double                     x,
          double                     reach)
{
  double top = layout->plot.y + layout->plot.height;

  for (guint s = 0; s < self->n_sets; s++)
    {
      const BwPlotEcgBeatSet *set = &self->sets[s];

      for (guint i = 0; i < set->n; i++)
        if (fabs (bw_plot_scale_map (&layout->time, bw_plot_ecg_beat_time_of (set, i)) - x) <= reach)
          {
            double value = set->high_uv ? set->high_uv[i] : set->mean_uv[i];

            if (isfinite (value))
              top = MIN (top, bw_plot_scale_map (&layout->amplitude, value));
          }
    }
  return top;
}

static void
paint_grid (cairo_t                   *cr,
            const BwPlotEcgBeat       *self,
            const BwPlotEcgBeatLayout *layout,
            const BwPlotEcgPalette    *colors,
            const GArray              *times,
            const GArray              *amplitudes)
{
  const BwPlotRect *plot = &layout->plot;
  double width = self->device_scale > 0 ? 1 / self->device_scale * round (self->device_scale) : 0.6;

  bw_plot_set_color (cr, &colors->paper);
  cairo_rectangle (cr, plot->x, plot->y, plot->width, plot->height);
  cairo_fill (cr);
  bw_plot_set_color (cr, &colors->major);
  for (guint i = 0; i < times->len; i++)
    cairo_rectangle (cr, floor (bw_plot_scale_map (&layout->time, g_array_index (times, double, i))),
                     plot->y, width, plot->height);
  for (guint i = 0; i < amplitudes->len; i++)
    cairo_rectangle (cr, plot->x,
                     floor (bw_plot_scale_map (&layout->amplitude,
                                               g_array_index (amplitudes, double, i))),
                     plot->width, width);
  cairo_fill (cr);
}

/* Where intervals begin and end, down to their brackets. */
static void
paint_guides (cairo_t                   *cr,
              const BwPlotEcgBeat       *self,
              const BwPlotEcgBeatLayout *layout,
              const BwPlotEcgPalette    *colors)
{
  static const double dashes[] = { 1, 3 };

  cairo_save (cr);
  bw_plot_set_color (cr, &colors->flaw_ink);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dashes, 2, 0);
  for (guint i = 0; i < bw_plot_ecg_beat_count_intervals (self); i++)
    for (guint end = 0; end < 2; end++)
      {
        guint sample = end ? self->intervals[i].end : self->intervals[i].start;
        double time_ms = bw_plot_ecg_beat_time_of (&self->sets[0], sample);
        double x = bw_plot_scale_map (&layout->time, time_ms);

        cairo_move_to (cr, floor (x) + 0.5, layout->amplitude.p1);
        cairo_line_to (cr, floor (x) + 0.5, layout->plot.y + layout->plot.height);
      }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_band (cairo_t                   *cr,
            const BwPlotEcgBeat       *self,
            guint                      set_index,
            const BwPlotEcgBeatLayout *layout,
            const BwPlotEcgPalette    *colors)
{
  const BwPlotEcgBeatSet *set = &self->sets[set_index];
  BwPlotColor color = *bw_plot_ecg_beat_set_color (self, set_index, colors);

  if (!set->low_uv || !set->high_uv)
    return;

  color.alpha = BW_PLOT_ECG_BEAT_BAND_ALPHA;
  bw_plot_set_color (cr, &color);
  for (guint i = 0; i < set->n; i++)
    if (isfinite (set->high_uv[i]))
      cairo_line_to (cr, bw_plot_scale_map (&layout->time, bw_plot_ecg_beat_time_of (set, i)),
                     bw_plot_scale_map (&layout->amplitude, set->high_uv[i]));
  for (guint i = set->n; i-- > 0;)
    if (isfinite (set->low_uv[i]))
      cairo_line_to (cr, bw_plot_scale_map (&layout->time, bw_plot_ecg_beat_time_of (set, i)),
                     bw_plot_scale_map (&layout->amplitude, set->low_uv[i]));
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
paint_mean (cairo_t                   *cr,
            const BwPlotEcgBeat       *self,
            guint                      set_index,
            const BwPlotEcgBeatLayout *layout,
            const BwPlotEcgPalette    *colors)
{
  const BwPlotEcgBeatSet *set = &self->sets[set_index];
  gboolean pen_down = FALSE;

  cairo_save (cr);
  bw_plot_ecg_beat_set_line (cr, self, set_index, colors);
  for (guint i = 0; i < set->n; i++)
    {
      gboolean was_down = pen_down;

      pen_down = isfinite (set->mean_uv[i]);
      if (!pen_down)
        continue;
      if (!was_down)
        cairo_new_sub_path (cr);
      cairo_line_to (cr, bw_plot_scale_map (&layout->time, bw_plot_ecg_beat_time_of (set, i)),
                     bw_plot_scale_map (&layout->amplitude, set->mean_uv[i]));
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_marks (cairo_t                    *cr,
             const BwPlotEcgBeat        *self,
             const BwPlotEcgBeatLayout  *layout,
             const BwPlotPalette        *palette,
             const PangoFontDescription *font)
{
  for (guint i = 0; i < self->n_marks; i++)
    {
      double time_ms = bw_plot_ecg_beat_time_of (&self->sets[0], self->marks[i].at);
      double x = bw_plot_scale_map (&layout->time, time_ms), width, height;

      bw_plot_text_measure (font, self->marks[i].label, &width, &height);
      bw_plot_text_draw (cr, font, &palette->ecg.mark, x,
                         MAX (find_top (self, layout, x, width / 2 + 1) - MARK_GAP,
                              layout->plot.y + height),
                         0.5, 1, self->marks[i].label);
    }
}

static void
paint_brackets (cairo_t                    *cr,
                const BwPlotEcgBeat        *self,
                const BwPlotEcgBeatLayout  *layout,
                const BwPlotRect           *area,
                const BwPlotPalette        *palette,
                const PangoFontDescription *font)
{
  BwPlotEcgBeatBracket brackets[BW_PLOT_ECG_BEAT_MOST_INTERVALS];
  double height = bw_plot_ecg_beat_text_height (font);
  double row_height = height + BW_PLOT_ECG_BEAT_BRACKET + BW_PLOT_ECG_BEAT_GAP;
  double top = layout->plot.y + layout->plot.height + height + 11;

  bw_plot_ecg_beat_place_brackets (brackets, self, &layout->time, area, font);
  cairo_save (cr);
  bw_plot_set_color (cr, &palette->text);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < bw_plot_ecg_beat_count_intervals (self); i++)
    {
      double y = floor (top + brackets[i].row * row_height) + 0.5;

      cairo_move_to (cr, floor (brackets[i].left) + 0.5, y - BW_PLOT_ECG_BEAT_BRACKET);
      cairo_rel_line_to (cr, 0, BW_PLOT_ECG_BEAT_BRACKET);
      cairo_line_to (cr, floor (brackets[i].right) + 0.5, y);
      cairo_rel_line_to (cr, 0, -BW_PLOT_ECG_BEAT_BRACKET);
      cairo_stroke (cr);
      bw_plot_text_draw (cr, font, &palette->text,
                         (brackets[i].label_left + brackets[i].label_right) / 2, y + 1, 0.5, 0,
                         self->intervals[i].label);
    }
  cairo_restore (cr);
}

/* How many ticks there is room for on so much of an axis. */
static guint
count_ticks (double length,
             double space)
{
  return (guint) MAX (length / space, LEAST_TICKS);
}

/* Ticks whose labels say the unit once, at the last. */
static GArray *
make_ticks (const BwPlotScale *scale,
            const GArray      *values,
            guint              max_ticks,
            double             divisor,
            const char        *unit,
            GPtrArray         *labels)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (BwPlotTick));
  double step = bw_plot_nice_step (scale->d1 - scale->d0, max_ticks);
  int decimals = (int) bw_plot_step_decimals (step / divisor);

  for (guint i = 0; i < values->len; i++)
    {
      double value = g_array_index (values, double, i);
      g_autofree char *number = g_strdup_printf ("%s%.*f", value < 0 ? "−" : "", decimals,
                                                 fabs (value / divisor));
      gboolean last = i + 1 == values->len;
      char *label = last ? g_strdup_printf ("%s %s", number, unit) : g_steal_pointer (&number);
      BwPlotTick tick = { bw_plot_scale_map (scale, value), label, last ? 1 : 0 };

      g_ptr_array_add (labels, label);
      g_array_append_val (ticks, tick);
    }
  return ticks;
}

void
bw_plot_ecg_beat_paint (cairo_t                    *cr,
                        const BwPlotRect           *area,
                        const BwPlotEcgBeat        *self,
                        const BwPlotPalette        *palette,
                        const PangoFontDescription *font)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) times = NULL;
  g_autoptr (GArray) amplitudes = NULL;
  g_autoptr (GArray) time_ticks = NULL;
  g_autoptr (GArray) amplitude_ticks = NULL;
  BwPlotEcgBeatLayout layout;
  guint n_times, n_amplitudes;

  g_return_if_fail (self->n_sets >= 1 && self->n_sets <= G_N_ELEMENTS (self->sets));

  bw_plot_ecg_beat_layout (&layout, self, area, font);
  n_times = count_ticks (layout.plot.width, X_SPACE);
  n_amplitudes = count_ticks (layout.plot.height, Y_SPACE);
  times = bw_plot_scale_ticks (&layout.time, n_times);
  amplitudes = bw_plot_scale_ticks (&layout.amplitude, n_amplitudes);
  time_ticks = make_ticks (&layout.time, times, n_times, 1, _("ms"), labels);
  amplitude_ticks = make_ticks (&layout.amplitude, amplitudes, n_amplitudes, 1000, _("mV"), labels);

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  cairo_save (cr);
  cairo_rectangle (cr, layout.plot.x, layout.plot.y, layout.plot.width, layout.plot.height);
  cairo_clip (cr);
  paint_grid (cr, self, &layout, &palette->ecg, times, amplitudes);
  paint_guides (cr, self, &layout, &palette->ecg);
  for (guint i = 0; i < self->n_sets; i++)
    paint_band (cr, self, i, &layout, &palette->ecg);
  for (guint i = 0; i < self->n_sets; i++)
    paint_mean (cr, self, i, &layout, &palette->ecg);
  paint_marks (cr, self, &layout, palette, font);
  cairo_restore (cr);

  bw_plot_ecg_beat_lay_legend (cr, self, area, palette, font);
  bw_plot_axis_paint (cr, &layout.plot, BW_PLOT_SIDE_BOTTOM,
                      (const BwPlotTick *) (void *) time_ticks->data, time_ticks->len, layout.plot.x,
                      area->x + area->width, palette, font);
  bw_plot_axis_paint (cr, &layout.plot, BW_PLOT_SIDE_LEFT,
                      (const BwPlotTick *) (void *) amplitude_ticks->data, amplitude_ticks->len,
                      area->y, layout.plot.y + layout.plot.height, palette, font);
  paint_brackets (cr, self, &layout, area, palette, font);
  cairo_restore (cr);
}
