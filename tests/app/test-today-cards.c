/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "today-fixture.h"

#include "app/bw-measure-menu.h"
#include "app/bw-push-dialog.h"
#include "app/bw-weights-dialog.h"
#include "base/bw-time.h"
#include "forecast/bw-score.h"
#include "bw-test.h"

#include <math.h>
#include <string.h>

/* What stands below Today's chart: every text, and what it opens. */

typedef struct
{
  BwTodayCards *cards;
  BwOutlook *outlook;
  GtkWidget *window;
  char *weights;         /* what win.set-weights was asked for */
  char *model[2];        /* and win.show-model */
} Fixture;

static void
on_show_model (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  Fixture *fixture = data;

  g_variant_get (parameter, "(ss)", &fixture->model[0], &fixture->model[1]);
}

static void
on_set_weights (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  Fixture *fixture = data;

  g_variant_get (parameter, "s", &fixture->weights);
}

/* Measured values behind the terms, as forecasts of this version have them. */
static void
fill_terms (BwForecast *forecast)
{
  static const double values[][3] = { { 3.6, 3.9, 0.25 }, { 54, 52, 1.6 }, { 0.93, 0.91, 0.03 } };
  const BwScoreWeights usual = bw_score_weights_default ();

  forecast->score_version = 7;
  for (guint i = 0; i < BW_N_TERMS; i++)
    {
      forecast->score_weights[i] = usual.weight[i];
      for (guint j = 0; j < BW_N_TERMS; j++)
        forecast->score_correlation[i][j] = i == j ? 1 : 0.2;
    }
  for (guint i = 0; i < forecast->pushes->len; i++)
    {
      BwPush *push = g_ptr_array_index (forecast->pushes, i);

      push->has_value = TRUE;
      push->time_ms = TODAY_ISSUED - BW_TIME_HOUR;
      push->value = values[i][0];
      push->mean = values[i][1];
      push->sd = values[i][2];
    }
}

static void
fill_night (BwForecast *forecast)
{
  forecast->night = (BwNightForecast){
    .known = TRUE,
    .from_ms = TODAY_ISSUED + 5 * BW_TIME_HOUR,
    .to_ms = TODAY_ISSUED + 13 * BW_TIME_HOUR,
    .median_ms = 40,
    .low_ms = 33,
    .high_ms = 49,
    .usual_ms = 46,
    .score = 58,
    .score_low = 20,
    .score_high = 85,
    .zone = BW_ZONE_YELLOW,
    .p_green = 0.2,
    .p_yellow = 0.5,
    .p_red = 0.3,
    .n_nights = 120,
    .track = { TRUE, 96, 0.81, 8.2, 2.1, 13.9 },
  };
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action
      = g_simple_action_new ("set-weights", G_VARIANT_TYPE ("s"));
  g_autoptr (GSimpleAction) model = g_simple_action_new ("show-model", G_VARIANT_TYPE ("(ss)"));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  fixture->outlook = today_outlook (TODAY_YELLOW);
  fill_terms (fixture->outlook->forecast);
  fill_night (fixture->outlook->forecast);
  fixture->cards = g_object_new (BW_TYPE_TODAY_CARDS, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->cards));
  fixture->window = today_present (scrolled, 1000, 1000);
  g_signal_connect (action, "activate", G_CALLBACK (on_set_weights), fixture);
  g_signal_connect (model, "activate", G_CALLBACK (on_show_model), fixture);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (model));
  /* As in the window: the actions are there before anything is shown, and a row that asks for one
   * without its target is warned of, which ends the test. */
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  bw_today_cards_set_outlook (fixture->cards, fixture->outlook);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  gpointer cards = fixture->cards;

  g_object_add_weak_pointer (G_OBJECT (fixture->cards), &cards);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  today_spin (30);
  g_assert_null (cards);
  bw_outlook_free (fixture->outlook);
  g_free (fixture->model[0]);
  g_free (fixture->model[1]);
  g_free (fixture->weights);
}

