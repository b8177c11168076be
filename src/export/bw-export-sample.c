/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-sample.h"

#include "export/bw-sample-private.h"

#include "base/bw-error.h"
#include "base/bw-time.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_DAYS 150
#define MIN_DAYS 30
#define MAX_DAYS 7300

/* Berlin's clock since 1996, as a rule: the same on machines whose zone tables differ. */
#define ZONE_RULE "CET-1CEST,M3.5.0,M10.5.0/3"

/* Added to the seed of the life and to that of its records: the person of seed 0 ends on days of
 * training, and the forecast shows the way out of them. */
#define FIRST_LIFE 66
#define FIRST_RECORDS 57

static const char dtd[] =
  "<!DOCTYPE HealthData [\n"
  "<!-- HealthKit Export Version: 14 -->\n"
  "<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>\n"
  "<!ATTLIST HealthData\n"
  "  locale CDATA #REQUIRED\n"
  ">\n"
  "<!ELEMENT ExportDate EMPTY>\n"
  "<!ATTLIST ExportDate\n"
  "  value CDATA #REQUIRED\n"
  ">\n"
  "<!ELEMENT Me EMPTY>\n"
  "<!ATTLIST Me\n"
  "  HKCharacteristicTypeIdentifierDateOfBirth                  CDATA #REQUIRED\n"
  "  HKCharacteristicTypeIdentifierBiologicalSex                CDATA #REQUIRED\n"
  "  HKCharacteristicTypeIdentifierBloodType                    CDATA #REQUIRED\n"
  "  HKCharacteristicTypeIdentifierFitzpatrickSkinType          CDATA #REQUIRED\n"
  "  HKCharacteristicTypeIdentifierCardioFitnessMedicationsUse  CDATA #REQUIRED\n"
  ">\n"
  "<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>\n"
  "<!ATTLIST Record\n"
  "  type          CDATA #REQUIRED\n"
  "  unit          CDATA #IMPLIED\n"
  "  value         CDATA #IMPLIED\n"
  "  sourceName    CDATA #REQUIRED\n"
  "  sourceVersion CDATA #IMPLIED\n"
  "  device        CDATA #IMPLIED\n"
  "  creationDate  CDATA #IMPLIED\n"
  "  startDate     CDATA #REQUIRED\n"
  "  endDate       CDATA #REQUIRED\n"
  ">\n"
  "<!-- Note: Any Records that appear as children of a correlation also appear as top-level records"
  " in this document. -->\n"
  "<!ELEMENT Correlation ((MetadataEntry|Record)*)>\n"
  "<!ATTLIST Correlation\n"
  "  type          CDATA #REQUIRED\n"
  "  sourceName    CDATA #REQUIRED\n"
  "  sourceVersion CDATA #IMPLIED\n"
  "  device        CDATA #IMPLIED\n"
  "  creationDate  CDATA #IMPLIED\n"
  "  startDate     CDATA #REQUIRED\n"
  "  endDate       CDATA #REQUIRED\n"
  ">\n"
  "<!ELEMENT Workout ((MetadataEntry|WorkoutEvent|WorkoutStatistics)*)>\n"
  "<!ATTLIST Workout\n"
  "  workoutActivityType CDATA #REQUIRED\n"
  "  duration            CDATA #IMPLIED\n"
  "  durationUnit        CDATA #IMPLIED\n"
  "  sourceName          CDATA #REQUIRED\n"
  "  sourceVersion       CDATA #IMPLIED\n"
  "  device              CDATA #IMPLIED\n"
  "  creationDate        CDATA #IMPLIED\n"
  "  startDate           CDATA #REQUIRED\n"
  "  endDate             CDATA #REQUIRED\n"
  ">\n"
  "<!ELEMENT WorkoutEvent EMPTY>\n"
  "<!ATTLIST WorkoutEvent\n"
  "  type         CDATA #REQUIRED\n"
  "  date         CDATA #REQUIRED\n"
  "  duration     CDATA #IMPLIED\n"
  "  durationUnit CDATA #IMPLIED\n"
  ">\n"
  "<!ELEMENT WorkoutStatistics EMPTY>\n"
  "<!ATTLIST WorkoutStatistics\n"
  "  type      CDATA #REQUIRED\n"
  "  startDate CDATA #REQUIRED\n"
  "  endDate   CDATA #REQUIRED\n"
  "  average   CDATA #IMPLIED\n"
  "  minimum   CDATA #IMPLIED\n"
  "  maximum   CDATA #IMPLIED\n"
  "  sum       CDATA #IMPLIED\n"
  "  unit      CDATA #IMPLIED\n"
  ">\n"
  "<!ELEMENT ActivitySummary EMPTY>\n"
  "<!ATTLIST ActivitySummary\n"
  "  dateComponents         CDATA #IMPLIED\n"
  "  activeEnergyBurned     CDATA #IMPLIED\n"
  "  activeEnergyBurnedGoal CDATA #IMPLIED\n"
  "  activeEnergyBurnedUnit CDATA #IMPLIED\n"
  "  appleMoveTime          CDATA #IMPLIED\n"
  "  appleMoveTimeGoal      CDATA #IMPLIED\n"
  "  appleExerciseTime      CDATA #IMPLIED\n"
  "  appleExerciseTimeGoal  CDATA #IMPLIED\n"
  "  appleStandHours        CDATA #IMPLIED\n"
  "  appleStandHoursGoal    CDATA #IMPLIED\n"
  ">\n"
  "<!ELEMENT MetadataEntry EMPTY>\n"
  "<!ATTLIST MetadataEntry\n"
  "  key   CDATA #REQUIRED\n"
  "  value CDATA #REQUIRED\n"
  ">\n"
  "<!-- Note: Heart Rate Variability records captured by Apple Watch may include an associated list"
  " of instantaneous beats-per-minute readings. -->\n"
  "<!ELEMENT HeartRateVariabilityMetadataList (InstantaneousBeatsPerMinute*)>\n"
  "<!ELEMENT InstantaneousBeatsPerMinute EMPTY>\n"
  "<!ATTLIST InstantaneousBeatsPerMinute\n"
  "  bpm  CDATA #REQUIRED\n"
  "  time CDATA #REQUIRED\n"
  ">\n"
  "]>\n";

