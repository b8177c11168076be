/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-mornings.h"

#include "bw-test.h"
#include "forecast/bw-forecast-net-private.h"
#include "forecast/bw-forecast-record.h"
#include "nn/bw-safetensors.h"
#include "store/bw-models.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/* Models leave as Core ML, ONNX and safetensors, with windows to check them by; and what goes
 * wrong. */

#define READINGS_DAYS 30

static const char *const kinds[] = { "coreml", "onnx", "safetensors" };

/* A library of mornings with readings too. Returns: (transfer full): its path */
static char *
make_library (const char *name)
{
  char *path = mornings_copy (name);
  g_autofree char *table = cli_path ("values.csv");
  g_autoptr (GString) text = g_string_new ("time,rmssd\n");
  g_auto (Run) imported = { 0 };

  for (guint i = 0; i < READINGS_DAYS * 6; i++)
    g_string_append_printf (text, "2025-03-%02uT%02u:10:00Z,%u\n", i / 6 + 1, i % 6 * 4,
                            40 + i * 7 % 13);
  g_assert_true (g_file_set_contents (table, text->str, -1, NULL));
  imported = cli_call ("--library", path, "import", table, NULL);
  cli_assert_done (&imported);
  return path;
}

/* Adds a forecaster whose weights are from chance. @weights: (nullable): others. Returns: its id */
static gint64
add_forecaster (const char *path,
                BwPreset    preset,
                GBytes     *weights,
                const char *metrics)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_WRITE, &error);
  g_autoptr (BwModelRow) row = bw_model_row_new ();
  g_autoptr (BwForecastNet) net = bw_forecast_net_new (preset, 4, 1, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  static guint fingerprint;

  g_assert_no_error (error);
  bw_floats_fill_uniform (net->values[0], net->params->length, 0.5f, rand);
  net->ms_min = 20;
  net->ms_max = 90;
  row->kind = g_strconcat (BW_FORECAST_RECORD_KIND, bw_preset_get_id (preset), NULL);
  row->from_ms = G_GINT64_CONSTANT (1740800000000);
  row->trained_ms = row->to_ms = G_GINT64_CONSTANT (1741600000000);
  row->fingerprint = g_strdup_printf ("%u", fingerprint++);
  row->configuration
      = bw_forecast_record_configuration (net, BW_MEASURE_RMSSD_IMPORTED, 0, NULL, FALSE);
  if (metrics != NULL)
    row->metrics = g_strdup (metrics);
  else
    {
      g_autoptr (JsonNode) node = NULL;
      BwVerdict verdict;

      bw_verdict_init_untried (&verdict, preset);
      node = bw_verdict_to_json (&verdict);
      row->metrics = json_to_string (node, FALSE);
    }
  row->weights = weights != NULL ? g_bytes_ref (weights) : bw_forecast_net_save (net);
  g_assert_true (bw_library_add_model (library, row, &error));
  return row->id;
}

/* That each tensor of a side has the length its shape says, of @n windows. Returns: how many there
 * are */
static guint
check_tensors (JsonObject *golden,
               const char *side,
               guint       n)
{
  JsonObject *tensors = json_object_get_object_member (golden, side);
  g_autoptr (GList) names = json_object_get_members (tensors);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *tensor = json_object_get_object_member (tensors, l->data);
      JsonArray *shape = json_object_get_array_member (tensor, "shape");
      gint64 count = 1;

      g_assert_cmpint (json_array_get_int_element (shape, 0), ==, n);
      for (guint d = 0; d < json_array_get_length (shape); d++)
        count *= json_array_get_int_element (shape, d);
      g_assert_cmpint (json_array_get_length (json_object_get_array_member (tensor, "values")), ==,
                       count);
    }
  return g_list_length (names);
}

