/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"
#include "ecg-library.h"

#include "app/bw-backtest-page.h"
#include "app/bw-ecg-page-private.h"
#include "app/bw-ecg-row.h"
#include "app/bw-job-row.h"
#include "app/bw-library-page.h"
#include "app/bw-preferences.h"
#include "app/bw-rate-dialog.h"
#include "app/bw-rhythm-page-private.h"
#include "app/bw-span-bar.h"
#include "app/bw-welcome-page.h"
#include "export/bw-export-sample.h"

#include <glib/gstdio.h>

#define DAYS 30
#define SEED 7

static BwApplication *application;

typedef struct
{
  char *folder;
  BwSession *session;
  BwWindow *window;
} Fixture;

static BwWindow *
open_window (Fixture *fixture)
{
  fixture->session = app_session_new (fixture->folder);
  fixture->window = bw_window_new (application, fixture->session);
  gtk_window_present (GTK_WINDOW (fixture->window));
  app_wait (!bw_session_is_active (fixture->session));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  return fixture->window;
}

static gboolean
is_gone (Fixture *fixture)
{
  return gtk_application_get_windows (GTK_APPLICATION (application)) == NULL;
}

static void
close_window (Fixture *fixture)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_wait (is_gone (fixture));
  fixture->window = NULL;
  app_spin (50);
  g_assert_false (bw_session_is_active (fixture->session));
  app_assert_gone (fixture->session);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GSettings) settings = g_settings_new (BW_APPLICATION_ID);
  static const char *const keys[] = { "window-width", "window-height", "window-maximized", "page" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
  fixture->folder = bw_test_make_folder ();
  open_window (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->window != NULL)
    close_window (fixture);
  bw_test_remove_folder (fixture->folder);
}

static void
fill (Fixture *fixture)
{
  bw_session_import_sample (fixture->session, DAYS, SEED);
  app_wait (!bw_session_is_active (fixture->session));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static GtkWidget *
child_of (Fixture    *fixture,
          const char *type_name)
{
  GtkWidget *found = app_find (GTK_WIDGET (fixture->window), type_name);

  g_assert_nonnull (found);
  return found;
}

/* A button is named by the label in it, and by nothing beside: else its name is read twice. */
static void
assert_named (GtkWidget  *button,
              const char *name)
{
  GtkWidget *label = app_find (button, "GtkLabel");

  g_assert_nonnull (label);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, name);
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       label, NULL);
  g_assert_false (
      gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL));
}

/* Every template holds together; criticals are fatal. */
static void
test_templates (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GSettings) settings = g_settings_new (BW_APPLICATION_ID);
  GtkWidget *widgets[] = {
    g_object_new (BW_TYPE_WELCOME_PAGE, NULL),
    g_object_new (BW_TYPE_ECG_PAGE, NULL),
    bw_ecg_row_new (),
    bw_library_page_new (),
    bw_span_bar_new (0, 10, 0, 20),
  };
  GtkWidget *preferences;

  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      g_object_ref_sink (widgets[i]);
      g_assert_finalize_object (widgets[i]);
    }
  preferences = bw_preferences_new (GTK_WINDOW (fixture->window), fixture->session, settings);
  gtk_window_present (GTK_WINDOW (preferences));
  gtk_test_widget_wait_for_draw (preferences);
  g_object_add_weak_pointer (G_OBJECT (preferences), (gpointer *) &preferences);
  gtk_window_destroy (GTK_WINDOW (preferences));
  app_wait (preferences == NULL);
}

static void
test_welcome (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *welcome = child_of (fixture, "BwWelcomePage");
  GtkWidget *import = app_find_action (welcome, "win.import");
  GtkWidget *sample = app_find_action (welcome, "win.import-sample");

  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "welcome");
  g_assert_nonnull (import);
  g_assert_nonnull (sample);
  g_assert_true (gtk_widget_is_sensitive (import));
  g_assert_true (gtk_widget_is_sensitive (sample));
  assert_named (import, "Import Apple Health Export…");
  assert_named (sample, "Try with Sample Data");
}