/* A Sunday in summer. */
static gint64
get_last_day (void)
{
  return bw_time_days_from_civil (2025, 9, 28);
}

BwSimulated *
bw_sample_simulate (const BwSampleOptions *options)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE_RULE);
  BwSimulateOptions simulate;

  bw_simulate_options_init (&simulate, options->seed + FIRST_LIFE);
  simulate.traits.strain_law = BW_STRAIN_NONLINEAR;
  simulate.traits.strain_gain = 0.85;
  simulate.days = options->days != 0 ? options->days : DEFAULT_DAYS;
  simulate.first_day = get_last_day () - simulate.days + 1;
  simulate.zone = zone;
  simulate.day_dropout = 0.03;
  simulate.week_dropout = 0.004;
  return bw_simulate (&simulate);
}

/* The data end on a Sunday evening, and the export is made a few minutes
 * later, or, with the shift, in the winter after. */
static void
sample_init (BwSamplePerson        *sample,
             const BwSampleOptions *options)
{
  gint64 last_day = get_last_day ();
  gint64 noon = last_day * BW_TIME_DAY + 12 * BW_TIME_HOUR;

  *sample = (BwSamplePerson) { .options = *options };
  if (sample->options.days == 0)
    sample->options.days = DEFAULT_DAYS;

  sample->life = bw_sample_simulate (&sample->options);
  sample->options.seed += FIRST_RECORDS;

  sample->zone = g_time_zone_new_identifier (ZONE_RULE);
  g_assert (sample->zone != NULL);
  sample->first_day = last_day - sample->options.days + 1;
  sample->end_ms = bw_time_day_start (sample->zone, noon) + 20 * BW_TIME_HOUR
                   + 45 * BW_TIME_MINUTE;
  sample->export_ms = sample->end_ms + 137 * BW_TIME_SECOND;
  if (options->winter_shift)
    sample->export_ms += 42 * BW_TIME_DAY;
  sample->export_offset_min = bw_time_offset (sample->zone, sample->export_ms);
  sample->buffer = g_string_sized_new (512 * 1024);
}

static void
sample_clear (BwSamplePerson *sample)
{
  g_clear_pointer (&sample->zip, bw_zip_writer_free);
  bw_simulated_free (sample->life);
  g_string_free (sample->buffer, TRUE);
  g_time_zone_unref (sample->zone);
}

static gboolean
write_xml (BwSamplePerson  *sample,
           GError         **error)
{
  static gboolean (*const parts[]) (BwSamplePerson *, GError **) = {
    bw_sample_write_quantities, bw_sample_write_sleep,    bw_sample_write_readings,
    bw_sample_write_pressures,  bw_sample_write_workouts, bw_sample_write_summaries,
  };

  if (!bw_zip_writer_begin_entry (sample->zip, "apple_health_export/export.xml", error))
    return FALSE;

  g_string_append (sample->buffer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  g_string_append (sample->buffer, dtd);
  g_string_append (sample->buffer, "<HealthData locale=\"en_DE\">\n <ExportDate value=\"");
  bw_sample_append_date (sample, sample->export_ms);
  g_string_append (sample->buffer,
                   "\"/>\n"
                   " <Me HKCharacteristicTypeIdentifierDateOfBirth=\"1985-03-14\""
                   " HKCharacteristicTypeIdentifierBiologicalSex=\"HKBiologicalSexFemale\""
                   " HKCharacteristicTypeIdentifierBloodType=\"HKBloodTypeNotSet\""
                   " HKCharacteristicTypeIdentifierFitzpatrickSkinType="
                   "\"HKFitzpatrickSkinTypeNotSet\""
                   " HKCharacteristicTypeIdentifierCardioFitnessMedicationsUse=\"None\"/>\n");

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (!parts[i](sample, error))
        return FALSE;
      bw_progress_update (sample->progress, (i + 1.0) / G_N_ELEMENTS (parts));
    }
  g_string_append (sample->buffer, "</HealthData>\n");
  return bw_sample_flush (sample, TRUE, error);
}

gboolean
bw_export_sample (const char             *path,
                  const BwSampleOptions  *options,
                  BwProgress             *progress,
                  GCancellable           *cancellable,
                  GError                **error)
{
  BwSamplePerson sample;
  gboolean ok;

  g_return_val_if_fail (path != NULL && options != NULL, FALSE);

  if (options->days != 0 && (options->days < MIN_DAYS || options->days > MAX_DAYS))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
                   _("A sample person has %d to %d days, not %u"), MIN_DAYS, MAX_DAYS,
                   options->days);
      return FALSE;
    }

  sample_init (&sample, options);
  sample.progress = progress;
  sample.cancellable = cancellable;
  sample.zip = bw_zip_writer_new (path, error);
  ok = sample.zip != NULL;

  bw_progress_begin_stage (progress, _("Writing records"), 0.5);
  ok = ok && write_xml (&sample, error);
  bw_progress_begin_stage (progress, _("Writing ECG recordings"), 0.5);
  ok = ok && bw_sample_write_ecgs (&sample, error);
  ok = ok && bw_zip_writer_finish (sample.zip, error);

  sample_clear (&sample);
  return ok;
}
