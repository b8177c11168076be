/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

static void
set (Fixture               *fixture,
     gint64                 model_id,
     const BwPredictionRow *rows,
     guint                  n)
{
  g_autoptr (GError) error = NULL;

  bw_library_set_predictions (fixture->library, model_id, rows, n, &error);
  g_assert_no_error (error);
}

static GArray *
read_all (Fixture *fixture,
          gint64   model_id)
{
  g_autoptr (GError) error = NULL;
  GArray *rows = bw_library_read_predictions (fixture->library, model_id, &error);

  g_assert_no_error (error);
  return rows;
}

static void
assert_n (Fixture *fixture,
          gint64   model_id,
          guint    n)
{
  g_autoptr (GArray) rows = read_all (fixture, model_id);

  g_assert_cmpuint (rows->len, ==, n);
}

static void
assert_row (GArray                *rows,
            guint                  i,
            gint64                 model_id,
            const BwPredictionRow *expected)
{
  const BwPredictionRow *row = &g_array_index (rows, BwPredictionRow, i);

  g_assert_cmpuint (i, <, rows->len);
  g_assert_cmpint (row->recording_id, ==, expected->recording_id);
  g_assert_cmpint (row->model_id, ==, model_id);
  g_assert_cmpint (row->made_ms, ==, expected->made_ms);
  g_assert_cmpint (row->answer, ==, expected->answer);
  g_assert_cmpfloat (row->probability, ==, expected->probability);
  g_assert_cmpuint (row->votes, ==, expected->votes);
  g_assert_cmpuint (row->n_beats, ==, expected->n_beats);
  g_assert_cmpint (row->outside, ==, expected->outside);
  g_assert_cmpint (row->same_day, ==, expected->same_day);
  g_assert_cmpint (row->is_reference, ==, expected->is_reference);
  g_assert_cmpint (row->origin, ==, expected->origin);
}

static void
test_predictions (Fixture       *fixture,
                  gconstpointer  data)
{
  const BwPredictionRow first[] = {
    { 3, 99, FIRST_MS, BW_LABEL_GLUCOSE, 0.8125, 30, 33, TRUE, FALSE, FALSE, BW_PREDICTION_FRESH },
    { 1, 99, FIRST_MS, BW_LABEL_FASTING, 0.0, 0, 31, FALSE, TRUE, TRUE, BW_PREDICTION_LEARNT },
    { 2, 99, FIRST_MS, BW_LABEL_NONE, 0.5, 15, 30, FALSE, TRUE, FALSE, BW_PREDICTION_HELD_OUT },
    { 4, 99, FIRST_MS, BW_LABEL_NONE, 0.5, 0, 0, FALSE, FALSE, FALSE, BW_PREDICTION_FRESH },
  };
  const BwPredictionRow later[] = {
    { 3, 99, FIRST_MS + 1, BW_LABEL_FASTING, 1.0, 1, 33, FALSE, TRUE, FALSE, BW_PREDICTION_LEARNT },
  };
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) changed = NULL;
  gint64 a, b;

  fixture_add_recordings (fixture, 5);
  a = fixture_add_model (fixture, 1);
  b = fixture_add_model (fixture, 2);
  assert_n (fixture, a, 0);
  assert_n (fixture, 4711, 0);

  set (fixture, a, first, G_N_ELEMENTS (first));
  set (fixture, b, first, 1);
  set (fixture, a, NULL, 0);
  rows = read_all (fixture, a);
  g_assert_cmpuint (rows->len, ==, 4);
  assert_row (rows, 0, a, &first[1]);
  assert_row (rows, 1, a, &first[2]);
  assert_row (rows, 2, a, &first[0]);
  assert_row (rows, 3, a, &first[3]);

  /* Again for one: that one is another, the rest and the other model's stay. */
  set (fixture, a, later, 1);
  fixture_reopen (fixture, BW_LIBRARY_WRITE);
  changed = read_all (fixture, a);
  g_assert_cmpuint (changed->len, ==, 4);
  assert_row (changed, 2, a, &later[0]);
  assert_row (changed, 3, a, &first[3]);
  assert_n (fixture, b, 1);
  g_assert_cmpint (fixture_query (fixture->path,
                                  "SELECT count (*) FROM v_prediction WHERE recording = 'ecg-2.csv'"
                                  " AND answer = 'fasting' AND model_kind = 'comparator-default'"
                                  " AND made = '2023-01-01T00:00:00.001Z'"), ==, 1);
  fixture_check (fixture->library, NULL);
}

/* What a model says of a day it was trained on says less than what one like it said without. */
static void
test_held_out (Fixture       *fixture,
               gconstpointer  data)
{
  BwPredictionRow row = { .recording_id = 1, .probability = 0.75, .votes = 9, .n_beats = 9 };
  static const struct
  {
    BwPredictionOrigin origin;
    BwPredictionOrigin expected;
  } steps[] = {
    { BW_PREDICTION_LEARNT, BW_PREDICTION_LEARNT },
    { BW_PREDICTION_HELD_OUT, BW_PREDICTION_HELD_OUT },
    { BW_PREDICTION_LEARNT, BW_PREDICTION_HELD_OUT },
    { BW_PREDICTION_HELD_OUT, BW_PREDICTION_HELD_OUT },
    { BW_PREDICTION_FRESH, BW_PREDICTION_FRESH },
    { BW_PREDICTION_LEARNT, BW_PREDICTION_LEARNT },
  };
  gint64 model;

  fixture_add_recordings (fixture, 1);
  model = fixture_add_model (fixture, 1);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GArray) rows = NULL;
      const BwPredictionRow *found;

      row.origin = steps[i].origin;
      row.made_ms = FIRST_MS + i;
      set (fixture, model, &row, 1);
      rows = read_all (fixture, model);
      g_assert_cmpuint (rows->len, ==, 1);
      found = &g_array_index (rows, BwPredictionRow, 0);
      g_assert_cmpint (found->origin, ==, steps[i].expected);
      g_assert_cmpint (found->made_ms == row.made_ms, ==, steps[i].origin == steps[i].expected);
    }
}

