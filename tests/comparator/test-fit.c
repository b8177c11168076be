/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test.h"
#include "comparator/bw-apply.h"
#include "comparator/bw-fit.h"
#include "comparator/bw-same-day.h"
#include "made-up-days.h"

#include <string.h>

static const MadeUpDays few = { 4, 4, 3, 6, 0.35 };

typedef struct
{
  BwComparatorMode mode;
  BwRule rule;
} Kind;

static const Kind kinds[] = {
  { BW_COMPARATOR_DEFAULT, BW_RULE_BEST },
  { BW_COMPARATOR_DEFAULT, BW_RULE_COMPARATOR },
  { BW_COMPARATOR_DEFAULT, BW_RULE_CLASSIFIER },
  { BW_COMPARATOR_DEFAULT, BW_RULE_LOGISTIC },
  { BW_COMPARATOR_PUBLISHED, BW_RULE_COMPARATOR },
  { BW_COMPARATOR_PUBLISHED, BW_RULE_CLASSIFIER },
  { BW_COMPARATOR_PUBLISHED, BW_RULE_LOGISTIC },
};

/* Trains on the first three of the days and looks at the fourth. */
static BwComparatorModel *
fit (const BwBeatSet *set,
     const Kind      *kind,
     guint            epochs,
     guint64          seed,
     guint            n_threads)
{
  BwFitOptions options = {
    .mode = kind->mode,
    .rule = kind->rule,
    .epochs = epochs,
    .seed = seed,
    .n_threads = n_threads,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) training = made_up_days_list (0, 3);
  g_autoptr (GArray) validation = made_up_days_list (3, 1);
  BwComparatorModel *model
      = bw_fit (set, training, validation, &options, NULL, 0, NULL, NULL, &error);

  g_assert_no_error (error);
  return model;
}

static GBytes *
get_weights (const BwComparatorModel *model)
{
  g_autoptr (BwModelRow) row = bw_comparator_model_to_row (model);

  return g_bytes_ref (row->weights);
}

/* The same data, options and seed give the same bits, with any number of threads; another seed gives
 * another net. */
static void
test_same_bits (void)
{
  g_autoptr (BwBeatSet) set = made_up_days_new (&few, 1);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (BwComparatorModel) one = fit (set, &kinds[i], 2, 7, 1);
      g_autoptr (BwComparatorModel) two = fit (set, &kinds[i], 2, 7, 2);
      g_autoptr (BwComparatorModel) other = fit (set, &kinds[i], 2, 8, 2);
      g_autoptr (GBytes) first = get_weights (one), second = get_weights (two);
      g_autoptr (GBytes) third = get_weights (other);
      g_autoptr (BwModelRow) row = bw_comparator_model_to_row (one);
      g_autoptr (BwModelRow) again = bw_comparator_model_to_row (two);

      g_assert_true (g_bytes_equal (first, second));
      g_assert_cmpint (g_bytes_equal (first, third), ==, kinds[i].rule == BW_RULE_LOGISTIC);
      g_assert_cmpstr (row->configuration, ==, again->configuration);
      g_assert_cmpstr (row->fingerprint, ==, again->fingerprint);
      g_assert_cmpint (row->trained_ms, ==, again->trained_ms);
    }
}

static void
assert_same_answers (const GArray *a,
                     const GArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const BwAnswer *first = &g_array_index (a, BwAnswer, i);
      const BwAnswer *second = &g_array_index (b, BwAnswer, i);

      g_assert_cmpuint (first->recording, ==, second->recording);
      g_assert_cmpuint (first->n_beats, ==, second->n_beats);
      g_assert_cmpuint (first->votes, ==, second->votes);
      g_assert_cmpfloat (first->probability, ==, second->probability);
      g_assert_cmpint (first->answer, ==, second->answer);
      g_assert_cmpint (first->leaning, ==, second->leaning);
      g_assert_cmpint (first->outside, ==, second->outside);
      g_assert_cmpint (first->same_day, ==, second->same_day);
      g_assert_cmpint (first->is_reference, ==, second->is_reference);
    }
}

