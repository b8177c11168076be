/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-conv-kernels.h"
#include "nn/bw-simd.h"

/* Compiled once for each instruction set (meson.build), with the widest vectors it has. A block of
 * outputs × a few steps of time stays in registers; each weight is broadcast once for all of them. */

#define STEPS 3

#if MANY_REGISTERS
#define OUTPUTS 8 /* × 3 steps: 24 of 32 registers */
#else
#define OUTPUTS 4 /* 12 of 16 */
#endif

INLINE Floats
finish (Floats             v,
        const float       *y,
        const BwConvFlags  flags)
{
  if (flags & BW_CONV_SILU)
    v *= sigmoid (v);
  if (flags & BW_CONV_ADD)
    v += load (y);
  return v;
}

/* @outputs of a block of @block for @steps steps of time. */
INLINE void
conv_tile (const int          outputs,
           const int          block,
           const int          width,
           const int          steps,
           float             *y,
           const float       *x,
           const float       *packed,
           const float       *bias,
           gsize              n_in,
           gsize              n_out,
           const BwConvFlags  flags)
{
  Floats sums[STEPS][8];

  UNROLL
  for (int s = 0; s < steps; s++)
    {
      UNROLL
      for (int o = 0; o < outputs; o++)
        sums[s][o] = bias ? splat (bias[o]) : (Floats) { 0 };
    }
  for (gsize i = 0; i < n_in; i++)
    {
      Floats in[STEPS + BW_CONV_MAX_WIDTH - 1];

      UNROLL
      for (int s = 0; s < steps + width - 1; s++)
        in[s] = load (x + ((gsize) s * n_in + i) * BLOCK);
      UNROLL
      for (int k = 0; k < width; k++)
        {
          UNROLL
          for (int o = 0; o < outputs; o++)
            {
              Floats w = splat (packed[(i * (gsize) width + (gsize) k) * (gsize) block + (gsize) o]);

              UNROLL
              for (int s = 0; s < steps; s++)
                sums[s][o] += w * in[s + k];
            }
        }
    }
  UNROLL
  for (int s = 0; s < steps; s++)
    {
      UNROLL
      for (int o = 0; o < outputs; o++)
        {
          float *to = y + ((gsize) s * n_out + (gsize) o) * BLOCK;

          store (to, finish (sums[s][o], to, flags));
        }
    }
}

INLINE void
conv_block (const int          outputs,
            const int          block,
            const int          width,
            float             *y,
            const float       *x,
            const float       *packed,
            const float       *bias,
            gsize              n_in,
            gsize              n_out,
            gsize              times,
            const BwConvFlags  flags)
{
  gsize t = 0;

  for (; t + STEPS <= times; t += STEPS)
    conv_tile (outputs, block, width, STEPS, y + t * n_out * BLOCK, x + t * n_in * BLOCK, packed,
               bias, n_in, n_out, flags);
  for (; t < times; t++)
    conv_tile (outputs, block, width, 1, y + t * n_out * BLOCK, x + t * n_in * BLOCK, packed, bias,
               n_in, n_out, flags);
}

INLINE void
conv_all (const int          width,
          float             *y,
          const float       *x,
          const float       *packed,
          const float       *bias,
          gsize              n_in,
          gsize              n_out,
          gsize              times,
          const BwConvFlags  flags)
{
  const gsize block = BW_CONV_BLOCK (n_out);

  for (gsize lane = 0; lane < BLOCK; lane += LANES)
    for (gsize o = 0; o < n_out; o += block)
      {
        float *to = y + o * BLOCK + lane;
        const float *weights = packed + o * n_in * (gsize) width;
        const float *constant = bias ? bias + o : NULL;

        if (block == 1)
          {
            conv_block (1, 1, width, to, x + lane, weights, constant, n_in, n_out, times, flags);
            continue;
          }
        for (int part = 0; part < 8; part += OUTPUTS)
          conv_block (OUTPUTS, 8, width, to + part * BLOCK, x + lane, weights + part,
                      constant ? constant + part : NULL, n_in, n_out, times, flags);
      }
}

/* The flags as constants, so that no innermost loop asks for them. */
#define EACH_FLAGS(call)                                                                       \
  switch ((int) flags)                                                                         \
    {                                                                                          \
    case BW_CONV_PLAIN: { enum { FLAGS = BW_CONV_PLAIN }; call; break; }                       \
    case BW_CONV_SILU: { enum { FLAGS = BW_CONV_SILU }; call; break; }                         \
    case BW_CONV_ADD: { enum { FLAGS = BW_CONV_ADD }; call; break; }                           \
    default: { enum { FLAGS = BW_CONV_SILU | BW_CONV_ADD }; call; break; }                     \
    }

