/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "cli-run.h"

#include <string.h>

/* Line protocol out and in again: what is told of it, and what can be chosen. */

static char *library; /* the sample person, 40 days */

static void
test_told (void)
{
  g_autofree char *path = cli_path ("all.lp");
  g_autoptr (JsonNode) told = cli_call_json (library, "export", "line-protocol", path, NULL);
  g_auto (Run) text = cli_call ("--library", library, "export", "line-protocol", path, NULL);
  g_auto (Run) piped = cli_call ("--library", library, "export", "line-protocol", "/dev/stdout",
                                 NULL);
  g_autofree char *written = cli_read (path);
  JsonObject *points = json_object_get_object_member (json_node_get_object (told), "points");
  g_autoptr (GList) counts = json_object_get_values (points);
  guint n = 0;

  cli_assert_keys (json_node_get_object (told),
                   "path:s kind:s size_bytes:i points:o left_out:i named:b");
  cli_assert_keys (points, "hrv:i heart_rate:i resting_heart_rate:i sleep:i activity:i fatigue:i");
  for (GList *count = counts; count != NULL; count = count->next)
    n += (guint) json_node_get_int (count->data);
  g_assert_cmpuint (cli_count_lines (written), ==, n);
  g_assert_cmpint (cli_get_int (told, "size_bytes"), ==, strlen (written));
  g_assert_cmpint (cli_get_int (told, "left_out"), ==, 0);
  cli_assert_done (&text);
  g_assert_nonnull (strstr (text.out, "Heart rate variability"));
  cli_assert_done (&piped);
  g_assert_cmpstr (piped.out, ==, written);
  g_assert_null (strstr (written, "person="));
}

static void
test_chosen (void)
{
  g_autofree char *path = cli_path ("some.lp");
  g_autofree char *written = NULL;
  g_autoptr (JsonNode) told
    = cli_call_json (library, "export", "line-protocol", path, "--measurements=sleep,activity",
                     "--from=2025-09-01", "--to=2025-09-02", "--with-name", NULL);
  g_auto (GStrv) lines = NULL;

  g_assert_true (json_object_get_boolean_member (json_node_get_object (told), "named"));
  written = cli_read (path);
  lines = g_strsplit (written, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 20);
  for (guint i = 0; i + 1 < g_strv_length (lines); i++)
    {
      gint64 time = g_ascii_strtoll (strrchr (lines[i], ' '), NULL, 10) / 1000000000;

      g_assert_true (g_str_has_prefix (lines[i], "sleep,") || g_str_has_prefix (lines[i], "activity,"));
      g_assert_nonnull (strstr (lines[i], ",person=Sample\\ Person,"));
      /* The two days, in the person’s zone. */
      g_assert_cmpint (time, >=, 1756677600);
      g_assert_cmpint (time, <, 1756677600 + 2 * 86400);
    }
}

static void
test_usage (void)
{
  static const char *const calls[][4] = {
    { "line-protocol", "x.lp", "--measurements=hrv,steps" },
    { "line-protocol", "x.lp", "--measurements=" },
    { "line-protocol", "x.lp", "--from=2025-09-02", "--to=2025-09-01" },
    { "line-protocol", "x.lp", "--ecg=1" },
    { "line-protocol", "x.lp", "--dark" },
    { "png", "x.png", "--measurements=hrv" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_auto (Run) run = cli_call ("--library", library, "export", calls[i][0], calls[i][1],
                                   calls[i][2], calls[i][3], NULL);

      g_test_message ("%s", run.err);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_cmpstr (run.out, ==, "");
    }
}

/* Into a fresh library and out again it is the same but for what was made from beats. */
static void
test_back (void)
{
  g_autofree char *path = cli_path ("out.lp"), *back = cli_path ("back.lp");
  g_autofree char *fresh = cli_path ("fresh.beatwise");
  const char *const only = "--measurements=heart_rate,resting_heart_rate,sleep,activity";
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (JsonNode) out = cli_call_json (library, "export", "line-protocol", path, only, NULL);
  g_autoptr (JsonNode) in = cli_call_json (fresh, "import", path, NULL);
  g_autoptr (JsonNode) again = cli_call_json (fresh, "import", path, NULL);
  g_autoptr (JsonNode) out_again = cli_call_json (fresh, "export", "line-protocol", back, only, NULL);

  first = cli_read (path);
  second = cli_read (back);
  g_assert_cmpint (cli_get_int (in, "new"), ==, cli_count_lines (first));
  g_assert_cmpint (cli_get_int (in, "skipped"), ==, 0);
  g_assert_cmpint (cli_get_int (again, "new"), ==, 0);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpint (cli_get_int (out, "size_bytes"), ==, cli_get_int (out_again, "size_bytes"));
}

int
main (int    argc,
      char **argv)
{
  int status = 1;

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
  g_test_add_func ("/cli/lines/told", test_told);
  g_test_add_func ("/cli/lines/chosen", test_chosen);
  g_test_add_func ("/cli/lines/usage", test_usage);
  g_test_add_func ("/cli/lines/back", test_back);
  status = g_test_run ();
  g_free (library);
  cli_tear_down ();
  return status;
}
