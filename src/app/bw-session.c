/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-private.h"

#include "import/bw-import.h"

/* What is usually done at once gets a row when it takes longer than this. */
#define LONG_MS 1000

G_DEFINE_FINAL_TYPE (BwSession, bw_session, G_TYPE_OBJECT)

enum
{
  SIGNAL_SUMMARY_CHANGED,
  SIGNAL_OUTLOOK_CHANGED,
  SIGNAL_LOOK_BACK_CHANGED,
  SIGNAL_RECORDINGS_CHANGED,
  SIGNAL_GLUCOSE_CHANGED,
  SIGNAL_BACKTEST_CHANGED,
  SIGNAL_NOTES_CHANGED,
  SIGNAL_TREND_CHANGED,
  SIGNAL_ALERTS_CHANGED,
  SIGNAL_RHYTHMS_CHANGED,
  SIGNAL_JOB_FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void start_what_may (BwSession *self);

static gboolean
may_start (BwSession *self,
           BwJob     *job)
{
  BwJobAccess access = bw_job_get_access (job);

  for (guint i = 0; i < self->running->len; i++)
    {
      BwJobAccess other = bw_job_get_access (g_ptr_array_index (self->running, i));

      if (access == BW_JOB_ALONE || other == BW_JOB_ALONE
          || (access == BW_JOB_WRITES && other == BW_JOB_WRITES))
        return FALSE;
    }
  return TRUE;
}

static void
forget_visible (BwSession *self,
                BwJob     *job)
{
  guint position;

  if (g_list_store_find (self->jobs, job, &position))
    g_list_store_remove (self->jobs, position);
}

static void
take_summary (BwSession *self,
              BwJob     *job)
{
  if (self->summary_job != job)
    return;
  self->summary_job = NULL;
  if (bw_job_get_state (job) == BW_JOB_CANCELLED)
    return;
  g_clear_pointer (&self->summary, bw_summary_free);
  g_clear_error (&self->summary_error);
  self->summary = bw_job_steal_result (job);
  if (bw_job_get_error (job) != NULL)
    self->summary_error = g_error_copy (bw_job_get_error (job));
  g_signal_emit (self, signals[SIGNAL_SUMMARY_CHANGED], 0);
  bw_session_expect_trend (self);
  bw_session_read_recordings (self);
  bw_session_read_notes (self);
  bw_session_read_rhythms (self);
}

void
bw_session_tell_outlook (BwSession *self)
{
  g_signal_emit (self, signals[SIGNAL_OUTLOOK_CHANGED], 0);
}

void
bw_session_tell_look_back (BwSession *self)
{
  g_signal_emit (self, signals[SIGNAL_LOOK_BACK_CHANGED], 0);
}

void
bw_session_tell_recordings (BwSession *self)
{
  g_signal_emit (self, signals[SIGNAL_RECORDINGS_CHANGED], 0);
}

void
bw_session_tell_backtest (BwSession *self)
{
  g_signal_emit (self, signals[SIGNAL_BACKTEST_CHANGED], 0);
}

void
bw_session_tell_notes (BwSession *self)
{
  g_signal_emit (self, signals[SIGNAL_NOTES_CHANGED], 0);
}

void
bw_session_tell_trend (BwSession *self)
{
  g_signal_emit (self, signals[SIGNAL_TREND_CHANGED], 0);
}

void
bw_session_tell_alerts (BwSession *self)
{
  g_signal_emit (self, signals[SIGNAL_ALERTS_CHANGED], 0);
}

void
bw_session_tell_rhythms (BwSession *self)
{
  g_signal_emit (self, signals[SIGNAL_RHYTHMS_CHANGED], 0);
}

void
bw_session_tell_glucose (BwSession *self)
{
  g_signal_emit (self, signals[SIGNAL_GLUCOSE_CHANGED], 0);
}

/* What follows from a job that succeeded. */
static void
follow_up (BwSession *self,
           BwJob     *job)
{
  const BwImportResult *imported;
  const BwWorkInput *input = bw_job_get_input (job);

  switch (bw_job_get_kind (job))
    {
    case BW_JOB_IMPORT:
    case BW_JOB_SAMPLE:
      self->analysis_is_futile = FALSE;
      bw_session_expect_predictions (self);
      bw_session_refresh (self);
      imported = bw_job_get_result (job);
      if (self->trains && imported->total->n_new > 0)
        bw_session_train (self);
      break;
    case BW_JOB_TRAIN:
    case BW_JOB_LSTM:
      bw_session_refresh (self);
      break;
    case BW_JOB_SETTING:
      bw_session_refresh (self);
      if (g_str_equal (input->key, "preset") && self->summary != NULL
          && !bw_summary_is_empty (self->summary))
        bw_session_train (self);
      break;
    case BW_JOB_ERASE:
      self->has_aside = TRUE;
      bw_session_refresh (self);
      break;
    case BW_JOB_RESTORE:
      bw_session_refresh (self);
      break;
    case BW_JOB_SUMMARY:
    case BW_JOB_OUTLOOK:
    case BW_JOB_LOOK_BACK:
    case BW_JOB_KEEP_FORECAST:
    case BW_JOB_RECORDINGS:
    case BW_JOB_ANALYSIS:
    case BW_JOB_TRACE:
    case BW_JOB_LABELS:
    case BW_JOB_EXPORT:
    case BW_JOB_PICTURE:
    case BW_JOB_REPORT:
    case BW_JOB_RHYTHM_DATA:
    case BW_JOB_LOOK:
    case BW_JOB_LOOK_AT_SHARE:
    case BW_JOB_COUNT_ROWS:
    case BW_JOB_CHECK:
    case BW_JOB_BACK_UP:
    case BW_JOB_GLUCOSE:
    case BW_JOB_LEARN:
    case BW_JOB_EVALUATE:
    case BW_JOB_PREDICT:
    case BW_JOB_KEEP:
    case BW_JOB_BACKTEST:
    case BW_JOB_READ_BACKTEST:
    case BW_JOB_KEEP_BACKTEST:
    case BW_JOB_NOTES:
    case BW_JOB_NOTE:
    case BW_JOB_TREND:
    case BW_JOB_ALERTS:
    case BW_JOB_RHYTHMS:
    case BW_JOB_RHYTHM:
    case BW_JOB_FINDINGS:
    case BW_JOB_CHANGE_RHYTHM:
    case BW_JOB_COMPARE:
    case BW_JOB_KEEP_RHYTHM:
    case BW_JOB_DELETE_RR:
    case BW_JOB_RESTORE_RR:
    default:
      break;
    }
}

static void
finish (BwSession *self,
        BwJob     *job)
{
  forget_visible (self, job);
  switch (bw_job_get_kind (job))
    {
    case BW_JOB_SUMMARY:
      take_summary (self, job);
      break;
    case BW_JOB_OUTLOOK:
      bw_session_take_made_outlook (self, job);
      break;
    case BW_JOB_LOOK_BACK:
      bw_session_take_looked_back (self, job);
      break;
    case BW_JOB_RECORDINGS:
      bw_session_take_recordings (self, job);
      break;
    case BW_JOB_ANALYSIS:
      bw_session_take_analysis (self, job);
      break;
    case BW_JOB_TRACE:
      bw_session_take_trace (self, job);
      break;
    case BW_JOB_LABELS:
      bw_session_take_labels (self, job);
      break;
    case BW_JOB_GLUCOSE:
      bw_session_take_glucose (self, job);
      break;
    case BW_JOB_LEARN:
      bw_session_take_learnt (self, job);
      break;
    case BW_JOB_EVALUATE:
      bw_session_take_evaluation (self, job);
      break;
    case BW_JOB_PREDICT:
      bw_session_take_predictions (self, job);
      break;
    case BW_JOB_KEEP:
      bw_session_take_kept (self, job);
      break;
    case BW_JOB_BACKTEST:
      bw_session_take_backtest (self, job);
      break;
    case BW_JOB_READ_BACKTEST:
      bw_session_take_kept_backtest (self, job);
      break;
    case BW_JOB_KEEP_BACKTEST:
      bw_session_take_backtest_kept (self, job);
      break;
    case BW_JOB_NOTES:
      bw_session_take_notes (self, job);
      break;
    case BW_JOB_NOTE:
      bw_session_take_note (self, job);
      break;
    case BW_JOB_TREND:
      bw_session_take_trend (self, job);
      break;
    case BW_JOB_ALERTS:
      bw_session_take_alerts (self, job);
      break;
    case BW_JOB_RHYTHMS:
      bw_session_take_rhythms (self, job);
      break;
    case BW_JOB_RHYTHM:
      bw_session_take_rhythm (self, job);
      break;
    case BW_JOB_KEEP_RHYTHM:
      bw_session_take_kept_rhythm (self, job);
      break;
    case BW_JOB_DELETE_RR:
    case BW_JOB_RESTORE_RR:
      bw_session_take_rr (self, job);
      break;
    case BW_JOB_FINDINGS:
    case BW_JOB_CHANGE_RHYTHM:
    case BW_JOB_COMPARE:
    case BW_JOB_LSTMS:
    case BW_JOB_LSTM:
    case BW_JOB_EXPORT:
    case BW_JOB_PICTURE:
    case BW_JOB_REPORT:
    case BW_JOB_RHYTHM_DATA:
    case BW_JOB_SETTING:
    case BW_JOB_KEEP_FORECAST:
    case BW_JOB_LOOK:
    case BW_JOB_LOOK_AT_SHARE:
    case BW_JOB_COUNT_ROWS:
    case BW_JOB_IMPORT:
    case BW_JOB_SAMPLE:
    case BW_JOB_TRAIN:
    case BW_JOB_CHECK:
    case BW_JOB_BACK_UP:
    case BW_JOB_ERASE:
    case BW_JOB_RESTORE:
    default:
      if (bw_job_get_kind (job) == BW_JOB_RESTORE && bw_job_get_state (job) != BW_JOB_DONE)
        self->has_aside = g_file_test (self->aside, G_FILE_TEST_EXISTS);
      if (bw_job_get_state (job) == BW_JOB_DONE && !self->stopped)
        follow_up (self, job);
      break;
    }
  g_signal_emit (self, signals[SIGNAL_JOB_FINISHED], 0, job);
  start_what_may (self);
}

static void
on_job_over (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (BwSession) self = user_data;
  g_autoptr (BwJob) job = g_object_ref (BW_JOB (source));

  g_ptr_array_remove (self->running, job);
  finish (self, job);
  /* Not when one is cancelled before its turn: that is in the midst of making room for what changes
   * the forecast. Something is running then, whose end is looked at. */
  bw_session_look_for_alerts (self);
}

/* First come, first served; only what reads may overtake. */
static void
start_what_may (BwSession *self)
{
  gboolean blocked = FALSE;

  for (guint i = 0; i < self->waiting->len;)
    {
      g_autoptr (BwJob) job = g_object_ref (g_ptr_array_index (self->waiting, i));
      BwJobAccess access = bw_job_get_access (job);

      if ((blocked && access != BW_JOB_READS) || !may_start (self, job))
        {
          /* Whoever wants the file alone waits for all before it, and all after it wait for it. */
          if (access == BW_JOB_ALONE)
            return;
          blocked = TRUE;
          i++;
          continue;
        }
      g_ptr_array_remove_index (self->waiting, i);
      g_ptr_array_add (self->running, g_object_ref (job));
      bw_job_start (job, on_job_over, g_object_ref (self));
    }
}

static void
on_job_state (BwJob      *job,
              GParamSpec *pspec,
              BwSession  *self)
{
  guint position;

  /* Cancelled before its turn came. */
  if (bw_job_get_state (job) == BW_JOB_CANCELLED
      && g_ptr_array_find (self->waiting, job, &position))
    {
      g_autoptr (BwJob) kept = g_object_ref (job);

      g_ptr_array_remove_index (self->waiting, position);
      finish (self, kept);
    }
}

/* A job that is to be seen only when it takes long. */
typedef struct
{
  BwSession *session; /* weak */
  BwJob *job;         /* owned */
} Late;

static void
late_free (gpointer data)
{
  Late *late = data;

  g_clear_weak_pointer (&late->session);
  g_object_unref (late->job);
  g_free (late);
}

static gboolean
on_takes_long (gpointer user_data)
{
  const Late *late = user_data;
  BwSession *self = late->session;

  if (self != NULL
      && (g_ptr_array_find (self->running, late->job, NULL)
          || g_ptr_array_find (self->waiting, late->job, NULL)))
    g_list_store_append (self->jobs, late->job);
  return G_SOURCE_REMOVE;
}

static void
show_late (BwSession *self,
           BwJob     *job)
{
  Late *late = g_new0 (Late, 1);

  g_set_weak_pointer (&late->session, self);
  late->job = g_object_ref (job);
  g_timeout_add_full (G_PRIORITY_DEFAULT, LONG_MS, on_takes_long, late, late_free);
}

/* Made at once, mostly. */
static gboolean
writes_a_file (BwJob *job)
{
  BwJobKind kind = bw_job_get_kind (job);

  return kind == BW_JOB_PICTURE || kind == BW_JOB_REPORT || kind == BW_JOB_RHYTHM_DATA
         || kind == BW_JOB_EXPORT;
}

BwJob *
bw_session_enlist (BwSession *self,
                   BwJob     *job)
{
  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_job_state), self, 0);
  g_ptr_array_add (self->waiting, job);
  if (writes_a_file (job))
    show_late (self, job);
  else if (bw_job_get_title (job) != NULL)
    g_list_store_append (self->jobs, job);
  if (self->stopped)
    bw_job_cancel (job);
  else
    start_what_may (self);
  return job;
}

