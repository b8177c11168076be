/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include <string.h>

static BwModelRow *
make_model (const char *kind,
            gint64      trained_ms,
            guint64     seed,
            const char *weights)
{
  BwModelRow *row = bw_model_row_new ();

  row->kind = g_strdup (kind);
  row->trained_ms = trained_ms;
  row->from_ms = trained_ms - 1000;
  row->to_ms = trained_ms - 1;
  row->seed = seed;
  row->fingerprint = g_strdup ("00ff");
  row->configuration = g_strdup ("{\"hidden\": 64}");
  row->metrics = g_strdup ("{\"loss\": 0.25}");
  row->weights = g_bytes_new (weights, strlen (weights));
  return row;
}

static gint64
add (Fixture    *fixture,
     const char *kind,
     gint64      trained_ms,
     guint64     seed,
     const char *weights)
{
  g_autoptr (BwModelRow) row = make_model (kind, trained_ms, seed, weights);
  g_autoptr (GError) error = NULL;

  bw_library_add_model (fixture->library, row, &error);
  g_assert_no_error (error);
  g_assert_cmpint (row->id, >, 0);
  return row->id;
}

static void
assert_newest (Fixture    *fixture,
               const char *kind,
               gint64      id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwModelRow) row = bw_library_get_model (fixture->library, kind, 0, &error);

  g_assert_no_error (error);
  g_assert_nonnull (row);
  g_assert_cmpint (row->id, ==, id);
}

