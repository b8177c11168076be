/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-mornings.h"

#include "bw-test.h"
#include "store/bw-predictions.h"

#include <string.h>

/* What judges the comparator: evaluate and compare; and, where it is there, the way from the real folder
 * to a verdict. */

static guint
sum_of (JsonNode   *object,
        const char *array,
        const char *key)
{
  JsonArray *elements = json_object_get_array_member (json_node_get_object (object), array);
  guint sum = 0;

  for (guint i = 0; i < json_array_get_length (elements); i++)
    sum += (guint) json_object_get_int_member (json_array_get_object_element (elements, i), key);
  return sum;
}

static void
assert_rival (JsonNode   *evaluation,
              const char *name)
{
  JsonArray *rivals = json_object_get_array_member (json_node_get_object (evaluation), "rivals");

  for (guint i = 0; i < json_array_get_length (rivals); i++)
    {
      JsonObject *rival = json_array_get_object_element (rivals, i);

      if (strcmp (json_object_get_string_member (rival, "name"), name) != 0)
        continue;
      g_assert_cmpint (json_object_get_int_member (rival, "waves"), ==, cli_get_int (evaluation, "waves"));
      return;
    }
  g_error ("there is no rival “%s”", name);
}

#define EVALUATION_KEYS                                                                            \
  "net:s beats:i beat_correct:i beat_accuracy:d beat_interval95:a waves:i wave_correct:i"          \
  " wave_accuracy:d wave_interval95:a sensitivity:D specificity:D by_day:a wrong:a rivals:a"       \
  " seconds:d verdict:a kept:b"

static void
test_evaluate (void)
{
  g_autofree char *file = mornings_copy ("evaluate.beatwise"), *id = NULL;
  g_autofree char *weights = cli_path ("weights.safetensors");
  g_autoptr (JsonNode) trained = mornings_train (file, "1"), evaluation = NULL, one_day = NULL;
  g_autoptr (JsonNode) of_file = NULL, models = NULL;
  g_auto (Run) text = { 0 }, wrote = { 0 };
  const char *sentence;
  JsonObject *model;

  evaluation = cli_call_json (file, "comparator", "evaluate", NULL);
  cli_assert_keys (json_node_get_object (evaluation), EVALUATION_KEYS);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (evaluation), "kept"));
  g_assert_cmpint (cli_get_int (evaluation, "waves"), ==, 2 * MORNINGS_LABELLED);
  g_assert_cmpuint (cli_member_length (evaluation, "by_day"), ==, 2);
  g_assert_cmpuint (sum_of (evaluation, "by_day", "waves"), ==, cli_get_int (evaluation, "waves"));
  g_assert_cmpuint (sum_of (evaluation, "by_day", "wave_correct"), ==,
                    cli_get_int (evaluation, "wave_correct"));
  g_assert_cmpuint (cli_member_length (evaluation, "wrong"), ==,
                    cli_get_int (evaluation, "waves") - cli_get_int (evaluation, "wave_correct"));
  assert_rival (evaluation, "heart-rate");
  assert_rival (evaluation, "logistic");
  assert_rival (evaluation, "nearest");
  assert_rival (evaluation, "majority");

  /* Of one day, which is not what the model is known by. */
  one_day = cli_call_json (file, "comparator", "evaluate", "--days=2023-09-25", NULL);
  g_assert_cmpint (cli_get_int (one_day, "waves"), ==, MORNINGS_LABELLED);
  g_assert_false (json_object_get_boolean_member (json_node_get_object (one_day), "kept"));
  models = cli_call_json (file, "comparator", "models", NULL);
  model = json_object_get_object_member (cli_element (models, 0), "evaluation");
  g_assert_cmpint (json_object_get_int_member (model, "waves"), ==, 2 * MORNINGS_LABELLED);

  /* Its weights from a file: references drawn anew, the same net. */
  id = mornings_get_model (trained);
  wrote = cli_call ("--library", file, "export", "safetensors", weights, "--model", id, NULL);
  cli_assert_done (&wrote);
  of_file = cli_call_json (file, "comparator", "evaluate", "--weights", weights,
                           "--days=2023-09-24,2023-09-25", NULL);
  g_assert_cmpint (cli_get_int (of_file, "waves"), ==, 2 * MORNINGS_LABELLED);
  g_assert_true (json_object_get_null_member (json_node_get_object (of_file), "model"));

  /* For people the verdict comes first. */
  text = cli_call ("--library", file, "comparator", "evaluate", NULL);
  cli_assert_done (&text);
  sentence = json_array_get_string_element (
    json_object_get_array_member (json_node_get_object (evaluation), "verdict"), 0);
  g_assert_true (g_str_has_prefix (text.out, sentence));
  g_assert_nonnull (strstr (text.out, "2023-09-25"));
}

