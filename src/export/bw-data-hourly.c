/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-data-worked-out.h"

#include "base/bw-error.h"

#include <glib/gi18n-lib.h>

/* Tables of hours, nights and days, which the app works out of readings and samples, and so does this, by
 * the same functions; what several of them need is worked out once. */

/* Of a measure: milliseconds of what readings are made of. */
#define MEASURE_COLUMN COLUMN ("measure", WORD, "rmssd, rmssd-imported or sdnn", "What is measured")

/* Where there are too few data for something there is nothing of it, which is no error. */
static gboolean
pass_too_few (GError  *failed,
              GError **error)
{
  if (failed == NULL)
    return TRUE;
  if (g_error_matches (failed, BW_ERROR, BW_ERROR_TOO_FEW))
    {
      g_error_free (failed);
      return TRUE;
    }
  g_propagate_error (error, failed);
  return FALSE;
}

/* --- Hours and nights -------------------------------------------------------------------------- */

/* Where the span ends for what is worked out by the hour: no later than the data. Beyond lie hours without
 * end of which nothing is known, and a span is cut at a hundred years before its end. */
static gboolean
find_end (BwDataReader  *self,
          gint64        *to_ms,
          GError       **error)
{
  BwMeasure measure;
  gint64 end_ms;

  *to_ms = self->to_ms;
  if (self->to_ms == G_MAXINT64)
    return TRUE;
  measure = bw_hourly_choose_measure (self->library, self->measure, error);
  if (measure == BW_MEASURE_AUTO || !bw_hourly_find_end (self->library, measure, &end_ms, error))
    return FALSE;
  if (end_ms <= self->to_ms)
    *to_ms = G_MAXINT64;
  return TRUE;
}

static gboolean
load_hourly (BwDataReader  *self,
             GError       **error)
{
  GError *failed = NULL;
  BwMeasure measure;
  gint64 to_ms;

  if (self->has_hourly)
    return TRUE;
  measure = bw_hourly_choose_measure (self->library, self->measure, &failed);
  if (failed == NULL && find_end (self, &to_ms, &failed))
    self->hourly = bw_hourly_new (self->library, measure, MAX (self->from_ms, 0), to_ms,
                                  self->cancellable, &failed);
  self->has_hourly = pass_too_few (failed, error);
  return self->has_hourly;
}

static const BwDataColumn hour_columns[] = {
  COLUMN ("hour", TIME, NULL, "Start of the hour"),
  MEASURE_COLUMN,
  COLUMN ("n", INTEGER, "", "Readings in it that count"),
  COLUMN ("mean_ms", NUMBER, "ms", "Their mean"),
  COLUMN ("min_ms", NUMBER, "ms", "The least of them"),
  COLUMN ("max_ms", NUMBER, "ms", "The greatest of them"),
  COLUMN ("ln_mean", NUMBER, "ln ms", "Mean of their natural logarithms"),
  COLUMN ("hr_bpm", NUMBER, "bpm", "Mean heart rate"),
  COLUMN ("steps", NUMBER, "", "Steps, each counted once whatever its sources"),
  COLUMN ("active_kcal", NUMBER, "kcal", "Active energy, likewise"),
  COLUMN ("asleep_min", NUMBER, "min", "Minutes asleep"),
  COLUMN ("resting_hr_bpm", NUMBER, "bpm", "Resting heart rate of the day"),
};

static gboolean
read_hours (BwDataReader  *self,
            GError       **error)
{
  if (!load_hourly (self, error))
    return FALSE;
  for (guint i = 0; self->hourly != NULL && i < self->hourly->hours->len; i++)
    {
      const BwHour *hour = &g_array_index (self->hourly->hours, BwHour, i);
      const BwDataValue row[] = {
        value_of_time (self, hour->start_ms),
        value_of_text (bw_measure_get_id (self->hourly->measure)),
        value_of_integer (hour->n),
        value_of_number (hour->n > 0, hour->mean_ms),
        value_of_number (hour->n > 0, hour->min_ms),
        value_of_number (hour->n > 0, hour->max_ms),
        value_of_number (hour->n > 0, hour->ln_mean),
        value_of_number (hour->has_hr, hour->hr_bpm),
        value_of_number (hour->has_steps, hour->steps),
        value_of_number (hour->has_energy, hour->active_kcal),
        value_of_number (hour->has_sleep, hour->asleep_min),
        value_of_number (hour->has_resting_hr, hour->resting_hr_bpm),
      };

      G_STATIC_ASSERT (G_N_ELEMENTS (row) == G_N_ELEMENTS (hour_columns));
      if (!bw_data_emit (self, row, error))
        return FALSE;
    }
  return TRUE;
}

