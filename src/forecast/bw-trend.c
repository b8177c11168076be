/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-trend.h"

#include "base/bw-time.h"
#include "forecast/bw-forecast-private.h"
#include "forecast/bw-past.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A score says nothing about a day that no reading stands near. */
#define RECENT_MS (36 * BW_TIME_HOUR)
/* The smallest worthwhile change, in standard deviations. */
#define WORTHWHILE 0.5
/* Half of the days, at least. */
#define NIGHTS_SHARE 0.5
/* All there is; a hundred years, as bw_hourly_new() holds it. */
#define ALL_DAYS 36525

/* The days with what the statistics need beside what they give. */
typedef struct
{
  BwTrendDay day;
  guint era_first;                 /* reading the era begins with, as known at the end of the day */
} Day;

/* --- The values of the days -------------------------------------------------------------------- */

/* Mean of the readings of the era in [from_ms, to_ms) added to @n and @sum. */
static void
add_readings (const BwSeries *series,
              guint           era_first,
              gint64          from_ms,
              gint64          to_ms,
              guint          *n,
              double         *sum)
{
  guint first = MAX (bw_series_readings_before (series, from_ms), era_first);
  guint end = bw_series_readings_before (series, to_ms);

  for (guint i = first; i < end; i++)
    {
      *sum += series->reading_x[i];
      (*n)++;
    }
}

static void
fill_by_day (const BwSeries *series,
             GArray         *days)
{
  for (guint i = 0; i < days->len; i++)
    {
      Day *at = &g_array_index (days, Day, i);
      double sum = 0;

      add_readings (series, at->era_first, at->day.start_ms, at->day.end_ms, &at->day.n, &sum);
      at->day.ln_mean = at->day.n > 0 ? sum / at->day.n : 0;
    }
}

/* The day of a night is the one on which it ended. Returns: days with a value */
static guint
fill_by_night (const BwSeries *series,
               GArray         *days)
{
  GArray *nights = series->hourly->nights;
  g_autofree double *sum = g_new0 (double, days->len + 1);
  guint with_value = 0;

  for (guint i = 0, d = 0; i < nights->len; i++)
    {
      const BwHourlyNight *night = &g_array_index (nights, BwHourlyNight, i);
      Day *at;

      while (d < days->len && g_array_index (days, Day, d).day.end_ms < night->end_ms)
        d++;
      if (d == days->len)
        break;
      at = &g_array_index (days, Day, d);
      if (night->end_ms > at->day.start_ms)
        add_readings (series, at->era_first, night->start_ms, night->end_ms, &at->day.n, &sum[d]);
    }
  for (guint d = 0; d < days->len; d++)
    {
      Day *at = &g_array_index (days, Day, d);

      if (at->day.n == 0)
        continue;
      at->day.ln_mean = sum[d] / at->day.n;
      with_value++;
    }
  return with_value;
}

static guint
count_days_with_readings (const BwSeries *series,
                          GArray         *days)
{
  guint n = 0;

  for (guint i = 0; i < days->len; i++)
    {
      const Day *at = &g_array_index (days, Day, i);

      n += bw_series_readings_before (series, at->day.start_ms)
           < bw_series_readings_before (series, at->day.end_ms);
    }
  return n;
}

static gboolean
fill_values (const BwSeries *series,
             GArray         *days)
{
  guint nights = fill_by_night (series, days);

  if (nights >= BW_TREND_NORMAL_MIN
      && nights >= NIGHTS_SHARE * count_days_with_readings (series, days))
    return TRUE;
  for (guint i = 0; i < days->len; i++)
    g_array_index (days, Day, i).day.n = 0;
  fill_by_day (series, days);
  return FALSE;
}

/* --- What follows from them -------------------------------------------------------------------- */

/* Over the days of the last one's era among the @span days up to the @last-th.
 * Returns: how many have a value */
static guint
get_moments (const BwSeries *series,
             GArray         *days,
             guint           last,
             guint           span,
             double         *mean,
             double         *sd)
{
  guint era = g_array_index (days, Day, last).era_first;
  guint first = last + 1 > span ? last + 1 - span : 0, n = 0;
  double sum = 0, squares = 0;

  /* The day on which it began holds readings of it alone only where it was known by then. */
  while (first < last && g_array_index (days, Day, first).era_first != era
         && g_array_index (days, Day, first).day.start_ms < series->reading_ms[era])
    first++;
  for (guint i = first; i <= last; i++)
    {
      const Day *at = &g_array_index (days, Day, i);

      if (at->day.n == 0)
        continue;
      sum += at->day.ln_mean;
      n++;
    }
  *mean = n > 0 ? sum / n : 0;
  for (guint i = first; i <= last; i++)
    {
      const Day *at = &g_array_index (days, Day, i);

      if (at->day.n > 0)
        squares += (at->day.ln_mean - *mean) * (at->day.ln_mean - *mean);
    }
  *sd = n > 1 ? sqrt (squares / (n - 1)) : 0;
  return n;
}

