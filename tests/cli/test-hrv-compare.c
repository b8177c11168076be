/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "cli-run.h"

#include <math.h>
#include <string.h>

static char *library, *calm, *tense;

/* A breath of some depth around a mean, in whole milliseconds. */
static void
write_intervals (const char *path,
                 guint       n,
                 double      mean_ms,
                 double      depth_ms)
{
  GString *text = g_string_new (NULL);
  double time_ms = 0;

  for (guint i = 0; i < n; i++)
    {
      int rr_ms = (int) lround (mean_ms + depth_ms * sin (2 * G_PI * 0.25 * time_ms / 1000)
                                + 10 * sin (2 * G_PI * 0.09 * time_ms / 1000)
                                + ((i * 7919) % 13) - 6);

      time_ms += rr_ms;
      g_string_append_printf (text, "%d\n", rr_ms);
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_string_free (text, TRUE);
}

static JsonObject *
find (JsonNode   *node,
      const char *metric)
{
  JsonArray *all
      = json_object_get_array_member (json_node_get_object (node), "difference");

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *one = json_array_get_object_element (all, i);

      if (g_str_equal (json_object_get_string_member (one, "metric"), metric))
        return one;
    }
  g_assert_not_reached ();
}

static void
test_json (void)
{
  g_autoptr (JsonNode) both = cli_call_json (library, "hrv", calm, "--compare", tense, NULL);
  g_autoptr (JsonNode) a = cli_call_json (library, "hrv", calm, NULL);
  g_autoptr (JsonNode) b = cli_call_json (library, "hrv", tense, NULL);
  g_autoptr (JsonNode) again = cli_call_json (library, "hrv", calm, "--compare", tense, NULL);
  JsonObject *object = json_node_get_object (both), *rmssd = find (both, "rmssd_ms");
  JsonObject *hf = find (both, "welch.hf_ms2");

  /* What hrv says of A alone, and what differs. */
  g_assert_cmpfloat (json_object_get_double_member (object, "rmssd_ms"), ==,
                     json_object_get_double_member (json_node_get_object (a), "rmssd_ms"));
  cli_assert_keys (json_object_get_object_member (object, "other"),
                   "kind:s id:I title:s time:T from_s:d to_s:d n:i artefacts:i duration_s:d notes:a");
  cli_assert_keys (rmssd, "metric:s a:D b:D kind:s value:D low:D high:D b_is:S");
  bw_assert_near (json_object_get_double_member (rmssd, "a"),
                  json_object_get_double_member (json_node_get_object (a), "rmssd_ms"), 1e-9);
  bw_assert_near (json_object_get_double_member (rmssd, "b"),
                  json_object_get_double_member (json_node_get_object (b), "rmssd_ms"), 1e-9);
  bw_assert_near (json_object_get_double_member (rmssd, "value"),
                  json_object_get_double_member (rmssd, "b")
                      - json_object_get_double_member (rmssd, "a"),
                  1e-9);
  g_assert_cmpfloat (json_object_get_double_member (rmssd, "low"), <,
                     json_object_get_double_member (rmssd, "value"));
  g_assert_cmpfloat (json_object_get_double_member (rmssd, "value"), <,
                     json_object_get_double_member (rmssd, "high"));
  g_assert_cmpstr (json_object_get_string_member (rmssd, "kind"), ==, "difference");
  g_assert_cmpstr (json_object_get_string_member (rmssd, "b_is"), ==, "lower");
  g_assert_cmpstr (json_object_get_string_member (hf, "kind"), ==, "ratio");
  bw_assert_near (json_object_get_double_member (hf, "value"),
                  json_object_get_double_member (hf, "b") / json_object_get_double_member (hf, "a"),
                  1e-9);
  g_assert_cmpfloat (json_object_get_double_member (hf, "high"), <, 1);
  g_assert_nonnull (strstr (json_object_get_string_member (object, "text"), "lower in B than in A"));
  g_assert_cmpuint (cli_member_length (both, "cautions"), >=, 1);

  g_assert_cmpfloat (json_object_get_double_member (rmssd, "low"), ==,
                     json_object_get_double_member (find (again, "rmssd_ms"), "low"));
}

/* Two stretches of one file. */
static void
test_stretches (void)
{
  g_autoptr (JsonNode) parts
      = cli_call_json (library, "hrv", calm, "--from", "0", "--to", "2:00", "--compare", calm,
                       "--compare-from", "150", "--compare-to", "4:30", NULL);
  g_autoptr (JsonNode) same = cli_call_json (library, "hrv", calm, "--compare", calm, NULL);
  JsonObject *other
      = json_object_get_object_member (json_node_get_object (parts), "other");

  g_assert_cmpfloat (json_object_get_double_member (other, "from_s"), ==, 150);
  g_assert_cmpfloat (json_object_get_double_member (other, "to_s"), ==, 270);
  g_assert_cmpfloat (json_object_get_double_member (other, "duration_s"), <=, 120);
  g_assert_cmpstr (json_object_get_string_member (other, "title"), ==, "calm.txt, 2:30 to 4:30");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (same), "text"), ==,
                   "A and B are the same beats: there is nothing to compare.");
}

