/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Changes of a beat that say nothing about its class, for training: what a net is shown is never twice
 * the same, so that it cannot lean on the exact place, size or noise of a beat. */

typedef struct
{
  guint shift;         /* samples, either way */
  double gain;         /* standard deviation of the beat's own gain about 1 */
  double wander_uv;    /* standard deviation of the amplitude of a slow wave */
  double noise_uv;     /* standard deviation of white noise */
} BwAugmentation;

typedef struct _BwAugmenter BwAugmenter;

/* @augmentation: is copied
 * @n_samples, @rate_hz: of a beat */
BwAugmenter *bw_augmenter_new (const BwAugmentation *augmentation,
                               guint                 n_samples,
                               double                rate_hz,
                               GRand                *rand);
void bw_augmenter_free (BwAugmenter *self);

/**
 * bw_augmenter_draw:
 * @out: (out caller-allocates) (array length=n_samples)
 * @beat: (array length=n_samples): µV, mean removed
 * @offset: (array length=n_samples): what is taken away from it
 * @gain: of the whole, e.g. one for both beats of a pair
 * @rand: the draw is all of its state: the same state gives the same beat
 *
 * @gain × (beat shifted, of another gain, with a slow wave and noise, its mean removed, − @offset).
 */
void bw_augmenter_draw (BwAugmenter *self,
                        float       *out,
                        const float *beat,
                        const float *offset,
                        double       gain,
                        GRand       *rand);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAugmenter, bw_augmenter_free)

G_END_DECLS
