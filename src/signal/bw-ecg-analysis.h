/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-rpeaks.h"
#include "signal/bw-rr.h"

G_BEGIN_DECLS

/* What is told of one recording at a glance: its beats, their rate, and how well it can be read.
 *
 * Each flaw is judged against the recording's own QRS complexes (A, the median range of the signal
 * within 60 ms of an R peak), so that the gain does not matter, in cells of 50 ms:
 * - settling: the beginning that the search for R peaks passes over;
 * - flat: at least 0.8 s within 2 % of A (or 2 µV);
 * - saturated: at the highest or lowest value of all for at least 3 samples and 5 ms at a time,
 *   20 ms in all; with 0.1 s around each such place;
 * - noise: what a mean over 40 ms takes away (above about 12 Hz) has an effective value of more
 *   than 5 % of A in two thirds of the cells within half a second;
 * - wander: the mean over a second moves by more than half of A within two seconds. */

typedef enum {
  BW_ECG_FLAW_SETTLING,
  BW_ECG_FLAW_FLAT,
  BW_ECG_FLAW_SATURATED,
  BW_ECG_FLAW_NOISE,
  BW_ECG_FLAW_WANDER,
} BwEcgFlaw;

#define BW_ECG_N_FLAWS 5

typedef struct
{
  guint32 start, end;  /* samples, [start, end) */
  BwEcgFlaw flaw;
} BwEcgStretch;

typedef struct
{
  guint32 start, end;  /* samples, [start, end) */
} BwEcgSpan;

typedef struct
{
  double rate_hz;
  guint n_samples;
  BwRPeaks *peaks;          /* owned */
  gboolean has_hr;          /* three intervals in what can be read, of beats that agree */
  double mean_hr_bpm;
  double quality;           /* 0 … 1, see bw_ecg_analysis_new() */
  guint n_stretches;
  BwEcgStretch *stretches;  /* (array length=n_stretches): ascending by start, then by flaw; those
                             * of one flaw are apart, those of different ones may overlap */
  guint n_hidden;
  BwEcgSpan *hidden;        /* (array length=n_hidden): what is flat, saturated or noisy: the union of
                             * those stretches, ascending and apart */
} BwEcgAnalysis;

/* Grows when the result for the same samples changes; to be stored beside it. */
#define BW_ECG_ANALYSIS_VERSION 1

/**
 * bw_ecg_analysis_new:
 * @samples_uv: (array length=n): one lead, finite
 *
 * The quality is the share of the recording after settling that is neither flat nor saturated nor
 * noisy, times the share of the beats to be expected there that are found (at the median RR
 * interval), times their mean correlation with the median beat (none negative) from 0.25 s before
 * R to 0.45 s after it: the template matching of C. Orphanidou et al., Signal-quality indices for
 * the electrocardiogram and photoplethysmogram: derivation and applications to wireless monitoring,
 * IEEE J. Biomed. Health Inform. 19 (2015). 0 where there are not three whole beats. Wander can be
 * filtered away, and counts only by what it does to the beats.
 *
 * Returns: (transfer full)
 */
BwEcgAnalysis *bw_ecg_analysis_new (const double *samples_uv,
                                    guint         n,
                                    double        rate_hz);

void bw_ecg_analysis_free (BwEcgAnalysis *self);

/* The share of the samples in [@from, @to) that are neither flat nor saturated nor noisy; 0 of
 * none. */
double bw_ecg_analysis_get_clean_share (const BwEcgAnalysis *self,
                                        guint                from,
                                        guint                to);

/**
 * bw_ecg_analysis_get_rr:
 * @first_ms: (out) (optional): when the first of them begins, since the first sample
 * @n_left_out: (out) (optional): intervals that are not in it
 *
 * The intervals between R peaks as they were found: what is out of line among them is for
 * bw_artefacts_new_for_rr() to find and to count, which would not be told of peaks corrected before.
 * Those that begin, end or lie in what cannot be read, and those of more than 5 s, make a gap.
 *
 * Returns: (transfer full): times since the beat that begins the first
 */
BwRr *bw_ecg_analysis_get_rr (const BwEcgAnalysis *self,
                              double              *first_ms,
                              guint               *n_left_out);

const char *bw_ecg_flaw_get_id (BwEcgFlaw flaw);     /* "settling", "flat" … */
const char *bw_ecg_flaw_get_text (BwEcgFlaw flaw);   /* translated, short */

typedef enum {
  BW_ECG_QUALITY_POOR,
  BW_ECG_QUALITY_FAIR,  /* at least 0.5 */
  BW_ECG_QUALITY_GOOD,  /* at least 0.8 */
} BwEcgQuality;

BwEcgQuality bw_ecg_quality_grade (double quality);
const char *bw_ecg_quality_get_text (BwEcgQuality quality);  /* translated */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwEcgAnalysis, bw_ecg_analysis_free)

G_END_DECLS
