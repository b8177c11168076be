/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-conv-kernels.h"
#include "nn/bw-simd.h"

/* Compiled once for each instruction set (meson.build), with the widest vectors it has. */

#if MANY_REGISTERS
#define OUTPUTS 8 /* × 3 taps: 24 of 32 registers */
#else
#define OUTPUTS 4 /* 12 of 16 */
#endif

static void
norm (float       *dz,
      const float *dv,
      const float *z,
      const float *p,
      const float *q,
      const float *r,
      const float *mask,
      gsize        channels,
      gsize        times)
{
  for (gsize t = 0; t < times; t++)
    for (gsize c = 0; c < channels; c++)
      UNROLL
      for (gsize lane = 0; lane < BLOCK; lane += LANES)
        {
          gsize at = (t * channels + c) * BLOCK + lane;

          store (dz + at,
                 (load (dv + at) * p[c] + (load (z + at) * q[c] + r[c])) * load (mask + lane));
        }
}

INLINE void
weights_tile (const int    outputs,
              const int    width,
              float       *d_weights,
              const float *dz,
              const float *x,
              gsize        n_in,
              gsize        n_out,
              gsize        times)
{
  Floats sums[8][BW_CONV_MAX_WIDTH];

  UNROLL
  for (int o = 0; o < outputs; o++)
    {
      UNROLL
      for (int k = 0; k < width; k++)
        sums[o][k] = load (d_weights + ((gsize) o * n_in * (gsize) width + (gsize) k) * BLOCK);
    }
  for (gsize t = 0; t < times; t++)
    {
      Floats in[BW_CONV_MAX_WIDTH];

      UNROLL
      for (int k = 0; k < width; k++)
        in[k] = load (x + (t + (gsize) k) * n_in * BLOCK);
      UNROLL
      for (int o = 0; o < outputs; o++)
        {
          Floats d = load (dz + (t * n_out + (gsize) o) * BLOCK);

          UNROLL
          for (int k = 0; k < width; k++)
            sums[o][k] += d * in[k];
        }
    }
  UNROLL
  for (int o = 0; o < outputs; o++)
    {
      UNROLL
      for (int k = 0; k < width; k++)
        store (d_weights + ((gsize) o * n_in * (gsize) width + (gsize) k) * BLOCK, sums[o][k]);
    }
}

INLINE void
weights_all (const int    outputs,
             const int    width,
             float       *d_weights,
             const float *dz,
             const float *x,
             gsize        n_in,
             gsize        n_out,
             gsize        times)
{
  for (gsize lane = 0; lane < BLOCK; lane += LANES)
    for (gsize o = 0; o < n_out; o += (gsize) outputs)
      for (gsize i = 0; i < n_in; i++)
        weights_tile (outputs, width, d_weights + (o * n_in + i) * (gsize) width * BLOCK + lane,
                      dz + o * BLOCK + lane, x + i * BLOCK + lane, n_in, n_out, times);
}

static void
conv_weights (float       *d_weights,
              const float *dz,
              const float *x,
              gsize        n_in,
              gsize        n_out,
              gsize        width,
              gsize        times)
{
  if (n_out % OUTPUTS != 0 && width == 1)
    weights_all (1, 1, d_weights, dz, x, n_in, n_out, times);
  else if (n_out % OUTPUTS != 0)
    weights_all (1, 3, d_weights, dz, x, n_in, n_out, times);
  else if (width == 1)
    weights_all (OUTPUTS, 1, d_weights, dz, x, n_in, n_out, times);
  else
    weights_all (OUTPUTS, 3, d_weights, dz, x, n_in, n_out, times);
}

