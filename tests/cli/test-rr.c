/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "cli-run.h"

#include <math.h>
#include <string.h>

/* Files of RR intervals: in, listed, analysed, told of and out again. */

static char *
write_list (const char *name,
            guint       n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  char *path = cli_path (name);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%d\n", 820 + (int) (40 * sin (i * 0.7)));
  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_in_and_out (void)
{
  g_autofree char *library = cli_path ("rr.beatwise");
  g_autofree char *path = write_list ("2023-01-05 07-31-22.txt", 200);
  g_autoptr (JsonNode) imported = cli_call_json (library, "import", path, NULL);
  g_autoptr (JsonNode) again = cli_call_json (library, "import", path, NULL);
  g_autoptr (JsonNode) info = cli_call_json (library, "info", NULL);
  g_autoptr (JsonNode) list = cli_call_json (library, "rr", NULL);
  g_autoptr (JsonNode) hrv = cli_call_json (library, "hrv", "--rr", "1", NULL);
  g_autoptr (JsonNode) file = cli_call_json (library, "hrv", path, NULL);
  g_autoptr (JsonNode) none = cli_call_json (library, "rr", "--to", "2022-12-31", NULL);
  g_autoptr (JsonNode) gone = NULL;
  g_autoptr (JsonNode) left = NULL;
  JsonObject *row;

  g_assert_cmpint (cli_get_int (imported, "rr_recordings"), ==, 1);
  g_assert_cmpint (cli_get_int (imported, "ecgs"), ==, 0);
  g_assert_cmpint (cli_get_int (again, "rr_recordings"), ==, 1);
  row = json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (imported), "files"), 0);
  g_assert_cmpstr (json_object_get_string_member (row, "format"), ==, "rr");
  g_assert_cmpint (cli_get_int (info, "rr_recordings"), ==, 1);

  g_assert_cmpuint (cli_length (list), ==, 1);
  g_assert_cmpuint (cli_length (none), ==, 0);
  row = cli_element (list, 0);
  cli_assert_keys (row, "id:i time:t time_known:b name:s device:S unit:s intervals:i duration_s:d"
                        " beats:i artefacts:i rmssd_ms:D edited:b");
  g_assert_cmpint (json_object_get_int_member (row, "intervals"), ==, 200);
  g_assert_cmpstr (json_object_get_string_member (row, "name"), ==, "2023-01-05 07-31-22.txt");
  g_assert_true (json_object_get_boolean_member (row, "time_known"));
  g_assert_false (json_object_get_boolean_member (row, "edited"));
  /* What the list tells is what the analysis finds, of the library's and of the file itself. */
  bw_assert_near (json_object_get_double_member (row, "rmssd_ms"),
                  json_object_get_double_member (json_node_get_object (hrv), "rmssd_ms"), 1e-9);
  bw_assert_near (json_object_get_double_member (row, "rmssd_ms"),
                  json_object_get_double_member (json_node_get_object (file), "rmssd_ms"), 1e-9);
  g_assert_cmpint (json_object_get_int_member (row, "artefacts"), ==, cli_get_int (hrv, "artefacts"));

  gone = cli_call_json (library, "rr", "delete", "1", NULL);
  g_assert_cmpint (cli_get_int (gone, "id"), ==, 1);
  left = cli_call_json (library, "rr", NULL);
  g_assert_cmpuint (cli_length (left), ==, 0);
}

