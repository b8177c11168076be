/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-run.h"

#include "bw-test.h"

#include <math.h>
#include <string.h>

static char *sample;  /* an export of the default person */
static char *library; /* that export, imported once; not changed by any test */

static void
test_help (void)
{
  static const char *const verbs[][2] = {
    { "sample", NULL }, { "import", NULL },  { "info", NULL },      { "readings", NULL },
    { "hourly", NULL }, { "hrv", NULL },     { "ecgs", NULL },      { "label", NULL },
    { "check", NULL },  { "export", NULL },  { "forecast", "run" }, { "forecast", "train" },
    { "rpeaks", NULL }, { "alerts", NULL },  { "alerts", "set" },   { "alerts", "take" },
    { "forecast", "weights" },
  };
  g_auto (Run) general = cli_call ("--help", NULL);
  g_auto (Run) version = cli_call ("--version", NULL);

  cli_assert_done (&general);
  cli_assert_done (&version);
  g_assert_cmpstr (version.out, ==, "beatwise-cli " BW_VERSION "\n");
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_auto (Run) own = { 0 };

      own = verbs[i][1] != NULL ? cli_call (verbs[i][0], verbs[i][1], "--help", NULL)
                                : cli_call (verbs[i][0], "--help", NULL);
      cli_assert_done (&own);
      g_assert_nonnull (strstr (general.out, verbs[i][0]));
      g_assert_nonnull (strstr (own.out, "Usage:"));
      g_assert_nonnull (strstr (own.out, verbs[i][0]));
    }
}

