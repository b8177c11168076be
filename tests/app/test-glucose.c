/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "glucose-fixture.h"

#include "app/bw-glucose-words.h"
#include "app/bw-session-export.h"
#include "comparator/bw-model-in-use.h"

/* What the session knows of fasting and after glucose, and what it does about it: on made-up days,
 * without a display. */

#define N_DAYS 5
#define N_EACH 3
#define N_LABELLED (2 * N_EACH * N_DAYS)
#define N_UNLABELLED 4

typedef struct
{
  char *folder;
  char *path;
  BwSession *session;
  guint n_changed;
} Fixture;

static void
on_changed (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = bw_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  if (data == NULL)
    glucose_library_make (fixture->path, N_DAYS, N_EACH);
  fixture->session = app_session_new (fixture->folder);
  g_signal_connect_swapped (fixture->session, "glucose-changed", G_CALLBACK (on_changed), fixture);
  bw_session_refresh (fixture->session);
  glucose_settle (fixture->session);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  bw_session_drain (fixture->session);
  app_spin (20);
  app_assert_gone (fixture->session);
  g_free (fixture->path);
  bw_test_remove_folder (fixture->folder);
}

static const BwGlucose *
get (Fixture *fixture)
{
  const BwGlucose *glucose = bw_session_get_glucose (fixture->session);

  g_assert_no_error (bw_session_get_glucose_error (fixture->session));
  g_assert_nonnull (glucose);
  return glucose;
}

static const BwGlucoseModel *
get_used (Fixture *fixture)
{
  const BwGlucose *glucose = get (fixture);
  const BwGlucoseModel *model = bw_glucose_get_model (glucose, glucose->model_id);

  g_assert_nonnull (model);
  return model;
}

/* Trains the plain rule and waits for what follows. Returns: its id */
static gint64
learn (Fixture          *fixture,
       BwComparatorMode  mode)
{
  g_autoptr (GArray) training = bw_day_split_get_days (get (fixture)->split, BW_DAY_TRAINING);
  g_autoptr (GArray) validation = bw_day_split_get_days (get (fixture)->split, BW_DAY_VALIDATION);
  const BwComparatorTrainOptions options = {
    .mode = mode,
    .rule = BW_RULE_LOGISTIC,
    .training_days = training,
    .validation_days = validation,
  };

  g_assert_nonnull (bw_session_learn (fixture->session, &options));
  glucose_settle (fixture->session);
  g_assert_no_error (bw_session_get_learn_error (fixture->session));
  g_assert_no_error (bw_session_get_evaluate_error (fixture->session));
  g_assert_no_error (bw_session_get_predict_error (fixture->session));
  return get (fixture)->model_id;
}

/* --- What is read ----------------------------------------------------------------------------- */

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  const BwGlucose *glucose = get (fixture);

  g_assert_cmpuint (glucose->split->days->len, ==, 0);
  g_assert_cmpuint (glucose->models->len, ==, 0);
  g_assert_cmpint (glucose->model_id, ==, 0);
  g_assert_cmpuint (glucose->n_recordings, ==, 0);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  const BwGlucose *glucose = get (fixture);

  g_assert_cmpuint (glucose->n_recordings, ==, N_LABELLED + N_UNLABELLED);
  g_assert_cmpuint (glucose->n_fasting, ==, N_LABELLED / 2);
  g_assert_cmpuint (glucose->n_glucose, ==, N_LABELLED / 2);
  g_assert_cmpuint (glucose->n_unlabelled, ==, N_UNLABELLED);
  g_assert_cmpuint (glucose->n_days_both, ==, N_DAYS);
  g_assert_cmpuint (glucose->split->days->len, ==, N_DAYS);
  g_assert_false (glucose->split_is_kept);
  /* Nothing is asked where there is no model. */
  g_assert_cmpuint (glucose->due->len, ==, 0);
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_true (g_file_set_contents (fixture->path, "a letter", -1, NULL));
  bw_session_refresh (fixture->session);
  glucose_settle (fixture->session);
  g_assert_error (bw_session_get_glucose_error (fixture->session), BW_ERROR, BW_ERROR_FORMAT);
  g_assert_null (bw_session_get_glucose (fixture->session));
}

/* --- The split -------------------------------------------------------------------------------- */

static BwDayRole
role_of (Fixture *fixture,
         guint    i)
{
  return g_array_index (get (fixture)->split->days, BwDay, i).role;
}

