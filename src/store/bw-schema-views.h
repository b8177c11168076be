/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Internal to bw-schema.c: the views of version 7, for people who browse the file with other tools
 * and, as temporary views, for what writes its tables to files. What each view and column means
 * stands in bw-dictionary-views.c.
 *
 * A later version that has other views leaves these alone, as step 7 is made of them, and has its own.
 *
 * @CREATE is "CREATE VIEW ", or "CREATE TEMP VIEW IF NOT EXISTS ".
 *
 * Times are told three times: as milliseconds since 1970 (…_ms), in UTC (the plain name) and, where
 * the offset is known, by the clock that was there (…_local). What a library keeps as JSON is never
 * trusted: a text that is none reads as empty. */

#define BW_VIEW_UTC(ms) "strftime ('%Y-%m-%dT%H:%M:%fZ', (" ms ") / 1000.0, 'unixepoch')"
#define BW_VIEW_LOCAL(ms, offset)                                                                   \
  "strftime ('%Y-%m-%dT%H:%M:%f', ((" ms ") + " offset " * 60000) / 1000.0, 'unixepoch')"           \
  " || printf ('%s%02d:%02d', iif (" offset " < 0, '-', '+'), abs (" offset ") / 60,"               \
  " abs (" offset ") % 60)"
#define BW_VIEW_DAY(ms, offset)                                                                     \
  "strftime ('%Y-%m-%d', ((" ms ") + " offset " * 60000) / 1000.0, 'unixepoch')"

/* Times within JSON are text with their offset. */
#define BW_VIEW_TEXT_UTC(text) "strftime ('%Y-%m-%dT%H:%M:%fZ', " text ")"

#define BW_VIEW_JSON(column) "iif (json_valid (" column "), " column ", '{}')"
#define BW_VIEW_EACH(column, path) "json_each (" BW_VIEW_JSON (column) ", '" path "')"

/* Of an array of [middle, lower end, upper end], or [lower end, upper end]. */
#define BW_VIEW_PART(object, key, index, name)                                                      \
  object " ->> '$." key "[" index "]' AS " name

/* --- What was measured ------------------------------------------------------------------------- */

