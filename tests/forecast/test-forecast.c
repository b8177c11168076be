/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "bw-test-library.h"
#include "bw-test.h"
#include "forecast/bw-forecast-start.h"
#include "forecast/bw-forecast-weights.h"
#include "forecast/bw-outlook.h"
#include "forecast/bw-simulate.h"
#include "store/bw-forecasts.h"
#include "store/bw-models.h"

#include <math.h>
#include <string.h>

#define WATCH "Sam’s Apple Watch"

/* A simulated life in a library of its own; from @cut_day on another one, if not 0. */
static BwTestLibrary *
make (guint days,
      guint cut_day)
{
  BwTestLibrary *test = bw_test_library_new ("UTC");
  BwSimulateOptions options;
  g_autoptr (BwSimulated) life = NULL;
  gint64 cut_ms;

  bw_simulate_options_init (&options, 21);
  options.days = days;
  life = bw_simulate (&options);
  cut_ms = g_array_index (life->hours, BwSimulatedHour, 0).start_ms;
  cut_ms += cut_day > 0 ? cut_day * BW_TIME_DAY : 100000 * BW_TIME_DAY;

  bw_test_library_begin (test);
  for (guint i = 0; i < life->readings->len; i++)
    {
      const BwSimulatedReading *reading = &g_array_index (life->readings, BwSimulatedReading, i);
      double value = reading->time_ms >= cut_ms ? 9 + i % 5 : exp (reading->ln_rmssd);

      bw_test_library_add_reading (test, WATCH, reading->time_ms, value, TRUE);
    }
  for (guint i = 0; i < life->hours->len; i++)
    {
      const BwSimulatedHour *hour = &g_array_index (life->hours, BwSimulatedHour, i);
      gint64 t = hour->start_ms;
      gboolean later = t >= cut_ms;

      if (hour->has_hr)
        bw_test_library_add (test, BW_KIND_HEART_RATE, "count/min", WATCH, t + 1, t + 1,
                             later ? 150 : round (hour->hr_bpm));
      if (hour->steps > 0)
        bw_test_library_add (test, BW_KIND_STEPS, "count", WATCH, t, t + 10 * BW_TIME_MINUTE,
                             later ? 7 : round (hour->steps));
      if (hour->hour == 20)
        bw_test_library_add (test, BW_KIND_RESTING_HEART_RATE, "count/min", WATCH,
                             t - 20 * BW_TIME_HOUR, t, later ? 90 : 55 + i % 7);
    }
  for (guint i = 0; i < life->sleeps->len; i++)
    {
      const BwSimulatedSleep *sleep = &g_array_index (life->sleeps, BwSimulatedSleep, i);

      if (sleep->start_ms < cut_ms)
        bw_test_library_add_sleep (test, "HKCategoryValueSleepAnalysisAsleepCore", WATCH,
                                   sleep->start_ms, sleep->end_ms);
    }
  bw_test_library_end (test);
  return test;
}

static gint64
first_day (void)
{
  BwSimulateOptions options;

  bw_simulate_options_init (&options, 21);
  return options.first_day * BW_TIME_DAY;
}

static char *
run (BwTestLibrary *test,
     gint64         at_ms,
     const char    *model)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwForecast) forecast
      = bw_forecast_run (test->library, BW_MEASURE_AUTO, at_ms, model, FALSE, NULL, NULL, &error);
  g_autoptr (JsonNode) node = NULL;

  g_assert_no_error (error);
  node = bw_forecast_to_json (forecast);
  return json_to_string (node, TRUE);
}

static gint64
train (BwTestLibrary  *test,
       gint64          until_ms,
       BwTrainResult **result)
{
  BwTrainOptions options = {
    .seed = 3, .until_ms = until_ms, .max_epochs = 1, .from_chance = TRUE
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTrainResult) own
      = bw_forecast_train (test->library, &options, NULL, NULL, &error);
  gint64 id;

  g_assert_no_error (error);
  id = own->model_id;
  if (result != NULL)
    *result = g_steal_pointer (&own);
  return id;
}

/* The same data, seed and options give the same model and the same bytes, in another library too.
 */
