/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-past.h"

#include "base/bw-time.h"
#include "forecast/bw-score.h"

#include <math.h>

#define WEEK_MS (7 * BW_TIME_DAY)
/* What nobody measured for longer is no level of the past, though the filter would guess on. */
#define LONGEST_SILENCE_MS (36 * BW_TIME_HOUR)
/* After so long the filter has forgotten how it began, for all that can be seen. */
#define WARM_UP_MS (60 * BW_TIME_DAY)

void
bw_past_normal_from_origin (BwPastNormal   *self,
                            const BwOrigin *origin)
{
  self->at_ms = origin->at_ms;
  self->era_ms = origin->era_ms;
  self->baseline = origin->baseline;
  self->level = origin->level;
  self->sigma = origin->sigma;
}

/* The first reading that belongs to the era: an era begins with the hour of its first reading. */
static guint
first_of_era (const BwPastNormal *normal,
              const BwSeries     *series,
              gint64              from_ms)
{
  return bw_series_readings_before (series, MAX (normal->era_ms, from_ms));
}

static double
reading_z (const BwPastNormal *normal,
           const BwSeries     *series,
           guint               i)
{
  return bw_baseline_to_z (&normal->baseline, series->reading_hour[i], series->reading_x[i]);
}

gboolean
bw_past_normal_fit (BwPastNormal   *self,
                    const BwSeries *series,
                    gint64          at_ms)
{
  g_autofree double *z = NULL;
  guint first, n;

  *self = (BwPastNormal){ .at_ms = at_ms };
  if (!bw_series_get_baseline (series, at_ms, &self->baseline, &self->era_ms))
    return FALSE;
  n = bw_series_readings_before (series, at_ms);
  first = MIN (first_of_era (self, series, at_ms - BW_BASELINE_MAX_DAYS * BW_TIME_DAY), n - 1);
  z = g_new (double, n - first);
  for (guint i = first; i < n; i++)
    z[i - first] = reading_z (self, series, i);
  bw_level_fit (&self->level, series->reading_ms + first, z, n - first, NULL);
  self->sigma = bw_score_sigma (
      sqrt (bw_level_variance (&self->level)),
      bw_level_reliability (&self->level, series->reading_ms + first, z, n - first,
                            MAX (at_ms - BW_BASELINE_HALF_LIFE_DAYS * BW_TIME_DAY, self->era_ms),
                            at_ms));
  return TRUE;
}

void
bw_past_fill (GArray             *hours,
              GArray             *readings,
              const BwSeries     *series,
              const BwPastNormal *normal,
              gint64              from_ms,
              gint64              to_ms,
              gint64              warm_up_ms)
{
  gboolean scored = normal->baseline.days >= BW_BASELINE_CALIBRATION_DAYS;
  guint first = first_of_era (normal, series, from_ms - warm_up_ms), r = first;
  guint end = bw_series_readings_before (series, to_ms);
  BwLevelState state;

  if (first < end)
    bw_level_state_init (&state, &normal->level, series->reading_ms[first]);
  for (guint i = bw_series_hours_before (series, from_ms);
       i < series->n_hours && series->hours[i].start_ms < to_ms; i++)
    {
      BwPastHour hour = { .time_ms = series->hours[i].start_ms };
      double mean, variance;

      for (; scored && r < end && series->reading_ms[r] < hour.time_ms; r++)
        bw_level_state_update (&state, &normal->level, series->reading_ms[r],
                               reading_z (normal, series, r));
      hour.has_level
          = scored && r > first && hour.time_ms - series->reading_ms[r - 1] <= LONGEST_SILENCE_MS;
      if (hour.has_level)
        {
          bw_level_state_predict (&state, &normal->level, hour.time_ms, &mean, &variance);
          hour.level_score = bw_score_from_z (bw_score_level_z (mean, normal->sigma));
        }
      g_array_append_val (hours, hour);
    }
  for (guint i = MAX (first, bw_series_readings_before (series, from_ms)); scored && i < end; i++)
    {
      BwPastReading reading = { .time_ms = series->reading_ms[i] };

      reading.value_ms = exp (series->reading_x[i]);
      reading.score = bw_score_from_z (bw_score_level_z (reading_z (normal, series, i), normal->sigma));
      g_array_append_val (readings, reading);
    }
}

