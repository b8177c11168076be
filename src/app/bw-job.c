/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-job.h"

#include <glib/gi18n-lib.h>

struct _BwJob
{
  GObject parent_instance;

  BwJobKind kind;
  BwJobAccess access;
  BwJobState state;
  BwJobWork work;

  /* Owned. */
  char *title;
  char *stage;
  char *detail;
  char *remaining;
  double fraction;
  gpointer input;
  GDestroyNotify free_input;
  gpointer result;
  GDestroyNotify free_result;
  GError *error;
  BwProgress *progress;
  GCancellable *cancellable;

  gboolean paused;
  gboolean unattended;
  int told; /* atomic: whether an idle is on its way */
};

G_DEFINE_FINAL_TYPE (BwJob, bw_job, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_STAGE,
  PROP_DETAIL,
  PROP_REMAINING,
  PROP_FRACTION,
  PROP_PAUSED,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_string (BwJob       *self,
            char       **field,
            const char  *value,
            guint        property)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_fraction (BwJob  *self,
              double  fraction)
{
  if (self->fraction == fraction)
    return;
  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

static void
set_state (BwJob      *self,
           BwJobState  state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Rounded so that it does not flicker: people read it, they do not measure with it. */
static char *
format_remaining (gint64 remaining_us)
{
  gint64 seconds = remaining_us / G_USEC_PER_SEC;

  if (remaining_us < 0)
    return NULL;
  if (seconds < 5)
    return g_strdup (_("A few seconds left"));
  if (seconds < 55)
    {
      guint rounded = (guint) ((seconds + 4) / 5 * 5);

      return g_strdup_printf (ngettext ("About %u second left", "About %u seconds left", rounded),
                              rounded);
    }
  else
    {
      guint minutes = (guint) ((seconds + 30) / 60);

      return g_strdup_printf (ngettext ("About %u minute left", "About %u minutes left", minutes),
                              minutes);
    }
}

static gboolean
on_told (gpointer user_data)
{
  BwJob *self = user_data;
  g_auto (BwProgressState) state = { 0 };
  g_autofree char *remaining = NULL;

  /* Cleared before the state is read, so that what comes after is told again. */
  g_atomic_int_set (&self->told, 0);
  if (self->state != BW_JOB_RUNNING)
    return G_SOURCE_REMOVE;
  bw_progress_get_state (self->progress, &state);
  /* An estimate after half a second is a guess. */
  if (state.elapsed_us > 2 * G_USEC_PER_SEC)
    remaining = format_remaining (state.remaining_us);
  g_object_freeze_notify (G_OBJECT (self));
  set_string (self, &self->stage, state.stage, PROP_STAGE);
  set_string (self, &self->detail, state.detail, PROP_DETAIL);
  set_string (self, &self->remaining, remaining, PROP_REMAINING);
  set_fraction (self, state.fraction);
  g_object_thaw_notify (G_OBJECT (self));
  return G_SOURCE_REMOVE;
}

/* On the worker's thread. */
static void
on_progress (BwProgress *progress,
             gpointer    user_data)
{
  BwJob *self = user_data;

  if (g_atomic_int_compare_and_exchange (&self->told, 0, 1))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_told, g_object_ref (self), g_object_unref);
}

static void
run_on_worker (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  BwJob *self = source;
  GError *error = NULL;
  gpointer result = self->work (self->input, self->progress, cancellable, &error);

  bw_progress_set_notify (self->progress, NULL, NULL);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, self->free_result);
}

static void
on_over (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  BwJob *self = BW_JOB (source);
  g_autoptr (GTask) outer = user_data;

  self->result = g_task_propagate_pointer (G_TASK (result), &self->error);
  if (self->error == NULL)
    set_state (self, BW_JOB_DONE);
  else if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_state (self, BW_JOB_CANCELLED);
  else
    set_state (self, BW_JOB_FAILED);
  g_task_return_boolean (outer, self->error == NULL);
}

static void
bw_job_get_property (GObject    *object,
                     guint       id,
                     GValue     *value,
                     GParamSpec *pspec)
{
  BwJob *self = BW_JOB (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_STAGE:
      g_value_set_string (value, self->stage);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_REMAINING:
      g_value_set_string (value, self->remaining);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_job_finalize (GObject *object)
{
  BwJob *self = BW_JOB (object);

  if (self->free_input != NULL && self->input != NULL)
    self->free_input (self->input);
  if (self->free_result != NULL && self->result != NULL)
    self->free_result (self->result);
  g_clear_error (&self->error);
  g_clear_pointer (&self->progress, bw_progress_unref);
  g_clear_object (&self->cancellable);
  g_free (self->title);
  g_free (self->stage);
  g_free (self->detail);
  g_free (self->remaining);
  G_OBJECT_CLASS (bw_job_parent_class)->finalize (object);
}

static void
bw_job_class_init (BwJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = bw_job_get_property;
  object_class->finalize = bw_job_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_REMAINING] = g_param_spec_string ("remaining", NULL, NULL, NULL, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, BW_JOB_WAITING, BW_JOB_CANCELLED,
                                             BW_JOB_WAITING, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bw_job_init (BwJob *self)
{
  self->fraction = -1;
  self->cancellable = g_cancellable_new ();
}

BwJob *
bw_job_new (BwJobKind       kind,
            BwJobAccess     access,
            const char     *title,
            BwJobWork       work,
            gpointer        input,
            GDestroyNotify  free_input,
            GDestroyNotify  free_result)
{
  BwJob *self = g_object_new (BW_TYPE_JOB, NULL);

  self->kind = kind;
  self->access = access;
  self->title = g_strdup (title);
  self->work = work;
  self->input = input;
  self->free_input = free_input;
  self->free_result = free_result;
  return self;
}

BwJobKind
bw_job_get_kind (BwJob *self)
{
  return self->kind;
}

BwJobAccess
bw_job_get_access (BwJob *self)
{
  return self->access;
}

BwJobState
bw_job_get_state (BwJob *self)
{
  return self->state;
}

const char *
bw_job_get_title (BwJob *self)
{
  return self->title;
}

gconstpointer
bw_job_get_input (BwJob *self)
{
  return self->input;
}

void
bw_job_set_unattended (BwJob    *self,
                       gboolean  unattended)
{
  g_return_if_fail (BW_IS_JOB (self));

  self->unattended = unattended;
}

gboolean
bw_job_get_unattended (BwJob *self)
{
  g_return_val_if_fail (BW_IS_JOB (self), FALSE);

  return self->unattended;
}

void
bw_job_start (BwJob               *self,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GTask *outer;

  g_return_if_fail (BW_IS_JOB (self));
  g_return_if_fail (self->state == BW_JOB_WAITING);

  set_state (self, BW_JOB_RUNNING);
  self->progress = bw_progress_new ();
  bw_progress_set_paused (self->progress, self->paused);
  bw_progress_set_notify (self->progress, on_progress, self);
  outer = g_task_new (self, NULL, callback, user_data);
  task = g_task_new (self, self->cancellable, on_over, outer);
  /* What landed has landed: a cancel that came too late does not make it undone. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_on_worker);
}

/* Those whose work asks bw_progress_wait() between its steps. */
gboolean
bw_job_can_pause (BwJob *self)
{
  g_return_val_if_fail (BW_IS_JOB (self), FALSE);

  return self->kind == BW_JOB_LEARN || self->kind == BW_JOB_EVALUATE;
}

void
bw_job_set_paused (BwJob    *self,
                   gboolean  paused)
{
  g_return_if_fail (BW_IS_JOB (self));

  paused = paused && !bw_job_is_cancelled (self);
  if (self->paused == paused)
    return;
  self->paused = paused;
  bw_progress_set_paused (self->progress, paused);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

gboolean
bw_job_get_paused (BwJob *self)
{
  g_return_val_if_fail (BW_IS_JOB (self), FALSE);

  return self->paused;
}

void
bw_job_cancel (BwJob *self)
{
  g_return_if_fail (BW_IS_JOB (self));

  g_cancellable_cancel (self->cancellable);
  bw_job_set_paused (self, FALSE);
  if (self->state == BW_JOB_WAITING)
    set_state (self, BW_JOB_CANCELLED);
}

gboolean
bw_job_is_cancelled (BwJob *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

gconstpointer
bw_job_get_result (BwJob *self)
{
  return self->result;
}

const GError *
bw_job_get_error (BwJob *self)
{
  return self->error;
}

gpointer
bw_job_steal_result (BwJob *self)
{
  return g_steal_pointer (&self->result);
}
