/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "comparator/bw-augment.h"

#include <math.h>
#include <string.h>

/* Normal numbers drawn once. A beat's noise is a stretch of them from a place of its own, for drawing
 * each anew would take longer than the net's step. */
#define N_NOISE 65536

/* Hz: breathing and slower. */
#define WANDER_LEAST_HZ 0.15
#define WANDER_MOST_HZ 0.7

struct _BwAugmenter
{
  BwAugmentation augmentation;
  guint n_samples;
  double rate_hz;
  float *noise;        /* N_NOISE */
};

BwAugmenter *
bw_augmenter_new (const BwAugmentation *augmentation,
                  guint                 n_samples,
                  double                rate_hz,
                  GRand                *rand)
{
  BwAugmenter *self;

  g_return_val_if_fail (n_samples > 0 && n_samples < N_NOISE, NULL);

  self = g_new (BwAugmenter, 1);
  self->augmentation = *augmentation;
  self->n_samples = n_samples;
  self->rate_hz = rate_hz;
  self->noise = g_new (float, N_NOISE);
  for (guint i = 0; i < N_NOISE; i++)
    self->noise[i] = (float) (augmentation->noise_uv * bw_random_normal (rand));
  return self;
}

void
bw_augmenter_free (BwAugmenter *self)
{
  if (self == NULL)
    return;
  g_free (self->noise);
  g_free (self);
}

void
bw_augmenter_draw (BwAugmenter *self,
                   float       *out,
                   const float *beat,
                   const float *offset,
                   double       gain,
                   GRand       *rand)
{
  const BwAugmentation *a = &self->augmentation;
  const int n = (int) self->n_samples, most = (int) a->shift;
  const int shift = g_rand_int_range (rand, -most, most + 1);
  const double own = 1 + a->gain * bw_random_normal (rand);
  const double amplitude = a->wander_uv * bw_random_normal (rand);
  const double turn = 2 * G_PI * g_rand_double_range (rand, WANDER_LEAST_HZ, WANDER_MOST_HZ)
                      / self->rate_hz;
  const double phase = g_rand_double_range (rand, 0, 2 * G_PI);
  const float *noise = self->noise + g_rand_int_range (rand, 0, N_NOISE - n);

  /* A turning pointer instead of a sine a sample. */
  double re = amplitude * cos (phase), im = amplitude * sin (phase);
  const double c = cos (turn), s = sin (turn);
  double mean = 0;

  for (int i = 0; i < n; i++)
    {
      const double next = c * re - s * im;

      out[i] = (float) (own * (double) beat[CLAMP (i - shift, 0, n - 1)] + im) + noise[i];
      mean += (double) out[i];
      im = s * re + c * im;
      re = next;
    }
  mean /= n;
  for (int i = 0; i < n; i++)
    out[i] = (float) (gain * ((double) out[i] - mean - (double) offset[i]));
}
