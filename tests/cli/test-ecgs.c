/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-run.h"

#include "bw-test.h"
#include "store/bw-recordings.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* What the program does with recordings: ecgs, rpeaks, hrv, export. Labels are in test-labels.c. */

static char *library; /* of a simulated person; not changed by any test */
static gint64 first;  /* the ID of its first recording */

#define ECG_KEYS                                                                              \
  "id:i time:t time_known:b name:s duration_s:d rate_hz:d classification:S label:S"           \
  " labelled_by:S labelled_at:T note:S beats:I mean_hr_bpm:D quality:D readers:a"             \
  " prediction:S prediction_probability:D"

static char *
id_text (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

static void
test_list (void)
{
  g_autoptr (JsonNode) all = cli_call_json (library, "ecgs", NULL);
  g_autoptr (JsonNode) day = NULL, labelled = NULL, unlabelled = NULL;
  g_autofree char *date = NULL, *noon = NULL;
  g_auto (Run) text = cli_call ("--library", library, "ecgs", NULL);
  guint n = cli_length (all), on_day = 0;

  g_assert_cmpuint (n, >, 50);
  date = g_strndup (json_object_get_string_member (cli_element (all, 0), "time"), 10);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *ecg = cli_element (all, i);

      cli_assert_keys (ecg, ECG_KEYS);
      g_assert_cmpint (json_object_get_int_member (ecg, "beats"), >, 20);
      g_assert_cmpfloat (json_object_get_double_member (ecg, "mean_hr_bpm"), >, 40);
      g_assert_cmpfloat (json_object_get_double_member (ecg, "mean_hr_bpm"), <, 120);
      g_assert_cmpfloat (json_object_get_double_member (ecg, "quality"), >, 0.5);
      g_assert_cmpfloat (json_object_get_double_member (ecg, "quality"), <=, 1);
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (ecg, "readers")), ==, 0);
      on_day += g_str_has_prefix (json_object_get_string_member (ecg, "time"), date);
    }

  day = cli_call_json (library, "ecgs", "--from", date, "--to", date, NULL);
  g_assert_cmpuint (cli_length (day), ==, on_day);
  noon = g_strconcat (date, "T08:00", NULL);
  g_clear_pointer (&day, json_node_unref);
  day = cli_call_json (library, "ecgs", "--from", noon, "--to", date, NULL);
  g_assert_cmpuint (cli_length (day), >, 0);
  g_assert_cmpuint (cli_length (day), <, on_day);

  labelled = cli_call_json (library, "ecgs", "--label", "fasting", NULL);
  unlabelled = cli_call_json (library, "ecgs", "--label", "none", NULL);
  g_assert_cmpuint (cli_length (labelled), ==, 0);
  g_assert_cmpuint (cli_length (unlabelled), ==, n);

  cli_assert_done (&text);
  g_assert_cmpuint (cli_count_lines (text.out), ==, n + 3);
  g_assert_nonnull (strstr (text.out, "Good"));
}

/* A copy of the library. Returns: (transfer full): its path */
static char *
copy_library (const char *name)
{
  char *file = cli_path (name);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (library, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (file, bytes, (gssize) length, NULL));
  return file;
}

static guint
count_unanalysed (const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) handle = bw_library_open (file, BW_LIBRARY_READ, &error);
  g_autoptr (GArray) missing = NULL;

  g_assert_no_error (error);
  missing = bw_library_list_unanalysed (handle, 1, &error);
  g_assert_no_error (error);
  return missing->len;
}

