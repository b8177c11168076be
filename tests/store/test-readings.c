/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

static BwReadingRow
make_reading (Fixture *fixture,
              gint64   start_ms)
{
  return (BwReadingRow) {
    .start_ms = start_ms,
    .end_ms = start_ms + 60000,
    .offset_min = 330,
    .source_id = fixture_source (fixture, "Watch"),
    .sdnn_device_ms = 25.5526,
    .n_beats = 3,
    .n_intervals = 2,
    .n_artefacts = 1,
    .rmssd_ms = 31.25,
    .rmssd_raw_ms = 33.5,
    .se_ms = -1,
    .used = TRUE,
  };
}

static gboolean
add (Fixture            *fixture,
     gint64              import_id,
     const BwReadingRow *reading,
     const BwBeat       *beats,
     guint               n_beats)
{
  g_autoptr (GError) error = NULL;
  gboolean is_new = FALSE;

  bw_library_add_reading (fixture->library, import_id, reading, beats, n_beats, &is_new, &error);
  g_assert_no_error (error);
  return is_new;
}

static gboolean
tell_reading (const BwReadingRow  *row,
              gpointer             data,
              GError             **error)
{
  g_string_append_printf (data, "%d %s; ", (int) (row->start_ms - FIRST_MS),
                          row->why_not != NULL ? row->why_not : "used");
  return row->start_ms < FIRST_MS + 2
         || bw_set_cancelled (error);
}

