/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of a file, in bytes: file systems take 255. */
#define LONGEST_NAME 200

typedef struct
{
  const char *kind;  /* without Apple's prefix */
  const char *name;
} KindName;

/* What Apple writes, without "HKQuantityTypeIdentifier" and the like. By identifier. */
static const KindName kind_names[] = {
  { "ActiveEnergyBurned", N_("Active energy") },
  { "AppleExerciseTime", N_("Exercise minutes") },
  { "AppleMoveTime", N_("Move minutes") },
  { "AppleSleepingBreathingDisturbances", N_("Breathing disturbances") },
  { "AppleSleepingWristTemperature", N_("Wrist temperature asleep") },
  { "AppleStandHour", N_("Stand hours") },
  { "AppleStandTime", N_("Stand minutes") },
  { "AppleWalkingSteadiness", N_("Walking steadiness") },
  { "AtrialFibrillationBurden", N_("Atrial fibrillation history") },
  { "AudioExposureEvent", N_("Loud sound") },
  { "BasalBodyTemperature", N_("Basal body temperature") },
  { "BasalEnergyBurned", N_("Resting energy") },
  { "BloodAlcoholContent", N_("Blood alcohol") },
  { "BloodGlucose", N_("Blood glucose") },
  { "BloodPressureDiastolic", N_("Blood pressure, diastolic") },
  { "BloodPressureSystolic", N_("Blood pressure, systolic") },
  { "BodyFatPercentage", N_("Body fat") },
  { "BodyMass", N_("Weight") },
  { "BodyMassIndex", N_("Body mass index") },
  { "BodyTemperature", N_("Body temperature") },
  { "CyclingCadence", N_("Cycling cadence") },
  { "CyclingPower", N_("Cycling power") },
  { "CyclingSpeed", N_("Cycling speed") },
  { "DietaryCaffeine", N_("Caffeine") },
  { "DietaryCarbohydrates", N_("Carbohydrates") },
  { "DietaryEnergyConsumed", N_("Dietary energy") },
  { "DietaryFatTotal", N_("Fat") },
  { "DietaryProtein", N_("Protein") },
  { "DietarySugar", N_("Sugar") },
  { "DietaryWater", N_("Water") },
  { "DistanceCycling", N_("Cycling distance") },
  { "DistanceSwimming", N_("Swimming distance") },
  { "DistanceWalkingRunning", N_("Walking and running distance") },
  { "EnvironmentalAudioExposure", N_("Environmental sound level") },
  { "FlightsClimbed", N_("Flights climbed") },
  { "HeadphoneAudioExposure", N_("Headphone sound level") },
  { "HeartRate", N_("Heart rate") },
  { "HeartRateRecoveryOneMinute", N_("Heart rate recovery") },
  { "HeartRateVariabilityRMSSD", N_("Heart rate variability (RMSSD)") },
  { "HeartRateVariabilitySDNN", N_("Heart rate variability (SDNN)") },
  { "Height", N_("Height") },
  { "HighHeartRateEvent", N_("High heart rate notice") },
  { "InsulinDelivery", N_("Insulin") },
  { "IrregularHeartRhythmEvent", N_("Irregular rhythm notice") },
  { "LeanBodyMass", N_("Lean body mass") },
  { "LowHeartRateEvent", N_("Low heart rate notice") },
  { "MindfulSession", N_("Mindful minutes") },
  { "OxygenSaturation", N_("Blood oxygen") },
  { "PhysicalEffort", N_("Physical effort") },
  { "RespiratoryRate", N_("Respiratory rate") },
  { "RestingHeartRate", N_("Resting heart rate") },
  { "RunningGroundContactTime", N_("Ground contact time") },
  { "RunningPower", N_("Running power") },
  { "RunningSpeed", N_("Running speed") },
  { "RunningStrideLength", N_("Running stride length") },
  { "RunningVerticalOscillation", N_("Vertical oscillation") },
  { "SixMinuteWalkTestDistance", N_("Six-minute walk") },
  { "SleepAnalysis", N_("Sleep") },
  { "SleepDurationGoal", N_("Sleep goal") },
  { "StairAscentSpeed", N_("Stair speed, up") },
  { "StairDescentSpeed", N_("Stair speed, down") },
  { "StepCount", N_("Steps") },
  { "SwimmingStrokeCount", N_("Swimming strokes") },
  { "TimeInDaylight", N_("Time in daylight") },
  { "UVExposure", N_("UV exposure") },
  { "UnderwaterDepth", N_("Underwater depth") },
  { "VO2Max", N_("Cardio fitness (VO₂ max)") },
  { "WaistCircumference", N_("Waist") },
  { "WalkingAsymmetryPercentage", N_("Walking asymmetry") },
  { "WalkingDoubleSupportPercentage", N_("Double support time") },
  { "WalkingHeartRateAverage", N_("Walking heart rate") },
  { "WalkingSpeed", N_("Walking speed") },
  { "WalkingStepLength", N_("Walking step length") },
  { "WaterTemperature", N_("Water temperature") },
};

