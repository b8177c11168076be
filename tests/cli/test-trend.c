/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "cli-run.h"

#include <math.h>
#include <string.h>

static char *library;

static JsonObject *
get_day (JsonNode *trend,
         guint     i)
{
  JsonArray *days = json_object_get_array_member (json_node_get_object (trend), "days");

  return json_array_get_object_element (days, i);
}

static void
test_json (void)
{
  g_autoptr (JsonNode) trend = cli_call_json (library, "trend", NULL);
  g_autoptr (JsonNode) some = cli_call_json (library, "trend", "--from", "2025-09-20", "--to",
                                             "2025-09-26", NULL);
  g_autoptr (JsonNode) ahead = cli_call_json (library, "trend", "--to", "9999-12-31", NULL);
  guint n = cli_member_length (trend, "days"), with_score = 0, with_range = 0;

  cli_assert_keys (json_node_get_object (trend), "measure:s of_nights:b days_out:i text:s days:a readings:a");
  g_assert_cmpuint (n, ==, 90);
  g_assert_cmpuint (cli_member_length (ahead, "days"), <=, n + 1);
  g_assert_cmpstr (json_object_get_string_member (get_day (ahead, 0), "day"), ==,
                   json_object_get_string_member (get_day (trend, 0), "day"));
  for (guint i = 0; i < n; i++)
    {
      JsonObject *day = get_day (trend, i);

      cli_assert_keys (day, "day:s new_era:b n:i ln_mean:D score:D zone:S week_mean_ln:D"
                            " week_cv_percent:D normal_mean_ln:D normal_low_ln:D normal_high_ln:D"
                            " side:S");
      g_assert_true (json_object_get_null_member (day, "score")
                     == json_object_get_null_member (day, "zone"));
      g_assert_true (json_object_get_null_member (day, "ln_mean")
                     == (json_object_get_int_member (day, "n") == 0));
      with_score += !json_object_get_null_member (day, "score");
      if (json_object_get_null_member (day, "normal_low_ln"))
        continue;
      with_range++;
      g_assert_cmpfloat (json_object_get_double_member (day, "normal_low_ln"), <,
                         json_object_get_double_member (day, "normal_high_ln"));
    }
  g_assert_cmpuint (with_score, >, n / 2);
  g_assert_cmpuint (with_range, >, n / 2);
  g_assert_true (json_object_get_null_member (get_day (trend, 0), "score"));

  /* Each reading that counts, as it stands in the library. */
  {
    g_autoptr (JsonNode) listed = cli_call_json (library, "readings", NULL);
    JsonArray *readings = json_object_get_array_member (json_node_get_object (trend), "readings");
    JsonArray *all = json_node_get_array (listed);
    guint at_night = 0, next = 0;

    for (guint i = 0; i < json_array_get_length (all); i++)
      {
        JsonObject *row = json_array_get_object_element (all, i), *reading;

        if (!json_object_get_boolean_member (row, "used"))
          continue;
        g_assert_cmpuint (next, <, json_array_get_length (readings));
        reading = json_array_get_object_element (readings, next++);
        cli_assert_keys (reading, "id:i time:s ln_ms:d night:b");
        g_assert_cmpint (json_object_get_int_member (reading, "id"), ==,
                         json_object_get_int_member (row, "id"));
        g_assert_cmpstr (json_object_get_string_member (reading, "time"), ==,
                         json_object_get_string_member (row, "time"));
        bw_assert_near (json_object_get_double_member (reading, "ln_ms"),
                        log (json_object_get_double_member (row, "rmssd_ms")), 1e-9);
        at_night += json_object_get_boolean_member (reading, "night");
      }
    g_assert_cmpuint (next, ==, json_array_get_length (readings));
    g_assert_cmpuint (at_night, >, n);
    g_assert_cmpuint (at_night, <, next);
  }

  /* The days asked for, as they were without what came later. */
  g_assert_cmpuint (cli_member_length (some, "days"), ==, 7);
  g_assert_cmpstr (json_object_get_string_member (get_day (some, 0), "day"), ==, "2025-09-20");
  for (guint i = 0; i < n; i++)
    if (g_str_equal (json_object_get_string_member (get_day (trend, i), "day"), "2025-09-22"))
      bw_assert_near (json_object_get_double_member (get_day (trend, i), "week_mean_ln"),
                      json_object_get_double_member (get_day (some, 2), "week_mean_ln"), 1e-12);
}

static void
test_text (void)
{
  g_auto (Run) run = cli_call ("--library", library, "trend", "--from", "2025-09-20", "--to",
                               "2025-09-26", NULL);
  g_auto (Run) wrong = cli_call ("--library", library, "trend", "--from", "2025-02-30", NULL);
  g_autofree char *nowhere = cli_path ("nothing.beatwise");
  g_auto (Run) empty = cli_call ("--library", nowhere, "trend", NULL);
  g_auto (Run) help = cli_call ("trend", "--help", NULL);

  cli_assert_done (&run);
  g_assert_cmpuint (cli_count_lines (run.out), ==, 11);
  g_assert_true (g_str_has_prefix (run.out, "Your "));
  g_assert_nonnull (strstr (run.out, "2025-09-22"));
  g_assert_cmpint (wrong.status, ==, 2);
  g_assert_cmpint (empty.status, ==, 1);
  g_assert_cmpuint (cli_count_lines (empty.err), ==, 1);
  cli_assert_done (&help);
  g_assert_nonnull (strstr (help.out, "normal range"));
}

static void
test_picture (void)
{
  g_autofree char *path = cli_path ("trend.png");
  g_autoptr (JsonNode) told = cli_call_json (library, "export", "png", path, "--trend", "--days", "30",
                                             NULL);
  g_auto (Run) both = cli_call ("--library", library, "export", "png", path, "--trend", "--ecg", "1",
                                NULL);

  g_autofree char *dots = cli_path ("readings.svg");
  g_autoptr (JsonNode) with_readings = cli_call_json (library, "export", "svg", dots, "--trend",
                                                      "--readings", NULL);
  g_auto (Run) alone = cli_call ("--library", library, "export", "png", path, "--readings", NULL);

  g_assert_cmpint (cli_get_int (told, "size_bytes"), >, 5000);
  g_assert_cmpint (cli_get_int (with_readings, "size_bytes"), >, 5000);
  g_assert_cmpint (alone.status, ==, 2);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (both.status, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *sample = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 2;
  sample = cli_path ("sample.zip");
  library = cli_path ("sample.beatwise");
  {
    g_auto (Run) made = cli_call ("sample", sample, "--days=90", NULL);
    g_autoptr (JsonNode) imported = cli_call_json (library, "import", sample, NULL);

    cli_assert_done (&made);
    g_assert_nonnull (imported);
  }
  g_test_add_func ("/cli/trend/json", test_json);
  g_test_add_func ("/cli/trend/text", test_text);
  g_test_add_func ("/cli/trend/picture", test_picture);
  status = g_test_run ();
  g_free (library);
  cli_tear_down ();
  return status;
}
