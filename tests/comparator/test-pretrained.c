/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "comparator/bw-apply.h"
#include "comparator/bw-fit.h"
#include "ecg-days.h"

/* The published weights on the validation days of the published split: what they reach there was
 * measured with PyTorch (reference/comparator.md, 2). */

static BwComparatorModel *
load (const char *name)
{
  g_autofree char *relative = g_strconcat ("data/parity/", name, NULL);
  g_autofree char *path = bw_test_shared (relative);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  BwComparatorModel *model;
  char *data;
  gsize size;

  if (path == NULL)
    return NULL;
  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (data, size);
  model = bw_comparator_model_from_weights (bytes, &error);
  g_assert_no_error (error);
  return model;
}

/* Beats and recordings of the validation days that are right, in percent and in number. */
static void
judge (const BwComparatorModel *model,
       const BwBeatSet         *set,
       BwPool                  *pool,
       double                  *beats,
       guint                   *right)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) days = ecg_days_validation ();
  g_autoptr (GArray) answers = bw_apply (model, BW_RULE_BEST, set, days, BW_REFERENCE_AUTO, pool,
                                         NULL, NULL, &error);
  guint n = 0, n_right = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (answers->len, ==, 67);
  *right = 0;
  for (guint i = 0; i < answers->len; i++)
    {
      const BwAnswer *answer = &g_array_index (answers, BwAnswer, i);
      const BwBeatRecording *recording
          = &g_array_index (set->recordings, BwBeatRecording, answer->recording);
      gboolean glucose = recording->label == BW_LABEL_GLUCOSE;

      g_assert_false (answer->is_reference);
      g_assert_false (answer->same_day);
      g_assert_cmpint (answer->answer, ==, answer->leaning);
      g_assert_cmpint (answer->answer == BW_LABEL_GLUCOSE, ==, answer->probability >= 0.5);
      n += answer->n_beats;
      n_right += glucose ? answer->votes : answer->n_beats - answer->votes;
      *right += answer->answer == recording->label;
    }
  g_assert_cmpuint (n, ==, 2171);
  *beats = 100.0 * n_right / n;
}

static void
test_comparator (void)
{
  g_autoptr (BwComparatorModel) model = load ("comparator_pretrained.safetensors");
  g_autoptr (BwBeatSet) set = NULL;
  g_autoptr (GArray) training = ecg_days_training ();
  g_autoptr (BwPool) pool = bw_pool_new (0);

  if (model == NULL)
    return;
  g_assert_cmpint (bw_comparator_model_get_info (model)->mode, ==, BW_COMPARATOR_PUBLISHED);
  g_assert_cmpint (bw_comparator_model_get_info (model)->rule, ==, BW_RULE_COMPARATOR);
  g_assert_cmpuint (bw_comparator_model_get_info (model)->parameters, ==, 8771);
  g_assert_false (bw_comparator_model_has_references (model));
  set = ecg_days_read ();
  for (guint64 seed = 0; seed < 2; seed++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwComparatorModel) complete
          = bw_comparator_model_with_references (model, set, training, seed, &error);
      double beats;
      guint right;

      g_assert_no_error (error);
      g_assert_true (bw_comparator_model_has_references (complete));
      judge (complete, set, pool, &beats, &right);
      g_test_message ("draw %d: %.2f %% of the beats, %u of 67 recordings", (int) seed, beats, right);
      g_assert_cmpfloat (beats, >=, 98.9);
      g_assert_cmpfloat (beats, <=, 99.2);
      g_assert_cmpuint (right, ==, 67);
    }
}

static void
test_classifier (void)
{
  g_autoptr (BwComparatorModel) model = load ("classifier_pretrained.safetensors");
  g_autoptr (BwBeatSet) set = NULL;
  double beats;
  guint right;

  if (model == NULL)
    return;
  g_assert_cmpint (bw_comparator_model_get_info (model)->rule, ==, BW_RULE_CLASSIFIER);
  g_assert_cmpuint (bw_comparator_model_get_info (model)->parameters, ==, 8419);
  g_assert_true (bw_comparator_model_has_references (model));
  set = ecg_days_read ();
  judge (model, set, NULL, &beats, &right);
  bw_assert_near (beats, 97.1, 0.05);
  g_assert_cmpuint (right, ==, 67);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pretrained/comparator", test_comparator);
  g_test_add_func ("/pretrained/classifier", test_classifier);
  return g_test_run ();
}
