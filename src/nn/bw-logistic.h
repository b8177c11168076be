/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Logistic regression with an L2 penalty, as scikit-learn's LogisticRegression has it: weights w and
 * bias b minimise C Σ loss + ½ |w|², the bias not being penalised. Inputs are taken as they are,
 * neither centred nor scaled: inputs u times as large want C / u². */

typedef struct
{
  guint n_inputs;
  double *weights;   /* n_inputs */
  double bias;
} BwLogistic;

/* All 0. */
BwLogistic *bw_logistic_new (guint n_inputs);
BwLogistic *bw_logistic_copy (const BwLogistic *self);
void bw_logistic_free (BwLogistic *self);

/**
 * bw_logistic_fit:
 * @x: n, n_inputs
 * @y: n: 0 or 1
 * @sample_weight: (nullable): n: at least 0; rows of weight 0 are as though they were not there
 * @c: above 0
 *
 * Newton's method with halved steps, in double: the same bits for the same input. Where only one of
 * the classes is there the weights are 0, and the bias is the logarithm of the odds with half a row
 * more of either.
 *
 * Returns: (transfer full) (nullable): %NULL where it was cancelled
 */
BwLogistic *bw_logistic_fit (const float   *x,
                             const guint8  *y,
                             const double  *sample_weight,
                             guint          n,
                             guint          n_inputs,
                             double         c,
                             GCancellable  *cancellable);

/* The same, begun from @start, which is near: the result is the same to about nine digits, and sooner
 * there. */
BwLogistic *bw_logistic_fit_from (const BwLogistic *start,
                                  const float      *x,
                                  const guint8     *y,
                                  const double     *sample_weight,
                                  guint             n,
                                  double            c,
                                  GCancellable     *cancellable);

/* The logarithm of the odds of class 1. @x: n_inputs */
double bw_logistic_get_logit (const BwLogistic *self,
                              const float      *x);

/* 1 / (1 + exp (−logit)) */
double bw_logistic_probability (double logit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLogistic, bw_logistic_free)

G_END_DECLS
