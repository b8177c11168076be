/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-data-table-private.h"

#include "store/bw-samples.h"

#include <glib/gi18n-lib.h>

/* Tables that are views of the library. What a column means is told by the library's dictionary, but
 * for what is said here. */

#define INTEGER(name, stored) { name, BW_DATA_INTEGER, stored, NULL, NULL, NULL }
#define NUMBER(name, stored) { name, BW_DATA_NUMBER, stored, NULL, NULL, NULL }
#define BOOLEAN(name, stored) { name, BW_DATA_BOOLEAN, stored, NULL, NULL, NULL }
#define WORD(name, stored) { name, BW_DATA_WORD, stored, NULL, NULL, NULL }
#define TEXT(name, stored) { name, BW_DATA_TEXT, stored, NULL, NULL, NULL }
#define DAY(name, stored) { name, BW_DATA_DAY, stored, NULL, NULL, NULL }

/* A time by the clock that was there; by the person's; and one that is kept as text. */
#define TIME(name, ms) { name, BW_DATA_TIME, ms, "offset_min", NULL, NULL }
#define ZONE_TIME(name, ms) { name, BW_DATA_TIME, ms, NULL, NULL, NULL }
#define TEXT_TIME(name, text) { name, BW_DATA_TIME, text, NULL, NULL, NULL }

#define ID INTEGER ("id", "id")
#define SOURCE TEXT ("source", "source"), WORD ("source_version", "source_version"), \
               TEXT ("device", "device")
#define IMPORT INTEGER ("import", "import_id")

/* --- What was measured ------------------------------------------------------------------------- */

static const BwDataColumn reading_columns[] = {
  ID,
  TIME ("time", "start_ms"),
  TIME ("end", "end_ms"),
  INTEGER ("beats", "n_beats"),
  INTEGER ("intervals", "n_intervals"),
  INTEGER ("artefacts", "n_artefacts"),
  NUMBER ("rmssd_ms", "rmssd_ms"),
  NUMBER ("rmssd_raw_ms", "rmssd_raw_ms"),
  NUMBER ("se_ms", "se_ms"),
  NUMBER ("sdnn_device_ms", "sdnn_device_ms"),
  BOOLEAN ("used", "used"),
  WORD ("why_not", "why_not"),
  BOOLEAN ("edited", "edited"),
  SOURCE,
  IMPORT,
};

static const BwDataColumn beat_columns[] = {
  INTEGER ("reading", "reading_id"),
  INTEGER ("beat", "n"),
  TIME ("time", "time_ms"),
  INTEGER ("bpm", "bpm"),
};

static const BwDataColumn sample_columns[] = {
  WORD ("kind", "kind"),
  TIME ("start", "start_ms"),
  TIME ("end", "end_ms"),
  NUMBER ("value", "value"),
  WORD ("unit", "unit"),
  WORD ("category", "category"),
  SOURCE,
  TIME ("created", "created_ms"),
  BOOLEAN ("nested", "nested"),
  IMPORT,
};

static const BwDataColumn kind_columns[] = {
  WORD ("kind", "kind"),
  WORD ("unit", "unit"),
  BOOLEAN ("category", "is_category"),
  INTEGER ("count", "samples"),
  ZONE_TIME ("first", "first_ms"),
  ZONE_TIME ("last", "last_ms"),
};

static const BwDataColumn workout_columns[] = {
  ID,
  WORD ("activity", "activity"),
  TIME ("start", "start_ms"),
  TIME ("end", "end_ms"),
  NUMBER ("duration_min", "duration_min"),
  NUMBER ("energy_kcal", "energy_kcal"),
  NUMBER ("distance_m", "distance_m"),
  TEXT ("source", "source"),
  IMPORT,
};

static const BwDataColumn activity_columns[] = {
  DAY ("day", "day"),
  NUMBER ("energy_kcal", "energy_kcal"),
  NUMBER ("energy_goal_kcal", "energy_goal_kcal"),
  NUMBER ("exercise_min", "exercise_min"),
  NUMBER ("exercise_goal_min", "exercise_goal_min"),
  NUMBER ("stand_hours", "stand_hours"),
  NUMBER ("stand_goal_hours", "stand_goal_hours"),
  NUMBER ("move_min", "move_min"),
  NUMBER ("move_goal_min", "move_goal_min"),
  IMPORT,
};

