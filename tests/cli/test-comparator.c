/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-mornings.h"

#include <signal.h>
#include <string.h>

/* What trains, keeps and asks the comparator: train, predict, models and what is done to one. */

static void
assert_same_file (const char *a,
                  const char *b)
{
  g_autofree char *one = NULL, *other = NULL;
  gsize n_one, n_other;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (a, &one, &n_one, &error);
  g_assert_no_error (error);
  g_file_get_contents (b, &other, &n_other, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (one, n_one, other, n_other);
}

static void
test_train (void)
{
  g_autofree char *file = mornings_copy ("train.beatwise");
  g_autofree char *a = cli_path ("a.safetensors"), *b = cli_path ("b.safetensors");
  g_autofree char *c = cli_path ("c.safetensors"), *id = NULL;
  g_autoptr (JsonNode) first = NULL, again = NULL, other = NULL, written = NULL, info = NULL;
  g_auto (Run) text = { 0 };
  JsonObject *model;

  first = cli_call_json (file, "comparator", "train", "--mode=published", "--epochs=2",
                         "--val-days=2023-09-24,2023-09-25", "--seed=3", "--save", a, NULL);
  cli_assert_keys (json_node_get_object (first),
                   "model:i net:s parameters:i epochs:i best_epoch:i train_beats:i val_beats:i"
                   " val_beat_accuracy:d val_wave_accuracy:d seconds:d seconds_per_epoch:d mode:s"
                   " seed:i train_days:a val_days:a saved:s name:S notes:a");
  g_assert_cmpint (cli_get_int (first, "parameters"), ==, 8771);
  g_assert_cmpint (cli_get_int (first, "epochs"), ==, 2);
  g_assert_cmpuint (cli_member_length (first, "train_days"), ==, 3);
  g_assert_cmpint (cli_get_int (first, "train_beats"), >, 3 * MORNINGS_LABELLED * 15);

  /* The same again: the same model under the same id, bit by bit; another seed: another. */
  again = cli_call_json (file, "comparator", "train", "--mode=published", "--epochs=2",
                         "--train-days=2023-09-23,2023-09-22,2023-09-21,2023-09-22",
                         "--val-days=2023-09-25,2023-09-24", "--seed=3", "--save", b, NULL);
  g_assert_cmpint (cli_get_int (again, "model"), ==, cli_get_int (first, "model"));
  assert_same_file (a, b);
  other = mornings_train (file, "4");
  g_assert_cmpint (cli_get_int (other, "model"), !=, cli_get_int (first, "model"));

  id = mornings_get_model (first);
  written = cli_call_json (file, "export", "safetensors", c, "--model", id, NULL);
  cli_assert_keys (json_node_get_object (written), "path:s kind:s size_bytes:i model:i");
  assert_same_file (a, c);

  info = cli_call_json (file, "info", NULL);
  g_assert_cmpuint (cli_member_length (info, "models"), ==, 2);
  model = json_array_get_object_element (
    json_object_get_array_member (json_node_get_object (info), "models"), 0);
  cli_assert_keys (model, "id:i kind:s trained:t name:S");
  g_assert_cmpstr (json_object_get_string_member (model, "kind"), ==, "comparator-published");

  text = cli_call ("--library", file, "comparator", "train", "--net=logistic", "--name=Autumn", NULL);
  cli_assert_done (&text);
  g_assert_nonnull (strstr (text.out, "(Autumn)"));
}

/* Without options: default mode, the better of two rules, days by the suggested split. */
static void
test_default (void)
{
  g_autofree char *file = mornings_copy ("default.beatwise");
  g_autoptr (JsonNode) trained = cli_call_json (file, "comparator", "train", "--epochs=2", NULL);
  g_autoptr (JsonNode) logistic = NULL, predicted = NULL;
  JsonObject *object = json_node_get_object (trained);
  guint n_references = 0;

  g_assert_cmpstr (json_object_get_string_member (object, "mode"), ==, "default");
  g_assert_cmpuint (cli_member_length (trained, "train_days"), >=, 2);
  g_assert_cmpuint (cli_member_length (trained, "val_days"), >=, 1);
  logistic = cli_call_json (file, "comparator", "train", "--net=logistic", NULL);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (logistic), "net"), ==,
                   "logistic");
  g_assert_true (json_object_get_null_member (json_node_get_object (logistic), "seconds_per_epoch"));

  predicted = cli_call_json (file, "comparator", "predict", NULL);
  for (guint i = 0; i < cli_length (predicted); i++)
    {
      JsonObject *one = cli_element (predicted, i);

      g_assert_cmpstr (json_object_get_string_member (one, "reference"), ==, "same-day");
      n_references += json_object_get_boolean_member (one, "is_reference");
    }
  g_assert_cmpuint (n_references, ==, 2 * MORNINGS_DAYS);
}