static void
test_repeats (void)
{
  g_autoptr (BwTestLibrary) a = make (50, 0), b = make (50, 0);
  BwTrainResult *result = NULL;
  g_autoptr (BwModelRow) row = NULL, row2 = NULL;
  g_autofree char *text = NULL, *text2 = NULL, *again = NULL, *lstm = NULL, *lstm2 = NULL;
  gint64 id = train (a, G_MAXINT64, &result), id2 = train (b, G_MAXINT64, NULL);

  g_assert_cmpint (result->measure, ==, BW_MEASURE_RMSSD);
  g_assert_cmpuint (result->epochs, ==, 1);
  g_assert_cmpuint (result->parameters, >, 1000);
  g_assert_cmpuint (result->notes->len, ==, 1);
  bw_train_result_free (result);

  row = bw_library_get_model (a->library, "lstm-default", id, NULL);
  row2 = bw_library_get_model (b->library, "lstm-default", id2, NULL);
  g_assert_true (g_bytes_equal (row->weights, row2->weights));
  g_assert_cmpstr (row->metrics, ==, row2->metrics);
  g_assert_cmpstr (row->fingerprint, ==, row2->fingerprint);
  g_assert_cmpint (row->trained_ms, ==, row->to_ms);
  g_assert_cmpint (row->trained_ms, ==, row2->trained_ms);

  /* Training again replaces the model by its like. */
  g_assert_cmpint (train (a, G_MAXINT64, NULL), ==, id);

  text = run (a, G_MAXINT64, "best");
  again = run (a, G_MAXINT64, "best");
  text2 = run (b, G_MAXINT64, "best");
  g_assert_cmpstr (text, ==, again);
  g_assert_cmpstr (text, ==, text2);
  lstm = run (a, G_MAXINT64, "lstm");
  lstm2 = run (b, G_MAXINT64, "lstm");
  g_assert_cmpstr (lstm, ==, lstm2);
  g_assert_nonnull (strstr (lstm, "\"model\" : \"lstm\""));
}

/* With fewer than 60 days of one's own a net that does not win is no line in the chart, and the notes
 * say so; asked by its name it answers. */
static void
test_few_days (void)
{
  g_autoptr (BwTestLibrary) few = make (50, 0), enough = make (70, 0);
  BwTestLibrary *tests[] = { few, enough };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwForecast) best = NULL, lstm = NULL;
      gboolean told = FALSE;

      train (tests[i], G_MAXINT64, NULL);
      best = bw_forecast_run (tests[i]->library, BW_MEASURE_AUTO, G_MAXINT64, "best", FALSE, NULL,
                              NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (best->model, !=, "lstm");
      g_assert_true (best->has_net == (i == 1));
      for (guint n = 0; n < best->notes->len; n++)
        told |= strstr (g_ptr_array_index (best->notes, n), "under 60") != NULL;
      g_assert_true (told == (i == 0));
      lstm = bw_forecast_run (tests[i]->library, BW_MEASURE_AUTO, G_MAXINT64, "lstm", FALSE, NULL,
                              NULL, &error);
      g_assert_no_error (error);
      g_assert_true (lstm->has_net);
    }
}

/* A training begins from the start that the library keeps, and says so in its record; a net out of a
 * file is asked only where none was trained, and is never shown as the best. */
