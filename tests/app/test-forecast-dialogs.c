/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"
#include "today-fixture.h"

#include "app/bw-lstm-dialog.h"
#include "app/bw-moment-row.h"
#include "app/bw-note-dialog.h"
#include "app/bw-trend-page.h"
#include "app/bw-trend-view.h"
#include "base/bw-time.h"
#include "store/bw-models.h"

#include <string.h>

/* The Trend page and the dialogs that Today leads to, on a library of their own. */

#define DAYS 50
#define SEED 7

typedef struct
{
  char *folder;
  BwSession *session;
  GTimeZone *zone;
} Fixture;

static void
wait_idle (Fixture *fixture)
{
  app_wait (!bw_session_is_active (fixture->session));
  app_spin (30);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = bw_test_make_folder ();
  fixture->session = app_session_new (fixture->folder);
  fixture->zone = g_time_zone_new_identifier ("Europe/Berlin");
  /* Data: what is in it: the sample person, nothing but that it is there, or not even that. */
  if (g_strcmp0 (data, "sample") == 0)
    bw_session_import_sample (fixture->session, DAYS, SEED);
  else if (g_strcmp0 (data, "library") == 0)
    bw_session_set_setting (fixture->session, "zone", "Europe/Berlin");
  else
    bw_session_refresh (fixture->session);
  wait_idle (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  bw_session_drain (fixture->session);
  app_spin (20);
  app_assert_gone (fixture->session);
  g_time_zone_unref (fixture->zone);
  bw_test_remove_folder (fixture->folder);
}

static GtkWidget *
find_labelled (GtkWidget  *root,
               const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_labelled (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
click (GtkWidget  *root,
       const char *label)
{
  GtkWidget *button = find_labelled (root, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* --- Notes ------------------------------------------------------------------------------------- */

static GtkWidget *
open_note (Fixture            *fixture,
           const BwAnnotation *note)
{
  BwNoteDialog *dialog = bw_note_dialog_new (NULL, fixture->session, note, fixture->zone);

  gtk_window_present (GTK_WINDOW (dialog));
  app_spin (60);
  return GTK_WIDGET (dialog);
}

static GtkLabel *
find_label (GtkWidget  *root,
            const char *text)
{
  GtkLabel *found = NULL;

  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text))
    return GTK_LABEL (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

/* On a phone date and time leave the word beside them whole. */
static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (BwAnnotation) blank = bw_annotation_new ();
  GtkWidget *parent = gtk_window_new (), *dialog;
  GtkLabel *when;

  gtk_window_set_default_size (GTK_WINDOW (parent), 360, 640);
  gtk_window_present (GTK_WINDOW (parent));
  app_wait (gtk_widget_get_width (parent) == 360);
  blank->start_ms = blank->end_ms = 1758000012345;
  dialog = GTK_WIDGET (bw_note_dialog_new (GTK_WINDOW (parent), fixture->session, blank, fixture->zone));
  gtk_window_present (GTK_WINDOW (dialog));
  app_spin (100);
  today_picture (dialog, "note-narrow");
  when = find_label (dialog, "When");
  g_assert_nonnull (when);
  g_assert_cmpint (gtk_widget_get_width (dialog), <=, 360);
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (when)), ==, 1);
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (parent));
  app_spin (30);
}

static void
test_write (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (BwAnnotation) blank = bw_annotation_new ();
  GtkWidget *dialog, *save, *text;
  const GPtrArray *notes;
  const BwAnnotation *note;

  /* Seconds that no clock shows are kept where nobody changed the time. */
  blank->start_ms = blank->end_ms = 1758000012345;
  dialog = open_note (fixture, blank);
  save = find_labelled (dialog, "_Save");
  g_assert_false (gtk_widget_get_sensitive (save));
  g_assert_false (today_shows (dialog, "_Delete Note"));
  today_picture (dialog, "note-new");

  text = today_find (dialog, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (text), "  Fever & cough  ");
  g_assert_true (gtk_widget_get_sensitive (save));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_labelled (dialog, "ill")), TRUE);
  click (dialog, "_Save");
  wait_idle (fixture);

  notes = bw_session_get_notes (fixture->session);
  g_assert_cmpuint (notes->len, ==, 1);
  note = g_ptr_array_index (notes, 0);
  g_assert_cmpstr (note->text, ==, "Fever & cough");
  g_assert_cmpstr (note->tags[0], ==, "ill");
  g_assert_null (note->tags[1]);
  g_assert_cmpint (note->start_ms, ==, 1758000012345);
  g_assert_cmpint (note->end_ms, ==, note->start_ms);
  g_assert_cmpint (note->offset_min, ==, 120);
}

