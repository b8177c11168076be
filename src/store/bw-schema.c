/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-schema.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/bw-dictionary-private.h"
#include "store/bw-library-private.h"
#include "store/bw-schema-views.h"

/* A library is at version n when the first n of these were run. A step that was ever released is
 * never edited: a change is a new step.
 *
 * Notes on the tables:
 *
 * sample     Its key is its identity, its rows lie in the order they are read in, and it costs some
 *            25 bytes a row: SQLite keeps 0 and 1 and whole numbers in 0, 0 and few bytes. `nested`
 *            is 0 for a record at the top level of its file, else (inside a Correlation or Workout)
 *            the import that last counted it. Kinds, sources, categories and imports are referred
 *            to without FOREIGN KEY clauses: checking those takes longer than the insertion;
 *            bw_library_check() looks for strays.
 *            `created_s` counts from the end of the sample, which keeps it short; 0 also where the
 *            file does not tell.
 * rollup     Quantity samples by the quarter of an hour they start in.
 * recording_samples
 *            Little-endian int32, nanovolt. Apart from the headers, so that those list quickly.
 * workout    `repeat` numbers workouts that are alike in everything within one file.
 * reader_label
 *            What each of several readers made of a recording by themselves; the label of the
 *            recording itself is the one that holds.
 * prediction What a model made of a recording: no answer where it is not sure, and where the
 *            recording has no beats that can be used, which then has no probability either.
 * annotation A person's own note on a moment (end = start) or a stretch of time; `tags` are lower-case
 *            words with one space between two.
 * backtest   The newest of each measure.
 * rr_recording
 *            RR intervals from a file. Its numbers are what signal/ makes of them.
 * rr_recording_values
 *            Little-endian float64, ms, as the file had them; and of each gap between two of them the
 *            little-endian uint32 before which interval it is (from 0) and its float64 length in ms,
 *            0 where that is not known.
 * beat_edit  What a person did to the beats of one reading, recording or RR recording, and how they
 *            are to be analysed, as JSON (see rhythm/); the beats themselves stay as they were.
 * dictionary What all of them and the views hold, in words (bw-dictionary.h). Written anew by every
 *            migration to the newest version, so that new words are a new step too. */