#define BW_VIEWS_MEASURED(CREATE)                                                                   \
  CREATE "v_sample AS SELECT k.name AS kind, " BW_VIEW_UTC ("s.start_ms") " AS start,"              \
         "  " BW_VIEW_UTC ("s.start_ms + s.duration_ms") " AS end,"                                 \
         "  iif (k.is_category, NULL, s.value) AS value, k.unit, c.name AS category,"               \
         "  o.name AS source, o.device, s.offset_min, s.nested <> 0 AS nested, s.import_id,"        \
         "  s.start_ms, s.start_ms + s.duration_ms AS end_ms,"                                      \
         "  " BW_VIEW_UTC ("s.start_ms + s.duration_ms + s.created_s * 1000") " AS created,"        \
         "  " BW_VIEW_LOCAL ("s.start_ms", "s.offset_min") " AS start_local,"                       \
         "  " BW_VIEW_LOCAL ("s.start_ms + s.duration_ms", "s.offset_min") " AS end_local,"         \
         "  s.duration_ms / 1000.0 AS duration_s, o.version AS source_version, s.kind_id,"          \
         "  s.source_id, s.start_ms + s.duration_ms + s.created_s * 1000 AS created_ms"             \
         " FROM sample s JOIN kind k ON k.id = s.kind_id JOIN source o ON o.id = s.source_id"       \
         " LEFT JOIN category c ON k.is_category AND c.id = CAST (s.value AS INTEGER);"             \
                                                                                                    \
  CREATE "v_kind AS SELECT id, kind, unit, is_category, samples,"                                   \
         "  " BW_VIEW_UTC ("first_ms") " AS first, " BW_VIEW_UTC ("last_ms") " AS last,"            \
         "  first_ms, last_ms FROM (SELECT id, name AS kind, unit, is_category,"                    \
         "  n_samples AS samples,"                                                                  \
         "  (SELECT min (start_ms) FROM sample WHERE kind_id = kind.id) AS first_ms,"               \
         "  (SELECT max (start_ms) FROM sample WHERE kind_id = kind.id) AS last_ms FROM kind);"     \
                                                                                                    \
  CREATE "v_rollup AS SELECT k.name AS kind, k.unit, " BW_VIEW_UTC ("r.start_ms") " AS start, r.n," \
         "  r.sum / r.n AS mean, r.sum, r.min, r.max, r.start_ms"                                   \
         " FROM rollup r JOIN kind k ON k.id = r.kind_id;"                                          \
                                                                                                    \
  CREATE "v_reading AS SELECT r.id, " BW_VIEW_UTC ("r.start_ms") " AS start,"                       \
         "  " BW_VIEW_UTC ("r.end_ms") " AS end, o.name AS source, r.offset_min, r.n_beats,"        \
         "  r.n_intervals, r.n_artefacts, r.rmssd_ms, r.rmssd_raw_ms, r.se_ms, r.sdnn_device_ms,"   \
         "  r.used, r.why_not, r.import_id,"                                                        \
         "  " BW_VIEW_LOCAL ("r.start_ms", "r.offset_min") " AS start_local,"                       \
         "  " BW_VIEW_LOCAL ("r.end_ms", "r.offset_min") " AS end_local,"                           \
         "  " BW_VIEW_DAY ("r.start_ms", "r.offset_min") " AS day, o.version AS source_version,"    \
         "  o.device, EXISTS (SELECT 1 FROM beat_edit e WHERE e.reading_id = r.id) AS edited,"      \
         "  r.start_ms, r.end_ms FROM reading r JOIN source o ON o.id = r.source_id;"               \
                                                                                                    \
  CREATE "v_beat AS SELECT b.reading_id, b.n, " BW_VIEW_UTC ("b.time_ms") " AS time, b.bpm,"        \
         "  b.time_ms, " BW_VIEW_LOCAL ("b.time_ms", "r.offset_min") " AS time_local, r.offset_min" \
         " FROM beat b LEFT JOIN reading r ON r.id = b.reading_id;"                                 \
                                                                                                    \
  CREATE "v_workout AS SELECT w.id, w.activity, " BW_VIEW_UTC ("w.start_ms") " AS start,"           \
         "  " BW_VIEW_UTC ("w.end_ms") " AS end, w.offset_min, o.name AS source, w.duration_min,"   \
         "  w.energy_kcal, w.distance_m, w.import_id,"                                              \
         "  " BW_VIEW_LOCAL ("w.start_ms", "w.offset_min") " AS start_local,"                       \
         "  " BW_VIEW_LOCAL ("w.end_ms", "w.offset_min") " AS end_local, w.start_ms, w.end_ms"      \
         " FROM workout w JOIN source o ON o.id = w.source_id;"                                     \
                                                                                                    \
  CREATE "v_activity_day AS SELECT day, energy_kcal, energy_goal_kcal, exercise_min,"               \
         "  exercise_goal_min, stand_hours, stand_goal_hours, move_min, move_goal_min, import_id,"  \
         "  CAST (strftime ('%s', day) AS INTEGER) * 1000 AS day_ms FROM activity_day;"             \
                                                                                                    \
  CREATE "v_person AS SELECT"                                                                       \
         "  (SELECT value FROM characteristic WHERE key = 'name') AS name,"                         \
         "  (SELECT value FROM characteristic WHERE key = 'date-of-birth') AS date_of_birth,"       \
         "  (SELECT value FROM characteristic WHERE key = 'sex') AS sex,"                           \
         "  (SELECT value FROM characteristic WHERE key = 'blood-type') AS blood_type,"             \
         "  (SELECT value FROM setting WHERE key = 'zone' AND value <> '') AS zone;"

/* --- Recordings and what people and programs made of them -------------------------------------- */

