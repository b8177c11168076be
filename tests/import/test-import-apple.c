/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-test.h"

#include "base/bw-time.h"
#include "store/bw-readings.h"
#include "store/bw-samples.h"

/* One wearer's real values: every record, every workout, and nothing twice. */
static void
test_real_export (void)
{
  g_autofree char *path = bw_test_shared ("data/apple/export-real.zip");
  g_auto (Fixture) f = { 0 };
  BwLibraryCounts counts;
  g_autoptr (GPtrArray) kinds = NULL;

  if (path == NULL)
    return;
  fixture_open (&f);

  for (int again = 0; again < 2; again++)
    {
      g_autoptr (BwImportResult) result = fixture_import (&f, path, NULL);
      BwImport *total = result->total;

      g_assert_cmpuint (total->records, ==, 24657);
      /* 24 records are the same as another in all but their creation date, and kept. */
      g_assert_cmpuint (total->n_new, ==, again ? 0 : 24657);
      g_assert_cmpuint (total->workouts, ==, 12);
      g_assert_cmpuint (total->skipped, ==, 0);
      g_assert_cmpuint (total->readings, ==, 0);
      g_assert_cmpuint (total->problems->len, ==, 1);
      g_assert_cmpint (problem_count (total, "Workouts without readable dates"), ==, 12);
      g_assert_cmpint (((BwProblem *) total->problems->pdata[0])->line, ==, 24660);
      g_assert_cmpuint (result->files->len, ==, 1);
      g_assert_cmpstr (((BwImport *) result->files->pdata[0])->format, ==, "apple-health");

      g_assert_true (bw_library_get_counts (f.library, &counts, NULL));
      g_assert_cmpint (counts.records, ==, 24657);
      g_assert_cmpint (counts.workouts, ==, 12);
    }

  kinds = bw_library_list_kinds (f.library, NULL);
  for (guint i = 0; i < kinds->len; i++)
    {
      const BwKindInfo *kind = g_ptr_array_index (kinds, i);

      if (strcmp (kind->name, BW_KIND_HEART_RATE) == 0)
        g_assert_cmpint (kind->count, ==, 13065);
      if (strcmp (kind->name, BW_KIND_SDNN) == 0)
        g_assert_cmpint (kind->count, ==, 122);
      if (strcmp (kind->name, BW_KIND_SLEEP) == 0)
        g_assert_cmpint (kind->count, ==, 360);
    }
}

/* The published reading with its beats. */
static void
test_real_reading (void)
{
  g_autofree char *path = bw_test_shared ("data/apple/hrv-record.xml");
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GArray) readings = NULL, beats = NULL;
  const BwReadingRow *row;

  if (path == NULL)
    return;
  fixture_open (&f);
  result = fixture_import (&f, path, NULL);
  g_assert_cmpuint (result->total->records, ==, 1);
  g_assert_cmpuint (result->total->readings, ==, 1);
  g_assert_cmpuint (result->total->beats, ==, 27);
  g_assert_cmpuint (result->total->problems->len, ==, 0);

  readings = bw_library_read_readings (f.library, G_MININT64, G_MAXINT64, NULL);
  g_assert_cmpuint (readings->len, ==, 1);
  row = &g_array_index (readings, BwReadingRow, 0);
  g_assert_cmpuint (row->n_beats, ==, 27);
  g_assert_cmpuint (row->n_intervals, ==, 20);
  g_assert_cmpint (row->offset_min, ==, 60);
  g_assert_cmpint (row->start_ms, ==, at ("2018-11-19 08:33:39 +0100"));
  bw_assert_near (row->sdnn_device_ms, 25.5526, 0);

  beats = bw_library_read_beats (f.library, row->id, NULL);
  g_assert_cmpint (g_array_index (beats, BwBeat, 0).time_ms, ==,
                   at ("2018-11-19 08:33:44.670 +0100"));
  g_assert_cmpint (g_array_index (beats, BwBeat, 26).time_ms, ==,
                   at ("2018-11-19 08:34:35.630 +0100"));
  g_assert_cmpint (g_array_index (beats, BwBeat, 26).bpm, ==, 77);
}

static void
test_broken_dtd (void)
{
  g_autofree char *path = bw_test_shared ("data/apple/dtd-v12-broken.xml");
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) result = NULL;

  if (path == NULL)
    return;
  fixture_open (&f);
  result = fixture_import (&f, path, NULL);
  g_assert_cmpuint (result->total->records, ==, 1);
  g_assert_cmpint (result->total->exported_ms, ==, at ("2022-11-19 12:00:00 +0100"));
  g_assert_cmpuint (result->total->problems->len, ==, 0);
}

/* Fragments of real exports: export's offset and clock differ in whole hours, and the clock is
 * written in every way. */
