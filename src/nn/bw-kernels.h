/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/bw-conv-kernels.h"

G_BEGIN_DECLS

/* The innermost loops of the nets, compiled once for each instruction set. They know no GLib, no
 * threads and no errors: outputs first, shapes beside each pointer, nothing allocated.
 *
 * Arrays are row-major and contiguous. `units` is a number of hidden units rounded up to whole
 * blocks of BW_KERNEL_BLOCK; units beyond the real ones have zero weights and stay zero. */

#define BW_KERNEL_BLOCK 16

typedef struct
{
  const char *name;

  const BwConvKernels *conv;
  const BwConvBackwardKernels *conv_backward;

  /* One time step of an LSTM layer, in one pass: gates = act (bias + W_ih x + W_hh h_prev),
   * c = f c_prev + i g, h = o tanh c. The gates' order is i, f, g, o.
   * @panels holds both weight matrices as [units / 16][n_inputs + units][4][16].
   * @h_prev and @c_prev are both %NULL for a zero state. */
  void (*lstm_cell) (float       *gates,   /* rows, 4, units: activated */
                     float       *c,       /* rows, units */
                     float       *tanh_c,  /* rows, units */
                     float       *h,       /* rows, units */
                     const float *panels,
                     const float *bias,    /* 4, units */
                     const float *x,       /* rows, n_inputs */
                     gsize        n_inputs,
                     const float *h_prev,  /* rows, units */
                     const float *c_prev,  /* rows, units */
                     gsize        rows,
                     gsize        units);

  /* Its derivative with respect to the gates before activation, left in @gates. The gradient of h
   * is @dh_next + @dh_above, either of which may be %NULL. @dc carries the gradient of the cell
   * state from the step after to the step before. */
  void (*lstm_cell_backward) (float       *gates,     /* rows, 4, units: in activated, out d */
                              float       *dc,        /* rows, units: in and out */
                              float       *d_bias,    /* 4, units: += */
                              const float *dh_next,   /* rows, units */
                              const float *dh_above,  /* rows, units */
                              const float *c_prev,    /* rows, units, or NULL for zero */
                              const float *tanh_c,    /* rows, units */
                              gsize        rows,
                              gsize        units);

  /* out = a b, for the small products of the recurrence. */
  void (*product) (float       *out,  /* rows, columns */
                   const float *a,    /* rows, inner */
                   const float *b,    /* inner, columns */
                   gsize        rows,
                   gsize        inner,
                   gsize        columns);  /* a multiple of BW_KERNEL_BLOCK */

  /* One step of Adam; see bw-adam.h. */
  void (*adam) (float       *values,
                float       *m,
                float       *v,
                const float *gradients,
                gsize        n,
                float        beta1,
                float        beta2,
                float        step_size,
                float        inverse_root_correction,
                float        epsilon);

  /* y = σ(x) and y = tanh x, to a few 1e-7 of the exact values. */
  void (*sigmoid) (float       *y,
                   const float *x,
                   gsize        n);
  void (*tanh) (float       *y,
                const float *x,
                gsize        n);
} BwKernels;

/* The fastest set this machine can run. It is the same for the life of the process. */
const BwKernels *bw_kernels_get (void);

/* All sets this machine can run, slowest first; %NULL beyond the last. For tests. */
const BwKernels *bw_kernels_get_nth (guint n);

/* Makes OpenBLAS use the calling thread only: the nets bring their own threads. Cheap to repeat. */
void bw_kernels_calm_blas (void);

G_END_DECLS
