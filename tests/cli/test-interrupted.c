/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-run.h"

#include "bw-test.h"
#include "store/bw-imports.h"
#include "store/bw-recordings.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

static char *sample; /* an export of the default person */

/* Imports the sample into a library that holds a month of somebody, and sends @number after a time
 * that grows until the import is quicker. Whenever it was stopped, all is as it was; killed between
 * its commit and its end, all is there.
 * Returns: how often it ended with @expected */
static guint
interrupt_imports (const char *name,
                   int         number,
                   int         expected)
{
  g_autofree char *file = cli_path (name);
  g_autofree char *month = cli_path ("month.zip");
  g_auto (Run) made = cli_call ("sample", month, "--days", "30", "--seed", "5", NULL);
  g_autoptr (JsonNode) imported = cli_call_json (file, "import", month, NULL);
  g_autoptr (JsonNode) check = NULL;
  const char *words[] = { cli_program (), "--library", file, "--json", "import", sample, NULL };
  gint64 before = cli_count_records (file);
  guint stopped = 0;
  int status;

  cli_assert_done (&made);
  for (gulong delay = 20000;; delay += delay / 4)
    {
      g_autoptr (GSubprocess) process = cli_start (NULL, words);
      g_auto (Run) run = { 0 };

      g_usleep (delay);
      g_subprocess_send_signal (process, number);
      cli_finish (process, &run);
      status = run.status;
      if (status == 0)
        break;
      /* At the very beginning there is no handler yet. */
      if (status == expected)
        stopped++;
      else
        g_assert_cmpint (status, ==, -number);
      if (number == SIGKILL && cli_count_records (file) != before)
        {
          g_autoptr (JsonNode) again = cli_call_json (file, "import", sample, NULL);

          g_assert_cmpint (json_object_get_int_member (json_node_get_object (again), "new"), ==, 0);
          break;
        }
      g_assert_cmpstr (run.out, ==, "");
      if (status > 0)
        g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
      g_assert_cmpint (cli_count_records (file), ==, before);
    }

  check = cli_call_json (file, "check", NULL);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (check), "ok"));
  g_assert_cmpint (cli_count_records (file), >, before);
  return stopped;
}

static void
test_killed (void)
{
  g_assert_cmpuint (interrupt_imports ("killed.beatwise", SIGKILL, -SIGKILL), >=, 2);
}

static void
test_ctrl_c (void)
{
  g_assert_cmpuint (interrupt_imports ("ctrl-c.beatwise", SIGINT, 130), >=, 1);
}

/* A sample that was stopped leaves neither itself nor a part of it. */
static void
test_sample (void)
{
  g_autofree char *path = cli_path ("stopped.zip");
  const char *words[] = { cli_program (), "sample", path, "--days=1200", NULL };
  g_autoptr (GSubprocess) process = cli_start (NULL, words);
  g_auto (Run) run = { 0 };
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_usleep (300000);
  g_subprocess_send_signal (process, SIGINT);
  cli_finish (process, &run);
  g_assert_cmpint (run.status, ==, 130);
  g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
  dir = g_dir_open (cli_folder (), 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, "stopped"));
}

#define HOURS 4

/* A library with one recording, of noise, of hours. Returns: (transfer full): its path */
static char *
make_long_recording (void)
{
  char *path = cli_path ("hours.beatwise");
  const guint n = HOURS * 3600 * 512;
  g_autofree gint32 *samples_nv = g_new (gint32, n);
  BwRecording recording = { .name = (char *) "hours.edf", .time_known = TRUE, .rate_hz = 512,
                            .n_samples = n };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  gboolean is_new;
  gint64 id;

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    samples_nv[i] = (gint32) (i * 7919u % 100003);
  g_assert_true (bw_library_begin (library, &error));
  id = bw_library_begin_import (library, "hours.edf", "ecg", &error);
  g_assert_true (bw_library_add_recording (library, id, &recording, samples_nv, &is_new, &error));
  g_assert_true (bw_library_commit (library, &error));
  return path;
}

/* Pages of hours that are stopped leave no file, and none of them is still drawn. */
static void
test_export (void)
{
  g_autofree char *library = make_long_recording ();
  g_autofree char *path = cli_path ("stopped.pdf");
  const char *words[] = { cli_program (), "--library", library, "export", "pdf", path, "--ecg", "1",
                          NULL };
  g_autoptr (GSubprocess) process = cli_start (NULL, words);
  g_auto (Run) run = { 0 };
  gint64 stopped_us, ended_us;

  g_usleep (1500000);
  stopped_us = g_get_monotonic_time ();
  g_subprocess_send_signal (process, SIGINT);
  cli_finish (process, &run);
  ended_us = g_get_monotonic_time ();
  g_test_message ("ended %.3f s after Ctrl-C", (ended_us - stopped_us) / 1e6);
  /* To draw all of it takes three times as long, a page a hundredth. */
  g_assert_cmpint (ended_us - stopped_us, <, 5 * G_USEC_PER_SEC);
  g_assert_cmpint (run.status, ==, 130);
  g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
assert_none_begins (const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (cli_folder (), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, prefix));
}

