/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Losses with their gradient in one pass. A target counts where its mask is not 0 (a NULL mask
 * counts all of them); the loss is the mean over those that count, 0 where there are none. What
 * does not count may hold anything, NaN too, and gets gradient 0. Sums are in double. */

/* Mean of (y − target)². */
double bw_loss_mse (float       *dy,      /* n; or NULL */
                    const float *y,       /* n */
                    const float *target,  /* n */
                    const float *mask,    /* n; or NULL */
                    gsize        n);

/* Mean pinball loss max (q e, (q − 1) e), e = target − y (Koenker & Bassett 1978), of element i at
 * level quantiles[i mod n_quantiles]. The mean is over all elements that count, so that an hour
 * with three quantiles counts three times. Where e = 0 the gradient is that of e > 0. */
double bw_loss_pinball (float       *dy,         /* n; or NULL */
                        const float *y,          /* n */
                        const float *target,     /* n */
                        const float *mask,       /* n; or NULL */
                        gsize        n,
                        const float *quantiles,  /* n_quantiles, each within (0, 1) */
                        guint        n_quantiles);

/* Mean binary cross-entropy of the probability σ(y) for targets within [0, 1], computed from the
 * logits as max (y, 0) − y target + ln (1 + e^−|y|), which no logit overflows; as
 * torch.nn.BCEWithLogitsLoss. */
double bw_loss_bce (float       *dy,      /* n; or NULL */
                    const float *y,       /* n: logits */
                    const float *target,  /* n */
                    const float *mask,    /* n; or NULL */
                    gsize        n);

G_END_DECLS