/* From nothing to a score, and what the Library page then says. */
static void
test_journey (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *row;

  bw_session_import_sample (fixture->session, DAYS, SEED);
  row = child_of (fixture, "BwJobRow");
  g_assert_cmpint (bw_job_get_kind (bw_job_row_get_job (BW_JOB_ROW (row))), ==, BW_JOB_SAMPLE);
  app_wait (!bw_session_is_active (fixture->session));
  g_assert_null (app_find (GTK_WIDGET (fixture->window), "BwJobRow"));
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "today");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page-number", "i",
                                             2));
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "rhythm");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page-number", "i",
                                             3));
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "ecg");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page-number", "i",
                                             4));
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "glucose");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page-number", "i",
                                             5));
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "library");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  {
    const BwSummary *summary = bw_session_get_summary (fixture->session);
    GtkWidget *library = child_of (fixture, "BwLibraryPage");
    GtkWidget *figure = app_find (library, "GtkFlowBoxChild");
    GtkWidget *import = app_find (library, "AdwExpanderRow");
    g_autofree char *spoken
        = g_strdup_printf ("%" G_GINT64_FORMAT " records", summary->counts.records);

    gtk_test_accessible_assert_property (GTK_ACCESSIBLE (figure), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                         spoken);
    g_assert_nonnull (app_find (library, "BwSpanBar"));
    g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (import)), ==,
                     "sample-data.zip");
    g_assert_true (
        gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-imports", NULL));
    g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (import)));
  }
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *row;
  GtkWidget *button;

  bw_session_import_sample (fixture->session, 0, SEED);
  row = child_of (fixture, "BwJobRow");
  /* An import does not wait: only what can has a button for it. */
  button = app_find (row, "GtkButton");
  g_assert_nonnull (button);
  g_assert_false (gtk_widget_get_visible (button));
  button = gtk_widget_get_next_sibling (button);
  assert_named (button, "Cancel");
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_is_sensitive (button));
  app_wait (!bw_session_is_active (fixture->session));
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "welcome");
}

static void
test_erase_and_undo (Fixture       *fixture,
                     gconstpointer  data)
{
  gint64 records;

  fill (fixture);
  records = bw_session_get_summary (fixture->session)->counts.records;
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "library");

  /* Asked, and nothing happens. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.erase", NULL);
  app_answer ("_Cancel");
  app_spin (50);
  g_assert_false (bw_session_is_active (fixture->session));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.erase", NULL);
  app_answer ("_Erase");
  app_wait (g_str_equal (bw_window_get_shown (fixture->window), "welcome"));
  g_assert_true (bw_session_can_restore (fixture->session));
  app_wait (!bw_session_is_active (fixture->session));
  {
    /* The toast's own button, as a person presses it. */
    GtkWidget *undo;

    app_wait ((undo = app_find_action (GTK_WIDGET (fixture->window), "win.undo-erase")) != NULL);
    g_signal_emit_by_name (undo, "clicked");
  }
  app_wait (g_str_equal (bw_window_get_shown (fixture->window), "library"));
  app_wait (!bw_session_is_active (fixture->session));
  g_assert_cmpint (bw_session_get_summary (fixture->session)->counts.records, ==, records);
  g_assert_false (bw_session_can_restore (fixture->session));
}

/* Who went on while the forecasts were tested is told, and led to what was found. */
static void
test_tested_meanwhile (Fixture       *fixture,
                       gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *page, *button;

  /* Too few days for a net, and enough for all else. */
  bw_session_import_sample (fixture->session, 43, SEED);
  app_wait (!bw_session_is_active (fixture->session));
  gtk_widget_activate_action (window, "win.page", "s", "library");
  bw_session_backtest (fixture->session);
  app_wait (!bw_session_is_active (fixture->session));
  app_wait ((button = app_find_action (window, "win.show-backtest")) != NULL);
  g_signal_emit_by_name (button, "clicked");
  app_wait (g_str_equal (bw_window_get_shown (fixture->window), "today"));
  page = app_find (window, "BwBacktestPage");
  g_assert_true (gtk_widget_get_mapped (page));
  g_assert_cmpstr (bw_backtest_page_get_state (BW_BACKTEST_PAGE (page)), ==, "result");
  app_wait (!bw_session_is_active (fixture->session));
}