static void
test_clocks (void)
{
  static const struct
  {
    const char *start, *end;
    const char *first, *second;
    const char *first_utc, *second_utc;
    int offset_min;
  } cases[] = {
    { "2017-11-22 19:14:47 -0400", "2017-11-22 19:15:52 -0400", "6:14:48.94 PM", "6:14:49.58 PM",
      "2017-11-22 19:14:48.940 -0400", "2017-11-22 19:14:49.580 -0400", -300 },
    { "2018-10-29 10:17:16 -0800", "2018-10-29 10:18:21 -0800", "11:17:20.53 AM",
      "11:17:21.29 AM", "2018-10-29 10:17:20.530 -0800", "2018-10-29 10:17:21.290 -0800", -420 },
    { "2024-10-28 13:20:58 +0100", "2024-10-28 13:21:54 +0100", "12:21:00,30", "12:21:01,29",
      "2024-10-28 13:21:00.300 +0100", "2024-10-28 13:21:01.290 +0100", 0 },
    { "2021-03-27 16:17:11 +1100", "2021-03-27 16:18:15 +1100", "4:17:18.57 pm",
      "4:17:19.57 pm", "2021-03-27 16:17:18.570 +1100", "2021-03-27 16:17:19.570 +1100", 660 },
    { "2020-04-10 20:14:05 -0700", "2020-04-10 20:15:11 -0700", "20:14:07.68", "20:14:08.68",
      "2020-04-10 20:14:07.680 -0700", "2020-04-10 20:14:08.680 -0700", -420 },
  };
  g_auto (Fixture) f = { 0 };
  g_autoptr (GString) xml = g_string_new ("<?xml version=\"1.0\"?>\n<HealthData locale=\"en\">\n");
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GArray) readings = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_string_append_printf (xml,
                            "<Record type=\"" BW_KIND_SDNN "\" sourceName=\"🕛\" unit=\"ms\""
                            " startDate=\"%s\" endDate=\"%s\" value=\"32.1111\">"
                            "<MetadataEntry key=\"HKAlgorithmVersion\" value=\"2\"/>"
                            "<HeartRateVariabilityMetadataList>"
                            "<InstantaneousBeatsPerMinute bpm=\"95\" time=\"%s\"/>"
                            "<InstantaneousBeatsPerMinute bpm=\"94\" time=\"%s\"/>"
                            "</HeartRateVariabilityMetadataList></Record>\n",
                            cases[i].start, cases[i].end, cases[i].first, cases[i].second);
  g_string_append (xml, "</HealthData>\n");

  fixture_open (&f);
  result = fixture_import_text (&f, "export.xml", xml->str, NULL);
  g_assert_cmpuint (result->total->readings, ==, G_N_ELEMENTS (cases));
  g_assert_cmpuint (result->total->problems->len, ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) beats = NULL;
      const BwReadingRow *row;

      g_clear_pointer (&readings, g_array_unref);
      readings = bw_library_read_readings (f.library, at (cases[i].start), at (cases[i].end), NULL);
      g_assert_cmpuint (readings->len, ==, 1);
      row = &g_array_index (readings, BwReadingRow, 0);
      g_assert_cmpint (row->offset_min, ==, cases[i].offset_min);
      beats = bw_library_read_beats (f.library, row->id, NULL);
      g_assert_cmpuint (beats->len, ==, 2);
      g_assert_cmpint (g_array_index (beats, BwBeat, 0).time_ms, ==, at (cases[i].first_utc));
      g_assert_cmpint (g_array_index (beats, BwBeat, 1).time_ms, ==, at (cases[i].second_utc));
    }
}