static void
test_predict (void)
{
  g_autofree char *file = mornings_copy ("predict.beatwise");
  g_autoptr (JsonNode) before = cli_call_json (file, "ecgs", NULL), after = NULL, listed = NULL;
  g_autoptr (JsonNode) trained = mornings_train_plain (file), all = NULL, two = NULL, one = NULL;
  g_autofree char *a = NULL, *b = NULL;
  g_auto (Run) text = { 0 }, unknown = { 0 };

  a = g_strdup_printf ("%" G_GINT64_FORMAT,
                       json_object_get_int_member (cli_element (before, 7), "id"));
  b = g_strdup_printf ("%" G_GINT64_FORMAT,
                       json_object_get_int_member (cli_element (before, 2), "id"));
  g_assert_true (json_object_get_null_member (cli_element (before, 0), "prediction"));

  two = cli_call_json (file, "comparator", "predict", a, b, NULL);
  g_assert_cmpuint (cli_length (two), ==, 2);
  for (guint i = 0; i < 2; i++)
    cli_assert_keys (cli_element (two, i),
                     "recording:i name:s time:t prediction:S probability:d votes:i beats:i label:S"
                     " unsure:b outside:b reference:s is_reference:b origin:s");
  after = cli_call_json (file, "ecgs", NULL);
  for (guint i = 0, n = 0; i < cli_length (after); i++)
    {
      n += !json_object_get_null_member (cli_element (after, i), "prediction_probability");
      g_assert_cmpuint (n, ==, (i >= 2) + (i >= 7));
    }

  all = cli_call_json (file, "comparator", "predict", NULL);
  g_assert_cmpuint (cli_length (all), ==, cli_length (before));
  g_assert_cmpstr (json_object_get_string_member (cli_element (all, 0), "origin"), ==, "learnt");
  g_assert_cmpstr (json_object_get_string_member (cli_element (all, cli_length (all) - 1), "origin"),
                   ==, "fresh");
  listed = cli_call_json (file, "ecgs", NULL);
  one = cli_call_json (file, "comparator", "predict", "--reference=training", a, NULL);
  g_assert_cmpstr (json_object_get_string_member (cli_element (one, 0), "reference"), ==,
                   "training");

  text = cli_call ("--library", file, "comparator", "predict", NULL);
  cli_assert_done (&text);
  g_assert_nonnull (strstr (text.out, "does not measure glucose"));
  unknown = cli_call ("--library", file, "comparator", "predict", "4711", NULL);
  g_assert_cmpint (unknown.status, ==, 1);
}