static const char *const kind_prefixes[] = {
  "HKQuantityTypeIdentifier",
  "HKCategoryTypeIdentifier",
  "HKDataType",
  "HKWorkoutActivityType",
};

char *
bw_format_recordings (guint64 n_ecgs,
                      guint64 n_rr)
{
  g_autofree char *ecg_count = bw_format_count ((gint64) n_ecgs);
  g_autofree char *rr_count = bw_format_count ((gint64) n_rr);
  g_autofree char *ecgs = g_strdup_printf (ngettext ("%s ECG recording", "%s ECG recordings",
                                                     (gulong) n_ecgs), ecg_count);
  g_autofree char *rrs = g_strdup_printf (ngettext ("%s RR recording", "%s RR recordings",
                                                    (gulong) n_rr), rr_count);

  if (n_rr == 0)
    return g_steal_pointer (&ecgs);
  if (n_ecgs == 0)
    return g_steal_pointer (&rrs);
  /* Translators: two parts of a list: "3 ECG recordings, 1 RR recording". */
  return g_strdup_printf (_("%s, %s"), ecgs, rrs);
}

static char *
format_local (gint64      time_ms,
              GTimeZone  *zone,
              const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_ms / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, format) : g_strdup ("");
}

char *
bw_format_time (gint64     time_ms,
                GTimeZone *zone)
{
  /* Translators: a day and a time of day, see g_date_time_format(). */
  return format_local (time_ms, zone, _("%-d %b %Y, %H:%M"));
}

char *
bw_format_day (gint64     time_ms,
               GTimeZone *zone)
{
  /* Translators: a day, see g_date_time_format(). */
  return format_local (time_ms, zone, _("%-d %b %Y"));
}

char *
bw_format_span (gint64     from_ms,
                gint64     to_ms,
                GTimeZone *zone)
{
  g_autofree char *from = bw_format_day (from_ms, zone);
  g_autofree char *to = bw_format_day (to_ms, zone);

  if (g_str_equal (from, to))
    return g_steal_pointer (&from);
  /* Translators: from a day to a day. */
  return g_strdup_printf (_("%s – %s"), from, to);
}

/* "FooBarVO2Baz" → "Foo bar VO2 baz": capitals that stand together stay as they are. */
static char *
split_words (const char *name)
{
  GString *words = g_string_new (NULL);

  for (const char *at = name; *at != '\0'; at++)
    {
      gboolean upper = g_ascii_isupper (*at);
      gboolean after_lower = at > name && g_ascii_islower (at[-1]);
      gboolean before_lower = g_ascii_islower (at[1]);
      gboolean begins = at > name && upper
                        && (after_lower || (before_lower && g_ascii_isalnum (at[-1])));

      if (begins)
        g_string_append_c (words, ' ');
      g_string_append_c (words, begins && before_lower ? g_ascii_tolower (*at) : *at);
    }
  return g_string_free (words, FALSE);
}

char *
bw_format_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

char *
bw_format_file_name (const char *title,
                     const char *suffix)
{
  g_autofree char *clean = g_utf8_make_valid (title, -1);

  if (strlen (clean) > LONGEST_NAME)
    *g_utf8_find_prev_char (clean, clean + LONGEST_NAME) = '\0';
  g_strdelimit (clean, "/\\:*?\"<>|\n\r\t", '-');
  return g_strdup_printf ("%s.%s", clean, suffix);
}

char *
bw_format_person (const char *name,
                  const char *born)
{
  gboolean has_name = name != NULL && *name != '\0';
  gboolean has_born = born != NULL && *born != '\0';

  if (has_name && has_born)
    /* Translators: a person's name and date of birth. */
    return g_strdup_printf (_("%s, %s"), name, born);
  return g_strdup (has_name ? name : has_born ? born : NULL);
}

char *
bw_format_kind (const char *kind)
{
  g_return_val_if_fail (kind != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kind_prefixes); i++)
    if (g_str_has_prefix (kind, kind_prefixes[i]))
      {
        kind += strlen (kind_prefixes[i]);
        break;
      }
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_equal (kind, kind_names[i].kind))
      return g_strdup (_(kind_names[i].name));
  return split_words (kind);
}

const char *
bw_format_unit (const char *unit)
{
  static const struct
  {
    const char *unit;
    const char *name;
  } names[] = {
    { "count/min", N_("per minute") }, { "count", "" },          { "dBASPL", "dB" },
    { "degC", "°C" },                  { "degF", "°F" },         { "Cal", "kcal" },
    { "mL/min·kg", "ml/min·kg" },      { "kcal/hr·kg", "kcal/h·kg" },
    { "hr", "h" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (unit, names[i].unit))
      return *names[i].name != '\0' ? _(names[i].name) : "";
  return unit;
}
