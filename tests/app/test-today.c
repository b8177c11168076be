/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "today-fixture.h"

#include "app/bw-forecast-view.h"
#include "app/bw-hours-dialog.h"
#include "base/bw-time.h"
#include "bw-test.h"

#include <string.h>

typedef struct
{
  BwTodayPage *page;
  BwForecastView *chart;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->page = bw_today_page_new ();
  bw_today_page_set_now (fixture->page, TODAY_ISSUED + BW_TIME_HOUR);
  bw_today_page_set_outlook (fixture->page, today_outlook (TODAY_YELLOW));
  fixture->window = today_window (fixture->page, 1000, 700);
  fixture->chart = BW_FORECAST_VIEW (today_find (fixture->window, BW_TYPE_FORECAST_VIEW));
}

/* Nothing is left behind when the window goes. */
static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  gpointer page = fixture->page, chart = fixture->chart;

  g_object_add_weak_pointer (G_OBJECT (fixture->page), &page);
  g_object_add_weak_pointer (G_OBJECT (fixture->chart), &chart);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  today_spin (30);
  g_assert_null (page);
  g_assert_null (chart);
}

static void
assert_read_out (Fixture    *fixture,
                 const char *prefix)
{
  const char *text = bw_forecast_view_get_read_out (fixture->chart);

  if (!prefix)
    g_assert_null (text);
  else if (!text || !g_str_has_prefix (text, prefix))
    g_error ("read-out \"%s\" does not begin with \"%s\"", text, prefix);
}

static void
test_shown (Fixture       *fixture,
            gconstpointer  unused)
{
  g_assert_true (today_shows (fixture->window, "61"));
  g_assert_true (today_shows (fixture->window, "◆"));
  g_assert_true (today_shows (fixture->window, "Yellow zone"));
  g_assert_true (today_shows (fixture->window, "accumulating strain"));
  g_assert_true (today_shows (fixture->window, "Last night was below your normal."));
  g_assert_true (today_shows (fixture->window, "−11"));
  g_assert_true (today_shows (fixture->window, "The band held 79 % of 412 hours"));
  g_assert_true (today_shows (fixture->window, "RMSSD from beats"));
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  unused)
{
  GtkAccessible *chart = GTK_ACCESSIBLE (fixture->chart);
  const BwThresholds thresholds = BW_THRESHOLDS_DEFAULT;
  g_autoptr (BwOutlook) outlook = today_outlook (TODAY_YELLOW);
  g_autofree char *forecast = bw_today_describe (outlook->forecast, outlook->zone, &thresholds,
                                                 TODAY_ISSUED);
  g_autofree char *words = g_strconcat (forecast, " Shown is the time from Thursday, 5 March, 18:00 to "
                                                  "Friday, 13 March, 18:00.", NULL);

  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "Forecast chart");
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  g_assert_false (gtk_test_accessible_has_property (chart, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT));
  g_assert_true (today_press (GTK_WIDGET (fixture->chart), GDK_KEY_Right, 0));
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       bw_forecast_view_get_read_out (fixture->chart));
}

static void
test_keyboard (Fixture       *fixture,
               gconstpointer  unused)
{
  GtkWidget *chart = GTK_WIDGET (fixture->chart);

  g_assert_true (gtk_widget_get_focusable (chart));
  assert_read_out (fixture, NULL);
  g_assert_false (today_press (chart, GDK_KEY_Escape, 0)); /* nothing to put away: the window's */
  today_press (chart, GDK_KEY_Right, 0);
  assert_read_out (fixture, "Thursday, 18:00\n◆ 47, Yellow\n80 % band: ");
  today_press (chart, GDK_KEY_Right, 0);
  assert_read_out (fixture, "Thursday, 19:00");
  today_press (chart, GDK_KEY_Left, 0);
  today_press (chart, GDK_KEY_Left, 0);
  assert_read_out (fixture, "Thursday, 17:00");
  today_press (chart, GDK_KEY_End, 0);
  assert_read_out (fixture, "Friday, 17:00");
  today_press (chart, GDK_KEY_Right, 0);
  assert_read_out (fixture, "Friday, 17:00");
  today_press (chart, GDK_KEY_Home, 0);
  assert_read_out (fixture, "Thursday, 18:00\n●"); /* a week before */
  bw_forecast_view_set_past_days (fixture->chart, 1);
  assert_read_out (fixture, NULL); /* out of sight */
  today_press (chart, GDK_KEY_Home, 0);
  assert_read_out (fixture, "Wednesday, 18:00");
  g_assert_true (today_press (chart, GDK_KEY_Escape, 0));
  assert_read_out (fixture, NULL);
}

