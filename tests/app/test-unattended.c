/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "alerts-fixture.h"
#include "app-test.h"

#include "app/bw-alert-notices.h"
#include "app/bw-forecast-view.h"

#include <glib/gstdio.h>

static BwApplication *application;
static GSettings *settings;
static Desktop *desktop;

typedef struct
{
  char *folder;
  char *library;
  char *drop;
} Fixture;

static BwUnattended *
unattended (void)
{
  return bw_application_get_unattended (application);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  BwAlertRules rules;
  g_autoptr (GError) error = NULL;
  BwLibrary *library;

  f->folder = bw_test_make_folder ();
  f->library = g_build_filename (f->folder, "me.beatwise", NULL);
  f->drop = g_build_filename (f->folder, "drop", NULL);
  g_assert_cmpint (g_mkdir (f->drop, 0700), ==, 0);
  g_ptr_array_set_size (desktop->notices, 0);
  g_settings_set_string (settings, "library", f->library);
  bw_alert_rules_init (&rules);
  rules.on = TRUE;
  rules.quiet = FALSE;
  library = bw_library_open (f->library, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (bw_alert_rules_write (&rules, library, &error));
  bw_library_close (library);
}

static GtkWindow *
any_window (void)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (application));

  return windows != NULL ? windows->data : NULL;
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_settings_set_string (settings, "watched-folder", "");
  while (any_window () != NULL)
    {
      bw_session_drain (bw_window_get_session (BW_WINDOW (any_window ())));
      gtk_window_destroy (any_window ());
    }
  app_spin (100);
  g_free (f->library);
  g_free (f->drop);
  bw_test_remove_folder (f->folder);
}

static void
watch (Fixture *f)
{
  g_autofree char *uri = g_filename_to_uri (f->drop, NULL, NULL);

  g_settings_set_string (settings, "watched-folder", uri);
  /* What is there is passed over: it is to be empty. */
  app_spin (300);
}

static void
drop_export (Fixture    *f,
             const char *name,
             guint       days)
{
  g_autofree char *path = g_build_filename (f->drop, name, NULL);

  alerts_write_export (path, days, 15);
}

static BwAlertState
read_state (Fixture *f)
{
  BwLibrary *library = bw_library_open (f->library, BW_LIBRARY_READ, NULL);
  BwAlertState state;

  bw_alert_state_read (&state, library);
  bw_library_close (library);
  return state;
}

/* A file comes while there is no window: it is imported, and what is to be told is told. */
static void
test_without_window (Fixture       *f,
                     gconstpointer  data)
{
  g_auto (GStrv) seen = NULL;
  Notice *imported;
  Notice *alert;

  watch (f);
  drop_export (f, "export.xml", 21);
  app_wait (desktop_find (desktop, "Fatigue score ") != NULL);
  imported = desktop_find (desktop, "New data imported");
  alert = desktop_find (desktop, "Fatigue score ");
  g_assert_nonnull (imported);
  g_assert_cmpstr (imported->body, ==, "export.xml: 126 new records");
  g_assert_cmpstr (alert->body, ==, "A day to rest.");
  g_assert_true (g_str_has_suffix (alert->title, ": red zone"));
  g_assert_null (any_window ());
  seen = g_settings_get_strv (settings, "watched-files");
  g_assert_cmpuint (g_strv_length (seen), ==, 1);

  /* The person clicks on it. */
  desktop_press (desktop, alert, NULL);
  app_wait (any_window () != NULL
            && g_strcmp0 (bw_window_get_shown (BW_WINDOW (any_window ())), "today") == 0);
  app_wait (bw_forecast_view_get_read_out (
              BW_FORECAST_VIEW (app_find (GTK_WIDGET (any_window ()), "BwForecastView")))
            != NULL);
  app_spin (200);
  g_assert_cmpuint (desktop->notices->len, ==, 2);
}

static void
test_hush (Fixture       *f,
           gconstpointer  data)
{
  Notice *alert;

  watch (f);
  drop_export (f, "export.xml", 21);
  app_wait (desktop_find (desktop, "Fatigue score ") != NULL);
  alert = desktop_find (desktop, "Fatigue score ");
  desktop_press (desktop, alert, "Quiet for Today");
  app_wait (read_state (f).hush_until_ms > 0);
  app_wait (alert->closed);
  g_assert_null (any_window ());
}