static void
test_usage (void)
{
  static const char *const calls[][6] = {
    { NULL },
    { "nonsense" },
    { "--nonsense", "info" },
    { "--library" },
    { "info", "--json" },
    { "info", "superfluous" },
    { "forecast" },
    { "forecast", "nonsense" },
    { "forecast", "run", "--model", "oracle" },
    { "forecast", "run", "--at", "yesterday" },
    { "forecast", "weights", "--set", "0.5,0.5" },
    { "forecast", "weights", "--set", "0,0.5,0.5" },
    { "forecast", "weights", "--set", "1,1,1", "--reset" },
    { "forecast", "train", "--preset", "huge" },
    { "forecast", "train", "--seed", "-1" },
    { "import" },
    { "import", "x.zip", "--label", "none" },
    { "import", "x.zip", "--rate", "-3" },
    { "import", "x.zip", "--rate", "fast" },
    { "sample" },
    { "sample", "a.zip", "b.zip" },
    { "sample", "a.zip", "--days", "many" },
    { "sample", "a.zip", "--seed", "-1" },
    { "hrv" },
    { "hrv", "x.txt", "--reading", "3" },
    { "hourly", "--from", "2025-02-30" },
    { "readings", "--from", "2025-06-02", "--to", "2025-06-01" },
    { "export", "gif", "x.gif" },
    { "export", "png" },
    { "label", "1" },
    { "label", "1", "hungry" },
    { "label", "one", "fasting" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_auto (Run) run = cli_call (calls[i][0], calls[i][1], calls[i][2], calls[i][3], calls[i][4],
                                   NULL);

      if (run.status != 2)
        g_error ("%s %s: %d %s", calls[i][0], calls[i][1], run.status, run.err);
      g_assert_cmpstr (run.out, ==, "");
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
      g_assert_true (g_str_has_prefix (run.err, "beatwise-cli"));
      g_assert_nonnull (strstr (run.err, "--help"));
    }
}

static void
test_failures (void)
{
  g_autofree char *text = cli_path ("text.txt");
  g_autofree char *absent = cli_path ("absent.zip");
  g_autofree char *fresh = cli_path ("failures.beatwise");
  g_autofree char *left = NULL;
  const char *const calls[][4] = {
    { text, "info" },            /* not a library */
    { fresh, "import", absent }, /* no such file */
    { fresh, "import", text },   /* nothing of ours in it */
    { fresh, "hrv", absent },
    { fresh, "hrv", text },      /* not numbers */
    { fresh, "hrv", "--reading=17" },
    { fresh, "forecast", "run" }, /* no data */
    { fresh, "forecast", "train" },
    { fresh, "label", "17", "fasting" },
    { fresh, "export", "png", absent },
    { fresh, "sample", "/nonexistent/x.zip" },
    { fresh, "sample", absent, "--days=3" },
  };

  g_assert_true (g_file_set_contents (text, "nothing to see\nhere\n", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_auto (Run) run = cli_call ("--json", "--library", calls[i][0], calls[i][1], calls[i][2],
                                   calls[i][3], NULL);

      if (run.status != 1)
        g_error ("%s %s: %d %s", calls[i][1], calls[i][2], run.status, run.err);
      g_assert_cmpstr (run.out, ==, "");
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
    }
  g_assert_true (g_file_get_contents (text, &left, NULL, NULL));
  g_assert_cmpstr (left, ==, "nothing to see\nhere\n");
}

static void
test_sample (void)
{
  g_autofree char *again = cli_path ("again.zip");
  g_auto (Run) run = cli_call ("--json", "sample", again, NULL);
  g_autofree char *a = NULL, *b = NULL;
  gsize n_a, n_b;

  cli_assert_done (&run);
  g_assert_true (g_file_get_contents (sample, &a, &n_a, NULL));
  g_assert_true (g_file_get_contents (again, &b, &n_b, NULL));
  g_assert_cmpmem (a, n_a, b, n_b);
}

#define IMPORT_COUNTS                                                                            \
  "records:i new:i readings:i beats:i ecgs:i ecg_samples:i workouts:i activity_days:i skipped:i" \
  " problems:a seconds:d"

static void
test_import (void)
{
  g_autofree char *file = cli_path ("import.beatwise");
  g_autoptr (JsonNode) first = cli_call_json (file, "import", sample, NULL);
  g_autoptr (JsonNode) second = cli_call_json (file, "import", sample, NULL);
  JsonObject *one = json_node_get_object (first), *two = json_node_get_object (second);
  g_auto (Run) text = { 0 };

  cli_assert_keys (one, IMPORT_COUNTS " files:a");
  cli_assert_keys (json_array_get_object_element (json_object_get_array_member (one, "files"), 0),
                   "path:s format:s " IMPORT_COUNTS);
  g_assert_cmpuint (cli_member_length (first, "problems"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (one, "records"), >, 40000);
  g_assert_cmpint (json_object_get_int_member (one, "new"), ==,
                   json_object_get_int_member (one, "records"));
  g_assert_cmpint (json_object_get_int_member (one, "readings"), >, 600);
  g_assert_cmpint (json_object_get_int_member (one, "ecgs"), >, 50);
  g_assert_cmpint (json_object_get_int_member (one, "workouts"), >, 40);
  g_assert_cmpint (json_object_get_int_member (two, "records"), ==,
                   json_object_get_int_member (one, "records"));
  g_assert_cmpint (json_object_get_int_member (two, "new"), ==, 0);

  text = cli_call ("--library", file, "import", sample, NULL);
  cli_assert_done (&text);
  g_assert_cmpuint (cli_count_lines (text.out), >, 3);
}

/* Commas, a clock of twelve hours and the other season's offset change nothing that is read. */
static void
test_variants (void)
{
  static const char *const verbs[] = { "readings", "ecgs", "hourly" };
  g_autofree char *plain = cli_path ("plain.zip");
  g_autofree char *variant = cli_path ("variant.zip");
  g_autofree char *plain_library = cli_path ("plain.beatwise");
  g_autofree char *variant_library = cli_path ("variant.beatwise");
  g_auto (Run) one = cli_call ("sample", plain, "--days=30", NULL);
  g_auto (Run) two = cli_call ("sample", variant, "--days=30", "--comma", "--12-hour", "--winter",
                               NULL);
  g_autoptr (JsonNode) first = cli_call_json (plain_library, "import", plain, NULL);
  g_autoptr (JsonNode) second = cli_call_json (variant_library, "import", variant, NULL);

  cli_assert_done (&one);
  cli_assert_done (&two);
  g_assert_cmpuint (cli_member_length (second, "problems"), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_auto (Run) a = cli_call ("--library", plain_library, "--json", verbs[i], NULL);
      g_auto (Run) b = cli_call ("--library", variant_library, "--json", verbs[i], NULL);

      cli_assert_done (&a);
      g_assert_cmpuint (strlen (a.out), >, 2000);
      g_assert_cmpstr (a.out, ==, b.out);
    }
}

static void
test_info (void)
{
  g_autoptr (JsonNode) info = cli_call_json (library, "info", NULL);
  JsonObject *object = json_node_get_object (info);
  g_autofree char *fresh = cli_path ("fresh.beatwise");
  g_autoptr (JsonNode) empty = cli_call_json (fresh, "info", NULL);
  g_auto (Run) text = cli_call ("--library", library, "info", NULL);

  cli_assert_done (&text);
  cli_assert_keys (object, "records:i readings:i beats:i ecgs:i labels:o first:t last:t"
                           " size_bytes:i kinds:a imports:a models:a");
  cli_assert_keys (json_object_get_object_member (object, "labels"), "fasting:i glucose:i");
  cli_assert_keys (json_array_get_object_element (json_object_get_array_member (object, "kinds"), 0),
                   "kind:s unit:S count:i first:t last:t");
  cli_assert_keys (json_array_get_object_element (json_object_get_array_member (object, "imports"),
                                                  0),
                   "path:s time:t new:i");
  g_assert_true (g_str_has_suffix (json_object_get_string_member (object, "last"), "+02:00"));

  /* Made where absent, and empty. */
  cli_assert_keys (json_node_get_object (empty), "records:i first:T last:T kinds:a");
  g_assert_true (json_object_get_null_member (json_node_get_object (empty), "first"));
  g_assert_true (g_file_test (fresh, G_FILE_TEST_IS_REGULAR));
}

static void
test_readings (void)
{
  g_autoptr (JsonNode) all = cli_call_json (library, "readings", NULL);
  g_autoptr (JsonNode) day = cli_call_json (library, "readings", "--from", "2025-09-26", "--to",
                                            "2025-09-26", NULL);
  guint used = 0, n = cli_length (all);
  double mean = 0;

  g_assert_cmpuint (n, >, 600);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *reading = cli_element (all, i);

      cli_assert_keys (reading, "id:i time:t offset_min:i beats:i intervals:i rmssd_ms:D"
                                " rmssd_raw_ms:D se_ms:D sdnn_device_ms:D used:b why_not:S");
      g_assert_true (json_object_get_boolean_member (reading, "used")
                     == json_object_get_null_member (reading, "why_not"));
      if (json_object_get_boolean_member (reading, "used"))
        {
          mean += log (json_object_get_double_member (reading, "rmssd_ms"));
          used++;
        }
    }
  g_assert_cmpuint (used, >, n * 9 / 10);
  g_assert_cmpuint (used, <, n);
  bw_assert_near (mean / used, 3.75, 0.25);

  g_assert_cmpuint (cli_length (day), >, 0);
  g_assert_cmpuint (cli_length (day), <, 20);
  for (guint i = 0; i < cli_length (day); i++)
    g_assert_true (g_str_has_prefix (json_object_get_string_member (cli_element (day, i), "time"),
                                     "2025-09-26T"));
}

static void
test_hourly (void)
{
  g_autoptr (JsonNode) hours = cli_call_json (library, "hourly", "--from", "2025-09-20", "--to",
                                              "2025-09-26", NULL);
  guint with_reading = 0, without = 0;

  g_assert_cmpuint (cli_length (hours), ==, 7 * 24);
  for (guint i = 0; i < cli_length (hours); i++)
    {
      JsonObject *hour = cli_element (hours, i);

      cli_assert_keys (hour, "hour:t n:i mean_ms:D min_ms:D max_ms:D ln_mean:D hr_bpm:D steps:D"
                             " active_kcal:D asleep_min:D");
      if (json_object_get_int_member (hour, "n") > 0)
        with_reading++;
      else
        without += json_object_get_null_member (hour, "mean_ms");
    }
  g_assert_cmpuint (with_reading, >, 10);
  g_assert_cmpuint (without, ==, 7 * 24 - with_reading);
  g_assert_cmpstr (json_object_get_string_member (cli_element (hours, 0), "hour"), ==,
                   "2025-09-20T00:00:00+02:00");

  /* Centuries without data are not printed. */
  g_clear_pointer (&hours, json_node_unref);
  hours = cli_call_json (library, "hourly", "--from", "0001-01-01", "--to", "9999-12-31", NULL);
  g_assert_cmpuint (cli_length (hours), <, 160 * 24);
}

static void
test_hrv (void)
{
  static const char bands[] = "vlf_ms2:D lf_ms2:D hf_ms2:D lf_hf:D total_ms2:D";
  g_autofree char *file = bw_test_shared ("data/hrv/nn_1000.txt");
  g_autoptr (JsonNode) own = cli_call_json (library, "hrv", "--reading", "12", NULL);
  JsonObject *object = json_node_get_object (own);
  g_autofree char *seconds = cli_path ("seconds.txt");
  g_autoptr (JsonNode) other = NULL;
  g_autoptr (JsonNode) reference = NULL;

  cli_assert_keys (object, "n:i artefacts:i duration_s:d mean_nn_ms:d mean_hr_bpm:d sdnn_ms:d"
                           " rmssd_ms:d rmssd_unbiased_ms:d sdsd_ms:d nn50:i pnn50_percent:d nn20:i"
                           " pnn20_percent:d triangular_index:D tinn_ms:D sd1_ms:d sd2_ms:d sampen:D"
                           " apen:D dfa_alpha1:D dfa_alpha2:D welch:o lomb:o notes:a");
  cli_assert_keys (json_object_get_object_member (object, "welch"), bands);
  cli_assert_keys (json_object_get_object_member (object, "lomb"), bands);
  /* A minute is too short for VLF: null, and a note says so. */
  g_assert_true (json_object_get_null_member (json_object_get_object_member (object, "welch"),
                                              "vlf_ms2"));
  g_assert_cmpuint (cli_member_length (own, "notes"), >, 0);

  /* Seconds, with a heading and decimal commas. */
  g_assert_true (
    g_file_set_contents (seconds, "RR (s)\n0,8\n0,85\n0,8\n\n# pause\n0,85\n", -1, NULL));
  other = cli_call_json (library, "hrv", "--no-correction", seconds, NULL);
  object = json_node_get_object (other);
  g_assert_cmpint (json_object_get_int_member (object, "n"), ==, 4);
  bw_assert_near (json_object_get_double_member (object, "rmssd_ms"), 50, 1e-9);

  if (file == NULL)
    return;
  reference = cli_call_json (library, "hrv", file, "--no-correction", NULL);
  object = json_node_get_object (reference);
  bw_assert_near (json_object_get_double_member (object, "sdnn_ms"), 43.113074968427306, 1e-9);
  bw_assert_near (json_object_get_double_member (object, "rmssd_ms"), 19.519400785039664, 1e-9);
  g_assert_cmpint (json_object_get_int_member (object, "nn50"), ==, 24);

  g_clear_pointer (&reference, json_node_unref);
  g_clear_pointer (&file, g_free);
  file = bw_test_shared ("data/hrv/nn_long.txt");
  reference = cli_call_json (library, "hrv", "--no-correction", file, NULL);
  object = json_node_get_object (reference);
  bw_assert_near (json_object_get_double_member (object, "mean_hr_bpm"), 78.990, 5e-4);
  bw_assert_near (json_object_get_double_member (object, "pnn50_percent"), 28.571, 5e-4);
}

static void
test_labels (void)
{
  g_autofree char *file = cli_path ("labels.beatwise");
  g_autoptr (JsonNode) imported = cli_call_json (file, "import", sample, NULL);
  g_autoptr (JsonNode) before = cli_call_json (file, "ecgs", NULL);
  g_autofree char *id = NULL;
  g_autoptr (JsonNode) labelled = NULL;
  g_autoptr (JsonNode) after = NULL;
  g_autoptr (JsonNode) info = NULL;
  g_auto (Run) wrong = { 0 };

  g_assert_cmpuint (cli_length (before), >, 50);
  cli_assert_keys (cli_element (before, 0), "id:i time:t name:s duration_s:d rate_hz:d"
                                            " classification:S label:S labelled_by:S beats:I quality:D");
  g_assert_true (json_object_get_null_member (cli_element (before, 3), "label"));
  bw_assert_near (json_object_get_double_member (cli_element (before, 3), "duration_s"), 30, 1e-9);

  id = g_strdup_printf ("%" G_GINT64_FORMAT,
                        json_object_get_int_member (cli_element (before, 3), "id"));
  labelled = cli_call_json (file, "label", id, "fasting", NULL);
  g_assert_cmpuint (cli_length (labelled), ==, 1);
  /* One that is not there: none is labelled. */
  wrong = cli_call ("--library", file, "label", id, "999999", "glucose", NULL);
  g_assert_cmpint (wrong.status, ==, 1);
  after = cli_call_json (file, "ecgs", NULL);
  g_assert_cmpstr (json_object_get_string_member (cli_element (after, 3), "label"), ==, "fasting");
  g_assert_true (json_object_get_null_member (cli_element (after, 2), "label"));
  info = cli_call_json (file, "info", NULL);
  g_assert_cmpint (json_object_get_int_member (
                     json_object_get_object_member (json_node_get_object (info), "labels"),
                     "fasting"),
                   ==, 1);
}

/* Writes a table of labels. Returns: (transfer full): its path */
static char *
write_table (const char *text)
{
  char *path = cli_path ("labels.csv");

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
test_labels_csv (void)
{
  static const char *const bad[][2] = {
    { "", "line 1" },
    { "recording,name\n1,x\n", "line 1" },
    { "id,label\n1,fasting\n2,sweet\n", "line 3" },
    { "id,label\n1,fasting\nx,glucose\n", "line 3" },
    { "name,label\necg_2025-08-12.csv,fasting\nnot-there.csv,fasting\n", "line 3" },
    { "id,label\n1,fasting\n999999,glucose\n", "999999" },
    { "\xff\xfe\n", "line 1" },
  };
  g_autofree char *file = cli_path ("labels-csv.beatwise");
  g_autoptr (JsonNode) imported = cli_call_json (file, "import", sample, NULL);
  g_autoptr (JsonNode) labelled = NULL, after = NULL, other = NULL, ecgs = NULL;
  g_autofree char *good = NULL, *by_name = NULL, *table = NULL;
  gint64 id[3];

  ecgs = cli_call_json (file, "ecgs", NULL);
  for (guint i = 0; i < 3; i++)
    id[i] = json_object_get_int_member (cli_element (ecgs, i), "id");

  /* Whatever is wrong in it, none is labelled. */
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = write_table (bad[i][0]);
      g_auto (Run) run = cli_call ("--library", file, "label", "--csv", path, NULL);
      g_autoptr (JsonNode) info = cli_call_json (file, "info", NULL);

      g_assert_cmpint (run.status, ==, 1);
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
      g_assert_nonnull (strstr (run.err, bad[i][1]));
      g_assert_cmpint (json_object_get_int_member (
                         json_object_get_object_member (json_node_get_object (info), "labels"),
                         "fasting"),
                       ==, 0);
    }

  /* A byte order mark, quotes, line ends of Windows, columns in another order and one more. */
  table = g_strdup_printf ("\xef\xbb\xbf\"Label\",note,Recording\r\nfasting,\"a, \"\"b\"\"\",%"
                           G_GINT64_FORMAT "\r\n\r\nglucose,,%" G_GINT64_FORMAT "\r\n",
                           id[0], id[1]);
  good = write_table (table);
  labelled = cli_call_json (file, "label", "--csv", good, NULL);
  g_assert_cmpuint (cli_length (labelled), ==, 2);
  cli_assert_keys (cli_element (labelled, 0), "id:i label:S");

  /* By name, with semicolons; an empty label takes the other away. */
  g_clear_pointer (&table, g_free);
  table = g_strdup_printf ("name;label\n%s;\n%s;fasting\n",
                           json_object_get_string_member (cli_element (ecgs, 0), "name"),
                           json_object_get_string_member (cli_element (ecgs, 2), "name"));
  by_name = write_table (table);
  other = cli_call_json (file, "label", "--csv", by_name, NULL);
  after = cli_call_json (file, "ecgs", NULL);
  g_assert_true (json_object_get_null_member (cli_element (after, 0), "label"));
  g_assert_cmpstr (json_object_get_string_member (cli_element (after, 1), "label"), ==, "glucose");
  g_assert_cmpstr (json_object_get_string_member (cli_element (after, 2), "label"), ==, "fasting");
}

#define HOUR_KEYS                                                                             \
  "time:t median_ms:d low_ms:d high_ms:d score:d score_low:d score_high:d zone:s p_green:d" \
  " p_yellow:d p_red:d"

static void
assert_forecast (JsonNode *document)
{
  JsonObject *object = json_node_get_object (document);
  JsonArray *hours = json_object_get_array_member (object, "hours");

  cli_assert_keys (object, "issued:t measure:s model:s baseline_days:i score_now:d zone_now:s"
                           " hours:a notes:a next_night:o score_version:i score_weights:o"
                           " score_correlation:a pushes:a");
  cli_assert_keys (json_object_get_object_member (object, "next_night"),
                   "from:t to:t median_ms:d low_ms:d high_ms:d usual_ms:d score:d score_low:d"
                   " score_high:d zone:s p_green:d p_yellow:d p_red:d nights:i track:o");
  g_assert_cmpstr (json_object_get_string_member (object, "measure"), ==, "rmssd");
  g_assert_cmpuint (json_array_get_length (hours), ==, 24);
  for (guint i = 0; i < 24; i++)
    {
      JsonObject *hour = json_array_get_object_element (hours, i);
      const char *zone = json_object_get_string_member (hour, "zone");

      cli_assert_keys (hour, HOUR_KEYS);
      g_assert_true (strcmp (zone, "green") == 0 || strcmp (zone, "yellow") == 0
                     || strcmp (zone, "red") == 0);
      g_assert_cmpfloat (json_object_get_double_member (hour, "low_ms"), <,
                         json_object_get_double_member (hour, "median_ms"));
      g_assert_cmpfloat (json_object_get_double_member (hour, "median_ms"), <,
                         json_object_get_double_member (hour, "high_ms"));
      bw_assert_near (json_object_get_double_member (hour, "p_green")
                        + json_object_get_double_member (hour, "p_yellow")
                        + json_object_get_double_member (hour, "p_red"),
                      1, 1e-9);
    }
}

/* Weights of the person's own are kept, told of, and gone back from. */
static void
test_weights (void)
{
  g_autofree char *file = cli_path ("weights.beatwise");
  g_auto (Run) first = cli_call ("--library", file, "forecast", "weights", "--set", "1,1,0", NULL);
  g_autoptr (JsonNode) own = NULL;
  g_autoptr (JsonNode) usual = NULL;
  JsonObject *object;

  cli_assert_done (&first);
  own = cli_call_json (file, "forecast", "weights", NULL);
  object = json_node_get_object (own);
  cli_assert_keys (object, "weights:o default:b score_version:i");
  g_assert_false (json_object_get_boolean_member (object, "default"));
  object = json_object_get_object_member (object, "weights");
  cli_assert_keys (object, "hrv:d resting-heart-rate:d sleep:d");
  g_assert_cmpfloat (json_object_get_double_member (object, "resting-heart-rate"), ==, 1);

  usual = cli_call_json (file, "forecast", "weights", "--reset", NULL);
  object = json_node_get_object (usual);
  g_assert_true (json_object_get_boolean_member (object, "default"));
  object = json_object_get_object_member (object, "weights");
  g_assert_cmpfloat (json_object_get_double_member (object, "hrv"), ==, 0.6);
}

static void
test_forecast (void)
{
  g_autofree char *file = cli_path ("forecast.beatwise");
  g_autoptr (JsonNode) imported = cli_call_json (file, "import", sample, NULL);
  g_auto (Run) one = cli_call ("--library", file, "--json", "forecast", "run", NULL);
  g_auto (Run) two = cli_call ("--library", file, "--json", "forecast", "run", NULL);
  g_auto (Run) text = cli_call ("--library", file, "forecast", "run", "--model", "profile", NULL);
  g_autoptr (JsonNode) document = json_from_string (one.out, NULL);
  g_autoptr (JsonNode) past = NULL;

  cli_assert_done (&one);
  g_assert_cmpstr (one.out, ==, two.out);
  assert_forecast (document);

  /* The sample person's day is worth a look: not green throughout, and it moves. */
  {
    JsonArray *hours = json_object_get_array_member (json_node_get_object (document), "hours");
    double least = 100, most = 0;
    gboolean green = TRUE;

    for (guint i = 0; i < 24; i++)
      {
        JsonObject *hour = json_array_get_object_element (hours, i);
        double score = json_object_get_double_member (hour, "score");

        least = MIN (least, score);
        most = MAX (most, score);
        green &= g_str_equal (json_object_get_string_member (hour, "zone"), "green");
      }
    g_assert_false (green);
    g_assert_cmpfloat (most - least, >, 5);
  }

  /* A wall clock in the person's zone. */
  past = cli_call_json (file, "forecast", "run", "--at", "2025-08-01T06:00", NULL);
  assert_forecast (past);
  g_assert_true (g_str_has_prefix (
    json_object_get_string_member (json_node_get_object (past), "issued"), "2025-08-01T06:00:00"));

  /* What came is known of a past day alone, and held against the band of its hour. */
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                      json_node_get_object (document), "came")), ==, 0);
  {
    JsonArray *came = json_object_get_array_member (json_node_get_object (past), "came");
    JsonArray *hours = json_object_get_array_member (json_node_get_object (past), "hours");

    g_assert_cmpuint (json_array_get_length (came), >, 0);
    for (guint i = 0; i < json_array_get_length (came); i++)
      {
        JsonObject *reading = json_array_get_object_element (came, i);
        const char *time = json_object_get_string_member (reading, "time");
        double ms = json_object_get_double_member (reading, "ms");
        gboolean inside = FALSE;

        /* Up to the hour, "2025-08-01T07", the two agree: sample data keep to one zone. */
        for (guint k = 0; k < json_array_get_length (hours); k++)
          {
            JsonObject *hour = json_array_get_object_element (hours, k);

            if (strncmp (json_object_get_string_member (hour, "time"), time, 13) == 0)
              inside = ms >= json_object_get_double_member (hour, "low_ms")
                       && ms <= json_object_get_double_member (hour, "high_ms");
          }
        g_assert_true (json_object_get_boolean_member (reading, "inside") == inside);
      }
  }

  /* Text: a zone has a word and a shape; no colour where there is no terminal. */
  cli_assert_done (&text);
  g_assert_true (strstr (text.out, "● Green") != NULL || strstr (text.out, "◆ Yellow") != NULL
                 || strstr (text.out, "■ Red") != NULL);
  g_assert_null (strchr (text.out, '\033'));
}