gboolean
bw_past_score_at (const BwSeries     *series,
                  const BwPastNormal *normal,
                  gint64              at_ms,
                  double             *score)
{
  guint first = first_of_era (normal, series, at_ms - WARM_UP_MS);
  guint end = bw_series_readings_before (series, at_ms);
  double mean, variance;
  BwLevelState state;

  if (first >= end || normal->baseline.days < BW_BASELINE_CALIBRATION_DAYS)
    return FALSE;
  bw_level_state_init (&state, &normal->level, series->reading_ms[first]);
  for (guint r = first; r < end; r++)
    bw_level_state_update (&state, &normal->level, series->reading_ms[r],
                           reading_z (normal, series, r));
  bw_level_state_predict (&state, &normal->level, at_ms, &mean, &variance);
  *score = bw_score_from_z (bw_score_level_z (mean, normal->sigma));
  return TRUE;
}

/* What was known at the beginning of a week; nothing before the first reading. */
static BwPastNormal
get_normal_then (const BwSeries     *series,
                 const BwPastNormal *now,
                 gint64              at_ms)
{
  BwPastNormal then = { .at_ms = at_ms, .era_ms = G_MININT64, .level = now->level,
                        .sigma = now->sigma };

  if (!bw_series_get_baseline (series, at_ms, &then.baseline, &then.era_ms))
    then.baseline.days = 0;
  return then;
}

void
bw_past_fill_all (GArray             *hours,
                  GArray             *readings,
                  GArray             *eras,
                  const BwSeries     *series,
                  const BwPastNormal *normal,
                  gint64              from_ms)
{
  gint64 begin_ms = normal->at_ms - WEEK_MS;
  BwPastNormal then, next;

  if (series->n_hours == 0)
    return;
  from_ms = MAX (from_ms, series->hours[0].start_ms);
  while (begin_ms > from_ms)
    begin_ms -= WEEK_MS;

  /* Week by week, counted back from the issue time; the first may be cut, and the last is seen as the
   * forecast sees it. */
  then = get_normal_then (series, normal, MAX (begin_ms, from_ms));
  for (; begin_ms < normal->at_ms; begin_ms += WEEK_MS)
    {
      gint64 start_ms = MAX (begin_ms, from_ms), end_ms = begin_ms + WEEK_MS, cut_ms;
      gboolean is_last = end_ms >= normal->at_ms;

      next = is_last ? *normal : get_normal_then (series, normal, end_ms);
      /* What another watch reports is not held against what was normal on the one before. */
      cut_ms = next.era_ms > MAX (then.era_ms, start_ms) ? MIN (next.era_ms, end_ms) : start_ms;
      if (cut_ms > start_ms)
        bw_past_fill (hours, readings, series, &then, start_ms, cut_ms, WARM_UP_MS);
      if (is_last)
        bw_past_fill (hours, readings, series, normal, cut_ms, normal->at_ms,
                      BW_BASELINE_MAX_DAYS * BW_TIME_DAY);
      else if (cut_ms > start_ms)
        bw_past_fill (hours, readings, series, &next, cut_ms, end_ms, WARM_UP_MS);
      else
        bw_past_fill (hours, readings, series, &then, start_ms, end_ms, WARM_UP_MS);
      if (cut_ms > start_ms && then.era_ms > G_MININT64)
        {
          guint first = MIN (bw_series_readings_before (series, next.era_ms), series->n_readings - 1);
          BwPastEra era = { series->reading_ms[first], series->reading_device[first] == first };

          g_array_append_val (eras, era);
        }
      then = next;
    }
}
