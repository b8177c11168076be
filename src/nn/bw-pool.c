/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-pool.h"

#include <stdatomic.h>

/* Looks before a thread goes to sleep: some tens of microseconds, the length of what a training
 * step does between two runs. */
#define SPINS 3000

static _Thread_local guint this_thread;

typedef struct
{
  BwPool *pool;
  guint index;
} Worker;

struct _BwPool
{
  GThread **threads; /* owned, n_threads − 1 */
  Worker *workers;   /* owned: what each thread is told */
  guint n_threads;

  /* Written before `waiting`, and read only after a task was taken from it. */
  BwPoolFunc func;
  gpointer data;

  atomic_uint waiting;    /* tasks nobody took yet */
  atomic_uint unfinished; /* tasks not done yet */
  atomic_bool stopping;

  GMutex mutex;
  GCond work; /* waiting > 0 or stopping */
  GCond done; /* unfinished = 0 */
};

static void
relax (void)
{
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause ();
#elif defined(__aarch64__)
  __asm__ volatile ("yield");
#endif
}

/* Takes one task and does it. Returns: %FALSE where none was waiting */
static gboolean
work_once (BwPool *self)
{
  guint waiting = atomic_load (&self->waiting);

  do
    {
      if (waiting == 0)
        return FALSE;
    }
  while (!atomic_compare_exchange_weak (&self->waiting, &waiting, waiting - 1));

  self->func (waiting - 1, self->data);
  if (atomic_fetch_sub (&self->unfinished, 1) == 1)
    {
      g_mutex_lock (&self->mutex);
      g_cond_signal (&self->done);
      g_mutex_unlock (&self->mutex);
    }
  return TRUE;
}

static gpointer
pool_thread (gpointer data)
{
  const Worker *worker = data;
  BwPool *self = worker->pool;

  this_thread = worker->index;
  while (!atomic_load (&self->stopping))
    {
      guint spins = 0;

      while (work_once (self))
        ;
      while (atomic_load (&self->waiting) == 0 && spins++ < SPINS)
        relax ();
      if (atomic_load (&self->waiting) > 0)
        continue;
      g_mutex_lock (&self->mutex);
      while (atomic_load (&self->waiting) == 0 && !atomic_load (&self->stopping))
        g_cond_wait (&self->work, &self->mutex);
      g_mutex_unlock (&self->mutex);
    }
  return NULL;
}

BwPool *
bw_pool_new (guint n_threads)
{
  BwPool *self = g_new0 (BwPool, 1);

  if (n_threads == 0)
    n_threads = MIN (2, g_get_num_processors ());
  self->n_threads = n_threads;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->work);
  g_cond_init (&self->done);
  self->threads = g_new0 (GThread *, n_threads);
  self->workers = g_new0 (Worker, n_threads);
  for (guint i = 0; i + 1 < n_threads; i++)
    {
      self->workers[i] = (Worker) { self, i + 1 };
      self->threads[i] = g_thread_new ("bw-nn", pool_thread, &self->workers[i]);
    }
  return self;
}

void
bw_pool_free (BwPool *self)
{
  if (!self)
    return;
  g_mutex_lock (&self->mutex);
  atomic_store (&self->stopping, TRUE);
  g_cond_broadcast (&self->work);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i + 1 < self->n_threads; i++)
    g_thread_join (self->threads[i]);
  g_cond_clear (&self->done);
  g_cond_clear (&self->work);
  g_mutex_clear (&self->mutex);
  g_free (self->workers);
  g_free (self->threads);
  g_free (self);
}

guint
bw_pool_get_n_threads (BwPool *self)
{
  return self ? self->n_threads : 1;
}

guint
bw_pool_get_thread (void)
{
  return this_thread;
}

void
bw_pool_run (BwPool     *self,
             guint       n_tasks,
             BwPoolFunc  func,
             gpointer    data)
{
  const guint outside = this_thread; /* the caller may itself be a thread of another pool */

  this_thread = 0;
  if (!self || self->n_threads == 1 || n_tasks < 2)
    {
      for (guint i = 0; i < n_tasks; i++)
        func (i, data);
      this_thread = outside;
      return;
    }

  self->func = func;
  self->data = data;
  atomic_store (&self->unfinished, n_tasks);
  g_mutex_lock (&self->mutex);
  atomic_store (&self->waiting, n_tasks);
  g_cond_broadcast (&self->work);
  g_mutex_unlock (&self->mutex);

  while (work_once (self))
    ;
  for (guint spins = 0; atomic_load (&self->unfinished) > 0 && spins < SPINS; spins++)
    relax ();
  /* The lock is taken in any case: the thread that did the last task must have let go of it. */
  g_mutex_lock (&self->mutex);
  while (atomic_load (&self->unfinished) > 0)
    g_cond_wait (&self->done, &self->mutex);
  g_mutex_unlock (&self->mutex);
  this_thread = outside;
}