static void
test_export (void)
{
  static const char *const kinds[][2] = { { "png", "\x89PNG" }, { "svg", "<?xml" }, { "pdf", "%PDF" } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = cli_path (kinds[i][0]);
      g_autoptr (JsonNode) told = cli_call_json (library, "export", kinds[i][0], path, NULL);
      g_autofree char *bytes = NULL;
      gsize n;

      cli_assert_keys (json_node_get_object (told), "kind:s path:s size_bytes:i");
      g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
      g_assert_cmpuint (n, >, 4000);
      g_assert_true (g_str_has_prefix (bytes, kinds[i][1]));
    }
}

/* A trained net goes out as a file and comes into another library; what is none is refused. */
static void
move_net (const char *file,
          gint64      id)
{
  g_autofree char *out = cli_path ("net.safetensors");
  g_autofree char *other = cli_path ("other.beatwise");
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (JsonNode) written = cli_call_json (file, "export", "safetensors", out, "--model",
                                                number, NULL);
  g_autoptr (JsonNode) taken = cli_call_json (other, "forecast", "import", out, NULL);
  g_auto (Run) refused = cli_call ("--library", other, "comparator", "import", out, NULL);
  g_auto (Run) broken = cli_call ("--library", other, "forecast", "import", sample, NULL);
  g_auto (Run) plain = cli_call ("--library", other, "import", out, NULL);

  cli_assert_keys (json_node_get_object (written), "path:s kind:s size_bytes:i model:i");
  cli_assert_keys (json_node_get_object (taken), "model:i preset:s measure:s tried:b");
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_cmpint (broken.status, ==, 1);
  g_assert_cmpint (plain.status, ==, 2);
  g_assert_nonnull (strstr (plain.err, "forecast import"));
}

