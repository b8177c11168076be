/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test.h"
#include "comparator/bw-day-split.h"
#include "comparator/bw-evaluate.h"
#include "comparator/bw-evaluate-days.h"
#include "comparator/bw-fit.h"
#include "ecg-days.h"
#include "made-up-library.h"

static const MadeUpDay days[] = {
  { 20230921, 4, 3, 1 },
  { 20230923, 4, 0, 0 },
  { 20230925, 3, 3, 0 },
  { 20230927, 4, 3, 0 },
  { 20230928, 0, 2, 0 },
  { 0 },
};

#define N_DAYS (G_N_ELEMENTS (days) - 1)

typedef struct
{
  BwLibrary *library;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->library = made_up_library_open (days, 5);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  made_up_library_close (self->library);
}

static const BwDayScore *
get_day (const BwEvaluation *evaluation,
         guint32             day)
{
  for (guint d = 0; d < evaluation->days->len; d++)
    if (g_array_index (evaluation->days, BwDayScore, d).day == day)
      return &g_array_index (evaluation->days, BwDayScore, d);
  return NULL;
}

static void
assert_names (const BwEvaluation *evaluation,
              const char *const  *names)
{
  guint n = 0;

  for (; names[n] != NULL; n++)
    {
      g_assert_cmpuint (evaluation->rules->len, >, n);
      g_assert_cmpstr (g_array_index (evaluation->rules, BwRuleScore, n).name, ==, names[n]);
    }
  g_assert_cmpuint (evaluation->rules->len, ==, n);
}

/* Every rule was scored on the same recordings. */
static void
assert_alike (const BwEvaluation *evaluation)
{
  const BwRuleScore *used = &g_array_index (evaluation->rules, BwRuleScore, 0);

  g_assert_true (used->is_used);
  g_assert_cmpuint (used->waves.n + evaluation->n_not_scored, ==, evaluation->recordings->len);
  for (guint r = 1; r < evaluation->rules->len; r++)
    {
      const BwRuleScore *rule = &g_array_index (evaluation->rules, BwRuleScore, r);

      g_assert_false (rule->is_used);
      g_assert_cmpuint (rule->waves.n, ==, used->waves.n);
      g_assert_cmpuint (rule->beats.n, ==, used->beats.n);
    }
}

static BwComparatorModel *
train (BwLibrary        *library,
       BwComparatorMode  mode,
       BwRule            rule,
       guint32           first,
       guint32           second,
       guint32           validation)
{
  g_autoptr (BwBeatSet) set = NULL;
  g_autoptr (GArray) training = ecg_days_list (first, second, 0);
  g_autoptr (GArray) watched = validation != 0 ? ecg_days_list (validation, 0) : NULL;
  const BwFitOptions options = { .mode = mode, .rule = rule, .epochs = 1, .seed = 1 };
  g_autoptr (GError) error = NULL;
  BwComparatorModel *model;

  set = bw_beat_set_read (library, TRUE, "", 1, NULL, NULL, &error);
  g_assert_no_error (error);
  model = bw_fit (set, training, watched, &options, "", 1, NULL, NULL, &error);
  g_assert_no_error (error);
  return model;
}

