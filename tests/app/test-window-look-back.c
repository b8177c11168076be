/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/bw-format.h"
#include "app/bw-note-dialog.h"
#include "app/bw-session.h"
#include "app/bw-today-page.h"
#include "base/bw-time.h"

#include <adwaita.h>

/* Looking back in the window itself: the page asks, the session answers, and what is shown stays what it
 * is while the library is read anew. */

#define DAYS 40
#define SEED 7

static BwApplication *application;

static gboolean
is_gone (void)
{
  return gtk_application_get_windows (GTK_APPLICATION (application)) == NULL;
}

static BwTodayPage *
find_page (GtkWidget *window)
{
  return BW_TODAY_PAGE (app_find (window, "BwTodayPage"));
}

static void
look_back (GtkWidget *window,
           gint64     time_ms)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (find_page (window)), "win.look-back", "x",
                                             time_ms));
}

static gboolean
has_text (GtkWidget  *root,
          const char *text)
{
  gboolean found = GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_label (GTK_LABEL (root)), text);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = has_text (child, text);
  return found;
}

/* A note that is begun without a time is of the day that is looked at. */
static void
assert_note_begins (GtkWidget *window,
                    gint64     time_ms)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (
      bw_session_get_summary (bw_window_get_session (BW_WINDOW (window)))->zone_in_use);
  g_autofree char *day = bw_format_day (time_ms, zone);
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWindow *dialog = NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (find_page (window)), "win.add-note", "x",
                                             G_GINT64_CONSTANT (0)));
  for (guint i = 0; i < g_list_model_get_n_items (windows) && dialog == NULL; i++)
    {
      g_autoptr (GtkWindow) one = g_list_model_get_item (windows, i);

      if (BW_IS_NOTE_DIALOG (one))
        dialog = one;
    }
  g_assert_nonnull (dialog);
  g_assert_true (has_text (GTK_WIDGET (dialog), day));
  gtk_window_destroy (dialog);
}

static void
test_look_back (void)
{
  char *folder = bw_test_make_folder ();
  BwSession *session = app_session_new (folder);
  GtkWidget *window = GTK_WIDGET (bw_window_new (application, session));
  g_autoptr (BwOutlook) then = NULL;
  gint64 now_ms;

  gtk_window_present (GTK_WINDOW (window));
  bw_session_import_sample (session, DAYS, SEED);
  app_wait (!bw_session_is_active (session));
  now_ms = bw_summary_is_empty (bw_session_get_summary (session))
             ? 0 : bw_session_get_summary (session)->readings_last_ms;
  g_assert_cmpint (now_ms, >, 0);
  now_ms = now_ms / BW_TIME_HOUR * BW_TIME_HOUR;

  look_back (window, now_ms - 5 * BW_TIME_DAY);
  app_wait (bw_today_page_get_look_back (find_page (window)) != 0);
  g_assert_cmpint (bw_today_page_get_look_back (find_page (window)), ==, now_ms - 5 * BW_TIME_DAY);

  assert_note_begins (window, now_ms - 5 * BW_TIME_DAY);

  /* What is new does not throw a person out of the day they look at. */
  bw_session_refresh (session);
  app_wait (!bw_session_is_active (session));
  g_assert_cmpint (bw_today_page_get_look_back (find_page (window)), ==, now_ms - 5 * BW_TIME_DAY);

  look_back (window, 0);
  g_assert_cmpint (bw_today_page_get_look_back (find_page (window)), ==, 0);

  /* One that is still on its way when a person has gone back to now comes too late. */
  look_back (window, now_ms - 6 * BW_TIME_DAY);
  look_back (window, 0);
  app_wait (!bw_session_is_active (session));
  g_assert_cmpint (bw_today_page_get_look_back (find_page (window)), ==, 0);

  gtk_window_close (GTK_WINDOW (window));
  app_wait (is_gone ());
  app_spin (50);
  app_assert_gone (session);
  bw_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  application = bw_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/window/look-back", test_look_back);
  result = g_test_run ();
  g_object_unref (application);
  return result;
}