/* One by one, and with all that is known of their source. */
static void
test_each (Fixture       *fixture,
           gconstpointer  data)
{
  BwReadingRow reading = make_reading (fixture, FIRST_MS + 1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  BwSource source;
  gint64 id = fixture_begin (fixture);

  reading.source_id = bw_library_intern_source (fixture->library, "Ann’s Watch", "9.1", "Watch6,1",
                                                &error);
  g_assert_no_error (error);
  g_assert_true (add (fixture, id, &reading, NULL, 0));
  reading.start_ms--;
  reading.used = FALSE;
  reading.why_not = (char *) "out-of-range";
  g_assert_true (add (fixture, id, &reading, NULL, 0));
  reading.start_ms += 2;
  g_assert_true (add (fixture, id, &reading, NULL, 0));
  fixture_commit (fixture);

  g_assert_true (bw_library_each_reading (fixture->library, FIRST_MS, FIRST_MS + 2, tell_reading,
                                          text, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (text->str, ==, "0 out-of-range; 1 used; ");
  g_assert_false (bw_library_each_reading (fixture->library, G_MININT64, G_MAXINT64, tell_reading,
                                           text, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_true (bw_library_read_source (fixture->library, reading.source_id, &source, &error));
  g_assert_cmpstr (source.name, ==, "Ann’s Watch");
  g_assert_cmpstr (source.version, ==, "9.1");
  g_assert_cmpstr (source.device, ==, "Watch6,1");
  g_assert_false (bw_library_read_source (fixture->library, 4711, &source, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  const BwBeat beats[]
      = { { FIRST_MS + 5670, 78 }, { FIRST_MS + 9870, 0 }, { FIRST_MS + 10720, 71 } };
  BwReadingRow reading = make_reading (fixture, FIRST_MS);
  BwReadingRow later = make_reading (fixture, FIRST_MS + BW_TIME_HOUR);
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) read = NULL;
  g_autoptr (GArray) none = NULL;
  g_autoptr (GError) error = NULL;
  const BwReadingRow *row;
  gint64 id;

  later.used = FALSE;
  later.why_not = (char *) "too-few-intervals";
  later.rmssd_ms = -1;
  later.sdnn_device_ms = -1;
  id = fixture_begin (fixture);
  g_assert_true (add (fixture, id, &later, NULL, 0));
  g_assert_true (add (fixture, id, &reading, beats, 3));
  fixture_commit (fixture);

  fixture_reopen (fixture, BW_LIBRARY_READ);
  rows = bw_library_read_readings (fixture->library, FIRST_MS, FIRST_MS + BW_TIME_HOUR, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_clear_pointer (&rows, g_array_unref);
  rows = bw_library_read_readings (fixture->library, FIRST_MS, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);

  row = &g_array_index (rows, BwReadingRow, 0);
  g_assert_cmpint (row->start_ms, ==, FIRST_MS);
  g_assert_cmpint (row->end_ms, ==, FIRST_MS + 60000);
  g_assert_cmpint (row->offset_min, ==, 330);
  g_assert_cmpint (row->source_id, ==, reading.source_id);
  g_assert_cmpfloat (row->sdnn_device_ms, ==, 25.5526);
  g_assert_cmpuint (row->n_beats, ==, 3);
  g_assert_cmpuint (row->n_intervals, ==, 2);
  g_assert_cmpuint (row->n_artefacts, ==, 1);
  g_assert_cmpfloat (row->rmssd_ms, ==, 31.25);
  g_assert_cmpfloat (row->rmssd_raw_ms, ==, 33.5);
  g_assert_cmpfloat (row->se_ms, <, 0);
  g_assert_true (row->used);
  g_assert_null (row->why_not);

  read = bw_library_read_beats (fixture->library, row->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (g_array_index (read, BwBeat, i).time_ms, ==, beats[i].time_ms);
      g_assert_cmpint (g_array_index (read, BwBeat, i).bpm, ==, beats[i].bpm);
    }

  row = &g_array_index (rows, BwReadingRow, 1);
  g_assert_false (row->used);
  g_assert_cmpstr (row->why_not, ==, "too-few-intervals");
  g_assert_cmpfloat (row->rmssd_ms, <, 0);
  g_assert_cmpfloat (row->sdnn_device_ms, <, 0);
  none = bw_library_read_beats (fixture->library, row->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  g_clear_pointer (&none, g_array_unref);
  none = bw_library_read_beats (fixture->library, 4711, &error);
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  fixture_check (fixture->library, NULL);
}

/* The same again changes what was made of it and leaves the beats alone. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  const BwBeat beats[]
      = { { FIRST_MS + 5670, 78 }, { FIRST_MS + 9870, 71 }, { FIRST_MS + 10720, 71 } };
  const BwBeat other[] = { { FIRST_MS + 1, 60 } };
  BwReadingRow reading = make_reading (fixture, FIRST_MS);
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) read = NULL;
  g_autoptr (GError) error = NULL;
  const BwReadingRow *row;

  g_assert_true (add (fixture, fixture_begin (fixture), &reading, beats, 3));
  fixture_commit (fixture);
  reading.rmssd_ms = -1;
  reading.used = FALSE;
  reading.why_not = (char *) "artefacts";
  g_assert_false (add (fixture, fixture_begin (fixture), &reading, other, 1));
  fixture_commit (fixture);

  rows = bw_library_read_readings (fixture->library, G_MININT64, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  row = &g_array_index (rows, BwReadingRow, 0);
  g_assert_cmpfloat (row->rmssd_ms, <, 0);
  g_assert_cmpstr (row->why_not, ==, "artefacts");
  g_assert_cmpuint (row->n_beats, ==, 3);
  read = bw_library_read_beats (fixture->library, row->id, &error);
  g_assert_cmpuint (read->len, ==, 3);

  /* Another end or source is another reading. */
  fixture_begin (fixture);
  reading.end_ms++;
  g_assert_true (add (fixture, 1, &reading, other, 1));
  reading.source_id = fixture_source (fixture, "Watch 2");
  g_assert_true (add (fixture, 1, &reading, other, 1));
  fixture_commit (fixture);
  fixture_check (fixture->library, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/readings/round-trip", test_round_trip);
  fixture_add ("/store/readings/again", test_again);
  fixture_add ("/store/readings/each", test_each);
  return g_test_run ();
}
