/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-dictionary-private.h"

#define COLUMNS(...) (const BwDictionaryColumn[]) { __VA_ARGS__, { NULL, NULL, NULL } }
#define NO_COLUMNS (const BwDictionaryColumn[]) { { NULL, NULL, NULL } }

/* How a model did at some of a backtest's targets, as bw-backtest.h has it. */
#define FIGURES                                                                                     \
  { "targets", "", "Hours with a reading that were forecast" },                                     \
  { "mae_ln", "ln ms", "Mean absolute error of the median" },                                       \
  { "rmse_ln", "ln ms", "Root mean square error of the median" },                                   \
  { "mase", "", "mae_ln over that of the same hour of the day before, in the days before the test" }, \
  { "pinball", "ln ms", "Mean pinball loss of the quantiles 0.1, 0.5 and 0.9" },                    \
  { "coverage80", "0 to 1", "Share of the readings inside the 80 % band" },                         \
  { "width80_ln", "ln ms", "Mean width of the band" },                                              \
  { "interval_score80", "ln ms", "Width and what lies outside (Gneiting & Raftery 2007)" },         \
  { "zone_accuracy", "0 to 1", "Share of the hours whose zone was forecast" },                      \
  { "red_sensitivity", "0 to 1", "Share of the red hours that were flagged" },                      \
  { "red_precision", "0 to 1", "Share of the flagged hours that were red" },                        \
  { "red_false_alarm", "0 to 1", "Share of the other hours that were flagged" },                    \
  { "vs_average_percent", "%", "Pinball loss against the average’s; less is better" },              \
  { "vs_average_low_percent", "%", "Lower end of its 95 % interval" },                              \
  { "vs_average_high_percent", "%", "Upper end of its 95 % interval" }