void
bw_session_cancel_kind (BwSession *self,
                        BwJobKind  kind)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->waiting->len; i++)
    g_ptr_array_add (found, g_object_ref (g_ptr_array_index (self->waiting, i)));
  for (guint i = 0; i < self->running->len; i++)
    g_ptr_array_add (found, g_object_ref (g_ptr_array_index (self->running, i)));
  for (guint i = 0; i < found->len; i++)
    if (bw_job_get_kind (g_ptr_array_index (found, i)) == kind)
      bw_job_cancel (g_ptr_array_index (found, i));
}

static void
bw_session_dispose (GObject *object)
{
  BwSession *self = BW_SESSION (object);

  g_clear_handle_id (&self->predict_id, g_source_remove);
  g_clear_handle_id (&self->rhythm_refresh_id, g_source_remove);
  bw_session_forget_look_back (self);
  bw_session_forget_erased (self);
  G_OBJECT_CLASS (bw_session_parent_class)->dispose (object);
}

static void
bw_session_finalize (GObject *object)
{
  BwSession *self = BW_SESSION (object);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->running, g_ptr_array_unref);
  g_clear_object (&self->jobs);
  g_clear_pointer (&self->summary, bw_summary_free);
  g_clear_pointer (&self->outlook, bw_outlook_free);
  g_clear_error (&self->summary_error);
  g_clear_error (&self->outlook_error);
  g_clear_error (&self->look_back_error);
  g_clear_pointer (&self->recordings, bw_ecg_set_free);
  g_clear_error (&self->recordings_error);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->trend, bw_trend_unref);
  g_clear_error (&self->trend_error);
  g_clear_pointer (&self->glucose, bw_glucose_free);
  g_clear_error (&self->glucose_error);
  g_clear_error (&self->learn_error);
  g_clear_error (&self->evaluate_error);
  g_clear_error (&self->predict_error);
  g_clear_pointer (&self->train_log, bw_train_log_unref);
  g_clear_pointer (&self->backtest, bw_backtest_free);
  g_clear_error (&self->backtest_error);
  g_clear_pointer (&self->alert_forecast, json_node_unref);
  g_clear_pointer (&self->alert_report, bw_alert_report_free);
  g_clear_pointer (&self->rhythms, g_array_unref);
  g_clear_error (&self->rhythms_error);
  g_free (self->path);
  g_free (self->aside);
  G_OBJECT_CLASS (bw_session_parent_class)->finalize (object);
}

