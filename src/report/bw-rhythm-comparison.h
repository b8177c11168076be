/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rhythm/bw-rhythm.h"
#include "signal/bw-hrv-compare.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* One of the two: a rhythm, or a stretch of it. */
typedef struct
{
  BwRhythm *rhythm;
  gboolean is_stretch;
  double from_ms, to_ms;       /* since the first beat; of the whole where it is no stretch */
  BwHrv *hrv;
} BwRhythmComparisonSide;

/**
 * BwRhythmComparison:
 *
 * Two rhythms, or stretches of them, A and B: their metrics, and by how much B differs from A with the
 * 95 % interval of each difference. Immutable and reference counted, for any thread.
 *
 * Words are translated; strings that are made are (transfer full).
 */
typedef struct
{
  gatomicrefcount ref_count;
  BwRhythmComparisonSide sides[2];
  GArray *differences;         /* (element-type BwHrvDifference): in the order of the metrics */
} BwRhythmComparison;

/**
 * bw_rhythm_comparison_new:
 * @a_from_ms, @a_to_ms: since the first beat; 0 and %G_MAXDOUBLE for all of it
 *
 * Some tenths of a second of two recordings of a day. The same two give the same to the bit.
 *
 * Returns: (transfer full): %NULL with @error only when cancelled
 */
BwRhythmComparison *bw_rhythm_comparison_new (BwRhythm      *a,
                                              double         a_from_ms,
                                              double         a_to_ms,
                                              BwRhythm      *b,
                                              double         b_from_ms,
                                              double         b_to_ms,
                                              GCancellable  *cancellable,
                                              GError       **error);
BwRhythmComparison *bw_rhythm_comparison_ref (BwRhythmComparison *self);
void bw_rhythm_comparison_unref (BwRhythmComparison *self);

/* Returns: (nullable): borrowed: %NULL where the metric is not compared */
const BwHrvDifference *bw_rhythm_comparison_find (const BwRhythmComparison *self,
                                                  BwMetric                  metric);

/* Whether the interval of a difference leaves out none at all: −1 B is lower, 1 higher, 0 not clear. */
int bw_hrv_difference_get_side (const BwHrvDifference *self);

/* "A", "B"; and which that is: "Reading, 12 May 2024, 03:10", "walk.txt, 5:00 to 10:00". */
const char *bw_rhythm_comparison_get_letter (guint side);
char *bw_rhythm_comparison_get_title (const BwRhythmComparison *self,
                                      guint                     side);

/* "RMSSD was 12 ms higher in B (95 %: 4 to 20 ms). …": one or two plain sentences on RMSSD and heart
 * rate. */
char *bw_rhythm_comparison_get_text (const BwRhythmComparison *self);

/* What is to be kept in mind: other times of day, other lengths, overlap, few beats; and what an interval
 * is about. Returns: (transfer full) (element-type utf8): sentences, the most important first */
GPtrArray *bw_rhythm_comparison_get_cautions (const BwRhythmComparison *self);

/* "+12 ms", "× 1.4"; "4 to 20 ms", "× 1.1 to 1.9": with a real minus; %NULL where it is not known. */
char *bw_hrv_difference_format (const BwHrvDifference *self);
char *bw_hrv_difference_format_interval (const BwHrvDifference *self);

/* "47 ms"; %NULL where it is not known. */
char *bw_hrv_difference_format_side (const BwHrvDifference *self,
                                     guint                  side);

/* The name of its metric; where both spectra have it, with that of the spectrum: "LF (Welch)". */
char *bw_hrv_difference_get_name (const BwHrvDifference *self);

/* All of it as lines of cells with tabs between, titles first. */
char *bw_rhythm_comparison_make_table (const BwRhythmComparison *self);

/* The same for other programs: comma-separated values with the metrics' keys, and points in every
 * language. */
char *bw_rhythm_comparison_make_csv (const BwRhythmComparison *self);

/* The difference of what is positive, on an axis that all metrics share: as a multiple of A, in
 * logarithms. A bound that would be below nothing is very low.
 * Returns: %FALSE where that makes no sense */
gboolean bw_hrv_difference_get_ln_ratio (const BwHrvDifference *self,
                                         double                *value,
                                         double                *low,
                                         double                *high);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRhythmComparison, bw_rhythm_comparison_unref)

G_END_DECLS