static void
test_change (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (BwAnnotation) first = bw_annotation_new (), again = NULL;
  GtkWidget *dialog, *toggle;
  const BwAnnotation *note;

  first->start_ms = first->end_ms = 1758000000000;
  g_strfreev (first->tags);
  first->tags = bw_annotation_parse_tags ("race chess");
  bw_session_add_note (fixture->session, first);
  wait_idle (fixture);

  again = bw_annotation_copy (g_ptr_array_index (bw_session_get_notes (fixture->session), 0));
  dialog = open_note (fixture, again);
  today_picture (dialog, "note-edit");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_labelled (dialog, "race"))));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_labelled (dialog, "ill"))));
  toggle = today_find (dialog, GTK_TYPE_SWITCH);
  gtk_switch_set_active (GTK_SWITCH (toggle), TRUE);
  app_spin (30);
  g_assert_true (today_shows (dialog, "Until"));
  click (dialog, "_Save");
  wait_idle (fixture);
  note = g_ptr_array_index (bw_session_get_notes (fixture->session), 0);
  g_assert_cmpint (note->id, ==, again->id);
  g_assert_cmpint (note->end_ms - note->start_ms, ==, 2 * BW_TIME_HOUR);
  g_assert_cmpuint (g_strv_length (note->tags), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) note->tags, "chess"));

  dialog = open_note (fixture, note);
  click (dialog, "_Delete Note");
  wait_idle (fixture);
  g_assert_cmpuint (bw_session_get_notes (fixture->session)->len, ==, 0);
}

/* A date and a time of day, where clocks change too. */
static void
test_moment (Fixture       *fixture,
             gconstpointer  data)
{
  BwMomentRow *row = g_object_ref_sink (g_object_new (BW_TYPE_MOMENT_ROW, NULL));
  gint64 midnight = bw_time_days_from_civil (2025, 3, 30) * BW_TIME_DAY - BW_TIME_HOUR;

  /* 2025-03-30 in Berlin: 02:00 is 03:00. */
  for (gint64 t = midnight - BW_TIME_DAY; t < midnight + 2 * BW_TIME_DAY; t += 47 * BW_TIME_MINUTE)
    {
      bw_moment_row_set (row, t + 333, fixture->zone);
      g_assert_cmpint (bw_moment_row_get (row), ==, t + 333);
      g_assert_true (bw_moment_row_is_valid (row));
    }
  g_object_unref (row);
}

/* --- Trend ------------------------------------------------------------------------------------- */

