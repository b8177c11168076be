/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "today-fixture.h"

#include "app/bw-day-bar.h"
#include "app/bw-forecast-view.h"
#include "app/bw-hour-words.h"
#include "app/bw-hours-dialog.h"
#include "base/bw-time.h"
#include "bw-test.h"

#include <string.h>

typedef struct
{
  BwTodayPage *page;
  BwForecastView *chart;
  GtkWidget *window;
  gint64 asked_ms;
  guint n_asked;
  gint64 note_ms, note_id;
} Fixture;

static void
on_action (GSimpleAction *action,
           GVariant      *parameter,
           Fixture       *fixture)
{
  const char *name = g_action_get_name (G_ACTION (action));
  gint64 value = g_variant_get_int64 (parameter);

  if (g_str_equal (name, "add-note"))
    fixture->note_ms = value;
  else if (g_str_equal (name, "edit-note"))
    fixture->note_id = value;
  else
    {
      fixture->asked_ms = value;
      fixture->n_asked++;
    }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  static const char *const names[] = { "look-back", "add-note", "edit-note" };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *parent;

  fixture->page = bw_today_page_new ();
  bw_today_page_set_now (fixture->page, TODAY_ISSUED + BW_TIME_HOUR);
  bw_today_page_set_outlook (fixture->page, today_outlook (TODAY_YELLOW));
  fixture->window = today_window (fixture->page, 1000, 760);
  fixture->chart = BW_FORECAST_VIEW (today_find (fixture->window, BW_TYPE_FORECAST_VIEW));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], G_VARIANT_TYPE_INT64);

      g_signal_connect (action, "activate", G_CALLBACK (on_action), fixture);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  /* Nearer than the window's own. */
  parent = gtk_widget_get_parent (GTK_WIDGET (fixture->page));
  gtk_widget_insert_action_group (parent, "win", G_ACTION_GROUP (group));
}

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

/* The same made-up outlook, looked back on: with what came in its hours. */
static BwOutlook *
make_back (gboolean was_kept)
{
  BwOutlook *outlook = today_outlook (TODAY_GREEN);
  BwForecast *forecast = outlook->forecast;
  gint64 by_ms = 3 * BW_TIME_DAY;

  forecast->issued_ms -= by_ms;
  outlook->looks_back = TRUE;
  outlook->was_kept = was_kept;
  for (guint i = 0; i < outlook->past->len; i++)
    g_array_index (outlook->past, BwPastHour, i).time_ms -= by_ms;
  for (guint i = 0; i < outlook->readings->len; i++)
    g_array_index (outlook->readings, BwPastReading, i).time_ms -= by_ms;
  outlook->came = g_array_new (FALSE, FALSE, sizeof (BwCame));
  outlook->after = g_array_new (FALSE, FALSE, sizeof (BwPastHour));
  outlook->after_readings = g_array_new (FALSE, FALSE, sizeof (BwPastReading));
  for (guint i = 0; i < BW_FORECAST_HOURS; i++)
    {
      BwForecastHour *hour = &forecast->hours[i];
      BwPastHour level = { hour->time_ms - by_ms, TRUE, hour->score + 4 };

      hour->time_ms -= by_ms;
      outlook->reading_low[i] = MAX (hour->score_low - 12, 1);
      outlook->reading_high[i] = MIN (hour->score_high + 6, 99);
      g_array_append_val (outlook->after, level);
      if (i % 4 == 1)
        {
          BwCame came = { hour->time_ms + 7 * BW_TIME_MINUTE, hour->median_ms, i, i != 9 };
          BwPastReading reading = { came.time_ms, came.value_ms, i != 9 ? hour->score - 8 : 6 };

          g_array_append_val (outlook->came, came);
          g_array_append_val (outlook->after_readings, reading);
        }
    }
  return outlook;
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *tooltip)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_widget_get_tooltip_text (root), tooltip) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, tooltip);

      if (found)
        return found;
    }
  return NULL;
}

/* Who goes back day by day finds the arrow where it was. */
static void
test_arrow_stays (Fixture       *fixture,
                  gconstpointer  unused)
{
  GtkWidget *bar = today_find (fixture->window, BW_TYPE_DAY_BAR);
  int now, day;

  gtk_widget_measure (bar, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &now, NULL, NULL);
  for (guint i = 0; i < 40; i++)
    {
      bw_day_bar_set_shown (BW_DAY_BAR (bar), TODAY_ISSUED - (9 * i + 1) * BW_TIME_DAY);
      gtk_widget_measure (bar, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &day, NULL, NULL);
      g_assert_cmpint (day, ==, now);
    }
}

