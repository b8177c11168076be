/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test.h"
#include "comparator/bw-evaluation-score.h"
#include "store/bw-imports.h"

/* Two days of made-up recordings: (label, beats, scored, guess of what is used, guess by heart rate). */
static const struct
{
  guint32 day;
  BwLabel label;
  guint n_beats;
  gboolean scored;
  BwGuess used;
  BwGuess heart_rate;
} made_up[] = {
  { 20230921, BW_LABEL_FASTING, 30, FALSE, { BW_LABEL_GLUCOSE, 0.9, 29, FALSE, FALSE, TRUE },
    { BW_LABEL_GLUCOSE, 0.6, 20, FALSE, FALSE, FALSE } },
  { 20230921, BW_LABEL_FASTING, 30, TRUE, { BW_LABEL_FASTING, 0.1, 2, FALSE, FALSE, TRUE },
    { BW_LABEL_GLUCOSE, 0.6, 20, FALSE, FALSE, FALSE } },
  { 20230921, BW_LABEL_FASTING, 20, TRUE, { BW_LABEL_GLUCOSE, 0.55, 12, TRUE, FALSE, TRUE },
    { BW_LABEL_FASTING, 0.4, 8, FALSE, FALSE, FALSE } },
  { 20230921, BW_LABEL_GLUCOSE, 40, TRUE, { BW_LABEL_GLUCOSE, 0.8, 36, FALSE, FALSE, TRUE },
    { BW_LABEL_FASTING, 0.4, 10, FALSE, FALSE, FALSE } },
  { 20230921, BW_LABEL_GLUCOSE, 10, TRUE, { BW_LABEL_GLUCOSE, 0.7, 9, FALSE, FALSE, TRUE },
    { BW_LABEL_FASTING, 0.4, 1, FALSE, FALSE, FALSE } },
  { 20230923, BW_LABEL_FASTING, 25, TRUE, { BW_LABEL_FASTING, 0.2, 5, FALSE, TRUE, FALSE },
    { BW_LABEL_GLUCOSE, 0.5, 13, FALSE, FALSE, FALSE } },
  { 20230923, BW_LABEL_FASTING, 0, FALSE, { BW_LABEL_NONE, 0.3, 0, FALSE, FALSE, FALSE },
    { BW_LABEL_NONE, 0.5, 0, FALSE, FALSE, FALSE } },
};

static BwEvaluation *
make (void)
{
  BwEvaluation *self = bw_evaluation_new ();
  BwGuess used[G_N_ELEMENTS (made_up)], heart_rate[G_N_ELEMENTS (made_up)];
  const BwGuesses rules[] = {
    { "comparator", FALSE, used },
    { BW_SCORE_HEART_RATE, TRUE, heart_rate },
  };

  self->rule = BW_RULE_COMPARATOR;
  self->mode = BW_COMPARATOR_DEFAULT;
  self->reference = BW_REFERENCE_SAME_DAY;
  self->model_id = 7;
  self->made_ms = G_GINT64_CONSTANT (1695278400123);
  self->seconds = 1.5;
  self->n_days_left_out = 2;
  for (guint i = 0; i < G_N_ELEMENTS (made_up); i++)
    {
      BwRecordingScore recording = {
        .recording_id = i + 1,
        .name = g_strdup_printf ("ecg_%u.csv", i),
        .day = made_up[i].day,
        .label = made_up[i].label,
        .n_beats = made_up[i].n_beats,
        .scored = made_up[i].scored,
      };

      g_array_append_val (self->recordings, recording);
      used[i] = made_up[i].used;
      heart_rate[i] = made_up[i].heart_rate;
    }
  bw_evaluation_score (self, rules, G_N_ELEMENTS (rules));
  g_array_index (self->days, BwDayScore, 1).seen = BW_DAY_LEARNT;
  bw_evaluation_make_verdict (self);
  return self;
}

