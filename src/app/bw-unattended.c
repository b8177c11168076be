/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-unattended-private.h"

#include "app/bw-alert-notices.h"
#include "app/bw-background-start.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

/* How exactly the end of quiet hours is met. By the clock on the wall, which a timeout of hours does
 * not follow: computers sleep. */
#define TICK_SECONDS 120

G_DEFINE_FINAL_TYPE (BwUnattended, bw_unattended, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
bw_unattended_tell_changed (BwUnattended *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- Staying ----------------------------------------------------------------------------------- */

void
bw_unattended_tell_status (BwUnattended *self)
{
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;

  if (!self->holds)
    return;
  if (self->watch != NULL)
    {
      name = g_filename_display_basename (bw_watch_get_folder (self->watch));
      /* Translators: %s is the name of a folder */
      message = g_strdup_printf (_("Watches the folder “%s”"), name);
    }
  bw_background_start_tell (message != NULL ? message : _("Tells of low scores expected"));
}

static void
update_hold (BwUnattended *self)
{
  gboolean hold = !self->leaves
                  && (self->stays || g_settings_get_boolean (self->settings, "background-start"));

  if (hold == self->holds)
    return;
  self->holds = hold;
  if (hold)
    g_application_hold (self->application);
  else
    g_application_release (self->application);
  bw_unattended_tell_status (self);
}

/* Once in a run: who closed the window may think that it is gone. */
static void
on_window_removed (GtkApplication *application,
                   GtkWindow      *window,
                   BwUnattended   *self)
{
  g_autoptr (GNotification) notification = NULL;

  if (!self->holds || self->told || gtk_application_get_windows (application) != NULL)
    return;
  self->told = TRUE;
  notification = g_notification_new (_("Beatwise goes on in the background"));
  g_notification_set_body (notification,
                           _("It imports what comes into the watched folder and tells of low "
                             "scores expected."));
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_LOW);
  g_notification_add_button (notification, _("Quit"), "app.quit");
  g_application_send_notification (self->application, "background", notification);
}

/* --- Sessions ---------------------------------------------------------------------------------- */

static gboolean
on_idle (gpointer user_data)
{
  BwUnattended *self = user_data;

  self->idle_id = 0;
  if (self->session != NULL && !bw_session_is_active (self->session))
    {
      bw_session_stop (self->session);
      g_clear_object (&self->session);
      g_application_release (self->application);
    }
  return G_SOURCE_REMOVE;
}

static void
on_job_finished (BwSession    *session,
                 BwJob        *job,
                 BwUnattended *self)
{
  bw_unattended_take_import (self, session, job);
  /* Not at once: more may follow from it. */
  if (session == self->session && self->idle_id == 0)
    self->idle_id = g_idle_add (on_idle, self);
}

static void
on_alerts_changed (BwSession    *session,
                   BwUnattended *self)
{
  const BwAlertReport *report = bw_session_get_alert_report (session);
  const char *path = bw_session_get_path (session);
  gint64 due_ms = bw_alert_notices_get_due (report);

  /* Without a forecast nothing holds that was told; when to look again is as it was. */
  if (report->alerts == NULL)
    {
      bw_alert_notices_withdraw (self->application, path);
      return;
    }
  bw_alert_notices_show (self->application, path, report);
  if (due_ms > 0)
    g_hash_table_insert (self->due, g_strdup (path), g_memdup2 (&due_ms, sizeof due_ms));
  else
    g_hash_table_remove (self->due, path);
}

void
bw_unattended_attend (BwUnattended *self,
                      BwSession    *session)
{
  g_return_if_fail (BW_IS_UNATTENDED (self));
  g_return_if_fail (BW_IS_SESSION (session));

  g_signal_connect_object (session, "job-finished", G_CALLBACK (on_job_finished), self, 0);
  g_signal_connect_object (session, "alerts-changed", G_CALLBACK (on_alerts_changed), self, 0);
}

BwSession *
bw_unattended_get_session (BwUnattended *self,
                           const char   *path)
{
  BwSession *session = self->find (path, self->application);

  if (session != NULL)
    return session;
  if (self->session != NULL && g_str_equal (bw_session_get_path (self->session), path))
    return self->session;
  if (self->session != NULL)
    bw_session_stop (self->session);
  else
    g_application_hold (self->application);
  g_clear_object (&self->session);
  self->session = bw_session_new (path);
  bw_unattended_attend (self, self->session);
  return self->session;
}

BwSession *
bw_unattended_give_session (BwUnattended *self,
                            const char   *path)
{
  g_return_val_if_fail (BW_IS_UNATTENDED (self), NULL);

  if (self->session == NULL || !g_str_equal (bw_session_get_path (self->session), path))
    return NULL;
  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_application_release (self->application);
  return g_steal_pointer (&self->session);
}

/* --- Time ---------------------------------------------------------------------------------------- */

/* Whether looking at a library would end what our own session does about another. */
static gboolean
is_busy_elsewhere (BwUnattended *self,
                   const char   *path)
{
  return self->session != NULL && bw_session_is_active (self->session)
         && !g_str_equal (bw_session_get_path (self->session), path)
         && self->find (path, self->application) == NULL;
}

static gboolean
on_tick (gpointer user_data)
{
  BwUnattended *self = user_data;
  gint64 now_ms = g_get_real_time () / 1000;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer path, due_ms;

  g_hash_table_iter_init (&iter, self->due);
  while (g_hash_table_iter_next (&iter, &path, &due_ms))
    if (*(gint64 *) due_ms <= now_ms && !is_busy_elsewhere (self, path))
      {
        g_ptr_array_add (paths, g_strdup (path));
        g_hash_table_iter_remove (&iter);
      }
  for (guint i = 0; i < paths->len; i++)
    bw_unattended_check (self, g_ptr_array_index (paths, i));
  return G_SOURCE_CONTINUE;
}

static void
bw_unattended_dispose (GObject *object)
{
  BwUnattended *self = BW_UNATTENDED (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->idle_id, g_source_remove);
  bw_unattended_stop_watching (self);
  if (self->session != NULL)
    bw_session_stop (self->session);
  g_clear_object (&self->session);
  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (bw_unattended_parent_class)->dispose (object);
}

static void
bw_unattended_finalize (GObject *object)
{
  BwUnattended *self = BW_UNATTENDED (object);

  g_clear_pointer (&self->imports, g_hash_table_unref);
  g_clear_pointer (&self->due, g_hash_table_unref);
  g_free (self->watch_text);
  G_OBJECT_CLASS (bw_unattended_parent_class)->finalize (object);
}

static void
bw_unattended_class_init (BwUnattendedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bw_unattended_dispose;
  object_class->finalize = bw_unattended_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_unattended_init (BwUnattended *self)
{
  self->imports = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->due = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

BwUnattended *
bw_unattended_new (GApplication  *application,
                   GSettings     *settings,
                   BwFindSession  find)
{
  BwUnattended *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (BW_TYPE_UNATTENDED, NULL);
  self->application = application;
  self->settings = g_object_ref (settings);
  self->find = find;
  g_signal_connect_swapped (settings, "changed::background-start", G_CALLBACK (update_hold), self);
  g_signal_connect_swapped (settings, "changed::watched-folder", G_CALLBACK (bw_unattended_watch_anew),
                            self);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (on_window_removed), self, 0);
  self->tick_id = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
  bw_unattended_start_watching (self, TRUE);
  update_hold (self);
  return self;
}

char *
bw_unattended_get_library (BwUnattended *self)
{
  g_autofree char *path = g_settings_get_string (self->settings, "library");

  return *path != '\0' ? g_canonicalize_filename (path, NULL) : bw_library_default_path ();
}

void
bw_unattended_stay (BwUnattended *self)
{
  g_autofree char *library = NULL;

  g_return_if_fail (BW_IS_UNATTENDED (self));

  self->stays = TRUE;
  self->leaves = FALSE;
  update_hold (self);
  library = bw_unattended_get_library (self);
  bw_unattended_check (self, library);
}

void
bw_unattended_come_back (BwUnattended *self)
{
  g_return_if_fail (BW_IS_UNATTENDED (self));

  self->leaves = FALSE;
  update_hold (self);
}

void
bw_unattended_leave (BwUnattended *self)
{
  g_return_if_fail (BW_IS_UNATTENDED (self));

  self->leaves = TRUE;
  update_hold (self);
  if (self->session != NULL)
    bw_session_stop (self->session);
}

void
bw_unattended_check (BwUnattended *self,
                     const char   *path)
{
  g_return_if_fail (BW_IS_UNATTENDED (self));

  bw_session_check_alerts (bw_unattended_get_session (self, path));
}

void
bw_unattended_hush (BwUnattended *self,
                    const char   *path)
{
  g_return_if_fail (BW_IS_UNATTENDED (self));

  bw_alert_notices_withdraw (self->application, path);
  bw_session_hush_alerts (bw_unattended_get_session (self, path));
}

void
bw_unattended_set_pace (BwUnattended *self,
                        guint         still_ms,
                        guint         again_ms)
{
  g_return_if_fail (BW_IS_UNATTENDED (self));

  self->still_ms = still_ms;
  self->again_ms = again_ms;
}
