/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-set.h"
#include "app/bw-glucose.h"
#include "app/bw-job.h"
#include "app/bw-label-change.h"
#include "app/bw-summary.h"
#include "comparator/bw-comparator.h"
#include "forecast/bw-alerts.h"
#include "forecast/bw-backtest.h"
#include "forecast/bw-outlook.h"
#include "forecast/bw-trend.h"
#include "import/bw-import.h"
#include "store/bw-annotations.h"

G_BEGIN_DECLS

/**
 * BwSession:
 *
 * One open library as the window sees it: what it holds, what is being done to it, and how it is
 * expected to go on. Nothing here blocks; every touch of the file is a #BwJob on a worker thread
 * with a connection of its own. Lives on the main thread.
 *
 * Signals:
 *  - `summary-changed`: bw_session_get_summary() or its error changed
 *  - `outlook-changed`: there is a new outlook to take, its error changed, or whether it is being
 *    made
 *  - `look-back-changed`: the same of what is looked back on
 *  - `recordings-changed`: bw_session_get_recordings() or its error changed
 *  - `glucose-changed`: bw_session_get_glucose() or its error changed, or what is going on about it
 *  - `backtest-changed`: bw_session_get_backtest() or its error changed, or whether one is under way
 *  - `notes-changed`: bw_session_get_notes() changed
 *  - `trend-changed`: bw_session_get_trend() or its error changed, or it is current no longer
 *  - `alerts-changed`: there is another bw_session_get_alert_report()
 *  - `rhythms-changed`: bw_session_get_rhythms() or its error changed (bw-session-rhythm.h)
 *  - `job-finished` (#BwJob): a job is over; the session has taken note of its result already
 */
#define BW_TYPE_SESSION (bw_session_get_type ())
G_DECLARE_FINAL_TYPE (BwSession, bw_session, BW, SESSION, GObject)

/* Traces that can be loaded side by side: the one shown and one it is compared with. */
#define BW_SESSION_N_TRACES 2

/* @path: (nullable): the library, made when something is first put in; %NULL for the default one */
BwSession *bw_session_new (const char *path);

const char *bw_session_get_path (BwSession *self);

/* The jobs with a title that wait or run, oldest first. Returns: (transfer none): of BwJob */
GListModel *bw_session_get_jobs (BwSession *self);

/* Whether anything at all is going on, quiet jobs too. */
gboolean bw_session_is_active (BwSession *self);

/* %NULL until it was first read, and where it cannot be read: then the error says why. */
const BwSummary *bw_session_get_summary (BwSession *self);
const GError *bw_session_get_summary_error (BwSession *self);

/* --- Forecast: bw-session-forecast.c ----------------------------------------------------------- */

/**
 * bw_session_take_outlook:
 * @outlook: (out) (transfer full) (nullable): %NULL where there is nothing to show; then the error,
 *   if any, says why
 *
 * Returns: whether there was one made that nobody had taken
 */
gboolean bw_session_take_outlook (BwSession  *self,
                                  BwOutlook **outlook);
const GError *bw_session_get_outlook_error (BwSession *self);
gboolean bw_session_is_making_outlook (BwSession *self);

/* Whether a forecast is trained of itself after an import that brought something new; so it is
 * unless told otherwise. */
void bw_session_set_trains (BwSession *self,
                            gboolean   trains);

/* Reads the summary and makes the outlook anew. */
void bw_session_refresh (BwSession *self);

/* Begins to make what Today showed, or would have shown, at @at_ms: see bw_outlook_look_back(). Quietly,
 * in place of one that is on its way; the last few are at hand at once while the library stays as it
 * is. 0 only ends what is on its way. What a forecast showed is kept in the library whenever one is
 * made. */
void bw_session_look_back (BwSession *self,
                           gint64     at_ms);

/* As bw_session_take_outlook(), of the one that was asked for last. */
gboolean bw_session_take_look_back (BwSession  *self,
                                    BwOutlook **outlook);
const GError *bw_session_get_look_back_error (BwSession *self);
gboolean bw_session_is_looking_back (BwSession *self);

/* Begins to train the forecast, in place of a training that is on its way. Returns: (transfer none) */
BwJob *bw_session_train (BwSession *self);

/* --- How good the forecasts are: bw-session-backtest.c ---------------------------------------- */

/* What was found last, %NULL where nothing was. @is_current: (out) (optional): neither the data nor the
 * program have changed since. */
const BwBacktest *bw_session_get_backtest (BwSession *self,
                                           gboolean  *is_current);

/* Whether the library was asked for what was found before: bw_session_read_backtest(). */
gboolean bw_session_has_read_backtest (BwSession *self);

/* Asks the library for what was found before, and the data whether it still holds. */
void bw_session_read_backtest (BwSession *self);

/* Begins to try all models on the newest days, in place of such a job that is on its way. What it finds is
 * kept. Returns: (transfer none) (nullable): %NULL after the end */
