/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-rhythm-findings.h"
#include "app/bw-session.h"
#include "base/bw-rr-intervals.h"
#include "store/bw-rr-recordings.h"

G_BEGIN_DECLS

/* The rhythms of a session: listed, loaded, analysed, edited. All that begins a job
 * Returns: (transfer none) (nullable): %NULL after the end. */

/* Rhythms that can be loaded side by side: the one shown and one it is compared with. */
#define BW_SESSION_N_RHYTHMS 2

/* By start. %NULL until they were first read, and where they cannot be read: then the error says why.
 * Read after every summary, and after edits are kept.
 * Returns: (transfer none) (nullable) (element-type BwRhythmRow) */
const GArray *bw_session_get_rhythms (BwSession *self);
const GError *bw_session_get_rhythms_error (BwSession *self);

/* Reads them anew; while edits are on their way, after those. */
void bw_session_read_rhythms (BwSession *self);

/* Begins to load a rhythm with its edits; its result is a #BwRhythm. One that was on its way to the same
 * @slot is cancelled. */
BwJob *bw_session_load_rhythm (BwSession         *self,
                               const BwRhythmKey *key,
                               guint              slot);   /* below BW_SESSION_N_RHYTHMS */

/* Begins to find the metrics of a rhythm, or of a stretch of it, in place of those that are on their way;
 * the result is a #BwRhythmFindings.
 * @from_ms, @to_ms: since the first beat; 0 and %G_MAXDOUBLE for all of it */
BwJob *bw_session_analyse_rhythm (BwSession *self,
                                  BwRhythm  *rhythm,
                                  double     from_ms,
                                  double     to_ms);

/* Begins to make what comes of @rhythm with other edits or settings, in place of one that is on its way;
 * the result is the changed #BwRhythm. It is also brought into the library, after what was handed in
 * before; bw_session_stop() does not cancel that.
 * @edits, @settings: (nullable): as they are */
BwJob *bw_session_change_rhythm (BwSession              *self,
                                 BwRhythm               *rhythm,
                                 BwBeatEdits            *edits,
                                 const BwRhythmSettings *settings);

/* Of a %BW_JOB_KEEP_RHYTHM. */
const BwRhythmKey *bw_session_kept_key (BwJob *job);

/* Whether edits are on their way to the library. */
gboolean bw_session_is_keeping_rhythms (BwSession *self);

/* An RR recording that was deleted, with all that belongs to it. */
typedef struct
{
  BwRrRecording *recording;
  BwRrIntervals *intervals;
  char *edits;           /* (nullable) */
} BwRrKept;

void bw_rr_kept_free (BwRrKept *self);

/* The result is the #BwRrKept for bw_session_restore_rr(), whose result is a gint64: its id. */
BwJob *bw_session_delete_rr (BwSession *self,
                             gint64     id);
BwJob *bw_session_restore_rr (BwSession *self,
                              BwRrKept  *kept);   /* (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRrKept, bw_rr_kept_free)

G_END_DECLS
