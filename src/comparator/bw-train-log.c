/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-train-log.h"

struct _BwTrainLog
{
  gatomicrefcount ref_count;
  GMutex mutex;

  /* Guarded by the mutex */
  guint epochs_planned;
  GArray *points;
};

BwTrainLog *
bw_train_log_new (void)
{
  BwTrainLog *self = g_new0 (BwTrainLog, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->points = g_array_new (FALSE, FALSE, sizeof (BwTrainPoint));
  return self;
}

BwTrainLog *
bw_train_log_ref (BwTrainLog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
bw_train_log_unref (BwTrainLog *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_mutex_clear (&self->mutex);
  g_array_unref (self->points);
  g_free (self);
}

void
bw_train_log_begin (BwTrainLog *self,
                    guint       epochs_planned)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->mutex);
  self->epochs_planned = epochs_planned;
  g_array_set_size (self->points, 0);
  g_mutex_unlock (&self->mutex);
}

void
bw_train_log_add (BwTrainLog         *self,
                  const BwTrainPoint *point)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->mutex);
  g_array_append_val (self->points, *point);
  g_mutex_unlock (&self->mutex);
}

GArray *
bw_train_log_get (BwTrainLog *self,
                  guint      *epochs_planned)
{
  GArray *points;

  g_return_val_if_fail (self != NULL, NULL);

  g_mutex_lock (&self->mutex);
  points = g_array_copy (self->points);
  if (epochs_planned != NULL)
    *epochs_planned = self->epochs_planned;
  g_mutex_unlock (&self->mutex);
  return points;
}
