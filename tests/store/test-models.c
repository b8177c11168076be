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

static void
assert_forecast (Fixture    *fixture,
                 gint64      at_ms,
                 const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = bw_library_get_forecast (fixture->library, at_ms, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json, ==, expected);
}

static void
test_forecasts (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 model = add (fixture, "lstm-default", FIRST_MS, 1, "abc");

  assert_forecast (fixture, G_MAXINT64, NULL);
  bw_library_add_forecast (fixture->library, FIRST_MS, "profile", 0, "rmssd", "{1}", &error);
  bw_library_add_forecast (fixture->library, FIRST_MS, "lstm", model, "rmssd", "{2}", &error);
  bw_library_add_forecast (fixture->library, FIRST_MS + 10, "lstm", model, "rmssd", "{3}", &error);
  g_assert_no_error (error);
  assert_forecast (fixture, FIRST_MS - 1, NULL);
  assert_forecast (fixture, FIRST_MS, "{2}");
  assert_forecast (fixture, FIRST_MS + 9, "{2}");
  assert_forecast (fixture, FIRST_MS + 10, "{3}");
  bw_library_add_forecast (fixture->library, FIRST_MS, "profile", 0, "rmssd", "{4}", &error);
  assert_forecast (fixture, FIRST_MS, "{4}");
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM forecast"), ==, 3);

  /* A model that is not there. */
  g_assert_false (bw_library_add_forecast (fixture->library, FIRST_MS, "lstm", 4711, "rmssd", "{}",
                                           &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FAILED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/models/models", test_models);
  fixture_add ("/store/models/forecasts", test_forecasts);
  return g_test_run ();
}
