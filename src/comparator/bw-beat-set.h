/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-beat-windows.h"
#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* The beats of a library's recordings, as numbers: what the nets and rules of this room are trained
 * on, judged by and applied to. Immutable once it is read, and may then be used by any thread. */

typedef struct
{
  gint64 recording_id;
  char *name;
  gint64 start_ms;        /* UTC */
  gboolean time_known;
  guint32 day;            /* civil day in the person's zone, as 20230921 */
  BwLabel label;
  double rate_hz;
  guint first, n_beats;   /* its beats in the set */
  double hr_bpm;          /* of the mean RR interval of its beats; 0 where it has none */
  char *why_not;          /* (nullable): translated sentence: why it has no beats */
} BwBeatRecording;

typedef struct
{
  GArray *recordings;     /* (element-type BwBeatRecording): by day; within it by time, then those of
                           * which only the day is known, numbers in their names by value */
  guint n_beats;
  float *waves;           /* n_beats, BW_BEAT_SAMPLES: see bw-beat-windows.h */
  guint *recording;       /* n_beats: index of its recording */
} BwBeatSet;

/* The civil day of @time_ms in @zone as a number to read: 20230921. */
guint32 bw_beat_day (GTimeZone *zone,
                     gint64     time_ms);

/**
 * bw_beat_set_read:
 * @library: in its zone the days are told
 * @labelled_only: whether recordings without a label are left out
 * @stage, @share: of @progress, see bw_progress_begin_stage()
 *
 * R peaks are found anew, by bw_rpeaks_new(). A recording without beats stays, and tells why_not.
 *
 * Errors: those of the library; %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full)
 */
BwBeatSet *bw_beat_set_read (BwLibrary     *library,
                             gboolean       labelled_only,
                             const char    *stage,
                             double         share,
                             BwProgress    *progress,
                             GCancellable  *cancellable,
                             GError       **error);

/**
 * bw_beat_set_take:
 * @recordings: (transfer full) (element-type BwBeatRecording): in the order of the set, with n_beats;
 *   their first is filled in
 * @waves: (transfer full): as many as they have together, BW_BEAT_SAMPLES each
 *
 * A set of what is in memory already.
 */
BwBeatSet *bw_beat_set_take (GArray *recordings,
                             float  *waves);
void bw_beat_set_free (BwBeatSet *self);

/* (element-type BwBeatRecording), empty. Returns: (transfer full) */
GArray *bw_beat_recordings_new (void);

/* Whether @day is one of @days (element-type guint32); with %NULL every day is. */
gboolean bw_beat_days_contain (const GArray *days,
                               guint32       day);

/* SHA-256, in hex, of starts, names, days, labels and waves of the labelled recordings on @days
 * (element-type guint32) (nullable: all days): it is another one when training on them would give
 * something else. */
char *bw_beat_set_fingerprint (const BwBeatSet *self,
                               const GArray    *days);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwBeatSet, bw_beat_set_free)

G_END_DECLS
