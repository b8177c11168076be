/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* One of everything. */
static void
fill (Fixture *fixture)
{
  const BwBeat beats[]
      = { { FIRST_MS + 1000, 60 }, { FIRST_MS + 2000, 60 }, { FIRST_MS + 3000, 60 } };
  gint32 samples_nv[1000];
  BwRecording recording = {
    .name = (char *) "ecg.csv", .start_ms = FIRST_MS, .rate_hz = 512, .n_samples = 1000,
  };
  BwReadingRow reading = { .start_ms = FIRST_MS, .end_ms = FIRST_MS + 60000 };
  BwRrRecording rr = { .name = (char *) "rr.txt", .start_ms = FIRST_MS, .rmssd_ms = 30 };
  g_autoptr (BwRrIntervals) intervals = bw_rr_intervals_new (5, 1);
  g_autofree BwSample *samples = NULL;
  g_autoptr (GError) error = NULL;
  BwSample sleep = { .start_ms = FIRST_MS, .end_ms = FIRST_MS + 1 };
  gint64 id;

  samples = fixture_make_samples (fixture_kind (fixture, BW_KIND_HEART_RATE, "count/min"),
                                  fixture_source (fixture, "Watch"), FIRST_MS, 5000, 20000);
  fixture_import (fixture, samples, 20000);
  sleep.kind = bw_library_intern_kind (fixture->library, BW_KIND_SLEEP, "", TRUE, &error);
  sleep.value = bw_library_intern_category (fixture->library, "Awake", &error);
  sleep.source = samples[0].source;
  fixture_import (fixture, &sleep, 1);

  id = fixture_begin (fixture);
  reading.source_id = samples[0].source;
  bw_library_add_reading (fixture->library, id, &reading, beats, 3, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 1000; i++)
    samples_nv[i] = (gint32) (i * i);
  bw_library_add_recording (fixture->library, id, &recording, samples_nv, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 5; i++)
    intervals->ms[i] = 800 + i;
  intervals->gaps[0] = (BwRrGap) { 3, 1500 };
  bw_library_add_rr_recording (fixture->library, id, &rr, intervals, NULL, &error);
  g_assert_no_error (error);
  fixture_commit (fixture);
  for (guint kind = 0; kind < BW_EDITED_N_KINDS; kind++)
    {
      bw_library_set_edits (fixture->library, kind, 1, "{}", &error);
      g_assert_no_error (error);
    }
  bw_library_set_analysis (fixture->library, recording.id,
                           &(BwRecordingAnalysis) { 1, 30, TRUE, 61.5, 0.875 }, &error);
  g_assert_no_error (error);
  bw_library_set_reader_labels (fixture->library, "Ada",
                                &(BwLabelState) { recording.id, BW_LABEL_FASTING, NULL, 1 }, 1,
                                &error);
  g_assert_no_error (error);
  bw_library_set_predictions (fixture->library, fixture_add_model (fixture, 1),
                              &(BwPredictionRow) { .recording_id = recording.id,
                                                   .answer = BW_LABEL_GLUCOSE,
                                                   .probability = 0.75, .votes = 20, .n_beats = 30 },
                              1, &error);
  g_assert_no_error (error);
  fixture_add_forecast (fixture, FIRST_MS, "lstm", 0, "{}");
  bw_library_set_backtest (fixture->library,
                           &(BwBacktestRow) { .measure = (char *) "rmssd", .stride_h = 6,
                                              .fingerprint = (char *) "ff", .json = (char *) "{}" },
                           &error);
  g_assert_no_error (error);
  fixture_add_annotation (fixture, FIRST_MS, FIRST_MS + 5, "a long night", "travel");
  fixture_check (fixture->library, NULL);
}

#define ANYTHING_GOES "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; "