static void
check (const BwEvaluation *self)
{
  const BwRuleScore *used = &g_array_index (self->rules, BwRuleScore, 0);
  const BwRuleScore *rival = bw_evaluation_get_rule (self, BW_SCORE_HEART_RATE);
  const BwDayScore *day;
  const BwRecordingScore *recording;

  g_assert_cmpuint (self->rules->len, ==, 2);
  g_assert_cmpstr (used->name, ==, "comparator");
  g_assert_true (used->is_used && !used->is_rival);
  g_assert_true (rival->is_rival && !rival->is_used);
  g_assert_null (bw_evaluation_get_rule (self, BW_SCORE_NEAREST));

  /* Fasting beats are right where they do not vote for glucose. */
  g_assert_cmpuint (used->beats.n, ==, 30 + 20 + 40 + 10 + 25);
  g_assert_cmpuint (used->beats.correct, ==, 28 + 8 + 36 + 9 + 20);
  g_assert_cmpuint (used->waves.n, ==, 5);
  g_assert_cmpuint (used->waves.correct, ==, 4);
  g_assert_cmpuint (used->tp, ==, 2);
  g_assert_cmpuint (used->fn, ==, 0);
  g_assert_cmpuint (used->tn, ==, 2);
  g_assert_cmpuint (used->fp, ==, 1);
  /* The right way round: sensitivity is of glucose. */
  bw_assert_near (used->sensitivity.accuracy, 1, 0);
  bw_assert_near (used->specificity.accuracy, 2.0 / 3, 1e-15);
  g_assert_cmpuint (used->n_answered, ==, 4);
  g_assert_cmpuint (used->n_wrong_answered, ==, 0);
  bw_assert_near (rival->sensitivity.accuracy, 0, 0);
  g_assert_cmpuint (rival->waves.correct, ==, 1);
  g_assert_cmpuint (rival->n_answered, ==, 5);

  /* Day one: two glucose of four, three answers of glucose; 3 right of 4 in half of the ways. */
  bw_assert_near (used->permutation_p, 0.5, 1e-15);
  /* Right where heart rate is wrong 4 times, the other way round once: 2 (1 + 5) / 32. */
  bw_assert_near (used->p_against_heart_rate, 0.375, 1e-15);
  g_assert_cmpfloat (rival->p_against_heart_rate, ==, 1);

  g_assert_cmpuint (self->n_not_scored, ==, 2);
  g_assert_cmpuint (self->days->len, ==, 2);
  day = &g_array_index (self->days, BwDayScore, 0);
  g_assert_cmpuint (day->day, ==, 20230921);
  g_assert_cmpuint (day->n_fasting, ==, 2);
  g_assert_cmpuint (day->n_glucose, ==, 2);
  g_assert_cmpuint (day->n_rules, ==, 2);
  g_assert_cmpuint (day->waves[0].n, ==, 4);
  g_assert_cmpuint (day->waves[0].correct, ==, 3);
  g_assert_cmpuint (day->waves[1].correct, ==, 1);
  g_assert_true (day->has_reference);
  g_assert_cmpint (day->seen, ==, BW_DAY_UNSEEN);
  day = &g_array_index (self->days, BwDayScore, 1);
  g_assert_cmpuint (day->n_fasting, ==, 1);
  g_assert_cmpuint (day->waves[0].correct, ==, 1);
  g_assert_cmpuint (day->waves[1].correct, ==, 0);
  g_assert_false (day->has_reference);
  g_assert_cmpint (day->seen, ==, BW_DAY_LEARNT);

  g_assert_cmpuint (self->recordings->len, ==, G_N_ELEMENTS (made_up));
  recording = &g_array_index (self->recordings, BwRecordingScore, 2);
  g_assert_cmpint (recording->recording_id, ==, 3);
  g_assert_cmpstr (recording->name, ==, "ecg_2.csv");
  g_assert_cmpint (recording->label, ==, BW_LABEL_FASTING);
  g_assert_cmpint (recording->answer, ==, BW_LABEL_NONE);
  g_assert_cmpint (recording->leaning, ==, BW_LABEL_GLUCOSE);
  g_assert_true (recording->abstained && recording->same_day && recording->scored);
  g_assert_cmpuint (recording->votes, ==, 12);
  bw_assert_near (recording->probability, 0.55, 1e-15);
  recording = &g_array_index (self->recordings, BwRecordingScore, 5);
  g_assert_true (recording->outside && !recording->same_day);
  recording = &g_array_index (self->recordings, BwRecordingScore, 6);
  g_assert_false (recording->scored);
  g_assert_cmpint (recording->answer, ==, BW_LABEL_NONE);
  g_assert_cmpint (recording->leaning, ==, BW_LABEL_NONE);
  bw_assert_near (recording->probability, 0.5, 0);

  g_assert_cmpint (self->model_id, ==, 7);
  g_assert_cmpint (self->rule, ==, BW_RULE_COMPARATOR);
  g_assert_cmpint (self->mode, ==, BW_COMPARATOR_DEFAULT);
  g_assert_cmpint (self->reference, ==, BW_REFERENCE_SAME_DAY);
  g_assert_cmpint (self->made_ms, ==, G_GINT64_CONSTANT (1695278400123));
  bw_assert_near (self->seconds, 1.5, 0);
  g_assert_cmpuint (self->n_days_left_out, ==, 2);
  g_assert_cmpuint (self->verdict->len, >=, BW_VERDICT_SHORT);
}

