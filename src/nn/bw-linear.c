/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-linear.h"

#include "nn/bw-kernels.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

void
bw_linear_init (BwLinear   *self,
                BwParams   *params,
                const char *prefix,
                guint       n_inputs,
                guint       n_outputs)
{
  g_return_if_fail (n_inputs > 0 && n_outputs > 0);

  self->n_inputs = n_inputs;
  self->n_outputs = n_outputs;
  self->weight = bw_params_add (params, prefix, "weight", -1, 2,
                                (gint64[]) { n_outputs, n_inputs });
  self->bias = bw_params_add (params, prefix, "bias", -1, 1, (gint64[]) { n_outputs });
}

void
bw_linear_reset (const BwLinear *self,
                 float          *values,
                 GRand          *rand)
{
  float bound = 1 / sqrtf ((float) self->n_inputs);

  bw_floats_fill_uniform (values + self->weight, (gsize) self->n_outputs * self->n_inputs, bound,
                          rand);
  bw_floats_fill_uniform (values + self->bias, self->n_outputs, bound, rand);
}

void
bw_linear_forward (float          *y,
                   const float    *x,
                   const float    *values,
                   const BwLinear *self,
                   guint           rows)
{
  const guint n = self->n_outputs, k = self->n_inputs;

  bw_kernels_calm_blas ();
  for (guint r = 0; r < rows; r++)
    memcpy (y + (gsize) r * n, values + self->bias, n * sizeof (float));
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, rows, n, k, 1, x, k,
               values + self->weight, k, 1, y, n);
}

void
bw_linear_backward (float          *d_values,
                    float          *dx,
                    const float    *dy,
                    const float    *x,
                    const float    *values,
                    const BwLinear *self,
                    guint           rows)
{
  const guint n = self->n_outputs, k = self->n_inputs;
  float *d_bias = d_values + self->bias;

  bw_kernels_calm_blas ();
  for (guint r = 0; r < rows; r++)
    for (guint j = 0; j < n; j++)
      d_bias[j] += dy[(gsize) r * n + j];
  cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, n, k, rows, 1, dy, n, x, k, 1,
               d_values + self->weight, k);
  if (dx)
    cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, k, n, 1, dy, n,
                 values + self->weight, k, 0, dx, k);
}