/* With a window it goes on there, and is told there. */
static void
test_with_window (Fixture       *f,
                  gconstpointer  data)
{
  BwSession *session;

  g_application_activate (G_APPLICATION (application));
  app_wait (any_window () != NULL);
  session = bw_window_get_session (BW_WINDOW (any_window ()));
  app_wait (!bw_session_is_active (session));
  g_assert_cmpstr (bw_window_get_shown (BW_WINDOW (any_window ())), ==, "welcome");
  watch (f);
  drop_export (f, "export.xml", 21);
  app_wait (desktop_find (desktop, "Fatigue score ") != NULL);
  app_wait (!bw_session_is_active (session));
  g_assert_null (desktop_find (desktop, "New data imported"));
  g_assert_cmpstr (bw_window_get_shown (BW_WINDOW (any_window ())), ==, "today");
  /* What is erased is not told of any more. */
  g_assert_false (desktop_find (desktop, "Fatigue score ")->closed);
  bw_session_erase (session);
  app_wait (desktop_find (desktop, "Fatigue score ")->closed);
}

/* What goes on without a window goes on in the window that is opened. */
static void
test_hand_over (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->drop, "export.xml", NULL);
  BwSession *session;

  watch (f);
  bw_unattended_check (unattended (), f->library);
  g_application_activate (G_APPLICATION (application));
  g_assert_null (bw_unattended_give_session (unattended (), f->library));
  session = bw_window_get_session (BW_WINDOW (any_window ()));
  app_wait (bw_session_get_alert_report (session) != NULL);
  /* And without a window that is there no longer. */
  gtk_window_close (any_window ());
  app_wait (any_window () == NULL);
  alerts_write_export (path, 21, 15);
  app_wait (desktop_find (desktop, "Fatigue score ") != NULL);
}

/* What fails is told once, and not tried again. */
static void
test_fails (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->drop, "broken.xml", NULL);
  g_auto (GStrv) seen = NULL;

  watch (f);
  g_assert_true (g_file_set_contents (path, "<?xml version=\"1.0\"?><HealthData locale=\"x\"><Rec", -1,
                                      NULL));
  app_wait (desktop_find (desktop, "“broken.xml” was not imported") != NULL);
  app_spin (600);
  g_assert_cmpuint (desktop->notices->len, ==, 1);
  g_assert_nonnull (bw_unattended_get_watch_text (unattended ()));
  seen = g_settings_get_strv (settings, "watched-files");
  g_assert_cmpuint (g_strv_length (seen), ==, 1);
  /* What was said of it stays when it is gone. */
  g_assert_cmpint (g_unlink (path), ==, 0);
  app_spin (600);
  g_assert_nonnull (bw_unattended_get_watch_text (unattended ()));
}

static void
test_folder_gone (Fixture       *f,
                  gconstpointer  data)
{
  watch (f);
  g_assert_null (bw_unattended_get_watch_text (unattended ()));
  g_assert_cmpint (g_rmdir (f->drop), ==, 0);
  app_wait (bw_unattended_get_watch_text (unattended ()) != NULL);
  g_assert_cmpint (g_mkdir (f->drop, 0700), ==, 0);
  app_wait (bw_unattended_get_watch_text (unattended ()) == NULL);
}

/* Closing the last window leaves it running, and says so once, with a way to end it. */
static void
test_stays (Fixture       *f,
            gconstpointer  data)
{
  Notice *notice;

  g_settings_set_boolean (settings, "background-start", TRUE);
  /* Who quit and came back goes on like that. */
  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
  for (int i = 0; i < 2; i++)
    {
      g_application_activate (G_APPLICATION (application));
      app_wait (any_window () != NULL);
      app_wait (!bw_session_is_active (bw_window_get_session (BW_WINDOW (any_window ()))));
      gtk_window_close (any_window ());
      app_wait (any_window () == NULL);
      app_wait (desktop_find (desktop, "Beatwise goes on in the background") != NULL);
    }
  app_spin (200);
  g_assert_cmpuint (desktop->notices->len, ==, 1);
  notice = desktop_find (desktop, "Beatwise goes on in the background");
  g_assert_cmpuint (g_strv_length (notice->actions), >=, 2);
  g_settings_set_boolean (settings, "background-start", FALSE);
}

