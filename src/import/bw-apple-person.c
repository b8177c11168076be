/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-apple-private.h"

#include "base/bw-time.h"

#include <glib/gi18n-lib.h>

#define KJ_PER_KCAL 4.184

typedef struct
{
  const char *name;
  double factor;
} Unit;

static const Unit energy_units[] = {
  { "kcal", 1 }, { "Cal", 1 }, { "kJ", 1 / KJ_PER_KCAL }, { "cal", 0.001 },
  { "J", 0.001 / KJ_PER_KCAL },
};
static const Unit distance_units[] = {
  { "km", 1000 }, { "m", 1 }, { "mi", 1609.344 }, { "yd", 0.9144 }, { "ft", 0.3048 },
};
static const Unit time_units[] = {
  { "min", 1 }, { "s", 1 / 60.0 }, { "sec", 1 / 60.0 }, { "hr", 60 }, { "h", 60 },
};

/* @value in the unit whose factor is 1, negative where it is absent or unreadable. Without a unit
 * it is taken to be in the first. */
static double
convert (BwSlice     value,
         BwSlice     unit,
         const Unit *units,
         guint       n_units)
{
  double number;

  if (value.text == NULL || !bw_fields_number (value, &number) || number < 0)
    return -1;
  if (unit.length == 0)
    return number * units[0].factor;
  for (guint i = 0; i < n_units; i++)
    if (unit.length == strlen (units[i].name)
        && memcmp (unit.text, units[i].name, unit.length) == 0)
      return number * units[i].factor;
  return -1;
}

#define CONVERT(value, unit, units) convert (value, unit, units, G_N_ELEMENTS (units))

gboolean
bw_apple_workout_start (BwAppleReader         *self,
                        const BwXmlAttribute  *attributes,
                        guint                  n,
                        GError               **error)
{
  BwWorkout *w = &self->workout;
  BwSlice activity = bw_apple_attribute (attributes, n, "workoutActivityType");
  BwSlice start = bw_apple_attribute (attributes, n, "startDate");
  BwSlice end = bw_apple_attribute (attributes, n, "endDate");
  BwSlice source[3];
  static const char *const source_names[] = { "sourceName", "sourceVersion", "device" };
  int end_offset;

  if (self->workout_open && !bw_apple_workout_end (self, error))
    return FALSE;
  if (!bw_collector_make_room (self->collector, 0, error))
    return FALSE;

  g_free (w->activity);
  *w = (BwWorkout) { 0 };
  self->workout_open = TRUE;
  w->activity = activity.text != NULL ? bw_apple_decode (activity) : g_strdup ("");
  w->time_known = start.text != NULL && end.text != NULL
                  && bw_fields_time (&self->start_cache, start, &w->start_ms, &w->offset_min)
                  && bw_fields_time (&self->end_cache, end, &w->end_ms, &end_offset)
                  && w->end_ms >= w->start_ms;
  if (!w->time_known)
    {
      w->start_ms = w->end_ms = 0;
      w->offset_min = 0;
      bw_apple_problem (self, _("Workouts without readable dates were kept without them"));
    }

  for (guint i = 0; i < 3; i++)
    {
      source[i] = bw_apple_attribute (attributes, n, source_names[i]);
      if (source[i].text == NULL)
        source[i] = (BwSlice) { "", 0 };
    }
  w->source_id = bw_collector_name (self->collector, BW_NAME_SOURCE, source, error);
  if (w->source_id == 0)
    return FALSE;

  w->duration_min = CONVERT (bw_apple_attribute (attributes, n, "duration"),
                             bw_apple_attribute (attributes, n, "durationUnit"), time_units);
  if (w->duration_min < 0 && w->time_known)
    w->duration_min = (double) (w->end_ms - w->start_ms) / (double) BW_TIME_MINUTE;
  w->energy_kcal = CONVERT (bw_apple_attribute (attributes, n, "totalEnergyBurned"),
                            bw_apple_attribute (attributes, n, "totalEnergyBurnedUnit"),
                            energy_units);
  w->distance_m = CONVERT (bw_apple_attribute (attributes, n, "totalDistance"),
                           bw_apple_attribute (attributes, n, "totalDistanceUnit"),
                           distance_units);
  return TRUE;
}

