/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/bw-params.h"

G_BEGIN_DECLS

/* y = x Wᵀ + b, as torch.nn.Linear. */
typedef struct
{
  guint n_inputs, n_outputs;
  gsize weight;  /* offsets into the block: (n_outputs, n_inputs) */
  gsize bias;    /* (n_outputs) */
} BwLinear;

/* Adds "@prefix.weight" and "@prefix.bias" to @params. */
void bw_linear_init (BwLinear   *self,
                     BwParams   *params,
                     const char *prefix,
                     guint       n_inputs,
                     guint       n_outputs);

/* Uniform within ±1/√n_inputs, as PyTorch does. */
void bw_linear_reset (const BwLinear *self,
                      float          *values,
                      GRand          *rand);

void bw_linear_forward (float          *y,       /* rows, n_outputs */
                        const float    *x,       /* rows, n_inputs */
                        const float    *values,  /* block */
                        const BwLinear *self,
                        guint           rows);

void bw_linear_backward (float          *d_values,  /* block: += */
                         float          *dx,        /* rows, n_inputs; or NULL */
                         const float    *dy,        /* rows, n_outputs */
                         const float    *x,         /* as given to forward */
                         const float    *values,    /* as given to forward */
                         const BwLinear *self,
                         guint           rows);

G_END_DECLS