/* Each of these is found, in words that name it. */
static void
test_rules (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *sql;
    const char *pattern;
  } faults[] = {
    { "UPDATE rollup SET sum = sum + 1 WHERE start_ms = 1672531200000", "1 quarter*HeartRate*" },
    { "UPDATE rollup SET min = min - 1 WHERE start_ms < 1672531200000 + 2700000",
      "3 quarters*HeartRate*" },
    { "UPDATE rollup SET max = max * 2, n = n + 1 WHERE start_ms = 1672531200000", "1 quarter*" },
    { "DELETE FROM rollup WHERE start_ms = 1672531200000 + 900000", "1 quarter*" },
    { "DELETE FROM rollup", "112 quarters*" },
    { "INSERT INTO rollup VALUES (1, 1672531200000 - 900000, 1, 1, 1, 1)", "1 quarter*" },
    { "INSERT INTO rollup VALUES (1, 1972531200000, 1, 1, 1, 1)", "1 quarter*" },
    { "INSERT INTO rollup VALUES (77, 1972531200000, 1, 1, 1, 1)", "1 quarter*" },
    { "DELETE FROM sample WHERE start_ms = 1672531205000", "1 record too many*HeartRate*" },
    { "UPDATE kind SET n_samples = n_samples - 5 WHERE id = 1", "5 records too many*HeartRate*" },
    { "INSERT INTO sample VALUES (99, 1, 0, 1, 1, 0, 0, 0, 1)",
      "1 record of “99” has an unknown kind*" },
    { "UPDATE sample SET source_id = 55 WHERE start_ms = 1672531205000", "1 record of *unknown*" },
    { "UPDATE sample SET import_id = 55 WHERE start_ms < 1672531206000", "2 records of *unknown*" },
    { "UPDATE sample SET value = 9 WHERE kind_id = 2", "1 record of *SleepAnalysis* unknown*" },
    { "PRAGMA foreign_keys = OFF; DELETE FROM reading", "3 rows of the table “beat”*“reading”*" },
    { "PRAGMA foreign_keys = OFF; DELETE FROM source", "*“reading”*“source”*" },
    { "DELETE FROM beat WHERE n = 1", "Reading 1 has not*" },
    { "UPDATE reading SET end_ms = start_ms - 1", "Reading 1 has not*" },
    { "UPDATE beat SET time_ms = time_ms + 10000 WHERE n = 0", "*beats of reading 1*" },
    { "UPDATE beat SET time_ms = time_ms + 100000000", "*beats of reading 1*" },
    { "UPDATE beat SET time_ms = time_ms - 100000000", "*beats of reading 1*" },
    { "UPDATE recording_samples SET samples_nv = zeroblob (length (samples_nv))",
      "*samples of the ECG “ecg.csv”*" },
    { "UPDATE recording_samples SET samples_nv = substr (samples_nv, 1, 3999)",
      "*“ecg.csv” has not as many*" },
    { "UPDATE recording SET n_samples = 999", "*“ecg.csv” has not as many*" },
    { "DELETE FROM recording_samples", "*“ecg.csv” has not as many*" },
    { "UPDATE recording SET rate_hz = 0", "*no sample rate*" },
    { "UPDATE recording SET rate_hz = 9e999", "*no sample rate*" },
    { ANYTHING_GOES "UPDATE recording SET quality = 1.01", "*“ecg.csv” has a number*" },
    { ANYTHING_GOES "UPDATE recording SET quality = -0.01", "*“ecg.csv” has a number*" },
    { ANYTHING_GOES "UPDATE recording SET hr_bpm = 0", "*“ecg.csv” has a number*" },
    { ANYTHING_GOES "UPDATE recording SET n_beats = -1", "*“ecg.csv” has a number*" },
    { "UPDATE recording SET quality = NULL", "*“ecg.csv” has a number*" },
    { "UPDATE recording SET n_beats = NULL", "*“ecg.csv” has a number*" },
    { "UPDATE recording SET analysis_version = NULL", "*“ecg.csv” has a number*" },
    { "UPDATE recording SET labelled_ms = 5", "*“ecg.csv” has no label and tells*" },
    { ANYTHING_GOES "UPDATE reader_label SET recording_id = 99", "1 row of*“reader_label”*" },
    { ANYTHING_GOES "UPDATE reader_label SET label = 'perhaps'", "*damaged*reader_label*" },
    { ANYTHING_GOES "UPDATE reader_label SET reader = ''", "*damaged*reader_label*" },
    { ANYTHING_GOES "UPDATE prediction SET recording_id = 99", "1 row of*“prediction”*“recording”*" },
    { ANYTHING_GOES "UPDATE prediction SET model_id = 99", "1 row of*“prediction”*“model”*" },
    { ANYTHING_GOES "UPDATE prediction SET answer = 'none'", "*damaged*prediction*" },
    { ANYTHING_GOES "UPDATE prediction SET probability = 1.01", "*damaged*prediction*" },
    { ANYTHING_GOES "UPDATE prediction SET probability = NULL", "*damaged*prediction*" },
    { ANYTHING_GOES "UPDATE prediction SET votes = 31", "*damaged*prediction*" },
    { ANYTHING_GOES "UPDATE prediction SET votes = 0, n_beats = 0", "*damaged*prediction*" },
    { ANYTHING_GOES "UPDATE prediction SET outside = 2", "*damaged*prediction*" },
    { ANYTHING_GOES "UPDATE prediction SET origin = 'told'", "*damaged*prediction*" },
    { "UPDATE forecast SET json = '{1}'", "Forecast 1 cannot*" },
    { ANYTHING_GOES "UPDATE forecast SET model_id = 99", "1 row of*“forecast”*“model”*" },
    { "UPDATE backtest SET json = '['", "The backtest of “rmssd” cannot*" },
    { ANYTHING_GOES "UPDATE backtest SET stride_h = 0", "*damaged*backtest*" },
    { ANYTHING_GOES "UPDATE backtest SET to_ms = from_ms - 1", "*damaged*backtest*" },
    { ANYTHING_GOES "UPDATE annotation SET end_ms = start_ms - 1", "*damaged*annotation*" },
    { "UPDATE rr_recording_values SET values_ms = substr (values_ms, 1, 39)",
      "*“rr.txt” has not the intervals*" },
    { "UPDATE rr_recording_values SET values_ms = zeroblob (40)", "*“rr.txt” has not the intervals*" },
    { "UPDATE rr_recording SET n_intervals = 4", "*“rr.txt” has not the intervals*" },
    { "DELETE FROM rr_recording_values", "*“rr.txt” has not the intervals*" },
    { "UPDATE rr_recording_values SET gaps = x''", "*intervals of the RR recording “rr.txt”*" },
    { "UPDATE rr_recording SET hash = 'ff'", "*intervals of the RR recording “rr.txt”*" },
    { "UPDATE rr_recording SET duration_ms = duration_ms + 1", "*“rr.txt” is not as long*" },
    { ANYTHING_GOES "UPDATE rr_recording SET unit = 'min'", "*damaged*rr_recording*" },
    { ANYTHING_GOES "UPDATE rr_recording SET rmssd_ms = -5", "*damaged*rr_recording*" },
    { ANYTHING_GOES "UPDATE rr_recording SET import_id = 99", "1 row of*“rr_recording”*“import”*" },
    { "UPDATE beat_edit SET json = '{' WHERE reading_id = 1", "*edits*of reading 1 cannot*" },
    { "UPDATE beat_edit SET json = 'null' WHERE reading_id = 1", "*edits*of reading 1 cannot*" },
    { "UPDATE beat_edit SET json = '[{}]' WHERE reading_id = 1", "*edits*of reading 1 cannot*" },
    { "UPDATE beat_edit SET json = '' WHERE recording_id = 1", "*edits*of recording 1 cannot*" },
    { "UPDATE beat_edit SET json = '?' WHERE rr_recording_id = 1", "*edits*RR recording 1 cannot*" },
    { ANYTHING_GOES "UPDATE beat_edit SET reading_id = 2 WHERE recording_id = 1",
      "*damaged*beat_edit*" },
    { ANYTHING_GOES "UPDATE beat_edit SET reading_id = 5 WHERE reading_id = 1",
      "1 row of*“beat_edit”*“reading”*" },
    { ANYTHING_GOES "UPDATE beat_edit SET reading_id = NULL", "*damaged*beat_edit*" },
    { ANYTHING_GOES "UPDATE annotation SET text = '', tags = ''", "*damaged*annotation*" },
  };
  g_autofree char *good = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  fill (fixture);
  g_clear_pointer (&fixture->library, bw_library_close);
  g_file_get_contents (fixture->path, &good, &length, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_test_message ("%s", faults[i].sql);
      fixture_sql (fixture->path, faults[i].sql);
      fixture->library = bw_library_open (fixture->path, BW_LIBRARY_READ, &error);
      g_assert_no_error (error);
      fixture_check (fixture->library, faults[i].pattern);
      g_clear_pointer (&fixture->library, bw_library_close);
      g_file_set_contents (fixture->path, good, (gssize) length, &error);
      g_assert_no_error (error);
    }
  fixture->library = bw_library_open (fixture->path, BW_LIBRARY_READ, &error);
  fixture_check (fixture->library, NULL);
}

