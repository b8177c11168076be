/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "cli-run.h"

#include <math.h>
#include <string.h>

/* Series from elsewhere and what a person adds to them: import, measure, forecast, history, notes. */

#define DAYS 40
#define FIRST G_GINT64_CONSTANT (1672531200) /* 2023-01-01 00:00 UTC */

/* Values of some kind every 150 minutes, with a daily course and noise. */
typedef void (*AddValue) (GString *text,
                          gint64   time_s,
                          double   value);

static char *
write_series (const char *name,
              const char *head,
              const char *foot,
              AddValue    add)
{
  g_autoptr (GString) text = g_string_new (head);
  g_autoptr (GError) error = NULL;
  char *path = cli_path (name);

  for (gint64 i = 0; i < DAYS * 24 * 60 / 150; i++)
    {
      double hour = (double) (i * 150 % 1440) / 60;
      double noise = (double) (i * 7919 % 1009) / 1009 - 0.5;

      add (text, FIRST + i * 150 * 60, exp (3.7 + 0.2 * cos ((hour - 4) * G_PI / 12) + 0.6 * noise));
    }
  g_string_append (text, foot);
  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  return path;
}

static void
add_row (GString *text,
         gint64   time_s,
         double   value)
{
  g_string_append_printf (text, "%s,%" G_GINT64_FORMAT ",%.3f\n", time_s % 7 == 0 ? "bob" : "ann",
                          time_s, value);
}

static void
add_point (GString *text,
           gint64   time_s,
           double   value)
{
  g_string_append_printf (text, "hrv,source=band rmssd=%.3f,sdnn=%.3f %" G_GINT64_FORMAT
                                "000000000\n", value, 1.2 * value, time_s);
}

static void
add_record (GString *text,
            gint64   time_s,
            double   value)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_s);
  g_autofree char *shown = g_date_time_format (time, "%Y-%m-%d %H:%M:%S +0000");

  g_string_append_printf (text,
                          "<Record type=\"HKQuantityTypeIdentifierHeartRateVariabilityRMSSD\""
                          " sourceName=\"Watch\" unit=\"ms\" startDate=\"%s\" endDate=\"%s\""
                          " value=\"%.3f\"/>\n", shown, shown, value);
}

static void
assert_forecast (const char *library,
                 const char *measure)
{
  g_autoptr (JsonNode) forecast = cli_call_json (library, "forecast", "run", NULL);
  JsonObject *object = json_node_get_object (forecast);

  g_assert_cmpstr (json_object_get_string_member (object, "measure"), ==, measure);
  g_assert_cmpuint (cli_member_length (forecast, "hours"), ==, 24);
  g_assert_false (json_object_get_null_member (object, "score_now"));
}

static void
test_table (void)
{
  g_autofree char *path = write_series ("table.csv", "person,time,rmssd\n", "", add_row);
  g_autofree char *library = cli_path ("table.beatwise");
  g_auto (Run) several = cli_call ("--library", library, "import", path, NULL);
  g_auto (Run) nobody = cli_call ("--library", library, "import", "--person", "eve", path, NULL);
  g_auto (Run) wrong = cli_call ("--library", library, "import", "--precision", "h", path, NULL);
  g_autoptr (JsonNode) import = NULL;
  g_autoptr (JsonNode) again = NULL;
  JsonObject *file;

  g_assert_cmpint (several.status, ==, 1);
  g_assert_cmpuint (cli_count_lines (several.err), ==, 1);
  g_assert_nonnull (strstr (several.err, "ann, bob"));
  g_assert_nonnull (strstr (several.err, "--person"));
  g_assert_cmpint (nobody.status, ==, 1);
  g_assert_cmpint (wrong.status, ==, 2);
  g_assert_cmpint (cli_count_records (library), ==, 0);

  import = cli_call_json (library, "import", "--person", "ann", path, NULL);
  g_assert_cmpint (cli_get_int (import, "new"), >, 300);
  file = json_array_get_object_element (
    json_object_get_array_member (json_node_get_object (import), "files"), 0);
  g_assert_cmpstr (json_object_get_string_member (file, "format"), ==, "rmssd-csv");
  again = cli_call_json (library, "import", "--precision", "s", "--person", "ann", path, NULL);
  g_assert_cmpint (cli_get_int (again, "new"), ==, 0);
  g_assert_cmpint (cli_get_int (again, "records"), ==, cli_get_int (import, "records"));
  assert_forecast (library, "rmssd-imported");
}