/* Trains on the first seven weeks, so that it is quick. */
static void
test_train (void)
{
  g_autofree char *first = NULL;
  double loss[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("train-%u.beatwise", i);
      g_autofree char *file = cli_path (name);
      g_autoptr (JsonNode) imported = cli_call_json (file, "import", sample, NULL);
      g_autoptr (JsonNode) result = cli_call_json (file, "forecast", "train", "--until",
                                                   "2025-06-20", "--seed", "3",
                                                   "--from-chance", NULL);
      g_auto (Run) run = cli_call ("--library", file, "--json", "forecast", "run", NULL);
      g_autoptr (JsonNode) info = cli_call_json (file, "info", NULL);
      JsonObject *object = json_node_get_object (result);

      cli_assert_keys (object, "model:i preset:s parameters:i hours_used:i epochs:i train_loss:d"
                               " validation_loss:d seconds:d best_epoch:i seed:i from:t to:t"
                               " fingerprint:s configuration:o metrics:o notes:a");
      g_assert_cmpstr (json_object_get_string_member (object, "preset"), ==, "default");
      cli_assert_keys (json_object_get_object_member (object, "metrics"), "curves:a pinball:o");
      g_assert_cmpint (json_object_get_int_member (object, "hours_used"), >, 100);
      loss[i] = json_object_get_double_member (object, "validation_loss");

      cli_assert_done (&run);
      if (i == 0)
        first = g_strdup (run.out);
      else
        g_assert_cmpstr (run.out, ==, first);
      object = json_array_get_object_element (
        json_object_get_array_member (json_node_get_object (info), "models"), 0);
      cli_assert_keys (object, "id:i kind:s trained:t");
      if (i == 1)
        move_net (file, json_object_get_int_member (object, "id"));
    }
  g_assert_cmpfloat (loss[0], ==, loss[1]);
}

