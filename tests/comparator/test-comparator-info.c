/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test.h"
#include "comparator/bw-comparator-info.h"

#include <math.h>
#include <string.h>

static const guint32 days[] = { 20230921, 20230923, 20240229 };

static BwComparatorInfo *
make_info (void)
{
  const BwTrainPoint points[] = {
    { 1, 0.6931471805599453, 0.51, TRUE, 0.7, 0.43 },
    { 2, 0.1, 0.97, FALSE, 0, 0 },
  };
  BwComparatorInfo *info = bw_comparator_info_new ();

  info->mode = BW_COMPARATOR_DEFAULT;
  info->rule = BW_RULE_LOGISTIC;
  info->asked = BW_RULE_BEST;
  info->seed = G_MAXUINT64;
  info->epochs_planned = 12;
  info->decisions[BW_RULE_COMPARATOR] = (BwDecision){ TRUE, 0.5, 0.5, 0.15 };
  info->decisions[BW_RULE_LOGISTIC] = (BwDecision){ TRUE, 0.75, 0.45, 0.125 };
  info->has_hr = TRUE;
  info->hr_low = 58.25;
  info->hr_high = 71.0 / 3;
  info->hr_high += 60;
  g_array_append_vals (info->training_days, days, 2);
  g_array_append_vals (info->validation_days, days + 2, 1);
  info->parameters = 8771;
  info->epochs = 12;
  info->best_epoch = 11;
  info->train_beats = 5363;
  info->val_beats = 2171;
  info->has_validation = TRUE;
  info->val_beat_accuracy = 0.99;
  info->val_wave_accuracy = 1;
  info->seconds = 12.5;
  info->seconds_per_epoch = 1.04;
  info->n_tried = 160;
  info->comparator_right = 150;
  info->logistic_right = 155;
  g_array_append_vals (info->points, points, G_N_ELEMENTS (points));
  return info;
}

static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwComparatorInfo) info = make_info ();
  g_autofree char *configuration = bw_comparator_info_get_configuration (info);
  g_autofree char *metrics = bw_comparator_info_get_metrics (info);
  g_autoptr (BwComparatorInfo) again = bw_comparator_info_parse (configuration, metrics, &error);
  g_autoptr (BwComparatorInfo) copy = NULL;
  g_autofree char *configuration2 = NULL, *metrics2 = NULL;
  const BwTrainPoint *point;

  g_assert_no_error (error);
  g_assert_cmpint (again->mode, ==, BW_COMPARATOR_DEFAULT);
  g_assert_cmpint (again->rule, ==, BW_RULE_LOGISTIC);
  g_assert_cmpint (again->asked, ==, BW_RULE_BEST);
  g_assert_cmpuint (again->seed, ==, G_MAXUINT64);
  g_assert_false (again->stopped);
  g_assert_true (again->has_hr);
  g_assert_true (again->decisions[BW_RULE_COMPARATOR].there);
  g_assert_false (again->decisions[BW_RULE_CLASSIFIER].there);
  g_assert_cmpfloat (again->decisions[BW_RULE_LOGISTIC].factor, ==, 0.75);
  g_assert_cmpfloat (again->decisions[BW_RULE_LOGISTIC].threshold, ==, 0.45);
  g_assert_cmpfloat (again->hr_high, ==, info->hr_high);
  g_assert_cmpuint (again->training_days->len, ==, 2);
  g_assert_cmpuint (g_array_index (again->validation_days, guint32, 0), ==, 20240229);
  g_assert_cmpuint (again->points->len, ==, 2);
  point = &g_array_index (again->points, BwTrainPoint, 0);
  g_assert_cmpfloat (point->train_loss, ==, 0.6931471805599453);
  g_assert_true (point->has_validation);
  point++;
  g_assert_cmpuint (point->epoch, ==, 2);
  g_assert_false (point->has_validation);

  /* What is copied and written again says the same. */
  copy = bw_comparator_info_copy (again);
  configuration2 = bw_comparator_info_get_configuration (copy);
  metrics2 = bw_comparator_info_get_metrics (copy);
  g_assert_cmpstr (configuration2, ==, configuration);
  g_assert_cmpstr (metrics2, ==, metrics);
}