static GtkWidget *
find_dialog (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

static GtkWidget *
open_explanation (Fixture *fixture,
                  guint    index)
{
  GtkWidget *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->cards), "cards.explain", "u", index));
  today_spin (60);
  dialog = find_dialog (BW_TYPE_PUSH_DIALOG);
  g_assert_nonnull (dialog);
  return dialog;
}

static void
test_pushes (Fixture       *fixture,
             gconstpointer  unused)
{
  g_assert_true (today_shows (fixture->window, "Heart rate variability"));
  g_assert_true (today_shows (fixture->window, "Below your normal"));
  g_assert_true (today_shows (fixture->window, "In points, from the 81 of a usual day"));
  g_assert_false (today_shows (fixture->window, "weights of your own"));
  g_assert_false (gtk_widget_activate_action (GTK_WIDGET (fixture->cards), "cards.nothing", NULL));

  /* A mark where the weights are not the usual ones. */
  fixture->outlook->forecast->score_weights[BW_TERM_SLEEP] = 0.5;
  bw_today_cards_set_outlook (fixture->cards, fixture->outlook);
  g_assert_true (today_shows (fixture->window, "with weights of your own"));
}

static void
test_explanation (Fixture       *fixture,
                  gconstpointer  unused)
{
  GtkWidget *dialog = open_explanation (fixture, 0);

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "Heart rate variability");
  g_assert_true (today_shows (dialog, "Below your normal"));
  g_assert_true (today_shows (dialog, "37 ms"));
  g_assert_true (today_shows (dialog, "Your level, from readings up to"));
  g_assert_true (today_shows (dialog, "49 ms"));
  g_assert_true (today_shows (dialog, "38 to 63 ms"));
  g_assert_true (today_shows (dialog, "−0.72"));
  g_assert_true (today_shows (dialog, "60 %"));
  g_assert_true (today_shows (dialog, "−11"));
  g_assert_true (today_shows (dialog, "How this score is computed (version 7)"));
  g_assert_true (today_shows (dialog, "a = 1.473 + 1.252 Z"));
  g_assert_true (today_shows (dialog, "+0.20"));
  today_picture (dialog, "push-dialog");
  gtk_window_destroy (GTK_WINDOW (dialog));
  today_spin (30);

  dialog = open_explanation (fixture, 1);
  g_assert_true (today_shows (dialog, "54 beats/min"));
  g_assert_true (today_shows (dialog, "50.4 to 53.6 beats/min"));
  g_assert_true (today_shows (dialog, "with the sign turned"));
  g_assert_false (today_shows (dialog, "Readings of the last two days"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  today_spin (30);

  dialog = open_explanation (fixture, 2);
  g_assert_true (today_shows (dialog, "93 %"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  today_spin (30);
}

/* A forecast of before the mark has no values: then only what it has is shown. */
static void
test_old_explanation (Fixture       *fixture,
                      gconstpointer  unused)
{
  BwPush *push = g_ptr_array_index (fixture->outlook->forecast->pushes, 0);
  GtkWidget *dialog;

  push->has_value = FALSE;
  dialog = open_explanation (fixture, 0);
  g_assert_false (today_shows (dialog, "Measured"));
  g_assert_true (today_shows (dialog, "−0.72"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  today_spin (30);
}

static GtkSpinButton *
find_spin (GtkWidget  *root,
           const char *row_title)
{
  if (ADW_IS_ACTION_ROW (root))
    return g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), row_title) == 0
             ? GTK_SPIN_BUTTON (today_find (root, GTK_TYPE_SPIN_BUTTON))
             : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkSpinButton *found = find_spin (child, row_title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_weights (Fixture       *fixture,
              gconstpointer  unused)
{
  GtkWidget *dialog, *save;
  GtkSpinButton *hrv, *resting, *sleep;
  BwScoreTerms terms = { 0 };
  BwScoreWeights weights = { { 1, 0, 0 } };
  g_autofree char *alone = NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->cards), "cards.edit-weights", NULL));
  today_spin (60);
  dialog = find_dialog (BW_TYPE_WEIGHTS_DIALOG);
  g_assert_nonnull (dialog);
  save = gtk_window_get_default_widget (GTK_WINDOW (dialog));
  hrv = find_spin (dialog, "_Heart rate variability");
  resting = find_spin (dialog, "_Resting heart rate");
  sleep = find_spin (dialog, "_Sleep");
  g_assert_cmpfloat (gtk_spin_button_get_value (hrv), ==, 60);
  g_assert_cmpfloat (gtk_spin_button_get_value (resting), ==, 25);
  g_assert_cmpfloat (gtk_spin_button_get_value (sleep), ==, 15);
  /* Nothing to save yet, nothing to reset. */
  g_assert_false (gtk_widget_get_sensitive (save));
  today_picture (dialog, "weights-dialog");

  /* The preview is the score that these weights give. */
  gtk_spin_button_set_value (resting, 0);
  gtk_spin_button_set_value (sleep, 0);
  terms.has[BW_TERM_HRV] = TRUE;
  terms.z[BW_TERM_HRV] = ((BwPush *) g_ptr_array_index (fixture->outlook->forecast->pushes, 0))->z;
  terms.correlation[0][0] = 1;
  g_assert_true (bw_score_terms (&terms, &weights));
  alone = g_strdup_printf ("◆ %d", (int) floor (terms.score));
  g_assert_true (today_shows (dialog, alone));
  g_assert_true (today_shows (dialog, "Counts 100 % now"));
  g_assert_true (gtk_widget_get_sensitive (save));

  g_signal_emit_by_name (save, "clicked");
  today_spin (60);
  g_assert_cmpstr (fixture->weights, ==, "0.6 0 0");
  g_assert_null (find_dialog (BW_TYPE_WEIGHTS_DIALOG));
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_reset_weights (Fixture       *fixture,
                    gconstpointer  unused)
{
  BwForecast *forecast = fixture->outlook->forecast;
  GtkWidget *dialog, *save;
  BwWeightsDialog *own;

  forecast->score_weights[BW_TERM_HRV] = 0.2;
  forecast->score_weights[BW_TERM_RESTING_HR] = 0.2;
  forecast->score_weights[BW_TERM_SLEEP] = 0.4;
  own = bw_weights_dialog_new (NULL, forecast);
  dialog = GTK_WIDGET (own);
  gtk_window_present (GTK_WINDOW (dialog));
  today_spin (60);
  save = gtk_window_get_default_widget (GTK_WINDOW (dialog));
  g_assert_cmpfloat (gtk_spin_button_get_value (find_spin (dialog, "_Sleep")), ==, 50);
  g_assert_false (gtk_widget_get_sensitive (save));
  g_signal_emit_by_name (find_button (dialog, "_Reset to 60, 25, 15"), "clicked");
  g_assert_cmpfloat (gtk_spin_button_get_value (find_spin (dialog, "_Sleep")), ==, 15);
  g_assert_true (gtk_widget_get_sensitive (save));
  g_assert_false (gtk_widget_get_sensitive (find_button (dialog, "_Reset to 60, 25, 15")));
  gtk_window_destroy (GTK_WINDOW (dialog));
  today_spin (30);
}

static void
test_night (Fixture       *fixture,
            gconstpointer  unused)
{
  g_assert_true (today_shows (fixture->window, "The next night"));
  g_assert_true (today_shows (fixture->window, "Lower than usual"));
  g_assert_true (today_shows (fixture->window, "40 ms expected, 33 to 49 ms"));
  g_assert_true (today_shows (fixture->window, "Your usual night: 46 ms."));
  g_assert_true (today_shows (fixture->window, "◆ 58 Yellow"));
  g_assert_true (today_shows (fixture->window, "The band held 81 % of 96 nights. 8 % better than "
                                               "your 60-day median, likely 2 to 14 %."));

  fixture->outlook->forecast->night.known = FALSE;
  bw_today_cards_set_outlook (fixture->cards, fixture->outlook);
  g_assert_false (today_shows (fixture->window, "Lower than usual"));
  g_assert_true (today_shows (fixture->window, "from 14 nights with readings on"));
}

static void
test_notes (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_annotation_free);

  g_assert_true (today_shows (fixture->window, "What may explain a day"));
  for (guint i = 0; i < 5; i++)
    {
      BwAnnotation *note = bw_annotation_new ();

      note->id = i + 1;
      note->start_ms = note->end_ms = TODAY_ISSUED - (10 - i) * BW_TIME_DAY;
      g_free (note->text);
      note->text = g_strdup_printf ("<Note> & %u", i);
      g_strfreev (note->tags);
      note->tags = bw_annotation_parse_tags (i == 4 ? "ill chess" : "");
      g_ptr_array_add (notes, note);
    }
  bw_today_cards_set_notes (fixture->cards, notes);
  g_assert_false (today_shows (fixture->window, "What may explain a day"));
  /* The newest three, and the way to all. */
  g_assert_true (today_shows (fixture->window, "<Note> & 4"));
  g_assert_true (today_shows (fixture->window, "<Note> & 2"));
  g_assert_false (today_shows (fixture->window, "<Note> & 1"));
  g_assert_true (today_shows (fixture->window, "ill, chess"));
  g_assert_true (today_shows (fixture->window, "All 5 notes"));
  bw_today_cards_set_notes (fixture->cards, NULL);
  g_assert_true (today_shows (fixture->window, "What may explain a day"));
}

static GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  if (ADW_IS_ACTION_ROW (root)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_model (Fixture       *fixture,
            gconstpointer  unused)
{
  GtkWidget *row = find_row (fixture->window, "Model: Average");

  g_assert_nonnull (row);
  g_assert_true (gtk_widget_is_sensitive (row));
  g_assert_true (gtk_widget_activate (row));
  today_spin (30);
  g_assert_cmpstr (fixture->model[0], ==, "Average");
  g_assert_true (strlen (fixture->model[1]) > 10);
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  unused)
{
  int least;

  bw_today_cards_set_narrow (fixture->cards, TRUE);
  gtk_widget_measure (GTK_WIDGET (fixture->cards), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  g_assert_cmpint (least, <=, 336);
  today_picture (fixture->window, "cards");
}

/* A measure without readings is not offered; one that is chosen all the same is led out of. */
static void
test_measures (void)
{
  g_autoptr (GPtrArray) kinds = g_ptr_array_new ();
  BwSummary summary = { .counts.readings = 12, .kinds = kinds, .measure = (char *) "auto" };
  g_autoptr (GMenuModel) offered = bw_measure_menu_new (&summary), chosen = NULL;

  g_assert_cmpint (g_menu_model_get_n_items (offered), ==, 2);
  g_assert_false (bw_measure_menu_is_stuck (&summary));
  summary.measure = (char *) "rmssd";
  g_assert_false (bw_measure_menu_is_stuck (&summary));
  summary.measure = (char *) "sdnn";
  g_assert_true (bw_measure_menu_is_stuck (&summary));
  chosen = bw_measure_menu_new (&summary);
  g_assert_cmpint (g_menu_model_get_n_items (chosen), ==, 3);
  summary.counts.readings = 0;
  g_assert_false (bw_measure_menu_is_stuck (&summary));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define ADD(name, func) g_test_add ("/today-cards/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("pushes", test_pushes);
  ADD ("explanation", test_explanation);
  ADD ("old-explanation", test_old_explanation);
  ADD ("weights", test_weights);
  ADD ("reset-weights", test_reset_weights);
  ADD ("night", test_night);
  ADD ("notes", test_notes);
  ADD ("model", test_model);
  ADD ("narrow", test_narrow);
  g_test_add_func ("/today-cards/measures", test_measures);
  return g_test_run ();
}
