/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "bw-test.h"
#include "export/bw-export-sample.h"
#include "import/bw-import-analysis.h"
#include "import/bw-import.h"
#include "rhythm/bw-rhythm-edits-json.h"
#include "rhythm/bw-rhythm-list.h"
#include "rhythm/bw-rhythm.h"
#include "signal/bw-beats.h"
#include "store/bw-kept-edits.h"
#include "store/bw-readings.h"

#include <string.h>

/* A library of the sample person, through the door that a real export takes, and an RR recording. Tests
 * leave it as they found it. */
static BwLibrary *library;
static char *folder, *zip;

#define RR_START_MS G_GINT64_CONSTANT (1735714800000)

static void
import_zip (void)
{
  const char *const paths[] = { zip, NULL };
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  result = bw_import_paths (library, paths, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  bw_import_analyse (library, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Six minutes, with a beat that is missing, one that is none, and a minute without any. */
static BwRrIntervals *
make_intervals (void)
{
  BwRrIntervals *intervals = bw_rr_intervals_new (420, 1);
  GRand *rand = bw_random_new (4, "rhythm");

  for (guint i = 0; i < intervals->n; i++)
    intervals->ms[i] = 850 + 25 * bw_random_normal (rand);
  intervals->ms[100] = 1710;
  intervals->ms[200] = 320;
  intervals->ms[201] = 540;
  intervals->ms[300] = 40; /* no interval */
  intervals->gaps[0] = (BwRrGap){ 360, 60000 };
  g_rand_free (rand);
  return intervals;
}

static void
add_rr_recording (void)
{
  g_autoptr (BwRrIntervals) intervals = make_intervals ();
  BwRrRecording recording = {
    .name = (char *) "Sunday.txt",
    .start_ms = RR_START_MS,
    .offset_min = 60,
    .time_known = TRUE,
    .device = (char *) "Strap",
    .unit = (char *) "ms",
  };
  g_autoptr (GError) error = NULL;
  gint64 import_id;

  bw_import_analyse_intervals (&recording, intervals);
  bw_library_begin (library, &error);
  g_assert_no_error (error);
  import_id = bw_library_begin_import (library, "Sunday.txt", "rr", &error);
  g_assert_no_error (error);
  bw_library_add_rr_recording (library, import_id, &recording, intervals, NULL, &error);
  g_assert_no_error (error);
  bw_library_commit (library, &error);
  g_assert_no_error (error);
}

static void
set_up (void)
{
  const BwSampleOptions options = { .days = 30, .seed = 3 };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  folder = bw_test_make_folder ();
  zip = g_build_filename (folder, "sample.zip", NULL);
  path = g_build_filename (folder, "sample.beatwise", NULL);
  bw_export_sample (zip, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  import_zip ();
  add_rr_recording ();
}

/* The first of @kind with at least @n beats; readings must be used. */
static BwRhythmKey
find (BwRhythmKind kind,
      guint        n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = bw_rhythm_list (library, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwRhythmRow *row = &g_array_index (rows, BwRhythmRow, i);

      if (row->key.kind == kind && row->n_beats >= n && row->used)
        return row->key;
    }
  g_assert_not_reached ();
}

static BwRhythm *
load (BwRhythmKey key)
{
  g_autoptr (GError) error = NULL;
  BwRhythm *rhythm = bw_rhythm_load (library, &key, NULL, &error);

  g_assert_no_error (error);
  return rhythm;
}

static BwRhythmRow *
load_row (BwRhythmKey key)
{
  g_autoptr (GArray) rows = bw_rhythm_list (library, NULL);

  for (guint i = 0; i < rows->len; i++)
    if (bw_rhythm_key_equal (&g_array_index (rows, BwRhythmRow, i).key, &key))
      return bw_rhythm_row_copy (&g_array_index (rows, BwRhythmRow, i));
  g_assert_not_reached ();
}

static void
keep (const BwRhythm *rhythm)
{
  g_autoptr (GError) error = NULL;

  bw_rhythm_keep (library, rhythm, &error);
  g_assert_no_error (error);
}

static void
assert_same_rr (const BwRr *a,
                const BwRr *b)
{
  g_assert_cmpmem (a->rr_ms, a->n * sizeof (double), b->rr_ms, b->n * sizeof (double));
  g_assert_cmpmem (a->end_ms, a->n * sizeof (double), b->end_ms, b->n * sizeof (double));
  g_assert_cmpmem (a->segment, a->n * sizeof (guint32), b->segment, b->n * sizeof (guint32));
  g_assert_cmpmem (a->interpolated, a->n, b->interpolated, b->n);
}

/* @edits: (transfer full) */
static BwRhythm *
change (BwRhythm    *rhythm,
        BwBeatEdits *edits)
{
  BwRhythm *changed;

  g_assert_nonnull (edits);
  changed = bw_rhythm_change (rhythm, edits, NULL);
  bw_beat_edits_unref (edits);
  bw_rhythm_unref (rhythm);
  return changed;
}

static void
test_list (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = bw_rhythm_list (library, &error);
  g_autoptr (GArray) readings = bw_library_read_readings (library, G_MININT64, G_MAXINT64, NULL);
  guint counts[BW_RHYTHM_N_KINDS] = { 0 };

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwRhythmRow *row = &g_array_index (rows, BwRhythmRow, i);

      counts[row->key.kind]++;
      g_assert_false (row->edited);
      g_assert_cmpuint (row->n_beats, >=, 2);
      g_assert_cmpfloat (row->duration_s, >, 0);
      g_assert_cmpint (row->used, ==, row->why_not == NULL);
      g_assert_cmpint (row->name == NULL, ==, row->key.kind == BW_RHYTHM_READING);
      g_assert_nonnull (row->device);
      if (i > 0)
        g_assert_cmpint (row->start_ms, >=, g_array_index (rows, BwRhythmRow, i - 1).start_ms);
    }
  g_assert_cmpuint (counts[BW_RHYTHM_READING], ==, readings->len);
  g_assert_cmpuint (counts[BW_RHYTHM_READING], >, 100);
  g_assert_cmpuint (counts[BW_RHYTHM_ECG], >, 0);
  g_assert_cmpuint (counts[BW_RHYTHM_RR], ==, 1);
}

/* A reading is what the watch wrote, and its numbers are those that the import made. */
static void
test_reading (void)
{
  const BwRhythmKey key = find (BW_RHYTHM_READING, 60);
  g_autoptr (BwRhythm) rhythm = load (key);
  g_autoptr (BwRhythmRow) row = load_row (key);
  g_autoptr (GArray) beats = bw_library_read_beats (library, key.id, NULL);
  g_autoptr (BwHrv) hrv = bw_rhythm_analyse (rhythm, 0, G_MAXDOUBLE);
  g_autoptr (BwRr) rr = NULL;
  g_autofree gint64 *time = g_new (gint64, beats->len);
  g_autofree gint32 *bpm = g_new (gint32, beats->len);

  for (guint i = 0; i < beats->len; i++)
    {
      time[i] = g_array_index (beats, BwBeat, i).time_ms;
      bpm[i] = g_array_index (beats, BwBeat, i).bpm;
    }
  rr = bw_beats_to_rr (time, bpm, beats->len, 10);
  assert_same_rr (rhythm->rr, rr);
  g_assert_true (bw_rhythm_key_equal (&rhythm->key, &key));
  g_assert_null (rhythm->name);
  g_assert_cmpstr (rhythm->device, ==, row->device);
  g_assert_cmpint (rhythm->start_ms, ==, time[0]);
  g_assert_cmpint (bw_rhythm_get_time (rhythm, rhythm->beats[5].time_ms), ==, time[5]);
  g_assert_cmpint (rhythm->offset_min, ==, row->offset_min);
  g_assert_cmpuint (rhythm->n_beats, ==, row->n_beats);
  g_assert_true (rhythm->clock_ms == 10);
  g_assert_cmpuint (rhythm->edited->n_artefacts, ==, row->n_artefacts);
  bw_assert_near (hrv->time.rmssd_unbiased_ms, row->rmssd_ms, 1e-9);
}

static void
test_ecg (void)
{
  const BwRhythmKey key = find (BW_RHYTHM_ECG, 10);
  g_autoptr (BwRhythm) rhythm = load (key);
  g_autoptr (BwRhythmRow) row = load_row (key);
  g_autoptr (BwRecording) recording = bw_library_read_recording (library, key.id, NULL);
  g_autoptr (GArray) samples = bw_library_read_ecg (library, key.id, NULL);
  g_autoptr (BwEcgAnalysis) analysis
      = bw_ecg_analysis_new ((const double *) (gpointer) samples->data, samples->len,
                             recording->rate_hz);
  double first_ms;
  g_autoptr (BwRr) rr = bw_ecg_analysis_get_rr (analysis, &first_ms, NULL);

  assert_same_rr (rhythm->rr, rr);
  g_assert_cmpstr (rhythm->name, ==, recording->name);
  bw_assert_near ((double) (rhythm->start_ms - recording->start_ms), first_ms, 0.5);
  g_assert_cmpfloat (first_ms, >, 3000);
  bw_assert_near (rhythm->clock_ms, 1000 / recording->rate_hz, 1e-12);
  g_assert_cmpuint (rhythm->notes->len, >=, 1); /* the seconds that were passed over */
  g_assert_false (row->has_rmssd);
}

static void
test_rr (void)
{
  const BwRhythmKey key = find (BW_RHYTHM_RR, 10);
  g_autoptr (BwRhythm) rhythm = load (key);
  g_autoptr (BwRrIntervals) intervals = make_intervals ();
  g_autoptr (BwRr) rr = bw_rr_from_intervals (intervals);

  assert_same_rr (rhythm->rr, rr);
  g_assert_cmpuint (rhythm->rr->n, ==, 419);
  g_assert_cmpuint (rhythm->n_beats, ==, 419 + 3);
  g_assert_cmpstr (rhythm->name, ==, "Sunday.txt");
  g_assert_cmpstr (rhythm->device, ==, "Strap");
  g_assert_cmpint (rhythm->start_ms, ==, RR_START_MS);
  g_assert_cmpuint (rhythm->notes->len, ==, 1); /* the one that is none */
  g_assert_cmpuint (rhythm->edited->counts[BW_BEAT_MISSED], ==, 1);
  g_assert_cmpuint (rhythm->edited->counts[BW_BEAT_EXTRA], ==, 1);
}

/* Without edits the metrics are those of the intervals, whichever way they are computed; of a stretch
 * those of its intervals. */
/* A sensor that is put on a while after the recording began: times count from the first beat, as they do
 * everywhere, and that is when it is. */
static void
test_late_start (void)
{
  const BwRrRecording recording = { .start_ms = RR_START_MS, .time_known = TRUE };
  const BwRrGap gap = { 1, 30000 };
  BwRrIntervals *intervals = bw_rr_intervals_new (100, 1);
  g_autoptr (BwRhythmSource) source = NULL;
  g_autoptr (BwRhythm) rhythm = NULL;
  g_autoptr (BwHrv) all = NULL, stretch = NULL;
  g_autoptr (BwBeatEdits) edits = NULL;
  g_autoptr (BwRhythm) changed = NULL;

  intervals->gaps[0] = gap;
  intervals->ms[0] = 225797.3; /* no interval */
  for (guint i = 1; i < intervals->n; i++)
    intervals->ms[i] = 800.1 + i % 2;
  source = bw_rhythm_source_new_for_rr (&recording, intervals);
  rhythm = bw_rhythm_new (source, NULL, NULL);
  g_assert_cmpuint (rhythm->n_beats, ==, 100);
  g_assert_cmpfloat (rhythm->beats[0].time_ms, ==, 0);
  g_assert_cmpint (rhythm->start_ms, ==, RR_START_MS + 225797 + 30000);
  bw_assert_near (rhythm->beats[99].time_ms, 99 * 800.1 + 50, 1e-6);
  bw_assert_near (bw_rhythm_get_duration_ms (rhythm), 99 * 800.1 + 50, 1e-6);
  /* from the first beat to the last is all of it, with its notes */
  all = bw_rhythm_analyse (rhythm, 0, bw_rhythm_get_duration_ms (rhythm));
  g_assert_cmpuint (all->n, ==, 99);
  g_assert_cmpuint (all->notes->len, >, 0);
  g_assert_nonnull (strstr (g_ptr_array_index (all->notes, 0), "outside 200"));
  stretch = bw_rhythm_analyse (rhythm, 0, 8100);
  g_assert_cmpuint (stretch->n, ==, 10);
  g_assert_cmpuint (stretch->n_beats, ==, 11);

  /* the beats of a stretch are those at its bounds too, and those that were measured */
  edits = bw_beat_edits_split (rhythm->edits, rhythm->edited, 5, 2, NULL);
  changed = bw_rhythm_change (rhythm, edits, NULL);
  g_assert_cmpuint (changed->n_beats, ==, 101);
  g_clear_pointer (&stretch, bw_hrv_free);
  stretch = bw_rhythm_analyse (changed, changed->beats[2].time_ms, changed->beats[11].time_ms);
  g_assert_cmpuint (stretch->n_beats, ==, 9);
  g_assert_cmpuint (stretch->n, ==, 9);
  g_assert_cmpuint (stretch->n_artefacts, ==, 1);
  bw_rr_intervals_free (intervals);
}

static void
test_analyse (void)
{
  g_autoptr (BwRhythm) rhythm = load (find (BW_RHYTHM_RR, 10));
  g_autoptr (BwRhythm) none = NULL;
  g_autoptr (BwHrv) plain = bw_hrv_compute (rhythm->rr, NULL);
  g_autoptr (BwHrv) whole = bw_rhythm_analyse (rhythm, 0, G_MAXDOUBLE);
  g_autoptr (BwHrv) stretch = bw_rhythm_analyse (rhythm, 60000, 200000);
  g_autoptr (BwHrv) raw = NULL;
  g_autoptr (BwHrv) expected = NULL;
  g_autoptr (BwRr) slice = bw_rr_slice (rhythm->nn, 60000, 200000);
  BwRhythmSettings settings = rhythm->settings;
  g_autoptr (BwHrvTrack) track = NULL;
  g_autoptr (BwHrvTrack) of_slice = NULL;
  guint n_artefacts = 0;

  assert_same_rr (whole->nn, plain->nn);
  g_assert_true (whole->time.sdnn_ms == plain->time.sdnn_ms
                 && whole->entropy.sampen == plain->entropy.sampen
                 && whole->lomb.lf_hf == plain->lomb.lf_hf);
  g_assert_cmpuint (whole->n_artefacts, ==, plain->n_artefacts);
  g_assert_cmpuint (whole->n_artefacts, ==, rhythm->edited->n_artefacts);
  g_assert_cmpuint (whole->notes->len, ==, plain->notes->len + 1);
  g_assert_cmpuint (whole->n_beats, ==, rhythm->source->beats->n);

  assert_same_rr (stretch->nn, slice);
  for (guint i = 0; i < plain->artefacts->n; i++)
    n_artefacts += plain->artefacts->verdict[i] != BW_BEAT_NORMAL && rhythm->beats[i].time_ms >= 60000
                   && rhythm->beats[i].time_ms <= 200000;
  g_assert_cmpuint (stretch->n_artefacts, ==, n_artefacts);
  g_assert_cmpuint (n_artefacts, >=, 2); /* at 85 s and 170 s */
  expected = bw_hrv_compute_nn (slice, stretch->n_beats, n_artefacts, NULL);
  g_assert_true (stretch->time.rmssd_ms == expected->time.rmssd_ms);
  bw_assert_near (stretch->n_beats, 140 / 0.85, 5);

  settings.correction = BW_CORRECTION_NONE;
  none = bw_rhythm_change (rhythm, NULL, &settings);
  raw = bw_rhythm_analyse (none, 0, G_MAXDOUBLE);
  assert_same_rr (raw->nn, rhythm->rr);
  g_assert_cmpuint (raw->n_artefacts, ==, 0);
  g_clear_pointer (&none, bw_rhythm_unref);

  settings = rhythm->settings;
  settings.detrend = TRUE;
  none = bw_rhythm_change (rhythm, NULL, &settings);
  g_assert_true (none->edited == rhythm->edited); /* the beats are not judged again */

  /* along it in windows by the length, or as was said; of a stretch in those of its length */
  track = bw_rhythm_track (rhythm, 0, G_MAXDOUBLE, NULL);
  g_assert_true (track->window_s == 60 && track->step_s == 10);
  g_assert_cmpfloat (track->middle_ms[track->n - 1], >, 300000);
  g_clear_pointer (&track, bw_hrv_track_free);
  track = bw_rhythm_track (rhythm, 60000, 200000, NULL);
  of_slice = bw_hrv_track_new (slice, 0, 0, NULL);
  g_assert_cmpuint (track->n, ==, of_slice->n);
  for (guint w = 0; w < track->n; w++)
    g_assert_true (track->rmssd_ms[w] == of_slice->rmssd_ms[w]
                   && track->hf_ms2[w] == of_slice->hf_ms2[w]);
  g_assert_cmpfloat (track->middle_ms[0], >=, 90000);
  g_assert_cmpfloat (track->middle_ms[track->n - 1], <=, 170000);
  g_clear_pointer (&track, bw_hrv_track_free);
  settings.track_window_s = 30;
  g_clear_pointer (&none, bw_rhythm_unref);
  none = bw_rhythm_change (rhythm, NULL, &settings);
  track = bw_rhythm_track (none, 0, G_MAXDOUBLE, NULL);
  g_assert_true (track->window_s == 30 && track->step_s == 5);
}

/* What is kept comes back, the list tells it, an import of the same export leaves it alone; and when all
 * is taken back the numbers are those of the import to the bit. */
static void
test_keep (void)
{
  const BwRhythmKey key = find (BW_RHYTHM_READING, 60);
  g_auto (BwReadingRow) before = { 0 };
  g_auto (BwReadingRow) edited = { 0 };
  g_auto (BwReadingRow) imported = { 0 };
  g_auto (BwReadingRow) after = { 0 };
  g_autoptr (BwRhythm) rhythm = load (key);
  g_autoptr (BwRhythm) again = NULL;
  g_autoptr (BwRhythm) reset = NULL;
  g_autoptr (BwBeatEdits) none = bw_beat_edits_new_empty ();
  g_autoptr (BwRhythmRow) row = NULL;
  g_autoptr (BwRhythmRow) row_after = NULL;
  g_autoptr (BwHrv) hrv = NULL;
  g_autofree char *json = NULL;
  BwRhythmSettings settings = rhythm->settings;

  g_assert_true (bw_library_read_reading (library, key.id, &before, NULL));
  rhythm = change (rhythm, bw_beat_edits_delete (rhythm->edits, rhythm->edited, 12, NULL));
  rhythm = change (rhythm, bw_beat_edits_move (rhythm->edits, rhythm->edited, 30,
                                               rhythm->beats[30].time_ms + 100, NULL));
  rhythm = change (rhythm, bw_beat_edits_split (rhythm->edits, rhythm->edited, 41, 2, NULL));
  rhythm = change (rhythm, bw_beat_edits_mark (rhythm->edits, rhythm->edited, 20, 22,
                                               BW_BEAT_ECTOPIC, NULL));
  settings.correction = BW_CORRECTION_LENIENT;
  again = bw_rhythm_change (rhythm, NULL, &settings);
  bw_rhythm_unref (rhythm);
  rhythm = g_steal_pointer (&again);
  keep (rhythm);

  again = load (key);
  g_assert_true (bw_beat_edits_equal (again->edits, rhythm->edits));
  g_assert_true (bw_rhythm_settings_equal (&again->settings, &settings));
  g_assert_true (bw_rhythm_is_edited (again));
  assert_same_rr (again->nn, rhythm->nn);
  g_assert_cmpuint (again->notes->len, ==, 0);
  row = load_row (key);
  g_assert_true (row->edited);

  hrv = bw_rhythm_analyse (rhythm, 0, G_MAXDOUBLE);
  g_assert_true (bw_library_read_reading (library, key.id, &edited, NULL));
  bw_assert_near (edited.rmssd_ms, hrv->time.rmssd_unbiased_ms, 1e-9);
  g_assert_true (edited.rmssd_ms != before.rmssd_ms);
  g_assert_cmpuint (edited.n_artefacts, >=, 6);
  g_assert_cmpuint (edited.n_beats, ==, before.n_beats);
  g_assert_true (row->rmssd_ms == edited.rmssd_ms);

  import_zip ();
  g_assert_true (bw_library_read_reading (library, key.id, &imported, NULL));
  g_assert_true (imported.rmssd_ms == edited.rmssd_ms && imported.se_ms == edited.se_ms);
  g_assert_cmpuint (imported.n_artefacts, ==, edited.n_artefacts);

  settings = BW_RHYTHM_SETTINGS_DEFAULT;
  reset = bw_rhythm_change (again, none, &settings);
  keep (reset);
  g_assert_true (bw_library_read_reading (library, key.id, &after, NULL));
  g_assert_true (after.rmssd_ms == before.rmssd_ms && after.rmssd_raw_ms == before.rmssd_raw_ms
                 && after.se_ms == before.se_ms);
  g_assert_cmpuint (after.n_intervals, ==, before.n_intervals);
  g_assert_cmpuint (after.n_artefacts, ==, before.n_artefacts);
  g_assert_cmpint (after.used, ==, before.used);
  g_assert_true (bw_library_read_edits (library, BW_EDITED_READING, key.id, &json, NULL));
  g_assert_null (json);
  row_after = load_row (key);
  g_assert_false (row_after->edited);
}

/* A reading that is spoilt by hand is not used, and says why; every one of them is as it was when that is
 * taken back. */
static void
test_keep_all (void)
{
  g_autoptr (GArray) rows = bw_library_read_readings (library, G_MININT64, G_MAXINT64, NULL);
  g_autoptr (BwBeatEdits) none = bw_beat_edits_new_empty ();

  for (guint i = 0; i < rows->len; i++)
    {
      const BwReadingRow *before = &g_array_index (rows, BwReadingRow, i);
      g_auto (BwReadingRow) after = { 0 };
      g_autoptr (BwRhythm) rhythm = load ((BwRhythmKey){ BW_RHYTHM_READING, before->id });
      g_autoptr (BwRhythm) reset = NULL;

      for (guint beat = 0; beat + 1 < rhythm->n_beats; beat += 2)
        rhythm = change (rhythm, bw_beat_edits_delete (rhythm->edits, rhythm->edited, beat, NULL));
      keep (rhythm);
      g_assert_true (bw_library_read_reading (library, before->id, &after, NULL));
      g_assert_false (after.used);
      g_assert_nonnull (after.why_not);
      bw_reading_row_clear (&after);

      reset = bw_rhythm_change (rhythm, none, NULL);
      keep (reset);
      g_assert_true (bw_library_read_reading (library, before->id, &after, NULL));
      g_assert_true (after.rmssd_ms == before->rmssd_ms && after.se_ms == before->se_ms
                     && after.rmssd_raw_ms == before->rmssd_raw_ms && after.used == before->used);
      g_assert_cmpstr (after.why_not, ==, before->why_not);
      g_assert_cmpuint (after.n_artefacts, ==, before->n_artefacts);
      g_assert_cmpuint (after.n_intervals, ==, before->n_intervals);
      bw_reading_row_clear (&after);
      after = (BwReadingRow){ 0 };
    }
}

/* The numbers of an RR recording go with its beats, whatever is imported again, and come back to the bit;
 * an ECG keeps edits alone. */
static void
test_keep_others (void)
{
  for (BwRhythmKind kind = BW_RHYTHM_ECG; kind <= BW_RHYTHM_RR; kind++)
    {
      const BwRhythmKey key = find (kind, 10);
      g_autoptr (BwRhythm) rhythm = load (key);
      g_autoptr (BwRhythm) again = NULL;
      g_autoptr (BwRhythm) reset = NULL;
      g_autoptr (BwBeatEdits) none = bw_beat_edits_new_empty ();
      g_autoptr (BwHrv) hrv = NULL;
      g_autoptr (BwRhythmRow) before = load_row (key);
      g_autoptr (BwRhythmRow) row = NULL;
      g_autoptr (BwRhythmRow) row_after = NULL;

      rhythm = change (rhythm, bw_beat_edits_merge (rhythm->edits, rhythm->edited, 5, NULL));
      keep (rhythm);
      add_rr_recording ();
      again = load (key);
      assert_same_rr (again->nn, rhythm->nn);
      row = load_row (key);
      g_assert_true (row->edited);
      hrv = bw_rhythm_analyse (rhythm, 0, G_MAXDOUBLE);
      if (kind == BW_RHYTHM_RR)
        {
          bw_assert_near (row->rmssd_ms, hrv->time.rmssd_ms, 0);
          g_assert_cmpuint (row->n_artefacts, ==, hrv->n_artefacts);
        }
      reset = bw_rhythm_change (again, none, NULL);
      keep (reset);
      row_after = load_row (key);
      g_assert_false (row_after->edited);
      g_assert_true (row_after->rmssd_ms == before->rmssd_ms);
      g_assert_cmpuint (row_after->n_artefacts, ==, before->n_artefacts);
      g_assert_cmpuint (row_after->n_beats, ==, before->n_beats);
      if (kind == BW_RHYTHM_RR)
        g_assert_true (before->rmssd_ms != row->rmssd_ms);
    }
}

static void
test_absent (void)
{
  g_autoptr (BwRhythm) rhythm = load (find (BW_RHYTHM_RR, 10));
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (BwRhythmSource) stranger = bw_rhythm_source_new_for_rr (
      &(BwRrRecording){ .id = 77 }, &(BwRrIntervals){ .n = 1, .ms = (double[]){ 800 } });
  g_autoptr (BwRhythm) gone = bw_rhythm_new (stranger, NULL, NULL);
  g_autoptr (GError) error = NULL;

  for (guint kind = 0; kind < BW_RHYTHM_N_KINDS; kind++)
    {
      const BwRhythmKey key = { kind, 123456 };
      const BwRhythmKey here = find (kind, 2);

      g_assert_null (bw_rhythm_load (library, &key, NULL, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
      g_clear_error (&error);
      g_cancellable_cancel (cancelled);
      g_assert_null (bw_rhythm_load (library, &here, cancelled, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
    }
  g_assert_false (bw_rhythm_keep (library, gone, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* and no transaction is left open */
  keep (rhythm);
}

/* What stands in a library may have been written by anyone. */
static void
test_json (void)
{
  static const char *const wrong[] = {
    "",
    "[]",
    "{}",
    "{\"beats\":423}",
    "nonsense",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
  };
  static const struct
  {
    const char *from, *to;
  } spoils[] = {
    { "\"standard\"", "\"Standard\"" },
    { "\"standard\"", "3" },
    { "\"detrend\":false", "\"detrend\":0" },
    { "\"window_s\":300.0", "\"window_s\":1e300" },
    { "\"window_s\":300.0", "\"window_s\":-1" },
    { "\"window_s\":300.0", "\"window_s\":null" },
    { "\"track_step_s\":0.0", "\"track_step_s\":0.001" },
    { "\"kind\":\"delete\"", "\"kind\":\"destroy\"" },
    { "\"kind\":\"delete\"", "\"kind\":\"move\"" },
    { "\"beat\":7", "\"beat\":-7" },
    { "\"beat\":7", "\"beat\":7000" },
    { "\"beat\":7", "\"beat\":99999999999999999999" },
    { "\"beat\":7", "\"beat\":30" },             /* which is moved */
    { "\"verdict\":\"extra\"", "\"verdict\":\"superb\"" },
    { "\"time_ms\":", "\"time_ms\":9" },
    { "\"edits\":[", "\"edits\":[null," },
    { "\"edits\":[", "\"edits\":[{}," },
    { "\"edits\":[", "\"edits\":[{\"kind\":\"delete\",\"beat\":7}," },
    { "\"edits\":", "\"deeds\":" },
  };
  const BwRhythmKey key = find (BW_RHYTHM_READING, 60);
  g_autoptr (BwRhythm) rhythm = load (key);
  g_autoptr (BwRhythm) other = load (find (BW_RHYTHM_RR, 10));
  g_autoptr (BwBeatEdits) edits = NULL;
  g_autofree char *json = NULL;
  BwRhythmSettings settings = { 0 };
  g_autoptr (GError) error = NULL;

  rhythm = change (rhythm, bw_beat_edits_delete (rhythm->edits, rhythm->edited, 7, NULL));
  rhythm = change (rhythm, bw_beat_edits_mark (rhythm->edits, rhythm->edited, 20, 20, BW_BEAT_EXTRA,
                                               NULL));
  rhythm = change (rhythm, bw_beat_edits_move (rhythm->edits, rhythm->edited, 30,
                                               rhythm->beats[30].time_ms + 1 / 3.0, NULL));
  json = bw_rhythm_edits_to_json (rhythm->source->beats, rhythm->edits, &rhythm->settings);
  g_assert_true (bw_rhythm_edits_from_json (json, rhythm->source->beats, &edits, &settings, &error));
  g_assert_true (bw_beat_edits_equal (edits, rhythm->edits));
  g_assert_true (bw_rhythm_settings_equal (&settings, &rhythm->settings));
  g_clear_pointer (&edits, bw_beat_edits_unref);

  g_assert_false (bw_rhythm_edits_from_json (json, other->source->beats, &edits, &settings, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  g_clear_error (&error);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (bw_rhythm_edits_from_json (wrong[i], rhythm->source->beats, &edits, &settings,
                                                 &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      g_clear_error (&error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (spoils); i++)
    {
      g_auto (GStrv) parts = g_strsplit (json, spoils[i].from, 2);
      g_autofree char *spoilt = g_strjoinv (spoils[i].to, parts);

      g_assert_cmpuint (g_strv_length (parts), ==, 2);
      if (bw_rhythm_edits_from_json (spoilt, rhythm->source->beats, &edits, &settings, &error))
        g_error ("%s was taken", spoilt);
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      g_clear_error (&error);
      g_assert_null (edits);
    }
  for (gsize cut = 0; cut < strlen (json); cut += 3)
    {
      g_autofree char *part = g_strndup (json, cut);

      g_assert_false (bw_rhythm_edits_from_json (part, rhythm->source->beats, &edits, &settings,
                                                 NULL));
    }

  /* kept with the wrong beats, it is left out and told of */
  bw_library_set_edits (library, BW_EDITED_RR_RECORDING, other->key.id, json, &error);
  g_assert_no_error (error);
  g_clear_pointer (&other, bw_rhythm_unref);
  other = load (find (BW_RHYTHM_RR, 10));
  g_assert_false (bw_rhythm_is_edited (other));
  g_assert_cmpuint (other->notes->len, ==, 2);
  bw_library_set_edits (library, BW_EDITED_RR_RECORDING, other->key.id, NULL, &error);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  set_up ();
  g_test_add_func ("/rhythm/list", test_list);
  g_test_add_func ("/rhythm/reading", test_reading);
  g_test_add_func ("/rhythm/ecg", test_ecg);
  g_test_add_func ("/rhythm/rr", test_rr);
  g_test_add_func ("/rhythm/late-start", test_late_start);
  g_test_add_func ("/rhythm/analyse", test_analyse);
  g_test_add_func ("/rhythm/keep", test_keep);
  g_test_add_func ("/rhythm/keep-all", test_keep_all);
  g_test_add_func ("/rhythm/keep-others", test_keep_others);
  g_test_add_func ("/rhythm/absent", test_absent);
  g_test_add_func ("/rhythm/json", test_json);
  status = g_test_run ();
  bw_library_close (library);
  bw_test_remove_folder (folder);
  g_free (zip);
  return status;
}
