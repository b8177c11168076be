/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "comparator/bw-apply.h"
#include "comparator/bw-fit.h"
#include "comparator/bw-same-day.h"
#include "export/bw-golden.h"
#include "export/bw-graph-comparator.h"
#include "graph-eval.h"
#include "made-up-days.h"
#include "nn/bw-safetensors.h"

#include <math.h>
#include <string.h>

/* The comparator's graphs, computed by plain loops, say what the app itself says. */

#define BEATS 100
#define FEW_BEATS 20
#define TOLERANCE 1e-5

static BwBeatSet *
make_set (guint n_fasting)
{
  const MadeUpDays days = { 3, n_fasting, 3, 14, 0.35 };

  return made_up_days_new (&days, 1);
}

/* Weights from chance where a short training has hardly moved them, so that every part matters. */
static float
shake (const char *name,
       float       value,
       GRand      *rand)
{
  if (g_str_has_prefix (name, "reference.") || g_str_has_prefix (name, "normal_"))
    return value;
  if (g_str_has_prefix (name, "classifier."))
    return (float) g_rand_double_range (rand, -3, 3);
  if (strstr (name, ".fc.") != NULL)
    return (float) g_rand_double_range (rand, -0.7, 0.7);
  if (g_str_has_suffix (name, ".running_mean") || g_str_has_suffix (name, ".bias"))
    return value + (float) g_rand_double_range (rand, -0.3, 0.3);
  if (g_str_has_suffix (name, ".running_var"))
    return (float) g_rand_double_range (rand, 0.28, 0.65);
  return value;
}

/* @shift: of all its logits */
static BwComparatorModel *
make_model (BwComparatorMode mode,
            BwRule           rule,
            double           shift)
{
  g_autoptr (BwBeatSet) set = make_set (4);
  g_autoptr (GArray) days = made_up_days_list (0, 2);
  const BwFitOptions options = { .mode = mode, .rule = rule, .epochs = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwComparatorModel) fitted
      = bw_fit (set, days, NULL, &options, NULL, 0, NULL, NULL, &error);
  g_autoptr (BwModelRow) row = bw_comparator_model_to_row (fitted);
  g_autoptr (BwTensors) tensors = bw_tensors_read (row->weights, &error);
  g_autoptr (BwTensors) shaken = bw_tensors_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  BwComparatorModel *model;

  g_assert_no_error (error);
  for (guint i = 0; i < bw_tensors_get_n (tensors); i++)
    {
      const BwTensor *tensor = bw_tensors_get_nth (tensors, i);
      g_autofree float *values = NULL;

      if (tensor->dtype == BW_DTYPE_F32)
        {
          values = g_memdup2 (tensor->data, tensor->length * sizeof *values);
          for (gsize j = 0; j < tensor->length; j++)
            values[j] = shake (tensor->name, values[j], rand);
          if (g_str_equal (tensor->name, "classifier.bias"))
            values[0] += (float) shift;
        }
      bw_tensors_add (shaken, tensor->name, tensor->dtype, tensor->n_dims, tensor->shape,
                      values != NULL ? values : tensor->data);
    }
  g_bytes_unref (row->weights);
  row->weights = bw_tensors_write (shaken);
  model = bw_comparator_model_from_row (row, &error);
  g_assert_no_error (error);
  return model;
}

static gsize
count (const BwGoldenTensor *tensor)
{
  return (gsize) tensor->shape[0] * (gsize) MAX (tensor->shape[1], 1);
}

/* What differences are held against: in µV a beat is large beside what lies near its baseline. */
static double
get_largest (const BwGoldenTensor *tensor)
{
  double largest = 1;

  for (guint i = 0; i < tensor->values->len; i++)
    largest = MAX (largest, fabs (g_array_index (tensor->values, double, i)));
  return largest;
}

