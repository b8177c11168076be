/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test.h"
#include "comparator/bw-comparator.h"
#include "comparator/bw-day-split.h"
#include "made-up-library.h"
#include "store/bw-predictions.h"

static const MadeUpDay days[] = {
  { 20230921, 4, 3, 1 },
  { 20230923, 4, 0, 0 },
  { 20230925, 3, 3, 0 },
  { 20230927, 0, 2, 0 },
  { 0 },
};

static GArray *
list (guint32 first,
      guint32 second)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_array_append_val (array, first);
  if (second != 0)
    g_array_append_val (array, second);
  return array;
}

static BwComparatorModel *
train (BwLibrary        *library,
       BwComparatorMode  mode,
       BwRule            rule,
       GArray           *training,
       GArray           *validation,
       GError          **error)
{
  BwComparatorTrainOptions options = {
    .mode = mode,
    .rule = rule,
    .epochs = 1,
    .training_days = training,
    .validation_days = validation,
  };

  return bw_comparator_train (library, &options, NULL, NULL, error);
}

/* The days given are the days used, in whatever order; a day in two parts, or without labels, is
 * refused. */
static void
test_days (void)
{
  BwLibrary *library = made_up_library_open (days, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) training = list (20230925, 20230921), ordered = list (20230921, 20230925);
  g_autoptr (GArray) validation = list (20230927, 0), both = list (20230921, 0);
  g_autoptr (GArray) unknown = list (20230922, 0);
  g_autoptr (BwComparatorModel) model = NULL, again = NULL;
  g_autoptr (BwModelRow) row = NULL, again_row = NULL;
  const BwComparatorInfo *info;

  model = train (library, BW_COMPARATOR_DEFAULT, BW_RULE_LOGISTIC, training, validation, &error);
  g_assert_no_error (error);
  again = train (library, BW_COMPARATOR_DEFAULT, BW_RULE_LOGISTIC, ordered, validation, &error);
  g_assert_no_error (error);
  row = bw_comparator_model_to_row (model);
  again_row = bw_comparator_model_to_row (again);
  g_assert_cmpstr (row->configuration, ==, again_row->configuration);
  g_assert_true (g_bytes_equal (row->weights, again_row->weights));
  info = bw_comparator_model_get_info (model);
  g_assert_cmpuint (info->training_days->len, ==, 2);
  g_assert_cmpuint (g_array_index (info->training_days, guint32, 0), ==, 20230921);
  g_assert_cmpuint (g_array_index (info->validation_days, guint32, 0), ==, 20230927);

  g_assert_null (train (library, BW_COMPARATOR_DEFAULT, BW_RULE_LOGISTIC, training, both, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==,
                   "2023-09-21 cannot be a training day and a validation day as well.");
  g_clear_error (&error);
  g_assert_null (train (library, BW_COMPARATOR_DEFAULT, BW_RULE_LOGISTIC, unknown, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (train (library, BW_COMPARATOR_DEFAULT, BW_RULE_BEST, validation, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  made_up_library_close (library);
}

/* Without days it goes by the library's split. */
static void
test_split (void)
{
  BwLibrary *library = made_up_library_open (days, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwComparatorModel) model = NULL;
  const BwComparatorInfo *info;

  bw_library_set_setting (library, BW_DAY_SPLIT_SETTING,
                          "20230921=training 20230923=validation 20230925=training 20230927=unused",
                          &error);
  g_assert_no_error (error);
  model = train (library, BW_COMPARATOR_DEFAULT, BW_RULE_LOGISTIC, NULL, NULL, &error);
  g_assert_no_error (error);
  info = bw_comparator_model_get_info (model);
  g_assert_cmpuint (info->training_days->len, ==, 2);
  g_assert_cmpuint (info->validation_days->len, ==, 1);
  g_assert_cmpuint (g_array_index (info->validation_days, guint32, 0), ==, 20230923);
  made_up_library_close (library);
}

/* A library from which nothing was labelled, or which is empty. */
static void
test_no_labels (void)
{
  const MadeUpDay unlabelled[] = { { 20230921, 0, 0, 3 }, { 0 } }, none[] = { { 0 } };
  const MadeUpDay *all[] = { unlabelled, none };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      BwLibrary *library = made_up_library_open (all[i], 1);
      g_autoptr (GError) error = NULL;

      g_assert_null (train (library, BW_COMPARATOR_DEFAULT, BW_RULE_BEST, NULL, NULL, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
      made_up_library_close (library);
    }
}

static gint64
get_id (BwLibrary  *library,
        const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) recordings = bw_library_read_recordings (library, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < recordings->len; i++)
    if (g_strcmp0 (g_array_index (recordings, BwRecording, i).name, name) == 0)
      return g_array_index (recordings, BwRecording, i).id;
  g_assert_not_reached ();
}

static const BwPredictionRow *
find_row (const GArray *rows,
          gint64        id)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, BwPredictionRow, i).recording_id == id)
      return &g_array_index (rows, BwPredictionRow, i);
  return NULL;
}

static void
test_predict (void)
{
  BwLibrary *library = made_up_library_open (days, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) training = list (20230921, 20230923);
  g_autoptr (BwComparatorModel) model
      = train (library, BW_COMPARATOR_DEFAULT, BW_RULE_LOGISTIC, training, NULL, &error);
  g_autoptr (GArray) all = NULL, some = NULL;
  gint64 reference = get_id (library, "ecg_20230921_0.csv");
  gint64 unlabelled = get_id (library, "ecg_20230921_7.csv");
  gint64 lonely = get_id (library, "ecg_20230927_1.csv");
  gint64 fresh = get_id (library, "ecg_20230925_2.csv");
  const gint64 two[] = { lonely, reference }, missing = 99999;
  const BwPredictionRow *row;

  g_assert_no_error (error);
  all = bw_comparator_predict (library, model, 5, BW_REFERENCE_AUTO, NULL, 0, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 20);
  row = find_row (all, reference);
  g_assert_cmpint (row->model_id, ==, 5);
  g_assert_true (row->is_reference);
  g_assert_true (row->same_day);
  g_assert_cmpint (row->origin, ==, BW_PREDICTION_LEARNT);
  g_assert_cmpuint (row->n_beats, >, 10);
  row = find_row (all, unlabelled);
  g_assert_false (row->is_reference);
  g_assert_cmpint (row->origin, ==, BW_PREDICTION_FRESH);
  row = find_row (all, fresh);
  g_assert_true (row->same_day);
  g_assert_cmpint (row->origin, ==, BW_PREDICTION_FRESH);

  /* A day without fasting recordings falls back to the training days, and says so. */
  row = find_row (all, lonely);
  g_assert_false (row->same_day);
  g_assert_cmpuint (row->n_beats, >, 10);

  /* Asked about alone they get the same answers, in the order of the recordings. */
  some = bw_comparator_predict (library, model, 5, BW_REFERENCE_AUTO, two, 2, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (some->len, ==, 2);
  g_assert_cmpint (g_array_index (some, BwPredictionRow, 0).recording_id, ==, reference);
  g_assert_cmpint (g_array_index (some, BwPredictionRow, 1).recording_id, ==, lonely);
  g_assert_cmpfloat (g_array_index (some, BwPredictionRow, 1).probability, ==, row->probability);

  g_assert_null (bw_comparator_predict (library, model, 5, BW_REFERENCE_AUTO, &missing, 1, NULL, NULL,
                                        &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "There is no recording 99999.");
  made_up_library_close (library);
}

/* Somebody else's weights take their references from the library's training days; where there are no
 * labels they cannot. */
static void
test_foreign_weights (void)
{
  const MadeUpDay unlabelled[] = { { 20230921, 0, 0, 2 }, { 0 } };
  BwLibrary *library = made_up_library_open (days, 1);
  BwLibrary *without = made_up_library_open (unlabelled, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) training = list (20230921, 20230923), rows = NULL;
  g_autoptr (BwComparatorModel) model = NULL, foreign = NULL;
  g_autoptr (GBytes) bytes = NULL;

  model = train (library, BW_COMPARATOR_PUBLISHED, BW_RULE_COMPARATOR, training, NULL, &error);
  g_assert_no_error (error);
  bytes = bw_comparator_model_export (model);
  foreign = bw_comparator_model_from_weights (bytes, &error);
  g_assert_no_error (error);
  g_assert_false (bw_comparator_model_has_references (foreign));
  rows = bw_comparator_predict (library, foreign, 0, BW_REFERENCE_AUTO, NULL, 0, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 20);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpint (g_array_index (rows, BwPredictionRow, i).answer, !=, BW_LABEL_NONE);

  g_assert_null (bw_comparator_predict (without, foreign, 0, BW_REFERENCE_AUTO, NULL, 0, NULL, NULL,
                                        &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  made_up_library_close (library);
  made_up_library_close (without);
}

static void
test_cancelled (void)
{
  BwLibrary *library = made_up_library_open (days, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  BwComparatorTrainOptions options = { .keep_when_cancelled = TRUE };
  g_autoptr (BwComparatorModel) model = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (bw_comparator_train (library, &options, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  options.rule = BW_RULE_LOGISTIC;
  model = bw_comparator_train (library, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (bw_comparator_predict (library, model, 0, BW_REFERENCE_AUTO, NULL, 0, NULL,
                                        cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  made_up_library_close (library);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator/days", test_days);
  g_test_add_func ("/comparator/split", test_split);
  g_test_add_func ("/comparator/no-labels", test_no_labels);
  g_test_add_func ("/comparator/predict", test_predict);
  g_test_add_func ("/comparator/foreign-weights", test_foreign_weights);
  g_test_add_func ("/comparator/cancelled", test_cancelled);
  return g_test_run ();
}
