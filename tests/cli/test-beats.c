/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-run.h"

#include "bw-test.h"

#include <string.h>

/* Beats listed and edited, and hrv of what comes of it. */

static char *library; /* of a simulated person; tests leave it as they found it */

#define READING "12"

static double
get_double (JsonNode   *object,
            const char *key)
{
  return json_object_get_double_member (json_node_get_object (object), key);
}

static JsonObject *
get_beat (JsonNode *beats,
          guint     i)
{
  return json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (beats), "beats"), i);
}

static const char *
get_by_hand (JsonNode *beats,
             guint     i)
{
  JsonNode *node = json_object_get_member (get_beat (beats, i), "by_hand");

  return JSON_NODE_HOLDS_NULL (node) ? NULL : json_node_get_string (node);
}

/* As `readings` has it. Returns: (transfer full) */
static JsonNode *
get_reading (gint64 id)
{
  g_autoptr (JsonNode) all = cli_call_json (library, "readings", NULL);

  for (guint i = 0; i < cli_length (all); i++)
    if (json_object_get_int_member (cli_element (all, i), "id") == id)
      return json_node_copy (json_array_get_element (json_node_get_array (all), i));
  g_assert_not_reached ();
}

static void
test_list (void)
{
  g_autoptr (JsonNode) beats = cli_call_json (library, "beats", "--reading", READING, NULL);
  g_autoptr (JsonNode) part = cli_call_json (library, "beats", "--reading", READING, "--from", "10",
                                             "--to", "0:20.5", NULL);
  g_autoptr (JsonNode) reading = get_reading (12);
  g_auto (Run) text = cli_call ("--library", library, "beats", "--reading", READING, NULL);
  JsonObject *object = json_node_get_object (beats);
  guint n = cli_member_length (beats, "beats"), n_part = 0;
  double time = -1;

  cli_assert_keys (object, "time:t threshold:s edits:i artefacts:i beats:a notes:a");
  g_assert_cmpint (cli_get_int (reading, "beats"), ==, n);
  g_assert_cmpint (cli_get_int (reading, "artefacts"), ==, cli_get_int (beats, "artefacts"));
  for (guint i = 0; i < n; i++)
    {
      JsonObject *beat = get_beat (beats, i);

      cli_assert_keys (beat, "beat:i time_s:d rr_ms:D verdict:S found:S by_hand:S removed:b");
      g_assert_cmpint (json_object_get_int_member (beat, "beat"), ==, i);
      g_assert_cmpfloat (json_object_get_double_member (beat, "time_s"), >, time);
      if (!json_object_get_null_member (beat, "rr_ms"))
        bw_assert_near (json_object_get_double_member (beat, "rr_ms"),
                        1000 * (json_object_get_double_member (beat, "time_s") - time), 1e-6);
      time = json_object_get_double_member (beat, "time_s");
      n_part += time >= 10 && time <= 20.5;
      g_assert_null (get_by_hand (beats, i));
    }
  g_assert_cmpuint (cli_member_length (part, "beats"), ==, n_part);
  g_assert_cmpuint (n_part, >, 5);
  cli_assert_done (&text);
  g_assert_cmpuint (cli_count_lines (text.out), ==, n + 2);
}

/* From the edit through the reading's own numbers to the hours that the forecast is made of, and back to
 * the bit. */