void
bw_apple_workout_statistics (BwAppleReader        *self,
                             const BwXmlAttribute *attributes,
                             guint                 n)
{
  BwSlice type = bw_apple_attribute (attributes, n, "type");
  BwSlice sum = bw_apple_attribute (attributes, n, "sum");
  BwSlice unit = bw_apple_attribute (attributes, n, "unit");

  if (!self->workout_open || type.text == NULL || sum.text == NULL)
    return;

  if (bw_slice_is (type, BW_KIND_ACTIVE_ENERGY))
    self->workout.energy_kcal = MAX (self->workout.energy_kcal,
                                     CONVERT (sum, unit, energy_units));
  else if (bw_slice_has_prefix (type, "HKQuantityTypeIdentifierDistance"))
    self->workout.distance_m = MAX (self->workout.distance_m,
                                    CONVERT (sum, unit, distance_units));
}

gboolean
bw_apple_workout_end (BwAppleReader  *self,
                      GError        **error)
{
  BwWorkout workout = self->workout;

  if (!self->workout_open)
    return TRUE;
  if (!bw_collector_make_room (self->collector, 0, error))
    return FALSE;

  self->workout_open = FALSE;
  self->workout.activity = NULL;
  g_array_append_val (self->collector->parcel->workouts, workout);
  return TRUE;
}

gboolean
bw_apple_activity_summary (BwAppleReader         *self,
                           const BwXmlAttribute  *attributes,
                           guint                  n,
                           GError               **error)
{
  BwSlice date = bw_apple_attribute (attributes, n, "dateComponents");
  BwSlice energy_unit = bw_apple_attribute (attributes, n, "activeEnergyBurnedUnit");
  BwActivityDay day = { 0 };
  const struct
  {
    double *value;
    const char *name;
  } plain[] = {
    { &day.exercise_min, "appleExerciseTime" },
    { &day.exercise_goal_min, "appleExerciseTimeGoal" },
    { &day.stand_hours, "appleStandHours" },
    { &day.stand_goal_hours, "appleStandHoursGoal" },
    { &day.move_min, "appleMoveTime" },
    { &day.move_goal_min, "appleMoveTimeGoal" },
  };
  g_autofree char *text = NULL;

  if (!bw_collector_make_room (self->collector, 0, error))
    return FALSE;

  text = date.text != NULL ? g_strndup (date.text, MIN (date.length, 16)) : NULL;
  if (text == NULL || !bw_time_parse_day (text, &day.day))
    {
      bw_apple_problem (self, _("Activity summaries without a readable day were left out"));
      return TRUE;
    }

  day.energy_kcal = CONVERT (bw_apple_attribute (attributes, n, "activeEnergyBurned"),
                             energy_unit, energy_units);
  day.energy_goal_kcal = CONVERT (bw_apple_attribute (attributes, n, "activeEnergyBurnedGoal"),
                                  energy_unit, energy_units);
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      BwSlice value = bw_apple_attribute (attributes, n, plain[i].name);

      if (value.text == NULL || !bw_fields_number (value, plain[i].value) || *plain[i].value < 0)
        *plain[i].value = -1;
    }
  g_array_append_val (self->collector->parcel->activity_days, day);
  return TRUE;
}

gboolean
bw_apple_me (BwAppleReader         *self,
             const BwXmlAttribute  *attributes,
             guint                  n,
             GError               **error)
{
  static const struct
  {
    const char *name;
    const char *key;
  } known[] = {
    { "HKCharacteristicTypeIdentifierDateOfBirth", "date-of-birth" },
    { "HKCharacteristicTypeIdentifierBiologicalSex", "sex" },
    { "HKCharacteristicTypeIdentifierBloodType", "blood-type" },
    { "HKCharacteristicTypeIdentifierFitzpatrickSkinType", "skin-type" },
    { "HKCharacteristicTypeIdentifierCardioFitnessMedicationsUse",
      "cardio-fitness-medications" },
  };

  if (!bw_collector_make_room (self->collector, 0, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      BwSlice value = bw_apple_attribute (attributes, n, known[i].name);

      if (value.length > 0 && value.length < 1024)
        {
          BwParcelName name = { .parts = { g_strdup (known[i].key), bw_apple_decode (value) } };

          g_array_append_val (self->collector->parcel->characteristics, name);
        }
    }
  return TRUE;
}
