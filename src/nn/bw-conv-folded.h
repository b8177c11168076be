/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/bw-conv-chain.h"

G_BEGIN_DECLS

/* A chain ready for use: each batch norm with its running statistics folded into the convolution
 * before it. Immutable: several threads may run it, each with scratch of its own. */
typedef struct _BwConvFolded BwConvFolded;

/* Copies what it needs. @length: of the signals it will run on */
BwConvFolded *bw_conv_folded_new (const BwConvChain *chain,
                                  const float       *values,
                                  const float       *statistics,
                                  guint              length);
void bw_conv_folded_free (BwConvFolded *self);

guint bw_conv_folded_get_length_out (const BwConvFolded *self);

/* Floats of scratch, on a 64-byte boundary, that a run needs. */
gsize bw_conv_folded_get_scratch (const BwConvFolded *self);

/* One tile. */
void bw_conv_folded_run (float              *y,  /* length_out, n_out, 16 */
                         const BwConvFolded *self,
                         const float        *x,  /* length, n_in, 16 */
                         float              *scratch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwConvFolded, bw_conv_folded_free)

G_END_DECLS