static const BwDataColumn note_columns[] = {
  ID,
  TIME ("start", "start_ms"),
  TIME ("end", "end_ms"),
  TEXT ("text", "text"),
  TEXT ("tags", "tags"),
};

/* --- Recordings -------------------------------------------------------------------------------- */

static const BwDataColumn ecg_columns[] = {
  ID,
  TIME ("time", "start_ms"),
  BOOLEAN ("time_known", "time_known"),
  TEXT ("name", "name"),
  NUMBER ("duration_s", "duration_s"),
  NUMBER ("rate_hz", "rate_hz"),
  INTEGER ("samples", "n_samples"),
  TEXT ("lead", "lead"),
  TEXT ("classification", "classification"),
  TEXT ("symptoms", "symptoms"),
  WORD ("label", "label"),
  TEXT ("labelled_by", "labelled_by"),
  ZONE_TIME ("labelled_at", "labelled_ms"),
  TEXT ("note", "note"),
  INTEGER ("beats", "n_beats"),
  NUMBER ("mean_hr_bpm", "hr_bpm"),
  NUMBER ("quality", "quality"),
  BOOLEAN ("edited", "edited"),
  TEXT ("device", "device"),
  TEXT ("software", "software"),
  IMPORT,
};

static const BwDataColumn reader_columns[] = {
  TEXT ("reader", "reader"),
  INTEGER ("recording", "recording_id"),
  TEXT ("name", "recording"),
  TIME ("time", "start_ms"),
  WORD ("label", "label"),
  ZONE_TIME ("labelled_at", "time_ms"),
};

static const BwDataColumn prediction_columns[] = {
  INTEGER ("model", "model_id"),
  WORD ("model_kind", "model_kind"),
  TEXT ("model_name", "model"),
  INTEGER ("recording", "recording_id"),
  TEXT ("name", "recording"),
  TIME ("time", "start_ms"),
  WORD ("label", "label"),
  WORD ("prediction", "answer"),
  NUMBER ("probability", "probability"),
  INTEGER ("votes", "votes"),
  INTEGER ("beats", "n_beats"),
  BOOLEAN ("outside", "outside"),
  BOOLEAN ("same_day", "same_day"),
  BOOLEAN ("is_reference", "is_reference"),
  WORD ("origin", "origin"),
  ZONE_TIME ("made", "made_ms"),
};

static const BwDataColumn rr_columns[] = {
  ID,
  TIME ("time", "start_ms"),
  BOOLEAN ("time_known", "time_known"),
  TEXT ("name", "name"),
  NUMBER ("duration_s", "duration_s"),
  INTEGER ("intervals", "n_intervals"),
  INTEGER ("beats", "n_beats"),
  INTEGER ("artefacts", "n_artefacts"),
  NUMBER ("rmssd_ms", "rmssd_ms"),
  TEXT ("device", "device"),
  WORD ("file_unit", "unit"),
  BOOLEAN ("edited", "edited"),
  IMPORT,
};

static const BwDataColumn edit_columns[] = {
  INTEGER ("reading", "reading_id"),
  INTEGER ("recording", "recording_id"),
  INTEGER ("rr_recording", "rr_recording_id"),
  INTEGER ("edit", "n"),
  WORD ("kind", "kind"),
  INTEGER ("beat", "beat"),
  NUMBER ("time_ms", "time_ms"),
  WORD ("verdict", "verdict"),
};

/* --- Models ------------------------------------------------------------------------------------ */

static const BwDataColumn model_columns[] = {
  ID,
  WORD ("kind", "kind"),
  TEXT ("name", "name"),
  ZONE_TIME ("trained", "trained_ms"),
  ZONE_TIME ("from", "from_ms"),
  ZONE_TIME ("to", "to_ms"),
  INTEGER ("seed", "seed"),
  INTEGER ("parameters", "parameters"),
  INTEGER ("epochs", "epochs"),
  INTEGER ("best_epoch", "best_epoch"),
  INTEGER ("weights_bytes", "weights_bytes"),
  WORD ("fingerprint", "fingerprint"),
};