#define BW_VIEWS_RECORDINGS(CREATE)                                                                 \
  CREATE "v_recording AS SELECT id, name, " BW_VIEW_UTC ("start_ms") " AS start, offset_min,"       \
         "  time_known, rate_hz, n_samples, n_samples / rate_hz AS duration_s, lead,"               \
         "  classification, symptoms, device, software, label, labelled_by, import_id,"             \
         "  " BW_VIEW_UTC ("labelled_ms") " AS labelled, note, n_beats, hr_bpm, quality,"           \
         "  analysis_version, start_ms, labelled_ms,"                                               \
         "  " BW_VIEW_LOCAL ("start_ms", "offset_min") " AS start_local,"                           \
         "  " BW_VIEW_DAY ("start_ms", "offset_min") " AS day,"                                     \
         "  EXISTS (SELECT 1 FROM beat_edit e WHERE e.recording_id = recording.id) AS edited"       \
         " FROM recording;"                                                                         \
                                                                                                    \
  CREATE "v_reader_label AS SELECT l.reader, l.recording_id, r.name AS recording, l.label,"         \
         "  " BW_VIEW_UTC ("l.time_ms") " AS time, l.time_ms,"                                      \
         "  " BW_VIEW_LOCAL ("r.start_ms", "r.offset_min") " AS start_local, r.start_ms,"           \
         "  r.offset_min FROM reader_label l JOIN recording r ON r.id = l.recording_id;"            \
                                                                                                    \
  CREATE "v_prediction AS SELECT p.model_id, m.kind AS model_kind, m.name AS model,"                \
         "  p.recording_id, r.name AS recording, " BW_VIEW_UTC ("r.start_ms") " AS start, r.label," \
         "  p.answer, p.probability, p.votes, p.n_beats, p.outside, p.same_day, p.is_reference,"    \
         "  p.origin, " BW_VIEW_UTC ("p.made_ms") " AS made, p.made_ms,"                            \
         "  " BW_VIEW_LOCAL ("r.start_ms", "r.offset_min") " AS start_local, r.start_ms,"           \
         "  r.offset_min FROM prediction p JOIN model m ON m.id = p.model_id"                       \
         " JOIN recording r ON r.id = p.recording_id;"                                              \
                                                                                                    \
  CREATE "v_rr_recording AS SELECT id, name, " BW_VIEW_UTC ("start_ms") " AS start, offset_min,"    \
         "  time_known, n_intervals, duration_ms / 1000 AS duration_s, device, unit, n_beats,"      \
         "  n_artefacts, rmssd_ms, import_id, start_ms,"                                            \
         "  " BW_VIEW_LOCAL ("start_ms", "offset_min") " AS start_local,"                           \
         "  " BW_VIEW_DAY ("start_ms", "offset_min") " AS day,"                                     \
         "  EXISTS (SELECT 1 FROM beat_edit e WHERE e.rr_recording_id = rr_recording.id) AS edited" \
         " FROM rr_recording;"                                                                      \
                                                                                                    \
  CREATE "v_beat_edit AS SELECT id, reading_id, recording_id, rr_recording_id,"                     \
         "  " BW_VIEW_UTC ("changed_ms") " AS changed, json, changed_ms,"                           \
         "  " BW_VIEW_JSON ("json") " ->> '$.correction' AS correction,"                            \
         "  json_array_length (" BW_VIEW_JSON ("json") ", '$.edits') AS edits FROM beat_edit;"      \
                                                                                                    \
  CREATE "v_beat_edit_step AS SELECT b.id AS beat_edit_id, e.key + 1 AS n,"                         \
         "  e.value ->> '$.kind' AS kind, e.value ->> '$.beat' AS beat,"                            \
         "  e.value ->> '$.time_ms' AS time_ms, e.value ->> '$.verdict' AS verdict,"                \
         "  b.reading_id, b.recording_id, b.rr_recording_id"                                        \
         " FROM beat_edit b, " BW_VIEW_EACH ("b.json", "$.edits") " e WHERE e.type = 'object';"

