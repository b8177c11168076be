/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session-rhythm.h"
#include "app/bw-session-work.h"
#include "app/bw-session.h"

G_BEGIN_DECLS

struct _BwSession
{
  GObject parent_instance;

  char *path;
  char *aside;             /* where an erased library lies until it is forgotten */
  gboolean has_aside;
  gboolean stopped;
  gboolean trains;

  GListStore *jobs;        /* those with a title */
  GPtrArray *waiting;      /* oldest first */
  GPtrArray *running;

  /* The newest of their kind; borrowed. A result of an older one is dropped. */
  BwJob *summary_job;
  BwJob *outlook_job;
  BwJob *recordings_job;
  BwJob *analysis_job;
  BwJob *trace_jobs[BW_SESSION_N_TRACES];
  BwJob *notes_job;
  BwJob *trend_job;

  BwSummary *summary;
  GError *summary_error;
  BwOutlook *outlook;
  gboolean outlook_is_new;
  GError *outlook_error;

  /* Looking back. */
  BwJob *look_back_job;       /* the newest; borrowed */
  GQueue looked_back;         /* of BwLookBack: the last few, newest first */
  BwOutlook *look_back;       /* (nullable): not taken yet */
  gboolean look_back_is_new;
  GError *look_back_error;

  BwEcgSet *recordings;
  GError *recordings_error;

  GPtrArray *notes;            /* (nullable) (element-type BwAnnotation) */

  BwTrend *trend;              /* (nullable) */
  GError *trend_error;
  gboolean trend_is_current;

  /* Labels on their way to the library. What is read meanwhile would show them as they were. */
  guint n_label_jobs;
  guint label_serial;          /* grows with each change handed in */
  guint recordings_serial;     /* as it was when recordings_job began */
  gboolean reads_again;        /* recordings are to be read when no labels are on their way */
  gboolean summary_is_stale;   /* it counts labels as they were */
  gboolean analysis_is_futile; /* the last one could do nothing about those that are left */

  /* Fasting or after glucose. The jobs are the newest of their kind; borrowed. */
  BwJob *glucose_job;
  BwJob *learn_job;
  BwJob *evaluate_job;
  BwJob *predict_job;
  BwGlucose *glucose;
  GError *glucose_error;
  GError *learn_error;
  GError *evaluate_error;
  GError *predict_error;
  BwTrainLog *train_log;        /* (nullable): of the training that was begun last */
  guint n_keep_jobs;            /* what is read meanwhile would be as it was */
  gint64 learnt_id;             /* a model to be evaluated when it has been read; 0: none */
  guint predict_id;             /* a timeout */
  guint predict_serial;         /* label_serial as it was when predict_job began */
  gboolean prediction_is_futile; /* the last one left some that it was asked about */

  /* How good the forecasts are. The jobs are the newest of their kind; borrowed. */
  BwJob *backtest_job;
  BwJob *read_backtest_job;
  BwJob *keep_backtest_job;
  BwBacktest *backtest;         /* (nullable) */
  gboolean backtest_is_read;    /* it was looked for in the library */
  gboolean backtest_is_current; /* neither data nor code have changed since */
  GError *backtest_error;       /* of the last test */

  /* What is told of a forecast. */
  JsonNode *alert_forecast;      /* (nullable): the newest of now */
  gboolean alerts_are_due;       /* it was not looked at yet */
  BwAlertReport *alert_report;   /* (nullable) */

  /* Rhythms. The jobs are the newest of their kind; borrowed. What is read while edits are on their
   * way to the library would show them as they were. */
  BwJob *rhythms_job;
  BwJob *rhythm_jobs[BW_SESSION_N_RHYTHMS];
  GArray *rhythms;               /* (nullable) (element-type BwRhythmRow) */
  GError *rhythms_error;
  guint n_rhythm_jobs;           /* that write */
  guint rhythm_serial;           /* grows with each of them */
  guint rhythms_serial;          /* as it was when rhythms_job began */
  guint rhythm_refresh_id;       /* a timeout */
};

