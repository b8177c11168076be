/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-hrv-metric.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Two recordings or stretches beside each other: how their metrics differ, and how much of that
 * chance alone might make. */

typedef struct
{
  BwMetric metric;
  gboolean has_a, has_b;
  double a, b;

  gboolean has_difference;
  gboolean is_ratio;     /* powers and LF/HF: @difference is b / a, the interval holds 1 where there
                          * may be none */
  double difference;     /* b − a */

  gboolean has_interval; /* 95 % */
  double low, high;
} BwHrvDifference;

/**
 * bw_hrv_compare:
 * @seed: of the bootstrap: the same gives the same
 *
 * The interval is that of the difference between what both rhythms would have in the long run, if
 * they went on as they are; it says nothing of another day.
 *
 * Time domain and Poincaré plot: the stationary bootstrap of each recording gives a standard error (of
 * the logarithm of what cannot be below zero), Student's t an interval of each, and both together
 * one of the difference, by the method of variance estimates recovery (G. Y. Zou and A. Donner, Stat.
 * Med. 27 (2008)).
 *
 * Powers: as a sum of squares, χ² with 2 power² / variance degrees of freedom (R. B. Blackman and J. W.
 * Tukey, 1958; P. D. Welch, 1967), the variance ∫ density² df over the band by
 * BwHrvSpectrum.equivalent_s, the square freed of what chance adds to it. The logarithm of such a power
 * is taken for normal, with the mean and variance that of χ² has, and LF for independent of HF.
 *
 * By simulation (tests/signal/test-hrv-compare.c) 90 to 98 of 100 intervals of five minutes hold the
 * true difference, of one minute 86 to 93. Counts, extremes, medians, histogram, entropies, DFA, peaks
 * and SDANN have none, nor has a mean whose slow trend was taken off.
 *
 * Returns: (transfer full) (element-type BwHrvDifference) (nullable): one of each metric, in their
 *   order; %NULL where @cancellable was cancelled
 */
GArray *bw_hrv_compare (const BwHrv  *a,
                        const BwHrv  *b,
                        guint64       seed,
                        GCancellable *cancellable);

G_END_DECLS
