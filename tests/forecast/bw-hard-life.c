/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-hard-life.h"

#include "base/bw-time.h"

#include <math.h>

#define OLD_WATCH "Sam’s Apple Watch"
#define NEW_WATCH "Sam’s New Apple Watch"

static gint64
midnight (GTimeZone *zone,
          int        year,
          int        month,
          int        day)
{
  return bw_time_from_local (zone, bw_time_days_from_civil (year, month, day) * BW_TIME_DAY);
}

BwHardLife *
bw_hard_life_new (void)
{
  BwHardLife *self;
  BwSimulateOptions options;
  GTimeZone *zone = g_time_zone_new_identifier ("Europe/Berlin");

  if (zone == NULL)
    {
      g_test_skip ("no time zone data");
      return NULL;
    }
  self = g_new0 (BwHardLife, 1);
  self->zone = zone;
  self->first_ms = midnight (zone, 2024, 1, 15);
  self->spring_ms = midnight (zone, 2024, 3, 31);
  self->hole_ms = midnight (zone, 2024, 7, 13);
  self->hole_end_ms = midnight (zone, 2024, 7, 13 + BW_HARD_HOLE_DAYS);
  self->autumn_ms = midnight (zone, 2024, 10, 27);
  self->watch_ms = midnight (zone, 2024, 11, 20);
  self->end_ms = bw_hard_life_add_days (self, self->first_ms, BW_HARD_DAYS);

  bw_simulate_options_init (&options, 77);
  options.days = BW_HARD_DAYS;
  options.first_day = bw_time_days_from_civil (2024, 1, 15);
  options.zone = zone;
  options.day_dropout = 0.03;
  options.week_dropout = 0.004;
  self->life = bw_simulate (&options);
  return self;
}

void
bw_hard_life_free (BwHardLife *self)
{
  if (self == NULL)
    return;
  bw_simulated_free (self->life);
  g_time_zone_unref (self->zone);
  g_free (self);
}

gint64
bw_hard_life_add_days (const BwHardLife *self,
                       gint64            midnight_ms,
                       int               days)
{
  gint64 day = bw_time_local_day (self->zone, midnight_ms);

  return bw_time_from_local (self->zone, (day + days) * BW_TIME_DAY);
}

gboolean
bw_hard_life_is_recorded (const BwHardLife *self,
                          gint64            time_ms)
{
  return time_ms < self->hole_ms || time_ms >= self->hole_end_ms;
}

static const char *
watch_at (const BwHardLife *self,
          gint64            time_ms)
{
  return time_ms < self->watch_ms ? OLD_WATCH : NEW_WATCH;
}

static void
record_readings (const BwHardLife *self,
                 BwTestLibrary    *test,
                 gint64            until_ms)
{
  for (guint i = 0; i < self->life->readings->len; i++)
    {
      const BwSimulatedReading *reading
          = &g_array_index (self->life->readings, BwSimulatedReading, i);
      gint64 t = reading->time_ms;
      double ln = reading->ln_rmssd + (t < self->watch_ms ? 0 : BW_HARD_SHIFT);

      if (!bw_hard_life_is_recorded (self, t) || t + BW_TIME_MINUTE > until_ms)
        continue;
      bw_test_library_add_reading (test, watch_at (self, t), t, exp (ln), TRUE);
      bw_test_library_add (test, BW_KIND_SDNN, "ms", watch_at (self, t), t, t + BW_TIME_MINUTE, 40);
    }
}

static void
record_hours (const BwHardLife *self,
              BwTestLibrary    *test,
              gint64            until_ms)
{
  for (guint i = 0; i < self->life->hours->len; i++)
    {
      const BwSimulatedHour *hour = &g_array_index (self->life->hours, BwSimulatedHour, i);
      const char *watch = watch_at (self, hour->start_ms);
      gint64 t = hour->start_ms;

      if (!bw_hard_life_is_recorded (self, t) || t + BW_TIME_HOUR > until_ms || !hour->worn)
        continue;
      if (hour->has_hr)
        bw_test_library_add (test, BW_KIND_HEART_RATE, "count/min", watch, t + 1, t + 1,
                             round (hour->hr_bpm));
      if (hour->steps > 0)
        bw_test_library_add (test, BW_KIND_STEPS, "count", watch, t, t + 10 * BW_TIME_MINUTE,
                             round (hour->steps));
      if (hour->hour == 20)
        bw_test_library_add (test, BW_KIND_RESTING_HEART_RATE, "count/min", watch,
                             bw_time_day_start (self->zone, t), t, 55 + i % 7);
    }
}

static void
record_sleep (const BwHardLife *self,
              BwTestLibrary    *test,
              gint64            until_ms)
{
  for (guint i = 0; i < self->life->sleeps->len; i++)
    {
      const BwSimulatedSleep *sleep = &g_array_index (self->life->sleeps, BwSimulatedSleep, i);

      if (sleep->worn && sleep->end_ms <= until_ms
          && bw_hard_life_is_recorded (self, sleep->start_ms)
          && bw_hard_life_is_recorded (self, sleep->end_ms))
        bw_test_library_add_sleep (test, "HKCategoryValueSleepAnalysisAsleepCore",
                                   watch_at (self, sleep->start_ms), sleep->start_ms,
                                   sleep->end_ms);
    }
}

BwTestLibrary *
bw_hard_life_record (const BwHardLife *self,
                     gint64            until_ms)
{
  BwTestLibrary *test = bw_test_library_new ("Europe/Berlin");

  bw_test_library_begin (test);
  record_readings (self, test, until_ms);
  record_hours (self, test, until_ms);
  record_sleep (self, test, until_ms);
  bw_test_library_end (test);
  return test;
}