static const char *const steps[] = {
  "CREATE TABLE setting ("
  "  key TEXT PRIMARY KEY NOT NULL,"
  "  value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

  "CREATE TABLE characteristic ("
  "  key TEXT PRIMARY KEY NOT NULL,"
  "  value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

  "CREATE TABLE zone_note ("
  "  zone TEXT PRIMARY KEY NOT NULL,"
  "  n INTEGER NOT NULL) STRICT, WITHOUT ROWID;"

  "CREATE TABLE import ("
  "  id INTEGER PRIMARY KEY,"
  "  path TEXT NOT NULL,"
  "  format TEXT NOT NULL,"
  "  time_ms INTEGER NOT NULL,"
  "  exported_ms INTEGER,"
  "  records INTEGER NOT NULL DEFAULT 0,"
  "  n_new INTEGER NOT NULL DEFAULT 0,"
  "  readings INTEGER NOT NULL DEFAULT 0,"
  "  beats INTEGER NOT NULL DEFAULT 0,"
  "  ecgs INTEGER NOT NULL DEFAULT 0,"
  "  ecg_samples INTEGER NOT NULL DEFAULT 0,"
  "  workouts INTEGER NOT NULL DEFAULT 0,"
  "  activity_days INTEGER NOT NULL DEFAULT 0,"
  "  skipped INTEGER NOT NULL DEFAULT 0,"
  "  seconds REAL NOT NULL DEFAULT 0) STRICT;"

  "CREATE TABLE problem ("
  "  import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE,"
  "  n INTEGER NOT NULL,"
  "  file TEXT NOT NULL,"
  "  line INTEGER NOT NULL,"
  "  what TEXT NOT NULL,"
  "  count INTEGER NOT NULL,"
  "  PRIMARY KEY (import_id, n)) STRICT, WITHOUT ROWID;"

  "CREATE TABLE kind ("
  "  id INTEGER PRIMARY KEY,"
  "  name TEXT NOT NULL,"
  "  unit TEXT NOT NULL,"
  "  is_category INTEGER NOT NULL,"
  "  n_samples INTEGER NOT NULL DEFAULT 0,"
  "  UNIQUE (name, unit, is_category)) STRICT;"

  "CREATE TABLE source ("
  "  id INTEGER PRIMARY KEY,"
  "  name TEXT NOT NULL,"
  "  version TEXT NOT NULL,"
  "  device TEXT NOT NULL,"
  "  UNIQUE (name, version, device)) STRICT;"

  "CREATE TABLE category ("
  "  id INTEGER PRIMARY KEY,"
  "  name TEXT NOT NULL UNIQUE) STRICT;"

  "CREATE TABLE sample ("
  "  kind_id INTEGER NOT NULL,"
  "  start_ms INTEGER NOT NULL,"
  "  duration_ms INTEGER NOT NULL,"
  "  source_id INTEGER NOT NULL,"
  "  value REAL NOT NULL,"
  "  created_s INTEGER NOT NULL,"
  "  offset_min INTEGER NOT NULL,"
  "  nested INTEGER NOT NULL,"
  "  import_id INTEGER NOT NULL,"
  "  PRIMARY KEY (kind_id, start_ms, duration_ms, source_id, value, created_s)) STRICT, WITHOUT ROWID;"

  "CREATE TABLE rollup ("
  "  kind_id INTEGER NOT NULL,"
  "  start_ms INTEGER NOT NULL,"
  "  n INTEGER NOT NULL,"
  "  sum REAL NOT NULL,"
  "  min REAL NOT NULL,"
  "  max REAL NOT NULL,"
  "  PRIMARY KEY (kind_id, start_ms)) STRICT, WITHOUT ROWID;"

  "CREATE TABLE reading ("
  "  id INTEGER PRIMARY KEY,"
  "  start_ms INTEGER NOT NULL,"
  "  end_ms INTEGER NOT NULL,"
  "  source_id INTEGER NOT NULL REFERENCES source,"
  "  offset_min INTEGER NOT NULL,"
  "  sdnn_device_ms REAL,"
  "  n_beats INTEGER NOT NULL,"
  "  n_intervals INTEGER NOT NULL,"
  "  n_artefacts INTEGER NOT NULL,"
  "  rmssd_ms REAL,"
  "  rmssd_raw_ms REAL,"
  "  se_ms REAL,"
  "  used INTEGER NOT NULL,"
  "  why_not TEXT,"
  "  import_id INTEGER NOT NULL REFERENCES import,"
  "  UNIQUE (start_ms, end_ms, source_id)) STRICT;"

  "CREATE TABLE beat ("
  "  reading_id INTEGER NOT NULL REFERENCES reading ON DELETE CASCADE,"
  "  n INTEGER NOT NULL,"
  "  time_ms INTEGER NOT NULL,"
  "  bpm INTEGER,"
  "  PRIMARY KEY (reading_id, n)) STRICT, WITHOUT ROWID;"

  "CREATE TABLE recording ("
  "  id INTEGER PRIMARY KEY,"
  "  name TEXT NOT NULL,"
  "  start_ms INTEGER NOT NULL,"
  "  offset_min INTEGER NOT NULL,"
  "  time_known INTEGER NOT NULL,"
  "  rate_hz REAL NOT NULL,"
  "  n_samples INTEGER NOT NULL,"
  "  lead TEXT NOT NULL,"
  "  classification TEXT NOT NULL,"
  "  symptoms TEXT NOT NULL,"
  "  device TEXT NOT NULL,"
  "  software TEXT NOT NULL,"
  "  label TEXT CHECK (label IN ('fasting', 'glucose')),"
  "  labelled_by TEXT,"
  "  hash TEXT NOT NULL,"
  "  import_id INTEGER NOT NULL REFERENCES import,"
  "  UNIQUE (start_ms, hash)) STRICT;"

  "CREATE TABLE recording_samples ("
  "  recording_id INTEGER PRIMARY KEY REFERENCES recording ON DELETE CASCADE,"
  "  samples_nv BLOB NOT NULL) STRICT;"

  "CREATE TABLE workout ("
  "  id INTEGER PRIMARY KEY,"
  "  identity TEXT NOT NULL,"
  "  repeat INTEGER NOT NULL,"
  "  activity TEXT NOT NULL,"
  "  start_ms INTEGER,"
  "  end_ms INTEGER,"
  "  offset_min INTEGER NOT NULL,"
  "  source_id INTEGER NOT NULL REFERENCES source,"
  "  duration_min REAL,"
  "  energy_kcal REAL,"
  "  distance_m REAL,"
  "  import_id INTEGER NOT NULL REFERENCES import,"
  "  UNIQUE (identity, repeat)) STRICT;"

  "CREATE TABLE activity_day ("
  "  day TEXT PRIMARY KEY NOT NULL,"
  "  energy_kcal REAL, energy_goal_kcal REAL,"
  "  exercise_min REAL, exercise_goal_min REAL,"
  "  stand_hours REAL, stand_goal_hours REAL,"
  "  move_min REAL, move_goal_min REAL,"
  "  import_id INTEGER NOT NULL REFERENCES import) STRICT, WITHOUT ROWID;"

  "CREATE TABLE model ("
  "  id INTEGER PRIMARY KEY,"
  "  stored INTEGER NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  trained_ms INTEGER NOT NULL,"
  "  from_ms INTEGER NOT NULL,"
  "  to_ms INTEGER NOT NULL,"
  "  seed INTEGER NOT NULL,"
  "  fingerprint TEXT NOT NULL,"
  "  configuration TEXT NOT NULL,"
  "  metrics TEXT NOT NULL,"
  "  weights BLOB,"
  "  UNIQUE (kind, fingerprint, configuration, seed)) STRICT;"

  "CREATE TABLE forecast ("
  "  id INTEGER PRIMARY KEY,"
  "  issued_ms INTEGER NOT NULL,"
  "  model TEXT NOT NULL,"
  "  model_id INTEGER REFERENCES model,"
  "  measure TEXT NOT NULL,"
  "  json TEXT NOT NULL,"
  "  UNIQUE (issued_ms, model, measure)) STRICT;",

  /* 2: indices on what is referred to, and views for people who browse the file with other tools */
  "CREATE INDEX reading_by_source ON reading (source_id);"
  "CREATE INDEX forecast_by_model ON forecast (model_id);"

#define ISO(ms) "strftime ('%Y-%m-%dT%H:%M:%fZ', (" ms ") / 1000.0, 'unixepoch')"
  "CREATE VIEW v_sample AS SELECT k.name AS kind, " ISO ("s.start_ms") " AS start,"
  "  " ISO ("s.start_ms + s.duration_ms") " AS end, iif (k.is_category, NULL, s.value) AS value,"
  "  k.unit, c.name AS category, o.name AS source, o.device, s.offset_min, s.nested <> 0 AS nested,"
  "  s.import_id, s.start_ms, s.start_ms + s.duration_ms AS end_ms,"
  "  " ISO ("s.start_ms + s.duration_ms + s.created_s * 1000") " AS created"
  " FROM sample s JOIN kind k ON k.id = s.kind_id JOIN source o ON o.id = s.source_id"
  " LEFT JOIN category c ON k.is_category AND c.id = CAST (s.value AS INTEGER);"

  "CREATE VIEW v_rollup AS SELECT k.name AS kind, k.unit, " ISO ("r.start_ms") " AS start, r.n,"
  "  r.sum / r.n AS mean, r.sum, r.min, r.max, r.start_ms"
  " FROM rollup r JOIN kind k ON k.id = r.kind_id;"

  "CREATE VIEW v_reading AS SELECT r.id, " ISO ("r.start_ms") " AS start,"
  "  " ISO ("r.end_ms") " AS end, o.name AS source, r.offset_min, r.n_beats, r.n_intervals,"
  "  r.n_artefacts, r.rmssd_ms, r.rmssd_raw_ms, r.se_ms, r.sdnn_device_ms, r.used, r.why_not,"
  "  r.import_id FROM reading r JOIN source o ON o.id = r.source_id;"

  "CREATE VIEW v_beat AS SELECT reading_id, n, " ISO ("time_ms") " AS time, bpm, time_ms FROM beat;"

  "CREATE VIEW v_recording AS SELECT id, name, " ISO ("start_ms") " AS start, offset_min,"
  "  time_known, rate_hz, n_samples, n_samples / rate_hz AS duration_s, lead, classification,"
  "  symptoms, device, software, label, labelled_by, import_id FROM recording;"

  "CREATE VIEW v_workout AS SELECT w.id, w.activity, " ISO ("w.start_ms") " AS start,"
  "  " ISO ("w.end_ms") " AS end, w.offset_min, o.name AS source, w.duration_min, w.energy_kcal,"
  "  w.distance_m, w.import_id FROM workout w JOIN source o ON o.id = w.source_id;"

  "CREATE VIEW v_import AS SELECT id, path, format, " ISO ("time_ms") " AS time,"
  "  " ISO ("exported_ms") " AS exported, records, n_new, readings, beats, ecgs, workouts,"
  "  activity_days, skipped, seconds FROM import;",

  /* 3: when a recording was labelled, its note, what was found in it, and the labels of readers */
  "DROP VIEW v_recording;"

  "ALTER TABLE recording ADD COLUMN labelled_ms INTEGER;"
  "ALTER TABLE recording ADD COLUMN note TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE recording ADD COLUMN analysis_version INTEGER;"
  "ALTER TABLE recording ADD COLUMN n_beats INTEGER CHECK (n_beats >= 0);"
  "ALTER TABLE recording ADD COLUMN hr_bpm REAL CHECK (hr_bpm > 0);"
  "ALTER TABLE recording ADD COLUMN quality REAL CHECK (quality BETWEEN 0 AND 1);"

  "CREATE TABLE reader_label ("
  "  reader TEXT NOT NULL CHECK (reader <> ''),"
  "  recording_id INTEGER NOT NULL REFERENCES recording ON DELETE CASCADE,"
  "  label TEXT NOT NULL CHECK (label IN ('fasting', 'glucose')),"
  "  time_ms INTEGER,"
  "  PRIMARY KEY (reader, recording_id)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX reader_label_by_recording ON reader_label (recording_id);"

  "CREATE VIEW v_recording AS SELECT id, name, " ISO ("start_ms") " AS start, offset_min,"
  "  time_known, rate_hz, n_samples, n_samples / rate_hz AS duration_s, lead, classification,"
  "  symptoms, device, software, label, labelled_by, import_id,"
  "  " ISO ("labelled_ms") " AS labelled, note, n_beats, hr_bpm, quality, analysis_version,"
  "  start_ms, labelled_ms FROM recording;"

  "CREATE VIEW v_reader_label AS SELECT l.reader, l.recording_id, r.name AS recording, l.label,"
  "  " ISO ("l.time_ms") " AS time, l.time_ms"
  " FROM reader_label l JOIN recording r ON r.id = l.recording_id;",

  /* 4: names of models, and what they make of recordings */
  "ALTER TABLE model ADD COLUMN name TEXT NOT NULL DEFAULT '';"

  "CREATE TABLE prediction ("
  "  model_id INTEGER NOT NULL REFERENCES model ON DELETE CASCADE,"
  "  recording_id INTEGER NOT NULL REFERENCES recording ON DELETE CASCADE,"
  "  made_ms INTEGER NOT NULL,"
  "  answer TEXT CHECK (answer IN ('fasting', 'glucose')),"
  "  probability REAL CHECK (probability BETWEEN 0 AND 1),"
  "  votes INTEGER NOT NULL CHECK (votes BETWEEN 0 AND n_beats),"
  "  n_beats INTEGER NOT NULL,"
  "  outside INTEGER NOT NULL CHECK (outside IN (0, 1)),"
  "  same_day INTEGER NOT NULL CHECK (same_day IN (0, 1)),"
  "  is_reference INTEGER NOT NULL CHECK (is_reference IN (0, 1)),"
  "  origin TEXT NOT NULL CHECK (origin IN ('fresh', 'held-out', 'learnt')),"
  "  CHECK (iif (n_beats > 0, probability IS NOT NULL, ifnull (answer, probability) IS NULL)),"
  "  PRIMARY KEY (model_id, recording_id)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX prediction_by_recording ON prediction (recording_id);"

  "CREATE VIEW v_model AS SELECT id, name, kind, " ISO ("trained_ms") " AS trained,"
  "  " ISO ("from_ms") " AS \"from\", " ISO ("to_ms") " AS \"to\", seed, fingerprint,"
  "  configuration, metrics, length (weights) AS weights_bytes, trained_ms, from_ms, to_ms"
  " FROM model;"

  "CREATE VIEW v_prediction AS SELECT p.model_id, m.kind AS model_kind, m.name AS model,"
  "  p.recording_id, r.name AS recording, " ISO ("r.start_ms") " AS start, r.label, p.answer,"
  "  p.probability, p.votes, p.n_beats, p.outside, p.same_day, p.is_reference, p.origin,"
  "  " ISO ("p.made_ms") " AS made, p.made_ms"
  " FROM prediction p JOIN model m ON m.id = p.model_id JOIN recording r ON r.id = p.recording_id;",

  /* 5: a person's notes, by what formulas and when a forecast was made, and backtests */
  "CREATE TABLE annotation ("
  "  id INTEGER PRIMARY KEY,"
  "  start_ms INTEGER NOT NULL,"
  "  end_ms INTEGER NOT NULL CHECK (end_ms >= start_ms),"
  "  offset_min INTEGER NOT NULL,"
  "  text TEXT NOT NULL,"
  "  tags TEXT NOT NULL,"
  "  CHECK (text <> '' OR tags <> '')) STRICT;"
  "CREATE INDEX annotation_by_start ON annotation (start_ms);"

  "ALTER TABLE forecast ADD COLUMN score_version INTEGER;"
  "ALTER TABLE forecast ADD COLUMN made_ms INTEGER;"

  "CREATE TABLE backtest ("
  "  id INTEGER PRIMARY KEY,"
  "  made_ms INTEGER NOT NULL,"
  "  measure TEXT NOT NULL UNIQUE,"
  "  from_ms INTEGER NOT NULL,"
  "  to_ms INTEGER NOT NULL CHECK (to_ms >= from_ms),"
  "  stride_h INTEGER NOT NULL CHECK (stride_h > 0),"
  "  fingerprint TEXT NOT NULL,"
  "  json TEXT NOT NULL) STRICT;"

  "CREATE VIEW v_annotation AS SELECT id, " ISO ("start_ms") " AS start, " ISO ("end_ms") " AS end,"
  "  offset_min, text, tags, start_ms, end_ms FROM annotation;"

  "CREATE VIEW v_forecast AS SELECT id, " ISO ("issued_ms") " AS issued, " ISO ("made_ms") " AS made,"
  "  model, model_id, measure, score_version,"
  "  iif (json_valid (json), json_extract (json, '$.score_now'), NULL) AS score_now,"
  "  iif (json_valid (json), json_extract (json, '$.zone_now'), NULL) AS zone_now,"
  "  json, issued_ms, made_ms FROM forecast;"

  "CREATE VIEW v_backtest AS SELECT id, " ISO ("made_ms") " AS made, measure,"
  "  " ISO ("from_ms") " AS \"from\", " ISO ("to_ms") " AS \"to\", stride_h, fingerprint, json,"
  "  made_ms, from_ms, to_ms FROM backtest;",

  /* 6: recordings of RR intervals, and what a person did to beats */
  "ALTER TABLE import ADD COLUMN rr_recordings INTEGER NOT NULL DEFAULT 0;"

  "CREATE TABLE rr_recording ("
  "  id INTEGER PRIMARY KEY,"
  "  name TEXT NOT NULL,"
  "  start_ms INTEGER NOT NULL,"
  "  offset_min INTEGER NOT NULL,"
  "  time_known INTEGER NOT NULL,"
  "  n_intervals INTEGER NOT NULL CHECK (n_intervals >= 0),"
  "  duration_ms REAL NOT NULL CHECK (duration_ms >= 0),"
  "  device TEXT NOT NULL,"
  "  unit TEXT NOT NULL CHECK (unit IN ('ms', 's', 'bpm')),"
  "  n_beats INTEGER NOT NULL CHECK (n_beats >= 0),"
  "  n_artefacts INTEGER NOT NULL CHECK (n_artefacts >= 0),"
  "  rmssd_ms REAL CHECK (rmssd_ms >= 0),"
  "  hash TEXT NOT NULL,"
  "  import_id INTEGER NOT NULL REFERENCES import,"
  "  UNIQUE (start_ms, hash)) STRICT;"
  "CREATE INDEX rr_recording_by_hash ON rr_recording (hash);"

  "CREATE TABLE rr_recording_values ("
  "  rr_recording_id INTEGER PRIMARY KEY REFERENCES rr_recording ON DELETE CASCADE,"
  "  values_ms BLOB NOT NULL,"
  "  gaps BLOB NOT NULL) STRICT;"

  "CREATE TABLE beat_edit ("
  "  id INTEGER PRIMARY KEY,"
  "  reading_id INTEGER UNIQUE REFERENCES reading ON DELETE CASCADE,"
  "  recording_id INTEGER UNIQUE REFERENCES recording ON DELETE CASCADE,"
  "  rr_recording_id INTEGER UNIQUE REFERENCES rr_recording ON DELETE CASCADE,"
  "  json TEXT NOT NULL,"
  "  changed_ms INTEGER NOT NULL,"
  "  CHECK ((reading_id IS NOT NULL) + (recording_id IS NOT NULL)"
  "    + (rr_recording_id IS NOT NULL) = 1)) STRICT;"

  "DROP VIEW v_import;"
  "CREATE VIEW v_import AS SELECT id, path, format, " ISO ("time_ms") " AS time,"
  "  " ISO ("exported_ms") " AS exported, records, n_new, readings, beats, ecgs, workouts,"
  "  activity_days, skipped, seconds, rr_recordings FROM import;"

  "CREATE VIEW v_rr_recording AS SELECT id, name, " ISO ("start_ms") " AS start, offset_min,"
  "  time_known, n_intervals, duration_ms / 1000 AS duration_s, device, unit, n_beats,"
  "  n_artefacts, rmssd_ms, import_id, start_ms FROM rr_recording;"

  "CREATE VIEW v_beat_edit AS SELECT id, reading_id, recording_id, rr_recording_id,"
  "  " ISO ("changed_ms") " AS changed, json, changed_ms FROM beat_edit;",
#undef ISO

  /* 7: views of all there is, with local times and with what is kept as JSON, and words for it all */
  "CREATE TABLE dictionary ("
  "  object TEXT NOT NULL,"
  "  kind TEXT NOT NULL CHECK (kind IN ('table', 'view')),"
  "  position INTEGER NOT NULL,"
  "  name TEXT NOT NULL,"
  "  unit TEXT NOT NULL,"
  "  meaning TEXT NOT NULL,"
  "  PRIMARY KEY (object, position)) STRICT, WITHOUT ROWID;"
  "DROP VIEW IF EXISTS v_sample; DROP VIEW IF EXISTS v_rollup; DROP VIEW IF EXISTS v_reading;"
  "DROP VIEW IF EXISTS v_beat; DROP VIEW IF EXISTS v_recording; DROP VIEW IF EXISTS v_workout;"
  "DROP VIEW IF EXISTS v_import; DROP VIEW IF EXISTS v_reader_label; DROP VIEW IF EXISTS v_model;"
  "DROP VIEW IF EXISTS v_prediction; DROP VIEW IF EXISTS v_annotation; DROP VIEW IF EXISTS v_forecast;"
  "DROP VIEW IF EXISTS v_backtest; DROP VIEW IF EXISTS v_rr_recording; DROP VIEW IF EXISTS v_beat_edit;"
  BW_SCHEMA_VIEWS ("CREATE VIEW "),
};

