/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"
#include "today-fixture.h"

#include "app/bw-rhythm-trend-card.h"
#include "app/bw-trend-view.h"
#include "base/bw-time.h"
#include "store/bw-readings.h"

#include <math.h>
#include <string.h>

/* The trend on the Rhythm page, on a library of its own. */

#define DAYS 50
#define SEED 7

typedef struct
{
  char *folder;
  BwSession *session;
  GtkWidget *card, *window, *chart;
  BwRhythmKey activated;   /* the last; id 0: none */
  guint n_activated;
} Fixture;

static void
wait_idle (Fixture *fixture)
{
  app_wait (!bw_session_is_active (fixture->session));
  app_spin (30);
}

static void
on_activated (Fixture           *fixture,
              const BwRhythmKey *key)
{
  fixture->activated = *key;
  fixture->n_activated++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = bw_test_make_folder ();
  fixture->session = app_session_new (fixture->folder);
  if (data != NULL)
    bw_session_import_sample (fixture->session, DAYS, SEED);
  else
    bw_session_refresh (fixture->session);
  wait_idle (fixture);
  fixture->card = bw_rhythm_trend_card_new ();
  gtk_widget_set_valign (fixture->card, GTK_ALIGN_START);
  g_signal_connect_swapped (fixture->card, "rhythm-activated", G_CALLBACK (on_activated), fixture);
  bw_rhythm_trend_card_set_session (BW_RHYTHM_TREND_CARD (fixture->card), fixture->session);
}

static void
present (Fixture *fixture,
         int      width,
         int      height)
{
  fixture->window = today_present (fixture->card, width, height);
  wait_idle (fixture);
  fixture->chart = today_find (fixture->window, BW_TYPE_TREND_VIEW);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  bw_session_drain (fixture->session);
  app_spin (30);
  app_assert_gone (fixture->session);
  bw_test_remove_folder (fixture->folder);
}

static const char *
get_read_out (Fixture *fixture)
{
  return bw_trend_view_get_read_out (BW_TREND_VIEW (fixture->chart));
}

static const char *
get_state (Fixture *fixture)
{
  return bw_rhythm_trend_card_get_state (BW_RHYTHM_TREND_CARD (fixture->card));
}

static const BwTrend *
get_trend (Fixture *fixture)
{
  return bw_session_get_trend (fixture->session, NULL);
}

/* Nothing is made until somebody looks. */
static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_cmpstr (get_state (fixture), ==, "loading");
  app_spin (50);
  g_assert_null (get_trend (fixture));
  present (fixture, 1000, 600);
  g_assert_cmpstr (get_state (fixture), ==, data != NULL ? "content" : "empty");
  if (data == NULL)
    {
      g_assert_true (today_shows (fixture->window, "RR recordings from files are not part of it"));
      return;
    }
  g_assert_true (today_shows (fixture->window, "Your 7-day mean"));
  g_assert_true (today_shows (fixture->window, "Normal range of the last 60 days"));
  g_assert_true (today_shows (fixture->window, "Diamonds are readings at night"));
  g_assert_true (today_shows (fixture->window, "RR recordings from files are not part of it"));
}

/* From reading to reading by key, and into the one at the cursor. */
static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  const BwTrend *trend;
  const BwTrendReading *last, *before;
  g_autofree char *value = NULL;

  present (fixture, 1000, 600);
  trend = get_trend (fixture);
  last = &g_array_index (trend->readings, BwTrendReading, trend->readings->len - 1);
  before = last - 1;
  g_assert_cmpint (last->id, >, 0);

  g_assert_false (today_press (fixture->chart, GDK_KEY_Return, 0));
  g_assert_true (today_press (fixture->chart, GDK_KEY_Up, 0));
  value = g_strdup_printf (": %.0f ms\n", exp (last->ln_ms));
  g_assert_nonnull (strstr (get_read_out (fixture), "Reading at "));
  g_assert_nonnull (strstr (get_read_out (fixture), value));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->chart),
                                       GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, get_read_out (fixture));
  g_assert_true (today_press (fixture->chart, GDK_KEY_Return, 0));
  g_assert_cmpuint (fixture->n_activated, ==, 1);
  g_assert_cmpint (fixture->activated.kind, ==, BW_RHYTHM_READING);
  g_assert_cmpint (fixture->activated.id, ==, last->id);
  g_assert_true (today_press (fixture->chart, GDK_KEY_Down, 0));
  g_assert_true (today_press (fixture->chart, GDK_KEY_Up, 0));
  g_assert_true (today_press (fixture->chart, GDK_KEY_Return, 0));
  g_assert_cmpint (fixture->activated.id, ==, before->id);

  /* A day as a whole has no reading to open, and its readings begin at its first. */
  g_assert_true (today_press (fixture->chart, GDK_KEY_Home, 0));
  g_assert_nonnull (strstr (get_read_out (fixture), " reading"));
  g_assert_null (strstr (get_read_out (fixture), "Score"));
  g_assert_false (today_press (fixture->chart, GDK_KEY_Return, 0));
  g_assert_true (today_press (fixture->chart, GDK_KEY_Down, 0));
  g_assert_true (today_press (fixture->chart, GDK_KEY_Return, 0));
  g_assert_cmpint (fixture->activated.id, ==, g_array_index (trend->readings, BwTrendReading, 0).id);
  g_assert_true (today_press (fixture->chart, GDK_KEY_Up, 0));
  g_assert_true (today_press (fixture->chart, GDK_KEY_Escape, 0));
  g_assert_null (get_read_out (fixture));
}

