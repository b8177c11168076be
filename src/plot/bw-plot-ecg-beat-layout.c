/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-ecg-beat-private.h"

#include <math.h>

#define LABEL_GAP 8.0
/* Room in the plot above the highest and below the lowest, of the range. */
#define AIR 0.08
#define LEAST_RANGE_UV 100.0

double
bw_plot_ecg_beat_time_of (const BwPlotEcgBeatSet *set,
                          double                  sample)
{
  return (sample - set->r) * 1000.0 / set->rate_hz;
}

double
bw_plot_ecg_beat_text_height (const PangoFontDescription *font)
{
  double height;

  bw_plot_text_measure (font, "0", NULL, &height);
  return ceil (height);
}

guint
bw_plot_ecg_beat_count_intervals (const BwPlotEcgBeat *self)
{
  return MIN (self->n_intervals, BW_PLOT_ECG_BEAT_MOST_INTERVALS);
}

static gboolean
collide (const BwPlotEcgBeatBracket *a,
         const BwPlotEcgBeatBracket *b)
{
  /* One interval may begin where another ends. */
  return (a->left < b->right - 0.5 && b->left < a->right - 0.5)
         || (a->label_left < b->label_right + LABEL_GAP
             && b->label_left < a->label_right + LABEL_GAP);
}

guint
bw_plot_ecg_beat_place_brackets (BwPlotEcgBeatBracket       *brackets,
                                 const BwPlotEcgBeat        *self,
                                 const BwPlotScale          *time,
                                 const BwPlotRect           *area,
                                 const PangoFontDescription *font)
{
  guint n_rows = 0;

  for (guint i = 0; i < bw_plot_ecg_beat_count_intervals (self); i++)
    {
      const BwPlotEcgBeatInterval *interval = &self->intervals[i];
      BwPlotEcgBeatBracket *bracket = &brackets[i];
      gboolean free = FALSE;
      double start_ms = bw_plot_ecg_beat_time_of (&self->sets[0], interval->start);
      double end_ms = bw_plot_ecg_beat_time_of (&self->sets[0], interval->end);
      double width;

      bw_plot_text_measure (font, interval->label, &width, NULL);
      bracket->left = bw_plot_scale_map (time, start_ms);
      bracket->right = bw_plot_scale_map (time, end_ms);
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
      time->d0 = MIN (time->d0, bw_plot_ecg_beat_time_of (set, 0));
      time->d1 = MAX (time->d1, bw_plot_ecg_beat_time_of (set, set->n - 1));
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

void
bw_plot_ecg_beat_layout (BwPlotEcgBeatLayout        *layout,
                         const BwPlotEcgBeat        *self,
                         const BwPlotRect           *area,
                         const PangoFontDescription *font)
{
  BwPlotEcgBeatBracket brackets[BW_PLOT_ECG_BEAT_MOST_INTERVALS];
  double height = bw_plot_ecg_beat_text_height (font), number_width, above, below;
  double left, rows;

  find_ranges (self, &layout->time, &layout->amplitude);
  bw_plot_text_measure (font, "−0.5 mV", &number_width, NULL);
  left = ceil (number_width) + 8;
  layout->time.p0 = area->x + left;
  layout->time.p1 = MAX (area->x + area->width - BW_PLOT_ECG_BEAT_GAP, layout->time.p0 + 1);
  rows = bw_plot_ecg_beat_place_brackets (brackets, self, &layout->time, area, font);

  above = bw_plot_ecg_beat_lay_legend (NULL, self, area, NULL, font);
  below = height + 11 + rows * (height + BW_PLOT_ECG_BEAT_BRACKET + BW_PLOT_ECG_BEAT_GAP);
  layout->plot = (BwPlotRect) { area->x + left, area->y + above, layout->time.p1 - layout->time.p0,
                                MAX (area->height - above - below, 1) };

  /* Names of waves stand over them. */
  layout->amplitude.p0 = layout->plot.y + layout->plot.height;
  layout->amplitude.p1 = layout->plot.y + (self->n_marks > 0 ? MIN (height, layout->plot.height / 2)
                                                             : 0);
}
