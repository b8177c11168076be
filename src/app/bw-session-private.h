/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

  BwSummary *summary;
  GError *summary_error;
  BwOutlook *outlook;
  gboolean outlook_is_new;
  GError *outlook_error;
  BwEcgSet *recordings;
  GError *recordings_error;

  /* Labels on their way to the library. What is read meanwhile would show them as they were. */
  guint n_label_jobs;
  guint label_serial;          /* grows with each change handed in */
  guint recordings_serial;     /* as it was when recordings_job began */
  gboolean reads_again;        /* recordings are to be read when no labels are on their way */
  gboolean summary_is_stale;   /* it counts labels as they were */
  gboolean analysis_is_futile; /* the last one could do nothing about those that are left */
};

/* bw-session.c */

/* Takes @job and begins it when its turn comes. Returns: (transfer none) */
BwJob *bw_session_enlist (BwSession *self,
                          BwJob     *job);
void bw_session_cancel_kind (BwSession *self,
                             BwJobKind  kind);

/* Begins the job that reads the summary, in place of one that is on its way. */
void bw_session_read_summary (BwSession *self);
void bw_session_tell_recordings (BwSession *self);

/* bw-session-recordings.c */
void bw_session_take_recordings (BwSession *self,
                                 BwJob     *job);
void bw_session_take_analysis (BwSession *self,
                               BwJob     *job);
void bw_session_take_trace (BwSession *self,
                            BwJob     *job);
void bw_session_take_labels (BwSession *self,
                             BwJob     *job);

G_END_DECLS
