/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/bw-job.h"

static int freed;

static void
count_free (gpointer data)
{
  g_atomic_int_inc (&freed);
  g_free (data);
}

static gpointer
work_noisy (gconstpointer   input,
            BwProgress     *progress,
            GCancellable   *cancellable,
            GError        **error)
{
  bw_progress_begin_stage (progress, "Counting", 1);
  for (int i = 0; i <= 200000; i++)
    bw_progress_update (progress, i / 200000.0);
  return g_strdup (input);
}

static gpointer
work_until_cancelled (gconstpointer   input,
                      BwProgress     *progress,
                      GCancellable   *cancellable,
                      GError        **error)
{
  bw_progress_begin_stage (progress, "Waiting", 1);
  while (!g_cancellable_is_cancelled (cancellable))
    g_usleep (1000);
  bw_set_cancelled (error);
  return NULL;
}

static int steps;

static gpointer
work_by_steps (gconstpointer   input,
               BwProgress     *progress,
               GCancellable   *cancellable,
               GError        **error)
{
  bw_progress_begin_stage (progress, "Stepping", 1);
  while (!g_cancellable_is_cancelled (cancellable))
    {
      g_atomic_int_inc (&steps);
      g_usleep (1000);
      bw_progress_wait (progress, cancellable);
    }
  bw_set_cancelled (error);
  return NULL;
}

static gpointer
work_fails (gconstpointer   input,
            BwProgress     *progress,
            GCancellable   *cancellable,
            GError        **error)
{
  g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT, "Not a health export");
  return NULL;
}

/* Landed although cancel came: then it is done, not undone. */
static gpointer
work_ignores_cancel (gconstpointer   input,
                     BwProgress     *progress,
                     GCancellable   *cancellable,
                     GError        **error)
{
  while (!g_cancellable_is_cancelled (cancellable))
    g_usleep (1000);
  return g_strdup ("landed");
}

static void
on_over (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
on_fraction (BwJob      *job,
             GParamSpec *pspec,
             guint      *n)
{
  ++*n;
}

static BwJob *
job_new (BwJobWork work)
{
  return bw_job_new (BW_JOB_IMPORT, BW_JOB_WRITES, "A job", work, g_strdup ("input"), count_free,
                     count_free);
}

static void
test_done (void)
{
  BwJob *job = job_new (work_noisy);
  gboolean over = FALSE;
  guint n = 0;

  freed = 0;
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_WAITING);
  g_signal_connect (job, "notify::fraction", G_CALLBACK (on_fraction), &n);
  bw_job_start (job, on_over, &over);
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_RUNNING);
  app_wait (over);
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_DONE);
  g_assert_cmpstr (bw_job_get_result (job), ==, "input");
  g_assert_no_error (bw_job_get_error (job));
  /* Two hundred thousand words of the worker, a handful for the window. */
  g_assert_cmpuint (n, <, 100);
  app_spin (50);
  app_assert_gone (job);
  g_assert_cmpint (freed, ==, 2);
}

static void
test_failed (void)
{
  BwJob *job = job_new (work_fails);
  gboolean over = FALSE;

  bw_job_start (job, on_over, &over);
  app_wait (over);
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_FAILED);
  g_assert_error (bw_job_get_error (job), BW_ERROR, BW_ERROR_FORMAT);
  g_assert_null (bw_job_get_result (job));
  app_assert_gone (job);
}

static void
test_cancelled (void)
{
  BwJob *job = job_new (work_until_cancelled);
  gboolean over = FALSE;
  g_autofree char *stage = NULL;

  bw_job_start (job, on_over, &over);
  app_wait ((g_object_get (job, "stage", &stage, NULL), stage != NULL));
  g_assert_cmpstr (stage, ==, "Waiting");
  bw_job_cancel (job);
  g_assert_true (bw_job_is_cancelled (job));
  app_wait (over);
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_CANCELLED);
  app_spin (50);
  app_assert_gone (job);
}

static void
test_cancelled_too_late (void)
{
  BwJob *job = job_new (work_ignores_cancel);
  gboolean over = FALSE;

  bw_job_start (job, on_over, &over);
  bw_job_cancel (job);
  app_wait (over);
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_DONE);
  g_assert_cmpstr (bw_job_get_result (job), ==, "landed");
  app_assert_gone (job);
}

static void
test_cancelled_before (void)
{
  BwJob *job = job_new (work_noisy);

  bw_job_cancel (job);
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_CANCELLED);
  app_assert_gone (job);
}

static void
test_paused (void)
{
  BwJob *job = bw_job_new (BW_JOB_LEARN, BW_JOB_READS, "Learning", work_by_steps, g_strdup (""),
                           count_free, NULL);
  gboolean over = FALSE;
  guint n_told = 0;
  int before;

  g_assert_true (bw_job_can_pause (job));
  g_signal_connect (job, "notify::paused", G_CALLBACK (on_fraction), &n_told);
  /* Before it began, too. */
  bw_job_set_paused (job, TRUE);
  bw_job_start (job, on_over, &over);
  app_spin (50);
  before = g_atomic_int_get (&steps);
  g_assert_cmpint (before, <=, 1);
  bw_job_set_paused (job, FALSE);
  app_wait (g_atomic_int_get (&steps) > before + 3);
  bw_job_set_paused (job, TRUE);
  bw_job_set_paused (job, TRUE);
  app_spin (50);
  before = g_atomic_int_get (&steps);
  app_spin (50);
  g_assert_cmpint (g_atomic_int_get (&steps), ==, before);
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_RUNNING);
  /* Who is cancelled waits no longer, nor again. */
  bw_job_cancel (job);
  g_assert_false (bw_job_get_paused (job));
  bw_job_set_paused (job, TRUE);
  g_assert_false (bw_job_get_paused (job));
  app_wait (over);
  g_assert_cmpint (bw_job_get_state (job), ==, BW_JOB_CANCELLED);
  g_assert_cmpuint (n_told, ==, 4);
  app_assert_gone (job);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/job/done", test_done);
  g_test_add_func ("/job/failed", test_failed);
  g_test_add_func ("/job/cancelled", test_cancelled);
  g_test_add_func ("/job/cancelled-too-late", test_cancelled_too_late);
  g_test_add_func ("/job/cancelled-before", test_cancelled_before);
  g_test_add_func ("/job/paused", test_paused);
  return g_test_run ();
}