/* After a first import there is one thing to see, wherever one was before. */
static void
test_first_import (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GSettings) settings = g_settings_new (BW_APPLICATION_ID);

  close_window (fixture);
  g_settings_set_string (settings, "page", "library");
  open_window (fixture);
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "welcome");
  fill (fixture);
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "today");
}

/* Without readings of the heart's rhythm there is nothing on Today. */
static void
test_first_ecgs (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "ecg_2023-09-21.csv", NULL);
  g_autoptr (GString) text = g_string_new ("Sample Rate,512 hertz\nUnit,µV\n\n");
  const char *const paths[] = { path, NULL };

  for (int i = 0; i < 5120; i++)
    g_string_append_printf (text, "%d\n", i % 400 == 0 ? 900 : i % 7);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  bw_session_import (fixture->session, paths, NULL);
  app_wait (!bw_session_is_active (fixture->session));
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "ecg");
}

/* The drop target for files among the controllers of @widget and what is in it. */
static GtkEventController *
find_file_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller)
          && gdk_content_formats_contain_gtype (
            gtk_drop_target_get_formats (GTK_DROP_TARGET (controller)), GDK_TYPE_FILE_LIST))
        return controller;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkEventController *found = find_file_target (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
drop (Fixture    *fixture,
      const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkEventController *target = find_file_target (GTK_WIDGET (fixture->window));
  GSList files = { file, NULL };
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_assert_nonnull (target);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &files);
  g_signal_emit_by_name (target, "drop", &value, 100.0, 100.0, &taken);
  g_value_unset (&value);
  g_assert_true (taken);
}

/* A file that is dropped on the window is imported; an export has nothing to be asked. */
static void
test_drop (Fixture       *fixture,
           gconstpointer  data)
{
  const BwSampleOptions options = { .days = DAYS, .seed = SEED };
  g_autofree char *path = g_build_filename (fixture->folder, "export.zip", NULL);
  g_autoptr (GError) error = NULL;

  bw_export_sample (path, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "welcome");
  drop (fixture, path);
  app_wait (!bw_session_is_active (fixture->session));
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "today");
}

/* Whether a label below @widget reads like that. */
static gboolean
has_text (GtkWidget  *widget,
          const char *text)
{
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

static GtkWidget *
open_rate_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (BW_IS_RATE_DIALOG (window) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

static gpointer
rate_child (GtkWidget  *dialog,
            const char *id)
{
  GObject *child = gtk_widget_get_template_child (dialog, BW_TYPE_RATE_DIALOG, id);

  g_assert_nonnull (child);
  return child;
}

/* A recording without a header; @n tells one from another. Returns: (transfer full): its path */
static char *
write_bare (Fixture *fixture,
            guint    n)
{
  g_autofree char *name = g_strdup_printf ("ecg_2023-09-2%u.csv", n);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *text = g_strdup_printf ("%u\n-2\n3\n-4\n5\n-6\n7\n-8\n9\n", n);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

static double
rate_in_library (Fixture *fixture,
                 gint64   id)
{
  g_autofree char *path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  g_autoptr (BwRecording) recording = ecg_library_read (path, id);

  return recording->rate_hz;
}

/* A recording that does not tell its rate is imported at the one that is answered; the next time that
 * answer stands there. */
static void
test_rate (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GSettings) settings = g_settings_new (BW_APPLICATION_ID);
  g_autofree char *first = write_bare (fixture, 1);
  g_autofree char *second = write_bare (fixture, 2);
  g_autoptr (GFile) file = g_file_new_for_path (second);
  GtkWidget *dialog;

  g_settings_reset (settings, "import-rate-hz");
  drop (fixture, first);
  app_wait ((dialog = open_rate_dialog ()) != NULL);
  app_wait (!bw_session_is_active (fixture->session));
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog))
                 == GTK_WINDOW (fixture->window));
  g_assert_true (has_text (dialog, "1 recording does not tell its sample rate. Apple Watch records "
                                   "512 samples a second."));
  g_assert_cmpstr (gtk_editable_get_text (rate_child (dialog, "rate")), ==, "512");
  gtk_editable_set_text (rate_child (dialog, "rate"), "500");
  gtk_widget_activate_default (dialog);
  app_wait (open_rate_dialog () == NULL);
  app_wait (!bw_session_is_active (fixture->session));
  app_wait (has_text (GTK_WIDGET (fixture->window), "1 ECG recording read"));
  bw_assert_near (rate_in_library (fixture, 1), 500, 1e-9);
  bw_assert_near (g_settings_get_double (settings, "import-rate-hz"), 500, 1e-9);

  /* As named on the command line. */
  g_application_open (G_APPLICATION (application), &file, 1, "");
  app_wait ((dialog = open_rate_dialog ()) != NULL);
  g_assert_cmpstr (gtk_editable_get_text (rate_child (dialog, "rate")), ==, "500");
  g_signal_emit_by_name (rate_child (dialog, "import"), "clicked");
  app_wait (open_rate_dialog () == NULL);
  app_wait (!bw_session_is_active (fixture->session));
  bw_assert_near (rate_in_library (fixture, 2), 500, 1e-9);
  g_settings_reset (settings, "import-rate-hz");
}