static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  const BwPredictionRow rows[] = {
    { .recording_id = 1, .probability = 0.5, .n_beats = 9 },
    { .recording_id = 2, .probability = 0.5, .n_beats = 9 },
  };
  g_autofree char *setting = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  gint64 a, b;

  fixture_add_recordings (fixture, 2);
  a = fixture_add_model (fixture, 1);
  b = fixture_add_model (fixture, 2);
  set (fixture, a, rows, 2);
  set (fixture, b, rows, 2);

  /* A recording, as a model, takes its predictions along. */
  fixture_sql (fixture->path, "PRAGMA foreign_keys = ON; DELETE FROM recording WHERE id = 1");
  assert_n (fixture, a, 1);
  assert_n (fixture, b, 1);
  g_assert_true (bw_library_delete_model (fixture->library, a, &error));
  assert_n (fixture, a, 0);
  assert_n (fixture, b, 1);

  bw_library_set_setting (fixture->library, BW_COMPARATOR_MODEL_SETTING, "2", &error);
  bw_library_set_setting (fixture->library, "measure", "sdnn", &error);
  g_assert_true (bw_library_erase (fixture->library, &error));
  g_assert_no_error (error);
  assert_n (fixture, b, 0);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM prediction"), ==, 0);
  setting = bw_library_get_setting (fixture->library, BW_COMPARATOR_MODEL_SETTING);
  g_assert_null (setting);
  kept = bw_library_get_setting (fixture->library, "measure");
  g_assert_cmpstr (kept, ==, "sdnn");
  fixture_check (fixture->library, NULL);
}

/* A rate that is put right takes along what was said by the wrong one: of the recording, and of those
 * of its day that it may have been a reference to; not of others. */
static void
test_rate (Fixture       *fixture,
           gconstpointer  data)
{
  const BwPredictionRow rows[] = {
    { .recording_id = 1, .probability = 0.5, .n_beats = 9 },
    { .recording_id = 2, .probability = 0.5, .n_beats = 9, .same_day = TRUE },
    { .recording_id = 3, .probability = 0.5, .n_beats = 9 },
    { .recording_id = 4, .probability = 0.5, .n_beats = 9, .same_day = TRUE },
  };
  g_autoptr (GArray) left = NULL;
  g_autoptr (GError) error = NULL;
  gboolean changed;
  gint64 model;

  fixture_add_recordings (fixture, 4);
  fixture_sql (fixture->path, "UPDATE recording SET start_ms = start_ms + 3 * 86400000 WHERE id = 4");
  model = fixture_add_model (fixture, 1);
  set (fixture, model, rows, 4);

  bw_library_set_rate (fixture->library, 1, 512, &changed, &error);
  g_assert_false (changed);
  assert_n (fixture, model, 4);
  bw_library_set_rate (fixture->library, 1, 500, &changed, &error);
  g_assert_no_error (error);
  g_assert_true (changed);
  left = read_all (fixture, model);
  g_assert_cmpuint (left->len, ==, 2);
  g_assert_cmpint (g_array_index (left, BwPredictionRow, 0).recording_id, ==, 3);
  g_assert_cmpint (g_array_index (left, BwPredictionRow, 1).recording_id, ==, 4);
}

static void
test_all_or_none (Fixture       *fixture,
                  gconstpointer  data)
{
  const BwPredictionRow rows[] = {
    { .recording_id = 1, .probability = 0.5, .n_beats = 9 },
    { .recording_id = 4711, .probability = 0.5, .n_beats = 9 },
  };
  g_autoptr (GError) error = NULL;
  gint64 model;

  fixture_add_recordings (fixture, 1);
  model = fixture_add_model (fixture, 1);
  g_assert_false (bw_library_set_predictions (fixture->library, model, rows, 2, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_n (fixture, model, 0);
  g_assert_false (bw_library_set_predictions (fixture->library, 4711, rows, 1, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  assert_n (fixture, 4711, 0);
}

static void
test_origins (void)
{
  BwPredictionOrigin origin;

  for (guint i = 0; i <= BW_PREDICTION_LEARNT; i++)
    {
      g_assert_true (bw_prediction_origin_from_id (bw_prediction_origin_get_id (i), &origin));
      g_assert_cmpuint (origin, ==, i);
    }
  g_assert_false (bw_prediction_origin_from_id ("", &origin));
  g_assert_false (bw_prediction_origin_from_id (NULL, &origin));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/predictions/predictions", test_predictions);
  fixture_add ("/store/predictions/held-out", test_held_out);
  fixture_add ("/store/predictions/removed", test_removed);
  fixture_add ("/store/predictions/rate", test_rate);
  fixture_add ("/store/predictions/all-or-none", test_all_or_none);
  g_test_add_func ("/store/predictions/origins", test_origins);
  return g_test_run ();
}
