/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-sample-private.h"

#include "base/bw-random.h"
#include "base/bw-time.h"

#include <math.h>

/* Everything but the HRV readings: heart rate, steps, energy, sleep, workouts and the rest, with
 * the overlaps of watch and phone that real exports have. */

#define HOURS(sample) ((sample)->life->hours->len)
#define HOUR(sample, i) (&g_array_index ((sample)->life->hours, BwSimulatedHour, i))

/* Whether an instant lies in a recorded session; @next moves past those that ended. */
static gboolean
is_training (BwSamplePerson *sample,
             guint          *next,
             gint64          time_ms)
{
  const GArray *workouts = sample->life->workouts;

  while (*next < workouts->len
         && g_array_index (workouts, BwSimulatedWorkout, *next).end_ms <= time_ms)
    (*next)++;
  return *next < workouts->len
         && g_array_index (workouts, BwSimulatedWorkout, *next).start_ms <= time_ms;
}

static gboolean
write_heart_rate (BwSamplePerson  *sample,
                  GError         **error)
{
  GRand *rand = bw_random_new (sample->options.seed, "sample-heart-rate");
  gint64 at = HOUR (sample, 0)->start_ms;
  gboolean ok = TRUE;
  guint next = 0;

  for (guint i = 0; ok && i < HOURS (sample); i++)
    {
      const BwSimulatedHour *hour = HOUR (sample, i);

      for (; at < hour->start_ms + BW_TIME_HOUR && at < sample->end_ms;
           at += g_rand_int_range (rand, 240, 560) * BW_TIME_SECOND)
        {
          gboolean training = is_training (sample, &next, at);
          double bpm = hour->hr_bpm + (training ? 45 : 0) - 45 * hour->training
                       + 3 * bw_random_normal (rand);

          if (!hour->has_hr)
            continue;
          g_string_append (sample->buffer, " <Record type=\"HKQuantityTypeIdentifierHeartRate\"");
          bw_sample_append_common (sample, BW_SAMPLE_WATCH, "count/min", at + 4 * BW_TIME_SECOND,
                                   at, at);
          g_string_append_printf (sample->buffer, " value=\"%ld\">\n", lround (CLAMP (bpm, 36, 190)));
          g_string_append_printf (sample->buffer,
                                  "  <MetadataEntry key=\"HKMetadataKeyHeartRateMotionContext\""
                                  " value=\"%d\"/>\n </Record>\n",
                                  training ? 2 : hour->steps > 50 ? 0 : 1);
        }
      ok = bw_sample_flush (sample, FALSE, error);
    }
  g_rand_free (rand);
  return ok;
}

/* Pieces of an hour's sum, laid end to end with pauses between. */
static void
append_pieces (BwSamplePerson        *sample,
               const BwSimulatedHour *hour,
               const char            *type,
               const char            *unit,
               BwSampleSource         source,
               double                 sum,
               guint                  pieces,
               guint                  digits,
               GRand                 *rand)
{
  gint64 slot = BW_TIME_HOUR / pieces;
  double left = sum;

  for (guint i = 0; i < pieces; i++)
    {
      gint64 start = hour->start_ms + i * slot
                     + g_rand_int_range (rand, 0, (gint32) (slot / 4 / BW_TIME_SECOND))
                         * BW_TIME_SECOND;
      gint64 end = hour->start_ms + (i + 1) * slot
                   - g_rand_int_range (rand, 1, (gint32) (slot / 4 / BW_TIME_SECOND))
                       * BW_TIME_SECOND;
      double part = i + 1 == pieces ? left
                                    : left / (pieces - i) * g_rand_double_range (rand, 0.4, 1.6);

      if (digits == 0)
        part = floor (part + 0.5);
      part = CLAMP (part, 0, left);
      left -= part;
      if (part < (digits == 0 ? 0.5 : 0.0005) || end > sample->end_ms)
        continue;
      bw_sample_append_quantity (sample, type, source, unit, start, end, part, digits);
    }
}