static void
test_models (void)
{
  g_autofree char *file = mornings_copy ("models.beatwise"), *a = NULL;
  g_autofree char *weights = cli_path ("taken.safetensors");
  g_autoptr (JsonNode) none = cli_call_json (file, "comparator", "models", NULL);
  g_autoptr (JsonNode) first = mornings_train (file, "1"), second = mornings_train (file, "2");
  g_autoptr (JsonNode) models = NULL, used = NULL, named = NULL, taken = NULL, gone = NULL;
  g_autoptr (JsonNode) left = NULL, predicted = NULL;
  g_auto (Run) wrote = { 0 }, listed = { 0 }, again = { 0 };

  g_assert_cmpuint (cli_length (none), ==, 0);
  a = mornings_get_model (first);
  models = cli_call_json (file, "comparator", "models", NULL);
  g_assert_cmpuint (cli_length (models), ==, 2);
  for (guint i = 0; i < 2; i++)
    cli_assert_keys (cli_element (models, i),
                     "id:i name:S in_use:b mode:s net:s trained:t seed:i parameters:i epochs:i"
                     " best_epoch:i train_days:a val_days:a val_beat_accuracy:D val_wave_accuracy:D"
                     " evaluation:O leave_one_day_out:O");
  g_assert_cmpint (json_object_get_int_member (cli_element (models, 0), "id"), ==,
                   cli_get_int (second, "model"));
  g_assert_true (json_object_get_boolean_member (cli_element (models, 0), "in_use"));

  used = cli_call_json (file, "comparator", "use", a, NULL);
  named = cli_call_json (file, "comparator", "name", a, "The first’s", NULL);
  g_clear_pointer (&models, json_node_unref);
  models = cli_call_json (file, "comparator", "models", NULL);
  g_assert_true (json_object_get_boolean_member (cli_element (models, 1), "in_use"));
  g_assert_cmpstr (json_object_get_string_member (cli_element (models, 1), "name"), ==,
                   "The first’s");
  listed = cli_call ("--library", file, "comparator", "models", NULL);
  cli_assert_done (&listed);
  g_assert_nonnull (strstr (listed.out, "The first’s"));

  /* Out and in again; the one that came in is in use, and can predict. */
  wrote = cli_call ("--library", file, "export", "safetensors", weights, NULL);
  cli_assert_done (&wrote);
  taken = cli_call_json (file, "comparator", "import", weights, NULL);
  g_assert_cmpint (cli_get_int (taken, "model"), !=, cli_get_int (first, "model"));
  g_clear_pointer (&models, json_node_unref);
  models = cli_call_json (file, "comparator", "models", NULL);
  g_assert_cmpuint (cli_length (models), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (cli_element (models, 0), "name"), ==, "taken");
  predicted = cli_call_json (file, "comparator", "predict", NULL);
  g_assert_cmpuint (cli_length (predicted), >, 0);

  gone = cli_call_json (file, "comparator", "delete", a, NULL);
  left = cli_call_json (file, "comparator", "models", NULL);
  g_assert_cmpuint (cli_length (left), ==, 2);
  again = cli_call ("--library", file, "comparator", "delete", a, NULL);
  g_assert_cmpint (again.status, ==, 1);
  g_assert_cmpuint (cli_count_lines (again.err), ==, 1);
}

