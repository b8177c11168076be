/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-run.h"

#include "bw-test.h"
#include "store/bw-forecasts.h"
#include "store/bw-models.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/* What others wrote into a library, odd times and words, and a library that may only be read. */

static char *
make_library (const char *name)
{
  char *path = cli_path (name);
  g_autofree char *table = cli_path ("values.csv");
  g_autoptr (GString) text = g_string_new ("time,rmssd\n");
  g_auto (Run) imported = { 0 };

  for (guint i = 0; i < 20 * 6; i++)
    g_string_append_printf (text, "2025-03-%02uT%02u:10:00Z,%u\n", i / 6 + 1, i % 6 * 4,
                            40 + i * 7 % 13);
  g_assert_true (g_file_set_contents (table, text->str, -1, NULL));
  imported = cli_call ("--library", path, "import", table, NULL);
  cli_assert_done (&imported);
  return path;
}

/* A forecast that somebody else wrote says nothing, however deep it is nested, and hurts nothing. */
static void
test_kept (void)
{
  g_autofree char *path = make_library ("kept.beatwise");
  g_autoptr (GString) deep = g_string_new ("{\"hours\":");
  const char *const texts[] = {
    NULL, /* the deep one */
    "",
    "null",
    "[1, 2]",
    "{\"score_now\":1e300,\"zone_now\":\"red\"}",
    "{\"score_now\":\"48\",\"zone_now\":5}",
    "{\"score_now\":48,\"zone_now\":\"blue\"}",
  };

  for (guint i = 0; i < 200000; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text = texts[i] != NULL ? texts[i] : deep->str;
      g_autoptr (GError) error = NULL;
      g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_WRITE, &error);
      g_autoptr (BwForecastRow) row = bw_forecast_row_new ();
      g_autoptr (JsonNode) history = NULL;
      g_autoptr (JsonNode) forecast = NULL;
      g_autofree char *picture = cli_path ("kept.svg");
      g_autoptr (JsonNode) drawn = NULL;
      JsonObject *said;

      g_assert_no_error (error);
      row->issued_ms = G_GINT64_CONSTANT (1742428800000);
      row->model = g_strdup ("average");
      row->measure = g_strdup ("rmssd-imported");
      row->json = g_strdup (text);
      g_assert_true (bw_library_add_forecast (library, row, &error));
      g_clear_pointer (&library, bw_library_close);

      history = cli_call_json (path, "forecast", "history", NULL);
      g_assert_cmpuint (cli_length (history), ==, 1);
      said = cli_element (history, 0);
      cli_assert_keys (said, "id:i issued:t made:T measure:s model:s model_id:I score_now:D"
                             " zone_now:S score_version:I");
      g_assert_true (json_object_get_null_member (said, "zone_now"));
      forecast = cli_call_json (path, "forecast", "run", "--at", "2025-03-20T00:00Z", NULL);
      g_assert_cmpuint (cli_member_length (forecast, "hours"), ==, 24);
      drawn = cli_call_json (path, "export", "svg", picture, "--at", "2025-03-20T00:00Z", NULL);
    }
}

/* A network without weights, or with nothing that can be read of it, is told of and asked nothing. */
static void
test_model (void)
{
  g_autofree char *path = make_library ("model.beatwise");
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_WRITE, &error);
  g_autoptr (BwModelRow) row = bw_model_row_new ();
  g_autoptr (JsonNode) info = NULL;
  g_auto (Run) shown = { 0 };
  g_auto (Run) asked = { 0 };

  g_assert_no_error (error);
  row->kind = g_strdup ("lstm-tutorial");
  row->trained_ms = row->to_ms = G_GINT64_CONSTANT (1741600000000);
  row->from_ms = G_GINT64_CONSTANT (1740800000000);
  row->fingerprint = g_strdup ("0");
  row->configuration = g_strdup ("{\"measure\":\"rmssd-imported\"}");
  row->metrics = g_strdup ("{}");
  g_assert_true (bw_library_add_model (library, row, &error));
  g_clear_pointer (&library, bw_library_close);

  info = cli_call_json (path, "info", NULL);
  g_assert_cmpuint (cli_member_length (info, "models"), ==, 1);
  shown = cli_call ("--library", path, "forecast", "run", "--at", "2025-03-20", NULL);
  asked = cli_call ("--library", path, "forecast", "run", "--at", "2025-03-20", "--model", "lstm",
                    NULL);
  g_assert_cmpint (shown.status, ==, 1);
  g_assert_cmpint (asked.status, ==, 1);
  g_assert_nonnull (strstr (shown.err, "is damaged; train it again"));
  g_assert_cmpuint (cli_count_lines (shown.err), ==, 1);
}