static const BwDataColumn epoch_columns[] = {
  INTEGER ("model", "model_id"),
  WORD ("model_kind", "model_kind"),
  INTEGER ("net", "net"),
  INTEGER ("epoch", "epoch"),
  NUMBER ("train_loss", "train_loss"),
  NUMBER ("validation_loss", "validation_loss"),
  NUMBER ("train_accuracy", "train_accuracy"),
  NUMBER ("validation_accuracy", "validation_accuracy"),
};

static const BwDataColumn evaluation_columns[] = {
  INTEGER ("model", "model_id"),
  TEXT ("model_name", "model"),
  WORD ("evaluation", "evaluation"),
  TEXT_TIME ("made", "made"),
  WORD ("rule", "rule"),
  BOOLEAN ("used", "used"),
  BOOLEAN ("rival", "rival"),
  INTEGER ("recordings", "recordings"),
  INTEGER ("recordings_right", "recordings_right"),
  NUMBER ("accuracy", "accuracy"),
  NUMBER ("accuracy_low", "accuracy_low"),
  NUMBER ("accuracy_high", "accuracy_high"),
  NUMBER ("sensitivity", "sensitivity"),
  NUMBER ("sensitivity_low", "sensitivity_low"),
  NUMBER ("sensitivity_high", "sensitivity_high"),
  NUMBER ("specificity", "specificity"),
  NUMBER ("specificity_low", "specificity_low"),
  NUMBER ("specificity_high", "specificity_high"),
  INTEGER ("beats", "beats"),
  INTEGER ("beats_right", "beats_right"),
  NUMBER ("beat_accuracy", "beat_accuracy"),
  INTEGER ("answered", "answered"),
  INTEGER ("answered_wrong", "answered_wrong"),
  NUMBER ("permutation_p", "permutation_p"),
  NUMBER ("p_against_heart_rate", "p_against_heart_rate"),
  WORD ("mode", "mode"),
  WORD ("reference", "reference"),
};

static const BwDataColumn evaluation_day_columns[] = {
  INTEGER ("model", "model_id"),
  WORD ("evaluation", "evaluation"),
  DAY ("day", "day"),
  INTEGER ("fasting", "fasting"),
  INTEGER ("glucose", "glucose"),
  INTEGER ("recordings", "recordings"),
  INTEGER ("recordings_right", "recordings_right"),
  NUMBER ("accuracy", "accuracy"),
  BOOLEAN ("has_reference", "has_reference"),
  WORD ("seen", "seen"),
};

static const BwDataColumn evaluation_recording_columns[] = {
  INTEGER ("model", "model_id"),
  WORD ("evaluation", "evaluation"),
  INTEGER ("recording", "recording_id"),
  TEXT ("name", "recording"),
  DAY ("day", "day"),
  WORD ("label", "label"),
  WORD ("answer", "answer"),
  WORD ("leaning", "leaning"),
  NUMBER ("probability", "probability"),
  INTEGER ("votes", "votes"),
  INTEGER ("beats", "n_beats"),
  BOOLEAN ("outside", "outside"),
  BOOLEAN ("same_day", "same_day"),
  BOOLEAN ("scored", "scored"),
};

/* --- Forecasts and backtests ------------------------------------------------------------------- */

static const BwDataColumn forecast_columns[] = {
  ID,
  TEXT_TIME ("issued", "issued_local"),
  ZONE_TIME ("made", "made_ms"),
  WORD ("measure", "measure"),
  WORD ("model", "model"),
  INTEGER ("model_id", "model_id"),
  INTEGER ("baseline_days", "baseline_days"),
  BOOLEAN ("calibrating", "calibrating"),
  NUMBER ("score_now", "score_now"),
  WORD ("zone_now", "zone_now"),
  NUMBER ("reliability", "reliability"),
  TEXT_TIME ("night_from", "night_from_local"),
  TEXT_TIME ("night_to", "night_to_local"),
  NUMBER ("night_median_ms", "night_median_ms"),
  NUMBER ("night_low_ms", "night_low_ms"),
  NUMBER ("night_high_ms", "night_high_ms"),
  NUMBER ("night_score", "night_score"),
  WORD ("night_zone", "night_zone"),
  INTEGER ("score_version", "score_version"),
};