static void
test_edit (void)
{
  g_autoptr (JsonNode) beats = NULL, changed = NULL, restored = NULL, reset = NULL;
  g_autoptr (JsonNode) hrv_before = cli_call_json (library, "hrv", "--reading", READING, NULL);
  g_autoptr (JsonNode) hours_before = cli_call_json (library, "hourly", NULL);
  g_autoptr (JsonNode) before = get_reading (12);
  g_autoptr (JsonNode) hrv = NULL, plain = NULL, hours = NULL, after = NULL, again = NULL;
  g_autoptr (JsonNode) check = NULL, hours_after = NULL, hrv_after = NULL;
  g_autoptr (JsonNode) trend_before = cli_call_json (library, "trend", NULL);
  g_autoptr (JsonNode) trend = NULL, trend_after = NULL;
  double middle;
  g_autofree char *insert = NULL, *move = NULL;
  guint n_changed = 0;

  beats = cli_call_json (library, "beats", "--reading", READING, NULL);
  middle = (json_object_get_double_member (get_beat (beats, 39), "time_s")
            + json_object_get_double_member (get_beat (beats, 40), "time_s"))
           / 2;
  insert = g_strdup_printf ("%.6f", middle);
  move = g_strdup_printf ("9=%.3f", json_object_get_double_member (get_beat (beats, 9), "time_s")
                                      + 0.1);
  /* all numbers are those of the list above, whatever comes before and after */
  changed = cli_call_json (library, "beats", "--reading", READING, "--insert", insert, "--delete",
                           "45", "--merge", "50", "--split", "20:2", "--mark", "30-31=ectopic",
                           "--move", move, NULL);
  g_assert_cmpint (cli_get_int (changed, "edits"), ==, 7);
  g_assert_cmpuint (cli_member_length (changed, "beats"), ==, cli_member_length (beats, "beats") + 2);
  g_assert_cmpstr (get_by_hand (changed, 9), ==, "move");
  g_assert_cmpstr (get_by_hand (changed, 20), ==, "insert");
  g_assert_cmpstr (get_by_hand (changed, 31), ==, "mark");
  g_assert_cmpstr (get_by_hand (changed, 32), ==, "mark");
  g_assert_cmpstr (json_object_get_string_member (get_beat (changed, 32), "verdict"), ==, "ectopic");
  g_assert_cmpstr (get_by_hand (changed, 41), ==, "insert");
  g_assert_cmpstr (get_by_hand (changed, 47), ==, "delete");
  g_assert_cmpstr (get_by_hand (changed, 52), ==, "merge");
  g_assert_true (json_object_get_null_member (get_beat (changed, 48), "rr_ms"));
  g_assert_false (json_object_get_null_member (get_beat (changed, 53), "rr_ms"));

  hrv = cli_call_json (library, "hrv", "--reading", READING, NULL);
  g_assert_cmpint (cli_get_int (hrv, "edits"), ==, 7);
  after = get_reading (12);
  g_assert_true (get_double (after, "rmssd_ms") != get_double (before, "rmssd_ms"));
  bw_assert_near (get_double (after, "rmssd_ms"), get_double (hrv, "rmssd_unbiased_ms"), 1e-9);
  g_assert_cmpint (cli_get_int (after, "artefacts"), ==, cli_get_int (hrv, "artefacts"));
  g_assert_true (json_object_get_boolean_member (json_node_get_object (after), "edited"));
  g_assert_false (json_object_get_boolean_member (json_node_get_object (before), "edited"));
  plain = cli_call_json (library, "hrv", "--reading", READING, "--without-edits", NULL);
  g_assert_true (json_node_equal (plain, hrv_before));

  hours = cli_call_json (library, "hourly", NULL);
  for (guint i = 0; i < cli_length (hours); i++)
    n_changed += !json_object_equal (cli_element (hours, i), cli_element (hours_before, i));
  g_assert_cmpuint (n_changed, ==, 1);
  trend = cli_call_json (library, "trend", NULL);
  g_assert_false (json_node_equal (trend, trend_before));
  check = cli_call_json (library, "check", NULL);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (check), "ok"));

  restored = cli_call_json (library, "beats", "--reading", READING, "--restore", "0-41", NULL);
  g_assert_cmpint (cli_get_int (restored, "edits"), ==, 2);
  g_assert_cmpstr (get_by_hand (restored, 45), ==, "delete");
  reset = cli_call_json (library, "beats", "--reading", READING, "--reset", NULL);
  g_assert_true (json_node_equal (reset, beats));
  again = get_reading (12);
  g_assert_true (json_node_equal (again, before));
  hours_after = cli_call_json (library, "hourly", NULL);
  g_assert_true (json_node_equal (hours_after, hours_before));
  trend_after = cli_call_json (library, "trend", NULL);
  g_assert_true (json_node_equal (trend_after, trend_before));
  hrv_after = cli_call_json (library, "hrv", "--reading", READING, NULL);
  g_assert_true (json_node_equal (hrv_after, hrv_before));
}