/* --- The person's notes, and where all came from ----------------------------------------------- */

#define BW_VIEWS_LIBRARY(CREATE)                                                                    \
  CREATE "v_annotation AS SELECT id, " BW_VIEW_UTC ("start_ms") " AS start,"                        \
         "  " BW_VIEW_UTC ("end_ms") " AS end, offset_min, text, tags, start_ms, end_ms,"           \
         "  " BW_VIEW_LOCAL ("start_ms", "offset_min") " AS start_local,"                           \
         "  " BW_VIEW_LOCAL ("end_ms", "offset_min") " AS end_local FROM annotation;"               \
                                                                                                    \
  CREATE "v_import AS SELECT id, path, format, " BW_VIEW_UTC ("time_ms") " AS time,"                \
         "  " BW_VIEW_UTC ("exported_ms") " AS exported, records, n_new, readings, beats, ecgs,"    \
         "  workouts, activity_days, skipped, seconds, rr_recordings, ecg_samples, time_ms,"        \
         "  exported_ms FROM import;"                                                               \
                                                                                                    \
  CREATE "v_problem AS SELECT p.import_id, i.path AS import, p.n, p.file, nullif (p.line, 0)"       \
         "  AS line, p.what, p.count, i.time_ms"                                                    \
         " FROM problem p JOIN import i ON i.id = p.import_id;"

/* --- Models and what they are worth ------------------------------------------------------------ */

/* A model's evaluations: on recordings as they are, and leave-one-day-out. */
#define BW_VIEW_EVALUATIONS                                                                         \
  "(SELECT id, 'evaluation' AS evaluation, metrics -> '$.evaluation' AS json"                       \
  " FROM model WHERE json_valid (metrics)"                                                          \
  " UNION ALL SELECT id, 'leave-one-day-out', metrics -> '$.leave_one_day_out'"                     \
  " FROM model WHERE json_valid (metrics))"

