/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-comparator-model.h"
#include "export/bw-graph.h"

G_BEGIN_DECLS

/* The rule that a comparator's model uses, as a graph: a comparator or classifier net, or the
 * logistic rule, in published or default mode. Beats go in as bw-beat-windows.h takes them, 383
 * samples in µV and the RR interval; half rate, removed mean, the part of the day's fasting beat
 * and the gain of default mode (bw-same-day.h) are in the graph.
 *
 *   beat (N, 384)
 *   fasting_mean (N, 384)   default mode
 *   size_mean (N, 384)      default mode's comparator: what the gain is taken from
 *   reference               comparators: published (N, 384), a beat; default (N, 192), what the graph
 *                           gave as “prepared” for a reference beat
 *
 *   prepared (N, 192)       default mode's comparator: the beat as its net reads it
 *   logit (N, 1)
 *   probability (N, 1) */

/* "Beatwise comparator", "… classifier" or "… logistic rule". */
const char *bw_graph_comparator_get_title (const BwComparatorModel *model);

/* Returns: (transfer full): without metadata */
BwGraph *bw_graph_comparator_new (const BwComparatorModel *model);

/* Of a beat at half rate and without its mean, @half (BW_SAME_DAY_SAMPLES), one that default
 * mode makes it of: for those who have no other, as the training days' mean fasting beat.
 * @wave: (out caller-allocates): BW_BEAT_SAMPLES */
void bw_graph_comparator_double_rate (float       *wave,
                                      const float *half);

G_END_DECLS
