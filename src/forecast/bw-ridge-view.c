/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-ridge-private.h"

#include "base/bw-time.h"

#include <math.h>
#include <string.h>

/* The longest half-life has forgotten 95 % of what is older. */
#define LONGEST_DAYS 60

static const double half_life_h[BW_RIDGE_MEANS] = { 3, 8, 24, 72, 168, 336 };
static const double window_h[BW_RIDGE_WINDOWS] = { 3, 24, 72 };
static const int median_days[2] = { 14, 60 };

/* A resting heart rate is told in the evening, and often on the day after. */
#define RESTING_LATE_MS (33 * BW_TIME_HOUR)

/* The observations of the last days, sorted by their value. */
typedef struct
{
  GArray *sorted;  /* (element-type double) */
  guint oldest;    /* index of the first of them into the series */
} Recent;

struct _BwRidgeWalk
{
  const BwSeries *series;
  const BwBaseline *baseline;
  const BwLevelParameters *level;
  gint64 at_ms;
  guint next;            /* observation not yet taken in */
  guint next_reading;
  guint first;           /* observation of the walk */
  double sum[BW_RIDGE_MEANS], weight[BW_RIDGE_MEANS];
  gint64 sum_ms;         /* when the sums were brought up to date */
  double last_z;
  gboolean level_begun;
  BwLevelState state;
  Recent recent[2];
};

static double
hours_between (gint64 from_ms,
               gint64 to_ms)
{
  return (double) (to_ms - from_ms) / BW_TIME_HOUR;
}

/* The middle of an observed hour. */
static gint64
middle_of (const BwObservation *o)
{
  return o->time_ms + BW_TIME_HOUR / 2;
}

BwRidgeWalk *
bw_ridge_walk_new (const BwSeries          *series,
                   const BwBaseline        *baseline,
                   const BwLevelParameters *level,
                   gint64                   era_ms,
                   gint64                   at_ms)
{
  BwRidgeWalk *self = g_new0 (BwRidgeWalk, 1);
  gint64 from_ms = MAX (era_ms, at_ms - LONGEST_DAYS * BW_TIME_DAY);

  self->series = series;
  self->baseline = baseline;
  self->level = level;
  self->at_ms = self->sum_ms = from_ms;
  self->first = self->next = bw_series_observations_before (series, from_ms);
  self->next_reading = bw_series_readings_before (series, from_ms);
  for (int i = 0; i < 2; i++)
    {
      self->recent[i].sorted = g_array_new (FALSE, FALSE, sizeof (double));
      self->recent[i].oldest = self->first;
    }
  return self;
}

void
bw_ridge_walk_free (BwRidgeWalk *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < 2; i++)
    g_array_unref (self->recent[i].sorted);
  g_free (self);
}