/* Two measures: the one chosen by what is there, by the person, and for one call. */
static void
test_points (void)
{
  g_autofree char *path = write_series ("points.lp", "", "", add_point);
  g_autofree char *library = cli_path ("points.beatwise");
  g_autoptr (JsonNode) import = cli_call_json (library, "import", path, NULL);
  g_autoptr (JsonNode) found = cli_call_json (library, "measure", NULL);
  g_autoptr (JsonNode) chosen = NULL;
  g_autoptr (JsonNode) once = NULL;
  g_autoptr (JsonNode) history = NULL;
  g_autoptr (JsonNode) of_sdnn = NULL;
  g_auto (Run) wrong = cli_call ("--library", library, "measure", "hrv", NULL);
  g_auto (Run) wrong_once = cli_call ("--library", library, "--measure", "hrv", "measure", NULL);
  g_auto (Run) absent = cli_call ("--library", library, "--measure", "rmssd", "forecast", "run",
                                  NULL);
  g_auto (Run) text = { 0 };
  JsonObject *issued;

  g_assert_cmpint (cli_get_int (import, "new"), ==, 2 * (DAYS * 24 * 60 / 150));
  cli_assert_keys (json_node_get_object (found), "chosen:s used:s measures:a");
  g_assert_cmpuint (cli_member_length (found, "measures"), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (found), "chosen"), ==,
                   "auto");
  assert_forecast (library, "rmssd-imported");
  g_assert_cmpint (wrong.status, ==, 2);
  g_assert_cmpint (wrong_once.status, ==, 2);
  g_assert_cmpint (absent.status, ==, 1);
  g_assert_nonnull (strstr (absent.err, "RMSSD from beats"));

  /* For one call: that is not kept. */
  once = cli_call_json (library, "--measure", "sdnn", "forecast", "run", NULL);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (once), "measure"), ==,
                   "sdnn");
  chosen = cli_call_json (library, "measure", "sdnn", NULL);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (chosen), "used"), ==,
                   "sdnn");
  assert_forecast (library, "sdnn");

  history = cli_call_json (library, "forecast", "history", NULL);
  g_assert_cmpuint (cli_length (history), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      issued = cli_element (history, i);
      cli_assert_keys (issued, "id:i issued:t made:t measure:s model:s model_id:I score_now:d"
                               " zone_now:s score_version:i");
    }
  g_assert_cmpstr (json_object_get_string_member (cli_element (history, 0), "measure"), ==,
                   "rmssd-imported");
  text = cli_call ("--library", library, "--measure", "sdnn", "forecast", "history", "--from",
                   "2023-02-01", NULL);
  cli_assert_done (&text);
  g_assert_cmpuint (cli_count_lines (text.out), ==, 3);
  of_sdnn = cli_call_json (library, "forecast", "history", "--to", "2023-02-01", NULL);
  g_assert_cmpuint (cli_length (of_sdnn), ==, 0);
}

/* iOS 27 writes RMSSD itself; an older watch SDNN alone. */
static void
test_apple (void)
{
  g_autofree char *path = write_series ("export.xml", "<?xml version=\"1.0\"?>\n<HealthData>\n",
                                        "</HealthData>\n", add_record);
  g_autofree char *library = cli_path ("apple.beatwise");
  g_autoptr (JsonNode) import = cli_call_json (library, "import", path, NULL);

  g_assert_cmpint (cli_get_int (import, "new"), ==, DAYS * 24 * 60 / 150);
  assert_forecast (library, "rmssd-imported");
}