static void
test_split (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (BwDaySplit) split = bw_day_split_copy (get (fixture)->split);
  guint32 first = g_array_index (split->days, BwDay, 0).day;
  guint32 second = g_array_index (split->days, BwDay, 1).day;

  bw_day_split_set_role (split, first, BW_DAY_UNUSED);
  bw_session_set_split (fixture->session, split);
  g_assert_true (bw_session_is_keeping (fixture->session));
  /* The next before the first is written: what is read shows both. */
  bw_day_split_set_role (split, second, BW_DAY_TEST);
  bw_session_set_split (fixture->session, split);
  glucose_settle (fixture->session);
  g_assert_true (get (fixture)->split_is_kept);
  g_assert_cmpint (role_of (fixture, 0), ==, BW_DAY_UNUSED);
  g_assert_cmpint (role_of (fixture, 1), ==, BW_DAY_TEST);
}

/* --- Training and what follows ---------------------------------------------------------------- */

static void
test_learn (Fixture       *fixture,
            gconstpointer  data)
{
  const BwGlucoseModel *model;
  const BwGlucoseAnswers *answers;
  gint64 id = learn (fixture, BW_COMPARATOR_DEFAULT);

  g_assert_cmpint (id, >, 0);
  model = get_used (fixture);
  g_assert_cmpint (model->info->rule, ==, BW_RULE_LOGISTIC);
  g_assert_cmpint (ABS (model->trained_ms - g_get_real_time () / 1000), <, 600 * 1000);
  /* Of itself: judged by the days set aside, and asked about every recording. */
  g_assert_nonnull (model->evaluation);
  g_assert_null (model->leave_one_day_out);
  g_assert_cmpint (model->evaluation->model_id, ==, id);
  g_assert_cmpuint (get (fixture)->due->len, ==, 0);
  answers = &get (fixture)->answers;
  g_assert_cmpuint (answers->n_fasting + answers->n_glucose + answers->n_unsure
                      + answers->n_without_beats,
                    ==, N_UNLABELLED);
  /* And the ECG page reads what is predicted. */
  g_assert_cmpuint (bw_session_get_recordings (fixture->session)->predictions->len, ==,
                    N_LABELLED + N_UNLABELLED);
  g_assert_null (bw_session_get_learn_job (fixture->session));
}

static void
test_leave_one_day_out (Fixture       *fixture,
                        gconstpointer  data)
{
  gint64 id = learn (fixture, BW_COMPARATOR_DEFAULT);
  const BwGlucoseModel *model;
  const BwEcgSet *set;
  gboolean unseen;
  guint n_held_out = 0;

  bw_session_evaluate (fixture->session, id, TRUE);
  g_assert_nonnull (bw_session_get_evaluate_job (fixture->session, &unseen));
  g_assert_true (unseen);
  glucose_settle (fixture->session);
  g_assert_no_error (bw_session_get_evaluate_error (fixture->session));
  model = get_used (fixture);
  g_assert_nonnull (model->evaluation);
  g_assert_nonnull (model->leave_one_day_out);
  g_assert_cmpuint (model->leave_one_day_out->days->len, ==, N_DAYS);
  set = bw_session_get_recordings (fixture->session);
  for (guint i = 0; i < set->predictions->len; i++)
    n_held_out += g_array_index (set->predictions, BwPredictionRow, i).origin
                  == BW_PREDICTION_HELD_OUT;
  g_assert_cmpuint (n_held_out, >, 0);
}

/* A day that gets a fasting recording is asked about again: its references are others now. */
static void
test_labels_renew (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (BwLabelChange) change = bw_label_change_new ();
  const gint64 id = N_LABELLED + 1;
  BwLabelState state = { id, BW_LABEL_FASTING, g_strdup ("Ada"), g_get_real_time () / 1000 };
  const BwEcgSet *set;
  gboolean same_day = FALSE;

  learn (fixture, BW_COMPARATOR_DEFAULT);
  set = bw_session_get_recordings (fixture->session);
  for (guint i = 0; i < set->predictions->len; i++)
    if (g_array_index (set->predictions, BwPredictionRow, i).recording_id > N_LABELLED)
      g_assert_false (g_array_index (set->predictions, BwPredictionRow, i).same_day);
  g_array_append_val (change->labels, state);
  bw_session_write_labels (fixture->session, change);
  glucose_settle (fixture->session);
  g_assert_cmpuint (get (fixture)->n_fasting, ==, N_LABELLED / 2 + 1);
  bw_session_read_recordings (fixture->session);
  glucose_settle (fixture->session);
  set = bw_session_get_recordings (fixture->session);
  for (guint i = 0; i < set->predictions->len; i++)
    {
      const BwPredictionRow *row = &g_array_index (set->predictions, BwPredictionRow, i);

      if (row->recording_id > N_LABELLED)
        same_day |= row->same_day;
    }
  g_assert_true (same_day);
}

