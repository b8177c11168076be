/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-random.h"
#include "base/bw-time.h"
#include "bw-test-library.h"
#include "bw-test.h"
#include "export/bw-export-line-protocol.h"
#include "export/bw-line-writer.h"
#include "forecast/bw-hourly.h"
#include "import/bw-import.h"
#include "store/bw-forecasts.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

/* 2023-09-21 07:00 UTC */
#define START_MS G_GINT64_CONSTANT (1695279600000)

/* --- Words ------------------------------------------------------------------------------------- */

static void
assert_number (double      value,
               const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  bw_line_append_number (text, value);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_numbers (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GRand) random = bw_random_new (7, "line-protocol");

  assert_number (0, "0");
  assert_number (-0.0, "0");
  assert_number (62, "62");
  assert_number (-62, "-62");
  assert_number (62.5, "62.5");
  assert_number (-0.25, "-0.25");
  assert_number (0.000001, "0.000001");
  assert_number (89.4271, "89.4271");
  assert_number (1.05, "1.05");
  assert_number (0.1 + 0.2, "0.30000000000000004");
  assert_number (1.0 / 3, "0.3333333333333333");
  assert_number (9007199254740992.0, "9007199254740992");
  assert_number (1e300, "1e+300");
  assert_number (-5e-324, "-4.94065645841247e-324");

  /* Whatever the number: a reader has it back to the bit. */
  for (guint i = 0; i < 200000; i++)
    {
      double value = ldexp (g_rand_double (random) - 0.5, (int) (i % 60) - 20);

      if (i % 2 == 0)
        value = rint (value * 1e4) / 1e4;
      g_string_truncate (text, 0);
      bw_line_append_number (text, value);
      g_assert_cmpfloat (g_ascii_strtod (text->str, NULL), ==, value);
    }
}

static void
test_words (void)
{
  const char *const tags[] = { "device", "a, b=c", "kind", NULL, "person", "", "source",
                               "Ann’s\tWatch\\", NULL };
  g_autofree char *head = bw_line_make_head ("hrv", tags);
  g_autoptr (GString) text = g_string_new (head);
  gboolean first = TRUE;

  bw_line_add_number (text, &first, "nan", NAN);
  bw_line_add_number (text, &first, "inf", INFINITY);
  bw_line_add_number (text, &first, "x", 0.5);
  bw_line_add_count (text, &first, "n", G_MININT64);
  bw_line_add_flag (text, &first, "used", TRUE);
  bw_line_add_text (text, &first, "why", "a \"b\" \\ c\nd");
  bw_line_end (text, -5);
  g_assert_cmpstr (text->str, ==,
                   "hrv,device=a\\,\\ b\\=c,source=Ann’s\\ Watch/ "
                   "x=0.5,n=-9223372036854775808i,used=true,why=\"a \\\"b\\\" \\\\ c d\" -5\n");
}

/* --- A library --------------------------------------------------------------------------------- */

static char *
make_path (BwTestLibrary *f,
           const char    *name)
{
  return g_build_filename (f->folder, name, NULL);
}

