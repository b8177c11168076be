/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-trend-private.h"

#include "base/bw-time.h"
#include "plot/bw-plot-zones.h"

#include <math.h>

#define NARROW 480.0
#define NOTES_HEIGHT 12.0
/* Of the two parts, the score's. */
#define SCORE_SHARE 0.42
/* In ln units; a quiet person's values do not fill the picture. */
#define LEAST_SPAN 0.6

double
bw_plot_trend_map_x (const BwPlotTrendLayout *layout,
                     gint64                   time_ms)
{
  return bw_plot_time_scale_map (&layout->time, time_ms);
}

double
bw_plot_trend_map_score (const BwPlotTrendLayout *layout,
                         double                   score)
{
  return bw_plot_scale_map (&layout->score, CLAMP (score, 0, 100));
}

double
bw_plot_trend_map_value (const BwPlotTrendLayout *layout,
                         double                   value)
{
  return bw_plot_scale_map (&layout->value, value);
}

double
bw_plot_trend_day_width (const BwPlotTrendLayout *layout)
{
  return bw_plot_trend_map_x (layout, layout->time.time_ms[0] + BW_TIME_DAY)
         - layout->time.position[0];
}

static void
find_range (const BwPlotTrend *self,
            double            *low,
            double            *high)
{
  double middle, half;

  *low = G_MAXDOUBLE;
  *high = -G_MAXDOUBLE;
  for (guint i = 0; i < self->n_days; i++)
    {
      const BwPlotTrendDay *day = &self->days[i];

      if (day->has_value)
        {
          *low = MIN (*low, day->value);
          *high = MAX (*high, day->value);
        }
      if (day->has_week)
        {
          *low = MIN (*low, day->week);
          *high = MAX (*high, day->week);
        }
      if (day->has_normal)
        {
          *low = MIN (*low, day->normal_low);
          *high = MAX (*high, day->normal_high);
        }
    }
  if (*low > *high)
    *low = *high = 3.5;
  middle = (*low + *high) / 2;
  half = MAX ((*high - *low) * 0.54, LEAST_SPAN / 2);
  *low = middle - half;
  *high = middle + half;
}

void
bw_plot_trend_layout (BwPlotTrendLayout          *layout,
                      const BwPlotTrend          *self,
                      const BwPlotRect           *area,
                      const PangoFontDescription *font)
{
  double number_width, ms_width, text_height, left, right, head, bottom, room, low, high, y;

  layout->stacked_words = area->width < NARROW;
  bw_plot_text_measure (font, "100", &number_width, &text_height);
  bw_plot_text_measure (font, "888 ms", &ms_width, NULL);

  left = ceil (number_width) + 8;
  right = ceil (MAX (bw_plot_zones_measure_words (font, layout->stacked_words), ms_width)) + 8;
  head = ceil (text_height) + 8;
  bottom = ceil (text_height) + 8;
  room = MAX (area->height - 2 * head - NOTES_HEIGHT - bottom, 2);

  y = area->y;
  layout->score_head = y + text_height / 2;
  layout->score_plot = (BwPlotRect){ area->x + left, y + head, MAX (area->width - left - right, 1),
                                     floor (room * SCORE_SHARE) };
  y = layout->score_plot.y + layout->score_plot.height;
  layout->notes = (BwPlotRect){ layout->score_plot.x, y, layout->score_plot.width, NOTES_HEIGHT };
  y += NOTES_HEIGHT;
  layout->value_head = y + 4 + text_height / 2;
  y += head;
  layout->value_plot = (BwPlotRect){ layout->score_plot.x, y, layout->score_plot.width,
                                     MAX (area->y + area->height - bottom - y, 1) };

  find_range (self, &low, &high);
  bw_plot_time_scale_init (&layout->time, self->from_ms, self->to_ms, layout->score_plot.x,
                           layout->score_plot.x + layout->score_plot.width);
  layout->score = (BwPlotScale){ 0, 100, layout->score_plot.y + layout->score_plot.height,
                                 layout->score_plot.y };
  layout->value = (BwPlotScale){ low, high, layout->value_plot.y + layout->value_plot.height,
                                 layout->value_plot.y };
}

int
bw_plot_trend_find_day (const BwPlotTrend       *self,
                        const BwPlotTrendLayout *layout,
                        double                   x)
{
  int best = -1;
  double best_distance = G_MAXDOUBLE;

  for (guint i = 0; i < self->n_days; i++)
    {
      double distance = fabs (bw_plot_trend_map_x (layout, self->days[i].time_ms) - x);

      if (distance >= best_distance)
        continue;
      best_distance = distance;
      best = (int) i;
    }
  return best;
}