#define BW_VIEWS_MODELS(CREATE)                                                                     \
  CREATE "v_model AS SELECT id, name, kind, " BW_VIEW_UTC ("trained_ms") " AS trained,"             \
         "  " BW_VIEW_UTC ("from_ms") " AS \"from\", " BW_VIEW_UTC ("to_ms") " AS \"to\", seed,"    \
         "  fingerprint, configuration, metrics, length (weights) AS weights_bytes, trained_ms,"    \
         "  from_ms, to_ms, " BW_VIEW_JSON ("metrics") " ->> '$.parameters' AS parameters,"         \
         "  " BW_VIEW_JSON ("metrics") " ->> '$.epochs' AS epochs,"                                 \
         "  " BW_VIEW_JSON ("metrics") " ->> '$.best_epoch' AS best_epoch FROM model;"              \
                                                                                                    \
  CREATE "v_model_epoch AS SELECT m.id AS model_id, m.kind AS model_kind, 1 AS net,"                \
         "  e.value ->> '$.epoch' AS epoch, e.value ->> '$.train_loss' AS train_loss,"              \
         "  e.value ->> '$.val_loss' AS validation_loss,"                                           \
         "  e.value ->> '$.train_accuracy' AS train_accuracy,"                                      \
         "  e.value ->> '$.val_accuracy' AS validation_accuracy"                                    \
         " FROM model m, " BW_VIEW_EACH ("m.metrics", "$.curves") " e"                              \
         " WHERE e.type = 'object' AND json_type (e.value, '$.epoch') IS NOT NULL"                  \
         " UNION ALL SELECT m.id, m.kind, c.key + 1, t.key + 1, t.value,"                           \
         "  c.value ->> printf ('$.validation[%d]', t.key), NULL, NULL"                             \
         " FROM model m, " BW_VIEW_EACH ("m.metrics", "$.curves") " c,"                             \
         "  json_each (iif (c.type = 'object', c.value, '{}'), '$.train') t;"                       \
                                                                                                    \
  CREATE "v_evaluation AS SELECT m.id AS model_id, m.name AS model, v.evaluation,"                  \
         "  " BW_VIEW_TEXT_UTC ("v.json ->> '$.made'") " AS made, r.value ->> '$.name' AS rule,"    \
         "  r.value ->> '$.used' AS used, w.path = '$.rivals' AS rival,"                            \
         "  r.value ->> '$.waves' AS recordings, r.value ->> '$.wave_correct' AS recordings_right," \
         "  r.value ->> '$.wave_accuracy' AS accuracy,"                                             \
         "  " BW_VIEW_PART ("r.value", "wave_interval95", "0", "accuracy_low") ","                  \
         "  " BW_VIEW_PART ("r.value", "wave_interval95", "1", "accuracy_high") ","                 \
         "  r.value ->> '$.sensitivity' AS sensitivity,"                                            \
         "  " BW_VIEW_PART ("r.value", "sensitivity_interval95", "0", "sensitivity_low") ","        \
         "  " BW_VIEW_PART ("r.value", "sensitivity_interval95", "1", "sensitivity_high") ","       \
         "  r.value ->> '$.specificity' AS specificity,"                                            \
         "  " BW_VIEW_PART ("r.value", "specificity_interval95", "0", "specificity_low") ","        \
         "  " BW_VIEW_PART ("r.value", "specificity_interval95", "1", "specificity_high") ","       \
         "  r.value ->> '$.beats' AS beats, r.value ->> '$.beat_correct' AS beats_right,"           \
         "  r.value ->> '$.beat_accuracy' AS beat_accuracy, r.value ->> '$.answered' AS answered,"  \
         "  r.value ->> '$.answered_wrong' AS answered_wrong,"                                      \
         "  r.value ->> '$.permutation_p' AS permutation_p,"                                        \
         "  r.value ->> '$.p_against_heart_rate' AS p_against_heart_rate,"                          \
         "  v.json ->> '$.mode' AS mode, v.json ->> '$.reference' AS reference"                     \
         " FROM model m JOIN " BW_VIEW_EVALUATIONS " v ON v.id = m.id,"                             \
         "  (SELECT '$.rules' AS path UNION ALL SELECT '$.rivals') w,"                              \
         "  json_each (ifnull (v.json, '{}'), w.path) r WHERE r.type = 'object';"                   \
                                                                                                    \
  CREATE "v_evaluation_day AS SELECT v.id AS model_id, v.evaluation, d.value ->> '$.day' AS day,"   \
         "  d.value ->> '$.fasting' AS fasting, d.value ->> '$.glucose' AS glucose,"                \
         "  d.value ->> '$.waves' AS recordings, d.value ->> '$.wave_correct' AS recordings_right," \
         "  d.value ->> '$.wave_accuracy' AS accuracy, d.value ->> '$.has_reference'"               \
         "  AS has_reference, d.value ->> '$.seen' AS seen"                                         \
         " FROM " BW_VIEW_EVALUATIONS " v, json_each (ifnull (v.json, '{}'), '$.by_day') d"         \
         " WHERE d.type = 'object';"                                                                \
                                                                                                    \
  CREATE "v_evaluation_recording AS SELECT v.id AS model_id, v.evaluation,"                         \
         "  r.value ->> '$.recording' AS recording_id, r.value ->> '$.name' AS recording,"          \
         "  r.value ->> '$.day' AS day, r.value ->> '$.label' AS label,"                            \
         "  r.value ->> '$.answer' AS answer, r.value ->> '$.leaning' AS leaning,"                  \
         "  r.value ->> '$.probability' AS probability, r.value ->> '$.votes' AS votes,"            \
         "  r.value ->> '$.beats' AS n_beats, r.value ->> '$.outside' AS outside,"                  \
         "  r.value ->> '$.same_day' AS same_day, r.value ->> '$.scored' AS scored"                 \
         " FROM " BW_VIEW_EVALUATIONS " v, json_each (ifnull (v.json, '{}'), '$.recordings') r"     \
         " WHERE r.type = 'object';"

