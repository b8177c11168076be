/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "cli-run.h"

#include <glib/gstdio.h>
#include <string.h>

/* Tables as files: what is told of them, and what can be chosen. */

static char *library; /* the sample person, 40 days */

static void
test_told (void)
{
  g_autofree char *path = cli_path ("readings.csv");
  g_autoptr (JsonNode) told
    = cli_call_json (library, "export", "csv", path, "--table=readings", NULL);
  g_auto (Run) text = cli_call ("--library", library, "export", "csv", path, "--table", "readings",
                                NULL);
  g_auto (Run) piped = cli_call ("--library", library, "export", "csv", "/dev/stdout", "--table",
                                 "readings", NULL);
  g_autofree char *written = cli_read (path);

  cli_assert_keys (json_node_get_object (told), "path:s kind:s size_bytes:i table:s rows:i");
  g_assert_cmpuint (cli_count_lines (written), ==, cli_get_int (told, "rows") + 1);
  g_assert_cmpint (cli_get_int (told, "size_bytes"), ==, strlen (written));
  cli_assert_done (&text);
  g_assert_nonnull (strstr (text.out, "rows"));
  cli_assert_done (&piped);
  g_assert_cmpstr (piped.out, ==, written);
}

/* JSON lists them as the help does. */
static void
test_help (void)
{
  g_autofree char *path = cli_path ("never");
  g_autoptr (JsonNode) list = cli_call_json (library, "export", "csv", path, "--table=help", NULL);
  g_auto (Run) text = cli_call ("export", "json", path, "--table", "help", NULL);

  cli_assert_done (&text);
  g_assert_cmpuint (cli_length (list), >, 30);
  g_assert_cmpuint (cli_count_lines (text.out), ==, cli_length (list));
  for (guint i = 0; i < cli_length (list); i++)
    {
      JsonObject *table = cli_element (list, i);

      cli_assert_keys (table, "table:s title:s meaning:s");
      g_assert_nonnull (strstr (text.out, json_object_get_string_member (table, "table")));
    }
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_span (void)
{
  g_autofree char *path = cli_path ("span.json");
  g_autoptr (JsonNode) all = cli_call_json (library, "export", "json", path, "--table=hourly", NULL);
  g_autoptr (JsonNode) told = cli_call_json (library, "export", "json", path, "--table=hourly",
                                             "--from=2025-09-01", "--to=2025-09-02", NULL);
  g_autofree char *written = cli_read (path);

  g_assert_cmpint (cli_get_int (told, "rows"), ==, 48);
  g_assert_cmpint (cli_get_int (all, "rows"), >, 900);
  g_assert_nonnull (strstr (written, "\"hour\":\"2025-09-01T00:00:00+02:00\""));
  g_assert_null (strstr (written, "2025-09-03T"));
}

/* A span that goes on after the data ends with them: no hours of which nothing is known, and none cut
 * off at the other end. */
static void
test_ahead (void)
{
  static const char *const tables[] = { "hourly", "nights", "days", "scores", "reading-scores" };
  g_autofree char *path = cli_path ("ahead.csv");

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (JsonNode) all
        = cli_call_json (library, "export", "csv", path, "--table", tables[i], NULL);
      g_autofree char *expected = cli_read (path);
      g_autoptr (JsonNode) ahead = cli_call_json (library, "export", "csv", path, "--table", tables[i],
                                                  "--to=9999-12-31", NULL);
      g_autofree char *found = cli_read (path);
      g_autoptr (JsonNode) none = cli_call_json (library, "export", "csv", path, "--table", tables[i],
                                                 "--from=9999-01-01", "--to=9999-12-31", NULL);

      g_assert_cmpint (cli_get_int (all, "rows"), >, 0);
      g_assert_cmpint (cli_get_int (none, "rows"), ==, 0);
      g_assert_cmpstr (found, ==, expected);
    }
}