static void
fill_statistics (const BwSeries *series,
                 GArray         *days,
                 guint           index)
{
  BwTrendDay *day = &g_array_index (days, Day, index).day;
  double mean, sd;

  day->has_week = get_moments (series, days, index, BW_TREND_WEEK_DAYS, &mean, &sd)
                  >= BW_TREND_WEEK_MIN;
  day->week_mean = mean;
  day->week_cv_percent = mean > 0 ? 100 * sd / mean : 0;
  day->has_normal = get_moments (series, days, index, BW_TREND_NORMAL_DAYS, &mean, &sd)
                    >= BW_TREND_NORMAL_MIN;
  day->normal_mean = mean;
  day->normal_low = mean - WORTHWHILE * sd;
  day->normal_high = mean + WORTHWHILE * sd;
}

/* The dynamics of the level, which cost most, are fitted once a week. */
typedef struct
{
  gint64 week;             /* of days / 7, as they are counted; G_MININT64: none yet */
  gboolean known;
  BwPastNormal normal;     /* at the end of the week's first day */
} Weekly;

/* What is normal at the end of a day: the baseline of that moment, and the dynamics as they were fitted
 * when the week began, or of this moment where another era has begun since. */
static gboolean
get_normal (BwPastNormal     *normal,
            Weekly           *weekly,
            const BwSeries   *series,
            const BwTrendDay *day)
{
  gint64 week = day->day / 7;

  if (week != weekly->week)
    {
      gint64 end_ms = bw_time_from_local (series->hourly->zone, (week * 7 + 1) * BW_TIME_DAY);

      weekly->week = week;
      weekly->known = bw_past_normal_fit (&weekly->normal, series, MIN (end_ms, day->end_ms));
    }
  *normal = weekly->normal;
  normal->at_ms = day->end_ms;
  if (!bw_series_get_baseline (series, day->end_ms, &normal->baseline, &normal->era_ms))
    return FALSE;
  return (weekly->known && normal->era_ms == weekly->normal.era_ms)
         || bw_past_normal_fit (normal, series, day->end_ms);
}

static void
fill_score (BwTrendDay     *day,
            const BwSeries *series,
            Weekly         *weekly)
{
  guint n = bw_series_readings_before (series, day->end_ms);
  BwPastNormal normal;

  day->has_score = n > 0 && day->end_ms - series->reading_ms[n - 1] <= RECENT_MS
                   && get_normal (&normal, weekly, series, day)
                   && bw_past_score_at (series, &normal, day->end_ms, &day->score);
}

/* Every civil day from the first reading to @to_ms; the last may be cut by it. */
static GArray *
make_days (const BwSeries *series,
           gint64          to_ms)
{
  GTimeZone *zone = series->hourly->zone;
  GArray *days = g_array_new (FALSE, TRUE, sizeof (Day));
  gint64 first, last;

  if (series->n_readings == 0 || series->reading_ms[0] >= to_ms)
    return days;
  first = bw_time_local_day (zone, series->reading_ms[0]);
  last = bw_time_local_day (zone, to_ms - 1);
  for (gint64 d = first; d <= last; d++)
    {
      Day at = { .day = { .day = d } };
      guint n;

      at.day.start_ms = bw_time_from_local (zone, d * BW_TIME_DAY);
      at.day.end_ms = MIN (bw_time_from_local (zone, (d + 1) * BW_TIME_DAY), to_ms);
      n = bw_series_readings_before (series, at.day.end_ms);
      at.era_first = bw_baseline_era (series->reading_device, series->reading_source,
                                      series->reading_x, n);
      g_array_append_val (days, at);
    }
  return days;
}

/* Marks the days on which eras begin, as they are known in the end. */
static void
mark_eras (const BwSeries *series,
           GArray         *days,
           gint64          to_ms)
{
  guint first = bw_series_readings_before (series, to_ms), d = days->len;

  while (first > 0)
    {
      first = bw_baseline_era (series->reading_device, series->reading_source, series->reading_x,
                               first);
      while (d > 0 && g_array_index (days, Day, d - 1).day.start_ms > series->reading_ms[first])
        d--;
      if (first > 0 && d > 0)
        g_array_index (days, Day, d - 1).day.new_era = TRUE;
    }
}

/* The readings of the days of @self; nights may overlap where sources disagree. */
static void
add_readings_of_days (BwTrend        *self,
                      const BwSeries *series,
                      gint64          to_ms)
{
  const GArray *nights = series->hourly->nights;
  guint first, end;
  gint64 asleep_until_ms = G_MININT64;

  if (self->days->len == 0)
    return;
  first = bw_series_readings_before (series, g_array_index (self->days, BwTrendDay, 0).start_ms);
  end = bw_series_readings_before (series, to_ms);
  for (guint i = first, next = 0; i < end; i++)
    {
      BwTrendReading reading = {
        .time_ms = series->reading_ms[i],
        .id = g_array_index (series->hourly->readings, BwHourlyReading, i).id,
        .ln_ms = series->reading_x[i],
      };

      for (; next < nights->len; next++)
        {
          const BwHourlyNight *night = &g_array_index (nights, BwHourlyNight, next);

          if (night->start_ms > reading.time_ms)
            break;
          asleep_until_ms = MAX (asleep_until_ms, night->end_ms);
        }
      reading.at_night = reading.time_ms < asleep_until_ms;
      g_array_append_val (self->readings, reading);
    }
}