/* --- Forecasts and backtests ------------------------------------------------------------------- */

#define BW_VIEW_FIGURE(name) "x.value ->> '$." name "' AS " name
#define BW_VIEW_FIGURES                                                                             \
  BW_VIEW_FIGURE ("targets") ", " BW_VIEW_FIGURE ("mae_ln") ", " BW_VIEW_FIGURE ("rmse_ln") ", "    \
  BW_VIEW_FIGURE ("mase") ", " BW_VIEW_FIGURE ("pinball") ", " BW_VIEW_FIGURE ("coverage80") ", "   \
  BW_VIEW_FIGURE ("width80_ln") ", " BW_VIEW_FIGURE ("interval_score80") ", "                       \
  BW_VIEW_FIGURE ("zone_accuracy") ", " BW_VIEW_FIGURE ("red_sensitivity") ", "                     \
  BW_VIEW_FIGURE ("red_precision") ", " BW_VIEW_FIGURE ("red_false_alarm") ", "                     \
  BW_VIEW_PART ("x.value", "vs_average_percent", "0", "vs_average_percent") ", "                    \
  BW_VIEW_PART ("x.value", "vs_average_percent", "1", "vs_average_low_percent") ", "                \
  BW_VIEW_PART ("x.value", "vs_average_percent", "2", "vs_average_high_percent")