/* Recordings that an older Beatwise left without an analysis: each of them gets one, and keeps it. */
static void
test_older_library (void)
{
  g_autofree char *file = copy_library ("older.beatwise");
  g_autofree char *log = g_strconcat (file, "-wal", NULL);
  g_autoptr (JsonNode) expected = cli_call_json (library, "ecgs", NULL);
  guint n = cli_length (expected);
  g_autoptr (GError) error = NULL;
  g_auto (Run) busy = { 0 }, later = { 0 };
  const Run *const both[] = { &busy, &later };
  BwLibrary *handle;

  handle = bw_library_open (file, BW_LIBRARY_WRITE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i += 2)
    {
      const BwRecordingAnalysis older = { 0 };
      gint64 id = json_object_get_int_member (cli_element (expected, i), "id");

      g_assert_true (bw_library_set_analysis (handle, id, &older, &error));
      g_assert_no_error (error);
    }

  /* While another writes, they are looked through for this once. */
  g_assert_true (bw_library_begin (handle, &error));
  busy = cli_call ("--library", file, "--json", "ecgs", NULL);
  bw_library_rollback (handle);
  bw_library_close (handle);
  g_assert_cmpuint (count_unanalysed (file), ==, (n + 1) / 2);

  /* Then for good, and the file is whole by itself. */
  later = cli_call ("--library", file, "--json", "ecgs", NULL);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_unanalysed (file), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autoptr (JsonNode) found = NULL;

      cli_assert_done (both[i]);
      found = json_from_string (both[i]->out, NULL);
      g_assert_true (json_node_equal (found, expected));
    }
}