static void
test_rate_cancelled (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = write_bare (fixture, 1);
  g_autofree char *library = g_build_filename (fixture->folder, "me.beatwise", NULL);
  GtkWidget *dialog;

  drop (fixture, path);
  app_wait ((dialog = open_rate_dialog ()) != NULL);
  g_signal_emit_by_name (app_find_action (dialog, "window.close"), "clicked");
  app_wait (open_rate_dialog () == NULL);
  app_spin (50);
  g_assert_false (bw_session_is_active (fixture->session));
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "welcome");
  g_assert_false (g_file_test (library, G_FILE_TEST_EXISTS));

  /* The question goes with its window, and nothing is imported then either. */
  drop (fixture, path);
  app_wait ((dialog = open_rate_dialog ()) != NULL);
  close_window (fixture);
  g_assert_null (open_rate_dialog ());
  g_assert_false (g_file_test (library, G_FILE_TEST_EXISTS));

  /* Or while it was still looking. */
  open_window (fixture);
  drop (fixture, path);
  close_window (fixture);
  g_assert_null (open_rate_dialog ());
  g_assert_false (g_file_test (library, G_FILE_TEST_EXISTS));
}

/* Recordings without an export are told as what they are, not as no records. */
static void
test_recordings_alone (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "ecg_2023-09-21.csv", NULL);
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "1\n-2\n3\n-4\n5\n-6\n7\n-8\n9\n", -1, &error);
  g_assert_no_error (error);
  bw_session_import (fixture->session, paths, NULL);
  app_wait (!bw_session_is_active (fixture->session));
  app_wait (has_text (GTK_WIDGET (fixture->window), "1 ECG recording read, with problems"));
}

static void
test_intervals_alone (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "2023-09-21 07-31-22.txt", NULL);
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "801\n812\n799\n805\n820\n811\n806\n790\n800\n", -1, &error);
  g_assert_no_error (error);
  bw_session_import (fixture->session, paths, NULL);
  app_wait (!bw_session_is_active (fixture->session));
  app_wait (has_text (GTK_WIDGET (fixture->window), "1 RR recording read"));
  app_wait (has_text (GTK_WIDGET (fixture->window), "RR recordings"));
  /* It is shown. */
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "rhythm");
  app_wait (has_text (GTK_WIDGET (fixture->window), "2023-09-21 07-31-22"));
  g_assert_cmpstr (bw_rhythm_page_get_state (BW_RHYTHM_PAGE (child_of (fixture, "BwRhythmPage"))), ==,
                   "content");
}

