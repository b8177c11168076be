/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-progress.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a job is for. */
typedef enum {
  BW_JOB_SUMMARY,    /* gather what the library holds (BwSummary) */
  BW_JOB_OUTLOOK,    /* make what Today shows (BwOutlook) */
  BW_JOB_RECORDINGS, /* read what the ECG page lists (BwEcgSet) */
  BW_JOB_ANALYSIS,   /* find R peaks and quality of recordings that have none */
  BW_JOB_TRACE,      /* load a recording to be looked at (BwEcgTrace) */
  BW_JOB_LABELS,     /* write labels and notes */
  BW_JOB_EXPORT,     /* write something to a file for other programs (BwExported) */
  BW_JOB_LOOK_AT_SHARE, /* find out what would be in recordings that are given away (BwShare) */
  BW_JOB_COUNT_ROWS, /* count the rows of a table (guint64) */
  BW_JOB_PICTURE,    /* save a picture of a recording */
  BW_JOB_SETTING,    /* write a setting of the library */
  BW_JOB_LOOK,       /* look at files that are going to be imported (BwImportLook) */
  BW_JOB_IMPORT,     /* read files into the library (BwImportResult) */
  BW_JOB_SAMPLE,     /* the same with the sample person (BwImportResult) */
  BW_JOB_TRAIN,      /* train the forecast (BwTrainResult; none where there are too few data) */
  BW_JOB_CHECK,      /* check the library (GPtrArray of utf8: problems) */
  BW_JOB_BACK_UP,    /* copy the library to a file */
  BW_JOB_ERASE,      /* put the library aside and begin an empty one */
  BW_JOB_RESTORE,    /* bring back what the last erase put aside */
  BW_JOB_GLUCOSE,    /* read what the Glucose page shows (BwGlucose) */
  BW_JOB_LEARN,      /* train a comparator (BwComparatorTrainResult) */
  BW_JOB_EVALUATE,   /* find out what a comparator is worth (BwEvaluation) */
  BW_JOB_PREDICT,    /* ask the model in use about recordings (GArray of BwPredictionRow) */
  BW_JOB_KEEP,       /* write what became of those, or what a person decided about models */
  BW_JOB_BACKTEST,   /* try all models of the forecast on days they had not seen (BwBacktest) */
  BW_JOB_READ_BACKTEST, /* what was found by that before */
  BW_JOB_KEEP_BACKTEST, /* write what was found */
  BW_JOB_NOTES,      /* read a person's own notes (GPtrArray of BwAnnotation) */
  BW_JOB_NOTE,       /* write, change or delete one of them (BwAnnotation) */
  BW_JOB_TREND,      /* make what the Trend page shows (BwTrend; none without readings) */
  BW_JOB_LOOK_BACK,  /* make what Today showed, or would have shown, at an earlier time (BwOutlook) */
  BW_JOB_KEEP_FORECAST, /* write the forecast that is shown, to be looked back on */
  BW_JOB_ALERTS,     /* see what is to be told of the newest forecast (BwAlertReport) */
  BW_JOB_LSTMS,      /* list the forecast's LSTMs (GPtrArray of BwModelRow, without weights) */
  BW_JOB_LSTM,       /* delete one of them (BwModelRow), bring it back, or read one from a file */
  BW_JOB_COMPARE,    /* compare two rhythms (BwRhythmComparisonFigure) */
  BW_JOB_RHYTHMS,    /* list what has beats (GArray of BwRhythmRow) */
  BW_JOB_RHYTHM,     /* load one to be looked at (BwRhythm) */
  BW_JOB_FINDINGS,   /* find the metrics of it, or of a stretch (BwRhythmFindings) */
  BW_JOB_CHANGE_RHYTHM, /* make what comes of it with other edits (BwRhythm) */
  BW_JOB_KEEP_RHYTHM, /* write those edits */
  BW_JOB_DELETE_RR,  /* delete an RR recording (BwRrKept) */
  BW_JOB_RESTORE_RR, /* bring it back (gint64: its id) */
  BW_JOB_REPORT,     /* make a report and write it to a file (GFile) */
  BW_JOB_RHYTHM_DATA, /* write the data of a rhythm to a file (GFile) */
  BW_JOB_N_KINDS,
} BwJobKind;

/* What a job does to the library, for the session to know which may run side by side. */
typedef enum {
  BW_JOB_READS,     /* runs beside anything but ALONE */
  BW_JOB_WRITES,    /* one at a time */
  BW_JOB_ALONE,     /* moves the file itself: beside nothing */
} BwJobAccess;

typedef enum {
  BW_JOB_WAITING,
  BW_JOB_RUNNING,
  BW_JOB_DONE,
  BW_JOB_FAILED,
  BW_JOB_CANCELLED,
} BwJobState;

/* Runs on a worker thread. Everything it needs is in @input, which no one else changes; it opens
 * its own connection to the library.
 * Returns: (transfer full) (nullable): the result; sets @error on failure and only then */
typedef gpointer (*BwJobWork) (gconstpointer  input,
                               BwProgress    *progress,
                               GCancellable  *cancellable,
                               GError       **error);

/**
 * BwJob:
 *
 * One long operation on a worker thread, as the window sees it. All properties change on the main
 * thread only; the worker's progress is gathered into one idle, however often it speaks.
 *
 * Properties to bind to: `title`, `stage`, `detail`, `remaining` (strings for people), `fraction`
 * (negative while unknown), `paused` and `state`.
 */
#define BW_TYPE_JOB (bw_job_get_type ())
G_DECLARE_FINAL_TYPE (BwJob, bw_job, BW, JOB, GObject)

/**
 * bw_job_new:
 * @title: (nullable): translated; a job without a title is quiet: no row is shown for it
 * @input: (transfer full) (nullable)
 * @free_result: (nullable): for what @work returns
 */
BwJob *bw_job_new (BwJobKind       kind,
                   BwJobAccess     access,
                   const char     *title,
                   BwJobWork       work,
                   gpointer        input,
                   GDestroyNotify  free_input,
                   GDestroyNotify  free_result);

BwJobKind bw_job_get_kind (BwJob *self);
BwJobAccess bw_job_get_access (BwJob *self);
BwJobState bw_job_get_state (BwJob *self);
const char *bw_job_get_title (BwJob *self);
gconstpointer bw_job_get_input (BwJob *self);

/* Nobody asked for it just now: what becomes of it is told in passing. */
void bw_job_set_unattended (BwJob    *self,
                            gboolean  unattended);
gboolean bw_job_get_unattended (BwJob *self);

/* Begins; @callback is called on the main thread when the job is over, with @self as the source. */
void bw_job_start (BwJob               *self,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data);

/* Asks a running job to wait, or to go on; of those that can. A job that is cancelled does not wait any
 * longer. */
gboolean bw_job_can_pause (BwJob *self);
void bw_job_set_paused (BwJob    *self,
                        gboolean  paused);
gboolean bw_job_get_paused (BwJob *self);

/* Asks a running job to stop, and ends a waiting one. */
void bw_job_cancel (BwJob *self);
gboolean bw_job_is_cancelled (BwJob *self);

/* After the end. Owned by the job. */
gconstpointer bw_job_get_result (BwJob *self);
const GError *bw_job_get_error (BwJob *self);

/* Takes the result out of the job. Returns: (transfer full) (nullable) */
gpointer bw_job_steal_result (BwJob *self);

G_END_DECLS