BwJob *bw_session_backtest (BwSession *self);
BwJob *bw_session_get_backtest_job (BwSession *self);

/* Why the last one failed. Returns: (nullable): it did not */
const GError *bw_session_get_backtest_error (BwSession *self);

/* --- Recordings: bw-session-recordings.c ---------------------------------------------------- */

/* %NULL until they were first read, and where they cannot be read: then the error says why. Read
 * after every summary; what no one has measured yet is then measured. */
const BwEcgSet *bw_session_get_recordings (BwSession *self);
const GError *bw_session_get_recordings_error (BwSession *self);

/* Reads them anew; while labels are on their way, after those. */
void bw_session_read_recordings (BwSession *self);

/* Begins to load a recording to be looked at; its result is a #BwEcgTrace. One that was on its way
 * to the same @slot is cancelled. Returns: (transfer none) (nullable): %NULL after the end */
BwJob *bw_session_load_trace (BwSession *self,
                              gint64     recording_id,
                              guint      slot);   /* below BW_SESSION_N_TRACES */

/* Brings @change into the library, all of it or nothing, after those handed in before. It is not
 * cancelled by bw_session_stop(). Returns: (transfer none) (nullable): %NULL after the end */
BwJob *bw_session_write_labels (BwSession     *self,
                                BwLabelChange *change);

/* Whether labels are on their way to the library. */
gboolean bw_session_is_writing_labels (BwSession *self);

/* Makes and writes a picture; seen among the jobs only when it takes longer than a second.
 * @input: (transfer full): of @work, which needs nothing of the library and whose result is the #GFile
 * Returns: (transfer none) (nullable): %NULL after the end */
BwJob *bw_session_save_picture (BwSession      *self,
                                BwJobWork       work,
                                gpointer        input,
                                GDestroyNotify  free_input);

/* Reads the summary anew where labels have changed since it was read. */
void bw_session_catch_up (BwSession *self);

/* --- A person's own notes: bw-session-annotations.c ---------------------------------------------- */

/* By start. Read after every summary.
 * Returns: (transfer none) (nullable) (element-type BwAnnotation): %NULL until they were first read */
const GPtrArray *bw_session_get_notes (BwSession *self);

/* Each writes one note, which bw_session_stop() does not cancel, and has notes and outlook made anew.
 * The result is the #BwAnnotation as it is kept, or as it was before it was deleted: adding that again
 * brings it back. Returns: (transfer none) (nullable): %NULL after the end */
BwJob *bw_session_add_note (BwSession          *self,
                            const BwAnnotation *note);
BwJob *bw_session_set_note (BwSession          *self,
                            const BwAnnotation *note);
BwJob *bw_session_delete_note (BwSession *self,
                               gint64     id);

/* Whether @job, a %BW_JOB_NOTE, is one that deletes. */
gboolean bw_session_note_is_deleted (BwJob *job);

/* --- The days against what is normal: bw-session-trend.c ----------------------------------------- */

/* The last that was made. Returns: (nullable): %NULL until one was, where there are no readings, and
 *   where it could not be made: then the error says why
 * @is_current: (out) (optional): %FALSE where the library has changed since, or none was made yet */
const BwTrend *bw_session_get_trend (BwSession *self,
                                     gboolean  *is_current);
const GError *bw_session_get_trend_error (BwSession *self);

/* Begins to make it, unless it is current or on its way already: for those who show it. */
void bw_session_read_trend (BwSession *self);

/* --- The forecast's LSTMs: bw-session-lstm.c ------------------------------------------------------ */

/* Reads them; the result is a GPtrArray of #BwModelRow without their weights, newest first. This and
 * those below: Returns: (transfer none) (nullable): %NULL after the end */
BwJob *bw_session_list_lstms (BwSession *self);

/* The outlook is made anew after each of these. The result of a deletion is the #BwModelRow for
 * bw_session_restore_lstm(). One from a file is not tried on these data, and so not shown. */
BwJob *bw_session_delete_lstm (BwSession *self,
                               gint64     id);
BwJob *bw_session_restore_lstm (BwSession  *self,
                                BwModelRow *row);   /* (transfer full) */
BwJob *bw_session_import_lstm (BwSession  *self,
                               const char *path);

/* --- Fasting or after glucose: bw-session-glucose.c -------------------------------------------- */

/* %NULL until it was first read, and where it cannot be read: then the error says why. Read after the
 * recordings. What the model in use has not been asked about is then asked of it. */
const BwGlucose *bw_session_get_glucose (BwSession *self);
const GError *bw_session_get_glucose_error (BwSession *self);

/* Begins to train a model, in place of one that is being trained; it is kept when it is done, used from
 * then on, and evaluated where days were held out. @options: copied, its log is the session's.
 * Returns: (transfer none) (nullable): %NULL after the end */
BwJob *bw_session_learn (BwSession                      *self,
                         const BwComparatorTrainOptions *options);

/* Ends the training; the best so far, if there is one, is kept. */
void bw_session_stop_learning (BwSession *self);

