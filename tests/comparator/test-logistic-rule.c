/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "ecg-days.h"

#include <math.h>
#include <string.h>

#include "base/bw-random.h"
#include "comparator/bw-logistic-rule.h"

#define N BW_SAME_DAY_SAMPLES

static const BwBeatRecording *
get (const BwBeatSet *set,
     guint            r)
{
  return &g_array_index (set->recordings, BwBeatRecording, r);
}

static BwLogisticRule *
fit (const BwBeatSet *set,
     const GArray    *days,
     guint            n_threads)
{
  g_autoptr (BwPool) pool = bw_pool_new (n_threads);
  g_autoptr (GError) error = NULL;
  BwLogisticRule *rule = bw_logistic_rule_fit (set, days, pool, NULL, 0, 1, NULL, &error);

  g_assert_no_error (error);
  return rule;
}

typedef struct
{
  guint n, right, answered, wrong_answered;
} Score;

static Score
score (const BwLogisticRule *rule,
       const BwBeatSet      *set,
       const GArray         *days)
{
  g_autoptr (BwSameDayInput) input = bw_same_day_input_new (set, rule->factor, rule->training_mean);
  g_autofree double *probabilities = g_new (double, set->n_beats);
  Score sum = { 0 };

  for (guint r = 0; r < set->recordings->len; r++)
    {
      const BwBeatRecording *recording = get (set, r);
      double probability, mean = 0;
      gboolean right;

      if (input->is_reference[r] || !bw_beat_days_contain (days, recording->day))
        continue;
      probability = bw_logistic_rule_apply (rule, probabilities, input, recording);
      for (guint b = 0; b < recording->n_beats; b++)
        mean += probabilities[b] / recording->n_beats;
      bw_assert_near (mean, probability, 1e-12);
      right = (probability >= rule->threshold) == (recording->label == BW_LABEL_GLUCOSE);
      sum.n++;
      sum.right += right;
      if (fabs (probability - rule->threshold) >= rule->abstain)
        {
          sum.answered++;
          sum.wrong_answered += !right;
        }
    }
  return sum;
}

/* Trained on the published training days, references apart, it is right for at least 62 of the 63
 * recordings of the validation days. */
static void
test_days (void)
{
  g_autoptr (BwBeatSet) set = ecg_days_read ();
  g_autoptr (GArray) training = NULL, validation = NULL;
  g_autoptr (BwLogisticRule) rule = NULL;
  Score result;
  guint right = 0;

  if (set == NULL)
    return;
  training = ecg_days_training ();
  validation = ecg_days_validation ();
  rule = fit (set, training, 2);
  result = score (rule, set, validation);
  g_test_message ("factor %g, C %g, threshold %g: %u of %u right, %u answered, %u of them wrong",
                  rule->factor, rule->c, rule->threshold, result.right, result.n, result.answered,
                  result.wrong_answered);
  g_assert_cmpuint (result.n, ==, 63);
  g_assert_cmpuint (result.right, >=, 62);
  g_assert_cmpuint (result.wrong_answered, <=, 1);

  /* What was held out: all training recordings but the references. */
  g_assert_cmpuint (rule->held_out->len, ==, 95 + 65 - 2 * 8);
  for (guint i = 0; i < rule->held_out->len; i++)
    {
      const BwHeldOut *one = &g_array_index (rule->held_out, BwHeldOut, i);
      const BwBeatRecording *recording = get (set, one->recording);

      g_assert_true (bw_beat_days_contain (training, recording->day));
      right += (one->probability >= rule->threshold) == (recording->label == BW_LABEL_GLUCOSE);
    }
  g_test_message ("%u of %u held-out recordings right", right, rule->held_out->len);
  g_assert_cmpuint (right, >=, 135);
}

/* --- Made up ---------------------------------------------------------------------------------- */

/* @n_days days of @n_fasting and @n_glucose recordings of 4 beats: noise, a form of each day's own,
 * and after glucose a lower wave late in the beat. */
