/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/bw-params.h"

#include "base/bw-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>

#define ALIGNMENT 64
#define HUGE_PAGE (2 * 1024 * 1024)

/* What is gone through by the megabyte asks for huge pages: it saves the machine a tenth of its time
 * in looking up small ones. Not to get them does no harm. */
BwFloats *
bw_floats_new (gsize n)
{
#ifdef MADV_HUGEPAGE
  if (n >= 2 * HUGE_PAGE / sizeof (float))
    {
      BwFloats *self = g_aligned_alloc (n, sizeof (float), HUGE_PAGE);

      (void) madvise (self, n * sizeof (float), MADV_HUGEPAGE);
      memset (self, 0, n * sizeof (float));
      return self;
    }
#endif
  return g_aligned_alloc0 (MAX (n, 1), sizeof (float), ALIGNMENT);
}

void
bw_floats_free (BwFloats *self)
{
  g_aligned_free (self);
}

static void
param_clear (gpointer data)
{
  BwParam *param = data;

  g_free (param->name);
}

BwParams *
bw_params_new (void)
{
  BwParams *self = g_new0 (BwParams, 1);

  self->items = g_array_new (FALSE, TRUE, sizeof (BwParam));
  g_array_set_clear_func (self->items, param_clear);
  return self;
}

void
bw_params_free (BwParams *self)
{
  if (!self)
    return;
  g_array_unref (self->items);
  g_free (self);
}

gsize
bw_params_add (BwParams     *self,
               const char   *prefix,
               const char   *name,
               int           layer,
               guint         n_dims,
               const gint64 *shape)
{
  const gsize unit = ALIGNMENT / sizeof (float);
  BwParam param = { .n_dims = n_dims, .offset = self->length, .length = 1 };

  g_return_val_if_fail (n_dims <= BW_TENSOR_MAX_DIMS, 0);

  if (layer < 0)
    param.name = g_strdup_printf ("%s.%s", prefix, name);
  else
    param.name = g_strdup_printf ("%s.%s%d", prefix, name, layer);
  for (guint i = 0; i < n_dims; i++)
    {
      param.shape[i] = shape[i];
      param.length *= shape[i];
    }
  g_array_append_val (self->items, param);
  self->length += (param.length + unit - 1) / unit * unit;
  return param.offset;
}

const BwParam *
bw_params_find (const BwParams *self,
                const char     *name)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const BwParam *param = &g_array_index (self->items, BwParam, i);

      if (g_str_equal (param->name, name))
        return param;
    }
  return NULL;
}

gsize
bw_params_count (const BwParams *self)
{
  gsize count = 0;

  for (guint i = 0; i < self->items->len; i++)
    count += g_array_index (self->items, BwParam, i).length;
  return count;
}

void
bw_params_save (const BwParams *self,
                const float    *values,
                BwTensors      *tensors,
                const char     *prefix)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const BwParam *param = &g_array_index (self->items, BwParam, i);
      g_autofree char *name = g_strconcat (prefix, param->name, NULL);

      bw_tensors_add (tensors, name, BW_DTYPE_F32, param->n_dims, param->shape,
                      values + param->offset);
    }
}

gboolean
bw_params_load (const BwParams   *self,
                float            *values,
                const BwTensors  *tensors,
                const char       *prefix,
                GError          **error)
{
  g_autofree const float **found = g_new0 (const float *, self->items->len + 1);

  for (guint i = 0; i < self->items->len; i++)
    {
      const BwParam *param = &g_array_index (self->items, BwParam, i);
      g_autofree char *name = g_strconcat (prefix, param->name, NULL);

      found[i] = bw_tensors_get_floats (tensors, name, param->n_dims, param->shape, error);
      if (!found[i])
        return FALSE;
      for (gsize j = 0; j < param->length; j++)
        if (!isfinite (found[i][j]))
          {
            g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                         _("The weights “%s” hold values that are not numbers."), name);
            return FALSE;
          }
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      const BwParam *param = &g_array_index (self->items, BwParam, i);

      memcpy (values + param->offset, found[i], param->length * sizeof (float));
    }
  return TRUE;
}

void
bw_floats_fill_uniform (float *values,
                        gsize  n,
                        float  bound,
                        GRand *rand)
{
  for (gsize i = 0; i < n; i++)
    values[i] = (float) g_rand_double_range (rand, -(double) bound, (double) bound);
}