/* What is trained. Returns: (transfer none) (nullable) */
BwJob *bw_session_get_learn_job (BwSession *self);

/* Of the training that was begun last. Returns: (transfer none) (nullable) */
BwTrainLog *bw_session_get_train_log (BwSession *self);

/* Why the last training, evaluation, prediction failed. Returns: (nullable): it did not */
const GError *bw_session_get_learn_error (BwSession *self);
const GError *bw_session_get_evaluate_error (BwSession *self);
const GError *bw_session_get_predict_error (BwSession *self);

/* Begins to find out what a model is worth: on its validation and test days, or by leaving out one day
 * after the other and training on the rest. Replaces one that is on its way. Kept with the model.
 * Returns: (transfer none) (nullable): %NULL after the end */
BwJob *bw_session_evaluate (BwSession *self,
                            gint64     model_id,
                            gboolean   leave_one_day_out);

/* @leave_one_day_out: (out) (optional). Returns: (transfer none) (nullable) */
BwJob *bw_session_get_evaluate_job (BwSession *self,
                                    gboolean  *leave_one_day_out);

/* Asks the model in use about all recordings that it is due for. */
void bw_session_predict (BwSession *self);
gboolean bw_session_is_predicting (BwSession *self);

/* Whether a change is on its way to the library that the last reading does not show. */
gboolean bw_session_is_keeping (BwSession *self);

/* Each writes one thing, and what the Glucose page shows is read anew.
 * Returns: (transfer none) (nullable): %NULL after the end */
BwJob *bw_session_set_split (BwSession        *self,
                             const BwDaySplit *split);
BwJob *bw_session_use_model (BwSession *self,
                             gint64     model_id);
BwJob *bw_session_name_model (BwSession  *self,
                              gint64      model_id,
                              const char *name);   /* "" for none */

/* The result is a #BwModelRow for bw_session_restore_model(). */
BwJob *bw_session_delete_model (BwSession *self,
                                gint64     model_id);
BwJob *bw_session_restore_model (BwSession  *self,
                                 BwModelRow *row);   /* (transfer full) */

/* Safetensors. A model that is imported is used from then on. */
BwJob *bw_session_import_model (BwSession  *self,
                                const char *path);

/* --- What is told of a forecast: bw-session-alerts.c -------------------------------------------- */

/* What there was to tell of the newest forecast, and by which rules. */
typedef struct
{
  BwAlertRules rules;
  GPtrArray *alerts;   /* (element-type BwAlert) (nullable): %NULL where there is no forecast */
  gint64 now_ms;       /* when it was looked at */
  GTimeZone *zone;     /* the person's */
} BwAlertReport;

void bw_alert_report_free (BwAlertReport *self);

/* %NULL until the first forecast was made, or could not be made. */
const BwAlertReport *bw_session_get_alert_report (BwSession *self);

/* Looks again at the newest forecast, or makes one where there is none yet. */
void bw_session_check_alerts (BwSession *self);

/* Each writes to the library and looks again. Returns: (transfer none) (nullable): %NULL after the
 * end */
BwJob *bw_session_set_alert_rules (BwSession          *self,
                                   const BwAlertRules *rules);

/* Tells nothing any more today. */
BwJob *bw_session_hush_alerts (BwSession *self);

/* --- The library as a whole: bw-session-library.c ------------------------------------------------ */

/* Quietly looks at files that are going to be imported, for what is to be asked first; its result is a
 * #BwImportLook. Returns: (transfer none) (nullable): %NULL after the end */
BwJob *bw_session_look (BwSession         *self,
                        const char *const *paths);

/* Each begins a job (or lines it up) and returns it. Returns: (transfer none) */
BwJob *bw_session_import (BwSession             *self,
                          const char *const     *paths,
                          const BwImportOptions *options);   /* (nullable) */
BwJob *bw_session_import_sample (BwSession *self,
                                 guint      days,   /* 0: as many as usual */
                                 guint64    seed);
BwJob *bw_session_check (BwSession *self);
BwJob *bw_session_back_up (BwSession  *self,
                           const char *path);
BwJob *bw_session_set_setting (BwSession  *self,
                               const char *key,
                               const char *value);

/* Puts the library aside, hidden beside itself, and begins an empty one with the same settings.
 * bw_session_restore() brings it back; bw_session_forget_erased(), an import, and the end of the
 * session delete it for good. */
BwJob *bw_session_erase (BwSession *self);
BwJob *bw_session_restore (BwSession *self);
void bw_session_forget_erased (BwSession *self);
gboolean bw_session_can_restore (BwSession *self);

/* --- The end ------------------------------------------------------------------------------------- */

/* Cancels every job but those that write what a person decided, and refuses new ones. */
void bw_session_stop (BwSession *self);

/* bw_session_stop(), and runs the main loop until the last job is over. */
void bw_session_drain (BwSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAlertReport, bw_alert_report_free)

G_END_DECLS