static void
test_shared (void)
{
  g_autofree char *export = bw_test_shared ("data/apple/export-real.zip");
  g_autofree char *band = bw_test_shared ("data/rmssd/biostrap.csv");
  g_autofree char *library = cli_path ("real.beatwise");
  g_autofree char *banded = cli_path ("band.beatwise");
  g_autoptr (JsonNode) forecast = NULL;
  g_autoptr (JsonNode) short_one = NULL;
  JsonObject *object;

  if (export == NULL || band == NULL)
    return;
  json_node_unref (cli_call_json (library, "import", export, NULL));
  forecast = cli_call_json (library, "forecast", "run", NULL);
  object = json_node_get_object (forecast);
  g_assert_cmpstr (json_object_get_string_member (object, "measure"), ==, "sdnn");
  g_assert_cmpuint (cli_member_length (forecast, "hours"), ==, 24);

  /* Eleven days are too few for a score, and say so. */
  json_node_unref (cli_call_json (banded, "import", "--person", "u188", band, NULL));
  short_one = cli_call_json (banded, "forecast", "run", NULL);
  object = json_node_get_object (short_one);
  g_assert_cmpstr (json_object_get_string_member (object, "measure"), ==, "rmssd-imported");
  g_assert_cmpint (json_object_get_int_member (object, "baseline_days"), ==, 11);
  g_assert_true (json_object_get_null_member (object, "score_now"));
  g_assert_cmpuint (cli_member_length (short_one, "hours"), ==, 24);
}

static void
test_notes (void)
{
  g_autofree char *library = cli_path ("notes.beatwise");
  g_autoptr (JsonNode) day = cli_call_json (library, "note", "add", "--at", "2023-03-04", "--tag",
                                            "ill,Race", "--tag", "ill", "In", "bed", NULL);
  g_autoptr (JsonNode) span = cli_call_json (library, "note", "add", "--at", "2023-03-05T10:00Z",
                                             "--until", "2023-03-05T12:30Z", "--tag", "stress",
                                             NULL);
  g_autoptr (JsonNode) now = cli_call_json (library, "note", "add", "Coffee – again", NULL);
  g_auto (Run) nothing = cli_call ("--library", library, "note", "add", " ", NULL);
  g_auto (Run) backwards = cli_call ("--library", library, "note", "add", "--at", "2023-03-05",
                                     "--until", "2023-03-04", "x", NULL);
  g_auto (Run) absent = cli_call ("--library", library, "note", "remove", "99", NULL);
  g_auto (Run) word = cli_call ("--library", library, "note", "remove", "one", NULL);
  g_auto (Run) early = cli_call ("--library", library, "note", "list", "--to", "1960-01-01", NULL);
  g_autoptr (JsonNode) all = cli_call_json (library, "note", "list", NULL);
  g_autoptr (JsonNode) some = cli_call_json (library, "note", "list", "--from", "2023-03-04T23:00Z",
                                             "--to", "2023-03-05T10:00Z", NULL);
  g_autoptr (JsonNode) removed = NULL;
  g_auto (Run) text = { 0 };
  JsonObject *object = json_node_get_object (day);
  g_autofree char *id = g_strdup_printf ("%d", (int) cli_get_int (day, "id"));

  cli_assert_keys (object, "id:i time:t until:t text:s tags:a");
  g_assert_cmpstr (json_object_get_string_member (object, "text"), ==, "In bed");
  g_assert_cmpuint (cli_member_length (day, "tags"), ==, 2);
  g_assert_cmpuint (cli_member_length (span, "tags"), ==, 1);
  cli_assert_keys (json_node_get_object (now), "id:i time:t until:T text:s tags:a");
  g_assert_true (json_object_get_null_member (json_node_get_object (now), "until"));
  g_assert_cmpint (nothing.status, ==, 2);
  g_assert_cmpint (backwards.status, ==, 2);
  g_assert_cmpint (absent.status, ==, 1);
  g_assert_cmpint (word.status, ==, 2);
  g_assert_cmpuint (cli_length (all), ==, 3);
  g_assert_cmpuint (cli_length (some), ==, 1);

  removed = cli_call_json (library, "note", "remove", id, NULL);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (removed), "text"), ==,
                   "In bed");
  cli_assert_done (&early);
  g_assert_cmpstr (early.out, ==, "No notes.\n");
  text = cli_call ("--library", library, "note", "list", NULL);
  cli_assert_done (&text);
  g_assert_cmpuint (cli_count_lines (text.out), ==, 4);
  g_assert_nonnull (strstr (text.out, "Coffee – again"));
  g_assert_null (strstr (text.out, "In bed"));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 1;
  g_test_add_func ("/cli/series/table", test_table);
  g_test_add_func ("/cli/series/points", test_points);
  g_test_add_func ("/cli/series/apple", test_apple);
  g_test_add_func ("/cli/series/shared", test_shared);
  g_test_add_func ("/cli/series/notes", test_notes);
  status = g_test_run ();
  cli_tear_down ();
  return status;
}