static void
test_text (void)
{
  g_autofree char *library = cli_path ("rr-text.beatwise");
  g_autofree char *path = write_list ("untold.txt", 90);
  g_auto (Run) imported = cli_call ("--library", library, "import", path, NULL);
  g_auto (Run) list = cli_call ("--library", library, "rr", NULL);
  g_auto (Run) timed = cli_call ("--library", library, "import", "--time", "2023-01-05T07:31:22Z", path,
                                 NULL);
  g_auto (Run) later = cli_call ("--library", library, "rr", NULL);
  g_auto (Run) gone = cli_call ("--library", library, "rr", "delete", "1", NULL);
  g_auto (Run) empty = cli_call ("--library", library, "rr", NULL);

  cli_assert_done (&imported);
  g_assert_nonnull (strstr (imported.out, "RR recordings  1"));
  g_assert_null (strstr (imported.out, "Records read"));
  g_assert_nonnull (strstr (imported.out, "untold.txt: Files that do not tell when"));
  cli_assert_done (&list);
  g_assert_cmpuint (cli_count_lines (list.out), ==, 3);
  g_assert_null (strstr (list.out, "07:31"));
  cli_assert_done (&timed);
  g_assert_nonnull (strstr (later.out, "2023-01-05 07:31"));
  g_assert_cmpuint (cli_count_lines (later.out), ==, 3);
  cli_assert_done (&gone);
  g_assert_cmpstr (gone.out, ==, "RR recording 1, “untold.txt”, is gone.\n");
  g_assert_cmpstr (empty.out, ==, "No RR recordings.\n");
}

/* A file's name is told as it reads, and nothing in it steers the terminal; as it was given it is found. */
static void
test_name (void)
{
  g_autofree char *library = cli_path ("rr-name.beatwise");
  g_autofree char *path = write_list ("a\033[31mb\nc\xe4.txt", 120);
  g_auto (Run) imported = cli_call ("--library", library, "import", path, NULL);
  g_auto (Run) list = cli_call ("--library", library, "rr", NULL);
  g_auto (Run) hrv = cli_call ("hrv", path, "--compare", path, NULL);
  g_autoptr (JsonNode) rows = cli_call_json (library, "rr", NULL);

  cli_assert_done (&imported);
  cli_assert_done (&list);
  cli_assert_done (&hrv);
  g_assert_null (strchr (list.out, '\033'));
  g_assert_null (strchr (hrv.out, '\033'));
  g_assert_cmpuint (cli_count_lines (list.out), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (cli_element (rows, 0), "name"), ==,
                   "a\357\277\275[31mb\357\277\275c\357\277\275.txt");
}

static void
assert_failed (const Run  *run,
               int         status,
               const char *pattern)
{
  g_assert_cmpint (run->status, ==, status);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_cmpuint (cli_count_lines (run->err), ==, 1);
  g_test_message ("%s", run->err);
  g_assert_true (g_pattern_match_simple (pattern, run->err));
}

static void
test_wrong (void)
{
  static const char rates[] = "time,hr\n0,70\n1,71\n2,70\n3,72\n4,71\n5,71\n6,70\n7,70\n8,71\n9,71\n";
  g_autofree char *library = cli_path ("rr-wrong.beatwise");
  g_autofree char *path = write_list ("2023-01-05.txt", 90);
  g_autofree char *other = cli_path ("rates.csv");
  g_auto (Run) imported = cli_call ("--library", library, "import", path, NULL);
  g_auto (Run) refused = { 0 };
  g_auto (Run) unknown = cli_call ("--library", library, "rr", "delete", "7", NULL);
  g_auto (Run) no_number = cli_call ("--library", library, "rr", "delete", "one", NULL);
  g_auto (Run) missing = cli_call ("--library", library, "rr", "delete", NULL);
  g_auto (Run) list = { 0 };
  g_autoptr (GError) error = NULL;

  g_file_set_contents (other, rates, -1, &error);
  g_assert_no_error (error);
  cli_assert_done (&imported);
  refused = cli_call ("--library", library, "import", other, NULL);
  assert_failed (&refused, 1, "*“rates.csv” holds a heart rate every 1 s*");
  assert_failed (&unknown, 1, "*There is no RR recording 7*");
  assert_failed (&no_number, 2, "*“one” is not the number of an RR recording*");
  g_assert_cmpint (missing.status, ==, 2);
  list = cli_call ("--library", library, "rr", NULL);
  cli_assert_done (&list);
  g_assert_cmpuint (cli_count_lines (list.out), ==, 3);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 1;
  g_test_add_func ("/cli/rr/in-and-out", test_in_and_out);
  g_test_add_func ("/cli/rr/text", test_text);
  g_test_add_func ("/cli/rr/name", test_name);
  g_test_add_func ("/cli/rr/wrong", test_wrong);
  result = g_test_run ();
  cli_tear_down ();
  return result;
}