/* Half a day's intervals. Returns: (transfer full): the file's path */
static char *
make_intervals (void)
{
  char *path = cli_path ("2025-01-05 07-31-22.txt");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (text, "%u\n", 780 + i * 7919u % 101);
  g_file_set_contents (path, text->str, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* Wherever a report is stopped, there is no part of it. */
static void
test_report (void)
{
  g_autofree char *library = cli_path ("report.beatwise"), *path = cli_path ("half.pdf");
  g_autofree char *intervals = make_intervals ();
  g_autoptr (JsonNode) imported = cli_call_json (library, "import", sample, intervals, NULL);
  const char *const of[][2] = { { "--month", "2025-09" }, { "--rr", "1" } };
  guint stopped = 0;

  for (guint i = 0; i < G_N_ELEMENTS (of); i++)
    for (gulong delay = 20000;; delay += delay / 2)
      {
        const char *words[] = { cli_program (), "--library", library, "report", path, of[i][0],
                                of[i][1], NULL };
        g_autoptr (GSubprocess) process = cli_start (NULL, words);
        g_auto (Run) run = { 0 };

        g_usleep (delay);
        g_subprocess_send_signal (process, SIGINT);
        cli_finish (process, &run);
        if (run.status == 0)
          {
            g_assert_cmpint (g_unlink (path), ==, 0);
            break;
          }
        /* At the very beginning there is no handler yet. */
        stopped += run.status == 130;
        g_assert_true (run.status == 130 || run.status == -SIGINT);
        assert_none_begins ("half");
      }
  g_assert_cmpuint (stopped, >=, 1);
}

/* An edit that was stopped was not made, one that was not is kept. */
static void
test_edit (void)
{
  g_autofree char *library = cli_path ("edit.beatwise");
  g_autofree char *intervals = make_intervals ();
  g_autoptr (JsonNode) imported = cli_call_json (library, "import", intervals, NULL);
  g_autoptr (JsonNode) beats = NULL;
  guint kept = 0;

  for (gulong delay = 5000; kept < 3; delay += delay / 3)
    {
      g_autofree char *beat = g_strdup_printf ("%lu", delay / 100);
      const char *words[] = { cli_program (), "--library", library, "beats", "--rr", "1", "--delete",
                              beat, NULL };
      g_autoptr (GSubprocess) process = cli_start (NULL, words);
      g_auto (Run) run = { 0 };

      g_usleep (delay);
      g_subprocess_send_signal (process, SIGINT);
      cli_finish (process, &run);
      kept += run.status == 0;
      g_assert_true (run.status == 0 || run.status == 130 || run.status == -SIGINT);
    }
  beats = cli_call_json (library, "beats", "--rr", "1", "--to", "1", NULL);
  g_assert_cmpint (cli_get_int (beats, "edits"), ==, kept);
}

static void
test_output_lost (void)
{
  g_autofree char *library = cli_path ("output.beatwise");
  g_autoptr (JsonNode) imported = cli_call_json (library, "import", sample, NULL);
  g_autofree char *full = NULL;
  g_autofree char *closed = NULL;
  const char *words[] = { "sh", "-c", NULL, NULL };
  g_autoptr (GSubprocess) first = NULL;
  g_autoptr (GSubprocess) second = NULL;
  g_auto (Run) to_full = { 0 };
  g_auto (Run) to_head = { 0 };

  full = g_strdup_printf ("'%s' --library '%s' --json readings > /dev/full", cli_program (), library);
  words[2] = full;
  first = cli_start (NULL, words);
  cli_finish (first, &to_full);
  g_assert_cmpint (to_full.status, ==, 1);
  g_assert_cmpuint (cli_count_lines (to_full.err), ==, 1);

  closed = g_strdup_printf ("'%s' --library '%s' readings | head -n 1", cli_program (), library);
  words[2] = closed;
  second = cli_start (NULL, words);
  cli_finish (second, &to_head);
  cli_assert_done (&to_head);
  g_assert_cmpuint (cli_count_lines (to_head.out), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_auto (Run) made = { 0 };
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 2;
  sample = cli_path ("sample.zip");
  made = cli_call ("sample", sample, NULL);
  cli_assert_done (&made);

  g_test_add_func ("/cli/killed", test_killed);
  g_test_add_func ("/cli/ctrl-c", test_ctrl_c);
  g_test_add_func ("/cli/sample-stopped", test_sample);
  g_test_add_func ("/cli/export-stopped", test_export);
  g_test_add_func ("/cli/report-stopped", test_report);
  g_test_add_func ("/cli/edit-stopped", test_edit);
  g_test_add_func ("/cli/output-lost", test_output_lost);

  status = g_test_run ();
  g_free (sample);
  cli_tear_down ();
  return status;
}
