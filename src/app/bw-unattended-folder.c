/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-unattended-private.h"

#include "app/bw-format.h"

#include <glib/gi18n-lib.h>

/* The watched folder: what comes into it is imported, and what became of that is told. */

static void
set_watch_text (BwUnattended *self,
                char         *text)
{
  g_free (self->watch_text);
  self->watch_text = text;
  bw_unattended_tell_changed (self);
}

/* Where there is no window, the desktop tells it. */
static void
tell_import (BwUnattended *self,
             BwSession    *session,
             const char   *title,
             const char   *body)
{
  g_autoptr (GNotification) notification = NULL;

  if (session != self->session)
    return;
  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_LOW);
  g_notification_set_default_action_and_target (notification, "app.show-page", "(ss)",
                                                bw_session_get_path (session), "library");
  g_application_send_notification (self->application, "watched-folder", notification);
}

static void
tell_imported (BwUnattended         *self,
               BwSession            *session,
               const char           *name,
               const BwImportResult *result)
{
  g_autofree char *added = bw_format_count ((gint64) result->total->n_new);
  g_autofree char *recordings
      = bw_format_recordings (result->total->ecgs, result->total->rr_recordings);
  g_autofree char *body = NULL;

  if (result->total->records == 0 && result->total->ecgs + result->total->rr_recordings > 0)
    /* Translators: a file name, and "3 ECG recordings" */
    body = g_strdup_printf (_("%s: %s"), name, recordings);
  else
    /* Translators: a file name, a number */
    body = g_strdup_printf (ngettext ("%s: %s new record", "%s: %s new records",
                                      (gulong) result->total->n_new),
                            name, added);
  /* Dumps that bring nothing new are no news. */
  if (result->total->n_new > 0)
    tell_import (self, session, _("New data imported"), body);
  set_watch_text (self, g_steal_pointer (&body));
}

/* What may go better another time is tried again in another run. */
static gboolean
is_final (const GError *error)
{
  return !g_error_matches (error, BW_ERROR, BW_ERROR_BUSY)
         && !g_error_matches (error, BW_ERROR, BW_ERROR_NO_SPACE)
         && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

void
bw_unattended_take_import (BwUnattended *self,
                           BwSession    *session,
                           BwJob        *job)
{
  g_autoptr (BwJob) key = NULL;
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  const GError *error = bw_job_get_error (job);

  if (!g_hash_table_steal_extended (self->imports, job, (gpointer *) &key, (gpointer *) &path))
    return;
  name = g_filename_display_basename (path);
  if (self->watch != NULL)
    bw_watch_finish (self->watch, path,
                     bw_job_get_state (job) == BW_JOB_DONE || (error != NULL && is_final (error)));
  if (bw_job_get_state (job) == BW_JOB_DONE)
    tell_imported (self, session, name, bw_job_get_result (job));
  else if (bw_job_get_state (job) == BW_JOB_FAILED)
    {
      /* Translators: %s is a file name */
      g_autofree char *title = g_strdup_printf (_("“%s” was not imported"), name);

      tell_import (self, session, title, error->message);
      set_watch_text (self, g_strdup (error->message));
    }
}

static void
on_arrived (BwWatch      *watch,
            const char   *path,
            BwUnattended *self)
{
  const char *const paths[] = { path, NULL };
  g_autofree char *library = bw_unattended_get_library (self);
  BwJob *job = bw_session_import (bw_unattended_get_session (self, library), paths, NULL);

  bw_job_set_unattended (job, TRUE);
  g_hash_table_insert (self->imports, g_object_ref (job), g_strdup (path));
}

static void
on_watch_changed (BwWatch      *watch,
                  BwUnattended *self)
{
  const GError *error = bw_watch_get_error (watch);
  g_auto (GStrv) seen = bw_watch_get_seen (watch);

  g_settings_set_strv (self->settings, "watched-files", (const char *const *) seen);
  if (error != NULL || self->folder_fails)
    set_watch_text (self, error != NULL ? g_strdup (error->message) : NULL);
  self->folder_fails = error != NULL;
}

void
bw_unattended_stop_watching (BwUnattended *self)
{
  if (self->watch == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->watch, self);
  bw_watch_stop (self->watch);
  g_clear_object (&self->watch);
}

void
bw_unattended_start_watching (BwUnattended *self,
                              gboolean      take_present)
{
  g_autofree char *uri = g_settings_get_string (self->settings, "watched-folder");
  g_auto (GStrv) seen = g_settings_get_strv (self->settings, "watched-files");
  g_autofree char *folder = *uri != '\0' ? g_filename_from_uri (uri, NULL, NULL) : NULL;

  bw_unattended_stop_watching (self);
  if (folder == NULL)
    return;
  self->watch = bw_watch_new (folder, (const char *const *) seen);
  if (self->still_ms > 0)
    bw_watch_set_pace (self->watch, self->still_ms, self->again_ms);
  g_signal_connect (self->watch, "arrived", G_CALLBACK (on_arrived), self);
  g_signal_connect (self->watch, "changed", G_CALLBACK (on_watch_changed), self);
  bw_watch_start (self->watch, take_present);
}

/* What lies in a folder that was just chosen was not dropped there. */
void
bw_unattended_watch_anew (BwUnattended *self)
{
  const char *const none[] = { NULL };

  g_settings_set_strv (self->settings, "watched-files", none);
  bw_unattended_start_watching (self, FALSE);
  bw_unattended_tell_status (self);
  set_watch_text (self, NULL);
}

const char *
bw_unattended_get_watch_text (BwUnattended *self)
{
  g_return_val_if_fail (BW_IS_UNATTENDED (self), NULL);

  return self->watch_text;
}
