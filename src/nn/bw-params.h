/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/bw-safetensors.h"

G_BEGIN_DECLS

/* Floats on a 64-byte boundary, zeroed. The alias exists for g_autoptr (BwFloats). */
typedef float BwFloats;

BwFloats *bw_floats_new (gsize n);
void bw_floats_free (BwFloats *self);

/* A tensor of a net and where it lies in the block of all its parameters. */
typedef struct
{
  char *name;     /* PyTorch's, e.g. "lstm.weight_ih_l0" */
  guint n_dims;
  gint64 shape[BW_TENSOR_MAX_DIMS];
  gsize offset;   /* in floats from the start of the block, a multiple of 16 */
  gsize length;   /* in floats */
} BwParam;

/**
 * BwParams:
 *
 * The table of contents of one block of floats that holds all parameters of a net. Values,
 * gradients and Adam's moments are blocks of the same shape, so that an optimiser is one loop.
 * The floats between two tensors are and stay zero.
 */
typedef struct
{
  GArray *items;  /* (element-type BwParam) */
  gsize length;   /* of the block, in floats */
} BwParams;

BwParams *bw_params_new (void);
void bw_params_free (BwParams *self);

/* Appends a tensor. The name is "@prefix.@name", with @layer after it where that is not negative.
 * Returns: its offset in floats */
gsize bw_params_add (BwParams     *self,
                     const char   *prefix,
                     const char   *name,
                     int           layer,
                     guint         n_dims,
                     const gint64 *shape);

/* Returns: (nullable) (transfer none): the tensor called @name */
const BwParam *bw_params_find (const BwParams *self,
                               const char     *name);

/* Number of parameters, without the gaps. */
gsize bw_params_count (const BwParams *self);

/* Copies each tensor of @values to or from @tensors, under @prefix followed by its name ("" for
 * the name alone). Loading changes @values only where all tensors are there with their shapes and
 * finite numbers; otherwise it fails with %BW_ERROR_FORMAT. */
void bw_params_save (const BwParams *self,
                     const float    *values,
                     BwTensors      *tensors,
                     const char     *prefix);
gboolean bw_params_load (const BwParams   *self,
                         float            *values,
                         const BwTensors  *tensors,
                         const char       *prefix,
                         GError          **error);

/* Fills @n floats uniformly from [−@bound, @bound). */
void bw_floats_fill_uniform (float *values,
                             gsize  n,
                             float  bound,
                             GRand *rand);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwFloats, bw_floats_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwParams, bw_params_free)

G_END_DECLS