/* The days of the week before are there to be looked back on, at the time of day of now. */
static void
test_steps (Fixture       *fixture,
            gconstpointer  unused)
{
  GtkWidget *earlier = find_button (fixture->window, "A Day Earlier (Page Up)");
  GtkWidget *later = find_button (fixture->window, "A Day Later (Page Down)");
  BwDayBar *bar = BW_DAY_BAR (today_find (fixture->window, BW_TYPE_DAY_BAR));

  g_assert_true (gtk_widget_get_sensitive (earlier));
  g_assert_false (gtk_widget_get_sensitive (later));
  g_assert_true (today_shows (fixture->window, "Now"));
  g_signal_emit_by_name (earlier, "clicked");
  g_assert_cmpint (fixture->asked_ms, ==, TODAY_ISSUED - BW_TIME_DAY);
  /* It is the window that answers. */
  g_assert_cmpint (bw_today_page_get_look_back (fixture->page), ==, 0);

  bw_day_bar_set_shown (bar, TODAY_ISSUED - 3 * BW_TIME_DAY);
  g_assert_true (gtk_widget_get_sensitive (later));
  g_assert_true (today_shows (fixture->window, "Mon, 9 Mar 2026"));
  g_signal_emit_by_name (later, "clicked");
  g_assert_cmpint (fixture->asked_ms, ==, TODAY_ISSUED - 2 * BW_TIME_DAY);
  bw_day_bar_set_shown (bar, TODAY_ISSUED - BW_TIME_DAY);
  g_signal_emit_by_name (later, "clicked");
  g_assert_cmpint (fixture->asked_ms, ==, 0);

  /* The first day there is: six days before, for a day of readings must come before it. */
  bw_day_bar_set_shown (bar, TODAY_ISSUED - 6 * BW_TIME_DAY);
  g_assert_false (gtk_widget_get_sensitive (earlier));
  fixture->n_asked = 0;
  g_assert_false (bw_day_bar_step (bar, -1));
  g_assert_cmpuint (fixture->n_asked, ==, 0);
}

/* Clocks that change in between: it is the time of day that is kept. */
static void
test_summer_time (Fixture       *fixture,
                  gconstpointer  unused)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  BwDayBar *bar = BW_DAY_BAR (today_find (fixture->window, BW_TYPE_DAY_BAR));
  /* 2026-03-30 07:00, the day after clocks were put forward. */
  gint64 now_ms = G_GINT64_CONSTANT (1774846800000);

  bw_day_bar_set_limits (bar, berlin, now_ms - 30 * BW_TIME_DAY, now_ms, FALSE);
  g_assert_true (bw_day_bar_step (bar, -1));
  g_assert_cmpint (fixture->asked_ms, ==, now_ms - BW_TIME_DAY);
  bw_day_bar_set_shown (bar, fixture->asked_ms);
  g_assert_true (bw_day_bar_step (bar, -1));
  g_assert_cmpint (fixture->asked_ms, ==, now_ms - 2 * BW_TIME_DAY + BW_TIME_HOUR);
}

static void
test_shown (Fixture       *fixture,
            gconstpointer  unused)
{
  bw_today_page_set_look_back (fixture->page, make_back (FALSE));
  today_spin (60);
  g_assert_cmpint (bw_today_page_get_look_back (fixture->page), ==, TODAY_ISSUED - 3 * BW_TIME_DAY);
  g_assert_true (today_shows (fixture->window, "Looking back on Monday, 9 March, 18:00"));
  g_assert_true (today_shows (fixture->window,
                              "Of 6 readings in the 24 hours after, 5 lay inside the band."));
  g_assert_true (today_shows (fixture->window, "The forecast as it would have been issued then: "
                                               "nothing later went into it."));
  g_assert_true (today_shows (fixture->window, "For the 24 hours after 9 March, 18:00"));
  g_assert_true (today_shows (fixture->window, "primed"));
  g_assert_false (today_shows (fixture->window, "accumulating strain"));
  today_picture (fixture->window, "look-back");

  /* A newer forecast of now does not put it away. */
  bw_today_page_set_outlook (fixture->page, today_outlook (TODAY_YELLOW));
  g_assert_true (today_shows (fixture->window, "Looking back on Monday, 9 March, 18:00"));

  bw_today_page_set_look_back (fixture->page, make_back (TRUE));
  g_assert_true (today_shows (fixture->window, "The forecast as it was issued then."));
  bw_today_page_set_look_back (fixture->page, NULL);
  g_assert_false (today_shows (fixture->window, "The forecast as it was issued then."));
  g_assert_true (today_shows (fixture->window, "accumulating strain"));
  g_assert_true (today_shows (fixture->window, "Last night was below your normal."));
}

