/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-parcel.h"

static void
name_clear (gpointer data)
{
  BwParcelName *name = data;

  for (guint i = 0; i < G_N_ELEMENTS (name->parts); i++)
    g_clear_pointer (&name->parts[i], g_free);
}

static void
reading_clear (gpointer data)
{
  BwParcelReading *reading = data;

  bw_reading_row_clear (&reading->row);
}

static void
workout_clear (gpointer data)
{
  BwWorkout *workout = data;

  g_clear_pointer (&workout->activity, g_free);
}

static void
ecg_clear (gpointer data)
{
  BwParcelEcg *ecg = data;

  bw_recording_clear (&ecg->header);
  g_clear_pointer (&ecg->samples_nv, g_free);
  g_clear_pointer (&ecg->person_name, g_free);
  g_clear_pointer (&ecg->date_of_birth, g_free);
  g_clear_pointer (&ecg->sex, g_free);
}

static void
rr_clear (gpointer data)
{
  BwParcelRr *rr = data;

  bw_rr_recording_clear (&rr->header);
  g_clear_pointer (&rr->intervals, bw_rr_intervals_free);
}

static GArray *
array_new (gsize          size,
           GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, (guint) size);

  if (clear != NULL)
    g_array_set_clear_func (array, clear);
  return array;
}

BwParcel *
bw_parcel_new (void)
{
  BwParcel *self = g_new (BwParcel, 1);

  self->n_samples = 0;
  self->names = array_new (sizeof (BwParcelName), name_clear);
  self->readings = array_new (sizeof (BwParcelReading), reading_clear);
  self->beats = array_new (sizeof (BwBeat), NULL);
  self->workouts = array_new (sizeof (BwWorkout), workout_clear);
  self->activity_days = array_new (sizeof (BwActivityDay), NULL);
  self->ecgs = array_new (sizeof (BwParcelEcg), ecg_clear);
  self->rrs = array_new (sizeof (BwParcelRr), rr_clear);
  self->characteristics = array_new (sizeof (BwParcelName), name_clear);
  return self;
}

void
bw_parcel_free (BwParcel *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->names);
  g_array_unref (self->readings);
  g_array_unref (self->beats);
  g_array_unref (self->workouts);
  g_array_unref (self->activity_days);
  g_array_unref (self->ecgs);
  g_array_unref (self->rrs);
  g_array_unref (self->characteristics);
  g_free (self);
}

void
bw_parcel_clear (BwParcel *self)
{
  self->n_samples = 0;
  g_array_set_size (self->names, 0);
  g_array_set_size (self->readings, 0);
  g_array_set_size (self->beats, 0);
  g_array_set_size (self->workouts, 0);
  g_array_set_size (self->activity_days, 0);
  g_array_set_size (self->ecgs, 0);
  g_array_set_size (self->rrs, 0);
  g_array_set_size (self->characteristics, 0);
}

gboolean
bw_parcel_is_empty (const BwParcel *self)
{
  return self->n_samples == 0 && self->names->len == 0 && self->readings->len == 0
         && self->workouts->len == 0 && self->activity_days->len == 0 && self->ecgs->len == 0
         && self->rrs->len == 0 && self->characteristics->len == 0;
}

struct _BwRing
{
  GMutex mutex;
  GCond changed;
  GQueue empty;
  GQueue full;
  gboolean finished; /* by the reader */
  gboolean closed;   /* by the writer */
};

BwRing *
bw_ring_new (guint n_parcels)
{
  BwRing *self = g_new0 (BwRing, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  g_queue_init (&self->empty);
  g_queue_init (&self->full);
  for (guint i = 0; i < n_parcels; i++)
    g_queue_push_tail (&self->empty, bw_parcel_new ());
  return self;
}

void
bw_ring_free (BwRing *self)
{
  if (self == NULL)
    return;

  g_queue_clear_full (&self->empty, (GDestroyNotify) bw_parcel_free);
  g_queue_clear_full (&self->full, (GDestroyNotify) bw_parcel_free);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

BwParcel *
bw_ring_take_empty (BwRing *self)
{
  BwParcel *parcel;

  g_mutex_lock (&self->mutex);
  while (!self->closed && self->empty.length == 0)
    g_cond_wait (&self->changed, &self->mutex);
  /* The one freed last is still in the cache. */
  parcel = self->closed ? NULL : g_queue_pop_tail (&self->empty);
  g_mutex_unlock (&self->mutex);
  return parcel;
}

void
bw_ring_put_full (BwRing   *self,
                  BwParcel *parcel)
{
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->full, parcel);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

void
bw_ring_finish (BwRing *self)
{
  g_mutex_lock (&self->mutex);
  self->finished = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

BwParcel *
bw_ring_take_full (BwRing   *self,
                   gint64    timeout_us,
                   gboolean *finished)
{
  gint64 until = g_get_monotonic_time () + timeout_us;
  BwParcel *parcel;

  g_mutex_lock (&self->mutex);
  while (self->full.length == 0 && !self->finished
         && g_cond_wait_until (&self->changed, &self->mutex, until))
    ;
  parcel = g_queue_pop_head (&self->full);
  *finished = parcel == NULL && self->finished;
  g_mutex_unlock (&self->mutex);
  return parcel;
}

void
bw_ring_put_empty (BwRing   *self,
                   BwParcel *parcel)
{
  bw_parcel_clear (parcel);
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->empty, parcel);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

void
bw_ring_close (BwRing *self)
{
  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}
