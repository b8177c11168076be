/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "glucose-fixture.h"
#include "today-fixture.h"

#include "app/bw-day-split-view.h"
#include "app/bw-model-list-row.h"
#include "app/bw-models-dialog.h"
#include "app/bw-worth-step.h"
#include "app/bw-wrong-list.h"
#include "comparator/bw-evaluation-score.h"

/* What a person can do on the Glucose page, on made-up days. */

#define N_DAYS 5
#define N_EACH 3

static void
set_up (GlucoseFixture *fixture,
        gconstpointer   data)
{
  glucose_fixture_init (fixture);
  if (data == NULL)
    glucose_library_make (fixture->path, N_DAYS, N_EACH);
  glucose_fixture_open (fixture, 900, 800);
}

static void
tear_down (GlucoseFixture *fixture,
           gconstpointer   data)
{
  glucose_fixture_tear_down (fixture);
}

static const BwGlucose *
get (GlucoseFixture *fixture)
{
  return bw_session_get_glucose (fixture->session);
}

static GtkWidget *
part (GlucoseFixture *fixture,
      const char     *type_name)
{
  GtkWidget *found = app_find (fixture->window, type_name);

  g_assert_nonnull (found);
  return found;
}

/* The button of the toast that is shown; waits for it to come. */
static GtkWidget *
find_undo (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "_Undo") == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_undo (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
press_undo (GlucoseFixture *fixture)
{
  GtkWidget *button;

  app_wait ((button = find_undo (fixture->window)) != NULL);
  g_signal_emit_by_name (button, "clicked");
  glucose_settle (fixture->session);
}

static void
activate (GlucoseFixture *fixture,
          const char     *type_name,
          const char     *action,
          GVariant       *parameter)
{
  g_autoptr (GVariant) sunk = parameter != NULL ? g_variant_ref_sink (parameter) : NULL;

  g_assert_true (gtk_widget_activate_action_variant (part (fixture, type_name), action, sunk));
  glucose_settle (fixture->session);
}

/* --- Before there is enough ------------------------------------------------------------------- */

static void
test_protocol (GlucoseFixture *fixture,
               gconstpointer   data)
{
  GtkWidget *protocol = part (fixture, "BwGlucoseProtocol");

  g_assert_cmpstr (bw_glucose_page_get_state (fixture->page), ==, "protocol");
  g_assert_true (today_shows (protocol, "It Does Not Measure Glucose"));
  g_assert_false (gtk_widget_get_mapped (app_find_action (protocol, "win.label-by-meal")));
  g_signal_emit_by_name (app_find_action (protocol, "win.import"), "clicked");
  g_assert_cmpstr (fixture->called, ==, "import");
}

/* As labels come in, the page tells how far one is, and goes on of itself when there is enough. */
static void
test_labels_come_in (GlucoseFixture *fixture,
                     gconstpointer   data)
{
  const gint64 end = 2 * N_EACH * N_DAYS + 1;

  glucose_library_label (fixture->path, 1, end, BW_LABEL_NONE);
  bw_session_refresh (fixture->session);
  glucose_settle (fixture->session);
  g_assert_cmpstr (bw_glucose_page_get_state (fixture->page), ==, "protocol");
  g_signal_emit_by_name (app_find_action (fixture->window, "win.label-by-meal"), "clicked");
  g_assert_cmpstr (fixture->called, ==, "label-by-meal");

  glucose_library_label (fixture->path, 1, 5, BW_LABEL_FASTING);
  bw_session_refresh (fixture->session);
  glucose_settle (fixture->session);
  g_assert_cmpstr (bw_glucose_page_get_state (fixture->page), ==, "protocol");
  g_assert_true (today_shows (fixture->window, "✓ 4"));
  g_assert_true (today_shows (fixture->window, "Those after glucose are still missing"));

  glucose_library_label (fixture->path, 5, 9, BW_LABEL_GLUCOSE);
  bw_session_refresh (fixture->session);
  glucose_settle (fixture->session);
  g_assert_cmpstr (bw_glucose_page_get_state (fixture->page), ==, "content");
}

/* --- Recordings ------------------------------------------------------------------------------- */

/* What a person does by mouse or key, test-day-split-view.c does. */
static void
move_first_day (GlucoseFixture *fixture,
                BwDayRole       role)
{
  BwDaySplitView *view = BW_DAY_SPLIT_VIEW (part (fixture, "BwDaySplitView"));
  g_autoptr (BwDaySplit) split = bw_day_split_copy (bw_day_split_view_get_split (view));

  g_assert_true (bw_day_split_set_role (split, g_array_index (split->days, BwDay, 0).day, role));
  bw_day_split_view_set_split (view, split);
  g_signal_emit_by_name (view, "changed");
  glucose_settle (fixture->session);
}

static BwDayRole
get_first_role (GlucoseFixture *fixture)
{
  BwDaySplitView *view = BW_DAY_SPLIT_VIEW (part (fixture, "BwDaySplitView"));
  BwDayRole shown = g_array_index (bw_day_split_view_get_split (view)->days, BwDay, 0).role;

  g_assert_cmpint (g_array_index (get (fixture)->split->days, BwDay, 0).role, ==, shown);
  return shown;
}

static void
test_move_and_undo (GlucoseFixture *fixture,
                    gconstpointer   data)
{
  BwDayRole before = get_first_role (fixture);

  move_first_day (fixture, BW_DAY_UNUSED);
  g_assert_cmpint (get_first_role (fixture), ==, BW_DAY_UNUSED);
  g_assert_true (get (fixture)->split_is_kept);
  press_undo (fixture);
  g_assert_cmpint (get_first_role (fixture), ==, before);

  move_first_day (fixture, BW_DAY_TEST);
  activate (fixture, "BwDaysStep", "days.suggest", NULL);
  g_assert_cmpint (get_first_role (fixture), ==, before);
  /* It is as suggested: nothing to suggest. */
  g_assert_false (gtk_widget_is_sensitive (app_find_action (fixture->window, "days.suggest")));
  press_undo (fixture);
  g_assert_cmpint (get_first_role (fixture), ==, BW_DAY_TEST);
}

/* Without a day to learn from there is no training, and it is said why. */
static void
test_nothing_to_train (GlucoseFixture *fixture,
                       gconstpointer   data)
{
  GtkWidget *button = app_find_action (fixture->window, "models.train");
  g_autoptr (BwDaySplit) split = bw_day_split_copy (get (fixture)->split);

  g_assert_true (gtk_widget_is_sensitive (button));
  for (guint i = 0; i < split->days->len; i++)
    bw_day_split_set_role (split, g_array_index (split->days, BwDay, i).day, BW_DAY_UNUSED);
  bw_session_set_split (fixture->session, split);
  glucose_settle (fixture->session);
  g_assert_false (gtk_widget_is_sensitive (button));
}

/* --- Model ------------------------------------------------------------------------------------ */

static void
test_train (GlucoseFixture *fixture,
            gconstpointer   data)
{
  BwWorthStep *worth = BW_WORTH_STEP (part (fixture, "BwWorthStep"));
  GtkWidget *advanced = app_find (part (fixture, "BwModelStep"), "AdwExpanderRow");
  GtkWidget *rule = app_find (advanced, "AdwComboRow");
  g_autoptr (GSettings) settings = g_settings_new (BW_APPLICATION_ID);
  g_autofree char *kept = NULL;

  g_assert_cmpstr (bw_worth_step_get_state (worth), ==, "none");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (advanced), TRUE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (rule), 3);
  /* What is chosen is remembered. */
  kept = g_settings_get_string (settings, "glucose-rule");
  g_assert_cmpstr (kept, ==, "logistic");
  g_assert_true (g_settings_get_boolean (settings, "glucose-advanced"));
  activate (fixture, "BwModelStep", "models.train", NULL);
  g_assert_cmpuint (get (fixture)->models->len, ==, 1);
  g_assert_cmpint (bw_glucose_get_model (get (fixture), get (fixture)->model_id)->info->rule, ==,
                   BW_RULE_LOGISTIC);
  g_assert_cmpstr (bw_worth_step_get_state (worth), ==, "judged");
  g_assert_true (today_shows (GTK_WIDGET (worth), "recordings"));
  g_assert_true (today_shows (part (fixture, "BwModelListRow"), "Right for"));
}

