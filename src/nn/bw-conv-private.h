/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/bw-conv-workspace.h"
#include "nn/bw-kernels.h"

G_BEGIN_DECLS

#define BLOCK BW_KERNEL_BLOCK

/* Channels × steps of time of a strip, whose input and output then stay in the nearest cache. */
#define BW_CONV_STRIP 384

/* What a unit keeps. "Task" is a tile of a group: group × tiles of a group + tile. */
typedef struct
{
  guint length_in, length;  /* of the input and the output */
  float *z;                 /* task, length, n_out, 16: before the norm */
  float *dv;                /* tile, length, n_out, 16: gradient after the norm, before the activation;
                             * lies where that of other units lay, but where another unit adds to
                             * this one; of the last unit: task, … */
  float *kept;              /* as z: the output, where a later unit adds it; else NULL */
  float *packed;            /* weights for conv, and for its derivative */
  float *transposed;

  /* Group, n_out. */
  double *mean, *inverse;   /* of z; 1 / √(variance + ε) */
  float *scale, *shift;     /* what the norm makes of z: scale z + shift */
  float *p, *q, *r;         /* of the norm's derivative: dz = p dv + q z + r */

  double *moments;          /* task, 2, n_out, 16: forward Σ z, Σ z²; backward Σ dv, Σ dv z */

  /* Task, with lanes: squeeze-and-excitation. */
  float *pooled;            /* n_out, 16 */
  float *squeezed;          /* n_squeezed, 16: before SiLU */
  float *gates;             /* n_out, 16 */
} BwConvTrace;

typedef struct
{
  float *x;          /* a strip of a unit's input, with what is beyond its ends */
  float *slope;      /* the same: the slope of the activation that made it */
  float *dz;         /* a strip of the gradient of its convolution */
  float *dx;         /* a strip of the gradient of its input */
  float *signal;     /* a whole signal of a gated unit */
} BwConvScratch;

struct _BwConvWorkspace
{
  const BwConvChain *chain; /* borrowed */
  guint length, n_groups, max_rows;
  BwPool *pool; /* borrowed */
  const BwKernels *kernels;

  BwFloats *memory; /* owned: all that follows */
  float *input;     /* task, length, n_in, 16; the z of a first norm */
  float *d_input;
  float *slots[2];  /* the dv of even units, of odd units */
  BwConvTrace traces[BW_CONV_MAX_UNITS];
  float *d_weights; /* tile, the most a unit has, 16: n_out, n_in, width; squeeze; excite */
  gsize n_weights;
  BwConvScratch *scratch; /* owned: one a thread */

  /* The forward at hand. */
  guint n_rows, n_tiles;
  const float *values;
  guint unit, group; /* at hand */
  guint n_kept; /* outputs of units before this one can be read from where they are kept */
};

/* Runs @func (self, task) for the tiles of the group at hand. */
typedef void (*BwConvFunc) (BwConvWorkspace *self,
                            guint            task);

void bw_conv_run (BwConvWorkspace *self,
                  BwConvFunc       func);

/* Steps of time of a strip with so many channels. */
guint bw_conv_strip_length (guint channels);

/* Of the calling thread. */
const BwConvScratch *bw_conv_get_scratch (const BwConvWorkspace *self);

/* The dv of @task from step @from on. */
float *bw_conv_get_dv (const BwConvWorkspace *self,
                       guint                  unit,
                       guint                  task,
                       guint                  from);

/* The sums over time that @task makes for the weights of the unit at hand. */
float *bw_conv_get_d_weights (const BwConvWorkspace *self,
                              guint                  task);

/* Rows @from … @from + @n − 1 of the output of @unit, or of the input of the chain for −1; zero
 * beyond both ends. A gated unit's output comes before its gates. @slope (nullable) takes the slope
 * of SiLU within the signal, where the unit has it. */
void bw_conv_read_rows (float                 *x,
                        float                 *slope,
                        const BwConvWorkspace *self,
                        int                    unit,
                        guint                  task,
                        int                    from,
                        guint                  n);

/* The output of a gated unit, all of a tile: length, n_out, 16. */
void bw_conv_gate (float                 *signal,
                   const BwConvWorkspace *self,
                   guint                  unit,
                   guint                  task);

/* From the gradient of a gated unit's output, which lies in its dv, and that of its gates, to its dv.
 * Takes the slope of its activation from the thread's scratch signal. */
void bw_conv_gate_backward (const BwConvWorkspace *self,
                            guint                  unit,
                            guint                  task,
                            float                 *d_gates,    /* n_out, 16: overwritten */
                            float                 *d_squeeze,  /* weights, then bias, 16: += */
                            float                 *d_excite);  /* the same */

/* Rows of the dv of @unit, from the gradient @da of what it activated and the slope it had there. */
void bw_conv_backward_activation (const BwConvWorkspace *self,
                                  guint                  unit,
                                  guint                  task,
                                  guint                  from,
                                  guint                  n,
                                  const float           *da,
                                  const float           *slope);

/* 1 in lanes that hold a row of the batch, else 0. */
void bw_conv_get_mask (float                  mask[BLOCK],
                       const BwConvWorkspace *self,
                       guint                  task);

/* The moments of a task's tile, over its lanes, at the front. */
void bw_conv_add_moments (const BwConvWorkspace *self,
                          guint                  unit,
                          guint                  task);

/* After that: the sum over the tiles of a group of one channel, in order. */
double bw_conv_sum_moments (const BwConvWorkspace *self,
                            guint                  unit,
                            guint                  group,
                            guint                  which,
                            guint                  channel);

/* Number of values a mean over a group is taken of. */
double bw_conv_count (const BwConvWorkspace *self,
                      guint                  unit);

G_END_DECLS