/* So is one that is older than what there was. */
static void
test_intervals_of_long_ago (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autofree char *newer = g_build_filename (fixture->folder, "2023-09-21 07-31-22.txt", NULL);
  g_autofree char *older = g_build_filename (fixture->folder, "2021-04-05 06-07-08.txt", NULL);
  const char *const first[] = { newer, NULL }, *const second[] = { older, NULL };
  BwRhythmPage *page = BW_RHYTHM_PAGE (child_of (fixture, "BwRhythmPage"));
  g_autoptr (GError) error = NULL;

  g_file_set_contents (newer, "801\n812\n799\n805\n820\n811\n806\n790\n800\n", -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (older, "901\n912\n899\n905\n920\n911\n906\n890\n900\n", -1, &error);
  g_assert_no_error (error);
  bw_session_import (fixture->session, first, NULL);
  app_wait (!bw_session_is_active (fixture->session));
  app_wait (page->rhythm != NULL && !bw_session_is_active (fixture->session));
  bw_session_import (fixture->session, second, NULL);
  app_wait (!bw_session_is_active (fixture->session));
  app_wait (page->rhythm != NULL && g_str_equal (page->rhythm->name, "2021-04-05 06-07-08.txt"));
}

static void
test_remembers (Fixture       *fixture,
                gconstpointer  data)
{
  int width;
  int height;

  fill (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "library");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 820, 610);
  app_spin (100);
  close_window (fixture);

  open_window (fixture);
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "library");
  gtk_window_get_default_size (GTK_WINDOW (fixture->window), &width, &height);
  g_assert_cmpint (width, ==, 820);
  g_assert_cmpint (height, ==, 610);
}

/* What the window's content needs, without the frame that a missing window manager leaves to us. */
static int
minimum_width (Fixture *fixture)
{
  GtkWidget *content = adw_bin_get_child (ADW_BIN (child_of (fixture, "BwNarrowBin")));
  int minimum;

  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Every page fits a phone. */
static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const pages[] = { "today", "rhythm", "ecg", "glucose", "library" };
  GtkWidget *bar = child_of (fixture, "AdwViewSwitcherBar");

  g_assert_false (bw_window_get_narrow (fixture->window));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 380, 640);
  app_wait (bw_window_get_narrow (fixture->window));
  g_assert_cmpint (minimum_width (fixture), <=, 360);
  g_assert_false (adw_view_switcher_bar_get_reveal (ADW_VIEW_SWITCHER_BAR (bar)));
  fill (fixture);
  g_assert_true (adw_view_switcher_bar_get_reveal (ADW_VIEW_SWITCHER_BAR (bar)));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", pages[i]);
      g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, pages[i]);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
      g_assert_cmpint (minimum_width (fixture), <=, 360);
    }
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 640);
  app_wait (!bw_window_get_narrow (fixture->window));
  g_assert_false (adw_view_switcher_bar_get_reveal (ADW_VIEW_SWITCHER_BAR (bar)));
  /* And back, though what is shown wide needs more than a phone has. */
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", pages[i]);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), 380, 640);
      app_wait (bw_window_get_narrow (fixture->window));
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 400);
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 640);
      app_wait (!bw_window_get_narrow (fixture->window));
      app_spin (100);
      g_assert_cmpint (minimum_width (fixture), <=, 800);
    }
}

static void
test_close_while_busy (Fixture       *fixture,
                       gconstpointer  data)
{
  BwWindow *window = fixture->window;

  bw_session_import_sample (fixture->session, 0, SEED);
  gtk_window_close (GTK_WINDOW (window));
  app_answer ("_Keep Open");
  app_spin (50);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  g_assert_true (bw_session_is_active (fixture->session));

  gtk_window_close (GTK_WINDOW (window));
  app_answer ("_Stop and Close");
  app_wait (is_gone (fixture));
  fixture->window = NULL;
  app_spin (50);
  g_assert_false (bw_session_is_active (fixture->session));
  app_assert_gone (fixture->session);

  /* What was stopped left nothing. */
  open_window (fixture);
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "welcome");
}

static BwLabel
label_in_library (Fixture *fixture,
                  gint64   id)
{
  g_autofree char *path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  g_autoptr (BwRecording) recording = ecg_library_read (path, id);

  return recording->label;
}