static void
bw_session_class_init (BwSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bw_session_dispose;
  object_class->finalize = bw_session_finalize;

  signals[SIGNAL_SUMMARY_CHANGED]
      = g_signal_new ("summary-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OUTLOOK_CHANGED]
      = g_signal_new ("outlook-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LOOK_BACK_CHANGED]
      = g_signal_new ("look-back-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RECORDINGS_CHANGED]
      = g_signal_new ("recordings-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_GLUCOSE_CHANGED]
      = g_signal_new ("glucose-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_BACKTEST_CHANGED]
      = g_signal_new ("backtest-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_NOTES_CHANGED]
      = g_signal_new ("notes-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TREND_CHANGED]
      = g_signal_new ("trend-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ALERTS_CHANGED]
      = g_signal_new ("alerts-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RHYTHMS_CHANGED]
      = g_signal_new ("rhythms-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_JOB_FINISHED]
      = g_signal_new ("job-finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, BW_TYPE_JOB);
}

static void
bw_session_init (BwSession *self)
{
  self->trains = TRUE;
  self->jobs = g_list_store_new (BW_TYPE_JOB);
  g_queue_init (&self->looked_back);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->running = g_ptr_array_new_with_free_func (g_object_unref);
}

BwSession *
bw_session_new (const char *path)
{
  BwSession *self = g_object_new (BW_TYPE_SESSION, NULL);
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *hidden = NULL;

  self->path = path != NULL ? g_strdup (path) : bw_library_default_path ();
  folder = g_path_get_dirname (self->path);
  name = g_path_get_basename (self->path);
  hidden = g_strdup_printf (".%s.erased", name);
  self->aside = g_build_filename (folder, hidden, NULL);
  /* Left by a session that ended badly: it was to be gone. */
  self->has_aside = g_file_test (self->aside, G_FILE_TEST_EXISTS);
  bw_session_forget_erased (self);
  return self;
}

const char *
bw_session_get_path (BwSession *self)
{
  return self->path;
}

GListModel *
bw_session_get_jobs (BwSession *self)
{
  return G_LIST_MODEL (self->jobs);
}

gboolean
bw_session_is_active (BwSession *self)
{
  return self->waiting->len > 0 || self->running->len > 0;
}

const BwSummary *
bw_session_get_summary (BwSession *self)
{
  return self->summary;
}

const GError *
bw_session_get_summary_error (BwSession *self)
{
  return self->summary_error;
}

void
bw_session_read_summary (BwSession *self)
{
  self->summary_job = NULL;
  self->summary_is_stale = FALSE;
  bw_session_cancel_kind (self, BW_JOB_SUMMARY);
  self->summary_job = bw_job_new (BW_JOB_SUMMARY, BW_JOB_READS, NULL, bw_work_summary,
                                  bw_work_input_new (self->path), bw_work_input_free,
                                  (GDestroyNotify) bw_summary_free);
  bw_session_enlist (self, self->summary_job);
}

void
bw_session_stop (BwSession *self)
{
  g_return_if_fail (BW_IS_SESSION (self));

  self->stopped = TRUE;
  g_clear_handle_id (&self->predict_id, g_source_remove);
  g_clear_handle_id (&self->rhythm_refresh_id, g_source_remove);
  for (int kind = 0; kind < BW_JOB_N_KINDS; kind++)
    if (kind != BW_JOB_LABELS && kind != BW_JOB_KEEP && kind != BW_JOB_KEEP_BACKTEST
        && kind != BW_JOB_NOTE && kind != BW_JOB_ALERTS && kind != BW_JOB_KEEP_RHYTHM
        && kind != BW_JOB_DELETE_RR && kind != BW_JOB_RESTORE_RR)
      bw_session_cancel_kind (self, (BwJobKind) kind);
}

void
bw_session_drain (BwSession *self)
{
  bw_session_stop (self);
  while (bw_session_is_active (self))
    g_main_context_iteration (NULL, TRUE);
}