static void
test_start_and_import (void)
{
  g_autoptr (BwTestLibrary) test = make (50, 0), other = make (50, 0);
  const BwForecastStartOptions small = { .people = 2, .days = 60, .epochs = 1, .n_members = 1,
                                         .n_hidden = 4 };
  BwTrainOptions options = { .seed = 3, .until_ms = G_MAXINT64, .max_epochs = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwForecastNet) start = bw_forecast_start_make (&small, NULL, NULL, &error);
  g_autoptr (BwTrainResult) result = NULL;
  g_autoptr (BwModelRow) row = NULL, imported = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *fingerprint = bw_forecast_start_get_fingerprint ();
  g_autoptr (BwForecast) best = NULL, lstm = NULL;
  g_autofree char *before = NULL, *after = NULL;

  g_assert_true (bw_forecast_start_keep (test->library, start, &error));
  result = bw_forecast_train (test->library, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (result->configuration, fingerprint));
  g_assert_nonnull (strstr (result->configuration, "\"hidden\":4"));
  g_assert_nonnull (strstr (result->metrics, "\"start_loss\""));

  row = bw_library_get_model (test->library, NULL, result->model_id, NULL);
  bytes = bw_forecast_weights_export (row, &error);
  g_assert_no_error (error);
  imported = bw_forecast_weights_import (bytes, &error);
  g_assert_no_error (error);
  before = run (test, G_MAXINT64, "lstm");
  g_assert_true (bw_library_add_model (test->library, imported, &error));
  after = run (test, G_MAXINT64, "lstm");
  g_assert_cmpstr (before, ==, after);

  imported->id = imported->stored = 0;
  g_assert_true (bw_library_add_model (other->library, imported, &error));
  best = bw_forecast_run (other->library, BW_MEASURE_AUTO, G_MAXINT64, "best", FALSE, NULL, NULL,
                          &error);
  g_assert_cmpstr (best->model, !=, "lstm");
  lstm = bw_forecast_run (other->library, BW_MEASURE_AUTO, G_MAXINT64, "lstm", FALSE, NULL, NULL,
                          &error);
  g_assert_no_error (error);
  g_assert_cmpint (lstm->model_id, ==, imported->id);
}