static void
test_page_keys (Fixture       *fixture,
                gconstpointer  unused)
{
  g_assert_true (today_press (GTK_WIDGET (fixture->chart), GDK_KEY_Page_Up, 0));
  g_assert_cmpint (fixture->asked_ms, ==, TODAY_ISSUED - BW_TIME_DAY);
  fixture->n_asked = 0;
  today_press (GTK_WIDGET (fixture->chart), GDK_KEY_Page_Down, 0);
  g_assert_cmpuint (fixture->n_asked, ==, 0); /* now is the last */
}

static void
test_zoom (Fixture       *fixture,
           gconstpointer  unused)
{
  GtkWidget *chart = GTK_WIDGET (fixture->chart);
  GtkWidget *back = find_button (fixture->window, "Back to the Time Shown Before (Backspace)");
  BwPlotSpan whole = bw_forecast_view_get_span (fixture->chart), span;

  g_assert_cmpint (whole.start_ms, ==, TODAY_ISSUED - 7 * BW_TIME_DAY);
  g_assert_false (gtk_widget_get_visible (back));
  g_assert_false (today_press (chart, GDK_KEY_BackSpace, 0));

  /* A stretch by keys: five hours back from the first hour ahead, and into it. */
  today_press (chart, GDK_KEY_Right, 0);
  for (int i = 0; i < 40; i++)
    today_press (chart, GDK_KEY_Left, 0);
  for (int i = 0; i < 24; i++)
    today_press (chart, GDK_KEY_Left, GDK_SHIFT_MASK);
  today_picture (fixture->window, "zoom-marked");
  today_press (chart, GDK_KEY_Return, 0);
  span = bw_forecast_view_get_span (fixture->chart);
  g_assert_cmpint (span.start_ms, ==, TODAY_ISSUED - 64 * BW_TIME_HOUR);
  g_assert_cmpint (span.end_ms, ==, TODAY_ISSUED - 40 * BW_TIME_HOUR);
  g_assert_true (gtk_widget_get_visible (back));
  today_spin (40);
  today_picture (fixture->window, "zoom-in");

  /* The cursor takes what is seen along, by as much as it needs. */
  today_press (chart, GDK_KEY_End, 0);
  today_press (chart, GDK_KEY_Right, 0);
  span = bw_forecast_view_get_span (fixture->chart);
  g_assert_cmpint (span.end_ms, ==, TODAY_ISSUED - 39 * BW_TIME_HOUR);

  /* Many presses of + are one step. */
  today_press (chart, GDK_KEY_plus, 0);
  today_press (chart, GDK_KEY_plus, 0);
  span = bw_forecast_view_get_span (fixture->chart);
  g_assert_cmpint (span.end_ms - span.start_ms, ==, 6 * BW_TIME_HOUR);
  today_press (chart, GDK_KEY_BackSpace, 0);
  span = bw_forecast_view_get_span (fixture->chart);
  g_assert_cmpint (span.end_ms - span.start_ms, ==, 24 * BW_TIME_HOUR);
  g_signal_emit_by_name (back, "clicked");
  span = bw_forecast_view_get_span (fixture->chart);
  g_assert_cmpint (span.start_ms, ==, whole.start_ms);
  g_assert_cmpint (span.end_ms, ==, whole.end_ms);
  g_assert_false (gtk_widget_get_visible (back));

  bw_forecast_view_zoom_to (fixture->chart, TODAY_ISSUED - 90 * BW_TIME_HOUR,
                            TODAY_ISSUED - 50 * BW_TIME_HOUR);
  bw_forecast_view_zoom_to (fixture->chart, TODAY_ISSUED - 80 * BW_TIME_HOUR,
                            TODAY_ISSUED - 60 * BW_TIME_HOUR);
  today_press (chart, GDK_KEY_0, 0);
  g_assert_false (bw_forecast_view_is_zoomed (fixture->chart));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "Forecast of the fatigue score for the 24 hours after 12 March, 18:00. It begins at 47, yellow, at "
      "18:00. Lowest: 38, red, around 14:00. Highest: 80, green, around 02:00. The 80 % band reaches from "
      "9 to 93. 9 hours stand out as likely to be hard. Shown is the time from Thursday, 5 March, 18:00 "
      "to Friday, 13 March, 18:00.");
}