static GArray *
apply (const BwComparatorModel *model,
       BwRule                   rule,
       const BwBeatSet         *set,
       BwReferenceKind          reference)
{
  g_autoptr (GError) error = NULL;
  GArray *answers = bw_apply (model, rule, set, NULL, reference, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return answers;
}

/* Through a row of the library nothing is lost; through a file all but the references, and the rule
 * that is not used. */
static void
test_round_trip (void)
{
  g_autoptr (BwBeatSet) set = made_up_days_new (&few, 2);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwComparatorModel) model = fit (set, &kinds[i], 1, 3, 0);
      g_autoptr (BwModelRow) row = bw_comparator_model_to_row (model);
      g_autoptr (BwComparatorModel) stored = bw_comparator_model_from_row (row, &error);
      g_autoptr (GBytes) file = bw_comparator_model_export (model);
      g_autoptr (BwComparatorModel) imported = NULL, complete = NULL;
      g_autoptr (BwModelRow) stored_row = NULL;
      g_autoptr (GArray) training = made_up_days_list (0, 3);
      g_autoptr (GArray) expected = NULL, got = NULL;

      g_assert_no_error (error);
      stored_row = bw_comparator_model_to_row (stored);
      g_assert_true (g_bytes_equal (row->weights, stored_row->weights));
      g_assert_cmpstr (row->kind, ==, stored_row->kind);
      g_assert_cmpstr (row->configuration, ==, stored_row->configuration);
      g_assert_cmpstr (row->metrics, ==, stored_row->metrics);
      g_assert_cmpstr (row->fingerprint, ==, stored_row->fingerprint);
      g_assert_cmpint (row->from_ms, ==, stored_row->from_ms);
      for (guint rule = 0; rule < BW_N_RULES; rule++)
        {
          g_autoptr (GArray) a = NULL, b = NULL;

          g_assert_cmpint (bw_comparator_model_has_rule (model, (BwRule) rule), ==,
                           bw_comparator_model_has_rule (stored, (BwRule) rule));
          if (!bw_comparator_model_has_rule (model, (BwRule) rule))
            continue;
          a = apply (model, (BwRule) rule, set, BW_REFERENCE_AUTO);
          b = apply (stored, (BwRule) rule, set, BW_REFERENCE_AUTO);
          assert_same_answers (a, b);
        }

      imported = bw_comparator_model_from_weights (file, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (bw_comparator_model_get_info (imported)->parameters, ==,
                        bw_comparator_model_get_info (model)->parameters);
      complete = bw_comparator_model_with_references (imported, set, training, 3, &error);
      g_assert_no_error (error);
      expected = apply (model, BW_RULE_BEST, set, BW_REFERENCE_AUTO);
      got = apply (complete, BW_RULE_BEST, set, BW_REFERENCE_AUTO);
      assert_same_answers (expected, got);
    }
}

/* With days that differ, and an effect as large, few epochs are enough for the fourth day: of 120 all
 * recordings are right with any of four seeds, of 60 hardly more than by chance. */
static void
test_learns (void)
{
  const MadeUpDays days = { 4, 6, 5, 8, 0.5 };
  g_autoptr (BwBeatSet) set = made_up_days_new (&days, 5);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (BwComparatorModel) model = NULL;
      const BwComparatorInfo *info;

      /* The other nets take longer than a test is to. */
      if (kinds[i].mode == BW_COMPARATOR_PUBLISHED || kinds[i].rule == BW_RULE_BEST
          || kinds[i].rule == BW_RULE_CLASSIFIER)
        continue;
      model = fit (set, &kinds[i], 120, 1, 0);
      info = bw_comparator_model_get_info (model);
      g_test_message ("%s %s: %.2f of beats, %.2f of recordings, %s",
                      bw_comparator_mode_get_id (info->mode), bw_rule_get_id (kinds[i].rule),
                      info->val_beat_accuracy, info->val_wave_accuracy, bw_rule_get_id (info->rule));
      g_assert_true (info->has_validation);
      g_assert_cmpfloat (info->val_wave_accuracy, >=, 0.85);
      g_assert_cmpuint (info->train_beats, ==, 3 * 11 * 8);
      g_assert_cmpuint (info->val_beats, ==, 9 * 8);
    }
}

typedef struct
{
  GCancellable *cancellable;
  BwProgress *progress;
  BwTrainLog *log;
  guint after;          /* points */
} Stop;

