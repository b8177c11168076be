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

#define STEPS 3

INLINE void
norm_rows (const gsize  steps,
           float       *dz,
           const float *dv,
           const float *z,
           const float *p,
           const float *q,
           const float *r,
           const float *mask,
           gsize        channels,
           gsize        ahead)
{
  for (gsize c = 0; c < channels; c++)
    {
      Floats a = splat (p[c]), b = splat (q[c]), constant = splat (r[c]);

      UNROLL
      for (gsize s = 0; s < steps; s++)
        {
          UNROLL
          for (gsize lane = 0; lane < BLOCK; lane += LANES)
            {
              gsize at = (s * channels + c) * BLOCK + lane;

              if (lane == 0)
                {
                  expect (dv + at + ahead);
                  expect (z + at + ahead);
                }
              store (dz + at, (load (dv + at) * a + (load (z + at) * b + constant))
                              * load (mask + lane));
            }
        }
    }
}

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
  const gsize row = channels * BLOCK;
  gsize t = 0;

  for (; t + STEPS <= times; t += STEPS)
    norm_rows (STEPS, dz + t * row, dv + t * row, z + t * row, p, q, r, mask, channels, times * row);
  for (; t < times; t++)
    norm_rows (1, dz + t * row, dv + t * row, z + t * row, p, q, r, mask, channels, times * row);
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
activate_rows (const gsize  steps,
               float       *y,
               float       *slope,
               const float *z,
               const float *scale,
               const float *shift,
               gsize        channels,
               gsize        ahead)
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
              Floats v = a * load (z + at) + b, curve = quick_sigmoid (v);

              if (lane == 0)
                expect (z + at + ahead);
              v *= curve;
              store (y + at, v);
              store (slope + at, curve + v * (1 - curve));
            }
        }
    }
}

static void
activate (float       *y,
          float       *slope,
          const float *z,
          const float *scale,
          const float *shift,
          gsize        channels,
          gsize        times)
{
  const gsize row = channels * BLOCK;
  gsize t = 0;

  for (; t + STEPS <= times; t += STEPS)
    activate_rows (STEPS, y + t * row, slope + t * row, z + t * row, scale, shift, channels, times * row);
  for (; t < times; t++)
    activate_rows (1, y + t * row, slope + t * row, z + t * row, scale, shift, channels, times * row);
}

/* @group channels side by side, so that memory is gone through nearly in order. */
INLINE void
activation_group (const gsize  group,
                  float       *dv,
                  double      *sums,
                  double      *products,
                  const float *da,
                  const float *slope,
                  const float *z,
                  gsize        row,
                  gsize        times)
{
  Floats sum[OUTPUTS], product[OUTPUTS];

  UNROLL
  for (gsize c = 0; c < group; c++)
    sum[c] = product[c] = (Floats) { 0 };
  for (gsize t = 0; t < times; t++)
    {
      UNROLL
      for (gsize c = 0; c < group; c++)
        {
          gsize at = t * row + c * BLOCK;
          Floats d = load (da + at);

          if (slope)
            d *= load (slope + at);
          expect_store (dv + at + times * row);
          sum[c] += d;
          product[c] += d * load (z + at);
          store (dv + at, d);
        }
    }
  UNROLL
  for (gsize c = 0; c < group; c++)
    {
      add_to_doubles (sums + c * BLOCK, sum[c]);
      add_to_doubles (products + c * BLOCK, product[c]);
    }
}

INLINE void
activation_all (float       *dv,
                double      *sums,
                double      *products,
                const float *da,
                const float *slope,
                const float *z,
                gsize        channels,
                gsize        times)
{
  const gsize row = channels * BLOCK;

  for (gsize lane = 0; lane < BLOCK; lane += LANES)
    {
      gsize c = 0;

      for (; c + OUTPUTS <= channels; c += OUTPUTS)
        activation_group (OUTPUTS, dv + c * BLOCK + lane, sums + c * BLOCK + lane,
                          products + c * BLOCK + lane, da + c * BLOCK + lane,
                          slope ? slope + c * BLOCK + lane : NULL, z + c * BLOCK + lane, row,
                          times);
      for (; c < channels; c++)
        activation_group (1, dv + c * BLOCK + lane, sums + c * BLOCK + lane,
                          products + c * BLOCK + lane, da + c * BLOCK + lane,
                          slope ? slope + c * BLOCK + lane : NULL, z + c * BLOCK + lane, row,
                          times);
    }
}

static void
activation (float       *dv,
            double      *sums,
            double      *products,
            const float *da,
            const float *slope,
            const float *z,
            gsize        channels,
            gsize        times)
{
  if (slope)
    activation_all (dv, sums, products, da, slope, z, channels, times);
  else
    activation_all (dv, sums, products, da, NULL, z, channels, times);
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
  .activate = activate,
  .activation = activation,
  .gate = gate,
};