/* Where the mark of a reading is in the widget. */
static void
find_mark (Fixture *fixture,
           guint    reading,
           double  *x,
           double  *y)
{
  BwChart *chart = BW_CHART (fixture->chart);
  g_autoptr (BwTrendFigure) figure = bw_trend_figure_new (get_trend (fixture), NULL);
  BwPlotRect area = bw_chart_get_area (chart);
  BwPlotTrendLayout layout;
  BwPlotTrend plot;
  guint first;

  bw_trend_figure_get_plot (figure, BW_TREND_FIGURE_READINGS, 90, &plot, &first);
  bw_plot_trend_layout (&layout, &plot, &area, bw_chart_get_font (chart));
  *x = bw_plot_time_scale_map (&layout.time, plot.readings[reading - first].time_ms);
  *y = bw_plot_scale_map (&layout.value, plot.readings[reading - first].value);
}

static void
test_pointer (Fixture       *fixture,
              gconstpointer  data)
{
  BwChartClass *klass;
  const BwTrend *trend;
  double x = 0, y = 0;

  present (fixture, 1000, 600);
  klass = BW_CHART_GET_CLASS (fixture->chart);
  trend = get_trend (fixture);
  for (guint i = 0; i < trend->readings->len; i += 13)
    {
      find_mark (fixture, i, &x, &y);
      klass->point_at (BW_CHART (fixture->chart), TRUE, x, y);
      g_assert_nonnull (strstr (get_read_out (fixture), "Reading at "));
      klass->tap (BW_CHART (fixture->chart), 1, x, y);
      g_assert_cmpint (fixture->activated.id, ==,
                       g_array_index (trend->readings, BwTrendReading, i).id);
    }
  g_assert_cmpuint (fixture->n_activated, ==, (trend->readings->len + 12) / 13);

  /* Beside the marks it is the day that is read out. */
  klass->point_at (BW_CHART (fixture->chart), TRUE, x, y + 200);
  g_assert_nonnull (get_read_out (fixture));
  g_assert_null (strstr (get_read_out (fixture), "Reading at "));
  klass->tap (BW_CHART (fixture->chart), 1, x, y + 200);
  g_assert_cmpuint (fixture->n_activated, ==, (trend->readings->len + 12) / 13);
  klass->point_at (BW_CHART (fixture->chart), FALSE, 0, 0);
  g_assert_null (get_read_out (fixture));
}

/* What the chart shows is to be had as a table, with every reading in it. */
static void
test_table (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  present (fixture, 1000, 600);
  text = BW_CHART_GET_CLASS (fixture->chart)->make_table (BW_CHART (fixture->chart));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      g_auto (GStrv) readings = g_strsplit (cells[1], "; ", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 11);
      n += g_strv_length (readings);
    }
  g_assert_cmpuint (n, ==, get_trend (fixture)->readings->len);
}

/* When something has changed the trend is made anew where it is looked at; the note is on it. */
static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (BwAnnotation) note = bw_annotation_new ();
  const BwTrendReading *last;
  gboolean is_current;

  present (fixture, 1000, 600);
  last = &g_array_index (get_trend (fixture)->readings, BwTrendReading,
                         get_trend (fixture)->readings->len - 1);
  note->start_ms = note->end_ms = last->time_ms;
  g_free (note->text);
  note->text = g_strdup ("Long flight");
  bw_session_add_note (fixture->session, note);
  wait_idle (fixture);
  bw_session_get_trend (fixture->session, &is_current);
  g_assert_true (is_current);
  g_assert_true (today_press (fixture->chart, GDK_KEY_Up, 0));
  g_assert_nonnull (strstr (get_read_out (fixture), "Long flight"));
}

/* Light and dark, wide and on a phone; no wider than the phone. */
static void
test_pictures (Fixture       *fixture,
               gconstpointer  data)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  const BwTrend *trend;
  BwRhythmKey key = { BW_RHYTHM_READING, 0 };
  int least;

  present (fixture, 960, 560);
  trend = get_trend (fixture);
  key.id = g_array_index (trend->readings, BwTrendReading, trend->readings->len - 40).id;
  bw_rhythm_trend_card_set_shown (BW_RHYTHM_TREND_CARD (fixture->card), &key);
  app_spin (50);
  today_picture (fixture->window, "rhythm-trend-wide");
  today_press (fixture->chart, GDK_KEY_Up, 0);
  app_spin (50);
  today_picture (fixture->window, "rhythm-trend-reading");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  app_spin (100);
  today_picture (fixture->window, "rhythm-trend-dark");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);

  g_object_set (fixture->card, "narrow", TRUE, NULL);
  today_press (fixture->chart, GDK_KEY_Escape, 0);
  gtk_widget_measure (fixture->card, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  /* Of the 336 there are, a few are for words that are longer in other languages. */
  g_assert_cmpint (least, <=, 320);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 336, 600);
  app_spin (150);
  today_picture (fixture->window, "rhythm-trend-narrow");
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, data, func)                                                                      \
  g_test_add ("/rhythm-trend/" name, Fixture, data, set_up, func, tear_down)
  ADD ("states/content", "sample", test_states);
  ADD ("states/empty", NULL, test_states);
  ADD ("keys", "sample", test_keys);
  ADD ("pointer", "sample", test_pointer);
  ADD ("table", "sample", test_table);
  ADD ("changes", "sample", test_changes);
  ADD ("pictures", "sample", test_pictures);
  return g_test_run ();
}