static void
test_models (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 first = learn (fixture, BW_COMPARATOR_DEFAULT);
  gint64 second = learn (fixture, BW_COMPARATOR_PUBLISHED);
  BwModelRow *row;
  BwJob *job;
  g_autofree char *title = NULL;

  g_assert_cmpint (first, !=, second);
  g_assert_cmpuint (get (fixture)->models->len, ==, 2);
  g_assert_cmpint (get (fixture)->model_id, ==, second);

  bw_session_use_model (fixture->session, first);
  glucose_settle (fixture->session);
  g_assert_cmpint (get (fixture)->model_id, ==, first);

  bw_session_name_model (fixture->session, first, "Autumn");
  glucose_settle (fixture->session);
  title = bw_glucose_words_model (get_used (fixture));
  g_assert_cmpstr (title, ==, "Autumn");

  /* Deleted, and back under its name and in use. */
  job = g_object_ref (bw_session_delete_model (fixture->session, first));
  glucose_settle (fixture->session);
  g_assert_cmpuint (get (fixture)->models->len, ==, 1);
  g_assert_cmpint (get (fixture)->model_id, ==, second);
  row = bw_job_steal_result (job);
  g_object_unref (job);
  g_assert_nonnull (row);
  bw_session_restore_model (fixture->session, row);
  glucose_settle (fixture->session);
  g_assert_cmpuint (get (fixture)->models->len, ==, 2);
  g_assert_cmpint (get (fixture)->model_id, ==, first);
  g_assert_cmpstr (get_used (fixture)->name, ==, "Autumn");
}

static void
test_file (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "mine.safetensors", NULL);
  g_autofree char *junk = g_build_filename (fixture->folder, "junk.safetensors", NULL);
  gint64 id = learn (fixture, BW_COMPARATOR_DEFAULT);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (BwJob) job = g_object_ref (
    bw_session_export_model (fixture->session, id, BW_MODEL_FORMAT_SAFETENSORS, file));

  glucose_settle (fixture->session);
  g_assert_no_error (bw_job_get_error (job));
  bw_session_import_model (fixture->session, path);
  glucose_settle (fixture->session);
  g_assert_cmpuint (get (fixture)->models->len, ==, 2);
  g_assert_cmpint (get (fixture)->model_id, !=, id);

  g_assert_true (g_file_set_contents (junk, "nothing of the kind", -1, NULL));
  g_object_unref (job);
  job = g_object_ref (bw_session_import_model (fixture->session, junk));
  glucose_settle (fixture->session);
  g_assert_error (bw_job_get_error (job), BW_ERROR, BW_ERROR_FORMAT);
  g_assert_cmpuint (get (fixture)->models->len, ==, 2);
}

/* Too few labels to learn from: the error is kept, and nothing else. */
static void
test_too_few (Fixture       *fixture,
              gconstpointer  data)
{
  const guint32 unknown = 19990101;
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (guint32));
  const BwComparatorTrainOptions options = { .rule = BW_RULE_LOGISTIC, .training_days = days };

  g_array_append_val (days, unknown);
  bw_session_learn (fixture->session, &options);
  glucose_settle (fixture->session);
  g_assert_nonnull (bw_session_get_learn_error (fixture->session));
  g_assert_cmpuint (get (fixture)->models->len, ==, 0);
  learn (fixture, BW_COMPARATOR_DEFAULT);
  g_assert_null (bw_session_get_learn_error (fixture->session));
}

/* --- Pause, stop, and what is dropped --------------------------------------------------------- */

/* Begins a training long enough to be stopped, and waits for an epoch of it. */
static BwJob *
begin_long (Fixture *fixture)
{
  const BwComparatorTrainOptions options
      = { .mode = BW_COMPARATOR_PUBLISHED, .rule = BW_RULE_COMPARATOR, .epochs = 500 };
  BwJob *job = bw_session_learn (fixture->session, &options);
  guint n = 0;

  while (n == 0)
    {
      g_autoptr (GArray) points
          = bw_train_log_get (bw_session_get_train_log (fixture->session), NULL);

      n = points->len;
      app_spin (20);
    }
  return job;
}

static void
test_pause_and_stop (Fixture       *fixture,
                     gconstpointer  data)
{
  BwJob *job = begin_long (fixture);
  BwTrainLog *log = bw_session_get_train_log (fixture->session);
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) after = NULL;

  g_assert_true (bw_job_can_pause (job));
  bw_job_set_paused (job, TRUE);
  /* The epoch at hand may come to its end. */
  app_spin (1000);
  before = bw_train_log_get (log, NULL);
  app_spin (300);
  after = bw_train_log_get (log, NULL);
  g_assert_cmpuint (after->len, ==, before->len);
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_RUNNING);

  bw_job_set_paused (job, FALSE);
  app_spin (20);
  bw_session_stop_learning (fixture->session);
  glucose_settle (fixture->session);
  /* The best so far is kept, and says that it was stopped. */
  g_assert_cmpuint (get (fixture)->models->len, ==, 1);
  g_assert_true (get_used (fixture)->info->stopped);
  g_assert_cmpuint (get_used (fixture)->info->epochs, <, 500);
}