static void
test_failed (GlucoseFixture *fixture,
             gconstpointer   data)
{
  const guint32 unknown = 19990101;
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (guint32));
  const BwComparatorTrainOptions options = { .rule = BW_RULE_LOGISTIC, .training_days = days };

  g_array_append_val (days, unknown);
  bw_session_learn (fixture->session, &options);
  glucose_settle (fixture->session);
  g_assert_true (today_shows (part (fixture, "BwModelStep"), "Try Again"));
  g_assert_true (today_shows (part (fixture, "BwModelStep"),
                              bw_session_get_learn_error (fixture->session)->message));
  glucose_fixture_learn (fixture);
  g_assert_false (today_shows (part (fixture, "BwModelStep"), "Try Again"));
}

static void
test_models (GlucoseFixture *fixture,
             gconstpointer   data)
{
  gint64 first, second;
  GtkWidget *row;

  glucose_fixture_learn (fixture);
  first = get (fixture)->model_id;
  {
    const BwComparatorTrainOptions options
        = { .mode = BW_COMPARATOR_PUBLISHED, .rule = BW_RULE_LOGISTIC };

    bw_session_learn (fixture->session, &options);
    glucose_settle (fixture->session);
  }
  second = get (fixture)->model_id;
  g_assert_cmpint (first, !=, second);

  /* The newest stands first; the other one is used, and not after all. */
  row = part (fixture, "BwModelListRow");
  g_assert_cmpint (bw_model_list_row_get_id (BW_MODEL_LIST_ROW (row)), ==, second);
  row = gtk_widget_get_next_sibling (row);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (app_find (row, "GtkCheckButton")), TRUE);
  glucose_settle (fixture->session);
  g_assert_cmpint (get (fixture)->model_id, ==, first);
  press_undo (fixture);
  g_assert_cmpint (get (fixture)->model_id, ==, second);
  g_assert_false (
      gtk_check_button_get_active (GTK_CHECK_BUTTON (app_find (row, "GtkCheckButton"))));

  activate (fixture, "BwModelList", "models.name", g_variant_new ("(xs)", first, "Autumn & more"));
  g_assert_true (today_shows (part (fixture, "BwModelList"), "Autumn & more"));

  activate (fixture, "BwModelList", "models.delete", g_variant_new_int64 (second));
  g_assert_cmpuint (get (fixture)->models->len, ==, 1);
  press_undo (fixture);
  g_assert_cmpuint (get (fixture)->models->len, ==, 2);
  g_assert_cmpint (get (fixture)->model_id, ==, second);
}

