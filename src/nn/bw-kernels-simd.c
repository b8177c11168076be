/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-simd.h"

#include <math.h>

/* Compiled once for each instruction set (meson.build), with the widest vectors it has. */

#if MANY_REGISTERS
#define TILE_ROWS 6 /* × 4 vectors of sums: 24 of 32 registers */
#else
#define TILE_ROWS 3 /* 12 of 16 registers */
#endif

/* sums[r][g] += Σ_k x[r][k] panel[k][g] for one vector of units and up to TILE_ROWS rows. */
INLINE void
accumulate (Floats       sums[TILE_ROWS][4],
            const int    rows,
            const float *x,
            gsize        stride,
            const float *panel,
            gsize        inner)
{
  for (gsize k = 0; k < inner; k++)
    {
      Floats w[4];

      UNROLL
      for (int g = 0; g < 4; g++)
        w[g] = load (panel + (k * 4 + g) * BLOCK);
      UNROLL
      for (int r = 0; r < rows; r++)
        {
          Floats a = splat (x[r * stride + k]);

          UNROLL
          for (int g = 0; g < 4; g++)
            sums[r][g] += a * w[g];
        }
    }
}

INLINE void
cell_tile (const int    rows,
           float       *gates,
           float       *c,
           float       *tanh_c,
           float       *h,
           const float *panel,
           const float *bias,
           const float *x,
           gsize        n_inputs,
           const float *h_prev,
           const float *c_prev,
           gsize        j,
           gsize        units)
{
  Floats sums[TILE_ROWS][4];

  UNROLL
  for (int r = 0; r < rows; r++)
    {
      UNROLL
      for (int g = 0; g < 4; g++)
        sums[r][g] = load (bias + g * units + j);
    }
  accumulate (sums, rows, x, n_inputs, panel, n_inputs);
  if (h_prev)
    accumulate (sums, rows, h_prev, units, panel + n_inputs * 4 * BLOCK, units);

  UNROLL
  for (int r = 0; r < rows; r++)
    {
      gsize at = r * units + j;
      Floats in = sigmoid (sums[r][0]);
      Floats forget = sigmoid (sums[r][1]);
      Floats candidate = hyperbolic (sums[r][2]);
      Floats out = sigmoid (sums[r][3]);
      Floats state = in * candidate;
      Floats squashed;

      if (c_prev)
        state += forget * load (c_prev + at);
      squashed = hyperbolic (state);
      store (gates + (r * 4 + 0) * units + j, in);
      store (gates + (r * 4 + 1) * units + j, forget);
      store (gates + (r * 4 + 2) * units + j, candidate);
      store (gates + (r * 4 + 3) * units + j, out);
      store (c + at, state);
      store (tanh_c + at, squashed);
      store (h + at, out * squashed);
    }
}

/* Rows go through in tiles of nearly equal height. */
INLINE gsize
tile_height (gsize left)
{
  gsize tiles = (left + TILE_ROWS - 1) / TILE_ROWS;

  return (left + tiles - 1) / tiles;
}

#if TILE_ROWS == 6
#define EACH_TILE(height, call)                                                                \
  switch (height)                                                                              \
    {                                                                                          \
    case 1: { enum { ROWS = 1 }; call; break; }                                                \
    case 2: { enum { ROWS = 2 }; call; break; }                                                \
    case 3: { enum { ROWS = 3 }; call; break; }                                                \
    case 4: { enum { ROWS = 4 }; call; break; }                                                \
    case 5: { enum { ROWS = 5 }; call; break; }                                                \
    default: { enum { ROWS = 6 }; call; break; }                                               \
    }
#else
#define EACH_TILE(height, call)                                                                \
  switch (height)                                                                              \
    {                                                                                          \
    case 1: { enum { ROWS = 1 }; call; break; }                                                \
    case 2: { enum { ROWS = 2 }; call; break; }                                                \
    default: { enum { ROWS = 3 }; call; break; }                                               \
    }
#endif

static void
lstm_cell (float       *gates,
           float       *c,
           float       *tanh_c,
           float       *h,
           const float *panels,
           const float *bias,
           const float *x,
           gsize        n_inputs,
           const float *h_prev,
           const float *c_prev,
           gsize        rows,
           gsize        units)
{
  for (gsize j = 0; j < units; j += LANES)
    {
      const float *panel = panels + (j / BLOCK) * (n_inputs + units) * 4 * BLOCK + j % BLOCK;
      gsize height;

      for (gsize r = 0; r < rows; r += height)
        {
          gsize at = r * units;

          height = tile_height (rows - r);
          EACH_TILE (height,
                     cell_tile (ROWS, gates + at * 4, c + at, tanh_c + at, h + at, panel, bias,
                                x + r * n_inputs, n_inputs, h_prev ? h_prev + at : NULL,
                                c_prev ? c_prev + at : NULL, j, units));
        }
    }
}

