/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-rr.h"

G_BEGIN_DECLS

/* Beats that are no sinus beats, or no beats at all, found and mended from the times of the beats
 * alone. J. A. Lipponen and M. P. Tarvainen, A robust algorithm for heart rate variability time
 * series artefact correction using novel beat classification, J. Med. Eng. Technol. 43 (2019). */

typedef enum {
  BW_BEAT_NORMAL,
  BW_BEAT_ECTOPIC,     /* too early with a pause after it, or the reverse: moved */
  BW_BEAT_MISSED,      /* a beat is missing before this one: one was inserted midway */
  BW_BEAT_EXTRA,       /* no beat: left out */
  BW_BEAT_LONG_SHORT,  /* the interval that ends here is out of line: left out (a gap) */
} BwBeatVerdict;

#define BW_BEAT_N_VERDICTS 5

typedef struct
{
  double min_threshold; /* in the unit of the times: a smaller change is never an artefact */
  double step;          /* resolution of the times, where it is not small against the changes from
                         * beat to beat; 0 for plain quantiles, which a 10 ms clock makes jump */
  gboolean peaks;       /* R peaks in samples, corrected as in Makowski et al. 2021: the beat
                         * that ends a conspicuous interval is the one that is moved (long/short
                         * ones too), to a whole sample; the first two and the last never are */
  double alpha;         /* a threshold is this many quartile deviations of what is around; 0 for the
                         * 5.2 of the paper. More finds less */
} BwArtefactOptions;

/* How much of a change is taken for an artefact, as a person chooses it. */
typedef enum {
  BW_CORRECTION_NONE,      /* none is looked for */
  BW_CORRECTION_LENIENT,   /* α 7.8, half as much again as published: only what sticks out far */
  BW_CORRECTION_STANDARD,  /* α 5.2, as published */
  BW_CORRECTION_STRICT,    /* α 3.5, two thirds of it: also some beats that are merely uneven */
} BwCorrection;

#define BW_N_CORRECTIONS 4

/* The α of @correction; 0 of %BW_CORRECTION_NONE. */
double bw_correction_get_alpha (BwCorrection correction);
const char *bw_correction_get_id (BwCorrection correction);   /* "none", "lenient" … */
const char *bw_correction_get_text (BwCorrection correction); /* translated */
gboolean bw_correction_from_id (const char   *id,
                                BwCorrection *correction);

/* In milliseconds: twice the 10 ms of the coarsest clock, which by itself can change an interval by
 * that much from one beat to the next. */
#define BW_ARTEFACTS_MIN_THRESHOLD_MS 20.0

typedef struct
{
  double time;     /* unit of the input */
  gint32 origin;   /* index of the input beat; −1 inserted */
  guint8 follows;  /* directly on the beat before it */
  guint8 made;     /* inserted or moved */
  guint8 suspect;  /* judged an artefact, with no neighbours to mend it from */
  guint8 settled;  /* by a mark, or inserted for one: no round judges it */
} BwCorrectedBeat;

typedef struct
{
  guint n;                              /* input beats */
  guint8 *verdict;                      /* (array length=n): BwBeatVerdict of each */
  guint8 *first_verdict;                /* (array length=n) (nullable): those of the first round alone;
                                         * %NULL where there was none */
  guint counts[BW_BEAT_N_VERDICTS];     /* beats of each verdict; they add up to @n */
  guint n_artefacts;                    /* beats not normal */
  guint n_rounds;                       /* of correction */
  guint n_beats;
  BwCorrectedBeat *beats;               /* (array length=n_beats) */
} BwArtefacts;

/**
 * bw_artefacts_new:
 * @time: (array length=n): times of beats, ascending within contiguous stretches, any unit
 * @follows: (array length=n) (nullable): whether a beat follows directly on the one before it;
 *   %NULL where there is no gap. The first never does
 * @options: (nullable): %NULL for milliseconds
 *
 * Classifies and corrects, and repeats while the number of artefacts strictly falls. Thresholds are
 * α times the quartile deviation of 91 beats around, the level is the median of 11 (both
 * truncated at the ends). No difference is taken across a gap; the
 * first interval after one is held against the level. Time and memory are linear in @n.
 *
 * Returns: (transfer full)
 */
BwArtefacts *bw_artefacts_new (const double            *time,
                               const guint8            *follows,
                               guint                    n,
                               const BwArtefactOptions *options);

/**
 * bw_artefacts_new_marked:
 * @marks: (array length=n): of each beat 0, or 1 + BwBeatVerdict where that is settled
 * @found: what bw_artefacts_new() gives for the same beats and options
 *
 * The same where a person knows better: a beat marked as normal is left alone in every round, one
 * marked as an artefact is mended in the first, and what was inserted for it stays. There are as many
 * rounds as without marks, so that beats elsewhere are judged as they were.
 *
 * Returns: (transfer full)
 */
BwArtefacts *bw_artefacts_new_marked (const double            *time,
                                      const guint8            *follows,
                                      guint                    n,
                                      const guint8            *marks,
                                      const BwArtefacts       *found,
                                      const BwArtefactOptions *options);

/**
 * bw_artefacts_new_overruled:
 * @verdict: (array length=n): BwBeatVerdict of each beat, for instance those that were found with
 *   some changed by a person
 *
 * Corrects what @verdict says, once, and looks for nothing itself.
 *
 * Returns: (transfer full)
 */
BwArtefacts *bw_artefacts_new_overruled (const double            *time,
                                         const guint8            *follows,
                                         guint                    n,
                                         const guint8            *verdict,
                                         const BwArtefactOptions *options);

/* The beats of an interval series: the one that begins each segment and the end of each interval.
 * @beat, where given, receives for each beat the interval that ends at it, or −1. */
BwArtefacts *bw_artefacts_new_for_rr (const BwRr               *rr,
                                      gint32                  **beat,
                                      const BwArtefactOptions  *options);

void bw_artefacts_free (BwArtefacts *self);

/**
 * bw_artefacts_get_nn:
 * @ms: milliseconds per unit of time
 *
 * The NN intervals: between corrected beats, without those at a suspect one (which make a gap).
 * What rests on an inserted or moved beat is marked as interpolated.
 *
 * Returns: (transfer full)
 */
BwRr *bw_artefacts_get_nn (const BwArtefacts *self,
                           double             ms);

const char *bw_beat_verdict_get_id (BwBeatVerdict verdict);   /* "normal", "ectopic" … */
const char *bw_beat_verdict_get_text (BwBeatVerdict verdict); /* translated */
gboolean bw_beat_verdict_from_id (const char    *id,
                                  BwBeatVerdict *verdict);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwArtefacts, bw_artefacts_free)

G_END_DECLS
