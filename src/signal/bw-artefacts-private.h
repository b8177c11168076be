/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-artefacts.h"

G_BEGIN_DECLS

/* What changes and levels are held against: running quantiles, truncated at the ends, in time
 * linear in @n. Only elements marked in @valid enter them; all get one. */

/* α times the quartile deviation of |x| in the 91 beats around each, but no less than
 * @options' minimum, and never 0. */
void bw_artefacts_compute_threshold (double                  *threshold,
                                     const double            *x,
                                     const guint8            *valid,
                                     guint                    n,
                                     const BwArtefactOptions *options);

/* The median of the 11 around each; 0 of none. */
void bw_artefacts_compute_level (double       *level,
                                 const double *rr,
                                 const guint8 *valid,
                                 guint         n);

/* What one look at the beats works on, an element a beat. */
typedef struct
{
  guint n;
  double *rr;        /* interval that ends at the beat; the level after a gap */
  double *level;     /* its running median */
  double *change;    /* dRR over its threshold */
  double *deviation; /* mRR over its threshold */
  double *threshold; /* of mRR, in the unit of time */
  guint8 *valid;     /* scratch: whether an element enters the quantiles */
  guint8 *verdict;
} BwArtefactRound;

/* Classifies the @n beats as they are. Returns: how many artefacts there are; of too few beats, none */
guint bw_artefact_round_find (BwArtefactRound         *round,
                              const BwCorrectedBeat   *beats,
                              guint                    n,
                              const BwArtefactOptions *options);

G_END_DECLS