/* Weights that give no number are right about nothing, also not about fasting recordings. */
static void
test_nothing_to_say (void)
{
  g_autoptr (BwEvaluation) self = bw_evaluation_new ();
  const BwGuess guesses[] = { { BW_LABEL_NONE, 0.5, 0, TRUE, FALSE, FALSE },
                              { BW_LABEL_NONE, 0.5, 0, TRUE, FALSE, FALSE } };
  const BwGuesses rule = { "comparator", FALSE, guesses };
  const BwRuleScore *used;

  for (guint i = 0; i < 2; i++)
    {
      BwRecordingScore recording = {
        .recording_id = i + 1,
        .name = g_strdup ("ecg.csv"),
        .day = 20230921,
        .label = i == 0 ? BW_LABEL_FASTING : BW_LABEL_GLUCOSE,
        .n_beats = 30,
        .scored = TRUE,
      };

      g_array_append_val (self->recordings, recording);
    }
  bw_evaluation_score (self, &rule, 1);
  used = &g_array_index (self->rules, BwRuleScore, 0);
  g_assert_cmpuint (used->waves.n, ==, 2);
  g_assert_cmpuint (used->waves.correct, ==, 0);
  g_assert_cmpuint (used->fp, ==, 1);
  g_assert_cmpuint (used->fn, ==, 1);
  g_assert_cmpuint (used->beats.n, ==, 60);
  g_assert_cmpuint (used->beats.correct, ==, 0);
  g_assert_cmpuint (used->n_answered, ==, 0);
  bw_assert_near (used->permutation_p, 1, 0);
}

static void
test_score (void)
{
  g_autoptr (BwEvaluation) self = make ();

  check (self);
}

static char *
to_text (const BwEvaluation *self)
{
  g_autoptr (JsonNode) node = bw_evaluation_to_json (self);

  return json_to_string (node, TRUE);
}

static void
test_json_there_and_back (void)
{
  g_autoptr (BwEvaluation) self = make ();
  g_autoptr (BwEvaluation) back = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = to_text (self);
  g_autofree char *again = NULL;

  node = json_from_string (text, &error);
  g_assert_no_error (error);
  back = bw_evaluation_from_json (node, &error);
  g_assert_no_error (error);
  check (back);
  again = to_text (back);
  g_assert_cmpstr (text, ==, again);
}