/* What is not in a library of an older version, as a connection that only reads is to see it: by
 * temporary views that stand before the tables of those names and leave the file alone. The bridge
 * at n - 1 is for libraries before version n; %NULL where no query asks for what step n brought.
 * A column that the table gets meanwhile, as another process migrates it, comes first in the view
 * and so is the one that is read; what stands for a whole table stays empty until the library is
 * opened again. */
static const char *const bridges[G_N_ELEMENTS (steps)] = {
  [2] = "CREATE TEMP VIEW recording AS SELECT *, NULL AS labelled_ms, '' AS note,"
        "  NULL AS analysis_version, NULL AS n_beats, NULL AS hr_bpm, NULL AS quality"
        " FROM main.recording;"
        "CREATE TEMP VIEW reader_label AS SELECT NULL AS reader, NULL AS recording_id,"
        "  NULL AS label, NULL AS time_ms WHERE FALSE;",
  [3] = "CREATE TEMP VIEW model AS SELECT *, '' AS name FROM main.model;"
        "CREATE TEMP VIEW prediction AS SELECT NULL AS model_id, NULL AS recording_id,"
        "  NULL AS made_ms, NULL AS answer, NULL AS probability, NULL AS votes, NULL AS n_beats,"
        "  NULL AS outside, NULL AS same_day, NULL AS is_reference, NULL AS origin WHERE FALSE;",
  [4] = "CREATE TEMP VIEW annotation AS SELECT NULL AS id, NULL AS start_ms, NULL AS end_ms,"
        "  NULL AS offset_min, NULL AS text, NULL AS tags WHERE FALSE;"
        "CREATE TEMP VIEW forecast AS SELECT *, NULL AS score_version, NULL AS made_ms"
        " FROM main.forecast;"
        "CREATE TEMP VIEW backtest AS SELECT NULL AS id, NULL AS made_ms, NULL AS measure,"
        "  NULL AS from_ms, NULL AS to_ms, NULL AS stride_h, NULL AS fingerprint, NULL AS json"
        " WHERE FALSE;",
  [5] = "CREATE TEMP VIEW import AS SELECT *, 0 AS rr_recordings FROM main.import;"
        "CREATE TEMP VIEW rr_recording AS SELECT NULL AS id, NULL AS name, NULL AS start_ms,"
        "  NULL AS offset_min, NULL AS time_known, NULL AS n_intervals, NULL AS duration_ms,"
        "  NULL AS device, NULL AS unit, NULL AS n_beats, NULL AS n_artefacts, NULL AS rmssd_ms,"
        "  NULL AS hash, NULL AS import_id WHERE FALSE;"
        "CREATE TEMP VIEW rr_recording_values AS SELECT NULL AS rr_recording_id,"
        "  NULL AS values_ms, NULL AS gaps WHERE FALSE;"
        "CREATE TEMP VIEW beat_edit AS SELECT NULL AS id, NULL AS reading_id,"
        "  NULL AS recording_id, NULL AS rr_recording_id, NULL AS json, NULL AS changed_ms"
        " WHERE FALSE;",
};

