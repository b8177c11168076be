/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

void
fixture_set_up (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  self->folder = bw_test_make_folder ();
  self->path = g_build_filename (self->folder, "me.beatwise", NULL);
  self->library = bw_library_open (self->path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
}

void
fixture_tear_down (Fixture       *self,
                   gconstpointer  data)
{
  bw_library_close (self->library);
  g_free (self->path);
  bw_test_remove_folder (self->folder);
}

void
fixture_reopen (Fixture       *self,
                BwLibraryMode  mode)
{
  g_autoptr (GError) error = NULL;

  bw_library_close (self->library);
  self->library = bw_library_open (self->path, mode, &error);
  g_assert_no_error (error);
}

gint64
fixture_begin (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  bw_library_begin (self->library, &error);
  g_assert_no_error (error);
  id = bw_library_begin_import (self->library, "export.zip", "apple-health", &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

void
fixture_commit (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  bw_library_commit (self->library, &error);
  g_assert_no_error (error);
}

gint32
fixture_kind (Fixture    *self,
              const char *name,
              const char *unit)
{
  g_autoptr (GError) error = NULL;
  gint32 id = bw_library_intern_kind (self->library, name, unit, FALSE, &error);

  g_assert_no_error (error);
  return id;
}

gint32
fixture_source (Fixture    *self,
                const char *name)
{
  g_autoptr (GError) error = NULL;
  gint32 id = bw_library_intern_source (self->library, name, "10.1", "Apple Watch", &error);

  g_assert_no_error (error);
  return id;
}

Counts
fixture_import (Fixture        *self,
                const BwSample *samples,
                gsize           n)
{
  g_autoptr (BwSampleWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  Counts counts = { 0, 0 };

  writer = bw_sample_writer_new (self->library, fixture_begin (self));
  bw_sample_writer_add (writer, samples, n, &counts.records, &counts.n_new, &error);
  g_assert_no_error (error);
  bw_sample_writer_finish (writer, &error);
  g_assert_no_error (error);
  fixture_commit (self);
  return counts;
}

BwSample *
fixture_make_samples (gint32 kind,
                      gint32 source,
                      gint64 start_ms,
                      gint64 step_ms,
                      gsize  n)
{
  BwSample *samples = g_new0 (BwSample, n);

  for (gsize i = 0; i < n; i++)
    samples[i] = (BwSample) {
      .start_ms = start_ms + (gint64) i * step_ms,
      .end_ms = start_ms + (gint64) i * step_ms,
      .value = 50 + (double) (i * 7919 % 90) + (i % 3 == 0 ? 0.25 : 0),
      .kind = kind,
      .source = source,
      .offset_min = 60,
    };
  return samples;
}

void
fixture_add_recordings (Fixture *self,
                        guint    n)
{
  gint64 id = fixture_begin (self);

  for (guint i = 0; i < n; i++)
    {
      const gint32 samples_nv[] = { 1, 2, 3, 4, (gint32) i };
      g_autofree char *name = g_strdup_printf ("ecg-%u.csv", i);
      BwRecording recording = {
        .name = name,
        .start_ms = FIRST_MS + i * BW_TIME_MINUTE,
        .time_known = TRUE,
        .rate_hz = 512,
        .n_samples = 5,
      };
      g_autoptr (GError) error = NULL;

      bw_library_add_recording (self->library, id, &recording, samples_nv, NULL, &error);
      g_assert_no_error (error);
    }
  fixture_commit (self);
}

gint64
fixture_add_model (Fixture *self,
                   guint64  seed)
{
  g_autoptr (BwModelRow) row = bw_model_row_new ();
  g_autoptr (GError) error = NULL;

  row->kind = g_strdup ("comparator-default");
  row->trained_ms = FIRST_MS;
  row->seed = seed;
  row->metrics = g_strdup ("{}");
  row->weights = g_bytes_new_static ("weights", 7);
  bw_library_add_model (self->library, row, &error);
  g_assert_no_error (error);
  return row->id;
}

gint64
fixture_add_forecast (Fixture    *self,
                      gint64      issued_ms,
                      const char *model,
                      gint64      model_id,
                      const char *json)
{
  g_autoptr (BwForecastRow) row = bw_forecast_row_new ();
  g_autoptr (GError) error = NULL;

  row->issued_ms = issued_ms;
  row->made_ms = issued_ms + 5;
  row->model = g_strdup (model);
  row->model_id = model_id;
  row->measure = g_strdup ("rmssd");
  row->json = g_strdup (json);
  row->score_version = 2;
  bw_library_add_forecast (self->library, row, &error);
  g_assert_no_error (error);
  return row->id;
}

gint64
fixture_add_annotation (Fixture    *self,
                        gint64      start_ms,
                        gint64      end_ms,
                        const char *text,
                        const char *tags)
{
  g_autoptr (BwAnnotation) note = bw_annotation_new ();
  g_autoptr (GError) error = NULL;

  note->start_ms = start_ms;
  note->end_ms = end_ms;
  note->offset_min = 60;
  note->text = g_strdup (text);
  note->tags = bw_annotation_parse_tags (tags);
  bw_library_add_annotation (self->library, note, &error);
  g_assert_no_error (error);
  return note->id;
}

void
fixture_sql (const char *path,
             const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, NULL);
  g_assert_cmpstr (sqlite3_errmsg (db), ==, "not an error");
  sqlite3_close (db);
}

gint64
fixture_query (const char *path,
               const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *stmt = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);
  g_assert_cmpstr (sqlite3_errmsg (db), ==, "not an error");
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return value;
}

void
fixture_check (BwLibrary  *library,
               const char *pattern)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  g_assert_true (bw_library_check (library, &problems, NULL, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    {
      const char *problem = g_ptr_array_index (problems, i);

      g_test_message ("found: %s", problem);
      g_assert_true (g_utf8_validate (problem, -1, NULL));
      if (pattern != NULL && g_pattern_match_simple (pattern, problem))
        found = TRUE;
    }
  if (pattern == NULL)
    g_assert_cmpuint (problems->len, ==, 0);
  else
    g_assert_true (found);
}

char *
fixture_dump (const char *path)
{
  const char *const queries[] = {
    "SELECT kind_id || ' ' || start_ms || ' ' || duration_ms || ' ' || source_id || ' ' || value"
    " || ' ' || offset_min FROM sample",
    "SELECT kind_id || ' ' || start_ms || ' ' || n || ' ' || round (sum, 6) || ' ' || min || ' ' "
    "|| max"
    " FROM rollup",
    "SELECT name || ' ' || n_samples FROM kind",
    "SELECT start_ms || ' ' || n_beats FROM reading",
    "SELECT reading_id || ' ' || time_ms || ' ' || bpm FROM beat",
    "SELECT name || ' ' || hash || ' ' || ifnull (label, '') || ' ' || ifnull (labelled_by, '')"
    " || ' ' || ifnull (labelled_ms, '') || ' ' || note || ' ' || ifnull (quality, '')"
    " FROM recording",
    "SELECT reader || ' ' || recording_id || ' ' || label || ' ' || ifnull (time_ms, '')"
    " FROM reader_label",
    "SELECT identity FROM workout",
    "SELECT id || ' ' || stored || ' ' || kind || ' ' || name || ' ' || metrics || ' '"
    " || hex (weights) FROM model",
    "SELECT model_id || ' ' || recording_id || ' ' || made_ms || ' ' || ifnull (answer, '') || ' '"
    " || ifnull (probability, '') || ' ' || votes || ' ' || n_beats || ' ' || outside || same_day"
    " || is_reference || ' ' || origin FROM prediction",
    "SELECT issued_ms || ' ' || ifnull (made_ms, '') || ' ' || model || ' ' || measure"
    " || ' ' || ifnull (score_version, '') || ' ' || json FROM forecast",
    "SELECT made_ms || ' ' || measure || ' ' || from_ms || ' ' || to_ms || ' ' || stride_h || ' '"
    " || fingerprint || ' ' || json FROM backtest",
    "SELECT id || ' ' || start_ms || ' ' || end_ms || ' ' || offset_min || ' ' || tags || ' '"
    " || text FROM annotation",
    "SELECT id || ' ' || name || ' ' || start_ms || ' ' || n_beats || ' ' || hash"
    " FROM rr_recording",
    "SELECT rr_recording_id || ' ' || length (values_ms) || ' ' || hex (gaps)"
    " FROM rr_recording_values",
    "SELECT coalesce (reading_id, recording_id, rr_recording_id) || ' ' || json FROM beat_edit",
  };
  g_autoptr (GString) dump = g_string_new (NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      sqlite3_stmt *stmt = NULL;

      g_assert_cmpint (sqlite3_prepare_v2 (db, queries[i], -1, &stmt, NULL), ==, SQLITE_OK);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        g_string_append_printf (dump, "%s\n", sqlite3_column_text (stmt, 0));
      sqlite3_finalize (stmt);
    }
  sqlite3_close (db);
  return g_string_free (g_steal_pointer (&dump), FALSE);
}
