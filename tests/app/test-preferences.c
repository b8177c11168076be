/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"
#include "today-fixture.h"

#include "app/bw-background-start.h"
#include "app/bw-preferences.h"

#include <glib/gstdio.h>

/* What the preferences say of notifications and of what the program does of itself. With
 * $BW_TEST_PICTURES they are kept as PNG to look at. */

typedef struct
{
  char *folder;
  char *path;
  BwSession *session;
  GSettings *settings;
  GtkWidget *dialog;
} Fixture;

static void
open_dialog (Fixture *f)
{
  f->dialog = bw_preferences_new (NULL, f->session, f->settings);
  gtk_window_present (GTK_WINDOW (f->dialog));
  gtk_test_widget_wait_for_draw (f->dialog);
}

static void
close_dialog (Fixture *f)
{
  GtkWidget *dialog = g_steal_pointer (&f->dialog);

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_wait (dialog == NULL);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = bw_test_make_folder ();
  f->path = g_build_filename (f->folder, "me.beatwise", NULL);
  f->session = app_session_new (f->folder);
  f->settings = g_settings_new (BW_APPLICATION_ID);
  open_dialog (f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  if (f->dialog != NULL)
    close_dialog (f);
  bw_session_drain (f->session);
  app_spin (20);
  app_assert_gone (f->session);
  g_settings_reset (f->settings, "watched-folder");
  g_settings_reset (f->settings, "background-start");
  g_object_unref (f->settings);
  g_free (f->path);
  bw_test_remove_folder (f->folder);
}

static GtkWidget *
group (Fixture    *f,
       const char *type)
{
  GtkWidget *found = app_find (f->dialog, type);

  g_assert_nonnull (found);
  return found;
}

static gpointer
child (Fixture    *f,
       const char *type,
       const char *name)
{
  GtkWidget *parent = group (f, type);
  GObject *object = gtk_widget_get_template_child (parent, G_OBJECT_TYPE (parent), name);

  g_assert_nonnull (object);
  return object;
}

#define alerts_child(f, name) child (f, "BwAlertsGroup", name)
#define background_child(f, name) child (f, "BwBackgroundGroup", name)

static BwAlertRules
read_rules (Fixture *f)
{
  BwAlertRules rules;
  BwLibrary *library = bw_library_open (f->path, BW_LIBRARY_READ, NULL);

  bw_alert_rules_init (&rules);
  if (library != NULL)
    bw_alert_rules_read (&rules, library);
  bw_library_close (library);
  return rules;
}

static void
load (Fixture *f)
{
  bw_session_refresh (f->session);
  app_wait (bw_session_get_alert_report (f->session) != NULL);
}

static void
test_rules (Fixture       *f,
            gconstpointer  data)
{
  GtkSwitch *on = alerts_child (f, "on");
  AdwExpanderRow *score_rule = alerts_child (f, "score_rule");
  BwAlertRules rules;

  /* Until they are known nothing can be lost. */
  g_assert_false (gtk_widget_is_sensitive (group (f, "BwAlertsGroup")));
  load (f);
  g_assert_true (gtk_widget_is_sensitive (group (f, "BwAlertsGroup")));
  g_assert_false (gtk_switch_get_active (on));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (score_rule)));
  /* Just looking makes no library. */
  app_spin (600);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));

  gtk_switch_set_active (on, TRUE);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (score_rule)));
  adw_expander_row_set_enable_expansion (score_rule, TRUE);
  gtk_spin_button_set_value (alerts_child (f, "below"), 61);
  gtk_spin_button_set_value (alerts_child (f, "hours"), 4);
  adw_combo_row_set_selected (alerts_child (f, "zone"), 1);
  adw_combo_row_set_selected (alerts_child (f, "ahead"), 0);
  gtk_spin_button_set_value (alerts_child (f, "red_percent"), 45);
  gtk_switch_set_active (alerts_child (f, "trend"), TRUE);
  gtk_spin_button_set_value (alerts_child (f, "quiet_from"), 21 * 60 + 15);
  gtk_spin_button_set_value (alerts_child (f, "quiet_until"), 6 * 60);
  app_wait (read_rules (f).on);
  app_wait (!bw_session_is_active (f->session));
  rules = read_rules (f);
  g_assert_true (rules.rule[BW_ALERT_ZONE]);
  g_assert_true (rules.rule[BW_ALERT_SCORE]);
  g_assert_true (rules.rule[BW_ALERT_TREND]);
  g_assert_cmpint (rules.zone, ==, BW_ZONE_YELLOW);
  g_assert_false (rules.ahead);
  g_assert_cmpuint (rules.red_percent, ==, 45);
  g_assert_cmpuint (rules.below, ==, 61);
  g_assert_cmpuint (rules.hours, ==, 4);
  g_assert_true (rules.quiet);
  g_assert_cmpuint (rules.quiet_from_min, ==, 21 * 60 + 15);
  g_assert_cmpuint (rules.quiet_until_min, ==, 6 * 60);
  g_assert_cmpstr (gtk_editable_get_text (alerts_child (f, "quiet_from")), ==, "21:15");

  /* And back, in another dialog. */
  close_dialog (f);
  open_dialog (f);
  g_assert_true (gtk_switch_get_active (alerts_child (f, "on")));
  g_assert_cmpuint (adw_combo_row_get_selected (alerts_child (f, "zone")), ==, 1);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (alerts_child (f, "below")), ==, 61);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (alerts_child (f, "quiet_from")), ==, 1275);
}

/* What was changed a moment before the dialog goes is kept. */
static void
test_closed (Fixture       *f,
             gconstpointer  data)
{
  load (f);
  gtk_switch_set_active (alerts_child (f, "on"), TRUE);
  close_dialog (f);
  app_wait (!bw_session_is_active (f->session));
  g_assert_true (read_rules (f).on);
}

