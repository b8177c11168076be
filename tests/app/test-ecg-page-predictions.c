/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-page-fixture.h"

#include "app/bw-ecg-row.h"

/* What a model says of eight recordings, beside what a person says: 8 is the newest, so the first. */

#define N 8

static void
predict (PageFixture *fixture)
{
  static const BwPredictionRow rows[] = {
    { 8, 0, 1, BW_LABEL_FASTING, 0.03, 2, 38, FALSE, TRUE, FALSE, BW_PREDICTION_FRESH },
    { 7, 0, 1, BW_LABEL_GLUCOSE, 0.934, 27, 30, FALSE, TRUE, FALSE, BW_PREDICTION_FRESH },
    { 6, 0, 1, BW_LABEL_NONE, 0.54, 16, 30, FALSE, TRUE, FALSE, BW_PREDICTION_FRESH },
    { 5, 0, 1, BW_LABEL_GLUCOSE, 0.97, 29, 30, TRUE, FALSE, FALSE, BW_PREDICTION_LEARNT },
  };

  ecg_library_predict (fixture->path, rows, G_N_ELEMENTS (rows));
  bw_session_read_recordings (fixture->session);
  page_fixture_settle (fixture);
}

static void
label (PageFixture *fixture,
       gint64       id,
       BwLabel      label)
{
  g_autoptr (BwLabelChange) change = bw_label_change_new ();

  bw_label_change_add_label (change, id, label, "Ada", RECORDINGS_START_MS);
  bw_ecg_page_do (fixture->page, change);
  page_fixture_settle (fixture);
}

static void
set_up (PageFixture   *fixture,
        gconstpointer  data)
{
  page_fixture_set_up (fixture, N, 1240, 800);
}

static void
set_up_narrow (PageFixture   *fixture,
               gconstpointer  data)
{
  page_fixture_set_up (fixture, N, 380, 640);
}

static void
tear_down (PageFixture   *fixture,
           gconstpointer  data)
{
  page_fixture_tear_down (fixture);
}

static gboolean
list_shows (PageFixture *fixture,
            const char  *text)
{
  return app_shows (GTK_WIDGET (fixture->page->list_pane), text);
}

static gboolean
detail_shows (PageFixture *fixture,
              const char  *text)
{
  return app_shows (GTK_WIDGET (fixture->page->detail), text);
}

static void
assert_spoken (PageFixture *fixture,
               gint64       id,
               const char  *text)
{
  g_autofree char *spoken = bw_ecg_row_describe (page_fixture_item (fixture, id));

  g_assert_nonnull (strstr (spoken, text));
}

/* In the list, in the detail, and for those who hear it; and it knows of a label at once. */
static void
test_beside_labels (PageFixture   *fixture,
                    gconstpointer  data)
{
  g_assert_false (list_shows (fixture, "▲ After glucose 93 %"));
  page_fixture_select (fixture, 7, 7);
  g_assert_false (detail_shows (fixture, "Prediction"));
  predict (fixture);
  g_assert_true (list_shows (fixture, "▲ After glucose 93 %"));
  g_assert_true (list_shows (fixture, "○ Fasting 97 %"));
  g_assert_true (list_shows (fixture, "? Not sure"));
  g_assert_true (list_shows (fixture, "▲ After glucose, learnt"));
  g_assert_true (detail_shows (fixture, "Prediction"));
  g_assert_true (detail_shows (fixture, "27 of 30 beats say so · the model has not seen this day"));
  assert_spoken (fixture, 7, ", No label, predicted after glucose, 93 %, ");
  assert_spoken (fixture, 6, ", prediction not sure, ");

  page_fixture_type (fixture, "f");
  g_assert_true (list_shows (fixture, "≠ ▲ After glucose 93 %"));
  g_assert_true (detail_shows (fixture, "The label says otherwise."));
  assert_spoken (fixture, 7, ", unlike the label, ");
  page_fixture_type (fixture, "g");
  g_assert_false (list_shows (fixture, "≠"));
  g_assert_false (detail_shows (fixture, "The label says otherwise."));

  page_fixture_select (fixture, 5, 5);
  g_assert_true (detail_shows (fixture, "Outside what was learnt"));
  g_assert_true (detail_shows (fixture, "Compared with recordings of the training days"));
  page_fixture_select (fixture, 4, 7);
  g_assert_false (detail_shows (fixture, "Prediction"));
  g_assert_true (detail_shows (fixture, "Predicted: 2 after glucose · 1 not sure"));
  page_fixture_select (fixture, 3, 4);
  g_assert_false (detail_shows (fixture, "Predicted"));
  page_fixture_select (fixture, 3, 3);
  g_assert_false (detail_shows (fixture, "Prediction"));
}