/* @n_own: of the windows, those that there are of one's own data */
static void
check_export (const char *library,
              const char *kind,
              gint64      model,
              guint       n_inputs,
              guint       n_outputs,
              guint       n_own)
{
  g_autofree char *out = g_strdup_printf ("%s/%" G_GINT64_FORMAT ".%s", cli_folder (), model, kind);
  g_autofree char *again = g_strconcat (out, ".again", NULL);
  g_autofree char *golden = g_strconcat (out, ".golden.json", NULL);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, model);
  g_autofree char *bytes = NULL, *same = NULL;
  g_autoptr (JsonNode) told
      = cli_call_json (library, "export", kind, out, "--model", id, "--golden=100", NULL);
  g_autoptr (JsonNode) plain = cli_call_json (library, "export", kind, again, "--model", id, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *read;
  gsize length, same_length;

  cli_assert_keys (json_node_get_object (told),
                   "path:s kind:s size_bytes:i model:i golden:s windows:i"
                   " own_windows:i");
  cli_assert_keys (json_node_get_object (plain), "path:s kind:s size_bytes:i model:i");
  g_assert_cmpint (cli_get_int (told, "model"), ==, model);
  g_assert_cmpint (cli_get_int (told, "windows"), ==, 100);
  g_assert_cmpint (cli_get_int (told, "own_windows"), ==, n_own);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (told), "golden"), ==,
                   golden);

  /* The same model is the same bytes, with and without. */
  g_assert_true (g_file_get_contents (out, &bytes, &length, NULL));
  g_assert_true (g_file_get_contents (again, &same, &same_length, NULL));
  g_assert_cmpmem (bytes, length, same, same_length);
  g_assert_cmpint (cli_get_int (told, "size_bytes"), ==, length);

  json_parser_load_from_file (parser, golden, &error);
  g_assert_no_error (error);
  read = json_node_get_object (json_parser_get_root (parser));
  cli_assert_keys (read, "model:s windows:i own_windows:i inputs:o outputs:o");
  g_assert_cmpuint (check_tensors (read, "inputs", 100), ==, n_inputs);
  g_assert_cmpuint (check_tensors (read, "outputs", 100), ==, n_outputs);
}

static void
test_every_kind (void)
{
  g_autofree char *path = make_library ("kinds.beatwise");
  g_autoptr (JsonNode) published = mornings_train (path, "1");
  g_autoptr (JsonNode) plain = mornings_train_plain (path);
  gint64 of_default = add_forecaster (path, BW_PRESET_DEFAULT, NULL, NULL);
  gint64 of_tutorial = add_forecaster (path, BW_PRESET_TUTORIAL, NULL, NULL);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      check_export (path, kinds[k], of_default, 7, 3, 100);
      check_export (path, kinds[k], of_tutorial, 6, 3, 100);
      check_export (path, kinds[k], cli_get_int (published, "model"), 2, 2, 100);
      check_export (path, kinds[k], cli_get_int (plain, "model"), 2, 2, 100);
    }
}

/* The last window of one's own data is that of the forecast made now, and what is said of it is
 * what is shown then. */
static void
test_shown (void)
{
  static const struct
  {
    const char *output;
    const char *shown[3];
  } said[] = {
    { "rmssd_ms", { "low_ms", "median_ms", "high_ms" } },
    { "score", { "score_low", "score", "score_high" } },
  };

  for (guint preset = 0; preset < 2; preset++)
    {
      g_autofree char *name = g_strdup_printf ("shown-%u.beatwise", preset);
      g_autofree char *path = make_library (name), *out = cli_path ("shown.onnx");
      g_autofree char *golden = g_strconcat (out, ".golden.json", NULL);
      gint64 id = add_forecaster (path, preset, NULL, NULL);
      g_autoptr (JsonNode) shown = cli_call_json (path, "forecast", "run", "--model", "lstm", NULL);
      g_autoptr (JsonNode) told = cli_call_json (path, "export", "onnx", out, "--golden=1", NULL);
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (GError) error = NULL;
      JsonObject *outputs;
      JsonArray *hours = json_object_get_array_member (json_node_get_object (shown), "hours");

      g_assert_cmpint (cli_get_int (told, "model"), ==, id);
      json_parser_load_from_file (parser, golden, &error);
      g_assert_no_error (error);
      outputs = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)),
                                               "outputs");
      g_assert_cmpuint (json_array_get_length (hours), ==, 24);
      for (guint i = 0; i < G_N_ELEMENTS (said); i++)
        {
          JsonObject *tensor = json_object_get_object_member (outputs, said[i].output);
          JsonArray *values = json_object_get_array_member (tensor, "values");

          for (guint k = 0; k < 72; k++)
            g_assert_cmpfloat_with_epsilon (
                json_array_get_double_element (values, k),
                json_object_get_double_member (json_array_get_object_element (hours, k / 3),
                                               said[i].shown[k % 3]),
                1e-6);
        }
    }
}

/* Without --model: the forecast's as Core ML and ONNX, the comparator's as safetensors; the other
 * where there is but one. To standard output it is the same. */
static void
test_in_use (void)
{
  g_autofree char *path = make_library ("in-use.beatwise"), *out = cli_path ("in-use.out");
  g_autoptr (JsonNode) plain = mornings_train_plain (path);
  gint64 ids[2] = { cli_get_int (plain, "model"), 0 };
  g_auto (Run) run = { 0 };
  g_autofree char *bytes = NULL;
  gsize length;

  for (guint with = 0; with < 2; with++)
    {
      if (with > 0)
        ids[1] = add_forecaster (path, BW_PRESET_DEFAULT, NULL, NULL);
      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        {
          g_autoptr (JsonNode) told = cli_call_json (path, "export", kinds[k], out, NULL);

          g_assert_cmpint (cli_get_int (told, "model"), ==,
                           with > 0 && !g_str_equal (kinds[k], "safetensors") ? ids[1] : ids[0]);
        }
    }
  run = cli_call ("--library", path, "export", "safetensors", "/dev/stdout", NULL);
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_file_get_contents (out, &bytes, &length, NULL));
  g_assert_cmpmem (bytes, 8, run.out, 8);
}