static const BwDataColumn forecast_hour_columns[] = {
  INTEGER ("forecast", "forecast_id"),
  TEXT_TIME ("issued", "issued_local"),
  WORD ("measure", "measure"),
  WORD ("model", "model"),
  INTEGER ("hours_ahead", "hour"),
  TEXT_TIME ("time", "time_local"),
  NUMBER ("median_ms", "median_ms"),
  NUMBER ("low_ms", "low_ms"),
  NUMBER ("high_ms", "high_ms"),
  NUMBER ("score", "score"),
  NUMBER ("score_low", "score_low"),
  NUMBER ("score_high", "score_high"),
  WORD ("zone", "zone"),
  NUMBER ("p_green", "p_green"),
  NUMBER ("p_yellow", "p_yellow"),
  NUMBER ("p_red", "p_red"),
};

static const BwDataColumn push_columns[] = {
  INTEGER ("forecast", "forecast_id"),
  TEXT_TIME ("issued", "issued_local"),
  WORD ("term", "term"),
  NUMBER ("push_points", "push"),
  NUMBER ("z", "z"),
  NUMBER ("weight", "weight"),
  TEXT_TIME ("time", "time_local"),
  NUMBER ("value", "value"),
  NUMBER ("mean", "mean"),
  NUMBER ("sd", "sd"),
};

static const BwDataColumn backtest_columns[] = {
  ID,
  ZONE_TIME ("made", "made_ms"),
  WORD ("measure", "measure"),
  ZONE_TIME ("from", "from_ms"),
  ZONE_TIME ("to", "to_ms"),
  INTEGER ("stride_h", "stride_h"),
  INTEGER ("origins", "origins"),
  INTEGER ("targets", "targets"),
  WORD ("shown", "shown"),
  WORD ("fingerprint", "fingerprint"),
};

#define FIGURES                                                                                     \
  INTEGER ("targets", "targets"), NUMBER ("mae_ln", "mae_ln"), NUMBER ("rmse_ln", "rmse_ln"),       \
    NUMBER ("mase", "mase"), NUMBER ("pinball", "pinball"), NUMBER ("coverage80", "coverage80"),    \
    NUMBER ("width80_ln", "width80_ln"), NUMBER ("interval_score80", "interval_score80"),           \
    NUMBER ("zone_accuracy", "zone_accuracy"), NUMBER ("red_sensitivity", "red_sensitivity"),       \
    NUMBER ("red_precision", "red_precision"), NUMBER ("red_false_alarm", "red_false_alarm"),       \
    NUMBER ("vs_average_percent", "vs_average_percent"),                                            \
    NUMBER ("vs_average_low_percent", "vs_average_low_percent"),                                    \
    NUMBER ("vs_average_high_percent", "vs_average_high_percent")

static const BwDataColumn backtest_model_columns[] = {
  INTEGER ("backtest", "backtest_id"), WORD ("measure", "measure"), WORD ("model", "model"),
  BOOLEAN ("shown", "shown"),          FIGURES,
};

static const BwDataColumn backtest_block_columns[] = {
  INTEGER ("backtest", "backtest_id"), WORD ("measure", "measure"), WORD ("model", "model"),
  WORD ("hours_ahead", "hours"),       FIGURES,
};

static const BwDataColumn backtest_day_columns[] = {
  INTEGER ("backtest", "backtest_id"), WORD ("measure", "measure"), WORD ("model", "model"),
  DAY ("day", "day"),
  INTEGER ("targets", "targets"),
  INTEGER ("inside", "inside"),
  NUMBER ("loss_sum_ln", "loss_sum"),
};

/* --- Where it came from ------------------------------------------------------------------------ */