static void
lstm_cell_backward (float       *gates,
                    float       *dc,
                    float       *d_bias,
                    const float *dh_next,
                    const float *dh_above,
                    const float *c_prev,
                    const float *tanh_c,
                    gsize        rows,
                    gsize        units)
{
  for (gsize j = 0; j < units; j += LANES)
    {
      Floats sums[4];

      for (int g = 0; g < 4; g++)
        sums[g] = load (d_bias + g * units + j);
      for (gsize r = 0; r < rows; r++)
        {
          gsize at = r * units + j;
          float *gate = gates + r * 4 * units + j;
          Floats in = load (gate);
          Floats forget = load (gate + units);
          Floats candidate = load (gate + 2 * units);
          Floats out = load (gate + 3 * units);
          Floats squashed = load (tanh_c + at);
          Floats dh = { 0 }, d_forget = { 0 };
          Floats d_state, d_in, d_candidate, d_out;

          if (dh_next)
            dh = load (dh_next + at);
          if (dh_above)
            dh += load (dh_above + at);
          d_state = load (dc + at) + dh * out * (1 - squashed * squashed);
          d_in = d_state * candidate * in * (1 - in);
          if (c_prev)
            d_forget = d_state * load (c_prev + at) * forget * (1 - forget);
          d_candidate = d_state * in * (1 - candidate * candidate);
          d_out = dh * squashed * out * (1 - out);
          store (dc + at, d_state * forget);
          store (gate, d_in);
          store (gate + units, d_forget);
          store (gate + 2 * units, d_candidate);
          store (gate + 3 * units, d_out);
          sums[0] += d_in;
          sums[1] += d_forget;
          sums[2] += d_candidate;
          sums[3] += d_out;
        }
      for (int g = 0; g < 4; g++)
        store (d_bias + g * units + j, sums[g]);
    }
}

INLINE void
product_tile (const int    rows,
              const int    vectors,
              float       *out,
              const float *a,
              const float *b,
              gsize        inner,
              gsize        columns)
{
  Floats sums[TILE_ROWS][4] = { 0 };

  for (gsize k = 0; k < inner; k++)
    {
      Floats w[4];

      UNROLL
      for (int g = 0; g < vectors; g++)
        w[g] = load (b + k * columns + g * LANES);
      UNROLL
      for (int r = 0; r < rows; r++)
        {
          Floats s = splat (a[r * inner + k]);

          UNROLL
          for (int g = 0; g < vectors; g++)
            sums[r][g] += s * w[g];
        }
    }
  UNROLL
  for (int r = 0; r < rows; r++)
    {
      UNROLL
      for (int g = 0; g < vectors; g++)
        store (out + r * columns + g * LANES, sums[r][g]);
    }
}

static void
product (float       *out,
         const float *a,
         const float *b,
         gsize        rows,
         gsize        inner,
         gsize        columns)
{
  gsize height;

  for (gsize r = 0; r < rows; r += height)
    {
      gsize n = 0;

      height = tile_height (rows - r);
      for (; n + 4 * LANES <= columns; n += 4 * LANES)
        EACH_TILE (height, product_tile (ROWS, 4, out + r * columns + n, a + r * inner, b + n,
                                         inner, columns));
      for (; n < columns; n += LANES)
        EACH_TILE (height, product_tile (ROWS, 1, out + r * columns + n, a + r * inner, b + n,
                                         inner, columns));
    }
}

static void
adam (float *restrict       values,
      float *restrict       m,
      float *restrict       v,
      const float *restrict gradients,
      gsize                 n,
      float                 beta1,
      float                 beta2,
      float                 step_size,
      float                 inverse_root_correction,
      float                 epsilon)
{
  for (gsize i = 0; i < n; i++)
    {
      float g = gradients[i];

      m[i] = beta1 * m[i] + (1 - beta1) * g;
      v[i] = beta2 * v[i] + (1 - beta2) * g * g;
      values[i] -= step_size * m[i] / (sqrtf (v[i]) * inverse_root_correction + epsilon);
    }
}

#define EACH_VECTOR(function)                                                                  \
  gsize i = 0;                                                                                 \
                                                                                               \
  for (; i + LANES <= n; i += LANES)                                                           \
    store (y + i, function (load (x + i)));                                                    \
  if (i < n)                                                                                   \
    {                                                                                          \
      float in[LANES] = { 0 }, out[LANES];                                                     \
                                                                                               \
      for (gsize l = 0; l < n - i; l++)                                                        \
        in[l] = x[i + l];                                                                      \
      store (out, function (load (in)));                                                       \
      for (gsize l = 0; l < n - i; l++)                                                        \
        y[i + l] = out[l];                                                                     \
    }

static void
sigmoid_array (float       *y,
               const float *x,
               gsize        n)
{
  EACH_VECTOR (sigmoid)
}

static void
tanh_array (float       *y,
            const float *x,
            gsize        n)
{
  EACH_VECTOR (hyperbolic)
}

extern const BwKernels BW_KERNELS;
extern const BwConvKernels BW_CONV_KERNELS;
extern const BwConvBackwardKernels BW_CONV_BACKWARD_KERNELS;

const BwKernels BW_KERNELS = {
  .name = BW_KERNELS_NAME,
  .conv = &BW_CONV_KERNELS,
  .conv_backward = &BW_CONV_BACKWARD_KERNELS,
  .lstm_cell = lstm_cell,
  .lstm_cell_backward = lstm_cell_backward,
  .product = product,
  .adam = adam,
  .sigmoid = sigmoid_array,
  .tanh = tanh_array,
};
