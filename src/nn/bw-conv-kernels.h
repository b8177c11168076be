/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The innermost loops of the convolutional nets, compiled once for each instruction set; see
 * bw-kernels.h.
 *
 * Vectors lie along the batch: 16 rows of a batch make a tile, and a signal of a tile is
 * [times][channels][16]. So every shift, stride and pooling along time moves whole vectors, and all
 * lengths, however short, run at full width. A "strip" is a stretch of time of such a signal.
 * Weights are scalars, the same for all lanes. Strips never overlap unless said so. */

/* Outputs go in blocks of 8 where they are a multiple of 8, one by one otherwise; weights are packed
 * for it as [n_out / block][n_in][width][block]. */
#define BW_CONV_BLOCK(n_out) ((n_out) % 8 == 0 ? 8u : 1u)

#define BW_CONV_MAX_WIDTH 3

typedef struct
{
  /* y[t] = act (bias + Σ_k W_k x[t + k]) + added[t], where act is x σ(x) (SiLU; Hendrycks & Gimpel
   * 2016) or nothing. */
  void (*conv) (float       *y,       /* times, n_out, 16 */
                const float *x,       /* times + width − 1, n_in, 16 */
                const float *packed,  /* see BW_CONV_BLOCK */
                const float *bias,    /* n_out; or NULL for zero */
                const float *added,   /* times, n_out, 16; or NULL for zero; may be y */
                gsize        n_in,
                gsize        n_out,
                gsize        width,   /* 1 or 3 */
                gsize        times,
                gboolean     silu);

  /* Each channel for itself, width 3, stride 2: y[t] = act (bias + Σ_k w_k x[2 t + k]). */
  void (*depthwise) (float       *y,        /* times, channels, 16 */
                     const float *x,        /* 2 times + 1, channels, 16 */
                     const float *weights,  /* channels, 3 */
                     const float *bias,     /* channels; or NULL for zero */
                     gsize        channels,
                     gsize        times,
                     gboolean     silu);

  /* y = act (scale z + shift) + added, channel by channel. y may be z. */
  void (*normalise) (float       *y,      /* times, channels, 16 */
                     const float *z,      /* times, channels, 16 */
                     const float *scale,  /* channels */
                     const float *shift,  /* channels */
                     const float *added,  /* times, channels, 16; or NULL for zero; may be y */
                     gsize        channels,
                     gsize        times,
                     gboolean     silu);

  /* y = silu (x + number): the first layer of a pair whose second half is the same for all lanes. */
  void (*join) (float       *y,        /* n, 16 */
                const float *x,        /* n, 16 */
                const float *numbers,  /* n */
                gsize        n);

  /* y = gate y + constant, one of each for every channel and lane. */
  void (*gate) (float       *y,          /* times, channels, 16 */
                const float *gates,      /* channels, 16 */
                const float *constants,  /* channels, 16; or NULL for zero */
                gsize        channels,
                gsize        times);

  /* sums += Σ_t x, each lane for itself. */
  void (*pool) (float       *sums,  /* channels, 16 */
                const float *x,     /* times, channels, 16 */
                gsize        channels,
                gsize        times);

  /* Over time, in lanes whose mask is 1 (it is 0 in the others): sums += Σ z, squares += Σ z². */
  void (*moments) (double      *sums,     /* channels, 16 */
                   double      *squares,  /* channels, 16 */
                   const float *z,        /* times, channels, 16 */
                   const float *mask,     /* 16 */
                   gsize        channels,
                   gsize        times);
} BwConvKernels;

/* The derivatives. */
typedef struct
{
  /* Batch norm's: dz = mask (p dv + q z + r), channel by channel. */
  void (*norm) (float       *dz,     /* times, channels, 16 */
                const float *dv,     /* times, channels, 16 */
                const float *z,      /* times, channels, 16 */
                const float *p,      /* channels */
                const float *q,      /* channels */
                const float *r,      /* channels */
                const float *mask,   /* 16 */
                gsize        channels,
                gsize        times);

  /* d_weights[o][i][k] += Σ_t dz[t][o] x[t + k][i], each lane for itself. */
  void (*conv_weights) (float       *d_weights,  /* n_out, n_in, width, 16 */
                        const float *dz,         /* times, n_out, 16 */
                        const float *x,          /* times + width − 1, n_in, 16 */
                        gsize        n_in,
                        gsize        n_out,
                        gsize        width,
                        gsize        times);

  /* Of a depthwise convolution: dx[2 t] = w_1 dz[t], dx[2 t + 1] = w_2 dz[t] + w_0 dz[t + 1]. */
  void (*depthwise_data) (float       *dx,       /* 2 times, channels, 16 */
                          const float *dz,       /* times + 1, channels, 16 */
                          const float *weights,  /* channels, 3 */
                          gsize        channels,
                          gsize        times);

  /* d_weights[c][k] += Σ_t dz[t][c] x[2 t + k][c]. */
  void (*depthwise_weights) (float       *d_weights,  /* channels, 3, 16 */
                             const float *dz,         /* times, channels, 16 */
                             const float *x,          /* 2 times + 1, channels, 16 */
                             gsize        channels,
                             gsize        times);

  /* y = silu (scale z + shift), and the slope of SiLU there. */
  void (*activate) (float       *y,      /* times, channels, 16 */
                    float       *slope,  /* times, channels, 16 */
                    const float *z,      /* times, channels, 16 */
                    const float *scale,  /* channels */
                    const float *shift,  /* channels */
                    gsize        channels,
                    gsize        times);

  /* Through the activation, dv = slope da, and the two sums batch norm's derivative needs: sums +=
   * Σ_t dv; products += Σ_t dv z. dv may be da. Lanes that do not count must have da = 0. */
  void (*activation) (float       *dv,        /* times, channels, 16 */
                      double      *sums,      /* channels, 16 */
                      double      *products,  /* channels, 16 */
                      const float *da,        /* times, channels, 16 */
                      const float *slope,     /* times, channels, 16; or NULL for 1 */
                      const float *z,         /* times, channels, 16 */
                      gsize        channels,
                      gsize        times);

  /* sums += Σ_t a b, each lane for itself: the derivative of the gates. */
  void (*gate) (float       *sums,  /* channels, 16 */
                const float *a,     /* times, channels, 16 */
                const float *b,     /* times, channels, 16 */
                gsize        channels,
                gsize        times);
} BwConvBackwardKernels;

G_END_DECLS