/* What cannot be kept is as it was, and the row says why. */
static void
test_not_kept (Fixture       *f,
               gconstpointer  data)
{
  GtkSwitch *on = alerts_child (f, "on");
  AdwActionRow *row = alerts_child (f, "on_row");

  load (f);
  g_assert_true (g_file_set_contents (f->path, "no library at all", -1, NULL));
  gtk_switch_set_active (on, TRUE);
  app_wait (adw_action_row_get_subtitle (row) != NULL && *adw_action_row_get_subtitle (row) != '\0');
  g_assert_false (gtk_switch_get_active (on));
  g_unlink (f->path);
  gtk_switch_set_active (on, TRUE);
  app_wait (read_rules (f).on);
  app_wait (!bw_session_is_active (f->session));
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, "");
  g_assert_true (gtk_switch_get_active (on));
}

/* Changed elsewhere, it is seen here. */
static void
test_elsewhere (Fixture       *f,
                gconstpointer  data)
{
  BwAlertRules rules;

  load (f);
  bw_alert_rules_init (&rules);
  rules.on = TRUE;
  rules.below = 33;
  bw_session_set_alert_rules (f->session, &rules);
  app_wait (!bw_session_is_active (f->session));
  g_assert_true (gtk_switch_get_active (alerts_child (f, "on")));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (alerts_child (f, "below")), ==, 33);
}

static void
test_folder (Fixture       *f,
             gconstpointer  data)
{
  AdwActionRow *row = background_child (f, "folder");
  GtkWidget *forget = background_child (f, "forget");
  g_autofree char *uri = g_filename_to_uri (f->folder, NULL, NULL);

  g_assert_false (gtk_widget_get_visible (forget));
  g_settings_set_string (f->settings, "watched-folder", uri);
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, f->folder);
  g_assert_true (gtk_widget_get_visible (forget));
  gtk_widget_activate (forget);
  app_wait (!gtk_widget_get_visible (forget));
  {
    g_autofree char *now = g_settings_get_string (f->settings, "watched-folder");

    g_assert_cmpstr (now, ==, "");
  }
}

static void
test_start (Fixture       *f,
            gconstpointer  data)
{
  GtkSwitch *start = background_child (f, "start");
  AdwActionRow *row = background_child (f, "start_row");
  g_autofree char *file = bw_background_start_get_path ();
  g_autofree char *folder = g_path_get_dirname (file);
  g_autofree char *subtitle = g_strdup (adw_action_row_get_subtitle (row));

  g_assert_false (gtk_switch_get_active (start));
  gtk_widget_activate (GTK_WIDGET (start));
  app_wait (g_settings_get_boolean (f->settings, "background-start"));
  app_wait (gtk_switch_get_state (start));
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  gtk_widget_activate (GTK_WIDGET (start));
  app_wait (!g_settings_get_boolean (f->settings, "background-start"));
  app_wait (!gtk_switch_get_state (start));
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));

  /* Where it cannot be, it is off again, and the row says why. */
  g_rmdir (folder);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  gtk_widget_activate (GTK_WIDGET (start));
  app_wait (g_strcmp0 (adw_action_row_get_subtitle (row), subtitle) != 0);
  app_wait (!gtk_switch_get_active (start) && gtk_widget_is_sensitive (GTK_WIDGET (row)));
  g_assert_false (g_settings_get_boolean (f->settings, "background-start"));
  g_unlink (folder);

  /* The answer counts also when nobody looks any more. */
  gtk_switch_set_active (start, TRUE);
  close_dialog (f);
  app_wait (g_settings_get_boolean (f->settings, "background-start"));
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_unlink (file);
}

static void
picture (Fixture    *f,
         const char *name,
         gboolean    dark,
         int         width,
         int         height)
{
  gtk_window_set_default_size (GTK_WINDOW (f->dialog), width, height);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  app_spin (500);
  g_assert_cmpint (gtk_widget_get_width (f->dialog), <=, width);
  today_picture (f->dialog, name);
}

/* All of it open, no wider than a phone. */
static void
test_looks (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *uri = g_filename_to_uri (f->folder, NULL, NULL);

  load (f);
  g_settings_set_string (f->settings, "watched-folder", uri);
  gtk_switch_set_active (alerts_child (f, "on"), TRUE);
  adw_expander_row_set_enable_expansion (alerts_child (f, "score_rule"), TRUE);
  picture (f, "preferences-wide", FALSE, 560, 1900);
  adw_expander_row_set_expanded (alerts_child (f, "zone_rule"), TRUE);
  adw_expander_row_set_expanded (alerts_child (f, "quiet"), TRUE);
  picture (f, "preferences-open", FALSE, 560, 1900);
  picture (f, "preferences-open-dark", TRUE, 560, 1900);
  picture (f, "preferences-narrow", FALSE, 360, 1900);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/preferences/rules", Fixture, NULL, set_up, test_rules, tear_down);
  g_test_add ("/preferences/closed", Fixture, NULL, set_up, test_closed, tear_down);
  g_test_add ("/preferences/not-kept", Fixture, NULL, set_up, test_not_kept, tear_down);
  g_test_add ("/preferences/elsewhere", Fixture, NULL, set_up, test_elsewhere, tear_down);
  g_test_add ("/preferences/folder", Fixture, NULL, set_up, test_folder, tear_down);
  g_test_add ("/preferences/start", Fixture, NULL, set_up, test_start, tear_down);
  g_test_add ("/preferences/looks", Fixture, NULL, set_up, test_looks, tear_down);
  return g_test_run ();
}