/* The window on a library with recordings, the first of which is labelled just now. */
static void
label_one (Fixture *fixture)
{
  BwEcgPage *page = BW_ECG_PAGE (child_of (fixture, "BwEcgPage"));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "ecg");
  bw_ecg_page_show_recording (page, 1);
  gtk_widget_activate_action (GTK_WIDGET (page), "ecg.label", "s", "fasting");
  g_assert_true (bw_session_is_writing_labels (fixture->session));
}

/* What was said of a recording lands before the window goes, whatever else is cut off. */
static void
test_close_while_labelling (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "me.beatwise", NULL);

  close_window (fixture);
  ecg_library_make (path, 3);
  open_window (fixture);
  bw_session_import_sample (fixture->session, 0, SEED);
  label_one (fixture);
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_answer ("_Stop and Close");
  app_wait (is_gone (fixture));
  fixture->window = NULL;
  app_spin (50);
  app_assert_gone (fixture->session);
  g_assert_cmpint (label_in_library (fixture, 1), ==, BW_LABEL_FASTING);
}

static BwRhythm *
load_rhythm (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_READ, NULL);
  const BwRhythmKey key = { BW_RHYTHM_RR, 1 };
  BwRhythm *rhythm = bw_rhythm_load (library, &key, NULL, NULL);

  g_assert_nonnull (rhythm);
  return rhythm;
}

/* Neither is what was done to beats: it is tried again before the window goes, and then waited for. */
static void
test_close_while_editing (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  g_autofree char *file = g_build_filename (fixture->folder, "strap.txt", NULL);
  const char *const paths[] = { file, NULL };
  const BwTachogramEdit edit = { .kind = BW_TACHOGRAM_DELETE, .first = 4, .last = 4 };
  g_autoptr (BwRhythm) before = NULL;
  g_autoptr (BwRhythm) after = NULL;
  BwRhythmPage *page;
  BwLibrary *other;

  g_file_set_contents (file, "801\n812\n799\n805\n820\n811\n806\n790\n800\n", -1, NULL);
  bw_session_import (fixture->session, paths, NULL);
  app_wait (!bw_session_is_active (fixture->session));
  page = BW_RHYTHM_PAGE (child_of (fixture, "BwRhythmPage"));
  app_wait (page->rhythm != NULL && !bw_session_is_active (fixture->session));

  other = bw_library_open (path, BW_LIBRARY_WRITE, NULL);
  g_assert_true (bw_library_begin (other, NULL));
  bw_rhythm_page_do (page, &edit);
  app_wait (page->unsaved);
  before = load_rhythm (fixture);
  g_assert_true (bw_beat_edits_is_empty (before->edits));
  bw_library_rollback (other);
  bw_library_close (other);
  app_wait (!bw_session_is_active (fixture->session));
  close_window (fixture);
  after = load_rhythm (fixture);
  g_assert_cmpuint (bw_beat_edits_get_n (after->edits), ==, 1);
  open_window (fixture);
}

/* Where it cannot land the window stays, and says so. */
static void
test_close_with_a_label_that_fails (Fixture       *fixture,
                                    gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  BwLibrary *other;

  close_window (fixture);
  ecg_library_make (path, 3);
  open_window (fixture);
  other = bw_library_open (path, BW_LIBRARY_WRITE, NULL);
  g_assert_true (bw_library_begin (other, NULL));
  label_one (fixture);
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_wait (!bw_session_is_writing_labels (fixture->session));
  app_spin (100);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window)));
  bw_library_rollback (other);
  bw_library_close (other);
  g_assert_cmpint (label_in_library (fixture, 1), ==, BW_LABEL_NONE);
  label_one (fixture);
  close_window (fixture);
  g_assert_cmpint (label_in_library (fixture, 1), ==, BW_LABEL_FASTING);
  open_window (fixture);
}