static void
test_leave_one_day_out (void)
{
  g_autofree char *file = mornings_copy ("each-day.beatwise");
  g_autoptr (JsonNode) trained = mornings_train_plain (file), evaluation = NULL, predicted = NULL;
  g_autoptr (JsonNode) models = NULL, without = NULL;
  guint n_held_out = 0;

  evaluation = cli_call_json (file, "comparator", "evaluate", "--leave-one-day-out", NULL);
  cli_assert_keys (json_node_get_object (evaluation), EVALUATION_KEYS);
  g_assert_cmpuint (cli_member_length (evaluation, "by_day"), ==, MORNINGS_DAYS);
  g_assert_cmpint (cli_get_int (evaluation, "waves"), ==, MORNINGS_DAYS * (MORNINGS_LABELLED - 2));
  models = cli_call_json (file, "comparator", "models", NULL);
  g_assert_cmpint (
    json_object_get_int_member (
      json_object_get_object_member (cli_element (models, 0), "leave_one_day_out"), "waves"),
    ==, MORNINGS_DAYS * (MORNINGS_LABELLED - 2));

  /* What it then says of a recording it was trained on does not replace what it said unseen. */
  predicted = cli_call_json (file, "comparator", "predict", NULL);
  g_assert_cmpuint (cli_length (predicted), ==, MORNINGS_DAYS * MORNINGS_LABELLED + MORNINGS_MORE);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (BwLibrary) library = bw_library_open (file, BW_LIBRARY_READ, &error);
    g_autoptr (GArray) rows
      = bw_library_read_predictions (library, cli_get_int (trained, "model"), &error);

    g_assert_no_error (error);
    for (guint i = 0; i < rows->len; i++)
      n_held_out += g_array_index (rows, BwPredictionRow, i).origin == BW_PREDICTION_HELD_OUT;
  }
  g_assert_cmpuint (n_held_out, ==, 3 * MORNINGS_LABELLED);

  /* Without a model, what such models are is said by the options. */
  without = cli_call_json (file, "comparator", "evaluate", "--leave-one-day-out", "--net=logistic",
                           NULL);
  g_assert_true (json_object_get_null_member (json_node_get_object (without), "model"));
  g_assert_false (json_object_get_boolean_member (json_node_get_object (without), "kept"));
}

/* Two models on the recordings that both were judged by. */
static void
test_compare (void)
{
  g_autofree char *file = mornings_copy ("compare.beatwise"), *a = NULL, *b = NULL;
  g_autoptr (JsonNode) first = mornings_train (file, "1"), second = mornings_train (file, "2");
  g_autoptr (JsonNode) before = NULL, after = NULL, judged_a = NULL, judged_b = NULL;
  g_auto (Run) text = { 0 };
  JsonObject *pairs;

  a = mornings_get_model (first);
  b = mornings_get_model (second);
  before = cli_call_json (file, "comparator", "compare", a, b, NULL);
  g_assert_true (json_object_get_null_member (json_node_get_object (before), "evaluation"));
  judged_a = cli_call_json (file, "comparator", "evaluate", "--model", a, NULL);
  judged_b = cli_call_json (file, "comparator", "evaluate", "--model", b, NULL);
  after = cli_call_json (file, "comparator", "compare", a, b, NULL);
  cli_assert_keys (json_node_get_object (after), "models:a evaluation:o leave_one_day_out:O");
  pairs = json_object_get_object_member (json_node_get_object (after), "evaluation");
  cli_assert_keys (pairs, "waves:i both_right:i only_first_right:i only_second_right:i none_right:i"
                          " p:d");
  g_assert_cmpint (json_object_get_int_member (pairs, "both_right")
                     + json_object_get_int_member (pairs, "only_first_right"),
                   ==, cli_get_int (judged_a, "wave_correct"));
  g_assert_cmpint (json_object_get_int_member (pairs, "both_right")
                     + json_object_get_int_member (pairs, "only_second_right"),
                   ==, cli_get_int (judged_b, "wave_correct"));
  text = cli_call ("--library", file, "comparator", "compare", a, b, NULL);
  cli_assert_done (&text);
}

/* From the real folder to a verdict, and the published weights. */
static void
test_real (void)
{
  g_autofree char *folder = bw_test_shared ("data/ecg-glucose");
  g_autofree char *weights = folder != NULL
                               ? bw_test_shared ("data/parity/comparator_pretrained.safetensors")
                               : NULL;
  g_autofree char *file = cli_path ("real.beatwise");
  g_autoptr (JsonNode) imported = NULL, trained = NULL, evaluation = NULL, published = NULL;

  if (weights == NULL)
    return;
  imported = cli_call_json (file, "import", folder, NULL);
  trained = cli_call_json (file, "comparator", "train", "--net=logistic", "--val-days",
                           "2023-09-24,2023-10-06", NULL);
  g_assert_cmpuint (cli_member_length (trained, "train_days"), ==, 8);
  evaluation = cli_call_json (file, "comparator", "evaluate", NULL);
  g_assert_cmpint (cli_get_int (evaluation, "waves"), ==, 63);
  g_assert_cmpint (cli_get_int (evaluation, "wave_correct"), >=, 60);

  published = cli_call_json (file, "comparator", "evaluate", "--weights", weights, "--days",
                             "2023-10-06", NULL);
  g_assert_cmpint (cli_get_int (published, "waves"), ==, 28);
  g_assert_cmpint (cli_get_int (published, "wave_correct"), ==, 28);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 1;
  mornings_make ();
  g_test_add_func ("/cli/comparator-evaluate/evaluate", test_evaluate);
  g_test_add_func ("/cli/comparator-evaluate/leave-one-day-out", test_leave_one_day_out);
  g_test_add_func ("/cli/comparator-evaluate/compare", test_compare);
  g_test_add_func ("/cli/comparator-evaluate/real", test_real);
  status = g_test_run ();
  mornings_free ();
  cli_tear_down ();
  return status;
}
