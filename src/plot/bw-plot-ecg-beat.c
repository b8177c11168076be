/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-ecg-beat.h"

#include "plot/bw-plot-axis.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEGEND_LINE 26.0
#define LEGEND_GAP 16.0
#define BAND_ALPHA 0.18
#define BRACKET 4.0
#define GAP 4.0
#define LABEL_GAP 8.0
#define MARK_GAP 4.0
/* Room in the plot above the highest and below the lowest, of the range. */
#define AIR 0.08
#define LEAST_RANGE_UV 100.0
#define X_SPACE 46.0
#define Y_SPACE 34.0
#define MOST_INTERVALS 8

/* Where an interval's bracket and its label under it lie below the plot. */
typedef struct
{
  double left, right;
  double label_left, label_right;
  guint row;
} Bracket;

static double
time_of (const BwPlotEcgBeatSet *set,
         double                  sample)
{
  return (sample - set->r) * 1000.0 / set->rate_hz;
}

static double
text_height (const PangoFontDescription *font)
{
  double height;

  bw_plot_text_measure (font, "0", NULL, &height);
  return ceil (height);
}

static guint
count_intervals (const BwPlotEcgBeat *self)
{
  return MIN (self->n_intervals, MOST_INTERVALS);
}

static gboolean
collide (const Bracket *a,
         const Bracket *b)
{
  /* One interval may begin where another ends. */
  return (a->left < b->right - 0.5 && b->left < a->right - 0.5)
         || (a->label_left < b->label_right + LABEL_GAP
             && b->label_left < a->label_right + LABEL_GAP);
}

/* Finds each interval the first row that is free. Returns: the rows needed */
static guint
place_brackets (Bracket                    *brackets,
                const BwPlotEcgBeat        *self,
                const BwPlotScale          *time,
                const BwPlotRect           *area,
                const PangoFontDescription *font)
{
  guint n_rows = 0;

  for (guint i = 0; i < count_intervals (self); i++)
    {
      const BwPlotEcgBeatInterval *interval = &self->intervals[i];
      Bracket *bracket = &brackets[i];
      gboolean free = FALSE;
      double width;

      bw_plot_text_measure (font, interval->label, &width, NULL);
      bracket->left = bw_plot_scale_map (time, time_of (&self->sets[0], interval->start));
      bracket->right = bw_plot_scale_map (time, time_of (&self->sets[0], interval->end));
      bracket->label_left = (bracket->left + bracket->right - width) / 2;
      bracket->label_left = MAX (MIN (bracket->label_left, area->x + area->width - width), area->x);
      bracket->label_right = bracket->label_left + width;
      for (bracket->row = 0; !free; bracket->row += !free)
        {
          free = TRUE;
          for (guint k = 0; k < i; k++)
            free = free && !(brackets[k].row == bracket->row && collide (&brackets[k], bracket));
        }
      n_rows = MAX (n_rows, bracket->row + 1);
    }
  return n_rows;
}

static const BwPlotColor *
set_color (const BwPlotEcgBeat    *self,
           guint                   set,
           const BwPlotEcgPalette *colors)
{
  return self->n_sets > 1 ? &colors->set[set] : &colors->trace;
}

/* The first line is solid, the second dashed. */
static void
set_line (cairo_t                *cr,
          const BwPlotEcgBeat    *self,
          guint                   set,
          const BwPlotEcgPalette *colors)
{
  static const double dashes[] = { 6, 3.5 };

  bw_plot_set_color (cr, set_color (self, set, colors));
  cairo_set_line_width (cr, colors->line_width * 1.4);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (cr, dashes, set == 1 ? 2 : 0, 0);
}

/* The piece of line, or of the band, before an entry of the legend. */
static void
paint_sample (cairo_t                *cr,
              const BwPlotEcgBeat    *self,
              guint                   entry,
              const BwPlotEcgPalette *colors,
              double                  x,
              double                  y)
{
  cairo_save (cr);
  if (entry < G_N_ELEMENTS (self->sets))
    {
      set_line (cr, self, entry, colors);
      cairo_move_to (cr, x, floor (y) + 0.5);
      cairo_rel_line_to (cr, LEGEND_LINE, 0);
      cairo_stroke (cr);
    }
  else
    {
      BwPlotColor color = self->n_sets > 1 ? colors->flaw_ink : colors->trace;

      color.alpha = BAND_ALPHA;
      bw_plot_set_color (cr, &color);
      cairo_rectangle (cr, x, y - 5, LEGEND_LINE, 10);
      cairo_fill (cr);
    }
  cairo_restore (cr);
}