static gpointer
stop (gpointer data)
{
  Stop *self = data;

  for (guint n = 0; n < self->after;)
    {
      g_autoptr (GArray) points = bw_train_log_get (self->log, NULL);

      n = points->len;
      g_usleep (200);
    }
  g_cancellable_cancel (self->cancellable);
  return NULL;
}

/* Stopped, a training ends at once: with nothing, or where that is asked for with what it had. */
static void
check_stopped (const Kind *kind,
               gboolean    keep)
{
  g_autoptr (BwBeatSet) set = made_up_days_new (&few, 3);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BwTrainLog) log = bw_train_log_new ();
  g_autoptr (GArray) training = made_up_days_list (0, 3), none = made_up_days_list (0, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwComparatorModel) model = NULL;
  BwFitOptions options = {
    .mode = kind->mode,
    .rule = kind->rule,
    .epochs = 100000,
    .keep_when_cancelled = keep,
    .log = log,
  };
  Stop data = { .cancellable = cancellable, .log = log, .after = 2 };
  GThread *thread = g_thread_new ("stop", stop, &data);

  model = bw_fit (set, training, none, &options, NULL, 0, NULL, cancellable, &error);
  g_thread_join (thread);
  if (!keep)
    {
      g_assert_null (model);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      return;
    }
  {
    const BwComparatorInfo *info = bw_comparator_model_get_info (model);
    g_autoptr (GArray) points = bw_train_log_get (log, NULL);

    g_assert_no_error (error);
    g_assert_true (info->stopped);
    g_assert_cmpuint (info->epochs_planned, ==, 100000);
    g_assert_cmpuint (info->epochs, >=, 2);
    g_assert_cmpuint (info->epochs, ==, points->len);
    g_assert_cmpuint (info->points->len, ==, points->len);
    g_assert_cmpuint (info->best_epoch, >=, 1);
    g_assert_cmpuint (info->best_epoch, <=, info->epochs);
    g_assert_false (info->has_validation);
  }
}

static void
test_stopped (void)
{
  const Kind both[] = { { BW_COMPARATOR_DEFAULT, BW_RULE_COMPARATOR },
                        { BW_COMPARATOR_PUBLISHED, BW_RULE_COMPARATOR } };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      check_stopped (&both[i], FALSE);
      check_stopped (&both[i], TRUE);
    }
}

/* On the worker's thread. */
static void
on_trying (BwProgress *progress,
           gpointer    user_data)
{
  g_auto (BwProgressState) state = { 0 };

  bw_progress_get_state (progress, &state);
  if (state.detail != NULL && g_str_has_prefix (state.detail, "Trying both"))
    g_cancellable_cancel (user_data);
}

/* Stopped while the rules are tried on days held out, both are there, and the simpler one is used. */
static void
test_stopped_trying (void)
{
  g_autoptr (BwBeatSet) set = made_up_days_new (&few, 3);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_autoptr (GArray) training = made_up_days_list (0, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwComparatorModel) model = NULL;
  BwFitOptions options = { .epochs = 40, .keep_when_cancelled = TRUE };
  const BwComparatorInfo *info;

  bw_progress_set_notify (progress, on_trying, cancellable);
  model = bw_fit (set, training, NULL, &options, "Training", 1, progress, cancellable, &error);
  g_assert_no_error (error);
  info = bw_comparator_model_get_info (model);
  g_assert_cmpint (info->rule, ==, BW_RULE_LOGISTIC);
  g_assert_cmpint (info->asked, ==, BW_RULE_BEST);
  g_assert_true (info->stopped);
  g_assert_cmpuint (info->n_tried, ==, 0);
  g_assert_true (bw_comparator_model_has_rule (model, BW_RULE_COMPARATOR));
  g_assert_cmpuint (info->epochs, ==, 40);
}

