/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rhythm/bw-rhythm-key.h"
#include "store/bw-library.h"

G_BEGIN_DECLS

/* A rhythm as lists show it, without its beats. Text is UTF-8. */
typedef struct
{
  BwRhythmKey key;
  gint64 start_ms;      /* UTC */
  int offset_min;
  gboolean time_known;  /* FALSE: only the day is, or not even that */
  double duration_s;
  guint n_beats;        /* as measured */
  guint n_artefacts;    /* of a reading or an RR recording; 0 of an ECG, where it is not known */
  gboolean has_rmssd;   /* never of an ECG */
  double rmssd_ms;
  gboolean used;        /* a reading that trend and forecast go by; TRUE of all else */
  char *why_not;        /* (nullable): bw_reading_verdict_get_id() of one that is not */
  char *name;           /* (nullable): of the file; %NULL of a reading */
  char *device;         /* (nullable) */
  gboolean edited;      /* something is kept with it: edits of its beats, or settings of its own */
} BwRhythmRow;

BwRhythmRow *bw_rhythm_row_copy (const BwRhythmRow *self);
void bw_rhythm_row_clear (BwRhythmRow *self);
void bw_rhythm_row_free (BwRhythmRow *self);

/**
 * bw_rhythm_list:
 *
 * Every reading with beats, every ECG in which beats were found, every RR recording.
 *
 * Returns: (transfer full) (element-type BwRhythmRow): by start; %NULL with @error
 */
GArray *bw_rhythm_list (BwLibrary  *library,
                        GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRhythmRow, bw_rhythm_row_free)

G_END_DECLS
