/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "alerts-fixture.h"
#include "app-test.h"

#include "base/bw-time.h"

typedef struct
{
  char *folder;
  char *path;
  BwSession *session;
  guint n_reports;
  guint n_raised;
} Fixture;

static void
on_alerts (BwSession *session,
           Fixture   *f)
{
  const BwAlertReport *report = bw_session_get_alert_report (session);

  f->n_reports++;
  for (guint i = 0; report->alerts != NULL && i < report->alerts->len; i++)
    f->n_raised += ((BwAlert *) g_ptr_array_index (report->alerts, i))->outcome == BW_ALERT_RAISED;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = bw_test_make_folder ();
  f->path = g_build_filename (f->folder, "me.beatwise", NULL);
  f->session = app_session_new (f->folder);
  g_signal_connect (f->session, "alerts-changed", G_CALLBACK (on_alerts), f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  bw_session_drain (f->session);
  app_spin (20);
  app_assert_gone (f->session);
  g_free (f->path);
  bw_test_remove_folder (f->folder);
}

static void
wait_idle (Fixture *f)
{
  app_wait (!bw_session_is_active (f->session));
}

static void
import_export (Fixture *f,
               double   last_ms)
{
  g_autofree char *path = g_build_filename (f->folder, "export.xml", NULL);
  const char *const paths[] = { path, NULL };

  alerts_write_export (path, 21, last_ms);
  bw_session_import (f->session, paths, NULL);
  wait_idle (f);
}

static const BwAlert *
zone_alert (Fixture *f)
{
  const BwAlertReport *report = bw_session_get_alert_report (f->session);

  g_assert_nonnull (report);
  g_assert_nonnull (report->alerts);
  return g_ptr_array_index (report->alerts, BW_ALERT_ZONE);
}

static void
set_rules (Fixture *f)
{
  BwAlertRules rules;

  bw_alert_rules_init (&rules);
  rules.on = TRUE;
  rules.quiet = FALSE;
  bw_session_set_alert_rules (f->session, &rules);
  wait_idle (f);
}

/* Nothing is made just by looking, and the rules are known without a forecast. */
static void
test_empty (Fixture       *f,
            gconstpointer  data)
{
  bw_session_refresh (f->session);
  wait_idle (f);
  g_assert_cmpuint (f->n_reports, ==, 1);
  g_assert_false (bw_session_get_alert_report (f->session)->rules.on);
  g_assert_null (bw_session_get_alert_report (f->session)->alerts);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
  /* Whoever wants them may have them before there are data. */
  set_rules (f);
  g_assert_true (bw_session_get_alert_report (f->session)->rules.on);
  g_assert_true (g_file_test (f->path, G_FILE_TEST_EXISTS));
}

static void
test_raised_once (Fixture       *f,
                  gconstpointer  data)
{
  import_export (f, 15);
  g_assert_cmpint (zone_alert (f)->outcome, ==, BW_ALERT_OFF);
  g_assert_cmpuint (f->n_raised, ==, 0);
  set_rules (f);
  g_assert_cmpint (zone_alert (f)->outcome, ==, BW_ALERT_RAISED);
  g_assert_true (zone_alert (f)->now);
  g_assert_cmpfloat (zone_alert (f)->score, <, 40);

  /* Looked at again, made again, by another session: told once. */
  bw_session_check_alerts (f->session);
  wait_idle (f);
  g_assert_cmpint (zone_alert (f)->outcome, ==, BW_ALERT_TOLD);
  bw_session_refresh (f->session);
  wait_idle (f);
  g_assert_cmpint (zone_alert (f)->outcome, ==, BW_ALERT_TOLD);
  {
    BwSession *other = app_session_new (f->folder);

    bw_session_refresh (other);
    app_wait (!bw_session_is_active (other));
    g_assert_cmpint (((BwAlert *) g_ptr_array_index (bw_session_get_alert_report (other)->alerts, 0))
                       ->outcome,
                     ==, BW_ALERT_TOLD);
    bw_session_drain (other);
    app_spin (20);
    app_assert_gone (other);
  }
  g_assert_cmpuint (f->n_raised, ==, 1);
}

/* An import and what follows from it are looked at once, in the end. */
static void
test_after_all (Fixture       *f,
                gconstpointer  data)
{
  set_rules (f);
  f->n_reports = 0;
  bw_session_set_trains (f->session, TRUE);
  import_export (f, 15);
  g_assert_cmpuint (f->n_reports, ==, 1);
  g_assert_cmpuint (f->n_raised, ==, 1);
}

/* Nor is the forecast that was told of when an import takes the place of a training that waits. */
static void
test_making_room (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "more.xml", NULL);
  const char *const paths[] = { path, NULL };

  bw_session_set_trains (f->session, FALSE);
  set_rules (f);
  import_export (f, 55);
  alerts_write_export (path, 22, 15);
  f->n_reports = 0;
  bw_session_set_setting (f->session, "zone", "UTC");
  bw_session_train (f->session);
  bw_session_check_alerts (f->session);
  bw_session_import (f->session, paths, NULL);
  wait_idle (f);
  g_assert_cmpuint (f->n_reports, ==, 1);
}

static void
test_clear (Fixture       *f,
            gconstpointer  data)
{
  set_rules (f);
  import_export (f, 55);
  g_assert_cmpint (zone_alert (f)->outcome, ==, BW_ALERT_CLEAR);
}

static void
test_hush (Fixture       *f,
           gconstpointer  data)
{
  gint64 now_ms = g_get_real_time () / 1000;

  set_rules (f);
  bw_session_hush_alerts (f->session);
  wait_idle (f);
  import_export (f, 15);
  g_assert_cmpint (zone_alert (f)->outcome, ==, BW_ALERT_HUSHED);
  g_assert_cmpint (zone_alert (f)->due_ms, >, now_ms);
  g_assert_cmpint (zone_alert (f)->due_ms, <=, now_ms + 25 * BW_TIME_HOUR);
  g_assert_cmpuint (f->n_raised, ==, 0);
}

/* The rules stay when everything else is erased, and nothing of the old data is told. */
static void
test_erased (Fixture       *f,
             gconstpointer  data)
{
  set_rules (f);
  import_export (f, 15);
  g_assert_cmpuint (f->n_raised, ==, 1);
  bw_session_erase (f->session);
  wait_idle (f);
  g_assert_true (bw_session_get_alert_report (f->session)->rules.on);
  g_assert_null (bw_session_get_alert_report (f->session)->alerts);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session-alerts/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/session-alerts/raised-once", Fixture, NULL, set_up, test_raised_once, tear_down);
  g_test_add ("/session-alerts/after-all", Fixture, NULL, set_up, test_after_all, tear_down);
  g_test_add ("/session-alerts/making-room", Fixture, NULL, set_up, test_making_room, tear_down);
  g_test_add ("/session-alerts/clear", Fixture, NULL, set_up, test_clear, tear_down);
  g_test_add ("/session-alerts/hush", Fixture, NULL, set_up, test_hush, tear_down);
  g_test_add ("/session-alerts/erased", Fixture, NULL, set_up, test_erased, tear_down);
  return g_test_run ();
}