/* Numbers have a point in every language, and columns their names. */
static void
test_german (void)
{
  g_autofree char *path = cli_path ("days.csv"), *german_path = cli_path ("tage.csv");
  const char *const words[] = { cli_program (), "--library", library, "export", "csv", german_path,
                                "--table", "days", NULL };
  const char *locales = g_getenv ("BW_TEST_LOCALES");
  g_autofree char *locale
    = g_build_filename (locales != NULL ? locales : "/usr/lib/locale", "de_DE.UTF-8", NULL);
  g_auto (Run) plain = cli_call ("--library", library, "export", "csv", path, "--table", "days", NULL);
  g_auto (Run) german = { 0 };
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *expected = NULL, *written = NULL;

  if (!g_file_test (locale, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the locale de_DE.UTF-8 is absent; ./dev test makes it");
      return;
    }
  process = cli_start ("de_DE.UTF-8", words);
  cli_finish (process, &german);
  cli_assert_done (&plain);
  cli_assert_done (&german);
  expected = cli_read (path);
  written = cli_read (german_path);
  g_assert_cmpstr (written, ==, expected);
  g_assert_nonnull (strchr (written, '.'));
  g_assert_cmpstr (german.out, !=, plain.out);
}

static void
test_whole (void)
{
  g_autofree char *path = cli_path ("all.zip");
  g_autofree char *dictionary = cli_path ("dictionary.md"), *metadata = cli_path ("metadata.json");
  g_autoptr (JsonNode) told = cli_call_json (library, "export", "tables", path, NULL);
  g_auto (Run) words = cli_call ("export", "dictionary", dictionary, NULL);
  g_auto (Run) datasette = cli_call ("--library", library, "export", "datasette", metadata, NULL);
  g_autofree char *written = NULL, *told_of = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  cli_assert_keys (json_node_get_object (told), "path:s kind:s size_bytes:i rows:i");
  g_assert_cmpint (cli_get_int (told, "rows"), >, 10000);
  cli_assert_done (&words);
  written = cli_read (dictionary);
  g_assert_nonnull (strstr (written, "| `rmssd_ms` | number | ms |"));
  cli_assert_done (&datasette);
  told_of = cli_read (metadata);
  g_assert_true (json_parser_load_from_data (parser, told_of, -1, NULL));
  g_assert_nonnull (strstr (told_of, "\"v_forecast_hour\""));
}

static void
test_refused (void)
{
  static const char *const calls[][8] = {
    { "export", "csv", "x", "--table", "nonsense" },
    { "export", "csv", "x", "--table", "kinds", "--from", "2025-09-01" },
    { "export", "csv", "x", "--table", "readings", "--what", "beats" },
    { "export", "csv", "x", "--table", "readings", "--ecg", "1" },
    { "export", "edf", "x", "--table", "readings" },
    { "export", "json", "x", "--table", "readings", "--to", "tomorrow" },
    { "export", "tables", "x.zip", "--table", "readings" },
    { "export", "dictionary", "x.txt" },
    { "export", "dictionary", "x.md", "--from", "2025-09-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      const char *words[11] = { cli_program (), "--library", library };
      g_autoptr (GSubprocess) process = NULL;
      g_auto (Run) run = { 0 };

      for (guint j = 0; j < G_N_ELEMENTS (calls[i]); j++)
        words[3 + j] = calls[i][j];
      process = cli_start (NULL, words);
      cli_finish (process, &run);
      g_test_message ("%u: %s", i, run.err);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
      g_assert_cmpstr (run.out, ==, "");
    }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 1;
  library = cli_path ("sample.beatwise");
  {
    g_autofree char *sample = cli_path ("sample.zip");
    g_auto (Run) made = cli_call ("sample", sample, "--days=40", NULL);
    g_auto (Run) imported = cli_call ("--library", library, "import", sample, NULL);

    cli_assert_done (&made);
    cli_assert_done (&imported);
  }
  g_test_add_func ("/cli/tables/told", test_told);
  g_test_add_func ("/cli/tables/help", test_help);
  g_test_add_func ("/cli/tables/span", test_span);
  g_test_add_func ("/cli/tables/ahead", test_ahead);
  g_test_add_func ("/cli/tables/german", test_german);
  g_test_add_func ("/cli/tables/whole", test_whole);
  g_test_add_func ("/cli/tables/refused", test_refused);
  status = g_test_run ();
  g_free (library);
  cli_tear_down ();
  return status;
}