/* Long ago and far ahead are times like others; what is no time, number or text is wrong usage. */
static void
test_words (void)
{
  static const char *const wrong[][6] = {
    { "note", "add" },
    { "note", "add", "x", "--tag", "\xff" },
    { "note", "remove", "x" },
    { "note", "list", "--from", "1960-01-02", "--to", "1960-01-01" },
    { "forecast", "run", "--at", "30000-01-01" },
    { "forecast", "run", "--at", "nan" },
    { "forecast", "backtest", "--days", "1e999" },
    { "forecast", "weights", "--set", "nan,1,1" },
    { "forecast", "weights", "--set", "1e999,1,1" },
    { "alerts", "set", "--below", "-0" },
  };
  static const char *const spans[][5] = {
    { "note", "list", "--to", "1960-01-01" },
    { "forecast", "history", "--to", "1960-01-01" },
    { "readings", "--to", "1960-01-01" },
    { "ecgs", "--to", "1960-01-01" },
  };
  g_autofree char *path = cli_path ("words.beatwise");
  g_auto (Run) early = cli_call ("--library", path, "note", "add", "early", "--at", "1959-06-01",
                                 NULL);
  g_auto (Run) late = cli_call ("--library", path, "note", "add", "late", "--at", "9999-12-31", NULL);
  g_autoptr (JsonNode) all = cli_call_json (path, "note", "list", NULL);
  g_autoptr (JsonNode) before = cli_call_json (path, "note", "list", "--to", "1960-01-01", NULL);
  g_auto (Run) text = cli_call ("--library", path, "note", "list", NULL);
  g_auto (Run) remove = cli_call ("--library", path, "note", "remove", "x", NULL);
  g_auto (Run) hours = cli_call ("--library", path, "hourly", NULL);

  cli_assert_done (&early);
  cli_assert_done (&late);
  g_assert_cmpuint (cli_length (all), ==, 2);
  g_assert_cmpuint (cli_length (before), ==, 1);
  g_assert_nonnull (strstr (text.out, "1959-06-01 00:00"));
  g_assert_nonnull (strstr (text.out, "10000-01-01 00:00 "));
  g_assert_nonnull (strstr (remove.err, "note list"));
  g_assert_cmpint (hours.status, ==, 1);
  g_assert_nonnull (strstr (hours.err, "in this library yet"));

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (Run) run = cli_call ("--library", path, wrong[i][0], wrong[i][1], wrong[i][2],
                                   wrong[i][3], wrong[i][4], wrong[i][5], NULL);

      if (run.status != 2)
        g_error ("%s %s %s: %d %s", wrong[i][0], wrong[i][1], wrong[i][2], run.status, run.err);
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
      g_assert_null (strstr (run.err, ".;"));
      g_assert_null (strstr (run.err, "(null)"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_auto (Run) run = cli_call ("--library", path, spans[i][0], spans[i][1], spans[i][2],
                                   spans[i][3], spans[i][4], NULL);

      cli_assert_done (&run);
    }
}

/* A forecast of now is given all the same, and it is told that it is not kept. */
static void
test_read_only (void)
{
  g_autofree char *setpriv = g_find_program_in_path ("setpriv");
  g_autofree char *folder = cli_path ("read-only");
  g_autofree char *made = make_library ("source.beatwise");
  g_autofree char *path = g_build_filename (folder, "library.beatwise", NULL);
  gboolean root = geteuid () == 0;
  const char *words[] = { "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
                          cli_program (), "--library", path, "--json", "forecast", "run", NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_auto (Run) run = { 0 };
  g_autoptr (JsonNode) forecast = NULL;

  if (root && setpriv == NULL)
    {
      g_test_skip ("nothing is read-only for root, and there is no setpriv");
      return;
    }
  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  g_assert_cmpint (g_rename (made, path), ==, 0);
  g_assert_cmpint (g_chmod (cli_folder (), 0755), ==, 0);
  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);

  process = cli_start (NULL, root ? words : words + 4);
  cli_finish (process, &run);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  if (root && run.status != 0 && strstr (run.err, "setpriv:") != NULL)
    {
      g_test_skip ("the program cannot be run as another user");
      return;
    }
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
  g_assert_nonnull (strstr (run.err, "could not be kept"));
  forecast = json_from_string (run.out, NULL);
  g_assert_nonnull (forecast);
  g_assert_cmpuint (cli_member_length (forecast, "hours"), ==, 24);
}

/* What is written never takes the place of the library, of what SQLite keeps beside it, or of what is
 * read. */
static void
test_own_files (void)
{
  static const char *const verbs[][6] = {
    { "export", "csv", NULL, "--table", "days" },
    { "export", "tables", NULL },
    { "export", "dictionary", NULL },
    { "export", "line-protocol", NULL },
    { "export", "svg", NULL },
    { "sample", NULL },
    { "report", NULL, "--month", "2025-03" },
  };
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
  g_autofree char *path = make_library ("own.beatwise");
  g_autofree char *intervals = cli_path ("own-rr.txt");
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GString) rr = g_string_new (NULL);
  gsize length, length_after;

  g_assert_true (g_file_get_contents (path, &before, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    for (guint j = 0; j < G_N_ELEMENTS (suffixes); j++)
      {
        g_autofree char *out = g_strconcat (path, suffixes[j], NULL);
        gboolean early = verbs[i][1] == NULL;
        g_auto (Run) run
            = cli_call ("--library", path, verbs[i][0], early ? out : verbs[i][1],
                        early ? verbs[i][2] : out, verbs[i][3],
                        early ? NULL : verbs[i][4], NULL);

        g_assert_cmpint (run.status, ==, 2);
        g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
        g_assert_nonnull (strstr (run.err, "a file of the library itself"));
      }
  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length, after, length_after);

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (rr, "%u\n", 800 + i * 7 % 60);
  g_assert_true (g_file_set_contents (intervals, rr->str, -1, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *kept = NULL;
      g_auto (Run) run = i == 0 ? cli_call ("--library", path, "export", "csv", intervals, intervals,
                                            "--what", "intervals", NULL)
                                : cli_call ("--library", path, "report", intervals, intervals, NULL);

      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (run.err, "the file that is read"));
      g_assert_true (g_file_get_contents (intervals, &kept, NULL, NULL));
      g_assert_cmpstr (kept, ==, rr->str);
    }
}

/* Times, durations and offsets that no clock ever showed: what can be written is, and nothing overflows. */
static void
test_times (void)
{
  static const char *const damage[] = {
    "UPDATE OR IGNORE sample SET duration_ms = 9223372036854775807 WHERE start_ms / 60000 % 3 = 0",
    "UPDATE OR IGNORE sample SET start_ms = start_ms - 9223372036854775807 WHERE start_ms / 60000 % 3 = 1",
    "UPDATE sample SET offset_min = 1000000000 WHERE start_ms / 60000 % 2 = 0",
    "INSERT INTO reading (start_ms, end_ms, source_id, offset_min, n_beats, n_intervals, n_artefacts,"
    "  rmssd_ms, used, import_id) SELECT t.column1, t.column2, s.id, 0, 1, 0, 0, 40, 1, i.id"
    "  FROM (VALUES (-9223372036854775807, 9223372036854775807), (-9000000000000, 9223372036854775807),"
    "  (9223372036854775807, -9223372036854775807)) t, source s, import i",
    "INSERT INTO beat SELECT id, 0, start_ms, 60 FROM reading",
    "INSERT INTO recording (name, start_ms, offset_min, time_known, rate_hz, n_samples, lead,"
    "  classification, symptoms, device, software, hash, import_id) SELECT 'x.csv', t.column1, 1000000,"
    "  t.column2, 512, 2, 'Lead I', '', '', '', '', t.column1, i.id"
    "  FROM (VALUES (-9223372036854775807, 0), (9223372036854775807, 1), (1742428800000, 1)) t, import i",
    "INSERT INTO recording_samples SELECT id, X'0000000001000000' FROM recording",
  };
  static const char *const exports[][4] = {
    { "line-protocol" },
    { "share" },
    { "tables" },
    { "edf", "--ecg", "1" },
    { "edf", "--ecg", "2" },
  };
  g_autofree char *path = make_library ("times.beatwise");
  g_auto (Run) checked = { 0 };
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (damage); i++)
    if (sqlite3_exec (db, damage[i], NULL, NULL, NULL) != SQLITE_OK)
      g_error ("%s: %s", damage[i], sqlite3_errmsg (db));
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      g_autofree char *out = cli_path ("times.out");
      g_autoptr (JsonNode) told = cli_call_json (path, "export", exports[i][0], out, exports[i][1],
                                                 exports[i][2], NULL);

      g_assert_cmpint (cli_get_int (told, "size_bytes"), >, 0);
    }
  checked = cli_call ("--library", path, "check", NULL);
  g_assert_cmpint (checked.status, ==, 1);
  g_assert_cmpuint (cli_count_lines (checked.err), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 2;

  g_test_add_func ("/cli/hostile/kept", test_kept);
  g_test_add_func ("/cli/hostile/model", test_model);
  g_test_add_func ("/cli/hostile/words", test_words);
  g_test_add_func ("/cli/hostile/read-only", test_read_only);
  g_test_add_func ("/cli/hostile/own-files", test_own_files);
  g_test_add_func ("/cli/hostile/times", test_times);

  status = g_test_run ();
  cli_tear_down ();
  return status;
}