#define BW_VIEWS_FORECASTS(CREATE)                                                                  \
  CREATE "v_forecast AS SELECT id, " BW_VIEW_UTC ("issued_ms") " AS issued,"                        \
         "  " BW_VIEW_UTC ("made_ms") " AS made, model, model_id, measure, score_version,"          \
         "  " BW_VIEW_JSON ("json") " ->> '$.score_now' AS score_now,"                              \
         "  " BW_VIEW_JSON ("json") " ->> '$.zone_now' AS zone_now, json, issued_ms, made_ms,"      \
         "  " BW_VIEW_JSON ("json") " ->> '$.issued' AS issued_local,"                              \
         "  " BW_VIEW_JSON ("json") " ->> '$.calibrating' AS calibrating,"                          \
         "  " BW_VIEW_JSON ("json") " ->> '$.baseline_days' AS baseline_days,"                      \
         "  " BW_VIEW_JSON ("json") " ->> '$.reliability' AS reliability,"                          \
         "  " BW_VIEW_JSON ("json") " ->> '$.next_night.from' AS night_from_local,"                 \
         "  " BW_VIEW_JSON ("json") " ->> '$.next_night.to' AS night_to_local,"                     \
         "  " BW_VIEW_JSON ("json") " ->> '$.next_night.median_ms' AS night_median_ms,"             \
         "  " BW_VIEW_JSON ("json") " ->> '$.next_night.low_ms' AS night_low_ms,"                   \
         "  " BW_VIEW_JSON ("json") " ->> '$.next_night.high_ms' AS night_high_ms,"                 \
         "  " BW_VIEW_JSON ("json") " ->> '$.next_night.score' AS night_score,"                     \
         "  " BW_VIEW_JSON ("json") " ->> '$.next_night.zone' AS night_zone FROM forecast;"         \
                                                                                                    \
  CREATE "v_forecast_hour AS SELECT f.id AS forecast_id, " BW_VIEW_UTC ("f.issued_ms") " AS issued,"\
         "  f.model, f.measure, h.key + 1 AS hour,"                                                 \
         "  " BW_VIEW_TEXT_UTC ("h.value ->> '$.time'") " AS time,"                                 \
         "  h.value ->> '$.time' AS time_local, h.value ->> '$.median_ms' AS median_ms,"            \
         "  h.value ->> '$.low_ms' AS low_ms, h.value ->> '$.high_ms' AS high_ms,"                  \
         "  h.value ->> '$.score' AS score, h.value ->> '$.score_low' AS score_low,"                \
         "  h.value ->> '$.score_high' AS score_high, h.value ->> '$.zone' AS zone,"                \
         "  h.value ->> '$.p_green' AS p_green, h.value ->> '$.p_yellow' AS p_yellow,"              \
         "  h.value ->> '$.p_red' AS p_red, f.issued_ms,"                                           \
         "  " BW_VIEW_JSON ("f.json") " ->> '$.issued' AS issued_local"                             \
         " FROM forecast f, " BW_VIEW_EACH ("f.json", "$.hours") " h WHERE h.type = 'object';"      \
                                                                                                    \
  CREATE "v_forecast_push AS SELECT f.id AS forecast_id, " BW_VIEW_UTC ("f.issued_ms") " AS issued,"\
         "  p.value ->> '$.term' AS term, p.value ->> '$.z' AS z, p.value ->> '$.weight' AS weight,"\
         "  p.value ->> '$.push' AS push, p.value ->> '$.time' AS time_local,"                      \
         "  p.value ->> '$.value' AS value, p.value ->> '$.mean' AS mean, p.value ->> '$.sd' AS sd,"\
         "  f.issued_ms, " BW_VIEW_JSON ("f.json") " ->> '$.issued' AS issued_local"                \
         " FROM forecast f, " BW_VIEW_EACH ("f.json", "$.pushes") " p WHERE p.type = 'object';"     \
                                                                                                    \
  CREATE "v_backtest AS SELECT id, " BW_VIEW_UTC ("made_ms") " AS made, measure,"                   \
         "  " BW_VIEW_UTC ("from_ms") " AS \"from\", " BW_VIEW_UTC ("to_ms") " AS \"to\", stride_h,"\
         "  fingerprint, json, made_ms, from_ms, to_ms,"                                            \
         "  " BW_VIEW_JSON ("json") " ->> '$.origins' AS origins,"                                  \
         "  " BW_VIEW_JSON ("json") " ->> '$.targets' AS targets,"                                  \
         "  " BW_VIEW_JSON ("json") " ->> '$.shown' AS shown FROM backtest;"                        \
                                                                                                    \
  CREATE "v_backtest_model AS SELECT b.id AS backtest_id, b.measure, x.value ->> '$.name' AS model,"\
         "  x.value ->> '$.name' = " BW_VIEW_JSON ("b.json") " ->> '$.shown' AS shown,"             \
         "  " BW_VIEW_FIGURES                                                                       \
         " FROM backtest b, " BW_VIEW_EACH ("b.json", "$.models") " x WHERE x.type = 'object';"     \
                                                                                                    \
  CREATE "v_backtest_block AS SELECT b.id AS backtest_id, b.measure,"                               \
         "  m.value ->> '$.name' AS model, x.value ->> '$.hours' AS hours, " BW_VIEW_FIGURES        \
         " FROM backtest b, " BW_VIEW_EACH ("b.json", "$.models") " m,"                             \
         "  json_each (iif (m.type = 'object', m.value, '{}'), '$.by_block') x"                     \
         " WHERE x.type = 'object';"                                                                \
                                                                                                    \
  CREATE "v_backtest_day AS SELECT b.id AS backtest_id, b.measure, m.value ->> '$.name' AS model,"  \
         "  d.value ->> '$.day' AS day, d.value ->> '$.targets' AS targets,"                        \
         "  m.value ->> printf ('$.inside_by_day[%d]', d.key) AS inside,"                           \
         "  m.value ->> printf ('$.loss_by_day[%d]', d.key) AS loss_sum"                            \
         " FROM backtest b, " BW_VIEW_EACH ("b.json", "$.models") " m,"                             \
         "  " BW_VIEW_EACH ("b.json", "$.by_day") " d"                                              \
         " WHERE m.type = 'object' AND d.type = 'object';"

#define BW_SCHEMA_VIEWS(CREATE)                                                                     \
  BW_VIEWS_MEASURED (CREATE) BW_VIEWS_RECORDINGS (CREATE) BW_VIEWS_LIBRARY (CREATE)                 \
  BW_VIEWS_MODELS (CREATE) BW_VIEWS_FORECASTS (CREATE)