BwTrend *
bw_trend_from_series (const BwSeries *series,
                      gint64          from_ms,
                      gint64          to_ms,
                      GCancellable   *cancellable,
                      GError        **error)
{
  g_autoptr (BwTrend) self
      = bw_trend_new_empty (series->hourly->measure, series->hourly->zone);
  g_autoptr (GArray) days = make_days (series, to_ms);
  Weekly weekly = { .week = G_MININT64 };

  self->of_nights = fill_values (series, days);
  mark_eras (series, days, to_ms);
  for (guint i = 0; i < days->len; i++)
    {
      Day *at = &g_array_index (days, Day, i);

      if (at->day.end_ms <= from_ms)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      fill_statistics (series, days, i);
      fill_score (&at->day, series, &weekly);
      g_array_append_val (self->days, at->day);
    }
  add_readings_of_days (self, series, to_ms);
  return g_steal_pointer (&self);
}

BwTrend *
bw_trend_new (BwLibrary     *library,
              BwMeasure      measure,
              gint64         from_ms,
              gint64         to_ms,
              GCancellable  *cancellable,
              GError       **error)
{
  g_auto (BwForecastData) data = { 0 };

  g_return_val_if_fail (library != NULL, NULL);

  if (!bw_forecast_data_load (&data, library, measure, to_ms, ALL_DAYS, cancellable, error))
    return NULL;
  return bw_trend_from_series (data.series, from_ms, data.at_ms, cancellable, error);
}

BwTrend *
bw_trend_new_empty (BwMeasure  measure,
                    GTimeZone *zone)
{
  BwTrend *self = g_atomic_rc_box_new0 (BwTrend);

  self->measure = measure;
  self->zone = g_time_zone_ref (zone);
  self->days = g_array_new (FALSE, FALSE, sizeof (BwTrendDay));
  self->readings = g_array_new (FALSE, FALSE, sizeof (BwTrendReading));
  return self;
}

BwTrend *
bw_trend_ref (const BwTrend *self)
{
  return g_atomic_rc_box_acquire ((BwTrend *) self);
}

static void
clear (gpointer data)
{
  BwTrend *self = data;

  g_time_zone_unref (self->zone);
  g_array_unref (self->days);
  g_array_unref (self->readings);
}

void
bw_trend_unref (BwTrend *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* The index of the first reading at or after @at_ms. */
static guint
find_reading (const GArray *readings,
              gint64        at_ms)
{
  guint low = 0, high = readings->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (readings, BwTrendReading, middle).time_ms < at_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
bw_trend_find_readings (const BwTrend    *self,
                        const BwTrendDay *day,
                        guint            *n)
{
  guint first = find_reading (self->readings, day->start_ms);

  *n = find_reading (self->readings, day->end_ms) - first;
  return first;
}

/* --- In words ---------------------------------------------------------------------------------- */

int
bw_trend_day_get_side (const BwTrendDay *day)
{
  if (!day->has_week || !day->has_normal)
    return 0;
  return (day->week_mean > day->normal_high) - (day->week_mean < day->normal_low);
}

int
bw_trend_get_days_out (const BwTrend *self)
{
  int side = 0, n = 0;

  for (guint i = self->days->len; i > 0; i--)
    {
      int other = bw_trend_day_get_side (&g_array_index (self->days, BwTrendDay, i - 1));

      if (i == self->days->len)
        side = other;
      if (side == 0 || other != side)
        break;
      n++;
    }
  return side * n;
}

char *
bw_trend_get_text (const BwTrend *self)
{
  int out = bw_trend_get_days_out (self);
  const BwTrendDay *last;

  if (self->days->len == 0)
    return g_strdup (_("There are no readings in this span."));
  last = &g_array_index (self->days, BwTrendDay, self->days->len - 1);
  if (!last->has_normal)
    return g_strdup_printf (ngettext ("Your normal range needs %d day with readings within %d days.",
                                      "Your normal range needs %d days with readings within %d days.",
                                      BW_TREND_NORMAL_MIN),
                            BW_TREND_NORMAL_MIN, BW_TREND_NORMAL_DAYS);
  if (!last->has_week)
    return g_strdup (_("There are too few readings in the last 7 days to say where you stand."));
  if (out < 0)
    return g_strdup_printf (ngettext ("Your 7-day mean has been below your normal range for %d day.",
                                      "Your 7-day mean has been below your normal range for %d days.",
                                      -out),
                            -out);
  if (out > 0)
    return g_strdup_printf (ngettext ("Your 7-day mean has been above your normal range for %d day.",
                                      "Your 7-day mean has been above your normal range for %d days.",
                                      out),
                            out);
  return g_strdup (_("Your 7-day mean is within your normal range."));
}
