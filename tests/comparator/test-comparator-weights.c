/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test.h"
#include "comparator/bw-comparator-model.h"
#include "comparator/bw-fit.h"
#include "made-up-days.h"
#include "nn/bw-safetensors.h"

#include <math.h>
#include <string.h>

/* Rows and files that are not what they claim to be are refused with a sentence. */

static BwComparatorModel *
make_model (BwComparatorMode mode,
            BwRule           rule)
{
  const MadeUpDays few = { 2, 4, 3, 4, 0.35 };
  g_autoptr (BwBeatSet) set = made_up_days_new (&few, 1);
  g_autoptr (GArray) days = made_up_days_list (0, 2);
  BwFitOptions options = { .mode = mode, .rule = rule, .epochs = 1 };
  g_autoptr (GError) error = NULL;
  BwComparatorModel *model = bw_fit (set, days, NULL, &options, NULL, 0, NULL, NULL, &error);

  g_assert_no_error (error);
  return model;
}

/* A row whose tensor @name is replaced, or with @data %NULL has another name, is refused. */
static void
refuse_tensor (const BwModelRow *row,
               const char       *name,
               BwDtype           dtype,
               guint             n_dims,
               const gint64     *shape,
               gconstpointer     data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTensors) tensors = bw_tensors_read (row->weights, &error);
  g_autoptr (BwTensors) changed = bw_tensors_new ();
  g_autoptr (BwComparatorModel) model = NULL;
  BwModelRow copy = *row;

  g_assert_no_error (error);
  g_assert_nonnull (bw_tensors_find (tensors, name));
  for (guint i = 0; i < bw_tensors_get_n (tensors); i++)
    {
      const BwTensor *tensor = bw_tensors_get_nth (tensors, i);

      if (strcmp (tensor->name, name) != 0)
        bw_tensors_add (changed, tensor->name, tensor->dtype, tensor->n_dims, tensor->shape,
                        tensor->data);
      else if (data == NULL)
        bw_tensors_add (changed, "other", tensor->dtype, tensor->n_dims, tensor->shape, tensor->data);
      else
        bw_tensors_add (changed, name, dtype, n_dims, shape, data);
    }
  copy.weights = bw_tensors_write (changed);
  model = bw_comparator_model_from_row (&copy, &error);
  g_bytes_unref (copy.weights);
  g_assert_null (model);
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
}

static void
test_net (void)
{
  g_autoptr (BwComparatorModel) model = make_model (BW_COMPARATOR_PUBLISHED, BW_RULE_COMPARATOR);
  g_autoptr (BwModelRow) row = bw_comparator_model_to_row (model);
  g_autofree float *waves = g_new0 (float, 50 * BW_BEAT_SAMPLES);
  const gint64 fewer[] = { 49, BW_BEAT_SAMPLES }, shorter[] = { 50, BW_BEAT_SAMPLES - 1 };
  const gint64 same[] = { 50, BW_BEAT_SAMPLES }, flat[] = { 50 * BW_BEAT_SAMPLES };
  const gint64 none[] = { 0, BW_BEAT_SAMPLES };

  /* Another number of references than there are votes would be read beyond its end. */
  refuse_tensor (row, "reference.fasting", BW_DTYPE_F32, 2, fewer, waves);
  refuse_tensor (row, "reference.fasting", BW_DTYPE_F32, 2, shorter, waves);
  refuse_tensor (row, "reference.glucose", BW_DTYPE_F32, 1, flat, waves);
  refuse_tensor (row, "reference.glucose", BW_DTYPE_I32, 2, same, waves);
  refuse_tensor (row, "reference.glucose", BW_DTYPE_F32, 2, none, waves);
  waves[100] = NAN;
  refuse_tensor (row, "reference.fasting", BW_DTYPE_F32, 2, same, waves);
  refuse_tensor (row, "feature_encoder.0.0.weight", BW_DTYPE_F32, 0, NULL, NULL);
}

