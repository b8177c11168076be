/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-run.h"

#include "bw-test.h"

#include <math.h>
#include <signal.h>
#include <string.h>

static char *library; /* four months of the sample person; not changed but by what is kept in it */

#define FIGURE_KEYS                                                                               \
  "mae_ln:d rmse_ln:d mase:D pinball:d coverage80:d width80_ln:d interval_score80:d"              \
  " zone_accuracy:D red_sensitivity:D red_precision:D red_false_alarm:D vs_average_percent:A"

static void
assert_figures (JsonObject *object)
{
  cli_assert_keys (object, FIGURE_KEYS);
  bw_assert_near (json_object_get_double_member (object, "coverage80"), 0.8, 0.15);
  g_assert_cmpfloat (json_object_get_double_member (object, "mae_ln"), <=,
                     json_object_get_double_member (object, "rmse_ln"));
  g_assert_cmpfloat (json_object_get_double_member (object, "width80_ln"), <,
                     json_object_get_double_member (object, "interval_score80"));
}

static void
assert_model (JsonObject *model,
              const char *name)
{
  static const char *const hours[] = { "1-6", "7-12", "13-24" };
  JsonArray *blocks = json_object_get_array_member (model, "by_block");
  JsonArray *difference = json_object_get_array_member (model, "vs_average_percent");

  g_assert_cmpstr (json_object_get_string_member (model, "name"), ==, name);
  assert_figures (model);
  g_assert_cmpuint (json_array_get_length (difference), ==, 3);
  g_assert_cmpfloat (json_array_get_double_element (difference, 1), <=,
                     json_array_get_double_element (difference, 0));
  g_assert_cmpfloat (json_array_get_double_element (difference, 0), <=,
                     json_array_get_double_element (difference, 2));
  g_assert_cmpuint (json_array_get_length (blocks), ==, G_N_ELEMENTS (hours));
  for (guint b = 0; b < G_N_ELEMENTS (hours); b++)
    {
      JsonObject *block = json_array_get_object_element (blocks, b);

      g_assert_cmpstr (json_object_get_string_member (block, "hours"), ==, hours[b]);
      assert_figures (block);
    }
}

/* The document of the contract, of all models but the LSTM. */
static void
test_document (void)
{
  static const char *const names[] = { "persistence", "seasonal", "median", "profile",
                                       "damped",      "level",    "ridge",  "average" };
  g_autoptr (JsonNode) document = cli_call_json (library, "forecast", "backtest", "--no-lstm", NULL);
  g_autoptr (JsonNode) fewer = cli_call_json (library, "forecast", "backtest", "--no-lstm", "--days",
                                              "30", "--stride", "12", NULL);
  JsonObject *object = json_node_get_object (document);
  JsonArray *models = json_object_get_array_member (object, "models");

  cli_assert_keys (object, "origins:i targets:i measure:s shown:s models:a from:t to:t");
  g_assert_cmpstr (json_object_get_string_member (object, "measure"), ==, "rmssd");
  g_assert_cmpstr (json_object_get_string_member (object, "shown"), ==, "average");
  g_assert_false (json_object_get_boolean_member (object, "kept"));
  g_assert_cmpuint (json_array_get_length (models), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    assert_model (json_array_get_object_element (models, i), names[i]);

  g_assert_cmpint (cli_get_int (fewer, "origins"), <=, 60);
  g_assert_cmpint (cli_get_int (fewer, "origins"), >, 50);
  g_assert_cmpint (cli_get_int (fewer, "targets"), <, cli_get_int (document, "targets"));
}

/* As text, of too few days for the LSTM; what was asked for in no other way than usual is kept. */
static void
test_text (void)
{
  g_autofree char *sample = cli_path ("six-weeks.zip");
  g_autofree char *file = cli_path ("six-weeks.beatwise");
  g_auto (Run) made = cli_call ("sample", sample, "--days", "43", "--seed", "1", NULL);
  g_auto (Run) imported = cli_call ("--library", file, "import", sample, NULL);
  g_auto (Run) text = cli_call ("--library", file, "forecast", "backtest", NULL);
  g_autoptr (JsonNode) check = cli_call_json (file, "check", NULL);

  cli_assert_done (&made);
  cli_assert_done (&imported);
  cli_assert_done (&text);
  g_assert_true (strstr (text.out, "The average of three plain forecasts") != NULL);
  g_assert_true (strstr (text.out, "The LSTM was not tried") != NULL);
  g_assert_true (strstr (text.out, "Ridge regression") != NULL);
  g_assert_true (strstr (text.out, "(preferred)") != NULL);
  g_assert_true (strstr (text.out, "Kept in the library.") != NULL);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (check), "ok"));
}

static void
test_refused (void)
{
  static const char *const usage[][2] = {
    { "--days", "0" }, { "--days", "many" }, { "--stride", "25" }, { "--stride", "0" },
    { "--nonsense", NULL },
  };
  g_autofree char *fresh = cli_path ("fresh.beatwise");
  g_auto (Run) none = cli_call ("--library", fresh, "forecast", "backtest", NULL);
  g_auto (Run) few = cli_call ("--library", library, "forecast", "backtest", "--days", "5", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (usage); i++)
    {
      g_auto (Run) run = cli_call ("--library", library, "forecast", "backtest", usage[i][0],
                                   usage[i][1], NULL);

      g_assert_cmpint (run.status, ==, 2);
      g_assert_cmpstr (run.out, ==, "");
    }
  g_assert_cmpint (none.status, ==, 1);
  g_assert_cmpuint (cli_count_lines (none.err), ==, 1);
  g_assert_cmpint (few.status, ==, 1);
  g_assert_cmpuint (cli_count_lines (few.err), ==, 1);
  g_assert_cmpstr (few.out, ==, "");
}

/* Ctrl-C ends it cleanly, wherever it is. */
static void
test_interrupted (void)
{
  const char *words[] = { cli_program (), "--library", library, "--json", "forecast", "backtest",
                          NULL };
  guint stopped = 0;

  for (gulong delay = 50000; delay <= 400000; delay *= 2)
    {
      g_autoptr (GSubprocess) process = cli_start (NULL, words);
      g_auto (Run) run = { 0 };

      g_usleep (delay);
      g_subprocess_send_signal (process, SIGINT);
      cli_finish (process, &run);
      if (run.status != 130)
        continue;
      stopped++;
      g_assert_cmpstr (run.out, ==, "");
    }
  g_assert_cmpuint (stopped, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *sample = NULL;
  g_auto (Run) made = { 0 };
  g_auto (Run) imported = { 0 };
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 2;
  sample = cli_path ("sample.zip");
  library = cli_path ("library.beatwise");
  made = cli_call ("sample", sample, "--days", "120", "--seed", "4", NULL);
  cli_assert_done (&made);
  imported = cli_call ("--library", library, "import", sample, NULL);
  cli_assert_done (&imported);

  g_test_add_func ("/cli/backtest/document", test_document);
  g_test_add_func ("/cli/backtest/text", test_text);
  g_test_add_func ("/cli/backtest/refused", test_refused);
  g_test_add_func ("/cli/backtest/interrupted", test_interrupted);

  status = g_test_run ();
  g_free (library);
  cli_tear_down ();
  return status;
}