static void
test_trend (Fixture       *fixture,
            gconstpointer  data)
{
  BwTrendPage *page = bw_trend_page_new ();
  g_autoptr (BwAnnotation) note = bw_annotation_new ();
  GtkWidget *window, *chart;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  int least;

  bw_trend_page_set_session (page, fixture->session);
  g_assert_cmpstr (bw_trend_page_get_state (page), ==, "loading");
  window = today_present (GTK_WIDGET (page), 1000, 900);
  wait_idle (fixture);
  g_assert_cmpstr (bw_trend_page_get_state (page), ==, "content");
  g_assert_true (today_shows (window, "Your 7-day mean"));
  g_assert_true (today_shows (window, "Normal range of the last 60 days"));
  today_picture (window, "trend-page");

  /* From day to day by key, read out. */
  chart = today_find (window, BW_TYPE_TREND_VIEW);
  g_assert_null (bw_trend_view_get_read_out (BW_TREND_VIEW (chart)));
  g_assert_true (today_press (chart, GDK_KEY_Left, 0));
  text = g_strdup (bw_trend_view_get_read_out (BW_TREND_VIEW (chart)));
  g_assert_nonnull (strstr (text, "Score "));
  g_assert_nonnull (strstr (text, "7-day mean: "));
  g_assert_true (today_press (chart, GDK_KEY_Left, 0));
  g_assert_cmpstr (text, !=, bw_trend_view_get_read_out (BW_TREND_VIEW (chart)));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       bw_trend_view_get_read_out (BW_TREND_VIEW (chart)));
  g_assert_true (today_press (chart, GDK_KEY_Home, 0));
  g_assert_true (today_press (chart, GDK_KEY_Page_Down, 0));
  g_assert_true (today_press (chart, GDK_KEY_End, 0));
  g_assert_cmpstr (text, ==, bw_trend_view_get_read_out (BW_TREND_VIEW (chart)));
  g_assert_true (today_press (chart, GDK_KEY_Escape, 0));
  g_assert_false (today_press (chart, GDK_KEY_Escape, 0));

  /* A shorter range begins later; a picture can be made of it. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_labelled (window, "30 d")), TRUE);
  g_assert_true (today_press (chart, GDK_KEY_Home, 0));
  bytes = bw_chart_render (BW_CHART (chart), BW_PLOT_FORMAT_PNG, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 5000);

  /* A note stands in the list at once, and in the read-out of its day. */
  g_assert_true (today_shows (window, "What may explain a day"));
  note->start_ms = note->end_ms
    = bw_session_get_summary (fixture->session)->readings_last_ms;
  g_free (note->text);
  note->text = g_strdup ("Long flight");
  bw_session_add_note (fixture->session, note);
  wait_idle (fixture);
  g_assert_true (today_shows (window, "Long flight"));
  g_assert_true (today_press (chart, GDK_KEY_End, 0));
  g_assert_nonnull (strstr (bw_trend_view_get_read_out (BW_TREND_VIEW (chart)), "Long flight"));

  g_object_set (page, "narrow", TRUE, NULL);
  gtk_widget_measure (GTK_WIDGET (page), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  gtk_window_destroy (GTK_WINDOW (window));
  app_spin (30);
}

static void
test_trend_table (Fixture       *fixture,
                  gconstpointer  data)
{
  BwTrendPage *page = bw_trend_page_new ();
  GtkWidget *window, *chart;
  g_autofree char *all = NULL, *month = NULL;
  g_auto (GStrv) lines = NULL, some = NULL;

  bw_trend_page_set_session (page, fixture->session);
  window = today_present (GTK_WIDGET (page), 1000, 900);
  wait_idle (fixture);
  chart = today_find (window, BW_TYPE_TREND_VIEW);
  bw_trend_view_set_days (BW_TREND_VIEW (chart), 0);
  all = BW_CHART_GET_CLASS (chart)->make_table (BW_CHART (chart));
  bw_trend_view_set_days (BW_TREND_VIEW (chart), 30);
  month = BW_CHART_GET_CLASS (chart)->make_table (BW_CHART (chart));
  lines = g_strsplit (all, "\n", -1);
  some = g_strsplit (month, "\n", -1);
  g_assert_cmpuint (g_strv_length (some), ==, 30 + 2);
  g_assert_cmpuint (g_strv_length (lines), >=, DAYS);
  g_assert_cmpstr (lines[0], ==, some[0]);
  g_assert_cmpstr (lines[g_strv_length (lines) - 2], ==, some[30]);
  for (guint i = 0; i + 1 < g_strv_length (lines); i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 12);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  app_spin (30);
}

static void
test_empty_trend (Fixture       *fixture,
                  gconstpointer  data)
{
  BwTrendPage *page = bw_trend_page_new ();
  GtkWidget *window;

  bw_trend_page_set_session (page, fixture->session);
  window = today_present (GTK_WIDGET (page), 360, 640);
  wait_idle (fixture);
  g_assert_cmpstr (bw_trend_page_get_state (page), ==, "empty");
  gtk_window_destroy (GTK_WINDOW (window));
  app_spin (30);
}

/* --- The model's record ------------------------------------------------------------------------ */