static void
depthwise_data (float       *dx,
                const float *dz,
                const float *weights,
                gsize        channels,
                gsize        times)
{
  const gsize row = channels * BLOCK;

  for (gsize c = 0; c < channels; c++)
    {
      const float *w = weights + c * 3;

      for (gsize lane = c * BLOCK; lane < (c + 1) * BLOCK; lane += LANES)
        {
          Floats d = load (dz + lane);

          for (gsize t = 0; t < times; t++)
            {
              Floats after = load (dz + (t + 1) * row + lane);

              store (dx + 2 * t * row + lane, d * w[1]);
              store (dx + (2 * t + 1) * row + lane, d * w[2] + after * w[0]);
              d = after;
            }
        }
    }
}

static void
depthwise_weights (float       *d_weights,
                   const float *dz,
                   const float *x,
                   gsize        channels,
                   gsize        times)
{
  const gsize row = channels * BLOCK;

  for (gsize c = 0; c < channels; c++)
    for (gsize lane = 0; lane < BLOCK; lane += LANES)
      {
        float *to = d_weights + c * 3 * BLOCK + lane;
        Floats sum0 = load (to), sum1 = load (to + BLOCK), sum2 = load (to + 2 * BLOCK);

        for (gsize t = 0; t < times; t++)
          {
            const float *from = x + 2 * t * row + c * BLOCK + lane;
            Floats d = load (dz + t * row + c * BLOCK + lane);

            sum0 += d * load (from);
            sum1 += d * load (from + row);
            sum2 += d * load (from + 2 * row);
          }
        store (to, sum0);
        store (to + BLOCK, sum1);
        store (to + 2 * BLOCK, sum2);
      }
}

INLINE void
activation_all (float             *dv,
                float             *sums,
                float             *products,
                const float       *da,
                const float       *z,
                const float       *inverse,
                const float       *offset,
                const float       *gamma,
                const float       *beta,
                gsize              channels,
                gsize              times,
                const BwConvFlags  flags)
{
  for (gsize c = 0; c < channels; c++)
    {
      Floats i = splat (inverse[c]), m = splat (offset[c]);
      Floats g = splat (gamma[c]), b = splat (beta[c]);

      for (gsize lane = c * BLOCK; lane < (c + 1) * BLOCK; lane += LANES)
        {
          Floats sum = { 0 }, product = { 0 };

          for (gsize t = 0; t < times; t++)
            {
              gsize at = t * channels * BLOCK + lane;
              Floats d = load (da + at), standard = load (z + at) * i + m;

              if (flags & BW_CONV_SILU)
                {
                  Floats v = standard * g + b;
                  Floats s = sigmoid (v);

                  d *= s + v * s * (1 - s);
                }
              sum += d;
              product += d * standard;
              store (dv + at, d);
            }
          store (sums + lane, load (sums + lane) + sum);
          store (products + lane, load (products + lane) + product);
        }
    }
}

static void
activation (float       *dv,
            float       *sums,
            float       *products,
            const float *da,
            const float *z,
            const float *inverse,
            const float *offset,
            const float *gamma,
            const float *beta,
            gsize        channels,
            gsize        times,
            BwConvFlags  flags)
{
  if (flags & BW_CONV_SILU)
    activation_all (dv, sums, products, da, z, inverse, offset, gamma, beta, channels, times,
                    BW_CONV_SILU);
  else
    activation_all (dv, sums, products, da, z, inverse, offset, gamma, beta, channels, times,
                    BW_CONV_PLAIN);
}

static void
gate (float       *sums,
      const float *a,
      const float *b,
      gsize        channels,
      gsize        times)
{
  for (gsize at = 0; at < channels * BLOCK; at += LANES)
    {
      Floats sum = load (sums + at);

      for (gsize t = 0; t < times; t++)
        sum += load (a + t * channels * BLOCK + at) * load (b + t * channels * BLOCK + at);
      store (sums + at, sum);
    }
}

extern const BwConvBackwardKernels BW_CONV_BACKWARD_KERNELS;

const BwConvBackwardKernels BW_CONV_BACKWARD_KERNELS = {
  .norm = norm,
  .conv_weights = conv_weights,
  .depthwise_data = depthwise_data,
  .depthwise_weights = depthwise_weights,
  .activation = activation,
  .gate = gate,
};
