/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-progress.h"

/* The least time between two calls of the notify function. */
#define NOTIFY_INTERVAL_US (50 * G_TIME_SPAN_MILLISECOND)

/* No estimate of the time left before this much was done, of time and of the whole. */
#define ESTIMATE_AFTER_US (500 * G_TIME_SPAN_MILLISECOND)
#define ESTIMATE_AFTER_FRACTION 0.01

struct _BwProgress
{
  gatomicrefcount ref_count;
  GMutex mutex;
  GCond resumed;   /* no longer paused, or cancelled */

  /* Guarded by the mutex */
  char *stage;
  char *detail;
  double done;     /* the shares of the stages before this one */
  double share;
  double fraction;
  gint64 started_us;
  gint64 notified_us;
  gboolean paused;
  gint64 paused_us;        /* since when, where it is */
  gint64 pauses_us;        /* all that ended */
  BwProgressNotify notify;
  gpointer notify_data;
};

/* Call with the mutex held; releases it. */
static void
unlock_and_notify (BwProgress *self,
                   gboolean    always)
{
  gint64 now = g_get_monotonic_time ();
  BwProgressNotify notify = NULL;
  gpointer data = NULL;

  if (always || now - self->notified_us >= NOTIFY_INTERVAL_US)
    {
      notify = self->notify;
      data = self->notify_data;
      self->notified_us = now;
    }
  g_mutex_unlock (&self->mutex);

  if (notify != NULL)
    notify (self, data);
}

BwProgress *
bw_progress_new (void)
{
  BwProgress *self = g_new0 (BwProgress, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->resumed);
  self->share = -1;
  self->started_us = g_get_monotonic_time ();
  return self;
}

BwProgress *
bw_progress_ref (BwProgress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
bw_progress_unref (BwProgress *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->resumed);
  g_free (self->stage);
  g_free (self->detail);
  g_free (self);
}

void
bw_progress_set_notify (BwProgress       *self,
                        BwProgressNotify  notify,
                        gpointer          user_data)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->mutex);
  self->notify = notify;
  self->notify_data = user_data;
  g_mutex_unlock (&self->mutex);
}

void
bw_progress_begin_stage (BwProgress *self,
                         const char *stage,
                         double      share)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->mutex);
  g_free (self->stage);
  self->stage = g_strdup (stage);
  g_clear_pointer (&self->detail, g_free);
  self->done = MIN (1.0, self->done + MAX (0.0, self->share));
  self->share = share;
  self->fraction = 0;
  unlock_and_notify (self, TRUE);
}

void
bw_progress_update (BwProgress *self,
                    double      fraction)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->mutex);
  self->fraction = CLAMP (fraction, 0.0, 1.0);
  unlock_and_notify (self, FALSE);
}

void
bw_progress_set_detail (BwProgress *self,
                        const char *detail)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->mutex);
  g_free (self->detail);
  self->detail = g_strdup (detail);
  unlock_and_notify (self, FALSE);
}

void
bw_progress_set_paused (BwProgress *self,
                        gboolean    paused)
{
  gint64 now = g_get_monotonic_time ();

  if (self == NULL)
    return;

  g_mutex_lock (&self->mutex);
  if (paused && !self->paused)
    self->paused_us = now;
  else if (!paused && self->paused)
    self->pauses_us += now - self->paused_us;
  self->paused = paused;
  if (!paused)
    g_cond_broadcast (&self->resumed);
  g_mutex_unlock (&self->mutex);
}

gboolean
bw_progress_get_paused (BwProgress *self)
{
  gboolean paused;

  if (self == NULL)
    return FALSE;

  g_mutex_lock (&self->mutex);
  paused = self->paused;
  g_mutex_unlock (&self->mutex);
  return paused;
}

static void
on_cancelled (GCancellable *cancellable,
              BwProgress   *self)
{
  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->resumed);
  g_mutex_unlock (&self->mutex);
}

void
bw_progress_wait (BwProgress   *self,
                  GCancellable *cancellable)
{
  gulong handler = 0;

  if (!bw_progress_get_paused (self))
    return;

  /* Connecting and disconnecting may call, or wait for, the handler: never with the mutex held. */
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL);
  g_mutex_lock (&self->mutex);
  unlock_and_notify (self, TRUE);
  g_mutex_lock (&self->mutex);
  while (self->paused && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&self->resumed, &self->mutex);
  unlock_and_notify (self, TRUE);
  if (handler != 0)
    g_cancellable_disconnect (cancellable, handler);
}

void
bw_progress_get_state (BwProgress      *self,
                       BwProgressState *state)
{
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (self != NULL && state != NULL);

  g_mutex_lock (&self->mutex);
  state->stage = g_strdup (self->stage);
  state->detail = g_strdup (self->detail);
  state->fraction = self->share < 0 ? -1 : MIN (1.0, self->done + self->share * self->fraction);
  state->paused = self->paused;
  if (self->paused)
    now = MIN (now, self->paused_us);
  state->elapsed_us = now - self->started_us - self->pauses_us;
  state->remaining_us = -1;
  if (state->fraction >= ESTIMATE_AFTER_FRACTION && state->elapsed_us >= ESTIMATE_AFTER_US)
    state->remaining_us = (gint64) ((double) state->elapsed_us * (1 - state->fraction)
                                    / state->fraction);
  g_mutex_unlock (&self->mutex);
}

void
bw_progress_state_clear (BwProgressState *state)
{
  g_clear_pointer (&state->stage, g_free);
  g_clear_pointer (&state->detail, g_free);
}
