/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include <stdlib.h>

static BwRecording
make_recording (void)
{
  return (BwRecording) {
    .name = (char *) "ecg_2023-03-04_1.csv",
    .start_ms = FIRST_MS,
    .offset_min = -300,
    .time_known = TRUE,
    .rate_hz = 511.562,
    .n_samples = 5,
    .lead = (char *) "Lead I",
    .classification = (char *) "窦性心律",
    .symptoms = (char *) "",
    .device = (char *) "Watch6,7",
    .software = NULL,
    .label = BW_LABEL_NONE,
    .note = (char *) "left wrist",
  };
}

static gboolean
add (Fixture      *fixture,
     BwRecording  *recording,
     const gint32 *samples_nv)
{
  g_autoptr (GError) error = NULL;
  gboolean is_new = FALSE;
  gint64 id = fixture_begin (fixture);

  bw_library_add_recording (fixture->library, id, recording, samples_nv, &is_new, &error);
  g_assert_no_error (error);
  g_assert_cmpint (recording->id, >, 0);
  fixture_commit (fixture);
  return is_new;
}

static BwRecording *
read_one (Fixture  *fixture,
          GArray  **rows)
{
  g_autoptr (GError) error = NULL;

  *rows = bw_library_read_recordings (fixture->library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*rows)->len, ==, 1);
  return &g_array_index (*rows, BwRecording, 0);
}

/* Every decimal that a file can hold comes back as the double that reading the file gives. */
static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  const gint32 samples_nv[] = { -265868, 0, 1, G_MAXINT32, G_MININT32 };
  const char *const decimals[] = { "-265.868", "0", "0.001", "2147483.647", "-2147483.648" };
  BwRecording recording = make_recording ();
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) nanovolts = NULL;
  g_autoptr (GArray) ecg = NULL;
  g_autoptr (GArray) none = NULL;
  g_autoptr (GError) error = NULL;
  BwRecording *row;

  g_assert_true (add (fixture, &recording, samples_nv));
  fixture_reopen (fixture, BW_LIBRARY_READ);
  row = read_one (fixture, &rows);
  g_assert_cmpint (row->id, ==, recording.id);
  g_assert_cmpstr (row->name, ==, recording.name);
  g_assert_cmpint (row->start_ms, ==, FIRST_MS);
  g_assert_cmpint (row->offset_min, ==, -300);
  g_assert_true (row->time_known);
  g_assert_cmpfloat (row->rate_hz, ==, 511.562);
  g_assert_cmpuint (row->n_samples, ==, 5);
  g_assert_cmpstr (row->lead, ==, "Lead I");
  g_assert_cmpstr (row->classification, ==, "窦性心律");
  g_assert_cmpstr (row->symptoms, ==, "");
  g_assert_cmpstr (row->device, ==, "Watch6,7");
  g_assert_cmpstr (row->software, ==, "");
  g_assert_cmpint (row->label, ==, BW_LABEL_NONE);
  g_assert_null (row->labelled_by);
  g_assert_cmpint (row->labelled_ms, ==, 0);
  g_assert_cmpstr (row->note, ==, "left wrist");
  g_assert_false (row->has_analysis);

  nanovolts = bw_library_read_ecg_nv (fixture->library, recording.id, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (nanovolts->data, nanovolts->len * sizeof (gint32), samples_nv,
                   sizeof samples_nv);
  ecg = bw_library_read_ecg (fixture->library, recording.id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ecg->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpfloat (g_array_index (ecg, double, i), ==, strtod (decimals[i], NULL));
  none = bw_library_read_ecg (fixture->library, 4711, &error);
  g_assert_null (none);
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  none = bw_library_read_ecg_nv (fixture->library, 4711, &error);
  g_assert_null (none);
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  fixture_check (fixture->library, NULL);
}

static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  gint32 samples_nv[] = { 1, 2, 3, 4, 5 };
  BwRecording recording = make_recording ();
  BwRecording again = make_recording ();
  g_autoptr (GArray) rows = NULL;
  gint64 now_ms = g_get_real_time () / 1000;
  BwRecording *row;

  g_assert_true (add (fixture, &recording, samples_nv));
  again.name = (char *) "copy.csv";
  g_assert_false (add (fixture, &again, samples_nv));
  g_assert_cmpint (again.id, ==, recording.id);

  /* A label that comes later fills a gap, and never replaces one. */
  again.label = BW_LABEL_GLUCOSE;
  again.labelled_by = (char *) "folder";
  g_assert_false (add (fixture, &again, samples_nv));
  again.label = BW_LABEL_FASTING;
  again.note = (char *) "another";
  g_assert_false (add (fixture, &again, samples_nv));
  row = read_one (fixture, &rows);
  g_assert_cmpstr (row->name, ==, recording.name);
  g_assert_cmpint (row->label, ==, BW_LABEL_GLUCOSE);
  g_assert_cmpstr (row->labelled_by, ==, "folder");
  g_assert_cmpint (row->labelled_ms, >=, now_ms);
  g_assert_cmpint (row->labelled_ms, <=, g_get_real_time () / 1000);
  g_assert_cmpstr (row->note, ==, "left wrist");

  samples_nv[4]++;
  g_assert_true (add (fixture, &again, samples_nv));
  again.start_ms++;
  g_assert_true (add (fixture, &again, samples_nv));
  fixture_check (fixture->library, NULL);
}