static gboolean
write_sums (BwSamplePerson  *sample,
            gboolean         energy,
            BwSampleSource   source,
            GError         **error)
{
  const char *type = energy ? "HKQuantityTypeIdentifierActiveEnergyBurned"
                            : "HKQuantityTypeIdentifierStepCount";
  GRand *rand = bw_random_new (sample->options.seed, energy ? source == BW_SAMPLE_PHONE
                                                                ? "sample-energy-phone"
                                                                : "sample-energy-watch"
                                                            : source == BW_SAMPLE_PHONE
                                                                ? "sample-steps-phone"
                                                                : "sample-steps-watch");
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < HOURS (sample); i++)
    {
      const BwSimulatedHour *hour = HOUR (sample, i);
      double sum = energy ? hour->active_kcal : round (hour->steps);
      guint pieces = (guint) g_rand_int_range (rand, energy ? 3 : 1, energy ? 6 : 5);

      /* The phone is carried half of the time, not to training, and misses some of it. */
      if (source == BW_SAMPLE_PHONE)
        {
          gboolean carried = g_rand_double (rand) < (energy ? 0.2 : 0.5) && hour->asleep < 0.5;

          pieces = (pieces + 1) / 2;
          sum *= carried ? g_rand_double_range (rand, 0.7, 1) * (1 - hour->training) : 0;
          sum = energy ? sum : round (sum);
        }
      append_pieces (sample, hour, type, energy ? "kcal" : "count", source, sum, pieces,
                     energy ? 3 : 0, rand);
      ok = bw_sample_flush (sample, FALSE, error);
    }
  g_rand_free (rand);
  return ok;
}

/* The lowest the heart rate was in the night that ended on a day, as the watch sums it up. */
static gboolean
write_resting (BwSamplePerson  *sample,
               GError         **error)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < HOURS (sample); i++)
    {
      const BwSimulatedHour *hour = HOUR (sample, i);

      if (hour->has_hr && hour->asleep > 0.9)
        {
          sum += hour->hr_bpm;
          n++;
        }
      if (hour->hour == 17)
        {
          if (n >= 3 && hour->worn && hour->start_ms + 2 * BW_TIME_HOUR < sample->end_ms)
            bw_sample_append_quantity (sample, "HKQuantityTypeIdentifierRestingHeartRate",
                                       BW_SAMPLE_WATCH, "count/min",
                                       hour->start_ms - 17 * BW_TIME_HOUR, hour->start_ms,
                                       round (sum / n + 4), 0);
          sum = 0;
          n = 0;
        }
    }
  return bw_sample_flush (sample, FALSE, error);
}

static gboolean
write_oxygen (BwSamplePerson  *sample,
              GError         **error)
{
  GRand *rand = bw_random_new (sample->options.seed, "sample-oxygen");

  for (guint i = 0; i < HOURS (sample); i++)
    {
      const BwSimulatedHour *hour = HOUR (sample, i);
      gint64 at = hour->start_ms + g_rand_int_range (rand, 0, 3540) * BW_TIME_SECOND;
      double share = 0.965 + 0.009 * bw_random_normal (rand);

      if (g_rand_double (rand) < (hour->asleep > 0.5 ? 0.5 : 0.1) && hour->worn
          && at + 15 * BW_TIME_SECOND <= sample->end_ms)
        bw_sample_append_quantity (sample, "HKQuantityTypeIdentifierOxygenSaturation",
                                   BW_SAMPLE_WATCH, "%", at, at + 15 * BW_TIME_SECOND,
                                   round (100 * CLAMP (share, 0.91, 1)) / 100, 2);
    }
  g_rand_free (rand);
  return bw_sample_flush (sample, FALSE, error);
}

gboolean
bw_sample_write_quantities (BwSamplePerson  *sample,
                            GError         **error)
{
  return write_heart_rate (sample, error) && write_oxygen (sample, error)
         && write_sums (sample, FALSE, BW_SAMPLE_PHONE, error)
         && write_sums (sample, FALSE, BW_SAMPLE_WATCH, error)
         && write_sums (sample, TRUE, BW_SAMPLE_PHONE, error)
         && write_sums (sample, TRUE, BW_SAMPLE_WATCH, error) && write_resting (sample, error);
}

static void
append_sleep (BwSamplePerson *sample,
              BwSampleSource  source,
              const char     *stage,
              gint64          created_ms,
              gint64          start_ms,
              gint64          end_ms)
{
  g_string_append (sample->buffer, " <Record type=\"HKCategoryTypeIdentifierSleepAnalysis\"");
  bw_sample_append_common (sample, source, NULL, created_ms, start_ms, end_ms);
  g_string_append_printf (sample->buffer,
                          " value=\"HKCategoryValueSleepAnalysis%s\">\n"
                          "  <MetadataEntry key=\"HKTimeZone\" value=\"Europe/Berlin\"/>\n"
                          " </Record>\n",
                          stage);
}