static BwBeatSet *
make_set (guint n_days,
          guint n_fasting,
          guint n_glucose)
{
  const guint n = n_days * (n_fasting + n_glucose);
  GArray *recordings = bw_beat_recordings_new ();
  float *waves = g_new (float, (gsize) n * 4 * BW_BEAT_SAMPLES);
  GRand *rand = bw_random_new (5, "rule");
  float *wave = waves;

  for (guint d = 0; d < n_days; d++)
    {
      const double form = 40 * bw_random_normal (rand);

      for (guint r = 0; r < n_fasting + n_glucose; r++)
        {
          const gboolean after = r >= n_fasting;
          const BwBeatRecording recording = {
            .name = g_strdup (""),
            .day = 20230901 + d,
            .n_beats = 4,
            .hr_bpm = 60 + d + 10 * after,
            .label = after ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING,
          };

          g_array_append_val (recordings, recording);
          for (guint b = 0; b < 4; b++, wave += BW_BEAT_SAMPLES)
            for (guint i = 0; i < BW_BEAT_SAMPLES; i++)
              {
                double t = (i - 270.0) / 30, late = exp (-0.5 * t * t);

                wave[i] = (float) ((200 - 60 * after + form) * late + 20 * bw_random_normal (rand));
              }
        }
    }
  g_rand_free (rand);
  return bw_beat_set_take (recordings, waves);
}

static void
test_made_up (void)
{
  g_autoptr (BwBeatSet) set = make_set (6, 5, 4);
  g_autoptr (GArray) four = ecg_days_list (20230901, 20230902, 20230903, 20230904, 0);
  g_autoptr (GArray) two = ecg_days_list (20230905, 20230906, 0);
  g_autoptr (BwLogisticRule) rule = fit (set, four, 1), again = fit (set, four, 2);
  double hr, low, high;
  Score result;

  g_assert_cmpmem (rule->logistic->weights, N * sizeof (double), again->logistic->weights,
                   N * sizeof (double));
  g_assert_cmpuint (rule->held_out->len, ==, again->held_out->len);
  for (guint i = 0; i < rule->held_out->len; i++)
    {
      const BwHeldOut *one = &g_array_index (rule->held_out, BwHeldOut, i);
      const BwHeldOut *other = &g_array_index (again->held_out, BwHeldOut, i);

      g_assert_cmpuint (one->recording, ==, other->recording);
      g_assert_cmpfloat (one->probability, ==, other->probability);
    }
  g_assert_cmpfloat (rule->threshold, ==, again->threshold);
  g_assert_cmpfloat (rule->factor, >=, 0.75); /* all of a day's form lies in its reference */
  result = score (rule, set, two);
  g_assert_cmpuint (result.n, ==, 14);
  g_assert_cmpuint (result.right, ==, 14);

  g_assert_true (bw_same_day_get_hr (set, 20230903, &hr));
  bw_assert_near (hr, 62, 1e-12);
  g_assert_false (bw_same_day_get_hr (set, 20230907, &hr));
  g_assert_true (bw_same_day_get_hr_range (set, four, &low, &high));
  bw_assert_near (low, 60, 1e-12);
  bw_assert_near (high, 63, 1e-12);
}

/* One day to train on: nothing is chosen. None, or one label: an error. Cancelled: that. */
static void
test_few (void)
{
  g_autoptr (BwBeatSet) set = make_set (2, 4, 3), fasting = make_set (3, 4, 0);
  g_autoptr (BwBeatSet) references = make_set (3, 2, 3);
  g_autoptr (GArray) one = ecg_days_list (20230901, 0);
  g_autoptr (GArray) none = ecg_days_list (0);
  g_autoptr (BwLogisticRule) rule = fit (set, one, 2);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (rule->held_out->len, ==, 0);
  g_assert_cmpfloat (rule->factor, ==, 0.5);
  g_assert_cmpfloat (rule->c, ==, 0.1);
  g_assert_cmpfloat (rule->threshold, ==, 0.5);

  g_assert_null (bw_logistic_rule_fit (set, none, NULL, NULL, 0, 1, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_assert_null (bw_logistic_rule_fit (fasting, one, NULL, NULL, 0, 1, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_assert_null (bw_logistic_rule_fit (references, one, NULL, NULL, 0, 1, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_cancellable_cancel (cancelled);
  g_assert_null (bw_logistic_rule_fit (set, one, NULL, NULL, 0, 1, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator/logistic-rule/made-up", test_made_up);
  g_test_add_func ("/comparator/logistic-rule/few", test_few);
  g_test_add_func ("/comparator/logistic-rule/days", test_days);
  return g_test_run ();
}