/* Several programs that edit one rhythm at once come one after the other: no edit is lost. */
static void
test_at_once (void)
{
  enum { N_PROGRAMS = 8 };
  GSubprocess *processes[N_PROGRAMS];
  g_autoptr (JsonNode) beats = NULL;
  g_auto (Run) reset = { 0 };

  for (guint i = 0; i < N_PROGRAMS; i++)
    {
      g_autofree char *mark = g_strdup_printf ("%u=ectopic", 10 + i);
      const char *words[] = { cli_program (), "--library", library, "beats", "--reading", READING,
                              "--mark", mark, NULL };

      processes[i] = cli_start (NULL, words);
    }
  for (guint i = 0; i < N_PROGRAMS; i++)
    {
      g_auto (Run) run = { 0 };

      cli_finish (processes[i], &run);
      cli_assert_done (&run);
      g_object_unref (processes[i]);
    }
  beats = cli_call_json (library, "beats", "--reading", READING, NULL);
  g_assert_cmpint (cli_get_int (beats, "edits"), ==, N_PROGRAMS);
  reset = cli_call ("--library", library, "beats", "--reading", READING, "--reset", NULL);
  cli_assert_done (&reset);
}

/* A threshold is kept where that is said, and then holds wherever the rhythm is looked at. */
static void
test_keep (void)
{
  g_autoptr (JsonNode) looked = cli_call_json (library, "beats", "--ecg", "1", "--threshold",
                                               "strict", NULL);
  g_autoptr (JsonNode) plain = cli_call_json (library, "hrv", "--ecg", "1", NULL);
  g_auto (Run) kept = cli_call ("--library", library, "beats", "--ecg", "1", "--threshold", "none",
                                "--keep", NULL);
  g_autoptr (JsonNode) other = cli_call_json (library, "hrv", "--ecg", "1", NULL);
  g_autoptr (JsonNode) standard = cli_call_json (library, "hrv", "--ecg", "1", "--threshold",
                                                 "standard", NULL);
  g_auto (Run) reset = cli_call ("--library", library, "beats", "--ecg", "1", "--reset", NULL);
  g_autoptr (JsonNode) again = cli_call_json (library, "hrv", "--ecg", "1", NULL);

  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (looked), "threshold"), ==,
                   "strict");
  cli_assert_done (&kept);
  cli_assert_done (&reset);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (other), "threshold"), ==,
                   "none");
  g_assert_cmpint (cli_get_int (other, "artefacts"), ==, 0);
  g_assert_true (json_node_equal (standard, plain));
  g_assert_true (json_node_equal (again, plain));
}

/* A stretch is told in seconds, minutes or by the clock; the whole one is all of it. */
static void
test_stretch (void)
{
  g_autoptr (JsonNode) beats = cli_call_json (library, "beats", "--reading", READING, NULL);
  const char *start = json_object_get_string_member (json_node_get_object (beats), "time");
  g_autoptr (GDateTime) begun = g_date_time_new_from_iso8601 (start, NULL);
  g_autoptr (GDateTime) later = g_date_time_add_seconds (begun, 40);
  g_autofree char *clock = g_date_time_format (later, "@%H:%M:%S");
  g_autoptr (JsonNode) whole = cli_call_json (library, "hrv", "--reading", READING, NULL);
  g_autoptr (JsonNode) seconds = cli_call_json (library, "hrv", "--reading", READING, "--from", "5",
                                                "--to", "40", NULL);
  g_autoptr (JsonNode) minutes = cli_call_json (library, "hrv", "--reading", READING, "--from",
                                                "0:05", "--to", "0:00:40", NULL);
  g_autoptr (JsonNode) to_clock = cli_call_json (library, "hrv", "--reading", READING, "--from", "5",
                                                 "--to", clock, NULL);
  g_autoptr (JsonNode) track = cli_call_json (library, "hrv", "--reading", READING, "--track", NULL);
  g_auto (Run) behind = cli_call ("--library", library, "hrv", "--reading", READING, "--from", "5:00",
                                  NULL);

  g_assert_cmpint (behind.status, ==, 2);
  g_assert_nonnull (strstr (behind.err, "behind the last beat, 0:5"));
  g_assert_true (json_node_equal (seconds, minutes));
  g_assert_cmpint (cli_get_int (seconds, "n"), <, cli_get_int (whole, "n"));
  bw_assert_near (get_double (seconds, "from_s"), 5, 0);
  bw_assert_near (get_double (seconds, "to_s"), 40, 0);
  g_assert_cmpfloat (get_double (seconds, "duration_s"), <=, 35);
  bw_assert_near (get_double (to_clock, "to_s"), 40, 1);
  bw_assert_near (get_double (whole, "from_s"), 0, 0);
  cli_assert_keys (json_node_get_object (whole), "n:i beats:i edits:i threshold:s detrended:b"
                                                 " window_s:d from_s:d to_s:d trust:o norms:o"
                                                 " cvnn_percent:D median_nn_ms:D ellipse_ms2:D");
  g_assert_cmpstr (json_object_get_string_member (
                       json_object_get_object_member (json_node_get_object (whole), "trust"),
                       "welch.vlf_ms2"),
                   ==, "none");
  g_assert_true (json_object_has_member (json_node_get_object (track), "track"));
  g_assert_false (json_object_has_member (json_node_get_object (whole), "track"));
}