const BwDictionaryEntry bw_dictionary_views[] = {
  { "v_sample", "sample", "Samples of all kinds, with their names and times",
    COLUMNS ({ "kind", "", "Apple’s identifier of the kind, verbatim" },
             { "value", "see unit", "Quantity; empty for a category" },
             { "unit", "", "Unit of the value; empty for none" },
             { "category", "", "Apple’s identifier of the category; empty for a quantity" },
             { "device", "", "Description of the device; empty for none" },
             { "nested", "0 or 1", "Whether it stood within another record" },
             { "created", "ISO 8601 UTC",
               "When it was written down; the end of the sample where the file does not tell" },
             { "duration_s", "s", "From the start to the end" },
             { "created_ms", "ms since 1970 UTC", "When it was written down, likewise" }) },

  { "v_kind", "kind", "Kinds of samples, with how many there are and since when",
    COLUMNS ({ "kind", "", "Apple’s identifier, verbatim" },
             { "samples", "", "How many samples there are" },
             { "first", "ISO 8601 UTC", "Start of the first sample" },
             { "last", "ISO 8601 UTC", "Start of the last sample" },
             { "first_ms", "ms since 1970 UTC", "Start of the first sample" },
             { "last_ms", "ms since 1970 UTC", "Start of the last sample" }) },

  { "v_rollup", "rollup", "Quantity samples by the quarter of an hour that they start in",
    COLUMNS ({ "kind", "", "Apple’s identifier of the kind, verbatim" },
             { "unit", "", "Unit of the values; empty for none" },
             { "start", "ISO 8601 UTC", "Start of the quarter" },
             { "mean", "see unit", "Mean of their values" }) },

  { "v_reading", "reading", "Readings of heart-rate variability, and what was made of their beats",
    COLUMNS ({ "device", "", "Description of the device; empty for none" }) },

  { "v_beat", "beat", "Beats of readings, with their times",
    COLUMNS ({ "time", "ISO 8601 UTC", "When, to 10 ms" },
             { "time_local", "ISO 8601", "The same by the clock that was there" }) },

  { "v_workout", "workout", "Workouts, with their times", NO_COLUMNS },

  { "v_activity_day", "activity_day", "The rings of each day",
    COLUMNS ({ "day_ms", "ms since 1970 UTC", "Start of the day, as if it were in UTC" }) },

  { "v_person", NULL, "Who the library is of: one row",
    COLUMNS ({ "name", "", "Name; empty where unknown" },
             { "date_of_birth", "date", "Date of birth, as the file has it" },
             { "sex", "", "Sex, verbatim from the file" },
             { "blood_type", "", "Blood type, verbatim from the file" },
             { "zone", "IANA name", "Time zone that was chosen; empty for that of the data" }) },

  { "v_recording", "recording", "ECG recordings, with their labels and times",
    COLUMNS ({ "duration_s", "s", "Length" },
             { "labelled", "ISO 8601 UTC", "When it was labelled" }) },

  { "v_reader_label", "reader_label", "What each of several readers made of an ECG recording",
    COLUMNS ({ "recording", "", "File name of the recording" },
             { "time", "ISO 8601 UTC", "When they labelled it" },
             { "start_local", "ISO 8601", "Start of the recording, by the clock that was there" },
             { "start_ms", "ms since 1970 UTC", "Start of the recording" }) },

  { "v_prediction", "prediction", "What each model made of an ECG recording, beside its label",
    COLUMNS ({ "model_kind", "", "“comparator-default” or “comparator-published”" },
             { "model", "", "Name of the model; empty for none" },
             { "recording", "", "File name of the recording" },
             { "start", "ISO 8601 UTC", "Start of the recording" },
             { "start_local", "ISO 8601", "The same by the clock that was there" },
             { "start_ms", "ms since 1970 UTC", "Start of the recording" },
             { "label", "fasting or glucose", "The label that holds; empty without one" },
             { "made", "ISO 8601 UTC", "When it was predicted" }) },

  { "v_rr_recording", "rr_recording", "Recordings of RR intervals, with their times",
    COLUMNS ({ "duration_s", "s", "Length, gaps included" }) },

  { "v_beat_edit", "beat_edit", "What a person did to the beats of readings and recordings",
    COLUMNS ({ "changed", "ISO 8601 UTC", "When it was changed last" },
             { "correction", "none, lenient, standard or strict", "How strictly artefacts are looked for" },
             { "edits", "", "How many edits there are" }) },

  { "v_beat_edit_step", "beat_edit", "These edits one by one",
    COLUMNS ({ "beat_edit_id", "", "The row of “v_beat_edit”" },
             { "n", "", "Number of the edit, from 1, in the order of beats" },
             { "kind", "", "“mark”, “delete”, “merge”, “move” or “insert”" },
             { "beat", "", "The beat, as measured, from 0; for an insertion the one before" },
             { "time_ms", "ms", "Where a beat was moved or inserted, since the first beat" },
             { "verdict", "", "What it was marked as" }) },

  { "v_annotation", "annotation", "The person’s notes, with their times", NO_COLUMNS },

  { "v_import", "import", "One row for each file that was imported",
    COLUMNS ({ "time", "ISO 8601 UTC", "When it was imported" },
             { "exported", "ISO 8601 UTC", "When the file says it was exported" }) },

  { "v_problem", "problem", "What imports could not read",
    COLUMNS ({ "import", "", "File that was imported" },
             { "line", "", "Line of the first such place; empty where unknown" },
             { "time_ms", "ms since 1970 UTC", "When it was imported" }) },

  { "v_model", "model", "Trained models, without their weights",
    COLUMNS ({ "trained", "ISO 8601 UTC",
               "Of a forecaster the end of the data it was trained for; else when it came here" },
             { "from", "ISO 8601 UTC", "Start of the data it was trained on" },
             { "to", "ISO 8601 UTC", "End of the data it was trained on" },
             { "weights_bytes", "bytes", "Size of its weights" },
             { "parameters", "", "Numbers that were learnt" },
             { "epochs", "", "Passes through the data" },
             { "best_epoch", "", "The one whose weights were kept; 0 where there were none" }) },

  { "v_model_epoch", NULL, "How training went, epoch by epoch",
    COLUMNS ({ "model_id", "", "The model" }, { "model_kind", "", "Its kind" },
             { "net", "", "Which of the nets that are averaged, from 1" },
             { "epoch", "", "Epoch, from 1" },
             { "train_loss", "", "Loss on what was trained on" },
             { "validation_loss", "", "Loss on what was held out" },
             { "train_accuracy", "0 to 1", "Share that was right of what was trained on" },
             { "validation_accuracy", "0 to 1", "Share that was right of what was held out" }) },

  { "v_evaluation", NULL, "How often each rule of a model, and its plain rivals, were right",
    COLUMNS ({ "model_id", "", "The model" },
             { "model", "", "Its name; empty for none" },
             { "evaluation", "evaluation or leave-one-day-out",
               "Whether each day was judged by a model that had not seen it" },
             { "made", "ISO 8601 UTC", "When it was made" },
             { "rule", "", "“comparator”, “logistic” …; of the rivals “heart-rate”, “majority” …" },
             { "used", "0 or 1", "Whether its answers are the ones that are given" },
             { "rival", "0 or 1", "Whether it is a plain rule to compare with, that nobody uses" },
             { "recordings", "", "Recordings that were scored" },
             { "recordings_right", "", "Of them, those it was right about" },
             { "accuracy", "0 to 1", "Share of the recordings that it was right about" },
             { "accuracy_low", "0 to 1", "Lower end of its 95 % interval (Wilson)" },
             { "accuracy_high", "0 to 1", "Upper end of its 95 % interval" },
             { "sensitivity", "0 to 1", "Share of the recordings after glucose that it found" },
             { "sensitivity_low", "0 to 1", "Lower end of its 95 % interval" },
             { "sensitivity_high", "0 to 1", "Upper end of its 95 % interval" },
             { "specificity", "0 to 1", "Share of the fasting recordings that it found" },
             { "specificity_low", "0 to 1", "Lower end of its 95 % interval" },
             { "specificity_high", "0 to 1", "Upper end of its 95 % interval" },
             { "beats", "", "Beats that were scored" },
             { "beats_right", "", "Of them, those it was right about" },
             { "beat_accuracy", "0 to 1", "Share of the beats that it was right about" },
             { "answered", "", "Recordings that it was sure about" },
             { "answered_wrong", "", "Of them, those it was wrong about" },
             { "permutation_p", "0 to 1",
               "How often labels dealt out at random within each day agree as well" },
             { "p_against_heart_rate", "0 to 1",
               "How likely such a lead over heart rate alone is by chance (McNemar)" },
             { "mode", "default or published", "How the model is used" },
             { "reference", "same-day or training", "What beats are held against" }) },

  { "v_evaluation_day", NULL, "These evaluations by day, for the rule that is used",
    COLUMNS ({ "model_id", "", "The model" },
             { "evaluation", "evaluation or leave-one-day-out", "As in “v_evaluation”" },
             { "day", "date", "Day of the recordings" },
             { "fasting", "", "Fasting recordings that were scored" },
             { "glucose", "", "Recordings after glucose that were scored" },
             { "recordings", "", "All that were scored" },
             { "recordings_right", "", "Of them, those it was right about" },
             { "accuracy", "0 to 1", "Share that it was right about" },
             { "has_reference", "0 or 1", "Held against fasting recordings of that day" },
             { "seen", "unseen, chose, learnt or unknown",
               "What the rule had to do with the day before it was judged on it" }) },

  { "v_evaluation_recording", NULL, "These evaluations by recording, for the rule that is used",
    COLUMNS ({ "model_id", "", "The model" },
             { "evaluation", "evaluation or leave-one-day-out", "As in “v_evaluation”" },
             { "recording_id", "", "The recording" },
             { "recording", "", "Its file name" },
             { "day", "date", "Its day" },
             { "label", "fasting or glucose", "Its label" },
             { "answer", "fasting, glucose or none", "The answer; none where it is not sure" },
             { "leaning", "fasting, glucose or none", "What it would answer if it had to" },
             { "probability", "0 to 1", "Of “after glucose”" },
             { "votes", "", "Beats that say “after glucose”" },
             { "n_beats", "", "Beats that were asked" },
             { "outside", "0 or 1", "The day’s fasting heart rate lies outside what was learnt" },
             { "same_day", "0 or 1", "Held against fasting recordings of the same day" },
             { "scored", "0 or 1", "Whether it counts; references and those without beats do not" }) },

  { "v_forecast", "forecast", "Forecasts, as issued",
    COLUMNS ({ "made", "ISO 8601 UTC", "When it was made, by the clock" },
             { "score_now", "0 to 100", "The score at that moment; high is fresh" },
             { "zone_now", "green, yellow or red", "Its zone" },
             { "calibrating", "0 or 1", "Too few days for a score yet" },
             { "baseline_days", "", "Days with readings behind the baseline" },
             { "reliability", "0 to 1", "How well the level is known" },
             { "night_from_local", "ISO 8601", "Start of the usual night to come" },
             { "night_to_local", "ISO 8601", "End of the usual night to come" },
             { "night_median_ms", "ms", "Forecast for that night: the median" },
             { "night_low_ms", "ms", "Lower end of its 80 % band" },
             { "night_high_ms", "ms", "Upper end of its 80 % band" },
             { "night_score", "0 to 100", "Score of that night" },
             { "night_zone", "green, yellow or red", "Zone of that score" }) },

  { "v_forecast_hour", "forecast", "The 24 hours of each forecast",
    COLUMNS ({ "forecast_id", "", "The forecast" },
             { "hour", "h", "Hours ahead, from 1" },
             { "time", "ISO 8601 UTC", "The hour that is forecast" },
             { "time_local", "ISO 8601", "The same by the person’s clock" },
             { "median_ms", "ms", "Median" },
             { "low_ms", "ms", "Lower end of the 80 % band" },
             { "high_ms", "ms", "Upper end of the 80 % band" },
             { "score", "0 to 100", "Score of the median; high is fresh" },
             { "score_low", "0 to 100", "Score of the lower end" },
             { "score_high", "0 to 100", "Score of the upper end" },
             { "zone", "green, yellow or red", "Zone of the score" },
             { "p_green", "0 to 1", "Chance that the hour is green" },
             { "p_yellow", "0 to 1", "Chance that the hour is yellow" },
             { "p_red", "0 to 1", "Chance that the hour is red" }) },

  { "v_forecast_push", "forecast", "What moved the score of each forecast, term by term",
    COLUMNS ({ "forecast_id", "", "The forecast" },
             { "term", "hrv, resting-heart-rate or sleep", "The term" },
             { "z", "standard deviations", "Against the person’s baseline; high is fresh" },
             { "weight", "", "Weight of the term" },
             { "push", "points", "How far it moved the score from 81, a usual day" },
             { "time_local", "ISO 8601", "When it was measured" },
             { "value", "ln ms, bpm or share", "What was measured; share of the time in bed asleep" },
             { "mean", "ln ms, bpm or share", "The person’s own mean" },
             { "sd", "ln ms, bpm or share", "The person’s own standard deviation" }) },

  { "v_backtest", "backtest", "Backtests: how good forecasts were on days that no model had seen",
    COLUMNS ({ "made", "ISO 8601 UTC", "When it was made" },
             { "from", "ISO 8601 UTC", "The first moment that was forecast from" },
             { "to", "ISO 8601 UTC", "The last such moment" },
             { "origins", "", "How many such moments there were" },
             { "targets", "", "Hours with a reading that were forecast from them" },
             { "shown", "", "The model that the app would have shown" }) },

  { "v_backtest_model", "backtest", "Backtests by model",
    COLUMNS ({ "backtest_id", "", "The backtest" },
             { "model", "", "“average”, “lstm”, “profile” …" },
             { "shown", "0 or 1", "Whether the app would have shown it" }, FIGURES) },

  { "v_backtest_block", "backtest", "Backtests by model and by how far ahead",
    COLUMNS ({ "backtest_id", "", "The backtest" },
             { "model", "", "“average”, “lstm”, “profile” …" },
             { "hours", "h", "Hours ahead: “1-6”, “7-12”, “13-24”" }, FIGURES) },

  { "v_backtest_day", "backtest", "Backtests by model and day",
    COLUMNS ({ "backtest_id", "", "The backtest" },
             { "model", "", "“average”, “lstm”, “profile” …" },
             { "day", "date", "Day of the issue" },
             { "targets", "", "Hours with a reading that were forecast on it" },
             { "inside", "", "Of them, those inside the 80 % band" },
             { "loss_sum", "ln ms", "Sum of their pinball losses" }) },

  { NULL, NULL, NULL, NULL },
};