static void
assert_fails (int         status,
              const char *says,
              const char *words)
{
  g_auto (GStrv) split = g_strsplit (words, " ", -1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_auto (Run) run = { 0 };

  g_ptr_array_add (argv, (char *) cli_program ());
  g_ptr_array_add (argv, (char *) "--library");
  g_ptr_array_add (argv, (char *) mornings_path ());
  for (guint i = 0; split[i] != NULL; i++)
    g_ptr_array_add (argv, split[i]);
  g_ptr_array_add (argv, NULL);
  process = cli_start (NULL, (const char *const *) argv->pdata);
  cli_finish (process, &run);
  g_test_message ("%s: %s", words, run.err);
  g_assert_cmpint (run.status, ==, status);
  g_assert_cmpstr (run.out, ==, "");
  g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
  g_assert_nonnull (strstr (run.err, says));
}

static void
test_wrong (void)
{
  g_autofree char *bad = cli_path ("bad.safetensors");
  g_autofree char *evaluate = g_strconcat ("comparator evaluate --weights ", bad, NULL);
  g_autofree char *import = g_strconcat ("comparator import ", bad, NULL);
  g_autofree char *empty = cli_path ("empty.beatwise");
  g_auto (Run) nothing = cli_call ("--library", empty, "comparator", "train", NULL);
  g_auto (Run) no_days = cli_call ("--library", empty, "comparator", "train",
                                   "--train-days=2023-09-21", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (bad, "no weights", -1, &error);
  g_assert_no_error (error);
  assert_fails (2, "2023-09-21,2023-09-22,2023-09-23,2023-09-24,2023-09-25",
                "comparator train --train-days=2023-09-20");
  assert_fails (2, "2023-09-25", "comparator evaluate --days=2023-10-01");
  assert_fails (2, "yesterday", "comparator train --val-days=yesterday");
  assert_fails (2, "needs a day", "comparator train --val-days=");
  assert_fails (2, "2023-09-22",
                "comparator train --train-days=2023-09-21,2023-09-22 --val-days=2023-09-22");
  assert_fails (2, "--mode", "comparator train --mode=best");
  assert_fails (2, "--net", "comparator train --net=knn");
  assert_fails (2, "--epochs", "comparator train --epochs=0");
  assert_fails (2, "whole number", "comparator train --epochs=2.5");
  assert_fails (2, "--seed", "comparator train --seed=-1");
  assert_fails (2, "--name", "comparator train --name=");
  assert_fails (2, "--reference", "comparator predict --reference=auto");
  assert_fails (2, "--weights", "comparator predict --model=1 --weights=x");
  assert_fails (2, "comparator models", "comparator predict --model=latest");
  assert_fails (2, "ID of a recording", "comparator predict x");
  assert_fails (2, "--leave-one-day-out", "comparator evaluate --weights=x --leave-one-day-out");
  assert_fails (2, "--net", "comparator evaluate --net=logistic");
  assert_fails (2, "comparator train", "comparator judge");
  assert_fails (2, "missing", "comparator use");
  assert_fails (2, "missing", "comparator compare 1");
  assert_fails (1, "comparator train", "comparator predict");
  assert_fails (1, "comparator train", "comparator evaluate");
  assert_fails (1, "comparator models", "comparator use 4711");
  assert_fails (1, "comparator models", "comparator delete 4711");
  assert_fails (1, "comparator models", "comparator compare 1 2");
  assert_fails (2, "safetensors", "export weights out");
  assert_fails (2, "--model", "export png out --model=1");
  assert_fails (2, "--ecg", "export safetensors out --ecg=1");
  assert_fails (1, "comparator train", "export safetensors out");
  assert_fails (1, "beatwise-cli info", "export safetensors out --model=4711");
  assert_fails (1, "bad.safetensors", evaluate);
  assert_fails (1, "bad.safetensors", import);
  assert_fails (1, "not/there", "comparator train --save=not/there/x.safetensors");
  g_assert_cmpint (nothing.status, ==, 1);
  g_assert_cmpuint (cli_count_lines (nothing.err), ==, 1);
  g_assert_cmpint (no_days.status, ==, 2);
}

/* Ctrl-C in the midst of a training leaves neither a model nor a file. */
static void
test_cancel (void)
{
  g_autofree char *file = mornings_copy ("cancel.beatwise");
  g_autofree char *path = cli_path ("cancelled.safetensors");
  const char *words[] = { cli_program (), "--library", file, "comparator", "train",
                          "--mode=published", "--epochs=10000", "--save", path, NULL };
  g_autoptr (GSubprocess) process = cli_start (NULL, words);
  g_autoptr (JsonNode) models = NULL;
  g_auto (Run) run = { 0 };
  gint64 stopped_us;

  g_usleep (2 * G_USEC_PER_SEC);
  stopped_us = g_get_monotonic_time ();
  g_subprocess_send_signal (process, SIGINT);
  cli_finish (process, &run);
  g_assert_cmpint (g_get_monotonic_time () - stopped_us, <, 10 * G_USEC_PER_SEC);
  g_assert_cmpint (run.status, ==, 130);
  g_assert_cmpstr (run.out, ==, "");
  g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
  models = cli_call_json (file, "comparator", "models", NULL);
  g_assert_cmpuint (cli_length (models), ==, 0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
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
  g_test_add_func ("/cli/comparator/train", test_train);
  g_test_add_func ("/cli/comparator/default", test_default);
  g_test_add_func ("/cli/comparator/predict", test_predict);
  g_test_add_func ("/cli/comparator/models", test_models);
  g_test_add_func ("/cli/comparator/wrong", test_wrong);
  g_test_add_func ("/cli/comparator/cancel", test_cancel);
  status = g_test_run ();
  mornings_free ();
  cli_tear_down ();
  return status;
}
