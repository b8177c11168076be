/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "nn/bw-pool.h"

#define MAX_TASKS 50

static void
count_task (guint    task,
            gpointer data)
{
  guint *counts = data;

  g_assert_cmpuint (task, <, MAX_TASKS);
  counts[task]++;
}

/* Each task runs exactly once in each run, with any number of threads, also after a pause long
 * enough for the threads to fall asleep. */
static void
test_each_once (gconstpointer data)
{
  g_autoptr (BwPool) pool = bw_pool_new (GPOINTER_TO_UINT (data));

  g_assert_cmpuint (bw_pool_get_n_threads (pool), ==, GPOINTER_TO_UINT (data));
  for (guint run = 0; run < 2000; run++)
    {
      guint counts[MAX_TASKS] = { 0 }, n = run % (MAX_TASKS + 1);

      if (run % 100 == 99)
        g_usleep (2000);
      bw_pool_run (pool, n, count_task, counts);
      for (guint i = 0; i < MAX_TASKS; i++)
        g_assert_cmpuint (counts[i], ==, i < n);
    }
}

static void
test_without_pool (void)
{
  guint counts[MAX_TASKS] = { 0 };

  bw_pool_run (NULL, 3, count_task, counts);
  g_assert_cmpuint (counts[0] + counts[1] + counts[2], ==, 3);
  g_assert_cmpuint (bw_pool_get_n_threads (NULL), ==, 1);
  bw_pool_free (NULL);
}

typedef struct
{
  gint in_use[3]; /* atomic: tasks that run now, by thread */
} Threads;

static void
inner_task (guint    task,
            gpointer data)
{
  g_assert_cmpuint (bw_pool_get_thread (), ==, 0);
}

static void
thread_task (guint    task,
             gpointer data)
{
  Threads *threads = data;
  guint thread = bw_pool_get_thread ();

  g_assert_cmpuint (thread, <, 3);
  g_assert_cmpint (g_atomic_int_add (&threads->in_use[thread], 1), ==, 0);
  bw_pool_run (NULL, 2, inner_task, NULL); /* a run of its own, within a task */
  g_assert_cmpuint (bw_pool_get_thread (), ==, thread);
  g_atomic_int_add (&threads->in_use[thread], -1);
}

/* No two tasks that run at once have the same number of a thread. */
static void
test_thread_numbers (void)
{
  g_autoptr (BwPool) pool = bw_pool_new (3);
  Threads threads = { 0 };

  for (guint run = 0; run < 500; run++)
    bw_pool_run (pool, 20, thread_task, &threads);
  bw_pool_run (NULL, 20, thread_task, &threads);
}

static void
test_unused (void)
{
  for (guint i = 0; i < 50; i++)
    bw_pool_free (bw_pool_new (i % 4));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/nn/pool/each-once/1", GUINT_TO_POINTER (1), test_each_once);
  g_test_add_data_func ("/nn/pool/each-once/2", GUINT_TO_POINTER (2), test_each_once);
  g_test_add_data_func ("/nn/pool/each-once/5", GUINT_TO_POINTER (5), test_each_once);
  g_test_add_func ("/nn/pool/without-pool", test_without_pool);
  g_test_add_func ("/nn/pool/thread-numbers", test_thread_numbers);
  g_test_add_func ("/nn/pool/unused", test_unused);
  return g_test_run ();
}
