/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-adam.h"

#include "nn/bw-kernels.h"

#include <math.h>
#include <string.h>

BwAdam *
bw_adam_new (gsize  n,
             double learning_rate)
{
  BwAdam *self = g_new0 (BwAdam, 1);

  self->n = n;
  self->learning_rate = learning_rate;
  self->beta1 = 0.9;
  self->beta2 = 0.999;
  self->epsilon = 1e-8;
  self->m = bw_floats_new (n);
  self->v = bw_floats_new (n);
  return self;
}

void
bw_adam_free (BwAdam *self)
{
  if (!self)
    return;
  bw_floats_free (self->m);
  bw_floats_free (self->v);
  g_free (self);
}

void
bw_adam_reset (BwAdam *self)
{
  self->step = 0;
  memset (self->m, 0, self->n * sizeof (float));
  memset (self->v, 0, self->n * sizeof (float));
}

void
bw_adam_step (BwAdam      *self,
              float       *values,
              const float *gradients)
{
  double step, correction1, correction2;

  self->step++;
  step = (double) self->step;
  correction1 = 1 - pow (self->beta1, step);
  correction2 = 1 - pow (self->beta2, step);
  bw_kernels_get ()->adam (values, self->m, self->v, gradients, self->n, (float) self->beta1,
                           (float) self->beta2, (float) (self->learning_rate / correction1),
                           (float) (1 / sqrt (correction2)), (float) self->epsilon);
}

double
bw_clip_norm (float  *gradients,
              gsize   n,
              double  max_norm)
{
  double sums[8] = { 0 }, sum = 0, norm;

  /* Eight sums in a fixed order, so that the compiler may use vectors. */
  for (gsize i = 0; i < n / 8; i++)
    for (int j = 0; j < 8; j++)
      sums[j] += (double) gradients[i * 8 + j] * (double) gradients[i * 8 + j];
  for (gsize i = n / 8 * 8; i < n; i++)
    sum += (double) gradients[i] * (double) gradients[i];
  for (int j = 0; j < 8; j++)
    sum += sums[j];
  norm = sqrt (sum);
  if (norm + 1e-6 > max_norm)
    {
      float scale = (float) (max_norm / (norm + 1e-6));

      for (gsize i = 0; i < n; i++)
        gradients[i] *= scale;
    }
  return norm;
}