static void
test_check (void)
{
  g_autoptr (JsonNode) check = cli_call_json (library, "check", NULL);

  cli_assert_keys (json_node_get_object (check), "ok:b problems:a");
  g_assert_true (json_object_get_boolean_member (json_node_get_object (check), "ok"));
  g_assert_cmpuint (cli_member_length (check, "problems"), ==, 0);
}

/* What the numbers in JSON look like must not depend on the language; what people read does. */
static void
test_locale (void)
{
  const char *locales = g_getenv ("BW_TEST_LOCALES");
  const char *words[] = { cli_program (), "--library", library, "--json", "readings", NULL };
  const char *text[] = { cli_program (), "--library", library, "readings", NULL };
  const char *const *const both[] = { words, text };
  g_autofree char *path = NULL;

  path = g_build_filename (locales != NULL ? locales : "/usr/lib/locale", "de_DE.UTF-8", NULL);
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the locale de_DE.UTF-8 is absent; ./dev test makes it");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autoptr (GSubprocess) german = cli_start ("de_DE.UTF-8", both[i]);
      g_autoptr (GSubprocess) plain = cli_start ("C", both[i]);
      g_auto (Run) in_german = { 0 };
      g_auto (Run) in_c = { 0 };

      cli_finish (german, &in_german);
      cli_finish (plain, &in_c);
      cli_assert_done (&in_german);
      if (both[i] == words)
        g_assert_cmpstr (in_german.out, ==, in_c.out);
      else
        g_assert_cmpstr (in_german.out, !=, in_c.out);
    }
}