static const BwDataColumn night_columns[] = {
  COLUMN ("start", TIME, NULL, "Falling asleep first"),
  COLUMN ("end", TIME, NULL, "Waking last"),
  COLUMN ("asleep_min", NUMBER, "min", "Minutes asleep"),
  COLUMN ("in_bed_min", NUMBER, "min", "Minutes in bed, waking within the night included"),
};

static gboolean
read_nights (BwDataReader  *self,
             GError       **error)
{
  if (!load_hourly (self, error))
    return FALSE;
  for (guint i = 0; self->hourly != NULL && i < self->hourly->nights->len; i++)
    {
      const BwHourlyNight *night = &g_array_index (self->hourly->nights, BwHourlyNight, i);
      const BwDataValue row[] = {
        value_of_time (self, night->start_ms),
        value_of_time (self, night->end_ms),
        value_of_number (TRUE, night->asleep_min),
        value_of_number (TRUE, night->in_bed_min),
      };

      G_STATIC_ASSERT (G_N_ELEMENTS (row) == G_N_ELEMENTS (night_columns));
      if (!bw_data_emit (self, row, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Days -------------------------------------------------------------------------------------- */

static gboolean
load_trend (BwDataReader  *self,
            GError       **error)
{
  GError *failed = NULL;
  gint64 to_ms;

  if (self->has_trend)
    return TRUE;
  if (find_end (self, &to_ms, &failed))
    self->trend = bw_trend_new (self->library, self->measure, MAX (self->from_ms, 0), to_ms,
                                self->cancellable, &failed);
  self->has_trend = pass_too_few (failed, error);
  return self->has_trend;
}

static const BwDataColumn day_columns[] = {
  COLUMN ("day", DAY, NULL, "Day of the person’s calendar"),
  MEASURE_COLUMN,
  COLUMN ("n", INTEGER, "", "Readings behind its mean: those of the night, where nights are known"),
  COLUMN ("ln_mean", NUMBER, "ln ms", "Mean of their natural logarithms"),
  COLUMN ("score", NUMBER, "0 to 100", "Score of the level at the end of the day; high is fresh"),
  COLUMN ("zone", WORD, "green, yellow or red", "Zone of the score"),
  COLUMN ("week_mean_ln", NUMBER, "ln ms", "Mean over the last 7 days"),
  COLUMN ("week_cv_percent", NUMBER, "%", "How much these 7 days vary: standard deviation over mean"),
  COLUMN ("normal_mean_ln", NUMBER, "ln ms", "Mean over the last 60 days"),
  COLUMN ("normal_low_ln", NUMBER, "ln ms", "Lower end of the normal range: half a standard deviation"),
  COLUMN ("normal_high_ln", NUMBER, "ln ms", "Upper end of the normal range"),
  COLUMN ("side", WORD, "below, within or above", "Where the 7-day mean lies against that range"),
  COLUMN ("new_era", BOOLEAN, NULL, "Whether a new watch begins anew within this day"),
};

static gboolean
read_days (BwDataReader  *self,
           GError       **error)
{
  static const char *const sides[] = { "below", "within", "above" };

  if (!load_trend (self, error))
    return FALSE;
  for (guint i = 0; self->trend != NULL && i < self->trend->days->len; i++)
    {
      const BwTrendDay *day = &g_array_index (self->trend->days, BwTrendDay, i);
      const char *zone = day->has_score ? bw_zone_get_id (bw_zone_from_score (day->score)) : NULL;
      const char *side = day->has_week && day->has_normal ? sides[bw_trend_day_get_side (day) + 1]
                                                          : NULL;
      const BwDataValue row[] = {
        value_of_integer (day->day),
        value_of_text (bw_measure_get_id (self->trend->measure)),
        value_of_integer (day->n),
        value_of_number (day->n > 0, day->ln_mean),
        value_of_number (day->has_score, day->score),
        value_of_text (zone),
        value_of_number (day->has_week, day->week_mean),
        value_of_number (day->has_week, day->week_cv_percent),
        value_of_number (day->has_normal, day->normal_mean),
        value_of_number (day->has_normal, day->normal_low),
        value_of_number (day->has_normal, day->normal_high),
        value_of_text (side),
        value_of_flag (day->new_era),
      };

      G_STATIC_ASSERT (G_N_ELEMENTS (row) == G_N_ELEMENTS (day_columns));
      if (!bw_data_emit (self, row, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Scores of the past ------------------------------------------------------------------------ */

/* As the Today page shows the past: against what was normal when the newest data came.
 * Returns: %FALSE with @error; @outlook stays %NULL where there are too few data */
static gboolean
load_outlook (BwDataReader  *self,
              GError       **error)
{
  GError *failed = NULL;
  gint64 to_ms;

  if (self->has_outlook)
    return TRUE;
  if (find_end (self, &to_ms, &failed))
    self->outlook = bw_outlook_new (self->library, self->measure, to_ms, 0, NULL, self->cancellable,
                                    &failed);
  self->has_outlook = pass_too_few (failed, error);
  return self->has_outlook;
}

static const BwDataColumn score_columns[] = {
  COLUMN ("hour", TIME, NULL, "Start of the hour"),
  COLUMN ("score", NUMBER, "0 to 100",
          "Score of the level as it was known when the hour began; high is fresh"),
  COLUMN ("zone", WORD, "green, yellow or red", "Zone of the score"),
};

static gboolean
read_scores (BwDataReader  *self,
             GError       **error)
{
  if (!load_outlook (self, error))
    return FALSE;
  for (guint i = 0; self->outlook != NULL && i < self->outlook->past->len; i++)
    {
      const BwPastHour *hour = &g_array_index (self->outlook->past, BwPastHour, i);
      const char *zone = bw_zone_get_id (bw_zone_from_score (hour->level_score));
      const BwDataValue row[] = {
        value_of_time (self, hour->time_ms),
        value_of_number (hour->has_level, hour->level_score),
        value_of_text (hour->has_level ? zone : NULL),
      };

      G_STATIC_ASSERT (G_N_ELEMENTS (row) == G_N_ELEMENTS (score_columns));
      if (is_within (self, hour->time_ms) && !bw_data_emit (self, row, error))
        return FALSE;
    }
  return TRUE;
}

static const BwDataColumn reading_score_columns[] = {
  COLUMN ("time", TIME, NULL, "Start of the reading"),
  COLUMN ("value_ms", NUMBER, "ms", "Its value"),
  COLUMN ("score", NUMBER, "0 to 100", "Score that this value alone would give; high is fresh"),
};

static gboolean
read_reading_scores (BwDataReader  *self,
                     GError       **error)
{
  if (!load_outlook (self, error))
    return FALSE;
  for (guint i = 0; self->outlook != NULL && i < self->outlook->readings->len; i++)
    {
      const BwPastReading *reading = &g_array_index (self->outlook->readings, BwPastReading, i);
      const BwDataValue row[] = {
        value_of_time (self, reading->time_ms),
        value_of_number (TRUE, reading->value_ms),
        value_of_number (TRUE, reading->score),
      };

      G_STATIC_ASSERT (G_N_ELEMENTS (row) == G_N_ELEMENTS (reading_score_columns));
      if (is_within (self, reading->time_ms) && !bw_data_emit (self, row, error))
        return FALSE;
    }
  return TRUE;
}

/* --- The list ---------------------------------------------------------------------------------- */

const BwDataSource bw_data_hourly[] = {
  WORKED_OUT ("hourly", N_ ("Hours"),
              N_ ("What every hour held: readings, heart rate, steps, energy and sleep"), hour_columns,
              TRUE, read_hours),
  WORKED_OUT ("days", N_ ("Days"), N_ ("Every day against your normal range, with its score"),
              day_columns, TRUE, read_days),
  WORKED_OUT ("nights", N_ ("Nights"), N_ ("When you slept, and how long"), night_columns, TRUE,
              read_nights),
  WORKED_OUT ("scores", N_ ("Scores of the past"), N_ ("The score of every hour there was"),
              score_columns, TRUE, read_scores),
  WORKED_OUT ("reading-scores", N_ ("Scores of readings"), N_ ("What each reading alone would score"),
              reading_score_columns, TRUE, read_reading_scores),
};

const guint bw_data_n_hourly = G_N_ELEMENTS (bw_data_hourly);