/* A paused training does not keep the library from being erased, nor lands in the next one. */
static void
test_erase (Fixture       *fixture,
            gconstpointer  data)
{
  BwJob *job = begin_long (fixture);

  bw_job_set_paused (job, TRUE);
  bw_session_erase (fixture->session);
  glucose_settle (fixture->session);
  g_assert_cmpuint (get (fixture)->models->len, ==, 0);
  g_assert_cmpuint (get (fixture)->n_recordings, ==, 0);
  g_assert_null (bw_session_get_learn_job (fixture->session));
  bw_session_restore (fixture->session);
  glucose_settle (fixture->session);
  g_assert_cmpuint (get (fixture)->models->len, ==, 0);
  g_assert_cmpuint (get (fixture)->n_recordings, ==, N_LABELLED + N_UNLABELLED);
}

/* The end of the session drops a training, and keeps what was decided. */
static void
test_end (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (BwDaySplit) split = bw_day_split_copy (get (fixture)->split);
  g_autoptr (BwLibrary) library = NULL;
  g_autofree char *text = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (GError) error = NULL;

  begin_long (fixture);
  bw_day_split_set_role (split, g_array_index (split->days, BwDay, 0).day, BW_DAY_UNUSED);
  bw_session_set_split (fixture->session, split);
  bw_session_drain (fixture->session);
  g_assert_null (bw_session_set_split (fixture->session, split));
  library = bw_library_open (fixture->path, BW_LIBRARY_READ, &error);
  g_assert_no_error (error);
  text = bw_day_split_to_text (split);
  kept = bw_library_get_setting (library, BW_DAY_SPLIT_SETTING);
  g_assert_cmpstr (kept, ==, text);
  models = bw_library_list_models (library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (models->len, ==, 0);
}

/* --- Words ------------------------------------------------------------------------------------ */

static void
test_words (void)
{
  BwProportion proportion;
  g_autofree char *day = bw_glucose_words_day (20230921, TRUE);
  g_autofree char *short_day = bw_glucose_words_day (20230921, FALSE);
  g_autofree char *p = bw_glucose_words_p (0.0004);
  g_autofree char *all = NULL;
  g_autofree char *nearly = NULL;
  g_autofree char *share = NULL;
  g_autofree char *count = NULL;
  g_autofree char *none = NULL;

  g_assert_cmpstr (day, ==, "21 Sep 2023");
  g_assert_cmpstr (short_day, ==, "21 Sep");
  g_assert_cmpstr (p, ==, "below 0.001");
  bw_proportion_init (&proportion, 173, 173);
  all = bw_glucose_words_percent (&proportion);
  g_assert_cmpstr (all, ==, "100 %");
  /* 99.9 %, but not all. */
  bw_proportion_init (&proportion, 999, 1000);
  nearly = bw_glucose_words_percent (&proportion);
  g_assert_cmpstr (nearly, ==, "99 %");
  bw_proportion_init (&proportion, 168, 173);
  share = bw_glucose_words_share (&proportion);
  g_assert_cmpstr (share, ==, "97 % (93 to 99 %)");
  count = bw_glucose_words_count (&proportion);
  g_assert_cmpstr (count, ==, "168 of 173");
  bw_proportion_init (&proportion, 0, 0);
  none = bw_glucose_words_share (&proportion);
  g_assert_cmpstr (none, ==, "–");
}

#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/glucose/nothing", "empty", test_nothing);
  ADD ("/glucose/counts", NULL, test_counts);
  ADD ("/glucose/damaged", "empty", test_damaged);
  ADD ("/glucose/split", NULL, test_split);
  ADD ("/glucose/learn", NULL, test_learn);
  ADD ("/glucose/leave-one-day-out", NULL, test_leave_one_day_out);
  ADD ("/glucose/labels-renew", NULL, test_labels_renew);
  ADD ("/glucose/models", NULL, test_models);
  ADD ("/glucose/file", NULL, test_file);
  ADD ("/glucose/too-few", NULL, test_too_few);
  ADD ("/glucose/pause-and-stop", NULL, test_pause_and_stop);
  ADD ("/glucose/erase", NULL, test_erase);
  ADD ("/glucose/end", NULL, test_end);
  g_test_add_func ("/glucose/words", test_words);
  return g_test_run ();
}