/* Sets by name, then what the band is, in as many rows as they need. Painted where @cr is given.
 * Returns: the height */
static double
lay_legend (cairo_t                    *cr,
            const BwPlotEcgBeat        *self,
            const BwPlotRect           *area,
            const BwPlotPalette        *palette,
            const PangoFontDescription *font)
{
  const char *labels[] = { self->sets[0].name, self->n_sets > 1 ? self->sets[1].name : NULL,
                           self->band_label };
  double height = text_height (font), x = area->x, y = area->y;
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      double width;

      if (!labels[i])
        continue;
      bw_plot_text_measure (font, labels[i], &width, NULL);
      width += LEGEND_LINE + GAP;
      if (x > area->x && x + width > area->x + area->width)
        {
          x = area->x;
          y += height + 2;
        }
      if (cr)
        {
          paint_sample (cr, self, i, &palette->ecg, x, y + height / 2);
          bw_plot_text_draw (cr, font, &palette->text, x + LEGEND_LINE + GAP, y, 0, 0, labels[i]);
        }
      x += width + LEGEND_GAP;
      any = TRUE;
    }
  return any ? y + height + GAP - area->y : 0;
}

static void
find_ranges (const BwPlotEcgBeat *self,
             BwPlotScale         *time,
             BwPlotScale         *amplitude)
{
  double low = INFINITY, high = -INFINITY;

  time->d0 = INFINITY;
  time->d1 = -INFINITY;
  for (guint s = 0; s < self->n_sets; s++)
    {
      const BwPlotEcgBeatSet *set = &self->sets[s];
      const double *lines[] = { set->mean_uv, set->low_uv, set->high_uv };

      if (set->n == 0)
        continue;
      time->d0 = MIN (time->d0, time_of (set, 0));
      time->d1 = MAX (time->d1, time_of (set, set->n - 1));
      for (guint k = 0; k < G_N_ELEMENTS (lines); k++)
        for (guint i = 0; lines[k] && i < set->n; i++)
          if (isfinite (lines[k][i]))
            {
              low = MIN (low, lines[k][i]);
              high = MAX (high, lines[k][i]);
            }
    }
  if (!(time->d0 < time->d1))
    {
      time->d0 = -250;
      time->d1 = 500;
    }
  if (low > high)
    low = high = 0;
  if (high - low < LEAST_RANGE_UV)
    {
      double middle = (low + high) / 2;

      low = middle - LEAST_RANGE_UV / 2;
      high = middle + LEAST_RANGE_UV / 2;
    }
  amplitude->d0 = low - AIR * (high - low);
  amplitude->d1 = high + AIR * (high - low);
}

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
        if (fabs (bw_plot_scale_map (&layout->time, time_of (set, i)) - x) <= reach)
          {
            double value = set->high_uv ? set->high_uv[i] : set->mean_uv[i];

            if (isfinite (value))
              top = MIN (top, bw_plot_scale_map (&layout->amplitude, value));
          }
    }
  return top;
}

