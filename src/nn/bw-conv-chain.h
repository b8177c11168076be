/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/bw-linear.h"

G_BEGIN_DECLS

/* A chain of one-dimensional convolutions without bias, each with its batch norm (Ioffe & Szegedy
 * 2015) and, mostly, SiLU: the units that EfficientNetV2's blocks (Tan & Le 2021) are made of.
 *
 * Unit u computes  out_u = gates_u · act (norm (conv (out_{u−1}))) + out_added,  with zeros beyond
 * both ends of the signal. The first unit may be a batch norm alone.
 *
 * The chain is a description: weights lie in one block of floats (BwParams), the running means and
 * variances in another. Names are those of PyTorch. */

#define BW_CONV_MAX_UNITS 32
#define BW_CONV_MAX_CHANNELS 32

#define BW_NORM_EPSILON 1e-5  /* added to the variance */
#define BW_NORM_MOMENTUM 0.1  /* weight of the newest batch in the running statistics */

typedef enum {
  BW_CONV_NORM,      /* batch norm alone */
  BW_CONV_DENSE,     /* all inputs to all outputs, width 1 or 3, stride 1 */
  BW_CONV_DEPTHWISE, /* each channel for itself, width 3, stride 2 */
} BwConvKind;

typedef struct
{
  BwConvKind kind;
  guint n_in, n_out, width;
  gboolean silu;      /* else no activation */
  int added;          /* the unit whose output is added to this one's, or −1 */
  gboolean gated;     /* squeeze-and-excitation (Hu et al. 2018) of the activated signal */
  gsize weight;       /* offsets into the block: (n_out, n_in, width) or (n_out, 1, width) */
  gsize gamma, beta;  /* (n_out) */
  BwLinear squeeze;   /* n_out → n_squeezed, SiLU */
  BwLinear excite;    /* n_squeezed → n_out, σ */
  gsize mean;         /* offsets into the block of statistics: (n_out) */
  gsize variance;
} BwConvUnit;

typedef struct
{
  BwParams *params;      /* borrowed */
  BwParams *statistics;  /* borrowed */
  guint n_units;
  BwConvUnit units[BW_CONV_MAX_UNITS];
} BwConvChain;

/* Starts an empty chain whose tensors will be added to @params and @statistics. */
void bw_conv_chain_init (BwConvChain *self,
                         BwParams    *params,
                         BwParams    *statistics);

/* Batch norm called @prefix; only as the first unit. */
void bw_conv_chain_add_norm (BwConvChain *self,
                             const char  *prefix,
                             guint        channels);

/* Convolution "@prefix.0", batch norm "@prefix.1", SiLU. @width is 1 or 3; @n_out 1 or a multiple
 * of 8. */
void bw_conv_chain_add_conv (BwConvChain *self,
                             const char  *prefix,
                             guint        n_in,
                             guint        n_out,
                             guint        width);

/* Fused block: width 3 to @expanded channels with SiLU, width 1 back, its input added. */
void bw_conv_chain_add_fused (BwConvChain *self,
                              const char  *prefix,
                              guint        channels,
                              guint        expanded);

/* Inverted bottleneck: width 1 to @expanded channels with SiLU, depthwise with stride 2 and SiLU,
 * squeeze-and-excitation through @squeezed, width 1 back. The length is halved, rounded up. */
void bw_conv_chain_add_bottleneck (BwConvChain *self,
                                   const char  *prefix,
                                   guint        channels,
                                   guint        expanded,
                                   guint        squeezed);

/* Convolutions from N(0, 2 / (width · n_out)) and the squeeze's linear layers from N(0, 0.001²) with
 * bias 0; batch norms 1 and 0. */
void bw_conv_chain_reset (const BwConvChain *self,
                          float             *values,
                          GRand             *rand);

/* Fills @n floats from the normal distribution with mean 0. */
void bw_floats_fill_normal (float *values,
                            gsize  n,
                            double deviation,
                            GRand *rand);

/* Units @from … @to − 1 as a chain of their own; @from must begin a block. */
void bw_conv_chain_get_part (const BwConvChain *self,
                             guint              from,
                             guint              to,
                             BwConvChain       *part);

/* Units of the block that begins with @unit: 1 alone, 2 of a fused block, 3 of a bottleneck. */
guint bw_conv_chain_get_block (const BwConvChain *self,
                               guint              unit);

/* How long the output of @unit is for a signal of @length. Of unit −1: @length. */
guint bw_conv_chain_get_length (const BwConvChain *self,
                                int                unit,
                                guint              length);

guint bw_conv_chain_get_n_in (const BwConvChain *self);
guint bw_conv_chain_get_n_out (const BwConvChain *self);

/* A dense unit's weights as bw-conv-kernels.h packs them, each output scaled by @scale (n_out; or
 * NULL for 1); and those of its derivative with respect to the input. */
void bw_conv_pack (float            *packed,  /* n_out · n_in · width */
                   const BwConvUnit *unit,
                   const float      *values,
                   const float      *scale);
void bw_conv_pack_transposed (float            *packed,
                              const BwConvUnit *unit,
                              const float      *values);

/* A unit's batch norm with its running statistics as scale and shift: γ / √(variance + ε) and
 * β − mean · scale. */
void bw_conv_fold_norm (float            *scale,  /* n_out */
                        float            *shift,  /* n_out */
                        const BwConvUnit *unit,
                        const float      *values,
                        const float      *statistics);

/* Rows of a batch into the lanes of a tile, [length][16]; lanes beyond @n_rows are zero. */
void bw_conv_tile_rows (float       *tile,
                        const float *rows,  /* n_rows, length */
                        guint        n_rows,
                        guint        length);

G_END_DECLS