static const BwDataColumn import_columns[] = {
  ID,
  TEXT ("path", "path"),
  WORD ("format", "format"),
  ZONE_TIME ("time", "time_ms"),
  ZONE_TIME ("exported", "exported_ms"),
  INTEGER ("records", "records"),
  INTEGER ("new", "n_new"),
  INTEGER ("readings", "readings"),
  INTEGER ("beats", "beats"),
  INTEGER ("ecgs", "ecgs"),
  INTEGER ("ecg_samples", "ecg_samples"),
  INTEGER ("rr_recordings", "rr_recordings"),
  INTEGER ("workouts", "workouts"),
  INTEGER ("activity_days", "activity_days"),
  INTEGER ("skipped", "skipped"),
  NUMBER ("seconds", "seconds"),
};

static const BwDataColumn problem_columns[] = {
  IMPORT,
  TEXT ("path", "import"),
  TEXT ("file", "file"),
  INTEGER ("line", "line"),
  TEXT ("what", "what"),
  INTEGER ("count", "count"),
};

/* --- The list ---------------------------------------------------------------------------------- */

#define KINDS(...) (const char *const[]) { __VA_ARGS__, NULL }

#define VIEW(id, title, description, view, columns, span, order)                                    \
  {                                                                                                 \
    { id, title, description, view, columns, G_N_ELEMENTS (columns), (span) != NULL },              \
      bw_data_read_view, span, order, NULL                                                          \
  }
#define SAMPLES(id, title, description, kinds)                                                      \
  {                                                                                                 \
    { id, title, description, "v_sample", sample_columns, G_N_ELEMENTS (sample_columns), TRUE },    \
      bw_data_read_samples, "start_ms", "start_ms", kinds                                           \
  }