static void
conv (float       *y,
      const float *x,
      const float *packed,
      const float *bias,
      gsize        n_in,
      gsize        n_out,
      gsize        width,
      gsize        times,
      BwConvFlags  flags)
{
  if (width == 1)
    EACH_FLAGS (conv_all (1, y, x, packed, bias, n_in, n_out, times, (BwConvFlags) FLAGS))
  else
    EACH_FLAGS (conv_all (3, y, x, packed, bias, n_in, n_out, times, (BwConvFlags) FLAGS))
}

INLINE void
depthwise_all (float             *y,
               const float       *x,
               const float       *weights,
               const float       *bias,
               gsize              channels,
               gsize              times,
               const BwConvFlags  flags)
{
  const gsize row = channels * BLOCK;

  for (gsize c = 0; c < channels; c++)
    {
      Floats w0 = splat (weights[c * 3]), w1 = splat (weights[c * 3 + 1]);
      Floats w2 = splat (weights[c * 3 + 2]), b = splat (bias ? bias[c] : 0);

      for (gsize lane = c * BLOCK; lane < (c + 1) * BLOCK; lane += LANES)
        for (gsize t = 0; t < times; t++)
          {
            const float *from = x + 2 * t * row + lane;
            Floats v = b + w0 * load (from) + w1 * load (from + row) + w2 * load (from + 2 * row);

            store (y + t * row + lane, finish (v, y + t * row + lane, flags));
          }
    }
}

static void
depthwise (float       *y,
           const float *x,
           const float *weights,
           const float *bias,
           gsize        channels,
           gsize        times,
           BwConvFlags  flags)
{
  EACH_FLAGS (depthwise_all (y, x, weights, bias, channels, times, (BwConvFlags) FLAGS))
}

INLINE void
normalise_all (float             *y,
               const float       *z,
               const float       *scale,
               const float       *shift,
               gsize              channels,
               gsize              times,
               const BwConvFlags  flags)
{
  for (gsize t = 0; t < times; t++)
    for (gsize c = 0; c < channels; c++)
      {
        Floats a = splat (scale[c]), b = splat (shift[c]);

        UNROLL
        for (gsize lane = 0; lane < BLOCK; lane += LANES)
          {
            gsize at = (t * channels + c) * BLOCK + lane;

            store (y + at, finish (a * load (z + at) + b, y + at, flags));
          }
      }
}

static void
normalise (float       *y,
           const float *z,
           const float *scale,
           const float *shift,
           gsize        channels,
           gsize        times,
           BwConvFlags  flags)
{
  EACH_FLAGS (normalise_all (y, z, scale, shift, channels, times, (BwConvFlags) FLAGS))
}

static void
gate (float       *y,
      const float *gates,
      const float *constants,
      gsize        channels,
      gsize        times)
{
  const gsize row = channels * BLOCK;

  for (gsize at = 0; at < row; at += LANES)
    {
      Floats g = load (gates + at), c = constants ? load (constants + at) : (Floats) { 0 };

      for (gsize t = 0; t < times; t++)
        store (y + t * row + at, load (y + t * row + at) * g + c);
    }
}

static void
pool (float       *sums,
      const float *x,
      gsize        channels,
      gsize        times)
{
  for (gsize at = 0; at < channels * BLOCK; at += LANES)
    {
      Floats sum = load (sums + at);

      for (gsize t = 0; t < times; t++)
        sum += load (x + t * channels * BLOCK + at);
      store (sums + at, sum);
    }
}

static void
moments (float       *sums,
         float       *squares,
         const float *z,
         const float *mask,
         gsize        channels,
         gsize        times)
{
  for (gsize at = 0; at < channels * BLOCK; at += LANES)
    {
      Floats sum = { 0 }, square = { 0 }, counts = load (mask + at % BLOCK);

      for (gsize t = 0; t < times; t++)
        {
          Floats v = load (z + t * channels * BLOCK + at);

          sum += v;
          square += v * v;
        }
      store (sums + at, load (sums + at) + sum * counts);
      store (squares + at, load (squares + at) + square * counts);
    }
}

extern const BwConvKernels BW_CONV_KERNELS;

const BwConvKernels BW_CONV_KERNELS = {
  .conv = conv,
  .depthwise = depthwise,
  .normalise = normalise,
  .gate = gate,
  .pool = pool,
  .moments = moments,
};