/* Samples of one recording are lost: it is told, and does not stop the list of the others. */
static void
test_damaged (void)
{
  g_autofree char *file = copy_library ("damaged.beatwise"), *out = cli_path ("damaged.png");
  g_autofree char *id = id_text (first), *sql = NULL;
  const char *const calls[][5] = {
    { "rpeaks", "--ecg", id },
    { "hrv", "--ecg", id },
    { "export", "png", out, "--ecg", id },
    { "export", "csv", out, "--ecg", id },
    { "export", "edf", out, "--ecg", id },
  };
  g_autoptr (JsonNode) expected = cli_call_json (library, "ecgs", NULL), found = NULL;
  sqlite3 *db = NULL;

  sql = g_strdup_printf ("UPDATE recording_samples SET samples_nv = x'0000' WHERE recording_id = %s;"
                         "UPDATE recording SET analysis_version = NULL;",
                         id);
  g_assert_cmpint (sqlite3_open (file, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_auto (Run) run = cli_call ("--library", file, calls[i][0], calls[i][1], calls[i][2],
                                   calls[i][3], calls[i][4], NULL);

      g_assert_cmpint (run.status, ==, 1);
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
    }
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  found = cli_call_json (file, "ecgs", NULL);
  g_assert_cmpuint (cli_length (found), ==, cli_length (expected));
  for (guint i = 0; i < cli_length (found); i++)
    if (json_object_get_int_member (cli_element (found, i), "id") != first)
      g_assert_true (json_node_equal (json_object_get_member (cli_element (found, i), "quality"),
                                      json_object_get_member (cli_element (expected, i),
                                                              "quality")));
}

#define RPEAKS_KEYS                                                                       \
  "rate_hz:d samples:i lead:S peaks:a peaks_uncorrected:a settling_samples:i inverted:b" \
  " quality:d mean_hr_bpm:D stretches:a beat:o notes:a"
#define BEAT_KEYS "beats:i left_out:I rr_ms:D pr_ms:D qrs_ms:D qt_ms:D qtc_ms:D st_uv:D t_uv:D r_uv:D"

static void
test_rpeaks (void)
{
  g_autofree char *id = id_text (first);
  g_autoptr (JsonNode) found = cli_call_json (library, "rpeaks", "--ecg", id, NULL);
  JsonObject *object = json_node_get_object (found), *beat, *stretch;
  JsonArray *peaks = json_object_get_array_member (object, "peaks");
  g_auto (Run) text = cli_call ("--library", library, "rpeaks", "--ecg", id, NULL);
  guint n = json_array_get_length (peaks);

  cli_assert_keys (object, RPEAKS_KEYS);
  g_assert_cmpfloat (json_object_get_double_member (object, "rate_hz"), ==, 512);
  g_assert_cmpint (json_object_get_int_member (object, "samples"), ==, 15360);
  g_assert_cmpint (json_object_get_int_member (object, "settling_samples"), ==, 1546);
  g_assert_cmpuint (n, >, 20);
  for (guint i = 1; i < n; i++)
    g_assert_cmpint (json_array_get_int_element (peaks, i), >,
                     json_array_get_int_element (peaks, i - 1));
  bw_assert_near (json_object_get_double_member (object, "mean_hr_bpm"),
                  60.0 * 512 * (n - 1)
                    / (double) (json_array_get_int_element (peaks, n - 1)
                                - json_array_get_int_element (peaks, 0)),
                  1);

  beat = json_object_get_object_member (object, "beat");
  cli_assert_keys (beat, BEAT_KEYS);
  g_assert_cmpint (json_object_get_int_member (beat, "beats"), >, 10);
  g_assert_cmpfloat (json_object_get_double_member (beat, "r_uv"), >, 200);
  stretch = json_array_get_object_element (json_object_get_array_member (object, "stretches"), 0);
  cli_assert_keys (stretch, "flaw:s start_s:d end_s:d");
  g_assert_cmpstr (json_object_get_string_member (stretch, "flaw"), ==, "settling");
  cli_assert_done (&text);
  g_assert_nonnull (strstr (text.out, "QTc"));
}

/* A flat line has no beats, and no number is made up for it. */
static void
test_flat (void)
{
  g_autofree char *file = cli_path ("ecg_2025-01-01.csv");
  g_autoptr (GString) lines = g_string_new ("Sample Rate,512 hertz\nUnit,µV\n\n");
  g_autoptr (JsonNode) found = NULL, hrv = NULL;
  JsonObject *object;
  g_auto (Run) text = { 0 };

  for (guint i = 0; i < 5120; i++)
    g_string_append (lines, "0.5\n");
  g_assert_true (g_file_set_contents (file, lines->str, -1, NULL));
  found = cli_call_json (library, "rpeaks", file, NULL);
  object = json_node_get_object (found);
  cli_assert_keys (object, RPEAKS_KEYS);
  cli_assert_keys (json_object_get_object_member (object, "beat"), BEAT_KEYS);
  g_assert_cmpuint (cli_member_length (found, "peaks"), ==, 0);
  g_assert_true (json_object_get_null_member (object, "mean_hr_bpm"));
  g_assert_cmpfloat (json_object_get_double_member (object, "quality"), ==, 0);

  hrv = cli_call_json (library, "hrv", file, NULL);
  object = json_node_get_object (hrv);
  g_assert_cmpint (json_object_get_int_member (object, "n"), ==, 0);
  g_assert_true (json_object_get_null_member (object, "rmssd_ms"));
  text = cli_call ("rpeaks", file, NULL);
  cli_assert_done (&text);
}

/* Whether two documents tell the same peaks, to @tolerance samples. */
static void
assert_same_peaks (JsonNode *a,
                   JsonNode *b,
                   gint64    tolerance)
{
  JsonArray *one = json_object_get_array_member (json_node_get_object (a), "peaks");
  JsonArray *two = json_object_get_array_member (json_node_get_object (b), "peaks");

  g_assert_cmpuint (json_array_get_length (one), ==, json_array_get_length (two));
  for (guint i = 0; i < json_array_get_length (one); i++)
    g_assert_cmpint (ABS (json_array_get_int_element (one, i) - json_array_get_int_element (two, i)),
                     <=, tolerance);
}

/* A recording goes out as CSV and EDF and comes back as what it was; its samples alone too, where the
 * rate is told. */
static void
test_files (void)
{
  g_autofree char *id = id_text (first);
  g_autofree char *csv = cli_path ("out.csv"), *edf = cli_path ("out.edf");
  g_autofree char *bare = cli_path ("ecg_2025-01-02.csv");
  g_autoptr (JsonNode) stored = cli_call_json (library, "rpeaks", "--ecg", id, NULL);
  g_autoptr (JsonNode) to_csv = cli_call_json (library, "export", "csv", csv, "--ecg", id, NULL);
  g_autoptr (JsonNode) to_edf = cli_call_json (library, "export", "edf", edf, "--ecg", id, NULL);
  g_autoptr (JsonNode) from_csv = NULL, from_edf = NULL, from_bare = NULL;
  g_autoptr (JsonNode) hrv = cli_call_json (library, "hrv", "--ecg", id, NULL);
  g_autoptr (JsonNode) hrv_csv = cli_call_json (library, "hrv", csv, NULL);
  g_autofree char *text = NULL, *bytes = NULL, *fresh = cli_path ("fresh.beatwise");
  g_auto (Run) imported = { 0 };
  const char *samples;

  cli_assert_keys (json_node_get_object (to_csv), "path:s kind:s size_bytes:i ecg:i named:b");
  from_csv = cli_call_json (library, "rpeaks", csv, NULL);
  assert_same_peaks (stored, from_csv, 0);
  g_assert_true (json_node_equal (hrv, hrv_csv));
  from_edf = cli_call_json (library, "rpeaks", edf, NULL);
  assert_same_peaks (stored, from_edf, 1);

  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  samples = strstr (text, "\n\n");
  while (samples != NULL && strstr (samples + 1, "\n\n") != NULL)
    samples = strstr (samples + 1, "\n\n");
  g_assert_nonnull (samples);
  g_assert_true (g_file_set_contents (bare, samples + 2, -1, NULL));
  from_bare = cli_call_json (library, "rpeaks", bare, "--rate", "1024", NULL);
  g_assert_cmpfloat (json_object_get_double_member (json_node_get_object (from_bare), "rate_hz"), ==,
                     1024);
  g_assert_cmpuint (cli_member_length (from_bare, "notes"), ==, 0);
  g_clear_pointer (&from_bare, json_node_unref);
  from_bare = cli_call_json (library, "rpeaks", bare, NULL);
  assert_same_peaks (stored, from_bare, 0);
  g_assert_cmpuint (cli_member_length (from_bare, "notes"), ==, 1);

  /* Recordings alone are told as what they are. */
  imported = cli_call ("--library", fresh, "import", csv, edf, NULL);
  cli_assert_done (&imported);
  g_assert_nonnull (strstr (imported.out, "ECG recordings"));
  g_assert_null (strstr (imported.out, "Records read"));

  /* Who it is stands there only where that was asked for. */
  g_assert_null (strstr (text, "Sample Person"));
  g_assert_null (strstr (text, "1985"));
  g_assert_true (g_file_get_contents (edf, &bytes, NULL, NULL));
  g_assert_cmpmem (bytes + 8, 7, "X X X X", 7);
  g_clear_pointer (&text, g_free);
  g_clear_pointer (&to_csv, json_node_unref);
  to_csv = cli_call_json (library, "export", "csv", csv, "--ecg", id, "--with-name", NULL);
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Sample Person"));
}

static void
test_hrv (void)
{
  g_autofree char *id = id_text (first);
  g_autoptr (JsonNode) peaks = cli_call_json (library, "rpeaks", "--ecg", id, NULL);
  g_autoptr (JsonNode) hrv = cli_call_json (library, "hrv", "--ecg", id, NULL);
  JsonObject *object = json_node_get_object (hrv);

  g_assert_cmpint (json_object_get_int_member (object, "n"), <, cli_member_length (peaks, "peaks"));
  g_assert_cmpint (json_object_get_int_member (object, "n"), >,
                   cli_member_length (peaks, "peaks") * 8 / 10);
  bw_assert_near (json_object_get_double_member (object, "beats_per_minute"),
                  json_object_get_double_member (json_node_get_object (peaks), "mean_hr_bpm"), 2);
  g_assert_cmpfloat (json_object_get_double_member (object, "rmssd_ms"), >, 2);
  g_assert_nonnull (strstr (json_array_get_string_element (
                              json_object_get_array_member (object, "notes"), 0),
                            "settle"));
}

/* A pipe can be read only once: rpeaks takes it for an ECG, hrv for a list of numbers. */
static void
test_pipe (void)
{
  g_autofree char *id = id_text (first), *csv = cli_path ("piped.csv"), *line = NULL;
  g_autoptr (JsonNode) written = cli_call_json (library, "export", "csv", csv, "--ecg", id, NULL);
  g_autoptr (JsonNode) stored = cli_call_json (library, "rpeaks", "--ecg", id, NULL);
  const char *words[] = { "sh", "-c", NULL, NULL };
  g_autoptr (GSubprocess) ecg = NULL, numbers = NULL;
  g_auto (Run) of_ecg = { 0 }, of_numbers = { 0 };
  g_autoptr (JsonNode) found = NULL;

  words[2] = line = g_strdup_printf ("cat '%s' | '%s' --json rpeaks /dev/stdin", csv, cli_program ());
  ecg = cli_start (NULL, words);
  cli_finish (ecg, &of_ecg);
  cli_assert_done (&of_ecg);
  found = json_from_string (of_ecg.out, NULL);
  assert_same_peaks (stored, found, 0);

  g_free (line);
  words[2] = line = g_strdup_printf ("printf '800\\n810\\n790\\n' | '%s' hrv /dev/stdin",
                                     cli_program ());
  numbers = cli_start (NULL, words);
  cli_finish (numbers, &of_numbers);
  cli_assert_done (&of_numbers);

  /* One without an end is not read for ever. */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GSubprocess) process = NULL;
      g_auto (Run) run = { 0 };

      g_free (line);
      words[2] = line = g_strdup_printf ("ulimit -t 20; exec '%s' %s /dev/zero", cli_program (),
                                         i == 0 ? "rpeaks" : "hrv");
      process = cli_start (NULL, words);
      cli_finish (process, &run);
      g_assert_cmpint (run.status, ==, 1);
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
    }
}