/* All that an export can hold, in one small file, with all that can be wrong. */
static const char everything[] =
  "\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n"
  "<!DOCTYPE HealthData [\n<!ENTITY x \"boom ]>\">\n]>\n"
  "<HealthData locale=\"de_DE\">\n"
  " <ExportDate value=\"2024-05-01 10:00:00 +0200\"/>\n"
  " <Me HKCharacteristicTypeIdentifierDateOfBirth=\"1980-02-29\""
  " HKCharacteristicTypeIdentifierBiologicalSex=\"HKBiologicalSexFemale\"/>\n"
  " <Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"Ann\xe2\x80\x99s Watch\""
  " device=\"&lt;&lt;HKDevice: 0x2813a5b30&gt;, name:Apple Watch&gt;\" unit=\"count/min\""
  " startDate=\"2024-04-01 08:00:00 +0200\" endDate=\"2024-04-01 08:00:00 +0200\""
  " value=\"61,5\"/>\n"
  " <Record value=\"62\" value=\"99\" unit='count/min' endDate=\"2024-04-01 08:05:00 +0200\""
  " startDate=\"2024-04-01 08:05:00 +0200\" sourceName=\"Ann\xe2\x80\x99s Watch\""
  " device=\"&lt;&lt;HKDevice: 0xffff&gt;, name:Apple Watch&gt;\""
  " type=\"HKQuantityTypeIdentifierHeartRate\" odd name=\"x\"/>\n"
  " <Record type=\"HKCategoryTypeIdentifierSleepAnalysis\" sourceName=\"a\x0b"
  "b\" startDate=\"2024-04-01 00:00:00 +0200\" endDate=\"2024-04-01 06:00:00 +0200\""
  " value=\"HKCategoryValueSleepAnalysisAsleepCore\">\n"
  "  <MetadataEntry key=\"HKTimeZone\" value=\"Asia/Kathmandu\"/>\n </Record>\n"
  " <Correlation type=\"HKCorrelationTypeIdentifierBloodPressure\">\n"
  "  <Record type=\"HKQuantityTypeIdentifierBloodPressureSystolic\" sourceName=\"Cuff\""
  " unit=\"mmHg\" startDate=\"2024-04-01 09:00:00 +0200\" endDate=\"2024-04-01 09:00:00 +0200\""
  " value=\"120\"/>\n"
  "  <Record type=\"HKQuantityTypeIdentifierBloodPressureDiastolic\" sourceName=\"Cuff\""
  " unit=\"mmHg\" startDate=\"2024-04-01 09:00:00 +0200\" endDate=\"2024-04-01 09:00:00 +0200\""
  " value=\"80\"/>\n"
  " </Correlation>\n"
  " <Record type=\"HKQuantityTypeIdentifierBloodPressureSystolic\" sourceName=\"Cuff\""
  " unit=\"mmHg\" startDate=\"2024-04-01 09:00:00 +0200\" endDate=\"2024-04-01 09:00:00 +0200\""
  " value=\"120\"/>\n"
  " <Record type=\"HKQuantityTypeIdentifierStepCount\" sourceName=\"Phone\" unit=\"count\""
  " startDate=\"yesterday\" endDate=\"2024-04-01 09:00:00 +0200\" value=\"120\"/>\n"
  " <Record type=\"HKQuantityTypeIdentifierStepCount\" sourceName=\"Phone\" unit=\"count\""
  " startDate=\"2024-04-01 09:00:00 +0200\" endDate=\"2024-04-01 09:00:00 +0200\""
  " value=\"many\"/>\n"
  " <Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"0.5\""
  " durationUnit=\"hr\" sourceName=\"Watch\" startDate=\"2024-04-01 10:00:00 +0200\""
  " endDate=\"2024-04-01 10:30:00 +0200\">\n"
  "  <WorkoutEvent type=\"HKWorkoutEventTypePause\"/>\n"
  "  <WorkoutStatistics type=\"HKQuantityTypeIdentifierActiveEnergyBurned\" sum=\"1046\""
  " unit=\"kJ\"/>\n"
  "  <WorkoutStatistics type=\"HKQuantityTypeIdentifierDistanceWalkingRunning\" sum=\"5.25\""
  " unit=\"km\"/>\n"
  " </Workout>\n"
  " <Workout workoutActivityType=\"HKWorkoutActivityTypeWalking\" duration=\"20\""
  " totalDistance=\"1\" totalDistanceUnit=\"mi\" totalEnergyBurned=\"80\""
  " totalEnergyBurnedUnit=\"kcal\" sourceName=\"Watch\" startDate=\"2024-04-01 12:00:00 +0200\""
  " endDate=\"2024-04-01 12:20:00 +0200\"/>\n"
  " <ActivitySummary dateComponents=\"2024-04-01\" activeEnergyBurned=\"412.5\""
  " activeEnergyBurnedGoal=\"400\" activeEnergyBurnedUnit=\"kcal\" appleExerciseTime=\"31\""
  " appleStandHours=\"11\"/>\n"
  " <ActivitySummary dateComponents=\"no day\"/>\n"
  " <Audiogram type=\"x\"><SensitivityPoint/></Audiogram>\n"
  "</HealthData>\n";

