/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-beat-net.h"

G_BEGIN_DECLS

/* Trains one net: workspace, gradients and Adam's moments. */
typedef struct _BwBeatTrainer BwBeatTrainer;

/* @net changes with every step; it and @pool (nullable) are borrowed and must outlive the trainer.
 * @max_batch: pairs of a comparator, beats of a classifier */
BwBeatTrainer *bw_beat_trainer_new (BwBeatNet *net,
                                    guint      max_batch,
                                    BwPool    *pool);
void bw_beat_trainer_free (BwBeatTrainer *self);

/**
 * bw_beat_trainer_step:
 * @x: a comparator's queries, or a classifier's beats
 * @z: a comparator's references; %NULL for a classifier
 * @labels: 0 or 1, or between
 * @logits: (out) (nullable): of the net before the step
 *
 * One step: forward with the statistics of the batch, mean binary cross-entropy, backward, Adam
 * (betas 0.9 and 0.999). A comparator's encoder sees z and x as two batches, z first; its running
 * statistics move twice. (The published code calls net (references, queries): there a batch's first
 * half is z, its second half x.)
 *
 * Any n from 1 to max_batch. Statistics are over beats and time together, so that one beat is
 * enough where signals are longer than 1; a norm that sees a single value gives its bias and leaves
 * the running variance alone.
 *
 * The same net, batches and rates give the same bits on the same machine, with any number of
 * threads.
 *
 * Returns: the mean binary cross-entropy before the step
 */
double bw_beat_trainer_step (BwBeatTrainer *self,
                             const float   *x,       /* n, n_samples */
                             const float   *z,       /* n, n_samples */
                             const float   *labels,  /* n */
                             guint          n,
                             double         learning_rate,
                             float         *logits);  /* n */

/* The same without changing the weights, for tests: only running statistics move.
 * Returns: (transfer none): the gradients, laid out as the net's parameters, until the next call */
const float *bw_beat_trainer_differentiate (BwBeatTrainer *self,
                                            const float   *x,
                                            const float   *z,
                                            const float   *labels,
                                            guint          n,
                                            float         *logits,
                                            double        *loss);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwBeatTrainer, bw_beat_trainer_free)

G_END_DECLS
