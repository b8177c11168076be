/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/bw-schema.h"

static void
fill (Fixture *fixture,
      gsize    n)
{
  g_autofree BwSample *samples = NULL;

  samples = fixture_make_samples (fixture_kind (fixture, BW_KIND_HEART_RATE, "count/min"),
                                  fixture_source (fixture, "Watch"), FIRST_MS, 7000, n);
  fixture_import (fixture, samples, n);
}

static void
close_library (Fixture *fixture)
{
  g_clear_pointer (&fixture->library, bw_library_close);
}

static GBytes *
read_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, length);
}

/* Opening fails that way in each mode, in words, and the file is not touched. */
static void
assert_refused (const char *path,
                GQuark      domain,
                int         code)
{
  g_autoptr (GBytes) before = read_bytes (path);

  for (BwLibraryMode mode = BW_LIBRARY_READ; mode <= BW_LIBRARY_CREATE; mode++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwLibrary) library = bw_library_open (path, mode, &error);
      g_autoptr (GBytes) after = NULL;

      g_assert_null (library);
      g_assert_error (error, domain, code);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_nonnull (strstr (error->message, ".beatwise"));
      after = read_bytes (path);
      g_assert_true (g_bytes_equal (before, after));
    }
}

static void
write_at (const char *path,
          goffset     offset,
          const void *bytes,
          gsize       size)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, bytes, size, offset), ==, (gssize) size);
  close (fd);
}

static void
test_create (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "a", "b", NULL);
  g_autofree char *path = g_build_filename (folder, "Zoë’s.beatwise", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  GStatBuf info;

  for (BwLibraryMode mode = BW_LIBRARY_READ; mode <= BW_LIBRARY_WRITE; mode++)
    {
      library = bw_library_open (path, mode, &error);
      g_assert_null (library);
      g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
      g_clear_error (&error);
      g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
    }

  library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bw_library_get_path (library), ==, path);
  bw_library_set_setting (library, "zone", "Europe/Berlin", &error);
  g_assert_no_error (error);

  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (wal, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  /* Alone in its folder once it is closed, also after it was only read. */
  g_clear_pointer (&library, bw_library_close);
  library = bw_library_open (path, BW_LIBRARY_READ, &error);
  g_assert_no_error (error);
  g_clear_pointer (&library, bw_library_close);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "Zoë’s.beatwise");
  g_assert_null (g_dir_read_name (dir));

  g_assert_cmpint (fixture_query (path, "PRAGMA user_version"), ==, bw_schema_get_version ());
  g_assert_cmpint (fixture_query (path, "PRAGMA application_id"), ==, BW_SCHEMA_APPLICATION_ID);
  g_assert_cmpint (fixture_query (path, "SELECT count (*) FROM pragma_table_list"
                                        " WHERE schema = 'main' AND type = 'table'"
                                        " AND name NOT LIKE 'sqlite_%' AND NOT strict"), ==, 0);
}

/* A file chooser makes an empty file before the app sees it. */
static void
test_empty_file (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "empty.beatwise", NULL);
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "", 0, &error);
  g_assert_no_error (error);
  library = bw_library_open (path, BW_LIBRARY_READ, &error);
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_clear_error (&error);
  library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (library);
}