/* What differs is gone through and settled, one after the other. */
static void
test_differs (PageFixture   *fixture,
              gconstpointer  data)
{
  predict (fixture);
  label (fixture, 8, BW_LABEL_FASTING);
  label (fixture, 7, BW_LABEL_FASTING);
  label (fixture, 6, BW_LABEL_FASTING);
  label (fixture, 5, BW_LABEL_FASTING);
  bw_ecg_list_set_search (fixture->page->list, "ecg_3");
  g_settings_set_boolean (fixture->settings, "ecg-list-shown", FALSE);
  bw_ecg_page_show_filter (fixture->page, "differs");
  page_fixture_settle (fixture);
  g_assert_true (list_shows (fixture, "Prediction differs from label"));
  g_assert_cmpuint (bw_ecg_list_get_n_shown (fixture->page->list), ==, 2);
  g_assert_cmpint (page_fixture_selected (fixture), ==, 7);
  page_fixture_type (fixture, "g");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 5);
  g_assert_cmpuint (bw_ecg_list_get_n_shown (fixture->page->list), ==, 1);
  page_fixture_type (fixture, "u");
  g_assert_true (list_shows (fixture, "No Recordings Match"));
  bw_ecg_page_show_filter (fixture->page, "unsure");
  page_fixture_settle (fixture);
  g_assert_cmpint (page_fixture_selected (fixture), ==, 6);
}

static void
test_narrow (PageFixture   *fixture,
             gconstpointer  data)
{
  predict (fixture);
  label (fixture, 7, BW_LABEL_FASTING);
  page_fixture_select (fixture, 3, 3);
  g_signal_emit_by_name (fixture->page->list_pane, "opened");
  page_fixture_settle (fixture);
  bw_ecg_page_show_filter (fixture->page, "differs");
  page_fixture_settle (fixture);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (fixture->page->detail)));
  g_assert_true (list_shows (fixture, "≠ ▲ After glucose 93 %"));
  g_assert_cmpint (page_fixture_selected (fixture), ==, 0);
  page_fixture_select (fixture, 7, 7);
  g_signal_emit_by_name (fixture->page->list_pane, "opened");
  page_fixture_settle (fixture);
  g_assert_true (detail_shows (fixture, "27 of 30 beats say so"));
}

/* Nobody who reads blind learns what a model says. */
static void
test_blind (PageFixture   *fixture,
            gconstpointer  data)
{
  predict (fixture);
  page_fixture_select (fixture, 7, 7);
  bw_ecg_page_read_blind (fixture->page, "Bob");
  page_fixture_settle (fixture);
  g_assert_false (app_shows (fixture->window, "93 %"));
  g_assert_false (app_shows (fixture->window, "Not sure"));
  g_assert_false (app_shows (fixture->window, "Prediction"));
  bw_ecg_page_show_filter (fixture->page, "differs");
  page_fixture_settle (fixture);
  g_assert_true (app_shows (fixture->window, "Predictions are hidden"));
  g_assert_cmpuint (bw_ecg_list_get_n_shown (fixture->page->list), ==, N);
  /* Nor when they come in meanwhile. */
  predict (fixture);
  g_assert_false (app_shows (fixture->window, "93 %"));
  bw_ecg_page_read_blind (fixture->page, NULL);
  page_fixture_settle (fixture);
  g_assert_true (app_shows (fixture->window, "93 %"));
}

static guint
count_items (GMenuModel *menu)
{
  guint n = 0;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      n += section != NULL ? count_items (section) : 1;
    }
  return n;
}

/* Ways to sift and to sort by predictions are offered where there are some to be seen. */
static void
test_menus (PageFixture   *fixture,
            gconstpointer  data)
{
  GtkWidget *show = app_find (GTK_WIDGET (fixture->page->list_pane), "GtkMenuButton");
  GMenuModel *shows = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (show));
  guint n = count_items (shows);

  predict (fixture);
  g_assert_cmpuint (count_items (shows), ==, n + 2);
  bw_ecg_page_read_blind (fixture->page, "Bob");
  g_assert_cmpuint (count_items (shows), ==, n);
  bw_ecg_page_read_blind (fixture->page, NULL);
  g_assert_cmpuint (count_items (shows), ==, n + 2);
  g_settings_set_string (fixture->settings, "ecg-sort", "prediction");
  page_fixture_type (fixture, "j");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 5);
  page_fixture_type (fixture, "j");
  g_assert_cmpint (page_fixture_selected (fixture), ==, 7);
}

static void
on_page (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  g_free (*(char **) user_data);
  *(char **) user_data = g_variant_dup_string (parameter, NULL);
}

static void
test_way_to_glucose (PageFixture   *fixture,
                     gconstpointer  data)
{
  const GActionEntry entry = { .name = "page", .parameter_type = "s", .activate = on_page };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autofree char *page = NULL;
  GtkWidget *button;

  g_action_map_add_action_entries (G_ACTION_MAP (group), &entry, 1, &page);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  predict (fixture);
  page_fixture_select (fixture, 7, 7);
  button = app_find_action (GTK_WIDGET (fixture->page->detail), "win.page");
  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
  app_spin (50);
  g_assert_cmpstr (page, ==, "glucose");
  gtk_widget_insert_action_group (fixture->window, "win", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define ADD(name, start, function)                                                              \
  g_test_add ("/ecg-page-predictions/" name, PageFixture, NULL, start, function, tear_down)
  ADD ("beside-labels", set_up, test_beside_labels);
  ADD ("differs", set_up, test_differs);
  ADD ("narrow", set_up_narrow, test_narrow);
  ADD ("blind", set_up, test_blind);
  ADD ("menus", set_up, test_menus);
  ADD ("way-to-glucose", set_up, test_way_to_glucose);
  return g_test_run ();
}
