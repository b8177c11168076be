/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-mornings.h"

#include <string.h>

/* `export share`, and that whoever gets one can do with it what the person could. */

#define N_RECORDINGS (MORNINGS_DAYS * MORNINGS_LABELLED + MORNINGS_MORE)

static void
test_list (void)
{
  g_autofree char *file = mornings_copy ("list.beatwise");
  g_autofree char *out = cli_path ("list.zip");
  g_autoptr (JsonNode) all = NULL, labelled = NULL, day = NULL, two = NULL;
  g_auto (Run) text = { 0 };

  all = cli_call_json (file, "export", "share", out, "--list", NULL);
  cli_assert_keys (json_node_get_object (all), "fasting:i glucose:i unlabelled:i files:a");
  g_assert_cmpuint (cli_member_length (all, "files"), ==, 3 + N_RECORDINGS);
  g_assert_cmpint (cli_get_int (all, "fasting"), ==, MORNINGS_DAYS * MORNINGS_FASTING);
  cli_assert_keys (json_array_get_object_element (
                     json_object_get_array_member (json_node_get_object (all), "files"), 3),
                   "name:s size_bytes:i recording:I");
  labelled = cli_call_json (file, "export", "share", out, "--labelled", "--list", NULL);
  g_assert_cmpint (cli_get_int (labelled, "unlabelled"), ==, 0);
  day = cli_call_json (file, "export", "share", out, "--list", "--from=2023-09-22", "--to=2023-09-22",
                       NULL);
  g_assert_cmpuint (cli_member_length (day, "files"), ==, 3 + MORNINGS_LABELLED);
  two = cli_call_json (file, "export", "share", out, "1", "2", "--list", NULL);
  g_assert_cmpuint (cli_member_length (two, "files"), ==, 3 + 2);
  text = cli_call ("--library", file, "export", "share", out, "1", "--list", NULL);
  cli_assert_done (&text);
  g_assert_nonnull (strstr (text.out, "recording-001.csv"));
  g_assert_nonnull (strstr (text.out, "birth date"));
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
}

/* The local days of all recordings. Returns: (transfer full) (element-type utf8): each once */
static GPtrArray *
list_days (const char *library)
{
  g_autoptr (JsonNode) ecgs = cli_call_json (library, "ecgs", NULL);
  GPtrArray *days = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < cli_length (ecgs); i++)
    {
      char *day = g_strndup (json_object_get_string_member (cli_element (ecgs, i), "time"), 10);

      if (days->len > 0 && strcmp (g_ptr_array_index (days, days->len - 1), day) == 0)
        g_free (day);
      else
        g_ptr_array_add (days, day);
    }
  return days;
}

static JsonNode *
train (const char *library,
       const char *mode,
       const char *net,
       const char *weights)
{
  g_autoptr (GPtrArray) days = list_days (library);
  g_autofree char *training = NULL, *validation = NULL;

  g_assert_cmpuint (days->len, ==, MORNINGS_DAYS);
  training = g_strdup_printf ("--train-days=%s,%s,%s", (char *) days->pdata[0],
                              (char *) days->pdata[1], (char *) days->pdata[2]);
  validation = g_strdup_printf ("--val-days=%s", (char *) days->pdata[3]);
  return cli_call_json (library, "comparator", "train", mode, net, "--epochs=1", "--seed=3",
                        training, validation, "--save", weights, NULL);
}

static void
assert_same_number (JsonNode   *a,
                    JsonNode   *b,
                    const char *name)
{
  g_assert_cmpfloat (json_object_get_double_member (json_node_get_object (a), name), ==,
                     json_object_get_double_member (json_node_get_object (b), name));
}

