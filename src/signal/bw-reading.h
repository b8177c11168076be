/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-edited-beats.h"

G_BEGIN_DECLS

/* From the beats of one Apple reading to RMSSD (reference: Apple's beats have 10 ms steps and a
 * rounded rate; artefacts after Lipponen & Tarvainen 2019). */

typedef enum {
  BW_READING_USED,
  BW_READING_TOO_FEW_INTERVALS,   /* fewer than 20 NN intervals */
  BW_READING_TOO_MANY_ARTEFACTS,  /* more than 20 % */
  BW_READING_OUT_OF_RANGE,        /* RMSSD outside 5 … 250 ms */
} BwReadingVerdict;

typedef struct
{
  guint n_beats;
  guint n_intervals;     /* NN intervals: contiguous, artefacts corrected or left out */
  guint n_differences;   /* successive NN differences behind RMSSD */
  guint n_artefacts;
  double rmssd_raw_ms;   /* sqrt (mean ΔNN²); negative where there is no difference */
  double rmssd_ms;       /* the clock's q²/2 removed: sqrt (max (0, raw² − q²/2)) */
  double se_ms;          /* jackknife over beats; negative unknown */
  BwReadingVerdict verdict;
} BwReadingResult;

/**
 * bw_reading_analyse:
 * @time_ms: (array length=n): beat times, ascending, any epoch
 * @bpm: (array length=n): rounded rate of the interval that ends at each beat; 0 unknown
 * @clock_ms: resolution of @time_ms; 10 for Apple's
 */
void bw_reading_analyse (BwReadingResult *result,
                         const gint64    *time_ms,
                         const gint32    *bpm,
                         guint            n,
                         double           clock_ms);

/* The same of a watch's beats with what a person did to them. What was removed, moved or inserted by
 * hand counts with the artefacts, and no difference rests on it. Without edits, and with the standard
 * correction, it is bw_reading_analyse() to the bit. */
void bw_reading_analyse_edited (BwReadingResult     *result,
                                const BwEditedBeats *beats);

/* "used", "too-few-intervals" … for files and JSON, and a translated sentence for people. */
const char *bw_reading_verdict_get_id (BwReadingVerdict verdict);
const char *bw_reading_verdict_get_text (BwReadingVerdict verdict);

G_END_DECLS