static void
test_pictures (void)
{
  static const char *const kinds[][2]
      = { { "png", "\x89PNG" }, { "svg", "<?xml" }, { "pdf", "%PDF" } };
  g_autofree char *id = id_text (first);
  g_autofree char *full = cli_path ("full.png"), *part = cli_path ("part.png");
  g_autofree char *named = cli_path ("named.svg");
  g_autoptr (JsonNode) whole = NULL, some = NULL, with_name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = cli_path (kinds[i][0]);
      g_autoptr (JsonNode) told = cli_call_json (library, "export", kinds[i][0], path, "--ecg", id,
                                                 "--speed", "50", "--gain=20", "--filter=0.5,50",
                                                 NULL);
      g_autofree char *bytes = NULL;
      gsize n;

      cli_assert_keys (json_node_get_object (told), "path:s kind:s size_bytes:i ecg:i named:b");
      g_assert_false (json_object_get_boolean_member (json_node_get_object (told), "named"));
      g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
      g_assert_cmpuint (n, >, 4000);
      g_assert_true (g_str_has_prefix (bytes, kinds[i][1]));
    }

  whole = cli_call_json (library, "export", "png", full, "--ecg", id, NULL);
  some = cli_call_json (library, "export", "png", part, "--ecg", id, "--from=10", "--seconds=5",
                        "--no-peaks", "--dark", NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (some), "size_bytes"), <,
                   json_object_get_int_member (json_node_get_object (whole), "size_bytes"));
  with_name = cli_call_json (library, "export", "svg", named, "--ecg", id, "--with-name", NULL);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (with_name), "named"));
}