static void
test_model (Fixture       *self,
            gconstpointer  data)
{
  static const char *const names[] = { BW_SCORE_LOGISTIC_SAME_DAY, "majority", "heart-rate",
                                       "logistic", "nearest", NULL };
  g_autoptr (BwComparatorModel) model = NULL;
  g_autoptr (BwEvaluation) evaluation = NULL;
  g_autoptr (BwEvaluation) again = NULL;
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_auto (BwProgressState) state = { 0 };
  g_autoptr (GError) error = NULL;
  BwEvaluateOptions options = { .model_id = 3 };
  const BwDayScore *day;

  model = train (self->library, BW_COMPARATOR_DEFAULT, BW_RULE_LOGISTIC, 20230921, 20230923, 0);
  options.model = model;
  evaluation = bw_comparator_evaluate (self->library, &options, progress, NULL, &error);
  g_assert_no_error (error);
  assert_names (evaluation, names);
  assert_alike (evaluation);
  g_assert_cmpint (evaluation->model_id, ==, 3);
  g_assert_cmpint (evaluation->rule, ==, BW_RULE_LOGISTIC);
  g_assert_cmpint (evaluation->mode, ==, BW_COMPARATOR_DEFAULT);
  g_assert_cmpint (evaluation->reference, ==, BW_REFERENCE_SAME_DAY);
  g_assert_false (evaluation->leave_one_day_out);

  /* All days that it was not trained on; two fasting recordings of a day are references. */
  g_assert_cmpuint (evaluation->days->len, ==, 3);
  day = get_day (evaluation, 20230925);
  g_assert_cmpuint (day->n_fasting, ==, 1);
  g_assert_cmpuint (day->n_glucose, ==, 3);
  g_assert_true (day->has_reference);
  g_assert_cmpint (day->seen, ==, BW_DAY_UNSEEN);
  day = get_day (evaluation, 20230928);
  g_assert_cmpuint (day->n_glucose, ==, 2);
  g_assert_false (day->has_reference);
  g_assert_cmpuint (evaluation->recordings->len, ==, 15);
  g_assert_cmpuint (evaluation->n_not_scored, ==, 4);
  for (guint i = 0; i < evaluation->verdict->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (evaluation->verdict, i));
  bw_progress_get_state (progress, &state);
  bw_assert_near (state.fraction, 1, 1e-9);

  again = bw_comparator_evaluate (self->library, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  again->seconds = evaluation->seconds;
  again->made_ms = evaluation->made_ms;
  {
    g_autoptr (JsonNode) node = bw_evaluation_to_json (evaluation);
    g_autoptr (JsonNode) other = bw_evaluation_to_json (again);

    g_assert_true (json_node_equal (node, other));
  }
}

/* A net of default mode is never without the plain rule on its own input. */
static void
test_net_alone (Fixture       *self,
                gconstpointer  data)
{
  static const char *const names[] = { "classifier", BW_SCORE_LOGISTIC_SAME_DAY, "majority",
                                       "heart-rate", "logistic", "nearest", NULL };
  g_autoptr (BwComparatorModel) model = NULL, plain = NULL;
  g_autoptr (BwEvaluation) evaluation = NULL, other = NULL;
  g_autoptr (GError) error = NULL;
  BwEvaluateOptions options = { 0 };
  const BwRuleScore *rival, *used;

  model = train (self->library, BW_COMPARATOR_DEFAULT, BW_RULE_CLASSIFIER, 20230921, 20230923, 0);
  options.model = model;
  evaluation = bw_comparator_evaluate (self->library, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_names (evaluation, names);
  assert_alike (evaluation);
  rival = bw_evaluation_get_rule (evaluation, BW_SCORE_LOGISTIC_SAME_DAY);
  g_assert_true (rival->is_rival);

  /* It is the rule that a model of its own has. */
  plain = train (self->library, BW_COMPARATOR_DEFAULT, BW_RULE_LOGISTIC, 20230921, 20230923, 0);
  options.model = plain;
  other = bw_comparator_evaluate (self->library, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  used = &g_array_index (other->rules, BwRuleScore, 0);
  g_assert_false (used->is_rival);
  g_assert_cmpuint (used->waves.correct, ==, rival->waves.correct);
  g_assert_cmpuint (used->beats.correct, ==, rival->beats.correct);
}

static void
test_days (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GArray) asked = ecg_days_list (20230927, 20230921, 0);
  g_autoptr (GArray) wrong = ecg_days_list (20230927, 20230922, 0);
  g_autoptr (BwComparatorModel) model = NULL, everything = NULL;
  g_autoptr (BwEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;
  BwEvaluateOptions options = { 0 };

  model = train (self->library, BW_COMPARATOR_PUBLISHED, BW_RULE_COMPARATOR, 20230921, 20230923,
                 20230927);
  options.model = model;

  /* Asked for: one that it learnt from, one that chose the epoch. */
  options.days = asked;
  evaluation = bw_comparator_evaluate (self->library, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (evaluation->reference, ==, BW_REFERENCE_TRAINING);
  g_assert_cmpuint (evaluation->days->len, ==, 2);
  g_assert_cmpuint (evaluation->n_not_scored, ==, 0);
  g_assert_cmpint (get_day (evaluation, 20230921)->seen, ==, BW_DAY_LEARNT);
  g_assert_cmpint (get_day (evaluation, 20230927)->seen, ==, BW_DAY_CHOSE);
  g_assert_cmpuint (get_day (evaluation, 20230921)->n_fasting, ==, 4);

  options.days = wrong;
  g_assert_null (bw_comparator_evaluate (self->library, &options, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "2023-09-22"));
  g_clear_error (&error);

  /* What the split leaves out is not judged by when nobody asks. */
  bw_library_set_setting (self->library, BW_DAY_SPLIT_SETTING,
                          "20230921=training 20230923=training 20230925=unused 20230927=test"
                          " 20230928=unused",
                          &error);
  options.days = NULL;
  bw_evaluation_free (g_steal_pointer (&evaluation));
  evaluation = bw_comparator_evaluate (self->library, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (evaluation->days->len, ==, 1);
  g_assert_nonnull (get_day (evaluation, 20230927));

  bw_library_set_setting (self->library, BW_DAY_SPLIT_SETTING,
                          "20230921=training 20230923=training 20230925=unused 20230927=unused"
                          " 20230928=unused",
                          &error);
  g_assert_null (bw_comparator_evaluate (self->library, &options, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
}

static void
test_leave_one_day_out (Fixture       *self,
                        gconstpointer  data)
{
  static const char *const names[] = { "used", "comparator", BW_SCORE_LOGISTIC_SAME_DAY, "majority",
                                       "heart-rate", "logistic", "nearest", NULL };
  g_autoptr (BwEvaluation) evaluation = NULL;
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_auto (BwProgressState) state = { 0 };
  g_autoptr (GArray) predictions = NULL;
  g_autoptr (GArray) asked = ecg_days_list (20230925, 0);
  g_autoptr (GError) error = NULL;
  const BwEvaluateOptions options = {
    .mode = BW_COMPARATOR_DEFAULT,
    .rule = BW_RULE_BEST,
    .epochs = 1,
    .days = asked,
    .leave_one_day_out = TRUE,
  };

  evaluation = bw_comparator_evaluate (self->library, &options, progress, NULL, &error);
  g_assert_no_error (error);
  assert_names (evaluation, names);
  assert_alike (evaluation);
  g_assert_true (evaluation->leave_one_day_out);
  g_assert_cmpint (evaluation->rule, ==, BW_RULE_BEST);
  g_assert_cmpuint (evaluation->days->len, ==, 1);
  for (guint d = 0; d < N_DAYS; d++)
    {
      const BwDayScore *day;

      if (!bw_beat_days_contain (asked, days[d].day))
        {
          g_assert_null (get_day (evaluation, days[d].day));
          continue;
        }
      day = get_day (evaluation, days[d].day);
      g_assert_cmpuint (day->n_fasting, ==, days[d].n_fasting - MIN (days[d].n_fasting, 2));
      g_assert_cmpuint (day->n_glucose, ==, days[d].n_glucose);
      g_assert_cmpint (day->seen, ==, BW_DAY_UNSEEN);
    }
  bw_progress_get_state (progress, &state);
  bw_assert_near (state.fraction, 1, 1e-9);

  predictions = bw_evaluation_get_predictions (evaluation);
  g_assert_cmpuint (predictions->len, ==, evaluation->recordings->len);
  for (guint i = 0; i < predictions->len; i++)
    g_assert_cmpint (g_array_index (predictions, BwPredictionRow, i).origin, ==,
                     BW_PREDICTION_HELD_OUT);
}

static void
set_label (BwLibrary *library,
           gint64     id,
           BwLabel    label)
{
  g_autoptr (GError) error = NULL;

  bw_library_set_label (library, id, label, "test", &error);
  g_assert_no_error (error);
}

/* What is said of a day, in the mode and by the rules that are used, does not depend on its labels, where
 * no reference is taken from it. */
static void
test_nothing_leaks (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr (GArray) asked = ecg_days_list (20230925, 0);
  g_autoptr (BwEvaluation) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  const BwEvaluateOptions options = {
    .mode = BW_COMPARATOR_DEFAULT,
    .rule = BW_RULE_LOGISTIC,
    .days = asked,
    .reference = BW_REFERENCE_TRAINING,
    .leave_one_day_out = TRUE,
  };

  before = bw_comparator_evaluate (self->library, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (before->recordings->len, ==, 6);
  for (guint i = 0; i < before->recordings->len; i++)
    {
      const BwRecordingScore *score = &g_array_index (before->recordings, BwRecordingScore, i);

      set_label (self->library, score->recording_id,
                 score->label == BW_LABEL_GLUCOSE ? BW_LABEL_FASTING : BW_LABEL_GLUCOSE);
    }
  after = bw_comparator_evaluate (self->library, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < before->recordings->len; i++)
    {
      const BwRecordingScore *a = &g_array_index (before->recordings, BwRecordingScore, i);
      const BwRecordingScore *b = &g_array_index (after->recordings, BwRecordingScore, i);

      g_assert_cmpint (a->label, !=, b->label);
      g_assert_cmpint (a->leaning, ==, b->leaning);
      g_assert_cmpuint (a->votes, ==, b->votes);
      bw_assert_near (a->probability, b->probability, 0);
    }
  for (guint r = 0; r < before->rules->len; r++)
    {
      const BwRuleScore *a = &g_array_index (before->rules, BwRuleScore, r);
      const BwRuleScore *b = &g_array_index (after->rules, BwRuleScore, r);

      g_assert_cmpuint (a->waves.correct + b->waves.correct, ==, a->waves.n);
      g_assert_cmpuint (a->beats.correct + b->beats.correct, ==, a->beats.n);
    }
}

/* Cancels when the second day begins. */
static void
on_progress (BwProgress *progress,
             gpointer    data)
{
  g_auto (BwProgressState) state = { 0 };

  bw_progress_get_state (progress, &state);
  if (state.stage != NULL && g_str_has_prefix (state.stage, "Day 2 of 5"))
    g_cancellable_cancel (data);
}

static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_autoptr (BwEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;
  BwEvaluateOptions options = {
    .mode = BW_COMPARATOR_DEFAULT,
    .rule = BW_RULE_LOGISTIC,
    .leave_one_day_out = TRUE,
    .keep_when_cancelled = TRUE,
  };

  bw_progress_set_notify (progress, on_progress, cancellable);
  evaluation = bw_comparator_evaluate (self->library, &options, progress, cancellable, &error);
  g_assert_no_error (error);
  g_assert_true (evaluation->stopped);
  g_assert_cmpuint (evaluation->days->len, ==, 1);
  g_assert_cmpuint (g_array_index (evaluation->days, BwDayScore, 0).day, ==, 20230921);

  g_cancellable_reset (cancellable);
  options.keep_when_cancelled = FALSE;
  g_assert_null (bw_comparator_evaluate (self->library, &options, progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  bw_progress_set_notify (progress, NULL, NULL);
}

/* Takes the labels of recordings after glucose, but those of @day. */
static void
unlabel_glucose (BwLibrary *library,
                 guint32    day)
{
  g_autofree char *kept = g_strdup_printf ("ecg_%u_", day);
  g_autoptr (GArray) recordings = NULL;
  g_autoptr (GError) error = NULL;

  recordings = bw_library_read_recordings (library, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (recordings, BwRecording, i);

      if (recording->label == BW_LABEL_GLUCOSE && !g_str_has_prefix (recording->name, kept))
        set_label (library, recording->id, BW_LABEL_NONE);
    }
}

/* The one day with recordings after glucose cannot be left out. */
static void
test_one_glucose_day (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr (BwEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;
  const BwEvaluateOptions options = { .rule = BW_RULE_LOGISTIC, .leave_one_day_out = TRUE };

  unlabel_glucose (self->library, 20230925);
  evaluation = bw_comparator_evaluate (self->library, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (evaluation->n_days_left_out, ==, 1);
  g_assert_cmpuint (evaluation->days->len, ==, 3);
  g_assert_null (get_day (evaluation, 20230925));
  g_assert_true (g_str_has_prefix (g_ptr_array_index (evaluation->verdict, 2),
                                   "One of the labels is on one day alone"));
}

static void
test_too_few (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  const BwEvaluateOptions options = { .leave_one_day_out = TRUE };

  unlabel_glucose (self->library, 0);
  g_assert_null (bw_comparator_evaluate (self->library, &options, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
}

/* A file of weights says nothing of days: it is judged by those that are not the split's for training,
 * and references and rivals are taken from these. (What the published weights reach on the published
 * days, test-pretrained.c tells.) */
static void
test_weights (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *path = bw_test_shared ("data/parity/comparator_pretrained.safetensors");
  g_autoptr (BwComparatorModel) model = NULL;
  g_autoptr (BwEvaluation) evaluation = NULL;
  g_autoptr (BwBeatSet) set = NULL;
  g_autoptr (GArray) judged = NULL, beside = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  BwEvaluateOptions options = { 0 };
  char *contents;
  gsize length;

  if (path == NULL)
    return;
  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (contents, length);
  model = bw_comparator_model_from_weights (bytes, &error);
  g_assert_no_error (error);
  options.model = model;
  bw_library_set_setting (self->library, BW_DAY_SPLIT_SETTING,
                          "20230921=training 20230923=training 20230925=unused 20230927=validation"
                          " 20230928=test",
                          &error);
  evaluation = bw_comparator_evaluate (self->library, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (evaluation->reference, ==, BW_REFERENCE_TRAINING);
  g_assert_cmpuint (evaluation->days->len, ==, 2);
  g_assert_cmpuint (evaluation->n_not_scored, ==, 0);
  g_assert_cmpint (get_day (evaluation, 20230927)->seen, ==, BW_DAY_UNKNOWN);
  g_assert_cmpint (get_day (evaluation, 20230928)->seen, ==, BW_DAY_UNKNOWN);

  /* What the split leaves out is not learnt from either. */
  set = bw_beat_set_read (self->library, TRUE, "", 1, NULL, NULL, &error);
  g_assert_no_error (error);
  judged = bw_evaluate_days_for_model (self->library, set, bw_comparator_model_get_info (model), NULL,
                                       &beside, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (judged->len, ==, 2);
  g_assert_cmpuint (beside->len, ==, 2);
  g_assert_true (bw_beat_days_contain (beside, 20230921));
  g_assert_true (bw_beat_days_contain (beside, 20230923));

  bw_library_set_setting (self->library, BW_DAY_SPLIT_SETTING,
                          "20230921=training 20230923=training 20230925=training"
                          " 20230927=training 20230928=unused",
                          &error);
  g_assert_null (bw_comparator_evaluate (self->library, &options, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_assert_nonnull (strstr (error->message, "no validation or test day"));
}

#define add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/comparator/evaluate/model", test_model);
  add ("/comparator/evaluate/net-alone", test_net_alone);
  add ("/comparator/evaluate/days", test_days);
  add ("/comparator/evaluate/leave-one-day-out", test_leave_one_day_out);
  add ("/comparator/evaluate/nothing-leaks", test_nothing_leaks);
  add ("/comparator/evaluate/cancelled", test_cancelled);
  add ("/comparator/evaluate/one-glucose-day", test_one_glucose_day);
  add ("/comparator/evaluate/too-few", test_too_few);
  add ("/comparator/evaluate/weights", test_weights);
  return g_test_run ();
}