/* The golden beats of @set (nullable) through the graph of @model. */
static void
compare (const BwComparatorModel *model,
         const BwBeatSet         *set,
         guint                    n_beats)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwGolden) golden = bw_golden_comparator (model, set, n_beats, NULL, NULL, &error);
  g_autoptr (BwGraph) graph = bw_graph_comparator_new (model);
  g_autoptr (GraphEval) eval = graph_eval_new (graph);
  double worst = 0, spread[2] = { INFINITY, -INFINITY };

  g_assert_no_error (error);
  g_assert_cmpuint (golden->n, ==, n_beats);
  g_assert_cmpuint (golden->n_own, ==, set != NULL ? MIN (set->n_beats, n_beats) : 0);
  g_assert_cmpuint (golden->inputs->len, ==, graph->inputs->len);
  g_assert_cmpuint (golden->outputs->len, ==, graph->outputs->len);
  for (guint w = 0; w < n_beats; w++)
    {
      for (guint i = 0; i < golden->inputs->len; i++)
        {
          const BwGoldenTensor *tensor = &g_array_index (golden->inputs, BwGoldenTensor, i);
          const gsize n = count (tensor);
          g_autofree float *values = g_new (float, n);

          for (gsize j = 0; j < n; j++)
            values[j] = (float) g_array_index (tensor->values, double, w * n + j);
          graph_eval_set (eval, tensor->name, values);
        }
      graph_eval_run (eval);
      for (guint i = 0; i < golden->outputs->len; i++)
        {
          const BwGoldenTensor *tensor = &g_array_index (golden->outputs, BwGoldenTensor, i);
          const gsize n = count (tensor);
          const double largest = get_largest (tensor);
          const float *said = graph_eval_get (eval, tensor->name, n);

          for (gsize j = 0; j < n; j++)
            {
              const double expected = g_array_index (tensor->values, double, w * n + j);

              g_assert_true (isfinite (said[j]));
              worst = MAX (worst, fabs ((double) said[j] - expected) / largest);
            }
          if (g_str_equal (tensor->name, "logit"))
            {
              spread[0] = MIN (spread[0], (double) said[0]);
              spread[1] = MAX (spread[1], (double) said[0]);
            }
        }
    }
  g_test_message ("largest difference %.2g, logits %.3g … %.3g", worst, spread[0], spread[1]);
  g_assert_cmpfloat (worst, <, TOLERANCE);
  g_assert_cmpfloat (spread[1] - spread[0], >, 0.01);
}

/* Own beats; those of nobody; and a person whose days have no fasting recordings. */
static void
check (BwComparatorMode mode,
       BwRule           rule)
{
  g_autoptr (BwComparatorModel) model = make_model (mode, rule, 0);
  g_autoptr (BwBeatSet) set = make_set (3);
  g_autoptr (BwBeatSet) after = make_set (0);

  compare (model, set, BEATS);
  compare (model, NULL, FEW_BEATS);
  compare (model, after, FEW_BEATS);
}

/* What the graph says of @beat of @set against @reference; @mean: of the day, in default mode.
 * @prepared: (nullable) (out caller-allocates) */
static float
judge (GraphEval       *eval,
       const BwBeatSet *set,
       guint            beat,
       const float     *mean,
       const float     *reference,
       float           *prepared)
{
  graph_eval_set (eval, "beat", set->waves + (gsize) beat * BW_BEAT_SAMPLES);
  graph_eval_set (eval, "reference", reference);
  if (mean != NULL)
    {
      graph_eval_set (eval, "fasting_mean", mean);
      graph_eval_set (eval, "size_mean", mean);
    }
  graph_eval_run (eval);
  if (prepared != NULL)
    memcpy (prepared, graph_eval_get (eval, "prepared", BW_SAME_DAY_SAMPLES),
            BW_SAME_DAY_SAMPLES * sizeof *prepared);
  return *graph_eval_get (eval, "logit", 1);
}

static const BwBeatRecording *
get_recording (const BwBeatSet *set,
               guint            r)
{
  return &g_array_index (set->recordings, BwBeatRecording, r);
}

/* The metadata’s “decision” of default mode's comparator, followed for a day whose first two
 * recordings are fasting ones, gives the app's answers. */
static void
test_default_decision (void)
{
  enum
  {
    REFERENCES = 16
  };
  const MadeUpDays day = { 1, 3, 2, 3, 0.35 };
  g_autoptr (BwComparatorModel) model = make_model (BW_COMPARATOR_DEFAULT, BW_RULE_COMPARATOR, 0);
  g_autoptr (BwBeatSet) set = made_up_days_new (&day, 4);
  g_autoptr (BwGraph) graph = bw_graph_comparator_new (model);
  g_autoptr (GraphEval) eval = graph_eval_new (graph);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) answers
      = bw_apply (model, BW_RULE_BEST, set, NULL, BW_REFERENCE_AUTO, NULL, NULL, NULL, &error);
  const guint n = get_recording (set, 2)->first;
  float mean[BW_BEAT_SAMPLES] = { 0 }, references[REFERENCES][BW_SAME_DAY_SAMPLES] = { { 0 } };

  g_assert_no_error (error);
  for (guint b = 0; b < n; b++)
    for (guint i = 0; i < BW_BEAT_SAMPLES; i++)
      mean[i] += set->waves[b * BW_BEAT_SAMPLES + i] / (float) n;
  for (guint i = 0; i < REFERENCES; i++)
    judge (eval, set, (2 * i + 1) * n / 32, mean, references[REFERENCES - 1], references[i]);
  for (guint r = 2; r < set->recordings->len; r++)
    {
      const BwBeatRecording *recording = get_recording (set, r);
      double probability = 0;

      for (guint b = 0; b < recording->n_beats; b++)
        {
          double logit = 0;

          for (guint i = 0; i < REFERENCES; i++)
            logit += (double) judge (eval, set, recording->first + b, mean, references[i], NULL)
                     / REFERENCES;
          probability += 1 / (1 + exp (-logit)) / recording->n_beats;
        }
      g_assert_cmpfloat_with_epsilon (probability, g_array_index (answers, BwAnswer, r).probability,
                                      TOLERANCE);
    }
}