/* A window that is closing is not the one that is shown to whoever wants one. */
static void
test_closing (Fixture       *f,
              gconstpointer  data)
{
  GtkWindow *closing;

  g_application_activate (G_APPLICATION (application));
  closing = any_window ();
  app_wait (!bw_session_is_active (bw_window_get_session (BW_WINDOW (closing))));
  bw_session_refresh (bw_window_get_session (BW_WINDOW (closing)));
  gtk_window_close (closing);
  g_assert_true (bw_window_is_closing (BW_WINDOW (closing)));
  g_application_activate (G_APPLICATION (application));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (closing)));
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (application))), ==, 2);
  app_wait (g_list_length (gtk_application_get_windows (GTK_APPLICATION (application))) == 1);
  app_wait (!bw_session_is_active (bw_window_get_session (BW_WINDOW (any_window ()))));
}

static void
test_example (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  bw_alert_notices_show_example (G_APPLICATION (application), f->library, zone);
  app_wait (desktop->notices->len == 1);
  g_assert_nonnull (desktop_find (desktop, "Low score expected around "));
}

static void
test_due (Fixture       *f,
          gconstpointer  data)
{
  const BwAlert alerts[] = {
    { .outcome = BW_ALERT_CLEAR, .due_ms = 1, .hour_ms = 1 },
    { .outcome = BW_ALERT_HELD, .due_ms = 9 * BW_TIME_HOUR },
    { .outcome = BW_ALERT_TOLD, .hour_ms = 5 * BW_TIME_HOUR },
    { .outcome = BW_ALERT_RAISED, .hour_ms = 0, .now = TRUE },
  };
  BwAlertReport report = { .alerts = g_ptr_array_new () };

  g_assert_cmpint (bw_alert_notices_get_due (&report), ==, 0);
  g_ptr_array_add (report.alerts, (gpointer) &alerts[0]);
  g_assert_cmpint (bw_alert_notices_get_due (&report), ==, 0);
  g_ptr_array_add (report.alerts, (gpointer) &alerts[3]);
  g_assert_cmpint (bw_alert_notices_get_due (&report), ==, 12 * BW_TIME_HOUR + 1);
  g_ptr_array_add (report.alerts, (gpointer) &alerts[1]);
  g_assert_cmpint (bw_alert_notices_get_due (&report), ==, 9 * BW_TIME_HOUR);
  g_ptr_array_add (report.alerts, (gpointer) &alerts[2]);
  g_assert_cmpint (bw_alert_notices_get_due (&report), ==, 6 * BW_TIME_HOUR);
  g_ptr_array_unref (report.alerts);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  gtk_test_init (&argc, &argv, NULL);
  desktop = desktop_new ();
  settings = g_settings_new (BW_APPLICATION_ID);
  application = bw_application_new ();
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  bw_unattended_set_pace (unattended (), 50, 200);
  g_test_add ("/unattended/without-window", Fixture, NULL, set_up, test_without_window, tear_down);
  g_test_add ("/unattended/hush", Fixture, NULL, set_up, test_hush, tear_down);
  g_test_add ("/unattended/with-window", Fixture, NULL, set_up, test_with_window, tear_down);
  g_test_add ("/unattended/hand-over", Fixture, NULL, set_up, test_hand_over, tear_down);
  g_test_add ("/unattended/fails", Fixture, NULL, set_up, test_fails, tear_down);
  g_test_add ("/unattended/folder-gone", Fixture, NULL, set_up, test_folder_gone, tear_down);
  g_test_add ("/unattended/stays", Fixture, NULL, set_up, test_stays, tear_down);
  g_test_add ("/unattended/closing", Fixture, NULL, set_up, test_closing, tear_down);
  g_test_add ("/unattended/example", Fixture, NULL, set_up, test_example, tear_down);
  g_test_add ("/unattended/due", Fixture, NULL, set_up, test_due, tear_down);
  status = g_test_run ();
  g_object_unref (application);
  g_object_unref (settings);
  desktop_free (desktop);
  return status;
}