/* A day's record: the track covers it, the norms of a day hold. */
static void
test_day (void)
{
  g_autofree char *file = bw_test_shared ("data/hrv/nsr001_rr_s.txt");
  g_autoptr (JsonNode) day = NULL;
  g_autoptr (JsonNode) hour = NULL;
  JsonObject *norms, *track;
  guint n;

  if (file == NULL)
    return;
  day = cli_call_json (library, "hrv", file, "--track", NULL);
  norms = json_object_get_object_member (json_node_get_object (day), "norms");
  bw_assert_near (json_object_get_double_member (
                      json_object_get_object_member (norms, "sdnn_ms"), "low"),
                  85, 10); /* 141 ± 39, which is log-normal */
  n = cli_member_length (day, "track");
  g_assert_cmpuint (n, >, 1300);
  track = json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (day), "track"), n / 2);
  cli_assert_keys (track, "time_s:d mean_hr_bpm:D sdnn_ms:D rmssd_ms:D lf_ms2:D hf_ms2:D lf_hf:D");
  hour = cli_call_json (library, "hrv", file, "--from", "12:00:00", "--to", "13:00:00", NULL);
  bw_assert_near (get_double (hour, "duration_s"), 3600, 3);
  g_assert_cmpuint (json_object_get_size (json_object_get_object_member (
                        json_node_get_object (hour), "norms")),
                    ==, 0);
}

static void
assert_wrong (const char *const *words,
              int                status)
{
  const char *all[16] = { cli_program (), "--library", library };
  guint n = 3;
  g_auto (Run) run = { 0 };
  GSubprocess *process;

  for (guint i = 0; words[i] != NULL; i++)
    all[n++] = words[i];
  process = cli_start (NULL, all);
  cli_finish (process, &run);
  g_object_unref (process);
  if (run.status != status)
    g_error ("%s %s %s %s ended with %d: %s", words[0], words[1], words[2],
             words[3] != NULL ? words[3] : "", run.status, run.err);
  g_assert_cmpstr (run.out, ==, "");
  g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
}