int
main (int    argc,
      char **argv)
{
  g_auto (Run) made = { 0 };
  g_auto (Run) imported = { 0 };
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 2;
  sample = cli_path ("sample.zip");
  library = cli_path ("library.beatwise");
  made = cli_call ("sample", sample, NULL);
  cli_assert_done (&made);
  imported = cli_call ("--library", library, "import", sample, NULL);
  cli_assert_done (&imported);

  g_test_add_func ("/cli/help", test_help);
  g_test_add_func ("/cli/usage", test_usage);
  g_test_add_func ("/cli/failures", test_failures);
  g_test_add_func ("/cli/sample", test_sample);
  g_test_add_func ("/cli/import", test_import);
  g_test_add_func ("/cli/variants", test_variants);
  g_test_add_func ("/cli/info", test_info);
  g_test_add_func ("/cli/readings", test_readings);
  g_test_add_func ("/cli/hourly", test_hourly);
  g_test_add_func ("/cli/hrv", test_hrv);
  g_test_add_func ("/cli/labels", test_labels);
  g_test_add_func ("/cli/labels-csv", test_labels_csv);
  g_test_add_func ("/cli/weights", test_weights);
  g_test_add_func ("/cli/forecast", test_forecast);
  g_test_add_func ("/cli/export", test_export);
  g_test_add_func ("/cli/train", test_train);
  g_test_add_func ("/cli/check", test_check);
  g_test_add_func ("/cli/locale", test_locale);

  status = g_test_run ();
  g_free (sample);
  g_free (library);
  cli_tear_down ();
  return status;
}