/* Whatever comes after the issue time changes nothing: not in a run, not in a training. */
static void
test_no_peeking (void)
{
  g_autoptr (BwTestLibrary) one = make (55, 0), other = make (55, 45);
  gint64 at_ms = first_day () + 45 * BW_TIME_DAY;
  g_autoptr (BwModelRow) row = NULL, row2 = NULL;
  g_autofree char *text = run (one, at_ms, "best"), *text2 = run (other, at_ms, "best");
  g_autofree char *lstm = NULL, *lstm2 = NULL, *later = NULL, *later2 = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (text, ==, text2);
  row = bw_library_get_model (one->library, "lstm-default", train (one, at_ms, NULL), NULL);
  row2 = bw_library_get_model (other->library, "lstm-default", train (other, at_ms, NULL), NULL);
  g_assert_cmpstr (row->fingerprint, ==, row2->fingerprint);
  g_assert_cmpstr (row->metrics, ==, row2->metrics);
  g_assert_true (g_bytes_equal (row->weights, row2->weights));
  lstm = run (one, at_ms, "lstm");
  lstm2 = run (other, at_ms, "lstm");
  g_assert_cmpstr (lstm, ==, lstm2);

  /* A model of later data does not speak of an earlier time. */
  g_assert_null (bw_forecast_run (one->library, BW_MEASURE_AUTO, at_ms - BW_TIME_DAY, "lstm", FALSE,
                                  NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);

  /* The test would notice. */
  later = run (one, at_ms + 3 * BW_TIME_DAY, "level");
  later2 = run (other, at_ms + 3 * BW_TIME_DAY, "level");
  g_assert_cmpstr (later, !=, later2);
}

static void
test_store (void)
{
  g_autoptr (BwTestLibrary) test = make (30, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwForecast) forecast = bw_forecast_run (test->library, BW_MEASURE_AUTO, G_MAXINT64,
                                                     "best", TRUE, NULL, NULL, &error);
  g_autofree char *kept = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (BwForecast) again = NULL;

  g_assert_no_error (error);
  kept = bw_library_get_forecast (test->library, G_MAXINT64, &error);
  g_assert_no_error (error);
  node = json_from_string (kept, &error);
  again = bw_forecast_from_json (node, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->issued_ms, ==, forecast->issued_ms);
  g_assert_cmpstr (again->model, ==, forecast->model);
}

static void
test_too_few (void)
{
  g_autoptr (BwTestLibrary) none = bw_test_library_new ("UTC");
  g_autoptr (BwTestLibrary) few = make (12, 0);
  BwTrainOptions options = {
    .seed = 3, .until_ms = G_MAXINT64, .max_epochs = 1, .from_chance = TRUE
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwOutlook) outlook = NULL;

  g_assert_null (bw_forecast_run (none->library, BW_MEASURE_AUTO, G_MAXINT64, "best", FALSE, NULL,
                                  NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_assert_null (
      bw_outlook_new (none->library, BW_MEASURE_AUTO, G_MAXINT64, 7, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_assert_null (bw_forecast_train (few->library, &options, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);

  outlook = bw_outlook_new (few->library, BW_MEASURE_AUTO, G_MAXINT64, 7, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (outlook->forecast->calibrating);
  g_assert_false (outlook->forecast->has_score);
  g_assert_cmpuint (outlook->forecast->n_hours, ==, 24);
  g_assert_false (g_array_index (outlook->past, BwPastHour, 3).has_level);
  g_assert_false (outlook->track.known);
}

static void
test_outlook (void)
{
  g_autoptr (BwTestLibrary) test = make (60, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwOutlook) outlook
      = bw_outlook_new (test->library, BW_MEASURE_AUTO, G_MAXINT64, 7, NULL, NULL, &error);
  gint64 issued_ms, previous_ms = 0;

  g_assert_no_error (error);
  issued_ms = outlook->forecast->issued_ms;
  g_assert_cmpuint (outlook->forecast->pushes->len, ==, 3);
  g_assert_cmpuint (outlook->past->len, ==, 7 * 24);
  for (guint i = 0; i < outlook->past->len; i++)
    {
      const BwPastHour *hour = &g_array_index (outlook->past, BwPastHour, i);

      g_assert_cmpint (hour->time_ms, ==, issued_ms - (7 * 24 - (gint64) i) * BW_TIME_HOUR);
      g_assert_true (hour->has_level);
      g_assert_true (hour->level_score > 0 && hour->level_score < 100);
    }
  g_assert_cmpuint (outlook->readings->len, >, 20);
  for (guint i = 0; i < outlook->readings->len; i++)
    {
      const BwPastReading *reading = &g_array_index (outlook->readings, BwPastReading, i);

      g_assert_cmpint (reading->time_ms, >=, issued_ms - 7 * BW_TIME_DAY);
      g_assert_cmpint (reading->time_ms, <, issued_ms);
    }
  /* Seven nights or so, and the one to come. */
  g_assert_cmpuint (outlook->nights->len, >=, 6);
  for (guint i = 0; i < outlook->nights->len; i++)
    {
      const BwNight *night = &g_array_index (outlook->nights, BwNight, i);

      g_assert_cmpint (night->start_ms, <, night->end_ms);
      g_assert_cmpint (night->end_ms - night->start_ms, <, 14 * BW_TIME_HOUR);
      g_assert_cmpint (night->start_ms, >=, previous_ms);
      previous_ms = night->end_ms;
    }
  g_assert_cmpint (previous_ms, >, issued_ms);
  g_assert_true (outlook->track.known);
}

static BwOutlook *
look_back (BwTestLibrary *test,
           gint64         at_ms)
{
  g_autoptr (GError) error = NULL;
  BwOutlook *outlook = bw_outlook_look_back (test->library, BW_MEASURE_AUTO, at_ms, NULL, NULL,
                                             &error);

  g_assert_no_error (error);
  g_assert_true (outlook->looks_back);
  return outlook;
}

/* A day of long ago: what would have been issued then, beside what came. */
static void
test_look_back (void)
{
  g_autoptr (BwTestLibrary) test = make (70, 0);
  /* Another life from the 60th day on: nothing of it may be in the forecast. */
  g_autoptr (BwTestLibrary) other = make (70, 60);
  gint64 at_ms = first_day () + 60 * BW_TIME_DAY;
  g_autoptr (BwAnnotation) note = bw_annotation_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BwOutlook) outlook = NULL, elsewhere = NULL, again = NULL;
  g_autoptr (BwForecast) then = NULL;
  guint inside;

  note->start_ms = at_ms + 5 * BW_TIME_HOUR;
  note->end_ms = note->start_ms;
  note->text = g_strdup ("A cold");
  g_assert_true (bw_library_add_annotation (test->library, note, &error));

  outlook = look_back (test, at_ms);
  elsewhere = look_back (other, at_ms);
  then = bw_forecast_run (test->library, BW_MEASURE_AUTO, at_ms, "best", FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (outlook->was_kept);
  g_assert_cmpint (outlook->forecast->issued_ms, ==, at_ms);
  for (guint k = 0; k < BW_FORECAST_HOURS; k++)
    {
      g_assert_true (outlook->forecast->hours[k].score == then->hours[k].score);
      g_assert_true (elsewhere->forecast->hours[k].score == then->hours[k].score);
      /* A single reading scatters more than the level does. */
      g_assert_cmpfloat (outlook->reading_low[k], <, outlook->forecast->hours[k].score_low);
      g_assert_cmpfloat (outlook->reading_high[k], >, outlook->forecast->hours[k].score_high);
    }
  g_assert_cmpuint (outlook->came->len, >=, 2);
  g_assert_cmpuint (outlook->after->len, ==, 24);
  g_assert_cmpuint (outlook->after_readings->len, ==, outlook->came->len);
  inside = 0;
  for (guint i = 0; i < outlook->came->len; i++)
    {
      const BwCame *came = &g_array_index (outlook->came, BwCame, i);
      double score = g_array_index (outlook->after_readings, BwPastReading, i).score;

      /* Inside of the band in milliseconds is inside of it as it is drawn. */
      g_assert_true (came->inside
                     == (score >= outlook->reading_low[came->hour]
                         && score <= outlook->reading_high[came->hour]));
      inside += came->inside;
    }
  g_assert_cmpuint (inside, ==, bw_came_count_inside (outlook->came));
  g_assert_cmpuint (outlook->annotations->len, ==, 1);
  g_assert_cmpint (g_array_index (outlook->past, BwPastHour, outlook->past->len - 1).time_ms, ==,
                   at_ms - BW_TIME_HOUR);

  /* One that was kept is shown as it was issued, be that in the morning, and with another number. */
  then->hours[3].median_ms = 77;
  g_assert_true (bw_forecast_store (test->library, then, &error));
  again = look_back (test, at_ms + 9 * BW_TIME_HOUR);
  g_assert_true (again->was_kept);
  g_assert_cmpint (again->forecast->issued_ms, ==, at_ms);
  g_assert_cmpfloat (again->forecast->hours[3].median_ms, ==, 77);
  g_assert_cmpuint (again->came->len, ==, outlook->came->len);
  g_assert_cmpuint (again->past->len, ==, outlook->past->len);
  g_assert_cmpuint (again->nights->len, >, 10);
  for (guint k = 0; k < BW_FORECAST_HOURS; k++)
    bw_assert_near (again->reading_high[k], outlook->reading_high[k], 0.5);
}

/* What is held twice is freed once, and last. */
static void
test_outlook_shared (void)
{
  g_autoptr (BwTestLibrary) test = make (20, 0);
  BwOutlook *outlook = look_back (test, first_day () + 18 * BW_TIME_DAY);

  g_assert_true (bw_outlook_ref (outlook) == outlook);
  bw_outlook_free (outlook);
  g_assert_cmpuint (outlook->forecast->n_hours, ==, BW_FORECAST_HOURS);
  bw_outlook_free (outlook);
}

static void
test_cancelled (void)
{
  g_autoptr (BwTestLibrary) test = make (20, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (bw_forecast_run (test->library, BW_MEASURE_AUTO, G_MAXINT64, "best", FALSE, NULL,
                                  cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/repeats", test_repeats);
  g_test_add_func ("/forecast/few-days", test_few_days);
  g_test_add_func ("/forecast/start-and-import", test_start_and_import);
  g_test_add_func ("/forecast/no-peeking", test_no_peeking);
  g_test_add_func ("/forecast/store", test_store);
  g_test_add_func ("/forecast/too-few", test_too_few);
  g_test_add_func ("/forecast/outlook", test_outlook);
  g_test_add_func ("/forecast/look-back", test_look_back);
  g_test_add_func ("/forecast/outlook-shared", test_outlook_shared);
  g_test_add_func ("/forecast/cancelled", test_cancelled);
  return g_test_run ();
}