/* That it fails with @status and @says, in one line, and that nothing is left of @out. */
static void
assert_fails (const char *library,
              int         status,
              const char *says,
              const char *kind,
              const char *out,
              const char *option)
{
  g_auto (Run) run = cli_call ("--library", library, "export", kind, out, option, NULL);
  g_autofree char *golden = g_strconcat (out, ".golden.json", NULL);

  g_test_message ("%s %s: %s", kind, option, run.err);
  g_assert_cmpint (run.status, ==, status);
  g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
  g_assert_nonnull (strstr (run.err, says));
  g_assert_cmpstr (run.out, ==, "");
  g_assert_false (g_file_test (out, G_FILE_TEST_IS_REGULAR));
  g_assert_false (g_file_test (golden, G_FILE_TEST_EXISTS));
}

static void
test_wrong (void)
{
  g_autofree char *path = mornings_copy ("wrong.beatwise"), *out = cli_path ("wrong.out");
  g_autofree char *folder = cli_path ("a-folder"), *golden = cli_path ("a-folder.golden.json");
  g_autofree char *kept = NULL;
  g_autoptr (JsonNode) plain = NULL;
  g_auto (Run) refused = { 0 };

  assert_fails (path, 1, "forecast train", "onnx", out, NULL);
  assert_fails (path, 1, "forecast train", "coreml", out, "--golden=3");
  assert_fails (path, 1, "beatwise-cli info", "onnx", out, "--model=4711");
  assert_fails (path, 2, "--golden", "png", out, "--golden=3");
  assert_fails (path, 2, "--golden", "onnx", out, "--golden=0");
  assert_fails (path, 2, "--golden", "onnx", out, "--golden=10001");
  assert_fails (path, 2, "--golden", "onnx", out, "--golden=many");

  plain = mornings_train_plain (path);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  assert_fails (path, 1, "/nonexistent/x", "onnx", "/nonexistent/x", "--golden=3");
  assert_fails (path, 1, "a-folder", "coreml", folder, "--golden=3");
  assert_fails (path, 1, "beside", "onnx", "/dev/null", "--golden=3");

  /* What stood beside the place that cannot be written to stays. */
  g_assert_true (g_file_set_contents (golden, "before", -1, NULL));
  refused = cli_call ("--library", path, "export", "coreml", folder, "--golden=3", NULL);
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_true (g_file_get_contents (golden, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "before");
}

/* Rows that somebody else wrote. */
static void
test_damaged (void)
{
  g_autofree char *out = cli_path ("damaged.out");
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) garbage = g_bytes_new_static ("no weights at all", 17);
  const struct
  {
    GBytes *weights;
    const char *metrics;
  } rows[] = {
    { none, NULL },
    { garbage, NULL },
    { NULL, "{}" },
    { NULL, "[[[[" },
    { NULL, "{\"margins\":[[1e999,2],[1,2],[1,2]]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint preset = 0; preset < 2; preset++)
      {
        g_autofree char *name = g_strdup_printf ("damaged-%u-%u.beatwise", i, preset);
        g_autofree char *path = mornings_copy (name);

        add_forecaster (path, preset, rows[i].weights, rows[i].metrics);
        for (guint k = 0; k < 2; k++)
          {
            assert_fails (path, 1, "", kinds[k], out, NULL);
            assert_fails (path, 1, "", kinds[k], out, "--golden=3");
          }
      }
}

/* Copies model @id with all that @change makes of its floats. Returns: the copy's id */
static gint64
copy_model (const char *path, gint64 id, float (*change) (const char *name, float value))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_WRITE, &error);
  g_autoptr (BwModelRow) row = bw_library_get_model (library, NULL, id, &error);
  g_autoptr (BwTensors) tensors = bw_tensors_read (row->weights, &error);
  g_autoptr (BwTensors) changed = bw_tensors_new ();
  static const char *const keys[] = { "preset", "layout" };

  g_assert_no_error (error);
  for (guint i = 0; i < bw_tensors_get_n (tensors); i++)
    {
      const BwTensor *tensor = bw_tensors_get_nth (tensors, i);
      g_autofree float *values = NULL;
      g_autofree double *doubles = NULL;

      if (tensor->dtype == BW_DTYPE_F32)
        {
          values = g_memdup2 (tensor->data, tensor->length * sizeof *values);
          for (gsize j = 0; j < tensor->length; j++)
            values[j] = change (tensor->name, values[j]);
        }
      else if (tensor->dtype == BW_DTYPE_F64)
        {
          doubles = g_memdup2 (tensor->data, tensor->length * sizeof *doubles);
          for (gsize j = 0; j < tensor->length; j++)
            doubles[j] = 1e300;
        }
      bw_tensors_add (changed, tensor->name, tensor->dtype, tensor->n_dims, tensor->shape,
                      values != NULL    ? (gconstpointer) values
                      : doubles != NULL ? (gconstpointer) doubles
                                        : tensor->data);
    }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (bw_tensors_get_metadata (tensors, keys[i]) != NULL)
      bw_tensors_set_metadata (changed, keys[i], bw_tensors_get_metadata (tensors, keys[i]));
  g_bytes_unref (row->weights);
  row->weights = bw_tensors_write (changed);
  g_free (row->fingerprint);
  row->fingerprint = g_strdup ("changed");
  row->id = row->stored = 0;
  g_assert_true (bw_library_add_model (library, row, &error));
  return row->id;
}