int
bw_schema_make_views (sqlite3 *db)
{
  return sqlite3_exec (db, BW_SCHEMA_VIEWS ("CREATE TEMP VIEW IF NOT EXISTS "), NULL, NULL, NULL);
}

int
bw_schema_get_version (void)
{
  return G_N_ELEMENTS (steps);
}

static int
read_version (sqlite3 *db,
              int     *version)
{
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &stmt, NULL);

  if (rc == SQLITE_OK && (rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      *version = sqlite3_column_int (stmt, 0);
      rc = SQLITE_OK;
    }
  sqlite3_finalize (stmt);
  return rc;
}

gboolean
bw_schema_migrate (sqlite3     *db,
                   const char  *path,
                   int          version,
                   GError     **error)
{
  int held = 0;
  int rc = read_version (db, &held);

  g_return_val_if_fail (version <= bw_schema_get_version (), FALSE);

  if (rc == SQLITE_OK && held >= version)
    return TRUE;

  if (rc == SQLITE_OK)
    rc = sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  /* Another process may have migrated it while this one waited for the lock. */
  if (rc == SQLITE_OK)
    rc = read_version (db, &held);
  for (int step = held; rc == SQLITE_OK && step < version; step++)
    rc = sqlite3_exec (db, steps[step], NULL, NULL, NULL);
  if (rc == SQLITE_OK && held < version && version == bw_schema_get_version ())
    rc = bw_dictionary_write (db);
  if (rc == SQLITE_OK && held < version)
    {
      g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", version);

      rc = sqlite3_exec (db, sql, NULL, NULL, NULL);
    }
  if (rc == SQLITE_OK)
    rc = sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    return TRUE;

  bw_sqlite_set_error (db, path, rc, error);
  if (!sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean
bw_schema_bridge (sqlite3     *db,
                  const char  *path,
                  int          version,
                  GError     **error)
{
  for (gsize step = (gsize) MAX (version, 0); step < G_N_ELEMENTS (bridges); step++)
    {
      int rc = bridges[step] == NULL ? SQLITE_OK
                                     : sqlite3_exec (db, bridges[step], NULL, NULL, NULL);

      if (rc != SQLITE_OK)
        return bw_sqlite_set_error (db, path, rc, error);
    }
  return TRUE;
}

/* Fills the empty file @temporary with a library that is to be at @path. */
static gboolean
fill_file (const char  *temporary,
           const char  *path,
           int          version,
           GError     **error)
{
  g_autofree char *pragmas = NULL;
  sqlite3 *db = NULL;
  gboolean done = FALSE;
  int rc;

  pragmas = g_strdup_printf ("PRAGMA page_size = %d; PRAGMA application_id = %d;",
                             BW_LIBRARY_PAGE_SIZE, BW_SCHEMA_APPLICATION_ID);
  rc = sqlite3_open_v2 (temporary, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_exec (db, pragmas, NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    bw_sqlite_set_error (db, path, rc, error);
  else if (bw_schema_migrate (db, path, version, error))
    {
      rc = sqlite3_exec (db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
      if (rc != SQLITE_OK)
        bw_sqlite_set_error (db, path, rc, error);
      else
        done = TRUE;
    }
  sqlite3_close (db);
  return done;
}

/* A log that was left beside a library that is no more would be replayed into the new one. */
static void
remove_strays (const char *path)
{
  static const char *const suffixes[] = { "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *stray = g_strconcat (path, suffixes[i], NULL);

      g_unlink (stray);
    }
}

/* Moves @from to @to; where @to exists and is not empty, it stays and @from goes. */
static gboolean
move_into_place (const char *from,
                 const char *to)
{
  GStatBuf info;

  if (g_stat (to, &info) != 0)
    remove_strays (to);
  else if (info.st_size == 0)
    {
      remove_strays (to);
      return g_rename (from, to) == 0;
    }
#ifdef RENAME_NOREPLACE
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno == EEXIST)
    return g_unlink (from) == 0;
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;
#endif
  return g_rename (from, to) == 0;
}

gboolean
bw_schema_create_file (const char  *path,
                       int          version,
                       GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd;

  fd = g_mkdir_with_parents (folder, 0700) == 0 ? g_mkstemp_full (temporary, O_RDWR, 0600) : -1;
  if (fd < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (code),
                   _("The library “%s” cannot be made here: %s."), shown, g_strerror (code));
      return FALSE;
    }
  close (fd);

  if (!fill_file (temporary, path, version, error))
    {
      g_unlink (temporary);
      return FALSE;
    }
  if (!move_into_place (temporary, path))
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (code),
                   _("The library “%s” cannot be made here: %s."), shown, g_strerror (code));
      g_unlink (temporary);
      return FALSE;
    }
  return TRUE;
}