/* The first place whose value is not below @x. */
static guint
find_place (const GArray *sorted,
            double        x)
{
  guint low = 0, high = sorted->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (sorted, double, middle) < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
forget_before (Recent         *recent,
               const BwSeries *series,
               guint           end,
               gint64          from_ms)
{
  for (; recent->oldest < end && series->observations[recent->oldest].time_ms < from_ms;
       recent->oldest++)
    {
      double x = series->observations[recent->oldest].x;

      g_array_remove_index (recent->sorted, find_place (recent->sorted, x));
    }
}

static void
decay_sums (BwRidgeWalk *self,
            gint64       to_ms)
{
  double hours = hours_between (self->sum_ms, to_ms);

  if (hours <= 0)
    return;
  for (int i = 0; i < BW_RIDGE_MEANS; i++)
    {
      double keep = exp2 (-hours / half_life_h[i]);

      self->sum[i] *= keep;
      self->weight[i] *= keep;
    }
  self->sum_ms = to_ms;
}

void
bw_ridge_walk_to (BwRidgeWalk *self,
                  gint64       at_ms)
{
  const BwSeries *series = self->series;

  for (; self->next < series->n_observations && series->observations[self->next].time_ms < at_ms;
       self->next++)
    {
      const BwObservation *o = &series->observations[self->next];
      double z = bw_baseline_to_z (self->baseline, o->hour, o->x);

      decay_sums (self, MIN (middle_of (o), at_ms));
      for (int i = 0; i < BW_RIDGE_MEANS; i++)
        {
          self->sum[i] += z;
          self->weight[i]++;
        }
      for (int i = 0; i < 2; i++)
        g_array_insert_val (self->recent[i].sorted, find_place (self->recent[i].sorted, o->x), o->x);
      self->last_z = z;
    }
  decay_sums (self, at_ms);
  for (int i = 0; i < 2; i++)
    forget_before (&self->recent[i], series, self->next, at_ms - median_days[i] * BW_TIME_DAY);

  for (; self->level != NULL && self->next_reading < series->n_readings
         && series->reading_ms[self->next_reading] < at_ms;
       self->next_reading++)
    {
      guint r = self->next_reading;

      if (!self->level_begun)
        bw_level_state_init (&self->state, self->level, series->reading_ms[r]);
      self->level_begun = TRUE;
      bw_level_state_update (&self->state, self->level, series->reading_ms[r],
                             bw_baseline_to_z (self->baseline, series->reading_hour[r],
                                               series->reading_x[r]));
    }
  self->at_ms = at_ms;
}

double
bw_ridge_walk_level (const BwRidgeWalk *self,
                     gint64             start_ms)
{
  double mean = 0, variance;

  if (self->level_begun)
    bw_level_state_predict (&self->state, self->level, start_ms + BW_TIME_HOUR / 2, &mean,
                            &variance);
  return mean;
}

static gboolean
get_auxiliary (const BwHour *hour,
               int           which,
               gboolean      steps,
               double       *value)
{
  switch (which)
    {
    case 0:
      *value = hour->hr_bpm;
      return hour->has_hr;
    case 1:
      *value = hour->asleep_min;
      return hour->has_sleep;
    default:
      *value = steps ? hour->steps : hour->active_kcal;
      return steps ? hour->has_steps : hour->has_energy;
    }
}

static void
fill_auxiliaries (const BwRidgeWalk *self,
                  gboolean           steps,
                  BwRidgeView       *view)
{
  guint end = bw_series_hours_before (self->series, self->at_ms);
  double sum[BW_RIDGE_AUXILIARIES] = { 0 }, value;
  guint n[BW_RIDGE_AUXILIARIES] = { 0 };
  const GArray *resting = self->series->hourly->resting;
  guint i = end, r = resting->len;

  for (int w = 0; w < BW_RIDGE_WINDOWS; w++)
    {
      gint64 from_ms = self->at_ms - (gint64) (window_h[w] * BW_TIME_HOUR);

      for (; i > 0 && self->series->hours[i - 1].start_ms >= from_ms; i--)
        for (int a = 0; a < BW_RIDGE_AUXILIARIES - 1; a++)
          if (get_auxiliary (&self->series->hours[i - 1], a, steps, &value))
            {
              sum[a] += value;
              n[a]++;
            }
      for (; r > 0; r--)
        {
          const BwHourlyResting *day = &g_array_index (resting, BwHourlyResting, r - 1);

          if (day->end_ms < from_ms - RESTING_LATE_MS)
            break;
          if (day->end_ms > self->at_ms)
            continue;
          sum[BW_RIDGE_AUXILIARIES - 1] += day->bpm;
          n[BW_RIDGE_AUXILIARIES - 1]++;
        }
      for (int a = 0; a < BW_RIDGE_AUXILIARIES; a++)
        {
          view->has_auxiliary[a][w] = n[a] > 0;
          view->auxiliary[a][w] = n[a] > 0 ? sum[a] / n[a] : 0;
        }
    }
}

static gboolean
get_median (const GArray *sorted,
            double       *median)
{
  guint n = sorted->len;

  if (n == 0)
    return FALSE;
  *median = (g_array_index (sorted, double, (n - 1) / 2) + g_array_index (sorted, double, n / 2)) / 2;
  return TRUE;
}

void
bw_ridge_walk_view (const BwRidgeWalk *self,
                    gboolean           steps,
                    BwRidgeView       *view)
{
  memset (view, 0, sizeof *view);
  for (int i = 0; i < 2; i++)
    view->has_median[i] = get_median (self->recent[i].sorted, &view->median[i]);
  for (int i = 0; i < BW_RIDGE_MEANS; i++)
    view->mean[i] = self->sum[i] / (self->weight[i] + 1);
  view->gap_h = LONGEST_DAYS * 24;
  if (self->next > self->first)
    {
      const BwObservation *last = &self->series->observations[self->next - 1];

      view->last_z = self->last_z;
      view->gap_h = MAX (0, hours_between (middle_of (last), self->at_ms));
    }
  fill_auxiliaries (self, steps, view);
}

void
bw_ridge_view_init (BwRidgeView      *view,
                    const BwSeries   *series,
                    const BwBaseline *baseline,
                    gint64            era_ms,
                    gint64            at_ms,
                    gboolean          steps)
{
  g_autoptr (BwRidgeWalk) walk = bw_ridge_walk_new (series, baseline, NULL, era_ms, at_ms);

  bw_ridge_walk_to (walk, at_ms);
  bw_ridge_walk_view (walk, steps, view);
}

guint64
bw_ridge_features (double             x[BW_RIDGE_FEATURES],
                   const BwRidgeView *view,
                   const BwBaseline  *baseline,
                   double             level,
                   double             k,
                   int                hour)
{
  guint64 has = (G_GUINT64_CONSTANT (1) << BW_RIDGE_FEATURES) - 1;
  double angle = 2 * G_PI * hour / 24, soon = exp (-k / 6);
  guint j = 0;

  x[j] = baseline->mean[hour] - view->median[1];
  if (!view->has_median[1])
    has &= ~(G_GUINT64_CONSTANT (1) << j);
  x[++j] = view->median[0] - view->median[1];
  if (!view->has_median[0] || !view->has_median[1])
    has &= ~(G_GUINT64_CONSTANT (1) << j);
  x[++j] = level;
  for (int i = 0; i < BW_RIDGE_MEANS; i++)
    x[++j] = view->mean[i];
  x[++j] = view->last_z * exp (-view->gap_h / 6) * soon;
  x[++j] = view->last_z * exp (-(view->gap_h + k) / 24);
  x[++j] = view->mean[1] * soon;
  x[++j] = view->mean[2] * exp (-k / 12);
  x[++j] = sin (angle);
  x[++j] = cos (angle);
  x[++j] = sin (2 * angle);
  x[++j] = cos (2 * angle);
  for (int a = 0; a < BW_RIDGE_AUXILIARIES; a++)
    for (int w = 0; w <= BW_RIDGE_WINDOWS; w++)
      {
        int from = w < BW_RIDGE_WINDOWS ? w : 0;

        x[++j] = view->auxiliary[a][from] * (w < BW_RIDGE_WINDOWS ? 1 : soon);
        if (!view->has_auxiliary[a][from])
          has &= ~(G_GUINT64_CONSTANT (1) << j);
      }
  g_assert (j == BW_RIDGE_FEATURES - 1);
  return has;
}
