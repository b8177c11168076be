/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "cli-run.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* Reports on paper, and rhythms as pictures and data. */

static char *library, *numbers;
static char *reading, *ecg;

/* What a file begins with. */
static void
assert_begins (const char *path,
               const char *begins)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_cmpuint (length, >, 100);
  g_assert_cmpmem (data, strlen (begins), begins, strlen (begins));
}

static void
assert_absent (const char *path)
{
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_report (void)
{
  static const char *const of[][2] = {
    { "--reading", NULL }, { "--ecg", NULL }, { "--day", "2025-09-21" }, { "--month", "2025-09" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (of); i++)
    {
      g_autofree char *path = cli_path ("report.pdf");
      const char *value = i == 0 ? reading : i == 1 ? ecg : of[i][1];
      g_autoptr (JsonNode) told = cli_call_json (library, "report", path, of[i][0], value, NULL);

      cli_assert_keys (json_node_get_object (told), "path:s size_bytes:i named:b");
      g_assert_false (json_object_get_boolean_member (json_node_get_object (told), "named"));
      assert_begins (path, "%PDF");
      g_unlink (path);
    }
}

/* A file, without any library. */
static void
test_report_file (void)
{
  g_autofree char *path = cli_path ("file.pdf");
  g_autofree char *nowhere = cli_path ("nothing.beatwise");
  g_auto (Run) run = cli_call ("--library", nowhere, "report", path, numbers, "--from", "0:30", "--to",
                               "2:00", "--detrend", "--paper", "letter", NULL);

  cli_assert_done (&run);
  assert_begins (path, "%PDF");
  assert_absent (nowhere);
}

static void
test_report_named (void)
{
  g_autofree char *path = cli_path ("named.pdf");
  g_autoptr (JsonNode) told = cli_call_json (library, "report", path, "--month", "2025-08",
                                             "--with-name", NULL);

  g_assert_true (json_object_get_boolean_member (json_node_get_object (told), "named"));
}

/* Usage is 2, what cannot be done 1; one line, and nothing written. */
static void
test_report_wrong (void)
{
  g_autofree char *path = cli_path ("wrong.pdf");
  const struct
  {
    int status;
    const char *words[8];
  } wrongs[] = {
    { 2, { NULL } },
    { 2, { "--month", "2025-13" } },
    { 2, { "--month", "2025-8" } },
    { 2, { "--month", "2025-08-01" } },
    { 2, { "--day", "yesterday" } },
    { 2, { "--day", "2025-09-21", "--month", "2025-09" } },
    { 2, { "--day", "2025-09-21", "--reading", reading } },
    { 2, { "--day", "2025-09-21", "--from", "3" } },
    { 2, { "--month", "2025-09", "--detrend" } },
    { 2, { "--month", "2025-09", "--paper", "a5" } },
    { 2, { "--reading", reading, "--from", "now" } },
    { 2, { numbers, "--reading", reading } },
    { 1, { "--day", "1999-01-01" } },
    { 1, { "--month", "1999-01" } },
    { 1, { "--reading", "999999" } },
    { 1, { "--rr", "999999" } },
    { 1, { "/nonexistent/file" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      const char *const *w = wrongs[i].words;
      const char *words[16] = { cli_program (), "--library", library, "report", path };
      g_autoptr (GSubprocess) process = NULL;
      g_auto (Run) run = { 0 };

      for (guint k = 0; w[k] != NULL; k++)
        words[5 + k] = w[k];
      process = cli_start (NULL, words);
      cli_finish (process, &run);
      if (run.status != wrongs[i].status)
        g_test_message ("case %u: %s", i, run.err);
      g_assert_cmpint (run.status, ==, wrongs[i].status);
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
      g_assert_cmpstr (run.out, ==, "");
      assert_absent (path);
    }
}

static void
test_charts (void)
{
  static const char *const charts[] = { "tachogram", "poincare", "spectrum", "histogram", "dfa" };
  static const char *const formats[][2] = { { "png", "\x89PNG" }, { "svg", "<?xml" }, { "pdf", "%PDF" } };

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    for (guint f = 0; f < G_N_ELEMENTS (formats); f++)
      {
        g_autofree char *path = cli_path ("chart");
        g_auto (Run) run = cli_call ("export", formats[f][0], path, numbers, "--chart", charts[i],
                                     "--dark", NULL);

        cli_assert_done (&run);
        assert_begins (path, formats[f][1]);
      }
}

/* An ECG alone is its waveform; with a chart it is its beats. */
static void
test_ecg (void)
{
  g_autofree char *wave = cli_path ("wave.svg"), *beats = cli_path ("beats.svg");
  g_autofree char *samples = cli_path ("samples.csv"), *intervals = cli_path ("intervals.csv");
  g_autoptr (JsonNode) first = cli_call_json (library, "export", "svg", wave, "--ecg", ecg, NULL);
  g_autoptr (JsonNode) second = cli_call_json (library, "export", "svg", beats, "--ecg", ecg, "--chart",
                                               "tachogram", NULL);
  g_autoptr (JsonNode) third = cli_call_json (library, "export", "csv", samples, "--ecg", ecg, NULL);
  g_autoptr (JsonNode) fourth = cli_call_json (library, "export", "csv", intervals, "--ecg", ecg,
                                               "--what", "intervals", NULL);
  g_autofree char *wave_data = NULL, *beats_data = NULL;

  g_assert_true (g_file_get_contents (wave, &wave_data, NULL, NULL));
  g_assert_true (g_file_get_contents (beats, &beats_data, NULL, NULL));
  g_assert_cmpstr (wave_data, !=, beats_data);
  assert_begins (samples, "Name,");
  assert_begins (intervals, "time_s,time,rr_ms,nn_ms,");
}

/* The data are those that `hrv` tells of. */
static void
test_data (void)
{
  g_autofree char *path = cli_path ("data.json"), *csv = cli_path ("data.csv");
  g_auto (Run) run = cli_call ("export", "json", path, numbers, "--what", "metrics", NULL);
  g_auto (Run) table = cli_call ("export", "csv", csv, numbers, "--from", "10", "--to", "20", NULL);
  g_autoptr (JsonNode) hrv = cli_call_json (library, "hrv", numbers, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *text = NULL;
  JsonArray *metrics;
  guint found = 0;

  cli_assert_done (&run);
  cli_assert_done (&table);
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  metrics = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                          "metrics");
  for (guint i = 0; i < json_array_get_length (metrics); i++)
    {
      JsonObject *metric = json_array_get_object_element (metrics, i);
      const char *key = json_object_get_string_member (metric, "key");

      if (!json_object_has_member (json_node_get_object (hrv), key)
          || json_object_get_null_member (metric, "value"))
        continue;
      bw_assert_near (json_object_get_double_member (metric, "value"),
                      json_object_get_double_member (json_node_get_object (hrv), key), 1e-6);
      found++;
    }
  g_assert_cmpuint (found, >, 15);

  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  g_assert_cmpuint (cli_count_lines (text), >, 10);
  g_assert_cmpuint (cli_count_lines (text), <, 16);
}

static void
test_export_wrong (void)
{
  g_autofree char *path = cli_path ("wrong.out");
  const struct
  {
    int status;
    const char *kind;
    const char *words[8];
  } wrongs[] = {
    { 2, "png", { "--reading", reading, "--chart", "pie" } },
    { 2, "png", { "--chart", "dfa" } },
    { 2, "png", { "--reading", reading, "--what", "beats" } },
    { 2, "png", { "--reading", reading, "--speed", "50" } },
    { 2, "png", { "--reading", reading, "--trend" } },
    { 2, "png", { "--to", "3" } },
    { 2, "json", { NULL } },
    { 2, "json", { "--reading", reading, "--what", "everything" } },
    { 2, "csv", { "--reading", reading, "--chart", "dfa" } },
    { 2, "csv", { "--reading", reading, "--with-name" } },
    { 2, "csv", { "--reading", reading, "--ecg", ecg } },
    { 2, "csv", { "--ecg", ecg, "--threshold", "strict" } },
    { 2, "edf", { "--reading", reading } },
    { 2, "labels", { numbers } },
    { 1, "png", { "--reading", reading, "--chart", "spectrogram" } },
    { 1, "csv", { "--reading", "999999" } },
    { 1, "csv", { "--rr", "999999", "--what", "beats" } },
    { 1, "csv", { numbers, "--from", "0:10", "--to", "0:12", "--what", "track" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      const char *const *w = wrongs[i].words;
      const char *words[16] = { cli_program (), "--library", library, "export", wrongs[i].kind, path };
      g_autoptr (GSubprocess) process = NULL;
      g_auto (Run) run = { 0 };

      for (guint k = 0; w[k] != NULL; k++)
        words[6 + k] = w[k];
      process = cli_start (NULL, words);
      cli_finish (process, &run);
      if (run.status != wrongs[i].status)
        g_test_message ("case %u: %s", i, run.err);
      g_assert_cmpint (run.status, ==, wrongs[i].status);
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
      assert_absent (path);
    }
}

/* A file that was there stays as it was where a report cannot be made. */
static void
test_kept (void)
{
  g_autofree char *path = cli_path ("kept.pdf");
  g_autofree char *data = NULL;
  g_auto (Run) run = { 0 };

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  run = cli_call ("--library", library, "report", path, "--day", "1999-01-01", NULL);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
  g_assert_cmpstr (data, ==, "mine");
}

/* Written to standard output it is the file and nothing else, behind what was there before. */
static void
test_to_stdout (void)
{
  g_autofree char *path = cli_path ("all.csv"), *csv = cli_path ("one.csv");
  g_autofree char *data = NULL, *one = NULL, *expected = NULL;
  const char *words[] = { "sh", "-c", "exec \"$0\" export csv /dev/fd/1 \"$1\" >>\"$2\"",
                          cli_program (), numbers, path, NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_auto (Run) run = { 0 };
  g_auto (Run) alone = cli_call ("export", "csv", csv, numbers, NULL);

  cli_assert_done (&alone);
  g_assert_true (g_file_set_contents (path, "before\n", -1, NULL));
  process = cli_start (NULL, words);
  cli_finish (process, &run);
  cli_assert_done (&run);
  g_assert_true (g_file_get_contents (csv, &one, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
  expected = g_strconcat ("before\n", one, NULL);
  g_assert_cmpstr (data, ==, expected);
}

/* A sample person of two months, and a list of numbers. */
static void
make_library (void)
{
  g_autofree char *zip = cli_path ("reports.zip");
  g_auto (Run) sample = cli_call ("sample", zip, "--days", "60", NULL);
  g_auto (Run) import = { 0 };
  g_autoptr (JsonNode) readings = NULL, ecgs = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  cli_assert_done (&sample);
  library = cli_path ("reports.beatwise");
  import = cli_call ("--library", library, "import", zip, NULL);
  cli_assert_done (&import);
  readings = cli_call_json (library, "readings", NULL);
  ecgs = cli_call_json (library, "ecgs", NULL);
  reading = g_strdup_printf ("%d", (int) json_object_get_int_member (cli_element (readings, 5), "id"));
  ecg = g_strdup_printf ("%d", (int) json_object_get_int_member (cli_element (ecgs, 0), "id"));

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "%d\n", (int) (800 + 40 * sin (i * 0.7) + 20 * sin (i * 2.3)));
  numbers = cli_path ("numbers.txt");
  g_assert_true (g_file_set_contents (numbers, text->str, -1, NULL));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 1;
  make_library ();
  g_test_add_func ("/reports/report", test_report);
  g_test_add_func ("/reports/report-file", test_report_file);
  g_test_add_func ("/reports/report-named", test_report_named);
  g_test_add_func ("/reports/report-wrong", test_report_wrong);
  g_test_add_func ("/reports/charts", test_charts);
  g_test_add_func ("/reports/ecg", test_ecg);
  g_test_add_func ("/reports/data", test_data);
  g_test_add_func ("/reports/export-wrong", test_export_wrong);
  g_test_add_func ("/reports/kept", test_kept);
  g_test_add_func ("/reports/to-stdout", test_to_stdout);
  status = g_test_run ();
  g_free (library);
  g_free (numbers);
  g_free (reading);
  g_free (ecg);
  cli_tear_down ();
  return status;
}