/* The keys of the command line's contract. */
static void
test_json_keys (void)
{
  static const char *const keys[] = {
    "net", "beats", "beat_correct", "beat_accuracy", "beat_interval95", "waves", "wave_correct",
    "wave_accuracy", "wave_interval95", "sensitivity", "specificity", "by_day", "wrong", "rivals",
    "seconds",
  };
  g_autoptr (BwEvaluation) self = make ();
  g_autoptr (JsonNode) node = bw_evaluation_to_json (self);
  JsonObject *object = json_node_get_object (node), *element;
  JsonArray *array;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_true (json_object_has_member (object, keys[i]));
  g_assert_cmpstr (json_object_get_string_member (object, "net"), ==, "comparator");
  g_assert_cmpint (json_object_get_int_member (object, "wave_correct"), ==, 4);
  bw_assert_near (json_object_get_double_member (object, "sensitivity"), 1, 0);

  array = json_object_get_array_member (object, "by_day");
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  element = json_array_get_object_element (array, 0);
  g_assert_cmpstr (json_object_get_string_member (element, "day"), ==, "2023-09-21");
  g_assert_cmpint (json_object_get_int_member (element, "waves"), ==, 4);

  array = json_object_get_array_member (object, "wrong");
  g_assert_cmpuint (json_array_get_length (array), ==, 1);
  element = json_array_get_object_element (array, 0);
  g_assert_cmpint (json_object_get_int_member (element, "recording"), ==, 3);
  array = json_object_get_array_member (object, "rivals");
  g_assert_cmpuint (json_array_get_length (array), ==, 1);
  element = json_array_get_object_element (array, 0);
  g_assert_cmpstr (json_object_get_string_member (element, "name"), ==, "heart-rate");
}

/* Each member gone, or of another kind, or beyond what can be, is an error and never a crash. */
static void
test_json_broken (void)
{
  static const struct
  {
    const char *from, *to;
  } changes[] = {
    { "\"net\" : \"comparator\"", "\"net\" : \"oracle\"" },
    { "\"mode\" : \"default\"", "\"mode\" : 1" },
    { "\"glucose_right\" : 2", "\"glucose_right\" : 3" },
    { "\"wave_correct\" : 4", "\"wave_correct\" : 6" },
    { "\"beats\" : 125", "\"beats\" : -1" },
    { "\"answered\" : 4", "\"answered\" : 400" },
    { "\"p_against_heart_rate\" : 0.375", "\"p_against_heart_rate\" : 1.5" },
    { "\"day\" : \"2023-09-21\"", "\"day\" : \"2023-13-21\"" },
    { "\"seen\" : \"learnt\"", "\"seen\" : null" },
    { "\"heart-rate\" : 1", "\"heart-rate\" : 5" },
    { "\"votes\" : 36", "\"votes\" : 41" },
    { "\"label\" : \"fasting\"", "\"label\" : \"none\"" },
    { "\"probability\" : 0.8", "\"probability\" : \"0.8\"" },
    { "\"used\" : true", "\"used\" : false" },
    { "\"rivals\" : [", "\"rivals\" : [ 3," },
    { "\"recordings\" : [", "\"others\" : [" },
    { "\"made\" : \"2023", "\"made\" : \"x2023" },
  };
  g_autoptr (BwEvaluation) self = make ();
  g_autofree char *text = to_text (self);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_auto (GStrv) parts = g_strsplit (text, changes[i].from, -1);
      g_autofree char *broken = g_strjoinv (changes[i].to, parts);
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", changes[i].to);
      g_assert_cmpuint (g_strv_length (parts), >=, 2);
      node = json_from_string (broken, NULL);
      if (node == NULL)
        continue;
      g_assert_null (bw_evaluation_from_json (node, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
    }
}

/* A library with the made-up recordings, and a model that has the id 1. */
static BwLibrary *
make_library (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "me.beatwise", NULL);
  g_autoptr (BwModelRow) model = bw_model_row_new ();
  g_autoptr (GError) error = NULL;
  BwLibrary *library = bw_library_open (path, BW_LIBRARY_CREATE, &error);
  gint64 import;

  g_assert_no_error (error);
  bw_library_begin (library, NULL);
  import = bw_library_begin_import (library, "ecg", "apple-ecg", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (made_up); i++)
    {
      BwRecording recording = {
        .name = (char *) "ecg.csv",
        .start_ms = (gint64) i * 60000,
        .rate_hz = 512,
        .n_samples = 1,
      };

      bw_library_add_recording (library, import, &recording, &(gint32) { 0 }, NULL, &error);
      g_assert_no_error (error);
    }
  bw_library_commit (library, &error);
  g_assert_no_error (error);
  model->kind = g_strdup ("comparator-default");
  model->metrics = g_strdup ("{ \"epochs\" : 12 }");
  model->weights = g_bytes_new_static ("weights", 7);
  bw_library_add_model (library, model, &error);
  g_assert_no_error (error);
  g_assert_cmpint (model->id, ==, 1);
  return library;
}