/* bw-session.c */

/* Takes @job and begins it when its turn comes. Returns: (transfer none) */
BwJob *bw_session_enlist (BwSession *self,
                          BwJob     *job);
void bw_session_cancel_kind (BwSession *self,
                             BwJobKind  kind);

/* Begins the job that reads the summary, in place of one that is on its way. */
void bw_session_read_summary (BwSession *self);
void bw_session_tell_outlook (BwSession *self);
void bw_session_tell_look_back (BwSession *self);
void bw_session_tell_recordings (BwSession *self);
void bw_session_tell_backtest (BwSession *self);
void bw_session_tell_alerts (BwSession *self);

/* bw-session-forecast.c */
void bw_session_take_made_outlook (BwSession *self,
                                   BwJob     *job);
void bw_session_take_looked_back (BwSession *self,
                                  BwJob     *job);

/* Ends what is going on about looking back, or about keeping a forecast, and drops what came of it: the
 * library is to be another one, or has changed. */
void bw_session_forget_look_back (BwSession *self);

/* bw-session-backtest.c */
void bw_session_take_backtest (BwSession *self,
                               BwJob     *job);
void bw_session_take_kept_backtest (BwSession *self,
                                    BwJob     *job);
void bw_session_take_backtest_kept (BwSession *self,
                                    BwJob     *job);

/* Ends what is going on about it and forgets what was found: the library is to be another one. */
void bw_session_drop_backtest (BwSession *self);

/* bw-session-alerts.c */

/* A forecast of now was made, or could not be (%NULL). */
void bw_session_expect_alerts (BwSession        *self,
                               const BwForecast *forecast);

/* Begins to look at it, unless it is about to be made anew. */
void bw_session_look_for_alerts (BwSession *self);
void bw_session_take_alerts (BwSession *self,
                             BwJob     *job);

/* bw-session-recordings.c */
void bw_session_take_recordings (BwSession *self,
                                 BwJob     *job);
void bw_session_take_analysis (BwSession *self,
                               BwJob     *job);
void bw_session_take_trace (BwSession *self,
                            BwJob     *job);
void bw_session_take_labels (BwSession *self,
                             BwJob     *job);

/* bw-session-rhythm.c */
void bw_session_take_rhythms (BwSession *self,
                              BwJob     *job);
void bw_session_take_rhythm (BwSession *self,
                             BwJob     *job);
void bw_session_take_kept_rhythm (BwSession *self,
                                  BwJob     *job);
void bw_session_take_rr (BwSession *self,
                         BwJob     *job);
void bw_session_tell_rhythms (BwSession *self);

/* bw-session-annotations.c */
void bw_session_read_notes (BwSession *self);
void bw_session_take_notes (BwSession *self,
                            BwJob     *job);
void bw_session_take_note (BwSession *self,
                           BwJob     *job);
void bw_session_tell_notes (BwSession *self);

/* bw-session-trend.c */

/* What it is made of has changed: whoever shows it asks for another one. */
void bw_session_expect_trend (BwSession *self);
void bw_session_take_trend (BwSession *self,
                            BwJob     *job);
void bw_session_tell_trend (BwSession *self);

/* bw-session-glucose.c */
void bw_session_read_glucose (BwSession *self);
void bw_session_take_glucose (BwSession *self,
                              BwJob     *job);
void bw_session_take_learnt (BwSession *self,
                             BwJob     *job);
void bw_session_take_evaluation (BwSession *self,
                                 BwJob     *job);
void bw_session_take_predictions (BwSession *self,
                                  BwJob     *job);
void bw_session_take_kept (BwSession *self,
                           BwJob     *job);

/* Ends what is going on about models and drops what comes of it: the library is to be another one. */
void bw_session_drop_glucose (BwSession *self);
void bw_session_tell_glucose (BwSession *self);

/* There may be something new to ask the model in use about. */
void bw_session_expect_predictions (BwSession *self);

G_END_DECLS
