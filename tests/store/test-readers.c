/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

static void
set (Fixture            *fixture,
     const char         *reader,
     const BwLabelState *states,
     guint               n)
{
  g_autoptr (GError) error = NULL;

  bw_library_set_reader_labels (fixture->library, reader, states, n, &error);
  g_assert_no_error (error);
}

static GArray *
read_all (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GArray *rows = bw_library_read_reader_labels (fixture->library, &error);

  g_assert_no_error (error);
  return rows;
}

static void
assert_row (GArray     *rows,
            guint       i,
            const char *reader,
            gint64      id,
            BwLabel     label,
            gint64      time_ms)
{
  const BwReaderLabel *row = &g_array_index (rows, BwReaderLabel, i);

  g_assert_cmpuint (i, <, rows->len);
  g_assert_cmpstr (row->reader, ==, reader);
  g_assert_cmpint (row->recording_id, ==, id);
  g_assert_cmpint (row->label, ==, label);
  g_assert_cmpint (row->time_ms, ==, time_ms);
}

static void
assert_readers (Fixture    *fixture,
                const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) readers = bw_library_list_readers (fixture->library, &error);
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  joined = g_strjoinv (" ", readers);
  g_assert_cmpstr (joined, ==, expected);
}

static void
test_readers (Fixture       *fixture,
              gconstpointer  data)
{
  const BwLabelState first[] = {
    { 3, BW_LABEL_FASTING, NULL, 100 },
    { 1, BW_LABEL_GLUCOSE, (char *) "whoever", 0 },
    { 2, BW_LABEL_NONE, NULL, 100 },
  };
  const BwLabelState second[] = { { 3, BW_LABEL_GLUCOSE, NULL, 200 } };
  const BwLabelState later[] = {
    { 3, BW_LABEL_GLUCOSE, NULL, 300 },
    { 1, BW_LABEL_NONE, NULL, 300 },
  };
  g_autoptr (GArray) none = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) changed = NULL;
  g_autoptr (BwRecording) recording = NULL;
  g_autoptr (GError) error = NULL;

  fixture_add_recordings (fixture, 3);
  assert_readers (fixture, "");
  none = read_all (fixture);
  g_assert_cmpuint (none->len, ==, 0);

  set (fixture, "Zoë", first, 3);
  set (fixture, "Ada", second, 1);
  set (fixture, "Nobody", NULL, 0);
  assert_readers (fixture, "Ada Zoë");
  rows = read_all (fixture);
  g_assert_cmpuint (rows->len, ==, 3);
  assert_row (rows, 0, "Ada", 3, BW_LABEL_GLUCOSE, 200);
  assert_row (rows, 1, "Zoë", 1, BW_LABEL_GLUCOSE, 0);
  assert_row (rows, 2, "Zoë", 3, BW_LABEL_FASTING, 100);

  set (fixture, "Zoë", later, 2);
  fixture_reopen (fixture, BW_LIBRARY_WRITE);
  changed = read_all (fixture);
  g_assert_cmpuint (changed->len, ==, 2);
  assert_row (changed, 1, "Zoë", 3, BW_LABEL_GLUCOSE, 300);

  /* The recording's own label is another matter. */
  recording = bw_library_read_recording (fixture->library, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpint (recording->label, ==, BW_LABEL_NONE);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM v_reader_label"
                                                 " WHERE recording = 'ecg-2.csv' AND time LIKE"
                                                 " '1970-01-01T00:00:00._00Z'"), ==, 2);
  fixture_check (fixture->library, NULL);
}

static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  const BwLabelState states[]
      = { { 1, BW_LABEL_FASTING, NULL, 100 }, { 2, BW_LABEL_GLUCOSE, NULL, 100 } };
  const BwLabelState none[] = { { .recording_id = 1 }, { .recording_id = 2 } };
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  fixture_add_recordings (fixture, 2);
  set (fixture, "Ada", states, 2);
  set (fixture, "Bob", states, 2);
  set (fixture, "Ada", none, 2);
  set (fixture, "Nobody", none, 2);
  assert_readers (fixture, "Bob");

  /* A recording takes what was read of it along. */
  fixture_sql (fixture->path, "PRAGMA foreign_keys = ON; DELETE FROM recording WHERE id = 1");
  rows = read_all (fixture);
  g_assert_cmpuint (rows->len, ==, 1);
  assert_row (rows, 0, "Bob", 2, BW_LABEL_GLUCOSE, 100);

  g_assert_true (bw_library_erase (fixture->library, &error));
  g_assert_no_error (error);
  assert_readers (fixture, "");
  fixture_check (fixture->library, NULL);
}

static void
test_all_or_none (Fixture       *fixture,
                  gconstpointer  data)
{
  const BwLabelState states[]
      = { { 1, BW_LABEL_FASTING, NULL, 100 }, { 4711, BW_LABEL_GLUCOSE, NULL, 100 } };
  g_autoptr (GError) error = NULL;

  fixture_add_recordings (fixture, 1);
  g_assert_false (bw_library_set_reader_labels (fixture->library, "Ada", states, 2, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  assert_readers (fixture, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/readers/readers", test_readers);
  fixture_add ("/store/readers/removed", test_removed);
  fixture_add ("/store/readers/all-or-none", test_all_or_none);
  return g_test_run ();
}