void
bw_plot_ecg_beat_layout (BwPlotEcgBeatLayout        *layout,
                         const BwPlotEcgBeat        *self,
                         const BwPlotRect           *area,
                         const PangoFontDescription *font)
{
  Bracket brackets[MOST_INTERVALS];
  double height = text_height (font), number_width, above, below;
  double left, rows;

  find_ranges (self, &layout->time, &layout->amplitude);
  bw_plot_text_measure (font, "−0.5 mV", &number_width, NULL);
  left = ceil (number_width) + 8;
  layout->time.p0 = area->x + left;
  layout->time.p1 = MAX (area->x + area->width - GAP, layout->time.p0 + 1);
  rows = place_brackets (brackets, self, &layout->time, area, font);

  above = lay_legend (NULL, self, area, NULL, font);
  below = height + 11 + rows * (height + BRACKET + GAP);
  layout->plot = (BwPlotRect) { area->x + left, area->y + above, layout->time.p1 - layout->time.p0,
                                MAX (area->height - above - below, 1) };

  /* Names of waves stand over them. */
  layout->amplitude.p0 = layout->plot.y + layout->plot.height;
  layout->amplitude.p1 = layout->plot.y + (self->n_marks > 0 ? MIN (height, layout->plot.height / 2)
                                                             : 0);
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
  for (guint i = 0; i < count_intervals (self); i++)
    for (guint end = 0; end < 2; end++)
      {
        guint sample = end ? self->intervals[i].end : self->intervals[i].start;
        double x = bw_plot_scale_map (&layout->time, time_of (&self->sets[0], sample));

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
  BwPlotColor color = *set_color (self, set_index, colors);

  if (!set->low_uv || !set->high_uv)
    return;

  color.alpha = BAND_ALPHA;
  bw_plot_set_color (cr, &color);
  for (guint i = 0; i < set->n; i++)
    if (isfinite (set->high_uv[i]))
      cairo_line_to (cr, bw_plot_scale_map (&layout->time, time_of (set, i)),
                     bw_plot_scale_map (&layout->amplitude, set->high_uv[i]));
  for (guint i = set->n; i-- > 0;)
    if (isfinite (set->low_uv[i]))
      cairo_line_to (cr, bw_plot_scale_map (&layout->time, time_of (set, i)),
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
  set_line (cr, self, set_index, colors);
  for (guint i = 0; i < set->n; i++)
    {
      gboolean was_down = pen_down;

      pen_down = isfinite (set->mean_uv[i]);
      if (!pen_down)
        continue;
      if (!was_down)
        cairo_new_sub_path (cr);
      cairo_line_to (cr, bw_plot_scale_map (&layout->time, time_of (set, i)),
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
      double x = bw_plot_scale_map (&layout->time, time_of (&self->sets[0], self->marks[i].at));
      double width, height;

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
  Bracket brackets[MOST_INTERVALS];
  double height = text_height (font);
  double top = layout->plot.y + layout->plot.height + height + 11;

  place_brackets (brackets, self, &layout->time, area, font);
  cairo_save (cr);
  bw_plot_set_color (cr, &palette->text);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < count_intervals (self); i++)
    {
      double y = floor (top + brackets[i].row * (height + BRACKET + GAP)) + 0.5;

      cairo_move_to (cr, floor (brackets[i].left) + 0.5, y - BRACKET);
      cairo_rel_line_to (cr, 0, BRACKET);
      cairo_line_to (cr, floor (brackets[i].right) + 0.5, y);
      cairo_rel_line_to (cr, 0, -BRACKET);
      cairo_stroke (cr);
      bw_plot_text_draw (cr, font, &palette->text,
                         (brackets[i].label_left + brackets[i].label_right) / 2, y + 1, 0.5, 0,
                         self->intervals[i].label);
    }
  cairo_restore (cr);
}

/* Ticks whose labels say the unit once, at the last. */
static GArray *
make_ticks (const BwPlotScale *scale,
            const GArray      *values,
            double             divisor,
            const char        *unit,
            GPtrArray         *labels)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (BwPlotTick));
  const double *first = (const double *) (void *) values->data;
  double step = values->len > 1 ? first[1] - first[0] : 1;
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

  g_return_if_fail (self->n_sets >= 1 && self->n_sets <= G_N_ELEMENTS (self->sets));

  bw_plot_ecg_beat_layout (&layout, self, area, font);
  times = bw_plot_scale_ticks (&layout.time, (guint) MAX (layout.plot.width / X_SPACE, 2));
  amplitudes = bw_plot_scale_ticks (&layout.amplitude, (guint) MAX (layout.plot.height / Y_SPACE, 2));
  time_ticks = make_ticks (&layout.time, times, 1, _("ms"), labels);
  amplitude_ticks = make_ticks (&layout.amplitude, amplitudes, 1000, _("mV"), labels);

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

  lay_legend (cr, self, area, palette, font);
  bw_plot_axis_paint (cr, &layout.plot, BW_PLOT_SIDE_BOTTOM,
                      (const BwPlotTick *) (void *) time_ticks->data, time_ticks->len, layout.plot.x,
                      area->x + area->width, palette, font);
  bw_plot_axis_paint (cr, &layout.plot, BW_PLOT_SIDE_LEFT,
                      (const BwPlotTick *) (void *) amplitude_ticks->data, amplitude_ticks->len,
                      area->y, layout.plot.y + layout.plot.height, palette, font);
  paint_brackets (cr, self, &layout, area, palette, font);
  cairo_restore (cr);
}