/* Each of the four, by its button and as the window remembers it. */
static void
test_ranges (Fixture       *fixture,
             gconstpointer  unused)
{
  static const struct
  {
    const char *tooltip;
    guint days;
    gint64 start_ms;
  } ranges[] = {
    { "Show the Last Day", 1, TODAY_ISSUED - BW_TIME_DAY },
    { "Show the Last 30 Days", 30, TODAY_ISSUED - 30 * BW_TIME_DAY },
    { "Show All There Is", 0, TODAY_ISSUED - 7 * BW_TIME_DAY },
    { "Show the Last Week", 7, TODAY_ISSUED - 7 * BW_TIME_DAY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      GtkWidget *button = find_button (fixture->window, ranges[i].tooltip);
      guint days;

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
      g_object_get (fixture->page, "past-days", &days, NULL);
      g_assert_cmpuint (days, ==, ranges[i].days);
      g_assert_cmpint (bw_forecast_view_get_span (fixture->chart).start_ms, ==, ranges[i].start_ms);
    }
  g_object_set (fixture->page, "past-days", 30u, NULL);
  g_assert_true (gtk_toggle_button_get_active (
      GTK_TOGGLE_BUTTON (find_button (fixture->window, "Show the Last 30 Days"))));
}

/* Enter tells all of an hour; what came with it, and the notes on it. */
static void
test_card (Fixture       *fixture,
           gconstpointer  unused)
{
  GtkWidget *chart = GTK_WIDGET (fixture->chart);
  BwOutlook *outlook = make_back (FALSE);
  BwAnnotation *note = bw_annotation_new ();
  g_autofree char *ahead = NULL, *later = NULL, *past = NULL;

  note->id = 4;
  note->start_ms = note->end_ms = outlook->forecast->issued_ms - 2 * BW_TIME_HOUR + 5;
  note->text = g_strdup ("A cold");
  note->tags = g_strsplit ("ill,late-night", ",", -1);
  outlook->annotations = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_annotation_free);
  g_ptr_array_add (outlook->annotations, note);
  outlook->forecast->has_net = TRUE;
  outlook->forecast->net_score[1] = 55;
  outlook->forecast->net_median_ms[1] = 39.6;
  bw_today_page_set_look_back (fixture->page, outlook);

  g_assert_false (today_press (chart, GDK_KEY_Return, 0)); /* on no hour */
  today_press (chart, GDK_KEY_Right, 0);
  today_press (chart, GDK_KEY_Return, 0);
  ahead = bw_forecast_view_get_card_text (fixture->chart);
  g_assert_true (g_str_has_prefix (ahead, "Monday, 9 March, 18:00\n"));
  g_assert_nonnull (strstr (ahead, "\n80 % band: "));
  g_assert_nonnull (strstr (ahead, "\n● Green "));
  g_assert_nonnull (strstr (ahead, "\n■ Red "));
  g_assert_nonnull (strstr (ahead, "\nReadings: about "));
  g_assert_null (strstr (ahead, "Came"));
  /* It goes along. */
  today_press (chart, GDK_KEY_Right, 0);
  later = bw_forecast_view_get_card_text (fixture->chart);
  g_assert_true (g_str_has_prefix (later, "Monday, 9 March, 19:00\n"));
  g_assert_nonnull (strstr (later, "\nThe LSTM alone: ◆ 55, Yellow; 40 ms"));
  g_assert_nonnull (strstr (later, "at 19:07, inside the band"));
  today_spin (60);
  today_picture (fixture->window, "hour-card");
  for (int i = 0; i < 3; i++)
    today_press (chart, GDK_KEY_Left, 0);
  past = bw_forecast_view_get_card_text (fixture->chart);
  g_assert_true (g_str_has_prefix (past, "Monday, 9 March, 16:00\n"));
  g_assert_null (strstr (past, "Green "));
  g_assert_true (g_str_has_suffix (past, "\nNote: A cold (ill, late night)"));
  today_press (chart, GDK_KEY_Escape, 0);
  g_assert_null (bw_forecast_view_get_card_text (fixture->chart));
  g_assert_nonnull (bw_forecast_view_get_read_out (fixture->chart));
}

/* The LSTM's own line can be laid over where it is not the one that is shown. */
static void
test_net (Fixture       *fixture,
          gconstpointer  unused)
{
  BwOutlook *outlook = today_outlook (TODAY_YELLOW);
  gboolean shown;

  g_assert_false (bw_forecast_view_has_net (fixture->chart));
  outlook->forecast->has_net = TRUE;
  for (guint i = 0; i < BW_FORECAST_HOURS; i++)
    outlook->forecast->net_score[i] = outlook->forecast->hours[i].score + 6;
  bw_today_page_set_outlook (fixture->page, outlook);
  g_assert_true (bw_forecast_view_has_net (fixture->chart));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), "today.show-net", NULL));
  g_object_get (fixture->page, "net-shown", &shown, NULL);
  g_assert_true (shown);
  g_assert_true (bw_forecast_view_get_net_shown (fixture->chart));
  today_picture (fixture->window, "net-shown");
}