/* The watch's stages in cycles of about ninety minutes, and the phone's time in bed around them. */
gboolean
bw_sample_write_sleep (BwSamplePerson  *sample,
                       GError         **error)
{
  static const struct
  {
    const char *name;
    int min, max; /* minutes */
  } cycle[] = {
    { "AsleepCore", 18, 32 }, { "AsleepDeep", 12, 28 }, { "AsleepCore", 14, 26 },
    { "AsleepREM", 12, 28 },  { "Awake", 1, 5 },
  };
  GRand *rand = bw_random_new (sample->options.seed, "sample-sleep");
  const GArray *sleeps = sample->life->sleeps;

  for (int phone = 1; phone >= 0; phone--)
    for (guint i = 0; i < sleeps->len; i++)
      {
        const BwSimulatedSleep *sleep = &g_array_index (sleeps, BwSimulatedSleep, i);
        gint64 at = sleep->start_ms - sleep->start_ms % BW_TIME_SECOND;
        gint64 end = sleep->end_ms - sleep->end_ms % BW_TIME_SECOND;

        if (!sleep->worn || end + BW_TIME_HOUR > sample->end_ms)
          continue;
        if (phone)
          {
            append_sleep (sample, BW_SAMPLE_PHONE, "InBed", end + 20 * BW_TIME_MINUTE,
                          at - g_rand_int_range (rand, 60, 1500) * BW_TIME_SECOND,
                          end + g_rand_int_range (rand, 30, 900) * BW_TIME_SECOND);
            continue;
          }
        for (guint s = 0; at < end; s = (s + 1) % G_N_ELEMENTS (cycle))
          {
            gint64 length = g_rand_int_range (rand, 60 * cycle[s].min, 60 * cycle[s].max)
                            * BW_TIME_SECOND;
            gint64 stop = MIN (at + length, end);

            append_sleep (sample, BW_SAMPLE_WATCH, cycle[s].name, end + 2 * BW_TIME_MINUTE, at,
                          stop);
            at = stop;
          }
      }
  g_rand_free (rand);
  return bw_sample_flush (sample, FALSE, error);
}

/* A reading of the cuff every other week: once as records, once more inside a correlation. */
gboolean
bw_sample_write_pressures (BwSamplePerson  *sample,
                           GError         **error)
{
  static const char *const types[] = { "HKQuantityTypeIdentifierBloodPressureSystolic",
                                       "HKQuantityTypeIdentifierBloodPressureDiastolic" };

  for (int pass = 0; pass < 3; pass++)
    {
      GRand *rand = bw_random_new (sample->options.seed, "sample-pressure");

      for (guint i = 9; i < HOURS (sample); i += 14 * 24)
        {
          gint64 at = HOUR (sample, i)->start_ms + 12 * BW_TIME_MINUTE;
          double value[2] = { round (118 + 6 * bw_random_normal (rand)),
                              round (76 + 4 * bw_random_normal (rand)) };

          if (at > sample->end_ms)
            break;
          if (pass < 2)
            {
              bw_sample_append_quantity (sample, types[pass], BW_SAMPLE_CUFF, "mmHg", at, at,
                                         value[pass], 0);
              continue;
            }
          g_string_append (sample->buffer,
                           " <Correlation type=\"HKCorrelationTypeIdentifierBloodPressure\"");
          bw_sample_append_common (sample, BW_SAMPLE_CUFF, NULL, at + 20 * BW_TIME_SECOND, at, at);
          g_string_append (sample->buffer, ">\n");
          for (guint k = 0; k < 2; k++)
            {
              g_string_append_c (sample->buffer, ' ');
              bw_sample_append_quantity (sample, types[k], BW_SAMPLE_CUFF, "mmHg", at, at, value[k],
                                         0);
            }
          g_string_append (sample->buffer, " </Correlation>\n");
        }
      g_rand_free (rand);
    }
  return bw_sample_flush (sample, FALSE, error);
}

static void
begin_statistics (BwSamplePerson *sample,
                  const char     *type,
                  gint64          start_ms,
                  gint64          end_ms)
{
  g_string_append_printf (sample->buffer, "  <WorkoutStatistics type=\"%s\" startDate=\"", type);
  bw_sample_append_date (sample, start_ms);
  g_string_append (sample->buffer, "\" endDate=\"");
  bw_sample_append_date (sample, end_ms);
  g_string_append_c (sample->buffer, '"');
}

static void
append_attribute (BwSamplePerson *sample,
                  const char     *name,
                  double          value,
                  guint           digits)
{
  g_string_append_printf (sample->buffer, " %s=\"", name);
  bw_sample_append_number (sample->buffer, value, digits, '.');
  g_string_append_c (sample->buffer, '"');
}

