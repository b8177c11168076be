/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-golden-private.h"

#include <math.h>
#include <string.h>

static void
tensor_clear (gpointer data)
{
  BwGoldenTensor *tensor = data;

  g_array_unref (tensor->values);
}

BwGolden *
bw_golden_new (const char *model)
{
  BwGolden *self = g_new0 (BwGolden, 1);

  self->model = g_strdup (model);
  self->inputs = g_array_new (FALSE, FALSE, sizeof (BwGoldenTensor));
  g_array_set_clear_func (self->inputs, tensor_clear);
  self->outputs = g_array_new (FALSE, FALSE, sizeof (BwGoldenTensor));
  g_array_set_clear_func (self->outputs, tensor_clear);
  return self;
}

void
bw_golden_free (BwGolden *self)
{
  if (self == NULL)
    return;
  g_free (self->model);
  g_array_unref (self->inputs);
  g_array_unref (self->outputs);
  g_free (self);
}

void
bw_golden_add (GArray     *tensors,
               const char *name,
               gint64      rows,
               gint64      columns)
{
  BwGoldenTensor tensor = {
    .name = name,
    .n_dims = columns > 0 ? 2 : 1,
    .shape = { rows, columns },
    .values = g_array_new (FALSE, FALSE, sizeof (double)),
  };

  g_array_append_val (tensors, tensor);
}

static gsize
count (const BwGoldenTensor *tensor)
{
  return (gsize) tensor->shape[0] * (gsize) MAX (tensor->shape[1], 1);
}

static BwGoldenTensor *
find (GArray     *tensors,
      const char *name)
{
  for (guint i = 0; i < tensors->len; i++)
    {
      BwGoldenTensor *tensor = &g_array_index (tensors, BwGoldenTensor, i);

      if (strcmp (tensor->name, name) == 0)
        return tensor;
    }
  g_assert_not_reached ();
}

void
bw_golden_append (GArray       *tensors,
                  const char   *name,
                  const double *values)
{
  BwGoldenTensor *tensor = find (tensors, name);

  g_array_append_vals (tensor->values, values, (guint) count (tensor));
}

void
bw_golden_append_floats (GArray      *tensors,
                         const char  *name,
                         const float *values)
{
  BwGoldenTensor *tensor = find (tensors, name);

  for (gsize i = 0; i < count (tensor); i++)
    {
      double value = (double) values[i];

      g_array_append_val (tensor->values, value);
    }
}

/* Nine digits, which say every float exactly; what is no number, as somebody else's weights may
 * say, is null. */
static gboolean
write_values (const BwGoldenTensor  *tensor,
              BwExportStream        *stream,
              GError               **error)
{
  GString *buffer = bw_export_stream_get_buffer (stream);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < tensor->values->len; i++)
    {
      const double value = g_array_index (tensor->values, double, i);

      if (i > 0)
        g_string_append (buffer, i % 16 == 0 ? ",\n" : ",");
      g_string_append (buffer, isfinite (value) ? g_ascii_formatd (text, sizeof text, "%.9g", value)
                                                : "null");
      if (!bw_export_stream_step (stream, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_tensors (const BwGolden  *self,
               const char      *key,
               GArray          *tensors,
               BwExportStream  *stream,
               GError         **error)
{
  GString *buffer = bw_export_stream_get_buffer (stream);

  g_string_append_printf (buffer, ",\n\"%s\": {", key);
  for (guint i = 0; i < tensors->len; i++)
    {
      const BwGoldenTensor *tensor = &g_array_index (tensors, BwGoldenTensor, i);

      g_string_append_printf (buffer, "%s\n\"%s\": {\"shape\": [%u", i > 0 ? "," : "", tensor->name,
                              self->n);
      for (guint d = 0; d < tensor->n_dims; d++)
        g_string_append_printf (buffer, ", %" G_GINT64_FORMAT, tensor->shape[d]);
      g_string_append (buffer, "], \"values\": [");
      if (!write_values (tensor, stream, error))
        return FALSE;
      g_string_append (buffer, "]}");
    }
  g_string_append (buffer, "}");
  return TRUE;
}

gboolean
bw_golden_write (const BwGolden  *self,
                 BwExportStream  *stream,
                 GError         **error)
{
  GString *buffer = bw_export_stream_get_buffer (stream);

  g_string_append_printf (buffer, "{\"model\": \"%s\",\n\"windows\": %u,\n\"own_windows\": %u",
                          self->model, self->n, self->n_own);
  if (!write_tensors (self, "inputs", self->inputs, stream, error)
      || !write_tensors (self, "outputs", self->outputs, stream, error))
    return FALSE;
  g_string_append (buffer, "}\n");
  return TRUE;
}