static GtkWindow *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (BW_IS_MODELS_DIALOG (window))
        return window;
    }
  return NULL;
}

static void
test_compare (GlucoseFixture *fixture,
              gconstpointer   data)
{
  const BwComparatorTrainOptions options
      = { .mode = BW_COMPARATOR_PUBLISHED, .rule = BW_RULE_LOGISTIC };
  GtkWindow *dialog;

  glucose_fixture_learn (fixture);
  bw_session_learn (fixture->session, &options);
  glucose_settle (fixture->session);
  activate (fixture, "BwModelList", "models.compare-any", NULL);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "Right on days set aside"));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "By Day"));
  today_picture (GTK_WIDGET (dialog), "glucose-compare");
  /* A model that goes leaves the dialog with what there is. */
  bw_session_delete_model (fixture->session, get (fixture)->model_id);
  glucose_settle (fixture->session);
  gtk_window_destroy (dialog);
}

/* --- What it is worth ------------------------------------------------------------------------- */

/* As leave-one-day-out found it. */
static gint64
first_wrong_id (const BwGlucose *glucose)
{
  const BwEvaluation *evaluation
      = bw_glucose_get_model (glucose, glucose->model_id)->leave_one_day_out;

  for (guint i = 0; i < evaluation->recordings->len; i++)
    {
      const BwRecordingScore *recording
          = &g_array_index (evaluation->recordings, BwRecordingScore, i);

      if (recording->scored && recording->leaning != recording->label)
        return recording->recording_id;
    }
  return 0;
}