/* The log of a library that was deleted is not replayed into the next of that name. */
static void
test_stray_log (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *log = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  fill (fixture, 1000);
  g_file_get_contents (wal, &log, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, >, 0);
  close_library (fixture);
  g_unlink (fixture->path);
  g_file_set_contents (wal, log, (gssize) length, &error);
  g_assert_no_error (error);

  fixture->library = bw_library_open (fixture->path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  fixture_check (fixture->library, NULL);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM sample"), ==, 0);
}

static void
test_foreign (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *text = g_build_filename (fixture->folder, "text.beatwise", NULL);
  g_autofree char *short_text = g_build_filename (fixture->folder, "short.beatwise", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "other.beatwise", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "folder.beatwise", NULL);
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_file_set_contents (text, long_text, -1, &error);
  g_assert_no_error (error);
  assert_refused (text, BW_ERROR, BW_ERROR_FORMAT);

  g_file_set_contents (short_text, "SQLite format 3", 16, &error);
  g_assert_no_error (error);
  assert_refused (short_text, BW_ERROR, BW_ERROR_FORMAT);

  g_assert_cmpint (sqlite3_open (other, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (db, "PRAGMA journal_mode = WAL; CREATE TABLE t (x)", NULL, NULL, NULL), ==,
      SQLITE_OK);
  sqlite3_close (db);
  assert_refused (other, BW_ERROR, BW_ERROR_FORMAT);

  g_mkdir (folder, 0700);
  library = bw_library_open (folder, BW_LIBRARY_WRITE, &error);
  g_assert_null (library);
  g_assert_nonnull (error);
}

static void
test_too_new (Fixture       *fixture,
              gconstpointer  data)
{
  fill (fixture, 10);
  close_library (fixture);
  fixture_sql (fixture->path, "PRAGMA user_version = 1000");
  assert_refused (fixture->path, BW_ERROR, BW_ERROR_TOO_NEW);
  /* There is no version below 0, and nothing that would lead on from it. */
  fixture_sql (fixture->path, "PRAGMA user_version = -5");
  assert_refused (fixture->path, BW_ERROR, BW_ERROR_DAMAGED);
}

static void
test_migration (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "old.beatwise", NULL);
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *setting = NULL;

  g_assert_cmpint (bw_schema_get_version (), >, 1);
  bw_schema_create_file (path, 1, &error);
  g_assert_no_error (error);
  fixture_sql (path, "INSERT INTO setting VALUES ('measure', 'sdnn')");
  g_assert_cmpint (fixture_query (path, "SELECT count (*) FROM sqlite_schema WHERE type = 'view'"),
                   ==, 0);

  /* Reading leaves the version as it is. */
  library = bw_library_open (path, BW_LIBRARY_READ, &error);
  g_assert_no_error (error);
  setting = bw_library_get_setting (library, "measure");
  g_assert_cmpstr (setting, ==, "sdnn");
  g_clear_pointer (&setting, g_free);
  g_clear_pointer (&library, bw_library_close);
  g_assert_cmpint (fixture_query (path, "PRAGMA user_version"), ==, 1);

  library = bw_library_open (path, BW_LIBRARY_WRITE, &error);
  g_assert_no_error (error);
  setting = bw_library_get_setting (library, "measure");
  g_assert_cmpstr (setting, ==, "sdnn");
  fixture_check (library, NULL);
  g_clear_pointer (&library, bw_library_close);
  g_assert_cmpint (fixture_query (path, "PRAGMA user_version"), ==, bw_schema_get_version ());
  g_assert_cmpint (fixture_query (path, "SELECT count (*) FROM sqlite_schema WHERE type = 'view'"),
                   >, 0);
}

/* A labelled recording in a library of an older version, as a program of that version wrote it. */
static void
make_old (const char *path,
          int         version)
{
  g_autoptr (GError) error = NULL;

  bw_schema_create_file (path, version, &error);
  g_assert_no_error (error);
  fixture_sql (path,
               "INSERT INTO import (id, path, format, time_ms) VALUES (1, 'e', 'apple-ecg', 5);"
               "INSERT INTO recording (id, name, start_ms, offset_min, time_known, rate_hz,"
               " n_samples, lead, classification, symptoms, device, software, label, labelled_by,"
               " hash, import_id) VALUES (7, 'old.csv', 1672531200000, 60, 1, 512, 1, 'Lead I', '',"
               " '', 'Watch', '', 'glucose', 'folder',"
               " 'df3f619804a92fdb4057192dc43dd748ea778adc52bc498ce80524c014b81119', 1);"
               "INSERT INTO recording_samples VALUES (7, x'00000000');"
               "INSERT INTO model (id, stored, kind, trained_ms, from_ms, to_ms, seed, fingerprint,"
               " configuration, metrics, weights)"
               " VALUES (3, 1, 'lstm-default', 5, 1, 4, 9, 'ff', '{}', '{}', x'00');"
               "INSERT INTO forecast (issued_ms, model, model_id, measure, json)"
               " VALUES (6, 'lstm', 3, 'rmssd', '{}');");
}

static void
assert_old (BwLibrary *library)
{
  g_autoptr (GArray) recordings = NULL;
  g_autoptr (GArray) labels = NULL;
  g_autoptr (GArray) unanalysed = NULL;
  g_autoptr (GArray) predictions = NULL;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (BwModelRow) model = NULL;
  g_autoptr (GPtrArray) forecasts = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (BwBacktestRow) backtest = NULL;
  g_autoptr (GArray) rr_recordings = NULL;
  g_autoptr (GArray) edited = NULL;
  g_autoptr (GPtrArray) imports = NULL;
  g_autofree char *edits = NULL;
  g_autofree char *forecast = NULL;
  BwForecastRow *issued;
  g_auto (GStrv) readers = NULL;
  g_autoptr (GError) error = NULL;
  BwLibraryCounts counts;
  BwRecording *row;

  recordings = bw_library_read_recordings (library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (recordings->len, ==, 1);
  row = &g_array_index (recordings, BwRecording, 0);
  g_assert_cmpint (row->id, ==, 7);
  g_assert_cmpstr (row->name, ==, "old.csv");
  g_assert_cmpint (row->label, ==, BW_LABEL_GLUCOSE);
  g_assert_cmpstr (row->labelled_by, ==, "folder");
  g_assert_cmpint (row->labelled_ms, ==, 0);
  g_assert_cmpstr (row->note, ==, "");
  g_assert_false (row->has_analysis);

  labels = bw_library_read_reader_labels (library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (labels->len, ==, 0);
  readers = bw_library_list_readers (library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (readers), ==, 0);
  unanalysed = bw_library_list_unanalysed (library, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (unanalysed->len, ==, 1);
  bw_library_get_counts (library, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (counts.glucose, ==, 1);

  models = bw_library_list_models (library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (models->len, ==, 1);
  model = bw_library_get_model (library, NULL, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (model->kind, ==, "lstm-default");
  g_assert_cmpstr (model->name, ==, "");
  g_assert_cmpuint (g_bytes_get_size (model->weights), ==, 1);
  predictions = bw_library_read_predictions (library, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (predictions->len, ==, 0);

  forecasts = bw_library_list_forecasts (library, 0, 100, "rmssd", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (forecasts->len, ==, 1);
  issued = g_ptr_array_index (forecasts, 0);
  g_assert_cmpint (issued->issued_ms, ==, 6);
  g_assert_cmpint (issued->made_ms, ==, 0);
  g_assert_cmpint (issued->score_version, ==, 0);
  g_assert_cmpint (issued->model_id, ==, 3);
  forecast = bw_library_get_forecast (library, 6, &error);
  g_assert_cmpstr (forecast, ==, "{}");
  notes = bw_library_list_annotations (library, 0, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 0);
  backtest = bw_library_get_backtest (library, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (backtest);

  rr_recordings = bw_library_list_rr_recordings (library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rr_recordings->len, ==, 0);
  g_assert_cmpint (counts.rr_recordings, ==, 0);
  g_assert_true (bw_library_read_edits (library, BW_EDITED_RECORDING, 7, &edits, &error));
  g_assert_no_error (error);
  g_assert_null (edits);
  edited = bw_library_list_edited (library, BW_EDITED_READING, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (edited->len, ==, 0);
  imports = bw_library_list_imports (library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imports->len, ==, 1);
  g_assert_cmpuint (((BwImport *) g_ptr_array_index (imports, 0))->rr_recordings, ==, 0);
  fixture_check (library, NULL);
}

/* A library of any older version reads as it is, and is not written to for that; once it is opened
 * to write it has what is new, also for those who had it open. */
static void
test_older (Fixture       *fixture,
            gconstpointer  data)
{
  for (int version = BW_SCHEMA_OLDEST_READABLE; version < bw_schema_get_version (); version++)
    {
      g_autofree char *name = g_strdup_printf ("version-%d.beatwise", version);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr (BwLibrary) reader = NULL;
      g_autoptr (BwLibrary) writer = NULL;
      g_autoptr (BwRecording) recording = NULL;
      g_autoptr (BwModelRow) model = NULL;
      g_autoptr (BwForecastRow) row = bw_forecast_row_new ();
      g_autoptr (GPtrArray) forecasts = NULL;
      g_autoptr (GBytes) before = NULL;
      g_autoptr (GBytes) after = NULL;
      g_autoptr (GError) error = NULL;

      make_old (path, version);
      before = read_bytes (path);
      reader = bw_library_open (path, BW_LIBRARY_READ, &error);
      g_assert_no_error (error);
      assert_old (reader);
      g_clear_pointer (&reader, bw_library_close);
      after = read_bytes (path);
      g_assert_true (g_bytes_equal (before, after));

      reader = bw_library_open (path, BW_LIBRARY_READ, &error);
      g_assert_no_error (error);
      writer = bw_library_open (path, BW_LIBRARY_WRITE, &error);
      g_assert_no_error (error);
      assert_old (writer);
      bw_library_set_note (writer, 7, "after coffee", &error);
      g_assert_no_error (error);
      g_assert_cmpint (fixture_query (path, "PRAGMA user_version"), ==, bw_schema_get_version ());
      g_assert_cmpint (fixture_query (path, "SELECT count (*) FROM v_recording"
                                            " WHERE note = 'after coffee' AND quality IS NULL"
                                            " AND labelled IS NULL"), ==, 1);
      recording = bw_library_read_recording (reader, 7, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (recording->note, ==, "after coffee");

      bw_library_set_model_name (writer, 3, "mine", &error);
      bw_library_set_predictions (writer, 3,
                                  &(BwPredictionRow) { .recording_id = 7, .made_ms = 5,
                                                       .answer = BW_LABEL_GLUCOSE,
                                                       .probability = 0.5, .n_beats = 1 }, 1,
                                  &error);
      g_assert_no_error (error);
      model = bw_library_get_model (reader, NULL, 3, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (model->name, ==, "mine");
      g_assert_cmpint (fixture_query (path, "SELECT count (*) FROM v_prediction"
                                            " WHERE model = 'mine' AND recording = 'old.csv'"), ==,
                       1);

      /* What was issued again with what is known of it now. */
      row->issued_ms = 6;
      row->made_ms = 1000;
      row->model = g_strdup ("lstm");
      row->measure = g_strdup ("rmssd");
      row->json = g_strdup ("{\"score_now\": 62.5}");
      row->score_version = 2;
      bw_library_add_forecast (writer, row, &error);
      g_assert_no_error (error);
      forecasts = bw_library_list_forecasts (reader, 0, 100, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (forecasts->len, ==, 1);
      g_assert_cmpint (((BwForecastRow *) g_ptr_array_index (forecasts, 0))->score_version, ==, 2);
      g_assert_cmpint (fixture_query (path, "SELECT count (*) FROM v_forecast WHERE score_now = 62.5"
                                            " AND made = '1970-01-01T00:00:01.000Z'"), ==, 1);

      bw_library_set_edits (writer, BW_EDITED_RECORDING, 7, "{}", &error);
      g_assert_no_error (error);
      g_assert_cmpint (fixture_query (path, "SELECT recording_id FROM v_beat_edit"), ==, 7);
      fixture_check (writer, NULL);
    }
}

/* A step that cannot be done leaves the library at the version it had, with nothing of the step. */
static void
test_migration_fails (Fixture       *fixture,
                      gconstpointer  data)
{
  static const char *const in_the_way[]
      = { NULL, "CREATE VIEW v_import AS SELECT 1", "CREATE VIEW v_reader_label AS SELECT 1",
          "CREATE VIEW v_prediction AS SELECT 1", "CREATE VIEW v_backtest AS SELECT 1",
          "CREATE VIEW v_rr_recording AS SELECT 1", "CREATE VIEW v_kind AS SELECT 1" };

  for (int version = 1; version < (int) G_N_ELEMENTS (in_the_way); version++)
    {
      g_autofree char *name = g_strdup_printf ("version-%d.beatwise", version);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr (BwLibrary) library = NULL;
      g_autoptr (GError) error = NULL;
      gint64 n;

      make_old (path, version);
      fixture_sql (path, in_the_way[version]);
      n = fixture_query (path, "SELECT count (*) FROM sqlite_schema");
      library = bw_library_open (path, BW_LIBRARY_WRITE, &error);
      g_assert_null (library);
      g_assert_nonnull (error);
      g_assert_cmpint (fixture_query (path, "PRAGMA user_version"), ==, version);
      g_assert_cmpint (fixture_query (path, "SELECT count (*) FROM sqlite_schema"), ==, n);
    }
}

static void
test_truncated (Fixture       *fixture,
                gconstpointer  data)
{
  GStatBuf info;

  fill (fixture, 20000);
  close_library (fixture);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  for (goffset size = info.st_size - 1; size > 200; size = size * 3 / 5)
    {
      g_assert_cmpint (truncate (fixture->path, size), ==, 0);
      assert_refused (fixture->path, BW_ERROR, BW_ERROR_DAMAGED);
    }
}

/* The first page holds the schema. */
static void
test_broken_schema (Fixture       *fixture,
                    gconstpointer  data)
{
  guint8 noise[2000];

  fill (fixture, 100);
  close_library (fixture);
  memset (noise, 0xa5, sizeof noise);
  write_at (fixture->path, 100, noise, sizeof noise);
  assert_refused (fixture->path, BW_ERROR, BW_ERROR_DAMAGED);
}

/* A library that claims to be one and lacks its tables. */
static void
test_missing_table (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GPtrArray) kinds = NULL;
  g_autoptr (GError) error = NULL;

  close_library (fixture);
  fixture_sql (fixture->path, "DROP TABLE sample");
  fixture->library = bw_library_open (fixture->path, BW_LIBRARY_READ, &error);
  g_assert_no_error (error);
  kinds = bw_library_list_kinds (fixture->library, &error);
  g_assert_null (kinds);
  g_assert_error (error, BW_ERROR, BW_ERROR_DAMAGED);
  fixture_check (fixture->library, "*damaged*");
}

/* READ never changes the file: not by writing, nor by moving a log that was left into it. */
static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.beatwise", NULL);
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *copy_wal = g_strconcat (copy, "-wal", NULL);
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GBytes) log = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GError) error = NULL;
  BwLibraryCounts counts;

  /* As after a crash: the file and its log, nobody there. */
  fill (fixture, 500);
  before = read_bytes (fixture->path);
  log = read_bytes (wal);
  g_file_set_contents (copy, g_bytes_get_data (before, NULL), (gssize) g_bytes_get_size (before),
                       &error);
  g_assert_no_error (error);
  g_file_set_contents (copy_wal, g_bytes_get_data (log, NULL), (gssize) g_bytes_get_size (log),
                       &error);
  g_assert_no_error (error);

  library = bw_library_open (copy, BW_LIBRARY_READ, &error);
  g_assert_no_error (error);
  bw_library_get_counts (library, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (counts.records, ==, 500);
  g_assert_false (bw_library_set_setting (library, "zone", "Asia/Tokyo", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_cmpint (bw_library_intern_kind (library, "New", "", FALSE, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY);
  g_clear_pointer (&library, bw_library_close);
  after = read_bytes (copy);
  g_assert_true (g_bytes_equal (before, after));
}

/* In a folder that may not be written, as somebody who is not root. */
static void
test_read_only_folder (Fixture       *fixture,
                       gconstpointer  data)
{
  int status;
  pid_t child;

  fill (fixture, 500);
  close_library (fixture);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  child = fork ();
  if (child == 0)
    {
      g_autoptr (GError) error = NULL;
      BwLibraryCounts counts = { 0 };
      BwLibrary *library;

      if (geteuid () == 0 && setuid (65534) != 0)
        _exit (77);
      library = bw_library_open (fixture->path, BW_LIBRARY_WRITE, &error);
      if (library != NULL || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
        _exit (1);
      g_clear_error (&error);
      library = bw_library_open (fixture->path, BW_LIBRARY_READ, &error);
      if (library == NULL || !bw_library_get_counts (library, &counts, &error)
          || counts.records != 500)
        _exit (2);
      bw_library_close (library);
      _exit (0);
    }
  waitpid (child, &status, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == 77)
    g_test_skip ("cannot become another user");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
test_settings (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = bw_library_get_setting (fixture->library, "measure");

  g_assert_null (value);
  bw_library_set_setting (fixture->library, "measure", "rmssd", &error);
  bw_library_set_setting (fixture->library, "measure", "sdnn’", &error);
  g_assert_no_error (error);
  fixture_reopen (fixture, BW_LIBRARY_WRITE);
  value = bw_library_get_setting (fixture->library, "measure");
  g_assert_cmpstr (value, ==, "sdnn’");
  g_clear_pointer (&value, g_free);
  bw_library_set_setting (fixture->library, "measure", NULL, &error);
  g_assert_no_error (error);
  value = bw_library_get_setting (fixture->library, "measure");
  g_assert_null (value);

  bw_library_set_characteristic (fixture->library, "sex", "HKBiologicalSexFemale", &error);
  g_assert_no_error (error);
  value = bw_library_get_characteristic (fixture->library, "sex");
  g_assert_cmpstr (value, ==, "HKBiologicalSexFemale");
}

static void
assert_zone (BwLibrary  *library,
             const char *expected)
{
  g_autoptr (GTimeZone) zone = bw_library_get_zone (library);

  g_assert_nonnull (zone);
  if (expected != NULL)
    g_assert_cmpstr (g_time_zone_get_identifier (zone), ==, expected);
}

static void
test_zone (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  assert_zone (fixture->library, NULL);
  bw_library_note_zone (fixture->library, "Europe/Berlin", 3, &error);
  bw_library_note_zone (fixture->library, "Asia/Kolkata", 2, &error);
  g_assert_no_error (error);
  assert_zone (fixture->library, "Europe/Berlin");
  bw_library_note_zone (fixture->library, "Asia/Kolkata", 2, &error);
  assert_zone (fixture->library, "Asia/Kolkata");
  bw_library_set_setting (fixture->library, "zone", "Australia/Lord_Howe", &error);
  assert_zone (fixture->library, "Australia/Lord_Howe");
  bw_library_set_setting (fixture->library, "zone", "", &error);
  assert_zone (fixture->library, "Asia/Kolkata");
  bw_library_set_setting (fixture->library, "zone", "Nowhere/Land", &error);
  assert_zone (fixture->library, "Asia/Kolkata");
  g_assert_no_error (error);
}

static void
test_version (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (BwLibrary) other = NULL;
  g_autoptr (GError) error = NULL;
  gint64 own, others;

  other = bw_library_open (fixture->path, BW_LIBRARY_READ, &error);
  g_assert_no_error (error);
  own = bw_library_get_version (fixture->library);
  others = bw_library_get_version (other);
  g_assert_cmpint (bw_library_get_version (fixture->library), ==, own);
  g_assert_cmpint (bw_library_get_version (other), ==, others);

  for (guint i = 0; i < 3; i++)
    {
      fill (fixture, 10 + i);
      g_assert_cmpint (bw_library_get_version (fixture->library), !=, own);
      g_assert_cmpint (bw_library_get_version (other), !=, others);
      own = bw_library_get_version (fixture->library);
      others = bw_library_get_version (other);
    }

  /* What was taken back is no change to others. */
  fixture_begin (fixture);
  bw_library_rollback (fixture->library);
  g_assert_cmpint (bw_library_get_version (other), ==, others);
}

static void
test_rollback (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree BwSample *samples = NULL;
  g_autoptr (BwSampleWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  guint64 records = 0, n_new = 0;
  gint32 kind;

  fill (fixture, 100);
  before = fixture_dump (fixture->path);

  writer = bw_sample_writer_new (fixture->library, fixture_begin (fixture));
  kind = fixture_kind (fixture, "Gone", "ms");
  samples = fixture_make_samples (kind, fixture_source (fixture, "Gone"), FIRST_MS, 1000, 5000);
  bw_sample_writer_add (writer, samples, 5000, &records, &n_new, &error);
  g_assert_no_error (error);
  bw_library_rollback (fixture->library);
  bw_library_rollback (fixture->library);
  after = fixture_dump (fixture->path);
  g_assert_cmpstr (before, ==, after);

  /* The id that was handed out went with the transaction: the name gets one anew. */
  fixture_begin (fixture);
  g_assert_cmpint (fixture_kind (fixture, "Other", "ms"), ==, kind);
  g_assert_cmpint (fixture_kind (fixture, "Gone", "ms"), !=, kind);
  fixture_commit (fixture);
  fixture_check (fixture->library, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/library/create", test_create);
  fixture_add ("/store/library/empty-file", test_empty_file);
  fixture_add ("/store/library/stray-log", test_stray_log);
  fixture_add ("/store/library/foreign", test_foreign);
  fixture_add ("/store/library/too-new", test_too_new);
  fixture_add ("/store/library/migration", test_migration);
  fixture_add ("/store/library/older", test_older);
  fixture_add ("/store/library/migration-fails", test_migration_fails);
  fixture_add ("/store/library/truncated", test_truncated);
  fixture_add ("/store/library/broken-schema", test_broken_schema);
  fixture_add ("/store/library/missing-table", test_missing_table);
  fixture_add ("/store/library/read-only", test_read_only);
  fixture_add ("/store/library/read-only-folder", test_read_only_folder);
  fixture_add ("/store/library/settings", test_settings);
  fixture_add ("/store/library/zone", test_zone);
  fixture_add ("/store/library/version", test_version);
  fixture_add ("/store/library/rollback", test_rollback);
  return g_test_run ();
}