static void
test_logistic (void)
{
  g_autoptr (BwComparatorModel) model = make_model (BW_COMPARATOR_DEFAULT, BW_RULE_LOGISTIC);
  g_autoptr (BwModelRow) row = bw_comparator_model_to_row (model);
  double weights[192] = { 0 };
  float floats[192] = { 0 };
  const double infinite = INFINITY;
  const gint64 shape[] = { 1, 192 }, turned[] = { 192, 1 }, one = 1;

  refuse_tensor (row, "logistic.weight", BW_DTYPE_F64, 2, turned, weights);
  refuse_tensor (row, "logistic.weight", BW_DTYPE_F32, 2, shape, floats);
  refuse_tensor (row, "logistic.weight", BW_DTYPE_F64, 0, NULL, NULL);
  refuse_tensor (row, "logistic.bias", BW_DTYPE_F64, 1, &one, &infinite);
  refuse_tensor (row, "logistic.bias", BW_DTYPE_F64, 0, NULL, NULL);
  weights[191] = NAN;
  refuse_tensor (row, "logistic.weight", BW_DTYPE_F64, 2, shape, weights);
  floats[0] = INFINITY;
  refuse_tensor (row, "reference.fasting_mean", BW_DTYPE_F32, 2, shape, floats);
  refuse_tensor (row, "reference.fasting_mean", BW_DTYPE_F32, 1, shape + 1, floats);
}

/* A configuration that names rules which the weights do not hold. */
static void
test_other_rules (void)
{
  g_autoptr (BwComparatorModel) model = make_model (BW_COMPARATOR_DEFAULT, BW_RULE_CLASSIFIER);
  g_autoptr (BwModelRow) row = bw_comparator_model_to_row (model);
  static const char *const others[] = { "comparator", "logistic" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) changed = g_string_new (row->configuration);
      BwModelRow copy = *row;

      g_string_replace (changed, "classifier", others[i], 0);
      copy.configuration = changed->str;
      g_assert_null (bw_comparator_model_from_row (&copy, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
    }
}

static void
test_rows (void)
{
  g_autoptr (BwComparatorModel) model = make_model (BW_COMPARATOR_DEFAULT, BW_RULE_LOGISTIC);
  g_autoptr (BwModelRow) row = bw_comparator_model_to_row (model);
  g_autoptr (GError) error = NULL;
  BwModelRow copy = *row;
  char kind[] = "lstm-default";

  copy.weights = NULL;
  g_assert_null (bw_comparator_model_from_row (&copy, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_clear_error (&error);
  copy = *row;
  copy.kind = kind;
  g_assert_null (bw_comparator_model_from_row (&copy, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
}

static void
test_files (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("not a model", 11);
  g_autoptr (BwTensors) tensors = bw_tensors_new ();
  g_autoptr (BwComparatorModel) model = make_model (BW_COMPARATOR_PUBLISHED, BW_RULE_CLASSIFIER);
  g_autoptr (BwComparatorModel) other = NULL, again = NULL;
  g_autoptr (BwModelRow) row = bw_comparator_model_to_row (model), other_row = NULL, again_row = NULL;
  g_autoptr (GBytes) unknown = NULL, file = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 two = 2;
  const float numbers[] = { 1, 2 };

  g_assert_null (bw_comparator_model_from_weights (text, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_clear_error (&error);

  bw_tensors_add (tensors, "lstm.weight", BW_DTYPE_F32, 1, &two, numbers);
  unknown = bw_tensors_write (tensors);
  g_assert_null (bw_comparator_model_from_weights (unknown, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_assert_true (g_str_has_prefix (error->message, "There is no model in this file"));
  g_clear_error (&error);

  /* The bare names of a published net are enough; two files are two models. */
  other = bw_comparator_model_from_weights (row->weights, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bw_comparator_model_get_info (other)->rule, ==, BW_RULE_CLASSIFIER);
  g_assert_cmpuint (bw_comparator_model_get_info (other)->training_days->len, ==, 0);
  file = bw_comparator_model_export (model);
  again = bw_comparator_model_from_weights (file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bw_comparator_model_get_info (again)->training_days->len, ==, 2);
  other_row = bw_comparator_model_to_row (other);
  again_row = bw_comparator_model_to_row (again);
  g_assert_cmpstr (other_row->fingerprint, !=, again_row->fingerprint);
  g_assert_true (g_bytes_equal (other_row->weights, again_row->weights));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator-weights/net", test_net);
  g_test_add_func ("/comparator-weights/logistic", test_logistic);
  g_test_add_func ("/comparator-weights/other-rules", test_other_rules);
  g_test_add_func ("/comparator-weights/rows", test_rows);
  g_test_add_func ("/comparator-weights/files", test_files);
  return g_test_run ();
}