/* Trained on what came out of the zip it is the same model, bit by bit, and answers the same. */
static void
test_same_model (void)
{
  static const char *const rules[][2] = { { "--mode=published", "--net=comparator" },
                                          { "--mode=default", "--net=logistic" } };
  g_autofree char *own = mornings_copy ("own.beatwise"), *theirs = cli_path ("theirs.beatwise");
  g_autofree char *out = cli_path ("share.zip");
  g_autoptr (JsonNode) written = cli_call_json (own, "export", "share", out, NULL);
  g_autoptr (JsonNode) first = cli_call_json (theirs, "import", out, NULL);
  g_autoptr (JsonNode) again = cli_call_json (theirs, "import", out, NULL);
  g_autoptr (JsonNode) info = cli_call_json (theirs, "info", NULL);

  cli_assert_keys (json_node_get_object (written),
                   "path:s kind:s size_bytes:i fasting:i glucose:i unlabelled:i files:a");
  g_assert_cmpint (cli_get_int (first, "ecgs"), ==, N_RECORDINGS);
  g_assert_cmpuint (cli_member_length (first, "problems"), ==, 0);
  g_assert_cmpuint (cli_member_length (again, "problems"), ==, 0);
  g_assert_cmpint (cli_get_int (info, "ecgs"), ==, N_RECORDINGS);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *a = cli_path ("own.safetensors"), *b = cli_path ("theirs.safetensors");
      g_autofree char *one = NULL, *other = NULL;
      g_autoptr (JsonNode) ours = train (own, rules[i][0], rules[i][1], a);
      g_autoptr (JsonNode) trained = train (theirs, rules[i][0], rules[i][1], b);
      g_autoptr (JsonNode) p = cli_call_json (own, "comparator", "predict", NULL);
      g_autoptr (JsonNode) q = cli_call_json (theirs, "comparator", "predict", NULL);
      gsize n, m;

      assert_same_number (ours, trained, "val_beat_accuracy");
      assert_same_number (ours, trained, "val_wave_accuracy");
      g_assert_cmpint (cli_get_int (ours, "train_beats"), ==, cli_get_int (trained, "train_beats"));
      g_assert_cmpuint (cli_length (p), ==, N_RECORDINGS);
      g_assert_cmpuint (cli_length (q), ==, N_RECORDINGS);
      for (guint j = 0; j < N_RECORDINGS; j++)
        g_assert_true (json_node_equal (json_object_get_member (cli_element (p, j), "probability"),
                                        json_object_get_member (cli_element (q, j), "probability")));
      g_assert_true (g_file_get_contents (a, &one, &n, NULL));
      g_assert_true (g_file_get_contents (b, &other, &m, NULL));
      /* But for what is said of it, which has days. */
      g_assert_cmpuint (n, >, 1000);
      g_assert_cmpmem (one + n - 1000, 1000, other + m - 1000, 1000);
    }
}

/* Into the library that it came from. */
static void
test_own (void)
{
  g_autofree char *file = mornings_copy ("back.beatwise"), *out = cli_path ("back.zip");
  g_auto (Run) text = { 0 }, imported = { 0 };
  g_autoptr (JsonNode) info = NULL;

  text = cli_call ("--library", file, "export", "share", out, NULL);
  cli_assert_done (&text);
  g_assert_nonnull (strstr (text.out, "27 ECG recordings"));
  imported = cli_call ("--library", file, "import", out, NULL);
  cli_assert_done (&imported);
  g_assert_nonnull (strstr (imported.out, "under another date"));
  info = cli_call_json (file, "info", NULL);
  g_assert_cmpint (cli_get_int (info, "ecgs"), ==, N_RECORDINGS);
}

static void
test_usage (void)
{
  static const struct
  {
    int status;
    const char *words[4];
  } rows[] = {
    { 2, { "share" } },
    { 2, { "share", "x.zip", "one" } },
    { 2, { "share", "x.zip", "--ecg=1" } },
    { 2, { "share", "x.zip", "--with-name" } },
    { 2, { "share", "x.zip", "--from=once" } },
    { 2, { "labels", "x.csv", "--labelled" } },
    { 2, { "labels", "x.csv", "--list" } },
    { 2, { "png", "x.png", "--with-notes" } },
    { 2, { "png", "x.png", "a.txt", "b.txt" } },
    { 1, { "share", "x.zip", "999" } },
    { 1, { "share", "x.zip", "--from=2099-01-01" } },
    { 1, { "share", "/nonexistent/x.zip" } },
    { 1, { "share", "/dev/stdout" } },
  };
  g_autofree char *file = mornings_copy ("usage.beatwise");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Run) run = cli_call ("--library", file, "export", rows[i].words[0], rows[i].words[1],
                                   rows[i].words[2], rows[i].words[3], NULL);

      g_assert_cmpint (run.status, ==, rows[i].status);
      g_assert_cmpstr (run.out, ==, "");
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
      g_assert_false (g_file_test ("x.zip", G_FILE_TEST_EXISTS));
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
  mornings_make ();
  g_test_add_func ("/cli/share/list", test_list);
  g_test_add_func ("/cli/share/same-model", test_same_model);
  g_test_add_func ("/cli/share/own", test_own);
  g_test_add_func ("/cli/share/usage", test_usage);
  status = g_test_run ();
  mornings_free ();
  cli_tear_down ();
  return status;
}