const BwDataSource bw_data_stored[] = {
  VIEW ("readings", N_ ("Readings"),
        N_ ("Readings of heart rate variability with beats, and what was made of them"),
        "v_reading", reading_columns, "start_ms", "start_ms, id"),
  VIEW ("beats", N_ ("Beats of readings"), N_ ("Every beat of these readings, as the watch gave it"),
        "v_beat", beat_columns, "time_ms", "reading_id, n"),
  VIEW ("rr-recordings", N_ ("RR recordings"), N_ ("Recordings of RR intervals, such as of chest straps"),
        "v_rr_recording", rr_columns, "start_ms", "start_ms, id"),
  VIEW ("beat-edits", N_ ("Edits of beats"),
        N_ ("What was corrected by hand in readings and recordings"), "v_beat_edit_step",
        edit_columns, NULL, "beat_edit_id, n"),
  VIEW ("ecgs", N_ ("ECG recordings"), N_ ("ECG recordings with their labels and notes, without samples"),
        "v_recording", ecg_columns, "start_ms", "start_ms, id"),
  VIEW ("reader-labels", N_ ("Labels of readers"),
        N_ ("What each of several readers made of an ECG by themselves"), "v_reader_label",
        reader_columns, "start_ms", "reader, recording_id"),
  VIEW ("predictions", N_ ("Predictions"), N_ ("What each model made of an ECG, beside its label"),
        "v_prediction", prediction_columns, "start_ms", "model_id, start_ms, recording_id"),

  SAMPLES ("heart-rate", N_ ("Heart rate"), N_ ("Every heart rate that was measured"),
           KINDS (BW_KIND_HEART_RATE)),
  SAMPLES ("resting-heart-rate", N_ ("Resting heart rate"), N_ ("The resting heart rate of each day"),
           KINDS (BW_KIND_RESTING_HEART_RATE)),
  SAMPLES ("hrv", N_ ("Imported SDNN and RMSSD"),
           N_ ("SDNN of the watch, and RMSSD of other apps, as they were imported"),
           KINDS (BW_KIND_SDNN, BW_KIND_RMSSD)),
  SAMPLES ("sleep", N_ ("Sleep"), N_ ("Stretches of sleep with their stages, as they were recorded"),
           KINDS (BW_KIND_SLEEP)),
  SAMPLES ("steps", N_ ("Steps"), N_ ("Steps of every source; two may have counted the same ones"),
           KINDS (BW_KIND_STEPS)),
  SAMPLES ("active-energy", N_ ("Active energy"),
           N_ ("Active energy of every source; two may have counted the same"),
           KINDS (BW_KIND_ACTIVE_ENERGY)),
  SAMPLES ("blood-glucose", N_ ("Blood glucose"), N_ ("Blood glucose, as it was recorded elsewhere"),
           KINDS (BW_KIND_BLOOD_GLUCOSE)),
  SAMPLES ("samples", N_ ("All samples"), N_ ("Samples of all kinds, those of the tables above too"),
           NULL),
  VIEW ("kinds", N_ ("Kinds of samples"), N_ ("How many samples there are of each kind, and since when"),
        "v_kind", kind_columns, NULL, "kind, unit, id"),
  VIEW ("workouts", N_ ("Workouts"), N_ ("Workouts with their times, energy and distance"), "v_workout",
        workout_columns, "start_ms", "start_ms, id"),
  VIEW ("activity-days", N_ ("Activity rings"), N_ ("Energy, exercise and standing of each day, and its goals"),
        "v_activity_day", activity_columns, "day_ms", "day"),
  VIEW ("notes", N_ ("Notes"), N_ ("Your notes on moments and stretches of time"), "v_annotation",
        note_columns, "start_ms", "start_ms, id"),

  VIEW ("forecasts", N_ ("Forecasts"), N_ ("Forecasts as they were issued, with the night to come"),
        "v_forecast", forecast_columns, "issued_ms", "issued_ms, id"),
  VIEW ("forecast-hours", N_ ("Hours of forecasts"),
        N_ ("The 24 hours of each forecast with their bands, scores and zones"), "v_forecast_hour",
        forecast_hour_columns, "issued_ms", "issued_ms, forecast_id, hour"),
  VIEW ("forecast-terms", N_ ("What moved the score"),
        N_ ("What the score of each forecast was made of"), "v_forecast_push", push_columns,
        "issued_ms", "issued_ms, forecast_id, term"),
  VIEW ("backtests", N_ ("Backtests"), N_ ("Tests of the forecasts on days that no model had seen"),
        "v_backtest", backtest_columns, NULL, "id"),
  VIEW ("backtest-models", N_ ("Backtests by model"),
        N_ ("How each forecast did over a whole test"), "v_backtest_model",
        backtest_model_columns, NULL, NULL),
  VIEW ("backtest-blocks", N_ ("Backtests by hours ahead"),
        N_ ("How each forecast did near and far ahead"), "v_backtest_block", backtest_block_columns,
        NULL, NULL),
  VIEW ("backtest-days", N_ ("Backtests by day"), N_ ("How each forecast did from day to day"),
        "v_backtest_day", backtest_day_columns, NULL, NULL),
  VIEW ("models", N_ ("Models"), N_ ("Trained models, and what they were trained on"), "v_model",
        model_columns, NULL, "id"),
  VIEW ("model-epochs", N_ ("Training of models"), N_ ("Losses and accuracy, epoch by epoch"),
        "v_model_epoch", epoch_columns, NULL, "model_id, net, epoch"),
  VIEW ("evaluations", N_ ("Evaluations"),
        N_ ("How often models for ECGs, and their plain rivals, were right"), "v_evaluation",
        evaluation_columns, NULL, NULL),
  VIEW ("evaluation-days", N_ ("Evaluations by day"),
        N_ ("How often models for ECGs were right, day by day"), "v_evaluation_day",
        evaluation_day_columns, NULL, NULL),
  VIEW ("evaluation-recordings", N_ ("Evaluations by recording"),
        N_ ("What models for ECGs made of each recording they were tried on"),
        "v_evaluation_recording", evaluation_recording_columns, NULL, NULL),

  VIEW ("imports", N_ ("Imports"), N_ ("The files that were imported, and what they brought"), "v_import",
        import_columns, NULL, "id"),
  VIEW ("import-problems", N_ ("Problems of imports"), N_ ("What could not be read, and where"),
        "v_problem", problem_columns, NULL, "import_id, n"),
};

const guint bw_data_n_stored = G_N_ELEMENTS (bw_data_stored);
