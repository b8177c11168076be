/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include <math.h>

static BwRrRecording
make_recording (void)
{
  return (BwRrRecording) {
    .name = (char *) "2023-01-05 07-31-22.txt",
    .start_ms = FIRST_MS,
    .offset_min = 60,
    .time_known = TRUE,
    .device = (char *) "Polar H10 Ω",
    .unit = (char *) "s",
    .n_beats = 7,
    .n_artefacts = 1,
    .rmssd_ms = 31.25,
  };
}

/* Values that a double holds and no decimal of a few digits does, an implausible one, two gaps. */
static BwRrIntervals *
make_intervals (void)
{
  static const double ms[] = { 695.3125, 1000.0 / 3, 60000.0 / 71, 225796.875, 812, 5e-324, 1e300 };
  BwRrIntervals *intervals = bw_rr_intervals_new (G_N_ELEMENTS (ms), 2);

  for (guint i = 0; i < G_N_ELEMENTS (ms); i++)
    intervals->ms[i] = ms[i];
  intervals->gaps[0] = (BwRrGap) { 2, 2500.125 };
  intervals->gaps[1] = (BwRrGap) { 6, 0 };
  return intervals;
}

static gboolean
add (Fixture             *fixture,
     BwRrRecording       *recording,
     const BwRrIntervals *intervals)
{
  g_autoptr (GError) error = NULL;
  gboolean is_new = FALSE;
  gint64 id = fixture_begin (fixture);

  bw_library_add_rr_recording (fixture->library, id, recording, intervals, &is_new, &error);
  g_assert_no_error (error);
  g_assert_cmpint (recording->id, >, 0);
  fixture_commit (fixture);
  return is_new;
}

static guint
count (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = bw_library_list_rr_recordings (fixture->library, &error);

  g_assert_no_error (error);
  return rows->len;
}