gboolean
bw_sample_write_workouts (BwSamplePerson  *sample,
                          GError         **error)
{
  static const char *const activities[] = { "Running", "Cycling", "FunctionalStrengthTraining" };
  GRand *rand = bw_random_new (sample->options.seed, "sample-workouts");

  for (guint i = 0; i < sample->life->workouts->len; i++)
    {
      const BwSimulatedWorkout *workout;
      guint activity = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (activities));
      double pulse = 138 + 8 * bw_random_normal (rand);
      double speed_km_h = (activity == 0 ? 9.5 : 22) * exp (0.06 * bw_random_normal (rand));
      gint64 start, end;
      double minutes;

      workout = &g_array_index (sample->life->workouts, BwSimulatedWorkout, i);
      start = workout->start_ms - workout->start_ms % BW_TIME_SECOND;
      end = workout->end_ms - workout->end_ms % BW_TIME_SECOND;
      minutes = (double) (end - start) / BW_TIME_MINUTE;
      if (!workout->worn || end > sample->end_ms)
        continue;

      g_string_append_printf (sample->buffer,
                              " <Workout workoutActivityType=\"HKWorkoutActivityType%s\"",
                              activities[activity]);
      append_attribute (sample, "duration", minutes, 6);
      g_string_append (sample->buffer, " durationUnit=\"min\"");
      bw_sample_append_common (sample, BW_SAMPLE_WATCH, NULL, end + 5 * BW_TIME_SECOND, start, end);
      g_string_append (sample->buffer,
                       ">\n  <MetadataEntry key=\"HKTimeZone\" value=\"Europe/Berlin\"/>\n"
                       "  <WorkoutEvent type=\"HKWorkoutEventTypeSegment\" date=\"");
      bw_sample_append_date (sample, start);
      g_string_append_c (sample->buffer, '"');
      append_attribute (sample, "duration", minutes, 6);
      g_string_append (sample->buffer, " durationUnit=\"min\"/>\n");

      begin_statistics (sample, "HKQuantityTypeIdentifierActiveEnergyBurned", start, end);
      append_attribute (sample, "sum", minutes * 8.7 * exp (0.1 * bw_random_normal (rand)), 3);
      g_string_append (sample->buffer, " unit=\"kcal\"/>\n");
      begin_statistics (sample, "HKQuantityTypeIdentifierHeartRate", start, end);
      append_attribute (sample, "average", pulse, 3);
      append_attribute (sample, "minimum", round (pulse - 35), 0);
      append_attribute (sample, "maximum", round (pulse + 24), 0);
      g_string_append (sample->buffer, " unit=\"count/min\"/>\n");
      if (activity < 2)
        {
          begin_statistics (sample,
                            activity == 0 ? "HKQuantityTypeIdentifierDistanceWalkingRunning"
                                          : "HKQuantityTypeIdentifierDistanceCycling",
                            start, end);
          append_attribute (sample, "sum", minutes / 60 * speed_km_h, 5);
          g_string_append (sample->buffer, " unit=\"km\"/>\n");
        }
      g_string_append (sample->buffer, " </Workout>\n");
    }
  g_rand_free (rand);
  return bw_sample_flush (sample, FALSE, error);
}

gboolean
bw_sample_write_summaries (BwSamplePerson  *sample,
                           GError         **error)
{
  gint64 day = sample->first_day;
  double energy = 0, exercise = 0;
  guint stood = 0, worn = 0;

  for (guint i = 0; i < HOURS (sample); i++)
    {
      const BwSimulatedHour *hour = HOUR (sample, i);
      gboolean last = i + 1 == HOURS (sample) || HOUR (sample, i + 1)->hour == 0;

      if (hour->start_ms < sample->end_ms)
        {
          energy += hour->active_kcal;
          exercise += hour->exercise_min;
          stood += hour->steps > 100;
          worn += hour->worn;
        }
      if (!last)
        continue;
      if (worn > 0)
        {
          g_autofree char *date = bw_time_format_day (day);

          g_string_append_printf (sample->buffer, " <ActivitySummary dateComponents=\"%s\"", date);
          append_attribute (sample, "activeEnergyBurned", energy, 3);
          g_string_append (sample->buffer,
                           " activeEnergyBurnedGoal=\"500\" activeEnergyBurnedUnit=\"kcal\""
                           " appleMoveTime=\"0\" appleMoveTimeGoal=\"0\"");
          append_attribute (sample, "appleExerciseTime", round (exercise), 0);
          g_string_append_printf (sample->buffer,
                                  " appleExerciseTimeGoal=\"30\" appleStandHours=\"%u\""
                                  " appleStandHoursGoal=\"12\"/>\n",
                                  stood);
        }
      energy = 0;
      exercise = 0;
      stood = 0;
      worn = 0;
      day++;
    }
  return bw_sample_flush (sample, FALSE, error);
}
