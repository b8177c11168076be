/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

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
test_newest (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (BwForecastRow) stray = bw_forecast_row_new ();
  g_autoptr (GError) error = NULL;
  gint64 model = fixture_add_model (fixture, 1);

  assert_forecast (fixture, G_MAXINT64, NULL);
  fixture_add_forecast (fixture, FIRST_MS, "profile", 0, "[1]");
  fixture_add_forecast (fixture, FIRST_MS, "lstm", model, "[2]");
  fixture_add_forecast (fixture, FIRST_MS + 10, "lstm", model, "[3]");
  assert_forecast (fixture, FIRST_MS - 1, NULL);
  assert_forecast (fixture, FIRST_MS, "[2]");
  assert_forecast (fixture, FIRST_MS + 9, "[2]");
  assert_forecast (fixture, FIRST_MS + 10, "[3]");
  fixture_add_forecast (fixture, FIRST_MS, "profile", 0, "[4]");
  assert_forecast (fixture, FIRST_MS, "[4]");
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM forecast"), ==, 3);

  /* A model that is not there. */
  stray->model = g_strdup ("lstm");
  stray->measure = g_strdup ("rmssd");
  stray->json = g_strdup ("{}");
  stray->model_id = 4711;
  g_assert_false (bw_library_add_forecast (fixture->library, stray, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FAILED);
}

static char *
list (Fixture    *fixture,
      gint64      from_ms,
      gint64      to_ms,
      const char *measure)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows
      = bw_library_list_forecasts (fixture->library, from_ms, to_ms, measure, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_string_append (text, ((BwForecastRow *) g_ptr_array_index (rows, i))->json);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_list(fixture, from_ms, to_ms, measure, expected)                  \
  G_STMT_START                                                                   \
  {                                                                              \
    g_autofree char *found = list (fixture, from_ms, to_ms, measure);            \
    g_assert_cmpstr (found, ==, expected);                                       \
  }                                                                              \
  G_STMT_END

static gboolean
tell_forecast (const BwForecastRow  *row,
               gpointer              data,
               GError              **error)
{
  g_string_append (data, row->json);
  return row->issued_ms < FIRST_MS + 20 || bw_set_cancelled (error);
}

/* One by one. */
static void
test_each (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_add_forecast (fixture, FIRST_MS + 20, "profile", 0, "[3]");
  fixture_add_forecast (fixture, FIRST_MS, "average", 0, "[1]");
  fixture_add_forecast (fixture, FIRST_MS + 10, "profile", 0, "[2]");
  g_assert_true (bw_library_each_forecast (fixture->library, FIRST_MS, FIRST_MS + 20, tell_forecast,
                                           text, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (text->str, ==, "[1][2]");
  g_assert_false (bw_library_each_forecast (fixture->library, G_MININT64, G_MAXINT64, tell_forecast,
                                            text, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (text->str, ==, "[1][2][1][2][3]");
}

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (BwForecastRow) other = bw_forecast_row_new ();
  g_autoptr (GError) error = NULL;
  gint64 before_ms = g_get_real_time () / 1000;
  gint64 model = fixture_add_model (fixture, 1);
  gint64 id;
  const BwForecastRow *row;

  id = fixture_add_forecast (fixture, FIRST_MS, "lstm", model, "[1]");
  fixture_add_forecast (fixture, FIRST_MS + 20, "profile", 0, "[3]");
  fixture_add_forecast (fixture, FIRST_MS + 10, "profile", 0, "[2]");
  other->issued_ms = FIRST_MS + 10;
  other->model = g_strdup ("average");
  other->measure = g_strdup ("sdnn");
  other->json = g_strdup ("[s]");
  bw_library_add_forecast (fixture->library, other, &error);
  g_assert_no_error (error);
  g_assert_cmpint (other->id, >, id);
  g_assert_cmpint (other->made_ms, >=, before_ms);

  assert_list (fixture, G_MININT64, G_MAXINT64, NULL, "[1][2][s][3]");
  assert_list (fixture, FIRST_MS, FIRST_MS + 20, NULL, "[1][2][s]");
  assert_list (fixture, FIRST_MS + 1, FIRST_MS + 21, NULL, "[2][s][3]");
  assert_list (fixture, G_MININT64, G_MAXINT64, "rmssd", "[1][2][3]");
  assert_list (fixture, G_MININT64, G_MAXINT64, "sdnn", "[s]");
  assert_list (fixture, G_MININT64, G_MAXINT64, "rmssd-imported", "");

  rows = bw_library_list_forecasts (fixture->library, FIRST_MS, FIRST_MS + 1, NULL, &error);
  g_assert_cmpuint (rows->len, ==, 1);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpint (row->id, ==, id);
  g_assert_cmpint (row->issued_ms, ==, FIRST_MS);
  g_assert_cmpint (row->made_ms, ==, FIRST_MS + 5);
  g_assert_cmpstr (row->model, ==, "lstm");
  g_assert_cmpstr (row->measure, ==, "rmssd");
  g_assert_cmpint (row->model_id, ==, model);
  g_assert_cmpint (row->score_version, ==, 2);
}

static void
set_backtest (Fixture    *fixture,
              gint64      made_ms,
              const char *measure,
              const char *json)
{
  g_autoptr (BwBacktestRow) row = bw_backtest_row_new ();
  g_autoptr (GError) error = NULL;

  row->made_ms = made_ms;
  row->measure = g_strdup (measure);
  row->from_ms = FIRST_MS;
  row->to_ms = FIRST_MS + 10;
  row->stride_h = 6;
  row->fingerprint = g_strdup ("00ff");
  row->json = g_strdup (json);
  bw_library_set_backtest (fixture->library, row, &error);
  g_assert_no_error (error);
}

static void
assert_backtest (Fixture    *fixture,
                 const char *measure,
                 const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBacktestRow) row = bw_library_get_backtest (fixture->library, measure, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (row != NULL ? row->json : NULL, ==, expected);
}

/* One a measure, and the newest of all. */
static void
test_backtests (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (BwBacktestRow) row = NULL;
  g_autoptr (GError) error = NULL;

  assert_backtest (fixture, NULL, NULL);
  set_backtest (fixture, 200, "sdnn", "[1]");
  set_backtest (fixture, 100, "rmssd", "[2]");
  assert_backtest (fixture, NULL, "[1]");
  assert_backtest (fixture, "rmssd", "[2]");
  assert_backtest (fixture, "rmssd-imported", NULL);
  set_backtest (fixture, 300, "rmssd", "[3]");
  assert_backtest (fixture, NULL, "[3]");
  assert_backtest (fixture, "rmssd", "[3]");
  assert_backtest (fixture, "sdnn", "[1]");
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM v_backtest"), ==, 2);

  fixture_reopen (fixture, BW_LIBRARY_READ);
  row = bw_library_get_backtest (fixture->library, "rmssd", &error);
  g_assert_no_error (error);
  g_assert_cmpint (row->made_ms, ==, 300);
  g_assert_cmpstr (row->measure, ==, "rmssd");
  g_assert_cmpint (row->from_ms, ==, FIRST_MS);
  g_assert_cmpint (row->to_ms, ==, FIRST_MS + 10);
  g_assert_cmpint (row->stride_h, ==, 6);
  g_assert_cmpstr (row->fingerprint, ==, "00ff");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/forecasts/newest", test_newest);
  fixture_add ("/store/forecasts/list", test_list);
  fixture_add ("/store/forecasts/each", test_each);
  fixture_add ("/store/forecasts/backtests", test_backtests);
  return g_test_run ();
}
