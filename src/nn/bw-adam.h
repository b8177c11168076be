/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/bw-params.h"

G_BEGIN_DECLS

/**
 * BwAdam:
 *
 * Adam (Kingma & Ba 2015) over one block of parameters, step for step as torch.optim.Adam:
 * bias-corrected moments, ε outside the root, no weight decay.
 */
typedef struct
{
  gsize n;
  double learning_rate;  /* may be changed between steps */
  double beta1, beta2, epsilon;
  guint64 step;          /* steps done */
  BwFloats *m, *v;       /* owned, n each */
} BwAdam;

/* For a block of @n floats, with PyTorch's defaults: betas 0.9 and 0.999, epsilon 1e-8. */
BwAdam *bw_adam_new (gsize  n,
                     double learning_rate);
void bw_adam_free (BwAdam *self);

/* Forgets all steps. */
void bw_adam_reset (BwAdam *self);

void bw_adam_step (BwAdam      *self,
                   float       *values,      /* n */
                   const float *gradients);  /* n */

/* Scales all gradients so that their Euclidean norm is at most @max_norm, as
 * torch.nn.utils.clip_grad_norm_. Returns: the norm before, NaN or infinite where a gradient is */
double bw_clip_norm (float  *gradients,
                     gsize   n,
                     double  max_norm);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAdam, bw_adam_free)

G_END_DECLS