static void
test_usage (void)
{
  static const char *const calls[][6] = {
    { "ecgs", "--label", "hungry" },
    { "ecgs", "--from", "2025-06-02", "--to", "2025-06-01" },
    { "ecgs", "1" },
    { "rpeaks" },
    { "rpeaks", "x.csv", "--ecg", "1" },
    { "rpeaks", "--ecg", "1", "--rate", "512" },
    { "rpeaks", "x.csv", "--rate", "fast" },
    { "rpeaks", "x.csv", "--rate", "49" },
    { "rpeaks", "x.csv", "--rate", "nan" },
    { "rpeaks", "--ecg", "one" },
    { "hrv", "--ecg", "1", "--reading", "1" },
    { "hrv", "x.txt", "--ecg", "1" },
    { "hrv", "--reading", "1", "--rate", "512" },
    { "export", "csv", "x.csv" },
    { "export", "edf", "x.edf" },
    { "export", "csv", "x.csv", "--ecg=1", "--speed=25" },
    { "export", "png", "x.png", "--speed=25" },
    { "export", "png", "x.png", "--with-name" },
    { "export", "png", "x.png", "--ecg=1", "--speed=30" },
    { "export", "png", "x.png", "--ecg=1", "--gain=1" },
    { "export", "png", "x.png", "--ecg=1", "--filter=49" },
    { "export", "png", "x.png", "--ecg=1", "--filter=none,50" },
    { "export", "png", "x.png", "--ecg=1", "--from=-1" },
    { "export", "png", "x.png", "--ecg=1", "--seconds=0" },
    { "export", "png", "x.png", "--ecg=1", "--days=3" },
    { "export", "png", "x.png", "--days=0" },
    { "export", "pdf", "x.pdf", "--ecg=1", "--dark" },
    { "export", "labels", "x.csv", "--ecg=1" },
    { "export", "labels", "x.csv", "--dark" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_auto (Run) run = cli_call (calls[i][0], calls[i][1], calls[i][2], calls[i][3], calls[i][4],
                                   NULL);

      if (run.status != 2)
        g_error ("%s %s %s: %d %s", calls[i][0], calls[i][1], calls[i][2], run.status, run.err);
      g_assert_cmpstr (run.out, ==, "");
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
      g_assert_nonnull (strstr (run.err, "--help"));
    }
}

static void
test_failures (void)
{
  g_autofree char *absent = cli_path ("absent.csv"), *words = cli_path ("words.txt");
  g_autofree char *numbers = cli_path ("numbers.txt"), *cut = cli_path ("cut.edf");
  g_autofree char *out = cli_path ("out.png"), *from = g_strdup ("--from=31");
  g_autofree char *ecg = g_strdup_printf ("--ecg=%" G_GINT64_FORMAT, first);
  const char *const calls[][5] = {
    { "rpeaks", absent },
    { "rpeaks", words },
    { "rpeaks", numbers },      /* RR intervals */
    { "rpeaks", cut },
    { "rpeaks", cli_folder () },
    { "rpeaks", "--ecg=999999" },
    { "rpeaks", "--ecg=-1" },
    { "hrv", "--ecg=999999" },
    { "hrv", cut },
    { "export", "png", out, "--ecg=999999" },
    { "export", "csv", out, "--ecg=999999" },
    { "export", "png", out, ecg, from },
    { "export", "png", "/nonexistent/x.png", ecg },
    { "export", "edf", "/nonexistent/x.edf", ecg },
    { "export", "labels", "/nonexistent/x.csv" },
  };

  g_remove (out);
  g_assert_true (g_file_set_contents (words, "nothing to see\nhere\n", -1, NULL));
  g_assert_true (g_file_set_contents (numbers, "800\n810\n790\n805\n", -1, NULL));
  g_assert_true (g_file_set_contents (cut, "0       X X X X", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_auto (Run) run = cli_call ("--json", "--library", library, calls[i][0], calls[i][1],
                                   calls[i][2], calls[i][3], calls[i][4], NULL);

      if (run.status != 1)
        g_error ("%s %s: %d %s", calls[i][0], calls[i][1], run.status, run.err);
      g_assert_cmpstr (run.out, ==, "");
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
    }
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
}

/* Runs `export @kind @path --ecg ID` after @before, in a shell. */
static void
export_in_shell (const char *before,
                 const char *kind,
                 const char *path,
                 const char *after,
                 Run        *run)
{
  g_autofree char *line = g_strdup_printf ("%s '%s' --library '%s' export %s '%s' --ecg %" G_GINT64_FORMAT
                                           " %s", before, cli_program (), library, kind, path, first,
                                           after);
  const char *words[] = { "sh", "-c", line, NULL };
  g_autoptr (GSubprocess) process = cli_start (NULL, words);

  cli_finish (process, run);
}

/* Where there is no room for a file, none is left, nor a part of it in the place of another. */
static void
test_no_room (void)
{
  static const char *const kinds[] = { "png", "svg", "pdf", "csv" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (kinds); i++)
    {
      const char *kind = kinds[i / 2];
      g_autofree char *name = g_strconcat ("no-room.", kind, NULL), *path = cli_path (name);
      g_autofree char *text = NULL;
      g_autoptr (GDir) folder = NULL;
      g_auto (Run) run = { 0 };
      guint n = 0;

      if (i % 2 == 1)
        g_assert_true (g_file_set_contents (path, "old", -1, NULL));
      /* 64 KB, which do for the library’s own files. */
      export_in_shell ("ulimit -f 128; trap '' XFSZ; exec", kind, path, "", &run);
      g_assert_cmpint (run.status, ==, 1);
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
      g_assert_nonnull (strstr (run.err, name));
      g_assert_cmpint (g_file_get_contents (path, &text, NULL, NULL), ==, i % 2 == 1);
      g_assert_cmpstr (text, ==, i % 2 == 1 ? "old" : NULL);

      folder = g_dir_open (cli_folder (), 0, NULL);
      for (const char *entry; (entry = g_dir_read_name (folder)) != NULL;)
        n += g_str_has_prefix (entry, name);
      g_assert_cmpuint (n, ==, i % 2);
    }
}

/* A pipe is written to, and stays one. */
static void
test_to_pipe (void)
{
  static const char *const kinds[][2]
    = { { "png", "\x89PNG" }, { "pdf", "%PDF" }, { "csv", "Name," }, { "edf", "0       X X X X" } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = cli_path ("pipe"), *taken = cli_path ("taken");
      g_autofree char *before = g_strdup_printf ("mkfifo '%s'; cat '%s' > '%s' &", path, path, taken);
      g_autofree char *bytes = NULL;
      g_auto (Run) run = { 0 };

      export_in_shell (before, kinds[i][0], path, "&& wait", &run);
      cli_assert_done (&run);
      g_assert_true (g_file_get_contents (taken, &bytes, NULL, NULL));
      g_assert_true (g_str_has_prefix (bytes, kinds[i][1]));
      g_assert_false (g_file_test (path, G_FILE_TEST_IS_REGULAR));
      g_remove (path);
    }
}

/* What files are called, and what stands in them, does not reach a terminal's controls. */
static void
test_controls (void)
{
  static const char *const names[] = { "a\nb\033[2K.csv", "c1\302\2332J.csv", "\342\200\256rtl.csv" };
  g_autofree char *id = id_text (first), *folder = cli_path ("controls");
  g_autofree char *file = cli_path ("controls.beatwise"), *source = cli_path ("controls.csv");
  g_autofree char *absent = cli_path ("absent\n\033[2K.csv");
  g_autoptr (JsonNode) written = cli_call_json (library, "export", "csv", source, "--ecg", id, NULL);
  g_autoptr (JsonNode) listed = NULL;
  g_autofree char *text = NULL;
  g_auto (Run) run = { 0 }, error = { 0 };

  g_assert_true (g_file_get_contents (source, &text, NULL, NULL));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      char *number = strrchr (text, '\n') - 1;

      /* Each differs from the others in its last sample. */
      *number = (char) ('1' + i);
      g_assert_true (g_file_set_contents (path, text, -1, NULL));
    }

  run = cli_call ("--library", file, "import", folder, NULL);
  cli_assert_done (&run);
  run_clear (&run);
  run = cli_call ("--library", file, "label", "1", "fasting", "--by", "\033]0;x\a", NULL);
  cli_assert_done (&run);
  run_clear (&run);
  run = cli_call ("--library", file, "ecgs", NULL);
  cli_assert_done (&run);
  g_assert_cmpuint (cli_count_lines (run.out), ==, 2 + G_N_ELEMENTS (names) + 1);
  error = cli_call ("--library", file, "import", absent, NULL);
  g_assert_cmpint (error.status, ==, 1);
  g_assert_cmpuint (cli_count_lines (error.err), ==, 1);
  g_assert_nonnull (strstr (error.err, "absent"));
  for (guint i = 0; i < 2; i++)
    {
      const char *shown = i == 0 ? run.out : error.err;

      g_assert_null (strpbrk (shown, "\033\a"));
      g_assert_null (strstr (shown, "\302\233"));
      g_assert_null (strstr (shown, "\342\200\256"));
    }

  /* Programs get them as they are. */
  listed = cli_call_json (file, "ecgs", NULL);
  g_assert_cmpstr (json_object_get_string_member (cli_element (listed, 0), "labelled_by"), ==,
                   "\033]0;x\a");
}

/* Holds @peaks to words of numbers. */
static void
assert_peaks (JsonArray  *peaks,
              const char *expected)
{
  g_auto (GStrv) words = g_strsplit (expected, " ", -1);

  g_assert_cmpuint (json_array_get_length (peaks), ==, g_strv_length (words));
  for (guint i = 0; words[i] != NULL; i++)
    g_assert_cmpint (json_array_get_int_element (peaks, i), ==,
                     g_ascii_strtoll (words[i], NULL, 10));
}

/* Real recordings, with another implementation's peaks: some, and one whose peaks are corrected. */
static void
test_real (void)
{
  g_autofree char *path = bw_test_shared ("data/ecg-glucose/rpeaks.csv");
  g_autofree char *folder = NULL, *text = NULL, *file = cli_path ("real.beatwise");
  g_autoptr (JsonNode) imported = NULL, ecgs = NULL, labelled = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_corrected = 0;

  if (path == NULL)
    return;
  folder = g_path_get_dirname (path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      gboolean corrected = strcmp (cells[1], cells[2]) != 0;
      g_autoptr (JsonNode) found = NULL;
      g_autofree char *name = NULL;

      n_corrected += corrected;
      if (i % 40 != 1 && !(corrected && n_corrected <= 3))
        continue;
      name = g_build_filename (folder, cells[0], NULL);
      found = cli_call_json (library, "rpeaks", name, NULL);
      assert_peaks (json_object_get_array_member (json_node_get_object (found), "peaks"), cells[1]);
      assert_peaks (json_object_get_array_member (json_node_get_object (found), "peaks_uncorrected"),
                    cells[2]);
    }
  g_assert_cmpuint (n_corrected, >, 3);

  imported = cli_call_json (file, "import", folder, NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (imported), "ecgs"), ==, 227);
  ecgs = cli_call_json (file, "ecgs", NULL);
  g_assert_cmpuint (cli_length (ecgs), ==, 227);
  g_assert_cmpstr (json_object_get_string_member (cli_element (ecgs, 0), "labelled_by"), ==,
                   "folder");
  labelled = cli_call_json (file, "ecgs", "--label", "glucose", "--to", "2023-09-30", NULL);
  g_assert_cmpuint (cli_length (labelled), >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *sample = NULL;
  g_auto (Run) made = { 0 };
  g_autoptr (JsonNode) imported = NULL, ecgs = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 2;
  sample = cli_path ("sample.zip");
  library = cli_path ("library.beatwise");
  made = cli_call ("sample", sample, "--days", "60", NULL);
  cli_assert_done (&made);
  imported = cli_call_json (library, "import", sample, NULL);
  ecgs = cli_call_json (library, "ecgs", NULL);
  first = json_object_get_int_member (cli_element (ecgs, 0), "id");

  g_test_add_func ("/cli/ecgs/list", test_list);
  g_test_add_func ("/cli/ecgs/older-library", test_older_library);
  g_test_add_func ("/cli/ecgs/damaged", test_damaged);
  g_test_add_func ("/cli/ecgs/rpeaks", test_rpeaks);
  g_test_add_func ("/cli/ecgs/flat", test_flat);
  g_test_add_func ("/cli/ecgs/files", test_files);
  g_test_add_func ("/cli/ecgs/hrv", test_hrv);
  g_test_add_func ("/cli/ecgs/pipe", test_pipe);
  g_test_add_func ("/cli/ecgs/pictures", test_pictures);
  g_test_add_func ("/cli/ecgs/usage", test_usage);
  g_test_add_func ("/cli/ecgs/failures", test_failures);
  g_test_add_func ("/cli/ecgs/no-room", test_no_room);
  g_test_add_func ("/cli/ecgs/to-pipe", test_to_pipe);
  g_test_add_func ("/cli/ecgs/controls", test_controls);
  g_test_add_func ("/cli/ecgs/real", test_real);

  status = g_test_run ();
  g_free (library);
  cli_tear_down ();
  return status;
}