/* Notes: where the menu was opened, and by their flag. */
static void
test_notes (Fixture       *fixture,
            gconstpointer  unused)
{
  GtkWidget *chart = GTK_WIDGET (fixture->chart);

  today_press (chart, GDK_KEY_Right, 0);
  today_press (chart, GDK_KEY_Left, 0);
  today_press (chart, GDK_KEY_Menu, 0);
  g_assert_true (gtk_widget_activate_action (chart, "forecast.add-note", NULL));
  g_assert_cmpint (fixture->note_ms, ==, TODAY_ISSUED - BW_TIME_HOUR);
}

/* A notification leads to its hour: from a day that is looked back on too, and before there is one. */
static void
test_show_hour (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autofree char *text = NULL;

  bw_today_page_show_hour (fixture->page, TODAY_ISSUED + 5 * BW_TIME_HOUR + 60000);
  g_assert_true (g_str_has_prefix (bw_forecast_view_get_read_out (fixture->chart),
                                   "Thursday, 23:00\n"));
  text = bw_forecast_view_get_card_text (fixture->chart);
  g_assert_true (g_str_has_prefix (text, "Thursday, 12 March, 23:00\n"));

  bw_today_page_set_look_back (fixture->page, make_back (FALSE));
  fixture->asked_ms = -1;
  bw_today_page_show_hour (fixture->page, TODAY_ISSUED + 6 * BW_TIME_HOUR);
  g_assert_cmpint (fixture->asked_ms, ==, 0);
  g_assert_null (bw_forecast_view_get_read_out (fixture->chart));
  bw_today_page_set_look_back (fixture->page, NULL);
  g_assert_true (g_str_has_prefix (bw_forecast_view_get_read_out (fixture->chart), "Friday, 00:00\n"));

  bw_today_page_set_outlook (fixture->page, NULL);
  bw_today_page_show_hour (fixture->page, TODAY_ISSUED + 7 * BW_TIME_HOUR);
  bw_today_page_set_outlook (fixture->page, today_outlook (TODAY_YELLOW));
  /* As soon as the chart has a place on the screen. */
  for (int i = 0; !bw_forecast_view_get_read_out (fixture->chart) && i < 500; i++)
    today_spin (20);
  g_assert_true (g_str_has_prefix (bw_forecast_view_get_read_out (fixture->chart), "Friday, 01:00\n"));
}

/* The table of a day that is looked back on has what came. */
static void
test_table (Fixture       *fixture,
            gconstpointer  unused)
{
  const BwThresholds thresholds = BW_THRESHOLDS_DEFAULT;
  g_autoptr (BwOutlook) outlook = make_back (FALSE);
  BwHoursDialog *dialog = bw_hours_dialog_new (NULL, outlook, &thresholds);
  g_autofree char *text = bw_hours_dialog_to_text (dialog);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_true (g_str_has_suffix (lines[0], "\tms\tCame, ms"));
  g_assert_true (g_str_has_suffix (lines[1], "\t"));
  g_assert_true (g_str_has_suffix (lines[2], " inside"));
  g_assert_true (g_str_has_suffix (lines[10], " outside"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_outcome_words (void)
{
  g_autoptr (BwOutlook) outlook = make_back (FALSE);
  g_autofree char *all = bw_hour_words_outcome (outlook), *one = NULL, *none = NULL;

  g_assert_cmpstr (all, ==, "Of 6 readings in the 24 hours after, 5 lay inside the band.");
  g_array_set_size (outlook->came, 1);
  one = bw_hour_words_outcome (outlook);
  g_assert_cmpstr (one, ==, "The one reading in the 24 hours after lay inside the band.");
  g_array_set_size (outlook->came, 0);
  none = bw_hour_words_outcome (outlook);
  g_assert_null (none);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define ADD(name, func) g_test_add ("/look-back/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("arrow-stays", test_arrow_stays);
  ADD ("steps", test_steps);
  ADD ("summer-time", test_summer_time);
  ADD ("shown", test_shown);
  ADD ("page-keys", test_page_keys);
  ADD ("zoom", test_zoom);
  ADD ("ranges", test_ranges);
  ADD ("card", test_card);
  ADD ("net", test_net);
  ADD ("notes", test_notes);
  ADD ("show-hour", test_show_hour);
  ADD ("table", test_table);
  g_test_add_func ("/look-back/outcome-words", test_outcome_words);
  return g_test_run ();
}