static void
test_library (void)
{
  g_autoptr (JsonNode) readings = cli_call_json (library, "readings", NULL);
  JsonObject *first = cli_element (readings, 0), *last
      = cli_element (readings, cli_length (readings) - 1);
  g_autofree char *id = g_strdup_printf (
      "%lld", (long long) json_object_get_int_member (first, "id"));
  g_autofree char *other = g_strdup_printf (
      "reading:%lld", (long long) json_object_get_int_member (last, "id"));
  g_autoptr (JsonNode) both
      = cli_call_json (library, "hrv", "--reading", id, "--compare", other, NULL);
  g_autoptr (JsonNode) mixed = cli_call_json (library, "hrv", calm, "--compare", other, NULL);
  JsonObject *told = json_object_get_object_member (json_node_get_object (both), "other");

  g_assert_cmpstr (json_object_get_string_member (told, "kind"), ==, "reading");
  g_assert_cmpint (json_object_get_int_member (told, "id"), ==,
                   json_object_get_int_member (last, "id"));
  /* Of its first beat, a moment after the reading begins. */
  g_assert_cmpstr (json_object_get_string_member (told, "time"), >=,
                   json_object_get_string_member (last, "time"));
  g_assert_cmpint (strncmp (json_object_get_string_member (told, "time"),
                            json_object_get_string_member (last, "time"), 16),
                   ==, 0);
  g_assert_nonnull (mixed);
}

/* The rate is that of an ECG; what it is compared with needs none. */
static void
test_rate (void)
{
  g_autofree char *ecg = cli_path ("ecg.csv");
  g_auto (Run) made = cli_call ("--library", library, "export", "csv", ecg, "--ecg", "1", NULL);
  g_auto (Run) run = cli_call ("hrv", ecg, "--rate", "512", "--compare", calm, NULL);
  g_auto (Run) turned = cli_call ("hrv", calm, "--compare", ecg, NULL);

  cli_assert_done (&made);
  cli_assert_done (&run);
  cli_assert_done (&turned);
}

static void
test_text (void)
{
  g_auto (Run) run = cli_call ("--library", library, "hrv", calm, "--compare", tense, NULL);

  cli_assert_done (&run);
  g_assert_true (g_str_has_prefix (run.out, "A: calm.txt\nB: tense.txt\nRMSSD was "));
  g_assert_nonnull (strstr (run.out, "95 % interval"));
  g_assert_nonnull (strstr (run.out, "× 0."));
  g_assert_nonnull (strstr (run.out, "how sure the difference"));
}

/* What makes no sense is told of, in one line. */
static void
test_wrong (void)
{
  static const struct
  {
    const char *words[6];
    int status;
  } cases[] = {
    { { "--compare-from", "5" }, 2 },
    { { "--compare-to", "5" }, 2 },
    { { "--track", "--compare", "calm" }, 2 },
    { { "--compare", "reading:99999999" }, 1 },
    { { "--compare", "ecg:99999999" }, 1 },
    { { "--compare", "rr:99999999" }, 1 },
    { { "--compare", "reading:abc" }, 2 },
    { { "--compare", "reading:" }, 2 },
    { { "--compare", "nowhere.txt" }, 1 },
    { { "--compare", "calm", "--compare-from", "9:00:00" }, 2 },
    { { "--compare", "calm", "--compare-from", "60", "--compare-to", "50" }, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *words[6] = { 0 };
      g_auto (Run) run = { 0 };

      for (guint w = 0; w < G_N_ELEMENTS (words); w++)
        words[w] = g_strcmp0 (cases[i].words[w], "calm") == 0 ? calm : cases[i].words[w];
      run = cli_call ("--library", library, "hrv", calm, words[0], words[1], words[2], words[3],
                      words[4], words[5], NULL);
      if (run.status != cases[i].status)
        g_test_message ("%s %s: %s", words[0], words[1], run.err);
      g_assert_cmpint (run.status, ==, cases[i].status);
      g_assert_cmpuint (cli_count_lines (run.err), >=, 1);
      g_assert_cmpuint (strlen (run.out), ==, 0);
    }
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
  calm = cli_path ("calm.txt");
  tense = cli_path ("tense.txt");
  write_intervals (calm, 360, 900, 50);
  write_intervals (tense, 420, 750, 15);
  {
    g_auto (Run) made = cli_call ("sample", sample, "--days=30", NULL);
    g_autoptr (JsonNode) imported = cli_call_json (library, "import", sample, NULL);

    cli_assert_done (&made);
    g_assert_nonnull (imported);
  }
  g_test_add_func ("/cli/hrv-compare/json", test_json);
  g_test_add_func ("/cli/hrv-compare/rate", test_rate);
  g_test_add_func ("/cli/hrv-compare/stretches", test_stretches);
  g_test_add_func ("/cli/hrv-compare/library", test_library);
  g_test_add_func ("/cli/hrv-compare/text", test_text);
  g_test_add_func ("/cli/hrv-compare/wrong", test_wrong);
  status = g_test_run ();
  g_free (library);
  g_free (calm);
  g_free (tense);
  cli_tear_down ();
  return status;
}