/* A published comparator whose logits lie around 0, so that there are votes of both kinds. */
static BwComparatorModel *
make_undecided (const BwBeatSet *set)
{
  g_autoptr (BwComparatorModel) model = make_model (BW_COMPARATOR_PUBLISHED, BW_RULE_COMPARATOR, 0);
  g_autoptr (BwGolden) golden = bw_golden_comparator (model, set, FEW_BEATS, NULL, NULL, NULL);
  const GArray *logits = g_array_index (golden->outputs, BwGoldenTensor, 0).values;
  double sum = 0;

  for (guint i = 0; i < logits->len; i++)
    sum += g_array_index (logits, double, i);
  return make_model (BW_COMPARATOR_PUBLISHED, BW_RULE_COMPARATOR, -sum / logits->len);
}

/* The same as published: votes of the pairs. */
static void
test_published_decision (void)
{
  const MadeUpDays day = { 1, 3, 2, 11, 0.35 };
  g_autoptr (BwBeatSet) set = made_up_days_new (&day, 4);
  g_autoptr (BwComparatorModel) model = make_undecided (set);
  g_autoptr (BwGraph) graph = bw_graph_comparator_new (model);
  g_autoptr (GraphEval) eval = graph_eval_new (graph);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) answers
      = bw_apply (model, BW_RULE_BEST, set, NULL, BW_REFERENCE_AUTO, NULL, NULL, NULL, &error);
  guint votes[2], undecided = 0;

  g_assert_no_error (error);
  for (guint r = 0; r < set->recordings->len; r++)
    {
      const BwBeatRecording *recording = get_recording (set, r);

      votes[0] = votes[1] = 0;
      for (guint b = 0; b < recording->n_beats; b++)
        for (guint glucose = 0; glucose < 2; glucose++)
          {
            guint n;
            const float *references = bw_comparator_model_get_references (
                model, glucose ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING, &n);

            g_assert_cmpuint (n, ==, 50);
            votes[glucose] += judge (eval, set, recording->first + b, NULL,
                                     references + b % 50 * BW_BEAT_SAMPLES, NULL)
                              <= 0;
          }
      undecided += votes[0] == votes[1];
      g_assert_cmpfloat_with_epsilon (
          votes[0] + votes[1] > 0 ? (double) votes[1] / (votes[0] + votes[1]) : 0.5,
          g_array_index (answers, BwAnswer, r).probability, 1e-12);
    }
  g_assert_cmpuint (undecided, <, set->recordings->len);
}

static void
test_default_comparator (void)
{
  check (BW_COMPARATOR_DEFAULT, BW_RULE_COMPARATOR);
}

static void
test_default_classifier (void)
{
  check (BW_COMPARATOR_DEFAULT, BW_RULE_CLASSIFIER);
}

static void
test_default_logistic (void)
{
  check (BW_COMPARATOR_DEFAULT, BW_RULE_LOGISTIC);
}

static void
test_published_comparator (void)
{
  check (BW_COMPARATOR_PUBLISHED, BW_RULE_COMPARATOR);
}

static void
test_published_classifier (void)
{
  check (BW_COMPARATOR_PUBLISHED, BW_RULE_CLASSIFIER);
}

static void
test_published_logistic (void)
{
  check (BW_COMPARATOR_PUBLISHED, BW_RULE_LOGISTIC);
}

/* Halving it again gives what was doubled. */
static void
test_double_rate (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  float half[BW_SAME_DAY_SAMPLES], wave[BW_BEAT_SAMPLES];
  const guint last = BW_BEAT_SAMPLES - 2;

  for (guint i = 0; i < BW_SAME_DAY_SAMPLES; i++)
    half[i] = (float) g_rand_double_range (rand, -100, 100);
  bw_graph_comparator_double_rate (wave, half);
  for (guint i = 0; i < BW_SAME_DAY_SAMPLES; i++)
    {
      const float before = wave[i > 0 ? 2 * i - 1 : 0], after = wave[MIN (2 * i + 1, last)];

      g_assert_cmpfloat_with_epsilon ((before + 2 * wave[2 * i] + after) / 4, half[i], 1e-4f);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export-graph-comparator/default/comparator", test_default_comparator);
  g_test_add_func ("/export-graph-comparator/default/classifier", test_default_classifier);
  g_test_add_func ("/export-graph-comparator/default/logistic", test_default_logistic);
  g_test_add_func ("/export-graph-comparator/published/comparator", test_published_comparator);
  g_test_add_func ("/export-graph-comparator/published/classifier", test_published_classifier);
  g_test_add_func ("/export-graph-comparator/published/logistic", test_published_logistic);
  g_test_add_func ("/export-graph-comparator/default/decision", test_default_decision);
  g_test_add_func ("/export-graph-comparator/published/decision", test_published_decision);
  g_test_add_func ("/export-graph-comparator/double-rate", test_double_rate);
  return g_test_run ();
}
