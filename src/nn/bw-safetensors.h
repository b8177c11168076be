/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Named arrays as safetensors bytes (https://github.com/huggingface/safetensors#format): eight
 * bytes with the header's length, a JSON header, then the numbers, all little-endian. */

#define BW_TENSOR_MAX_DIMS 8

typedef enum {
  BW_DTYPE_F32,
  BW_DTYPE_F64,
  BW_DTYPE_I32,
  BW_DTYPE_I64,
  BW_DTYPE_U8,
} BwDtype;

typedef struct
{
  char *name;
  BwDtype dtype;
  guint n_dims;                      /* 0 for a single number */
  gint64 shape[BW_TENSOR_MAX_DIMS];  /* the last varies fastest */
  gsize length;                      /* elements */
  gpointer data;                     /* owned, aligned, in the machine's byte order */
} BwTensor;

typedef struct _BwTensors BwTensors;

BwTensors *bw_tensors_new (void);
void bw_tensors_free (BwTensors *self);

/**
 * bw_tensors_read:
 *
 * Reads all tensors of a file's bytes. The bytes are not trusted: the header must be a sane JSON
 * object, each tensor's span must be what its shape and type say, and all spans together must
 * cover the data exactly once. Nothing larger than @bytes is ever allocated for the numbers.
 *
 * Errors: %BW_ERROR_FORMAT
 */
BwTensors *bw_tensors_read (GBytes  *bytes,
                            GError **error);

/**
 * bw_tensors_write:
 *
 * The same tensors and metadata, added in the same order, give the same bytes. Metadata are sorted
 * by key; types with larger elements lie first, so that every number is aligned.
 *
 * Returns: (transfer full)
 */
GBytes *bw_tensors_write (const BwTensors *self);

guint bw_tensors_get_n (const BwTensors *self);
const BwTensor *bw_tensors_get_nth (const BwTensors *self,
                                    guint            n);

/* Returns: (nullable) (transfer none) */
const BwTensor *bw_tensors_find (const BwTensors *self,
                                 const char      *name);

/* The floats of an F32 tensor of exactly this shape.
 * Returns: (transfer none): %NULL with %BW_ERROR_FORMAT where there is no such tensor */
const float *bw_tensors_get_floats (const BwTensors  *self,
                                    const char       *name,
                                    guint             n_dims,
                                    const gint64     *shape,
                                    GError          **error);

/* Copies @data, the product of @shape elements. A tensor of the same name is replaced in place. */
void bw_tensors_add (BwTensors     *self,
                     const char    *name,
                     BwDtype        dtype,
                     guint          n_dims,
                     const gint64  *shape,
                     gconstpointer  data);

/* The header's `__metadata__`: text by name. Returns: (nullable) (transfer none) */
const char *bw_tensors_get_metadata (const BwTensors *self,
                                     const char      *key);
void bw_tensors_set_metadata (BwTensors  *self,
                              const char *key,
                              const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTensors, bw_tensors_free)

G_END_DECLS