static void
test_pointer (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr (GListModel) controllers
      = gtk_widget_observe_controllers (GTK_WIDGET (fixture->chart));
  double width = gtk_widget_get_width (GTK_WIDGET (fixture->chart));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        continue;
      g_signal_emit_by_name (controller, "motion", width * 0.75, 100.0);
      assert_read_out (fixture, "Friday, ");
      today_picture (fixture->window, "today-hover");
      g_signal_emit_by_name (controller, "motion", width * 0.25, 100.0);
      g_assert_nonnull (bw_forecast_view_get_read_out (fixture->chart));
      g_assert_null (strstr (bw_forecast_view_get_read_out (fixture->chart), "band"));
      g_signal_emit_by_name (controller, "leave");
      assert_read_out (fixture, NULL);
      return;
    }
  g_assert_not_reached ();
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  if (GTK_IS_TOGGLE_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found)
        return found;
    }
  return NULL;
}

static void
test_range (Fixture       *fixture,
            gconstpointer  unused)
{
  GtkWidget *day = find_button (fixture->window, "24 h"), *week = find_button (fixture->window, "7 d");

  g_assert_cmpuint (bw_forecast_view_get_past_days (fixture->chart), ==, 7);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (day), TRUE);
  g_assert_cmpuint (bw_forecast_view_get_past_days (fixture->chart), ==, 1);
  today_spin (60);
  today_picture (fixture->window, "today-24h");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (week), TRUE);
  g_assert_cmpuint (bw_forecast_view_get_past_days (fixture->chart), ==, 7);
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (BW_IS_HOURS_DIALOG (window))
        return window;
    }
  return NULL;
}

static void
test_table (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GtkWidget *dialog, *table;

  g_assert_null (find_dialog ());
  g_assert_true (today_press (GTK_WIDGET (fixture->page), GDK_KEY_t, 0));
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog))
                 == GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (dialog);
  today_spin (60);
  today_picture (dialog, "hours-wide");
  table = today_find (dialog, GTK_TYPE_COLUMN_VIEW);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)))),
      ==, 24);
  g_assert_true (today_shows (dialog, "◆ Yellow"));

  text = bw_hours_dialog_to_text (BW_HOURS_DIALOG (dialog));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 26);
  g_assert_cmpstr (lines[0], ==, "Hour\tScore\tZone\t80 % band\t● Green\t◆ Yellow\t■ Red\tms");
  g_assert_true (g_str_has_prefix (lines[1], "Thu 18:00\t47\t◆ Yellow\t"));
  g_assert_true (gtk_widget_activate_action (dialog, "table.copy", NULL));

  g_assert_true (today_press (dialog, GDK_KEY_Escape, 0));
  today_spin (30);
  g_assert_null (find_dialog ());
}