static void
assert_same (const BwRrIntervals *a,
             const BwRrIntervals *b)
{
  g_assert_cmpmem (a->ms, a->n * sizeof *a->ms, b->ms, b->n * sizeof *b->ms);
  g_assert_cmpuint (a->n_gaps, ==, b->n_gaps);
  for (guint i = 0; i < a->n_gaps; i++)
    {
      g_assert_cmpuint (a->gaps[i].before, ==, b->gaps[i].before);
      g_assert_cmpfloat (a->gaps[i].length_ms, ==, b->gaps[i].length_ms);
    }
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  BwRrRecording recording = make_recording ();
  g_autoptr (BwRrIntervals) intervals = make_intervals ();
  g_autoptr (BwRrIntervals) read = NULL;
  g_autoptr (BwRrRecording) row = NULL;
  g_autoptr (BwRrRecording) copy = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (9 * 3600);
  g_autoptr (GError) error = NULL;
  BwLibraryCounts counts;

  g_assert_true (add (fixture, &recording, intervals));
  fixture_reopen (fixture, BW_LIBRARY_READ);
  row = bw_library_read_rr_recording (fixture->library, recording.id, &error);
  g_assert_no_error (error);
  copy = bw_rr_recording_copy (row);
  g_assert_cmpstr (copy->name, ==, recording.name);
  g_assert_cmpint (copy->start_ms, ==, FIRST_MS);
  g_assert_cmpint (copy->offset_min, ==, 60);
  g_assert_true (copy->time_known);
  g_assert_cmpstr (copy->device, ==, "Polar H10 Ω");
  g_assert_cmpstr (copy->unit, ==, "s");
  g_assert_cmpuint (copy->n_intervals, ==, 7);
  g_assert_cmpfloat (copy->duration_ms, ==, bw_rr_intervals_get_duration_ms (intervals));
  g_assert_cmpuint (copy->n_beats, ==, 7);
  g_assert_cmpuint (copy->n_artefacts, ==, 1);
  g_assert_cmpfloat (copy->rmssd_ms, ==, 31.25);
  g_assert_cmpint (copy->import_id, ==, 1);
  /* A noon of a day is the noon of that day wherever the clocks are. */
  g_assert_cmpint (bw_rr_recording_get_shown_ms (copy, zone), ==, FIRST_MS);
  copy->time_known = FALSE;
  g_assert_cmpint (bw_rr_recording_get_shown_ms (copy, zone), ==, FIRST_MS - 8 * BW_TIME_HOUR);
  read = bw_library_read_rr_intervals (fixture->library, recording.id, &error);
  g_assert_no_error (error);
  assert_same (read, intervals);
  g_clear_pointer (&read, bw_rr_intervals_free);

  bw_library_get_counts (fixture->library, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (counts.rr_recordings, ==, 1);
  g_assert_cmpint (counts.first_ms, ==, FIRST_MS);
  g_assert_cmpint (counts.last_ms, ==, FIRST_MS);
  fixture_check (fixture->library, NULL);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM v_rr_recording"
                                                 " WHERE start = '2023-01-01T00:00:00.000Z'"), ==, 1);

  g_assert_null (bw_library_read_rr_recording (fixture->library, 99, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (bw_library_read_rr_intervals (fixture->library, 99, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
}

/* What is known by its intervals and its start, or by its intervals alone where no time was told. */
static void
test_same (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (BwRrIntervals) intervals = make_intervals ();
  g_autoptr (BwRrIntervals) others = make_intervals ();
  BwRrRecording first = make_recording (), again = make_recording (), later = make_recording ();
  BwRrRecording untimed = make_recording (), other = make_recording ();
  g_autoptr (BwRrRecording) row = NULL;
  g_autoptr (GError) error = NULL;

  first.time_known = FALSE;
  g_assert_true (add (fixture, &first, intervals));
  untimed.time_known = FALSE;
  untimed.start_ms += BW_TIME_DAY;
  g_assert_false (add (fixture, &untimed, intervals));
  g_assert_cmpint (untimed.id, ==, first.id);

  /* Told later. */
  again.start_ms += 5;
  again.offset_min = -300;
  g_assert_false (add (fixture, &again, intervals));
  row = bw_library_read_rr_recording (fixture->library, first.id, &error);
  g_assert_no_error (error);
  g_assert_true (row->time_known);
  g_assert_cmpint (row->start_ms, ==, FIRST_MS + 5);
  g_assert_cmpint (row->offset_min, ==, -300);
  untimed.id = 0;
  g_assert_false (add (fixture, &untimed, intervals));
  g_assert_cmpint (untimed.id, ==, first.id);

  /* Other times that are known, other gaps. */
  later.start_ms += BW_TIME_DAY;
  g_assert_true (add (fixture, &later, intervals));
  others->gaps[0].length_ms += 1;
  other.start_ms = FIRST_MS + 5;
  g_assert_true (add (fixture, &other, others));
  g_assert_cmpuint (count (fixture), ==, 3);
  fixture_check (fixture->library, NULL);
}

static void
test_refuse (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct
  {
    double ms;
    BwRrGap gap;
  } wrong[] = {
    { 0, { 1, 0 } },     { -1, { 1, 0 } },       { NAN, { 1, 0 } },       { INFINITY, { 1, 0 } },
    { 800, { 0, 0 } },   { 800, { 7, 0 } },      { 800, { 6, 1 } },       { 800, { 1, -1 } },
    { 800, { 1, NAN } }, { 800, { 1, INFINITY } }, { 800, { G_MAXUINT, 1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (BwRrIntervals) intervals = make_intervals ();
      BwRrRecording recording = make_recording ();
      g_autoptr (GError) error = NULL;
      gint64 id = fixture_begin (fixture);

      intervals->ms[3] = wrong[i].ms;
      intervals->gaps[0] = wrong[i].gap;
      g_assert_false (bw_library_add_rr_recording (fixture->library, id, &recording, intervals,
                                                   NULL, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
      bw_library_rollback (fixture->library);
    }
  g_assert_cmpuint (count (fixture), ==, 0);
}

/* A blob that was cut or written by someone else is told, and never more is read than there is. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const faults[] = {
    "UPDATE rr_recording_values SET values_ms = substr (values_ms, 1, 55)",
    "UPDATE rr_recording_values SET values_ms = substr (values_ms, 1, 48)",
    "UPDATE rr_recording_values SET values_ms = zeroblob (56)",
    "UPDATE rr_recording_values SET gaps = substr (gaps, 1, 13)",
    "UPDATE rr_recording_values SET gaps = CAST (substr (gaps, 13) || substr (gaps, 1, 12) AS BLOB)",
    "UPDATE rr_recording_values SET gaps = x'ffffffff0000000000000000'",
    "UPDATE rr_recording SET n_intervals = 6",
    "DELETE FROM rr_recording_values",
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      BwRrRecording recording = make_recording ();
      g_autoptr (BwRrIntervals) intervals = make_intervals ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", faults[i]);
      add (fixture, &recording, intervals);
      fixture_sql (fixture->path, faults[i]);
      g_assert_null (bw_library_read_rr_intervals (fixture->library, recording.id, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_DAMAGED);
      g_clear_error (&error);
      bw_library_delete_rr_recording (fixture->library, recording.id, &error);
      g_assert_no_error (error);
    }
}

/* What was done to its beats goes with it, and both can be put back. */
static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (BwRrIntervals) intervals = make_intervals ();
  BwRrRecording recording = make_recording (), other = make_recording ();
  g_autoptr (BwRrRecording) row = NULL;
  g_autoptr (BwRrIntervals) read = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  add (fixture, &recording, intervals);
  other.start_ms++;
  add (fixture, &other, intervals);
  bw_library_set_edits (fixture->library, BW_EDITED_RR_RECORDING, recording.id, "{}", &error);
  g_assert_no_error (error);
  row = bw_library_read_rr_recording (fixture->library, recording.id, &error);
  read = bw_library_read_rr_intervals (fixture->library, recording.id, &error);
  bw_library_delete_rr_recording (fixture->library, recording.id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM rr_recording_values"), ==, 1);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM beat_edit"), ==, 0);
  g_assert_false (bw_library_delete_rr_recording (fixture->library, recording.id, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);

  bw_library_begin (fixture->library, &error);
  bw_library_add_rr_recording (fixture->library, row->import_id, row, read, NULL, &error);
  g_assert_no_error (error);
  bw_library_commit (fixture->library, &error);
  g_assert_cmpint (row->id, ==, recording.id);
  g_assert_cmpuint (count (fixture), ==, 2);
  bw_library_read_edits (fixture->library, BW_EDITED_RR_RECORDING, row->id, &json, &error);
  g_assert_no_error (error);
  g_assert_null (json);
  fixture_check (fixture->library, NULL);

  bw_library_erase (fixture->library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM rr_recording_values"), ==, 0);
}

static void
test_numbers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (BwRrIntervals) intervals = make_intervals ();
  BwRrRecording recording = make_recording ();
  g_autoptr (BwRrRecording) row = NULL;
  g_autoptr (GError) error = NULL;

  add (fixture, &recording, intervals);
  recording.n_beats = 5;
  recording.n_artefacts = 4;
  recording.rmssd_ms = -1;
  bw_library_set_rr_numbers (fixture->library, recording.id, &recording, &error);
  g_assert_no_error (error);
  row = bw_library_read_rr_recording (fixture->library, recording.id, &error);
  g_assert_cmpuint (row->n_beats, ==, 5);
  g_assert_cmpuint (row->n_artefacts, ==, 4);
  g_assert_cmpfloat (row->rmssd_ms, ==, -1);
  g_assert_false (bw_library_set_rr_numbers (fixture->library, 99, &recording, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/rr-recordings/round-trip", test_round_trip);
  fixture_add ("/store/rr-recordings/same", test_same);
  fixture_add ("/store/rr-recordings/refuse", test_refuse);
  fixture_add ("/store/rr-recordings/damaged", test_damaged);
  fixture_add ("/store/rr-recordings/delete", test_delete);
  fixture_add ("/store/rr-recordings/numbers", test_numbers);
  return g_test_run ();
}