/* Returns: (transfer full): what was written */
static char *
export_with (BwTestLibrary        *f,
             BwExportLinesOptions  options,
             BwExportLinesCounts  *counts)
{
  g_autofree char *path = make_path (f, "out.lp");
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  bw_export_line_protocol (f->library, &options, path, counts, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static char *
export_some (BwTestLibrary *f,
             guint          measurements)
{
  BwExportLinesCounts counts;

  return export_with (f, (BwExportLinesOptions) { measurements, G_MININT64, G_MAXINT64, NULL },
                      &counts);
}

#define assert_exported(f, measurement, expected)                     \
  G_STMT_START                                                        \
  {                                                                   \
    g_autofree char *found_ = export_some (f, 1u << (measurement));   \
    g_assert_cmpstr (found_, ==, expected);                           \
  }                                                                   \
  G_STMT_END

/* Nothing that is told twice or is out of range is in a mean; each measure is by itself. */
static void
test_hrv (void)
{
  g_autoptr (BwTestLibrary) f = bw_test_library_new ("Europe/Berlin");

  bw_test_library_begin (f);
  bw_test_library_add_reading (f, "Watch", START_MS, 42.5, TRUE);
  bw_test_library_add_reading (f, "Watch", START_MS + 1, 43, TRUE);
  bw_test_library_add_reading (f, "Watch", START_MS + 2, -1, FALSE);
  bw_test_library_add (f, BW_KIND_SDNN, "ms", "Watch", START_MS, START_MS + 60000, 50.1);
  bw_test_library_add (f, BW_KIND_SDNN, "ms", "Watch", START_MS + 1, START_MS + 1, 301);
  bw_test_library_add (f, BW_KIND_SDNN, "ms", "Phone", START_MS + 2, START_MS + 2, 51);
  bw_test_library_add (f, BW_KIND_SDNN, "ms", "Watch", START_MS + 2, START_MS + 2, 51);
  bw_test_library_add (f, BW_KIND_SDNN, "s", "Watch", START_MS + 3, START_MS + 3, 0.05);
  bw_test_library_add (f, BW_KIND_RMSSD, "ms", "Band", START_MS + 4, START_MS + 4, 44);
  bw_test_library_end (f);

#define BEATS                                                                                       \
  "beats=2i,intervals=1i,artefacts=0i,used=true,duration_ms=60000i,offset_min=0i "
  assert_exported (f, BW_LINE_HRV,
                   "hrv,measure=rmssd,source=Watch,version=1 rmssd=42.5,rmssd_raw=42.5,se=2," BEATS
                   "1695279600000000000\n"
                   "hrv,measure=rmssd,source=Watch,version=1 rmssd=43,rmssd_raw=43,se=2," BEATS
                   "1695279600001000000\n"
                   "hrv,measure=rmssd,source=Watch,version=1 se=2,beats=2i,intervals=1i,artefacts=0i,"
                   "used=false,why_not=\"too-few-intervals\",duration_ms=60000i,offset_min=0i "
                   "1695279600002000000\n"
                   "hrv,measure=rmssd-imported,source=Band,version=1 rmssd=44,offset_min=0i "
                   "1695279600004000000\n"
                   "hrv,measure=sdnn,source=Watch,version=1 sdnn=50.1,duration_ms=60000i,offset_min=0i "
                   "1695279600000000000\n"
                   "hrv,measure=sdnn,source=Watch,version=1 sdnn_left_out=301,offset_min=0i "
                   "1695279600001000000\n"
                   "hrv,measure=sdnn,source=Watch,version=1 sdnn=51,offset_min=0i "
                   "1695279600002000000\n"
                   "hrv,measure=sdnn,source=Phone,version=1 sdnn_left_out=51,offset_min=0i "
                   "1695279600002000000\n");
}

/* The measure that counts in the library comes first, for a reader takes that. */
static void
test_order (void)
{
  g_autoptr (BwTestLibrary) f = bw_test_library_new ("Europe/Berlin");
  g_autofree char *text = NULL;
  const char *beats, *imported;

  bw_test_library_begin (f);
  bw_test_library_add_reading (f, "Watch", START_MS, 42.5, TRUE);
  for (int i = 0; i < 4; i++)
    bw_test_library_add (f, BW_KIND_RMSSD, "ms", "Band", START_MS + i, START_MS + i, 44);
  bw_test_library_end (f);
  text = export_some (f, BW_LINE_ALL);
  beats = strstr (text, "measure=rmssd,");
  imported = strstr (text, "measure=rmssd-imported,");
  g_assert_nonnull (beats);
  g_assert_nonnull (imported);
  g_assert_true (imported < beats);
}

/* What InfluxDB would take for one point is two. */
static void
test_alike (void)
{
  g_autoptr (BwTestLibrary) f = bw_test_library_new ("Europe/Berlin");

  bw_test_library_begin (f);
  bw_test_library_add (f, BW_KIND_HEART_RATE, "count/min", "A\\B", START_MS, START_MS, 60);
  bw_test_library_add (f, BW_KIND_HEART_RATE, "count/min", "A/B", START_MS, START_MS, 61);
  bw_test_library_add (f, BW_KIND_HEART_RATE, "count/min", "A/B", START_MS, START_MS + 5, 61);
  bw_test_library_add (f, BW_KIND_HEART_RATE, "count/min", "A/B", START_MS + 1, START_MS + 1, 62);
  bw_test_library_add (f, BW_KIND_HEART_RATE, "count/s", "A/B", START_MS + 1, START_MS + 1, 1.5);
  bw_test_library_end (f);
  assert_exported (f, BW_LINE_HEART_RATE,
                   "heart_rate,source=A/B,version=1 bpm=60,offset_min=0i 1695279600000000000\n"
                   "heart_rate,source=A/B,version=1 bpm=61,offset_min=0i 1695279600000000001\n"
                   "heart_rate,source=A/B,version=1 bpm=61,duration_ms=5i,offset_min=0i "
                   "1695279600000000002\n"
                   "heart_rate,source=A/B,version=1 bpm=62,offset_min=0i 1695279600001000000\n"
                   "heart_rate,source=A/B,unit=count/s,version=1 bpm=90,offset_min=0i "
                   "1695279600001000000\n");
}

static void
test_sleep_and_activity (void)
{
  g_autoptr (BwTestLibrary) f = bw_test_library_new ("Europe/Berlin");

  bw_test_library_begin (f);
  bw_test_library_add_sleep (f, "HKCategoryValueSleepAnalysisAsleepREM", "Watch", START_MS,
                             START_MS + 90000);
  bw_test_library_add_sleep (f, "HKCategoryValueSleepAnalysisInBed", "Watch", START_MS,
                             START_MS + 90000);
  bw_test_library_add (f, BW_KIND_STEPS, "count", "Phone", START_MS, START_MS + 1000, 12.5);
  bw_test_library_add (f, BW_KIND_ACTIVE_ENERGY, "kcal", "Phone", START_MS, START_MS + 1000, 0);
  bw_test_library_add (f, BW_KIND_ACTIVE_ENERGY, "kJ", "Phone", START_MS, START_MS + 1000, 4.184);
  bw_test_library_end (f);
  assert_exported (f, BW_LINE_SLEEP,
                   "sleep,source=Watch,stage=AsleepREM,version=1 "
                   "minutes=1.5,duration_ms=90000i,offset_min=0i 1695279600000000000\n"
                   "sleep,source=Watch,stage=InBed,version=1 "
                   "minutes=1.5,duration_ms=90000i,offset_min=0i 1695279600000000000\n");
  assert_exported (f, BW_LINE_ACTIVITY,
                   "activity,kind=steps,source=Phone,version=1 "
                   "steps=12.5,duration_ms=1000i,offset_min=0i 1695279600000000000\n"
                   "activity,kind=active_energy,source=Phone,version=1 "
                   "active_kcal=0,duration_ms=1000i,offset_min=0i 1695279600000000000\n"
                   "activity,kind=active_energy,source=Phone,unit=kJ,version=1 "
                   "active_kcal=1,duration_ms=1000i,offset_min=0i 1695279600000000000\n");
}

static void
keep_forecast (BwTestLibrary *f,
               gint64         issued_ms)
{
  g_autoptr (BwForecast) forecast = bw_forecast_new ();
  g_autoptr (GError) error = NULL;

  forecast->issued_ms = issued_ms;
  forecast->offset_min = 120;
  forecast->measure = BW_MEASURE_RMSSD;
  forecast->model = g_strdup ("average");
  forecast->has_score = TRUE;
  forecast->score_now = 70.5;
  forecast->zone_now = BW_ZONE_GREEN;
  forecast->score_version = 1;
  forecast->n_hours = BW_FORECAST_HOURS;
  for (guint i = 0; i < BW_FORECAST_HOURS; i++)
    forecast->hours[i] = (BwForecastHour) {
      .time_ms = START_MS + (i + 1) * BW_TIME_HOUR,
      .offset_min = 120,
      .median_ms = 40 + i,
      .low_ms = 30.25,
      .high_ms = 60,
      .score = 50,
      .score_low = 40,
      .score_high = 65.5,
      .zone = BW_ZONE_YELLOW,
      .p_green = 0.25,
      .p_yellow = 0.5,
      .p_red = 0.25,
    };
  bw_forecast_store (f->library, forecast, &error);
  g_assert_no_error (error);
}

/* Two of the same hour: neither replaces the other. One that cannot be read is no reason to stop. */
static void
test_fatigue (void)
{
  g_autoptr (BwTestLibrary) f = bw_test_library_new ("Europe/Berlin");
  g_autoptr (BwForecastRow) row = bw_forecast_row_new ();
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;
  BwExportLinesCounts counts;

  keep_forecast (f, START_MS);
  keep_forecast (f, START_MS + BW_TIME_MINUTE);
  row->issued_ms = START_MS + 2 * BW_TIME_MINUTE;
  row->model = g_strdup ("lstm");
  row->measure = g_strdup ("rmssd");
  row->json = g_strdup ("{ \"issued\": [[[");
  g_assert_true (bw_library_add_forecast (f->library, row, NULL));

  text = export_with (f,
                      (BwExportLinesOptions) { 1u << BW_LINE_FATIGUE, G_MININT64, G_MAXINT64,
                                               "Ann B" },
                      &counts);
  g_assert_cmpuint (counts.points[BW_LINE_FATIGUE], ==, 50);
  g_assert_cmpuint (counts.left_out, ==, 1);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 51);
  g_assert_cmpstr (lines[0], ==,
                   "fatigue,kind=now,measure=rmssd,model=average,person=Ann\\ B score=70.5,"
                   "zone=\"green\",issued=\"2023-09-21T09:00:00+02:00\",offset_min=120i "
                   "1695279600000000000");
  g_assert_cmpstr (lines[2], ==,
                   "fatigue,ahead=2,kind=forecast,measure=rmssd,model=average,person=Ann\\ B "
                   "median_ms=41,low_ms=30.25,high_ms=60,score=50,score_low=40,score_high=65.5,"
                   "zone=\"yellow\",p_green=0.25,p_yellow=0.5,p_red=0.25,"
                   "issued=\"2023-09-21T09:00:00+02:00\",offset_min=120i 1695286800000000000");
  g_assert_true (g_str_has_suffix (lines[27], " 1695286800000000001"));
}

/* --- The whole --------------------------------------------------------------------------------- */

/* Some days, with the oddities of real ones. */
static void
fill (BwTestLibrary *f)
{
  g_autoptr (GRand) random = bw_random_new (11, "line-protocol");

  bw_test_library_begin (f);
  for (int hour = 0; hour < 24 * 5; hour++)
    {
      gint64 at = START_MS + hour * BW_TIME_HOUR;

      for (int i = 0; i < 3; i++)
        bw_test_library_add (f, BW_KIND_HEART_RATE, "count/min", "Ann’s Watch", at + i * 7000,
                             at + i * 7000, 50 + 40 * g_rand_double (random));
      bw_test_library_add (f, BW_KIND_STEPS, "count", hour % 3 == 0 ? "Phone" : "Ann’s Watch", at,
                           at + BW_TIME_HOUR + 13, floor (500 * g_rand_double (random)));
      bw_test_library_add (f, BW_KIND_ACTIVE_ENERGY, "kcal", "Ann’s Watch", at, at + 1800000,
                           30 * g_rand_double (random));
      if (hour % 2 == 0)
        bw_test_library_add_reading (f, "Ann’s Watch", at + 99,
                                     20 + 60 * g_rand_double (random), hour % 8 != 0);
      bw_test_library_add (f, BW_KIND_SDNN, "ms", "Ann’s Watch", at + 99, at + 60099,
                           20 + 60 * g_rand_double (random));
      if (hour % 24 < 8)
        bw_test_library_add_sleep (f,
                                   hour % 24 == 3 ? "HKCategoryValueSleepAnalysisAwake"
                                                  : "HKCategoryValueSleepAnalysisAsleepCore",
                                   "Ann’s Watch", at + 60000, at + 50 * 60000 + 1);
      if (hour % 24 == 9)
        bw_test_library_add (f, BW_KIND_RESTING_HEART_RATE, "count/min", "Ann’s Watch", at,
                             at + BW_TIME_HOUR, 50 + hour / 24);
    }
  bw_test_library_end (f);
}

/* What comes back into another library gives the same hours to the bit, and once only. */
static void
test_round_trip (void)
{
  g_autoptr (BwTestLibrary) f = bw_test_library_new ("Europe/Berlin");
  g_autoptr (BwTestLibrary) other = bw_test_library_new ("Europe/Berlin");
  g_autofree char *path = make_path (f, "out.lp");
  const char *const paths[] = { path, NULL };
  g_autofree char *text = NULL;
  g_autoptr (BwImportResult) result = NULL, again = NULL;
  g_autoptr (BwHourly) ours = NULL, theirs = NULL;
  g_autoptr (GError) error = NULL;

  fill (f);
  keep_forecast (f, START_MS);
  text = export_some (f, BW_LINE_ALL);
  result = bw_import_paths (other->library, paths, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->total->skipped, ==, 15 + 25);
  again = bw_import_paths (other->library, paths, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->total->n_new, ==, 0);

  ours = bw_hourly_new (f->library, BW_MEASURE_RMSSD, START_MS, START_MS + 120 * BW_TIME_HOUR, NULL,
                        &error);
  g_assert_no_error (error);
  theirs = bw_hourly_new (other->library, BW_MEASURE_RMSSD_IMPORTED, START_MS,
                          START_MS + 120 * BW_TIME_HOUR, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ours->hours->len, ==, 120);
  g_assert_cmpmem (ours->hours->data, ours->hours->len * sizeof (BwHour), theirs->hours->data,
                   theirs->hours->len * sizeof (BwHour));
  g_assert_cmpmem (ours->nights->data, ours->nights->len * sizeof (BwHourlyNight),
                   theirs->nights->data, theirs->nights->len * sizeof (BwHourlyNight));

  /* Into the library it came from, only what was made from beats is new: it is imported RMSSD now. */
  g_clear_pointer (&again, bw_import_result_free);
  again = bw_import_paths (f->library, paths, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->total->n_new, ==, 45);
}

static void
test_span (void)
{
  g_autoptr (BwTestLibrary) f = bw_test_library_new ("Europe/Berlin");
  g_autofree char *text = NULL, *again = NULL;
  BwExportLinesCounts counts;

  fill (f);
  text = export_with (f,
                      (BwExportLinesOptions) { BW_LINE_ALL & ~(1u << BW_LINE_SLEEP),
                                               START_MS + BW_TIME_HOUR, START_MS + 3 * BW_TIME_HOUR,
                                               NULL },
                      &counts);
  g_assert_cmpuint (counts.points[BW_LINE_HRV], ==, 3);
  g_assert_cmpuint (counts.points[BW_LINE_HEART_RATE], ==, 6);
  g_assert_cmpuint (counts.points[BW_LINE_SLEEP], ==, 0);
  g_assert_cmpuint (counts.points[BW_LINE_ACTIVITY], ==, 4);
  g_assert_cmpuint (counts.left_out, ==, 0);

  g_clear_pointer (&text, g_free);
  text = export_some (f, BW_LINE_ALL);
  again = export_some (f, BW_LINE_ALL);
  g_assert_cmpstr (text, ==, again);
}

/* Times that InfluxDB does not have are counted; numbers have a point in every language. */
static void
test_odd (void)
{
  g_autoptr (BwTestLibrary) f = bw_test_library_new ("Europe/Berlin");
  g_autofree char *text = NULL;
  BwExportLinesCounts counts;

  bw_test_library_begin (f);
  bw_test_library_add (f, BW_KIND_HEART_RATE, "count/min", "", -62135596800000, -62135596800000, 60);
  bw_test_library_add (f, BW_KIND_HEART_RATE, "count/min", "", -5, -5, 1.0 / 3);
  bw_test_library_add (f, BW_KIND_HEART_RATE, "hours", "", 0, 0, 60);
  bw_test_library_end (f);
  setlocale (LC_ALL, "de_DE.UTF-8");
  text = export_with (f,
                      (BwExportLinesOptions) { BW_LINE_ALL, G_MININT64, G_MAXINT64, NULL }, &counts);
  setlocale (LC_ALL, "C");
  g_assert_cmpstr (text, ==,
                   "heart_rate,version=1 bpm=0.3333333333333333,offset_min=0i -5000000\n");
  g_assert_cmpuint (counts.left_out, ==, 2);
}

/* Cancelled, or with nowhere to write to, it leaves what was there. */
static void
test_refused (void)
{
  g_autoptr (BwTestLibrary) f = bw_test_library_new ("Europe/Berlin");
  const BwExportLinesOptions options = { BW_LINE_ALL, G_MININT64, G_MAXINT64, NULL };
  g_autofree char *path = make_path (f, "out.lp"), *nowhere = make_path (f, "no/where.lp");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  BwExportLinesCounts counts;

  fill (f);
  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (bw_export_line_protocol (f->library, &options, path, &counts, NULL, cancellable,
                                           &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "before");
  g_assert_false (bw_export_line_protocol (f->library, &options, nowhere, &counts, NULL, NULL,
                                           &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (bw_export_line_protocol (f->library, &options, "/dev/full", &counts, NULL, NULL,
                                           &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NO_SPACE);
}

static void
test_names (void)
{
  BwLineMeasurement found;

  for (guint i = 0; i < BW_N_LINE_MEASUREMENTS; i++)
    {
      g_assert_true (bw_line_measurement_from_id (bw_line_measurement_get_id (i), &found));
      g_assert_cmpint (found, ==, i);
      g_assert_cmpstr (bw_line_measurement_get_title (i), !=, "");
      g_assert_cmpstr (bw_line_measurement_get_description (i), !=, "");
    }
  g_assert_false (bw_line_measurement_from_id ("", &found));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-protocol/numbers", test_numbers);
  g_test_add_func ("/line-protocol/words", test_words);
  g_test_add_func ("/line-protocol/hrv", test_hrv);
  g_test_add_func ("/line-protocol/order", test_order);
  g_test_add_func ("/line-protocol/alike", test_alike);
  g_test_add_func ("/line-protocol/sleep-and-activity", test_sleep_and_activity);
  g_test_add_func ("/line-protocol/fatigue", test_fatigue);
  g_test_add_func ("/line-protocol/round-trip", test_round_trip);
  g_test_add_func ("/line-protocol/span", test_span);
  g_test_add_func ("/line-protocol/odd", test_odd);
  g_test_add_func ("/line-protocol/refused", test_refused);
  g_test_add_func ("/line-protocol/names", test_names);
  return g_test_run ();
}