/* What was cancelled before there was anything to keep is cancelled. */
static void
test_cancelled_before (void)
{
  g_autoptr (BwBeatSet) set = made_up_days_new (&few, 3);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GArray) training = made_up_days_list (0, 3);

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      BwFitOptions options = {
        .mode = kinds[i].mode,
        .rule = kinds[i].rule,
        .keep_when_cancelled = TRUE,
      };
      g_autoptr (GError) error = NULL;

      g_assert_null (bw_fit (set, training, NULL, &options, NULL, 0, NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static gpointer
pause_and_go_on (gpointer data)
{
  Stop *self = data;
  g_autoptr (GArray) before = NULL, after = NULL;

  bw_progress_set_paused (self->progress, TRUE);
  g_usleep (20 * 1000);
  before = bw_train_log_get (self->log, NULL);
  g_usleep (20 * 1000);
  after = bw_train_log_get (self->log, NULL);
  g_assert_cmpuint (after->len, ==, before->len);
  bw_progress_set_paused (self->progress, FALSE);
  return NULL;
}

/* A pause changes nothing; the log, the progress and the model tell the same epochs. */
static void
test_paused (void)
{
  const Kind kind = { BW_COMPARATOR_DEFAULT, BW_RULE_COMPARATOR };
  g_autoptr (BwBeatSet) set = made_up_days_new (&few, 4);
  g_autoptr (BwTrainLog) log = bw_train_log_new ();
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_autoptr (GArray) training = made_up_days_list (0, 3), validation = made_up_days_list (3, 1);
  g_autoptr (GArray) points = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwComparatorModel) plain = fit (set, &kind, 4, 0, 0), paused = NULL;
  g_autoptr (GBytes) first = get_weights (plain), second = NULL;
  g_auto (BwProgressState) state = { 0 };
  BwFitOptions options = { .mode = kind.mode, .rule = kind.rule, .epochs = 4, .log = log };
  Stop data = { .progress = progress, .log = log };
  GThread *thread = g_thread_new ("pause", pause_and_go_on, &data);
  guint planned;

  paused = bw_fit (set, training, validation, &options, "Training", 1, progress, NULL, &error);
  g_thread_join (thread);
  g_assert_no_error (error);
  second = get_weights (paused);
  g_assert_true (g_bytes_equal (first, second));

  points = bw_train_log_get (log, &planned);
  g_assert_cmpuint (planned, ==, 4);
  g_assert_cmpuint (points->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const BwTrainPoint *point = &g_array_index (points, BwTrainPoint, i);

      g_assert_cmpuint (point->epoch, ==, i + 1);
      g_assert_true (point->has_validation);
      g_assert_cmpfloat (point->train_loss, >, 0);
      g_assert_cmpfloat (point->validation_loss, >, 0);
      g_assert_cmpmem (point, sizeof *point,
                       &g_array_index (bw_comparator_model_get_info (paused)->points, BwTrainPoint, i),
                       sizeof *point);
    }
  bw_progress_get_state (progress, &state);
  g_assert_cmpstr (state.stage, ==, "Training");
  bw_assert_near (state.fraction, 1, 1e-9);
}

/* References are of the day, not scored, and of the training days where a day has none. */
static void
test_references (void)
{
  const Kind kind = { BW_COMPARATOR_DEFAULT, BW_RULE_BEST };
  const MadeUpDays only_glucose = { 1, 0, 3, 5, 0.35 };
  g_autoptr (BwBeatSet) set = made_up_days_new (&few, 6);
  g_autoptr (BwBeatSet) other = made_up_days_new (&only_glucose, 7);
  g_autoptr (BwComparatorModel) model = fit (set, &kind, 1, 0, 0);

  for (BwRule rule = BW_RULE_BEST; rule <= BW_RULE_LOGISTIC; rule++)
    {
      g_autoptr (GArray) same_day = NULL, training = NULL, alone = NULL;

      if (!bw_comparator_model_has_rule (model, rule))
        continue;
      same_day = apply (model, rule, set, BW_REFERENCE_AUTO);
      training = apply (model, rule, set, BW_REFERENCE_TRAINING);
      alone = apply (model, rule, other, BW_REFERENCE_SAME_DAY);
      g_assert_cmpuint (same_day->len, ==, 4 * 7);
      for (guint i = 0; i < same_day->len; i++)
        {
          const BwAnswer *a = &g_array_index (same_day, BwAnswer, i);
          const BwAnswer *b = &g_array_index (training, BwAnswer, i);

          g_assert_cmpint (a->is_reference, ==, i % 7 < BW_SAME_DAY_REFERENCES);
          g_assert_true (a->same_day);
          g_assert_false (b->is_reference);
          g_assert_false (b->same_day);
        }
      g_assert_cmpuint (alone->len, ==, 3);
      g_assert_false (g_array_index (alone, BwAnswer, 0).same_day);
      g_assert_false (g_array_index (alone, BwAnswer, 0).is_reference);
      g_assert_false (g_array_index (alone, BwAnswer, 0).outside);
    }
}

/* The day's fasting heart rate is held against that of the training days. */
static void
test_outside (void)
{
  const Kind kind = { BW_COMPARATOR_DEFAULT, BW_RULE_LOGISTIC };
  const MadeUpDays day = { 1, 3, 1, 5, 0.35 };
  g_autoptr (BwBeatSet) set = made_up_days_new (&few, 6);
  g_autoptr (BwBeatSet) racing = made_up_days_new (&day, 8);
  g_autoptr (BwComparatorModel) model = fit (set, &kind, 0, 0, 0);
  g_autoptr (GArray) answers = NULL, racing_answers = NULL, days = made_up_days_list (0, 3);

  g_assert_true (bw_comparator_model_get_info (model)->has_hr);
  answers = apply (model, BW_RULE_BEST, set, BW_REFERENCE_AUTO);
  for (guint i = 0; i < answers->len; i++)
    {
      const BwAnswer *answer = &g_array_index (answers, BwAnswer, i);

      if (bw_beat_days_contain (days, g_array_index (set->recordings, BwBeatRecording,
                                                     answer->recording).day))
        g_assert_false (answer->outside);
    }
  for (guint b = 0; b < racing->n_beats; b++)
    racing->waves[(gsize) b * BW_BEAT_SAMPLES + BW_BEAT_SAMPLES - 1] /= 2;
  for (guint r = 0; r < racing->recordings->len; r++)
    g_array_index (racing->recordings, BwBeatRecording, r).hr_bpm *= 2;
  racing_answers = apply (model, BW_RULE_BEST, racing, BW_REFERENCE_AUTO);
  for (guint i = 0; i < racing_answers->len; i++)
    g_assert_true (g_array_index (racing_answers, BwAnswer, i).outside);
}

static void
test_too_few (void)
{
  const MadeUpDays fasting = { 2, 4, 0, 5, 0 }, glucose = { 2, 0, 4, 5, 0 }, one = { 1, 1, 1, 5, 0 };
  const MadeUpDays *all[] = { &fasting, &glucose };
  g_autoptr (GArray) days = made_up_days_list (0, 2);

  for (guint s = 0; s < G_N_ELEMENTS (all); s++)
    for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
      {
        g_autoptr (BwBeatSet) set = made_up_days_new (all[s], 1);
        BwFitOptions options = { .mode = kinds[i].mode, .rule = kinds[i].rule, .epochs = 1 };
        g_autoptr (GError) error = NULL;

        g_assert_null (bw_fit (set, days, NULL, &options, NULL, 0, NULL, NULL, &error));
        g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
      }
  {
    /* A single fasting recording is a reference of its day and of no use beside that. */
    g_autoptr (BwBeatSet) set = made_up_days_new (&one, 1);
    BwFitOptions options = { .mode = BW_COMPARATOR_DEFAULT, .rule = BW_RULE_COMPARATOR, .epochs = 1 };
    g_autoptr (GError) error = NULL;

    g_assert_null (bw_fit (set, days, NULL, &options, NULL, 0, NULL, NULL, &error));
    g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fit/same-bits", test_same_bits);
  g_test_add_func ("/fit/round-trip", test_round_trip);
  g_test_add_func ("/fit/learns", test_learns);
  g_test_add_func ("/fit/stopped", test_stopped);
  g_test_add_func ("/fit/stopped-trying", test_stopped_trying);
  g_test_add_func ("/fit/cancelled-before", test_cancelled_before);
  g_test_add_func ("/fit/paused", test_paused);
  g_test_add_func ("/fit/references", test_references);
  g_test_add_func ("/fit/outside", test_outside);
  g_test_add_func ("/fit/too-few", test_too_few);
  return g_test_run ();
}