/* Where the training was stopped is a part of the configuration: a whole one does not replace it. */
static void
test_stopped (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwComparatorInfo) info = make_info (), again = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autofree char *whole = bw_comparator_info_get_configuration (info);
  g_autofree char *stopped = NULL;

  info->stopped = TRUE;
  info->epochs = 5;
  info->n_tried = 0;
  stopped = bw_comparator_info_get_configuration (info);
  g_assert_cmpstr (stopped, !=, whole);
  again = bw_comparator_info_parse (stopped, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (again->stopped);
  g_assert_cmpuint (again->epochs, ==, 5);
  notes = bw_comparator_info_get_notes (info);
  g_assert_cmpuint (notes->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (notes, 0), ==,
                   "Stopped after epoch 5 of 12; the best until then is kept.");
  g_assert_cmpstr (g_ptr_array_index (notes, 1), ==,
                   "Comparator and plain rule were not tried on training days they had not seen: the "
                   "plain rule, the simpler one, is used.");
}

static void
test_notes (void)
{
  g_autoptr (BwComparatorInfo) info = make_info ();
  g_autoptr (GPtrArray) logistic = bw_comparator_info_get_notes (info), comparator = NULL;
  g_autoptr (GPtrArray) unclear = NULL;

  g_assert_cmpstr (g_ptr_array_index (logistic, 0), ==,
                   "The plain rule is used: on training days it had not seen it was right for 155 "
                   "of 160 recordings, the comparator for 150.");
  info->comparator_right = 157;
  unclear = bw_comparator_info_get_notes (info);
  g_assert_cmpstr (g_ptr_array_index (unclear, 0), ==,
                   "The plain rule is used, the simpler one: on training days they had not seen it was "
                   "right for 155 of 160 recordings and the comparator for 157, which is not clearly "
                   "more.");
  info->rule = BW_RULE_COMPARATOR;
  info->comparator_right = 158;
  g_array_set_size (info->validation_days, 0);
  comparator = bw_comparator_info_get_notes (info);
  g_assert_cmpuint (comparator->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (comparator, 0), ==,
                   "The comparator is used: on training days it had not seen it was right for 158 of "
                   "160 recordings, the plain rule for 155.");
}

