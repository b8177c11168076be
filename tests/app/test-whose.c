/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/bw-application.h"
#include "app/bw-whose-dialog.h"
#include "store/bw-imports.h"

#include <string.h>

/* Tables of several people are asked about, and those of one are not. */

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
  fixture->folder = bw_test_make_folder ();
  fixture->session = app_session_new (fixture->folder);
  fixture->window = bw_window_new (application, fixture->session);
  gtk_window_present (GTK_WINDOW (fixture->window));
  app_wait (!bw_session_is_active (fixture->session));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  app_wait (gtk_application_get_windows (GTK_APPLICATION (application)) == NULL);
  app_spin (50);
  app_assert_gone (fixture->session);
  bw_test_remove_folder (fixture->folder);
}

static void
open (Fixture    *fixture,
      const char *name,
      const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_list_store_append (files, file);
  bw_window_import (fixture->window, G_LIST_MODEL (files));
}

static GtkWidget *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (BW_IS_WHOSE_DIALOG (window) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

static gpointer
child (GtkWidget  *dialog,
       const char *id)
{
  GObject *found = gtk_widget_get_template_child (dialog, BW_TYPE_WHOSE_DIALOG, id);

  g_assert_nonnull (found);
  return found;
}

/* Records in the library, 0 where there is none yet. */
static gint64
count_records (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "me.beatwise", NULL);
  g_autoptr (BwLibrary) library = bw_library_open (path, BW_LIBRARY_READ, NULL);
  BwLibraryCounts counts = { 0 };

  if (library != NULL)
    g_assert_true (bw_library_get_counts (library, &counts, NULL));
  return counts.records;
}

#define TWO                                                                               \
  "person,time,rmssd\nzoe,1627109100,40\nann,1627109160,41\nann,1627109220,42\n"

static void
test_choice (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *dialog;

  open (fixture, "two.csv", TWO);
  app_wait ((dialog = find_dialog ()) != NULL);
  app_wait (!bw_session_is_active (fixture->session));
  g_assert_cmpint (count_records (fixture), ==, 0);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog))
                 == GTK_WINDOW (fixture->window));
  g_assert_cmpstr (gtk_label_get_text (child (dialog, "text")), ==,
                   "There are values of 2 people here, and a library holds those of one. Whose are "
                   "to be imported?");
  g_assert_cmpuint (
      g_list_model_get_n_items (adw_combo_row_get_model (child (dialog, "people"))), ==, 2);
  /* By their names: Ann is first. */
  gtk_widget_activate_default (dialog);
  app_wait (find_dialog () == NULL);
  app_wait (!bw_session_is_active (fixture->session));
  g_assert_cmpint (count_records (fixture), ==, 2);

  open (fixture, "two.csv", TWO);
  app_wait ((dialog = find_dialog ()) != NULL);
  adw_combo_row_set_selected (child (dialog, "people"), 1);
  gtk_widget_activate_default (dialog);
  app_wait (find_dialog () == NULL);
  app_wait (!bw_session_is_active (fixture->session));
  g_assert_cmpint (count_records (fixture), ==, 3);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *dialog;

  open (fixture, "two.csv", TWO);
  app_wait ((dialog = find_dialog ()) != NULL);
  g_signal_emit_by_name (app_find_action (dialog, "window.close"), "clicked");
  app_wait (find_dialog () == NULL);
  app_spin (50);
  g_assert_false (bw_session_is_active (fixture->session));
  g_assert_cmpint (count_records (fixture), ==, 0);
}

static void
test_one (Fixture       *fixture,
          gconstpointer  data)
{
  open (fixture, "one.csv", "person,time,rmssd\nzoe,1627109100,40\n");
  app_wait (count_records (fixture) == 1);
  app_wait (!bw_session_is_active (fixture->session));
  g_assert_null (find_dialog ());
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  application = bw_application_new ();
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_test_add ("/whose/choice", Fixture, NULL, set_up, test_choice, tear_down);
  g_test_add ("/whose/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/whose/one", Fixture, NULL, set_up, test_one, tear_down);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