static void
test_everything (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (GArray) rows = NULL;
  g_autofree char *born = NULL, *sex = NULL;
  g_autoptr (GTimeZone) zone = NULL;

  fixture_open (&f);
  for (int again = 0; again < 2; again++)
    {
      g_autoptr (BwImportResult) result = NULL;
      BwImport *total;

      result = fixture_import_text (&f, "Exportieren.xml", everything, NULL);
      total = result->total;

      g_assert_cmpuint (total->records, ==, 5);
      g_assert_cmpuint (total->n_new, ==, again ? 0 : 5);
      g_assert_cmpuint (total->skipped, ==, 2);
      g_assert_cmpuint (total->workouts, ==, 2);
      g_assert_cmpuint (total->activity_days, ==, 1);
      g_assert_cmpint (total->exported_ms, ==, at ("2024-05-01 10:00:00 +0200"));
      g_assert_cmpint (problem_count (total, "Characters that XML forbids"), ==, 1);
      g_assert_cmpint (problem_line (total, "Characters that XML forbids"), ==, 10);
      g_assert_cmpint (problem_count (total, "Records without a readable start"), ==, 1);
      g_assert_cmpint (problem_line (total, "Records without a readable start"), ==, 18);
      g_assert_cmpint (problem_count (total, "Records without a readable value"), ==, 1);
      g_assert_cmpint (problem_count (total, "Activity summaries without"), ==, 1);
      g_assert_cmpint (problem_count (total, "Entries of the kind “Audiogram”"), ==, 1);
      g_assert_cmpuint (total->problems->len, ==, 5);
    }

  rows = bw_library_read_samples (f.library, BW_KIND_HEART_RATE, G_MININT64, G_MAXINT64, NULL);
  g_assert_cmpuint (rows->len, ==, 2);
  bw_assert_near (g_array_index (rows, BwSampleRow, 0).value, 61.5, 0);
  bw_assert_near (g_array_index (rows, BwSampleRow, 1).value, 62, 0);
  g_assert_cmpstr (g_array_index (rows, BwSampleRow, 1).source, ==, "Ann’s Watch");
  g_assert_cmpint (g_array_index (rows, BwSampleRow, 0).source_id, ==,
                   g_array_index (rows, BwSampleRow, 1).source_id);
  g_assert_cmpint (g_array_index (rows, BwSampleRow, 0).offset_min, ==, 120);

  g_clear_pointer (&rows, g_array_unref);
  rows = bw_library_read_samples (f.library, BW_KIND_SLEEP, G_MININT64, G_MAXINT64, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (g_array_index (rows, BwSampleRow, 0).category, ==,
                   "HKCategoryValueSleepAnalysisAsleepCore");
  g_assert_cmpstr (g_array_index (rows, BwSampleRow, 0).source, ==, "ab");

  born = bw_library_get_characteristic (f.library, "date-of-birth");
  sex = bw_library_get_characteristic (f.library, "sex");
  g_assert_cmpstr (born, ==, "1980-02-29");
  g_assert_cmpstr (sex, ==, "HKBiologicalSexFemale");
  zone = bw_library_get_zone (f.library);
  g_assert_cmpstr (g_time_zone_get_identifier (zone), ==, "Asia/Kathmandu");
}

static void
test_truncated (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *half = g_strndup (everything, strstr (everything, "<Correlation") - everything);
  g_autofree char *path = NULL;
  BwImportOptions options = { .partial = TRUE };
  BwLibraryCounts counts;

  fixture_open (&f);
  path = fixture_write (&f, "export.xml", half, strlen (half));
  g_assert_null (fixture_try (&f, path, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "line 13"));
  g_assert_true (bw_library_get_counts (f.library, &counts, NULL));
  g_assert_cmpint (counts.records, ==, 0);

  result = fixture_import (&f, path, &options);
  g_assert_cmpuint (result->total->records, ==, 3);
  g_assert_cmpint (problem_count (result->total, "The file breaks off"), ==, 1);
}

/* Numbers that no instrument gives would make sums infinite, and the library unsound. */
static void
test_huge_values (void)
{
  static const char *const values[] = { "1e308", "1.7e308", "-1e308", "1e101", "1e100", "0,5" };
  g_autoptr (GString) text = g_string_new ("<HealthData>\n");
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  g_auto (Fixture) f = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_string_append_printf (text,
                            "<Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"W\""
                            " unit=\"count/min\" startDate=\"2024-04-01 08:00:0%u +0200\""
                            " value=\"%s\"/>\n", i, values[i]);
  g_string_append (text, "</HealthData>\n");

  fixture_open (&f);
  result = fixture_import_text (&f, "export.xml", text->str, NULL);
  g_assert_cmpuint (result->total->records, ==, 2);
  g_assert_cmpuint (result->total->skipped, ==, 4);
  g_assert_cmpint (problem_count (result->total, "Records without a readable value"), ==, 4);
  g_assert_true (bw_library_check (f.library, &faults, NULL, NULL, NULL));
  g_assert_cmpuint (faults->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/apple/real-export", test_real_export);
  g_test_add_func ("/import/apple/real-reading", test_real_reading);
  g_test_add_func ("/import/apple/broken-dtd", test_broken_dtd);
  g_test_add_func ("/import/apple/clocks", test_clocks);
  g_test_add_func ("/import/apple/everything", test_everything);
  g_test_add_func ("/import/apple/truncated", test_truncated);
  g_test_add_func ("/import/apple/huge-values", test_huge_values);
  return g_test_run ();
}