/* A text with one thing replaced is refused. */
static void
refuse (const char *text,
        const char *from,
        const char *to,
        gboolean    is_metrics)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwComparatorInfo) info = make_info ();
  g_autofree char *configuration = bw_comparator_info_get_configuration (info);
  g_autoptr (GString) changed = g_string_new (text);

  g_assert_cmpuint (g_string_replace (changed, from, to, 1), ==, 1);
  g_assert_null (bw_comparator_info_parse (is_metrics ? configuration : changed->str,
                                           is_metrics ? changed->str : NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
}

static void
test_hostile (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwComparatorInfo) info = make_info ();
  g_autofree char *configuration = bw_comparator_info_get_configuration (info);
  g_autofree char *metrics = bw_comparator_info_get_metrics (info);
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *deep_metrics = NULL;

  refuse (configuration, "\"default\"", "\"other\"", FALSE);
  refuse (configuration, "\"logistic\"", "\"best\"", FALSE);
  refuse (configuration, "\"18446744073709551615\"", "\"18446744073709551616\"", FALSE);
  refuse (configuration, "\"18446744073709551615\"", "\"-1\"", FALSE);
  refuse (configuration, "\"epochs\":12", "\"epochs\":-12", FALSE);
  refuse (configuration, "\"epochs\":12", "\"epochs\":[12]", FALSE);
  refuse (configuration, "\"logistic\":{", "\"classifier\":{", FALSE);
  refuse (configuration, "\"comparator\":{", "\"best\":{", FALSE);
  refuse (configuration, "0.45", "1.45", FALSE);
  refuse (configuration, "20230921", "20230931", FALSE);
  refuse (configuration, "20230921", "\"20230921\"", FALSE);
  refuse (configuration, "{", "[{", FALSE);
  refuse (metrics, "8771", "8771e300", TRUE);
  refuse (metrics, "\"curves\":[{", "\"curves\":[7,{", TRUE);
  refuse (metrics, "\"comparator_right\"", "\"comparator_wrong\"", TRUE);

  g_assert_null (bw_comparator_info_parse (NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (bw_comparator_info_parse (deep, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_clear_error (&error);
  deep_metrics = g_strconcat ("{\"evaluation\":", deep, NULL);
  g_assert_null (bw_comparator_info_parse (configuration, deep_metrics, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
}

/* A later evaluation, which others keep among the metrics, is passed over. */
static void
test_evaluation (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwComparatorInfo) info = make_info ();
  g_autoptr (BwComparatorInfo) again = NULL;
  g_autofree char *configuration = bw_comparator_info_get_configuration (info);
  g_autofree char *metrics = bw_comparator_info_get_metrics (info);
  g_autofree char *more = g_strdup_printf ("{\"evaluation\":{\"rules\":[{\"beats\":[1,2]}]},%s",
                                           metrics + 1);

  again = bw_comparator_info_parse (configuration, more, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->points->len, ==, 2);
}

static void
test_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwComparatorInfo) info = make_info (), again = NULL;
  g_autoptr (BwModelRow) row = bw_model_row_new ();

  row->configuration = bw_comparator_info_get_configuration (info);
  row->metrics = bw_comparator_info_get_metrics (info);
  row->kind = g_strdup ("lstm-default");
  g_assert_false (bw_comparator_info_is_of (row));
  g_assert_null (bw_comparator_info_from_row (row, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_clear_error (&error);

  g_free (row->kind);
  row->kind = g_strdup ("comparator-default");
  g_assert_true (bw_comparator_info_is_of (row));
  again = bw_comparator_info_from_row (row, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->parameters, ==, 8771);
}

static void
test_ids (void)
{
  BwComparatorMode mode;
  BwReferenceKind kind;
  BwRule rule;

  for (guint i = 0; i <= BW_COMPARATOR_PUBLISHED; i++)
    {
      g_assert_true (bw_comparator_mode_from_id (bw_comparator_mode_get_id (i), &mode));
      g_assert_cmpint (mode, ==, i);
      g_assert_cmpstr (bw_comparator_mode_get_name (i), !=, "");
    }
  for (guint i = 0; i <= BW_RULE_LOGISTIC; i++)
    {
      g_assert_true (bw_rule_from_id (bw_rule_get_id (i), &rule));
      g_assert_cmpint (rule, ==, i);
      g_assert_cmpstr (bw_rule_get_name (i), !=, "");
    }
  for (guint i = 0; i <= BW_REFERENCE_SAME_DAY; i++)
    {
      g_assert_true (bw_reference_kind_from_id (bw_reference_kind_get_id (i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_false (bw_rule_from_id ("net", &rule));
  g_assert_false (bw_comparator_mode_from_id (NULL, &mode));
}

/* What is told is what was added, from any thread. */
static gpointer
add_points (gpointer data)
{
  for (guint i = 1; i <= 1000; i++)
    {
      BwTrainPoint point = { .epoch = i, .train_loss = 1.0 / i };

      bw_train_log_add (data, &point);
    }
  return NULL;
}

static void
test_log (void)
{
  g_autoptr (BwTrainLog) log = bw_train_log_new ();
  g_autoptr (GArray) points = NULL;
  GThread *worker;
  guint planned = 7;

  points = bw_train_log_get (log, &planned);
  g_assert_cmpuint (planned, ==, 0);
  g_assert_cmpuint (points->len, ==, 0);
  bw_train_log_begin (log, 1000);
  worker = g_thread_new ("worker", add_points, log);
  for (guint before = 0; before < 1000; before = points->len)
    {
      g_array_unref (points);
      points = bw_train_log_get (log, &planned);
      g_assert_cmpuint (planned, ==, 1000);
      g_assert_cmpuint (points->len, >=, before);
      for (guint i = before; i < points->len; i++)
        g_assert_cmpuint (g_array_index (points, BwTrainPoint, i).epoch, ==, i + 1);
    }
  g_thread_join (worker);

  bw_train_log_begin (log, 3);
  g_array_unref (points);
  points = bw_train_log_get (log, NULL);
  g_assert_cmpuint (points->len, ==, 0);
  bw_train_log_add (NULL, NULL);
  bw_train_log_begin (NULL, 3);
  bw_train_log_unref (NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator-info/round-trip", test_round_trip);
  g_test_add_func ("/comparator-info/stopped", test_stopped);
  g_test_add_func ("/comparator-info/notes", test_notes);
  g_test_add_func ("/comparator-info/hostile", test_hostile);
  g_test_add_func ("/comparator-info/evaluation", test_evaluation);
  g_test_add_func ("/comparator-info/rows", test_rows);
  g_test_add_func ("/comparator-info/ids", test_ids);
  g_test_add_func ("/comparator-info/log", test_log);
  return g_test_run ();
}
