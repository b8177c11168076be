/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "today-fixture.h"

#include "app/bw-forecast-pages.h"
#include "bw-test.h"

typedef struct
{
  BwForecastPages *pages;
  GtkWidget *window;
  GtkWidget *inside;   /* a button of the page behind Today */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  BwTodayPage *today;

  fixture->pages = g_object_new (BW_TYPE_FORECAST_PAGES, NULL);
  today = bw_forecast_pages_get_today (fixture->pages);
  bw_today_page_set_now (today, TODAY_ISSUED);
  bw_today_page_set_outlook (today, today_outlook (TODAY_YELLOW));
  fixture->inside = gtk_entry_new ();
  bw_forecast_pages_add (fixture->pages, "trend", "Trend", fixture->inside);
  fixture->window = today_present (GTK_WIDGET (fixture->pages), 800, 600);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  gpointer pages = fixture->pages;

  g_object_add_weak_pointer (G_OBJECT (fixture->pages), &pages);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  today_spin (30);
  g_assert_null (pages);
}

static GtkWidget *
get_focus (Fixture *fixture)
{
  return gtk_window_get_focus (GTK_WINDOW (fixture->window));
}

static void
assert_shown (Fixture    *fixture,
              const char *name)
{
  g_assert_cmpstr (bw_forecast_pages_get_shown (fixture->pages), ==, name);
}

static void
test_there_and_back (Fixture       *fixture,
                     gconstpointer  unused)
{
  GtkWidget *table = today_find (fixture->window, GTK_TYPE_TOGGLE_BUTTON);

  assert_shown (fixture, "today");
  bw_forecast_pages_show (fixture->pages, "backtest");  /* not there (yet) */
  assert_shown (fixture, "today");

  gtk_widget_grab_focus (table);
  bw_forecast_pages_show (fixture->pages, "trend");
  today_spin (30);
  assert_shown (fixture, "trend");
  g_assert_true (today_shows (fixture->window, "Trend"));
  g_assert_true (gtk_widget_get_mapped (fixture->inside));
  /* The way back is the first that the keyboard comes to. */
  g_assert_true (GTK_IS_BUTTON (get_focus (fixture)));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (get_focus (fixture))), ==,
                   "forecast.back");

  g_assert_true (gtk_widget_activate (get_focus (fixture)));
  today_spin (300);
  assert_shown (fixture, "today");
  g_assert_true (get_focus (fixture) == table);
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  unused)
{
  GtkWidget *pages = GTK_WIDGET (fixture->pages);

  /* On Today they mean nothing. */
  g_assert_false (today_press (pages, GDK_KEY_Escape, 0));
  g_assert_false (today_press (pages, GDK_KEY_Left, GDK_ALT_MASK));

  bw_forecast_pages_show (fixture->pages, "trend");
  today_spin (30);
  g_assert_true (today_press (pages, GDK_KEY_Escape, 0));
  assert_shown (fixture, "today");
  bw_forecast_pages_show (fixture->pages, "trend");
  today_spin (30);
  g_assert_true (today_press (pages, GDK_KEY_Left, GDK_ALT_MASK));
  assert_shown (fixture, "today");

  /* Whoever writes does not lose the page. */
  bw_forecast_pages_show (fixture->pages, "trend");
  today_spin (30);
  gtk_widget_grab_focus (fixture->inside);
  g_assert_false (today_press (pages, GDK_KEY_Escape, 0));
  assert_shown (fixture, "trend");
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  unused)
{
  gboolean narrow;
  int least;

  g_object_set (fixture->pages, "narrow", TRUE, NULL);
  g_object_get (bw_forecast_pages_get_today (fixture->pages), "narrow", &narrow, NULL);
  g_assert_true (narrow);
  bw_forecast_pages_show (fixture->pages, "trend");
  gtk_widget_measure (GTK_WIDGET (fixture->pages), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL,
                      NULL, NULL);
  g_assert_cmpint (least, <=, 360);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define ADD(name, func) g_test_add ("/forecast-pages/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("there-and-back", test_there_and_back);
  ADD ("keys", test_keys);
  ADD ("narrow", test_narrow);
  return g_test_run ();
}