static void
add_model (Fixture    *fixture,
           const char *configuration,
           const char *metrics,
           guint64     seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwLibrary) library
      = bw_library_open (bw_session_get_path (fixture->session), BW_LIBRARY_WRITE, &error);
  g_autoptr (BwModelRow) row = bw_model_row_new ();

  g_assert_no_error (error);
  g_free (row->kind);
  row->kind = g_strdup ("lstm-tutorial");
  row->trained_ms = row->to_ms = 1758000000000 + (gint64) seed * BW_TIME_DAY;
  row->from_ms = row->to_ms - 100 * BW_TIME_DAY;
  row->seed = seed;
  g_free (row->fingerprint);
  row->fingerprint = g_strdup ("0123456789abcdef0123456789abcdef");
  g_free (row->configuration);
  row->configuration = g_strdup (configuration);
  g_free (row->metrics);
  row->metrics = g_strdup (metrics);
  g_clear_pointer (&row->weights, g_bytes_unref);
  row->weights = g_bytes_new ("x", 1);
  bw_library_add_model (library, row, &error);
  g_assert_no_error (error);
}

static GtkWidget *
open_models (Fixture *fixture)
{
  BwLstmDialog *dialog = bw_lstm_dialog_new (NULL, fixture->session, "Model: Average", "The mean");

  gtk_window_present (GTK_WINDOW (dialog));
  wait_idle (fixture);
  return GTK_WIDGET (dialog);
}

static void
test_models (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *dialog = open_models (fixture);

  g_assert_cmpstr (bw_lstm_dialog_get_state (BW_LSTM_DIALOG (dialog)), ==, "none");
  g_assert_true (today_shows (dialog, "Model: Average"));
  g_assert_false (gtk_widget_activate_action (dialog, "lstm.nothing", NULL));
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_spin (30);

  add_model (fixture,
             "{\"measure\":\"rmssd\",\"preset\":\"tutorial\",\"hidden\":64,\"layers\":2,"
             "\"seeds\":1}",
             "{\"parameters\":50497,\"hours_used\":600,\"epochs\":20,\"best_epoch\":12,"
             "\"train_loss\":0.151,\"validation_loss\":0.148,\"curves\":[{\"train\":[0.3,0.2],"
             "\"validation\":[0.31,\"x\"]}]}", 3);
  add_model (fixture, "{\"measure\":\"rmssd\",\"preset\":\"tutorial\",\"imported\":true}", "[]", 4);
  dialog = open_models (fixture);
  g_assert_cmpstr (bw_lstm_dialog_get_state (BW_LSTM_DIALOG (dialog)), ==, "content");
  /* The newest came from a file, and tells little. */
  g_assert_true (today_shows (dialog, "The newest LSTM"));
  g_assert_true (today_shows (dialog, "Its weights came from a file"));
  g_assert_true (today_shows (dialog, "0123456789abcdef"));
  g_assert_true (today_shows (dialog, "All LSTMs of this library"));
  today_picture (dialog, "lstm-dialog");

  g_assert_true (gtk_widget_activate_action (dialog, "lstm.delete", NULL));
  wait_idle (fixture);
  g_assert_true (today_shows (dialog, "Model deleted"));
  g_assert_true (today_shows (dialog, "2 layers of 64, 1 seed, 50,497 numbers each")
                 || today_shows (dialog, "2 layers of 64, 1 seed, 50497 numbers each"));
  g_assert_true (today_shows (dialog, "Best after 12 of 20 epochs; loss 0.1510 in training"));
  g_assert_true (today_shows (dialog, "600 hours with readings"));
  g_assert_false (today_shows (dialog, "All LSTMs of this library"));
  click (dialog, "_Losses by Epoch…");
  app_spin (60);

  /* Undone. */
  click (dialog, "_Undo");
  wait_idle (fixture);
  g_assert_true (today_shows (dialog, "Its weights came from a file"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_spin (30);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define ADD(name, data, func)                                                                      \
  g_test_add ("/forecast-dialogs/" name, Fixture, data, set_up, func, tear_down)
  ADD ("note/write", "library", test_write);
  ADD ("note/narrow", "library", test_narrow);
  ADD ("note/change", "library", test_change);
  ADD ("note/moment", NULL, test_moment);
  ADD ("trend/page", "sample", test_trend);
  ADD ("trend/table", "sample", test_trend_table);
  ADD ("trend/empty", NULL, test_empty_trend);
  ADD ("models", "library", test_models);
  return g_test_run ();
}