/* Noise over any page is either told when the library is opened or found by the check; and never
 * written over. */
static void
test_noise (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *good = NULL;
  g_autoptr (GError) error = NULL;
  guint8 noise[4096];
  gsize length;
  gint64 page_size;

  fill (fixture);
  g_clear_pointer (&fixture->library, bw_library_close);
  g_file_get_contents (fixture->path, &good, &length, &error);
  g_assert_no_error (error);
  page_size = fixture_query (fixture->path, "PRAGMA page_size");
  for (guint i = 0; i < sizeof noise; i++)
    noise[i] = (guint8) (i * 37 + 11);

  for (gsize page = 1; page * (gsize) page_size < length; page++)
    {
      g_autofree char *damaged = NULL;
      gsize damaged_length;
      int fd = g_open (fixture->path, O_WRONLY | O_CLOEXEC, 0);

      g_assert_cmpint (pwrite (fd, noise, sizeof noise, (off_t) page * page_size), ==,
                       sizeof noise);
      close (fd);

      fixture->library = bw_library_open (fixture->path, BW_LIBRARY_READ, &error);
      if (fixture->library != NULL)
        fixture_check (fixture->library, "*");
      else
        g_assert_error (error, BW_ERROR, BW_ERROR_DAMAGED);
      g_clear_error (&error);
      g_clear_pointer (&fixture->library, bw_library_close);

      g_file_get_contents (fixture->path, &damaged, &damaged_length, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (damaged_length, ==, length);
      g_assert_cmpmem (damaged + page * (gsize) page_size, sizeof noise, noise, sizeof noise);
      g_file_set_contents (fixture->path, good, (gssize) length, &error);
      g_assert_no_error (error);
    }
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  g_cancellable_cancel (cancellable);
  g_assert_false (bw_library_check (fixture->library, &problems, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (problems);
  fixture_check (fixture->library, NULL);
}

/* While it checks, it sees the library as it was when it began. */
static void
on_progress (BwProgress *progress,
             gpointer    user_data)
{
  Fixture *fixture = user_data;

  fixture_sql (fixture->path, "UPDATE rollup SET n = n + 1");
}

static void
test_snapshot (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  bw_progress_set_notify (progress, on_progress, fixture);
  bw_library_check (fixture->library, &problems, progress, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  fixture_check (fixture->library, "112 quarters*");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/check/rules", test_rules);
  fixture_add ("/store/check/noise", test_noise);
  fixture_add ("/store/check/cancel", test_cancel);
  fixture_add ("/store/check/snapshot", test_snapshot);
  return g_test_run ();
}