/* Without scores the table still has the milliseconds; without hours there is no table. */
static void
test_table_without_scores (Fixture       *fixture,
                           gconstpointer  unused)
{
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  bw_today_page_set_outlook (fixture->page, today_outlook (TODAY_CALIBRATING));
  g_assert_false (today_press (GTK_WIDGET (fixture->page), GDK_KEY_t, 0));
  bw_today_page_show_hours (fixture->page);
  g_assert_null (find_dialog ());

  bw_today_page_set_outlook (fixture->page, today_outlook (TODAY_CALIBRATING_MS));
  bw_today_page_show_hours (fixture->page);
  dialog = find_dialog ();
  gtk_test_widget_wait_for_draw (dialog);
  text = bw_hours_dialog_to_text (BW_HOURS_DIALOG (dialog));
  g_assert_true (g_str_has_prefix (text, "Hour\tms\n"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  today_spin (30);
}

static void
test_narrow_table (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr (BwOutlook) outlook = today_outlook (TODAY_YELLOW);
  const BwThresholds thresholds = BW_THRESHOLDS_DEFAULT;
  GtkWidget *dialog = GTK_WIDGET (bw_hours_dialog_new (NULL, outlook, &thresholds));
  GtkWidget *table;
  int least;

  gtk_window_set_default_size (GTK_WINDOW (dialog), 360, 640);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (dialog);
  today_spin (60);
  today_picture (dialog, "hours-narrow");
  table = today_find (dialog, GTK_TYPE_COLUMN_VIEW);
  gtk_widget_measure (table, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  gtk_window_destroy (GTK_WINDOW (dialog));
  today_spin (30);
}

static void
test_states (Fixture       *fixture,
             gconstpointer  unused)
{
  GtkWidget *window = fixture->window;

  bw_today_page_set_busy (fixture->page, TRUE);
  g_assert_true (today_shows (window, "Yellow zone")); /* the old picture stays */
  bw_today_page_set_busy (fixture->page, FALSE);
  bw_today_page_set_error (fixture->page, "The disk is full & slow.");
  today_spin (60);
  g_assert_true (today_shows (window, "The disk is full & slow."));
  g_assert_true (today_shows (window, "Yellow zone"));
  bw_today_page_set_outlook (fixture->page, today_outlook (TODAY_GREEN));
  today_spin (60);
  g_assert_false (today_shows (window, "The disk is full & slow."));
  g_assert_true (today_shows (window, "primed"));

  bw_today_page_set_outlook (fixture->page, today_outlook (TODAY_CALIBRATING));
  g_assert_true (today_shows (window, "5/14"));
  g_assert_true (today_shows (window, "Calibrating"));
  g_assert_false (today_shows (window, "primed"));

  bw_today_page_set_outlook (fixture->page, today_outlook (TODAY_SDNN));
  g_assert_true (today_shows (window, "Measure: SDNN"));
  g_assert_true (today_shows (window, "Your library holds 122 readings"));
  g_assert_true (today_shows (window, "Not known yet"));
  bw_today_page_set_now (fixture->page, TODAY_ISSUED + 400 * BW_TIME_DAY);
  g_assert_true (today_shows (window, "For the 24 hours after 12 March 2026, 18:00"));

  bw_today_page_set_outlook (fixture->page, NULL);
  today_spin (60);
  g_assert_true (today_shows (window, "No forecast yet"));
  bw_today_page_set_busy (fixture->page, TRUE);
  today_spin (60);
  g_assert_true (today_shows (window, "Making the forecast…"));
  bw_today_page_set_busy (fixture->page, FALSE);
  bw_today_page_set_error (fixture->page, "No <markup> here.");
  today_spin (60);
  g_assert_true (today_shows (window, "No <markup> here."));
}

static void
test_thresholds (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_assert_true (today_shows (fixture->window, "Chance of red 30 % or more: "));
  bw_today_page_set_thresholds (fixture->page, 0, 1.1);
  g_assert_false (today_shows (fixture->window, "Chance of red"));
  bw_today_page_set_thresholds (fixture->page, 55, 0.3);
  g_assert_true (today_shows (fixture->window, "or score below 55: "));
  today_spin (60);
  today_picture (fixture->window, "today-alert-55");
}

static void
test_picture (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  const char *folder = g_getenv ("BW_TEST_PICTURES");

  for (guint format = BW_PLOT_FORMAT_PNG; format <= BW_PLOT_FORMAT_PDF; format++)
    {
      g_autoptr (GBytes) bytes = bw_chart_render (BW_CHART (fixture->chart), format, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), >, 4000);
      if (today_wants_pictures ())
        {
          g_autofree char *path = g_strdup_printf ("%s/saved.%s", folder,
                                                   bw_plot_format_get_id (format));

          g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                               NULL);
        }
    }
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), "today.copy-picture", NULL));
  g_assert_true (gdk_content_formats_contain_gtype (
      gdk_clipboard_get_formats (gtk_widget_get_clipboard (GTK_WIDGET (fixture->chart))),
      GDK_TYPE_TEXTURE));
  today_spin (50);
}

/* As long as German gets, and longer: every word by half, every text by a third more words. */
static void
lengthen (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_label_get_wrap (GTK_LABEL (root)))
    {
      g_auto (GStrv) words = g_strsplit (gtk_label_get_text (GTK_LABEL (root)), " ", -1);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint i = 0; words[i]; i++)
        g_string_append_printf (text, "%s%.*s%s ", words[i], (int) strlen (words[i]) / 2,
                                "enwissenschaftlichkeit", i % 3 == 0 ? " und" : "");
      gtk_label_set_text (GTK_LABEL (root), text->str);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    lengthen (child);
}

static void
test_long_words (Fixture       *fixture,
                 gconstpointer  unused)
{
  BwTodayPage *page = bw_today_page_new ();
  GtkWidget *window;
  int least;

  g_object_set (page, "narrow", TRUE, NULL);
  bw_today_page_set_outlook (page, today_outlook (TODAY_SDNN));
  lengthen (GTK_WIDGET (page));
  window = today_window (page, 360, 640);
  gtk_widget_measure (GTK_WIDGET (page), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  today_picture (window, "today-long-words");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  unused)
{
  int least;

  g_object_set (fixture->page, "narrow", TRUE, NULL);
  gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  g_assert_cmpint (least, <=, 360);
  g_object_set (fixture->page, "narrow", FALSE, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define ADD(name, func) g_test_add ("/today/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("shown", test_shown);
  ADD ("accessible", test_accessible);
  ADD ("keyboard", test_keyboard);
  ADD ("pointer", test_pointer);
  ADD ("range", test_range);
  ADD ("table", test_table);
  ADD ("table-without-scores", test_table_without_scores);
  ADD ("narrow-table", test_narrow_table);
  ADD ("states", test_states);
  ADD ("thresholds", test_thresholds);
  ADD ("picture", test_picture);
  ADD ("narrow", test_narrow);
  ADD ("long-words", test_long_words);
  return g_test_run ();
}
