/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

/* A reading, a recording and an RR recording, each with the id 1. */
static void
fill (Fixture *fixture)
{
  const BwBeat beats[] = { { FIRST_MS + 1000, 60 }, { FIRST_MS + 2000, 60 } };
  BwReadingRow reading = {
    .start_ms = FIRST_MS, .end_ms = FIRST_MS + 60000, .rmssd_ms = 30, .rmssd_raw_ms = 30, .se_ms = 1,
    .n_intervals = 1, .used = TRUE,
  };
  BwRrRecording rr = { .name = (char *) "rr.txt", .start_ms = FIRST_MS, .time_known = TRUE };
  g_autoptr (BwRrIntervals) intervals = bw_rr_intervals_new (1, 0);
  g_autoptr (GError) error = NULL;
  gint64 id;

  fixture_add_recordings (fixture, 1);
  reading.source_id = fixture_source (fixture, "Watch");
  intervals->ms[0] = 800;
  id = fixture_begin (fixture);
  bw_library_add_reading (fixture->library, id, &reading, beats, 2, NULL, &error);
  g_assert_no_error (error);
  bw_library_add_rr_recording (fixture->library, id, &rr, intervals, NULL, &error);
  g_assert_no_error (error);
  fixture_commit (fixture);
}

static void
set (Fixture      *fixture,
     BwEditedKind  kind,
     const char   *json)
{
  g_autoptr (GError) error = NULL;

  bw_library_set_edits (fixture->library, kind, 1, json, &error);
  g_assert_no_error (error);
}

static void
assert_edits (Fixture      *fixture,
              BwEditedKind  kind,
              const char   *expected)
{
  g_autofree char *json = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_library_read_edits (fixture->library, kind, 1, &json, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (json, ==, expected);
  ids = bw_library_list_edited (fixture->library, kind, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, expected != NULL);
  if (expected != NULL)
    g_assert_cmpint (g_array_index (ids, gint64, 0), ==, 1);
}

/* Kinds are numbered each by themselves, and so are their edits. */
static void
test_by_kind (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const json[] = { "{\"a\": \"ä\"}", "{\"b\": 2}", "{\"c\": 3}" };
  g_autoptr (GError) error = NULL;

  fill (fixture);
  for (guint kind = 0; kind < BW_EDITED_N_KINDS; kind++)
    {
      assert_edits (fixture, kind, NULL);
      set (fixture, kind, "{}");
      set (fixture, kind, json[kind]);
    }
  fixture_reopen (fixture, BW_LIBRARY_WRITE);
  for (guint kind = 0; kind < BW_EDITED_N_KINDS; kind++)
    assert_edits (fixture, kind, json[kind]);
  fixture_check (fixture->library, NULL);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM v_beat_edit"), ==, 3);

  set (fixture, BW_EDITED_RECORDING, NULL);
  set (fixture, BW_EDITED_RECORDING, NULL);
  assert_edits (fixture, BW_EDITED_READING, json[0]);
  assert_edits (fixture, BW_EDITED_RECORDING, NULL);
  assert_edits (fixture, BW_EDITED_RR_RECORDING, json[2]);

  for (guint kind = 0; kind < BW_EDITED_N_KINDS; kind++)
    {
      g_assert_false (bw_library_set_edits (fixture->library, kind, 2, "{}", &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
      g_clear_error (&error);
    }
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM beat_edit"), ==, 2);

  bw_library_erase (fixture->library, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM beat_edit"), ==, 0);
}

static void
read_reading (Fixture      *fixture,
              BwReadingRow *row)
{
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  rows = bw_library_read_readings (fixture->library, G_MININT64, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  *row = g_array_index (rows, BwReadingRow, 0);
  row->why_not = NULL;
}

/* The numbers of a reading whose beats were edited are not replaced by an import that meets it
 * again. */
static void
test_numbers_stay (Fixture       *fixture,
                   gconstpointer  data)
{
  BwReadingRow numbers, again, row;
  g_autoptr (GError) error = NULL;
  gint64 id;

  fill (fixture);
  read_reading (fixture, &numbers);
  again = numbers;
  numbers.rmssd_ms = 25.5;
  numbers.n_artefacts = 2;
  bw_library_set_reading_numbers (fixture->library, 1, &numbers, &error);
  g_assert_no_error (error);
  read_reading (fixture, &row);
  g_assert_cmpfloat (row.rmssd_ms, ==, 25.5);
  g_assert_cmpuint (row.n_artefacts, ==, 2);
  g_assert_cmpuint (row.n_intervals, ==, 1);
  g_assert_true (row.used);
  g_assert_false (bw_library_set_reading_numbers (fixture->library, 9, &numbers, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);

  for (guint edited = 2; edited-- > 0;)
    {
      gboolean is_new = TRUE;

      set (fixture, BW_EDITED_READING, edited ? "{}" : NULL);
      id = fixture_begin (fixture);
      bw_library_add_reading (fixture->library, id, &again, NULL, 0, &is_new, &error);
      g_assert_no_error (error);
      g_assert_false (is_new);
      fixture_commit (fixture);
      read_reading (fixture, &row);
      g_assert_cmpfloat (row.rmssd_ms, ==, edited ? 25.5 : 30);
      g_assert_cmpuint (row.n_artefacts, ==, edited ? 2 : 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/kept-edits/by-kind", test_by_kind);
  fixture_add ("/store/kept-edits/numbers-stay", test_numbers_stay);
  return g_test_run ();
}
