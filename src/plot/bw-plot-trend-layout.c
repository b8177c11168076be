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
/* Of what there is for values and variation, the variation's. */
#define CV_SHARE 0.2
#define CV_LEAST 36.0
/* Of the variation, in percent. */
#define CV_LEAST_TOP 5.0
/* A day narrower than this has no room for the marks of its readings. */
#define DENSE_BELOW 4.0

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
bw_plot_trend_map_cv (const BwPlotTrendLayout *layout,
                      double                   percent)
{
  return bw_plot_scale_map (&layout->cv, percent);
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
  for (guint i = 0; i < self->n_readings; i++)
    {
      *low = MIN (*low, self->readings[i].value);
      *high = MAX (*high, self->readings[i].value);
    }
  if (*low > *high)
    *low = *high = 3.5;
  middle = (*low + *high) / 2;
  half = MAX ((*high - *low) * 0.54, LEAST_SPAN / 2);
  *low = middle - half;
  *high = middle + half;
}

static double
find_cv_top (const BwPlotTrend *self)
{
  double top = CV_LEAST_TOP;

  for (guint i = 0; i < self->n_days; i++)
    if (self->days[i].has_week)
      top = MAX (top, self->days[i].week_cv_percent);
  return top * 1.06;
}

static void
init_scales (BwPlotTrendLayout *layout,
             const BwPlotTrend *self)
{
  const BwPlotRect *score = &layout->score_plot, *value = &layout->value_plot;
  const BwPlotRect *cv = &layout->cv_plot;
  double low, high;

  find_range (self, &low, &high);
  bw_plot_time_scale_init (&layout->time, self->from_ms, self->to_ms, value->x,
                           value->x + value->width);
  layout->score = (BwPlotScale){ 0, 100, score->y + score->height, score->y };
  layout->value = (BwPlotScale){ low, high, value->y + value->height, value->y };
  layout->cv = (BwPlotScale){ 0, find_cv_top (self), cv->y + cv->height, cv->y };
  layout->dense = bw_plot_trend_day_width (layout) < DENSE_BELOW;
}

void
bw_plot_trend_layout (BwPlotTrendLayout          *layout,
                      const BwPlotTrend          *self,
                      const BwPlotRect           *area,
                      const PangoFontDescription *font)
{
  gboolean has_score = self->score_title != NULL, has_cv = self->cv_title != NULL;
  double number_width, right_width, text_height, left, head, bottom, room, y;
  BwPlotRect plot = { area->x, area->y, 1, 0 };

  layout->stacked_words = area->width < NARROW;
  bw_plot_text_measure (font, "100", &number_width, &text_height);
  bw_plot_text_measure (font, "888 ms", &right_width, NULL);
  if (has_score)
    right_width = MAX (right_width, bw_plot_zones_measure_words (font, layout->stacked_words));

  left = ceil (number_width) + 8;
  head = ceil (text_height) + 8;
  bottom = ceil (text_height) + 8;
  room = MAX (area->height - (1 + has_score + has_cv) * head - NOTES_HEIGHT - bottom, 2);
  plot.x = area->x + left;
  plot.width = MAX (area->width - left - ceil (right_width) - 8, 1);
  y = area->y;

  layout->score_head = y + text_height / 2;
  plot.y = y + (has_score ? head : 0);
  plot.height = has_score ? floor (room * SCORE_SHARE) : 0;
  layout->score_plot = plot;
  y = plot.y + plot.height;
  room -= plot.height;

  if (has_score)
    {
      layout->notes = (BwPlotRect){ plot.x, y, plot.width, NOTES_HEIGHT };
      y += NOTES_HEIGHT;
    }
  layout->value_head = y + (has_score ? 4 : 0) + text_height / 2;
  plot.y = y + head;
  plot.height = MAX (has_cv ? room - MIN (MAX (floor (room * CV_SHARE), CV_LEAST), room / 2) : room,
                     1);
  layout->value_plot = plot;
  y = plot.y + plot.height;
  room -= plot.height;

  if (!has_score)
    {
      layout->notes = (BwPlotRect){ plot.x, y, plot.width, NOTES_HEIGHT };
      y += NOTES_HEIGHT;
    }
  layout->cv_head = y + 4 + text_height / 2;
  plot.y = y + (has_cv ? head : 0);
  plot.height = has_cv ? MAX (room, 1) : 0;
  layout->cv_plot = plot;

  layout->all = has_score ? layout->score_plot : layout->value_plot;
  if (has_cv)
    layout->all.height = layout->cv_plot.y + layout->cv_plot.height - layout->all.y;
  else
    layout->all.height = layout->value_plot.y + layout->value_plot.height - layout->all.y;
  init_scales (layout, self);
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

int
bw_plot_trend_find_reading (const BwPlotTrend       *self,
                            const BwPlotTrendLayout *layout,
                            double                   x,
                            double                   y,
                            double                   reach)
{
  int best = -1;
  double best_distance = reach;

  for (guint i = 0; !layout->dense && i < self->n_readings; i++)
    {
      double distance = hypot (bw_plot_trend_map_x (layout, self->readings[i].time_ms) - x,
                               bw_plot_trend_map_value (layout, self->readings[i].value) - y);

      if (distance > best_distance)
        continue;
      best_distance = distance;
      best = (int) i;
    }
  return best;
}

int
bw_plot_trend_find_note (const BwPlotTrend       *self,
                         const BwPlotTrendLayout *layout,
                         double                   x,
                         double                   y)
{
  int best = -1;
  double best_distance = BW_PLOT_TREND_NOTE;

  if (y < layout->notes.y - 2 || y > layout->notes.y + layout->notes.height + 2)
    return -1;
  for (guint i = 0; i < self->n_notes; i++)
    {
      const BwPlotSpan *note = &self->notes[i];
      double x0 = bw_plot_trend_map_x (layout, MAX (note->start_ms, self->from_ms));
      double x1 = bw_plot_trend_map_x (layout, MIN (note->end_ms, self->to_ms));
      double distance = MAX (MAX (x0 - x, x - x1), 0);

      if (note->start_ms >= self->to_ms || note->end_ms < self->from_ms
          || distance >= best_distance)
        continue;
      best_distance = distance;
      best = (int) i;
    }
  return best;
}
