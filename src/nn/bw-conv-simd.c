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
finish (Floats         v,
        const float   *added,
        gsize          at,
        const gboolean silu)
{
  if (silu)
    v *= quick_sigmoid (v);
  if (added)
    v += load (added + at);
  return v;
}

/* Calls with both answers to both questions as constants, so that no innermost loop asks them. */
#define EACH_ENDING(CALL)                                                                      \
  do                                                                                           \
    {                                                                                          \
      if (silu && added)                                                                       \
        CALL (added, TRUE);                                                                    \
      else if (silu)                                                                           \
        CALL (NULL, TRUE);                                                                     \
      else if (added)                                                                          \
        CALL (added, FALSE);                                                                   \
      else                                                                                     \
        CALL (NULL, FALSE);                                                                    \
    }                                                                                          \
  while (0)

/* @outputs of a block of @block for @steps steps of time. */
INLINE void
conv_tile (const int      outputs,
           const int      block,
           const int      width,
           const int      steps,
           float         *y,
           const float   *x,
           const float   *packed,
           const float   *bias,
           const float   *added,
           gsize          n_in,
           gsize          n_out,
           const gboolean silu)
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
          gsize at = ((gsize) s * n_out + (gsize) o) * BLOCK;

          store (y + at, finish (sums[s][o], added, at, silu));
        }
    }
}

/* All outputs for @steps steps of time. */
INLINE void
conv_steps (const int      width,
            const int      steps,
            float         *y,
            const float   *x,
            const float   *packed,
            const float   *bias,
            const float   *added,
            gsize          n_in,
            gsize          n_out,
            const gboolean silu)
{
  const gsize block = BW_CONV_BLOCK (n_out), weights = n_in * (gsize) width;

  if (block == 1)
    for (gsize o = 0; o < n_out; o++)
      conv_tile (1, 1, width, steps, y + o * BLOCK, x, packed + o * weights, bias ? bias + o : NULL,
                 added ? added + o * BLOCK : NULL, n_in, n_out, silu);
  else
    for (gsize o = 0; o < n_out; o += OUTPUTS)
      conv_tile (OUTPUTS, 8, width, steps, y + o * BLOCK, x, packed + o / 8 * 8 * weights + o % 8,
                 bias ? bias + o : NULL, added ? added + o * BLOCK : NULL, n_in, n_out, silu);
}

INLINE void
conv_all (const int      width,
          float         *y,
          const float   *x,
          const float   *packed,
          const float   *bias,
          const float   *added,
          gsize          n_in,
          gsize          n_out,
          gsize          times,
          const gboolean silu)
{
  const gsize row = n_out * BLOCK, row_in = n_in * BLOCK;

  for (gsize lane = 0; lane < BLOCK; lane += LANES)
    {
      gsize t = 0;

      for (; t + STEPS <= times; t += STEPS)
        conv_steps (width, STEPS, y + t * row + lane, x + t * row_in + lane, packed, bias,
                    added ? added + t * row + lane : NULL, n_in, n_out, silu);
      for (; t < times; t++)
        conv_steps (width, 1, y + t * row + lane, x + t * row_in + lane, packed, bias,
                    added ? added + t * row + lane : NULL, n_in, n_out, silu);
    }
}

static void
conv (float       *y,
      const float *x,
      const float *packed,
      const float *bias,
      const float *added,
      gsize        n_in,
      gsize        n_out,
      gsize        width,
      gsize        times,
      gboolean     silu)
{
#define NARROW(added, silu) conv_all (1, y, x, packed, bias, added, n_in, n_out, times, silu)
#define WIDE(added, silu) conv_all (3, y, x, packed, bias, added, n_in, n_out, times, silu)
  if (width == 1)
    EACH_ENDING (NARROW);
  else
    EACH_ENDING (WIDE);
#undef NARROW
#undef WIDE
}

INLINE void
depthwise_all (float         *y,
               const float   *x,
               const float   *weights,
               const float   *bias,
               gsize          channels,
               gsize          times,
               const gboolean silu)
{
  const gsize row = channels * BLOCK;

  for (gsize c = 0; c < channels; c++)
    {
      Floats w0 = splat (weights[c * 3]), w1 = splat (weights[c * 3 + 1]);
      Floats w2 = splat (weights[c * 3 + 2]), b = splat (bias ? bias[c] : 0);

      for (gsize lane = c * BLOCK; lane < (c + 1) * BLOCK; lane += LANES)
        {
          const float *from = x + lane;
          Floats left = load (from);

          for (gsize t = 0; t < times; t++, from += 2 * row)
            {
              Floats right = load (from + 2 * row);
              Floats v = b + w0 * left + w1 * load (from + row) + w2 * right;

              left = right;
              store (y + t * row + lane, finish (v, NULL, 0, silu));
            }
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
           gboolean     silu)
{
  if (silu)
    depthwise_all (y, x, weights, bias, channels, times, TRUE);
  else
    depthwise_all (y, x, weights, bias, channels, times, FALSE);
}

INLINE void
normalise_rows (const gsize    steps,
                float         *y,
                const float   *z,
                const float   *scale,
                const float   *shift,
                const float   *added,
                gsize          channels,
                gsize          ahead,
                const gboolean silu)
{
  for (gsize c = 0; c < channels; c++)
    {
      Floats a = splat (scale[c]), b = splat (shift[c]);

      UNROLL
      for (gsize s = 0; s < steps; s++)
        {
          UNROLL
          for (gsize lane = 0; lane < BLOCK; lane += LANES)
            {
              gsize at = (s * channels + c) * BLOCK + lane;

              if (lane == 0)
                expect (z + at + ahead);
              store (y + at, finish (a * load (z + at) + b, added, at, silu));
            }
        }
    }
}

INLINE void
normalise_all (float         *y,
               const float   *z,
               const float   *scale,
               const float   *shift,
               const float   *added,
               gsize          channels,
               gsize          times,
               const gboolean silu)
{
  const gsize row = channels * BLOCK;
  gsize t = 0;

  for (; t + STEPS <= times; t += STEPS)
    normalise_rows (STEPS, y + t * row, z + t * row, scale, shift, added ? added + t * row : NULL,
                    channels, times * row, silu);
  for (; t < times; t++)
    normalise_rows (1, y + t * row, z + t * row, scale, shift, added ? added + t * row : NULL,
                    channels, times * row, silu);
}

static void
normalise (float       *y,
           const float *z,
           const float *scale,
           const float *shift,
           const float *added,
           gsize        channels,
           gsize        times,
           gboolean     silu)
{
#define NORMALISE(added, silu) normalise_all (y, z, scale, shift, added, channels, times, silu)
  EACH_ENDING (NORMALISE);
#undef NORMALISE
}

static void
join (float       *y,
      const float *x,
      const float *numbers,
      gsize        n)
{
  for (gsize i = 0; i < n; i++)
    {
      Floats number = splat (numbers[i]);

      UNROLL
      for (gsize at = i * BLOCK; at < (i + 1) * BLOCK; at += LANES)
        store (y + at, finish (load (x + at) + number, NULL, 0, TRUE));
    }
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
moments (double      *sums,
         double      *squares,
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
      add_to_doubles (sums + at, sum * counts);
      add_to_doubles (squares + at, square * counts);
    }
}

extern const BwConvKernels BW_CONV_KERNELS;

const BwConvKernels BW_CONV_KERNELS = {
  .conv = conv,
  .depthwise = depthwise,
  .normalise = normalise,
  .join = join,
  .gate = gate,
  .pool = pool,
  .moments = moments,
};