static void
test_keep (void)
{
  g_autoptr (BwEvaluation) self = make ();
  g_autoptr (BwEvaluation) back = NULL;
  g_autoptr (BwModelRow) model = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  char *folder = bw_test_make_folder ();
  BwLibrary *library = make_library (folder);
  const BwPredictionRow *row;

  /* The made-up one is of a model that the library does not hold. */
  g_assert_false (bw_evaluation_keep (library, self, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_clear_error (&error);

  self->model_id = 1;
  g_assert_true (bw_evaluation_keep (library, self, &error));
  g_assert_no_error (error);
  rows = bw_library_read_predictions (library, 1, &error);
  g_assert_cmpuint (rows->len, ==, 0);
  g_clear_pointer (&rows, g_array_unref);

  self->leave_one_day_out = TRUE;
  self->seconds = 3;
  g_assert_true (bw_evaluation_keep (library, self, &error));
  g_assert_no_error (error);

  model = bw_library_get_model (library, NULL, 1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (model->metrics, "\"epochs\":12"));
  back = bw_evaluation_from_metrics (model->metrics, FALSE);
  g_assert_nonnull (back);
  bw_assert_near (back->seconds, 1.5, 0);
  bw_evaluation_free (back);
  back = bw_evaluation_from_metrics (model->metrics, TRUE);
  g_assert_nonnull (back);
  g_assert_true (back->leave_one_day_out);
  bw_assert_near (back->seconds, 3, 0);
  g_assert_null (bw_evaluation_from_metrics ("{}", TRUE));
  g_assert_null (bw_evaluation_from_metrics ("[", TRUE));
  g_assert_null (bw_evaluation_from_metrics (NULL, TRUE));

  rows = bw_library_read_predictions (library, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (made_up));
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpint (g_array_index (rows, BwPredictionRow, i).origin, ==, BW_PREDICTION_HELD_OUT);
  row = &g_array_index (rows, BwPredictionRow, 0);
  g_assert_true (row->is_reference && row->same_day);
  row = &g_array_index (rows, BwPredictionRow, 2);
  g_assert_cmpint (row->answer, ==, BW_LABEL_NONE);
  g_assert_cmpuint (row->votes, ==, 12);
  g_assert_cmpuint (row->n_beats, ==, 20);
  row = &g_array_index (rows, BwPredictionRow, 3);
  g_assert_cmpint (row->answer, ==, BW_LABEL_GLUCOSE);
  bw_assert_near (row->probability, 0.8, 1e-15);
  row = &g_array_index (rows, BwPredictionRow, 6);
  g_assert_false (row->is_reference);
  g_assert_cmpuint (row->n_beats, ==, 0);

  bw_library_close (library);
  bw_test_remove_folder (folder);
}

static void
test_titles (void)
{
  g_autoptr (BwEvaluation) self = make ();
  BwRuleScore unknown = { .name = (char *) "oracle" };

  g_assert_cmpstr (bw_rule_score_get_title (bw_evaluation_get_rule (self, BW_SCORE_HEART_RATE)), ==,
                   "Heart rate alone");
  g_assert_cmpstr (bw_rule_score_get_title (&unknown), ==, "oracle");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator/evaluation/score", test_score);
  g_test_add_func ("/comparator/evaluation/nothing-to-say", test_nothing_to_say);
  g_test_add_func ("/comparator/evaluation/json/there-and-back", test_json_there_and_back);
  g_test_add_func ("/comparator/evaluation/json/keys", test_json_keys);
  g_test_add_func ("/comparator/evaluation/json/broken", test_json_broken);
  g_test_add_func ("/comparator/evaluation/keep", test_keep);
  g_test_add_func ("/comparator/evaluation/titles", test_titles);
  return g_test_run ();
}