static void
test_usage (void)
{
  static const char *const calls[][8] = {
    { "beats" },
    { "beats", "--reading", READING, "--ecg", "1" },
    { "beats", "x.txt", "--reading", READING },
    { "beats", "x.txt", "--delete", "3" },
    { "beats", "x.txt", "--without-edits" },
    { "beats", "--reading", "twelve" },
    { "beats", "--reading", READING, "--rate", "512" },
    { "beats", "--reading", READING, "--from", "soon" },
    { "beats", "--reading", READING, "--from", "-1" },
    { "beats", "--reading", READING, "--from", "1:60" },
    { "beats", "--reading", READING, "--from", "1.5:30" },
    { "beats", "--reading", READING, "--from", "1:2:3:4" },
    { "beats", "--reading", READING, "--from", ":30" },
    { "beats", "--reading", READING, "--from", "1:" },
    { "beats", "--reading", READING, "--from", "0x10" },
    { "beats", "--reading", READING, "--from", "nan" },
    { "beats", "--reading", READING, "--from", "@25:00" },
    { "beats", "--reading", READING, "--from", "@7" },
    { "beats", "--reading", READING, "--from", "@" },
    { "beats", "--reading", READING, "--from", "" },
    { "beats", "--reading", READING, "--from", "999999" },
    { "beats", "--reading", READING, "--from", "20", "--to", "10" },
    { "beats", "--reading", READING, "--threshold", "harsh" },
    { "beats", "--reading", READING, "--threshold", "none", "--no-correction" },
    { "beats", "--reading", READING, "--window", "1" },
    { "beats", "--reading", READING, "--window", "inf" },
    { "beats", "--reading", READING, "--delete", "x" },
    { "beats", "--reading", READING, "--delete", "-1" },
    { "beats", "--reading", READING, "--delete", "5-7" },
    { "beats", "--reading", READING, "--delete", "61000" },
    { "beats", "--reading", READING, "--delete", "99999999999999999999999" },
    { "beats", "--reading", READING, "--mark", "5" },
    { "beats", "--reading", READING, "--mark", "5=fine" },
    { "beats", "--reading", READING, "--mark", "7-5=normal" },
    { "beats", "--reading", READING, "--mark", "5-=normal" },
    { "beats", "--reading", READING, "--move", "5" },
    { "beats", "--reading", READING, "--move", "5=" },
    { "beats", "--reading", READING, "--split", "5:" },
    { "beats", "--reading", READING, "--split", "5:2:2" },
    { "beats", "--reading", READING, "--restore", "5-" },
    { "beats", "--reading", READING, "--insert", "here" },
    { "beats", "--reading", READING, "--delete", "5", "--from", "3" },
    { "beats", "--reading", READING, "--delete", "5", "--without-edits" },
    { "beats", "--reading", READING, "--delete", "5", "--threshold", "strict" },
    { "beats", "--reading", READING, "--reset", "--keep" },
    { "hrv", "--rr", "1", "--reading", "1" },
    { "hrv", "--rr", "1", "--rate", "512" },
    { "hrv", "x.txt", "--without-edits" },
    { "hrv", "--reading", READING, "--to", "0" },
  };
  static const char *const impossible[][8] = {
    { "beats", "--reading", "123456" },
    { "beats", "--rr", "1" },
    { "beats", "--ecg", "-1" },
    { "beats", "--reading", READING, "--merge", "0" },
    { "beats", "--reading", READING, "--move", "5=50" },
    { "beats", "--reading", READING, "--move", "5=@07:30" },
    { "beats", "--reading", READING, "--insert", "900000" },
    { "beats", "--reading", READING, "--insert", "0" },
    { "beats", "--reading", READING, "--split", "0" },
    { "beats", "--reading", READING, "--split", "5:0" },
    { "beats", "--reading", READING, "--split", "5:4000000000" },
    { "beats", "--reading", READING, "--delete", "5", "--delete", "5" },
    { "beats", "--reading", READING, "--delete", "5", "--merge", "5" },
    { "hrv", "--rr", "77" },
  };
  g_autoptr (JsonNode) before = cli_call_json (library, "beats", "--reading", READING, NULL);
  g_autoptr (JsonNode) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    assert_wrong (calls[i], 2);
  for (guint i = 0; i < G_N_ELEMENTS (impossible); i++)
    assert_wrong (impossible[i], 1);
  /* and nothing of a call that failed was kept */
  after = cli_call_json (library, "beats", "--reading", READING, NULL);
  g_assert_true (json_node_equal (before, after));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *sample = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 2;
  sample = cli_path ("sample.zip");
  library = cli_path ("beats.beatwise");
  {
    g_auto (Run) made = cli_call ("sample", sample, "--days", "30", NULL);
    g_auto (Run) imported = cli_call ("--library", library, "import", sample, NULL);

    cli_assert_done (&made);
    cli_assert_done (&imported);
  }
  g_test_add_func ("/cli/beats/list", test_list);
  g_test_add_func ("/cli/beats/edit", test_edit);
  g_test_add_func ("/cli/beats/at-once", test_at_once);
  g_test_add_func ("/cli/beats/keep", test_keep);
  g_test_add_func ("/cli/beats/stretch", test_stretch);
  g_test_add_func ("/cli/beats/day", test_day);
  g_test_add_func ("/cli/beats/usage", test_usage);
  status = g_test_run ();
  g_free (library);
  cli_tear_down ();
  return status;
}