static void
test_failed_import (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "export.zip", NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "not a zip", -1, NULL));
  g_list_store_append (files, file);
  bw_window_import (fixture->window, G_LIST_MODEL (files));
  app_answer ("_Close");
  app_wait (!bw_session_is_active (fixture->session));
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "welcome");
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  GtkWidget *again;

  g_assert_true (g_file_set_contents (path, "no library, but a letter", -1, NULL));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.refresh", NULL);
  app_wait (g_str_equal (bw_window_get_shown (fixture->window), "failed"));
  app_wait (!bw_session_is_active (fixture->session));
  g_assert_cmpint (g_remove (path), ==, 0);
  again = app_find_action (GTK_WIDGET (fixture->window), "win.refresh");
  g_assert_nonnull (again);
  g_signal_emit_by_name (again, "clicked");
  app_wait (g_str_equal (bw_window_get_shown (fixture->window), "welcome"));
}

/* What another program labels in an open library is shown when it is read again, by a key too. */
static void
test_refresh (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  g_auto (GStrv) keys = gtk_application_get_accels_for_action (GTK_APPLICATION (application),
                                                               "win.refresh");
  const BwEcgSet *set;
  BwLibrary *other;

  g_assert_true (g_strv_contains ((const char *const *) keys, "F5"));
  close_window (fixture);
  ecg_library_make (path, 3);
  open_window (fixture);
  app_wait (!bw_session_is_active (fixture->session));
  other = bw_library_open (path, BW_LIBRARY_WRITE, NULL);
  g_assert_true (bw_library_set_label (other, 2, BW_LABEL_GLUCOSE, "Bob", NULL));
  bw_library_close (other);
  label_one (fixture);
  app_wait (!bw_session_is_active (fixture->session));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.refresh", NULL);
  app_wait (!bw_session_is_active (fixture->session));
  set = bw_session_get_recordings (fixture->session);
  g_assert_cmpint (g_array_index (set->recordings, BwRecording, 0).label, ==, BW_LABEL_FASTING);
  g_assert_cmpint (g_array_index (set->recordings, BwRecording, 1).label, ==, BW_LABEL_GLUCOSE);
}

/* `beatwise FILE`: a library gets a window of its own, once. */
static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "other.beatwise", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWindow *other;

  g_application_open (G_APPLICATION (application), &file, 1, "");
  g_application_open (G_APPLICATION (application), &file, 1, "");
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (application))), ==,
                    2);
  other = gtk_application_get_active_window (GTK_APPLICATION (application));
  if (other == GTK_WINDOW (fixture->window))
    other = gtk_application_get_windows (GTK_APPLICATION (application))->next->data;
  g_assert_cmpstr (bw_session_get_path (bw_window_get_session (BW_WINDOW (other))), ==, path);
  gtk_window_close (other);
  app_wait (g_list_length (gtk_application_get_windows (GTK_APPLICATION (application))) == 1);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = bw_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
#define ADD(name, function) g_test_add ("/window/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("templates", test_templates);
  ADD ("welcome", test_welcome);
  ADD ("journey", test_journey);
  ADD ("cancel", test_cancel);
  ADD ("erase-and-undo", test_erase_and_undo);
  ADD ("first-import", test_first_import);
  ADD ("first-ecgs", test_first_ecgs);
  ADD ("drop", test_drop);
  ADD ("rate", test_rate);
  ADD ("rate-cancelled", test_rate_cancelled);
  ADD ("recordings-alone", test_recordings_alone);
  ADD ("intervals-alone", test_intervals_alone);
  ADD ("intervals-of-long-ago", test_intervals_of_long_ago);
  ADD ("remembers", test_remembers);
  ADD ("narrow", test_narrow);
  ADD ("close-while-busy", test_close_while_busy);
  ADD ("close-while-labelling", test_close_while_labelling);
  ADD ("close-while-editing", test_close_while_editing);
  ADD ("close-with-a-label-that-fails", test_close_with_a_label_that_fails);
  ADD ("failed-import", test_failed_import);
  ADD ("damaged", test_damaged);
  ADD ("refresh", test_refresh);
  ADD ("tested-meanwhile", test_tested_meanwhile);
  ADD ("open", test_open);
  result = g_test_run ();
  g_object_unref (application);
  return result;
}