static void
test_models (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (BwModelRow) row = NULL;
  g_autoptr (BwModelRow) none = NULL;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (GError) error = NULL;
  gint64 a, b, c, d;

  none = bw_library_get_model (fixture->library, "lstm-default", 0, &error);
  g_assert_no_error (error);
  g_assert_null (none);

  a = add (fixture, "lstm-default", FIRST_MS, G_MAXUINT64, "abc");
  b = add (fixture, "lstm-default", FIRST_MS, 2, "def");
  c = add (fixture, "lstm-default", FIRST_MS - 1, 3, "old");
  d = add (fixture, "comparator", FIRST_MS + 1, 1, "other");
  assert_newest (fixture, "lstm-default", b);
  assert_newest (fixture, "comparator", d);

  /* Again: the same id, the new weights, and the newest. */
  g_assert_cmpint (add (fixture, "lstm-default", FIRST_MS, G_MAXUINT64, "ABC"), ==, a);
  assert_newest (fixture, "lstm-default", a);

  row = bw_library_get_model (fixture->library, NULL, a, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row->kind, ==, "lstm-default");
  g_assert_cmpint (row->trained_ms, ==, FIRST_MS);
  g_assert_cmpint (row->from_ms, ==, FIRST_MS - 1000);
  g_assert_cmpint (row->to_ms, ==, FIRST_MS - 1);
  g_assert_true (row->seed == G_MAXUINT64);
  g_assert_cmpstr (row->fingerprint, ==, "00ff");
  g_assert_cmpstr (row->configuration, ==, "{\"hidden\": 64}");
  g_assert_cmpstr (row->metrics, ==, "{\"loss\": 0.25}");
  g_assert_cmpmem (g_bytes_get_data (row->weights, NULL), g_bytes_get_size (row->weights), "ABC",
                   3);

  models = bw_library_list_models (fixture->library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (models->len, ==, 4);
  g_assert_cmpint (((BwModelRow *) g_ptr_array_index (models, 0))->id, ==, d);
  g_assert_cmpint (((BwModelRow *) g_ptr_array_index (models, 3))->id, ==, c);
  g_assert_null (((BwModelRow *) g_ptr_array_index (models, 0))->weights);
}

static GArray *
read_predictions (Fixture *fixture,
                  gint64   id)
{
  g_autoptr (GError) error = NULL;
  GArray *rows = bw_library_read_predictions (fixture->library, id, &error);

  g_assert_no_error (error);
  return rows;
}

static void
predict (Fixture *fixture,
         gint64   id)
{
  const BwPredictionRow row = {
    .recording_id = 1, .answer = BW_LABEL_FASTING, .probability = 0.25, .votes = 1, .n_beats = 9,
  };
  g_autoptr (GError) error = NULL;

  bw_library_set_predictions (fixture->library, id, &row, 1, &error);
  g_assert_no_error (error);
}

/* Names, metrics of a later evaluation, and what is told of a model that is not there. */
static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (BwModelRow) row = NULL;
  g_autoptr (BwModelRow) again = NULL;
  g_autoptr (BwModelRow) named = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = add (fixture, "comparator-default", FIRST_MS, 1, "abc");

  g_assert_true (bw_library_set_model_name (fixture->library, id, "Autumn’s", &error));
  g_assert_true (bw_library_set_model_metrics (fixture->library, id, "{\"evaluation\": 1}", &error));
  g_assert_no_error (error);
  fixture_reopen (fixture, BW_LIBRARY_WRITE);
  row = bw_library_get_model (fixture->library, NULL, id, &error);
  g_assert_cmpstr (row->name, ==, "Autumn’s");
  g_assert_cmpstr (row->metrics, ==, "{\"evaluation\": 1}");
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM v_model WHERE name ="
                                                 " 'Autumn’s' AND weights_bytes = 3"), ==, 1);

  /* Trained again it is still the one that was named, until it comes with a name. */
  g_assert_cmpint (add (fixture, "comparator-default", FIRST_MS, 1, "abc"), ==, id);
  again = bw_library_get_model (fixture->library, NULL, id, &error);
  g_assert_cmpstr (again->name, ==, "Autumn’s");
  g_assert_cmpstr (again->metrics, ==, "{\"loss\": 0.25}");
  g_free (again->name);
  again->name = g_strdup ("Winter’s");
  g_assert_true (bw_library_add_model (fixture->library, again, &error));
  named = bw_library_get_model (fixture->library, NULL, id, &error);
  g_assert_cmpstr (named->name, ==, "Winter’s");
  g_assert_true (bw_library_set_model_name (fixture->library, id, NULL, &error));
  g_assert_no_error (error);

  g_assert_false (bw_library_set_model_name (fixture->library, 99, "x", &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (bw_library_set_model_metrics (fixture->library, 99, "{}", &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (bw_library_delete_model (fixture->library, 99, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
}

/* What a model said holds for as long as it is that model. */
static void
test_trained_again (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GArray) same = NULL;
  g_autoptr (GArray) other = NULL;
  g_autoptr (GArray) beside = NULL;
  gint64 id, next;

  fixture_add_recordings (fixture, 1);
  id = add (fixture, "comparator-default", FIRST_MS, 1, "abc");
  next = add (fixture, "comparator-default", FIRST_MS, 2, "abc");
  predict (fixture, id);
  predict (fixture, next);
  g_assert_cmpint (add (fixture, "comparator-default", FIRST_MS, 1, "abc"), ==, id);
  same = read_predictions (fixture, id);
  g_assert_cmpuint (same->len, ==, 1);
  g_assert_cmpint (add (fixture, "comparator-default", FIRST_MS, 1, "abd"), ==, id);
  other = read_predictions (fixture, id);
  g_assert_cmpuint (other->len, ==, 0);
  beside = read_predictions (fixture, next);
  g_assert_cmpuint (beside->len, ==, 1);
}

/* Deleted, and brought back as it was: its id, and its place among those trained for one moment. */
static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (BwModelRow) row = NULL;
  g_autoptr (BwModelRow) gone = NULL;
  g_autoptr (BwModelRow) intruder = NULL;
  g_autoptr (GArray) predictions = NULL;
  g_autoptr (GArray) none = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 a, b, taken;

  fixture_add_recordings (fixture, 1);
  a = add (fixture, "comparator-default", FIRST_MS, 1, "abc");
  b = add (fixture, "comparator-default", FIRST_MS, 2, "def");
  predict (fixture, a);
  fixture_add_forecast (fixture, FIRST_MS, "lstm", a, "{}");
  before = fixture_dump (fixture->path);

  row = bw_library_get_model (fixture->library, NULL, a, &error);
  predictions = read_predictions (fixture, a);
  g_assert_true (bw_library_delete_model (fixture->library, a, &error));
  g_assert_no_error (error);
  gone = bw_library_get_model (fixture->library, NULL, a, &error);
  g_assert_null (gone);
  none = read_predictions (fixture, a);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM prediction"), ==, 0);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM forecast"
                                                 " WHERE model_id IS NULL"), ==, 1);
  fixture_check (fixture->library, NULL);

  g_assert_true (bw_library_add_model (fixture->library, row, &error));
  g_assert_cmpint (row->id, ==, a);
  bw_library_set_predictions (fixture->library, row->id, (const BwPredictionRow *) predictions->data,
                              predictions->len, &error);
  g_assert_no_error (error);
  assert_newest (fixture, "comparator-default", b);
  after = fixture_dump (fixture->path);
  g_assert_cmpstr (after, ==, before);

  /* Where its id was taken meanwhile it gets another, and nobody loses theirs. */
  g_assert_true (bw_library_delete_model (fixture->library, b, &error));
  taken = add (fixture, "comparator-default", FIRST_MS, 3, "ghi");
  g_assert_cmpint (taken, ==, b);
  intruder = make_model ("comparator-default", FIRST_MS, 2, "def");
  intruder->id = b;
  g_assert_true (bw_library_add_model (fixture->library, intruder, &error));
  g_assert_no_error (error);
  g_assert_cmpint (intruder->id, !=, b);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM model"), ==, 3);
  fixture_check (fixture->library, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/models/models", test_models);
  fixture_add ("/store/models/changes", test_changes);
  fixture_add ("/store/models/trained-again", test_trained_again);
  fixture_add ("/store/models/delete", test_delete);
  return g_test_run ();
}