static void
find_rows (GtkWidget *widget,
           GPtrArray *rows)
{
  if (ADW_IS_ACTION_ROW (widget))
    g_ptr_array_add (rows, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_rows (child, rows);
}

/* Labels that are the wrong way round on one day: its recordings are wrong, and open. */
static void
test_wrong (GlucoseFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *called = NULL;
  gint64 id;

  glucose_library_label (fixture->path, 1, 1 + N_EACH, BW_LABEL_GLUCOSE);
  glucose_library_label (fixture->path, 1 + N_EACH, 1 + 2 * N_EACH, BW_LABEL_FASTING);
  bw_session_refresh (fixture->session);
  glucose_settle (fixture->session);
  glucose_fixture_learn (fixture);
  activate (fixture, "BwWorthStep", "worth.leave-one-day-out", NULL);
  g_assert_cmpstr (bw_worth_step_get_state (BW_WORTH_STEP (part (fixture, "BwWorthStep"))), ==,
                   "judged");
  find_rows (part (fixture, "BwWrongList"), rows);
  g_assert_cmpuint (rows->len, >, 0);
  id = first_wrong_id (get (fixture));
  g_signal_emit_by_name (g_ptr_array_index (rows, 0), "activate");
  called = g_strdup_printf ("show-recording %" G_GINT64_FORMAT, id);
  g_assert_cmpstr (fixture->called, ==, called);
}

static guint
count_rows (GtkWidget *list)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

/* A few at first; all where they are asked for. */
static void
test_many_wrong (void)
{
  g_autoptr (BwEvaluation) evaluation = bw_evaluation_new ();
  BwWrongList *list = g_object_ref_sink (g_object_new (BW_TYPE_WRONG_LIST, NULL));
  GtkWidget *rows = app_find (GTK_WIDGET (list), "GtkListBox");

  for (guint i = 0; i < 21; i++)
    {
      const BwRecordingScore score = {
        .recording_id = i + 1,
        .name = g_strdup_printf ("ecg_%u.csv", i + 1),
        .day = 20230921,
        .label = BW_LABEL_FASTING,
        .answer = BW_LABEL_GLUCOSE,
        .leaning = i == 20 ? BW_LABEL_FASTING : BW_LABEL_GLUCOSE,
        .probability = 0.9,
        .votes = 9,
        .n_beats = 10,
        .scored = TRUE,
      };

      g_array_append_val (evaluation->recordings, score);
    }
  g_assert_cmpuint (bw_wrong_list_set_evaluation (list, evaluation), ==, 20);
  g_assert_cmpuint (count_rows (rows), ==, 8 + 1);
  g_signal_emit_by_name (rows, "row-activated",
                         gtk_list_box_get_row_at_index (GTK_LIST_BOX (rows), 8));
  g_assert_cmpuint (count_rows (rows), ==, 20);
  g_assert_cmpuint (bw_wrong_list_set_evaluation (list, NULL), ==, 0);
  g_assert_cmpuint (count_rows (rows), ==, 0);
  g_assert_finalize_object (list);
}

static void
test_answers (GlucoseFixture *fixture,
              gconstpointer   data)
{
  GtkWidget *answers = part (fixture, "BwAnswersGroup");

  g_assert_false (gtk_widget_get_visible (answers));
  glucose_fixture_learn (fixture);
  g_assert_true (gtk_widget_get_visible (answers));
  g_assert_true (today_shows (answers, "4 recordings without a label"));
}

#define ADD(path, data, test) g_test_add (path, GlucoseFixture, data, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("/glucose-page/protocol", "empty", test_protocol);
  ADD ("/glucose-page/labels-come-in", NULL, test_labels_come_in);
  ADD ("/glucose-page/move-and-undo", NULL, test_move_and_undo);
  ADD ("/glucose-page/nothing-to-train", NULL, test_nothing_to_train);
  ADD ("/glucose-page/train", NULL, test_train);
  ADD ("/glucose-page/failed", NULL, test_failed);
  ADD ("/glucose-page/models", NULL, test_models);
  ADD ("/glucose-page/compare", NULL, test_compare);
  ADD ("/glucose-page/wrong", NULL, test_wrong);
  g_test_add_func ("/glucose-page/many-wrong", test_many_wrong);
  ADD ("/glucose-page/answers", NULL, test_answers);
  return g_test_run ();
}
