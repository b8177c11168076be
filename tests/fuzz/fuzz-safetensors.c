/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "nn/bw-safetensors.h"

#include <string.h>

/* Every byte of it, so that a tensor that is shorter than it says is found. */
static void
check_tensor (const BwTensor  *tensor,
              const BwTensors *tensors)
{
  static const gsize sizes[] = {
    [BW_DTYPE_F32] = 4, [BW_DTYPE_F64] = 8, [BW_DTYPE_I32] = 4, [BW_DTYPE_I64] = 8, [BW_DTYPE_U8] = 1,
  };
  gsize length = 1;
  g_autofree guint8 *copy = NULL;

  g_assert_true (g_utf8_validate (tensor->name, -1, NULL));
  g_assert_true (bw_tensors_find (tensors, tensor->name) == tensor);
  g_assert_cmpuint (tensor->n_dims, <=, BW_TENSOR_MAX_DIMS);
  for (guint i = 0; i < tensor->n_dims; i++)
    {
      g_assert_cmpint (tensor->shape[i], >=, 0);
      length *= (gsize) tensor->shape[i];
    }
  g_assert_cmpuint (length, ==, tensor->length);
  copy = g_memdup2 (tensor->data, length * sizes[tensor->dtype]);
  g_assert_true ((copy != NULL) == (length > 0));
  if (tensor->dtype == BW_DTYPE_F32)
    g_assert_true (bw_tensors_get_floats (tensors, tensor->name, tensor->n_dims, tensor->shape, NULL)
                   == tensor->data);
}

/* Whatever weights: refused with a sentence, or written again with nothing lost. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  /* A copy that ends where the file does, so that reading beyond it is found. */
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GBytes) rewritten = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTensors) tensors = bw_tensors_read (bytes, &error);
  g_autoptr (BwTensors) again = NULL;

  if (tensors == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_no_error (error);
  for (guint i = 0; i < bw_tensors_get_n (tensors); i++)
    check_tensor (bw_tensors_get_nth (tensors, i), tensors);

  written = bw_tensors_write (tensors);
  again = bw_tensors_read (written, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bw_tensors_get_n (tensors), ==, bw_tensors_get_n (again));
  for (guint i = 0; i < bw_tensors_get_n (again); i++)
    {
      const BwTensor *b = bw_tensors_get_nth (again, i);
      const BwTensor *a = bw_tensors_find (tensors, b->name);

      check_tensor (b, again);
      g_assert_nonnull (a);
      g_assert_cmpint (a->dtype, ==, b->dtype);
      g_assert_cmpmem (a->shape, a->n_dims * sizeof a->shape[0], b->shape,
                       b->n_dims * sizeof b->shape[0]);
    }
  rewritten = bw_tensors_write (again);
  g_assert_true (g_bytes_equal (written, rewritten));
  return 0;
}
