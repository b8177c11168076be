/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-run.h"

#include "bw-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

static char *folder;

static void
drop_sample (const char *name,
             const char *seed)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_auto (Run) run = cli_call ("sample", path, "--days=30", seed, NULL);

  cli_assert_done (&run);
}

/* Waits until a library holds more than @records. */
static gint64
wait_for_more (const char *library,
               gint64      records)
{
  gint64 n = 0;

  for (int i = 0; i < 300; i++)
    {
      g_usleep (200000);
      if (g_file_test (library, G_FILE_TEST_EXISTS) && (n = cli_count_records (library)) > records)
        return n;
    }
  g_error ("nothing came into “%s”", library);
}

/* Ends it as a person does. */
static void
interrupt (GSubprocess *process,
           Run         *run)
{
  g_subprocess_send_signal (process, SIGINT);
  cli_finish (process, run);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpstr (run->err, ==, "");
}

static void
test_text (void)
{
  g_autofree char *library = cli_path ("text.beatwise");
  g_autofree char *broken = g_build_filename (folder, "broken.csv", NULL);
  g_autofree char *second = g_build_filename (folder, "second.zip", NULL);
  const char *words[] = { cli_program (), "--library", library, "import", "--watch", folder, NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_auto (Run) run = { 0 };
  gint64 n;

  /* What is there, and what comes. */
  drop_sample ("first.zip", "--seed=1");
  process = cli_start (NULL, words);
  n = wait_for_more (library, 0);
  /* Enough of it to be told for a recording, and not enough to be one. */
  g_assert_true (g_file_set_contents (broken,
                                      "Recorded Date,2025-03-01 10:15:00 +0100\n"
                                      "Sample Rate,513.625 hertz\n\n",
                                      -1, NULL));
  drop_sample ("second.zip", "--seed=2");
  wait_for_more (library, n);
  interrupt (process, &run);
  g_assert_nonnull (strstr (run.out, "  first.zip: "));
  g_assert_nonnull (strstr (run.out, "  second.zip: "));
  g_assert_nonnull (strstr (run.out, "  broken.csv: "));
  g_assert_cmpuint (cli_count_lines (run.out), ==, 3);
  g_unlink (broken);
  g_unlink (second);
}

static void
test_json (void)
{
  g_autofree char *library = cli_path ("json.beatwise");
  const char *words[]
    = { cli_program (), "--library", library, "--json", "import", "--watch", folder, NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (JsonNode) document = NULL;
  g_auto (Run) run = { 0 };
  JsonObject *object;

  drop_sample ("first.zip", "--seed=1");
  process = cli_start (NULL, words);
  wait_for_more (library, 0);
  interrupt (process, &run);
  document = json_from_string (run.out, NULL);
  g_assert_nonnull (document);
  object = json_node_get_object (document);
  cli_assert_keys (object, "folder:s files:a");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "files")), >=, 1);
  cli_assert_keys (json_array_get_object_element (json_object_get_array_member (object, "files"), 0),
                   "path:s format:S error:S records:i new:i readings:i beats:i ecgs:i ecg_samples:i "
                   "workouts:i activity_days:i skipped:i problems:a seconds:d");
}

static void
test_usage (void)
{
  g_autofree char *library = cli_path ("usage.beatwise");
  g_autofree char *absent = cli_path ("absent");
  g_auto (Run) both = cli_call ("--library", library, "import", "x.zip", "--watch", folder, NULL);
  g_auto (Run) none = cli_call ("--library", library, "import", NULL);
  g_auto (Run) gone = cli_call ("--library", library, "import", "--watch", absent, NULL);

  g_assert_cmpint (both.status, ==, 2);
  g_assert_cmpint (none.status, ==, 2);
  g_assert_cmpint (gone.status, ==, 1);
  g_assert_nonnull (strstr (gone.err, "absent"));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 1;
  folder = cli_path ("drop");
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_test_add_func ("/watch/text", test_text);
  g_test_add_func ("/watch/json", test_json);
  g_test_add_func ("/watch/usage", test_usage);
  status = g_test_run ();
  g_free (folder);
  cli_tear_down ();
  return status;
}