/* As large as a float can be, and nothing to divide it by. */
static float
make_huge (const char *name,
           float       value)
{
  if (g_str_has_suffix (name, ".running_var"))
    return 0;
  if (g_str_equal (name, "scale.ms_min_max"))
    return value > 50 ? 3e38f : -3e38f;
  return g_str_has_prefix (name, "scale.") ? value : 3e38f;
}

/* Weights that are numbers, but no numbers to count with. */
static void
test_huge (void)
{
  g_autofree char *path = make_library ("huge.beatwise"), *out = cli_path ("huge.out");
  g_autoptr (JsonNode) published = mornings_train (path, "1");
  g_autoptr (JsonNode) plain = mornings_train_plain (path);
  const gint64 ids[] = { cli_get_int (published, "model"), cli_get_int (plain, "model"),
                         add_forecaster (path, BW_PRESET_DEFAULT, NULL, NULL),
                         add_forecaster (path, BW_PRESET_TUTORIAL, NULL, NULL) };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *option
          = g_strdup_printf ("--model=%" G_GINT64_FORMAT, copy_model (path, ids[i], make_huge));
      g_autofree char *safe = g_strconcat (out, option, NULL);
      g_autofree char *golden = g_strconcat (safe, ".golden.json", NULL);
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) told = NULL;

      assert_fails (path, 1, "too large", "onnx", out, option);
      assert_fails (path, 1, "too large", "coreml", out, option);

      /* The weights are what they are, and what is said by them is written as no number. */
      told = cli_call_json (path, "export", "safetensors", safe, option, "--golden=3", NULL);
      json_parser_load_from_file (parser, golden, &error);
      g_assert_no_error (error);
    }
}

/* A model that came without any data of its own kind: windows of a person who is not there. */
static void
test_no_data (void)
{
  g_autofree char *path = mornings_copy ("no-data.beatwise"), *out = cli_path ("no-data.onnx");
  gint64 id = add_forecaster (path, BW_PRESET_DEFAULT, NULL, NULL);
  g_autoptr (JsonNode) told = cli_call_json (path, "export", "onnx", out, "--golden=20", NULL);

  g_assert_cmpint (cli_get_int (told, "model"), ==, id);
  g_assert_cmpint (cli_get_int (told, "windows"), ==, 20);
  g_assert_cmpint (cli_get_int (told, "own_windows"), ==, 0);
}

/* Ctrl-C leaves neither file. */
static void
test_cancel (void)
{
  g_autofree char *path = make_library ("cancel.beatwise"), *out = cli_path ("cancel.mlmodel");
  g_autofree char *golden = g_strconcat (out, ".golden.json", NULL);
  const char *words[]
      = { cli_program (), "--library", path, "export", "coreml", out, "--golden=10000", NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_auto (Run) run = { 0 };

  add_forecaster (path, BW_PRESET_DEFAULT, NULL, NULL);
  process = cli_start (NULL, words);
  g_usleep (G_USEC_PER_SEC);
  g_subprocess_send_signal (process, SIGINT);
  cli_finish (process, &run);
  g_assert_cmpint (run.status, ==, 130);
  g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (golden, G_FILE_TEST_EXISTS));
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
  g_test_add_func ("/cli/export-models/every-kind", test_every_kind);
  g_test_add_func ("/cli/export-models/shown", test_shown);
  g_test_add_func ("/cli/export-models/in-use", test_in_use);
  g_test_add_func ("/cli/export-models/wrong", test_wrong);
  g_test_add_func ("/cli/export-models/damaged", test_damaged);
  g_test_add_func ("/cli/export-models/huge", test_huge);
  g_test_add_func ("/cli/export-models/no-data", test_no_data);
  g_test_add_func ("/cli/export-models/cancel", test_cancel);
  status = g_test_run ();
  mornings_free ();
  cli_tear_down ();
  return status;
}
