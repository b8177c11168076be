/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-progress.h"
#include "bw-test.h"

static void
on_notify (BwProgress *progress,
           gpointer    user_data)
{
  g_atomic_int_inc ((int *) user_data);
}

static void
test_stages (void)
{
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_auto (BwProgressState) state = { 0 };
  int calls = 0;

  bw_progress_get_state (progress, &state);
  g_assert_null (state.stage);
  g_assert_cmpfloat (state.fraction, <, 0);
  g_assert_cmpint (state.remaining_us, <, 0);

  bw_progress_set_notify (progress, on_notify, &calls);
  bw_progress_begin_stage (progress, "one", 0.25);
  bw_progress_update (progress, 0.5);
  bw_progress_set_detail (progress, "12 of 24");
  bw_progress_state_clear (&state);
  bw_progress_get_state (progress, &state);
  g_assert_cmpstr (state.stage, ==, "one");
  g_assert_cmpstr (state.detail, ==, "12 of 24");
  bw_assert_near (state.fraction, 0.125, 1e-12);

  /* A stage that ends counts whole, even where it never said so. */
  bw_progress_begin_stage (progress, "two", 0.75);
  bw_progress_update (progress, 7.0);
  bw_progress_state_clear (&state);
  bw_progress_get_state (progress, &state);
  g_assert_cmpstr (state.stage, ==, "two");
  g_assert_null (state.detail);
  bw_assert_near (state.fraction, 1.0, 1e-12);

  /* Both stages were told at once, the updates between them held back. */
  g_assert_cmpint (calls, >=, 2);
  g_assert_cmpint (calls, <=, 5);
}

static void
test_throttle (void)
{
  g_autoptr (BwProgress) progress = bw_progress_new ();
  gint64 started = g_get_monotonic_time ();
  int calls = 0, most;

  bw_progress_set_notify (progress, on_notify, &calls);
  bw_progress_begin_stage (progress, "counting", 1);
  for (int i = 0; i < 100000; i++)
    bw_progress_update (progress, i / 1e5);
  most = 2 + (int) ((g_get_monotonic_time () - started) / 50000);
  g_assert_cmpint (calls, <=, most);
}

static gpointer
hammer (gpointer data)
{
  for (int i = 0; i < 20000; i++)
    {
      if (i % 1000 == 0)
        bw_progress_begin_stage (data, "stage", 0.05);
      bw_progress_update (data, i % 1000 / 1000.0);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (BwProgress) progress = bw_progress_new ();
  GThread *worker = g_thread_new ("worker", hammer, progress);

  for (int i = 0; i < 2000; i++)
    {
      g_auto (BwProgressState) state = { 0 };

      bw_progress_get_state (progress, &state);
      g_assert_cmpfloat (state.fraction, <=, 1);
    }
  g_thread_join (worker);
}

typedef struct
{
  BwProgress *progress;
  GCancellable *cancellable;
  int steps;               /* atomic */
} Steps;

static gpointer
step (gpointer data)
{
  Steps *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      bw_progress_wait (self->progress, self->cancellable);
      g_atomic_int_inc (&self->steps);
      g_usleep (100);
    }
  return NULL;
}

/* Waits until the worker has gone @n steps further. */
static void
see_steps (Steps *steps,
           int    n)
{
  int until = g_atomic_int_get (&steps->steps) + n;

  while (g_atomic_int_get (&steps->steps) < until)
    g_usleep (100);
}

static void
test_pause (void)
{
  gint64 began_us = g_get_monotonic_time ();
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (BwProgressState) state = { 0 };
  Steps steps = { progress, cancellable, 0 };
  GThread *worker;
  gint64 elapsed_us;
  int at, calls = 0;

  bw_progress_set_notify (progress, on_notify, &calls);
  worker = g_thread_new ("worker", step, &steps);
  see_steps (&steps, 3);
  g_assert_false (bw_progress_get_paused (progress));
  g_assert_cmpint (g_atomic_int_get (&calls), ==, 0);

  /* Told once when it begins to wait, and again when it goes on. */
  bw_progress_set_paused (progress, TRUE);
  bw_progress_set_paused (progress, TRUE);
  g_assert_true (bw_progress_get_paused (progress));
  while (g_atomic_int_get (&calls) < 1)
    g_usleep (100);
  bw_progress_get_state (progress, &state);
  g_assert_true (state.paused);
  elapsed_us = state.elapsed_us;
  at = g_atomic_int_get (&steps.steps);
  g_usleep (30 * 1000);
  g_assert_cmpint (g_atomic_int_get (&steps.steps), ==, at);
  bw_progress_get_state (progress, &state);
  g_assert_cmpint (state.elapsed_us, ==, elapsed_us);

  bw_progress_set_paused (progress, FALSE);
  bw_progress_get_state (progress, &state);
  g_assert_false (state.paused);
  g_assert_cmpint (state.elapsed_us, >=, elapsed_us);
  g_assert_cmpint (state.elapsed_us, <=, g_get_monotonic_time () - began_us - 30 * 1000);
  see_steps (&steps, 3);
  g_assert_cmpint (g_atomic_int_get (&calls), ==, 2);

  /* Cancelled while it waits, and before. */
  bw_progress_set_paused (progress, TRUE);
  while (g_atomic_int_get (&calls) < 3)
    g_usleep (100);
  g_cancellable_cancel (cancellable);
  g_thread_join (worker);
  g_assert_cmpint (calls, ==, 4);
  bw_progress_wait (progress, cancellable);
  g_assert_true (bw_progress_get_paused (progress));
}

static void
test_null (void)
{
  bw_progress_begin_stage (NULL, "nobody listens", 1);
  bw_progress_update (NULL, 0.5);
  bw_progress_set_detail (NULL, "detail");
  bw_progress_set_notify (NULL, NULL, NULL);
  bw_progress_set_paused (NULL, TRUE);
  g_assert_false (bw_progress_get_paused (NULL));
  bw_progress_wait (NULL, NULL);
  bw_progress_unref (NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress/stages", test_stages);
  g_test_add_func ("/progress/throttle", test_throttle);
  g_test_add_func ("/progress/threads", test_threads);
  g_test_add_func ("/progress/pause", test_pause);
  g_test_add_func ("/progress/null", test_null);
  return g_test_run ();
}