/* A label that comes with a new recording, at its own time or now. */
static void
test_label_with_it (Fixture       *fixture,
                    gconstpointer  data)
{
  const gint32 samples_nv[] = { 1, 2, 3, 4, 5 };
  BwRecording recording = make_recording ();
  gint64 now_ms = g_get_real_time () / 1000;
  g_autoptr (BwRecording) first = NULL;
  g_autoptr (BwRecording) second = NULL;
  g_autoptr (GError) error = NULL;

  recording.label = BW_LABEL_FASTING;
  recording.labelled_by = (char *) "folder";
  g_assert_true (add (fixture, &recording, samples_nv));
  first = bw_library_read_recording (fixture->library, recording.id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first->labelled_by, ==, "folder");
  g_assert_cmpint (first->labelled_ms, >=, now_ms);

  recording.start_ms++;
  recording.labelled_ms = 1234;
  g_assert_true (add (fixture, &recording, samples_nv));
  second = bw_library_read_recording (fixture->library, recording.id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (second->labelled_ms, ==, 1234);
}

static void
test_one (Fixture       *fixture,
          gconstpointer  data)
{
  const gint32 samples_nv[] = { 1, 2, 3, 4, 5 };
  BwRecording recording = make_recording ();
  g_autoptr (BwRecording) read = NULL;
  g_autoptr (BwRecording) copy = NULL;
  g_autoptr (BwRecording) none = NULL;
  g_autoptr (GError) error = NULL;

  add (fixture, &recording, samples_nv);
  bw_library_set_label (fixture->library, recording.id, BW_LABEL_GLUCOSE, "Zoë", &error);
  g_assert_no_error (error);
  read = bw_library_read_recording (fixture->library, recording.id, &error);
  g_assert_no_error (error);
  copy = bw_recording_copy (read);
  g_clear_pointer (&read, bw_recording_free);
  g_assert_cmpint (copy->id, ==, recording.id);
  g_assert_cmpint (copy->start_ms, ==, FIRST_MS);
  g_assert_cmpstr (copy->name, ==, recording.name);
  g_assert_cmpstr (copy->lead, ==, "Lead I");
  g_assert_cmpstr (copy->classification, ==, "窦性心律");
  g_assert_cmpstr (copy->symptoms, ==, "");
  g_assert_cmpstr (copy->device, ==, "Watch6,7");
  g_assert_cmpstr (copy->software, ==, "");
  g_assert_cmpstr (copy->labelled_by, ==, "Zoë");
  g_assert_cmpstr (copy->note, ==, "left wrist");

  none = bw_library_read_recording (fixture->library, 4711, &error);
  g_assert_null (none);
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
}

static void
test_notes (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const notes[] = { "nach dem Frühstück", "", "two\nlines", NULL };

  fixture_add_recordings (fixture, 1);
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autoptr (BwRecording) read = NULL;
      g_autoptr (GError) error = NULL;

      bw_library_set_note (fixture->library, 1, notes[i], &error);
      g_assert_no_error (error);
      read = bw_library_read_recording (fixture->library, 1, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (read->note, ==, notes[i] != NULL ? notes[i] : "");
      g_assert_false (bw_library_set_note (fixture->library, 4711, notes[i], &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
    }
}

static void
assert_unanalysed (BwLibrary    *library,
                   int           version,
                   const gint64 *expected,
                   guint         n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = bw_library_list_unanalysed (library, version, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (ids->data, ids->len * sizeof (gint64), expected, n * sizeof (gint64));
}

static void
test_shown (void)
{
  static const struct
  {
    const char *zone;
    int offset_min;
  } cases[] = {
    { "UTC", 0 }, { "Pacific/Auckland", 0 }, { "Pacific/Honolulu", 0 },
    { "Pacific/Kiritimati", 0 }, { "Pacific/Kiritimati", -600 }, { "Pacific/Honolulu", 840 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      BwRecording recording = make_recording ();
      gint64 shown_ms;

      g_assert_cmpint (bw_recording_get_shown_ms (&recording, zone), ==, FIRST_MS);
      recording.time_known = FALSE;
      recording.offset_min = cases[i].offset_min;
      recording.start_ms = FIRST_MS + BW_TIME_DAY / 2 - recording.offset_min * BW_TIME_MINUTE;
      shown_ms = bw_recording_get_shown_ms (&recording, zone);
      g_assert_cmpint (bw_time_local_day (zone, shown_ms), ==, FIRST_MS / BW_TIME_DAY);
      g_assert_cmpint (bw_time_local_hour (zone, shown_ms), ==, 12);
    }
}

/* Whatever another program did to a recording, its samples are those of its header or none. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  const char *const damages[] = {
    "UPDATE recording_samples SET samples_nv = x'0000'",
    "UPDATE recording_samples SET samples_nv = substr (samples_nv, 1, 19)",
    "UPDATE recording_samples SET samples_nv = zeroblob (24)",
    "DELETE FROM recording_samples",
    "UPDATE recording SET n_samples = 6",
    "UPDATE recording SET n_samples = -1",
    "UPDATE recording SET n_samples = 5 + 4294967296",
    "UPDATE recording SET rate_hz = 0",
    "UPDATE recording SET rate_hz = 9e999",
  };

  fixture_add_recordings (fixture, 1);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%u", fixture->path, i);
      g_autofree char *bytes = NULL;
      g_autoptr (BwLibrary) library = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      fixture_reopen (fixture, BW_LIBRARY_WRITE);
      g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
      g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
      fixture_sql (path, damages[i]);
      library = bw_library_open (path, BW_LIBRARY_READ, &error);
      g_assert_no_error (error);

      g_assert_null (bw_library_read_ecg_nv (library, 1, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_DAMAGED);
      g_assert_nonnull (strstr (error->message, "“ecg-0.csv”"));
      g_clear_error (&error);
      g_assert_null (bw_library_read_ecg (library, 1, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_DAMAGED);
    }
}

static void
test_rate (Fixture       *fixture,
           gconstpointer  data)
{
  const BwRecordingAnalysis analysis = { 2, 31, TRUE, 62.25, 0.9375 };
  g_autoptr (BwRecording) recording = NULL;
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  fixture_add_recordings (fixture, 2);
  for (gint64 id = 1; id <= 2; id++)
    g_assert_true (bw_library_set_analysis (fixture->library, id, &analysis, NULL));
  bw_library_set_label (fixture->library, 1, BW_LABEL_FASTING, "Ada", &error);
  bw_library_set_rate (fixture->library, 1, 300, &changed, &error);
  g_assert_no_error (error);
  g_assert_true (changed);
  recording = bw_library_read_recording (fixture->library, 1, NULL);
  g_assert_cmpfloat (recording->rate_hz, ==, 300);
  g_assert_false (recording->has_analysis || recording->has_hr);
  g_assert_cmpint (recording->label, ==, BW_LABEL_FASTING);
  assert_unanalysed (fixture->library, 2, (const gint64[]) { 1 }, 1);

  /* The same again is no change. */
  bw_library_set_analysis (fixture->library, 1, &analysis, NULL);
  g_assert_true (bw_library_set_rate (fixture->library, 1, 300, &changed, &error));
  g_assert_false (changed);
  g_assert_true (bw_library_set_rate (fixture->library, 4711, 300, &changed, &error));
  g_assert_false (changed);
  assert_unanalysed (fixture->library, 2, NULL, 0);
  fixture_check (fixture->library, NULL);
}

static void
test_analyses (Fixture       *fixture,
               gconstpointer  data)
{
  const BwRecordingAnalysis full = { 2, 31, TRUE, 62.25, 0.9375 };
  const BwRecordingAnalysis bare = { 1, 0, FALSE, 0, 0 };
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  BwRecording *row;

  fixture_add_recordings (fixture, 3);
  assert_unanalysed (fixture->library, 1, (const gint64[]) { 1, 2, 3 }, 3);
  bw_library_set_analysis (fixture->library, 1, &full, &error);
  g_assert_no_error (error);
  bw_library_set_analysis (fixture->library, 3, &bare, &error);
  g_assert_no_error (error);
  g_assert_false (bw_library_set_analysis (fixture->library, 4711, &full, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_unanalysed (fixture->library, 1, (const gint64[]) { 2 }, 1);
  assert_unanalysed (fixture->library, 2, (const gint64[]) { 2, 3 }, 2);
  assert_unanalysed (fixture->library, 3, (const gint64[]) { 1, 2, 3 }, 3);

  fixture_reopen (fixture, BW_LIBRARY_READ);
  rows = bw_library_read_recordings (fixture->library, &error);
  g_assert_no_error (error);
  row = &g_array_index (rows, BwRecording, 0);
  g_assert_true (row->has_analysis && row->has_hr);
  g_assert_cmpuint (row->n_beats, ==, 31);
  g_assert_cmpfloat (row->hr_bpm, ==, 62.25);
  g_assert_cmpfloat (row->quality, ==, 0.9375);
  row = &g_array_index (rows, BwRecording, 1);
  g_assert_false (row->has_analysis || row->has_hr);
  row = &g_array_index (rows, BwRecording, 2);
  g_assert_true (row->has_analysis);
  g_assert_false (row->has_hr);
  g_assert_cmpuint (row->n_beats, ==, 0);
  g_assert_cmpfloat (row->quality, ==, 0);
  fixture_check (fixture->library, NULL);
}

static void
test_english_classification (void)
{
  g_assert_cmpstr (bw_recording_get_english_classification ("Sinusrhythmus"), ==, "Sinus Rhythm");
  g_assert_cmpstr (bw_recording_get_english_classification ("Sinus Rhythm"), ==, "Sinus Rhythm");
  g_assert_cmpstr (bw_recording_get_english_classification ("Inconclusive"), ==, "Inconclusive");
  g_assert_null (bw_recording_get_english_classification ("sinus rhythm"));
  g_assert_null (bw_recording_get_english_classification (""));
  g_assert_null (bw_recording_get_english_classification (NULL));
}

/* The same samples under another date, from elsewhere. */
static void
test_twin (Fixture       *fixture,
           gconstpointer  data)
{
  const gint32 samples_nv[] = { 1, -2, 3 }, others_nv[] = { 1, -2, 4 };
  BwRecording recording = { .name = (char *) "a.csv", .start_ms = 1000, .rate_hz = 512, .n_samples = 3 };
  gint64 first, second;
  gboolean found;

  g_assert_true (bw_library_begin (fixture->library, NULL));
  first = bw_library_begin_import (fixture->library, "a", "apple-ecg", NULL);
  second = bw_library_begin_import (fixture->library, "b", "beatwise-share", NULL);
  g_assert_true (bw_library_find_twin (fixture->library, second, &recording, samples_nv, &found, NULL));
  g_assert_false (found);
  g_assert_true (bw_library_add_recording (fixture->library, first, &recording, samples_nv, NULL, NULL));
  /* It is that itself. */
  g_assert_true (bw_library_find_twin (fixture->library, second, &recording, samples_nv, &found, NULL));
  g_assert_false (found);
  recording.start_ms = 2000;
  g_assert_true (bw_library_find_twin (fixture->library, second, &recording, samples_nv, &found, NULL));
  g_assert_true (found);
  g_assert_true (bw_library_find_twin (fixture->library, second, &recording, others_nv, &found, NULL));
  g_assert_false (found);
  /* Of one import: two that are alike. */
  g_assert_true (bw_library_find_twin (fixture->library, first, &recording, samples_nv, &found, NULL));
  g_assert_false (found);
  bw_library_rollback (fixture->library);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/recordings/shown", test_shown);
  g_test_add_func ("/store/recordings/english-classification", test_english_classification);
  fixture_add ("/store/recordings/round-trip", test_round_trip);
  fixture_add ("/store/recordings/again", test_again);
  fixture_add ("/store/recordings/label-with-it", test_label_with_it);
  fixture_add ("/store/recordings/one", test_one);
  fixture_add ("/store/recordings/notes", test_notes);
  fixture_add ("/store/recordings/damaged", test_damaged);
  fixture_add ("/store/recordings/rate", test_rate);
  fixture_add ("/store/recordings/analyses", test_analyses);
  fixture_add ("/store/recordings/twin", test_twin);
  return g_test_run ();
}
