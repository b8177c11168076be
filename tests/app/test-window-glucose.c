/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "glucose-fixture.h"

#include "app/bw-ecg-page-private.h"
#include "app/bw-job-row.h"

/* The Glucose page as a part of its window: the ways to other pages, and a training seen from them. */

static BwApplication *application;

typedef struct
{
  char *folder;
  BwSession *session;
  BwWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  app_reset_settings ();
  fixture->folder = bw_test_make_folder ();
  path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  glucose_library_make (path, 3, 2);
  fixture->session = app_session_new (fixture->folder);
  fixture->window = bw_window_new (application, fixture->session);
  gtk_window_present (GTK_WINDOW (fixture->window));
  glucose_settle (fixture->session);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "glucose");
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "glucose");
}

static gboolean
is_gone (void)
{
  return gtk_application_get_windows (GTK_APPLICATION (application)) == NULL;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (!is_gone ())
    gtk_window_close (GTK_WINDOW (fixture->window));
  app_wait (is_gone ());
  app_spin (50);
  g_assert_false (bw_session_is_active (fixture->session));
  app_assert_gone (fixture->session);
  bw_test_remove_folder (fixture->folder);
}

static void
go (Fixture    *fixture,
    const char *page)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", page);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

/* A recording opens on the ECG page, out of a filter too. */
static void
test_to_recordings (Fixture       *fixture,
                    gconstpointer  data)
{
  BwEcgPage *page = BW_ECG_PAGE (app_find (GTK_WIDGET (fixture->window), "BwEcgPage"));
  g_autoptr (GPtrArray) selected = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-recordings", "s", "unsure");
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "ecg");
  go (fixture, "glucose");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-recording", "x",
                              (gint64) 5);
  g_assert_cmpstr (bw_window_get_shown (fixture->window), ==, "ecg");
  glucose_settle (fixture->session);
  selected = bw_ecg_list_get_selected (page->list);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_cmpint (bw_ecg_item_get_id (g_ptr_array_index (selected, 0)), ==, 5);
}

static BwJob *
begin_long (Fixture *fixture)
{
  const BwComparatorTrainOptions options
      = { .mode = BW_COMPARATOR_PUBLISHED, .rule = BW_RULE_COMPARATOR, .epochs = 1000 };

  return bw_session_learn (fixture->session, &options);
}

/* The row at the bottom of the window, not that of the page. */
static GtkWidget *
find_row (GtkWidget *widget)
{
  if (BW_IS_JOB_ROW (widget) && gtk_widget_has_css_class (widget, "job"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What the page shows itself is not shown twice; elsewhere it is. */
static void
test_training_elsewhere (Fixture       *fixture,
                         gconstpointer  data)
{
  GtkWidget *row;

  begin_long (fixture);
  row = find_row (GTK_WIDGET (fixture->window));
  g_assert_nonnull (row);
  g_assert_false (gtk_widget_get_visible (row));
  go (fixture, "ecg");
  g_assert_true (gtk_widget_get_visible (row));
  go (fixture, "glucose");
  g_assert_false (gtk_widget_get_visible (row));
  bw_session_stop_learning (fixture->session);
  glucose_settle (fixture->session);
  g_assert_null (find_row (GTK_WIDGET (fixture->window)));
}

/* A window is not closed over a training without being asked, and then nothing of it stays. */
static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = g_strdup (bw_session_get_path (fixture->session));
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (GError) error = NULL;

  begin_long (fixture);
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_answer ("_Keep Open");
  g_assert_nonnull (bw_session_get_learn_job (fixture->session));
  bw_job_set_paused (bw_session_get_learn_job (fixture->session), TRUE);
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_answer ("_Stop and Close");
  app_wait (is_gone ());
  library = bw_library_open (path, BW_LIBRARY_READ, &error);
  g_assert_no_error (error);
  models = bw_library_list_models (library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (models->len, ==, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  application = bw_application_new ();
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("/window-glucose/to-recordings", test_to_recordings);
  ADD ("/window-glucose/training-elsewhere", test_training_elsewhere);
  ADD ("/window-glucose/close", test_close);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
